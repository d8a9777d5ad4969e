"""The workspace Ansökningar: the list with its saved views, and the case that is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.domain.rules.evidence import FieldRef
from app.domain.views import Changes, Created
from app.errors import NotFound
from app.ui.handbook import anchor_of
from app.ui.history import MARKED
from app.ui.session import Session
from app.ui.views.application_list import ApplicationList
from app.ui.views.base import Location, Workspace
from app.ui.views.case import AT_RULE, TABS, CasePage
from app.ui.widgets.later_page import LaterPage

if TYPE_CHECKING:
    from app.ui.views.ranking_page import RankingPage

HITS = {"next_hit": 1, "previous_hit": -1}
# What the list shows, filters on or counts: a write of any of it makes the list old.
SHOWN_KINDS = {
    "application", "attachment", "savedView", "meeting", "round", "assessment", "conflict", "person", "supplement", "plan",
}  # fmt: skip


class ApplicationsWorkspace(Workspace):
    """List first; Enter opens a case over it, Esc goes back to the same row."""

    key = "applications"
    title = "Ansökningar"
    number = 3
    help_page = "ansokningar"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.list = ApplicationList(session)
        self.list.opened.connect(self._on_opened)
        self.case = CasePage(session)
        self.case.tab_changed.connect(self._on_tab_changed)
        self.case.loaded.connect(self._on_loaded)
        self._ranking = LaterPage(self._make_ranking)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Ansökningarnas sidor")
        self.tabs.addTab(self.list, "Ansökningar")
        self.tabs.addTab(self._ranking, "Rangordning")
        self.tabs.currentChanged.connect(self._on_page_changed)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.tabs)
        self.pages.addWidget(self.case)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    @property
    def is_case_open(self) -> bool:
        return self.pages.currentWidget() is self.case

    @property
    def is_ranking_shown(self) -> bool:
        return not self.is_case_open and self.tabs.currentWidget() is self._ranking

    @property
    def ranking(self) -> RankingPage:
        """The page Rangordning, made at its first visit."""
        return self._ranking.page

    def _make_ranking(self) -> RankingPage:
        from app.ui.views.ranking_page import RankingPage

        return RankingPage(self.session)

    def _on_page_changed(self) -> None:
        if self.is_ranking_shown:
            self.ranking.load()
            self.ranking.focus_first()
        self._tell()

    # --- Workspace ---------------------------------------------------------------------------

    def refresh(self) -> None:
        self.list.refresh()

    def changes_arrived(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_KINDS:
            self.list.mark_stale(changes.kinds)
        if self._ranking.made is not None:
            self._ranking.made.changes_arrived(changes)
        if self.is_case_open and self.case.uid is not None and (self.case.uid in changes.uids or not changes.uids):
            self._load(self.case.reload)

    def shown(self) -> None:
        self._take_undo()
        if self.is_case_open and self._load(self.case.reload):
            self.case.focus_first()
        elif self.is_ranking_shown:
            self.ranking.load()
            self.ranking.focus_first()
        else:
            self.list.focus_first()

    def left(self) -> bool:
        self.case.commit()
        return True

    def open_record(self, uid: UUID | str, tab: str = "") -> None:
        """A case at one of its tabs; with the tab 'list', all the cases that hold a text."""
        if tab == "list":
            self.show_hits(str(uid))
            return
        wanted = uid if isinstance(uid, UUID) else UUID(uid)
        if self.is_case_open and self.case.uid != wanted:
            self.case.commit()
        if self._load(lambda: self.case.open(wanted, tab)):
            self._show_case()

    def focus_field(self, uid: UUID, ref: object) -> None:
        self.open_record(uid)
        if isinstance(ref, FieldRef) and self.is_case_open:
            self.case.focus_field(ref)

    def location(self) -> Location:
        place: Location = {"list": self.list.location(), "page": self.tabs.currentIndex()}
        if self.is_case_open and self.case.uid is not None:
            place |= {"case": str(self.case.uid), "tab": self.case.tab}
            if self.case.tab == "rules":
                place[MARKED] = self.case.rules.current_rule()
        return place

    def go_to(self, location: Location) -> None:
        self.list.go_to(location.get("list", {}))
        self.tabs.setCurrentIndex(1 if location.get("page") == 1 else 0)
        name = location.get("case")
        if not isinstance(name, str):
            if self.is_case_open:
                self.close_case()
            return
        marked = location.get(MARKED)
        try:
            self.case.open(UUID(name), f"{AT_RULE}{marked}" if marked else str(location.get("tab", "")))
        except (ValueError, NotFound):
            return
        self._show_case()

    def head_title(self) -> str:
        if self.is_case_open and self.case.view is not None:
            return self.case.view.draft.title or f"Ärende {self.case.view.case_number} (namn saknas)"
        return self.title

    def head_aside(self) -> str:
        return self.case.head.facts if self.is_case_open else ""

    def toolbar_actions(self) -> list[QAction]:
        actions = self.session.actions
        if self.is_ranking_shown:
            return [actions.export_list]
        return [] if self.is_case_open else [actions.export_list, actions.import_form, actions.new_application]

    def help_anchor(self) -> str:
        if self.is_ranking_shown:
            return anchor_of("Rangordning")
        return anchor_of(f"Fliken {dict(TABS)[self.case.tab]}") if self.is_case_open else ""

    def commands(self) -> dict[str, Callable[[], Any]]:
        commands: dict[str, Callable[[], Any]] = {
            "new_application": self.new_application,
            "import_form": self.import_form,
            "import_grants": self.import_grants,
        }
        if self.is_case_open:
            steps = {name: partial(self.step, way) for name, way in HITS.items()}
            return commands | {"close_case": self.close_case} | steps | self.case.commands()
        if self.is_ranking_shown:
            return commands | self.ranking.commands()
        return commands | {"export_list": self.list.export, "find": self.list.focus_filter, "copy_rows": self.list.table.copy_rows}

    def is_command_enabled(self, name: str) -> bool:
        if self.is_case_open and name in HITS:
            place = self.list.place_of(self.case.uid)
            return place is not None and 1 <= place[0] + HITS[name] <= place[1]
        if self.is_case_open and name not in ("close_case", "new_application", "import_form"):
            return self.case.is_command_enabled(name)
        return True

    # --- commands ----------------------------------------------------------------------------

    def new_application(self) -> None:
        """Register an application by hand: an empty case opens, ready to be filled in."""
        cases = self.session.bench.cases

        def done(created: Created) -> None:
            self.open_record(created.uid, "application")
            self.case.application.focus_first()
            self.session.messages.notice("Ny ansökan. Varje fält sparas när du lämnar det.")

        self.session.write(cases.create, done)

    def import_form(self) -> None:
        from app.ui.dialogs.import_preview import start_import

        start_import(self.session)

    def import_grants(self) -> None:
        from app.ui.dialogs.grants_import import start_import

        start_import(self.session)

    def show_hits(self, text: str) -> None:
        """The list of all applications that hold a text."""
        if self.is_case_open:
            self.close_case()
        self.tabs.setCurrentWidget(self.list)
        self.list.search(text)

    def step(self, way: int) -> None:
        """To the next case of the list, or the one before, in the tab that is open."""
        row = self.list.neighbour(self.case.uid, way)
        if row is not None:
            self.open_record(row.uid, self.case.tab)

    def close_case(self) -> None:
        """Back to the list, on the row of the case."""
        self.case.commit()
        uid = self.case.uid
        self.pages.setCurrentWidget(self.tabs)
        self.list.show_again()
        if uid is not None:
            self.list.table.select_key(uid)
        self.list.focus_first()
        self._tell()

    # --- following ---------------------------------------------------------------------------

    def _load(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except NotFound as error:
            self.session.messages.show(error)
            if self.is_case_open:
                self.pages.setCurrentWidget(self.tabs)
                self.list.show_again()
                self._tell()
            return False
        return True

    def _show_case(self) -> None:
        was_open = self.is_case_open
        self.pages.setCurrentWidget(self.case)
        self._take_undo()
        if not was_open:
            self.case.focus_first()
        self._tell()

    def _take_undo(self) -> None:
        if self.is_case_open and self.case.stack is not None:
            self.session.undo_group.setActiveStack(self.case.stack)

    def _tell(self) -> None:
        self.head_changed.emit()
        self.commands_changed.emit()
        self.location_changed.emit()

    def _on_opened(self, row: Any) -> None:
        self.open_record(row.uid)

    def _on_tab_changed(self) -> None:
        if self.is_case_open:
            self.commands_changed.emit()
            self.location_changed.emit()

    def _on_loaded(self) -> None:
        self.case.head.show_place(self.list.place_of(self.case.uid))
        if self.is_case_open:
            self.head_changed.emit()
