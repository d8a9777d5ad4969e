"""What stands in the way of a case's next step: what it lacks, days out of order, and the rules that stop it."""

from __future__ import annotations

from datetime import date

from app.domain import ladder, workflow
from app.domain.rules.engine import blocking, blocking_at_decision, blocking_memo
from app.domain.rules.evidence import RuleResult
from app.domain.views import CaseView
from app.domain.vocabulary import ApplicationState, DecisionOutcome, StepKind
from app.domain.workflow import Need

RULE_KEY = "rule:"
_GRANTING = (DecisionOutcome.GRANTED, DecisionOutcome.PARTLY_GRANTED)


def rule_stops(view: CaseView, target: ApplicationState) -> tuple[RuleResult, ...]:
    """R29 before the memo, the hard rules before a grant is signed, R25 before it is decided."""
    process = view.evidence.process
    if target is ApplicationState.MEMO_DRAFTED:
        return blocking_memo(view.results, view.departures)
    if target is ApplicationState.MEMO_SIGNED and process.proposed_outcome in _GRANTING:
        return blocking(view.results, view.evidence.programme, view.departures)
    if target is ApplicationState.DECIDED:
        return blocking_at_decision(view.results, view.departures, process.decision_outcome)
    return ()


def own_paragraph(view: CaseView, target: ApplicationState) -> str:
    """The paragraph that the case already holds for a board's decision."""
    if not workflow.has_paragraph(view.state, target):
        return ""
    if view.state is ApplicationState.IN_DISTRICT_BOARD:
        return view.draft.board_paragraph
    return view.evidence.process.decision_paragraph if target is ApplicationState.DECIDED else ""


def lacking(view: CaseView, target: ApplicationState, *, note: str = "") -> tuple[Need, ...]:
    """What the table asks for and the case does not hold."""
    data = workflow.StepData(application=view.draft, process=view.evidence.process, departures=view.departures, reason=note)
    return workflow.missing(view.state, target, data)


def clashes(view: CaseView, target: ApplicationState, day: date, today: date) -> tuple[Need, ...]:
    """Which days are out of order."""
    known = ladder.marks(view.draft, view.evidence.process, view.steps)
    return ladder.step_clashes(view.state, target, day, known, view.steps, today, view.departures)


def hindrances(
    view: CaseView, target: ApplicationState, *, kind: StepKind = StepKind.MOVED, note: str = "", day: date, today: date
) -> tuple[Need, ...]:
    """Everything that forbids the step, in the order it is best mended; empty when it can be taken."""
    if kind is StepKind.TABLED:
        return clashes(view, view.state, day, today)
    stops = tuple(Need(f"{RULE_KEY}{one.rule_id}", f"{one.rule_id}: {one.outcome.label.lower()}.") for one in rule_stops(view, target))
    return (*lacking(view, target, note=note), *clashes(view, target, day, today), *stops)
