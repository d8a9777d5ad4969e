"""Indicator workbooks for tests: a small sound one, and the same with one thing broken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import openpyxl

from tests.files.editing import saved

HEADINGS = {
    "Områden": ["Kod", "Namn", "Nivå", "Överordnad"],
    "Befolkning": ["År", "Kod", "Antal"],
    "Indikatorer": ["Kod", "Namn", "Delindex", "Riktning", "Slag", "Enhet", "Multiplikator", "Nämnare", "Vikt", "Källa"],
    "Värden": ["År", "Kod", "Indikator", "Värde", "Täljare", "Nämnare"],
}
ROWS: dict[str, list[list[Any]]] = {
    "Områden": [
        ["0180", "Stockholm", "Stad", None],
        ["N1", "Järva", "stadsdelsområde", "0180"],
        ["D1", "Tensta", "stadsdel", "N1"],
        ["D2", "Rinkeby", "STADSDEL", "N1"],
        ["B1", "Norra Tensta", "basområde", "D1"],
    ],
    "Befolkning": [[2012, "D1", 18_000], [2012, "D2", 16_000], [2012, "0180", 880_000]],
    "Indikatorer": [
        ["arb", "Öppet arbetslösa", "Försörjning", "Högre är sämre", "Andel", "procent", 100, "invånare 18–64 år", 1, "SCB"],
        ["ohalsa", "Ohälsotal", "Hälsa", "Högre är sämre", "Annat", "dagar", None, None, 0.5, "Försäkringskassan"],
        ["brott", "Anmälda brott", "Säkerhet och trygghet", "Högre är sämre", "Kvot", "per 1 000", 1000, "invånare", 1, "Brå"],
    ],
    "Värden": [
        [2012, "D1", "arb", None, 900, 10_000],
        [2012, "D2", "arb", 8.5, None, None],
        [2012, "0180", "arb", 3.1, None, None],
        [2012, "D1", "ohalsa", 42.5, None, 10_000],
        [2012, "D2", "brott", None, 1_200, 16_000],
        [2012, "D2", "ohalsa", None, None, None],
    ],
}


def book(change: Callable[[Any], object] | None = None) -> Any:
    """The sound workbook, open for changes."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, heads in HEADINGS.items():
        sheet = made.create_sheet(name)
        for row in [heads, *ROWS[name]]:
            sheet.append(row)
    if change:
        change(made)
    return made


def content(change: Callable[[Any], object] | None = None) -> bytes:
    return saved(book(change))


def put(sheet: str, **cells: Any) -> Callable[[Any], None]:
    """A change that writes cells: `put("Värden", D2="8,5")`."""

    def change(made: Any) -> None:
        for place, value in cells.items():
            made[sheet][place] = value

    return change


def add(sheet: str, *rows: list[Any]) -> Callable[[Any], None]:
    def change(made: Any) -> None:
        for row in rows:
            made[sheet].append(row)

    return change
