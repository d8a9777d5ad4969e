"""A computed index as plain figures for a workbook in which anybody can recompute it (risk-index brief, section 6.6)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.domain import swedish
from app.domain.riskindex.charts import computed_text, sources
from app.domain.riskindex.compute import AREAS, Computed, area_weights_of, weights_of
from app.domain.riskindex.dataset import Dataset
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import Recipe, Reference
from app.domain.riskindex.series import ChartText, Indicator, Level
from app.domain.riskindex.since import fingerprint
from app.domain.riskindex.withheld import shared_values, withheld

NOT_SHOWN = "visas inte: få fall av en känslig uppgift, eller så skulle de kunna räknas ut"
SMALL = "nämnare under 30"
APPROXIMATE = "ungefärligt: vägt efter befolkning"


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator in one unit: x, N, D and the note that belongs to them; None is missing or not shown."""

    x: float | None
    numerator: float | None
    denominator: float | None
    note: str


@dataclass(frozen=True, slots=True)
class BookIndicator:
    indicator: Indicator
    weight: float  # 0 where it is held out
    reference: float | None
    note: str  # why it is held out, or why it has no index


@dataclass(frozen=True, slots=True)
class BookUnit:
    """`figures` and `values` stand in the order of the book's indicators, `areas` in that of AREAS."""

    code: str
    name: str
    population: float | None
    is_ranked: bool
    note: str  # why it has no rank
    figures: tuple[Figure, ...]
    values: tuple[float | None, ...]
    areas: tuple[float | None, ...]
    index: float | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class IndexBook:
    """One level in one year; indicators stand area by area, units by falling index."""

    text: ChartText
    level: Level
    year: int
    recipe: Recipe
    digest: str  # SHA-256 of the data of this level and year, and of the base year
    areas: tuple[str, ...]
    area_weights: tuple[float, ...]
    indicators: tuple[BookIndicator, ...]
    units: tuple[BookUnit, ...]


def book(dataset: Dataset, year: int, level: Level, computed: Computed, hidden: Mask, base: Panel | None = None) -> IndexBook:
    """Everything the workbook says; `hidden` marks counts that are not shown, units × indicators, and they are not in it either.

    `base` is the panel of the recipe's base year, if it has one.
    """
    recipe = computed.recipe
    weights = weights_of(computed.panel, recipe, computed.thin)
    order = sorted(range(len(computed.panel.indicators)), key=lambda place: (AREAS.index(computed.panel.indicators[place].area), place))
    indicators = tuple(_indicator(computed, place, float(weights[place])) for place in order)
    not_shown = withheld(computed, hidden)
    values = shared_values(computed, not_shown)
    rows = [_unit(dataset, computed, not_shown, values, row, order) for row in range(len(computed.panel.units))]
    rows.sort(key=lambda one: (one.index is None, -(one.index or 0.0), swedish.sort_key(one.name)))
    text = computed_text(
        f"Riskindex {level.label.lower()} {year}", recipe, level, str(year), illustrative=dataset.illustrative,
        source=sources(computed.panel.indicators), indicators=computed.panel.indicators,
    )  # fmt: skip
    between = tuple(float(one) for one in area_weights_of(recipe))
    names = tuple(area.label for area in AREAS)
    return IndexBook(text, level, year, recipe, fingerprint(computed.panel, base), names, between, indicators, tuple(rows))


def _indicator(computed: Computed, place: int, weight: float) -> BookIndicator:
    one, reference = computed.panel.indicators[place], _number(computed.reference[place])
    if one.code in computed.recipe.left_out:
        note = "hålls utanför enligt receptet"
    elif computed.thin[place] and not computed.recipe.include_thin:
        note = "hålls utanför: för få fall på den här nivån"
    elif bool(np.isnan(computed.values[:, place]).all()):
        note = "har inget index: jämförelsetalet saknas eller går inte att dela med"
    else:
        note = ""
    return BookIndicator(one, weight, reference, note)


def _unit(dataset: Dataset, computed: Computed, hidden: Mask, values: Array, row: int, order: Sequence[int]) -> BookUnit:
    panel, code = computed.panel, computed.panel.units[row]
    people = _number(panel.population[row])
    reason = unranked_reason(computed, row)
    return BookUnit(
        code=code,
        name=dataset.name(code),
        population=people,
        is_ranked=not reason,
        note=reason,
        figures=tuple(_figure(computed, hidden, row, place) for place in order),
        values=tuple(_number(values[row, place]) for place in order),
        areas=tuple(_number(one) for one in computed.areas[row]),
        index=_number(computed.index[row]),
        rank=int(computed.rank[row]) or None,
    )


def unranked_reason(computed: Computed, row: int) -> str:
    """Why a unit gets no rank whatever its index is; '' when it may have one (section 3.7)."""
    recipe, code = computed.recipe, computed.panel.units[row]
    if code in recipe.excluded:
        return recipe.excluded[code] or "undantagen i receptet"
    people = computed.panel.population[row]
    if not math.isnan(people) and people < recipe.least_population:
        return f"färre än {swedish.integer(recipe.least_population)} invånare"
    return ""


def _figure(computed: Computed, hidden: Mask, row: int, place: int) -> Figure:
    if hidden[row, place]:
        return Figure(None, None, None, NOT_SHOWN)
    panel = computed.panel
    notes = [text for text, mask in ((SMALL, computed.small), (APPROXIMATE, panel.approximate)) if mask[row, place]]
    return Figure(
        _number(panel.x[row, place]), _number(panel.numerator[row, place]), _number(panel.denominator[row, place]), ", ".join(notes)
    )


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def reference_words(recipe: Recipe) -> str:
    """How the reference is found, for a reader who wants to do it by hand (section 3.1)."""
    year = f"år {recipe.base_year}" if recipe.base_year else "samma år"
    if recipe.reference is Reference.SIMPLE:
        return f"enkelt medelvärde av områdena {year}"
    if recipe.reference is Reference.POPULATION:
        return f"medelvärde av områdena vägt efter befolkning, {year}"
    return f"hela staden {year}: multiplikator · summa täljare / summa nämnare, annars stadens egen rad"
