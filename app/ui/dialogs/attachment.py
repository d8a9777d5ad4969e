"""What a document is: its kind, its date and from whom it came; asked when it is added and when that is changed."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.vocabulary import AttachmentKind
from app.ui.widgets.plain_label import PlainLabel


class AttachmentDialog(QDialog):
    """Accepted once the date can be read; `values()` is what was chosen."""

    def __init__(
        self, title: str, name: str, verb: str, kind: AttachmentKind, day: date, source: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self.kind_field = QComboBox()
        for one in AttachmentKind:
            self.kind_field.addItem(one.label, one.value)
        self.kind_field.setCurrentIndex(self.kind_field.findData(kind.value))
        self.day_field = QLineEdit(swedish.iso_date(day))
        self.source_field = QLineEdit(source)
        self.source_field.setMaxLength(200)
        self.problem = PlainLabel("", "problem", wrap=True)
        self.problem.hide()
        self.yes_button = QPushButton(verb)
        self.yes_button.setProperty("role", "primary")
        self.yes_button.setDefault(True)
        self.yes_button.clicked.connect(self._accept)
        no_button = QPushButton("Avbryt")
        no_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.yes_button)
        buttons.addWidget(no_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(4)
        column.addWidget(PlainLabel(name, "heading", wrap=True))
        column.addSpacing(8)
        for text, field, hint in (
            ("Slag av handling", self.kind_field, ""),
            ("Handlingens datum", self.day_field, "Den dag som står på handlingen."),
            ("Kommer från", self.source_field, "Till exempel Farsta stadsdelsförvaltning, registrator."),
        ):
            label = PlainLabel(text, "label")
            label.setBuddy(field)
            field.setAccessibleName(text)
            column.addWidget(label)
            column.addWidget(field)
            if hint:
                column.addWidget(PlainLabel(hint, "muted", wrap=True))
            column.addSpacing(8)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.kind_field.setFocus()

    def values(self) -> tuple[AttachmentKind, date, str]:
        return AttachmentKind.of(self.kind_field.currentData()), swedish.parse_date(self.day_field.text()), self.source_field.text().strip()

    def _accept(self) -> None:
        try:
            self.values()
        except swedish.ParseError as error:
            self.problem.setText(str(error))
            self.problem.show()
            self.day_field.setFocus()
            self.day_field.selectAll()
            return
        self.accept()
