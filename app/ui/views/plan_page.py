"""One local action plan: its head, and the tabs Planen, Nuläge, Mål, Aktiviteter, Versioner and Ansökningar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.domain import workflow
from app.domain.catalogues import PLAN
from app.domain.rules.evidence import FieldRef
from app.domain.views import Created, PlanVersion, PlanView
from app.domain.vocabulary import PlanState
from app.ui.forms import table_commands
from app.ui.forms.binding import Part
from app.ui.forms.form import RecordForm
from app.ui.forms.recovery import Recovery, recovery_file
from app.ui.session import Session
from app.ui.undo import UndoStacks
from app.ui.views import plan_papers
from app.ui.views.plan_head import NeedsStrip, PlanHead, forward_step
from app.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from app.ui.views.plan_activities import ActivitiesTab
    from app.ui.views.plan_cases import CasesTab
    from app.ui.views.plan_objectives import ObjectivesTab
    from app.ui.views.plan_situation import SituationTab
    from app.ui.views.plan_versions import VersionsTab

TABS = (
    ("plan", "Planen"),
    ("situation", "Nuläge"),
    ("objectives", "Mål"),
    ("activities", "Aktiviteter"),
    ("versions", "Versioner"),
    ("cases", "Ansökningar"),
)
HEADINGS = {
    "plan": "planen",
    "situation": "det-frysta-indexet",
    "objectives": "mal",
    "activities": "aktiviteter",
    "versions": "tva-versioner-sida-vid-sida",
    "cases": "sa-kopplas-en-ansokan-till-planen",
}  # in the handbook
TAB_OF_GROUP = {"analysis": "situation", "objectives": "objectives", "activities": "activities"}
STILL_OPEN = frozenset({"reported_date", "follow_up_values", "activities.state"})
LOCKED_TEXT = (
    "Planen är godkänd och låst. En ändring görs i en ny version. Uppföljningsvärden, aktiviteternas läge och dagen för "
    "rapporten till styrgruppen kan fortfarande fyllas i."
)
SUPERSEDED_TEXT = "Planen är ersatt av en nyare version och kan läsas men inte ändras."
ENDING = (
    "Markera planen som ersatt",
    "Planen kan därefter läsas men inte ändras. Ansökningar som bygger på den prövas igen.",
    "Markera som ersatt",
)
APPROVING = (
    "Registrera nämndens godkännande",
    "Versionen låses: en senare ändring görs i en ny version. En tidigare godkänd version blir ersatt, "
    "och ansökningar som bygger på nämndens plan prövas igen.",
    "Registrera godkännandet",
)


class PlanPage(QWidget):
    """Shows and edits a plan.

    `loaded` after each reading, `created(uid)` when another version is to be opened, `tab_changed` when the user goes to another tab.
    """

    loaded = Signal()
    created = Signal(object)
    tab_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._programme = session.bench.programme
        self._stacks = UndoStacks(self)
        self._tabs: dict[str, Any] = {}
        self._stale: set[str] = set()
        self.view: PlanView | None = None
        self.recovery = self._make_recovery()
        self.head = PlanHead(session)
        self.head.step_wanted.connect(self.move_to)
        self.needs_strip = NeedsStrip()
        self.needs_strip.field_wanted.connect(lambda key: self.focus_field(FieldRef(key)))
        self.locked_strip = Strip("", "info", closable=False)
        self.version_button = QPushButton("Ny version")
        self.version_button.clicked.connect(self.new_version)
        self.locked_strip.add_button(self.version_button)
        groups = tuple(group.key for group in PLAN.groups if group.key not in TAB_OF_GROUP)
        self.form = RecordForm(session, None, session.bench.plans, parts=(Part(PLAN, groups),), recovery=self.recovery)
        self._tabs["plan"] = self.form
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Planens flikar")
        self._holders: dict[str, QWidget] = {}
        for key, title in TABS:
            self._holders[key] = QWidget()
            column = QVBoxLayout(self._holders[key])
            column.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(self._holders[key], title)
        self._put("plan", self.form)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.head, self.locked_strip, self.needs_strip):
            layout.addWidget(widget)
        layout.addWidget(self.tabs, 1)

    def _make_recovery(self) -> Recovery | None:
        if not self._session.is_writable:
            return None
        file, jobs = recovery_file(self._session.bench.path), self._session.jobs
        background: Callable[[Callable[[], None]], object] = lambda work: jobs.start(lambda _progress: work())  # noqa: E731
        return Recovery(file.with_stem(f"{file.stem}-planer"), background=background, parent=self)

    # --- the tabs, each made at its first visit: some bring the charts with them ------------------

    def _put(self, key: str, page: QWidget) -> None:
        layout = self._holders[key].layout()
        if layout is not None:
            layout.addWidget(page)

    def _page(self, key: str) -> Any:
        if key not in self._tabs:
            self._tabs[key] = self._make(key)
            self._put(key, self._tabs[key])
            self._stale.add(key)
        if key in self._stale and self.view is not None:
            self._load(key, self.view)
        return self._tabs[key]

    def _make(self, key: str) -> QWidget:
        if key == "situation":
            from app.ui.views.plan_situation import SituationTab

            return SituationTab(self._session, self.recovery)
        if key == "objectives":
            from app.ui.views.plan_objectives import ObjectivesTab

            return ObjectivesTab(self._session, self.recovery)
        if key == "activities":
            from app.ui.views.plan_activities import ActivitiesTab

            return ActivitiesTab(self._session, self.recovery)
        if key == "versions":
            from app.ui.views.plan_versions import VersionsTab

            versions = VersionsTab(self._session)
            versions.version_opened.connect(self.created)
            return versions
        from app.ui.views.plan_cases import CasesTab

        return CasesTab(self._session)

    @property
    def situation(self) -> SituationTab:
        page: SituationTab = self._page("situation")
        return page

    @property
    def objectives(self) -> ObjectivesTab:
        page: ObjectivesTab = self._page("objectives")
        return page

    @property
    def activities(self) -> ActivitiesTab:
        page: ActivitiesTab = self._page("activities")
        return page

    @property
    def versions(self) -> VersionsTab:
        page: VersionsTab = self._page("versions")
        return page

    @property
    def cases(self) -> CasesTab:
        page: CasesTab = self._page("cases")
        return page

    @property
    def tab(self) -> str:
        return TABS[self.tabs.currentIndex()][0]

    def show_tab(self, key: str) -> None:
        keys = [one for one, _ in TABS]
        if key in keys:
            self.tabs.setCurrentIndex(keys.index(key))

    def help_anchor(self) -> str:
        return HEADINGS[self.tab]

    # --- showing ----------------------------------------------------------------------------------

    @property
    def uid(self) -> UUID | None:
        return self.view.uid if self.view is not None else None

    @property
    def stack(self) -> QUndoStack | None:
        return self._stacks.get(self.uid) if self.uid is not None else None

    @property
    def title(self) -> str:
        """'Skärholmens stadsdelsnämnd, version 2'."""
        if self.view is None:
            return ""
        draft = self.view.draft
        name = self._programme.organisation_name(draft.board)
        return f"{name}, version {draft.plan_version}" if draft.plan_version else name

    def open(self, uid: UUID, tab: str = "") -> None:
        """Show a plan. Raises NotFound when it is gone."""
        if uid != self.uid:
            self.commit()
        self.show_view(self._session.bench.plans.load(uid))
        if tab:
            self.show_tab(tab)

    def reload(self) -> None:
        if self.uid is not None:
            self.open(self.uid)

    def show_view(self, view: PlanView) -> None:
        if self.view is None or self.view.uid != view.uid:
            self.needs_strip.show_needs(None, ())
        self.view = view
        self._stale = set(self._tabs)
        self.head.load(view)
        self._show_locked(view)
        for number, (key, title) in enumerate(TABS):
            self.tabs.setTabText(number, tab_title(key, title, view))
        self._page(self.tab)
        self._show_needs(view)
        self.loaded.emit()

    def _load(self, key: str, view: PlanView) -> None:
        self._stale.discard(key)
        page = self._tabs[key]
        if key in ("versions", "cases"):
            page.load(view)
            return
        still_open = STILL_OPEN if view.is_locked and view.state is not PlanState.SUPERSEDED else frozenset()
        access = {"read_only": view.is_locked, "still_open": still_open}
        stack = self._stacks[view.uid]
        if key == "activities":
            page.load(view, stack=stack, today=self._session.bench.today, **access)
        else:
            page.load(view, stack=stack, **access)

    def _show_locked(self, view: PlanView) -> None:
        is_superseded = view.state is PlanState.SUPERSEDED
        self.locked_strip.setVisible(view.is_locked)
        self.locked_strip.show_text(SUPERSEDED_TEXT if is_superseded else LOCKED_TEXT, "info")
        begun = self.begun_version
        self.version_button.setText(f"Öppna version {begun.plan_version}" if begun is not None else "Ny version")
        self.version_button.setVisible(begun is not None or (self._session.is_writable and not is_superseded))

    def _show_needs(self, view: PlanView) -> None:
        """What has been filled in meanwhile is no longer told as missing."""
        target = self.needs_strip.target
        if target is not None:
            self.needs_strip.show_needs(target, workflow.missing_plan(target, view.draft))

    @property
    def begun_version(self) -> PlanVersion | None:
        """A newer version of the same board's plan that is still being written."""
        if self.view is None:
            return None
        own = self.view.draft.plan_version or 0
        newer = (one for one in self.view.versions if (one.plan_version or 0) > own)
        return next((one for one in newer if one.state not in workflow.LOCKED_PLAN_STATES), None)

    def focus_first(self) -> None:
        locked = self.view is not None and self.view.is_locked
        if locked and self.tab in ("plan", *TAB_OF_GROUP.values()):
            self.tabs.tabBar().setFocus()  # the first field takes no focus, and the arrow keys go on from here
        elif self.tab == "plan":
            self.form.show_section(0)
        else:
            self._page(self.tab).focus_first()

    def focus_field(self, ref: FieldRef) -> None:
        """Put the caret in a field, in the tab where it is edited."""
        head = ref.key.partition(".")[0]
        group = next((one.key for one in PLAN.groups if any(item.key == head for item in one.items)), "")
        key = TAB_OF_GROUP.get(group, "plan")
        self.show_tab(key)
        page = self._page(key)
        if key == "activities":
            page.show_field(ref)
        else:
            (page if key == "plan" else page.form).focus_field(ref)

    def _forms(self) -> list[RecordForm]:
        return [self.form, *(self._tabs[key].form for key in TAB_OF_GROUP.values() if key in self._tabs)]

    def commit(self) -> None:
        """Store the field being edited, before the plan goes out of view."""
        for form in self._forms():
            form.commit()

    # --- acting -----------------------------------------------------------------------------------

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {
            "next_step": self.next_step,
            "add_row": partial(table_commands.add_row, self._session),
            "remove_row": partial(table_commands.remove_row, self._session),
            "new_version": self.new_version,
            "freeze_index": self.freeze_index,
            "compare_versions": self.compare_versions,
            "print_plan": lambda: self._with_paper(plan_papers.print_plan),
            "save_plan": lambda: self._with_paper(plan_papers.save_plan),
            "export_plan": lambda: self._with_paper(lambda session, uid: plan_papers.export_plan(session, uid, self.title)),
        }

    def is_command_enabled(self, name: str) -> bool:
        if self.view is None:
            return False
        if name == "next_step":
            return forward_step(self.view.state) is not None
        if name == "freeze_index":
            return not self.view.is_locked
        if name == "compare_versions":
            return len(self.view.versions) > 1
        if name in ("add_row", "remove_row"):
            return any(form.isVisible() and (not form.is_read_only or form.tables) for form in self._forms())
        return True

    def next_step(self) -> None:
        forward = forward_step(self.view.state) if self.view is not None else None
        if forward is not None:
            self.move_to(forward)

    def move_to(self, target: PlanState) -> None:
        """Take the plan to another state; what the step lacks is told, with ways to the fields."""
        self.commit()
        self._session.when_stored(lambda: self._move(target))

    def _move(self, target: PlanState) -> None:
        if self.uid is None or not self._session.is_writable:
            return
        plans, uid, messages = self._session.bench.plans, self.uid, self._session.messages
        lacks = workflow.missing_plan(target, plans.load(uid).draft)
        self.needs_strip.show_needs(target, lacks)
        if lacks:
            self.focus_field(FieldRef(lacks[0].key))
            return
        question = {PlanState.SUPERSEDED: ENDING, PlanState.APPROVED: APPROVING}.get(target)
        if question is not None and not messages.confirm(*question):
            return

        def done(_changes: object) -> None:
            messages.clear_strip()
            messages.notice(f"Planen är nu i läget ”{target.label}”.")
            if target in workflow.LOCKED_PLAN_STATES and uid in self._stacks:
                self._stacks[uid].clear()  # what was written before the lock can no longer be taken back

        self._session.write(lambda: plans.move(uid, target), done)

    def new_version(self) -> None:
        """A new version that starts as a copy of this one, without its approval; one already begun is opened."""
        self.commit()
        begun = self.begun_version
        if begun is not None:
            self.created.emit(begun.uid)
            self._session.messages.notice(f"Version {begun.plan_version} är redan påbörjad.")
            return
        self._session.when_stored(self._new_version)

    def _new_version(self) -> None:
        if self.uid is None or not self._session.is_writable:
            return
        plans, uid = self._session.bench.plans, self.uid

        def done(created: Created) -> None:
            self.created.emit(created.uid)
            self._session.messages.notice("Ny version. Den är en kopia av den förra, utan godkännande.")

        self._session.write(lambda: plans.new_version(uid), done)

    def freeze_index(self) -> None:
        """Keep a copy of today's index with the plan; an older copy is replaced only after a question."""
        if self.view is None or self.uid is None or self.view.is_locked:
            return
        held, plans, uid = self.view.index, self._session.bench.plans, self.uid
        text = "Planens kopia av riskindexet ersätts av dagens. Analysen bör då ses över."
        if held is not None and not self._session.messages.confirm("Frys indexet på nytt", text, "Frys indexet"):
            return
        self.show_tab("situation")
        self._session.write(lambda: plans.freeze_index(uid), lambda _changes: self._session.messages.notice("Indexet är fryst."))

    def compare_versions(self) -> None:
        self.show_tab("versions")
        self.versions.focus_first()

    def _with_paper(self, work: Callable[[Session, UUID], object]) -> None:
        self.commit()
        uid = self.uid
        if uid is not None:
            self._session.when_stored(lambda: work(self._session, uid))

    def _on_tab_changed(self) -> None:
        self.commit()
        if self.view is not None:
            self._page(self.tab)
            if self.tab == "versions":
                self.versions.compare()
        self.tab_changed.emit()


def tab_title(key: str, title: str, view: PlanView) -> str:
    """The tab's name with its count: 'Mål 4'."""
    counts = {
        "objectives": len(view.draft.objectives),
        "activities": len(view.draft.activities),
        "versions": len(view.versions),
        "cases": len(view.leaning),
    }
    return f"{title} {counts[key]}" if counts.get(key) else title
