from __future__ import annotations

import sqlite3
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from app.domain.programme import Programme
from app.domain.rules.engine import evaluate
from app.domain.rules.evidence import Evidence, FieldRef
from app.domain.views import ListQuery
from app.domain.vocabulary import ApplicationState, DecisionOutcome, RuleOutcome
from app.errors import EnvironmentProblem, NotFound, RuleViolation
from app.models.application import Application
from app.services import evidence
from app.services.sample_copy import copy_sample
from app.services.workbench import Workbench, open_workbench
from tests.services.builders import a_good_application


def outcome(bench: Workbench, case: UUID, rule_id: str) -> RuleOutcome:
    return next(one.outcome for one in bench.cases.load(case).results if one.rule_id == rule_id)


def test_good_application_is_stopped_by_no_hard_rule(bench: Workbench, case: UUID) -> None:
    view = bench.cases.load(case)
    assert DecisionOutcome.GRANTED in bench.cases.allowed_outcomes(view)
    assert view.plan_uid is not None


def test_investment_stops_bifall_until_it_is_departed_from(bench: Workbench, case: UUID) -> None:
    row = bench.cases.load(case).draft.budget_lines[0].uid
    bench.cases.edit(case, FieldRef("budget_lines.cost_type", row), "Investering")
    assert outcome(bench, case, "R08") is RuleOutcome.FAIL
    with pytest.raises(RuleViolation) as refused:
        bench.cases.propose(case, DecisionOutcome.GRANTED, 1_000_000)
    assert refused.value.rule_ids == ("R08",)
    bench.cases.propose(case, DecisionOutcome.REJECTED, None)
    bench.cases.depart(case, "R08", "Utrustningen är en förutsättning för insatsen.")
    bench.cases.propose(case, DecisionOutcome.GRANTED, 1_000_000)
    assert bench.cases.load(case).evidence.process.proposed_amount == 1_000_000


def test_judgement_holds_until_the_values_it_rests_on_change(bench: Workbench, case: UUID) -> None:
    bench.cases.judge(case, "R12", RuleOutcome.PASS, "Planen är konkret.")
    assert outcome(bench, case, "R12") is RuleOutcome.PASS
    bench.cases.edit(case, FieldRef("title"), "Annat namn")
    assert outcome(bench, case, "R12") is RuleOutcome.PASS
    bench.cases.edit(case, FieldRef("follow_up_what"), "Bara deltagande")
    assert outcome(bench, case, "R12") is RuleOutcome.NEEDS_JUDGEMENT


def test_computed_verdict_cannot_be_judged_away(bench: Workbench, case: UUID) -> None:
    with pytest.raises(RuleViolation, match="R01"):
        bench.cases.judge(case, "R01", RuleOutcome.FAIL, "Tycker inte om det.")


def test_judgement_needs_a_reason(bench: Workbench, case: UUID) -> None:
    with pytest.raises(RuleViolation, match="motivering"):
        bench.cases.judge(case, "R12", RuleOutcome.PASS, "  \n ")


def test_run_is_kept_only_when_outcome_or_value_changed(bench: Workbench, case: UUID) -> None:
    assert len(bench.queries.rule_history(case, "R06")) == 1
    bench.cases.edit(case, FieldRef("innovation"), "Något annat nytt")
    assert len(bench.queries.rule_history(case, "R06")) == 1
    bench.cases.edit(case, FieldRef("board_paragraph"), "§ 8")
    bench.cases.edit(case, FieldRef("board_result"), "Bordläggning")
    history = bench.queries.rule_history(case, "R06")
    assert [run.outcome for run in history][:1] == [RuleOutcome.INSUFFICIENT]
    assert history[-1].outcome is RuleOutcome.PASS


def test_grant_moves_the_frame_of_the_other_cases(bench: Workbench, case: UUID) -> None:
    other = bench.cases.create(a_good_application(title="Annan insats")).uid
    bench.cases.edit(case, FieldRef("process.decision_outcome"), "Bifall")
    bench.cases.edit(case, FieldRef("process.amount_granted"), "149,5 mnkr")
    assert outcome(bench, other, "R25") is RuleOutcome.FAIL
    assert bench.queries.frame().left == 500_000


def test_step_asks_for_what_it_needs(bench: Workbench) -> None:
    made = bench.cases.create(a_good_application(received_date=None), state=ApplicationState.IN_DISTRICT_BOARD)
    with pytest.raises(RuleViolation, match="kom in"):
        bench.cases.move(made.uid, ApplicationState.SUBMITTED)
    bench.cases.edit(made.uid, FieldRef("received_date"), "2015-03-20")
    bench.cases.move(made.uid, ApplicationState.SUBMITTED)
    assert bench.cases.load(made.uid).state is ApplicationState.SUBMITTED


def test_state_cannot_jump(bench: Workbench, case: UUID) -> None:
    with pytest.raises(RuleViolation, match="Formell kontroll"):
        bench.cases.move(case, ApplicationState.DECIDED)


def test_memo_is_not_signed_past_a_hard_rule(bench: Workbench, case: UUID) -> None:
    bench.cases.propose(case, DecisionOutcome.GRANTED, 1_000_000)
    bench.cases.edit(case, FieldRef("process.consultation_date"), "2015-05-06")
    bench.cases.edit(case, FieldRef("process.memo_date"), "2015-05-20")
    for state in ("expertReview", "assessed", "steeringGroupConsultation", "memoDrafted"):
        bench.cases.move(case, ApplicationState.of(state))
    bench.cases.edit(case, FieldRef("board_result"), "Avslag i nämnden")
    with pytest.raises(RuleViolation, match="R06"):
        bench.cases.move(case, ApplicationState.MEMO_SIGNED)


