"""Ranks under weights that are being tried, and the saved scenarios to compare: quick enough to follow a slider."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from app.domain import swedish
from app.domain.riskindex import numeric
from app.domain.riskindex.compute import AREAS, Computed, area_weights_of, compose, may_rank, membership, weights_of
from app.domain.riskindex.recipe import CHANGED, Recipe, as_data
from app.domain.riskindex.series import Measure
from app.domain.riskindex.views import RecipeInfo
from app.domain.vocabulary import SubIndex
from app.ui.charts.slope_plot import Slope, SlopeLine
from app.ui.charts.weights_plot import SlidRow

MOST_SCENARIOS = 6
TRIED = "Provade vikter"
_WEIGHTS = ("areaWeights", "indicatorWeights")
Named = Callable[[str], str]


class Tried:
    """The index of one level and year, ready to be weighed anew: values and reference stay, weights differ."""

    def __init__(self, computed: Computed, measure: Measure, named: Named) -> None:
        self.computed, self.measure = computed, measure
        self.names = [named(unit) for unit in computed.panel.units]
        self._keys = [swedish.sort_key(name) for name in self.names]
        self._member = membership(computed.panel)
        self._counted = may_rank(computed.panel, computed.recipe)
        self.before = self._ranked(computed.index, computed.areas)[1]

    def weighs(self, code: str) -> bool:
        """Whether an indicator takes part: thin ones and those left out do not."""
        held = weights_of(self.computed.panel, self.computed.recipe.with_changes(indicator_weights={code: 1.0}), self.computed.thin)
        return bool(held[[one.code for one in self.computed.panel.indicators].index(code)] > 0)

    def _ranked(self, index: numeric.Array, areas: numeric.Array) -> tuple[numeric.Array, Sequence[int]]:
        values = index if self.measure is Measure.TOTAL else areas[:, AREAS.index(SubIndex.of(self.measure.value))]
        return values, [int(one) for one in numeric.ranks(values, self._counted)]

    def rows(self, recipe: Recipe) -> tuple[SlidRow, ...]:
        """Units with a rank by these weights, highest first."""
        computed = self.computed
        weights = weights_of(computed.panel, recipe, computed.thin)
        areas, index, _effective = compose(computed.values, weights, area_weights_of(recipe), self._member, recipe)
        values, ranks = self._ranked(index, areas)
        units, names, keys, before = computed.panel.units, self.names, self._keys, self.before
        order = sorted((number for number, rank in enumerate(ranks) if rank), key=lambda one: (ranks[one], keys[one]))
        shown = values.tolist()
        return tuple(SlidRow(units[one], names[one], shown[one], ranks[one], before[one]) for one in order)


def finding(rows: Sequence[SlidRow], is_tried: bool) -> str:
    """The title: how many change place and who moves most."""
    if not is_tried:
        return "Inga andra vikter är provade än"
    moved = [row for row in rows if row.shift]
    if not moved:
        return f"Ingen av {len(rows)} byter plats med de provade vikterna"
    most = max(moved, key=lambda row: abs(row.shift))
    way = "upp" if most.shift > 0 else "ned"
    return f"{len(moved)} av {len(rows)} byter plats med de provade vikterna, mest {most.name} ({abs(most.shift)} {way})"


def indicator_weights(computed: Computed, wanted: Mapping[str, float]) -> dict[str, float]:
    """Only those that differ from the indicator's own weight."""
    own = {one.code: one.weight for one in computed.panel.indicators}
    return {code: weight for code, weight in wanted.items() if code in own and weight != own[code]}


def scenarios(recipe: Recipe, kept: Sequence[RecipeInfo]) -> list[Recipe]:
    """The recipe in hand, then the newest version of every kept one that differs from it in weights alone; at most six."""
    newest: dict[str, Recipe] = {}
    for info in kept:
        held = newest.get(info.recipe.name)
        if held is None or info.recipe.version > held.version:
            newest[info.recipe.name] = info.recipe
    others = [one for one in newest.values() if _but_weights(one) == _but_weights(recipe) and as_data(one) != as_data(recipe)]
    return [recipe, *others][:MOST_SCENARIOS]


def _but_weights(recipe: Recipe) -> dict[str, object]:
    return {key: value for key, value in as_data(recipe).items() if key not in _WEIGHTS}


def slope(tried: Tried, recipes: Sequence[Recipe], pick: str, unit: str, most: int) -> Slope:
    """The ranks by each recipe of the units picked: the highest, those that move most, or all; the chosen one is always among them."""
    ranks = [{row.code: row.rank for row in tried.rows(recipe)} for recipe in recipes]
    units = tried.computed.panel.units
    held = [(code, name, tuple(found.get(code, 0) for found in ranks)) for code, name in zip(units, tried.names, strict=True)]
    lines = [SlopeLine(*one) for one in held if any(one[2])]

    def spread(line: SlopeLine) -> int:
        found = [rank for rank in line.ranks if rank]
        return max(found) - min(found)

    lines.sort(key=(lambda line: -spread(line)) if pick == "moved" else (lambda line: line.ranks[0] or len(units)))
    shown = lines if pick == "all" else lines[:most]
    shown += [line for line in lines[len(shown) :] if line.code == unit]
    return Slope(
        tuple(one.name if one.name == TRIED or one.name.endswith(CHANGED) else f"{one.name} {one.version}" for one in recipes), tuple(shown)
    )


def as_step(weight: float) -> int:
    """A weight as steps of a tenth."""
    return int(np.rint(weight * 10))
