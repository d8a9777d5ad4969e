"""The first page of the table assistant: which sheet, which row has the headings, and what each column holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.free_series import SeriesTexts
from app.domain.riskindex.free_table import SEARCHED_ROWS, Form, Role, TableMapping, headings, suggested, year_of
from app.domain.riskindex.intake import Known
from app.domain.riskindex.intake_cells import letter
from app.domain.riskindex.series import SAME_YEAR, Indicator, Level
from app.domain.table_columns import ColumnSheet
from app.ui.widgets.plain_label import PlainLabel

NEW = "\0new"  # a choice that no code can be
FIXED = 0  # the place of an indicator that holds for every row, among columns
_VALUE = "value:"
_TOP = Qt.AlignmentFlag.AlignTop
_SAMPLES = 3
_LONG_ROLES = (Role.NONE, Role.UNIT, Role.YEAR, Role.INDICATOR, Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)
_PUBLISHED_ROLES = (Role.NONE, Role.UNIT, Role.YEAR, Role.VALUE, Role.MEASURE, Role.SERIES, Role.SOURCE, Role.REFERENCE)


class ColumnsPage(QWidget):
    """Shows a mapping and gives it back as the user has changed it. `sheet_chosen(int)` asks for another sheet."""

    sheet_chosen = Signal(int)

    def __init__(self, known: Known, sheets: tuple[ColumnSheet, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = known
        self._sheets = sheets
        self.sheet = sheets[0]
        self._mapping: TableMapping | None = None
        self.sheet_combo, self.form_combo, self.indicator_combo = QComboBox(), QComboBox(), QComboBox()
        self.row_combo = QComboBox()
        self.year_edit = QLineEdit()
        self.level_combo = QComboBox()
        self.series_edit, self.source_edit, self.reference_edit = QLineEdit(), QLineEdit(), QLineEdit(SAME_YEAR)
        self.column_combos: dict[int, QComboBox] = {}
        self._form = QFormLayout()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._lay_out()

    def _lay_out(self) -> None:
        for number, one in enumerate(self._sheets):
            self.sheet_combo.addItem(f"{one.name} (dolt i Excel)" if one.hidden else one.name, number)
        for form in Form:
            self.form_combo.addItem(form.label, form)
        for level in (Level.DISTRICT, Level.BOARD):
            self.level_combo.addItem(level.label, level)
        self.year_edit.setPlaceholderText("till exempel 2012")
        for label, widget, help_text in (
            ("&Blad", self.sheet_combo, "Bladet som tabellen står på"),
            ("&Rubrikrad", self.row_combo, "Raden i Excel där kolumnernas rubriker står"),
            ("&Tabellens form", self.form_combo, "Hur värdena är ordnade"),
            ("&År för alla rader", self.year_edit, "Fyll i om ingen kolumn anger året"),
            ("&Indikator för alla rader", self.indicator_combo, "Välj om ingen kolumn anger indikatorn"),
            ("&Nivå", self.level_combo, "Vilka områden indextalen gäller"),
            ("&Seriens namn", self.series_edit, "Fyll i om ingen kolumn anger serien"),
            ("&Källa", self.source_edit, "Vem som har räknat indexet, och var det står"),
            ("R&eferens", self.reference_edit, "Vad 100 står för"),
        ):
            widget.setToolTip(help_text)
            widget.setAccessibleName(label.replace("&", ""))
            widget.setAccessibleDescription(help_text)
            self._form.addRow(label, widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._form)
        column.addWidget(PlainLabel("Vad kolumnerna innehåller", "subheading"))
        column.addWidget(self._area, 1)
        self.sheet_combo.activated.connect(self.sheet_chosen)
        self.row_combo.activated.connect(lambda _place: self._fill_columns())
        self.form_combo.activated.connect(lambda _place: self._fill_columns())

    def show_mapping(self, sheet: ColumnSheet, mapping: TableMapping) -> None:
        self.sheet, self._mapping = sheet, mapping
        self.sheet_combo.setCurrentIndex(self._sheets.index(sheet))
        self.row_combo.clear()
        for row in range(1, max(mapping.header_row, min(sheet.height, SEARCHED_ROWS)) + 1):
            texts = " · ".join(text for text in headings(sheet, row) if text)
            self.row_combo.addItem(f"{row}: {texts if len(texts) <= 70 else texts[:69] + '…'}", row)
        self.row_combo.setCurrentIndex(mapping.header_row - 1)
        self.form_combo.setCurrentIndex(list(Form).index(mapping.form))
        self.year_edit.setText("" if mapping.year is None else str(mapping.year))
        self._fill_indicators(self.indicator_combo, "Anges i en kolumn", mapping.indicator)
        self._fill_columns()

    def _fill_indicators(self, combo: QComboBox, none: str, chosen: str) -> None:
        combo.clear()
        combo.addItem(none, "")
        combo.addItem("Ny indikator", NEW)
        for one in self._known.indicators:
            combo.addItem(one.name, one.code)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))

    @property
    def row(self) -> int:
        """The row of the headings, 1-based."""
        return int(self.row_combo.currentData() or 1)

    @property
    def form(self) -> Form:
        return Form.of(self.form_combo.currentData())

    def _fill_columns(self) -> None:
        """One line a column: letter, heading, the first values, and what it holds."""
        heads = headings(self.sheet, self.row)
        inner, grid = QWidget(), QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        self.column_combos = {}
        for place, text in enumerate(heads, 1):
            samples = self._samples(place)
            if not text and not samples:
                continue
            combo = QComboBox()
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(20)
            for label, data in self._choices(text):
                combo.addItem(label, data)
            combo.setCurrentIndex(max(0, combo.findData(self._chosen(place, text))))
            combo.setAccessibleName(f"Kolumn {letter(place)}, {text or 'utan rubrik'}")
            self.column_combos[place] = combo
            row = grid.rowCount()
            grid.addWidget(PlainLabel(letter(place), "muted"), row, 0, _TOP)
            grid.addWidget(PlainLabel(text or "utan rubrik", "label", wrap=True), row, 1, _TOP)
            grid.addWidget(PlainLabel(samples, "muted", wrap=True), row, 2, _TOP)
            grid.addWidget(combo, row, 3, _TOP)
        grid.setRowStretch(grid.rowCount(), 1)
        inner.setLayout(grid)
        self._area.setWidget(inner)
        is_published = self.form is Form.PUBLISHED
        self._form.setRowVisible(self.year_edit, self.form is not Form.BY_YEAR)
        self._form.setRowVisible(self.indicator_combo, self._has_indicator)
        for widget in (self.level_combo, self.series_edit, self.source_edit, self.reference_edit):
            self._form.setRowVisible(widget, is_published)

    @property
    def _has_indicator(self) -> bool:
        """Whether one indicator may hold for every row."""
        return self.form in (Form.LONG, Form.BY_YEAR)

    def series_texts(self) -> SeriesTexts:
        """What holds for every row of published index numbers that no column says it of."""
        level = Level.of(self.level_combo.currentData())
        return SeriesTexts(self.series_edit.text(), self.source_edit.text(), self.reference_edit.text(), level)

    def _samples(self, place: int) -> str:
        first = self.row + 1
        texts = (self.sheet.shown(row, place) for row in range(first, min(self.sheet.height, first + 30) + 1))
        found = [text if len(text) <= 24 else f"{text[:23]}…" for text in texts if text][:_SAMPLES]
        return " · ".join(found)

    def _choices(self, heading: str) -> list[tuple[str, str]]:
        if self.form is Form.PUBLISHED:
            return [(role.label, role.value) for role in _PUBLISHED_ROLES]
        if self.form is Form.LONG:
            return [(role.label, role.value) for role in _LONG_ROLES]
        kept = (Role.NONE, Role.UNIT, Role.YEAR) if self.form is Form.BY_INDICATOR else (Role.NONE, Role.UNIT, Role.INDICATOR)
        found = [(role.label, role.value) for role in kept]
        if self.form is Form.BY_YEAR:
            return [*found, (f"Värden för {heading}", f"{_VALUE}{heading}")] if year_of(heading) else found
        known = [(f"Värden: {one.name}", f"{_VALUE}{one.code}") for one in self._known.indicators]
        return [*found, ("Värden: ny indikator", f"{_VALUE}{NEW}"), *known]

    def _chosen(self, place: int, heading: str) -> str:
        mapping = self._mapping
        if mapping is None:
            return Role.NONE.value
        if place in mapping.roles:
            return mapping.roles[place].value
        if mapping.form is self.form and place in mapping.columns and self.row == mapping.header_row:
            text = mapping.columns[place]
            return f"{_VALUE}{text}" if text and text in {*self._codes(), heading} else f"{_VALUE}{NEW}"
        return f"{_VALUE}{heading}" if self.form is Form.BY_YEAR and year_of(heading) else Role.NONE.value

    def _codes(self) -> set[str]:
        return {one.code for one in self._known.indicators}

    def mapping(self, made: Mapping[int, Indicator], names: Mapping[str, str], aliases: frozenset[str]) -> TableMapping:
        """What is chosen; `made` are the new indicators by their column."""
        roles: dict[int, Role] = {}
        columns: dict[int, str] = {}
        for place, combo in self.column_combos.items():
            data = str(combo.currentData())
            if data.startswith(_VALUE):
                text = data.removeprefix(_VALUE)
                columns[place] = made[place].code if text == NEW and place in made else text
            elif data:
                roles[place] = Role.of(data)
        chosen = str(self.indicator_combo.currentData() or "") if self._has_indicator else ""
        return TableMapping(
            header_row=self.row,
            form=self.form,
            roles=roles,
            year=year_of(self.year_edit.text()) if self.form is not Form.BY_YEAR else None,
            indicator=made[FIXED].code if chosen == NEW and FIXED in made else chosen,
            columns=columns,
            indicators=tuple(made.values()),
            names=names,
            aliases=aliases,
        )

    def wanted(self, held: Mapping[int, Indicator], more: tuple[str, ...] = ()) -> dict[int, Indicator]:
        """New indicators that the choices call for, by column; those already described keep their description.

        `more` are names in an indicator column; they get places below zero.
        """
        heads = headings(self.sheet, self.row)
        called: dict[int, str] = {
            place: heads[place - 1] for place, combo in self.column_combos.items() if combo.currentData() == f"{_VALUE}{NEW}"
        }
        if self._has_indicator and self.indicator_combo.currentData() == NEW:
            called[FIXED] = self.sheet.name
        called |= {-number: name for number, name in enumerate(more, 1)}
        found: dict[int, Indicator] = {}
        for place, name in called.items():
            taken = [*self._codes(), *(one.code for one in found.values()), *(one.code for one in held.values())]
            found[place] = held[place] if place in held else suggested(name, taken)
        return found

    def year_problem(self) -> str:
        """What is wrong with the typed year, Swedish; '' when nothing is."""
        text = swedish.compact(self.year_edit.text())
        is_wrong = bool(text) and self.form is not Form.BY_YEAR and year_of(text) is None
        return f"”{text}” är inget rimligt år. Skriv till exempel 2012." if is_wrong else ""

    def focus_first(self) -> None:
        first: Callable[[], None] = self.sheet_combo.setFocus if len(self._sheets) > 1 else self.form_combo.setFocus
        first()
