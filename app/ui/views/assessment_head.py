"""Over the criteria: the state of the assessment, how far it has come, and what may be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from app.domain.scoring import NO_DECISION, AssessmentSheet, Criterion
from app.domain.vocabulary import AssessmentState, PersonRole
from app.ui.charts.strip_plot import score_text
from app.ui.views.assessment_side import state_badge
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

ARRANGERS = (None, PersonRole.CASEWORKER, PersonRole.CHAIR)  # who chooses round and assessors


def used_criteria(sheet: AssessmentSheet | None) -> tuple[Criterion, ...]:
    return tuple(one for one in sheet.rubric.criteria if one.is_used) if sheet is not None and sheet.rubric is not None else ()


class AssessmentHead(QFrame):
    """`assign_wanted`, `leave_wanted` (the round), `reopen_wanted`; handing in is the action's."""

    assign_wanted = Signal()
    leave_wanted = Signal()
    reopen_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = StateBadge()
        self.progress_label = PlainLabel("")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(96)
        self.total_label = PlainLabel("", "muted")
        self.total_label.setToolTip(NO_DECISION)
        self.assign_button = QPushButton("Tilldela …")
        self.assign_button.clicked.connect(self.assign_wanted)
        self.leave_button = QPushButton("Ta ut ur omgången")
        self.leave_button.clicked.connect(self.leave_wanted)
        self.reopen_button = QPushButton("Öppna igen …")
        self.reopen_button.clicked.connect(self.reopen_wanted)
        self.submit_button = ActionButton(session.actions.submit_assessment, primary=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 20, 8)
        row.setSpacing(8)
        for widget in (self.badge, self.progress_label, self.progress, self.total_label):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self.assign_button, self.leave_button, self.reopen_button, self.submit_button):
            row.addWidget(button)

    def show_sheet(self, sheet: AssessmentSheet, *, is_own: bool, can_write: bool, can_arrange: bool) -> None:
        is_in = sheet.state is AssessmentState.SUBMITTED
        self.badge.setVisible(is_own)
        self.badge.show_state(*state_badge(sheet.state))
        if is_own:
            used = used_criteria(sheet)
            done, of_all = sum(one.key in sheet.entries for one in used), len(used)
            self.progress_label.setText(f"{done} av {of_all} bedömda")
        else:
            done, of_all = sum(one.state is AssessmentState.SUBMITTED for one in sheet.others), len(sheet.others)
            self.progress_label.setText(f"{done} av {of_all} bedömningar inlämnade")
        self.progress.setVisible(bool(of_all))
        self.progress.setRange(0, max(1, of_all))
        self.progress.setValue(done)
        self.progress.setAccessibleName(self.progress_label.text())
        self.total_label.setText(f"Total {score_text(sheet.total)}" if is_own and sheet.total is not None else "")
        self.assign_button.setVisible(can_arrange)
        self.leave_button.setVisible(can_arrange and not sheet.others and not is_own)
        self.reopen_button.setVisible(can_write and is_own and is_in)
        self.submit_button.setVisible(can_write and is_own and not is_in)
