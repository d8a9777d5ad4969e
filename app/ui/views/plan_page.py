"""One local action plan: its head with the next step, the form with activities and approval, and the cases that lean on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.domain import swedish, workflow
from app.domain.catalogues import PLAN
from app.domain.rules.evidence import FieldRef
from app.domain.views import ApplicationRow, Created, PlanView
from app.domain.vocabulary import PlanState
from app.ui.forms.form import RecordForm
from app.ui.forms.layout import FormSection
from app.ui.forms.recovery import Recovery, recovery_file
from app.ui.forms.table_view import FormTableView
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.widgets.badge import StateBadge, plan_kind
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import ElidedLabel, PlainLabel
from app.ui.widgets.strip import Strip

STEP_TEXTS = {
    PlanState.ANALYSIS: "Börja analysen",
    PlanState.DRAFT: "Börja skriva planen",
    PlanState.STEERED: "Registrera förankring",
    PlanState.APPROVED: "Registrera nämndens godkännande",
    PlanState.REPORTED: "Registrera rapportering",
    PlanState.FOLLOWED_UP: "Börja uppföljningen",
    PlanState.SUPERSEDED: "Markera som ersatt",
}
BACK_TO_DRAFT = "Återför till utkast"
SUPERSEDED_TEXT = "Planen är ersatt av en nyare version och kan läsas men inte ändras."
ENDING = (
    "Markera planen som ersatt",
    "Planen kan därefter läsas men inte ändras. Ansökningar som bygger på den prövas igen.",
    "Markera som ersatt",
)
LEANING = "leaning"


class PlanPage(QWidget):
    """Shows and edits a plan. Signals: `loaded` after each reading, `created(uid)` when a new version was made."""

    loaded = Signal()
    created = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._programme = session.bench.programme
        self._stacks: dict[UUID, QUndoStack] = {}
        self.view: PlanView | None = None
        self.back_button = QToolButton()
        self.badge = StateBadge()
        self.facts = ElidedLabel("")
        self.version_button = QPushButton("Ny version")
        self.next_button = QPushButton()
        self.other_button = QPushButton("Andra steg")
        self.menu = QMenu(self)
        self.locked_strip = Strip(SUPERSEDED_TEXT, "info", closable=False)
        self.form = RecordForm(session, PLAN, session.bench.plans, recovery=self._make_recovery())
        self.cases = QWidget()
        self.cases_column = QVBoxLayout(self.cases)
        self._lay_out()

    def _make_recovery(self) -> Recovery | None:
        if not self._session.is_writable:
            return None
        file, jobs = recovery_file(self._session.bench.path), self._session.jobs
        background: Callable[[Callable[[], None]], object] = lambda work: jobs.start(lambda _progress: work())  # noqa: E731
        return Recovery(file.with_stem(f"{file.stem}-planer"), background=background, parent=self)

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("role", "head")
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        self.back_button.setProperty("role", "icon")
        self.back_button.setIcon(icon("arrow-left"))
        self.back_button.setToolTip("Tillbaka till listan (Esc)")
        self.back_button.setAccessibleName("Tillbaka till listan")
        self.back_button.clicked.connect(self._session.actions.close_case.trigger)
        self.next_button.setProperty("role", "primary")
        self.next_button.clicked.connect(self.next_step)
        self.version_button.clicked.connect(self.new_version)
        self.other_button.setMenu(self.menu)
        for widget in (self.back_button, self.badge):
            row.addWidget(widget)
        row.addWidget(self.facts, 1)
        for button in (self.version_button, self.next_button, self.other_button):
            row.addWidget(button)
        self.cases_column.setContentsMargins(0, 0, 0, 0)
        self.cases_column.setSpacing(4)
        section = FormSection("Ansökningar")
        section.add(self.cases, wide=True)
        self.form.add_section(LEANING, section)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.locked_strip)
        column.addWidget(self.form, 1)

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

    def open(self, uid: UUID) -> None:
        """Show a plan. Raises NotFound when it is gone."""
        self.show_view(self._session.bench.plans.load(uid))

    def reload(self) -> None:
        if self.uid is not None:
            self.open(self.uid)

    def show_view(self, view: PlanView) -> None:
        self.view = view
        is_locked = view.state is PlanState.SUPERSEDED
        self.form.load(view, read_only=is_locked, stack=self._stacks.setdefault(view.uid, QUndoStack(self)))
        self.locked_strip.setVisible(is_locked)
        self.badge.show_state(view.state.label, plan_kind(view.state))
        self.facts.setText(plan_facts(view))
        self._show_steps(view)
        self._show_cases(view.leaning)
        self.loaded.emit()

    def _show_steps(self, view: PlanView) -> None:
        targets = workflow.next_plan_states(view.state) if self._session.is_writable else ()
        forward = forward_step(view.state)
        self.next_button.setVisible(bool(targets) and forward is not None)
        self.version_button.setVisible(self._session.is_writable)
        self.menu.clear()
        if forward is not None:
            self.next_button.setText(step_text(view.state, forward))
            self.next_button.setToolTip(f"För planen till läget ”{forward.label}” (Ctrl+Enter)")
            self.next_button.setAccessibleName(f"Nästa steg: {self.next_button.text()}")
        for target in targets:
            if target is not forward:
                action = self.menu.addAction(step_text(view.state, target))
                action.triggered.connect(lambda _on=False, target=target: self.move_to(target))
        self.other_button.setVisible(not self.menu.isEmpty())

    def _show_cases(self, cases: tuple[ApplicationRow, ...]) -> None:
        while (item := self.cases_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not cases:
            self.cases_column.addWidget(PlainLabel("Ingen ansökan bygger på den här versionen av planen än.", "muted", wrap=True))
        for case in cases:
            link = LinkButton(f"{case.registry_number or case.case_number} {case.title or 'utan namn'} · {case.state.label}")
            link.clicked.connect(lambda _on=False, uid=case.uid: self._session.navigate.emit("application", uid))
            self.cases_column.addWidget(link)

    def focus_first(self) -> None:
        self.form.show_section(0)

    def commit(self) -> None:
        """Store the field being edited, before the plan goes out of view."""
        self.form.commit()

    # --- acting -----------------------------------------------------------------------------------

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {"next_step": self.next_step, "add_row": self._add_row, "remove_row": self._remove_row}

    def is_command_enabled(self, name: str) -> bool:
        if self.view is None:
            return False
        if name == "next_step":
            return forward_step(self.view.state) is not None
        return not self.form.is_read_only

    def next_step(self) -> None:
        forward = forward_step(self.view.state) if self.view is not None else None
        if forward is not None:
            self.move_to(forward)

    def move_to(self, target: PlanState) -> None:
        """Take the plan to another state; what the step lacks is told, and the field shown."""
        self.commit()
        self._when_stored(lambda: self._move(target))

    def _move(self, target: PlanState) -> None:
        if self.uid is None or not self._session.is_writable:
            return
        plans, uid = self._session.bench.plans, self.uid
        view = plans.load(uid)
        lacks = workflow.missing_plan(target, view.draft)
        if lacks:
            told = " ".join(need.text for need in lacks)
            self._session.messages.strip(f"Innan planen förs till ”{target.label}”: {told}", "warning")
            self.form.focus_field(FieldRef(lacks[0].key))
            return

        if target is PlanState.SUPERSEDED and not self._session.messages.confirm(*ENDING):
            return

        def done(_changes: object) -> None:
            self._session.messages.clear_strip()
            self._session.messages.notice(f"Planen är nu i läget ”{target.label}”.")

        self._session.write(lambda: plans.move(uid, target), done)

    def new_version(self) -> None:
        """A new version that starts as a copy of this one, without its approval."""
        self.commit()
        self._when_stored(self._new_version)

    def _new_version(self) -> None:
        if self.uid is None:
            return
        plans, uid = self._session.bench.plans, self.uid

        def done(created: Created) -> None:
            self.created.emit(created.uid)
            self._session.messages.notice("Ny version. Den är en kopia av den förra, utan godkännande.")

        self._session.write(lambda: plans.new_version(uid), done)

    def _when_stored(self, work: Callable[[], object]) -> None:
        """After the field just left has been stored: writes go through one thread, in order."""
        self._session.jobs.write(lambda: None).then(lambda _result: work())

    def _table_in_focus(self) -> FormTableView | None:
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, FormTableView):
            widget = widget.parentWidget()
        return widget

    def _add_row(self) -> None:
        table = self._table_in_focus()
        if table is not None:
            table.row_adding.emit()
        else:
            self._session.messages.notice("Ställ dig i en tabell för att lägga till en rad.")

    def _remove_row(self) -> None:
        table = self._table_in_focus()
        if table is not None:
            table.remove_current()
        else:
            self._session.messages.notice("Ställ dig på raden som ska tas bort.")


def forward_step(state: PlanState) -> PlanState | None:
    """The step to offer first; a plan is never ended by the main button."""
    return next((one for one in workflow.next_plan_states(state) if one is not PlanState.SUPERSEDED), None)


def step_text(state: PlanState, target: PlanState) -> str:
    return BACK_TO_DRAFT if state is PlanState.STEERED and target is PlanState.DRAFT else STEP_TEXTS[target]


def plan_facts(view: PlanView) -> str:
    """'Gäller 2015-01-01 till 2017-12-31 · godkänd 2015-03-12 § 7'."""
    draft, parts = view.draft, []
    if draft.period_start or draft.period_end:
        first, last = (swedish.iso_date(day) if day else swedish.EMPTY for day in (draft.period_start, draft.period_end))
        parts.append(f"gäller {first} till {last}")
    if draft.approved_date:
        paragraph = draft.approval_paragraph.removeprefix("§").strip()
        parts.append(f"godkänd {swedish.iso_date(draft.approved_date)}{f' §{swedish.NBSP}{paragraph}' if paragraph else ''}")
    text = " · ".join(parts)
    return f"{text[:1].upper()}{text[1:]}"
