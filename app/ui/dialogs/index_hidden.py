"""Units that have no place in a ranking, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.series import Unranked
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.plain_label import PlainLabel

ABOUT = "De har ingen plats i rangordningen men räknas med i stadens värde. Små områden växlar för mycket av en slump för att jämföras."
_RIGHT = Qt.AlignmentFlag.AlignRight


def _number(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.decimal(value)


def _people(value: int | None) -> str:
    return swedish.EMPTY if value is None else swedish.integer(value)


COLUMNS: tuple[Column[Unranked], ...] = (
    Column("Område", lambda one: one.label, width=180, stretch=True),
    Column("Index", lambda one: one.value, _number, align=_RIGHT, width=80),
    Column("Invånare", lambda one: one.inhabitants, _people, align=_RIGHT, width=90),
    Column("Varför", lambda one: one.reason, width=260),
)


class HiddenDialog(QDialog):
    def __init__(self, title: str, rows: Sequence[Unranked], mark: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Områden utan plats")
        self.resize(680, 420)
        self.model: RowTableModel[Unranked] = RowTableModel(COLUMNS, self, key=lambda one: one.unit)
        self.table = RecordTable(self.model, "Områden utan plats")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.model.set_rows(rows)
        close = QPushButton("Stäng")
        close.setProperty("role", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(PlainLabel(title, "subheading", wrap=True))
        column.addWidget(PlainLabel(ABOUT, "muted", wrap=True))
        if mark:
            column.addWidget(PlainLabel(mark, "unparsed", wrap=True))
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        self.table.setFocus()
