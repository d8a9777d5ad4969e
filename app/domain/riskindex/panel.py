"""Observations of one year as arrays, units × indicators (risk-index brief, section 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.series import Indicator


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """One level in one year. Arrays are units × indicators unless said otherwise; NaN is missing."""

    units: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    x: Array  # the observed values, k·N/D where counts exist
    numerator: Array
    denominator: Array
    population: Array  # one number a unit
    city: Array  # the city's own row, one number an indicator; NaN where only counts or nothing is known
    approximate: Mask  # rolled up by population, since no denominator is known
    year: int = 0  # 0: not known
    city_rate: Array | None = None  # k·ΣN/ΣD over all units of the whole city, one number an indicator; None: over these units

    @property
    def multiplier(self) -> Array:
        return np.array([one.multiplier for one in self.indicators], dtype=float)

    @property
    def direction(self) -> Array:
        return np.array([one.direction for one in self.indicators], dtype=float)

    @property
    def is_percentage(self) -> Mask:
        return np.array([one.kind == "percentage" for one in self.indicators], dtype=bool)

    def is_same(self, other: Panel) -> Mask:
        """Which indicators measure the same thing in the other panel's year (section 3.9)."""
        return np.array([one.is_same(self.year, other.year) for one in self.indicators], dtype=bool)

    def with_values(self, x: Array) -> Panel:
        return replace(self, x=x)
