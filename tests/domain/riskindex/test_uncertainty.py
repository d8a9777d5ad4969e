from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.riskindex.dataset import YearTable
from app.domain.riskindex.series import Level, Observation
from app.domain.riskindex.uncertainty import (
    HIDDEN_COUNT,
    hidden_at,
    hidden_counts,
    hidden_in,
    hidden_parts,
    interval,
    poisson_interval,
    relative_error,
    shown_count,
    shrunk,
    wilson,
)
from tests.domain.riskindex.datasets import city, dataset
from tests.domain.riskindex.panels import indicators

PLAIN = indicators()[1]
SENSITIVE = replace(PLAIN, sensitive=True)

# Exact 95 per cent limits of a Poisson mean, as in the tables of Garwood (1936) with more digits: half the chi-square quantiles.
EXACT = {
    0: (0.0, 3.688879), 1: (0.025318, 5.571643), 2: (0.242209, 7.224688), 3: (0.618672, 8.767273), 4: (1.089865, 10.241589),
    5: (1.623486, 11.668332), 6: (2.201894, 13.059474), 7: (2.814363, 14.422675), 8: (3.453832, 15.763189), 9: (4.115373, 17.084803),
}  # fmt: skip


@pytest.mark.parametrize("count", EXACT)
def test_counts_below_ten_have_the_exact_limits_of_the_tables(count: int) -> None:
    assert poisson_interval(count) == pytest.approx(EXACT[count], abs=1e-6)


@pytest.mark.parametrize(("count", "low", "high"), [(10, 4.795389, 18.390356), (20, 12.216517, 30.888384), (100, 81.363, 121.627)])
def test_counts_from_ten_follow_byar_close_to_the_exact_limits(count: int, low: float, high: float) -> None:
    assert poisson_interval(count) == pytest.approx((low, high), rel=5e-3)


def test_byars_limits_are_the_published_formula() -> None:
    low, high = poisson_interval(25)
    assert low == pytest.approx(25 * (1 - 1 / 225 - 1.959963984540054 / 15) ** 3, abs=1e-12)
    assert high == pytest.approx(26 * (1 - 1 / 234 + 1.959963984540054 / (3 * math.sqrt(26))) ** 3, abs=1e-12)


