"""Money and what comes after: budget, frame before and after, follow-up, implementation."""

from __future__ import annotations

from app.domain import swedish
from app.domain.drafts import CoFunding
from app.domain.texts import language
from app.domain.texts.case import MemoEvidence, Written
from app.domain.texts.decision import final_report, reports
from app.domain.texts.language import paragraphs, sentence, sentences
from app.domain.vocabulary import CostType, DecisionOutcome, FundedBy


def economy(case: MemoEvidence) -> Written:
    return Written(
        text=paragraphs(sentences(_asked(case), _least(case), _cost_types(case)), _frame(case)),
        application=("amounts_applied", "budget_lines", "own_funding", "co_funding", *(("least_amount",) if _least(case) else ())),
        process=("proposed_outcome", "proposed_amount"),
        other=(
            ("Programmets ram och tidigare beslut", (case.programme.frame, case.evidence.granted_before, case.evidence.pending_proposals)),
        ),
        missing="Sökt belopp är inte angivet." if case.application.amount_applied is None else "",
    )


def follow_up(case: MemoEvidence) -> Written:
    text = paragraphs(_measured(case), sentences(_followed_up(case), _evaluated(case)), _reported(case), _afterwards(case))
    return Written(
        text=text or "Ansökan innehåller inga uppgifter om uppföljning, redovisning eller tiden efter projektet.",
        application=(
            "objectives", "follow_up_what", "follow_up_who", "follow_up_when", "follow_up_ils",
            "evaluation_kind", "evaluation_who", "evaluation_budget", "reporting_dates", "reporting_responsible",
            "implementation_receiver", "implementation_from", "implementation_financing", "implementation_yearly_cost",
            "implementation_decision", "closure_what", "closure_lessons",
        ),
        process=("report_in", "final_report_date"),
    )  # fmt: skip


# --- money ---------------------------------------------------------------------------------------


def _asked(case: MemoEvidence) -> str:
    application = case.application
    applied = application.amount_applied
    if applied is None:
        return "Ansökan anger inget sökt belopp."
    own = application.own_funding or 0
    others = sum(row.amount or 0 for row in application.co_funding)
    total = applied + own + others
    if not own and not others:
        return f"Ansökan avser {swedish.kronor(applied)} i projektmedel, vilket är hela insatsens kostnad."
    added = [f"egen finansiering med {swedish.kronor(own)}"] if own else []
    added += [f"medfinansiering med {swedish.kronor(others)}{_co_funders(application.co_funding)}"] if others else []
    return (
        f"Ansökan avser {swedish.kronor(applied)} i projektmedel. Till det kommer {language.listed(added)}. "
        f"Insatsens sammanlagda kostnad är {swedish.kronor(total)}."
    )


def _least(case: MemoEvidence) -> str:
    least = case.application.least_amount
    return "" if least is None else f"Insatsen kan enligt sökanden genomföras med lägst {swedish.kronor(least)}."


def _co_funders(rows: tuple[CoFunding, ...]) -> str:
    names = [
        f"{language.clause(row.organisation)}{'' if row.confirmed else ', ännu inte bekräftad'}" for row in rows if row.organisation.strip()
    ]
    return f" ({'; '.join(names)})" if names else ""


def _cost_types(case: MemoEvidence) -> str:
    lines = [line for line in case.application.budget_lines if line.funded_by is FundedBy.PROGRAMME and line.cost_type and line.amount]
    sums = [(kind, sum(line.amount or 0 for line in lines if line.cost_type is kind)) for kind in CostType]
    parts = [f"{kind.label.lower()} {swedish.kronor(amount)}" for kind, amount in sums if amount]
    return f"Projektmedlen är avsedda för {language.listed(parts)}." if parts else ""


def _frame(case: MemoEvidence) -> str:
    frame, before = case.programme.frame, case.evidence.granted_before
    left = frame - before
    granted = f"Hittills har {swedish.exact_amount(before)} beviljats, och {swedish.exact_amount(left)} återstår."
    head = f"Programmets ram är {swedish.exact_amount(frame)}. {granted if before else 'Inga medel har hittills beviljats.'}"
    pending = case.evidence.pending_proposals
    others = f"Andra förslag under beredning omfattar {swedish.exact_amount(pending)}; de räknas av först när de är beslutade."
    return sentences(head, _after(case, left), others if pending else "")


def _after(case: MemoEvidence, left: int) -> str:
    if case.outcome in (DecisionOutcome.REJECTED, DecisionOutcome.REMITTED):
        return "Förslaget till beslut tar inga medel i anspråk."
    if case.amount is None:
        return ""
    after = left - case.amount
    if after < 0:
        return f"Med förslaget överskrids ramen med {swedish.exact_amount(-after)}."
    return f"Efter beslut enligt förslaget återstår {swedish.exact_amount(after)}."


# --- afterwards ----------------------------------------------------------------------------------


def _measured(case: MemoEvidence) -> str:
    number = sum(bool(row.text.strip() or row.indicator.strip()) for row in case.application.objectives)
    if not number:
        return "Ansökan innehåller inga uppföljningsbara mål."
    return f"Ansökan innehåller {language.numeral(number)} uppföljningsbara mål, som framgår av tabellen nedan."


def _followed_up(case: MemoEvidence) -> str:
    application = case.application
    who, when = language.clause(application.follow_up_who), language.clause(application.follow_up_when)
    ils = language.clause(application.follow_up_ils)
    return sentences(
        sentence(application.follow_up_what),
        f"Ansvarig för uppföljningen: {who}." if who else "",
        f"Tid för uppföljningen: {when}." if when else "",
        f"Koppling till ILS: {ils}." if ils else "",
    )


def _evaluated(case: MemoEvidence) -> str:
    application = case.application
    kind, who = language.clause(application.evaluation_kind), language.clause(application.evaluation_who)
    if not kind and not who:
        return ""
    return sentences(
        f"Utvärdering: {kind}." if kind else "",
        f"Utvärderare: {who}." if who else "",
        f"Utvärderingens budget är {swedish.kronor(application.evaluation_budget)}." if application.evaluation_budget else "",
    )


def _reported(case: MemoEvidence) -> str:
    where, when = reports(case), final_report(case)
    responsible = language.clause(case.application.reporting_responsible)
    planned = f"Insatsen redovisas i {where}." if where else ""
    last = f"Slutrapport lämnas senast {when}." if when else ""
    return sentences(planned, last, f"Ansvarig för redovisningen: {responsible}." if responsible else "")


def _afterwards(case: MemoEvidence) -> str:
    application = case.application
    receiver = language.clause(application.implementation_receiver)
    since = f"Från och med {language.day(application.implementation_from)}" if application.implementation_from else "Efter projektet"
    cost = application.implementation_yearly_cost
    taken_over = sentences(
        f"{since} övertas insatsen av {receiver}." if receiver else "",
        f"Kostnaden beräknas då till {swedish.kronor(cost)} per år." if cost is not None else "",
        sentence(application.implementation_financing),
        f"Beslut som krävs: {language.clause(application.implementation_decision)}." if application.implementation_decision.strip() else "",
    )
    ended = sentences(sentence(application.closure_what), sentence(application.closure_lessons))
    return paragraphs(taken_over, ended) or "Ansökan innehåller ingen plan för tiden efter projektet."
