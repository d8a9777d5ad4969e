"""Signing a check: which key, what is open under it, and the note it is signed with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QRadioButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from app.domain.checks import ChecksView
from app.domain.views import CaseView
from app.domain.vocabulary import CheckKind
from app.errors import SammanhallenError
from app.ui.forms.editors import GrowingText
from app.ui.views.economy_keys import signed_words, state_words
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

ABOUT = {
    CheckKind.CONTENT: "Du intygar att du har läst ansökans texter och gått igenom reglernas utfall. Ändras en text eller ett utfall "
    "måste kontrollen göras om.",
    CheckKind.ARITHMETIC: "Du intygar att du har gått igenom budgetens rader, summor och finansiering. Ändras en siffra i budgeten måste "
    "kontrollen göras om.",
}
ALONE = "Det finns ingen annan registrerad som kan skriva under. Anteckningen får därför tillägget ”ensam handläggare”."
NOTHING_OPEN = "Inget är öppet."

_EDGE = 12  # pixels beside a finding, as the style sheet pads it and some to spare


class WholeText(QStyledItemDelegate):
    """Rows as tall as their words need in the width there is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        room = view.viewport().width() if isinstance(view, QListWidget) else option.rect.width()
        words = QRect(0, 0, max(1, room - 2 * _EDGE), 10_000)
        tall = option.fontMetrics.boundingRect(words, int(Qt.TextFlag.TextWordWrap), str(index.data() or "")).height()
        return QSize(max(1, room - 2), tall + _EDGE // 2)


class SignCheckDialog(QDialog):
    """Chooses the first key that whoever sits here may turn; signs in the writer's thread, and says here why it could not."""

    def __init__(self, session: Session, case: CaseView, checks: ChecksView) -> None:
        super().__init__(session.messages.window)
        self._session = session
        self._case: UUID = case.uid
        self._checks = checks
        self.setWindowTitle("Skriv under kontroll")
        self.setMinimumWidth(660)
        self.choices = {kind: QRadioButton(kind.label) for kind in CheckKind}
        self.badges = {kind: StateBadge() for kind in CheckKind}
        self.signed_labels = {kind: PlainLabel("", "muted") for kind in CheckKind}
        self.about_label = PlainLabel("", wrap=True)
        self.open_label = PlainLabel("", "label")
        self.open_list = QListWidget()
        self.note_edit = GrowingText(self, (3, 6))
        self.note_label = PlainLabel("", "label")
        self.hint_label = PlainLabel("", "muted", wrap=True)
        self.problem_label = PlainLabel("", "problem", wrap=True)
        self.sign_button = QPushButton("Skriv under")
        self._lay_out(case)
        self._connect()
        first = next((one.kind for one in checks.checks if not one.is_valid and not one.refusal), CheckKind.CONTENT)
        self.choices[first].setChecked(True)
        self._show_kind()
        self.choices[first].setFocus()

    @property
    def kind(self) -> CheckKind:
        return next(kind for kind, choice in self.choices.items() if choice.isChecked())

    def _lay_out(self, case: CaseView) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(PlainLabel(f"Kontroll av {case.name}", "subheading", wrap=True))
        self._group = QButtonGroup(self)
        for kind, choice in self.choices.items():
            self._group.addButton(choice)
            state = self._checks.of(kind)
            self.badges[kind].show_state(*state_words(state))
            self.signed_labels[kind].setText(signed_words(state))
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(choice)
            row.addWidget(self.badges[kind])
            row.addWidget(self.signed_labels[kind])
            row.addStretch(1)
            column.addLayout(row)
        self.open_list.setAccessibleName("Det som är öppet")
        self.open_list.setWordWrap(True)
        self.open_list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.open_list.setItemDelegate(WholeText(self.open_list))
        self.open_list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.open_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.open_list.setMaximumHeight(180)
        self.open_label.setBuddy(self.open_list)
        self.note_label.setBuddy(self.note_edit)
        self.note_edit.setAccessibleName("Anteckning till underskriften")
        self.sign_button.setProperty("role", "primary")
        self.sign_button.setDefault(True)
        self.cancel_button = QPushButton("Avbryt")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.sign_button)
        buttons.addWidget(self.cancel_button)
        for widget in (
            self.about_label,
            self.open_label,
            self.open_list,
            self.note_label,
            self.note_edit,
            self.hint_label,
            self.problem_label,
        ):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addLayout(buttons)

    def _connect(self) -> None:
        for choice in self.choices.values():
            choice.toggled.connect(lambda on: self._show_kind() if on else None)
        self.note_edit.textChanged.connect(self._follow)
        self.note_edit.submitted.connect(self.sign)
        self.sign_button.clicked.connect(self.sign)
        self.cancel_button.clicked.connect(self.reject)

    def _show_kind(self) -> None:
        kind = self.kind
        state = self._checks.of(kind)
        self.about_label.setText(ABOUT[kind])
        found = self._checks.open_findings(kind)
        self.open_label.setText(f"Öppet när du skriver under ({len(found)})" if found else NOTHING_OPEN)
        self.open_list.clear()
        self.open_list.addItems(list(found))
        self.open_list.setVisible(bool(found))
        self.note_label.setText("Anteckning (krävs)" if self._needs_note() else "Anteckning")
        if self._needs_note():
            self.hint_label.setText("Budgeten har fel eller skillnader. Skriv varför den kan skrivas under ändå.")
        else:
            self.hint_label.setText(ALONE if state.is_alone else "")
        self.hint_label.setVisible(bool(self.hint_label.text()))
        self._follow()

    def _needs_note(self) -> bool:
        return self.kind is CheckKind.ARITHMETIC and bool(self._checks.report.faults)

    def _follow(self) -> None:
        refusal = self._checks.of(self.kind).refusal
        self.problem_label.setText(refusal)
        self.problem_label.setVisible(bool(refusal))
        has_note = bool(self.note_edit.toPlainText().strip())
        self.sign_button.setEnabled(not refusal and (has_note or not self._needs_note()))

    def sign(self) -> None:
        if not self.sign_button.isEnabled():
            return
        kind, note, case = self.kind, self.note_edit.toPlainText(), self._case
        checks = self._session.bench.checks
        self.sign_button.setEnabled(False)

        def done(_changes: object) -> None:
            self._session.messages.notice(f"{kind.label}en är undertecknad.")
            self.accept()

        self._session.write(lambda: checks.sign(case, kind, note), done, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, SammanhallenError):
            self._session.messages.show(error)
        self._follow()
        self.problem_label.setText(error.message if isinstance(error, SammanhallenError) else "Det gick inte att spara.")
        self.problem_label.show()


def sign_check(session: Session, case: CaseView) -> SignCheckDialog:
    """Open the dialog over a case; both keys are read as they stand now."""
    dialog = SignCheckDialog(session, case, session.bench.checks.state_of(session.bench.cases.load(case.uid)))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
