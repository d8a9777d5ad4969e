"""Where a person writes a judgement or a departure, beside the rule it concerns: never without a reason."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from app.domain.vocabulary import RuleOutcome
from app.ui.forms.editors import GrowingText
from app.ui.widgets.plain_label import PlainLabel


class VerdictPanel(QFrame):
    """`saved(outcome, reason)`; the outcome is None for a departure. `left` when the user closes it without saving."""

    saved = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._is_judgement = True
        self.title = PlainLabel("", "label", wrap=True)
        self.pass_button = QRadioButton(RuleOutcome.PASS.label)
        self.fail_button = QRadioButton(RuleOutcome.FAIL.label)
        self._group = QButtonGroup(self)
        self._choice = QWidget()
        choice = QHBoxLayout(self._choice)
        choice.setContentsMargins(0, 0, 0, 0)
        choice.setSpacing(16)
        for button in (self.pass_button, self.fail_button):
            self._group.addButton(button)
            choice.addWidget(button)
        choice.addStretch(1)
        self.reason = GrowingText(lines=(3, 12))
        self.reason.submitted.connect(self.save)
        self.reason_label = PlainLabel("Motivering", "label")
        self.reason_label.setBuddy(self.reason)
        self.problem = PlainLabel("", "problem", wrap=True)
        self.save_button = QPushButton("")
        self.save_button.setProperty("role", "primary")
        self.save_button.clicked.connect(self.save)
        self.leave_button = QPushButton("Låt bli")
        self.leave_button.clicked.connect(self._on_left)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for widget in (self.title, self._choice, self.reason_label, self.reason, self.problem):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.close_panel()

    def open_judgement(self, outcome: RuleOutcome | None, reason: str) -> None:
        self._open("Din bedömning", "Spara bedömningen", reason, is_judgement=True)
        self._group.setExclusive(False)
        self.pass_button.setChecked(outcome is RuleOutcome.PASS)
        self.fail_button.setChecked(outcome is RuleOutcome.FAIL)
        self._group.setExclusive(True)
        (self.fail_button if outcome is RuleOutcome.FAIL else self.pass_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_departure(self, reason: str = "") -> None:
        text = "Avsteg från regeln. Skälet skrivs ut i tjänsteutlåtandet i ett eget avsnitt."
        self._open(text, "Registrera avsteget", reason, is_judgement=False)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        self.setVisible(False)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()  # Esc closes what is open here, not the case around it
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_left()
            return
        super().keyPressEvent(event)

    def _on_left(self) -> None:
        self.close_panel()
        self.left.emit()

    @property
    def is_judgement(self) -> bool:
        return self._is_judgement

    @property
    def outcome(self) -> RuleOutcome | None:
        return RuleOutcome.PASS if self.pass_button.isChecked() else RuleOutcome.FAIL if self.fail_button.isChecked() else None

    def save(self) -> None:
        reason = self.reason.toPlainText().strip()
        outcome = self.outcome
        if self._is_judgement and outcome is None:
            self._complain("Välj Uppfyllt eller Inte uppfyllt.")
        elif not reason:
            self._complain("Skriv en motivering." if self._is_judgement else "Skriv skälet till avsteget.")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.saved.emit(outcome if self._is_judgement else None, reason)

    def _open(self, title: str, verb: str, reason: str, *, is_judgement: bool) -> None:
        self._is_judgement = is_judgement
        self.title.setText(title)
        self._choice.setVisible(is_judgement)
        self.reason_label.setText("Motivering" if is_judgement else "Skäl")
        self.reason.setAccessibleName(self.reason_label.text())
        self.reason.show_text(reason)
        self.save_button.setText(verb)
        self._complain("")
        self.setVisible(True)

    def _complain(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
