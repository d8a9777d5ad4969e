"""Totals, places and strictness against tables computed by hand, and what must hold for any table."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ranking import adjusted, mean, median, places, spread, strictness, tied, whole_weights
from app.domain.ranking import total as total_of_whole

Table = dict[tuple[str, str], Fraction]
ONE = {"Q1": Decimal(1), "Q2": Decimal(1), "Q3": Decimal(1)}
LEVELS = st.dictionaries(st.sampled_from(["Q1", "Q2", "Q3", "Q4"]), st.integers(0, 3))
WEIGHTS = st.fixed_dictionaries({key: st.integers(0, 500).map(lambda n: Decimal(n) / 100) for key in ("Q1", "Q2", "Q3", "Q4")})
QUARTERS = st.integers(0, 12).map(lambda n: Fraction(n, 4))
TABLES = st.dictionaries(st.tuples(st.sampled_from("123456"), st.sampled_from("ABCDE")), QUARTERS)


def total(scores: dict[str, int], weights: dict[str, Decimal]) -> Fraction | None:
    return total_of_whole(scores, whole_weights(weights))


def table(rows: dict[str, str], assessors: str = "ABCDE") -> Table:
    """'2 1,5 - 3' per case, a column an assessor; a dash where nothing is given."""
    return {
        (case, assessor): Fraction(cell.replace(",", "."))
        for case, row in rows.items()
        for assessor, cell in zip(assessors, row.split(), strict=False)
        if cell != "-"
    }


def adjusted_of(totals: Table) -> dict[str, Fraction]:
    offsets = strictness(totals).offset
    cases = dict.fromkeys(case for case, _ in totals)
    found = {case: adjusted({who: value for (one, who), value in totals.items() if one == case}, offsets) for case in cases}
    return {case: value for case, value in found.items() if value is not None}


def means_of(totals: Table) -> dict[str, Fraction]:
    return {case: mean([value for (one, _), value in totals.items() if one == case]) or Fraction(0) for case, _ in totals}


# --- totals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scores", "weights", "expected"),
    [
        ({"Q1": 3, "Q2": 2, "Q3": 1}, ONE, "2"),
        ({"Q1": 3, "Q2": 2, "Q3": 2}, ONE, "7/3"),
        ({"Q1": 3, "Q2": 1, "Q3": 0}, {"Q1": Decimal(2), "Q2": Decimal(1), "Q3": Decimal("0.5")}, "2"),  # (6 + 1 + 0) / 3,5
        ({"Q1": 3}, ONE, "3"),  # the two left out take their weights with them
        ({"Q1": 3, "Q2": 0, "Q3": 0}, ONE, "1"),  # a zero counts
        ({"Q1": 3, "Q2": 0}, {"Q1": Decimal(1), "Q2": Decimal(0)}, "3"),  # a weight of zero leaves the criterion out
        ({"Q1": 2, "Q9": 0}, ONE, "2"),  # a criterion that the round does not have
    ],
)
def test_a_total_is_the_weighted_mean_of_what_was_scored(scores: dict[str, int], weights: dict[str, Decimal], expected: str) -> None:
    assert total(scores, weights) == Fraction(expected)


@pytest.mark.parametrize("scores", [{}, {"Q9": 3}])
def test_nothing_scored_gives_no_total_rather_than_zero(scores: dict[str, int]) -> None:
    assert total(scores, ONE) is None


def test_weights_become_whole_numbers_in_the_same_proportions() -> None:
    weights = {"Q1": Decimal("1.5"), "Q2": Decimal("0.20"), "Q3": Decimal(0), "Q4": Decimal(1)}
    assert whole_weights(weights) == {"Q1": 15, "Q2": 2, "Q4": 10}
    assert whole_weights({}) == {}


def test_weights_of_zero_all_over_give_no_total() -> None:
    assert total({"Q1": 3}, {"Q1": Decimal(0)}) is None


@given(LEVELS, WEIGHTS, st.integers(1, 50))
def test_weights_count_only_against_each_other(scores: dict[str, int], weights: dict[str, Decimal], factor: int) -> None:
    assert total(scores, weights) == total(scores, {key: one * factor for key, one in weights.items()})


@given(LEVELS, WEIGHTS)
def test_a_total_never_leaves_the_scale_nor_what_was_given(scores: dict[str, int], weights: dict[str, Decimal]) -> None:
    found = total(scores, weights)
    if found is not None:
        counted = [score for key, score in scores.items() if weights[key] > 0]
        assert min(counted) <= found <= max(counted)


@given(LEVELS, WEIGHTS, st.sampled_from(["Q1", "Q2", "Q3", "Q4"]))
def test_an_abstention_is_not_a_zero(scores: dict[str, int], weights: dict[str, Decimal], key: str) -> None:
    """Leaving a criterion out never gives less than scoring it with nought."""
    others = {one: score for one, score in scores.items() if one != key}
    without, nought = total(others, weights), total({**others, key: 0}, weights)
    if without is not None and nought is not None:
        assert without >= nought
        assert (without > nought) == (without > 0 and weights[key] > 0)


# --- mean, median, spread --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("totals", "the_mean", "the_median", "the_spread"),
    [
        ("2 1 3", "2", "2", "2"),
        ("0 0 3", "1", "0", "3"),
        ("1 2 2,5 3", "2,125", "2,25", "2"),
        ("1,5 1,5", "1,5", "1,5", "0"),
    ],
)
def test_mean_median_and_spread(totals: str, the_mean: str, the_median: str, the_spread: str) -> None:
    values = list(table({"1": totals}).values())
    figures = [Fraction(one.replace(",", ".")) for one in (the_mean, the_median, the_spread)]
    assert [mean(values), median(values), spread(values)] == figures


def test_one_assessor_has_a_mean_but_no_spread_and_none_has_nothing() -> None:
    one = [Fraction(2)]
    assert (mean(one), median(one), spread(one)) == (2, 2, None)
    assert (mean([]), median([]), spread([])) == (None, None, None)


# --- places ----------------------------------------------------------------------------------------------


def test_equal_values_share_a_place_and_the_next_is_passed_over() -> None:
    values = {"a": Fraction(3), "b": Fraction(2), "c": Fraction(2), "d": Fraction(1)}
    assert places(values) == {"a": 1, "b": 2, "c": 2, "d": 4}
    assert tied(values) == {"b", "c"}


def test_thirds_that_floats_would_tell_apart_are_a_tie() -> None:
    weights = {"Q1": Decimal("0.1"), "Q2": Decimal("0.2"), "Q3": Decimal("0.7")}
    one, other = total({"Q1": 1, "Q2": 1, "Q3": 1}, weights), total({"Q3": 1}, weights)
    assert one is not None
    assert other is not None
    assert (0.1 + 0.2 + 0.7) / (0.1 + 0.2 + 0.7) == 1.0
    assert 0.1 * 3 != 0.3  # what the exact sum does not stumble over
    assert places({"a": one, "b": other}) == {"a": 1, "b": 1}


@given(st.lists(QUARTERS, min_size=1, max_size=7))
def test_places_do_not_depend_on_the_order_they_come_in(values: list[Fraction]) -> None:
    named = dict(enumerate(values))
    shuffled = dict(reversed(named.items()))
    assert places(named) == places(shuffled)
    assert min(places(named).values()) == 1


# --- strictness ------------------------------------------------------------------------------------------


def test_two_assessors_half_a_level_apart_are_a_quarter_to_each_side() -> None:
    found = strictness(table({"1": "3 2,5", "2": "2 1,5", "3": "1 0,5"}))
    assert found.offset == {"A": Fraction(1, 4), "B": Fraction(-1, 4)}
    assert found.cases == {"A": 3, "B": 3}
    assert found.groups == 1


def test_an_incomplete_table_is_solved_by_least_squares() -> None:
    """Normal equations by hand, with a + b + c = 0.

    Cases: 1 (A 2, B 1), 2 (B 2, C 2), 3 (A 3, C 1), 4 (A 2).
    A: 2a − (a + b)/2 − (a + c)/2 = (2 − 1,5) + (3 − 2), so a − b/2 − c/2 = 1,5, that is 1,5·a = 1,5 and a = 1.
    B: b − a/2 − c/2 = (1 − 1,5) + 0 = −0,5, that is 1,5·b = −0,5 and b = −1/3. Then c = −2/3.
    """
    found = strictness(table({"1": "2 1 -", "2": "- 2 2", "3": "3 - 1", "4": "2 - -"}))
    assert found.offset == {"A": Fraction(1), "B": Fraction(-1, 3), "C": Fraction(-2, 3)}
    assert found.cases == {"A": 3, "B": 2, "C": 2}


def test_adjusted_means_of_that_table() -> None:
    totals = table({"1": "2 1 -", "2": "- 2 2", "3": "3 - 1", "4": "2 - -"})
    # 1: ((2 − 1) + (1 + 1/3)) / 2 = 7/6;  2: (2 + 1/3 + 2 + 2/3) / 2 = 5/2;  3: ((3 − 1) + (1 + 2/3)) / 2 = 11/6;  4: 2 − 1 = 1
    assert adjusted_of(totals) == {"1": Fraction(7, 6), "2": Fraction(5, 2), "3": Fraction(11, 6), "4": Fraction(1)}


def test_assessors_without_common_cases_are_compared_only_within_their_group() -> None:
    found = strictness(table({"1": "3 2 - - -", "2": "2 1 - - -", "3": "- - 1 0 -", "4": "- - - - 2"}))
    assert found.offset == {"A": Fraction(1, 2), "B": Fraction(-1, 2), "C": Fraction(1, 2), "D": Fraction(-1, 2), "E": 0}
    assert found.group == {"A": 1, "B": 1, "C": 2, "D": 2, "E": 3}
    assert found.groups == 3


def test_an_assessor_of_a_single_case_has_an_offset_and_the_number_behind_shows_it() -> None:
    found = strictness(table({"1": "3 1", "2": "3 -"}))
    assert found.offset == {"A": 1, "B": -1}
    assert found.cases == {"A": 2, "B": 1}


def test_an_empty_table_has_no_offsets() -> None:
    found = strictness({})
    assert (found.offset, found.groups) == ({}, 0)


@given(st.lists(QUARTERS, min_size=2, max_size=6), st.integers(1, 8), st.data())
def test_one_assessor_strict_by_a_constant_gives_back_the_order_without(base: list[Fraction], strict: int, data: st.DataObject) -> None:
    """Whoever sits on whichever cases: the adjusted means lie as far apart as the cases themselves."""
    even = {(str(case), who): value for case, value in enumerate(base) for who in "ABC"}
    seats = {str(case): data.draw(st.booleans()) for case in range(len(base))}
    seats["0"] = True
    judged = even | {(case, "D"): base[int(case)] - Fraction(strict, 8) for case, sits in seats.items() if sits}
    found = adjusted_of(judged)
    assert places(found) == places(means_of(even))
    assert {found[case] - base[int(case)] for case in found} == {found["0"] - base[0]}


@given(TABLES)
def test_offsets_sum_to_zero_in_each_group_and_solve_the_normal_equations(totals: Table) -> None:
    found = strictness(totals)
    for group in range(1, found.groups + 1):
        assert sum(value for who, value in found.offset.items() if found.group[who] == group) == 0
    effects = adjusted_of(totals)
    for assessor in found.offset:  # the residuals of an assessor cancel out, as least squares demands
        own = {case: value for (case, who), value in totals.items() if who == assessor}
        assert sum(value - effects[case] - found.offset[assessor] for case, value in own.items()) == 0


@given(TABLES)
def test_offsets_do_not_depend_on_the_order_of_cases_and_assessors(totals: Table) -> None:
    backwards = dict(reversed(totals.items()))
    assert strictness(totals).offset == strictness(backwards).offset
    assert adjusted_of(totals) == adjusted_of(backwards)


def test_names_of_assessors_mean_nothing() -> None:
    rows = table({"1": "2 1 -", "2": "- 2 2", "3": "3 - 1", "4": "2 - -"})
    for names in permutations("ABC"):
        renamed = dict(zip("ABC", names, strict=True))
        found = strictness({(case, renamed[who]): value for (case, who), value in rows.items()}).offset
        assert found == {renamed["A"]: Fraction(1), renamed["B"]: Fraction(-1, 3), renamed["C"]: Fraction(-2, 3)}


def test_a_large_round_is_ranked_in_a_moment() -> None:
    """Thirty assessors of two hundred cases each, in a table with holes: exact arithmetic does not run away."""
    totals = {
        (str(case), str(who)): Fraction((case * 7 + who * 5) % 37, 12) for case in range(200) for who in range(30) if (case + who) % 3
    }
    found = strictness(totals)
    assert found.groups == 1
    assert sum(found.offset.values()) == 0