# Newcombe (1998), Statistics in Medicine 17, table I, method 3.
@pytest.mark.parametrize(
    ("count", "of", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
)
def test_shares_have_wilsons_interval_as_published(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=5.1e-5)


@given(st.integers(1, 5_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilsons_limits_are_where_the_score_test_just_holds(given_counts: tuple[int, int]) -> None:
    count, of = given_counts
    share = count / of
    for limit in wilson(count, of):
        if 1e-9 < limit < 1 - 1e-9:
            assert (share - limit) ** 2 == pytest.approx(1.959963984540054**2 * limit * (1 - limit) / of, abs=1e-6)


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        wilson(3, 2)
    with pytest.raises(ValueError, match="negative"):
        poisson_interval(-1)


def test_an_interval_is_in_the_indicators_own_unit_and_missing_without_counts() -> None:
    share, rate = indicators()[0], PLAIN
    assert interval(share, 81, 263) == pytest.approx((25.53, 36.62), abs=0.01)
    low, high = interval(rate, 5, 1_000) or (0, 0)
    assert (low, high) == pytest.approx((1.623486, 11.668332), abs=1e-6)
    assert interval(rate, math.nan, 1_000) is None
    assert interval(rate, 3, 0) is None
    assert interval(share, 5, 4) is None


def test_shrinkage_never_takes_a_variance_below_nothing() -> None:
    over, under = np.array([[10.0], [20.0], [30.0]]), np.array([[100.0], [200.0], [300.0]])
    assert shrunk(over, under)[:, 0] == pytest.approx([0.1, 0.1, 0.1])


def test_shrinkage_is_marshalls_and_draws_the_small_ones_most() -> None:
    over, under = np.array([60.0, 1.0, 10.0]), np.array([1_000.0, 10.0, 1_000.0])
    mean = 71 / 2010
    rates = over / under
    between = (under * (rates - mean) ** 2).sum() / 2010 - mean / 670
    expected = mean + between / (between + mean / under) * (rates - mean)
    found = shrunk(over, under)
    assert found == pytest.approx(expected, abs=1e-12)
    kept = (found - mean) / (rates - mean)
    assert kept[1] < kept[0] <= 1
    assert np.isnan(shrunk(np.array([np.nan, 2.0]), np.array([5.0, 9.0]))[0])


def test_the_citys_error_falls_with_the_root_of_its_cases() -> None:
    assert relative_error(np.array([100.0, 25.0])) == pytest.approx([0.1, 0.2])
    assert np.isinf(relative_error(np.array([0.0]))[0])


def test_small_counts_of_sensitive_indicators_are_not_shown() -> None:
    assert [shown_count(SENSITIVE, one) for one in (0, 1, 4, 5)] == ["0", HIDDEN_COUNT, HIDDEN_COUNT, "5"]
    assert shown_count(PLAIN, 3) == "3"
    assert shown_count(SENSITIVE, 1_200, held_back=True) == HIDDEN_COUNT
    assert shown_count(SENSITIVE, math.nan) == shown_count(SENSITIVE, None) == "–"


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([12, 7, 30], [False, False, False]),
        ([3, 7, 30], [True, True, False]),
        ([3, 2, 30], [True, True, False]),
        ([1, 1, 30, 9], [True, True, False, True]),
        ([4, 4, 30, 9], [True, True, False, True]),
        ([3, 0, 9, math.nan], [True, False, True, False]),
    ],
)
def test_a_hidden_count_does_not_follow_from_the_whole(counts: list[float], hidden: list[bool]) -> None:
    assert hidden_parts(np.array(counts)).tolist() == hidden


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_no_hidden_part_can_be_told_from_a_shown_whole(counts: list[int]) -> None:
    hidden = hidden_parts(np.array(counts, dtype=float))
    held = [count for count, one in zip(counts, hidden, strict=True) if one]
    assert all(one for count, one in zip(counts, hidden, strict=True) if 0 < count < 5)
    if held and sum(counts) >= 5 and not all(hidden):
        assert len(held) > 1


def test_a_count_that_value_and_denominator_tell_is_hidden_like_a_given_one() -> None:
    one = replace(indicators()[0], sensitive=True)
    seen = [
        Observation(indicator=one.code, unit=unit, level=Level.DISTRICT, year=2012, value=value, denominator=400)
        for unit, value in (("n0d0", 0.75), ("n0d1", 20.0), ("n0d2", 30.0), ("n0d3", 0.0))
    ]
    table = YearTable(dataset(city(boards=1, districts=4), (one,), seen), 2012)
    assert hidden_in(table.panel(Level.DISTRICT))[:, 0].tolist() == [True, False, False, False]
    assert hidden_at(table, Level.DISTRICT)[:, 0].tolist() == [True, True, False, False]  # one alone would follow from the board


def test_what_is_hidden_is_hidden_at_every_level() -> None:
    places = city(boards=1, districts=2, bases=2)
    one = replace(indicators()[0], sensitive=True)
    counts = {"n0d0b0": 3, "n0d0b1": 20, "n0d1b0": 2, "n0d1b1": 1}
    seen = [
        Observation(indicator=one.code, unit=unit, level=Level.BASE_AREA, year=2012, numerator=count, denominator=100)
        for unit, count in counts.items()
    ]
    table = YearTable(dataset(places, (one,), seen), 2012)
    hidden = dict(zip([place.code for place in places], hidden_counts(table)[:, 0].tolist(), strict=True))
    assert hidden == {
        "stad": False, "n0": False, "n0d0": True, "n0d1": True, "n0d0b0": True, "n0d0b1": False, "n0d1b0": True, "n0d1b1": True,
    }  # fmt: skip
    assert hidden_at(table, Level.DISTRICT)[:, 0].tolist() == [True, True]
