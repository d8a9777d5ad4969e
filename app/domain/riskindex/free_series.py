"""A table of published index numbers: read as it is, never recomputed (risk-index brief, sections 1 and 5)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, count
from math import isnan

from app.domain import swedish
from app.domain.programme import Programme
from app.domain.riskindex.free_table import Role, TableMapping
from app.domain.riskindex.intake import read_years
from app.domain.riskindex.intake_book import SAMPLES, Counted
from app.domain.riskindex.intake_cells import MISSING_MARKS, Located, numbers, rows_with_content, tell_cells
from app.domain.riskindex.intake_problems import Faults
from app.domain.riskindex.series import EXAMPLE_MARK, SAME_YEAR, IndexValue, Level, Measure, SeriesInfo, SeriesKind
from app.domain.table_columns import ColumnSheet
from app.domain.views import Difference

CITY_UNIT = "stockholm"
CITY_NAMES = ("hela staden", "staden", "stockholm", "stockholms stad", "staden totalt")
_TOTALS = ("total", "totalt", "totalt index", "index", "totalindex")
_MEASURES: Mapping[str, Measure] = {swedish.match_key(one.label): one for one in Measure} | dict.fromkeys(_TOTALS, Measure.TOTAL)


@dataclass(frozen=True, slots=True)
class SeriesTexts:
    """What is said of every row when no column says it."""

    name: str = ""
    source: str = ""
    reference: str = SAME_YEAR
    level: Level = Level.DISTRICT


@dataclass(frozen=True, slots=True)
class SeriesIntake:
    """Published series with their values, ready to be stored; keys of new series are made of their names."""

    series: tuple[SeriesInfo, ...]
    values: tuple[IndexValue, ...]


def unit_keys(programme: Programme, level: Level) -> Mapping[str, str]:
    """A name as it may be written → the programme's key, for a level's units and the city."""
    found = dict.fromkeys(CITY_NAMES, CITY_UNIT)
    if level is Level.DISTRICT:
        found |= {swedish.match_key(name): one.key for one in programme.districts for name in (one.key, one.name, *one.aliases)}
    else:
        found |= {
            swedish.match_key(name): one.key
            for one in programme.district_boards
            for name in (one.key, one.name, one.short_name, *one.aliases)
        }
    return found


def unit_labels(programme: Programme, level: Level) -> list[tuple[str, str]]:
    """What an unknown name may be matched to: label and key."""
    units = programme.districts if level is Level.DISTRICT else programme.district_boards
    return [("Hela staden", CITY_UNIT), *((one.name, one.key) for one in units)]


def lacks_of_series(mapping: TableMapping, texts: SeriesTexts) -> str:
    """What must be said before the table can be read, Swedish; '' when nothing is missing."""
    held = list(mapping.roles.values())
    for role in Role:
        if role is not Role.NONE and held.count(role) > 1:
            return f"Två kolumner är valda som {role.label.lower()}. Välj en."
    if Role.UNIT not in held:
        return "Välj vilken kolumn som anger området."
    if Role.VALUE not in held:
        return "Välj vilken kolumn som har indextalet (Värde)."
    if Role.YEAR not in held and mapping.year is None:
        return "Välj vilken kolumn som anger året, eller skriv året om det är ett och samma."
    for role, text, label in ((Role.SERIES, texts.name, "seriens namn"), (Role.SOURCE, texts.source, "källan")):
        if role not in held and not swedish.compact(text):
            return f"Skriv {label}, eller välj kolumnen som anger det."
    if Role.REFERENCE not in held and not swedish.compact(texts.reference):
        return f"Skriv vad 100 står för, till exempel ”{SAME_YEAR}”."
    return ""


def read_series(
    sheet: ColumnSheet,
    mapping: TableMapping,
    texts: SeriesTexts,
    programme: Programme,
    held: Iterable[SeriesInfo],
    taken: Collection[str],
    faults: Faults,
) -> tuple[SeriesIntake | None, tuple[str, ...], dict[str, int]]:
    """The series, what is worth knowing, and names that no unit answers to with how many rows each is on; `taken` keys are not given."""
    columns = {role.value: column for column, role in mapping.roles.items() if role is not Role.NONE}
    fixed: dict[str, str | float] = {"year": float(mapping.year)} if mapping.year is not None and "year" not in columns else {}
    table = Located(sheet, rows_with_content(sheet, columns.values(), mapping.header_row), columns, fixed)
    keys = {**unit_keys(programme, texts.level)}
    matched = {swedish.match_key(name): key for name, key in mapping.names.items()}
    unknown: dict[str, int] = {}
    for row in table.rows.tolist():
        name = swedish.compact(table.shown("code", row))
        if name and swedish.match_key(name) not in keys and swedish.match_key(name) not in matched:
            unknown[name] = unknown.get(name, 0) + 1
    if unknown:
        return None, (), unknown
    tell_cells(table, faults)
    keys |= matched
    years = read_years(table, faults)
    figures, marks = numbers(table, "value", faults, missing=MISSING_MARKS, texts=True)
    illustrative = any(EXAMPLE_MARK in text for column in sheet.columns for text in column.texts)
    by_name = {swedish.match_key(one.name): one for one in held}
    series: dict[str, SeriesInfo] = {}
    values: dict[tuple[str, str, Measure, int], tuple[int, float]] = {}
    left_out = 0
    for row, year, figure in zip(table.rows.tolist(), years, figures.tolist(), strict=True):
        unit = keys.get(swedish.match_key(table.shown("code", row)), "")
        if not unit:
            left_out += 1
            continue
        measure = _measure(table, row, faults)
        info = _series(table, row, texts, by_name, taken, series, illustrative, faults)
        if year is None or measure is None or info is None or isnan(figure):
            continue
        if figure < 0:
            faults.add(sheet.name, "Indextalet är negativt.", [row], table.letter("value"))
        key = (info.key, unit, measure, year)
        if key in values:
            text = f"Raden har samma serie, område, mått och år som rad {values[key][0]}. Ta bort den ena."
            faults.add(sheet.name, text, [row], table.letter("code"))
        values.setdefault(key, (row, figure))
    if not values and not faults:
        faults.add(sheet.name, "Tabellen har inga värden att läsa in.")
    notes = [f"{swedish.integer(marks)} celler har tecken för saknad uppgift. De läses inte in."] if marks else []
    notes += [f"{swedish.integer(left_out)} rader läses inte, eftersom deras område är utelämnat."] if left_out else []
    notes += [f"Tabellen är märkt ”{EXAMPLE_MARK}”. Serien behåller märkningen."] if illustrative else []
    found = tuple(
        IndexValue(series=key, unit=unit, measure=measure, year=year, value=figure)
        for (key, unit, measure, year), (_, figure) in values.items()
    )
    return SeriesIntake(tuple(series.values()), found), tuple(notes), {}


def _measure(table: Located, row: int, faults: Faults) -> Measure | None:
    if "measure" not in table.columns:
        return Measure.TOTAL
    text = swedish.compact(table.shown("measure", row))
    found = _MEASURES.get(swedish.match_key(text))
    if found is None:
        known = swedish.join([f"”{one.label}”" for one in Measure])
        faults.add(table.name, f"”{text}” är inget mått som programmet känner. Skriv {known}.", [row], table.letter("measure"))
    return found


def _series(
    table: Located,
    row: int,
    texts: SeriesTexts,
    held: Mapping[str, SeriesInfo],
    taken: Collection[str],
    found: dict[str, SeriesInfo],
    illustrative: bool,
    faults: Faults,
) -> SeriesInfo | None:
    """The row's series, also put into `found` by name; the same name must have the same source, reference and level on every row."""
    name = swedish.compact(table.shown("series", row) if "series" in table.columns else texts.name)
    source = swedish.compact(table.shown("source", row) if "source" in table.columns else texts.source)
    reference = swedish.compact(table.shown("reference", row) if "reference" in table.columns else texts.reference)
    for text, label, key in ((name, "Seriens namn", "series"), (source, "Källan", "source"), (reference, "Referensen", "reference")):
        if not text:
            faults.add(table.name, f"{label} saknas.", [row], table.letter(key))
            return None
    called = swedish.match_key(name)
    known, before = held.get(called), found.get(called)
    if known is not None and known.level is not texts.level:
        text = f"Serien ”{name}” finns redan och gäller {known.level.label.lower()}. Välj den nivån, eller ge serien ett annat namn."
        faults.add(table.name, text, [row], table.letter("series"))
        return None
    if before is None:
        key = known.key if known else _new_key(name, {*taken, *(one.key for one in found.values())})
        before = found[called] = SeriesInfo(
            key=key, name=known.name if known else name, kind=SeriesKind.PUBLISHED, level=texts.level, source=source, reference=reference,
            illustrative=illustrative,
        )  # fmt: skip
    if (before.source, before.reference) != (source, reference):
        text = f"Serien ”{name}” har en annan källa eller referens än på raderna ovanför. En serie har en källa och en referens."
        faults.add(table.name, text, [row], table.letter("series"))
    return before


