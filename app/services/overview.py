"""What the caseworker must do before the next meeting, most urgent first, and the state of the frame."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain import swedish, workflow
from app.domain.programme import Programme
from app.domain.views import Frame, Overview, TodoItem
from app.domain.vocabulary import ApplicationState, PlanState
from app.models.application import Application
from app.models.plan import LocalActionPlan
from app.services.evidence import OPEN_STATES

LONG_WAIT_DAYS = 30
_TAB = {
    ApplicationState.SUBMITTED: "application",
    ApplicationState.FORMAL_CHECK: "rules",
    ApplicationState.AWAITING_SUPPLEMENT: "rules",
    ApplicationState.EXPERT_REVIEW: "economy",
    ApplicationState.ASSESSED: "economy",
    ApplicationState.STEERING_GROUP_CONSULTATION: "economy",
    ApplicationState.MEMO_DRAFTED: "memo",
    ApplicationState.MEMO_SIGNED: "memo",
    ApplicationState.BEFORE_EXECUTIVE: "economy",
    ApplicationState.DECIDED: "economy",
}


def overview(session: Session, programme: Programme, today: date, frame: Frame) -> Overview:
    rows = session.execute(select(Application.state, func.count().label("number")).group_by(Application.state))
    counts = {row.state: row.number for row in rows}
    todo = sorted((*_cases(session, today), *_plans(session, programme)), key=lambda item: item.urgency)
    by_state = tuple((state, counts[state]) for state in ApplicationState if state in counts)
    return Overview(tuple(todo), by_state, frame, sum(counts.values()))


def _cases(session: Session, today: date) -> Iterator[TodoItem]:
    found = session.execute(
        select(
            Application.uid, Application.title, Application.case_number, Application.registry_number_city, Application.state,
            Application.received_date, Application.rules_failed, Application.rules_insufficient, Application.rules_to_judge,
            Application.decision_outcome, Application.final_report_date,
        ).where(Application.state.in_((*OPEN_STATES, ApplicationState.DECIDED, ApplicationState.IN_PROGRESS)))
    )  # fmt: skip
    for one in found:
        name = one.registry_number_city or one.case_number
        if one.state is ApplicationState.IN_PROGRESS:
            if one.final_report_date and one.final_report_date < today:
                late = (today - one.final_report_date).days
                detail = f"{name} · skulle ha kommit {swedish.iso_date(one.final_report_date)}, {late} dagar sedan"
                yield TodoItem(0, f"Slutrapport saknas: {one.title}", detail, "application", one.uid, "economy")
            continue
        if one.state not in _TAB:
            continue
        waited = (today - one.received_date).days if one.received_date else 0
        facts = [name, one.state.label]
        if one.received_date:
            facts.append(f"inkom {swedish.iso_date(one.received_date)}, {waited} dagar sedan")
        urgency = 1 if waited > LONG_WAIT_DAYS else 2
        text = workflow.next_step(one.state, one.decision_outcome)
        tab = _TAB[one.state]
        if one.state in (ApplicationState.FORMAL_CHECK, ApplicationState.AWAITING_SUPPLEMENT):
            flaws = [
                f"{number} {word}"
                for number, word in (
                    (one.rules_failed, "inte uppfyllda"),
                    (one.rules_insufficient, "underlag saknas"),
                    (one.rules_to_judge, "att bedöma"),
                )
                if number
            ]
            facts.append(", ".join(flaws) or "alla regler klara")
            text = "Vänta in komplettering" if one.state is ApplicationState.AWAITING_SUPPLEMENT else "Pröva reglerna"
        yield TodoItem(urgency, f"{text}: {one.title}", " · ".join(facts), "application", one.uid, tab)


def _plans(session: Session, programme: Programme) -> Iterator[TodoItem]:
    approved = (PlanState.APPROVED, PlanState.REPORTED, PlanState.FOLLOWED_UP)
    for board in programme.programme_boards:
        plan = session.scalars(
            select(LocalActionPlan).where(LocalActionPlan.board == board.key).order_by(LocalActionPlan.plan_version.desc())
        ).first()
        if plan is None or plan.state is PlanState.SUPERSEDED:
            continue
        version = f"version {plan.plan_version}"
        if plan.state not in approved:
            yield TodoItem(3, f"Handlingsplan inte godkänd: {board.short_name}", f"{version} · {plan.state.label}", "plan", plan.uid)
        elif plan.reported_date is None:
            yield TodoItem(4, f"Handlingsplan inte rapporterad: {board.short_name}", f"{version} · {plan.state.label}", "plan", plan.uid)
