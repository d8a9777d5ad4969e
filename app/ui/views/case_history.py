"""The tab Historik: what has been changed, when, by whom, from what to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.views import CaseView, LogRow
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.views.case_rule_detail import local_time
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from app.ui.session import Session

COLUMNS: tuple[Column[LogRow], ...] = (
    Column("När", lambda row: row.at, local_time, copy=local_time, width=140),
    Column("Vem", lambda row: row.who, tip=lambda row: row.who, width=140, wide=230),
    Column("Vad", lambda row: row.what, tip=lambda row: row.what, width=230),
    Column("Före", lambda row: row.before, tip=lambda row: row.before, width=220),
    Column("Efter", lambda row: row.after, tip=lambda row: row.after, stretch=True),
)


class HistoryTab(QWidget):
    """The log of one case, newest first, with a filter; the whole of a long text is shown below the list."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self._rows: tuple[LogRow, ...] = ()
        self._is_stale = True
        self.model: RowTableModel[LogRow] = RowTableModel(COLUMNS, self, key=lambda row: row.sequence)
        self.table = RecordTable(self.model, "Historik")
        self.table.enable_type_to_find()
        self.table.row_selected.connect(self._on_selected)
        self.filter = SearchField("Filtrera på fält, person eller text")
        self.filter.setMaximumWidth(360)
        self.filter.searched.connect(self._show)
        self.filter.descended.connect(self.table.setFocus)
        self.table.typed.connect(self._on_typed)
        self.count = PlainLabel("", "muted")
        self.before = PlainLabel("", wrap=True, selectable=True)
        self.after = PlainLabel("", wrap=True, selectable=True)
        self._empty = EmptyState("Ingen händelse", "Inget i historiken svarar mot filtret.", icon_name="history")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.filter, 1)
        head.addWidget(self.count)
        head.addStretch(1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        splitter.addWidget(top)
        splitter.addWidget(self._texts())
        splitter.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(splitter, 1)

    def _texts(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(24)
        for title, label in (("Före", self.before), ("Efter", self.after)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(PlainLabel(title, "label"))
            column.addWidget(label)
            column.addStretch(1)
            row.addLayout(column, 1)
        return page

    def load(self, view: CaseView) -> None:
        if self._view is None or self._view.uid != view.uid:
            self.filter.clear()
        self._view = view
        self._is_stale = True
        if self.isVisible():
            self.read()

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        self.read()

    def read(self) -> None:
        """Read the log when it is looked at, not at each change."""
        if self._is_stale and self._view is not None and self._session.is_open:
            self._is_stale = False
            self._rows = self._session.bench.queries.log(self._view.uid)
            self._show()

    def focus_first(self) -> None:
        self.table.setFocus()

    def _show(self) -> None:
        words = swedish.fold(self.filter.text()).split()
        texts = ((row, swedish.fold(f"{row.what} {row.who} {row.before} {row.after} {local_time(row.at)}")) for row in self._rows)
        found = [row for row, text in texts if all(word in text for word in words)]
        self.model.refresh_rows(found)
        all_of_them = "1 händelse" if len(self._rows) == 1 else f"{swedish.integer(len(self._rows))} händelser"
        self.count.setText(f"{swedish.integer(len(found))} av {all_of_them}" if words else all_of_them)
        self.table.setVisible(bool(found))
        self._empty.setVisible(not found)
        if found and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _on_typed(self, text: str) -> None:
        self.filter.setFocus()
        self.filter.setText(self.filter.text() + text)

    def _on_selected(self, row: LogRow | None) -> None:
        self.before.setText((row.before if row else "") or swedish.EMPTY)
        self.after.setText((row.after if row else "") or swedish.EMPTY)
