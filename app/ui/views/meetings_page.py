"""Möten: the steering group's meetings with their cut-off days, and what must have arrived by then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.meetings import MeetingInfo
from app.domain.views import Changes, Created
from app.errors import NotFound
from app.ui.icons import icon
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.model import Column
from app.ui.undo import UndoStacks
from app.ui.views.meetings_form import MeetingPanel
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.ui.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight
NOTHING_HERE = (
    "Inga möten än",
    "Registrera styrgruppens möten med mötesdag och sista dag för underlag. Ärenden väljs sedan till ett möte i ärendets huvud.",
)
NONE_CHOSEN = ("Inget möte är valt", "Välj ett möte i listan, eller registrera ett nytt.")
TOUCHES = frozenset({"meeting", "application", "supplement", "check", "assessment", "attachment"})


def _day(day: date | None) -> str:
    return swedish.iso_date(day) if day else swedish.EMPTY


COLUMNS: tuple[Column[MeetingInfo], ...] = (
    Column("Mötesdag", lambda row: row.day, _day, width=88),
    Column("Möte", lambda row: row.name, lambda text: text or swedish.EMPTY, tip=lambda row: row.title, width=130, stretch=True),
    Column("Ärenden", lambda row: row.cases, swedish.integer, align=_RIGHT, width=72),
)


class MeetingList(ListPanel[MeetingInfo]):
    """Every meeting, the latest first."""

    def __init__(self, session: Session, new_action: QAction, remove_action: QAction, parent: QWidget | None = None) -> None:
        empty = EmptyState(*NOTHING_HERE, new_action, icon_name="calendar-days")
        super().__init__(session, "meetings", "Möten", COLUMNS, empty, parent=parent)
        self.new_button = QPushButton(icon("plus"), "Nytt möte")
        self.new_button.setEnabled(session.is_writable)
        self.new_button.clicked.connect(new_action.trigger)
        self.head.addWidget(self.new_button)
        self.column.setContentsMargins(24, 12, 12, 12)
        self.actions_more = lambda: [new_action, remove_action]

    def show_meetings(self, rows: tuple[MeetingInfo, ...]) -> None:
        self.filter.setVisible(len(rows) > 8)
        self.new_button.setVisible(bool(rows))  # an empty page has the button in its middle
        self.summary_label.setText("" if not rows else "1 möte" if len(rows) == 1 else f"{swedish.integer(len(rows))} möten")
        self.set_rows(rows)


class MeetingsPage(QWidget):
    """The list, and beside it the meeting that is chosen. Built at its first visit, read by `load`."""

    title = "Möten"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stacks = UndoStacks(self)
        self._wanted: UUID | None = None
        self.new_action = QAction(icon("plus"), "Nytt möte", self)
        self.remove_action = QAction(icon("trash-2"), "Ta bort mötet …", self)
        for action, work in ((self.new_action, self.new_meeting), (self.remove_action, self.remove_meeting)):
            action.setEnabled(session.is_writable)
            action.triggered.connect(work)
        self.list = MeetingList(session, self.new_action, self.remove_action)
        self.panel = MeetingPanel(session, self.remove_action)
        self.none = EmptyState(*NONE_CHOSEN, icon_name="calendar-days")
        self.side = QStackedWidget()
        self.side.addWidget(self.none)
        self.side.addWidget(self.panel)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([400, 506])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self.list.selected.connect(self._on_selected)
        self.list.opened.connect(lambda _row: self.panel.focus_first())

    def minimumSizeHint(self) -> QSize:
        return QSize(360, 280)

    # --- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read everything anew."""
        rows = self._session.bench.meetings.list()
        self.list.show_meetings(rows)
        self.side.setVisible(bool(rows))
        if self._wanted is not None and self.list.table.select_key(self._wanted):
            self._wanted = None
        elif rows and self.list.table.current_row() is None:
            self.list.table.select_key(self._nearest(rows).uid)
        self._show_chosen()

    def _nearest(self, rows: tuple[MeetingInfo, ...]) -> MeetingInfo:
        """The next meeting; the latest when none is to come."""
        today = self._session.bench.today
        coming = [row for row in rows if row.day is not None and row.day >= today]
        return coming[-1] if coming else rows[0]

    def changes_arrived(self, changes: Changes) -> None:
        """Something was written while the page is built; read anew if it is shown here."""
        if self.isVisible() and (changes.kinds & TOUCHES or not changes.kinds):
            self.load()

    def select(self, uid: object) -> None:
        """Show a meeting; nothing for what is no meeting's uid."""
        try:
            self._wanted = uid if isinstance(uid, UUID) else UUID(str(uid))
        except ValueError:
            return
        self.list.show_filter("")
        self.load()

    def _on_selected(self, row: MeetingInfo | None) -> None:
        if row is None or row.uid != self.panel.uid:
            self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.list.table.current_row()
        meetings = self._session.bench.meetings
        try:
            view = meetings.load(row.uid) if row is not None else None
            rows = meetings.outstanding(row.uid) if row is not None else ()
        except NotFound:
            view, rows = None, ()
        self.side.setCurrentWidget(self.none if view is None else self.panel)
        self.remove_action.setEnabled(view is not None and not view.info.cases and self._session.is_writable)
        if view is not None:
            stack = self._stacks[view.uid]
            self.panel.show_view(view, rows, stack)
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

    # --- acting ------------------------------------------------------------------------------

    def new_meeting(self) -> None:
        """A meeting whose name and days are to be filled in."""
        self.commit()

        def done(created: Created) -> None:
            self.select(created.uid)
            self.panel.focus_first()
            self._session.messages.notice("Nytt möte. Skriv mötesdag och sista dag för underlag; varje fält sparas när du lämnar det.")

        self._session.write(self._session.bench.meetings.create, done)

    def remove_meeting(self) -> None:
        """Remove a meeting that no case is chosen for, once it has been confirmed."""
        row = self.list.table.current_row()
        if row is None:
            return
        meetings = self._session.bench.meetings
        if self._session.messages.confirm("Ta bort mötet", f"{row.title} tas bort. Loggen minns vilket det var.", "Ta bort mötet"):
            self.commit()
            done = lambda _changes: self._session.messages.notice(f"{row.title} är borttaget.")  # noqa: E731
            self._session.write(lambda: meetings.remove(row.uid), done)
