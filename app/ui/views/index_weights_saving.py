"""The question behind Spara receptet: a name, and what is particular with it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.widgets.plain_label import PlainLabel

_MAX_NAME = 60


class SaveRecipeDialog(QDialog):
    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Spara receptet")
        self.setMinimumWidth(440)
        self.name_field = QLineEdit(name)
        self.name_field.setMaxLength(_MAX_NAME)
        self.name_field.selectAll()
        self.note_field = QPlainTextEdit()
        self.note_field.setTabChangesFocus(True)
        self.note_field.setFixedHeight(4 * self.fontMetrics().height() + 12)
        self.save_button = QPushButton("Spara")
        self.save_button.setProperty("role", "primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.accept)
        self.name_field.textChanged.connect(self._on_typed)
        self._lay_out(text)
        self._on_typed()

    def _lay_out(self, text: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        for label, field in (("Namn", self.name_field), ("Anteckning, om du vill", self.note_field)):
            name = PlainLabel(label)
            name.setBuddy(field)
            field.setAccessibleName(label)
            column.addWidget(name)
            column.addWidget(field)
        column.addWidget(PlainLabel(text, "muted", wrap=True))
        column.addWidget(PlainLabel("Finns namnet redan sparas valen som en ny version. Den gamla finns kvar.", "small", wrap=True))
        no_button = QPushButton("Avbryt")
        no_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(no_button)
        column.addSpacing(8)
        column.addLayout(buttons)
        self.name_field.setFocus()

    @property
    def name(self) -> str:
        return self.name_field.text().strip()

    @property
    def note(self) -> str:
        return self.note_field.toPlainText().strip()

    def _on_typed(self) -> None:
        self.save_button.setEnabled(bool(self.name))
