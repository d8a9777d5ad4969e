"""What a check of the store found."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.views import CheckReport
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel


class CheckReportDialog(QDialog):
    """Lists the findings and says what to do; shown only when there are any."""

    def __init__(self, name: str, report: CheckReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kontroll av filen")
        self.setMinimumWidth(600)
        self._list = QPlainTextEdit("\n".join(report.findings))
        self._list.setReadOnly(True)
        self._list.setAccessibleName("Det som kontrollen fann")
        copy_button = QPushButton("Kopiera listan")
        copy_button.clicked.connect(lambda: QApplication.clipboard().setText(self._list.toPlainText()))
        close_button = QPushButton("Stäng")
        close_button.setProperty("role", "primary")
        close_button.setDefault(True)
        close_button.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("triangle-alert", "warning", 24))
        count = len(report.findings)
        head.addWidget(PlainLabel(f"Kontrollen av {name} fann {'ett fel' if count == 1 else f'{count} fel'}", "subheading"), 1)
        buttons = QHBoxLayout()
        buttons.addWidget(copy_button)
        buttons.addStretch(1)
        buttons.addWidget(close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addLayout(head)
        advice = (
            "Inget har ändrats i filen. Gör en kopia av den innan du fortsätter, ta fram den senaste säkerhetskopian som är hel, "
            "och jämför de ärenden som nämns nedan."
        )
        column.addWidget(PlainLabel(advice, wrap=True))
        column.addWidget(self._list, 1)
        column.addLayout(buttons)
