"""Handlingsplaner – what has each board decided, and on what ground: the plans side by side, and the one that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.domain.drafts import PlanDraft
from app.domain.rules.evidence import FieldRef
from app.domain.views import ActivityMoney, Changes, Coverage, Created, DueObjective, PlanRow, PlansOverview
from app.errors import NotFound
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.views.base import Location, Workspace
from app.ui.views.dialogues import DialogueList, DialoguePage
from app.ui.views.plan_page import TABS as PLAN_TABS
from app.ui.views.plan_page import PlanPage
from app.ui.views.plans_list import PlanList
from app.ui.views.plans_matrix import PlanMatrix
from app.ui.views.plans_pages import CoverageList, DueList, MoneyPage

PLANS, MATRIX, DUE, MONEY, COVERAGE, DIALOGUES = "plans", "matrix", "due", "money", "coverage", "dialogues"
TABS = (
    (PLANS, "Planer", "listan"),
    (MATRIX, "Översikt", "oversikt-over-planerna"),
    (DUE, "Uppföljning", "oversikt-over-planerna"),
    (MONEY, "Pengar", "oversikt-over-planerna"),
    (COVERAGE, "Täckning", "oversikt-over-planerna"),
    (DIALOGUES, "Boendedialoger", "boendedialoger"),
)  # key, title, heading in the handbook
DIALOGUE = "dialogue"  # the tab that `open_record` is given for a dialogue's uid
_CONCERNED = frozenset({"plan", "application", "dialogue"})


class PlansWorkspace(Workspace):
    """Pages over all plans; Enter opens a plan or a dialogue over them, Esc goes back to the same row."""

    key: ClassVar[str] = "plans"
    title: ClassVar[str] = "Handlingsplaner"
    number: ClassVar[int] = 2
    help_page: ClassVar[str] = "handlingsplaner"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._stale = {PLANS, MATRIX, DIALOGUES}
        self.new_action = self._action("Ny plan", "Registrera en handlingsplan för en nämnd", self.new_plan)
        self.new_dialogue_action = self._action("Ny boendedialog", "Registrera en dialog med boende", self.new_dialogue)
        self.list = PlanList(session)
        self.matrix = PlanMatrix(session)
        self.due = DueList(session)
        self.money = MoneyPage(session)
        self.coverage = CoverageList(session)
        self.dialogues = DialogueList(session, self.new_dialogue_action)
        self.table, self.model, self.summary_label = self.list.table, self.list.model, self.list.summary_label
        self.plan = PlanPage(session)
        self.dialogue = DialoguePage(session)
        self.tabs = QTabWidget()
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def _action(self, text: str, tip: str, work: Callable[[], object]) -> QAction:
        action = QAction(icon("plus"), text, self)
        action.setToolTip(tip)
        action.setStatusTip(tip)
        action.triggered.connect(work)
        return action

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Handlingsplanernas sidor")
        self._panels: dict[str, Any] = {
            PLANS: self.list, MATRIX: self.matrix, DUE: self.due, MONEY: self.money, COVERAGE: self.coverage, DIALOGUES: self.dialogues,
        }  # fmt: skip
        for key, title, _heading in TABS:
            self.tabs.addTab(self._panels[key], title)
        for page in (self.tabs, self.plan, self.dialogue):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.list.opened.connect(self._on_opened)
        self.list.actions_more = lambda: [self.new_action]
        self.matrix.cell_opened.connect(self._on_cell)
        self.due.opened.connect(self._on_due)
        self.money.plan_opened.connect(self._on_unpaid)
        self.money.application_opened.connect(lambda row: self.session.navigate.emit("application", (row.application, "application")))
        self.coverage.opened.connect(self._on_district)
        self.dialogues.opened.connect(lambda row: self.open_record(row.uid, DIALOGUE))
        self.plan.loaded.connect(self._on_loaded)
        self.plan.created.connect(self.open_record)
        self.plan.tab_changed.connect(self._on_plan_tab)
        self.dialogue.loaded.connect(self._on_loaded)

    # --- what is in view --------------------------------------------------------------------------

    @property
    def tab(self) -> str:
        return TABS[self.tabs.currentIndex()][0]

    @property
    def is_plan_open(self) -> bool:
        return self.pages.currentWidget() is self.plan

    @property
    def is_dialogue_open(self) -> bool:
        return self.pages.currentWidget() is self.dialogue

    @property
    def record(self) -> PlanPage | DialoguePage | None:
        """The page of what is open over the lists."""
        return self.plan if self.is_plan_open else self.dialogue if self.is_dialogue_open else None

    @property
    def panel(self) -> Any:
        return self._panels[self.tab]

    def show_tab(self, key: str) -> None:
        keys = [one for one, _title, _heading in TABS]
        if key in keys:
            self.tabs.setCurrentIndex(keys.index(key))

    # --- Workspace --------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._stale = {PLANS, MATRIX, DIALOGUES}
        self._read()

    def _read(self) -> None:
        """Read what the tab in view shows, unless it is fresh."""
        wanted = self.tab if self.tab in (PLANS, DIALOGUES) else MATRIX
        for action in (self.new_action, self.new_dialogue_action):
            action.setEnabled(self.session.is_writable)
        if wanted not in self._stale:
            return
        self._stale.discard(wanted)
        bench = self.session.bench
        if wanted == PLANS:
            self.list.show_plans(bench.queries.plans())
        elif wanted == DIALOGUES:
            self.dialogues.show_dialogues(bench.dialogues.list())
        else:
            self.session.jobs.start(lambda _progress: bench.queries.plans_overview()).then(self._show_overview, self._on_unread)

    def _show_overview(self, overview: PlansOverview) -> None:
        for panel in (self.matrix, self.due, self.money, self.coverage):
            panel.show_overview(overview)

    def _on_unread(self, error: Exception) -> None:
        self._stale.add(MATRIX)
        self.session.messages.show(error)

    def changes_arrived(self, changes: Changes) -> None:
        if not changes.kinds & _CONCERNED:
            return
        self._stale = {PLANS, MATRIX, DIALOGUES}
        record = self.record
        if record is not None:
            if record.uid in changes.uids or changes.kinds & {"application", "dialogue"}:
                self._load(record.reload)
        elif self.isVisible():
            self._read()

    def shown(self) -> None:
        record = self.record
        if record is None:
            self._read()
            self.panel.focus_first()
            return
        self._load(record.reload)
        self._take_undo()
        record.focus_first()

    def left(self) -> bool:
        self.plan.commit()
        self.dialogue.commit()
        return True

    def open_record(self, uid: UUID | str, tab: str = "") -> None:
        """A plan by its uid, or a board's newest plan by the board's key; with the tab `DIALOGUE` a dialogue."""
        wanted = self._uid_of(uid)
        if wanted is None:
            return
        if self.record is not None:
            self.record.commit()
        page: PlanPage | DialoguePage = self.dialogue if tab == DIALOGUE else self.plan
        was_open = self.record is page
        if not self._load(lambda: self.dialogue.open(wanted) if tab == DIALOGUE else self.plan.open(wanted, tab)):
            return
        self.pages.setCurrentWidget(page)
        self._take_undo()
        if tab and tab != DIALOGUE and tab not in dict(PLAN_TABS):
            self.plan.focus_field(FieldRef(tab))
        elif not was_open:
            page.focus_first()
        self._tell()

    def _uid_of(self, uid: UUID | str) -> UUID | None:
        if isinstance(uid, UUID):
            return uid
        try:
            return UUID(uid)
        except ValueError:
            return next((row.uid for row in self.session.bench.queries.plans() if row.board == uid and row.uid), None)

    def focus_field(self, uid: UUID, ref: object) -> None:
        self.open_record(uid)
        if isinstance(ref, FieldRef) and self.is_plan_open:
            self.plan.focus_field(ref)

    def location(self) -> Location:
        place: Location = {"tab": self.tab, "list": self.panel.location()}
        if self.is_plan_open and self.plan.uid:
            place |= {"plan": str(self.plan.uid), "plan_tab": self.plan.tab}
        elif self.is_dialogue_open and self.dialogue.uid:
            place["dialogue"] = str(self.dialogue.uid)
        return place

    def go_to(self, location: Location) -> None:
        self.show_tab(str(location.get("tab", "")))
        self._read()
        self.panel.go_to(location.get("list") or {})
        if "plan" in location or "dialogue" in location:
            self._return_to(location)
        elif self.record is not None:
            self.close_record()
        else:
            self.panel.focus_first()

    def _return_to(self, location: Location) -> None:
        """A plan or dialogue that was open; what is gone is passed over."""
        try:
            if "plan" in location:
                self.plan.open(UUID(str(location["plan"])), str(location.get("plan_tab", "")))
                self.pages.setCurrentWidget(self.plan)
            else:
                self.dialogue.open(UUID(str(location["dialogue"])))
                self.pages.setCurrentWidget(self.dialogue)
        except (ValueError, NotFound):
            return
        self._take_undo()

    def head_title(self) -> str:
        return self.record.title if self.record is not None else self.title

    def toolbar_actions(self) -> list[QAction]:
        if self.record is not None:
            return []
        actions = self.session.actions
        more = {PLANS: [actions.import_plan, self.new_action], DIALOGUES: [self.new_dialogue_action]}
        return [actions.export_list, *more.get(self.tab, [])]

    def help_anchor(self) -> str:
        if self.is_plan_open:
            return self.plan.help_anchor()
        return "boendedialoger" if self.is_dialogue_open else next(heading for key, _title, heading in TABS if key == self.tab)

    def commands(self) -> dict[str, Callable[[], Any]]:
        if self.is_plan_open:
            return {"close_case": self.close_record} | self.plan.commands()
        return {"close_case": self.close_record} if self.is_dialogue_open else self.panel.commands()

    def is_command_enabled(self, name: str) -> bool:
        return self.plan.is_command_enabled(name) if self.is_plan_open and name != "close_case" else True

    # --- commands ---------------------------------------------------------------------------------

    def new_plan(self) -> None:
        """Register a plan for the chosen board without one, or for a board asked for."""
        rows = self.session.bench.queries.plans()
        lacking = [row for row in rows if row.uid is None]
        current = self.list.table.current_row() if self.tab == PLANS else None
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

    def new_dialogue(self) -> None:
        """Register a dialogue with the year's next number; its form opens."""
        dialogues = self.session.bench.dialogues

        def done(created: Created) -> None:
            self.open_record(created.uid, DIALOGUE)
            self.session.messages.notice("Ny boendedialog. Varje fält sparas när du lämnar det.")

        self.session.write(dialogues.create, done)

    def close_record(self) -> None:
        """Back to the page that lists it, on the same row."""
        record = self.record
        if record is None:
            return
        record.commit()
        uid = record.uid
        self.pages.setCurrentWidget(self.tabs)
        self._read()
        if self.tab in (PLANS, DIALOGUES) and uid is not None:
            self.panel.table.select_key(uid)
        self.panel.focus_first()
        self._tell()

    # --- following --------------------------------------------------------------------------------

    def _load(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except NotFound as error:
            self.session.messages.show(error)
            if self.record is not None:
                self.pages.setCurrentWidget(self.tabs)
                self._read()
                self._tell()
            return False
        return True

    def _take_undo(self) -> None:
        if self.record is not None and self.record.stack is not None:
            self.session.undo_group.setActiveStack(self.record.stack)

    def _tell(self) -> None:
        self.head_changed.emit()
        self.commands_changed.emit()
        self.location_changed.emit()

    def _on_tab_changed(self) -> None:
        self._read()
        if self.record is None:
            if self.isVisible() and not self.tabs.tabBar().hasFocus():
                self.panel.focus_first()
            self._tell()

    def _on_plan_tab(self) -> None:
        if self.is_plan_open:
            self.commands_changed.emit()
            self.location_changed.emit()

    def _on_opened(self, row: PlanRow) -> None:
        if row.uid is not None:
            self.open_record(row.uid)
        elif self.session.is_writable:
            self._create(row.board)

    def _on_cell(self, board: str, ref: FieldRef | None) -> None:
        row = next((one for one in self.matrix.rows if one.board == board), None)
        if row is None or row.plan is None:
            self.show_tab(PLANS)
            self.list.table.select_key(board)
            self.session.messages.notice("Nämnden har ingen plan än. Enter registrerar en.")
        elif ref is None:
            self.open_record(row.plan)
        else:
            self.focus_field(row.plan, ref)

    def _on_due(self, row: DueObjective) -> None:
        self.focus_field(row.plan, FieldRef("follow_up_values"))

    def _on_unpaid(self, row: ActivityMoney) -> None:
        if row.plan is not None:
            self.focus_field(row.plan, FieldRef("activities.title", row.row))

    def _on_district(self, row: Coverage) -> None:
        if row.plan is not None:
            self.focus_field(row.plan, FieldRef("activities"))

    def _on_loaded(self) -> None:
        if self.record is not None:
            self.head_changed.emit()
            self.commands_changed.emit()
