"""A round's name and year."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.fields import FIRST_YEAR, LAST_YEAR
from app.ui.widgets.plain_label import PlainLabel


class RoundDialog(QDialog):
    """The verb can be given when there is a name."""

    def __init__(self, title: str, verb: str, name: str, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.name_field = QLineEdit(name)
        self.name_field.setMaxLength(120)
        self.name_field.setPlaceholderText("till exempel Våren 2016")
        self.year_field = QSpinBox()
        self.year_field.setRange(FIRST_YEAR, LAST_YEAR)
        self.year_field.setValue(year)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, (label, field) in enumerate((("Omgångens namn", self.name_field), ("År", self.year_field))):
            shown = PlainLabel(label, "label")
            shown.setBuddy(field)
            field.setAccessibleName(label)
            grid.addWidget(shown, 0, place)
            grid.addWidget(field, 1, place)
        grid.setColumnStretch(0, 1)
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
        column.setSpacing(12)
        column.addLayout(grid)
        column.addLayout(buttons)
        self.name_field.textChanged.connect(self._on_typed)
        self._on_typed()
        self.name_field.selectAll()
        self.name_field.setFocus()

    @property
    def name(self) -> str:
        return swedish.compact(self.name_field.text())

    @property
    def year(self) -> int:
        return self.year_field.value()

    def _on_typed(self) -> None:
        self.yes_button.setEnabled(bool(self.name))
