"""The head of a plan: its state, when it holds and was approved, the next step, the other steps and the papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.domain import swedish, workflow
from app.domain.views import PlanView
from app.domain.vocabulary import PlanState
from app.domain.workflow import Need
from app.ui.forms.choice_editors import FlowLayout
from app.ui.icons import icon
from app.ui.widgets.badge import StateBadge, plan_kind
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

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
PAPERS = ("save_plan", "print_plan", "", "export_plan", "import_plan", "", "compare_versions", "new_version")


class PlanHead(QFrame):
    """`step_wanted(PlanState)` asks for a move."""

    step_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "head")
        self.back_button = QToolButton()
        self.back_button.setProperty("role", "icon")
        self.back_button.setIcon(icon("arrow-left"))
        self.back_button.setToolTip("Tillbaka till listan (Esc)")
        self.back_button.setAccessibleName("Tillbaka till listan")
        self.back_button.clicked.connect(session.actions.close_case.trigger)
        self.badge = StateBadge()
        self.facts = ElidedLabel("")
        self.next_button = QPushButton()
        self.next_button.setProperty("role", "primary")
        self.next_button.clicked.connect(self._take_next)
        self.other_button = QPushButton("Andra steg")
        self.menu = QMenu(self)
        self.other_button.setMenu(self.menu)
        self.papers_button = QPushButton("Mer")
        self.papers_button.setAccessibleName("Skriv ut, spara, exportera och versioner")
        self.papers_menu = QMenu(self)
        self.papers_button.setMenu(self.papers_menu)
        for name in PAPERS:
            self.papers_menu.addAction(session.actions.named(name)) if name else self.papers_menu.addSeparator()
        self._next: PlanState | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        for widget in (self.back_button, self.badge):
            row.addWidget(widget)
        row.addWidget(self.facts, 1)
        for button in (self.next_button, self.other_button, self.papers_button):
            row.addWidget(button)

    def load(self, view: PlanView) -> None:
        self.badge.show_state(view.state.label, plan_kind(view.state))
        self.facts.setText(plan_facts(view))
        targets = workflow.next_plan_states(view.state) if self._session.is_writable else ()
        self._next = forward_step(view.state) if targets else None
        self.next_button.setVisible(self._next is not None)
        self.menu.clear()
        if self._next is not None:
            self.next_button.setText(step_text(view.state, self._next))
            self.next_button.setToolTip(f"För planen till läget ”{self._next.label}” (Ctrl+Enter)")
            self.next_button.setAccessibleName(f"Nästa steg: {self.next_button.text()}")
        for target in targets:
            if target is not self._next:
                action = self.menu.addAction(step_text(view.state, target))
                action.triggered.connect(lambda _on=False, target=target: self.step_wanted.emit(target))
        self.other_button.setVisible(not self.menu.isEmpty())

    def _take_next(self) -> None:
        if self._next is not None:
            self.step_wanted.emit(self._next)


class NeedsStrip(QFrame):
    """What a step lacks, each a way to its field. `field_wanted(key)`; hidden when nothing is lacking."""

    field_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip-warning")
        self.heading = PlainLabel("", "label", wrap=True)
        self.links: list[LinkButton] = []
        self.target: PlanState | None = None
        self._area = QWidget()
        self._flow = FlowLayout(self._area, 8)
        close = QToolButton()
        close.setProperty("role", "icon")
        close.setIcon(icon("x"))
        close.setToolTip("Ta bort meddelandet")
        close.setAccessibleName("Ta bort meddelandet")
        close.clicked.connect(lambda: self.show_needs(None, ()))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.heading)
        words.addWidget(self._area)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel("triangle-alert", "warning"))
        row.addLayout(words, 1)
        row.addWidget(close)
        self.hide()

    def show_needs(self, target: PlanState | None, needs: Sequence[Need]) -> None:
        self.target = target if needs else None
        for link in self.links:
            self._flow.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []
        for need in needs:
            link = LinkButton(need.text, self._area)
            link.clicked.connect(lambda _on=False, key=need.key: self.field_wanted.emit(key))
            self._flow.addWidget(link)
            self.links.append(link)
        if target is not None:
            self.heading.setText(f"Innan planen förs till ”{target.label}”:")
            self.setAccessibleName(" ".join((self.heading.text(), *(need.text for need in needs))))
        self.setVisible(bool(needs))


def forward_step(state: PlanState) -> PlanState | None:
    """The step to offer first; a plan is never ended by the main button."""
    return next((one for one in workflow.next_plan_states(state) if one is not PlanState.SUPERSEDED), None)


def step_text(state: PlanState, target: PlanState) -> str:
    return BACK_TO_DRAFT if state is PlanState.STEERED and target is PlanState.DRAFT else STEP_TEXTS[target]


def plan_facts(view: PlanView) -> str:
    """'Gäller 2015-01-01 till 2017-12-31 · godkänd 2015-03-12 § 7, dnr 1.2.1-44-2015'."""
    draft, parts = view.draft, []
    if draft.period_start or draft.period_end:
        first, last = (swedish.iso_date(day) if day else swedish.EMPTY for day in (draft.period_start, draft.period_end))
        parts.append(f"gäller {first} till {last}")
    if draft.approved_date:
        paragraph = draft.approval_paragraph.removeprefix("§").strip()
        number = f", dnr {draft.approval_registry_number}" if draft.approval_registry_number else ""
        parts.append(f"godkänd {swedish.iso_date(draft.approved_date)}{f' §{swedish.NBSP}{paragraph}' if paragraph else ''}{number}")
    text = " · ".join(parts)
    return f"{text[:1].upper()}{text[1:]}"
