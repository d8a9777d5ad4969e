"""Judgements, hashes, what blocks a proposal, and when a run is worth keeping."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.rules.completeness import r24
from app.domain.rules.engine import (
    RULE_IDS,
    RULE_SET_VERSION,
    allowed_outcomes,
    blocking,
    blocking_at_decision,
    blocking_memo,
    changed,
    evaluate,
    input_hash,
)  # fmt: skip
from app.domain.rules.evidence import Departure, Evidence, Judgement, RuleResult
from app.domain.vocabulary import CostType, DecisionOutcome, RuleOutcome
from app.exchange.programme_file import load_programme
from tests.domain.builders import (
    APPLICATION,
    FAIL,
    INSUFFICIENT,
    JUDGE,
    PASS,
    PROGRAMME,
    application,
    evidence,
    line,
    plan,
    process,
    verdict,
)  # fmt: skip


def _judgement(case: Evidence, rule: str, outcome: RuleOutcome = PASS, reason: str = "Tydligt beskrivet.") -> Judgement:
    return Judgement(rule, outcome, reason, "Handläggaren", input_hash(verdict(rule, case)))


def _judged(case: Evidence, *judgements: Judgement) -> dict[str, RuleResult]:
    return {one.rule_id: one for one in evaluate(case, judgements)}


def test_the_programme_and_the_code_have_the_same_rules() -> None:
    assert PROGRAMME.rule_set_version == RULE_SET_VERSION
    assert tuple(rule.id for rule in PROGRAMME.rules) == RULE_IDS
    assert {one.version for one in evaluate(evidence())} == {RULE_SET_VERSION}


def test_the_shipped_programme_names_the_same_rules_and_the_same_hard_ones() -> None:
    shipped = load_programme(Path(__file__).parents[2] / "resources" / "programme.toml")
    assert shipped.rule_set_version == RULE_SET_VERSION
    ours = {rule.id: (rule.hard, rule.process) for rule in PROGRAMME.rules}
    assert {rule.id: (rule.hard, rule.process) for rule in shipped.rules} == ours


@pytest.mark.parametrize("rule", RULE_IDS)
def test_completeness_counts_every_rule_on_the_application_and_none_on_the_process(rule: str) -> None:
    other = RuleResult(rule, RULE_SET_VERSION, INSUFFICIENT, "Uppgift saknas.")
    expected = PASS if rule in ("R24", "R25", "R29", "R30", "R31") else INSUFFICIENT
    assert r24(evidence(), [other]).outcome is expected


def test_another_rule_set_is_not_guessed_at() -> None:
    with pytest.raises(LookupError, match="rule set '99'"):
        evaluate(replace(evidence(), programme=replace(PROGRAMME, rule_set_version="99")))


@pytest.mark.parametrize("outcome", [PASS, FAIL])
def test_a_judgement_stands_while_its_grounds_stand(outcome: RuleOutcome) -> None:
    result = _judged(evidence(), _judgement(evidence(), "R21", outcome))["R21"]
    assert (result.outcome, result.judged_by, result.judgement_reason) == (outcome, "Handläggaren", "Tydligt beskrivet.")
    assert result.reason == f"Bedömt som {outcome.label.lower()} av Handläggaren. Motivering: Tydligt beskrivet."
    assert input_hash(result) == input_hash(verdict("R21", evidence()))


def test_a_judgement_falls_when_a_value_it_rested_on_changes() -> None:
    result = _judged(evidence(application(innovation="Något annat")), _judgement(evidence(), "R21", FAIL))["R21"]
    assert (result.outcome, result.judged_by) == (JUDGE, None)
    assert "Underlaget har ändrats sedan den tidigare bedömningen (inte uppfyllt, Handläggaren: ”Tydligt beskrivet.”)" in result.reason


def test_a_judgement_stands_when_something_else_changes_or_rows_move() -> None:
    moved = evidence(application(title="Nytt namn", reporting_dates=tuple(reversed(APPLICATION.reporting_dates))))
    assert _judged(moved, _judgement(evidence(), "R28"))["R28"].outcome is PASS


def test_the_latest_standing_judgement_wins() -> None:
    first, second = _judgement(evidence(), "R21"), _judgement(evidence(), "R21", FAIL, "Finns redan.")
    assert _judged(evidence(), first, second)["R21"].judgement_reason == "Finns redan."


def test_a_judgement_never_covers_a_computed_verdict() -> None:
    case = evidence(application(innovation=""))
    assert _judged(case, _judgement(case, "R21"))["R21"].outcome is INSUFFICIENT
    assert _judged(evidence(activity=None), _judgement(evidence(activity=None), "R02"))["R02"].outcome is FAIL


@pytest.mark.parametrize("outcome", [JUDGE, INSUFFICIENT, RuleOutcome.NOT_APPLICABLE])
def test_only_met_or_not_met_can_be_judged(outcome: RuleOutcome) -> None:
    assert _judged(evidence(), _judgement(evidence(), "R21", outcome))["R21"].judged_by is None


def test_the_hash_depends_on_rule_version_and_values() -> None:
    result = verdict("R21", evidence())
    assert input_hash(result) == input_hash(replace(result, reason="Annat skäl.", outcome=FAIL))
    others = [replace(result, rule_id="R20"), replace(result, version="2"), replace(result, values_used=result.values_used[:1])]
    assert len({input_hash(one) for one in (result, *others)}) == 4
    assert len(input_hash(result)) == 64


def test_a_run_is_kept_when_outcome_or_values_differ() -> None:
    result = verdict("R21", evidence())
    assert changed(None, result)
    assert not changed(result, replace(result, reason="Omskrivet."))
    assert changed(result, replace(result, outcome=PASS))
    assert changed(result, verdict("R21", evidence(application(innovation="Något annat"))))


# --- what blocks ---------------------------------------------------------------------------------


def _blocked(case: Evidence, *departures: Departure, judgements: tuple[Judgement, ...] = ()) -> list[str]:
    return [one.rule_id for one in blocking(evaluate(case, judgements), PROGRAMME, departures)]


def test_nothing_blocks_a_flawless_application() -> None:
    assert _blocked(evidence()) == []
    assert allowed_outcomes(evaluate(evidence()), PROGRAMME) == tuple(DecisionOutcome)


def test_planted_flaws_block_until_mended() -> None:
    flawed = application(
        budget_lines=(*APPLICATION.budget_lines, line(cost_type=CostType.INVESTMENT, amount=1)),
        steering_date=date(2015, 8, 21),
        implementation_receiver="",
        implementation_financing="",
        implementation_yearly_cost=None,
    )
    assert _blocked(evidence(flawed)) == ["R05", "R08", "R24", "R27"]
    assert allowed_outcomes(evaluate(evidence(flawed)), PROGRAMME) == (DecisionOutcome.REJECTED, DecisionOutcome.REMITTED)
    assert _blocked(evidence()) == []


def test_a_departure_with_a_reason_lifts_its_rule_only() -> None:
    case = evidence(application(steering_result=None))
    assert _blocked(case) == ["R05", "R24"]
    assert _blocked(case, Departure("R05", "Styrgruppen bildades först i höst.", "Handläggaren")) == ["R24"]
    assert _blocked(case, Departure("R05", "  ", "Handläggaren")) == ["R05", "R24"]


def test_a_person_saying_not_met_does_not_block() -> None:
    case = evidence(application(districts=("tensta", "solhem")))
    assert _blocked(case, judgements=(_judgement(case, "R13", FAIL),)) == []
    assert _blocked(evidence(application(districts=("husby",)))) == ["R13"]


def test_judgement_rules_and_process_rules_do_not_block_a_proposal() -> None:
    case = evidence(plan=plan(reported_date=None), granted_before=150_000_000)
    assert {verdict(rule, case).outcome for rule in ("R25", "R29", "R30", "R31")} == {FAIL, INSUFFICIENT}
    assert _blocked(case) == []


def test_the_frame_counts_when_the_executive_decides() -> None:
    results = evaluate(evidence(granted_before=150_000_000))
    assert [one.rule_id for one in blocking_at_decision(results)] == ["R25"]
    assert [one.rule_id for one in blocking_at_decision(results, outcome=DecisionOutcome.GRANTED)] == ["R25"]
    assert blocking_at_decision(results, outcome=DecisionOutcome.REJECTED) == ()
    assert blocking_at_decision(results, (Departure("R25", "Ramen är utökad.", "Handläggaren"),)) == ()


def test_consultation_counts_when_the_memo_is_drawn_up() -> None:
    assert [one.rule_id for one in blocking_memo(evaluate(evidence()))] == ["R29"]
    assert blocking_memo(evaluate(evidence(process=process(consultation_date=date(2015, 10, 1))))) == ()
