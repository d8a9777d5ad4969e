"""Follow-up, reporting and what happens when the grant ends: R10, R11, R12, R23, R28."""

from __future__ import annotations

from app.domain import fields as catalogue_fields
from app.domain import swedish
from app.domain.rules.evidence import Evidence, FieldRef, ValueUsed
from app.domain.rules.finding import Finding, any_given, empty_keys, labels, lacking, missing, not_applicable, refs, to_judge, values
from app.domain.vocabulary import ApplicationType

_IMPLEMENTATION = (
    "implementation_receiver", "implementation_from", "implementation_financing",
    "implementation_yearly_cost", "implementation_decision",
)  # fmt: skip
_CLOSURE = ("closure_what", "closure_lessons")
_FOLLOW_UP = ("follow_up_what", "follow_up_who", "follow_up_when")
_EVALUATION = ("evaluation_kind", "evaluation_who")


def r10(evidence: Evidence) -> Finding:
    """R10, section 4.3: there is a plan for implementation or for closing; its quality is judged."""
    used = values(evidence, *_IMPLEMENTATION, *_CLOSURE)
    if not any_given(evidence, *_IMPLEMENTATION, *_CLOSURE):
        reason = "Det finns ingen plan för tiden efter projektet: varken övertagande i ordinarie verksamhet eller avslut är beskrivet."
        return lacking(reason, used, refs("implementation_receiver", "implementation_financing", "closure_what"))
    if any_given(evidence, *_IMPLEMENTATION):
        absent = empty_keys(evidence, "implementation_receiver", "implementation_financing", "implementation_yearly_cost")
        gaps = f" {missing(absent)}" if absent else ""
        reason = f"Ansökan beskriver hur insatsen tas över.{gaps} Bedöm om mottagare, kostnad och betalare framgår."
        return to_judge(reason, used, refs(*(absent or _IMPLEMENTATION), "closure_what"))
    absent = empty_keys(evidence, *_CLOSURE)
    gaps = f" {missing(absent)}" if absent else ""
    return to_judge(f"Ansökan beskriver hur insatsen avslutas.{gaps} Bedöm om planen räcker.", used, refs(*_CLOSURE))


def r11(evidence: Evidence) -> Finding:
    """R11, section 4.3: regular operations can take the results over; an activity that closes is judged as such."""
    application = evidence.application
    used = values(evidence, "implementation_receiver", "implementation_financing", "implementation_yearly_cost", "closure_what")
    fields = refs("implementation_receiver", "implementation_yearly_cost", "implementation_financing", "closure_what")
    if application.implementation_receiver:
        cost = application.implementation_yearly_cost
        about = "Kostnaden per år är inte angiven." if cost is None else f"Kostnaden är {swedish.kronor(cost)} per år efter projektet."
        return to_judge(f"Mottagare är angiven. {about} Bedöm om övertagandet är realistiskt.", used, fields)
    if application.closure_what:
        return to_judge("Insatsen ska avslutas och ingen mottagare är angiven. Bedöm om resultaten ändå kan tas till vara.", used, fields)
    return lacking(missing(["implementation_receiver"]), used, fields)


def r12(evidence: Evidence) -> Finding:
    """R12, section 4.3: follow-up or evaluation is planned; one of the two is enough."""
    used = values(evidence, *_FOLLOW_UP, "follow_up_ils", *_EVALUATION, "evaluation_budget")
    follow_up, evaluation = any_given(evidence, *_FOLLOW_UP), any_given(evidence, *_EVALUATION)
    if not follow_up and not evaluation:
        reason = "Ansökan beskriver varken uppföljning eller utvärdering. En av dem räcker."
        return lacking(reason, used, refs("follow_up_what", "evaluation_kind"))
    planned = swedish.join([name for name, given in (("uppföljning", follow_up), ("utvärdering", evaluation)) if given])
    absent = empty_keys(evidence, *(_FOLLOW_UP if follow_up else ()), *(_EVALUATION if evaluation else ()))
    gaps = f" {missing(absent)}" if absent else ""
    return to_judge(f"Ansökan beskriver {planned}.{gaps} Bedöm om planen räcker.", used, refs(*(absent or (*_FOLLOW_UP, *_EVALUATION))))


def r23(evidence: Evidence) -> Finding:
    """R23, section 4.3: a pre-study names who is to run what it leads to, and at what cost."""
    kind = evidence.application.type
    if kind is None:
        return lacking(
            "Slag av insats är inte angivet, så det går inte att se om det är en förstudie.", values(evidence, "type"), refs("type")
        )
    if kind is not ApplicationType.PRE_STUDY:
        return not_applicable("Insatsen är inte en förstudie.", values(evidence, "type"), refs("type"))
    used = values(evidence, "type", "running_responsible", "running_yearly_cost")
    absent = empty_keys(evidence, "running_responsible", "running_yearly_cost")
    if absent:
        return lacking(missing(absent), used, refs(*absent))
    reason = "Förstudien anger vem som ska svara för driften och vad den kostar per år. Bedöm om uppgifterna håller."
    return to_judge(reason, used, refs("running_responsible", "running_yearly_cost"))


def r28(evidence: Evidence) -> Finding:
    """R28, section 4.3: reporting is planned, with times and somebody responsible."""
    application = evidence.application
    planned = [row for row in application.reporting_dates if row.kind is not None or row.due is not None]
    shown = [" ".join(filter(None, (row.kind.label if row.kind else "", swedish.iso_date(row.due) if row.due else ""))) for row in planned]
    used = (*(ValueUsed("Redovisas", text) for text in shown), *values(evidence, "reporting_responsible"))
    if not planned:
        return lacking("Inga redovisningstillfällen är angivna.", used, refs("reporting_dates.due", "reporting_responsible"))
    undated = [row for row in planned if row.due is None]
    remarks = []
    if undated:
        remarks.append(f"{len(undated)} av {len(planned)} redovisningar saknar datum.")
    if catalogue_fields.is_empty(application.reporting_responsible):
        remarks.append(f"Uppgiften {labels(['reporting_responsible'])} saknas.")
    count = f"Ansökan anger {'ett redovisningstillfälle' if len(planned) == 1 else f'{len(planned)} redovisningstillfällen'}."
    where = (*(FieldRef("reporting_dates.due", row.uid) for row in undated), *refs("reporting_responsible", "reporting_dates.due"))
    return to_judge(" ".join([count, *remarks, "Bedöm om redovisningen är tillräckligt planerad."]), used, where)
