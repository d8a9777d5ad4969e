"""Whether a statement about a rank would survive other reasonable choices (risk-index brief, section 3.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from app.domain.riskindex import numeric
from app.domain.riskindex.compute import AREAS, Computed, area_weights_of, compose, compute, membership, weights_of
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import Aggregation, Normalisation, Recipe, Reference

DRAWS = 1_000
_CHUNK = 100
INDICATOR_SWING, AREA_SWING = 0.25, 0.5
METHODS = tuple(
    product(
        Reference,
        (Normalisation.RATIO, Normalisation.CAPPED, Normalisation.Z_SCORE, Normalisation.PERCENTILE),
        (Aggregation.ARITHMETIC, Aggregation.POWER, Aggregation.GEOMETRIC),
        (True, False),
    )
)  # the full crossing: reference, normalisation, aggregation, with thin indicators or without

Step = Callable[[int, int], None]
Ranks = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Ranks and indexes in every draw, draws × units; rank 0 is not ranked."""

    ranks: Ranks
    index: Array
    seed: int

    def interval(self) -> tuple[Array, Array, Array]:
        """Median rank and its 5th and 95th percentile, one number a unit; NaN where never ranked."""
        ranked = np.where(self.ranks > 0, self.ranks, np.nan).astype(float)
        there = ~np.isnan(ranked).all(axis=0)
        found = np.full((3, ranked.shape[1]), np.nan)
        if there.any():
            found[:, there] = np.nanpercentile(ranked[:, there], (50, 5, 95), axis=0, method="linear")
        return found[0], found[1], found[2]

    def share_above(self, limit: float = 100.0) -> Array:
        """In how large a share of the draws each unit stands above a limit."""
        return np.asarray((self.index > limit).mean(axis=0), dtype=float)

    def share_among_first(self, count: int) -> Array:
        return np.asarray(((self.ranks > 0) & (self.ranks <= count)).mean(axis=0), dtype=float)

    def share_before(self, unit: int, other: int) -> float:
        """In how large a share of the draws one unit's index is higher than another's."""
        return float((self.index[:, unit] > self.index[:, other]).mean())


def vary_weights(computed: Computed, draws: int = DRAWS, seed: int = 1, *, any_weights: bool = False, step: Step | None = None) -> Draws:
    """Weights drawn anew: ±25 % within areas and ±50 % between them, or any area weights at all (section 3.8.1)."""
    generator = np.random.default_rng(seed)
    recipe, member = computed.recipe, membership(computed.panel)
    weights, area_weights = weights_of(computed.panel, recipe, computed.thin), area_weights_of(recipe)
    there = ~np.isnan(computed.values)
    filled, mask = np.where(there, computed.values, 0.0), there.astype(float)
    counted = computed.rank > 0
    ranks: list[Ranks] = []
    indexes: list[Array] = []
    for done in range(0, draws, _CHUNK):
        size = min(_CHUNK, draws - done)
        w = weights * (1.0 + INDICATOR_SWING * generator.uniform(-1.0, 1.0, (size, weights.size)))
        if any_weights:
            between = generator.dirichlet(np.ones(len(AREAS)), size)
        else:
            between = area_weights * (1.0 + AREA_SWING * generator.uniform(-1.0, 1.0, (size, len(AREAS))))
        index = (
            _drawn(filled, mask, w, between, member, recipe)
            if recipe.aggregation is Aggregation.ARITHMETIC
            else np.stack([compose(computed.values, one, area, member, recipe)[1] for one, area in zip(w, between, strict=True)])
        )
        indexes.append(index)
        ranks.append(np.stack([numeric.ranks(row, counted) for row in index]))
        if step:
            step(done + size, draws)
    return Draws(np.concatenate(ranks), np.concatenate(indexes), seed)


