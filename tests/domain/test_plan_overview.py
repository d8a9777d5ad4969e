"""The plans side by side: what is missing is named with its place, and nothing complete is called missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.domain.drafts import FollowUpValue, HousingShare, PlanActivity, PlanDraft, PlanObjective, PlanPriority, SteeringMember
from app.domain.plan_overview import (
    COLUMNS,
    LONG_SINCE,
    NEVER_MEASURED,
    NO_APPLICATION,
    NO_FINANCING,
    TARGET_PASSED,
    Leaning,
    PlanInHand,
    coverage,
    due_objectives,
    matrix_row,
    no_plan_row,
    why_no_activity,
    without_money,
)
from app.domain.programme import Programme
from app.domain.riskindex.series import Measure
from app.domain.vocabulary import ActivityState, Financing, PlanState, SubIndex
from app.exchange.programme_file import load_programme

TODAY = date(2016, 3, 14)
OBJECTIVE = PlanObjective(
    number="1", text="Fler är trygga", area=SubIndex.SAFETY, indicator="Andel trygga", baseline=Decimal(41),
    baseline_date=date(2015, 6, 1), target=Decimal(52), target_date=date(2017, 12, 31), method="Enkät",
)  # fmt: skip
WHOLE = PlanDraft(
    board="spanga-tensta",
    plan_version=1,
    risk_analysis_date=date(2014, 12, 4),
    risk_analysis_text="Tensta ligger över staden.",
    resources_for_targets="40 timmar",
    police_agreement_ref="Avtal 2014",
    housing_companies=("svenska-bostader",),
    housing_shares=(HousingShare(company="svenska-bostader", share="Gårdsvärdar"),),
    steering_members=(SteeringMember(organisation="Svenska Bostäder", role="Områdeschef"),),
    dialogues="BD-2015-01; bd-2015-02",
    approved_date=date(2015, 2, 19),
    approval_paragraph="§ 6",
    approval_registry_number="31-2015",
    reported_date=date(2015, 3, 24),
    priorities=(PlanPriority(number="1", text="Trygghet"),),
    objectives=(OBJECTIVE,),
    activities=(PlanActivity(number="1.1", title="Trygghetsvärdar", districts=("tensta",), objectives="1"),),
)
DIALOGUES = ("BD-2015-01", "BD-2015-02")


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme(Path(__file__).parents[2] / "resources" / "programme.toml")


def a_plan(draft: PlanDraft = WHOLE, state: PlanState = PlanState.REPORTED, *, has_index: bool = True) -> PlanInHand:
    return PlanInHand("spanga-tensta", "Spånga-Tensta", uuid4(), state, draft, has_index)


# --- the matrix ----------------------------------------------------------------------------------


def test_a_whole_plan_lacks_nothing(programme: Programme) -> None:
    row = matrix_row(a_plan(), DIALOGUES, programme)
    assert list(row.cells) == [key for key, _ in COLUMNS]
    assert {key: cell.missing for key, cell in row.cells.items() if not cell.is_met or cell.missing} == {}
    assert all(cell.field is not None for cell in row.cells.values())


def test_an_empty_plan_lacks_everything_and_says_where(programme: Programme) -> None:
    row = matrix_row(a_plan(PlanDraft(board="farsta"), PlanState.DRAFT, has_index=False), (), programme)
    assert not any(cell.is_met for cell in row.cells.values())
    assert all(cell.missing.endswith(".") and cell.field is not None for cell in row.cells.values())
    assert all(not cell.is_met and cell.field is None for cell in no_plan_row("farsta", "Farsta").cells.values())


@pytest.mark.parametrize(
    ("column", "changes", "text", "missing", "field"),
    [
        ("analysis", {"risk_analysis_text": ""}, "Delvis", "Det saknas analysens text (R04).", "risk_analysis_text"),
        ("housing", {"housing_shares": ()}, "Delvis", "Bolagets del av arbetet är inte beskriven för AB Svenska Bostäder (R17).",
         "housing_shares"),
        ("dialogues", {"dialogues": "BD-2015-01; BD-2015-09"}, "1 av 2", "BD-2015-09 finns inte registrerad.", "dialogues"),
        ("approved", {"approval_paragraph": ""}, "2015-02-19", "Godkännandet saknar paragraf.", "approval_paragraph"),
        ("reported", {"reported_date": None}, "Inte än",
         "Planens mål är inte rapporterade till den stadsövergripande styrgruppen (R31).", "reported_date"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_with_its_field(
    programme: Programme, column: str, changes: dict[str, Any], text: str, missing: str, field: str
) -> None:
    cell = matrix_row(a_plan(replace(WHOLE, **changes)), DIALOGUES, programme).cells[column]
    assert not cell.is_met
    assert cell.field is not None
    assert (cell.text, cell.missing, cell.field.key) == (text, missing, field)


def test_without_a_frozen_index_the_analysis_is_not_whole(programme: Programme) -> None:
    cell = matrix_row(a_plan(has_index=False), DIALOGUES, programme).cells["analysis"]
    assert (cell.is_met, cell.text) == (False, "Delvis")


def test_incomplete_objectives_are_counted_and_named_as_r14_does(programme: Programme) -> None:
    poor = PlanObjective(number="2", text="Fler möts", indicator="Antal möten")
    cell = matrix_row(a_plan(replace(WHOLE, objectives=(OBJECTIVE, poor))), DIALOGUES, programme).cells["objectives"]
    assert cell.text == "1 av 2"
    assert cell.missing == "Mål 2 saknar utgångsvärde, målvärde, måldatum och hur målet mäts."
    assert cell.field is not None
    assert cell.field.row == poor.uid


def test_an_approval_that_the_state_does_not_follow_is_told(programme: Programme) -> None:
    cell = matrix_row(a_plan(state=PlanState.STEERED), DIALOGUES, programme).cells["approved"]
    assert not cell.is_met
    assert "Förankrad i lokal styrgrupp" in cell.missing


# --- objectives due ------------------------------------------------------------------------------


def due(objective: PlanObjective, *days: date, state: PlanState = PlanState.REPORTED) -> list[str]:
    values = tuple(FollowUpValue(objective="1", day=day, value=Decimal(45)) for day in days)
    plan = a_plan(replace(WHOLE, objectives=(objective,), follow_up_values=values), state)
    return [one.reason for one in due_objectives([plan], TODAY)]


def test_an_objective_is_due_when_its_date_has_passed_unmeasured() -> None:
    passed = replace(OBJECTIVE, target_date=date(2016, 3, 13))
    assert due(passed, date(2016, 1, 1)) == [TARGET_PASSED]
    assert due(passed, date(2016, 3, 13)) == []
    assert due(replace(OBJECTIVE, target_date=TODAY), date(2016, 1, 1)) == []


def test_an_objective_is_due_a_year_after_its_latest_value() -> None:
    assert due(OBJECTIVE, date(2015, 3, 14)) == [LONG_SINCE]
    assert due(OBJECTIVE, date(2015, 3, 15)) == []
    assert due(OBJECTIVE, date(2014, 1, 1), date(2015, 9, 1)) == []


def test_without_a_value_the_year_is_counted_from_the_baseline_or_the_approval() -> None:
    assert due(OBJECTIVE) == []  # baseline from June 2015
    assert due(replace(OBJECTIVE, baseline_date=date(2014, 6, 1))) == [NEVER_MEASURED]
    assert due(replace(OBJECTIVE, baseline_date=None)) == [NEVER_MEASURED]  # approved in February 2015


def test_a_plan_not_in_force_has_nothing_due() -> None:
    assert due(replace(OBJECTIVE, baseline_date=None), state=PlanState.DRAFT) == []


def test_the_passed_ones_come_first_and_the_oldest_before_the_others() -> None:
    rows = (
        replace(OBJECTIVE, number="1", baseline_date=date(2014, 1, 1)),
        replace(OBJECTIVE, number="2", target_date=date(2016, 1, 1)),
        replace(OBJECTIVE, number="3", target_date=date(2015, 12, 1)),
    )
    found = due_objectives([a_plan(replace(WHOLE, objectives=rows))], TODAY)
    assert [one.number for one in found] == ["3", "2", "1"]


# --- money ---------------------------------------------------------------------------------------


def unpaid(activity: PlanActivity, *leaning: Leaning) -> list[str]:
    return [one.reason for one in without_money([a_plan(replace(WHOLE, activities=(activity,)))], leaning)]


def test_an_activity_without_money_says_why() -> None:
    activity = PlanActivity(number="1.1", title="Trygghetsvärdar")
    assert unpaid(activity) == [NO_FINANCING]
    assert unpaid(replace(activity, financing=Financing.PROGRAMME)) == [NO_APPLICATION]
    assert unpaid(replace(activity, financing=Financing.REGULAR)) == []
    assert unpaid(replace(activity, state=ActivityState.DISCONTINUED)) == []


def test_money_is_found_by_title_also_when_it_leans_on_another_version() -> None:
    activity = PlanActivity(number="1.1", title="Trygghetsvärdar", financing=Financing.PROGRAMME)
    assert unpaid(activity, Leaning("spanga-tensta", "4", "trygghetsvärdar", 100, 0)) == []
    assert unpaid(activity, Leaning("spanga-tensta", "1.1", "Något annat", 100, 0)) == [NO_APPLICATION]
    assert unpaid(activity, Leaning("farsta", "1.1", "Trygghetsvärdar", 100, 0)) == [NO_APPLICATION]
    assert unpaid(activity, Leaning("spanga-tensta", "1.1", "Trygghetsvärdar", 0, 0)) == [NO_APPLICATION]


def test_money_without_activity_says_what_the_application_lacks() -> None:
    assert why_no_activity(None, "1.1", is_registered=False) == "Ansökan anger ingen version av planen"
    assert why_no_activity(3, "1.1", is_registered=False) == "Version 3 av planen är inte registrerad"
    assert why_no_activity(1, " ", is_registered=True) == "Ansökan anger ingen aktivitet"
    assert why_no_activity(1, "9.9", is_registered=True) == "”9.9” finns inte i version 1"


# --- coverage ------------------------------------------------------------------------------------


def test_every_named_district_is_there_also_without_plan_or_values(programme: Programme) -> None:
    found = coverage(programme, [], {}, {})
    assert len(found) == 21
    assert "vallingby" not in {one.district for one in found}
    assert {one.risks for one in found} == {()}


def test_a_risk_above_100_is_answered_by_an_activity_there_whose_objective_has_its_area(programme: Programme) -> None:
    values = {"tensta": {Measure.SAFETY: 150.0, Measure.HEALTH: 100.0, Measure.SOCIAL: 100.1}}
    tensta = next(one for one in coverage(programme, [a_plan()], values, {"tensta": 3}) if one.district == "tensta")
    assert tensta.risks == ((Measure.SOCIAL, 100.1, False), (Measure.SAFETY, 150.0, True))
    assert tensta.values[Measure.HEALTH] == 100.0
    assert (tensta.activities, tensta.applications) == (1, 3)


@pytest.mark.parametrize(
    "changes", [{"districts": ("spanga",)}, {"objectives": "2"}, {"objectives": ""}, {"state": ActivityState.DISCONTINUED}]
)
def test_an_activity_elsewhere_or_for_another_objective_answers_nothing(programme: Programme, changes: dict[str, Any]) -> None:
    plan = a_plan(replace(WHOLE, activities=(replace(WHOLE.activities[0], **changes),)))
    tensta = next(one for one in coverage(programme, [plan], {"tensta": {Measure.SAFETY: 150.0}}, {}) if one.district == "tensta")
    assert tensta.risks == ((Measure.SAFETY, 150.0, False),)
