"""Normalisation and aggregation of arrays with missing values (risk-index brief, sections 3.1-3.4).

Arrays are units × indicators; NaN is missing and never counts as zero. Directions are +1 (higher is worse) or -1.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.domain.riskindex.recipe import Aggregation, Treatment

Array: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]
FLOOR = 1.0  # geometric means are taken of values floored here
POWER = 2.0


def simple_mean(x: Array) -> Array:
    """Mean of what exists, by column; NaN where nothing does."""
    there = ~np.isnan(x)
    return _divided(np.where(there, x, 0.0).sum(axis=0), there.sum(axis=0).astype(float))


def weighted_mean(x: Array, weights: Array) -> Array:
    """ΣP·x/ΣP by column, over units where both exist; `weights` is one number a unit."""
    there = ~np.isnan(x) & ~np.isnan(weights)[:, None]
    held = np.where(there, weights[:, None], 0.0)
    return _divided((held * np.where(there, x, 0.0)).sum(axis=0), held.sum(axis=0))


def ratio_index(x: Array, reference: Array, direction: Array, is_percentage: Mask, treatment: Treatment = Treatment.COMPLEMENT) -> Array:
    """100 for the reference, more for more risk (section 3.2); a reference that would divide by zero makes its column missing."""
    risen = 100.0 * _divided(x, reference)
    rest = 100.0 * _divided(100.0 - x, 100.0 - reference)
    falling = np.where(is_percentage, rest, 200.0 - risen) if treatment is Treatment.COMPLEMENT else 200.0 - risen
    return np.where(direction > 0, risen, falling)


def min_max(x: Array, direction: Array) -> Array:
    """0 to 100 between the lowest and the highest risk (section 3.3); a column without spread is missing."""
    turned = direction * x
    lowest, highest = _extreme(turned, np.minimum), _extreme(turned, np.maximum)
    return 100.0 * _divided(turned - lowest, highest - lowest)


def z_score(x: Array, direction: Array) -> Array:
    """Standard deviations (n - 1) from the mean, towards risk (section 3.3)."""
    turned = direction * x
    there = ~np.isnan(turned)
    off = np.where(there, turned - simple_mean(turned), 0.0)
    spread = np.sqrt(_divided((off**2).sum(axis=0), there.sum(axis=0) - 1.0))
    return np.where(there, _divided(off, spread), np.nan)


def percentile_rank(x: Array, direction: Array) -> Array:
    """The share of the other units that lie below (section 3.3)."""
    turned = direction * x
    there = ~np.isnan(turned)
    below = np.full(x.shape, np.nan)
    for column in range(x.shape[1]):
        held = turned[there[:, column], column]
        places = np.searchsorted(np.sort(held), held, side="left").astype(float)
        below[there[:, column], column] = _divided(places, np.full(held.shape, held.size - 1.0))
    return below


def aggregate(
    values: Array, weights: Array, *, coverage: float = 0.0, how: Aggregation = Aggregation.ARITHMETIC, power: float = POWER
) -> Array:
    """Weighted mean over the columns that exist, one number a unit; missing below the least share of weight (section 3.4)."""
    there = ~np.isnan(values)
    held = np.where(there, weights, 0.0)
    total = held.sum(axis=1)
    filled = np.where(there, values, 1.0)
    if how is Aggregation.ARITHMETIC:
        mean = _divided((held * filled).sum(axis=1), total)
    elif how is Aggregation.GEOMETRIC:
        mean = np.exp(_divided((held * np.log(np.maximum(filled, FLOOR))).sum(axis=1), total))
    else:
        mean = _divided((held * np.maximum(filled, 0.0) ** power).sum(axis=1), total) ** (1.0 / power)
    share = _divided(total, np.broadcast_to(np.asarray(weights, dtype=float).sum(), total.shape))
    return np.where((total > 0) & (share >= coverage - 1e-12), mean, np.nan)


def effective_weights(values: Array, weights: Array) -> Array:
    """The weights spread over what exists, summing to 1 a unit; 0 where a value is missing."""
    held = np.where(np.isnan(values), 0.0, weights)
    total = held.sum(axis=1, keepdims=True)
    return np.where(total > 0, held / np.where(total > 0, total, 1.0), 0.0)


def ranks(values: Array, counted: Mask | None = None, digits: int = 9) -> NDArray[np.int64]:
    """1 for the highest; ties share the lower number; 0 for what is missing or not counted (section 3.7)."""
    there = ~np.isnan(values) if counted is None else ~np.isnan(values) & counted
    rounded = np.round(np.where(there, values, 0.0), digits)
    held = np.sort(rounded[there])
    above = held.size - np.searchsorted(held, rounded, side="right")
    return np.where(there, above + 1, 0).astype(np.int64)


def _divided(over: Array, under: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(over / np.where(under == 0, np.nan, under), dtype=float)


def _extreme(x: Array, of: np.ufunc) -> Array:
    worst = np.inf if of is np.minimum else -np.inf
    found = of.reduce(np.where(np.isnan(x), worst, x), axis=0)
    return np.asarray(np.where(np.isinf(found), np.nan, found), dtype=float)
