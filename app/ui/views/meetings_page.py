"""Möten: the steering group's meetings with their cut-off days, and what must have arrived by then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain import swedish
from app.domain.meetings import MeetingInfo, MeetingView
from app.domain.views import Created
from app.ui.icons import icon
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.model import Column
from app.ui.views.meetings_form import MeetingPanel
from app.ui.views.register_page import RegisterPage
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.ui.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight
NOTHING_HERE = (
    "Inga möten än",
    "Registrera styrgruppens möten med mötesdag och sista dag för underlag. Ärenden väljs sedan till ett möte i ärendets huvud.",
)
NONE_CHOSEN = ("Inget möte är valt", "Välj ett möte i listan, eller registrera ett nytt.")


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


class MeetingsPage(RegisterPage):
    """Every meeting, and beside the list the one that is chosen with what its cases wait for."""

    title = "Möten"
    touches = frozenset({"meeting", "application", "supplement", "check", "assessment", "attachment"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "Nytt möte", "Ta bort mötet …", parent)
        self.list = MeetingList(session, self.new_action, self.remove_action)
        self.panel = MeetingPanel(session, self.remove_action)
        self.none = EmptyState(*NONE_CHOSEN, icon_name="calendar-days")
        self.lay_out((1, 2), (400, 506))

    def show_rows(self) -> Sequence[MeetingInfo]:
        rows = self._session.bench.meetings.list()
        self.list.show_meetings(rows)
        return rows

    def first_of(self, rows: Sequence[MeetingInfo]) -> UUID:
        """The next meeting; the latest when none is to come."""
        today = self._session.bench.today
        coming = [row for row in rows if row.day is not None and row.day >= today]
        return (coming[-1] if coming else rows[0]).uid

    def read_one(self, uid: UUID) -> tuple[Any, ...]:
        meetings = self._session.bench.meetings
        return meetings.load(uid), meetings.outstanding(uid)

    def may_remove(self, view: MeetingView) -> bool:
        return not view.info.cases

    # --- acting ------------------------------------------------------------------------------

    def new_record(self) -> None:
        """A meeting whose name and days are to be filled in."""
        self.commit()

        def done(created: Created) -> None:
            self.select(created.uid)
            self.panel.focus_first()
            self._session.messages.notice("Nytt möte. Skriv mötesdag och sista dag för underlag; varje fält sparas när du lämnar det.")

        self._session.write(self._session.bench.meetings.create, done)

    def remove_record(self) -> None:
        """Remove a meeting that no case is chosen for, once it has been confirmed."""
        row = self.list.table.current_row()
        if row is None:
            return
        meetings = self._session.bench.meetings
        if self._session.messages.confirm("Ta bort mötet", f"{row.title} tas bort. Loggen minns vilket det var.", "Ta bort mötet"):
            self.commit()
            done = lambda _changes: self._session.messages.notice(f"{row.title} är borttaget.")  # noqa: E731
            self._session.write(lambda: meetings.remove(row.uid), done)
