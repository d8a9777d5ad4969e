"""Territories, populations, indicators and every observation as columns, and the panel of any level and year (sections 2 and 3.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.series import Indicator, Level

LEVELS = tuple(Level)  # from small to large: parts come before wholes


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A base area, district, board's area or the city; `parent` is the code of what it lies in."""

    code: str
    name: str
    level: Level
    parent: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Dataset:
    """Everything computed series rest on. `unit`, `indicator` and `year` have one entry an observation; NaN is missing."""

    territories: tuple[Territory, ...]
    indicators: tuple[Indicator, ...]
    unit: NDArray[np.int64]  # place in `territories`
    indicator: NDArray[np.int64]  # place in `indicators`
    year: NDArray[np.int64]
    value: Array
    numerator: Array
    denominator: Array
    population: Mapping[tuple[str, int], int]  # by code and year
    illustrative: bool = False
    stamp: int = 0  # grows with each change of the data in a store

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years with observations, newest first."""
        return tuple(sorted(self._levels_by_year, reverse=True))

    @cached_property
    def place(self) -> Mapping[str, int]:
        return {one.code: number for number, one in enumerate(self.territories)}

    @cached_property
    def by_code(self) -> Mapping[str, Territory]:
        return {one.code: one for one in self.territories}

    @cached_property
    def indicator_by_code(self) -> Mapping[str, Indicator]:
        return {one.code: one for one in self.indicators}

    @cached_property
    def parents(self) -> NDArray[np.int64]:
        """The place of each territory's parent; one past the last for those that lie in no other: the whole city."""
        root = len(self.territories)
        return np.array([self.place.get(one.parent or "", root) for one in self.territories], dtype=np.int64)

    def units(self, level: Level) -> tuple[Territory, ...]:
        return tuple(one for one in self.territories if one.level is level)

    def levels(self, year: int | None = None) -> tuple[Level, ...]:
        """Levels that have values, own or rolled up, from small to large; the city itself is none."""
        return self._all_levels if year is None else self._levels_by_year.get(year, ())

    @cached_property
    def _all_levels(self) -> tuple[Level, ...]:
        return max(self._levels_by_year.values(), key=len, default=())

    @cached_property
    def _levels_by_year(self) -> Mapping[int, tuple[Level, ...]]:
        """Of every year with observations; one pass over the columns, since lists of choices ask for each year in turn."""
        if not len(self.year):
            return {}
        places = np.array([LEVELS.index(one.level) for one in self.territories])
        held = {one.level for one in self.territories}
        first = int(self.year.min())
        seen = np.zeros((int(self.year.max()) - first + 1, len(LEVELS)), dtype=bool)
        seen[self.year - first, places[self.unit]] = True
        return {
            first + int(row): tuple(one for one in LEVELS[int(seen[row].argmax()) : -1] if one in held)
            for row in np.flatnonzero(seen.any(axis=1))
        }

    def children(self, code: str) -> tuple[Territory, ...]:
        return tuple(one for one in self.territories if one.parent == code)

    def name(self, code: str) -> str:
        held = self.by_code.get(code)
        return held.name if held is not None else code


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """What the parts of every territory add up to; territories and the root × indicators."""

    over: Array
    under: Array
    weighted: Array  # ΣD·x
    weights: Array  # ΣD where x exists
    peopled: Array  # ΣP·x
    people: Array  # ΣP where x exists
    held: Array  # how many parts have a value
    counted: Array
    weighed: Array

    @classmethod
    def empty(cls, shape: tuple[int, int]) -> _Sums:
        return cls(*(np.zeros(shape) for _ in range(9)))