def _new_key(name: str, taken: Collection[str]) -> str:
    """Made of the name; numbered when another series has it, since names that differ in signs alone make the same key."""
    plain = re.sub(r"[^a-z0-9]+", "-", swedish.fold(name)).strip("-")[:60] or "serie"
    numbered = (f"{plain}-{number}" for number in count(2))
    return next(one for one in chain((plain,), numbered) if one not in taken)


def mixed_marks(
    intake: SeriesIntake, held: Mapping[str, SeriesInfo], values: Mapping[tuple[str, str, Measure, int], float]
) -> tuple[str, ...]:
    """Why a table cannot go into a series: values marked as examples and others are never mixed; all held ones may be replaced."""
    given = {(one.series, one.unit, one.measure, one.year) for one in intake.values}
    told = []
    for one in intake.series:
        before = held.get(one.key)
        left = sum(place[0] == one.key and place not in given for place in values)
        if before is None or before.illustrative is one.illustrative or not left:
            continue
        which = ("serien", "tabellen") if before.illustrative else ("tabellen", "serien")
        told.append(
            f"Serien ”{one.name}” finns redan. Värdena i {which[0]} är märkta ”{EXAMPLE_MARK}”, och de i {which[1]} är det inte. "
            "De blandas inte: ge tabellens serie ett annat namn, eller läs in en tabell som ersätter alla seriens värden "
            f"({swedish.integer(left)} av dem står inte i den här)."
        )
    return tuple(told)


