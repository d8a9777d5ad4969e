"""The two keys of a case: who has signed what, whether it still holds, and the way to sign or take back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.checks import CheckState, ChecksView
from app.domain.vocabulary import CheckKind
from app.ui.views.case_rule_detail import local_time
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.plain_label import PlainLabel

STALE_TEXT = "Det som skrevs under har ändrats sedan dess. Kontrollera och skriv under på nytt."


def state_words(state: CheckState) -> tuple[str, str]:
    """The state in a word, and the kind of badge it wears."""
    if state.is_valid:
        return "Undertecknad", "ok"
    return ("Ändrad sedan underskriften", "warning") if state.is_signed else ("Inte undertecknad", "plain")


def signed_words(state: CheckState) -> str:
    """'Bedömare Söderort, 2016-03-14 10.20', '' while nobody has signed."""
    return f"{state.person}, {local_time(state.at)}" if state.is_signed and state.at is not None else ""


class KeyRow(QWidget):
    """One check: its name, its state, who signed and the note. `withdrawn` asks to take the signature back."""

    withdrawn = Signal()

    def __init__(self, kind: CheckKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_label = PlainLabel(kind.label, "label")
        self.badge = StateBadge()
        self.person_label = PlainLabel("", wrap=True, selectable=True)
        self.note_label = PlainLabel("", "muted", wrap=True, selectable=True)
        self.stale_label = PlainLabel(STALE_TEXT, "unparsed", wrap=True)
        self.withdraw_button = QPushButton("Ta tillbaka …")
        self.withdraw_button.setProperty("role", "link")
        self.withdraw_button.setAccessibleName(f"Ta tillbaka underskriften under {kind.label.lower()}en")
        self.withdraw_button.clicked.connect(self.withdrawn)
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.name_label, self.badge, self.withdraw_button):
            head.addWidget(widget)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        for label in (self.person_label, self.note_label, self.stale_label):
            column.addWidget(label)

    def show_state(self, state: CheckState, *, may_write: bool) -> None:
        words, kind = state_words(state)
        self.badge.show_state(words, kind)
        self.person_label.setText(signed_words(state))
        self.person_label.setVisible(state.is_signed)
        self.note_label.setText(state.note)
        self.note_label.setVisible(bool(state.note))
        self.stale_label.setVisible(state.is_stale)
        self.withdraw_button.setVisible(state.is_signed and may_write)


class KeysPanel(QWidget):
    """Both checks, and the command that signs. `withdrawn(CheckKind)`."""

    withdrawn = Signal(object)

    def __init__(self, sign: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = {kind: KeyRow(kind) for kind in CheckKind}
        self.sign_button = ActionButton(sign)
        about = "Innehållet och räkningen skrivs under av två olika personer när det finns två."
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(PlainLabel(about, "muted", wrap=True))
        for kind, row in self.rows.items():
            row.withdrawn.connect(lambda kind=kind: self.withdrawn.emit(kind))
            column.addWidget(row)
        column.addWidget(self.sign_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_checks(self, view: ChecksView, *, may_write: bool) -> None:
        for kind, row in self.rows.items():
            row.show_state(view.of(kind), may_write=may_write)
        self.sign_button.setVisible(may_write)
