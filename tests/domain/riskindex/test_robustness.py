"""What a rank withstands: other weights, other methods, an indicator less, and how far weights must move."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.riskindex import numeric
from app.domain.riskindex.compute import compute, membership, weights_of
from app.domain.riskindex.recipe import Aggregation, Normalisation, Recipe, Reference
from app.domain.riskindex.robustness import (
    METHODS,
    crossed,
    influence,
    leave_one_out,
    swap,
    swap_with_limit,
    vary_data,
    vary_weights,
)
from tests.domain.riskindex.panels import counts

PLAIN = Recipe(include_thin=True)


def test_the_same_seed_draws_the_same_ranks() -> None:
    found = compute(counts(), PLAIN)
    first, again, other = (vary_weights(found, 700, seed) for seed in (3, 3, 4))
    assert np.array_equal(first.counts, again.counts)
    assert np.array_equal(first.index, again.index)
    assert not np.array_equal(first.index, other.index)


def plain_mean(values: list[float], weights: list[float], how: Aggregation) -> float:
    total = sum(weights)
    if how is Aggregation.GEOMETRIC:
        return math.exp(sum(w * math.log(max(x, 1.0)) for x, w in zip(values, weights, strict=True)) / total)
    if how is Aggregation.POWER:
        return math.sqrt(sum(w * max(x, 0.0) ** 2 for x, w in zip(values, weights, strict=True)) / total)
    return sum(w * x for x, w in zip(values, weights, strict=True)) / total


@pytest.mark.parametrize("how", Aggregation)
def test_drawing_many_at_once_gives_what_each_weighting_gives(how: Aggregation) -> None:
    """The vectorised draws against plain loops, draw by draw, with values and whole areas missing."""
    recipe = replace(PLAIN, aggregation=how)
    found = compute(counts(missing=0.25), recipe)
    assert np.isnan(found.areas).any()
    assert np.isnan(found.index).any()
    fast = vary_weights(found, 40, 11)
    generator = np.random.default_rng(11)
    weights = weights_of(found.panel, recipe, found.thin) * (1.0 + 0.25 * generator.uniform(-1.0, 1.0, (40, len(found.panel.indicators))))
    between = 1.0 + 0.5 * generator.uniform(-1.0, 1.0, (40, 4))
    member = membership(found.panel)
    for draw, unit in np.ndindex(fast.index.shape):
        if np.isnan(found.index[unit]):
            assert np.isnan(fast.index[draw, unit])
            continue
        areas, held = [], []
        for area in np.flatnonzero(~np.isnan(found.areas[unit])):
            own = [column for column in np.flatnonzero(member[:, area]) if not np.isnan(found.values[unit, column])]
            areas.append(plain_mean([found.values[unit, one] for one in own], [weights[draw, one] for one in own], how))
            held.append(between[draw, area])
        assert fast.index[draw, unit] == pytest.approx(plain_mean(areas, held, how), abs=1e-9)


def test_counted_ranks_are_those_of_every_single_draw_with_ties_sharing_the_lower_number() -> None:
    panel = counts(missing=0.2)
    x = panel.x.copy()
    x[3], x[7] = x[5], x[5]  # three alike in everything
    alike = replace(panel, x=x, numerator=np.full_like(x, np.nan), denominator=np.full_like(x, np.nan), city=np.nanmean(x, axis=0))
    found = compute(alike, replace(PLAIN, excluded={"u2": "prov"}))
    draws = vary_weights(found, 600, 5)
    ranks = np.stack([numeric.ranks(row, found.rank > 0) for row in draws.index])
    assert np.array_equal(ranks[:, 3], ranks[:, 5])
    for unit in range(len(found.index)):
        assert draws.counts[unit].tolist() == np.bincount(np.where(ranks[:, unit] > 0, ranks[:, unit], 0), minlength=13).tolist() or (
            found.rank[unit] == 0 and not draws.counts[unit].any()
        )
    ranked = found.rank > 0
    expected = np.percentile(ranks[:, ranked], (50, 5, 95), axis=0, method="linear")
    np.testing.assert_allclose(np.stack(draws.interval())[:, ranked], expected)
    assert np.isnan(np.stack(draws.interval())[:, ~ranked]).all()
    np.testing.assert_allclose(draws.share_among_first(4), ((ranks > 0) & (ranks <= 4)).mean(axis=0))


def test_drawing_can_be_stopped_and_tells_how_far_it_has_come() -> None:
    seen: list[tuple[int, int]] = []
    vary_weights(compute(counts(), PLAIN), 1_200, 1, step=lambda done, total: seen.append((done, total)))
    assert seen == [(500, 1_200), (1_000, 1_200), (1_200, 1_200)]


def test_nothing_to_rank_gives_no_intervals() -> None:
    found = compute(counts(), replace(PLAIN, least_population=10**9))
    draws = vary_weights(found, 20, 1)
    assert np.isnan(np.stack(draws.interval())).all()
    assert not draws.share_among_first(3).any()


def test_the_interval_holds_the_median_and_statements_have_shares() -> None:
    found = compute(counts(), PLAIN)
    draws = vary_weights(found, 300, 1)
    median, low, high = draws.interval()
    assert (low <= median).all()
    assert (median <= high).all()
    best = int(np.argmax(found.index))
    assert draws.share_among_first(12)[best] == 1.0
    assert draws.share_above(0.0).tolist() == [1.0] * 12


def test_any_weights_spread_wider_than_nearby_ones() -> None:
    found = compute(counts(), PLAIN)
    near, far = vary_weights(found, 400, 2), vary_weights(found, 400, 2, any_weights=True)
    assert far.index.std(axis=0).mean() > near.index.std(axis=0).mean()


def test_all_seventy_two_methods_rank_every_unit() -> None:
    ranks = crossed(counts(), PLAIN).rank
    assert len(METHODS) == 72
    assert ranks.shape == (72, 12)
    assert ranks.min() == 1


def test_leaving_one_out_covers_every_indicator_and_area() -> None:
    found = compute(counts(), PLAIN)
    shifts = list(leave_one_out(found))
    assert [one.name for one in shifts] == [*(one.code for one in found.panel.indicators), "SOCIAL", "HEALTH", "SAFETY", "LIVELIHOOD"]
    assert all(one.mean_shift <= one.largest_shift for one in shifts)
    without = compute(counts(), replace(PLAIN, left_out=frozenset({"SOCIAL0"})))
    assert np.array_equal(shifts[0].rank, without.rank)


@given(st.integers(0, 2_000))
def test_the_order_holds_as_long_as_the_stated_share_of_the_weights_is_kept(seed: int) -> None:
    """Keeping a little more than 1 - r of today's weights and giving the rest to the worst indicator still keeps the order."""
    found = compute(counts(seed=seed), PLAIN)
    order = np.argsort(-found.index)
    unit, other = int(order[0]), int(order[3])
    share = swap(found, unit, other).share
    difference = found.values[unit] - found.values[other]
    today = float((found.effective[unit] * difference).sum())
    kept = 1.0 - share
    worst = float(difference.min())
    if share < 1.0:
        assert kept * today + share * worst == pytest.approx(0.0, abs=1e-9)
        assert (kept + 0.01) * today + (share - 0.01) * worst > 0
    else:
        assert worst >= 0


