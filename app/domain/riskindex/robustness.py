"""Whether a statement about a rank would survive other reasonable choices (risk-index brief, section 3.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from app.domain.riskindex import numeric
from app.domain.riskindex.compute import (
    AREAS,
    Computed,
    area_weights_of,
    compose,
    compute,
    from_linear,
    indicator_values,
    may_rank,
    membership,
    to_linear,
    weights_of,
)
from app.domain.riskindex.numeric import Array
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import Aggregation, Normalisation, Recipe, Reference

DRAWS = 1_000
_CHUNK = 500
_DIGITS = 1e9  # indexes that agree to nine digits are equal, as in numeric.ranks
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
    """Every draw's index, draws × units, and how often each unit had each rank, units × (units + 1); rank 0 is not ranked."""

    counts: Ranks
    index: Array
    seed: int

    @property
    def draws(self) -> int:
        return len(self.index)

    def interval(self) -> tuple[Array, Array, Array]:
        """Median rank and its 5th and 95th percentile, between neighbours where they fall between; NaN where not ranked."""
        return self.percentile(0.5), self.percentile(0.05), self.percentile(0.95)

    def percentile(self, share: float) -> Array:
        """The rank below which this share of the draws lies, one number a unit; NaN where not ranked."""
        ranked = self.counts[:, 1:]
        if ranked.size == 0:
            return np.full(len(self.counts), np.nan)
        place = share * (self.draws - 1)
        lower, upper = int(np.floor(place)), int(np.ceil(place))
        below = ranked.cumsum(axis=1)
        first, second = ((below > one).argmax(axis=1) + 1.0 for one in (lower, upper))
        return np.where(below[:, -1] > 0, first + (place - lower) * (second - first), np.nan)

    def share_above(self, limit: float = 100.0) -> Array:
        """In how large a share of the draws each unit stands above a limit."""
        return np.asarray((_keys(self.index) > np.rint(limit * _DIGITS)).mean(axis=0), dtype=float)

    def share_among_first(self, count: int) -> Array:
        return np.asarray(self.counts[:, 1 : count + 1].sum(axis=1) / self.draws, dtype=float)


def _keys(index: Array) -> Array:
    """Whole numbers, equal for indexes that count as equal."""
    return np.rint(index * _DIGITS)


def vary_weights(computed: Computed, draws: int = DRAWS, seed: int = 1, *, any_weights: bool = False, step: Step | None = None) -> Draws:
    """Weights drawn anew: ±25 % within areas and ±50 % between them, or any area weights at all (section 3.8.1).

    What is present is settled by the recipe's own weights: a unit that has an index has one in every draw.
    """
    generator = np.random.default_rng(seed)
    recipe = computed.recipe
    weights, area_weights = weights_of(computed.panel, recipe, computed.thin), area_weights_of(recipe)
    within = weights * (1.0 + INDICATOR_SWING * generator.uniform(-1.0, 1.0, (draws, weights.size)))
    if any_weights:
        between = np.zeros((draws, len(AREAS)))
        weighed = np.flatnonzero(area_weights > 0)
        between[:, weighed] = generator.dirichlet(np.ones(len(weighed)), draws) if weighed.size else 0.0
    else:
        between = area_weights * (1.0 + AREA_SWING * generator.uniform(-1.0, 1.0, (draws, len(AREAS))))
    mixed = Mixture(computed)
    index = np.empty((draws, len(computed.index)))
    counted = np.flatnonzero(computed.rank > 0)
    counts = np.zeros(len(counted) * (len(counted) + 1), dtype=np.int64)
    for done in range(0, draws, _CHUNK):
        part = slice(done, min(done + _CHUNK, draws))
        index[part] = mixed.index(within[part], between[part])
        _count_ranks(index[part] if len(counted) == index.shape[1] else index[part][:, counted], counts)
        if step:
            step(part.stop, draws)
    return Draws(_spread(counts, counted, len(computed.index)), index, seed)


