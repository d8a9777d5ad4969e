"""An index in plain Python, written from the specification alone, to hold the program's against; and a small city to compute it of."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from statistics import median

AREAS = ("SOCIAL", "HEALTH", "SAFETY", "LIVELIHOOD")
PERCENTAGE = "percentage"


@dataclass(frozen=True)
class PlainIndicator:
    code: str
    area: str
    direction: int
    kind: str
    k: int
    weight: float = 1.0


@dataclass
class PlainCity:
    """`parent` of every unit but the city; `counts` and `values` by indicator, unit and year; `people` by unit and year."""

    city: str
    level: dict[str, str]
    parent: dict[str, str]
    indicators: list[PlainIndicator]
    counts: dict[tuple[str, str, int], tuple[int, int]] = field(default_factory=dict)
    values: dict[tuple[str, str, int], float] = field(default_factory=dict)
    people: dict[tuple[str, int], int] = field(default_factory=dict)

    def children(self, unit: str) -> list[str]:
        return [one for one, whole in self.parent.items() if whole == unit]

    def units(self, level: str) -> list[str]:
        return [one for one, held in self.level.items() if held == level]

    def inhabitants(self, unit: str, year: int) -> int:
        return self.people.get((unit, year)) or sum(self.inhabitants(one, year) for one in self.children(unit))

    def counted(self, code: str, unit: str, year: int) -> tuple[int, int] | None:
        """N and D: its own, else the sum of its parts'."""
        if (code, unit, year) in self.counts:
            return self.counts[code, unit, year]
        parts = [found for one in self.children(unit) if (found := self.counted(code, one, year)) is not None]
        return (sum(n for n, _ in parts), sum(d for _, d in parts)) if parts else None

    def rate(self, one: PlainIndicator, unit: str, year: int) -> float | None:
        if (one.code, unit, year) in self.values:
            return self.values[one.code, unit, year]
        found = self.counted(one.code, unit, year)
        if found is not None:
            return one.k * found[0] / found[1]
        parts = [(self.inhabitants(part, year), x) for part in self.children(unit) if (x := self.rate(one, part, year)) is not None]
        return sum(people * x for people, x in parts) / sum(people for people, _ in parts) if parts else None


@dataclass(frozen=True)
class PlainRecipe:
    reference: str = "city"
    direction: str = "complement"
    aggregation: str = "arithmetic"
    base_year: int | None = None
    include_thin: bool = False


@dataclass
class PlainRow:
    areas: dict[str, float | None]
    index: float | None
    rank: int | None
    points: dict[str, float]


def plain_index(city: PlainCity, level: str, year: int, recipe: PlainRecipe) -> dict[str, PlainRow]:
    units = city.units(level)
    reference = {one.code: _reference(city, one, units, recipe.base_year or year, recipe.reference) for one in city.indicators}
    weights = {
        one.code: 0.0 if not recipe.include_thin and _is_thin(city, one, units, year, reference[one.code]) else one.weight
        for one in city.indicators
    }
    rows = {unit: _row(city, unit, year, recipe, reference, weights) for unit in units}
    ranked = {unit: row.index for unit, row in rows.items() if row.index is not None and city.inhabitants(unit, year) >= 1_000}
    for unit, value in ranked.items():
        rows[unit].rank = 1 + sum(round(other, 9) > round(value, 9) for other in ranked.values())
    return rows


def _reference(city: PlainCity, one: PlainIndicator, units: list[str], year: int, how: str) -> float:
    if how == "city":
        whole = city.counted(one.code, city.city, year)
        return one.k * whole[0] / whole[1] if whole is not None else city.values[one.code, city.city, year]
    held = [(city.inhabitants(unit, year), x) for unit in units if (x := city.rate(one, unit, year)) is not None]
    if how == "simple":
        return sum(x for _, x in held) / len(held)
    return sum(people * x for people, x in held) / sum(people for people, _ in held)


def _is_thin(city: PlainCity, one: PlainIndicator, units: list[str], year: int, reference: float) -> bool:
    held = [found[1] for unit in units if (found := city.counted(one.code, unit, year)) is not None]
    return bool(held) and reference * median(held) / one.k < 5


