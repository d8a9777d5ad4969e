"""Översikt: what must be done before the next meeting, where the cases stand, and what is left of the frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain import swedish
from app.domain.meetings import NextMeeting, cutoff_text, days_text
from app.domain.riskindex.series import Ranking
from app.domain.views import Changes, Frame, Overview
from app.domain.vocabulary import ApplicationState
from app.ui.session import Session
from app.ui.status_line import frame_parts, frame_words
from app.ui.views.base import Location, Workspace
from app.ui.views.overview_model import RecordRole, TodoDelegate, TodoModel
from app.ui.widgets.amount_bar import AmountBar
from app.ui.widgets.badge import StateBadge, application_kind
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import ElidedLabel, PlainLabel
from app.ui.widgets.section import Section

_TOP = 5
_SIDE_WIDTH = 340


class TodoList(QListView):
    """Enter or one click opens the place where the thing is done."""

    def __init__(self, model: TodoModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(TodoDelegate(self))
        self.setAccessibleName("Att göra")
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class OverviewWorkspace(Workspace):
    """The first workspace; everything in it leads to where it is done."""

    key: ClassVar[str] = "overview"
    title: ClassVar[str] = "Översikt"
    number: ClassVar[int] = 1
    help_page: ClassVar[str] = "oversikt"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._is_stale = True
        self.todo_model = TodoModel(self)
        self.todo_list = TodoList(self.todo_model)
        self._count = PlainLabel("", "muted")
        actions = session.actions
        self._empty = EmptyState(
            "Inga ansökningar än",
            "Läs in en ansökningsblankett som en nämnd har skickat, eller registrera en ansökan för hand. Då visas här vad som ska göras.",
            actions.import_form,
            icon_name="files",
        )
        self._nothing_to_do = EmptyState(
            "Inget att göra just nu", "Alla ärenden väntar på någon annan eller är klara.", icon_name="circle-check", icon_role="ok"
        )
        self._left = QStackedWidget()
        for page in (self.todo_list, self._empty, self._nothing_to_do):
            self._left.addWidget(page)
        self._frame = Section("Programmets ram")
        self._states = Section("Ärendenas läge")
        self._index = Section("Högst riskindex")
        self._meeting = Section("Nästa möte")
        self._build()
        self.todo_list.clicked.connect(self._open)
        self.todo_list.activated.connect(self._open)

    def _build(self) -> None:
        todo = Section("Att göra")
        todo.add_to_head(self._count)
        todo.body.addWidget(self._left, 1)
        side = QWidget()
        side.setProperty("role", "page")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(20)
        for section in (self._meeting, self._frame, self._index, self._states):
            column.addWidget(section)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(side)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(_SIDE_WIDTH)
        self._side = scroll
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 16, 16)
        row.setSpacing(24)
        row.addWidget(todo, 5)
        row.addWidget(scroll, 3)

    # --- the frame's side --------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the overview away from the window and show it."""
        self._is_stale = False
        bench = self.session.bench

        def work(_progress: object) -> tuple[Overview, Ranking | None, NextMeeting | None]:
            return bench.queries.overview(), bench.index_in_use.ranking(), bench.meetings.next()

        self.session.jobs.start(work).then(self._show, self.session.messages.show)

    def changes_arrived(self, changes: Changes) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def shown(self) -> None:
        if self._is_stale:
            self.refresh()
        self.todo_list.setFocus()

    def location(self) -> Location:
        return {"row": self.todo_list.currentIndex().row()}

    def go_to(self, location: Location) -> None:
        row = location.get("row")
        if isinstance(row, int) and 0 <= row < self.todo_model.rowCount():
            self.todo_list.setCurrentIndex(self.todo_model.index(row))

    def toolbar_actions(self) -> list[QAction]:
        return [self.session.actions.new_application, self.session.actions.import_form]

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {}

    # --- showing -----------------------------------------------------------------------------

    def _show(self, found: tuple[Overview, Ranking | None, NextMeeting | None]) -> None:
        overview, ranking, meeting = found
        self.todo_model.set_items(overview.todo)
        count = len(overview.todo)
        self._count.setText("" if not count else "1 sak" if count == 1 else f"{count} saker")
        page = self.todo_list if count else self._nothing_to_do if overview.cases else self._empty
        self._left.setCurrentWidget(page)
        if count and not self.todo_list.currentIndex().isValid():
            self.todo_list.setCurrentIndex(self.todo_model.index(0))
        _refill(self._frame, self._frame_widget(overview.frame))
        _refill(self._states, self._states_widget(overview.by_state))
        _refill(self._index, self._index_widget(ranking))
        _refill(self._meeting, self._meeting_widget(meeting))
        QTimer.singleShot(0, self, self._widen_side)  # once the new parts wear their font

    def _widen_side(self) -> None:
        """Large text needs a wider side; it is never cut and never scrolls sideways."""
        needed = max(section.minimumSizeHint().width() for section in (self._meeting, self._frame, self._index, self._states))
        self._side.setMinimumWidth(max(_SIDE_WIDTH, needed + self._side.verticalScrollBar().sizeHint().width() + 12))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._widen_side)

    def _meeting_widget(self, found: NextMeeting | None) -> QWidget:
        """The days left to the meeting and its cut-off, and how many cases still wait for something."""
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        link = LinkButton("Registrera styrgruppens möten" if found is None else found.info.title)
        uid = found.info.uid if found is not None else None
        link.clicked.connect(lambda: self.session.navigate.emit("meeting", (uid, "meetings")))
        if found is None:
            column.addWidget(PlainLabel("Inget möte är inplanerat.", "muted", wrap=True))
            column.addWidget(link)
            return widget
        info, today = found.info, self.session.bench.today
        limit = cutoff_text(info, today)
        column.addWidget(link)
        column.addWidget(PlainLabel(f"Mötet hålls {days_text(found.days)}, {limit}.", wrap=True))
        cases = "1 ärende" if info.cases == 1 else f"{swedish.integer(info.cases)} ärenden"
        late = f", {swedish.integer(found.late)} sent" if found.late else ""
        waits = (
            f"{cases}, {swedish.integer(found.outstanding)} väntar på underlag{late}"
            if found.outstanding
            else f"{cases}, alla underlag finns"
        )
        kind = "error" if found.late else "warning" if found.outstanding else "ok"
        column.addWidget(StateBadge(waits if info.cases else "Inga ärenden är valda", kind if info.cases else "plain"))
        return widget

    def _frame_widget(self, frame: Frame) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        figures = QHBoxLayout()
        figures.setSpacing(16)
        for label, amount in (("Ram", frame.total), ("Beviljat", frame.granted), ("Föreslaget", frame.proposed), ("Kvar", frame.left)):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(PlainLabel(label, "muted"))
            pair.addWidget(PlainLabel(swedish.decimal(amount / 1_000_000), "figure"))
            figures.addLayout(pair)
        figures.addStretch(1)
        bar = AmountBar(14)
        bar.show_parts(frame.total, frame_parts(frame), frame_words(frame))
        column.addLayout(figures)
        column.addWidget(bar)
        column.addWidget(PlainLabel("mnkr. Streckat: föreslaget i ärenden som inte är beslutade.", "small", wrap=True))
        return widget

    def _states_widget(self, by_state: tuple[tuple[ApplicationState, int], ...]) -> QWidget:
        widget = QWidget()
        grid = QGridLayout(widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, (state, count) in enumerate(by_state):
            amount = PlainLabel(swedish.integer(count))
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(StateBadge(state.label, application_kind(state)), number, 0)
            grid.addWidget(amount, number, 1)
        if not by_state:
            grid.addWidget(PlainLabel("Inga ansökningar är registrerade.", "muted"), 0, 0)
        return widget

    def _index_widget(self, ranking: Ranking | None) -> QWidget:
        widget = QWidget()
        grid = QGridLayout(widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(8)
        if ranking is None:
            grid.addWidget(PlainLabel("Filen har inga indexvärden.", "muted"), 0, 0)
            return widget
        highest = max((bar.value for bar in ranking.bars), default=1.0)
        for number, bar in enumerate(ranking.bars[:_TOP]):
            name = LinkButton(bar.label)
            name.setAccessibleName(f"{bar.label}, index {swedish.decimal(bar.value)}. Visa i riskindex")
            name.clicked.connect(lambda _checked=False, unit=bar.unit: self.session.navigate.emit("district", unit))
            drawn = AmountBar(8)
            drawn.show_parts(round(highest * 10), [(round(bar.value * 10), "missing", False)], f"{bar.label}: {swedish.decimal(bar.value)}")
            value = PlainLabel(swedish.decimal(bar.value))
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(drawn, number, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(value, number, 2)
        grid.setColumnStretch(1, 1)
        foot = QVBoxLayout()
        foot.setSpacing(2)
        foot.addWidget(PlainLabel(ranking.reference_label, "small"))
        foot.addWidget(ElidedLabel(ranking.subtitle, "small"))
        if ranking.mark:
            foot.addWidget(StateBadge(ranking.mark, "warning"))
        grid.addLayout(foot, _TOP, 0, 1, 3)
        return widget

    def _open(self, index: QModelIndex) -> None:
        item = index.data(RecordRole)
        if item is not None:
            self.session.navigate.emit(item.kind, (item.uid, item.tab))


def _refill(section: Section, widget: QWidget) -> None:
    """Put new content in a section in place of the old."""
    while section.body.count():
        item = section.body.takeAt(0)
        old = item.widget() if item is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()
    section.add(widget)
