"""Reads a filled form into a draft: every problem with its place, and notes on what was understood how.

Nothing in the workbook can make the reading raise: a file that is no such form at all is refused as a whole,
everything else is a problem with sheet, row and column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic

from app.domain import fields, swedish
from app.domain.drafts import Row
from app.domain.fields import Choices, Field, Kind
from app.domain.personal_data import holds_personal_number
from app.domain.problems import Problem
from app.domain.programme import Programme
from app.domain.swedish import ParseError
from app.errors import FileRefused
from app.exchange.form_kinds import FORMS
from app.exchange.form_layout import AnyForm, Draft, FormDescription
from app.exchange.form_places import FormPlaces, LabelPlace, Place, TablePlace, find_places
from app.exchange.sheet_reader import SheetReader, read_file
from app.exchange.workbook import CellError, CellValue, Workbook, cell_name, column_letter, is_blank

MAX_TABLE_ROWS = 500
MAX_LISTED = 8  # missing labels that are named one by one

_PERSONAL = "Texten ser ut att innehålla ett personnummer."
_DATED = "Excel har gjort numret till ett datum."
_SUM_WORDS = {"summa", "totalt", "total", "summa totalt"}


@dataclass(frozen=True, slots=True)
class FormReading(Generic[Draft]):
    """What a form holds. `problems` stop the reading in; `notes` only inform."""

    draft: Draft
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Answers(Generic[Draft]):
    """What was read, and where each answer stands: for checks of one answer against another."""

    draft: Draft
    cells: Mapping[str, Place]  # field key → its (first) answer
    rows: Mapping[str, Sequence[tuple[Any, Mapping[str, Place]]]]  # table key → each row and its cells
    troubled: frozenset[str]  # keys that have a problem already


Check = Callable[[Answers[Draft]], Iterable[Problem]]


def read_form(
    form: FormDescription[Draft], source: Path | bytes, programme: Programme, *, reader: SheetReader, check: Check[Draft] | None = None
) -> FormReading[Draft]:
    """Read a filled form from a file or its bytes. Raises FileRefused when the file as a whole is not one."""
    data = source if isinstance(source, bytes) else read_file(source)
    workbook = reader(data)
    places = find_places(workbook, form)
    _check_whole(form, workbook, places)
    reading = _Reading(form, programme.choices)
    draft = form.draft_type(**reading.values(places))
    if check:
        reading.problems.extend(check(Answers(draft, reading.cells, reading.rows, frozenset(one.field or "" for one in reading.problems))))
    if draft == form.draft_type() and not reading.problems:
        reading.problems.append(Problem("Blanketten är inte ifylld. Fyll i den och läs in den igen."))
    return FormReading(draft, tuple(reading.problems), tuple(reading.all_notes(places)), hashlib.sha256(data).hexdigest())


def problem_at(message: str, key: str, place: Place, *, whole_row: bool = False) -> Problem:
    """A problem with the answer in a cell, or with its row."""
    column = None if whole_row else column_letter(place.column)
    return Problem(message, field=key, sheet=place.sheet.name, row=place.row, column=column)


def _check_whole(form: AnyForm, workbook: Workbook, places: FormPlaces) -> None:
    if not places.versions:
        _refuse_other_forms(form, workbook, places)
    newest = max(places.versions, default=form.version)
    if newest > form.version:
        raise FileRefused(
            f"{form.name}en är av version {newest}, men det här programmet läser version {form.version}.",
            f"Uppdatera programmet, eller be om {form.the_record} i en blankett av rätt version.",
        )
    if len(places.labels) < form.least_labels and not places.tables:
        seen = [f"”{sheet.name[:40]}”" for sheet in workbook.sheets if not sheet.hidden][:5]
        named = f" Bladen heter {swedish.join(seen)}." if seen else ""
        raise FileRefused(f"Arbetsboken är inte {form.a_form}: den har inte blankettens uppgifter.{named}", form.ask_for_it)
    if len(places.doubled) > len(places.labels) // 2 and len(places.labels) >= form.least_labels:
        raise FileRefused(
            f"Arbetsboken innehåller mer än {form.a_form}, och det går inte att veta vilken som gäller.",
            f"Spara varje {form.record} i en egen arbetsbok och läs in dem en och en.",
        )


def _refuse_other_forms(form: AnyForm, workbook: Workbook, places: FormPlaces) -> None:
    """A workbook without this form's mark that bears another's, or is more like it, is that form."""
    for other in FORMS:
        if other is form:
            continue
        found = find_places(workbook, other)
        if found.versions or found.size > max(places.size, other.least_labels - 1):
            raise FileRefused(f"Arbetsboken är {other.a_form}, inte {form.a_form}.", f"{other.read_in} {form.ask_for_it}")


class _Reading:
    """Collects values, problems and notes from one workbook."""

    def __init__(self, form: AnyForm, choices: Choices) -> None:
        self._form = form
        self._choices = choices
        self.problems: list[Problem] = []
        self.cells: dict[str, Place] = {}
        self.rows: dict[str, list[tuple[Row, Mapping[str, Place]]]] = {}
        self._notes: list[str] = []
        self._formulas: dict[str, list[str]] = {}
        self._hidden: dict[str, set[str]] = {}

    def values(self, places: FormPlaces) -> dict[str, Any]:
        self._structure(places)
        values: dict[str, Any] = {}
        for field in self._form.catalogue.fields:
            if field.key in places.labels and field.key not in places.doubled:
                values[field.key] = self._field(field, places.labels[field.key])
        for table in self._form.catalogue.tables:
            if len(places.tables.get(table.key, [])) == 1:
                values[table.key] = self._table(places.tables[table.key][0])
        return values

    # --- labels and headers that are missing or stand twice

    def _structure(self, places: FormPlaces) -> None:
        missing = [one.label for one in places.missing_fields]
        advice = self._form.ask_for_it
        if places.hidden_sheets:
            advice = f"Bladet ”{places.hidden_sheets[0]}” är dolt och läses inte; visa det i Excel om uppgifterna står där."
        if len(missing) > MAX_LISTED:
            named = swedish.join([f"”{label}”" for label in missing[:3]])
            self.problems.append(
                Problem(
                    f"Blanketten är inte hel: {len(missing)} uppgifter saknas, bland andra {named}. {advice}",
                    field=places.missing_fields[0].key,
                )
            )
        else:
            for one in places.missing_fields:
                self.problems.append(
                    Problem(f"Uppgiften ”{one.label}” saknas. Skriv tillbaka rubriken till vänster om svaret.", field=one.key)
                )
        for table in places.missing_tables:
            headers = swedish.join([f"”{column.label}”" for column in table.fields[:3]])
            self.problems.append(
                Problem(f"Tabellen ”{table.label}” saknas. Den känns igen på kolumnrubrikerna {headers}.", field=table.key)
            )
        for key, found in places.doubled.items():
            self._doubled(key, found)
        for key, tables in places.tables.items():
            for extra in tables[1:]:
                self._problem(
                    f"Tabellen ”{extra.table.label}” finns mer än en gång. Behåll en.", key, Place(extra.sheet, extra.header_row, 1)
                )

    def _doubled(self, key: str, found: Sequence[LabelPlace]) -> None:
        label = self._form.catalogue.field(key).label
        numbers = [one.number for one in found]
        for one in found:
            if numbers.count(one.number) > 1 and one is not next(other for other in found if other.number == one.number):
                self._problem(f"Uppgiften ”{label}” finns mer än en gång. Ta bort den som inte gäller.", key, one.label)

    # --- values

    def _field(self, field: Field, found: Sequence[LabelPlace]) -> Any:
        self.cells[field.key] = found[0].answer
        if field.kind is not Kind.CHOICES:
            return self._parse(field, field.key, found[0].answer)
        values: list[Any] = []
        for one in sorted(found, key=lambda place: place.number):
            values.extend(value for value in self._parse(field, field.key, one.answer) if value not in values)
        order = list(self._choices.items(field))
        return tuple(sorted(values, key=lambda value: order.index(str(value))))

    def _table(self, place: TablePlace) -> tuple[Row, ...]:
        table, sheet = place.table, place.sheet
        for column in table.fields:
            key = f"{table.key}.{column.key}"
            if column.key not in place.columns:
                self._problem(
                    f"Kolumnen ”{column.label}” saknas i tabellen ”{table.label}”.", key, Place(sheet, place.header_row, 1), whole_row=True
                )
            elif column.key in place.doubled:
                self._problem(
                    f"Kolumnen ”{column.label}” finns mer än en gång i tabellen.",
                    key,
                    Place(sheet, place.header_row, place.columns[column.key]),
                )
        self._merged_rows(place)
        row_type = self._form.row_types[table.key]
        rows = self.rows.setdefault(table.key, [])
        for row in range(place.header_row + 1, place.last_row + 1):
            cells = {key: Place(sheet, row, column) for key, column in place.columns.items()}
            if all(self._is_empty(cell) for cell in cells.values()):
                continue
            if len(rows) >= MAX_TABLE_ROWS:
                self._problem(
                    f"Tabellen ”{table.label}” har fler än {MAX_TABLE_ROWS} rader.", table.key, Place(sheet, row, 1), whole_row=True
                )
                break
            if self._is_sum(cells):
                if any((row, cell.column) in sheet.formulas for cell in cells.values()):
                    self._notes.append(f"Blad ”{sheet.name}”, rad {row}: summaraden har inte lästs in.")
                    continue
                self._problem(
                    "Raden ser ut att vara en summa. Ta bort den: programmet räknar summorna.",
                    table.key,
                    Place(sheet, row, 1),
                    whole_row=True,
                )
            values = {key: self._parse(table.field(key), f"{table.key}.{key}", cell) for key, cell in cells.items()}
            rows.append((row_type(**values), cells))
        rows[:] = [one for one in rows if one[0] != row_type()]
        return tuple(row for row, _ in rows)

    @staticmethod
    def _is_empty(cell: Place) -> bool:
        return is_blank(cell.sheet.value(cell.row, cell.column)) and (cell.row, cell.column) not in cell.sheet.formulas_without_value

    @staticmethod
    def _is_sum(cells: Mapping[str, Place]) -> bool:
        """True for a row of one word such as Summa and otherwise only numbers."""
        values = [value for cell in cells.values() if not is_blank(value := cell.sheet.value(cell.row, cell.column))]
        texts = [value for value in values if isinstance(value, str)]
        return (
            len(texts) == 1
            and len(values) <= 2
            and swedish.match_key(texts[0]) in _SUM_WORDS
            and not any(isinstance(v, bool) for v in values)
        )

    def _merged_rows(self, place: TablePlace) -> None:
        columns = set(place.columns.values())
        for area in place.sheet.merged:
            inside = columns & set(range(area.first_column, area.last_column + 1))
            tall = area.last_row > area.first_row
            if inside and (tall or len(inside) > 1) and area.last_row > place.header_row and area.first_row <= place.last_row:
                names = f"{cell_name(area.first_row, area.first_column)}:{cell_name(area.last_row, area.last_column)}"
                self._problem(
                    f"Cellerna {names} är sammanfogade i tabellen ”{place.table.label}”. Dela dem och skriv värdet i varje rad.",
                    place.table.key,
                    Place(place.sheet, area.first_row, area.first_column),
                )

    def _parse(self, field: Field, key: str, place: Place) -> Any:
        raw = place.sheet.value(place.row, place.column)
        empty = fields.empty_value(field)
        if (place.row, place.column) in place.sheet.formulas_without_value:
            self._problem("Cellen är en formel utan sparat värde. Skriv värdet i stället, eller spara arbetsboken i Excel.", key, place)
            return empty
        if isinstance(raw, CellError):
            self._problem(_error_text(raw), key, place)
            return empty
        if is_blank(raw):
            return empty
        self._remember(place)
        if _names_a_person(raw):
            self._problem(f"{_PERSONAL} Ta bort det: {self._form.the_record} ska inte ha några personnummer.", key, place)
            return empty
        if key in self._form.numberings and isinstance(raw, date):
            self._problem(f"{_DATED} Det visas som {swedish.iso_date(raw)}. Skriv en apostrof före numret: '1.2.", key, place)
            return empty
        if key in self._form.numberings and isinstance(raw, float):
            raw = repr(raw).removesuffix(".0")
        try:
            return fields.parse(field, raw, self._choices)
        except ParseError as error:
            self._problem(str(error), key, place)
            return empty

    def _remember(self, place: Place) -> None:
        """What the reader should know about a cell that was read: a formula, or hidden from sight."""
        sheet = place.sheet
        if (place.row, place.column) in sheet.formulas:
            self._formulas.setdefault(sheet.name, []).append(cell_name(place.row, place.column))
        if place.row in sheet.hidden_rows:
            self._hidden.setdefault(sheet.name, set()).add(f"rad {place.row}")
        if place.column in sheet.hidden_columns:
            self._hidden.setdefault(sheet.name, set()).add(f"kolumn {column_letter(place.column)}")

    def _problem(self, message: str, key: str, place: Place, *, whole_row: bool = False) -> None:
        self.problems.append(problem_at(message, key, place, whole_row=whole_row))

    # --- notes

    def all_notes(self, places: FormPlaces) -> list[str]:
        notes = list(self._notes)
        if not places.versions:
            notes.append("Blankettens versionsmärke saknas. Uppgifterna har lästs efter sina rubriker.")
        for name in places.hidden_sheets:
            notes.append(f"Bladet ”{name}” är dolt och har inte lästs in.")
        for name, cells in self._formulas.items():
            notes.append(f"Blad ”{name}”: {_listed(cells)} är formler. De sparade värdena har lästs in.")
        for name, hidden in self._hidden.items():
            notes.append(f"Blad ”{name}”: {_listed(sorted(hidden))} är dold men har lästs in.")
        for place in places.strangers[:MAX_LISTED]:
            label = swedish.compact(str(place.sheet.value(place.row, place.column)))[:60]
            where = f"Blad ”{place.sheet.name}”, rad {place.row}"
            notes.append(f"{where}: ”{label}” hör inte till blanketten och har inte lästs in.")
        for place, field in places.beside[:MAX_LISTED]:
            where = f"Blad ”{place.sheet.name}”, cell {cell_name(place.row, place.column)}"
            notes.append(f"{where}: texten står bredvid den tomma rutan för ”{field.label}” och har inte lästs in.")
        return notes


def _error_text(error: CellError) -> str:
    if error.text.startswith("#"):
        return f"Cellen visar felet {error.text}. Skriv värdet i stället."
    return f"Cellen innehåller inget giltigt tal ({error.text}). Skriv värdet på nytt."


def _names_a_person(raw: CellValue) -> bool:
    return isinstance(raw, str) and holds_personal_number(raw)


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:MAX_LISTED])
    rest = len(names) - len(shown)
    return swedish.join(shown) if not rest else f"{', '.join(shown)} och {rest} till"
