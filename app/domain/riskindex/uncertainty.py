"""Small numbers: intervals, shrinkage, what is too thin to count, and which counts are not shown (risk-index brief, section 3.10)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.domain import swedish
from app.domain.riskindex.dataset import LEVELS, YearTable
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.series import Indicator, Level

Z95 = 1.959963984540054
EXACT_BELOW = 10  # counts below have an exact interval
LEAST_SHOWN = 5  # smaller counts of sensitive indicators are not shown; 0 is
HIDDEN_COUNT = "visas inte"  # the same word for what is small and for what would tell it
SHAKY = 0.1  # relative error of the city's value above which the reference itself is shaky


# --- intervals -----------------------------------------------------------------------------------


def wilson(count: float, of: float, z: float = Z95) -> tuple[float, float]:
    """Interval of a share, 0 to 1 (Wilson 1927). Raises ValueError unless 0 ≤ count ≤ of and of > 0."""
    if not 0 <= count <= of or of <= 0:
        raise ValueError("a share needs 0 <= count <= of and of > 0")
    share, spread = count / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return (0.0 if count == 0 else max(0.0, middle - half)), (1.0 if count == of else min(1.0, middle + half))


def poisson_interval(count: int, z: float = Z95) -> tuple[float, float]:
    """Interval of a count: Byar's approximation from 10, exact below. Raises ValueError for a negative count."""
    if count < 0:
        raise ValueError("a count is not negative")
    return _exact(count, z) if count < EXACT_BELOW else _byar(count, z)


def _byar(count: int, z: float) -> tuple[float, float]:
    more = count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    return low, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


@lru_cache(maxsize=64)
def _exact(count: int, z: float) -> tuple[float, float]:
    tail = math.erfc(z / math.sqrt(2)) / 2
    low = 0.0 if count == 0 else _solve(lambda mean: 1 - _at_most(count - 1, mean) - tail, 0.0, float(count))
    return low, _solve(lambda mean: tail - _at_most(count, mean), float(count), count + 40.0)


def _at_most(count: int, mean: float) -> float:
    """P(X ≤ count) where X is Poisson."""
    return math.exp(-mean) * math.fsum(mean**number / math.factorial(number) for number in range(count + 1))


