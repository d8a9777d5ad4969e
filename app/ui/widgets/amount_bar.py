"""How much of an amount is taken: a bar in parts, with the figures beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme


class AmountBar(QWidget):
    """Draws parts of a total from the left; a part is (amount, colour name, is hatched)."""

    def __init__(self, height: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._total = 0
        self._parts: tuple[tuple[int, str, bool], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, total: int, parts: Sequence[tuple[int, str, bool]], spoken: str) -> None:
        """`spoken` says the same in words, for those who do not see the bar."""
        self._total = total
        self._parts = tuple(parts)
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(room, theme.colour("plain_soft"))
        left = room.left()
        scale = room.width() / max(self._total, sum(part[0] for part in self._parts), 1)
        for amount, name, hatched in self._parts:
            part = QRectF(left, room.top(), amount * scale, room.height())
            if hatched:
                painter.fillRect(part, theme.colour(f"{name}_soft"))
                painter.fillRect(part, _hatch(name))
            else:
                painter.fillRect(part, theme.colour(name))
            left += amount * scale
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room)


def _hatch(name: str) -> QBrush:
    return QBrush(theme.colour(name), Qt.BrushStyle.BDiagPattern)
