"""Finds the four tables of an indicator workbook: sheets by name, columns by heading (risk-index brief, section 5)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain import swedish
from app.domain.riskindex.intake_book import AREAS, INDICATORS, PEOPLE, VALUES
from app.domain.riskindex.intake_cells import Located, letter, rows_with_content
from app.domain.riskindex.intake_problems import Faults
from app.domain.riskindex.series import EXAMPLE_MARK
from app.domain.table_columns import ColumnSheet
from app.errors import FileRefused
from app.exchange.sheet_scan import FORM, parts_of
from app.exchange.zip_gate import check_workbook_file

# Sheet → key and heading of each column, in the template's order.
HEADINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    AREAS: (("code", "Kod"), ("name", "Namn"), ("level", "Nivå"), ("parent", "Överordnad")),
    PEOPLE: (("year", "År"), ("code", "Kod"), ("count", "Antal")),
    INDICATORS: (
        ("code", "Kod"), ("name", "Namn"), ("area", "Delindex"), ("direction", "Riktning"), ("kind", "Slag"), ("unit", "Enhet"),
        ("multiplier", "Multiplikator"), ("denominator", "Nämnare"), ("weight", "Vikt"), ("source", "Källa"),
    ),
    VALUES: (
        ("year", "År"), ("code", "Kod"), ("indicator", "Indikator"), ("value", "Värde"), ("numerator", "Täljare"),
        ("denominator", "Nämnare"),
    ),
}  # fmt: skip
OPTIONAL: Mapping[str, tuple[tuple[str, str], ...]] = {
    AREAS: (("aliases", "Alias"),),
    INDICATORS: (("sensitive", "Känslig"), ("redefined", "Ny definition från")),
}
READ_ME = "Läs mig"
_SEARCHED_ROWS = 15
_ADVICE = "Börja med den tomma indikatorbok som programmet gör, eller använd Läs in annan tabell."


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables that were found; None for the whole when a sheet or its headings are missing."""

    found: Mapping[str, Located] | None
    notes: tuple[str, ...]
    illustrative: bool


def find_tables(sheets: Sequence[ColumnSheet], faults: Faults) -> Tables:
    """All four tables, or a fault for each sheet and heading that is missing. Raises FileRefused for a workbook of another kind."""
    by_name = {swedish.match_key(one.name): one for one in sheets}
    if sum(swedish.match_key(name) in by_name for name in HEADINGS) < 2:
        named = swedish.join([f"”{one.name[:40]}”" for one in sheets[:5]])
        wanted = swedish.join([f"”{name}”" for name in HEADINGS])
        raise FileRefused(f"Arbetsboken är ingen indikatorbok: bladen {wanted} finns inte. Bladen heter {named}.", _ADVICE)
    found: dict[str, Located] = {}
    notes: list[str] = []
    for name in HEADINGS:
        sheet = by_name.get(swedish.match_key(name))
        if sheet is None:
            faults.add(name, f"Bladet ”{name}” saknas. Lägg till det med sina rubriker; det får vara tomt.")
            continue
        if sheet.hidden:
            faults.add(name, "Bladet är dolt i Excel. Visa det, så att det som läses in är det som syns.")
        table = _locate(name, sheet, faults, notes)
        if table is not None:
            found[name] = table
    known = {swedish.match_key(name) for name in (*HEADINGS, READ_ME)}
    others = [f"”{one.name[:40]}”" for one in sheets if swedish.match_key(one.name) not in known and not one.is_empty]
    if others:
        notes.append(f"Bladen {swedish.join(others[:6])} hör inte till indikatorboken och läses inte.")
    told = by_name.get(swedish.match_key(READ_ME))
    illustrative = told is not None and any(EXAMPLE_MARK in text for column in told.columns for text in column.texts)
    return Tables(found if len(found) == len(HEADINGS) else None, tuple(notes), illustrative)


def _locate(name: str, sheet: ColumnSheet, faults: Faults, notes: list[str]) -> Located | None:
    wanted = {swedish.match_key(label): key for key, label in (*HEADINGS[name], *OPTIONAL.get(name, ()))}
    row, columns, doubled = _heading_row(sheet, wanted)
    if not columns:
        labels = swedish.join([f"”{label}”" for _, label in HEADINGS[name]])
        faults.add(name, f"Rubrikerna saknas. Skriv {labels} i en rad överst på bladet.", [1])
        return None
    missing = [label for key, label in HEADINGS[name] if key not in columns]
    for label in missing:
        faults.add(name, f"Kolumnen ”{label}” saknas. Skriv rubriken i rubrikraden; kolumnen får vara tom.", [row])
    for column in doubled:
        faults.add(name, f"Rubriken ”{sheet.shown(row, column)}” finns mer än en gång. Behåll en av kolumnerna.", [row], letter(column))
    strange = [
        f"”{sheet.shown(row, column)[:30]}”"
        for column in range(1, len(sheet.columns) + 1)
        if sheet.shown(row, column) and column not in columns.values() and column not in doubled
    ]
    if strange:
        notes.append(f"Blad ”{name}”: kolumnerna {swedish.join(strange[:6])} läses inte.")
    if missing:
        return None
    return Located(sheet, rows_with_content(sheet, columns.values(), row), columns)


def _heading_row(sheet: ColumnSheet, wanted: Mapping[str, str]) -> tuple[int, dict[str, int], list[int]]:
    """The row with most of the headings, the first of equals: its number, key → column, and columns with a heading again."""
    best: tuple[int, dict[str, int], list[int]] = (1, {}, [])
    for row in range(1, min(sheet.height, _SEARCHED_ROWS) + 1):
        columns: dict[str, int] = {}
        doubled: list[int] = []
        for column in range(1, len(sheet.columns) + 1):
            value = sheet.value(row, column)
            key = wanted.get(swedish.match_key(value)) if isinstance(value, str) and len(value) < 60 else None
            if key is not None and key in columns:
                doubled.append(column)
            elif key is not None:
                columns[key] = column
        if len(columns) > len(best[1]):
            best = (row, columns, doubled)
    return best


def is_indicator_workbook(data: bytes) -> bool:
    """Whether the sheets are those of an indicator workbook; only their names are read. Raises FileRefused for what is no workbook."""
    check_workbook_file(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {swedish.match_key(name) for name, _, _ in parts_of(archive, FORM)[0]}
    except FileRefused:
        raise
    except Exception:  # noqa: BLE001 - a damaged workbook is told by the reader that it is then given to
        return False
    return {swedish.match_key(INDICATORS), swedish.match_key(VALUES)} <= names
