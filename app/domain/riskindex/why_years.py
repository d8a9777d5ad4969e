"""A unit's change between two years: the exact split into its own part and the city's (section 3.9)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from app.domain import swedish
from app.domain.riskindex.compute import Computed, area_weights_of, change, compose, membership, weights_of
from app.domain.riskindex.recipe import Aggregation, Normalisation
from app.domain.riskindex.rounding import known, rounded, spread
from app.domain.riskindex.series import Indicator


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One indicator's change between two years in points: the unit's own part and the city's."""

    indicator: Indicator
    own: float
    city: float
    own_shown: Decimal
    city_shown: Decimal

    @property
    def points(self) -> float:
        return self.own + self.city

    @property
    def shown(self) -> Decimal:
        return self.own_shown + self.city_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A unit's change between two years over the indicators that both have; `own` and `city` sum to `points` exactly."""

    unit: str
    name: str
    first_year: int
    second_year: int
    before: float  # the index of the indicators in common
    after: float
    rows: tuple[ChangedRow, ...]  # largest rise first
    base_year: int | None
    left_out: tuple[Indicator, ...]  # those that count in only one of the years

    @property
    def points(self) -> float:
        return self.after - self.before

    @property
    def own(self) -> float:
        return math.fsum(one.own for one in self.rows)

    @property
    def city(self) -> float:
        return math.fsum(one.city for one in self.rows)

    @property
    def own_shown(self) -> Decimal:
        return sum((one.own_shown for one in self.rows), Decimal(0))

    @property
    def city_shown(self) -> Decimal:
        return sum((one.city_shown for one in self.rows), Decimal(0))

    @property
    def shown(self) -> Decimal:
        """The printed change: the two printed parts added."""
        return self.own_shown + self.city_shown


def changed(first: Computed, second: Computed, unit: str, name: str, first_year: int, second_year: int) -> Changed | None:
    """The exact split of a unit's change into its own part and the city's (section 3.9).

    Only indicators that count in both years are compared, with the weights of the later. None where an index is missing, or where the
    recipe's method cannot be split: another mean, another normalisation, a cap that is reached.
    """
    recipe = second.recipe
    if recipe.aggregation is not Aggregation.ARITHMETIC or recipe.normalisation is not Normalisation.RATIO:
        return None
    if unit not in first.panel.units or unit not in second.panel.units:
        return None
    at = second.panel.units.index(unit)
    one, two = _alike(first, second, first.panel.units.index(unit), at)
    before, after = known(one.index[0]), known(two.index[0])
    if before is None or after is None:
        return None
    own, city = change(one, two)
    used = [column for column in range(own.shape[1]) if two.effective[0, column] > 0]
    if abs(math.fsum((*own[0, used], *city[0, used])) - (after - before)) > 1e-6:
        return None  # a cap was reached
    parts = [float(own[0, column]) for column in used] + [float(city[0, column]) for column in used]
    printed = spread(parts, rounded(after) - rounded(before))
    rows = [
        ChangedRow(second.panel.indicators[column], parts[place], parts[len(used) + place], printed[place], printed[len(used) + place])
        for place, column in enumerate(used)
    ]
    rows.sort(key=lambda row: (-row.points, swedish.sort_key(row.indicator.name)))
    counted = {row.indicator.code for row in rows}
    lost = [
        indicator
        for column, indicator in enumerate(second.panel.indicators)
        if indicator.code not in counted
        and (second.effective[at, column] > 0 or first.effective[first.panel.units.index(unit), column] > 0)
    ]
    return Changed(
        unit=unit, name=name, first_year=first_year, second_year=second_year, before=before, after=after, rows=tuple(rows),
        base_year=recipe.base_year, left_out=tuple(lost),
    )  # fmt: skip


def _alike(first: Computed, second: Computed, at: int, then: int) -> tuple[Computed, Computed]:
    """One unit in both years over what both have, with the same weights: one row each, references as they were."""
    there = ~np.isnan(first.values[at]) & ~np.isnan(second.values[then]) & first.panel.is_same(second.panel)
    thin = first.thin | second.thin
    found = []
    for computed, row in ((first, at), (second, then)):
        panel = replace(computed.panel, units=(computed.panel.units[row],), x=computed.panel.x[row : row + 1])
        values = np.where(there, computed.values[row], np.nan)[None, :]
        weights = weights_of(panel, second.recipe, thin)
        areas, index, effective = compose(values, weights, area_weights_of(second.recipe), membership(panel), second.recipe)
        found.append(replace(computed, panel=panel, values=values, areas=areas, index=index, effective=effective))
    return found[0], found[1]
