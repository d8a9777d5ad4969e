"""Makes a form's workbook from its description and catalogue of fields: empty, or filled with what is known.

Only the cells to fill in are unlocked and tinted. The reader finds everything by label, so the layout may change freely.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import IntProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from app.domain import fields, swedish
from app.domain.drafts import ApplicationDraft, Row
from app.domain.fields import Choices, Field, Group, Kind, Table
from app.domain.programme import Programme
from app.exchange import cells
from app.exchange.form_kinds import APPLICATION_FORM
from app.exchange.form_layout import (
    COLUMN_TITLES,
    LIST_SHEET,
    AnyForm,
    Draft,
    FormDescription,
    PartSum,
    TableSheet,
    choice_label,
    help_text,
)

_INK = "1F3A5F"
_GREY = "595959"
_INPUT_FILL = PatternFill("solid", fgColor="FFF8E1")
_THIN = Side(style="thin", color="C9B98A")
_INPUT_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADING_LINE = Border(bottom=Side(style="medium", color=_INK))
_FONT = "Calibri"
_TOP = Alignment(vertical="top", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="top")
_NOTE = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_ANSWER = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_FIGURE = Alignment(horizontal="right", vertical="top", indent=1)
_FIGURES = {Kind.KRONOR, Kind.NUMBER, Kind.INTEGER}
_LINE_HEIGHT = 15.0
_MAX_HEIGHT = 400.0  # Excel takes no row higher than 409 points

_FIELD_WIDTHS = (32, 52, 44)
_LONG_TEXT_LINES = 5
_COLUMN_WIDTHS = {
    Kind.YEAR: 9,
    Kind.KRONOR: 16,
    Kind.YES_NO: 16,
    Kind.DATE: 13,
    Kind.CHOICE: 20,
    Kind.CHOICES: 24,
    Kind.NUMBER: 13,
    Kind.INTEGER: 12,
    Kind.TEXT: 26,
    Kind.LONG_TEXT: 44,
}
_SEVERAL = "Välj ur listan. Flera skrivs i samma ruta med semikolon mellan."
_SEVERAL_TYPED = "Har du skrivit flera ur listan med semikolon mellan är det rätt: välj Ja. Annars väljer du Nej och rättar."
_FIRST_HEADER_ROW = 6
_SPARE_ROWS = 5  # below what a filled form holds


def application_template(programme: Programme, draft: ApplicationDraft | None = None) -> bytes:
    """The application form as .xlsx bytes, filled when a draft is given."""
    return form_workbook(APPLICATION_FORM, programme, draft or ApplicationDraft())


def form_workbook(form: FormDescription[Draft], programme: Programme, draft: Draft) -> bytes:
    """The form as .xlsx bytes, opened again and checked, filled with the draft. Rows with nothing in them are left out."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = form.field_sheet
    builder = _Builder(form, programme, draft)
    builder.field_sheet(sheet)
    for layout in form.table_sheets:
        builder.table_sheet(book.create_sheet(layout.name), layout)
    builder.list_sheet(book.create_sheet(LIST_SHEET))
    _describe(book, form, form.name_of(draft, programme))
    return cells.finish(book)


def _describe(book: Workbook, form: AnyForm, name: str) -> None:
    book.properties.creator = "Stockholms stad"
    book.properties.lastModifiedBy = None
    book.properties.title = cells.cell_text(f"{form.name}: {name}" if name else form.name)
    book.properties.subject = form.version_mark()
    book.properties.language = "sv-SE"
    book.custom_doc_props.append(IntProperty(name="Blankettversion", value=form.version))
    book.defined_names["Blankettversion"] = DefinedName("Blankettversion", attr_text=f"'{form.field_sheet}'!$C$1")


@dataclass(frozen=True, slots=True)
class _List:
    """A column of the hidden sheet that drop-down lists take their items from."""

    key: str
    title: str
    labels: tuple[str, ...]


