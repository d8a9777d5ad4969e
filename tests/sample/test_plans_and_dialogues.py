"""The sample's plans hold together: what an activity, a value or a case points at exists, and versions differ as told."""

from __future__ import annotations

import re
from typing import Any

import pytest

from app.domain.catalogues import DIALOGUE, PLAN
from app.domain.drafts import PlanDraft
from app.domain.plans import activity_of, compare, complete_parts, is_complete, objective_numbers, same_activity
from app.domain.vocabulary import Financing, PlanState
from app.domain.workflow import LOCKED_PLAN_STATES
from app.sample.cases import cases
from app.sample.dialogues import dialogues
from app.sample.model import REFERENCE_DAY
from app.sample.plans import example_plan, plan_of, plans
from app.services.evidence import OPEN_STATES
from tests.sample.sample_evidence import PROGRAMME
from tests.sample.test_plans_and_cases import check_against

PLANS = [*(one.plan for one in plans()), example_plan()]
STATES = {(one.plan.board, one.plan.plan_version): one.state for one in plans()}
DIALOGUES = {one.draft.number: one.draft for one in dialogues()}
EVERY_PLAN = pytest.mark.parametrize("plan", PLANS, ids=lambda one: f"{one.board}-{one.plan_version}")
EVERY_DIALOGUE = pytest.mark.parametrize("dialogue", list(DIALOGUES.values()), ids=list(DIALOGUES))


def told(numbers: str) -> list[str]:
    return [one.strip() for one in numbers.split(";") if one.strip()]


@EVERY_PLAN
def test_values_and_activities_name_objectives_that_the_plan_has(plan: PlanDraft) -> None:
    known = {one.number for one in plan.objectives}
    assert {one.objective for one in plan.follow_up_values} <= known
    assert {number for one in plan.activities for number in objective_numbers(one.objectives)} <= known
    assert [one.number for one in plan.activities] == sorted({one.number for one in plan.activities})


@EVERY_PLAN
def test_values_were_measured_before_today_and_activities_end_after_they_begin(plan: PlanDraft) -> None:
    assert all(one.day and one.day <= REFERENCE_DAY for one in plan.follow_up_values)
    assert all(one.start <= one.end for one in plan.activities if one.start and one.end)
    assert all(one.baseline_date < one.target_date for one in plan.objectives if one.baseline_date and one.target_date)


@EVERY_PLAN
def test_companies_with_a_share_or_a_seat_are_those_with_large_holdings(plan: PlanDraft) -> None:
    assert {one.company for one in plan.housing_shares} <= set(plan.housing_companies)
    assert {one.board for one in plan.contacts} <= {one.key for one in PROGRAMME.organisations}


@EVERY_PLAN
def test_places_and_sub_goals_stand_in_the_programmes_order(plan: PlanDraft) -> None:
    districts = [one.key for one in PROGRAMME.districts]
    sub_goals = [one.id for one in PROGRAMME.sub_goals]
    for one in plan.activities:
        assert list(one.districts) == sorted(one.districts, key=districts.index), one.title
        assert list(one.related_sub_goals) == sorted(one.related_sub_goals, key=sub_goals.index), one.title


def test_the_quality_of_the_plans_varies() -> None:
    whole = {plan.board: sum(map(is_complete, plan.objectives)) for plan in PLANS[:-1]}
    counts = {plan.board: len(plan.objectives) for plan in PLANS[:-1]}
    assert whole["rinkeby-kista"] == counts["rinkeby-kista"]
    assert 0 < whole["spanga-tensta"] < counts["spanga-tensta"]
    assert whole["farsta"] == 0
    assert not plan_of("hasselby-vallingby").police_agreement_ref
    assert {one.financing for plan in PLANS for one in plan.activities} >= set(Financing)


def test_every_plan_that_has_been_approved_has_an_objective_that_can_be_followed_up() -> None:
    approved = [one.plan for one in plans() if one.state in LOCKED_PLAN_STATES]
    assert len(approved) == 6
    assert all(any(map(is_complete, plan.objectives)) for plan in approved)


