"""Fills a plan workbook as a person does: finds the label or the header, writes beside or under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def fill(path: Path, answers: Mapping[str, object], tables: Sequence[Mapping[str, Sequence[object]]]) -> None:
    """Write answers beside their labels, and each table's columns under their headers."""
    book = openpyxl.load_workbook(path)
    for label, value in answers.items():
        cell = find(book, label)
        cell.parent.cell(cell.row, cell.column + 1).value = value
    for table in tables:
        for header, values in table.items():
            cell = find(book, header, headers=True)
            for place, value in enumerate(values, 1):
                cell.parent.cell(cell.row + place, cell.column).value = value
    book.save(path)


def drop_row(path: Path, sheet: str, text: str) -> None:
    """Take out the row of a sheet that holds the text."""
    book = openpyxl.load_workbook(path)
    cell = next(one for one in _cells(book[sheet]) if one.value == text)
    book[sheet].delete_rows(cell.row)
    book.save(path)


def find(book: Workbook, label: str, *, headers: bool = False) -> Cell:
    """The cell with this label: in the first sheet, or a table's header in the others."""
    sheets = [one for one in book.worksheets if one.sheet_state == "visible"]
    found = [cell for sheet in (sheets[1:] if headers else sheets[:1]) for cell in _cells(sheet) if cell.value == label]
    assert found, f"the form has no {label!r}"
    return found[-1]


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if isinstance(cell, Cell))
