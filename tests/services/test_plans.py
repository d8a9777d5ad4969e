from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from app.domain.drafts import PlanDraft
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import PlanState, RuleOutcome
from app.errors import RuleViolation
from app.services.workbench import Workbench


def outcome(bench: Workbench, case: UUID, rule_id: str) -> RuleOutcome:
    return next(one.outcome for one in bench.cases.load(case).results if one.rule_id == rule_id)


def test_plan_shows_the_cases_that_lean_on_it(bench: Workbench, plan: UUID, case: UUID) -> None:
    view = bench.plans.load(plan)
    assert [row.uid for row in view.leaning] == [case]
    assert [row.title for row in view.draft.activities] == ["Läxhjälp i Tensta", "Trygga stråk"]
    assert view.draft.activities[0].districts == ("tensta",)


def test_changed_approval_reaches_the_cases(bench: Workbench, plan: UUID, case: UUID) -> None:
    assert outcome(bench, case, "R03") is RuleOutcome.PASS
    changes = bench.plans.edit(plan, FieldRef("approved_date"), "2015-04-01").changes
    assert outcome(bench, case, "R03") is RuleOutcome.FAIL
    assert changes.uids >= {plan, case}


def test_removed_activity_fails_r02_and_its_return_mends_it(bench: Workbench, plan: UUID, case: UUID) -> None:
    activity = bench.plans.load(plan).draft.activities[0]
    gone = bench.plans.remove_row(plan, "activities", activity.uid)
    assert outcome(bench, case, "R02") is RuleOutcome.FAIL
    bench.plans.add_row(plan, "activities", texts=gone.texts, position=gone.position, row=gone.row)
    assert outcome(bench, case, "R02") is RuleOutcome.PASS
    assert bench.plans.load(plan).draft.activities[0] == activity


def test_plan_registered_later_is_found_by_the_case(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, FieldRef("plan_version"), "2")
    assert outcome(bench, case, "R02") is RuleOutcome.INSUFFICIENT
    bench.plans.create(PlanDraft(board="spanga-tensta", plan_version=2))
    assert outcome(bench, case, "R02") is RuleOutcome.FAIL


def test_version_numbers_of_a_board_never_meet(bench: Workbench, plan: UUID) -> None:
    with pytest.raises(RuleViolation, match="redan en plan med version 1"):
        bench.plans.create(PlanDraft(board="spanga-tensta", plan_version=1))
    second = bench.plans.new_version(plan).uid
    assert bench.plans.load(second).draft.plan_version == 2
    with pytest.raises(RuleViolation, match="redan en plan med version 1"):
        bench.plans.edit(second, FieldRef("plan_version"), "1")


def test_new_version_starts_as_a_copy_without_approval(bench: Workbench, plan: UUID) -> None:
    old = bench.plans.load(plan)
    new = bench.plans.load(bench.plans.new_version(plan).uid)
    assert new.state is PlanState.DRAFT
    assert new.draft.approved_date is None
    assert new.draft.activities == old.draft.activities
    assert {row.uid for row in new.draft.activities}.isdisjoint({row.uid for row in old.draft.activities})


def test_approved_version_supersedes_the_older(bench: Workbench, plan: UUID) -> None:
    new = bench.plans.new_version(plan).uid
    with pytest.raises(RuleViolation, match="förankrades"):
        bench.plans.move(new, PlanState.STEERED)
    bench.plans.edit(new, FieldRef("steering_date"), "2016-02-01")
    bench.plans.move(new, PlanState.STEERED)
    bench.plans.edit(new, FieldRef("approved_date"), "2016-02-25")
    bench.plans.move(new, PlanState.APPROVED)
    assert bench.plans.load(plan).state is PlanState.SUPERSEDED
    with pytest.raises(RuleViolation, match="ersatt"):
        bench.plans.edit(plan, FieldRef("approved_date"), "2015-01-01")
    assert bench.plans.load(plan).draft.approved_date == date(2015, 2, 26)


def test_overview_of_plans_names_what_is_missing(bench: Workbench, plan: UUID) -> None:
    rows = {row.board: row for row in bench.queries.plans()}
    assert len(rows) == 6
    assert rows["farsta"].missing == ("Ingen plan registrerad",)
    assert rows["spanga-tensta"].activities == 2
    assert "målsättningar" in rows["spanga-tensta"].missing


def test_superseded_plan_takes_no_row(bench: Workbench, plan: UUID) -> None:
    bench.plans.move(plan, PlanState.SUPERSEDED)
    before = bench.plans.load(plan)
    row = before.draft.activities[0].uid
    for act in (
        lambda: bench.plans.add_row(plan, "activities"),
        lambda: bench.plans.remove_row(plan, "activities", row),
        lambda: bench.plans.edit(plan, FieldRef("approved_date"), "snart"),
    ):
        with pytest.raises(RuleViolation, match="ersatt"):
            act()
    assert bench.plans.load(plan) == before