def test_the_second_version_drops_an_activity_that_no_undecided_case_leans_on() -> None:
    old, new = plan_of("enskede-arsta-vantor", 1), plan_of("enskede-arsta-vantor", 2)
    dropped = [one for one in old.activities if not any(same_activity(one, other) for other in new.activities)]
    assert [one.number for one in dropped] == ["2.1"]
    for case in cases():
        if case.application.applicant == old.board and case.state in OPEN_STATES:
            leans = activity_of(old, case.application.plan_activity)
            assert leans is None or leans not in dropped
    assert STATES["enskede-arsta-vantor", 1] is PlanState.SUPERSEDED


def test_the_two_versions_are_worth_comparing() -> None:
    found = compare(plan_of("enskede-arsta-vantor", 1), plan_of("enskede-arsta-vantor", 2), PROGRAMME.choices)
    labels = {one.label for one in found}
    assert {"Mål 1, Målvärde", "Mål 2, Måldatum", "Aktivitet 2.1", "Aktivitet 3.1"} <= labels
    assert any({piece.kind for piece in one.pieces} == {"same", "removed", "added"} for one in found)


# --- dialogues -----------------------------------------------------------------------------------


def test_dialogues_are_numbered_in_order_of_time() -> None:
    assert 8 <= len(DIALOGUES) <= 12
    held = [(number, one.day) for number, one in DIALOGUES.items()]
    assert held == sorted(held)
    for number, when in held:
        assert re.fullmatch(r"BD-\d{4}-\d\d", number)
        assert when
        assert number[3:7] == str(when.year)


@EVERY_DIALOGUE
def test_every_value_of_a_dialogue_survives_the_form(dialogue: Any) -> None:
    check_against(DIALOGUE, dialogue)
    assert {PROGRAMME.district_by_key[key].board for key in dialogue.districts} == {dialogue.board}
    assert bool(dialogue.feedback) == (dialogue.feedback_date is not None)
    assert dialogue.day < (dialogue.feedback_date or REFERENCE_DAY) <= REFERENCE_DAY


@EVERY_PLAN
def test_a_plan_rests_on_dialogues_of_its_own_board_held_before_it_was_approved(plan: PlanDraft) -> None:
    assert told(plan.dialogues)
    for number in told(plan.dialogues):
        dialogue = DIALOGUES[number]
        assert dialogue.board == plan.board
        assert dialogue.day
        assert dialogue.day < (plan.approved_date or REFERENCE_DAY)


def test_some_cases_refer_to_dialogues_of_their_own_board() -> None:
    referring = [one for one in cases() if one.process.dialogues]
    assert len(referring) >= 3
    for case in referring:
        for number in told(case.process.dialogues):
            assert DIALOGUES[number].board == case.application.applicant
            assert set(DIALOGUES[number].districts) & set(case.application.districts)


# --- the example workbook's plan -----------------------------------------------------------------


def test_the_example_plan_has_exactly_the_planted_gaps() -> None:
    plan = example_plan()
    assert {one.number: complete_parts(one) for one in plan.objectives if not is_complete(one)} == {"3": ("Hur målet mäts",)}
    assert set(plan.housing_companies) - {one.company for one in plan.housing_shares} == {"stockholmshem"}
    empty = {field.key for field in PLAN.fields if getattr(plan, field.key) in (None, "", ())}
    assert empty == {"reported_date"}
    assert all(getattr(plan, table.key) for table in PLAN.tables)


def test_the_example_plan_survives_the_form_and_keeps_the_activities_that_cases_name() -> None:
    plan = example_plan()
    check_against(PLAN, plan)
    assert plan.board == "farsta"
    assert [activity_of(plan, one.number) and one.title for one in plan_of("farsta").activities] == [
        "Nya kvällar i Farsta Strand", "Familjecenter i Fagersjö", "Hökarängens torg",
    ]  # fmt: skip
