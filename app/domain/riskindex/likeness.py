"""Which units are most alike, who stands nearest in rank, and how two places are put on one footing (risk-index brief, section 6.5)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from app.domain.riskindex.compute import Computed, area_weights_of, membership, weights_of
from app.domain.riskindex.numeric import Array
from app.domain.riskindex.recipe import Recipe

LEAST_SHARED = 0.5  # of the weight that the unit's own indicators have


@dataclass(frozen=True, slots=True)
class Like:
    unit: str
    distance: float  # points
    shared: int  # how many indicators it is measured over


def nominal_weights(computed: Computed) -> Array:
    """Each indicator's weight in the whole when nothing is missing; sums to 1 where anything weighs."""
    weights, member = weights_of(computed.panel, computed.recipe, computed.thin), membership(computed.panel)
    by_area = np.where(member, weights[:, None], 0.0)
    held = by_area.sum(axis=0)
    between = np.where(held > 0, area_weights_of(computed.recipe), 0.0)
    share = (by_area / np.where(held > 0, held, 1.0)) @ between
    total = between.sum()
    return np.asarray(share / total if total > 0 else share, dtype=float)


def nearest(computed: Computed, unit: str, count: int = 3) -> tuple[Like, ...]:
    """The units most alike by the root of the weighted mean square of differences, nearest first; units without an index are left out."""
    if unit not in computed.panel.units:
        return ()
    at = computed.panel.units.index(unit)
    there = ~np.isnan(computed.values)
    both = there & there[at]
    weights = np.where(both, nominal_weights(computed), 0.0)
    total = weights.sum(axis=1)
    off = np.where(both, computed.values - np.where(there[at], computed.values[at], 0.0), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = np.sqrt((weights * off**2).sum(axis=1) / total)
    usable = (total > 0) & (total >= LEAST_SHARED * total[at] - 1e-12) & ~np.isnan(computed.index)
    usable[at] = False
    order = [int(place) for place in np.argsort(distance, kind="stable") if usable[place]]
    shared = (both & (weights > 0)).sum(axis=1)
    return tuple(Like(computed.panel.units[place], float(distance[place]), int(shared[place])) for place in order[:count])


def rival(computed: Computed, unit: str) -> str | None:
    """The ranked unit whose index lies nearest, the one above of two as near; None without an index."""
    if unit not in computed.panel.units:
        return None
    own = float(computed.index[computed.panel.units.index(unit)])
    others = [
        (abs(float(computed.index[place]) - own), -float(computed.index[place]), other)
        for place, other in enumerate(computed.panel.units)
        if other != unit and computed.rank[place] > 0
    ]
    return min(others)[2] if others and not math.isnan(own) else None


def not_shared(first: Computed, one: str, second: Computed, other: str, *, over_time: bool) -> frozenset[str]:
    """Codes to hold out so that two places of unlike level or year are compared by the same indicators.

    Those that are thin in one of them; for the same place in two years also those without value, or otherwise defined, in one (3.4, 3.9).
    """
    weighed = [weights_of(held.panel, held.recipe, held.thin) > 0 for held in (first, second)]
    uneven = weighed[0] != weighed[1]
    if over_time:
        gone = [np.isnan(held.values[held.panel.units.index(unit)]) for held, unit in ((first, one), (second, other))]
        uneven = uneven | (gone[0] != gone[1]) | ~first.panel.is_same(second.panel)
    return frozenset(indicator.code for indicator, held in zip(first.panel.indicators, uneven, strict=True) if held)


def without(recipe: Recipe, codes: Iterable[str]) -> Recipe:
    """The recipe with some more indicators held out; itself when there are none."""
    more = frozenset(codes) - recipe.left_out
    return recipe.with_changes(left_out=recipe.left_out | more) if more else recipe
