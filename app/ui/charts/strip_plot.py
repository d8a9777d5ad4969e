"""Scores on a strip from 0 to 3: each assessor a mark, the median a line; drawn in a cell, in a row, or large with names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median as middle

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain import swedish
from app.domain.scoring import HIGHEST, LOWEST, RankedCase
from app.ui.charts.colours import muted
from app.ui.tables.model import Index, RecordRole

_STEPS = range(LOWEST, HIGHEST + 1)
_SAME = 0.05  # marks nearer than this stand on each other


@dataclass(frozen=True, slots=True)
class StripMark:
    """One assessor's value; one's own is drawn as a diamond."""

    value: float
    name: str
    is_own: bool = False


def score_text(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.decimal(value, 2)


def marks_of(row: RankedCase) -> tuple[StripMark, ...]:
    return tuple(StripMark(one.total, one.person_name) for one in row.marks)


def spoken(marks: Sequence[StripMark]) -> str:
    """'Bedömare A 2,40; Bedömare B 1,10. Median 1,75.'"""
    if not marks:
        return "Ingen bedömning är inlämnad."
    each = "; ".join(f"{one.name} {score_text(one.value)}" for one in marks)
    return f"{each}. Median {score_text(middle([one.value for one in marks]))}."


def _x_of(value: float, room: QRectF) -> float:
    return room.left() + room.width() * (value - LOWEST) / (HIGHEST - LOWEST)


def paint_scale(painter: QPainter, room: QRectF, palette: QPalette, y: float, tick: float) -> None:
    """The line from 0 to 3 with a tick at each level."""
    painter.setPen(QPen(muted(palette), 1))
    painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
    for step in _STEPS:
        x = _x_of(step, room)
        painter.drawLine(QPointF(x, y - tick), QPointF(x, y + tick))


def paint_mark(painter: QPainter, place: QPointF, radius: float, palette: QPalette, *, is_own: bool) -> None:
    accent, base = palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.Base)
    painter.setPen(QPen(base if is_own else accent, 1.5))
    painter.setBrush(accent if is_own else base)
    if is_own:
        reach = radius + 2
        corners = (QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0))
        painter.drawPolygon(QPolygonF([place + one for one in corners]))
    else:
        painter.drawEllipse(place, radius, radius)


def paint_strip(painter: QPainter, rect: QRectF, marks: Sequence[StripMark], palette: QPalette) -> None:
    """The whole strip in one line: scale, median, marks; equal marks stand above each other."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = min(4.5, rect.height() / 6)
    room = rect.adjusted(radius + 3, 0, -radius - 3, 0)
    y = rect.center().y() + (radius if _stacks(marks) else 0)
    paint_scale(painter, room, palette, y, 2.5)
    if marks:
        x = _x_of(middle([one.value for one in marks]), room)
        text: QColor = palette.color(QPalette.ColorRole.Text)
        painter.setPen(QPen(text, 2))
        painter.drawLine(QPointF(x, rect.top() + 3), QPointF(x, rect.bottom() - 3))
    placed: list[float] = []
    for one in sorted(marks, key=lambda mark: mark.is_own):
        below = sum(abs(one.value - other) < _SAME for other in placed)
        placed.append(one.value)
        height = min(below * radius * 1.6, max(0.0, y - rect.top() - radius - 1))
        paint_mark(painter, QPointF(_x_of(one.value, room), y - height), radius, palette, is_own=one.is_own)
    painter.restore()


def _stacks(marks: Sequence[StripMark]) -> bool:
    values = sorted(one.value for one in marks)
    return any(after - before < _SAME for before, after in pairwise(values))


class StripLine(QWidget):
    """A strip beside text; says itself in words to those who do not see it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks: tuple[StripMark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: Sequence[StripMark]) -> None:
        self.marks = tuple(marks)
        words = spoken(self.marks)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(150, max(24, self.fontMetrics().height() + 6))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_strip(QPainter(self), QRectF(self.rect()), self.marks, self.palette())


class StripPlot(QWidget):
    """One line for each assessor on a common scale, with name and value; the median goes through all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks: tuple[StripMark, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the table with the same numbers is one key away

    def show_marks(self, marks: Sequence[StripMark]) -> None:
        self.marks = tuple(marks)
        self.setAccessibleName(spoken(self.marks))
        self.updateGeometry()
        self.update()

    def _line(self) -> int:
        return self.fontMetrics().height() + 8

    def sizeHint(self) -> QSize:
        return QSize(280, self._line() * (len(self.marks) + 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_on(painter, QRectF(self.rect()), self.palette())

    def paint_on(self, painter: QPainter, rect: QRectF, palette: QPalette) -> None:
        if not self.marks:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font())
        values = max(metrics.horizontalAdvance(score_text(one.value)) for one in self.marks) + 8
        names = min(max(metrics.horizontalAdvance(one.name) for one in self.marks) + 14, rect.width() * 0.42)
        line = float(self._line())
        room = QRectF(rect.left() + names, rect.top() + line, rect.width() - names - values - 8, line * len(self.marks))
        self._paint_axis(painter, room, palette, metrics)
        for number, one in enumerate(self.marks):
            top = room.top() + number * line
            self._paint_line(painter, one, QRectF(rect.left(), top, names - 10, line), room, palette, metrics)
            place = QRectF(rect.right() - values, top, values, line)
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, score_text(one.value))

    def _paint_axis(self, painter: QPainter, room: QRectF, palette: QPalette, metrics: QFontMetricsF) -> None:
        half = middle([one.value for one in self.marks])
        x = _x_of(half, room)
        told = f"Median {score_text(half)}"
        width = metrics.horizontalAdvance(told) + 2
        left = min(max(x - width / 2, room.left()), max(room.left(), room.right() - width))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(QRectF(left, room.top() - metrics.height() - 4, width, metrics.height()), Qt.AlignmentFlag.AlignCenter, told)
        for step in _STEPS:
            at = _x_of(step, room)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
            painter.drawLine(QPointF(at, room.top()), QPointF(at, room.bottom()))
            painter.setPen(muted(palette))
            painter.drawText(QRectF(at - 20, room.bottom() + 2, 40, metrics.height()), Qt.AlignmentFlag.AlignCenter, str(step))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))

    def _paint_line(self, painter: QPainter, one: StripMark, name: QRectF, room: QRectF, palette: QPalette, metrics: QFontMetricsF) -> None:
        y = name.center().y()
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        shown = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QPen(muted(palette), 1))
        painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        paint_mark(painter, QPointF(_x_of(one.value, room), y), 5, palette, is_own=one.is_own)


class StripDelegate(QStyledItemDelegate):
    """Paints the strip of a RankedCase in a cell of a table."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        row = index.data(RecordRole)
        if row is not None:
            paint_strip(painter, QRectF(option.rect).adjusted(4, 1, -4, -1), marks_of(row), option.palette)
