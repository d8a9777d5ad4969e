"""Handlingsplaner – what has each board decided, and on what ground: the boards as rows, and the plan that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.drafts import PlanDraft
from app.domain.programme import Programme
from app.domain.rules.evidence import FieldRef
from app.domain.views import Changes, Created, PlanRow
from app.domain.vocabulary import PlanState
from app.errors import NotFound
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.views.base import Location, Workspace
from app.ui.views.plan_page import PlanPage
from app.ui.widgets.badge import KIND_ICONS, plan_kind
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

NO_PLAN = "Ingen plan"
_APPROVED = (PlanState.APPROVED, PlanState.REPORTED, PlanState.FOLLOWED_UP)
_RIGHT = Qt.AlignmentFlag.AlignRight


def _count(number: int | None) -> str:
    return swedish.EMPTY if number is None else swedish.integer(number)


def _state_icon(row: PlanRow) -> Any:
    kind = plan_kind(row.state)
    return icon(KIND_ICONS[kind], kind)


def _state(row: PlanRow) -> str:
    return row.state.label if row.state else NO_PLAN


def _lacks(row: PlanRow) -> str:
    return swedish.join(row.missing) if row.uid is not None else ""


def columns(programme: Programme) -> tuple[Column[PlanRow], ...]:
    def name(row: PlanRow) -> str:
        board = programme.organisation_by_key.get(row.board)
        return board.short_name if board else row.board_name

    return (
        Column("Nämnd", name, tip=lambda row: row.board_name, width=160),
        Column("Version", lambda row: row.plan_version, _count, align=_RIGHT, width=66, drop=4),
        Column("Läge", _state, icon=_state_icon, tip=_state, width=168, wide=270),
        Column("Godkänd", lambda row: row.approved_date, lambda day: swedish.iso_date(day) if day else swedish.EMPTY, width=90),
        Column("Aktiviteter", lambda row: row.activities if row.uid else None, _count, align=_RIGHT, width=82, drop=2),
        Column("Mål", lambda row: row.objectives if row.uid else None, _count, align=_RIGHT, width=46, drop=1),
        Column("Ansökningar", lambda row: row.applications if row.uid else None, _count, align=_RIGHT, width=94, drop=3),
        Column("Saknas", _lacks, lambda text: text or swedish.EMPTY, tip=_lacks, width=160, stretch=True),
    )


class PlansWorkspace(Workspace):
    """Boards first; Enter opens a plan over the list, Esc goes back to the same row."""

    key: ClassVar[str] = "plans"
    title: ClassVar[str] = "Handlingsplaner"
    number: ClassVar[int] = 2
    help_page: ClassVar[str] = "handlingsplaner"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._is_stale = True
        self.model: RowTableModel[PlanRow] = RowTableModel(columns(session.bench.programme), self, key=lambda row: row.uid or row.board)
        self.table = RecordTable(self.model, "Handlingsplaner")
        self.table.horizontalHeader().setSortIndicatorShown(False)  # in the programme's own order
        self.summary_label = PlainLabel("", "subheading", wrap=True)
        self.hint_label = PlainLabel("Enter öppnar planen. För en nämnd utan plan registreras en ny.", "muted", wrap=True)
        self.detail_label = PlainLabel("", wrap=True)
        self.new_action = QAction(icon("plus"), "Ny plan", self)
        self.new_action.setToolTip("Registrera en handlingsplan för en nämnd")
        self.new_action.setStatusTip("Registrera en handlingsplan för en nämnd")
        self.empty = EmptyState("Inga nämnder", "Programmet har inga nämnder att visa.", icon_name="clipboard-list")
        self.plan = PlanPage(session)
        self.pages = QStackedWidget()
        self._lay_out()
        self.new_action.triggered.connect(self.new_plan)
        self.table.row_selected.connect(self._on_selected)
        self.table.opened.connect(self._on_opened)
        self.plan.loaded.connect(self._on_loaded)
        self.plan.created.connect(self.open_record)
        self.table.context_actions = lambda: [self.session.actions.copy_rows, self.new_action]

    def _lay_out(self) -> None:
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.summary_label)
        column.addWidget(self.hint_label)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail_label)
        self.pages.addWidget(listing)
        self.pages.addWidget(self.plan)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    @property
    def is_plan_open(self) -> bool:
        return self.pages.currentWidget() is self.plan

    # --- Workspace --------------------------------------------------------------------------------

    def refresh(self) -> None:
        rows = self.session.bench.queries.plans()
        self.model.refresh_rows(rows)
        self.summary_label.setText(summary(rows))
        self.new_action.setEnabled(self.session.is_writable)
        self._is_stale = False
        if not self.is_plan_open:
            self.pages.setCurrentIndex(0 if rows else 2)

    def changes_arrived(self, changes: Changes) -> None:
        if not changes.kinds & {"plan", "application"}:
            return
        self._is_stale = True
        if self.is_plan_open:
            if self.plan.uid in changes.uids or "application" in changes.kinds:
                self._load(self.plan.reload)
        elif self.isVisible():
            self.refresh()

    def shown(self) -> None:
        if self._is_stale and not self.is_plan_open:
            self.refresh()
        if self.is_plan_open:
            self._load(self.plan.reload)
            self._take_undo()
            self.plan.focus_first()
        else:
            self.table.setFocus()

    def left(self) -> bool:
        self.plan.commit()
        return True

    def open_record(self, uid: UUID | str, tab: str = "") -> None:
        """A plan by its uid, or a board's newest plan by the board's key; `tab` is the key of a field to show."""
        if self.is_plan_open:
            self.plan.commit()
        wanted = self._uid_of(uid)
        if wanted is None or not self._load(lambda: self.plan.open(wanted)):
            return
        was_open = self.is_plan_open
        self.pages.setCurrentWidget(self.plan)
        self._take_undo()
        if not (tab and self.plan.form.focus_field(FieldRef(tab))) and not was_open:
            self.plan.focus_first()
        self._tell()

    def _uid_of(self, uid: UUID | str) -> UUID | None:
        if isinstance(uid, UUID):
            return uid
        try:
            return UUID(uid)
        except ValueError:
            return next((row.uid for row in self.model.rows if row.board == uid and row.uid), None)

    def focus_field(self, uid: UUID, ref: object) -> None:
        self.open_record(uid)
        if isinstance(ref, FieldRef) and self.is_plan_open:
            self.plan.form.focus_field(ref)

    def location(self) -> Location:
        return {"plan": str(self.plan.uid)} if self.is_plan_open and self.plan.uid else {}

    def go_to(self, location: Location) -> None:
        name = location.get("plan")
        if not isinstance(name, str):
            if self.is_plan_open:
                self.close_plan()
            return
        try:
            self.plan.open(UUID(name))
        except (ValueError, NotFound):
            return
        self.pages.setCurrentWidget(self.plan)
        self._take_undo()

    def head_title(self) -> str:
        return self.plan.title if self.is_plan_open else self.title

    def toolbar_actions(self) -> list[QAction]:
        return [] if self.is_plan_open else [self.new_action]

    def help_anchor(self) -> str:
        return "planen" if self.is_plan_open else ""

    def commands(self) -> dict[str, Callable[[], Any]]:
        if self.is_plan_open:
            return {"close_case": self.close_plan} | self.plan.commands()
        return {"copy_rows": self.table.copy_rows}

    def is_command_enabled(self, name: str) -> bool:
        return self.plan.is_command_enabled(name) if self.is_plan_open and name != "close_case" else True

    # --- commands ---------------------------------------------------------------------------------

    def new_plan(self) -> None:
        """Register a plan for the chosen board without one, or for a board asked for."""
        lacking = [row for row in self.model.rows if row.uid is None]
        current = self.table.current_row()
        if not lacking:
            self.session.messages.notice("Alla nämnder har en plan. Öppna planen och välj Ny version.")
            return
        if current in lacking:
            self._create(current.board)
            return
        choices = [(row.board, row.board_name) for row in lacking]
        chosen = choices[0][0] if len(choices) == 1 else self.session.messages.ask_choice("Ny plan", "Nämnd", "Registrera planen", choices)
        if chosen is not None:
            self._create(chosen)

    def _create(self, board: str) -> None:
        plans = self.session.bench.plans

        def done(created: Created) -> None:
            self.open_record(created.uid)
            self.session.messages.notice("Ny plan. Varje fält sparas när du lämnar det.")

        self.session.write(lambda: plans.create(PlanDraft(board=board)), done)

    def close_plan(self) -> None:
        """Back to the list, on the row of the plan."""
        self.plan.commit()
        uid = self.plan.uid
        self.pages.setCurrentIndex(0)
        self.refresh()
        if uid is not None:
            self.table.select_key(uid)
        self.table.setFocus()
        self._tell()

    # --- following --------------------------------------------------------------------------------

    def _load(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except NotFound as error:
            self.session.messages.show(error)
            if self.is_plan_open:
                self.pages.setCurrentIndex(0)
                self.refresh()
                self._tell()
            return False
        return True

    def _take_undo(self) -> None:
        if self.plan.stack is not None:
            self.session.undo_group.setActiveStack(self.plan.stack)

    def _tell(self) -> None:
        self.head_changed.emit()
        self.commands_changed.emit()
        self.location_changed.emit()

    def _on_opened(self, row: PlanRow) -> None:
        if row.uid is not None:
            self.open_record(row.uid)
        elif self.session.is_writable:
            self._create(row.board)

    def _on_selected(self, row: PlanRow | None) -> None:
        """The whole list of what the chosen plan lacks, which the column may have no room for."""
        self.detail_label.setText("" if row is None else told(row))

    def _on_loaded(self) -> None:
        if self.is_plan_open:
            self.head_changed.emit()
            self.commands_changed.emit()


def summary(rows: tuple[PlanRow, ...]) -> str:
    """The finding over the list: how many boards have an approved plan."""
    boards = {row.board for row in rows}
    approved = {row.board for row in rows if row.state in _APPROVED}
    return f"{len(approved)} av {len(boards)} nämnder har en godkänd handlingsplan" if boards else ""


def told(row: PlanRow) -> str:
    """What the chosen board's plan lacks, as a sentence."""
    if row.uid is None:
        return f"{row.board_name} har ingen registrerad plan. Tryck Enter eller välj Ny plan."
    lacks = f"saknar {swedish.join(row.missing)}" if row.missing else "saknar ingenting"
    return f"{row.board_name}, version {_count(row.plan_version)}, {lacks}."
