"""The view of a table inside a form: writes like a spreadsheet, takes paste from one, grows with its rows."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from app.domain.fields import Choices, Field, Kind
from app.domain.rules.evidence import FieldRef
from app.ui.forms.delegates import CellDelegate
from app.ui.forms.table_model import FormTableModel, header_text

MOST_ROWS = 12
_WEIGHTS = {Kind.YEAR: 6, Kind.DATE: 11, Kind.YES_NO: 6, Kind.KRONOR: 12, Kind.INTEGER: 7, Kind.NUMBER: 10, Kind.CHOICE: 20}
_TEXT_WEIGHT = 24
LEAST_TEXT = 18  # characters under which a text says nothing
FEW_DIGITS = 4
SHORTEST_TEXT = 60  # pixels to which a text may give way for dates and numbers
SHORT_TEXT = 10  # characters: a number or a mark, given no more room than its header
_LONG_WEIGHT = 34


def parse_clipboard(text: str) -> list[list[str]]:
    """Rows and cells as a spreadsheet puts them on the clipboard; quoted cells may hold line breaks."""
    import csv
    import io

    rows = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline=""), delimiter="\t", quotechar='"'))
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


class FormTableView(QTableView):
    """Enter and letters edit, Delete empties, Ctrl+V pastes a block, Ctrl+Ins and Ctrl+Del add and remove a row."""

    pasted = Signal(object, str, list)  # row uid or None for the new row, first column key, grid
    row_adding = Signal()
    row_removing = Signal(object)  # uid
    row_shown = Signal(object)  # uid of the current row, None for the new one

    def __init__(self, model: FormTableModel, choices: Choices, shown: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form_rows = model
        self._shown = [number for number, field in enumerate(model.columns) if field.key in shown]
        self._seen = self._shown  # what there is room for
        self._has_detail = len(self._shown) < len(model.columns)  # the whole row stands below, so columns may give way
        self.setModel(model)
        self.delegate = CellDelegate(choices, self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(model.bound.table.label)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.horizontalHeader().setHighlightSections(False)
        for number in range(model.columnCount()):
            self.setColumnHidden(number, number not in self._shown)
        model.rowsInserted.connect(self._fit)
        model.rowsRemoved.connect(self._fit)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self._fit()

    @property
    def columns_shown(self) -> list[Field]:
        return [self.form_rows.columns[number] for number in self._seen]

    def current_uid(self) -> UUID | None:
        return self.form_rows.row_uid(self.currentIndex().row())

    def show_cell(self, ref: FieldRef) -> None:
        """Make a cell current; its own column where that is shown, else the first."""
        index = self.form_rows.index_of(ref)
        if index.isValid():
            column = index.column() if index.column() in self._seen else self._seen[0]
            self.setCurrentIndex(self.form_rows.index(index.row(), column))

    # --- keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:  # Enter passes by here on its way from a cell's editor
            super().keyPressEvent(event)
            return
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() == Qt.Key.Key_Insert:
            self.row_adding.emit()
        elif ctrl and event.key() == Qt.Key.Key_Delete:
            self.remove_current()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty_cells()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def remove_current(self) -> None:
        uid = self.current_uid()
        if uid is not None and self.form_rows.is_writable:
            self.row_removing.emit(uid)

    def copy_rows(self) -> None:
        selected = self.selectionModel().selectedIndexes()
        rows = sorted({index.row() for index in selected if not self.form_rows.is_new_row(index.row())})
        columns = sorted({index.column() for index in selected if index.column() in self._shown})
        lines = ["\t".join(self._plain_cell(row, column) for column in columns) for row in rows]
        if lines:
            QApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """A block from a spreadsheet goes to the service as it is; one cell is written like typing."""
        index = self.currentIndex()
        text = QApplication.clipboard().text()
        if not index.isValid() or not text:
            return
        grid = parse_clipboard(text)
        if len(grid) == 1 and len(grid[0]) == 1:
            self.form_rows.setData(index, grid[0][0])
        elif grid and self.form_rows.is_writable:
            self.pasted.emit(self.current_uid(), self.form_rows.columns[index.column()].key, grid)

    def _plain_cell(self, row: int, column: int) -> str:
        text = self.form_rows.cell_text(row, column)
        if self.form_rows.columns[column].kind in (Kind.KRONOR, Kind.INTEGER, Kind.NUMBER):
            return text.replace("\u00a0", "").replace("\u2212", "-")
        if any(char in text for char in '\t\n"'):
            return '"' + text.replace('"', '""') + '"'
        return text

    def _empty_cells(self) -> None:
        for index in self.selectionModel().selectedIndexes():
            if not self.form_rows.is_new_row(index.row()):
                self.form_rows.setData(index, "")

    # --- looks -------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self.form_rows.rowCount():
            row = max(0, self.currentIndex().row())  # Qt makes the first cell current without marking it
            self.setCurrentIndex(self.form_rows.index(row, self._seen[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_shown"):
            self._fit()
            self._share_width()

    def sizeHint(self) -> QSize:
        return QSize(320, self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._wanted_height())

    def _share_width(self) -> None:
        """Columns share the whole width by their weight; there is never a horizontal scroll bar."""
        room = self.viewport().width()
        self._seen = self._fitting(room) if self._has_detail else self._shown
        for number in self._shown:
            self.setColumnHidden(number, number not in self._seen)
        widths = self._widths(room)
        for number, width in zip(self._seen, [*widths[:-1], room - sum(widths[:-1])], strict=True):
            self.setColumnWidth(number, width)

    def _fitting(self, room: int) -> list[int]:
        """The columns that can be read side by side: texts after the first give way in order, then the widest of the others."""
        columns, seen = self.form_rows.columns, list(self._shown)
        needs = {number: self._least_width(columns[number]) for number in seen}
        while len(seen) > 2 and sum(needs[number] for number in seen) > room:
            texts = [number for number in seen if not _is_firm(columns[number])]
            firm = sorted((number for number in seen[1:] if _is_firm(columns[number])), key=lambda number: needs[number])
            seen.remove(texts[1] if len(texts) > 1 else firm[-1])
        return seen

    def _widths(self, room: int) -> list[int]:
        """Dates, numbers and marks get what they and their header need, texts share the rest; short of room all share alike."""
        fields = self.columns_shown
        weights = [0 if _is_firm(field) else _weight(field) for field in fields]
        total = sum(weights)
        least = [self._least_width(field) for field in fields]
        heads = [self._head_width(field) for field in fields]
        if sum(least) > room:
            shortest = [max(SHORTEST_TEXT, head) for head in heads]
            least = [short if weight else width for width, weight, short in zip(least, weights, shortest, strict=True)]
        spare = room - sum(least)
        if not total or spare < 0:
            weights = [_weight(field) for field in fields]
            left = room - sum(heads)
            heads = heads if left >= 0 else [0] * len(fields)  # no header is cut while all of them have room
            left = room - sum(heads)
            return [head + left * weight // sum(weights) for head, weight in zip(heads, weights, strict=True)]
        return [width + spare * weight // total for width, weight in zip(least, weights, strict=True)]

    def _least_width(self, field: Field) -> int:
        if field.kind not in _WEIGHTS and not _is_firm(field):
            return LEAST_TEXT * self.fontMetrics().averageCharWidth()
        digits = 0 if field.kind is Kind.CHOICE else _WEIGHTS.get(field.kind, FEW_DIGITS)
        content = self.fontMetrics().horizontalAdvance("0" * digits)
        return max(self._head_width(field), content + 18)

    def _head_width(self, field: Field) -> int:
        bold = QFont(self.font())
        bold.setBold(True)
        return QFontMetrics(bold).horizontalAdvance(header_text(field)) + 24

    @property
    def is_narrow(self) -> bool:
        """No column holds running text: the table is no wider than its columns."""
        return all(_is_firm(field) for field in self.columns_shown)

    def _wanted_height(self) -> int:
        rows = max(1, min(self.form_rows.rowCount(), MOST_ROWS))
        height = self.fontMetrics().height() + 12
        return rows * height + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 2

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        self.setFixedHeight(self._wanted_height())
        if self.is_narrow:
            columns = sum(self._least_width(field) for field in self.columns_shown)
            self.setMaximumWidth(columns + self.verticalHeader().sizeHint().width() + 2 * self.frameWidth())

    def _on_current_changed(self, current: QModelIndex) -> None:
        self.row_shown.emit(self.form_rows.row_uid(current.row()) if current.isValid() else None)


def _is_firm(field: Field) -> bool:
    is_short = field.kind is Kind.TEXT and field.max_length is not None and field.max_length <= SHORT_TEXT
    return is_short or field.kind in (Kind.DATE, Kind.YEAR, Kind.YES_NO, Kind.NUMBER, Kind.INTEGER, Kind.KRONOR)


def _weight(field: Field) -> int:
    if field.kind is Kind.LONG_TEXT:
        return _LONG_WEIGHT
    if field.kind is Kind.TEXT and field.max_length is not None and field.max_length <= SHORT_TEXT:
        return max(len(field.label), field.max_length)
    weight = _WEIGHTS.get(field.kind, _TEXT_WEIGHT)
    return max(weight, min(len(field.label) + 2, 18)) if field.kind is not Kind.TEXT else weight
