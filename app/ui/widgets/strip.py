"""A strip across the workspace: what has happened or why something is off, until it is closed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from app.ui.icons import icon
from app.ui.theme import set_role
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel

_ICONS = {"info": "info", "warning": "triangle-alert", "error": "circle-alert", "success": "circle-check"}
_STATUS = {"success": "ok"}


class Strip(QFrame):
    """Text with its icon; `kind` is info, warning, error or success. `closed` when the user has put it away."""

    closed = Signal()

    def __init__(self, text: str = "", kind: str = "info", *, closable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("info", "info")
        self._label = PlainLabel(wrap=True, selectable=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 8, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._label, 1)
        self._close = QToolButton()
        self._close.setProperty("role", "icon")
        self._close.setIcon(icon("x"))
        self._close.setToolTip("Ta bort meddelandet")
        self._close.setAccessibleName("Ta bort meddelandet")
        self._close.clicked.connect(self._on_close)
        self._row.addWidget(self._close)
        self._close.setVisible(closable)  # within the strip: shown before, it would be a window of its own
        self.show_text(text, kind)

    @property
    def text(self) -> str:
        return self._label.text()

    def show_text(self, text: str, kind: str = "info") -> None:
        self._label.setText(text)
        self._icon.show_icon(_ICONS.get(kind, "info"), _STATUS.get(kind, kind))
        self.setAccessibleName(text)
        set_role(self, f"strip-{kind}")

    def add_button(self, button: QPushButton) -> None:
        self._row.insertWidget(self._row.count() - 1, button)

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
