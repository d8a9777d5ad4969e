"""A register as a page of its workspace: the list, and beside it the record that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.views import Changes
from app.errors import NotFound
from app.ui.icons import icon
from app.ui.undo import UndoStacks
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.ui.session import Session


class RegisterPage(QWidget):
    """Built at its first visit, read by `load`. A register gives `list`, `panel` and `none` before it calls `lay_out`."""

    title: ClassVar[str]
    touches: ClassVar[frozenset[str]]  # kinds of change after which the page is read anew
    list: Any  # a ListPanel
    panel: Any  # a form with `uid`, `show_view`, `focus_first` and `commit`
    none: EmptyState

    def __init__(self, session: Session, new_text: str, remove_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stacks = UndoStacks(self)
        self._wanted: UUID | None = None
        self.new_action = QAction(icon("plus"), new_text, self)
        self.remove_action = QAction(icon("trash-2"), remove_text, self)
        for action, work in ((self.new_action, self.new_record), (self.remove_action, self.remove_record)):
            action.setEnabled(session.is_writable)
            action.triggered.connect(work)

    def lay_out(self, stretches: tuple[int, int], sizes: tuple[int, int]) -> None:
        """List and record side by side, with what room each takes."""
        self.side = QStackedWidget()
        self.side.addWidget(self.none)
        self.side.addWidget(self.panel)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for number, widget in enumerate((self.list, self.side)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(number, stretches[number])
        self.splitter.setSizes(list(sizes))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self.list.selected.connect(self._on_selected)
        self.list.opened.connect(lambda _row: self.panel.focus_first())

    def minimumSizeHint(self) -> QSize:
        return QSize(360, 280)

    # --- what each register does its own way ---------------------------------------------------

    def show_rows(self) -> Sequence[Any]:
        """Read the rows and let the list show them."""
        raise NotImplementedError

    def first_of(self, rows: Sequence[Any]) -> UUID:
        """Which record is chosen when none has been."""
        return rows[0].uid

    def read_one(self, uid: UUID) -> tuple[Any, ...]:
        """The record's view, and what else the panel shows of it. Raises NotFound."""
        raise NotImplementedError

    def may_remove(self, _view: Any) -> bool:
        return True

    def new_record(self) -> None:
        raise NotImplementedError

    def remove_record(self) -> None:
        raise NotImplementedError

    # --- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read everything anew."""
        rows = self.show_rows()
        self.side.setVisible(bool(rows))
        if self._wanted is not None and self.list.table.select_key(self._wanted):
            self._wanted = None
        elif rows and self.list.table.current_row() is None:
            self.list.table.select_key(self.first_of(rows))
        self._show_chosen()

    def changes_arrived(self, changes: Changes) -> None:
        """Something was written while the page is built; read anew if it is shown here."""
        if self.isVisible() and (changes.kinds & self.touches or not changes.kinds):
            self.load()

    def select(self, uid: object) -> None:
        """Show a record, whatever the list is filtered on; nothing for what is no record's uid."""
        try:
            self._wanted = uid if isinstance(uid, UUID) else UUID(str(uid))
        except ValueError:
            return
        self.list.show_filter("")
        self.load()

    def _on_selected(self, row: Any) -> None:
        if row is None or row.uid != self.panel.uid:
            self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.list.table.current_row()
        try:
            read = self.read_one(row.uid) if row is not None else ()
        except NotFound:
            read = ()
        self.side.setCurrentWidget(self.panel if read else self.none)
        self.remove_action.setEnabled(bool(read) and self._session.is_writable and self.may_remove(read[0]))
        if read:
            stack = self._stacks[read[0].uid]
            self.panel.show_view(*read, stack)
            if self.isVisible():
                self._session.undo_group.setActiveStack(stack)

    def focus_first(self) -> None:
        self.list.focus_first()
        if not self.list.model.rowCount():
            self.list.empty.focus_first()

    def commit(self) -> None:
        """Store what is being edited."""
        self.panel.commit()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return self.list.commands()
