"""Passages: hand-written text stays, staleness is told, and the hash covers everything a text shows."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from uuid import uuid4

import pytest

from app.domain.drafts import ApplicationDraft, BudgetLine, PlanDraft
from app.domain.rules.evidence import Process, RuleResult
from app.domain.texts import language
from app.domain.texts.memo import BLOCKS, MemoEvidence, Passage, edit, memo_passages, to_store, with_stored
from app.domain.texts.passage import source_hash
from app.domain.vocabulary import DecisionOutcome
from tests.reports.memo_cases import APPLICATION, PLAN, PROCESS, evidence, memo_case, proposing

ORDER = (
    "decision", "summary", "background", "matter", "preparation", "formal", "assessment", "social_risk", "economy", "follow_up",
    "children", "equality", "overall",
)  # fmt: skip


def passage(case: MemoEvidence, key: str) -> Passage:
    return next(one for one in memo_passages(case) if one.key == key)


def test_passages_come_in_the_fixed_order_with_the_two_optional_ones_off() -> None:
    passages = memo_passages(memo_case())
    assert tuple(one.key for one in passages) == ORDER == tuple(block.key for block in BLOCKS)
    assert [one.key for one in passages if not one.enabled] == ["children", "equality"]


def test_every_generated_passage_says_which_data_it_came_from() -> None:
    for one in memo_passages(memo_case()):
        assert bool(one.sources) is one.mandatory, one.key
    assert "Ansökan: Syfte" in passage(memo_case(), "matter").sources
    assert "Handlingsplan: Godkänd av nämnden" in passage(memo_case(), "background").sources


def test_text_changed_by_hand_is_kept_when_the_case_changes_and_is_marked_stale() -> None:
    before = edit(passage(memo_case(), "matter"), "Skrivet för hand.")
    assert before.text == "Skrivet för hand."
    assert not before.is_stale
    later = memo_case(replace(APPLICATION, purpose="Ett annat syfte."))
    [after] = with_stored([passage(later, "matter")], [to_store(before)])
    assert after.text == "Skrivet för hand."
    assert after.is_stale
    assert "Ett annat syfte." in after.generated


def test_a_change_in_data_that_the_passage_does_not_use_leaves_it_fresh() -> None:
    before = edit(passage(memo_case(), "matter"), "Skrivet för hand.")
    later = memo_case(process=replace(PROCESS, consultation_note="Något annat."))
    [after] = with_stored([passage(later, "matter")], [to_store(before)])
    assert not after.is_stale


def test_text_that_nobody_changed_follows_the_case() -> None:
    kept = to_store(passage(memo_case(), "matter"))
    later = memo_case(replace(APPLICATION, purpose="Ett annat syfte."))
    [after] = with_stored([passage(later, "matter")], [kept])
    assert "Ett annat syfte." in after.text
    assert after.edited is None


def test_writing_the_generated_text_back_takes_the_edit_away() -> None:
    fresh = passage(memo_case(), "matter")
    assert edit(edit(fresh, "Annat."), fresh.generated) == fresh
    assert edit(edit(fresh, "Annat."), None) == fresh


def test_storing_a_stale_passage_again_keeps_it_stale() -> None:
    before = edit(passage(memo_case(), "matter"), "Skrivet för hand.")
    later = memo_case(replace(APPLICATION, purpose="Ett annat syfte."))
    [once] = with_stored([passage(later, "matter")], [to_store(before)])
    [twice] = with_stored([passage(later, "matter")], [to_store(once)])
    assert twice.is_stale


def test_an_optional_passage_remembers_that_it_was_switched_on_and_a_mandatory_one_cannot_be_off() -> None:
    case = memo_case()
    stored = [replace(to_store(passage(case, "children")), enabled=True), replace(to_store(passage(case, "summary")), enabled=False)]
    after = {one.key: one for one in with_stored(memo_passages(case), stored)}
    assert after["children"].enabled
    assert after["summary"].enabled


def test_row_ids_play_no_part_in_the_hash_and_values_do() -> None:
    row = BudgetLine(year=2016, amount=1)
    assert source_hash([row]) == source_hash([replace(row, uid=uuid4())])
    assert source_hash([row]) != source_hash([replace(row, amount=2)])


def emptied(draft: object, name: str) -> object:
    """The value a field has when nothing is written in it."""
    value = getattr(draft, name)
    if isinstance(value, str) and type(value) is str:
        return ""
    return () if isinstance(value, tuple) else None


EVERY_FIELD = [
    (kind, one.name)
    for kind, record in (("application", ApplicationDraft), ("plan", PlanDraft), ("process", Process))
    for one in fields(record)
]


@pytest.mark.parametrize("outcome", list(DecisionOutcome))
@pytest.mark.parametrize(("kind", "name"), EVERY_FIELD)
def test_the_hash_changes_whenever_the_text_does(kind: str, name: str, outcome: DecisionOutcome) -> None:
    results = memo_case().results
    process = proposing(outcome, 2_000_000, remit_reason="budgeten")
    whole = MemoEvidence(evidence=evidence(process=process), results=results)
    changed = {
        "application": lambda: evidence(replace(APPLICATION, **{name: emptied(APPLICATION, name)}), process),
        "plan": lambda: evidence(process=process, plan=replace(PLAN, **{name: emptied(PLAN, name)})),
        "process": lambda: evidence(process=replace(process, **{name: emptied(process, name)})),
    }[kind]()
    for before, after in zip(memo_passages(whole), memo_passages(replace(whole, evidence=changed)), strict=True):
        if before.generated != after.generated or before.missing != after.missing:
            assert before.source_hash != after.source_hash, before.key


def test_the_hash_changes_with_a_verdict_a_departure_the_frame_and_the_index() -> None:
    case = memo_case()
    first, *rest = case.results
    others = (
        replace(case, results=(replace(first, reason="Ett annat skäl.", outcome=next(iter(type(first.outcome)))), *rest[1:])),
        replace(case, evidence=replace(case.evidence, granted_before=1, pending_proposals=0)),
        replace(case, evidence=replace(case.evidence, index=())),
    )
    for other in others:
        for before, after in zip(memo_passages(case), memo_passages(other), strict=True):
            if before.generated != after.generated:
                assert before.source_hash != after.source_hash, before.key


def test_who_judged_is_not_part_of_any_text() -> None:
    def by(person: str, one: RuleResult) -> RuleResult:
        return replace(one, judged_by=person) if one.judged_by else one

    case = memo_case()
    other = replace(case, results=tuple(by("Någon annan", one) for one in case.results))
    assert memo_passages(case) == memo_passages(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Farsta stadsdelsnämnd", "Farsta stadsdelsnämnds"), ("Bibliotekets hus", "Bibliotekets hus"), ("Max", "Max"), ("", "s")],
)
def test_genitive_adds_s_only_where_swedish_does(name: str, expected: str) -> None:
    assert language.genitive(name) == expected


def test_periods_of_whole_years_are_years_and_others_are_days() -> None:
    assert language.period(date(2016, 1, 1), date(2017, 12, 31)) == "2016–2017"
    assert language.period(date(2016, 1, 1), date(2016, 12, 31)) == "2016"
    assert language.period(date(2016, 2, 1), date(2017, 12, 31)) == "1\u00a0februari 2016–31\u00a0december 2017"


@pytest.mark.parametrize(
    ("text", "expected"), [("", ""), ("  ja ", "Ja."), ("Ja!", "Ja!"), ("sa ”nej.”", "Sa ”nej.”"), ("a (b)", "A (b).")]
)
def test_a_sentence_has_a_capital_and_one_full_stop(text: str, expected: str) -> None:
    assert language.sentence(text) == expected


def test_small_numbers_are_words_and_large_ones_digits() -> None:
    assert [language.numeral(number) for number in (0, 1, 12, 13)] == ["noll", "ett", "tolv", "13"]
