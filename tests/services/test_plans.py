from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.drafts import DialogueDraft, PlanDraft
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState, PlanState, RuleOutcome
from app.errors import NotFound, RuleViolation
from app.models.plan import LOCKED_STATES
from app.sample import index_values
from app.services.index_store import save_series
from app.services.workbench import Workbench


def outcome(bench: Workbench, case: UUID, rule_id: str) -> RuleOutcome:
    return next(one.outcome for one in bench.cases.load(case).results if one.rule_id == rule_id)


@pytest.fixture
def draft_plan(bench: Workbench, plan: UUID) -> UUID:
    """An open second version of the plan that the case leans on."""
    return bench.plans.new_version(plan).uid


@pytest.fixture
def index(bench: Workbench) -> None:
    with bench.store.writing() as unit:
        save_series(unit.session, index_values.series(), index_values.values())


def approve(bench: Workbench, plan: UUID) -> object:
    bench.plans.edit(plan, FieldRef("steering_date"), "2016-02-01")
    bench.plans.move(plan, PlanState.STEERED)
    bench.plans.edit(plan, FieldRef("approved_date"), "2016-02-25")
    return bench.plans.move(plan, PlanState.APPROVED)


def test_plan_shows_the_cases_that_lean_on_it(bench: Workbench, plan: UUID, case: UUID) -> None:
    view = bench.plans.load(plan)
    assert [row.uid for row in view.leaning] == [case]
    first = view.draft.activities[0]
    assert first.districts == ("tensta",)
    assert {key: [row.uid for row in rows] for key, rows in view.by_activity.items()} == {first.uid: [case]}


def test_version_numbers_of_a_board_never_meet(bench: Workbench, plan: UUID, draft_plan: UUID) -> None:
    with pytest.raises(RuleViolation, match="redan en plan med version 1"):
        bench.plans.create(PlanDraft(board="spanga-tensta", plan_version=1))
    with pytest.raises(RuleViolation, match="redan en plan med version 1"):
        bench.plans.edit(draft_plan, FieldRef("plan_version"), "1")


def test_new_version_starts_as_a_copy_without_approval(bench: Workbench, plan: UUID, draft_plan: UUID) -> None:
    old, new = bench.plans.load(plan), bench.plans.load(draft_plan)
    assert new.state is PlanState.DRAFT
    assert new.draft.plan_version == 2
    assert new.draft.approved_date is None
    assert new.draft.activities == old.draft.activities
    assert {row.uid for row in new.draft.activities}.isdisjoint({row.uid for row in old.draft.activities})
    assert bench.plans.compare(plan, draft_plan) == ()
    assert [one.plan_version for one in new.versions] == [2, 1]


def test_dropped_activity_turns_r02_and_the_change_list_says_so(bench: Workbench, case: UUID, plan: UUID, draft_plan: UUID) -> None:
    dropped = bench.plans.load(draft_plan).draft.activities[0]
    bench.plans.remove_row(draft_plan, "activities", dropped.uid)
    assert outcome(bench, case, "R02") is RuleOutcome.PASS  # nothing is in force yet
    changes = approve(bench, draft_plan)
    assert bench.plans.load(plan).state is PlanState.SUPERSEDED
    assert outcome(bench, case, "R02") is RuleOutcome.FAIL
    turned = [(one.case, one.rule_id, one.before, one.after) for one in changes.verdicts]  # type: ignore[attr-defined]
    assert (case, "R02", RuleOutcome.PASS, RuleOutcome.FAIL) in turned
    reason = next(one.reason for one in bench.cases.load(case).results if one.rule_id == "R02")
    assert "finns i version 1" in reason
    assert "version 2, som har ersatt den" in reason


def test_kept_activity_keeps_r02_when_a_version_is_superseded(bench: Workbench, case: UUID, draft_plan: UUID) -> None:
    approve(bench, draft_plan)
    assert outcome(bench, case, "R02") is RuleOutcome.PASS


def test_decided_case_is_left_as_it_was_decided(bench: Workbench, case: UUID, draft_plan: UUID) -> None:
    with bench.store.writing() as unit:
        bench.cases.find(unit.session, case).state = ApplicationState.IN_PROGRESS
    dropped = bench.plans.load(draft_plan).draft.activities[0]
    bench.plans.remove_row(draft_plan, "activities", dropped.uid)
    approve(bench, draft_plan)
    assert outcome(bench, case, "R02") is RuleOutcome.PASS


def test_change_in_an_open_plan_reaches_the_cases_that_name_it(bench: Workbench, case: UUID, draft_plan: UUID) -> None:
    bench.cases.edit(case, FieldRef("plan_version"), "2")
    activity = bench.plans.load(draft_plan).draft.activities[0]
    changes = bench.plans.edit(draft_plan, FieldRef("activities.title", activity.uid), "Något helt annat").changes
    bench.plans.edit(draft_plan, FieldRef("activities.number", activity.uid), "9")
    assert case in changes.uids
    assert outcome(bench, case, "R02") is RuleOutcome.FAIL