class Mixture:
    """The composite of one computed index under any weightings: one product of matrices, mended where values are missing (3.8.1)."""

    def __init__(self, computed: Computed) -> None:
        self._how = computed.recipe.aggregation
        member = membership(computed.panel)
        self._columns = [np.flatnonzero(member[:, number]) for number in range(len(AREAS))]
        self._area_of = member.argmax(axis=1) if member.size else np.zeros(0, dtype=np.int64)
        present = ~np.isnan(computed.areas)
        weighed = weights_of(computed.panel, computed.recipe, computed.thin) > 0
        there = ~np.isnan(computed.values) & present[:, self._area_of]
        self._filled = np.where(there, to_linear(np.where(there, computed.values, 1.0), self._how), 0.0)
        self._none = np.isnan(computed.index)
        self._partial = []  # per area: the units that lack some of it, their values and what they have
        for number, columns in enumerate(self._columns):
            own = columns[weighed[columns]]
            units = np.flatnonzero(present[:, number] & ~there[:, own].all(axis=1)) if own.size else np.zeros(0, dtype=np.int64)
            self._partial.append((units, self._filled[np.ix_(units, columns)].T, there[np.ix_(units, columns)].astype(float).T))
        self._lacking = np.flatnonzero(~present.all(axis=1))
        self._present = present[self._lacking].astype(float).T

    def index(self, within: Array, between: Array) -> Array:
        """Draws × units; `within` is draws × indicators, `between` draws × areas. NaN where the recipe gives no index."""
        weight = np.zeros_like(within)
        for columns in self._columns:
            own = within[:, columns]
            total = own.sum(axis=1, keepdims=True)
            weight[:, columns] = own / np.where(total > 0, total, 1.0)
        between = between / np.maximum(between.sum(axis=1, keepdims=True), 1e-300)
        made = (weight * between[:, self._area_of]) @ self._filled.T
        for number, (units, filled, there) in enumerate(self._partial):
            if units.size:
                own = weight[:, self._columns[number]]
                made[:, units] += between[:, number : number + 1] * (own @ filled) * (1.0 / (own @ there) - 1.0)
        if self._lacking.size:
            held = between @ self._present
            made[:, self._lacking] /= np.where(held > 0, held, np.nan)
        made[:, self._none] = np.nan
        return from_linear(made, self._how)


def _count_ranks(index: Array, counts: Ranks) -> None:
    """Add each draw's ranks to units × (units + 1) counts, flat; equal indexes share the lower number."""
    units = index.shape[1]
    if units == 0:
        return
    keys = index * -_DIGITS
    np.rint(keys, out=keys)
    order = keys.argsort(axis=1)
    keys.sort(axis=1)
    rank = np.broadcast_to(np.arange(1, units + 1), order.shape)
    if (keys[:, 1:] == keys[:, :-1]).any():
        is_new = np.ones(order.shape, dtype=bool)
        np.not_equal(keys[:, 1:], keys[:, :-1], out=is_new[:, 1:])
        rank = np.maximum.accumulate(np.where(is_new, rank, 0), axis=1)
    order *= units + 1
    order += rank
    np.add.at(counts, order.ravel(), 1)


def _spread(counts: Ranks, counted: Ranks, units: int) -> Ranks:
    """Counts of the ranked units among all units, units × (units + 1)."""
    found = np.zeros((units, units + 1), dtype=np.int64)
    found[counted, : len(counted) + 1] = counts.reshape(len(counted), len(counted) + 1)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Crossed:
    """Index and rank under each of the 72 methods, methods × units, in the order of METHODS."""

    index: Array
    rank: Ranks


def crossed(panel: Panel, recipe: Recipe, base: Panel | None = None, step: Step | None = None) -> Crossed:
    """The full crossing of methods (section 3.8.2)."""
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
        found.append(compute(panel, other, base))
        if step:
            step(number + 1, len(METHODS))
    return Crossed(np.stack([one.index for one in found]), np.stack([one.rank for one in found]))


@dataclass(frozen=True, slots=True, eq=False)
class LeftOut:
    """Index and ranks without one indicator or one area."""

    name: str  # an indicator's code or an area's value
    index: Array
    rank: Ranks
    mean_shift: float
    largest_shift: int
    is_area: bool = False


