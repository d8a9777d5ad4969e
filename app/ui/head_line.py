"""The line over the workspace: where one is, and what can be done here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.ui.icons import icon
from app.ui.widgets.action_button import ActionButton, plain_text
from app.ui.widgets.plain_label import ElidedLabel


class HeadLine(QFrame):
    """Title at the left, with what it is told by beside it; the workspace's buttons at the right; the last of several is the primary."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "head")
        self.title_label = ElidedLabel("", "heading")
        self.title_label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 10, 24, 10)
        self._row.setSpacing(8)
        self._row.addWidget(self.title_label, 1)
        self.aside_label = ElidedLabel("", "muted")
        self.aside_label.hide()
        self._row.addWidget(self.aside_label)
        self._buttons: list[ActionButton] = []

    def show_place(self, title: str, actions: Sequence[QAction], aside: str = "") -> None:
        self.title_label.setText(title)
        self.aside_label.setText(aside)
        self.aside_label.setVisible(bool(aside))
        self.title_label.setMinimumHeight(max(30, self.fontMetrics().height() + 10))  # as high with buttons as without
        if [button.action for button in self._buttons] == list(actions):
            return
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        last = len(actions) - 1
        self._buttons = [ActionButton(action, primary=number == last > 0) for number, action in enumerate(actions)]
        for button in self._buttons:
            self._row.addWidget(button)


class SearchButton(QPushButton):
    """Looks like a field; opens the search over everything."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keys = action.shortcut().toString()
        self.setText(f"Sök ärende, nämnd, stadsdel …    {keys}")
        self.setProperty("role", "search")
        self.setIcon(icon("search", "muted"))
        self.setToolTip(action.toolTip())
        self.setStatusTip(action.statusTip())
        self.setAccessibleName(plain_text(action))
        self.clicked.connect(action.trigger)
        action.changed.connect(lambda: self.setEnabled(action.isEnabled()))
        self.setEnabled(action.isEnabled())
