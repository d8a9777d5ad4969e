"""What reading in a workbook or a table would change, before anything is stored (risk-index brief, section 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from app.domain import swedish
from app.domain.problems import Problem
from app.domain.riskindex.dataset import Territory
from app.domain.riskindex.intake import (
    DIRECTION_NAMES,
    KIND_NAMES,
    LEVEL_NAMES,
    Known,
    read_indicators,
    read_population,
    read_territories,
)
from app.domain.riskindex.intake_cells import Located, tell_cells
from app.domain.riskindex.intake_problems import Faults
from app.domain.riskindex.intake_values import Compared, Values, compare, needs_multiplier, read_values
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import EXAMPLE_MARK, Indicator
from app.domain.riskindex.uncertainty import HIDDEN_COUNT, counts_of, is_hidden
from app.domain.views import Changes, Difference

if TYPE_CHECKING:
    from app.domain.riskindex.free_series import SeriesIntake

AREAS, PEOPLE, INDICATORS, VALUES = "Områden", "Befolkning", "Indikatorer", "Värden"
SAMPLES = 200  # differences that are shown


@dataclass(frozen=True, slots=True)
class Intake:
    """Sound content, ready to be stored."""

    territories: tuple[Territory, ...]
    population: Mapping[tuple[str, int], int]
    indicators: tuple[Indicator, ...]
    values: Values
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of one sheet is new, different and already held."""

    sheet: str
    new: int
    changed: int
    same: int

    @property
    def all(self) -> int:
        return self.new + self.changed + self.same


@dataclass(frozen=True, slots=True)
class IndicatorPreview:
    """What a workbook or table holds and would change. `problems` stop it; `notes` only inform."""

    file_name: str
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    counts: tuple[Counted, ...] = ()
    differences: tuple[Difference, ...] = ()
    years: tuple[int, ...] = ()
    recipes: tuple[str, ...] = ()  # whose results change
    results: tuple[str, ...] = ()  # kept results that rest on what changes
    stamp: int = 0  # of the data it was compared with
    intake: Intake | None = None
    series: SeriesIntake | None = None  # of a table of published index numbers
    compared: Compared | None = None
    existing: None = None  # it is no record of its own

    @property
    def new(self) -> int:
        return sum(one.new for one in self.counts)

    @property
    def changed(self) -> int:
        return sum(one.changed for one in self.counts)

    @property
    def can_store(self) -> bool:
        return not self.problems and self.new + self.changed > 0


@dataclass(frozen=True, slots=True)
class IndicatorsStored:
    counts: tuple[Counted, ...]
    changes: Changes = field(default_factory=Changes)


def take_in(tables: Mapping[str, Located], known: Known, faults: Faults, illustrative: bool = False) -> tuple[Intake, list[str]]:
    """Every table's content and what is worth knowing; faults are collected over all tables before anything is given up."""
    formulas = sum(tell_cells(table, faults) for table in tables.values())
    places = read_territories(tables[AREAS], known, faults)
    population, named = read_population(tables[PEOPLE], places, faults)
    indicators = read_indicators(tables[INDICATORS], known, faults)
    by_code = {one.code: one for one in (*known.indicators, *indicators)}
    values = read_values(tables[VALUES], places, by_code, faults)
    for code in needs_multiplier(values, indicators):
        row = next((row for row in tables[INDICATORS].rows.tolist() if tables[INDICATORS].shown("code", row).strip() == code), None)
        text = f"Kvoten {code} har täljare och nämnare men ingen Multiplikator. Skriv till exempel 1000 för ”per 1 000 invånare”."
        faults.add(INDICATORS, text, [row] if row else [], tables[INDICATORS].letter("multiplier"))
    if not faults and not any(len(table.rows) for table in tables.values()):
        faults.add(VALUES, "Arbetsboken är tom. Fyll i bladen och läs in den igen.")
    notes = _notes(values, dict((*named, *values.by_name)), formulas, indicators, illustrative)
    return Intake(places.own, population, indicators, values, illustrative), notes


def _notes(values: Values, by_name: Mapping[str, int], formulas: int, indicators: Sequence[Indicator], illustrative: bool) -> list[str]:
    notes = []
    if illustrative:
        notes.append(f"Arbetsboken är märkt ”{EXAMPLE_MARK}”. Värdena behåller märkningen.")
    if values.missing:
        notes.append(f"{_rows(values.missing)} har varken värde, täljare eller nämnare. De räknas som saknade uppgifter, aldrig som 0.")
    if values.marks:
        notes.append(f"{swedish.integer(values.marks)} celler har tecken för saknad uppgift, till exempel ”..”. De räknas som saknade.")
    if by_name:
        named = swedish.join([f"”{name}”" for name in list(by_name)[:5]]) + (" med flera" if len(by_name) > 5 else "")
        notes.append(f"{_rows(sum(by_name.values()))} anger området med namn i stället för kod: {named}. Namnen passar på ett område var.")
    if formulas:
        notes.append(f"{swedish.integer(formulas)} celler är formler. De sparade värdena läses in.")
    without = [one.code for one in indicators if not one.source]
    if without:
        named = swedish.join(without[:8]) + (" med flera" if len(without) > 8 else "")
        notes.append(f"Källa saknas för {named}. Fyll i den så att värdena går att följa.")
    return notes


def _rows(count: int) -> str:
    return "En rad" if count == 1 else f"{swedish.integer(count)} rader"


# --- what would change ------------------------------------------------------------------------------------