Act = Callable[[Workbench, UUID], object]
FORBIDDEN: dict[str, Act] = {
    "a field": lambda bench, plan: bench.plans.edit(plan, FieldRef("introduction"), "nytt"),
    "approval date": lambda bench, plan: bench.plans.edit(plan, FieldRef("approved_date"), "2015-01-01"),
    "several choices": lambda bench, plan: bench.plans.edit(plan, FieldRef("housing_companies"), "AB Familjebostäder"),
    "a cell": lambda bench, plan: bench.plans.edit(
        plan, FieldRef("activities.title", bench.plans.load(plan).draft.activities[0].uid), "nytt"
    ),
    "a row's choices": lambda bench, plan: bench.plans.edit(
        plan, FieldRef("activities.districts", bench.plans.load(plan).draft.activities[0].uid), "Rinkeby"
    ),
    "a new row": lambda bench, plan: bench.plans.add_row(plan, "objectives", texts={"number": "9"}),
    "a removed row": lambda bench, plan: bench.plans.remove_row(plan, "activities", bench.plans.load(plan).draft.activities[0].uid),
    "a paste": lambda bench, plan: bench.plans.paste_rows(plan, "priorities", None, "number", [["1", "först"]]),
    "the index": lambda bench, plan: bench.plans.freeze_index(plan),
    "a step back": lambda bench, plan: bench.plans.move(plan, PlanState.DRAFT),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_approved_version_is_altered_by_no_service_call(bench: Workbench, plan: UUID, index: None, name: str) -> None:
    before = bench.plans.load(plan)
    with pytest.raises(RuleViolation):
        FORBIDDEN[name](bench, plan)
    assert bench.plans.load(plan) == before


STATEMENTS = (
    "UPDATE local_action_plan SET introduction = 'x'",
    "UPDATE local_action_plan SET state = 'draft'",
    "UPDATE local_action_plan SET approved_date = '2014-01-01'",
    "DELETE FROM local_action_plan",
    "UPDATE plan_activity SET title = 'x'",
    "DELETE FROM plan_activity",
    "INSERT INTO plan_priority (plan_id, position, number, text, uid, version) SELECT id, 0, '1', 'x', 'x', 1 FROM local_action_plan",
    "UPDATE plan_objective SET target = '1'",
    "DELETE FROM plan_activity_district",
    "INSERT INTO plan_housing_company (plan_id, key) SELECT id, 'svenska-bostader' FROM local_action_plan",
)


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize("state", LOCKED_STATES)
def test_approved_version_is_altered_by_no_statement(
    bench: Workbench, plan: UUID, store_path: Path, statement: str, state: PlanState
) -> None:
    bench.close()
    connection = sqlite3.connect(store_path)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"UPDATE local_action_plan SET state = '{state.value}'")
    connection.commit()
    with pytest.raises(sqlite3.IntegrityError, match="an approved plan is locked"):
        connection.execute(statement)
    connection.close()


def test_follow_up_goes_on_after_approval(bench: Workbench, plan: UUID) -> None:
    activity = bench.plans.load(plan).draft.activities[0]
    bench.plans.edit(plan, FieldRef("activities.state", activity.uid), "Pågår")
    bench.plans.add_row(plan, "follow_up_values", texts={"objective": "1", "day": "2016-01-31", "value": "73,5"})
    bench.plans.edit(plan, FieldRef("reported_date"), "2016-03-01")
    bench.plans.move(plan, PlanState.REPORTED)
    draft = bench.plans.load(plan).draft
    assert draft.reported_date == date(2016, 3, 1)
    assert str(draft.follow_up_values[0].value) == "73.5"


def test_index_is_frozen_at_approval_and_a_later_index_leaves_it_alone(bench: Workbench, draft_plan: UUID, index: None) -> None:
    approve(bench, draft_plan)
    frozen = bench.plans.load(draft_plan).index
    assert frozen is not None
    assert frozen.illustrative
    assert set(frozen.values) >= {"tensta"}
    assert bench.plans.index_changes(draft_plan) == ()
    with bench.store.writing() as unit:
        from sqlalchemy import text

        unit.session.execute(text("UPDATE index_value SET value = value + 5 WHERE unit = 'tensta' AND measure = 'TOTAL'"))
    assert bench.plans.load(draft_plan).index == frozen
    (change,) = bench.plans.index_changes(draft_plan)
    assert change.after == pytest.approx(change.before + 5)


