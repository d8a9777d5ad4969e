"""What the caseworker must do before the next meeting, most urgent first, and the state of the frame."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain import swedish, workflow
from app.domain.meetings import days_text
from app.domain.programme import Programme
from app.domain.views import Frame, Overview, TodoItem
from app.domain.vocabulary import ApplicationState, PlanState
from app.models.application import Application
from app.models.plan import LocalActionPlan
from app.services.conflicts import untried
from app.services.evidence import OPEN_STATES
from app.services.store import Store
from app.services.supplement_rows import reminders
from app.services.visibility import visible_to

LONG_WAIT_DAYS = 30
_TAB = {
    ApplicationState.SUBMITTED: "application",
    ApplicationState.FORMAL_CHECK: "rules",
    ApplicationState.AWAITING_SUPPLEMENT: "supplement",
    ApplicationState.EXPERT_REVIEW: "economy",
    ApplicationState.ASSESSED: "economy",
    ApplicationState.STEERING_GROUP_CONSULTATION: "economy",
    ApplicationState.MEMO_DRAFTED: "memo",
    ApplicationState.MEMO_SIGNED: "memo",
    ApplicationState.BEFORE_EXECUTIVE: "economy",
    ApplicationState.DECIDED: "economy",
}


def overview(session: Session, store: Store, frame: Frame) -> Overview:
    mine = visible_to(store.who)
    rows = session.execute(select(Application.state, func.count().label("number")).where(mine).group_by(Application.state))
    counts = {row.state: row.number for row in rows}
    asked = tuple(reminders(session, store.today, mine))
    told = {one.uid for one in asked}
    cases = (one for one in _cases(session, store.today, mine) if one.tab != "supplement" or one.uid not in told)
    found = (*asked, *cases, *_untried(session, store), *_plans(session, store.programme))
    todo = sorted(found, key=lambda item: item.urgency)
    by_state = tuple((state, counts[state]) for state in ApplicationState if state in counts)
    return Overview(tuple(todo), by_state, frame, sum(counts.values()))


def _cases(session: Session, today: date, mine: ColumnElement[bool]) -> Iterator[TodoItem]:
    found = session.execute(
        select(
            Application.uid, Application.title, Application.case_number, Application.registry_number_city, Application.state,
            Application.received_date, Application.rules_failed, Application.rules_insufficient, Application.rules_to_judge,
            Application.decision_outcome, Application.final_report_date,
        ).where(Application.state.in_((*OPEN_STATES, ApplicationState.DECIDED, ApplicationState.IN_PROGRESS)), mine)
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
            facts.append(f"inkom {swedish.iso_date(one.received_date)}, {days_text(-waited)}")
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


def _untried(session: Session, store: Store) -> Iterator[TodoItem]:
    """Cases with assigned assessors whose impartiality has not been tried on the facts as they are."""
    names = untried(session, store)
    columns = Application.id, Application.uid, Application.title, Application.case_number, Application.registry_number_city
    for one in session.execute(select(*columns).where(Application.id.in_(list(names))).order_by(Application.case_number)):
        detail = f"{one.registry_number_city or one.case_number} · {swedish.join(names[one.id])}"
        yield TodoItem(2, f"Jäv inte prövat: {one.title}", detail, "application", one.uid, "assessment")


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