def test_no_weights_swap_one_that_is_worse_in_everything() -> None:
    panel = counts()
    x = panel.x.copy()
    x[0] = np.where(panel.direction > 0, np.nanmax(x, axis=0) * 1.2, np.nanmin(x, axis=0) * 0.5)
    found = compute(replace(panel, x=x, numerator=np.full_like(x, np.nan), denominator=np.full_like(x, np.nan), city=x.mean(axis=0)), PLAIN)
    assert swap(found, 0, 5).share == 1.0
    with pytest.raises(ValueError, match="higher"):
        swap(found, 5, 0)


@given(st.integers(0, 2_000))
def test_shares_of_the_variance_sum_to_one(seed: int) -> None:
    nominal, real = influence(compute(counts(seed=seed), PLAIN))
    assert nominal.sum() == pytest.approx(1.0)
    assert real.sum() == pytest.approx(1.0)


def test_the_indicator_that_decides_a_swap_is_where_the_first_unit_does_worst_against_the_other() -> None:
    found = compute(counts(), PLAIN)
    order = np.argsort(-found.index)
    turned = swap(found, int(order[0]), int(order[5]))
    assert turned.column == int(np.argmin(found.values[order[0]] - found.values[order[5]]))


def test_all_weight_on_the_deciding_indicator_brings_a_unit_to_the_limit() -> None:
    found = compute(counts(seed=8), PLAIN)
    unit = int(np.argmax(found.index))
    turned = swap_with_limit(found, unit, 100.0)
    kept = 1.0 - turned.share
    assert kept * found.index[unit] + turned.share * found.values[unit, turned.column] == pytest.approx(100.0)


def test_chance_moves_few_cases_more_than_many() -> None:
    panel = counts()
    hundredth = replace(panel, numerator=np.maximum(1, panel.numerator // 100), denominator=panel.denominator / 100)
    small = replace(hundredth, x=hundredth.multiplier * hundredth.numerator / hundredth.denominator)
    large_spread, small_spread = (vary_data(compute(one, PLAIN), 300, 4).index.std(axis=0).mean() for one in (small, panel))
    assert large_spread > 5 * small_spread


def test_values_without_counts_are_not_moved_by_chance() -> None:
    panel = counts()
    found = compute(replace(panel, numerator=np.full_like(panel.x, np.nan), city=panel.x.mean(axis=0)), PLAIN)
    np.testing.assert_allclose(vary_data(found, 5, 1).index, np.tile(found.index, (5, 1)))


def test_the_draws_of_the_data_centre_on_the_observed_counts() -> None:
    found = compute(counts(), PLAIN)
    draws = vary_data(found, 400, 2)
    np.testing.assert_allclose(draws.index.mean(axis=0), found.index, rtol=0.02)
    assert np.array_equal(draws.index, vary_data(found, 400, 2).index)


def test_crossing_gives_the_index_of_each_method_in_the_order_of_the_list() -> None:
    found = crossed(counts(), PLAIN)
    place = METHODS.index((Reference.SIMPLE, Normalisation.Z_SCORE, Aggregation.POWER, True))
    alone = replace(PLAIN, reference=Reference.SIMPLE, normalisation=Normalisation.Z_SCORE, aggregation=Aggregation.POWER)
    np.testing.assert_allclose(found.index[place], compute(counts(), alone).index)
