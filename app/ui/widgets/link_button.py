"""A line of text that leads somewhere: a button that wraps."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui import theme

_EDGE = 3
_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


class LinkButton(QPushButton):
    """Text in the accent colour, underlined under the pointer and framed with focus."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = text
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def shown(self) -> str:
        return self._shown

    def show_text(self, text: str) -> None:
        self._shown = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _room(self, width: int) -> QRect:
        return self.fontMetrics().boundingRect(QRect(0, 0, max(1, width - 2 * _EDGE), 10_000), _FLAGS, self._shown)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._shown) + 2 * _EDGE + 2, metrics.height() + 2 * _EDGE)

    def minimumSizeHint(self) -> QSize:
        words = self._shown.split() or [""]
        metrics = self.fontMetrics()
        return QSize(max(metrics.horizontalAdvance(word) for word in words) + 2 * _EDGE + 2, metrics.height() + 2 * _EDGE)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._room(width).height() + 2 * _EDGE

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(theme.colour("accent"))
        painter.drawText(self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE), _FLAGS, self._shown)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
