"""The list of earlier grants, 2007–2014: made empty to fill in, and read back with every problem by sheet, row and column."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain import fields, swedish
from app.domain.earlier import FIRST_YEAR, LAST_YEAR, GrantRow
from app.domain.fields import Choices, Field, Kind
from app.domain.personal_data import holds_personal_number
from app.domain.problems import Problem
from app.domain.programme import Programme
from app.domain.swedish import ParseError
from app.errors import FileRefused
from app.exchange.sheet_reader import SheetReader, read_file
from app.exchange.tables import write_table
from app.exchange.workbook import Area, CellError, CellValue, Sheet, Workbook, column_letter, is_blank

SHEET = "Tidigare bidrag"
MAX_LISTED_PROBLEMS = 200
_ADVICE = "Använd den tomma lista som programmet gör, med rubrikerna i en rad."
_LEAST_HEADINGS = 3
_SUM_WORDS = {"summa", "totalt", "total", "summa totalt"}

FIELDS: tuple[Field, ...] = (
    Field("year", "År", Kind.YEAR),
    Field("board_name", "Nämnd", Kind.TEXT, max_length=200),
    Field("registry_number", "Diarienummer", Kind.TEXT, max_length=100),
    Field("title", "Insats", Kind.TEXT, max_length=300),
    Field("purpose", "Syfte", Kind.LONG_TEXT, max_length=20_000),
    Field("districts", "Stadsdelar", Kind.TEXT, max_length=500),
    Field("amount", "Belopp", Kind.KRONOR),
)
_BY_HEADING = {swedish.match_key(field.label): field for field in FIELDS} | {
    swedish.match_key(alias): field
    for field in FIELDS
    for alias in {"registry_number": ("Dnr",), "amount": ("Belopp, kr", "Belopp (kr)", "Beviljat belopp")}.get(field.key, ())
}
_REQUIRED = ("year", "board_name", "title", "amount")


@dataclass(frozen=True, slots=True)
class GrantsReading:
    """What a list holds. `problems` stop the reading in; `notes` only inform."""

    rows: tuple[GrantRow, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    sha256: str


def grants_template(rows: Sequence[GrantRow] = ()) -> bytes:
    """The list as .xlsx bytes, filled when rows are given."""
    columns = [(field.label, field.kind) for field in FIELDS]
    return write_table(columns, [[getattr(row, field.key) for field in FIELDS] for row in rows], title=SHEET)


def read_grants_list(source: Path | bytes, programme: Programme, *, reader: SheetReader) -> GrantsReading:
    """Read a list from a file or its bytes. Raises FileRefused when the file as a whole is not one."""
    data = source if isinstance(source, bytes) else read_file(source)
    workbook = reader(data)
    header = _find_header(workbook)
    reading = _Reading(header, programme.choices)
    rows = reading.rows()
    if not rows and not reading.problems:
        reading.problems.append(Problem("Listan innehåller inga rader. Fyll i den och läs in den igen.", sheet=header.sheet.name))
    return GrantsReading(rows, reading.told_problems(), tuple(reading.notes(workbook)), hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, slots=True)
class _Header:
    sheet: Sheet
    row: int
    columns: Mapping[str, int]  # field key → column
    doubled: Mapping[str, int]  # field key → the second column with its heading


def _find_header(workbook: Workbook) -> _Header:
    """The sheet and row with most headings, the first of equals. Raises FileRefused."""
    best: _Header | None = None
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        for number, values in enumerate(sheet.rows, 1):
            found = _headings(sheet, number, values)
            if len(found.columns) >= _LEAST_HEADINGS and (best is None or len(found.columns) > len(best.columns)):
                best = found
    if best is None:
        seen = [f"”{sheet.name[:40]}”" for sheet in workbook.sheets if not sheet.hidden][:5]
        named = f" Bladen heter {swedish.join(seen)}." if seen else ""
        labels = swedish.join([f"”{field.label}”" for field in FIELDS])
        raise FileRefused(f"Arbetsboken är inte en lista över tidigare bidrag: rubrikerna {labels} finns inte.{named}", _ADVICE)
    return best


def _headings(sheet: Sheet, number: int, values: Sequence[CellValue]) -> _Header:
    columns: dict[str, int] = {}
    doubled: dict[str, int] = {}
    for column, value in enumerate(values, 1):
        field = _BY_HEADING.get(swedish.match_key(value)) if isinstance(value, str) and len(value) < 100 else None
        if field is not None:
            (doubled if field.key in columns else columns)[field.key] = column
    return _Header(sheet, number, columns, doubled)


class _Reading:
    """Collects rows, problems and notes from one sheet."""

    def __init__(self, header: _Header, choices: Choices) -> None:
        self._header = header
        self._sheet = header.sheet
        self._choices = choices
        self.problems: list[Problem] = []
        self._notes: list[str] = []
        self._formulas = 0
        self._hidden = 0
        self._unknown_boards: set[str] = set()

    def rows(self) -> tuple[GrantRow, ...]:
        self._check_headings()
        self._check_merged()
        found: list[GrantRow] = []
        first: dict[tuple[Any, ...], int] = {}
        for number in range(self._header.row + 1, len(self._sheet.rows) + 1):
            cells = {key: self._sheet.value(number, column) for key, column in self._header.columns.items()}
            if all(is_blank(value) and not self._is_empty_formula(number, key) for key, value in cells.items()):
                continue
            if self._is_sum(number, cells):
                continue
            before = len(self.problems)
            row = self._row(number, cells)
            if len(self.problems) == before:
                if row.key in first:
                    self._problem(
                        number, None, f"Raden är samma bidrag som rad {first[row.key]}: år, nämnd och nummer är lika. Ta bort den ena."
                    )
                first.setdefault(row.key, number)
            found.append(row)
        return tuple(found)

    def _check_headings(self) -> None:
        missing = [field.label for field in FIELDS if field.key not in self._header.columns]
        for label in missing:
            self._problem(self._header.row, None, f"Kolumnen ”{label}” saknas. Skriv rubriken i rubrikraden; kolumnen får vara tom.")
        for key, column in self._header.doubled.items():
            label = next(field.label for field in FIELDS if field.key == key)
            self._problem(self._header.row, column, f"Kolumnen ”{label}” finns mer än en gång. Behåll en.")

    def _check_merged(self) -> None:
        columns = set(self._header.columns.values())
        for area in self._sheet.merged:
            if area.last_row > self._header.row and columns & set(range(area.first_column, area.last_column + 1)) and _is_several(area):
                self._problem(area.first_row, area.first_column, "Sammanfogade celler i listan. Dela dem och skriv värdet i varje rad.")

    def _is_sum(self, number: int, cells: Mapping[str, CellValue]) -> bool:
        """A row of one word such as Summa and an amount: passed over, and told."""
        filled = [value for value in cells.values() if not is_blank(value)]
        words = [value for value in filled if isinstance(value, str)]
        if len(filled) <= 2 and len(words) == 1 and swedish.match_key(words[0]) in _SUM_WORDS:
            self._notes.append(f"Blad ”{self._sheet.name}”, rad {number}: summaraden har inte lästs in.")
            return True
        return False

    def _is_empty_formula(self, number: int, key: str) -> bool:
        return (number, self._header.columns[key]) in self._sheet.formulas_without_value

    def _row(self, number: int, cells: Mapping[str, CellValue]) -> GrantRow:
        values: dict[str, Any] = {}
        for field in FIELDS:
            if field.key in cells:
                values[field.key] = self._value(field, number, cells[field.key])
        if number in self._sheet.hidden_rows:
            self._hidden += 1
        board = self._board(values.get("board_name", ""))
        return GrantRow(row=number, board=board, **values)

    def _value(self, field: Field, number: int, raw: CellValue) -> Any:
        column = self._header.columns[field.key]
        if (number, column) in self._sheet.formulas_without_value:
            self._problem(number, column, "Cellen är en formel utan sparat värde. Skriv värdet i stället, eller spara arbetsboken i Excel.")
            return fields.empty_value(field)
        if isinstance(raw, CellError):
            self._problem(number, column, f"Cellen visar felet {raw.text}. Skriv värdet i stället.")
            return fields.empty_value(field)
        if is_blank(raw):
            if field.key in _REQUIRED:
                self._problem(number, column, f"Uppgiften ”{field.label}” saknas.")
            return fields.empty_value(field)
        if (number, column) in self._sheet.formulas:
            self._formulas += 1
        if isinstance(raw, str) and holds_personal_number(raw):
            self._problem(
                number, column, "Texten ser ut att innehålla ett personnummer. Ta bort det: listan ska inte ha några personnummer."
            )
            return fields.empty_value(field)
        try:
            value = fields.parse(field, raw, self._choices)
        except ParseError as error:
            self._problem(number, column, str(error))
            return fields.empty_value(field)
        if field.key == "year" and not FIRST_YEAR <= value <= LAST_YEAR:
            self._problem(number, column, f"{value} ligger utanför {FIRST_YEAR}–{LAST_YEAR}. Listan gäller bidrag från de åren.")
            return None
        return value

    def _board(self, name: str) -> str | None:
        """The known organisation of this name; other names are kept as they stand."""
        if not name:
            return None
        try:
            return str(self._choices.find(_ORGANISATION, name))
        except ParseError:
            self._unknown_boards.add(name)
            return None

    def _problem(self, row: int, column: int | None, message: str) -> None:
        letter = column_letter(column) if column is not None else None
        self.problems.append(Problem(message, sheet=self._sheet.name, row=row, column=letter))

    def told_problems(self) -> tuple[Problem, ...]:
        """All problems, unless there are so many that the list helps nobody."""
        if len(self.problems) <= MAX_LISTED_PROBLEMS:
            return tuple(self.problems)
        left = swedish.integer(len(self.problems) - MAX_LISTED_PROBLEMS)
        more = Problem(f"Ytterligare {left} problem visas inte. Rätta de som visas och läs in listan igen.", sheet=self._sheet.name)
        return (*self.problems[:MAX_LISTED_PROBLEMS], more)

    def notes(self, workbook: Workbook) -> list[str]:
        notes = list(self._notes)
        others = [f"”{sheet.name}”" for sheet in workbook.sheets if sheet is not self._sheet and any(True for _ in sheet.cells())]
        if others:
            notes.append(f"Bara bladet ”{self._sheet.name}” har lästs. Bladen {swedish.join(others[:5])} har inte lästs in.")
        if self._formulas:
            notes.append(f"{swedish.integer(self._formulas)} celler är formler. De sparade värdena har lästs in.")
        if self._hidden:
            notes.append(f"{swedish.integer(self._hidden)} rader är dolda i Excel men har lästs in.")
        if self._unknown_boards:
            named = sorted(self._unknown_boards, key=swedish.sort_key)
            shown = swedish.join([f"”{one}”" for one in named[:5]]) + (" med flera" if len(named) > 5 else "")
            notes.append(f"Programmet känner inte till {shown}. Namnen står kvar som de är skrivna.")
        return notes


_ORGANISATION = Field("board", "Nämnd", Kind.CHOICE, choices="organisations")


def _is_several(area: Area) -> bool:
    return area.last_row > area.first_row or area.last_column > area.first_column