def test_new_version_carries_the_frozen_index_until_it_is_frozen_anew(bench: Workbench, draft_plan: UUID, index: None) -> None:
    approve(bench, draft_plan)
    third = bench.plans.new_version(draft_plan).uid
    assert bench.plans.load(third).index == bench.plans.load(draft_plan).index
    bench.plans.freeze_index(third)
    assert bench.queries.log(third)[0].what == "Riskindex fryst"


def test_comparison_names_the_words_that_differ(bench: Workbench, plan: UUID, draft_plan: UUID) -> None:
    activity = bench.plans.load(draft_plan).draft.activities[1]
    bench.plans.edit(draft_plan, FieldRef("activities.description", activity.uid), "Belysning och skötsel")
    bench.plans.edit(draft_plan, FieldRef("resources_for_targets"), "60 timmar")
    found = {one.label: one for one in bench.plans.compare(plan, draft_plan)}
    assert set(found) == {"Aktivitet 2, Beskrivning", "Resurser för mätbara mål"}
    pieces = [(one.kind, one.text) for one in found["Resurser för mätbara mål"].pieces]
    assert pieces == [("removed", "40"), ("added", "60"), ("same", " timmar")]


def test_superseded_is_set_by_itself_and_cannot_be_undone(bench: Workbench, plan: UUID, draft_plan: UUID) -> None:
    with pytest.raises(RuleViolation, match="förankrades"):
        bench.plans.move(draft_plan, PlanState.STEERED)
    approve(bench, draft_plan)
    assert bench.plans.load(plan).state is PlanState.SUPERSEDED
    with pytest.raises(RuleViolation):
        bench.plans.move(plan, PlanState.APPROVED)


def test_overview_of_plans_names_what_is_missing(bench: Workbench, plan: UUID) -> None:
    rows = {row.board: row for row in bench.queries.plans()}
    assert len(rows) == 6
    assert rows["farsta"].missing == ("Ingen plan registrerad",)
    assert rows["spanga-tensta"].activities == 2


# --- resident dialogues --------------------------------------------------------------------------


def test_dialogue_gets_the_years_next_number(bench: Workbench) -> None:
    first = bench.dialogues.create(DialogueDraft(day=date(2015, 5, 1), area="Tensta centrum", board="spanga-tensta")).uid
    second = bench.dialogues.create(DialogueDraft(day=date(2015, 6, 1))).uid
    assert [bench.dialogues.load(one).draft.number for one in (first, second)] == ["BD-2015-01", "BD-2015-02"]
    with pytest.raises(RuleViolation, match="redan en boendedialog"):
        bench.dialogues.edit(second, FieldRef("number"), "BD-2015-01")
    bench.dialogues.edit(first, FieldRef("districts"), "Tensta; Bromsten")
    assert bench.dialogues.load(first).draft.districts == ("bromsten", "tensta")


def test_plans_and_cases_refer_to_dialogues_that_exist(bench: Workbench, draft_plan: UUID, case: UUID) -> None:
    dialogue = bench.dialogues.create(DialogueDraft(day=date(2015, 5, 1))).uid
    edit = bench.plans.edit(draft_plan, FieldRef("dialogues"), "BD-2015-01; BD-1999-09")
    assert edit.problem is not None
    assert "BD-1999-09" in edit.problem
    bench.plans.edit(draft_plan, FieldRef("dialogues"), "BD-2015-01")
    bench.cases.edit(case, FieldRef("process.dialogues"), "bd-2015-01")
    view = bench.dialogues.load(dialogue)
    assert [one.uid for one in view.plans] == [draft_plan]
    assert [one.uid for one in view.applications] == [case]


def test_personal_data_in_a_dialogue_is_warned_of(bench: Workbench) -> None:
    dialogue = bench.dialogues.create(DialogueDraft(main_points="Ring 19800101-1234 om belysningen.")).uid
    assert bench.dialogues.load(dialogue).warnings


def test_dialogue_that_is_gone_is_told(bench: Workbench) -> None:
    with pytest.raises(NotFound):
        bench.dialogues.load(UUID(int=1))


def test_date_written_in_an_open_plan_approves_nothing(bench: Workbench, case: UUID, draft_plan: UUID) -> None:
    bench.cases.edit(case, FieldRef("plan_version"), "2")
    bench.plans.edit(draft_plan, FieldRef("approved_date"), "2015-03-01")
    assert outcome(bench, case, "R03") is RuleOutcome.INSUFFICIENT
    bench.plans.edit(draft_plan, FieldRef("steering_date"), "2015-02-01")
    bench.plans.move(draft_plan, PlanState.STEERED)
    bench.plans.move(draft_plan, PlanState.APPROVED)
    assert outcome(bench, case, "R03") is RuleOutcome.PASS
