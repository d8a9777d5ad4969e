"""What drawings with marks have in common: they hold still, repaint with the focus, and have one mark under the pointer and one current."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPalette, QResizeEvent, QWheelEvent

from app.ui.charts.plotting import pg


class StillPlot(pg.PlotWidget):  # type: ignore[misc]  # the library has no types
    """A drawing that is neither dragged nor zoomed and has no menu; `lay_out` places it anew when there `is_drawn` anything."""

    def __init__(self, colours: QPalette | None = None, **more: Any) -> None:
        super().__init__(background=None, **more)
        self._colours = colours  # for a picture on white; None: the window's own
        item = self.getPlotItem()
        item.hideButtons()
        item.setMenuEnabled(False)
        view = item.getViewBox()
        view.setMouseEnabled(x=False, y=False)
        view.setDefaultPadding(0)
        view.disableAutoRange()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFrameShape(pg.PlotWidget.Shape.NoFrame)

    @property
    def is_drawn(self) -> bool:
        """Also asked while the base class is being made, before the subclass has fields of its own."""
        raise NotImplementedError

    def lay_out(self) -> None:
        raise NotImplementedError

    def colours(self) -> QPalette:
        return self.palette() if self._colours is None else self._colours

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_drawn:
            self.lay_out()


class PointedPlot(StillPlot):
    """Marks by number. Signals: `hovered(index)` (-1: none), `current_changed(index)`, `opened(index)`."""

    hovered = Signal(int)
    current_changed = Signal(int)
    opened = Signal(int)
    _current: int = -1
    _hover: int = -1

    @property
    def current(self) -> int:
        return self._current

    def index_at(self, position: QPointF) -> int:
        """The mark at a point of the viewport; -1 for none."""
        raise NotImplementedError

    def set_current(self, index: int) -> None:
        """Marks one; nothing is emitted."""
        raise NotImplementedError

    def _show_hover(self) -> None:
        """Draw the mark under the pointer, or take it away."""
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover_at(self.index_at(event.position()))
        event.accept()

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)
        self._hover_at(-1)

    def _hover_at(self, index: int) -> None:
        if index != self._hover:
            self._hover = index
            self._show_hover()
            self.hovered.emit(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        index = self.index_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and index >= 0:
            self._choose(index)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position())
        if index >= 0:
            self.opened.emit(index)
        event.accept()

    def _choose(self, index: int) -> None:
        self.set_current(index)
        self.current_changed.emit(index)