def test_case_is_found_by_registry_number_own_number_or_uid(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, FieldRef("registry_number_city"), "328-494/2015")
    number = bench.cases.load(case).case_number
    assert number == "2015-001"
    assert bench.cases.resolve("328-494/2015") == bench.cases.resolve(number) == bench.cases.resolve(str(case)) == case
    with pytest.raises(NotFound, match="999-1"):
        bench.cases.resolve("999-1/2015")


def test_ambiguous_registry_number_is_refused(bench: Workbench, case: UUID) -> None:
    other = bench.cases.create(a_good_application(title="Annan")).uid
    for one in (case, other):
        bench.cases.edit(one, FieldRef("registry_number_city"), "328-494/2015")
    with pytest.raises(NotFound, match="Flera"):
        bench.cases.resolve("328-494/2015")


def test_case_numbers_run_on_by_year(bench: Workbench) -> None:
    numbers = [bench.cases.load(bench.cases.create(a_good_application()).uid).case_number for _ in range(2)]
    numbers.append(bench.cases.load(bench.cases.create().uid).case_number)
    assert numbers == ["2015-001", "2015-002", "2016-001"]


def test_case_numbers_run_past_a_thousand(bench: Workbench) -> None:
    for number in ("2015-998", "2015-999", "2015-1000"):
        bench.cases.create(a_good_application(), case_number=number)
    made = bench.cases.create(a_good_application())
    assert bench.cases.load(made.uid).case_number == "2015-1001"


def test_value_changed_outside_the_program_is_seen(bench: Workbench, case: UUID, store_path: Path) -> None:
    assert bench.files.verify_digests() == ()
    with sqlite3.connect(store_path) as outside:
        outside.execute("UPDATE budget_line SET amount = amount + 1 WHERE note = 'Lokal'")
    outside.close()
    assert bench.files.verify_digests() == ("2015-001",)
    assert not bench.files.check().ok


def test_rules_while_typing_store_nothing(bench: Workbench, case: UUID) -> None:
    from dataclasses import replace

    view = bench.cases.load(case)
    results = bench.cases.preview_rules(view, replace(view.draft, board_date=None))
    assert next(one.outcome for one in results if one.rule_id == "R06") is RuleOutcome.INSUFFICIENT
    assert outcome(bench, case, "R06") is RuleOutcome.PASS


def test_frame_that_moves_gives_every_undecided_case_what_a_whole_evaluation_would(store_path: Path) -> None:
    copy_sample(store_path)
    bench = open_workbench(store_path, who="Test")
    open_cases = [row.uid for row in bench.queries.applications(ListQuery(view="todo", limit=100)).rows]
    for typed in ("1000", "140 mnkr", ""):
        bench.cases.edit(open_cases[0], FieldRef("process.proposed_outcome"), "")
        bench.cases.propose(open_cases[0], DecisionOutcome.REJECTED, None)
        bench.cases.edit(open_cases[1], FieldRef("process.proposed_amount"), typed)
        for uid in open_cases:
            view = bench.cases.load(uid)
            assert view.results == evaluate(view.evidence, view.judgements), (view.case_number, typed)
    counted = bench.queries.applications(ListQuery(view="todo", limit=100)).rows
    for row in counted:
        failed = sum(one.outcome is RuleOutcome.FAIL for one in bench.cases.load(row.uid).results)
        assert row.failed == failed
    assert bench.files.verify_digests() == ()
    bench.close()


def test_frame_that_moves_reads_no_more_of_the_other_cases_than_it_must(bench: Workbench, case: UUID) -> None:
    for number in range(3):
        bench.cases.create(a_good_application(title=f"Insats {number}"))
    gathered: list[int] = []
    real = evidence.gather
    with pytest.MonkeyPatch.context() as patch:

        def gather(session: Session, programme: Programme, record: Application) -> Evidence:
            gathered.append(record.id)
            return real(session, programme, record)

        patch.setattr(evidence, "gather", gather)
        bench.cases.edit(case, FieldRef("process.proposed_amount"), "1000")
    assert len(gathered) == 1


def test_backup_is_not_made_of_values_changed_outside_the_program(bench: Workbench, case: UUID, store_path: Path) -> None:
    bench.files.backup()
    with sqlite3.connect(store_path) as connection:
        connection.execute("UPDATE budget_line SET amount = amount + 1 WHERE id = 1")
    connection.close()
    with pytest.raises(EnvironmentProblem, match="ärende 2015-001 har ändrats utanför programmet"):
        bench.files.backup()
    assert len(list((store_path.parent / "Säkerhetskopior").iterdir())) == 1


def test_text_that_did_not_parse_is_under_the_digest_too(bench: Workbench, case: UUID, store_path: Path) -> None:
    bench.cases.edit(case, FieldRef("start_date"), "till hösten")
    assert bench.files.verify_digests() == ()
    with sqlite3.connect(store_path) as connection:
        connection.execute("UPDATE unparsed_input SET text = 'till våren'")
    connection.close()
    assert bench.files.verify_digests() == ("2015-001",)
    bench.cases.edit(case, FieldRef("start_date"), "2015-09-01")
    assert bench.files.verify_digests() == ()
