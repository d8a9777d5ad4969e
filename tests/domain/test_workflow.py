"""The ways a case and a plan may go, and what each step needs."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from app.domain import workflow
from app.domain.drafts import ApplicationDraft, PlanDraft
from app.domain.rules.evidence import Departure, Process
from app.domain.vocabulary import ApplicationState as S
from app.domain.vocabulary import BoardResult, DecisionOutcome, SteeringResult
from app.domain.vocabulary import PlanState as P
from app.domain.workflow import StepData

_ORDER = (
    S.DRAFT, S.IN_LOCAL_STEERING_GROUP, S.LOCALLY_APPROVED, S.IN_DISTRICT_BOARD, S.SUBMITTED, S.FORMAL_CHECK, S.EXPERT_REVIEW, S.ASSESSED,
    S.STEERING_GROUP_CONSULTATION, S.MEMO_DRAFTED, S.MEMO_SIGNED, S.BEFORE_EXECUTIVE, S.DECIDED, S.DISPATCHED, S.IN_PROGRESS,
    S.FINAL_REPORTED, S.CLOSED,
)  # fmt: skip
_SIDE_STEPS = {
    (S.IN_LOCAL_STEERING_GROUP, S.DRAFT),
    (S.IN_DISTRICT_BOARD, S.DRAFT),
    (S.IN_DISTRICT_BOARD, S.CLOSED),
    (S.FORMAL_CHECK, S.AWAITING_SUPPLEMENT),
    (S.AWAITING_SUPPLEMENT, S.FORMAL_CHECK),
    (S.EXPERT_REVIEW, S.AWAITING_SUPPLEMENT),
    (S.STEERING_GROUP_CONSULTATION, S.EXPERT_REVIEW),
    (S.BEFORE_EXECUTIVE, S.EXPERT_REVIEW),
    (S.DISPATCHED, S.CLOSED),
}
_UNDECIDED = {*_ORDER[: _ORDER.index(S.DECIDED)], S.AWAITING_SUPPLEMENT}


def _step(reason: str = "", departures: tuple[Departure, ...] = (), process: dict[str, Any] | None = None, **application: Any) -> StepData:
    return StepData(application=ApplicationDraft(**application), process=Process(**(process or {})), departures=departures, reason=reason)


def _lacking(state: S, target: S, data: StepData) -> list[str]:
    return [need.key for need in workflow.missing(state, target, data)]


def test_the_table_allows_what_the_domain_brief_allows_and_nothing_else() -> None:
    forward = set(pairwise(_ORDER))
    out = {(state, target) for state in _UNDECIDED for target in (S.WITHDRAWN, S.WRITTEN_OFF)}
    assert {(state, target) for state in S for target in S if workflow.may(state, target)} == forward | _SIDE_STEPS | out


def test_a_case_that_is_on_its_way_walks_the_whole_path() -> None:
    state: S | None = S.DRAFT
    walked = []
    while state is not None:
        walked.append(state)
        state = workflow.natural_next(state)
    assert tuple(walked) == _ORDER


def test_every_state_can_be_reached_and_left_unless_it_ends_the_case() -> None:
    reached = {target for state in S for target in workflow.next_states(state)}
    assert reached == set(S)
    assert {state for state in S if not workflow.is_open(state)} == {S.CLOSED, S.WITHDRAWN, S.WRITTEN_OFF}


@pytest.mark.parametrize("state", list(S))
def test_only_an_undecided_case_can_be_withdrawn(state: S) -> None:
    assert workflow.may(state, S.WITHDRAWN) is (state in _UNDECIDED)


@pytest.mark.parametrize("state", list(S))
def test_every_state_names_its_next_step(state: S) -> None:
    assert workflow.next_step(state)
    assert workflow.natural_next(state) is None or workflow.natural_next(state) in workflow.next_states(state)


def test_a_refused_application_is_closed_once_sent_out() -> None:
    assert workflow.natural_next(S.DISPATCHED, DecisionOutcome.REJECTED) is S.CLOSED
    assert workflow.next_step(S.DISPATCHED, DecisionOutcome.REJECTED) == "Avsluta ärendet"
    assert workflow.next_step(S.DISPATCHED, DecisionOutcome.GRANTED) == "Börja uppföljningen"


def test_a_refusal_says_where_the_case_may_go() -> None:
    assert workflow.refusal(S.SUBMITTED, S.DECIDED) == (
        "Ett ärende i läget ”Inkommen till kommunstyrelsen” kan inte föras till ”Beslutad”. "
        "Härifrån kan det föras till ”Formell kontroll”, ”Återkallad”, ”Avskriven”."
    )
    assert "kan inte föras vidare" in workflow.refusal(S.CLOSED, S.DRAFT)


_GRANT = {"decision_date": date(2016, 1, 20), "decision_paragraph": "5", "decision_outcome": DecisionOutcome.GRANTED, "amount_granted": 1}
_REFUSED = {**_GRANT, "decision_outcome": DecisionOutcome.REJECTED, "amount_granted": None}
_MEMO = {"memo_date": date(2015, 12, 1)}


@pytest.mark.parametrize(
    ("state", "target", "data", "lacking"),
    [
        (S.DRAFT, S.IN_LOCAL_STEERING_GROUP, _step(), []),
        (S.IN_LOCAL_STEERING_GROUP, S.LOCALLY_APPROVED, _step(), ["steering_date", "steering_result"]),
        (
            S.IN_LOCAL_STEERING_GROUP,
            S.LOCALLY_APPROVED,
            _step(steering_date=date(2015, 8, 1), steering_result=SteeringResult.NOT_APPROVED),
            ["steering_result"],
        ),
        (
            S.IN_LOCAL_STEERING_GROUP,
            S.LOCALLY_APPROVED,
            _step(steering_date=date(2015, 8, 1), steering_result=SteeringResult.APPROVED),
            [],
        ),
        (S.IN_LOCAL_STEERING_GROUP, S.DRAFT, _step(), []),
        (S.IN_DISTRICT_BOARD, S.DRAFT, _step(board_result=BoardResult.TABLED), ["board_result"]),
        (S.IN_DISTRICT_BOARD, S.DRAFT, _step(board_result=BoardResult.REMITTED), []),
        (S.IN_DISTRICT_BOARD, S.CLOSED, _step(board_result=BoardResult.APPLIED), ["board_result"]),
        (S.IN_DISTRICT_BOARD, S.CLOSED, _step(board_result=BoardResult.REJECTED), []),
        (S.IN_DISTRICT_BOARD, S.SUBMITTED, _step(), ["received_date"]),
        (S.IN_DISTRICT_BOARD, S.SUBMITTED, _step(received_date=date(2015, 9, 1)), []),
        (S.STEERING_GROUP_CONSULTATION, S.MEMO_DRAFTED, _step(), ["process.consultation_date"]),
        (S.STEERING_GROUP_CONSULTATION, S.MEMO_DRAFTED, _step(process={"consultation_date": date(2015, 11, 1)}), []),
        (S.STEERING_GROUP_CONSULTATION, S.MEMO_DRAFTED, _step(departures=(Departure("R29", "Brådskar.", "Handläggaren"),)), []),
        (S.STEERING_GROUP_CONSULTATION, S.EXPERT_REVIEW, _step(), []),
        (S.MEMO_DRAFTED, S.MEMO_SIGNED, _step(), ["process.memo_date", "process.proposed_outcome"]),
        (
            S.MEMO_DRAFTED,
            S.MEMO_SIGNED,
            _step(process={**_MEMO, "proposed_outcome": DecisionOutcome.PARTLY_GRANTED}),
            ["process.proposed_amount"],
        ),
        (S.MEMO_DRAFTED, S.MEMO_SIGNED, _step(process={**_MEMO, "proposed_outcome": DecisionOutcome.REJECTED}), []),
        (
            S.MEMO_DRAFTED,
            S.MEMO_SIGNED,
            _step(process={**_MEMO, "proposed_outcome": DecisionOutcome.REMITTED}),
            ["process.remit_reason"],
        ),
        (
            S.BEFORE_EXECUTIVE,
            S.DECIDED,
            _step(),
            ["process.decision_date", "process.decision_paragraph", "process.decision_outcome"],
        ),
        (S.BEFORE_EXECUTIVE, S.DECIDED, _step(process=_GRANT), []),
        (S.BEFORE_EXECUTIVE, S.DECIDED, _step(process={**_GRANT, "amount_granted": None}), ["process.amount_granted"]),
        (S.BEFORE_EXECUTIVE, S.DECIDED, _step(process=_REFUSED), []),
        (
            S.BEFORE_EXECUTIVE,
            S.DECIDED,
            _step(process={**_GRANT, "decision_outcome": DecisionOutcome.REMITTED}),
            ["process.decision_outcome"],
        ),
        (S.BEFORE_EXECUTIVE, S.EXPERT_REVIEW, _step(), ["reason"]),
        (S.BEFORE_EXECUTIVE, S.EXPERT_REVIEW, _step("Budgeten ska förtydligas."), []),
        (S.DISPATCHED, S.IN_PROGRESS, _step(process=_REFUSED), ["process.decision_outcome"]),
        (S.DISPATCHED, S.IN_PROGRESS, _step(process=_GRANT), []),
        (S.DISPATCHED, S.CLOSED, _step(process=_GRANT), ["process.decision_outcome"]),
        (S.DISPATCHED, S.CLOSED, _step(process=_REFUSED), []),
        (S.FINAL_REPORTED, S.CLOSED, _step(process=_GRANT), []),
        (S.FORMAL_CHECK, S.WRITTEN_OFF, _step(" "), ["reason"]),
        (S.FORMAL_CHECK, S.WRITTEN_OFF, _step("Dubblett."), []),
        (S.FORMAL_CHECK, S.WITHDRAWN, _step(), []),
    ],
)
def test_a_step_needs_what_the_table_says(state: S, target: S, data: StepData, lacking: list[str]) -> None:
    assert workflow.may(state, target)
    assert _lacking(state, target, data) == lacking
    assert set(lacking) <= {need.key for need in workflow.needs(state, target)}


def test_a_plan_goes_forward_one_step_at_a_time_and_is_superseded_by_a_newer() -> None:
    steps = list(P)
    forward = set(pairwise(steps))
    more = {(P.STEERED, P.DRAFT), (P.APPROVED, P.SUPERSEDED), (P.REPORTED, P.SUPERSEDED)}
    assert {(state, target) for state in P for target in P if workflow.may_plan(state, target)} == forward | more
    assert workflow.next_plan_states(P.SUPERSEDED) == ()


@pytest.mark.parametrize(
    ("target", "key"), [(P.STEERED, "steering_date"), (P.APPROVED, "approved_date"), (P.REPORTED, "reported_date"), (P.FOLLOWED_UP, None)]
)
def test_a_plan_step_needs_its_date(target: P, key: str | None) -> None:
    assert [need.key for need in workflow.missing_plan(target, PlanDraft())] == ([key] if key else [])
    assert key is None or workflow.missing_plan(target, PlanDraft(**{key: date(2015, 5, 1)})) == ()
