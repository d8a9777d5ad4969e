"""A designed emptiness: what is not here yet, and the button that mends it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel

_TEXT_WIDTH = 560


class EmptyState(QWidget):
    """Icon, title, text and up to some buttons, centred where a list or page would be."""

    def __init__(
        self,
        title: str,
        text: str,
        action: QAction | None = None,
        *,
        icon_name: str = "files",
        icon_role: str = "muted",
        buttons: tuple[QPushButton, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title_label = PlainLabel(title, "subheading", wrap=True)
        self.text_label = PlainLabel(text, "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(IconLabel(icon_name, icon_role, 40), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.title_label, self.text_label):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(_TEXT_WIDTH)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(label, 100)
            row.addStretch(1)
            column.addLayout(row)
        column.addSpacing(8)
        if action is not None:
            column.addWidget(ActionButton(action, primary=True), 0, Qt.AlignmentFlag.AlignHCenter)
        for button in buttons:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def focus_first(self) -> None:
        """The first way on, where there is one."""
        button = self.findChild(QPushButton)
        if button is not None:
            button.setFocus()

    def show_text(self, title: str, text: str) -> None:
        self.title_label.setText(title)
        self.text_label.setText(text)