class _Builder:
    """Fills the sheets of one workbook; holds the lists met on the way."""

    def __init__(self, form: AnyForm, programme: Programme, draft: Any) -> None:
        self._form = form
        self._programme = programme
        self._choices: Choices = programme.choices
        self._draft = draft
        self._lists: dict[str, _List] = {}

    # --- the sheet of single fields

    def field_sheet(self, sheet: Any) -> None:
        for column, width in enumerate(_FIELD_WIDTHS, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        _heading(sheet.cell(1, 1), self._form.title, 18)
        _note(sheet.cell(1, 3), self._form.version_mark())
        _note(sheet.cell(2, 1), f"{self._programme.title}. Fyll i de färgade rutorna på alla blad: {self._sheet_names()}.")
        for column, title in enumerate(COLUMN_TITLES, 1):
            _heading(sheet.cell(3, column), title, 11)
        row = 4
        for group in self._form.catalogue.groups:
            row = self._group(sheet, row, group)
        sheet.freeze_panes = "B4"
        _finish_sheet(sheet, self._form, last=f"C{row}", title_rows="1:3")

    def _sheet_names(self) -> str:
        return swedish.join([self._form.field_sheet, *(layout.name for layout in self._form.table_sheets)])

    def _group(self, sheet: Any, row: int, group: Group) -> int:
        singles = [item for item in group.items if isinstance(item, Field)]
        if not singles:
            return row
        row += 1
        for column in range(1, 4):
            sheet.cell(row, column).border = _HEADING_LINE
        _heading(sheet.cell(row, 1), group.label, 13)
        sheet.row_dimensions[row].height = 21
        row += 1
        for text in _tables_elsewhere(self._form, group):
            _note(sheet.cell(row, 1), text)
            sheet.cell(row, 1).alignment = Alignment(vertical="top")
            row += 1
        for field in singles:
            row = self._field(sheet, row, field)
        return row

    def _field(self, sheet: Any, row: int, field: Field) -> int:
        value = getattr(self._draft, field.key)
        parts = list(value) if field.kind is Kind.CHOICES else [value]
        count = max(self._form.choice_cells.get(field.key, 4), len(parts)) if field.kind is Kind.CHOICES else 1
        validation = self._validation(field, in_table=False)
        for number in range(1, count + 1):
            part = parts[number - 1] if number <= len(parts) else None
            label = sheet.cell(row, 1)
            label.value = choice_label(field, number)
            label.font = Font(name=_FONT, size=11, color="000000" if number == 1 else _GREY)
            label.alignment = _TOP
            self._input(sheet.cell(row, 2), field, part, validation)
            if number == 1:
                _note(sheet.cell(row, 3), help_text(field, self._programme))
            sheet.row_dimensions[row].height = _field_height(field, part, help_text(field, self._programme) if number == 1 else "")
            row += 1
        sheet.add_data_validation(validation)
        return row

    # --- the sheets of tables, side by side

    def table_sheet(self, sheet: Any, layout: TableSheet) -> None:
        _heading(sheet.cell(1, 1), layout.title, 16)
        column = 1
        last_row = 0
        for key in layout.tables:
            table = self._form.catalogue.table(key)
            rows: Sequence[Row] = getattr(self._draft, key)
            last_row = max(last_row, self._table(sheet, column, table, rows))
            column += len(table.fields) + 1
        sheet.row_dimensions[3].height = self._form.table_help_height
        sheet.freeze_panes = sheet.cell(_FIRST_HEADER_ROW + 1, 1)
        last = f"{get_column_letter(column - 2)}{last_row}"
        _finish_sheet(sheet, self._form, last=last, title_rows=f"{_FIRST_HEADER_ROW}:{_FIRST_HEADER_ROW}")
        sheet.page_setup.orientation = "landscape"
        if layout.broad:
            sheet.page_setup.paperSize = sheet.PAPERSIZE_A3

    def _table(self, sheet: Any, first_column: int, table: Table, rows: Sequence[Row]) -> int:
        last_column = first_column + len(table.fields) - 1
        _heading(sheet.cell(2, first_column), table.label, 13)
        sheet.merge_cells(start_row=3, end_row=3, start_column=first_column, end_column=last_column)
        _note(sheet.cell(3, first_column), help_text(table, self._programme))
        first_row = _FIRST_HEADER_ROW + 1
        filled = [row for row in rows if any(not fields.is_empty(getattr(row, field.key)) for field in table.fields)]
        count = max(self._form.table_rows[table.key], len(filled) + _SPARE_ROWS if filled else 0)
        last_row = first_row + count - 1
        for offset, field in enumerate(table.fields):
            column = first_column + offset
            width = self._form.column_widths.get(f"{table.key}.{field.key}", _COLUMN_WIDTHS[field.kind])
            self._column(sheet, column, field, [getattr(row, field.key) for row in filled], count, width=width)
            if field.kind is Kind.KRONOR:
                _sums(sheet, column, table, first_column, self._form.part_sums.get(table.key), rows=(first_row, last_row))
        sheet.column_dimensions[get_column_letter(last_column + 1)].width = 4
        return last_row

    def _column(self, sheet: Any, column: int, field: Field, values: Sequence[Any], count: int, *, width: int) -> None:
        sheet.column_dimensions[get_column_letter(column)].width = width
        header = sheet.cell(_FIRST_HEADER_ROW, column)
        _heading(header, field.label, 11)
        header.border = _HEADING_LINE
        header.alignment = Alignment(wrap_text=True, vertical="bottom")
        validation = self._validation(field, in_table=True)
        for number in range(count):
            value = values[number] if number < len(values) else None
            row = _FIRST_HEADER_ROW + 1 + number
            self._input(sheet.cell(row, column), field, value, validation, in_table=True)
            needed = _height(self._shown(field, value), width)
            if needed > (sheet.row_dimensions[row].height or _LINE_HEIGHT):
                sheet.row_dimensions[row].height = needed
        sheet.add_data_validation(validation)

    # --- one cell to fill in

    def _input(self, cell: Any, field: Field, value: Any, validation: DataValidation, *, in_table: bool = False) -> None:
        cell.fill = _INPUT_FILL
        cell.border = _INPUT_BORDER
        cell.font = Font(name=_FONT, size=11)
        cell.protection = Protection(locked=False)
        cell.alignment = _FIGURE if in_table and field.kind in _FIGURES else _ANSWER
        cell.number_format = _FORMATS.get(field.kind, cells.NUMBER_FORMAT)
        validation.add(cell)
        if not fields.is_empty(value):
            self._fill(cell, field, value)

    def _fill(self, cell: Any, field: Field, value: Any) -> None:
        if field.kind is Kind.CHOICES and not isinstance(value, tuple):
            cells.put_text(cell, self._choices.label(field, value))
        elif isinstance(value, bool):
            cells.put_text(cell, swedish.yes_no(value))
        elif isinstance(value, (int, date)):
            cell.value = value
        elif isinstance(value, Decimal) and Decimal(str(float(value))) == value:
            cell.value = float(value)
        else:
            cells.put_text(cell, fields.text(field, value, self._choices))

    def _shown(self, field: Field, value: Any) -> str:
        """What decides a row's height: the text of choices from the programme's lists, which may be long, else the value."""
        return fields.text(field, value, self._choices) if isinstance(field.choices, str) else str(value or "")

    def _validation(self, field: Field, *, in_table: bool) -> DataValidation:
        """What the cell takes; a prompt only in tables, where no help stands beside it."""
        rule = self._list_rule(field, in_table=in_table) or _RULES[field.kind](field)
        rule.allow_blank = True
        rule.showErrorMessage = True
        rule.errorTitle = "Svaret går inte att läsa"
        text = help_text(field, self._programme)
        if in_table and field.kind is Kind.CHOICES:
            rule.errorTitle = "Finns inte i listan"
            text = f"{_SEVERAL} {text}".strip()
        if text and in_table:
            rule.showInputMessage = True
            rule.promptTitle = _short(field.label, 32)
            rule.prompt = _short(text, 255)
        return rule

    def _list_rule(self, field: Field, *, in_table: bool) -> DataValidation | None:
        if field.kind is Kind.YES_NO:
            return DataValidation("list", formula1='"Ja,Nej"', error="Välj Ja eller Nej.")
        if field.choices is None:
            return None
        key = field.choices if isinstance(field.choices, str) else field.choices.__name__
        if key not in self._lists:
            self._lists[key] = _List(key, field.label, tuple(self._choices.items(field).values()))
        column = get_column_letter(list(self._lists).index(key) + 1)
        area = f"{LIST_SHEET}!${column}$2:${column}${max(2, len(self._lists[key].labels) + 1)}"
        if field.kind is Kind.CHOICE:
            return DataValidation("list", formula1=area, error="Välj ur listan.", errorStyle="stop")
        error = _SEVERAL_TYPED if in_table else "Välj ur listan, en i varje ruta."
        return DataValidation("list", formula1=area, error=error, errorStyle="warning")

    def list_sheet(self, sheet: Any) -> None:
        for column, one in enumerate(self._lists.values(), 1):
            sheet.cell(1, column).value = f"Lista: {one.title}"
            sheet.column_dimensions[get_column_letter(column)].width = 40
            for row, label in enumerate(one.labels, 2):
                cells.put_text(sheet.cell(row, column), label)
        sheet.sheet_state = "hidden"
        sheet.protection.sheet = True


_FORMATS = {
    Kind.DATE: cells.DATE_FORMAT,
    Kind.KRONOR: cells.KRONOR_FORMAT,
    Kind.INTEGER: "0",
    Kind.YEAR: "0",
    Kind.TEXT: cells.TEXT_FORMAT,  # keeps 2015-017 and 1/2 what they are
}


def _length_rule(field: Field) -> DataValidation:
    limit = field.limit or cells.MAX_CELL_CHARACTERS
    error = f"Högst {swedish.integer(limit)} tecken ryms här."
    return DataValidation("textLength", operator="lessThanOrEqual", formula1=str(limit), error=error)


def _date_rule(field: Field) -> DataValidation:
    first, last = (f"DATE({day.year},{day.month},{day.day})" for day in (fields.EARLIEST, fields.LATEST))
    return DataValidation("date", operator="between", formula1=first, formula2=last, error="Skriv år-månad-dag, till exempel 2014-06-12.")


def _number_rule(kind: str, low: int, high: int, error: str) -> Callable[[Field], DataValidation]:
    return lambda field: DataValidation(kind, operator="between", formula1=str(low), formula2=str(high), error=error)


_RULES: dict[Kind, Callable[[Field], DataValidation]] = {
    Kind.TEXT: _length_rule,
    Kind.LONG_TEXT: _length_rule,
    Kind.DATE: _date_rule,
    Kind.KRONOR: _number_rule("whole", 0, swedish.MAX_KRONOR, "Skriv beloppet i hela kronor, utan minus, till exempel 1250000."),
    Kind.INTEGER: _number_rule("whole", 0, 10**9, "Skriv ett helt tal."),
    Kind.YEAR: _number_rule("whole", fields.FIRST_YEAR, fields.LAST_YEAR, "Skriv årtalet med fyra siffror, till exempel 2015."),
    Kind.NUMBER: _number_rule("decimal", -(10**12), 10**12, "Skriv ett tal, med komma före decimalerna."),
}


def _heading(cell: Any, text: str, size: int) -> None:
    cell.value = text
    cell.font = Font(name=_FONT, size=size, bold=True, color=_INK)
    cell.alignment = Alignment(vertical="center")


def _note(cell: Any, text: str) -> None:
    cell.value = text or None
    cell.font = Font(name=_FONT, size=10, color=_GREY)
    cell.alignment = _NOTE if cell.row > 2 else Alignment(vertical="top")


def _sums(sheet: Any, column: int, table: Table, first_column: int, part: PartSum | None, *, rows: tuple[int, int]) -> None:
    """Sums above the table, outside what is read back."""
    first_row, last_row = rows
    letter = get_column_letter(column)
    area = f"{letter}{first_row}:{letter}{last_row}"
    _sum(sheet, 4, column, "Summa", f"=SUM({area})")
    if part:
        asked = get_column_letter(first_column + [field.key for field in table.fields].index(part.column))
        _sum(sheet, 5, column, part.title, f'=SUMIF({asked}{first_row}:{asked}{last_row},"{part.answer}",{area})')


def _sum(sheet: Any, row: int, column: int, label: str, formula: str) -> None:
    name = sheet.cell(row, column - 1)
    name.value = label
    name.font = Font(name=_FONT, size=11, bold=True, color=_INK)
    name.alignment = _RIGHT
    total = sheet.cell(row, column)
    total.value = formula
    total.number_format = cells.KRONOR_FORMAT
    total.font = Font(name=_FONT, size=11, bold=True, color=_INK)


def _tables_elsewhere(form: AnyForm, group: Group) -> list[str]:
    """Where the group's tables are filled in."""
    texts = []
    for layout in form.table_sheets:
        names = [item.label for item in group.items if isinstance(item, Table) and item.key in layout.tables]
        if names:
            texts.append(f"Fyll också i {swedish.join(names)} på bladet {layout.name}.")
    return texts


def _field_height(field: Field, value: Any, note: str) -> float:
    shown = _height(value if isinstance(value, str) else "", _FIELD_WIDTHS[1])
    least = _LINE_HEIGHT * _LONG_TEXT_LINES if field.kind is Kind.LONG_TEXT else _LINE_HEIGHT + 3
    return max(least, shown, _height(field.label, _FIELD_WIDTHS[0]), _height(note, _FIELD_WIDTHS[2]))


def _height(text: str, width: int) -> float:
    """Room for wrapped text: Excel does not fit a row's height to it by itself when the file is opened."""
    lines = sum(1 + len(line) // width for line in text.split("\n"))
    return min(_MAX_HEIGHT, lines * _LINE_HEIGHT + 3)


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _finish_sheet(sheet: Any, form: AnyForm, *, last: str, title_rows: str) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"A1:{last}"
    sheet.print_title_rows = title_rows
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.left.text = form.version_mark()
    sheet.oddFooter.right.text = "Sida &P (&N)"
    sheet.protection.sheet = True  # without a password: against slips, not against people
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
