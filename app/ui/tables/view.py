"""The table view of every list: type to find, Enter opens, Ctrl+C copies rows, columns chosen and moved by the user."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QTableView, QWidget

from app.ui.tables.model import RowTableModel
from app.ui.widgets.tick_menu import TickMenu

ROW_PADDING = 12
NORMAL_DIGITS = 72  # pixels that ten digits take in the normal text size


class RecordTable(QTableView):
    """Shows a RowTableModel; `opened` carries the row that Enter or a double click chose."""

    opened = Signal(object)
    row_selected = Signal(object)  # the current row, None when there is none
    typed = Signal(str)  # text typed over the table, for its filter field
    layout_changed = Signal(bytes)  # columns moved, hidden or resized; to remember

    def __init__(self, model: RowTableModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.rows = model
        self.context_actions: Callable[[], Sequence[QAction]] = tuple
        self._types_to_find = False
        self._wanted: Hashable | None = None
        self._is_arranged = False  # by the user
        self._is_fitting = False
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_PADDING)
        self._set_up_header()
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)

    # --- rows --------------------------------------------------------------------------------

    def current_row(self) -> Any | None:
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def selected_rows(self) -> list[Any]:
        numbers = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.rows.row_at(number) for number in numbers]

    def select_key(self, key: Hashable) -> bool:
        """Make the row with this key current, now or when it is next shown."""
        self._wanted = key
        number = self.rows.number_of(key)
        if number is None:
            return False
        self.setCurrentIndex(self.rows.index(number, self._first_column()))
        return True

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, tab-separated, columns in the order shown."""
        columns = [self.rows.columns[number] for number in self._shown_columns()]
        lines = ["\t".join(column.copied(row) for column in columns) for row in self.selected_rows()]
        if lines:
            QApplication.clipboard().setText("\n".join(lines))

    def enable_type_to_find(self) -> None:
        """Letters typed over the table are sent on by `typed` instead of jumping in the first column."""
        self._types_to_find = True

    # --- columns -----------------------------------------------------------------------------

    def show_sorting(self, sort_key: str, descending: bool) -> None:
        """Show the mark of the order that the rows came in, without asking for them again."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        for number, column in enumerate(self.rows.columns):
            if column.sort_key == sort_key:
                header = self.horizontalHeader()
                header.blockSignals(True)
                header.setSortIndicator(number, order)
                header.blockSignals(False)

    def restore_layout(self, state: bytes) -> None:
        """Columns as the user left them; ignored when made for other columns."""
        if not state:
            return
        self._is_arranged = self.horizontalHeader().restoreState(QByteArray(state))
        if not self._is_arranged:
            self._set_widths()
            self._fit_columns()

    def save_layout(self) -> bytes:
        return bytes(self.horizontalHeader().saveState().data())

    def shown_keys(self) -> tuple[str, ...]:
        """The keys of the columns that are shown, from left to right."""
        return tuple(self.rows.columns[number].key for number in self._shown_columns())

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show these columns in this order, as if the user had chosen them; unknown keys are passed over."""
        numbers = [number for key in keys for number, column in enumerate(self.rows.columns) if column.key == key]
        if not numbers:
            return
        header = self.horizontalHeader()
        header.blockSignals(True)
        for place, number in enumerate(numbers):
            header.moveSection(header.visualIndex(number), place)
        header.blockSignals(False)
        for number in range(header.count()):
            self.setColumnHidden(number, number not in numbers)
        self._tell_layout()

    def fit_anew(self) -> None:
        """The model's columns say something else of what is shown; how many there are is as before."""
        self._fit_columns()

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        is_sortable = any(column.sort_key for column in self.rows.columns)
        header.setSortIndicatorShown(is_sortable)
        header.setSectionsClickable(is_sortable)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        header.sectionClicked.connect(self._on_header_clicked)
        header.sectionMoved.connect(self._tell_layout)
        header.sectionResized.connect(self._on_resized)
        self._set_widths()
        for number, column in enumerate(self.rows.columns):
            self.setColumnHidden(number, column.optional)

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        for number, column in enumerate(self.rows.columns):
            stretches = column.stretch
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive)
            if not stretches:
                self._set_width(number, self._least_width(number))

    def _set_width(self, number: int, width: int) -> None:
        self._is_fitting = True
        self.setColumnWidth(number, width)
        self._is_fitting = False

    def _scaled(self, width: int) -> int:
        """Widths are given for the normal text size."""
        return round(width * self.fontMetrics().horizontalAdvance("0000000000") / NORMAL_DIGITS)

    def _least_width(self, number: int) -> int:
        """What the column asks for, and never less than its header."""
        return max(self._scaled(self.rows.columns[number].width), self.horizontalHeader().sectionSizeHint(number))

    def _tight_width(self, number: int) -> int:
        """How far a column of names, those that can be wide, gives way before the table scrolls sideways."""
        least = self._least_width(number)
        return max(least * 3 // 5, self.horizontalHeader().sectionSizeHint(number)) if self.rows.columns[number].wide else least

    def _shown_columns(self) -> list[int]:
        header = self.horizontalHeader()
        order = sorted(range(header.count()), key=header.visualIndex)
        return [number for number in order if not header.isSectionHidden(number)]

    def _first_column(self) -> int:
        shown = self._shown_columns()
        return shown[0] if shown else 0

    def _on_header_clicked(self, section: int) -> None:
        self.rows.sort(section, self.horizontalHeader().sortIndicatorOrder())

    def _on_header_menu(self, position: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(position))

    def column_menu(self) -> QMenu:
        """One checkable line per column, and the way back to how they first stood."""
        menu = TickMenu("Kolu&mner", self)
        shown = self._shown_columns()
        for number, column in enumerate(self.rows.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(number in shown)
            action.setEnabled(not (number in shown and len(shown) == 1))
            action.toggled.connect(lambda on, number=number: self._show_column(number, on))
        menu.addSeparator()
        menu.addAction("Återställ kolumner").triggered.connect(self._reset_columns)
        return menu

    def _show_column(self, number: int, shown: bool) -> None:
        if not shown and len(self._shown_columns()) == 1:
            return  # something must be left to see
        self.setColumnHidden(number, not shown)
        self._tell_layout()

    def _reset_columns(self) -> None:
        header = self.horizontalHeader()
        for number in range(header.count()):
            header.showSection(number)
            header.moveSection(header.visualIndex(number), number)
        self._set_widths()
        self._is_arranged = False
        self._fit_columns()
        self.layout_changed.emit(b"")

    def _on_resized(self, section: int) -> None:
        by_hand = QApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if by_hand and not self._is_fitting and not self.rows.columns[section].stretch:
            self._tell_layout()

    def _tell_layout(self) -> None:
        self._is_arranged = True
        self._fit_stretch()
        self.layout_changed.emit(self.save_layout())

    def _fit_stretch(self) -> None:
        """The column that takes what is left keeps its least width when many columns are shown."""
        header = self.horizontalHeader()
        shown = self._shown_columns()
        wide = [number for number in shown if self.rows.columns[number].stretch]
        others = sum(header.sectionSize(number) for number in shown if number not in wide)
        is_short = others + sum(map(self._least_width, wide)) > self.viewport().width()
        for number in wide:
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive if is_short else QHeaderView.ResizeMode.Stretch)
            if is_short:
                self._set_width(number, self._least_width(number))

    def _fit_columns(self) -> None:
        """Until the user has arranged the columns, those that say least make room for the others."""
        if self._is_arranged:
            self._fit_stretch()
            return
        shown = [number for number, column in enumerate(self.rows.columns) if not column.optional]
        room = self.viewport().width()
        for number in sorted(shown, key=lambda one: self.rows.columns[one].drop):
            if self.rows.columns[number].drop and sum(map(self._least_width, shown)) > room:
                shown.remove(number)
        lacking = max(0, sum(map(self._least_width, shown)) - room)
        spare = max(0, room - sum(map(self._least_width, shown))) // 2
        for number, column in enumerate(self.rows.columns):
            self.setColumnHidden(number, number not in shown)
            if number in shown and not column.stretch:
                least = self._least_width(number)
                more = min(max(self._scaled(column.wide) - least, 0), spare)
                less = min(max(least - self._tight_width(number), 0), lacking)
                spare, lacking = spare - more, lacking - less
                self._set_width(number, least + more - less)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    # --- Qt ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row() is not None:
            self.opened.emit(self.current_row())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers() and self.rows.rowCount():
            number = 0 if event.key() == Qt.Key.Key_Home else self.rows.rowCount() - 1  # rows are chosen here, not cells
            self.setCurrentIndex(self.rows.index(number, self._first_column()))
        elif self._types_to_find and _is_text(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self.rows.rowCount():
            row = max(0, self.currentIndex().row())  # Qt makes the first cell current without marking it
            self.setCurrentIndex(self.rows.index(row, self._first_column()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the right button, or by the Menu key: then at the current row."""
        position = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            position = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu = self.context_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(position)

    def context_menu(self) -> QMenu:
        """The commands for the row, and which columns are shown."""
        menu = QMenu(self)
        menu.addActions(list(self.context_actions()))
        menu.addSeparator()
        columns = self.column_menu()
        columns.setParent(menu, columns.windowFlags())
        menu.addMenu(columns)
        return menu

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_PADDING)
            if not self._is_arranged:
                self._set_widths()
                self._fit_columns()

    def _on_double_clicked(self) -> None:
        if self.current_row() is not None:
            self.opened.emit(self.current_row())

    def _on_current_changed(self) -> None:
        row = self.current_row()
        if row is not None:
            self._wanted = self.rows.key_at(self.currentIndex().row())
        self.row_selected.emit(row)

    def _on_about_to_reset(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._wanted = self.rows.key_at(index.row())

    def _on_reset(self) -> None:
        if self._wanted is not None:
            self.select_key(self._wanted)


def _is_text(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return not held and event.text().isprintable() and bool(event.text().strip())
