"""An icon that stands beside text."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.icons import icon


class IconLabel(QWidget):
    """Draws an icon at each paint, so that it follows theme, text size and screen."""

    def __init__(self, name: str, role: str = "text", size: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_icon(name, role)

    def show_icon(self, name: str, role: str = "text") -> None:
        self._icon = icon(name, role)
        self.update()

    def sizeHint(self) -> QSize:
        side = self._size or round(self.fontMetrics().height() * 0.95)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect())
