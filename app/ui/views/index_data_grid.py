"""A table of units whose figures are typed, pasted and emptied like in a spreadsheet; what does not hold is kept and told, not stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.domain import swedish
from app.ui import theme
from app.ui.forms.table_view import parse_clipboard
from app.ui.icons import icon
from app.ui.tables.model import Index
from app.ui.widgets.plain_label import tool_tip

Texts = Mapping[str, str]  # by key of column
Check = Callable[[Texts], Mapping[str, str]]  # what is wrong, by key of column
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class GridRow:
    """One unit: its texts as stored, and what the columns that are not written say."""

    unit: str
    name: str
    texts: Texts
    aside: Texts = field(default_factory=dict)
    tip: str = ""
    masks: Texts = field(default_factory=dict)  # what stands in place of a stored text until its cell is opened


@dataclass(frozen=True, slots=True)
class GridColumn:
    key: str
    title: str
    is_written: bool = False
    is_number: bool = True


class UnitGridModel(QAbstractTableModel):
    """`written(texts by unit)` when what was typed holds; until then it stays here with its problems."""

    written = Signal(object)
    problems_changed = Signal()

    def __init__(self, columns: Sequence[GridColumn], check: Check, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = (GridColumn("name", "Område", is_number=False), *columns)
        self.check = check
        self.is_writable = False
        self.rows: tuple[GridRow, ...] = ()
        self.pending: dict[str, dict[str, str]] = {}
        self.problems: dict[tuple[str, str], str] = {}
        self._block: frozenset[str] = frozenset()  # what was pasted together is stored together

    def show_rows(self, rows: Sequence[GridRow]) -> None:
        """The rows as stored; what waits for mending stays."""
        same = [row.unit for row in rows] == [row.unit for row in self.rows]
        if same:
            self.rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def forget(self) -> None:
        """Drop what was typed and not stored."""
        self.pending.clear()
        self.problems.clear()
        self._block = frozenset()
        self._tell()

    def text(self, row: int, column: int) -> str:
        held, key = self.rows[row], self.columns[column].key
        if key == "name":
            return held.name
        if self.columns[column].is_written:
            return self.pending.get(held.unit, held.texts).get(key, "")
        return held.aside.get(key, "")

    def shown(self, row: int, column: int) -> str:
        """The text as it may stand on screen and be copied."""
        held = self.rows[row]
        mask = held.masks.get(self.columns[column].key, "") if held.unit not in self.pending else ""
        return mask or self.text(row, column)

    # --- writing -----------------------------------------------------------------------------

    def write(self, texts: Mapping[str, Mapping[str, str]], *, together: bool = False) -> None:
        """Take typed texts by unit and column; rows that hold are stored, a pasted block only as a whole."""
        if not self.is_writable:
            return
        stored = {row.unit: dict(row.texts) for row in self.rows}
        for unit, changed in texts.items():
            self.pending[unit] = self.pending.get(unit, stored[unit]) | {key: value.strip() for key, value in changed.items()}
            self._look(unit)
        if together:
            self._block = self._block | frozenset(texts)
        ready = [unit for unit in texts if unit not in self._block and not self._is_wrong(unit)]
        if self._block and not any(map(self._is_wrong, self._block)):
            ready += list(self._block)
            self._block = frozenset()
        given = {unit: self.pending.pop(unit) for unit in dict.fromkeys(ready) if unit in self.pending}
        given = {unit: new for unit, new in given.items() if new != stored.get(unit)}
        self._tell()
        if given:
            self.written.emit(given)

    def refuse(self, texts: Mapping[str, Mapping[str, str]], problems: Mapping[tuple[str, str], str]) -> None:
        """What the store did not take comes back to be mended."""
        for unit, changed in texts.items():
            self.pending[unit] = dict(changed)
        self.problems |= problems
        self._tell()

    def _look(self, unit: str) -> None:
        for place in [place for place in self.problems if place[0] == unit]:
            del self.problems[place]
        for key, message in self.check(self.pending[unit]).items():
            self.problems[unit, key] = message

    def _is_wrong(self, unit: str) -> bool:
        return any(place[0] == unit for place in self.problems)

    def _tell(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))
        self.problems_changed.emit()

    def problem_at(self, row: int, column: int) -> str:
        return self.problems.get((self.rows[row].unit, self.columns[column].key), "")

    # --- Qt ----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].is_number else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsEditable if self.is_writable and self.columns[index.column()].is_written else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(row, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self.text(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        problem = self.problem_at(row, index.column())
        waits = column.is_written and self.rows[row].unit in self.pending
        if role == Qt.ItemDataRole.BackgroundRole:
            return theme.status_ground("error" if problem else "warning") if problem or waits else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return None if column.is_written or column.key == "name" else theme.colour("muted")
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("circle-alert", "error") if problem else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self.shown(row, index.column()) or "tomt"
            return f"{self.rows[row].name}, {column.title}: {said}{f'. {problem}' if problem else ''}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(problem or self.rows[row].tip)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if str(value).strip() != self.text(index.row(), index.column()):
            self.write({self.rows[index.row()].unit: {self.columns[index.column()].key: str(value)}})
        return True


class _CellDelegate(QStyledItemDelegate):
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setAlignment(_RIGHT)
        model = index.model()
        assert isinstance(model, UnitGridModel)
        editor.setAccessibleName(f"{model.rows[index.row()].name}, {model.columns[index.column()].title}")
        return editor


class UnitGrid(QTableView):
    """Enter and figures write, Delete empties, Ctrl+C and Ctrl+V copy and paste blocks as in a spreadsheet."""

    cell_shown = Signal()
    pasted_wide = Signal(int)  # rows or columns of a pasted block that had no room

    def __init__(self, model: UnitGridModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = model
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        wide = self.fontMetrics().horizontalAdvance("0" * 9) + 24
        for number in range(1, len(model.columns)):
            self.setColumnWidth(number, max(wide, header.sectionSizeHint(number) + 12))
        self.selectionModel().currentChanged.connect(lambda *_: self.cell_shown.emit())

    def first_written(self) -> int:
        return next(number for number, one in enumerate(self.grid.columns) if one.is_written)

    def show_cell(self, unit: str, key: str) -> None:
        row = next((number for number, one in enumerate(self.grid.rows) if one.unit == unit), None)
        column = next((number for number, one in enumerate(self.grid.columns) if one.key == key), None)
        if row is not None and column is not None:
            self.setCurrentIndex(self.grid.index(row, column))
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_cells()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.empty_cells()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self.grid.rows:
            self.setCurrentIndex(self.grid.index(max(0, self.currentIndex().row()), self.first_written()))

    def copy_cells(self) -> None:
        """The marked cells, figures as a spreadsheet takes them."""
        marked = self.selectionModel().selectedIndexes()
        rows, columns = sorted({one.row() for one in marked}), sorted({one.column() for one in marked})
        lines = ["\t".join(self._plain(row, column) for column in columns) for row in rows]
        if lines:
            QApplication.clipboard().setText("\n".join(lines))

    def _plain(self, row: int, column: int) -> str:
        text = self.grid.shown(row, column)
        return text.replace(swedish.NBSP, "").replace(swedish.MINUS, "-") if self.grid.columns[column].is_number else text

    def empty_cells(self) -> None:
        """What is emptied is missing, never 0."""
        texts: dict[str, dict[str, str]] = {}
        for one in self.selectionModel().selectedIndexes():
            if self.grid.columns[one.column()].is_written:
                texts.setdefault(self.grid.rows[one.row()].unit, {})[self.grid.columns[one.column()].key] = ""
        self.grid.write(texts)

    def paste(self) -> None:
        """A block from a spreadsheet, from the current cell on; it is stored as a whole or not at all."""
        start, block = self.currentIndex(), parse_clipboard(QApplication.clipboard().text())
        if not start.isValid() or not block or not self.grid.is_writable:
            return
        column = max(start.column(), self.first_written())
        keys = [one.key for one in self.grid.columns[column:] if one.is_written]
        rows = self.grid.rows[start.row() :]
        texts = {row.unit: dict(zip(keys, cells, strict=False)) for row, cells in zip(rows, block, strict=False)}
        self.grid.write(texts, together=True)
        self.pasted_wide.emit(max(0, len(block) - len(rows)) + max(0, max(len(cells) for cells in block) - len(keys)))