def _row(
    city: PlainCity, unit: str, year: int, recipe: PlainRecipe, reference: dict[str, float], weights: dict[str, float]
) -> PlainRow:  # fmt: skip
    own: dict[str, float] = {}
    for one in city.indicators:
        x = city.rate(one, unit, year)
        if x is not None:
            own[one.code] = _value(one, x, reference[one.code], recipe.direction)
    areas: dict[str, float | None] = {}
    held_in: dict[str, float] = {}
    for area in AREAS:
        members = [one.code for one in city.indicators if one.area == area and weights[one.code] > 0]
        held_in[area] = sum(weights[code] for code in members if code in own)
        enough = members and held_in[area] / sum(weights[code] for code in members) >= 0.5
        areas[area] = _mean([(own[code], weights[code]) for code in members if code in own], recipe.aggregation) if enough else None
    there = [(value, 1.0) for value in areas.values() if value is not None]
    index = _mean(there, recipe.aggregation) if len(there) >= 3 else None
    points: dict[str, float] = {}
    if index is not None:
        for one in city.indicators:
            if one.code in own and weights[one.code] > 0 and areas[one.area] is not None:
                points[one.code] = weights[one.code] / held_in[one.area] / len(there) * (own[one.code] - 100)
    return PlainRow(areas, index, None, points)


def _value(one: PlainIndicator, x: float, reference: float, direction: str) -> float:
    if one.direction > 0:
        return 100 * x / reference
    if one.kind == PERCENTAGE and direction == "complement":
        return 100 * (100 - x) / (100 - reference)
    return 200 - 100 * x / reference


def _mean(pairs: list[tuple[float, float]], how: str) -> float:
    total = sum(weight for _, weight in pairs)
    if how == "geometric":
        return math.exp(sum(weight * math.log(max(value, 1.0)) for value, weight in pairs) / total)
    if how == "power":
        return math.sqrt(sum(weight * max(value, 0.0) ** 2 for value, weight in pairs) / total)
    return sum(weight * value for value, weight in pairs) / total


# --- a small city ---------------------------------------------------------------------------------

CITY = PlainCity(
    city="0180",
    level={
        "0180": "city", "v": "board", "ö": "board",
        "v1": "district", "v2": "district", "ö1": "district", "ö2": "district", "ö3": "district",
        "v1a": "base", "v1b": "base", "v2a": "base", "v2b": "base", "ö1a": "base", "ö1b": "base", "ö1c": "base", "ö2a": "base",
    },
    parent={
        "v": "0180", "ö": "0180", "v1": "v", "v2": "v", "ö1": "ö", "ö2": "ö", "ö3": "ö",
        "v1a": "v1", "v1b": "v1", "v2a": "v2", "v2b": "v2", "ö1a": "ö1", "ö1b": "ö1", "ö1c": "ö1", "ö2a": "ö2",
    },
    indicators=[
        PlainIndicator("bidrag", "LIVELIHOOD", 1, PERCENTAGE, 100),
        PlainIndicator("arbete", "LIVELIHOOD", -1, PERCENTAGE, 100, 2.0),
        PlainIndicator("behöriga", "SOCIAL", -1, PERCENTAGE, 100),
        PlainIndicator("sjuktal", "HEALTH", 1, "other", 1),
        PlainIndicator("besök", "HEALTH", -1, "rate", 1_000, 0.5),
        PlainIndicator("rån", "SAFETY", 1, "rate", 1_000),
        PlainIndicator("ovanligt", "SAFETY", 1, "rate", 1_000),
    ],
)  # fmt: skip
YEARS = (2011, 2012)
_LEAVES = ("v1a", "v1b", "v2a", "v2b", "ö1a", "ö1b", "ö1c", "ö2a", "ö3")
_SHARES = {"bidrag": 1.0, "arbete": 0.6, "behöriga": 0.05, "besök": 1.0, "rån": 1.0, "ovanligt": 1.0}
_RATES = {"bidrag": 4.0, "arbete": 74.0, "behöriga": 86.0, "besök": 320.0, "rån": 9.0, "ovanligt": 0.6}
_MISSING = {("behöriga", "ö2a", 2012), ("bidrag", "v2a", 2012), ("arbete", "v2a", 2012), ("rån", "ö1c", 2012), ("sjuktal", "ö1c", 2012),
            ("besök", "ö1c", 2012)}  # fmt: skip


def _fill() -> None:
    for number, leaf in enumerate(_LEAVES):
        for year in YEARS:
            people = 640 if leaf == "v1b" else 1_900 + 730 * number + 60 * (year - 2011)
            CITY.people[leaf, year] = people
            for place, one in enumerate(CITY.indicators):
                bend = 1 + 0.37 * math.sin(3 * number + 5 * place + 0.4 * (year - 2011))
                if (one.code, leaf, year) in _MISSING:
                    continue
                if one.code == "sjuktal":
                    CITY.values[one.code, leaf, year] = round(7.5 * bend, 1)
                    continue
                under = round(people * _SHARES[one.code])
                rate = 100 - (100 - _RATES[one.code]) * bend if one.direction < 0 and one.k == 100 else _RATES[one.code] * bend
                CITY.counts[one.code, leaf, year] = round(rate * under / one.k), under
    for year in YEARS:
        CITY.values["sjuktal", "0180", year] = 7.7 - 0.2 * (year - 2011)


_fill()