def _solve(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function is 0, by halving."""
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def interval(indicator: Indicator, numerator: float, denominator: float) -> tuple[float, float] | None:
    """95 per cent interval of the observed value in its own unit; None without counts, or where a share lies above the whole."""
    if math.isnan(numerator) or math.isnan(denominator) or denominator <= 0 or numerator < 0:
        return None
    if indicator.kind == "percentage":
        if numerator > denominator:
            return None
        low, high = wilson(numerator, denominator)
    else:
        low, high = (one / denominator for one in poisson_interval(round(numerator)))
    return indicator.multiplier * low, indicator.multiplier * high


# --- shrinkage -----------------------------------------------------------------------------------


def shrunk(numerator: Array, denominator: Array) -> Array:
    """Rates N/D drawn towards the whole's by how uncertain they are: empirical Bayes (Marshall 1991); NaN where a count lacks.

    Arrays are units × indicators, or one number a unit. x̃ = m + S/(S + m/D)·(x - m), where S is never below 0.
    """
    there = ~np.isnan(numerator) & ~np.isnan(denominator) & (np.nan_to_num(denominator) > 0)
    over, under = np.where(there, numerator, 0.0), np.where(there, denominator, 0.0)
    total, number = under.sum(axis=0), there.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = over.sum(axis=0) / total
        rate = np.where(there, over / np.where(there, under, 1.0), 0.0)
        between = (under * (rate - mean) ** 2).sum(axis=0) / total - mean / (total / number)
        between = np.maximum(between, 0.0)
        within = mean / np.where(there, under, 1.0)
        share = np.where(between + within > 0, between / np.where(between + within > 0, between + within, 1.0), 0.0)
        return np.asarray(np.where(there, mean + share * (rate - mean), np.nan), dtype=float)


def shrunk_rates(panel: Panel) -> Array:
    """`shrunk` of a panel in the indicators' own units, units × indicators."""
    return panel.multiplier * shrunk(panel.numerator, panel.denominator)


@dataclass(frozen=True, slots=True)
class Uncertain:
    """How sure an observed value is, in its own unit: 95 per cent interval, and the value drawn towards the city's."""

    low: float
    high: float
    shrunk: float

    @property
    def span(self) -> str:
        """'6,8–10,4'."""
        return f"{swedish.rate(self.low)}–{swedish.rate(self.high)}"

    @property
    def text(self) -> str:
        """'95 procents intervall 6,8–10,4, utjämnat 8,1'."""
        return f"95 procents intervall {self.span}, utjämnat {swedish.rate(self.shrunk)}"


def uncertain(indicator: Indicator, numerator: float, denominator: float, drawn: float) -> Uncertain | None:
    """Interval and shrunk value, `drawn` by `shrunk_rates`; None without counts, or where a share lies above the whole."""
    limits = interval(indicator, numerator, denominator)
    return None if limits is None or math.isnan(drawn) else Uncertain(*limits, drawn)


def relative_error(count: Array) -> Array:
    """Of a value that rests on so many cases, 1/√ΣN; infinite for none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1.0 / np.sqrt(count), dtype=float)


# --- counts that are not shown -------------------------------------------------------------------


def is_hidden(indicator: Indicator, count: float) -> bool:
    """Whether a count is too small to be shown: 1-4 of a sensitive indicator. What follows from totals: `hidden_counts`."""
    return indicator.sensitive and not math.isnan(count) and 0 < count < LEAST_SHOWN


def counts_of(numerator: Array, x: Array, denominator: Array, multiplier: Array) -> Array:
    """Counts, where one lacks the whole number that its value and denominator tell: x·D/k; NaN where neither is known."""
    return np.asarray(np.where(np.isnan(numerator), np.round(x * denominator / multiplier), numerator), dtype=float)


def hidden_in(panel: Panel) -> Mask:
    """Units × indicators: counts of a panel that are too small to be shown, given or told by value and denominator."""
    count = counts_of(panel.numerator, panel.x, panel.denominator, panel.multiplier)
    sensitive = np.array([one.sensitive for one in panel.indicators], dtype=bool)
    hidden: Mask = sensitive & (count > 0) & (count < LEAST_SHOWN)
    return hidden


def shown_count(indicator: Indicator, count: float | None, *, held_back: bool = False) -> str:
    """A count as it may stand on screen, paper and in files: '412', '–' for missing, 'visas inte' where `hidden_counts` says so.

    Where it does not show the number, nor may anything be shown from which it follows: the rate beside its denominator, people behind.
    """
    if count is None or math.isnan(count):
        return swedish.EMPTY
    return HIDDEN_COUNT if held_back or is_hidden(indicator, count) else swedish.integer(round(count))


def hidden_parts(counts: Array, *, whole_is_hidden: bool = False, primary: Mask | None = None) -> Mask:
    """Which parts of one whole are not shown, given that the whole is or is not; one number a part, NaN for missing.

    Counts of 1-4 are hidden, and with them the next smallest until the rest cannot be told from the whole: never one alone, never
    only ones or only fours. A whole that is hidden has at least one hidden part, or it would be the sum of them.
    """
    there = ~np.isnan(counts)
    hidden: Mask = (there & (counts > 0) & (counts < LEAST_SHOWN)) if primary is None else primary.copy()
    if not hidden.any() and not whole_is_hidden:
        return hidden
    order = sorted(np.flatnonzero(there & ~hidden), key=lambda place: (counts[place] == 0, counts[place]))
    for place in order:
        if _is_safe(counts[hidden], whole_is_hidden):
            break
        hidden[place] = True
    return hidden


def _is_safe(hidden: Array, whole_is_hidden: bool) -> bool:
    if whole_is_hidden:
        return hidden.size > 0
    largest = LEAST_SHOWN - 1
    if hidden.size < 2:
        return False
    return bool((hidden > largest).any() or hidden.size < hidden.sum() < largest * hidden.size)


def hidden_counts(table: YearTable) -> Mask:
    """Territories × indicators: counts that are not shown at any level, since they are small or follow from those that are."""
    data = table.dataset
    hidden = np.zeros((len(data.territories), len(data.indicators)), dtype=bool)
    sensitive = [number for number, one in enumerate(data.indicators) if one.sensitive]
    if not sensitive:
        return hidden
    multiplier = np.array([one.multiplier for one in data.indicators], dtype=float)
    over = counts_of(table.over, table.x, table.under, multiplier)[: len(data.territories)]
    for number in sensitive:
        hidden[:, number] = (over[:, number] > 0) & (over[:, number] < LEAST_SHOWN)
    levels = np.array([LEVELS.index(one.level) for one in data.territories])
    order = np.argsort(data.parents, kind="stable")
    wholes, starts = np.unique(data.parents[order], return_index=True)
    families = sorted(zip(wholes, np.split(order, starts[1:]), strict=True), key=lambda one: -_height(one[0], levels))
    for whole, parts in families:
        is_root = whole == len(data.territories)
        for number in sensitive:
            column = over[parts, number]
            whole_hidden = False if is_root else bool(hidden[whole, number])
            hidden[parts, number] = hidden_parts(column, whole_is_hidden=whole_hidden, primary=hidden[parts, number])
    return hidden


def _height(whole: int, levels: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> int:
    return int(levels[whole]) if whole < len(levels) else len(LEVELS)


def hidden_at(table: YearTable, level: Level) -> Mask:
    """`hidden_counts` for the units of one level, in the panel's order."""
    return hidden_counts(table)[[number for number, one in enumerate(table.dataset.territories) if one.level is level]]