def compare_series(
    intake: SeriesIntake, held: Mapping[str, SeriesInfo], values: Mapping[tuple[str, str, Measure, int], float]
) -> tuple[tuple[Counted, ...], tuple[Difference, ...]]:
    """What is new and different, and the differences."""
    new = sum(one.key not in held for one in intake.series)
    changed = [one for one in intake.series if one.key in held and held[one.key] != one]
    figures = [(one, values.get((one.series, one.unit, one.measure, one.year))) for one in intake.values]
    differing = [(one, before) for one, before in figures if before is not None and before != one.value]
    fresh = sum(before is None for _, before in figures)
    told = [
        Difference(f"{one.name}: {label}", old, now)
        for one in changed
        for label, old, now in (
            ("källa", held[one.key].source, one.source), ("referens", held[one.key].reference, one.reference),
            ("exempelvärden", swedish.yes_no(held[one.key].illustrative), swedish.yes_no(one.illustrative)),
        )
        if old != now
    ]  # fmt: skip
    told += [
        Difference(f"{one.measure.label}, {one.unit} {one.year}", swedish.number(before), swedish.number(one.value))
        for one, before in differing[:SAMPLES]
    ]
    return (
        Counted("Publicerade serier", new, len(changed), len(intake.series) - new - len(changed)),
        Counted("Indextal", fresh, len(differing), len(intake.values) - fresh - len(differing)),
    ), tuple(told)
