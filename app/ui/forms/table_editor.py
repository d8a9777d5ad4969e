"""A table of the form with its heading, its sum, its buttons and, for wide tables, the whole of the chosen row below."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.fields import Choices, Kind
from app.domain.programme import Programme
from app.domain.rules.evidence import FieldRef
from app.ui.forms.binding import BoundTable, RecordView
from app.ui.forms.field_row import FieldRow, RuleNote, WhyButton, asks_why
from app.ui.forms.table_model import FormTableModel
from app.ui.forms.table_view import FormTableView
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.plain_label import PlainLabel

MOST_COLUMNS = 5  # a table with more shows these, and the whole row as fields below
SHOWN_COLUMNS = {
    "objectives": ("number", "text", "indicator", "baseline", "target", "target_date"),
    "activities": ("number", "title", "start", "end", "financing", "state"),
}


class RowDetail(QFrame):
    """Every field of the chosen row, label above field."""

    def __init__(self, bound: BoundTable, choices: Choices, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.uid: UUID | None = None
        self.title = PlainLabel("", "label")
        self.rows: list[FieldRow] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        place = 0
        for field in bound.table.fields:
            row = FieldRow(FieldRef(f"{bound.key}.{field.key}"), field, choices, programme, self)
            wide = field.kind in (Kind.LONG_TEXT, Kind.CHOICES)
            if wide and place % 2:
                place += 1
            grid.addWidget(row, place // 2, 0 if wide else place % 2, 1, 2 if wide else 1)
            place += 2 if wide else 1
            self.rows.append(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addLayout(grid)
        self.hide()


class FormTableEditor(QWidget):
    """Everything about one table. The form stores what the signals ask for."""

    def __init__(self, bound: BoundTable, choices: Choices, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bound = bound
        table = bound.table
        keys = tuple(field.key for field in table.fields)
        shown = keys if len(keys) <= MOST_COLUMNS else SHOWN_COLUMNS.get(table.key, keys[:MOST_COLUMNS])
        self.model = FormTableModel(bound, choices, self)
        self.view = FormTableView(self.model, choices, shown, self)
        self.detail = RowDetail(bound, choices, programme, self) if shown != keys else None
        label = PlainLabel(table.label, "label")
        label.setBuddy(self.view)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(label)
        self.why: WhyButton | None = None
        if table.rules:
            self.why = WhyButton(programme, table.label, table.rules, self)
            head.addWidget(self.why)
        head.addStretch(1)
        self.add_button = icon_button("plus", f"Lägg till {table.row_label.casefold()}", self)
        self.add_button.setToolTip("Lägg till en rad (Ctrl+Insert)")
        self.remove_button = icon_button("trash-2", "Ta bort", self)
        self.remove_button.setAccessibleName(f"Ta bort {table.row_label.casefold()}")
        self.remove_button.setToolTip("Ta bort den markerade raden (Ctrl+Delete)")
        self.total_label = PlainLabel("", "label")
        self.hint_label = PlainLabel("Klistra in från Excel med Ctrl+V.", "small")
        self.problem_label = PlainLabel("", "problem", wrap=True)
        self.problem_label.hide()
        self.note = RuleNote(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        if table.help:
            layout.addWidget(PlainLabel(table.help, "muted", wrap=True))
        layout.addWidget(self.view)
        layout.addLayout(self._foot())
        layout.addWidget(self.problem_label)
        layout.addWidget(self.note)
        if self.detail is not None:
            layout.addWidget(self.detail)
        self.add_button.clicked.connect(self.view.row_adding)
        self.remove_button.clicked.connect(self.view.remove_current)
        self.view.row_shown.connect(self._on_row_shown)

    row_chosen = Signal(object)  # uid: the detail below is to show this row

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.add_button)
        foot.addWidget(self.remove_button)
        foot.addWidget(self.hint_label)
        if not self.view.is_narrow:  # the sum stands at the table's end
            foot.addStretch(1)
        foot.addWidget(self.total_label)
        if self.view.is_narrow:
            foot.addStretch(1)
        return foot

    def show_view(self, view: RecordView) -> None:
        self.model.show(self.bound.rows(view), self.bound.unparsed(view))
        problems = self.model.problems()
        self.problem_label.setText("\n".join(f"{place}: {message}" for _, place, message in problems))
        self.problem_label.setVisible(bool(problems))
        total = self.model.total()
        self.total_label.setText(f"Summa {swedish.kronor(total[1])}" if total else "")
        self._on_row_shown(self.view.current_uid())

    def set_writable(self, writable: bool, columns: frozenset[str] = frozenset()) -> None:
        self.model.set_writable(writable, columns)
        for widget in (self.add_button, self.hint_label, self.remove_button):
            widget.setVisible(writable)
        self._follow_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.why is not None and asks_why(event):
            self.why.open()
            return
        super().keyPressEvent(event)

    def add_shown(self, uid: UUID) -> None:
        """Put the caret in the row just added."""
        number = self.model.number_of(uid)
        if number is not None:
            column = next((place for place in range(len(self.model.columns)) if not self.view.isColumnHidden(place)), 0)
            self.view.setCurrentIndex(self.model.index(number, column))

    def focus_cell(self, ref: FieldRef) -> None:
        """Put the caret in a cell; in its field below where the table has no column for it."""
        if ref.row is not None:
            self.view.show_cell(ref)
        column = ref.key.rpartition(".")[2]
        shown = {field.key for field in self.view.columns_shown}
        below = self.detail.rows if self.detail is not None and ref.row is not None and column not in shown else []
        row = next((one for one in below if one.field.key == column), None)
        if row is not None:
            row.focus()
        else:
            self.view.setFocus()

    def _on_row_shown(self, uid: UUID | None) -> None:
        self._follow_row()
        if self.detail is not None:
            self.row_chosen.emit(uid)

    def _follow_row(self) -> None:
        self.remove_button.setEnabled(self.view.current_uid() is not None)
