"""At the first start: the name that the log will carry."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.widgets.plain_label import PlainLabel


class PersonDialog(QDialog):
    """`chosen(name)` comes however the dialog is left; the default is the system's user name."""

    chosen = Signal(str)

    def __init__(self, default: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._default = default or "okänd"
        self.setWindowTitle("Vem är du?")
        self.setMinimumWidth(460)
        self.name_edit = QLineEdit(self._default)
        self.name_edit.setAccessibleName("Ditt namn")
        self.name_edit.selectAll()
        label = PlainLabel("Ditt namn", "label")
        label.setBuddy(self.name_edit)
        self.start_button = QPushButton("Börja")
        self.start_button.setProperty("role", "primary")
        self.start_button.setDefault(True)
        self.start_button.clicked.connect(self.accept)
        self.name_edit.textChanged.connect(lambda text: self.start_button.setEnabled(bool(text.strip())))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.start_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(PlainLabel("Vem är du?", "subheading"))
        text = (
            "Programmet skriver i en händelselogg vem som har ändrat vad och när. Skriv det namn som ska stå där. "
            "Du kan byta namn senare under Arkiv, Ditt namn."
        )
        column.addWidget(PlainLabel(text, wrap=True))
        column.addSpacing(8)
        column.addWidget(label)
        column.addWidget(self.name_edit)
        column.addSpacing(8)
        column.addLayout(buttons)
        self.finished.connect(self._on_finished)

    def _on_finished(self) -> None:
        self.chosen.emit(self.name_edit.text().strip() or self._default)
