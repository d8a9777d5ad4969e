"""What a rank withstands: other weights, other methods, an indicator less, and how far weights must move."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.riskindex.compute import compose, compute, membership, weights_of
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.robustness import METHODS, cross_methods, influence, leave_one_out, swap_share, vary_weights
from tests.domain.riskindex.panels import counts

PLAIN = Recipe(include_thin=True)


def test_the_same_seed_draws_the_same_ranks() -> None:
    found = compute(counts(), PLAIN)
    first, again, other = (vary_weights(found, 200, seed) for seed in (3, 3, 4))
    assert np.array_equal(first.ranks, again.ranks)
    assert not np.array_equal(first.index, other.index)


def test_drawing_many_at_once_gives_what_each_weighting_gives() -> None:
    """The vectorised draws against the plain computation, draw by draw, with values missing."""
    found = compute(counts(missing=0.2), PLAIN)
    fast = vary_weights(found, 50, 11)
    panel, member = found.panel, membership(found.panel)
    generator = np.random.default_rng(11)
    weights = weights_of(panel, PLAIN, found.thin) * (1.0 + 0.25 * generator.uniform(-1.0, 1.0, (50, len(panel.indicators))))
    areas = 1.0 + 0.5 * generator.uniform(-1.0, 1.0, (50, 4))
    slow = [compose(found.values, one, area, member, PLAIN)[1] for one, area in zip(weights, areas, strict=True)]
    np.testing.assert_allclose(fast.index, slow)


def test_the_interval_holds_the_median_and_statements_have_shares() -> None:
    found = compute(counts(), PLAIN)
    draws = vary_weights(found, 300, 1)
    median, low, high = draws.interval()
    assert (low <= median).all()
    assert (median <= high).all()
    best = int(np.argmax(found.index))
    assert draws.share_among_first(12)[best] == 1.0
    assert draws.share_before(best, int(np.argmin(found.index))) == 1.0
    assert draws.share_above(0.0).tolist() == [1.0] * 12


def test_any_weights_spread_wider_than_nearby_ones() -> None:
    found = compute(counts(), PLAIN)
    near, far = vary_weights(found, 400, 2), vary_weights(found, 400, 2, any_weights=True)
    assert far.index.std(axis=0).mean() > near.index.std(axis=0).mean()


def test_all_seventy_two_methods_rank_every_unit() -> None:
    ranks = cross_methods(counts(), PLAIN)
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
    share = swap_share(found, unit, other)
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
    assert swap_share(found, 0, 5) == 1.0
    with pytest.raises(ValueError, match="higher"):
        swap_share(found, 5, 0)


@given(st.integers(0, 2_000))
def test_shares_of_the_variance_sum_to_one(seed: int) -> None:
    nominal, real = influence(compute(counts(seed=seed), PLAIN))
    assert nominal.sum() == pytest.approx(1.0)
    assert real.sum() == pytest.approx(1.0)
