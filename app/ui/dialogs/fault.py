"""A fault in the program: short apology, what is safe, and details that can be copied."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app import paths
from app.ui.faults import fault_details
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel


class FaultDialog(QDialog):
    """Shown by `Messages.fault`."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ett fel i programmet")
        self.setMinimumWidth(560)
        self._details = QPlainTextEdit(fault_details(error))
        self._details.setReadOnly(True)
        self._details.setAccessibleName("Teknisk information")
        self._details.setMinimumHeight(180)
        copy_button = QPushButton("Kopiera den tekniska informationen")
        copy_button.clicked.connect(self._copy)
        close_button = QPushButton("Fortsätt arbeta")
        close_button.setProperty("role", "primary")
        close_button.setDefault(True)
        close_button.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("circle-alert", "error", 24))
        head.addWidget(PlainLabel("Något gick fel i programmet", "subheading"), 1)
        buttons = QHBoxLayout()
        buttons.addWidget(copy_button)
        buttons.addStretch(1)
        buttons.addWidget(close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addLayout(head)
        text = (
            "Det senaste du gjorde kanske inte blev utfört. Allt som redan var sparat är kvar, och du kan fortsätta arbeta.\n"
            "Beskriv gärna vad du gjorde för den som sköter programmet och skicka med informationen nedan. Den innehåller inga "
            f"ärendeuppgifter. Samma information finns i loggen: {paths.log_folder()}"
        )
        column.addWidget(PlainLabel(text, wrap=True))
        column.addWidget(self._details, 1)
        column.addLayout(buttons)
        close_button.setFocus()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._details.toPlainText())
