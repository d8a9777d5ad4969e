"""A drawing kept as a picture, so that a mark that follows the pointer costs the mark alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget


class KeptPicture:
    """The last drawing of a widget; made anew when its size, its colours or what it shows has changed."""

    def __init__(self) -> None:
        self._key: Hashable = None
        self._picture = QPixmap()

    def forget(self) -> None:
        self._key = None

    def of(self, widget: QWidget, shows: Hashable, draw: Callable[[QPainter], None]) -> QPixmap:
        """`draw` is called with a painter in the widget's own coordinates when `shows` is not what was drawn last."""
        ratio = widget.devicePixelRatioF()
        key = (shows, widget.width(), widget.height(), ratio, widget.palette().cacheKey(), widget.font().key())
        if key != self._key:
            self._picture = QPixmap(round(widget.width() * ratio), round(widget.height() * ratio))
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.setFont(widget.font())
            draw(painter)
            painter.end()
            self._key = key
        return self._picture
