"""What was read from a workbook: plain frozen cells, the same whoever read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error such as #REF!, or a number that is none (NaN)."""

    text: str


CellValue = str | int | float | bool | date | datetime | CellError | None


@dataclass(frozen=True, slots=True)
class Area:
    """A merged area; rows and columns are 1-based and both ends count."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows[0][0]` is A1. Rows and columns in all other places are 1-based, as Excel shows them."""

    name: str
    hidden: bool = False
    rows: tuple[tuple[CellValue, ...], ...] = ()
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = field(default=frozenset())
    formulas_without_value: frozenset[tuple[int, int]] = field(default=frozenset())

    def value(self, row: int, column: int) -> CellValue:
        """The value of a cell, None when it is empty or outside."""
        if not 1 <= row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if 1 <= column <= len(cells) else None

    def area_at(self, row: int, column: int) -> Area:
        """The merged area that holds the cell, or the cell itself."""
        for area in self.merged:
            if area.holds(row, column):
                return area
        return Area(row, column, row, column)

    def cells(self) -> Iterator[tuple[int, int, CellValue]]:
        """Every cell with something in it: row, column, value, in reading order."""
        for row, values in enumerate(self.rows, 1):
            for column, value in enumerate(values, 1):
                if not is_blank(value):
                    yield row, column, value


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[Sheet, ...]


def is_blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def column_letter(column: int) -> str:
    """1 → 'A', 27 → 'AA'."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    return f"{column_letter(column)}{row}"


def cell_place(reference: str) -> tuple[int, int]:
    """'B12' → (12, 2). Raises ValueError for what is no cell."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isalpha() or not 1 <= len(digits) <= 7:
        raise ValueError("not a cell reference")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    if int(digits) < 1:
        raise ValueError("not a cell reference")
    return int(digits), column


# --- as JSON, between the reading process and the program --------------------------------------------


def pack_value(value: CellValue) -> Any:
    """Text, whole numbers and blanks as they are; every other kind with its tag."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return {"b": value}
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return {"e": value.text}


def unpack_value(packed: Any) -> CellValue:
    if packed is None or isinstance(packed, (str, int, float)):
        return packed
    [(tag, content)] = packed.items()
    match tag:
        case "b":
            return bool(content)
        case "t":
            return datetime.fromisoformat(content)
        case "d":
            return date.fromisoformat(content)
        case _:
            return CellError(str(content))


def pack_sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "rows": [[pack_value(value) for value in row] for row in sheet.rows],
        "merged": [[area.first_row, area.first_column, area.last_row, area.last_column] for area in sheet.merged],
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "formulas": sorted(sheet.formulas),
        "formulas_without_value": sorted(sheet.formulas_without_value),
    }


def unpack_sheet(packed: Mapping[str, Any]) -> Sheet:
    return Sheet(
        name=str(packed["name"]),
        hidden=bool(packed["hidden"]),
        rows=tuple(tuple(unpack_value(value) for value in row) for row in packed["rows"]),
        merged=tuple(Area(*area) for area in packed["merged"]),
        hidden_rows=frozenset(packed["hidden_rows"]),
        hidden_columns=frozenset(packed["hidden_columns"]),
        formulas=frozenset((row, column) for row, column in packed["formulas"]),
        formulas_without_value=frozenset((row, column) for row, column in packed["formulas_without_value"]),
    )
