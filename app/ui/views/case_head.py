"""The head of a case: who asks for how much, the chain of decisions so far, and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.domain import swedish, workflow
from app.domain.rules.engine import blocking
from app.domain.views import CaseView
from app.domain.vocabulary import ApplicationState
from app.ui.forms.choice_editors import FlowLayout
from app.ui.icons import icon
from app.ui.widgets.badge import StateBadge, application_kind
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

STEP_TEXTS = {
    ApplicationState.AWAITING_SUPPLEMENT: "Begär komplettering",
    ApplicationState.DRAFT: "Återför till utkast",
    ApplicationState.FORMAL_CHECK: "Återuppta den formella kontrollen",
    ApplicationState.EXPERT_REVIEW: "Återför till sakkunnigberedning …",
    ApplicationState.CLOSED: "Avsluta ärendet …",
    ApplicationState.WITHDRAWN: "Registrera återkallelse …",
    ApplicationState.WRITTEN_OFF: "Skriv av ärendet …",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A step of the chain: what, when, and the paragraph if there is one."""

    label: str
    day: date | None
    paragraph: str = ""

    @property
    def text(self) -> str:
        parts = [self.label, swedish.iso_date(self.day) if self.day else "", self.paragraph if self.day else ""]
        return " ".join(part for part in parts if part)


def chain_of(view: CaseView) -> tuple[Link, ...]:
    draft, process = view.draft, view.evidence.process
    paragraph = f"§{swedish.NBSP}{draft.board_paragraph.removeprefix('§').strip()}" if draft.board_paragraph else ""
    decided = f"§{swedish.NBSP}{process.decision_paragraph.removeprefix('§').strip()}" if process.decision_paragraph else ""
    return (
        Link("lokal styrgrupp", draft.steering_date),
        Link("nämnd", draft.board_date, paragraph),
        Link("inkom", draft.received_date),
        Link("samråd", process.consultation_date),
        Link("KS", process.decision_date, decided),
    )


def suggested_step(view: CaseView) -> tuple[ApplicationState, str] | None:
    """The step to offer first: a supplement while something required is missing, else the natural one."""
    decision = view.evidence.process.decision_outcome
    if view.state is ApplicationState.FORMAL_CHECK and blocking(view.results, view.evidence.programme, view.departures):
        return ApplicationState.AWAITING_SUPPLEMENT, STEP_TEXTS[ApplicationState.AWAITING_SUPPLEMENT]
    target = workflow.natural_next(view.state, decision)
    return None if target is None else (target, workflow.next_step(view.state, decision))


class CaseHead(QFrame):
    """`step_wanted(ApplicationState)` asks for a move."""

    step_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self.setProperty("role", "head")
        self.back_button = QToolButton()
        self.back_button.setProperty("role", "icon")
        self.back_button.clicked.connect(session.actions.close_case.trigger)
        self.back_button.setIcon(icon("arrow-left"))
        self.back_button.setToolTip("Tillbaka till listan (Esc)")
        self.back_button.setAccessibleName("Tillbaka till listan")
        self.facts = ElidedLabel("")
        self.amount = PlainLabel("", "label")
        self.badge = StateBadge()
        self.next_button = QPushButton("")
        self.next_button.setProperty("role", "primary")
        self.next_button.clicked.connect(self.take_next)
        self.other_button = QPushButton("Andra steg")
        self.menu = QMenu(self)
        self.other_button.setMenu(self.menu)
        self._chain = QWidget()
        self._flow = FlowLayout(self._chain, 6)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.back_button)
        first.addWidget(self.badge)
        first.addSpacing(8)
        first.addWidget(self.amount)
        first.addSpacing(8)
        first.addWidget(self.facts, 1)
        first.addWidget(self.next_button)
        first.addWidget(self.other_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 8)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self._chain)

    def load(self, view: CaseView) -> None:
        self._view = view
        draft, programme = view.draft, view.evidence.programme
        number = f"Dnr {draft.registry_number_city}" if draft.registry_number_city else f"Ärende {view.case_number}"
        self.facts.setText(f"{programme.organisation_name(draft.applicant)} · {number}")
        self.amount.setText(swedish.kronor(draft.amount_applied) if draft.amount_applied is not None else "Sökt belopp saknas")
        self.badge.show_state(view.state.label, application_kind(view.state))
        self._show_chain(chain_of(view))
        self._show_steps(view)

    def suggested(self) -> tuple[ApplicationState, str] | None:
        return suggested_step(self._view) if self._view is not None and self._session.is_writable else None

    def take_next(self) -> None:
        step = self.suggested()
        if step is not None:
            self.step_wanted.emit(step[0])

    def _show_steps(self, view: CaseView) -> None:
        step = self.suggested()
        self.next_button.setVisible(step is not None)
        self.menu.clear()
        if step is None:
            self.other_button.hide()
            return
        target, text = step
        self.next_button.setText(text)
        self.next_button.setToolTip(f"För ärendet till läget ”{target.label}” (Ctrl+Enter)")
        self.next_button.setAccessibleName(f"Nästa steg: {text}")
        for other in workflow.next_states(view.state):
            if other is not target:
                natural = workflow.natural_next(view.state, view.evidence.process.decision_outcome)
                name = workflow.next_step(view.state) if other is natural else STEP_TEXTS.get(other, other.label)
                action = self.menu.addAction(name)
                action.triggered.connect(lambda _on=False, other=other: self.step_wanted.emit(other))
        self.other_button.setVisible(not self.menu.isEmpty())

    def _show_chain(self, links: Sequence[Link]) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, link in enumerate(links):
            if number:
                self._flow.addWidget(PlainLabel("→", "muted"))
            self._flow.addWidget(_chain_part(link))
        spoken = ", ".join(link.text if link.day else f"{link.label} återstår" for link in links)
        self._chain.setAccessibleName(f"Beslutskedja: {spoken}")


def _chain_part(link: Link) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(IconLabel("circle-check" if link.day else "circle", "ok" if link.day else "plain"))
    row.addWidget(PlainLabel(link.text, "" if link.day else "muted"))
    part.setToolTip("" if link.day else f"{link.label}: inte registrerat")
    return part
