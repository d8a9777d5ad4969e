"""Finds a form in a workbook: labels and tables by name, wherever they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.domain import swedish
from app.domain.fields import Field, Table
from app.exchange.form_layout import LIST_SHEET, AnyForm, is_help
from app.exchange.workbook import CellValue, Sheet, Workbook, is_blank

_LEAST_HEADERS = 2
_TITLE_ROWS = 4
_LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class Place:
    sheet: Sheet
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """A label, and the cell to its right that holds the answer."""

    label: Place
    answer: Place
    number: int  # 1, or the number in a label such as ”Stadsdelar (2)”


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A header row; `columns` are the fields found in it, `last_row` where the table's area ends."""

    table: Table
    sheet: Sheet
    header_row: int
    columns: dict[str, int]
    doubled: tuple[str, ...]
    last_row: int


@dataclass(slots=True)
class FormPlaces:
    form: AnyForm
    labels: dict[str, list[LabelPlace]] = field(default_factory=lambda: defaultdict(list))
    tables: dict[str, list[TablePlace]] = field(default_factory=lambda: defaultdict(list))
    versions: set[int] = field(default_factory=set)
    strangers: list[Place] = field(default_factory=list)  # unknown labels with a value beside them
    beside: list[tuple[Place, Field]] = field(default_factory=list)  # text beside an empty answer
    hidden_sheets: list[str] = field(default_factory=list)

    @property
    def doubled(self) -> dict[str, list[LabelPlace]]:
        """Fields with a label that stands in more than one place."""
        return {key: places for key, places in self.labels.items() if len({one.number for one in places}) < len(places)}

    @property
    def size(self) -> int:
        """How much of the form there is."""
        return len(self.labels) + len(self.tables)

    @property
    def missing_fields(self) -> Sequence[Field]:
        """Without those that came after forms had been sent out."""
        return [one for one in self.form.catalogue.fields if one.key not in self.labels and not one.later]

    @property
    def missing_tables(self) -> Sequence[Table]:
        return [one for one in self.form.catalogue.tables if one.key not in self.tables]


def find_places(workbook: Workbook, form: AnyForm) -> FormPlaces:
    """Everything that looks like the form in the sheets that can be seen."""
    found = FormPlaces(form)
    for sheet in workbook.sheets:
        if sheet.hidden:
            if swedish.match_key(sheet.name) != swedish.match_key(LIST_SHEET):
                found.hidden_sheets.append(sheet.name)
            continue
        taken = _find_tables(sheet, found)
        _find_labels(sheet, found, taken)
    return found


def _key(value: CellValue) -> str | None:
    if not isinstance(value, str) or len(value) > _LONGEST_LABEL:
        return None
    return swedish.match_key(value)


def _find_tables(sheet: Sheet, found: FormPlaces) -> set[tuple[int, int]]:
    """Register every header row; returns the cells that belong to tables."""
    headers = list(_headers(sheet, found.form))
    taken: set[tuple[int, int]] = set()
    for table, row, columns, doubled in headers:
        span = set(columns.values())
        below = [_title_row(sheet, other, at) for other, at, others, _ in headers if at > row and span & _span(others)]
        last = min(below) - 1 if below else len(sheet.rows)
        last = _end_of_table(found.form, sheet, row, last, span)
        found.tables[table.key].append(TablePlace(table, sheet, row, columns, doubled, last))
        taken |= {(one, column) for one in range(row, last + 1) for column in span}
    return taken


def _span(columns: dict[str, int]) -> set[int]:
    return set(range(min(columns.values()), max(columns.values()) + 1))


def _headers(sheet: Sheet, form: AnyForm) -> Iterator[tuple[Table, int, dict[str, int], tuple[str, ...]]]:
    for row, values in enumerate(sheet.rows, 1):
        keys = [(column, key) for column, value in enumerate(values, 1) if (key := _key(value))]
        for table in form.catalogue.tables:
            known = form.column_keys[table.key]
            columns: dict[str, int] = {}
            doubled = []
            for column, key in keys:
                if key in known:
                    if known[key] in columns:
                        doubled.append(known[key])
                    columns.setdefault(known[key], column)
            if len(columns) >= max(_LEAST_HEADERS, (len(known) + 1) // 2):
                yield table, row, columns, tuple(doubled)


def _title_row(sheet: Sheet, table: Table, header: int) -> int:
    """The first row of a table that has its name above the headers."""
    wanted = swedish.match_key(table.label)
    for row in range(header - 1, max(0, header - 1 - _TITLE_ROWS), -1):
        if any(_key(value) == wanted for value in sheet.rows[row - 1]):
            return row
    return header


def _end_of_table(form: AnyForm, sheet: Sheet, header: int, last: int, span: set[int]) -> int:
    """The table ends before a field's label, or a heading over one, that follows on a blank row; they are then read as such."""
    blank_before = False
    for row in range(header + 1, last + 1):
        filled = [column for column in sorted(span) if not is_blank(sheet.value(row, column))]
        if blank_before and filled and _starts_fields(form, sheet, row, filled[0]):
            return row - 1
        blank_before = not filled
    return last


def _starts_fields(form: AnyForm, sheet: Sheet, row: int, column: int) -> bool:
    value = sheet.value(row, column)
    if isinstance(value, str) and form.is_own_text(value):
        value = sheet.value(row + 1, column)
    key = _key(value)
    return bool(key and form.field_of_label(key))


def _find_labels(sheet: Sheet, found: FormPlaces, taken: set[tuple[int, int]]) -> None:
    form = found.form
    columns: set[int] = set()
    unknown: list[Place] = []
    for row, column, value in sheet.cells():
        key = _key(value)
        if (row, column) in taken or not key or not isinstance(value, str):
            continue
        version = form.marked_version(value)
        if version is not None:
            found.versions.add(version)
            continue
        known = form.field_of_label(key)
        if known is None:
            unknown.append(Place(sheet, row, column))
            continue
        asked, number = known
        answer = _answer_of(sheet, row, column)
        taken.add((answer.row, answer.column))
        columns.add(column)
        found.labels[asked.key].append(LabelPlace(Place(sheet, row, column), answer, number))
        _look_beside(sheet, found, answer, asked)
    found.strangers.extend(place for place in unknown if _is_stranger(form, place, columns, taken))


def _answer_of(sheet: Sheet, row: int, column: int) -> Place:
    """The cell right of a label; of a merged area, its upper left cell, which holds the value."""
    label = sheet.area_at(row, column)
    area = sheet.area_at(label.first_row, label.last_column + 1)
    return Place(sheet, area.first_row, area.first_column)


def _look_beside(sheet: Sheet, found: FormPlaces, answer: Place, asked: Field) -> None:
    if not is_blank(sheet.value(answer.row, answer.column)):
        return
    area = sheet.area_at(answer.row, answer.column)
    value = sheet.value(answer.row, area.last_column + 1)
    if is_blank(value) or (isinstance(value, str) and is_help(asked, value)):
        return
    if isinstance(value, str) and (key := _key(value)) and (found.form.field_of_label(key) or found.form.is_own_text(value)):
        return
    found.beside.append((Place(sheet, answer.row, area.last_column + 1), asked))


def _is_stranger(form: AnyForm, place: Place, label_columns: set[int], taken: set[tuple[int, int]]) -> bool:
    if place.column not in label_columns or (place.row, place.column) in taken:
        return False
    value = place.sheet.value(place.row, place.column)
    right = place.sheet.value(place.row, place.column + 1)
    return isinstance(value, str) and not form.is_own_text(value) and not is_blank(right) and (place.row, place.column + 1) not in taken
