"""Small questions: one text or one choice, with the verb on the button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.widgets.plain_label import PlainLabel


class _Question(QDialog):
    def __init__(self, title: str, label: str, verb: str, *, field: QWidget, hint: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        name = PlainLabel(label, wrap=True)
        name.setBuddy(field)
        field.setAccessibleName(label)
        self.yes_button = QPushButton(verb)
        self.yes_button.setProperty("role", "primary")
        self.yes_button.setDefault(True)
        self.yes_button.clicked.connect(self.accept)
        no_button = QPushButton("Avbryt")
        no_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.yes_button)
        buttons.addWidget(no_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(name)
        column.addWidget(field)
        if hint:
            column.addWidget(PlainLabel(hint, "muted", wrap=True))
        column.addSpacing(8)
        column.addLayout(buttons)
        field.setFocus()


class AskTextDialog(_Question):
    """One text; the verb can be given when something is written."""

    def __init__(
        self, title: str, label: str, verb: str, *, text: str = "", hint: str = "", multiline: bool = False, parent: QWidget | None = None
    ) -> None:
        self._field: QLineEdit | QPlainTextEdit = QPlainTextEdit() if multiline else QLineEdit()
        super().__init__(title, label, verb, field=self._field, hint=hint, parent=parent)
        if isinstance(self._field, QPlainTextEdit):
            self._field.setTabChangesFocus(True)
            self._field.setPlainText(text)
        else:
            self._field.setText(text)
            self._field.selectAll()
        self._field.textChanged.connect(self._on_typed)
        self._on_typed()

    def text(self) -> str:
        raw = self._field.toPlainText() if isinstance(self._field, QPlainTextEdit) else self._field.text()
        return raw.strip()

    def _on_typed(self) -> None:
        self.yes_button.setEnabled(bool(self.text()))


class AskChoiceDialog(_Question):
    """One of some choices."""

    def __init__(
        self, title: str, label: str, verb: str, choices: Sequence[tuple[str, str]], *, chosen: str = "", parent: QWidget | None = None
    ) -> None:
        self._field = QComboBox()
        for key, shown in choices:
            self._field.addItem(shown, key)
        self._field.setCurrentIndex(max(0, self._field.findData(chosen)))
        super().__init__(title, label, verb, field=self._field, hint="", parent=parent)

    def choice(self) -> str:
        return str(self._field.currentData())