def _drawn(filled: Array, mask: Array, weights: Array, between: Array, member: Mask, recipe: Recipe) -> Array:
    """The composite for many weightings at once: per area (X·wᵀ)/(M·wᵀ) with X missing as 0 and M the mask; draws × units."""
    over, under = np.zeros((weights.shape[0], filled.shape[0])), np.zeros((weights.shape[0], filled.shape[0]))
    for number in range(len(AREAS)):
        own = weights * member[:, number]
        total = own.sum(axis=1, keepdims=True)
        held = own @ mask.T
        enough = (held > 0) & (held >= (recipe.area_coverage - 1e-12) * total)
        area = np.where(enough, (own @ filled.T) / np.where(held > 0, held, 1.0), 0.0)
        weight = between[:, number : number + 1] * enough
        over += weight * area
        under += weight
    share = under / between.sum(axis=1, keepdims=True)
    return np.where((under > 0) & (share >= recipe.index_coverage - 1e-12), over / np.where(under > 0, under, 1.0), np.nan)


def cross_methods(panel: Panel, recipe: Recipe, base: Panel | None = None, step: Step | None = None) -> Ranks:
    """The rank under each of the 72 methods, methods × units, in the order of METHODS (section 3.8.2)."""
    found = []
    for number, (reference, normalisation, aggregation, include_thin) in enumerate(METHODS):
        other = replace(
            recipe,
            reference=reference,
            normalisation=normalisation,
            aggregation=aggregation,
            include_thin=include_thin,
            cap=None,
        )
        found.append(compute(panel, other, base).rank)
        if step:
            step(number + 1, len(METHODS))
    return np.stack(found)


@dataclass(frozen=True, slots=True, eq=False)
class LeftOut:
    """The ranks without one indicator or one area."""

    name: str  # an indicator's code or an area's value
    rank: Ranks
    mean_shift: float
    largest_shift: int


def leave_one_out(computed: Computed, base: Panel | None = None) -> Iterator[LeftOut]:
    """The ranks without each indicator, then without each area (section 3.8.3)."""
    recipe = computed.recipe
    weighed = weights_of(computed.panel, recipe, computed.thin) > 0
    for one in (indicator for indicator, used in zip(computed.panel.indicators, weighed, strict=True) if used):
        yield _shift(one.code, computed, compute(computed.panel, replace(recipe, left_out=recipe.left_out | {one.code}), base).rank)
    for area in AREAS:
        if recipe.area_weights.get(area, 0.0) > 0:
            other = replace(recipe, area_weights={**recipe.area_weights, area: 0.0})
            yield _shift(area.value, computed, compute(computed.panel, other, base).rank)


def _shift(name: str, computed: Computed, rank: Ranks) -> LeftOut:
    both = (computed.rank > 0) & (rank > 0)
    moved = np.abs(rank - computed.rank)[both]
    return LeftOut(name, rank, float(moved.mean()) if moved.size else 0.0, int(moved.max()) if moved.size else 0)


def swap_share(computed: Computed, unit: int, other: int) -> float:
    """r: the order of two units holds for every weighting that keeps at least 1 - r of today's; 1: none can swap them (section 3.8.4).

    Raises ValueError unless the first stands higher under today's weights, with the same indicators present in both.
    """
    there = ~np.isnan(computed.values[unit]) & ~np.isnan(computed.values[other])
    weight = np.where(there, computed.effective[unit], 0.0)
    total = weight.sum()
    difference = np.where(there, computed.values[unit] - computed.values[other], 0.0)[weight > 0]
    today = float((weight[weight > 0] * difference).sum() / total) if total > 0 else 0.0
    if today <= 0:
        raise ValueError("the first unit must stand higher under today's weights")
    lowest = float(difference.min())
    return today / (today - lowest) if lowest < 0 else 1.0


def influence(computed: Computed) -> tuple[Array, Array]:
    """Each indicator's nominal weight and its share of the ranking's variance, Cov(ω·I, C)/Var(C), which sums to 1 (section 3.8.5)."""
    there = ~np.isnan(computed.index)
    effective = computed.effective[there]
    parts = effective * np.where(np.isnan(computed.values[there]), 0.0, computed.values[there])
    index = computed.index[there]
    off = index - index.mean()
    variance = float((off**2).mean())
    shares = ((parts - parts.mean(axis=0)) * off[:, None]).mean(axis=0) / variance if variance > 0 else np.zeros(parts.shape[1])
    return effective.mean(axis=0), np.asarray(shares, dtype=float)
