"""A list held in memory: filter, sort by any column, copy and export, with its empty states."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.fields import Kind
from app.ui.messages import WORKBOOKS
from app.ui.session import Session
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.search_field import SearchField

Row = TypeVar("Row")
Cells = tuple[Sequence[tuple[str, Kind]], Sequence[Sequence[object]]]


class ListPanel(QWidget, Generic[Row]):
    """`opened(row)` on Enter or double click; `selected(row | None)`; `moved` when filter or order changed."""

    opened = Signal(object)
    selected = Signal(object)
    moved = Signal()

    def __init__(
        self,
        session: Session,
        name: str,
        title: str,
        columns: Sequence[Column[Row]],
        empty: EmptyState,
        *,
        key: Callable[[Row], Hashable] = lambda row: getattr(row, "uid", row),
        table: Callable[[RowTableModel[Any], str], RecordTable] = RecordTable,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.name = name
        self.title = title
        self._all: tuple[Row, ...] = ()
        self._is_read = False
        self._wants_focus = False  # as soon as there is something to stand in
        self._order: tuple[str, bool] | None = None
        self._wanted: str | None = None  # the row to select once there are rows
        self.columns: tuple[Column[Row], ...] = tuple(replace(one, sort_key=one.sort_key or one.title) for one in columns)
        self.model: RowTableModel[Row] = RowTableModel(self.columns, self, key=key)
        self.table = table(self.model, title)
        self.table.enable_type_to_find()
        self.summary_label = PlainLabel("", "subheading", wrap=True)
        self.hint_label = PlainLabel("", "muted", wrap=True)
        self.detail_label = PlainLabel("", wrap=True, selectable=True)
        self.filter = SearchField("Filtrera listan")
        self.empty = empty
        self.loading = EmptyState("Läser …", "", icon_name="clock")
        show_all = QPushButton("Visa alla")
        show_all.clicked.connect(lambda: self.show_filter(""))
        self.no_match = EmptyState("Inget svarar mot filtret", "Ändra eller töm filtret.", icon_name="filter", buttons=(show_all,))
        self.pages = QStackedWidget()
        self.actions_more: Callable[[], Sequence[QAction]] = tuple
        self.export_cells: Callable[[Sequence[Row]], Cells] = self._cells
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for page in (self.loading, self.table, self.no_match, self.empty):
            self.pages.addWidget(page)
        self.filter.setMinimumWidth(140)
        self.filter.setMaximumWidth(280)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.summary_label, 3)
        self.head.addWidget(self.filter, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 12, 24, 12)
        self.column.setSpacing(8)
        self.column.addLayout(self.head)
        self.column.addWidget(self.hint_label)
        self.column.addWidget(self.pages, 1)
        self.column.addWidget(self.detail_label)
        self.filter.setEnabled(False)
        self.hint_label.hide()
        self.detail_label.hide()

    def _connect(self) -> None:
        header = self.table.horizontalHeader()
        header.setSortIndicatorClearable(True)  # a third click brings the list's own order back
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.model.sort_requested.connect(self._on_sort)
        self.filter.searched.connect(self._on_filter)
        self.filter.descended.connect(self.table.setFocus)
        self.table.typed.connect(self._on_typed)
        self.table.opened.connect(self.opened)
        self.table.row_selected.connect(self.selected)
        self.table.layout_changed.connect(self._on_layout)
        actions = self._session.actions
        self.sort_menu = QMenu("Sortera", self)
        self.sort_menu.addAction("Listans egen ordning").triggered.connect(lambda: self.sort_by(None))
        for column in self.columns:
            self.sort_menu.addAction(column.title).triggered.connect(lambda _on=False, key=column.sort_key: self.sort_by(key))
        self.table.context_actions = lambda: [
            *self.actions_more(), actions.copy_rows, actions.export_list, self.sort_menu.menuAction(),
        ]  # fmt: skip
        state = self._session.settings.table(self.name).get("header")
        if isinstance(state, str) and state:
            self.table.restore_layout(bytes.fromhex(state))
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    # --- rows --------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show what was read; the selection, the filter and the order stay."""
        self._all = tuple(rows)
        self._is_read = True
        self._show()

    def set_hint(self, text: str) -> None:
        self.hint_label.setText(text)
        self.hint_label.setVisible(bool(text))

    def set_detail(self, text: str) -> None:
        self.detail_label.setText(text)
        self.detail_label.setVisible(bool(text))

    def shown_rows(self) -> tuple[Row, ...]:
        """What the filter lets through, in the order shown."""
        words = swedish.fold(self.filter.text()).split()
        rows = [row for row in self._all if not words or self._matches(row, words)]
        column = self._sorted_by()
        if column is None:
            return tuple(rows)
        held = [row for row in rows if column.value(row) not in (None, "")]
        held.sort(key=lambda row: _sortable(column.value(row)), reverse=self._order is not None and self._order[1])
        return (*held, *(row for row in rows if column.value(row) in (None, "")))

    def _matches(self, row: Row, words: Sequence[str]) -> bool:
        text = swedish.fold(" ".join(column.text(column.value(row)) for column in self.columns))
        return all(word in text for word in words)

    def _sorted_by(self) -> Column[Row] | None:
        wanted = self._order[0] if self._order else None
        return next((column for column in self.columns if column.sort_key == wanted), None)

    def _show(self) -> None:
        rows = self.shown_rows()
        self.model.refresh_rows(rows)
        page: QWidget = self.table if rows else self.no_match if self._all else self.empty
        self.pages.setCurrentWidget(page if self._is_read else self.loading)
        self.filter.setEnabled(bool(self._all))
        if self._wants_focus and self._is_read:
            self.focus_first()
        if self._wanted is not None and rows:
            wanted, self._wanted = self._wanted, None
            number = next((n for n in range(len(rows)) if str(self.model.key_at(n)) == wanted), None)
            if number is not None:
                self.table.select_key(self.model.key_at(number))

    # --- commands ----------------------------------------------------------------------------

    def export(self) -> None:
        """Save what the list shows as a workbook with typed cells."""
        name = swedish.file_name(self.title.lower(), "lista")
        path = self._session.messages.ask_save_file("Exportera till Excel", WORKBOOKS, f"{name}.xlsx")
        if path is None:
            return
        exports, title = self._session.bench.exports, self.title
        columns, cells = self.export_cells(self.shown_rows())

        def done(_result: object) -> None:
            self._session.messages.notice(f"Listan är sparad som {path.name}.")

        self._session.run(lambda _progress: exports.rows_workbook(title, columns, cells, path), "Exporterar listan", done)

    def _cells(self, rows: Sequence[Row]) -> Cells:
        columns = [(column.title, _kind([column.value(row) for row in rows])) for column in self.columns]
        return columns, [[column.value(row) for column in self.columns] for row in rows]

    def sort_by(self, sort_key: str | None) -> None:
        """Sort by a column, the other way when it is sorted by that column already; None: the list's own order."""
        is_again = self._order is not None and self._order[0] == sort_key
        self._order = None if sort_key is None else (sort_key, is_again and not (self._order is not None and self._order[1]))
        self._show_order()
        self._show()
        self.moved.emit()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {"export_list": self.export, "find": self.focus_filter, "copy_rows": self.table.copy_rows}

    def focus_first(self) -> None:
        """Into the list; when it is still being read, as soon as it is there."""
        self._wants_focus = not self._is_read
        if self.pages.currentWidget() is self.table:
            self.table.setFocus()
        elif self.filter.isEnabled():
            self.filter.setFocus()

    def focus_filter(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def show_filter(self, text: str) -> None:
        """Filter by this text, also when it is shown by the field already."""
        self.filter.blockSignals(True)
        self.filter.setText(text)
        self.filter.blockSignals(False)
        self._on_filter(text)
        self.focus_first()

    # --- place -------------------------------------------------------------------------------

    def location(self) -> dict[str, Any]:
        index = self.table.currentIndex()
        place: dict[str, Any] = {"filter": self.filter.text(), "row": str(self.model.key_at(index.row())) if index.isValid() else ""}
        return place | ({"sort": self._order[0], "descending": self._order[1]} if self._order else {})

    def go_to(self, location: dict[str, Any]) -> None:
        if not location:
            return
        text, sort = str(location.get("filter", "")), location.get("sort")
        self.filter.blockSignals(True)
        self.filter.setText(text)
        self.filter.blockSignals(False)
        self._order = (sort, bool(location.get("descending"))) if isinstance(sort, str) else None
        if self._sorted_by() is None:
            self._order = None
        self._show_order()
        self._wanted = str(location.get("row") or "") or None
        self._show()

    def _show_order(self) -> None:
        header = self.table.horizontalHeader()
        column, order = -1, Qt.SortOrder.AscendingOrder
        if self._order is not None:
            column = next((number for number, one in enumerate(self.columns) if one.sort_key == self._order[0]), -1)
            order = Qt.SortOrder.DescendingOrder if self._order[1] else order
        header.blockSignals(True)
        header.setSortIndicator(column, order)
        header.blockSignals(False)

    # --- following ---------------------------------------------------------------------------

    def _on_sort(self, sort_key: str, descending: bool) -> None:
        is_cleared = self.table.horizontalHeader().sortIndicatorSection() < 0
        self._order = None if is_cleared else (sort_key, descending)
        self._show()
        self.moved.emit()

    def _on_filter(self, _text: str) -> None:
        self._show()
        self.moved.emit()

    def _on_typed(self, text: str) -> None:
        self.filter.setFocus()
        self.filter.setText(self.filter.text() + text)

    def _on_layout(self, state: bytes) -> None:
        self._session.settings.set_table(self.name, {"header": state.hex()})

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_order()


def _sortable(value: Any) -> Any:
    return swedish.sort_key(value) if isinstance(value, str) else value


def _kind(values: Sequence[object]) -> Kind:
    """How a column's values are written in a workbook."""
    found = next((value for value in values if value is not None), "")
    if isinstance(found, date):
        return Kind.DATE
    if isinstance(found, float):
        return Kind.NUMBER
    return Kind.INTEGER if isinstance(found, int) else Kind.TEXT