class YearTable:
    """All levels in one year: own observations, else what the parts add up to (section 3.6)."""

    def __init__(self, dataset: Dataset, year: int) -> None:
        self.dataset, self.year = dataset, year
        shape = (len(dataset.territories) + 1, len(dataset.indicators))  # the last row is the whole, of which everything is a part
        self.x, self.over, self.under = (np.full(shape, np.nan) for _ in range(3))
        self.approximate: Mask = np.zeros(shape, dtype=bool)
        self.population = np.full(shape[0], np.nan)
        self._levels = np.array([LEVELS.index(one.level) for one in dataset.territories] + [len(LEVELS)])
        self._multiplier = np.array([one.multiplier for one in dataset.indicators], dtype=float)
        self._place_own()
        self.own: Mask = ~np.isnan(self.x)
        self._add_people()
        self.city_rate = self._roll_up()

    def _place_own(self) -> None:
        held = self.dataset.year == self.year
        rows, columns = self.dataset.unit[held], self.dataset.indicator[held]
        over, under, value = self.dataset.numerator[held], self.dataset.denominator[held], self.dataset.value[held]
        self.over[rows, columns], self.under[rows, columns] = over, under
        self.x[rows, columns] = np.where(np.isnan(value), self._multiplier[columns] * _over(over, under), value)

    def _add_people(self) -> None:
        """Inhabitants, own where they are given, else those of the parts."""
        data = self.dataset
        for number, one in enumerate(data.territories):
            found = data.population.get((one.code, self.year))
            if found is not None:
                self.population[number] = found
        summed = np.zeros(len(self.population))
        for level in range(len(LEVELS)):
            rows = np.flatnonzero(self._levels == level)
            unknown = rows[np.isnan(self.population[rows]) & (summed[rows] > 0)]
            self.population[unknown] = summed[unknown]
            known = rows[~np.isnan(self.population[rows])]
            np.add.at(summed, data.parents[known], self.population[known])

    def _roll_up(self) -> Array:
        """Fill what lacks an own value from its parts, level by level; the city's rate over all units comes back."""
        data, sums = self.dataset, _Sums.empty(self.x.shape)
        city = len(LEVELS) - 1
        for level in range(len(LEVELS)):
            rows = np.flatnonzero(self._levels == level)
            if level < city:
                self._fill(rows, sums)
                self._add(rows, data.parents[rows], sums)
            elif len(rows):  # what lies in the city and what lies in nothing are parts of the same whole
                for array in (getattr(sums, name) for name in _Sums.__slots__):
                    array[-1] += array[rows].sum(axis=0)
                self._fill(rows, sums, np.full(len(rows), -1))
        return self._whole(sums, city)

    def _fill(self, rows: NDArray[np.int64], sums: _Sums, source: NDArray[np.int64] | None = None) -> None:
        source = rows if source is None else source
        held = sums.held[source]
        all_counted, all_weighed = (held > 0) & (sums.counted[source] == held), (held > 0) & (sums.weighed[source] == held)
        rate = self._multiplier * _over(sums.over[source], sums.under[source])
        by_weight, by_people = _over(sums.weighted[source], sums.weights[source]), _over(sums.peopled[source], sums.people[source])
        x = np.where(all_counted, rate, np.where(all_weighed, by_weight, by_people))
        empty = ~self.own[rows] & ~np.isnan(x)
        self.x[rows] = np.where(empty, x, self.x[rows])
        self.over[rows] = np.where(empty & all_counted, sums.over[source], self.over[rows])
        self.under[rows] = np.where(empty & all_weighed, sums.weights[source], self.under[rows])
        self.approximate[rows] = empty & ~all_counted & ~all_weighed

    def _add(self, rows: NDArray[np.int64], parents: NDArray[np.int64], sums: _Sums) -> None:
        x, over, under = self.x[rows], self.over[rows], self.under[rows]
        people = np.broadcast_to(self.population[rows][:, None], x.shape)
        there = ~np.isnan(x)
        counted, weighed, peopled = there & ~np.isnan(over) & ~np.isnan(under), there & ~np.isnan(under), there & ~np.isnan(people)
        for target, mask, source in (
            (sums.over, counted, over), (sums.under, counted, under), (sums.weighted, weighed, under * x), (sums.weights, weighed, under),
            (sums.peopled, peopled, people * x), (sums.people, peopled, people), (sums.held, there, there), (sums.counted, counted, there),
            (sums.weighed, weighed, there),
        ):  # fmt: skip
            np.add.at(target, parents, np.where(mask, source, 0.0))

    def _whole(self, sums: _Sums, city: int) -> Array:
        """R of the city's row (section 3.1): k·ΣN/ΣD where all units have counts, else its own row, else the units' weighted mean."""
        held = sums.held[-1]
        rate = self._multiplier * _over(sums.over[-1], sums.under[-1])
        weighted = np.where(sums.weighed[-1] == held, _over(sums.weighted[-1], sums.weights[-1]), np.nan)
        rows = np.flatnonzero(self._levels == city)
        own = self.x[rows[0]] if len(rows) else np.full(self.x.shape[1], np.nan)
        own = np.where(self.own[rows[0]], own, np.nan) if len(rows) else own
        best = np.where((held > 0) & (sums.counted[-1] == held), rate, own)
        return np.where(np.isnan(best), np.where(np.isnan(weighted), rate, weighted), best)

    def panel(self, level: Level) -> Panel:
        """Units of a level × indicators."""
        data = self.dataset
        rows = np.flatnonzero(self._levels == LEVELS.index(level))
        city = np.flatnonzero(self._levels == len(LEVELS) - 1)
        own = self.x[city[0]] if len(city) else np.full(self.x.shape[1], np.nan)
        return Panel(
            units=tuple(data.territories[row].code for row in rows),
            indicators=data.indicators,
            x=self.x[rows],
            numerator=self.over[rows],
            denominator=self.under[rows],
            population=self.population[rows],
            city=own,
            approximate=self.approximate[rows],
            year=self.year,
            city_rate=self.city_rate,
        )


def _over(above: Array, below: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan), dtype=float)
