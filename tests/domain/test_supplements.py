"""Which verdicts ask the applicant for what, in which words and order, and when the answer is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from app.domain import supplements
from app.domain.drafts import ApplicationDraft, BudgetLine
from app.domain.rules.engine import evaluate
from app.domain.rules.evidence import Departure
from app.domain.supplements import Question, RequestState, RequestView, Standing, SupplementDraft
from app.domain.vocabulary import BoardResult, RuleOutcome, SteeringResult
from tests.reports.memo_cases import APPLICATION, evidence
from tests.reports.supplement_cases import GAPPY, UNPARSED, asked

TODAY = date(2016, 6, 15)


def by_rule(items: tuple[Question, ...]) -> dict[str | None, str]:
    return {one.rule_id: one.question for one in items}


# --- what is asked -------------------------------------------------------------------------------


def test_an_empty_application_is_asked_for_by_every_rule_on_it() -> None:
    case = replace(evidence(ApplicationDraft()), plan=None, activity=None)
    lacking = {one.rule_id for one in evaluate(case) if one.outcome is RuleOutcome.INSUFFICIENT}
    process = {one.id for one in case.programme.rules if one.process}
    assert set(by_rule(asked(case))) == lacking - process


def test_a_whole_application_is_asked_for_nothing() -> None:
    assert asked(evidence(APPLICATION)) == ()


def test_questions_follow_the_forms_order() -> None:
    found = [supplements.subject(one.rule_id) for one in asked(evidence(GAPPY), unparsed=UNPARSED)]
    order = supplements.subject_order()
    assert found == sorted(found, key=order.index)
    assert found[-1] == "Övrigt"


def test_each_question_names_the_fields_where_they_stand_and_why() -> None:
    found = {one.rule_id: one for one in asked(evidence(GAPPY))}
    assert found["R08"].question.endswith("Fyll i ”Kostnadsslag” på rad 8 och 9 i ”Budget” (bladet Ekonomi).")
    assert found["R26"].question == "Fyll i ”Startdatum” (bladet Ansökan, Tid)."
    assert found["R26"].reason.startswith("Insatsen ska börja, sluta och ha sina budgetår inom programperioden.")
    assert "Regel R26, Inom programperioden. Källa: " in found["R26"].reason


def test_where_one_answer_is_enough_the_fields_are_alternatives() -> None:
    blank = dict.fromkeys(("implementation_receiver", "implementation_financing", "implementation_decision", "closure_what"), "")
    case = evidence(replace(APPLICATION, **blank, implementation_from=None, implementation_yearly_cost=None, closure_lessons=""))
    assert "”Hur det betalas efter projektet” eller ”Vad avslutas”" in by_rule(asked(case))["R10"]


def test_a_missing_extract_is_to_be_sent_in() -> None:
    case = replace(evidence(replace(APPLICATION, board_minutes_attached=False)), attachments=frozenset())
    assert by_rule(asked(case))["R06"].endswith("Skicka in protokollsutdraget från nämndens beslut.")


def test_an_unregistered_plan_is_to_be_sent_in() -> None:
    case = replace(evidence(APPLICATION), plan=None, activity=None)
    question = by_rule(asked(case))["R02"]
    assert question.endswith("Skicka in den lokala handlingsplan som nämnden har godkänt.")
    assert "Registrera den" not in question


def test_completeness_asks_only_for_what_no_other_rule_asks_for() -> None:
    found = by_rule(asked(evidence(replace(APPLICATION, districts=(), whole_district_area=None, target_group=""))))
    assert found["R24"] == "Fyll i ”Målgrupp” (bladet Ansökan, Insatsen)."
    assert "R24" not in by_rule(asked(evidence(replace(APPLICATION, innovation=""))))


def test_a_hard_fail_that_other_facts_would_turn_is_to_be_mended_or_explained() -> None:
    steering_late = replace(APPLICATION, steering_date=date(2015, 5, 29), board_date=date(2015, 5, 28))
    found = by_rule(asked(evidence(steering_late)))
    assert "Rätta eller förklara ”Lokala styrgruppens datum” och ”Nämndens beslut den”" in found["R05"]


@pytest.mark.parametrize(
    "changed",
    [
        {"steering_result": SteeringResult.NOT_APPROVED},
        {"board_result": BoardResult.REJECTED},
        {"fills_regular_gap": True},
        {"applicant": "kungsholmen"},
    ],
)
def test_a_decision_or_a_breach_is_no_gap_to_ask_about(changed: dict[str, object]) -> None:
    case = evidence(replace(APPLICATION, **changed))
    failed = {one.rule_id for one in evaluate(case) if one.outcome is RuleOutcome.FAIL} & {"R01", "R05", "R06", "R09"}
    assert failed
    assert not failed & set(by_rule(asked(case)))


def test_departures_and_judgements_end_the_matter() -> None:
    case = evidence(GAPPY)
    assert "R26" not in by_rule(asked(case, departures=(Departure("R26", "Skolåret styr.", "Handläggare"),)))
    results = tuple(replace(one, judged_by="Handläggare") if one.rule_id == "R21" else one for one in evaluate(case))
    assert "R21" not in by_rule(supplements.questions(case, results))


def test_unreadable_text_joins_the_question_about_its_field_or_stands_alone() -> None:
    found = asked(evidence(GAPPY), unparsed=UNPARSED)
    assert by_rule(found)["R26"].endswith("I ”Startdatum” står ”till hösten”, som inte går att läsa.")
    alone = [one for one in found if one.rule_id is None]
    assert [one.reason for one in alone] == ["”en del” är inte ett belopp."]


def test_many_rows_are_named_up_to_a_number() -> None:
    case = evidence(replace(APPLICATION, budget_lines=tuple(BudgetLine() for _ in range(40))))
    assert "12 och 28 till i ”Budget”" in by_rule(asked(case))["R08"]


# --- whether it is answered ------------------------------------------------------------------------


def test_a_question_is_answered_when_its_rule_no_longer_lacks_anything() -> None:
    before, after = evidence(GAPPY), evidence(replace(GAPPY, innovation="Nya former."))
    question = next(one for one in asked(before) if one.rule_id == "R21")
    assert supplements.standing(question, evaluate(before), before) is Standing.REMAINS
    assert supplements.standing(question, evaluate(after), after) is Standing.ANSWERED
    assert supplements.standing(Question(question="Bifoga planen."), evaluate(after), after) is Standing.TO_READ


def test_completeness_is_answered_when_its_own_fields_are_given() -> None:
    after = evidence(replace(GAPPY, target_group="Elever"))
    results = evaluate(after)
    assert next(one for one in results if one.rule_id == "R24").outcome is RuleOutcome.INSUFFICIENT
    assert supplements.standing(Question(rule_id="R24", question="Fyll i."), results, after) is Standing.ANSWERED


def test_open_questions_are_those_not_asked_yet() -> None:
    found = asked(evidence(GAPPY), unparsed=UNPARSED)
    assert supplements.open_questions(SupplementDraft(items=found), found) == ()
    assert supplements.open_questions(SupplementDraft(items=found[1:]), found) == found[:1]


# --- states, days, faults --------------------------------------------------------------------------


def test_state_follows_from_the_days() -> None:
    view = RequestView(uid=uuid4(), version=1, case=uuid4(), number=1, draft=SupplementDraft())
    states = [view.state]
    for key in ("sent_date", "reminded_date", "answered_date"):
        view = replace(view, **{key: TODAY})
        states.append(view.state)
    assert states == [RequestState.DRAFT, RequestState.SENT, RequestState.REMINDED, RequestState.ANSWERED]


@pytest.mark.parametrize(
    ("cutoff", "due"),
    [
        (None, date(2016, 6, 29)),
        (date(2016, 6, 20), date(2016, 6, 20)),
        (date(2016, 7, 20), date(2016, 6, 29)),
        (TODAY, date(2016, 6, 29)),
        (date(2016, 6, 1), date(2016, 6, 29)),
    ],
)
def test_due_day_is_two_weeks_or_an_earlier_cutoff_that_has_not_passed(cutoff: date | None, due: date) -> None:
    assert supplements.suggested_due(TODAY, cutoff) == due


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (date(2016, 6, 12), "svar skulle ha kommit 12\u00a0juni, 3 dagar sedan"),
        (date(2016, 6, 14), "svar skulle ha kommit 14\u00a0juni, en dag sedan"),
        (date(2015, 12, 1), "svar skulle ha kommit 1\u00a0december 2015, 197 dagar sedan"),
        (TODAY, "svar senast 15\u00a0juni, i dag"),
        (date(2016, 6, 16), "svar senast 16\u00a0juni, i morgon"),
        (date(2016, 6, 18), "svar senast 18\u00a0juni, om 3 dagar"),
    ],
)
def test_waiting_is_told_in_days(due: date, told: str) -> None:
    assert supplements.waiting_text(due, TODAY) == told


def test_controls_are_dropped_and_empty_or_endless_questions_are_faults() -> None:
    draft = SupplementDraft(introduction=" Hej\x00 ", items=(Question(question="a\u030a\x07"), Question(), Question(question="x" * 2_001)))
    cleaned = supplements.cleaned(draft)
    assert (cleaned.introduction, cleaned.items[0].question) == ("Hej", "å")
    assert [one.partition(".")[0] for one in supplements.faults(cleaned)] == ["Fråga 2 är tom", "Fråga 3 är för lång"]
    too_many = SupplementDraft(items=tuple(Question(question="?") for _ in range(61)))
    assert next(supplements.faults(too_many)).startswith("Brevet har 61 frågor.")