def preview_of(
    file_name: str,
    intake: Intake,
    notes: Iterable[str],
    known: Known,
    stored: Values,
    marks: Sequence[bool],
    recipes: Sequence[Recipe],
    stamp: int,
    step: Callable[[], None] = lambda: None,
) -> IndicatorPreview:
    """`stored` are the observations held now and `marks` whether each is an example value."""
    differs = np.array(marks, dtype=bool) != intake.illustrative
    compared = compare(intake.values, stored, mark_differs=differs)
    step()
    places, indicators, people = _places(intake, known), _indicators(intake, known), _people(intake, known)
    counts = (
        places[0], people[0], indicators[0], Counted(VALUES, int(compared.new.sum()), int(compared.changed.sum()), compared.same)
    )  # fmt: skip
    moved = compared.new | compared.changed
    years = tuple(int(one) for one in np.unique(intake.values.year[moved]))
    touched = intake.values.only(moved).touched() | {one.code for one in indicators[2]}
    return IndicatorPreview(
        file_name=file_name,
        problems=(),
        notes=tuple(notes),
        counts=counts,
        differences=(*places[1], *people[1], *indicators[1], *_value_differences(intake.values, compared, stored, known, intake)),
        years=years,
        recipes=_recipes_touched(recipes, touched, bool(places[0].changed or people[0].new or people[0].changed)),
        stamp=stamp,
        intake=intake,
        compared=compared,
    )


def _recipes_touched(recipes: Sequence[Recipe], indicators: frozenset[str] | set[str], places: bool) -> tuple[str, ...]:
    """Recipes that count any of the indicators; with other parts or inhabitants all of them may change."""
    return tuple(f"{one.name} {one.version}" for one in recipes if places or indicators - one.left_out)


def _places(intake: Intake, known: Known) -> tuple[Counted, list[Difference]]:
    held = {one.code: one for one in known.territories}
    found: list[Difference] = []
    changed = new = 0
    for one in intake.territories:
        before = held.get(one.code)
        if before is None:
            new += 1
            continue
        rows = [(label, old, now) for label, old, now in zip(_PLACE, _place(before), _place(one), strict=True) if old != now]
        changed += bool(rows)
        found += [Difference(f"Område {one.code}: {label}", old, now) for label, old, now in rows]
    return Counted(AREAS, new, changed, len(intake.territories) - new - changed), found[:SAMPLES]


_PLACE = ("Namn", "Nivå", "Överordnad", "Alias")
_INDICATOR = ("Namn", "Delindex", "Riktning", "Slag", "Enhet", "Multiplikator", "Nämnare", "Vikt", "Känslig", "Ny definition från", "Källa")


def _place(one: Territory) -> tuple[str, ...]:
    return one.name, LEVEL_NAMES[one.level], one.parent or "", "; ".join(sorted(one.aliases))


def _indicator(one: Indicator) -> tuple[str, ...]:
    return (
        one.name, one.area.label, DIRECTION_NAMES[one.direction], KIND_NAMES[one.kind], one.unit, swedish.integer(one.multiplier),
        one.denominator, swedish.number(one.weight), swedish.yes_no(one.sensitive), str(one.redefined or ""), one.source,
    )  # fmt: skip


def _indicators(intake: Intake, known: Known) -> tuple[Counted, list[Difference], list[Indicator]]:
    held = {one.code: one for one in known.indicators}
    found: list[Difference] = []
    moved: list[Indicator] = []
    new = 0
    for one in intake.indicators:
        before = held.get(one.code)
        if before is None:
            new += 1
            continue
        rows = [(label, old, now) for label, old, now in zip(_INDICATOR, _indicator(before), _indicator(one), strict=True) if old != now]
        moved += [one] if rows else []
        found += [Difference(f"Indikator {one.code}: {label}", old, now) for label, old, now in rows]
    return Counted(INDICATORS, new, len(moved), len(intake.indicators) - new - len(moved)), found[:SAMPLES], moved


def _people(intake: Intake, known: Known) -> tuple[Counted, list[Difference]]:
    new = sum(key not in known.population for key in intake.population)
    rows = [
        Difference(f"Folkmängd {code} {year}", swedish.integer(known.population[code, year]), swedish.integer(number))
        for (code, year), number in intake.population.items()
        if known.population.get((code, year), number) != number
    ]
    return Counted(PEOPLE, new, len(rows), len(intake.population) - new - len(rows)), rows[:SAMPLES]


def _is_hidden(indicator: Indicator, values: Values, place: int) -> bool:
    """Whether the count, given or told by value and denominator, is too small to be shown (section 3.10)."""
    over, x, under = (np.asarray(one[place], dtype=float) for one in (values.numerator, values.value, values.denominator))
    return is_hidden(indicator, float(counts_of(over, x, under, np.asarray(float(indicator.multiplier)))))


def _value_differences(values: Values, compared: Compared, stored: Values, known: Known, intake: Intake) -> list[Difference]:
    names = {one.code: one.name for one in (*known.territories, *intake.territories)}
    labels = {one.code: one.name for one in (*known.indicators, *intake.indicators)}
    described = {one.code: one for one in (*known.indicators, *intake.indicators)}
    found = []
    for place in np.flatnonzero(compared.changed)[:SAMPLES].tolist():
        unit, indicator = values.units[values.unit[place]], values.indicators[values.indicator[place]]
        what = f"{labels.get(indicator, indicator)}, {names.get(unit, unit)} {values.year[place]}"
        before, after = stored.said(int(compared.stored[place])), values.said(place)
        if any(_is_hidden(described[indicator], held, at) for held, at in ((stored, int(compared.stored[place])), (values, place))):
            before, after = HIDDEN_COUNT, HIDDEN_COUNT
        elif before == after:
            after = f"{after} (märkningen ändras)"
        found.append(Difference(what, before, after))
    return found
