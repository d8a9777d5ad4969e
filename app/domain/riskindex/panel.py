"""Observations of one year as arrays, units × indicators, and how they are rolled up (risk-index brief, sections 2 and 3.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.series import Indicator, Observation, rate


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


def panel(
    units: Sequence[str],
    indicators: Sequence[Indicator],
    observations: Sequence[Observation],
    population: Mapping[str, float],
    city: str,
) -> Panel:
    """Arrays of one level and year; `observations` are of that year, those of `city` are the city's own row."""
    shape = (len(units), len(indicators))
    place = {unit: row for row, unit in enumerate(units)}
    column = {one.code: number for number, one in enumerate(indicators)}
    x, over, under = (np.full(shape, np.nan) for _ in range(3))
    own = np.full(len(indicators), np.nan)
    for one in observations:
        number = column.get(one.indicator)
        if number is None:
            continue
        found = rate(indicators[number], one)
        if one.unit == city:
            own[number] = np.nan if found is None else found
        elif one.unit in place:
            row = place[one.unit]
            x[row, number] = np.nan if found is None else found
            over[row, number] = np.nan if one.numerator is None else one.numerator
            under[row, number] = np.nan if one.denominator is None else one.denominator
    people = np.array([population.get(unit, np.nan) for unit in units], dtype=float)
    return Panel(tuple(units), tuple(indicators), x, over, under, people, own, np.zeros(shape, dtype=bool))


def roll_up(parts: Panel, parent: Mapping[str, str], wholes: Sequence[str]) -> Panel:
    """The level above: counts are added, else rates weighted by denominator, else by population and marked approximate (section 3.6)."""
    member = np.array([[parent.get(unit) == whole for unit in parts.units] for whole in wholes], dtype=float)
    there = ~np.isnan(parts.x)
    counted = there & ~np.isnan(parts.numerator) & ~np.isnan(parts.denominator)
    weighed = there & ~np.isnan(parts.denominator)
    people = np.broadcast_to(parts.population[:, None], parts.x.shape)
    peopled = there & ~np.isnan(people)
    held = member @ there.astype(float)
    all_counted = (held > 0) & (member @ counted.astype(float) == held)
    all_weighed = (held > 0) & (member @ weighed.astype(float) == held)
    over = member @ np.where(counted, parts.numerator, 0.0)
    under = member @ np.where(weighed, parts.denominator, 0.0)
    by_denominator = _over(member @ np.where(weighed, parts.denominator * parts.x, 0.0), under)
    by_people = _over(member @ np.where(peopled, people * parts.x, 0.0), member @ np.where(peopled, people, 0.0))
    from_counts = parts.multiplier * _over(over, under)
    x = np.where(all_counted, from_counts, np.where(all_weighed, by_denominator, by_people))
    known = np.where(np.isnan(parts.population), 0.0, parts.population)
    return Panel(
        tuple(wholes),
        parts.indicators,
        x,
        np.where(all_counted, over, np.nan),
        np.where(all_weighed, under, np.nan),
        np.where(member.sum(axis=1) > 0, member @ known, np.nan),
        parts.city,
        (held > 0) & ~all_counted & ~all_weighed & ~np.isnan(x),
    )


def _over(above: Array, below: Array) -> Array:
    return np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)
