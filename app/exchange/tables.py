"""Lists out of the program: as a workbook with typed cells, and as CSV for spreadsheets or for other programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.domain import swedish
from app.domain.fields import Kind, is_empty
from app.domain.vocabulary import Labelled
from app.errors import EnvironmentProblem
from app.exchange import cells

MAX_SHEET_ROWS = 1_048_576
MAX_SHEET_NAME = 31
MAX_WIDTH = 60
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

Column = tuple[str, Kind]


class Dialect(StrEnum):
    """Two ways to write CSV: for a Swedish spreadsheet, and for programs."""

    SPREADSHEET = "spreadsheet"  # semicolon, decimal comma, UTF-8 with BOM; text that could be a formula is disarmed
    PROGRAM = "program"  # comma, decimal point, UTF-8, values as they are


@dataclass(frozen=True, slots=True)
class _Format:
    number: str
    width: int


_CELL_FORMATS: Mapping[Kind, _Format] = {
    Kind.DATE: _Format(cells.DATE_FORMAT, 12),
    Kind.KRONOR: _Format(cells.KRONOR_FORMAT, 14),
    Kind.INTEGER: _Format("0", 10),
    Kind.YEAR: _Format("0", 8),
    Kind.NUMBER: _Format(cells.NUMBER_FORMAT, 12),
}
_TEXT_CELL = _Format(cells.TEXT_FORMAT, 12)


def sheet_name(text: str) -> str:
    """A name that Excel takes: at most 31 characters, none of []:*?/\\, not empty."""
    name = swedish.compact(_NOT_IN_SHEET_NAME.sub(" ", text)).strip(" '")
    if len(name) > MAX_SHEET_NAME:
        name = f"{name[: MAX_SHEET_NAME - 1].rstrip()}…"
    return name or "Lista"


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet with one table; `lead` is said in lines above it."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    lead: tuple[str, ...] = ()


def write_table(columns: Sequence[Column], rows: Iterable[Sequence[object]], *, title: str = "Lista") -> bytes:
    """A list as .xlsx: headers frozen, filter on, amounts and dates as numbers, text always text. Checked by opening it again."""
    return write_tables([TableSheet(title, columns, rows)], title=title)


def write_tables(sheets: Sequence[TableSheet], *, title: str) -> bytes:
    """Several lists in one workbook, a sheet each."""
    from openpyxl import Workbook

    book = Workbook()
    longest = 0
    for number, one in enumerate(sheets):
        sheet: Any = book.active if number == 0 else book.create_sheet()
        sheet.title = sheet_name(one.title)
        longest = max(longest, _put_table(sheet, one))
        _print_setup(sheet)
    book.properties.creator = "Stockholms stad"
    book.properties.title = cells.cell_text(title)
    return cells.finish(book, check=longest <= _CHECKED_ROWS)


def _put_table(sheet: Any, table: TableSheet) -> int:
    """Fill a sheet; returns its last row."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for row_number, line in enumerate(table.lead, 1):
        cells.put_text(sheet.cell(row_number, 1), line)
        sheet.cell(row_number, 1).font = Font(name="Calibri", bold=row_number == 1)
    top = len(table.lead) + 2 if table.lead else 1
    widths = [len(name) + 4 for name, _ in table.columns]
    for column, (name, _) in enumerate(table.columns, 1):
        header = sheet.cell(top, column)
        cells.put_text(header, name)
        header.font = Font(name="Calibri", bold=True)
        header.alignment = Alignment(vertical="top", wrap_text=True)
    count = top
    for count, row in enumerate(table.rows, top + 1):
        if count > MAX_SHEET_ROWS:
            raise EnvironmentProblem("Listan har fler rader än ett Excelblad rymmer.", "Filtrera listan, eller spara den som CSV.")
        for column, ((_, kind), value) in enumerate(zip(table.columns, row, strict=True), 1):
            widths[column - 1] = max(widths[column - 1], _fill(sheet.cell(count, column), kind, value))
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(width, MAX_WIDTH)
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    if table.columns:
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(table.columns))}{count}"
    return count


_CHECKED_ROWS = 5_000  # what the reader of forms takes; longer lists are only unpacked and summed


def _print_setup(sheet: Any) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.right.text = "Sida &P (&N)"


def _fill(cell: Any, kind: Kind, value: object) -> int:
    """Write one value with its type; returns the width it wants."""
    look = _CELL_FORMATS.get(kind, _TEXT_CELL)
    if is_empty(value):
        return 0
    if isinstance(value, datetime):
        cells.put_text(cell, f"{swedish.iso_date(value)} {swedish.time_of_day(value)}")
        return 18
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, date)):
        text = _plain(value)
        cells.put_text(cell, text)
        return min(len(text) + 2, MAX_WIDTH)
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    cell.value = value
    cell.number_format = look.number if look is not _TEXT_CELL else cells.NUMBER_FORMAT
    return look.width


def _plain(value: object) -> str:
    """Text for a cell: labels for choices, Ja or Nej, and several values after one another."""
    if isinstance(value, bool):
        return swedish.yes_no(value)
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, (tuple, list)):
        return "; ".join(_plain(one) for one in value)
    return str(value)


# --- CSV -----------------------------------------------------------------------------------------------


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[object]], dialect: Dialect = Dialect.SPREADSHEET) -> bytes:
    """A list as CSV in one of two dialects. Headers are given by the caller: Swedish for spreadsheets, English for programs."""
    spreadsheet = dialect is Dialect.SPREADSHEET
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if spreadsheet else ",", lineterminator="\r\n" if spreadsheet else "\n")
    to_text = _spreadsheet_text if spreadsheet else _program_text
    writer.writerow([to_text(name) for name, _ in columns])
    for row in rows:
        writer.writerow([to_text(value) for _, value in zip(columns, row, strict=True)])
    return stream.getvalue().encode("utf-8-sig" if spreadsheet else "utf-8")


def _spreadsheet_text(value: object) -> str:
    """Decimal comma and no thousands space, so that the number is a number; text that starts as a formula gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _number(value).replace(".", ",")
    if isinstance(value, datetime):
        return f"{swedish.iso_date(value)} {swedish.time_of_day(value)}"
    if isinstance(value, date):
        return swedish.iso_date(value)
    text = swedish.clean(_plain(value))
    return f"'{text}" if text.startswith(cells.FORMULA_STARTS) else text


def _program_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return _number(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return ";".join(_program_text(one) for one in value)
    return swedish.clean(str(value))


def _number(value: float | Decimal) -> str:
    return f"{Decimal(str(value)):f}"