def leave_one_out(computed: Computed) -> Iterator[LeftOut]:
    """The ranks without each indicator, then without each area (section 3.8.3)."""
    recipe, panel, member = computed.recipe, computed.panel, membership(computed.panel)
    weights, area_weights = weights_of(panel, recipe, computed.thin), area_weights_of(recipe)
    counted = may_rank(panel, recipe)

    def without(name: str, weights: Array, area_weights: Array, is_area: bool) -> LeftOut:
        index = compose(computed.values, weights, area_weights, member, recipe)[1]
        rank = numeric.ranks(index, counted)
        both = (computed.rank > 0) & (rank > 0)
        moved = np.abs(rank - computed.rank)[both]
        mean, largest = (float(moved.mean()), int(moved.max())) if moved.size else (0.0, 0)
        return LeftOut(name, index, rank, mean, largest, is_area)

    for column in map(int, np.flatnonzero((weights > 0) & (member @ area_weights > 0))):
        yield without(panel.indicators[column].code, _zeroed(weights, column), area_weights, False)
    for number, area in enumerate(AREAS):
        if 0 < area_weights[number] < area_weights.sum():
            yield without(area.value, weights, _zeroed(area_weights, number), True)


def _zeroed(weights: Array, place: int) -> Array:
    other = weights.copy()
    other[place] = 0.0
    return other


@dataclass(frozen=True, slots=True)
class Swap:
    """How far weights must move before an order turns: `share` is r of section 3.8.4, `column` the indicator that weight must go to."""

    share: float  # 1: no weights can turn it
    column: int  # -1 when none can


def swap(computed: Computed, unit: int, other: int) -> Swap:
    """When one unit passes another. Raises ValueError unless the first stands higher today, by the same indicators present in both."""
    there = ~np.isnan(computed.values[unit]) & ~np.isnan(computed.values[other])
    return _swap(computed, unit, np.where(there, computed.values[unit] - computed.values[other], np.nan))


def swap_with_limit(computed: Computed, unit: int, limit: float) -> Swap:
    """When a unit falls, or rises, to a limit. Raises ValueError when it stands at it today."""
    side = 1.0 if computed.index[unit] > limit else -1.0
    return _swap(computed, unit, side * (computed.values[unit] - limit))


def _swap(computed: Computed, unit: int, difference: Array) -> Swap:
    weight = np.where(np.isnan(difference), 0.0, computed.effective[unit])
    held = np.flatnonzero(weight > 0)
    total = weight[held].sum()
    today = float((weight[held] * difference[held]).sum() / total) if total > 0 else 0.0
    if today <= 0:
        raise ValueError("the first unit must stand higher under today's weights")
    column = int(held[difference[held].argmin()])
    lowest = float(difference[column])
    return Swap(today / (today - lowest), column) if lowest < 0 else Swap(1.0, -1)


def vary_data(computed: Computed, draws: int = DRAWS, seed: int = 1, step: Step | None = None) -> Draws:
    """Chance in small numbers, the weights and the reference as they are: N* ~ Gamma(N + ½), x = k·N*/D (section 3.10)."""
    generator = np.random.default_rng(seed)
    panel, recipe, member = computed.panel, computed.recipe, membership(computed.panel)
    weights, area_weights = weights_of(panel, recipe, computed.thin), area_weights_of(recipe)
    counted = ~np.isnan(panel.x) & ~np.isnan(panel.numerator) & (panel.denominator > 0)
    shape = np.where(counted, panel.numerator, 0.0)[counted] + 0.5
    scale = np.broadcast_to(panel.multiplier, panel.x.shape)[counted] / panel.denominator[counted]
    ranked = np.flatnonzero(computed.rank > 0)
    index = np.empty((draws, len(computed.index)))
    for draw in range(draws):
        x = panel.x.copy()
        x[counted] = generator.standard_gamma(shape) * scale
        values = indicator_values(panel.with_values(x), computed.reference, recipe)
        index[draw] = compose(values, weights, area_weights, member, recipe)[1]
        if step and (draw % 25 == 24 or draw + 1 == draws):
            step(draw + 1, draws)
    counts = np.zeros(len(ranked) * (len(ranked) + 1), dtype=np.int64)
    _count_ranks(index[:, ranked], counts)
    return Draws(_spread(counts, ranked, len(computed.index)), index, seed)


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
