"""A computed index: what sums, what stays, what rolls up, what moves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.riskindex.compute import change, compute, reference_of, thin_indicators
from app.domain.riskindex.recipe import Aggregation, Normalisation, Recipe, Reference, Treatment
from app.domain.vocabulary import SubIndex
from tests.domain.riskindex.datasets import rolled_up
from tests.domain.riskindex.panels import counts, from_counts

PLAIN = Recipe(include_thin=True)
seeds = st.integers(0, 10_000)


@given(seeds, st.sampled_from([0.0, 0.1, 0.3]), st.sampled_from(Treatment))
def test_contributions_sum_to_the_index_less_a_hundred(seed: int, missing: float, treatment: Treatment) -> None:
    found = compute(counts(seed=seed, missing=missing), replace(PLAIN, treatment=treatment))
    there = ~np.isnan(found.index)
    np.testing.assert_allclose(found.contributions.sum(axis=1)[there], found.index[there] - 100.0, atol=1e-9)
    np.testing.assert_allclose(found.effective.sum(axis=1)[there], 1.0)


@given(seeds)
def test_the_denominator_weighted_mean_of_every_indicator_is_a_hundred(seed: int) -> None:
    panel = counts(seed=seed)
    found = compute(panel, PLAIN)
    means = (panel.denominator * found.values).sum(axis=0) / panel.denominator.sum(axis=0)
    np.testing.assert_allclose(means, 100.0)


@given(seeds, st.permutations(range(12)))
def test_the_order_of_the_units_changes_nothing(seed: int, order: list[int]) -> None:
    panel = counts(seed=seed)
    turned = from_counts(panel.numerator[order], panel.denominator[order], panel.population[order])
    np.testing.assert_allclose(compute(turned, PLAIN).index, compute(panel, PLAIN).index[order])


@given(seeds, st.floats(0.01, 100.0))
def test_another_unit_of_measure_changes_nothing(seed: int, factor: float) -> None:
    """Scale invariance of the ratio: a rate per ten thousand says what one per thousand says."""
    panel = counts(seed=seed)
    rate = ~panel.is_percentage
    other = replace(
        panel,
        x=np.where(rate, panel.x * factor, panel.x),
        indicators=tuple(
            replace(one, multiplier=one.multiplier * factor) if scaled else one  # type: ignore[arg-type]
            for one, scaled in zip(panel.indicators, rate, strict=True)
        ),
    )
    np.testing.assert_allclose(compute(other, PLAIN).index, compute(panel, PLAIN).index)


@given(seeds, st.integers(0, 11), st.integers(0, 7), st.sampled_from([Reference.SIMPLE, Reference.CITY]))
def test_more_risk_never_lowers_a_units_index(seed: int, unit: int, indicator: int, reference: Reference) -> None:
    panel = counts(seed=seed)
    over = panel.numerator.copy()
    over[unit, indicator] += -50 if panel.direction[indicator] < 0 else 50
    over = np.maximum(over, 1.0)
    worse = from_counts(over, panel.denominator, panel.population)
    recipe = replace(PLAIN, reference=reference, base_year=2006)
    before, after = compute(panel, recipe, panel), compute(worse, recipe, panel)  # the reference stays that of the base year
    assert after.index[unit] >= before.index[unit] - 1e-9


def test_counts_rolled_up_keep_the_city_at_a_hundred_at_every_level() -> None:
    parts = counts(units=24)
    districts = rolled_up(parts, {unit: f"d{number // 4}" for number, unit in enumerate(parts.units)}, [f"d{n}" for n in range(6)])
    boards = rolled_up(districts, {f"d{n}": f"b{n // 3}" for n in range(6)}, ["b0", "b1"])
    np.testing.assert_allclose(reference_of(districts, PLAIN), reference_of(parts, PLAIN))
    np.testing.assert_allclose(reference_of(boards, PLAIN), reference_of(parts, PLAIN))
    assert boards.population.sum() == parts.population.sum()
    assert not districts.approximate.any()
    np.testing.assert_allclose(districts.x[0], districts.multiplier * parts.numerator[:4].sum(axis=0) / parts.denominator[:4].sum(axis=0))


def test_rates_roll_up_by_denominator_and_else_by_people_and_say_so() -> None:
    panel = counts(units=4)
    rates = replace(panel, numerator=np.full_like(panel.x, np.nan))
    weighed = rolled_up(rates, dict.fromkeys(panel.units, "all"), ["all"])
    np.testing.assert_allclose(weighed.x[0], (panel.denominator * panel.x).sum(axis=0) / panel.denominator.sum(axis=0))
    assert not weighed.approximate.any()
    only = replace(rates, denominator=np.full_like(panel.x, np.nan))
    peopled = rolled_up(only, dict.fromkeys(panel.units, "all"), ["all"])
    np.testing.assert_allclose(peopled.x[0], (panel.population[:, None] * panel.x).sum(axis=0) / panel.population.sum())
    assert peopled.approximate.all()


def test_a_composite_is_missing_where_too_little_is_known() -> None:
    panel = counts(units=3)
    x = panel.x.copy()
    x[0, :2] = np.nan  # a whole area: three of four are left, which is enough
    x[1, :4] = np.nan  # two areas
    x[2, 0] = np.nan  # half an area, which is enough
    found = compute(panel.with_values(x), PLAIN)
    assert np.isnan(found.areas[0, 0])
    assert np.isnan(found.index).tolist() == [False, True, False]
    assert found.rank[1] == 0


def test_small_units_count_in_the_city_but_get_no_rank() -> None:
    panel = replace(counts(units=3), population=np.array([999.0, 5_000.0, 1_000.0]))
    found = compute(panel, PLAIN)
    assert found.rank[0] == 0
    assert sorted(found.rank[1:]) == [1, 2]
    np.testing.assert_allclose(found.reference, panel.multiplier * panel.numerator.sum(axis=0) / panel.denominator.sum(axis=0))


def test_a_thin_indicator_is_computed_but_held_out_until_the_user_says_otherwise() -> None:
    panel = counts(units=8)
    over = panel.numerator.copy()
    over[:, 1] = np.arange(8) % 3  # about one case a unit
    thin = from_counts(over, panel.denominator, panel.population)
    found = compute(thin, Recipe())
    assert thin_indicators(thin, found.reference).tolist() == [False, True, *[False] * 6]
    assert not np.isnan(found.values[:, 1]).any()
    assert found.effective[:, 1].max() == 0.0
    assert compute(thin, PLAIN).effective[:, 1].min() > 0.0


def test_people_behind_the_points_bring_the_unit_to_the_city() -> None:
    panel = counts()
    found = compute(panel, PLAIN)
    np.testing.assert_allclose(
        panel.multiplier * (panel.numerator - found.excess_people) / panel.denominator, np.broadcast_to(found.reference, panel.x.shape)
    )


@given(seeds, seeds)
def test_change_splits_exactly_into_the_units_own_part_and_the_citys(first: int, second: int) -> None:
    before, after = compute(counts(seed=first), PLAIN), compute(counts(seed=second), PLAIN)
    own, city = change(before, after)
    np.testing.assert_allclose(own + city, after.effective * (after.values - before.values), atol=1e-9)


def test_a_fixed_base_lets_everybody_fall_at_once() -> None:
    then = counts()
    now = from_counts(then.numerator * 0.8, then.denominator, then.population)  # a fifth less everywhere, exactly
    fixed = compute(now, replace(PLAIN, base_year=2006), then)
    upward = [one.direction > 0 for one in now.indicators]
    assert (fixed.values[:, upward] < compute(then, PLAIN).values[:, upward]).all()
    same_year = compute(now, PLAIN)
    np.testing.assert_allclose(same_year.values[:, upward], compute(then, PLAIN).values[:, upward])


@pytest.mark.parametrize("aggregation", [Aggregation.GEOMETRIC, Aggregation.POWER])
def test_other_means_order_as_they_should(aggregation: Aggregation) -> None:
    """The geometric mean hides unevenness, the power mean makes it worse: they stand on either side of the arithmetic."""
    panel = counts()
    plain, other = compute(panel, PLAIN).index, compute(panel, replace(PLAIN, aggregation=aggregation)).index
    assert (other <= plain + 1e-9).all() if aggregation is Aggregation.GEOMETRIC else (other >= plain - 1e-9).all()


def test_a_cap_bounds_each_indicator() -> None:
    found = compute(counts(), replace(PLAIN, normalisation=Normalisation.CAPPED, cap=120.0))
    assert found.values.max() == 120.0


def test_an_area_without_weight_is_left_out() -> None:
    panel = counts()
    weights = {**dict.fromkeys(SubIndex, 1.0), SubIndex.HEALTH: 0.0}
    found = compute(panel, replace(PLAIN, area_weights=weights))
    np.testing.assert_allclose(found.index, found.areas[:, [0, 2, 3]].mean(axis=1))
