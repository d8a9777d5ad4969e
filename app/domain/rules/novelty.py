"""Whether the funds start something that is not already, or ought to be, regular operations: R07, R09, R21, R22."""

from __future__ import annotations

import re

from app.domain import swedish
from app.domain.rules.evidence import Evidence, ValueUsed
from app.domain.rules.finding import Finding, empty_keys, found_words, labels, lacking, missing, not_met, refs, to_judge, values
from app.domain.rules.related import is_funded_before, related_values, related_words


def r07(evidence: Evidence) -> Finding:
    """R07, section 4.3: funds are for starting an activity or a way of working, not for running it."""
    application = evidence.application
    keys = ("type", "starts_something_new", "starts_explanation", "previous_activity", "previous_funding", "start_date", "end_date")
    used = (*values(evidence, *keys), *related_values(evidence))
    fields = refs("starts_explanation", "starts_something_new", "type", "previous_activity")
    if not application.starts_explanation:
        return lacking(missing(["starts_explanation"]), used, fields)
    remarks = ["Ansökan förklarar vad som startar."]
    if application.starts_something_new is False:
        remarks.append("Den uppger samtidigt att insatsen inte startar något nytt.")
    if application.previous_activity:
        remarks.append("Insatsen har bedrivits tidigare.")
    remarks += related_words(evidence)
    if is_funded_before(evidence):
        remarks.append("Samma eller liknande verksamhet har alltså fått medel förut.")
    return to_judge(" ".join([*remarks, "Bedöm om medlen avser start och inte drift."]), used, fields)


def r09(evidence: Evidence) -> Finding:
    """R09, section 4.3: funds may not cover regular operations that lack funding."""
    application = evidence.application
    used = (*values(evidence, "fills_regular_gap", "previous_activity", "previous_funding"), *related_values(evidence))
    if application.fills_regular_gap:
        reason = "Ansökan uppger själv att medlen ersätter ordinarie verksamhet som saknar finansiering."
        return not_met(reason, used, refs("fills_regular_gap", "previous_activity", "previous_funding"))
    absent = empty_keys(evidence, "fills_regular_gap", "previous_activity")
    if absent:
        noun = "Frågan" if len(absent) == 1 else "Frågorna"
        return lacking(f"{noun} {labels(absent)} är inte {'besvarad' if len(absent) == 1 else 'besvarade'}.", used, refs(*absent))
    past = "har bedrivits tidigare" if application.previous_activity else "har inte bedrivits tidigare"
    remarks = [f"Insatsen {past} och uppges inte ersätta ordinarie verksamhet.", *related_words(evidence)]
    return to_judge(
        " ".join([*remarks, "Bedöm om det är ordinarie verksamhet som saknar medel."]),
        used,
        refs("previous_activity", "previous_funding", "fills_regular_gap"),
    )


def r21(evidence: Evidence) -> Finding:
    """R21, section 4.3: room for new methods; a principle, so a judgement and never a stop."""
    used = values(evidence, "innovation", "spread_plan")
    if not evidence.application.innovation:
        return lacking(missing(["innovation"]), used, refs("innovation"))
    return to_judge("Ansökan beskriver vad som är nytt. Bedöm om insatsen är nyskapande.", used, refs("innovation", "spread_plan"))


# Efforts that regular budgets are expected to carry (domain brief, R22), each with the word forms that give it away.
_EARLIER_EFFORTS = (
    ("feriejobb", r"\b\w*(?:feriejobb|ferieprakti|feriearbet|sommarjobb)\w*"),
    ("sociala insatsgrupper", r"social\w*\s+insatsgrupp\w*"),
    ("trygghetsvärdar", r"\b\w*trygghetsvärd\w*"),
    ("medborgarvärdar", r"\b\w*medborgarvärd\w*"),
    ("fältarbete", r"\b\w*(?:fältarbet|fältassist)\w*"),
    (
        "idrottssatsningen i Järva",
        r"\b\w*idrott\w*(?:\s+\S+){0,3}\s+\w*järva\w*|\b\w*järva\w*(?:\s+\S+){0,3}\s+\w*idrott\w*|järvaidrott\w*",
    ),
)
_PATTERNS = tuple((label, re.compile(pattern)) for label, pattern in _EARLIER_EFFORTS)


def r22(evidence: Evidence) -> Finding:
    """R22, section 4.3: resemblance to an effort that is to move into regular budgets is shown; a person decides."""
    application = evidence.application
    written = " . ".join(
        (application.title, application.purpose, application.description, application.starts_explanation, application.plan_activity)
    )
    likenesses = [
        f"{label} ({', '.join(f'”{word}”' for word in words)})" for label, pattern in _PATTERNS if (words := found_words(written, pattern))
    ]
    resemblance = ValueUsed("Likhet med tidigare satsningar", "; ".join(likenesses) or "Ingen funnen")
    used = (*values(evidence, "title", "previous_activity", "previous_funding"), resemblance, *related_values(evidence))
    fields = refs("previous_activity", "previous_funding", "description")
    if application.previous_activity is None:
        return lacking("Frågan ”Insatsen har bedrivits tidigare” är inte besvarad.", used, fields)
    if likenesses:
        found = f"Texten liknar satsningar som ska gå över i ordinarie budget: {swedish.join(likenesses)}."
    else:
        found = "Texten liknar ingen av de tidigare satsningar som ska gå över i ordinarie budget."
    remarks = [found]
    if application.previous_activity:
        remarks.append("Insatsen har bedrivits tidigare.")
    remarks += related_words(evidence)
    return to_judge(" ".join([*remarks, "Bedöm om insatsen hör hemma i ordinarie budget."]), used, fields)
