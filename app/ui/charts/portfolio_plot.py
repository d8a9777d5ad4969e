"""The drawing of the portfolio: index across, kronor per inhabitant upwards, one mark a unit."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from app.domain import swedish
from app.domain.riskindex.portfolio import Point, Portfolio
from app.domain.riskindex.series import BANDS, REFERENCE
from app.ui.charts.colours import band_colour, muted

RADIUS = 6.0
_NEAR = 14.0  # how far from a mark the pointer may be
_STEPS = {Qt.Key.Key_Left: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: -1, Qt.Key.Key_Up: -1}  # points stand by falling index


class PortfolioPlot(QWidget):
    """Signals: `hovered(index)` (-1: none), `current_changed(index)`, `opened(index)`; indexes count `Portfolio.drawn`."""

    hovered = Signal(int)
    current_changed = Signal(int)
    opened = Signal(int)

    def __init__(self, colours: QPalette | None = None) -> None:
        super().__init__()
        self._colours = colours  # for a picture on white; None: the window's own
        self._points: tuple[Point, ...] = ()
        self._line_text = ""
        self._bands = BANDS
        self._current = self._hover = -1
        self._spans = (0.0, 1.0, 1.0)  # lowest and highest index, highest kronor per inhabitant
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 180)

    def set_portfolio(self, shown: Portfolio, current: int = -1) -> None:
        self._points, self._current, self._hover = shown.drawn, current, -1
        self._spans, self._bands = _spans(self._points), shown.bands
        self._line_text = f"{shown.compared_with[:1].upper()}{shown.compared_with[1:]} = 100"
        self.update()

    def set_current(self, index: int) -> None:
        """Marks a point; nothing is emitted."""
        self._current = index
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    # --- places -----------------------------------------------------------------------------------

    @property
    def _frame(self) -> QRectF:
        metrics = QFontMetricsF(self.font())
        left = metrics.horizontalAdvance("0 000") + 16
        return QRectF(left, 2 * metrics.height() + 4, self.width() - left - 24, self.height() - 4.6 * metrics.height() - 16)

    def places(self) -> list[QPointF]:
        """Where each point stands."""
        low, high, most = self._spans
        frame = self._frame
        left, bottom, across, up = frame.left(), frame.bottom(), frame.width() / (high - low), frame.height() / most
        return [QPointF(left + across * ((one.index or 0.0) - low), bottom - up * (one.per_inhabitant or 0.0)) for one in self._points]

    def index_at(self, position: QPointF) -> int:
        """The nearest mark within reach; -1: none."""
        near = [(math.hypot(at.x() - position.x(), at.y() - position.y()), number) for number, at in enumerate(self.places())]
        distance, number = min(near, default=(math.inf, -1))
        return number if distance <= _NEAR else -1

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._axes(painter)
        places = self.places()
        for number in sorted(range(len(self._points)), key=lambda number: number in (self._hover, self._current)):
            self._mark(painter, number, places[number])
        self._names(painter, places)
        painter.end()

    def colours(self) -> QPalette:
        return self.palette() if self._colours is None else self._colours

    def _axes(self, painter: QPainter) -> None:
        palette, frame, metrics = self.colours(), self._frame, QFontMetricsF(self.font())
        low, high, most = self._spans
        grey = muted(palette)
        faint = palette.color(QPalette.ColorRole.Text)
        faint.setAlpha(28)
        step = _step(most)
        painter.setPen(grey)
        painter.drawText(QRectF(0, 0, self.width(), metrics.height() + 2), Qt.AlignmentFlag.AlignLeft, "Beviljat, kronor per invånare")
        value = 0.0
        while value <= most:
            y = frame.bottom() - frame.height() * value / most
            painter.setPen(QPen(faint, 1))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(grey)
            room = QRectF(0, y - metrics.height() / 2, frame.left() - 8, metrics.height())
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, swedish.decimal(value, 0 if step >= 1 else 1)
            )
            value += step
        for tick in range(int(math.ceil(low / 20) * 20), int(high) + 1, 20):
            x = frame.left() + frame.width() * (tick - low) / (high - low)
            room = QRectF(x - 30, frame.bottom() + 10, 60, metrics.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, str(tick))
        painter.drawText(
            QRectF(frame.left(), frame.bottom() + 12 + metrics.height(), frame.width(), metrics.height() + 2),
            Qt.AlignmentFlag.AlignRight,
            "Index",
        )
        line = frame.left() + frame.width() * (REFERENCE - low) / (high - low)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(line, frame.top()), QPointF(line, frame.bottom()))
        painter.drawText(
            QRectF(line - 70, frame.top() - metrics.height() - 2, 140, metrics.height()), Qt.AlignmentFlag.AlignHCenter, self._line_text
        )

    def _mark(self, painter: QPainter, number: int, at: QPointF) -> None:
        """Filled where something was granted, hollow where nothing was."""
        point, palette = self._points[number], self.colours()
        colour = band_colour(self._bands.of(point.index or 0.0), palette)
        is_marked = number in (self._current, self._hover)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Text) if is_marked else colour, 2.5 if is_marked else 1.8))
        painter.setBrush(colour if point.granted else palette.color(QPalette.ColorRole.Base))
        painter.drawEllipse(at, RADIUS, RADIUS)
        if number == self._current and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            painter.drawEllipse(at, RADIUS + 4, RADIUS + 4)

    def _names(self, painter: QPainter, places: list[QPointF]) -> None:
        """Names where they do not lie on each other: the one in view first, then those that have got most, then by index."""
        metrics = QFontMetricsF(self.font())
        order = sorted(
            range(len(self._points)), key=lambda n: (n not in (self._current, self._hover), -(self._points[n].per_inhabitant or 0.0), n)
        )
        marks = [QRectF(at.x() - RADIUS, at.y() - RADIUS, 2 * RADIUS, 2 * RADIUS) for at in places]
        taken, frame = [self._line_room()], self._frame
        painter.setPen(self.colours().color(QPalette.ColorRole.Text))
        for number in order:
            at, width = places[number], metrics.horizontalAdvance(self._points[number].name)
            for left in (at.x() + RADIUS + 4, at.x() - RADIUS - 4 - width):
                room = QRectF(left, at.y() - metrics.height() / 2, width, metrics.height())
                is_free = not any(room.intersects(other) for other in (*taken, *marks))
                if (is_free or number == self._current) and left >= frame.left() and room.right() <= self.width():
                    painter.drawText(
                        room.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._points[number].name
                    )
                    taken.append(room)
                    break

    def _line_room(self) -> QRectF:
        low, high, _most = self._spans
        frame = self._frame
        return QRectF(frame.left() + frame.width() * (REFERENCE - low) / (high - low) - 2, frame.top(), 4, frame.height())

    # --- pointer and keys -------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover_at(self.index_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover_at(-1)

    def _hover_at(self, index: int) -> None:
        if index != self._hover:
            self._hover = index
            self.update()
            self.hovered.emit(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and index >= 0:
            self._choose(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position())
        if index >= 0:
            self.opened.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self._points) - 1
        if last < 0:
            event.ignore()
        elif key in _STEPS:
            self._choose(min(max(0, self._current + _STEPS[Qt.Key(key)]), last))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self.opened.emit(self._current)
        else:
            event.ignore()

    def _choose(self, index: int) -> None:
        self.set_current(index)
        self.current_changed.emit(index)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()


def _spans(points: tuple[Point, ...]) -> tuple[float, float, float]:
    """Lowest and highest index, highest kronor per inhabitant."""
    indexes = [one.index or 0.0 for one in points] + [REFERENCE]
    highest = max((one.per_inhabitant or 0.0 for one in points), default=0.0)
    return math.floor(min(indexes) / 10) * 10 - 5, math.ceil(max(indexes) / 10) * 10 + 5, max(highest * 1.08, 1.0)


def _step(most: float) -> float:
    """A round distance between lines: 1, 2 or 5 times a power of ten, at most six lines."""
    power = 10.0 ** math.floor(math.log10(most / 5)) if most > 0 else 1.0
    return next((times * power for times in (1, 2, 5, 10) if most / (times * power) <= 6), 10 * power)
