"""A round's name and year."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.fields import FIRST_YEAR, LAST_YEAR
from app.ui.widgets.plain_label import PlainLabel


class RoundDialog(QDialog):
    """The verb can be given when there is a name and a year."""

    def __init__(self, title: str, verb: str, name: str, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.name_field = QLineEdit(name)
        self.name_field.setMaxLength(120)
        self.name_field.setPlaceholderText("till exempel Våren 2016")
        self.year_field = QLineEdit(str(year))
        self.year_field.setMaxLength(4)
        self.year_field.setFixedWidth(self.year_field.fontMetrics().horizontalAdvance("000000") + 16)
        self.year_label = PlainLabel("", "problem", wrap=True)
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
        column.addWidget(self.year_label)
        column.addLayout(buttons)
        for field in (self.name_field, self.year_field):
            field.textChanged.connect(self._on_typed)
        self._on_typed()
        self.name_field.selectAll()
        self.name_field.setFocus()

    @property
    def name(self) -> str:
        return swedish.compact(self.name_field.text())

    @property
    def year(self) -> int:
        """What is written as a year, 0 for anything else."""
        text = self.year_field.text().strip()
        return int(text) if text.isascii() and text.isdigit() else 0

    def _on_typed(self) -> None:
        is_year = FIRST_YEAR <= self.year <= LAST_YEAR
        self.yes_button.setEnabled(bool(self.name) and is_year)
        self.year_label.setText("" if is_year else f"Ange ett år mellan {FIRST_YEAR} och {LAST_YEAR}.")
        self.year_label.setVisible(not is_year)
