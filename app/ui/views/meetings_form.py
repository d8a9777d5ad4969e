"""One meeting: its days, and the cases chosen for it with what they still wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.catalogues import MEETING
from app.domain.meetings import MeetingView, Outstanding, OutstandingRow, cutoff_text, days_text
from app.domain.rules.evidence import FieldRef
from app.ui.forms.form import RecordForm
from app.ui.forms.layout import FormSection
from app.ui.icons import icon
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.views.case import AT_FIELD
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel, tool_tip

if TYPE_CHECKING:
    from app.ui.session import Session

CASES = "cases"
MOST_SHOWN = 10  # rows of the list before it scrolls
NO_CASES = (
    "Inga ärenden är valda till mötet. Öppna ett ärende och välj mötet i ärendets huvud, efter beslutskedjan. "
    "Då visas här vad ärendet väntar på."
)
ALL_HERE = "Allt som ska ha kommit in finns."


def state_of(row: OutstandingRow) -> tuple[str, str, str]:
    """Word, kind and icon: late, waiting or ready."""
    count = len(row.items)
    waits = "1 sak kvar" if count == 1 else f"{swedish.integer(count)} saker kvar"
    if row.late:
        return (f"Sent, {waits}" if count else "Sent"), "error", "circle-alert"
    return (waits, "warning", "clock") if count else ("Klart", "ok", "circle-check")


def _state_icon(row: OutstandingRow) -> Any:
    _word, kind, name = state_of(row)
    return icon(name, kind)


COLUMNS: tuple[Column[OutstandingRow], ...] = (
    Column("Ärende", lambda row: row.name, tip=lambda row: row.name, width=96, wide=120),
    Column("Insats", lambda row: row.title, lambda text: text or swedish.EMPTY, tip=lambda row: row.title, width=140, stretch=True),
    Column("Nämnd", lambda row: row.board_name, tip=lambda row: row.board_name, width=130, wide=170, drop=1),
    Column("Läge", lambda row: row.state.label, tip=lambda row: row.state.label, width=152, wide=180, drop=2),
    Column("Underlag", lambda row: state_of(row)[0], icon=_state_icon, tip=lambda row: row.late or row.summary or ALL_HERE, width=160),
)


class OutstandingPanel(QWidget):
    """The chosen cases; under the list, what the marked one waits for, each a way to where it is done."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.links: list[LinkButton] = []
        self.model: RowTableModel[OutstandingRow] = RowTableModel(COLUMNS, self)
        self.table = RecordTable(self.model, "Ärenden till mötet")
        self.table.enable_type_to_find()
        self.table.opened.connect(lambda row: self._open(row.uid, "application"))
        self.table.row_selected.connect(self._show_items)
        self.table.context_actions = lambda: [session.actions.copy_rows]
        self.summary = PlainLabel("", "label", wrap=True)
        self.empty = PlainLabel(NO_CASES, "muted", wrap=True)
        self.heading = PlainLabel("", "label", wrap=True)
        self.items = QWidget()
        self._column = QVBoxLayout(self.items)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.summary, self.empty, self.table, self.heading, self.items):
            column.addWidget(widget)

    def show_rows(self, rows: tuple[OutstandingRow, ...]) -> None:
        self.model.refresh_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        line = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + line * min(len(rows), MOST_SHOWN) + 8)
        waiting, late = sum(not row.is_ready for row in rows), sum(bool(row.late) for row in rows)
        cases = "1 ärende" if len(rows) == 1 else f"{swedish.integer(len(rows))} ärenden"
        told = f"{cases}: {swedish.integer(waiting)} väntar på underlag" + (f", {swedish.integer(late)} sent" if late else "")
        self.summary.setText(told if waiting or late else f"{cases}: alla underlag finns")
        self.summary.setVisible(bool(rows))
        if rows and self.table.current_row() is None:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_items(self.table.current_row())

    def _show_items(self, row: OutstandingRow | None) -> None:
        for link in self.links:
            self._column.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []
        self.heading.setVisible(row is not None)
        self.items.setVisible(row is not None and bool(row.items))
        if row is None:
            return
        waits = f"{row.name} väntar på:" if row.items else f"{row.name}: {ALL_HERE[:1].lower()}{ALL_HERE[1:]}"
        self.heading.setText(" ".join(part for part in (row.late, waits) if part))
        for item in row.items:
            link = LinkButton(item.text, self.items)
            link.clicked.connect(lambda _on=False, item=item: self._follow(row.uid, item))
            self._column.addWidget(link)
            self.links.append(link)

    def _follow(self, uid: UUID, item: Outstanding) -> None:
        self._open(uid, f"{AT_FIELD}{item.field}" if item.field else item.tab)

    def _open(self, uid: UUID, tab: str) -> None:
        self._session.navigate.emit("application", (uid, tab))


class MeetingPanel(QWidget):
    """Reads and writes one meeting at a time."""

    def __init__(self, session: Session, remove_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.view: MeetingView | None = None
        self.heading = PlainLabel("", "subheading", wrap=True)
        self.badge = StateBadge()
        self.form = RecordForm(session, MEETING, session.bench.meetings, has_sections=False)
        self.outstanding = OutstandingPanel(session)
        self.remove_button = QPushButton("Ta bort …")
        self.remove_button.setAccessibleName("Ta bort mötet")
        self.remove_button.clicked.connect(remove_action.trigger)
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 24, 0)
        head.setSpacing(8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        section = FormSection("Ärenden till mötet")
        section.add(self.outstanding, wide=True)
        self.form.add_section(CASES, section, before="meeting")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        under = QHBoxLayout()
        under.setContentsMargins(24, 0, 24, 4)
        under.addWidget(self.badge)
        under.addStretch(1)
        column.addLayout(under)
        column.addWidget(self.form, 1)

    @property
    def uid(self) -> UUID | None:
        return self.view.uid if self.view is not None else None

    def show_view(self, view: MeetingView, rows: tuple[OutstandingRow, ...], stack: QUndoStack) -> None:
        self.view = view
        info, today = view.info, self._session.bench.today
        left = info.left(today)
        self.heading.setText(info.title)
        is_past = info.day is not None and info.day < today
        kind = "plain" if is_past or left is None else "error" if left < 0 else "warning" if left <= 7 else "info"
        text = "Mötet har hållits" if is_past else "Sista dag saknas" if left is None else f"Sista dag för underlag {days_text(left)}"
        self.badge.show_state(text, kind, "calendar")
        self.badge.setToolTip(tool_tip(cutoff_text(info, today)))
        self.remove_button.setEnabled(self._session.is_writable and not info.cases)
        self.remove_button.setToolTip("Ett möte med valda ärenden tas inte bort" if info.cases else "")
        self.form.load(view, stack=stack)
        self.outstanding.show_rows(rows)

    def focus_first(self) -> None:
        self.form.focus_field(FieldRef("name"))

    def commit(self) -> None:
        """Store the field being edited, before the meeting goes out of view."""
        self.form.commit()
