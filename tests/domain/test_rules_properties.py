"""What holds for every rule and every draft, whatever it contains."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import fields as catalogue_fields
from app.domain.catalogues import APPLICATION, PLAN, PROCESS
from app.domain.fields import Field
from app.domain.rules.engine import RULE_IDS, evaluate, input_hash
from app.domain.rules.evidence import Evidence, RuleResult
from tests.domain.builders import APPLICATION as FLAWLESS
from tests.domain.builders import INSUFFICIENT, evidence
from tests.domain.strategies import applications, cases, given_value, processes


def _outcomes(case: Evidence) -> dict[str, Any]:
    return {one.rule_id: one.outcome for one in evaluate(case)}


@given(cases())
def test_every_rule_answers_every_draft_in_order_with_a_reason(case: Evidence) -> None:
    results = evaluate(case)
    assert [one.rule_id for one in results] == list(RULE_IDS) == [f"R{number:02d}" for number in range(1, 32)]
    assert all(one.reason.endswith(".") and one.reason[0].isupper() for one in results)


@given(cases())
def test_every_field_a_rule_points_to_exists(case: Evidence) -> None:
    for result in evaluate(case):
        for ref in result.fields:
            _check_reference(ref.key)
            if ref.row is not None:
                holder, key = (case.plan, ref.key.removeprefix("plan.")) if ref.key.startswith("plan.") else (case.application, ref.key)
                assert ref.row in {row.uid for row in getattr(holder, key.partition(".")[0])}


def _check_reference(key: str) -> None:
    head, _, rest = key.partition(".")
    catalogue, name = {"plan": (PLAN, rest), "process": (PROCESS, rest)}.get(head, (APPLICATION, key))
    known = {field.key for field in catalogue.fields} | {table.key for table in catalogue.tables}
    assert name in known or catalogue.field(name)


@given(cases())
def test_the_same_case_gives_the_same_results_and_hashes(case: Evidence) -> None:
    first, second = evaluate(case), evaluate(replace(case, application=replace(case.application)))
    assert first == second
    assert [input_hash(one) for one in first] == [input_hash(one) for one in second]


# --- filling in ----------------------------------------------------------------------------------


def _empty_places(draft: Any) -> list[tuple[str, int | None, Field]]:
    """Every empty field, and every empty cell of the rows there are."""
    places: list[tuple[str, int | None, Field]] = [
        (field.key, None, field) for field in APPLICATION.fields if catalogue_fields.is_empty(getattr(draft, field.key))
    ]
    for table in APPLICATION.tables:
        for number, row in enumerate(getattr(draft, table.key)):
            places += [(table.key, number, field) for field in table.fields if catalogue_fields.is_empty(getattr(row, field.key))]
    return places


def _filled(draft: Any, place: tuple[str, int | None, Field], value: Any) -> Any:
    key, number, field = place
    if number is None:
        return replace(draft, **{key: value})
    rows = list(getattr(draft, key))
    rows[number] = replace(rows[number], **{field.key: value})
    return replace(draft, **{key: tuple(rows)})


def _only_mends(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [rule for rule in RULE_IDS if after[rule] is INSUFFICIENT and before[rule] is not INSUFFICIENT]


@given(cases(), st.data())
def test_filling_an_empty_field_never_makes_the_data_too_thin(case: Evidence, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(_empty_places(case.application) or [None]))
    if place is None:
        return
    filled = replace(case, application=_filled(case.application, place, data.draw(given_value(place[2]))))
    allowed = {"R25"} if place[0] == "amounts_applied" else set()  # stated years replace the lines as the amount applied for
    assert set(_only_mends(_outcomes(case), _outcomes(filled))) <= allowed
    assert not [rule for rule in allowed if _outcomes(case)[rule].value == "pass" and _outcomes(filled)[rule] is INSUFFICIENT]


_FILLABLE = [field.key for field in APPLICATION.fields if not catalogue_fields.is_empty(getattr(FLAWLESS, field.key))]


@given(st.sets(st.sampled_from(_FILLABLE)), st.sampled_from(_FILLABLE))
def test_filling_a_gap_in_a_good_application_never_makes_the_data_too_thin(gaps: set[str], filled: str) -> None:
    thin = replace(FLAWLESS, **{key: catalogue_fields.empty_value(APPLICATION.field(key)) for key in gaps | {filled}})
    fuller = replace(thin, **{filled: getattr(FLAWLESS, filled)})
    assert _only_mends(_outcomes(evidence(thin)), _outcomes(evidence(fuller))) == []


@given(cases(), st.data())
def test_filling_in_what_the_office_does_never_turns_met_into_too_thin(case: Evidence, data: st.DataObject) -> None:
    other = data.draw(processes)
    empty = [key for key in ("consultation_date", "consultation_outcome", "memo_date", "proposed_outcome", "proposed_amount")
             if getattr(case.process, key) is None and getattr(other, key) is not None]  # fmt: skip
    before = _outcomes(case)
    for key in empty:
        after = _outcomes(replace(case, process=replace(case.process, **{key: getattr(other, key)})))
        assert not [rule for rule in RULE_IDS if before[rule].value == "pass" and after[rule] is INSUFFICIENT]


# --- order of rows -------------------------------------------------------------------------------


def _shuffled(draft: Any, seed: int) -> Any:
    dice = random.Random(seed)
    tables = {table.key: list(getattr(draft, table.key)) for table in APPLICATION.tables}
    for rows in tables.values():
        dice.shuffle(rows)
    return replace(draft, **{key: tuple(rows) for key, rows in tables.items()})


@given(cases(), st.integers(0, 1000))
def test_the_order_of_rows_changes_neither_outcome_nor_hash(case: Evidence, seed: int) -> None:
    other = replace(case, application=_shuffled(case.application, seed))

    def gist(results: tuple[RuleResult, ...]) -> list[object]:
        return [(one.rule_id, one.outcome, input_hash(one)) for one in results]

    assert gist(evaluate(case)) == gist(evaluate(other))


@pytest.mark.parametrize("table", [table.key for table in APPLICATION.tables])
def test_a_blank_row_is_never_an_exception(table: str) -> None:
    from tests.domain.strategies import ROWS

    results = evaluate(evidence(replace(FLAWLESS, **{table: (ROWS[table](),)})))
    assert len(results) == len(RULE_IDS)


@given(applications)
def test_no_rule_says_that_an_application_is_approved(draft: Any) -> None:
    assert not any("ansökan är godkänd" in one.reason.casefold() for one in evaluate(evidence(draft)))


def test_the_longest_unbroken_texts_are_evaluated() -> None:
    """A search for word stems that looks back from every letter would not come to an end here."""
    texts = {field.key: "a" * (field.limit or 0) for field in APPLICATION.fields if field.limit}
    assert len(evaluate(evidence(replace(FLAWLESS, **texts)))) == len(RULE_IDS)
