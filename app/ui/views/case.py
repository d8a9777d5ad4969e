"""One application: its head and its tabs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.domain import ladder, swedish, workflow
from app.domain.drafts import ApplicationDraft
from app.domain.rules.evidence import FieldRef, RuleResult
from app.domain.steps import RULE_KEY
from app.domain.views import CaseView
from app.domain.vocabulary import ApplicationState
from app.errors import NotFound
from app.ui.forms import table_commands
from app.ui.forms.labels import PLAN_PREFIX
from app.ui.forms.recovery import Recovery, left_behind, recovery_file
from app.ui.messages import WORKBOOKS
from app.ui.undo import UndoStacks
from app.ui.views import text_in_focus
from app.ui.views.case_application import ApplicationTab
from app.ui.views.case_assessment import AssessmentTab
from app.ui.views.case_attachments import AttachmentsTab
from app.ui.views.case_earlier import EarlierTab
from app.ui.views.case_economy import EconomyTab
from app.ui.views.case_head import CaseHead
from app.ui.views.case_history import HistoryTab
from app.ui.views.case_rules import RulesTab, settled
from app.ui.views.case_steps import CaseSteps, open_while_tabled
from app.ui.views.case_supplement import SupplementTab
from app.ui.widgets.later_page import LaterPage
from app.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from app.domain.meetings import MeetingInfo
    from app.ui.session import Session
    from app.ui.views.case_memo import MemoTab
    from app.ui.views.case_risk import RiskTab

UNSAVED_TEXT = "Text som skrevs men inte hann sparas finns i {names}. Öppna ärendet: texten står under sitt fält."

TABS = (
    ("application", "Ansökan"),
    ("rules", "Regler"),
    ("assessment", "Bedömning"),
    ("economy", "Ekonomi"),
    ("risk", "Social risk"),
    ("supplement", "Komplettering"),
    ("attachments", "Underlag"),
    ("earlier", "Tidigare"),
    ("memo", "Tjänsteutlåtande"),
    ("history", "Historik"),
)
AT_RULE = "rules:"  # the tab Regler at a rule: "rules:R08"
AT_FIELD = "field:"  # the tab that holds a field, at the field: "field:board_date"


def tell_of_unsaved(session: Session) -> None:
    """After a stop in the middle of typing: say where the text is, whichever workspace comes back."""
    names = []
    for uid in left_behind(recovery_file(session.bench.path)) if session.is_writable else ():
        try:
            names.append(session.bench.cases.load(uid).name)
        except NotFound:
            continue
    if names:
        session.messages.strip(UNSAVED_TEXT.format(names=swedish.join(names)), "info")


class CasePage(QWidget):
    """Shows one case and keeps it up to date. `tab_changed` when the user goes to another tab; `loaded` after each reading."""

    tab_changed = Signal()
    loaded = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.view: CaseView | None = None
        self._stacks = UndoStacks(self)
        self._memo = LaterPage(self._make_memo)
        self._risk = LaterPage(self._make_risk)
        self._visited: set[str] = set()
        self.recovery = self._make_recovery()
        self.head = CaseHead(session)
        self.head.step_wanted.connect(self.move_to)
        self.head.tabling_wanted.connect(self.table_case)
        self.head.meeting_wanted.connect(self._on_meeting)
        self.steps = CaseSteps(session, self)
        self.steps.link_wanted.connect(self._on_step_link)
        self.locked_strip = Strip("", "info", closable=False)
        self.application = ApplicationTab(session, self.recovery)
        self.rules = RulesTab(session)
        self.economy = EconomyTab(session, self.recovery)
        self.assessment = AssessmentTab(session)
        self.supplement = SupplementTab(session, self.recovery)
        self.attachments = AttachmentsTab(session)
        self.earlier = EarlierTab(session)
        self.history = HistoryTab(session)
        pages = (
            self.application, self.rules, self.assessment, self.economy, self._risk, self.supplement, self.attachments,
            self.earlier, self._memo, self.history,
        )  # fmt: skip
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Ärendets flikar")
        for (_key, title), page in zip(TABS, pages, strict=True):
            self.tabs.addTab(page, title)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.locked_strip)
        layout.addWidget(self.earlier.strip)
        layout.addWidget(self.tabs, 1)
        for tab in (self.application, self.economy):
            tab.draft_changed.connect(self._on_draft)
        self.application.rule_wanted.connect(self.show_rule)
        self.application.link_wanted.connect(self._on_link)
        self.economy.form.link_wanted.connect(self._on_link)
        self.economy.field_wanted.connect(self.focus_field)
        for form in (self.application.form, self.economy.form):
            text_in_focus.offer_in_form(form, session.actions.text_versions)
        self.rules.field_wanted.connect(self._on_rule_field)
        self.earlier.found.connect(self._on_earlier)
        self.history.document_wanted.connect(self._on_document)

    def _make_recovery(self) -> Recovery | None:
        if not self._session.is_writable:
            return None
        jobs = self._session.jobs
        background: Callable[[Callable[[], None]], object] = lambda work: jobs.start(lambda _progress: work())  # noqa: E731
        return Recovery(recovery_file(self._session.bench.path), background=background, parent=self)

    # --- showing -----------------------------------------------------------------------------

    @property
    def own_tabs(self) -> dict[str, AssessmentTab | SupplementTab | EarlierTab]:
        """The tabs that read and write their own records."""
        return {"assessment": self.assessment, "supplement": self.supplement, "earlier": self.earlier}

    @property
    def uid(self) -> UUID | None:
        return self.view.uid if self.view else None

    @property
    def session(self) -> Session:
        return self._session

    @property
    def stack(self) -> QUndoStack | None:
        return self._stacks.get(self.uid) if self.uid else None

    def open(self, uid: UUID, tab: str = "") -> None:
        """Show a case. Raises NotFound when it is gone."""
        self.show_view(self._session.bench.cases.load(uid))
        if tab:
            self.show_tab(tab)

    def reload(self) -> None:
        if self.uid is not None:
            self.show_view(self._session.bench.cases.load(self.uid))

    def show_view(self, view: CaseView) -> None:
        self.view = view
        stack = self._stacks[view.uid]
        read_only = not workflow.is_open(view.state)
        self.head.load(view)
        self._show_locked(view, read_only)
        still_open = open_while_tabled(view)
        self.application.load(view, read_only=read_only, stack=stack, still_open=still_open)
        self.economy.load(view, read_only=read_only, stack=stack, still_open=still_open)
        self.rules.load(view)
        for own in (self.assessment, self.supplement, self.earlier):
            own.load(view, read_only=read_only)
        self.attachments.load(view)
        self.history.load(view)
        if self._risk.made is not None:
            self._risk.made.load(view)
        if self._memo.made is not None:
            self._memo.made.load(view, read_only=read_only, stack=stack)
        self._show_results(view.results)
        self._title("attachments", f"Underlag {len(view.attachments)}" if view.attachments else "Underlag")
        draft = self.application.form.draft()
        if draft is not None and draft != view.draft:  # typing goes on in another field
            self._on_draft(draft)
        self.loaded.emit()

    def show_tab(self, key: str) -> None:
        if key == "proposal":
            self.show_tab("economy")
            self.economy.form.show_section(list(self.economy.form.sections).index("proposal"))
            return
        keys = [one for one, _ in TABS]
        if key.startswith(AT_RULE):
            self.show_rule(key.removeprefix(AT_RULE))
        elif key.startswith(AT_FIELD):
            self.focus_field(FieldRef(key.removeprefix(AT_FIELD)))
        elif key in keys:
            self.tabs.setCurrentIndex(keys.index(key))

    @property
    def tab(self) -> str:
        return TABS[self.tabs.currentIndex()][0]

    @property
    def memo(self) -> MemoTab:
        """The memo's tab, made at its first visit: it brings the PDF viewer with it."""
        return self._memo.page

    def _make_risk(self) -> RiskTab:
        from app.ui.views.case_risk import RiskTab

        made = RiskTab(self._session)
        made.district_wanted.connect(lambda key: self._session.navigate.emit("district", key))
        if self.view is not None:
            made.load(self.view)
        return made

    def _make_memo(self) -> MemoTab:
        from app.ui.views.case_memo import MemoTab

        made = MemoTab(self._session, recovery=self.recovery)
        if self.view is not None:
            made.load(self.view, read_only=not workflow.is_open(self.view.state), stack=self.stack)
        return made

    def focus_field(self, ref: FieldRef) -> None:
        """Put the caret in a field, in the tab where it is edited."""
        for key, form in (("application", self.application.form), ("economy", self.economy.form)):
            if form.holds(ref):
                self.show_tab(key)
                form.focus_field(ref)
                return
        if ref.key.startswith(PLAN_PREFIX):
            self._show_plan(ref.key.removeprefix(PLAN_PREFIX))
        elif ref.key in ("attachments", "attachment"):
            self.show_tab("attachments")
            self.attachments.focus_first()

    def _show_plan(self, key: str) -> None:
        """The registered plan that the application names, at a field; where plans are registered when there is none."""
        uid = self.view.plan_uid if self.view is not None else None
        if uid is None:
            self._session.navigate.emit("workspace", "plans")
        else:
            self._session.navigate.emit("plan", (uid, key))

    def show_rule(self, rule_id: str) -> None:
        self.show_tab("rules")
        self.rules.show_rule(rule_id)

    def focus_first(self) -> None:
        holder = self.tabs.currentWidget()
        page = holder.page if isinstance(holder, LaterPage) else holder
        focus = getattr(page, "focus_first", None)
        if callable(focus):
            focus()

    def commit(self) -> None:
        """Store what is being edited, before the case goes out of view."""
        self.application.form.commit()
        self.economy.form.commit()
        self.assessment.commit()
        self.supplement.commit()
        self.earlier.commit()
        if self._memo.made is not None:
            self._memo.made.commit()

    # --- acting ------------------------------------------------------------------------------

    def next_step(self) -> None:
        self.commit()
        self._session.when_stored(self.head.take_next)

    def move_to(self, target: ApplicationState) -> None:
        """Ask when, why and with what the case is taken to another state; a letter takes it to wait for its answer."""
        if target is ApplicationState.AWAITING_SUPPLEMENT:
            self._request_supplement()
        else:
            self._ask_step(target.value)

    def table_case(self) -> None:
        """Ask for the day and paragraph of a bordläggning."""
        self.commit()
        self._session.when_stored(lambda: self._ask_step("tabled"))

    def _ask_step(self, choice: str) -> None:
        if self.view is not None and self.stack is not None:
            self.steps.ask(self.view, choice, self.stack)

    def _on_meeting(self, meeting: MeetingInfo | None) -> None:
        if self.view is not None and self.stack is not None:
            self.steps.choose_meeting(self.view, meeting, self.stack)

    def _on_step_link(self, key: str) -> None:
        """To what a step lacks: a field, or a rule that stops it."""
        if key.startswith(RULE_KEY):
            self.show_rule(key.removeprefix(RULE_KEY))
        else:
            self.focus_field(FieldRef(key))

    def export(self) -> None:
        """Save the case as a filled form workbook."""
        if self.view is None:
            return
        self.commit()
        name = f"{swedish.file_name(self.view.name, 'ansokan')}.xlsx"
        path = self._session.messages.ask_save_file("Exportera ärendet som blankett", WORKBOOKS, name)
        if path is None:
            return
        uid, forms = self.view.uid, self._session.bench.forms

        def done(_result: object) -> None:
            self._session.messages.notice(f"Ärendet är sparat som {path.name}.")

        self._session.run(lambda _progress: forms.export_case(uid, path), "Exporterar ärendet", done)

    def declare_conflict(self) -> None:
        """Jäv in this case: everybody who takes part, with what speaks for it."""
        from app.ui.dialogs.conflict import open_conflicts

        uid = self.uid
        if uid is not None:
            self.commit()
            self._session.when_stored(lambda: open_conflicts(self._session, uid))

    def restorer(self, found: text_in_focus.FocusedText) -> Callable[[str], object] | None:
        """How an earlier wording of a text is put back; None where it cannot be written."""
        if found.ref.key.startswith("memo."):
            key = found.ref.key.removeprefix("memo.")
            return partial(self.memo.put_back, key) if self.memo.can_write else None
        form = next((one for one in (self.application.form, self.economy.form) if one.holds(found.ref)), None)
        if form is None or not form.may_write(found.ref.key):
            return None
        return lambda text: form.writer.edit(found.ref, text, found.label)

    def commands(self) -> dict[str, Callable[[], Any]]:
        commands: dict[str, Callable[[], Any]] = {
            "next_step": self.next_step,
            "table_case": self.table_case,
            "add_attachment": self._add_attachment,
            "request_supplement": self._request_supplement,
            "export_case": self.export,
            "declare_conflict": self.declare_conflict,
            "sign_check": self.economy.sign,
            "text_versions": partial(text_in_focus.show_versions_of_focused, self),
            "add_row": partial(table_commands.add_row, self._session),
            "remove_row": partial(table_commands.remove_row, self._session),
            "print_memo": lambda: self._in_memo("print_memo"),
            "save_memo": lambda: self._in_memo("save_memo"),
        }
        if self.tab == "memo":
            commands |= self.memo.commands()
        own = self.own_tabs.get(self.tab)
        if own is not None:
            commands |= own.commands()
        if self.tab == "rules":
            commands |= self.rules.commands()
        if self.tab == "history":
            commands["find"] = self.history.filter.setFocus
        return commands

    def is_command_enabled(self, name: str) -> bool:
        if self.view is None:
            return False
        if name == "next_step":
            return self.head.suggested() is not None
        if name == "request_supplement":
            return self.supplement.can_write
        if name == "table_case":
            return workflow.may_table(self.view.state)
        if name == "add_attachment":
            return self.attachments.can_write
        if name == "text_versions":
            return self.tab in ("application", "economy", "memo")
        if name == "sign_check":
            return workflow.is_open(self.view.state)
        if name in ("add_row", "remove_row"):
            return self.tab in ("application", "economy") and workflow.is_open(self.view.state)
        if self.tab == "memo" and name in self.memo.commands():
            return bool(self.memo.is_command_enabled(name))
        own = self.own_tabs.get(self.tab)
        if own is not None and name in own.commands():
            return own.is_command_enabled(name)
        return True

    def _in_memo(self, name: str) -> None:
        self.commit()
        self.show_tab("memo")
        self.memo.commands()[name]()

    def _add_attachment(self) -> None:
        self.show_tab("attachments")
        self.attachments.add()

    def _request_supplement(self) -> None:
        self.commit()
        self.show_tab("supplement")
        self._session.when_stored(self.supplement.start)

    # --- following ---------------------------------------------------------------------------

    def _on_draft(self, draft: ApplicationDraft) -> None:
        """Show the verdicts that follow from what is being typed."""
        if self.view is not None and self._session.is_open:
            self._show_results(self._session.bench.cases.preview_rules(self.view, draft))

    def _show_results(self, results: tuple[RuleResult, ...]) -> None:
        met, of_all = settled(results)
        self._title("rules", f"Regler {met}/{of_all}" if of_all else "Regler")
        self.rules.show_results(results)
        self.application.show_results(results)
        self.economy.show_results(results)

    def _show_locked(self, view: CaseView, read_only: bool) -> None:
        since = ladder.tabled_since(view.steps)
        self.locked_strip.setVisible(read_only or since is not None)
        if since is not None:
            self.locked_strip.show_text(ladder.TABLED_TEXT.format(day=swedish.iso_date(since)), "info")
        if read_only:
            self.locked_strip.show_text(f"Ärendet är i läget ”{view.state.label}” och kan läsas men inte ändras.", "info")

    def _title(self, key: str, text: str) -> None:
        number = [one for one, _ in TABS].index(key)
        if self.tabs.tabText(number) != text:
            self.tabs.setTabText(number, text)

    def _on_rule_field(self, ref: FieldRef) -> None:
        """Remember which rule was marked, so that Alt+Left leads back to it, and go to its field."""
        self.tab_changed.emit()
        self.focus_field(ref)

    def _on_document(self, uid: UUID) -> None:
        self.show_tab("attachments")
        self.attachments.table.select_key(uid)
        self.attachments.table.setFocus()

    def _on_earlier(self, number: int) -> None:
        self._title("earlier", f"Tidigare {number}" if number else "Tidigare")

    def _on_link(self, key: str) -> None:
        if key == "process":
            self.show_tab("application")
            self.application.form.show_section(list(self.application.form.sections).index("process"))
        else:
            self.show_tab(key)
            if key == "economy":
                self.economy.focus_first()

    def _on_tab_changed(self) -> None:
        holder = self.tabs.currentWidget()
        if isinstance(holder, LaterPage):
            holder.page.show()
        if self.tab not in self._visited and not self.tabs.tabBar().hasFocus():  # later, Qt goes back to the field that was left
            self._visited.add(self.tab)
            self.focus_first()
        self.tab_changed.emit()
