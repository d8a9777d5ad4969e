"""A unit's change between two years: the exact split into its own part and the city's (section 3.9)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from app.domain import swedish
from app.domain.riskindex.compute import AREAS, Computed, area_weights_of, change, compose, membership, weights_of
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.recipe import Aggregation, Normalisation
from app.domain.riskindex.rounding import known, rounded, spread
from app.domain.riskindex.series import Indicator
from app.domain.riskindex.why import called, stand_in
from app.domain.riskindex.withheld import withheld


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One indicator's change between two years in points, or that of the `members` shown only together: own part and the city's."""

    indicator: Indicator
    own: float
    city: float
    own_shown: Decimal
    city_shown: Decimal
    members: tuple[Indicator, ...] = ()

    @property
    def called(self) -> str:
        """As it stands inside a sentence."""
        return called(self.members or (self.indicator,))

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


def changed(
    first: Computed,
    second: Computed,
    unit: str,
    name: str,
    first_year: int,
    second_year: int,
    *,
    hidden: tuple[Mask | None, Mask | None] = (None, None),
) -> Changed | None:
    """The exact split of a unit's change into its own part and the city's (section 3.9).

    Only indicators that count in both years are compared, with the weights of the later. None where an index is missing, or where the
    recipe's method cannot be split: another mean, another normalisation, a cap that is reached. `hidden` is `uncertainty.hidden_at` of
    both years: what is shown only together in one of them is so here.
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
    covered = withheld(first, hidden[0])[first.panel.units.index(unit)] | withheld(second, hidden[1])[at]
    groups = _groups(second.panel.indicators, used, covered, np.abs(own[0] + city[0]))
    parts = [math.fsum(part[0, column] for column in group) for part in (own, city) for group in groups]
    printed = spread(parts, rounded(after) - rounded(before))
    rows = []
    for place, group in enumerate(groups):
        members = tuple(second.panel.indicators[column] for column in group)
        beside = len(groups) + place
        shown = stand_in(members) if len(members) > 1 else members[0]
        rows.append(ChangedRow(shown, parts[place], parts[beside], printed[place], printed[beside], members if len(members) > 1 else ()))
    rows.sort(key=lambda row: (-row.points, swedish.sort_key(row.indicator.name)))
    counted = {second.panel.indicators[column].code for column in used}
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


def _groups(indicators: Sequence[Indicator], used: Sequence[int], covered: Mask, size: Array) -> list[list[int]]:
    """Columns that count, each for itself but for those of an area that are shown only together; never one of those alone."""
    groups = [[column] for column in used if not covered[column]]
    for area in AREAS:
        own = [column for column in used if covered[column] and indicators[column].area is area]
        if len(own) == 1:
            free = [group for group in groups if indicators[group[0]].area is area]
            if free:
                least = min(free, key=lambda group: size[group[0]])
                groups.remove(least)
                own += least
        groups += [own] if own else []
    return groups


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
