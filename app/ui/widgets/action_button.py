"""A push button that is an action: text without mnemonic, icon, tip and enabling follow it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.icons import icon


def plain_text(action: QAction) -> str:
    """An action's text as a person reads it."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


_ICON_ROOM = QSize(22, 16)  # Qt leaves two pixels between icon and text: too little to tell them apart


def icon_button(name: str, text: str, parent: QWidget | None = None) -> QPushButton:
    """A push button with an icon before its text, and room between them."""
    button = QPushButton(icon(name), text, parent)
    button.setIconSize(_ICON_ROOM)
    return button


class ActionButton(QPushButton):
    """Shows and triggers an action; `primary` fills it with the accent colour."""

    def __init__(self, action: QAction, *, primary: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setIconSize(_ICON_ROOM)
        if primary:
            self.setProperty("role", "primary")
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @property
    def action(self) -> QAction:
        return self._action

    def set_icon(self, name: str) -> None:
        """An icon of its own, drawn in the button's text colour."""
        self.setIcon(icon(name, "on-accent" if self.property("role") == "primary" else "text"))

    def _follow(self) -> None:
        self.setText(plain_text(self._action).replace("&", "&&"))
        if self.property("role") != "primary":
            self.setIcon(self._action.icon())
        self.setToolTip(self._action.toolTip())
        self.setStatusTip(self._action.statusTip())
        self.setEnabled(self._action.isEnabled())
        self.setAccessibleName(plain_text(self._action))
