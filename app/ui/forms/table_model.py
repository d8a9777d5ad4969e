"""The table inside a form: one row of the record a line, cells as texts, an empty last line to write a new row in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from app.domain import fields
from app.domain.fields import Choices, Field, Kind
from app.domain.rules.evidence import FieldRef
from app.domain.views import Unparsed
from app.ui.forms.binding import BoundTable, TableRow
from app.ui.icons import icon
from app.ui.tables.model import Index, RecordRole
from app.ui.widgets.plain_label import tool_tip

FieldRole = RecordRole + 100  # the catalogue's Field of a cell
NEW_ROW_HINT = "Ny rad"


def header_text(field: Field) -> str:
    """'Belopp (kr)'."""
    return f"{field.label} ({field.unit})" if field.unit else field.label


class FormTableModel(QAbstractTableModel):
    """Shows texts; writing asks the form by signal and shows the new text until the form answers with a load."""

    cell_written = Signal(object, str)  # FieldRef, text
    row_written = Signal(dict)  # texts of a new row, by column key

    def __init__(self, bound: BoundTable, choices: Choices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bound = bound
        self.columns: tuple[Field, ...] = bound.table.fields
        self._choices = choices
        self._rows: tuple[TableRow, ...] = ()
        self._unparsed: dict[FieldRef, Unparsed] = {}
        self._pending: dict[FieldRef, str] = {}
        self._is_writable = False
        self._open_columns: frozenset[str] = frozenset()

    # --- content -----------------------------------------------------------------------------

    def show(self, rows: tuple[TableRow, ...], unparsed: dict[FieldRef, Unparsed]) -> None:
        """Show the stored rows; the views are told only what differs."""
        old, new = self._rows, rows
        self._unparsed = unparsed
        head = 0
        while head < min(len(old), len(new)) and old[head].uid == new[head].uid:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail].uid == new[-1 - tail].uid:
            tail += 1
        if len(old) - tail > head:
            self.beginRemoveRows(QModelIndex(), head, len(old) - tail - 1)
            self._rows = old[:head] + old[len(old) - tail :]
            self.endRemoveRows()
        if len(new) - tail > head:
            self.beginInsertRows(QModelIndex(), head, len(new) - tail - 1)
            self._rows = new
            self.endInsertRows()
        self._rows = new
        if new:
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self.columns) - 1))

    def set_writable(self, writable: bool, columns: frozenset[str] = frozenset()) -> None:
        """Whether rows may be added, removed and written in; `columns` may be written in even when not."""
        self._open_columns = columns
        if writable == self._is_writable:
            return
        end = len(self._rows)
        if writable:
            self.beginInsertRows(QModelIndex(), end, end)
            self._is_writable = True
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), end, end)
            self._is_writable = False
            self.endRemoveRows()

    def settle(self, ref: FieldRef) -> None:
        """The write of a cell is over: what is stored is what counts."""
        self._pending.pop(ref, None)
        index = self.index_of(ref)
        if index.isValid():
            self.dataChanged.emit(index, index)

    @property
    def rows(self) -> tuple[TableRow, ...]:
        return self._rows

    @property
    def is_writable(self) -> bool:
        return self._is_writable

    def may_edit(self, column: int) -> bool:
        return self._is_writable or self.columns[column].key in self._open_columns

    def is_new_row(self, number: int) -> bool:
        return self._is_writable and number == len(self._rows)

    def row_uid(self, number: int) -> UUID | None:
        return self._rows[number].uid if 0 <= number < len(self._rows) else None

    def number_of(self, uid: UUID | None) -> int | None:
        return next((number for number, row in enumerate(self._rows) if row.uid == uid), None)

    def ref_at(self, index: Index) -> FieldRef | None:
        uid = self.row_uid(index.row()) if index.isValid() else None
        return None if uid is None else self.bound.ref(uid, self.columns[index.column()])

    def index_of(self, ref: FieldRef) -> QModelIndex:
        number = self.number_of(ref.row)
        key = ref.key.removeprefix(f"{self.bound.key}.")
        column = next((place for place, field in enumerate(self.columns) if field.key == key), 0)
        return QModelIndex() if number is None else self.index(number, column)

    def cell_text(self, number: int, column: int) -> str:
        """The text of a cell: what is being stored, what did not parse, or the formatted value."""
        row, field = self._rows[number], self.columns[column]
        ref = self.bound.ref(row.uid, field)
        if ref in self._pending:
            return self._pending[ref]
        kept = self._unparsed.get(ref)
        return kept.text if kept else fields.text(field, getattr(row.record, field.key), self._choices)

    def problem_at(self, number: int, column: int) -> str:
        kept = self._unparsed.get(self.bound.ref(self._rows[number].uid, self.columns[column]))
        return kept.message if kept else ""

    def problems(self) -> list[tuple[FieldRef, str, str]]:
        """Field, where ("Rad 4, Belopp") and message of every cell that did not parse."""
        found = []
        for number in range(len(self._rows)):
            for column, field in enumerate(self.columns):
                message = self.problem_at(number, column)
                if message:
                    place = f"{self.bound.table.row_label} {number + 1}, {field.label}"
                    found.append((self.bound.ref(self._rows[number].uid, field), place, message))
        return found

    def total(self) -> tuple[Field, int] | None:
        """The first amount column and its sum; None for a table without amounts or with fewer than two."""
        field = next((column for column in self.columns if column.kind is Kind.KRONOR), None)
        if field is None:
            return None
        amounts = [getattr(row.record, field.key) for row in self._rows]
        known = [amount for amount in amounts if amount is not None]
        return (field, sum(known)) if len(known) > 1 else None

    # --- Qt ----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows) + int(self._is_writable)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            return "+" if self.is_new_row(section) else str(section + 1)
        if not 0 <= section < len(self.columns):
            return None
        field = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return header_text(field)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(field)
        return field.help or None if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _SERVED or not index.isValid():
            return None
        field = self.columns[index.column()]
        if role == FieldRole:
            return field
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(field)
        if self.is_new_row(index.row()):
            return self._new_row_data(index, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.cell_text(index.row(), index.column())
        problem = self.problem_at(index.row(), index.column())
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("triangle-alert", "error") if problem else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.cell_text(index.row(), index.column()) or "tomt"
            return f"{field.label}: {text}. {problem}".rstrip(". ")
        text = self.cell_text(index.row(), index.column())
        return tool_tip(problem or text) if problem or len(text) > 20 else None

    def _new_row_data(self, index: Index, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and index.column() == 0:
            return NEW_ROW_HINT
        if role == Qt.ItemDataRole.ForegroundRole:
            from app.ui import theme

            return theme.colour("muted")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Ny rad, {self.columns[index.column()].label}"
        return "" if role == Qt.ItemDataRole.EditRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return base | Qt.ItemFlag.ItemIsEditable if self.may_edit(index.column()) else base

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not self.may_edit(index.column()):
            return False
        text = "" if value is None else str(value)
        field = self.columns[index.column()]
        if self.is_new_row(index.row()):
            if text:
                self.row_written.emit({field.key: text})
            return bool(text)
        if text == self.cell_text(index.row(), index.column()):
            return False
        ref = self.bound.ref(self._rows[index.row()].uid, field)
        self._pending[ref] = text
        self.dataChanged.emit(index, index)
        self.cell_written.emit(ref, text)
        return True


def _alignment(field: Field) -> Qt.AlignmentFlag:
    numeric = field.kind in (Kind.KRONOR, Kind.INTEGER, Kind.NUMBER)
    return (Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


_SERVED = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.AccessibleTextRole,
        FieldRole,
    }
)
