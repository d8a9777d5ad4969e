"""Small charts side by side on one scale, one a board: its line, or those of its parts, over the city's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.domain import swedish
from app.domain.riskindex.development import Development
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.series import REFERENCE, Level
from app.ui.charts.colours import muted
from app.ui.charts.development_plot import extent, line_colour, lone
from app.ui.charts.kept_picture import KeptPicture

LEAST_WIDTH, LEAST_HEIGHT = 150, 92  # of a small chart at the normal text size
MOST_CONTEXT = 40  # lines of the others behind each
OTHERS = "Övriga"
_GAP = 10.0
_NEAR = 20.0
_LEFT, _RIGHT, _MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Small:
    """One small chart: its title and the places of its units."""

    title: str
    units: tuple[int, ...]


def small_charts(shown: Development) -> tuple[Small, ...]:
    """One chart a board in Swedish order; units that lie in no board come last."""
    if shown.level is Level.BOARD:
        order = sorted(range(len(shown.units)), key=lambda unit: swedish.sort_key(shown.labels[unit]))
        return tuple(Small(shown.labels[unit], (unit,)) for unit in order)
    found: dict[str, list[int]] = {}
    for unit, group in enumerate(shown.groups):
        found.setdefault(group, []).append(unit)
    names = sorted(found, key=lambda name: (not name, swedish.sort_key(name)))
    return tuple(Small(name or OTHERS, tuple(sorted(found[name], key=lambda unit: swedish.sort_key(shown.labels[unit])))) for name in names)


class Grid:
    """Where each small chart stands in a given width and height."""

    def __init__(self, count: int, width: float, height: float, font: QFont) -> None:
        self.line = QFontMetricsF(font).height()
        scale = self.line / 16.0
        least_width, least_height = LEAST_WIDTH * scale, LEAST_HEIGHT * scale
        self.axis = QFontMetricsF(font).horizontalAdvance("000") + 8
        room = max(least_width, width - self.axis)
        self.columns = max(1, min(count, int((room + _GAP) / (least_width + _GAP))))
        self.rows = max(1, -(-count // self.columns))
        self.cell_width = (room - (self.columns - 1) * _GAP) / self.columns
        fitting = (height - (self.rows - 1) * _GAP) / self.rows
        self.cell_height = min(max(least_height, fitting), max(least_height, self.cell_width * 1.1))
        self.height = self.rows * self.cell_height + (self.rows - 1) * _GAP

    def cell(self, place: int) -> QRectF:
        row, column = divmod(place, self.columns)
        left = self.axis + column * (self.cell_width + _GAP)
        return QRectF(left, row * (self.cell_height + _GAP), self.cell_width, self.cell_height)

    def frame(self, place: int) -> QRectF:
        """The part of a cell in which lines are drawn."""
        return self.cell(place).adjusted(2, self.line + 3, -2, -self.line - 2)

    def at(self, x: float, y: float) -> int:
        """The chart under a point, -1 for none; there may be fewer charts than places."""
        column, row = int((x - self.axis) // (self.cell_width + _GAP)), int(y // (self.cell_height + _GAP))
        return row * self.columns + column if 0 <= column < self.columns and 0 <= row < self.rows and x >= self.axis else -1


class MultiplesPlot(QAbstractScrollArea):
    """Signals as those of DevelopmentPlot."""

    hovered = Signal(int, int)
    current_changed = Signal(int)
    year_changed = Signal()
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Development | None = None
        self._charts: tuple[Small, ...] = ()
        self._current = -1
        self._hover = (-1, -1)
        self._kept = KeptPicture()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(300, 150)

    @property
    def shown(self) -> Development | None:
        return self._shown

    @property
    def current(self) -> int:
        return self._current

    @property
    def year(self) -> int:
        """The last: small charts are not walked year by year."""
        return len(self._shown.years) - 1 if self._shown is not None else -1

    @property
    def charts(self) -> tuple[Small, ...]:
        return self._charts

    def set_lines(self, shown: Development, current: int = -1) -> None:
        self._shown, self._charts, self._current, self._hover = shown, small_charts(shown), current, (-1, -1)
        self._kept.forget()
        self._fit()
        self.viewport().update()

    def set_current(self, unit: int) -> None:
        self._current = unit
        place = self._chart_of(unit)
        if place >= 0:
            cell, bar = self._grid().cell(place), self.verticalScrollBar()
            if cell.top() < bar.value():
                bar.setValue(int(cell.top()))
            elif cell.bottom() > bar.value() + self.viewport().height():
                bar.setValue(int(cell.bottom() - self.viewport().height()) + 1)
        self.viewport().update()

    def restyle(self) -> None:
        self._fit()
        self.viewport().update()

    def _grid(self) -> Grid:
        return Grid(len(self._charts), self.viewport().width(), self.viewport().height(), self.font())

    def _fit(self) -> None:
        bar, height = self.verticalScrollBar(), self._grid().height
        bar.setRange(0, max(0, round(height - self.viewport().height())))
        bar.setPageStep(max(1, self.viewport().height()))
        bar.setSingleStep(40)

    def _chart_of(self, unit: int) -> int:
        return next((place for place, one in enumerate(self._charts) if unit in one.units), -1)

    # --- events -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None or not self._shown.is_drawable:
            return
        top, painter = self.verticalScrollBar().value(), QPainter(self.viewport())
        picture = self._kept.of(self.viewport(), (top, self._current, self.hasFocus()), self._paint_all)
        painter.drawPixmap(0, 0, picture)
        if self._hover[0] >= 0:
            painter.translate(0, -top)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            scale = Scale(self._shown, self._grid().frame(self._chart_of(self._hover[0])))
            _paint_hover(painter, self._shown, scale, self.palette(), self._current, self._hover)
        painter.end()

    def _paint_all(self, painter: QPainter) -> None:
        assert self._shown is not None
        top, room = self.verticalScrollBar().value(), self.viewport().rect()
        painter.translate(0, -top)
        seen = QRectF(0, top, room.width(), room.height())
        paint(painter, self._shown, self._charts, self._grid(), self.palette(), self._current, self.hasFocus(), seen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "_hover"):
            self.restyle()

    def place_at(self, position: QPointF) -> tuple[int, int]:
        """(unit, year) nearest to a point of the viewport within the small chart under it."""
        if self._shown is None:
            return -1, -1
        grid, y = self._grid(), position.y() + self.verticalScrollBar().value()
        place = grid.at(position.x(), y)
        if not 0 <= place < len(self._charts):
            return -1, -1
        frame = grid.frame(place)
        years = len(self._shown.years)
        year = min(max(0, round((position.x() - frame.left()) / max(1.0, frame.width()) * (years - 1))), years - 1)
        units = [unit for unit in self._charts[place].units if not np.isnan(self._shown.values[unit, year])]
        if not units:
            return -1, -1
        scale = Scale(self._shown, frame)
        unit = min(units, key=lambda one: abs(scale.y(self._shown.values[one, year]) - y))  # type: ignore[union-attr]
        far = len(self._charts[place].units) > 1 and abs(scale.y(self._shown.values[unit, year]) - y) > _NEAR
        return (-1, -1) if far else (unit, year)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover_at(self.place_at(event.position()))

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._hover_at((-1, -1))

    def _hover_at(self, place: tuple[int, int]) -> None:
        if place != self._hover:
            self._hover = place
            self.viewport().update()
            self.hovered.emit(*place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        unit, _year = self.place_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and unit >= 0:
            self._choose(unit)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        unit, _year = self.place_at(event.position())
        if unit >= 0:
            self.opened.emit(unit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        order = [unit for one in self._charts for unit in one.units]
        if not order:
            event.ignore()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            place = order.index(self._current) + (1 if key == Qt.Key.Key_Right else -1) if self._current in order else 0
            self._choose(order[min(max(0, place), len(order) - 1)])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._to_row(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(order[0 if key == Qt.Key.Key_Home else -1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self.opened.emit(self._current)
        else:
            event.ignore()

    def _to_row(self, step: int) -> None:
        place = self._chart_of(self._current)
        target = 0 if place < 0 else place + step * self._grid().columns
        if 0 <= target < len(self._charts):
            self._choose(self._charts[target].units[0])

    def _choose(self, unit: int) -> None:
        is_other = unit != self._current
        self.set_current(unit)
        if is_other:
            self.current_changed.emit(unit)
        self.year_changed.emit()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()


class MultiplesPaper(QWidget):
    """All small charts for a picture; laid out and never shown."""

    def __init__(self, shown: Development, current: int, palette: QPalette, font: QFont, width: int) -> None:
        super().__init__()
        self._shown, self._current, self._colours = shown, current, palette
        self._charts = small_charts(shown)
        self.setFont(font)
        self._grid = Grid(len(self._charts), width, 0, font)
        self.resize(width, round(self._grid.height) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        room = QRectF(self.rect())
        painter.fillRect(room, self._colours.color(QPalette.ColorRole.Base))
        paint(painter, self._shown, self._charts, self._grid, self._colours, self._current, False, room)
        painter.end()


class Scale:
    """Years and index numbers to points in a frame; the same numbers in every frame."""

    def __init__(self, shown: Development, frame: QRectF) -> None:
        low, high = extent(shown)
        self.low, self.high = low, max(high, low + 1.0)
        self.frame, self.steps = frame, max(1, len(shown.years) - 1)

    def x(self, year: int) -> float:
        return self.frame.left() + year / self.steps * self.frame.width()

    def y(self, value: float) -> float:
        return self.frame.bottom() - (value - self.low) / (self.high - self.low) * self.frame.height()

    def path(self, values: Array, broken: Mask) -> QPainterPath:
        """One line, open where a value is missing or what is counted has changed."""
        path, joined = QPainterPath(), False
        for year, value in enumerate(values.tolist()):
            if isnan(value):
                joined = False
                continue
            point = QPointF(self.x(year), self.y(value))
            joined = joined and not broken[year - 1]
            if joined:
                path.lineTo(point)
            else:
                path.moveTo(point)
            joined = True
        return path


def paint(
    painter: QPainter,
    shown: Development,
    charts: Sequence[Small],
    grid: Grid,
    palette: QPalette,
    current: int,
    has_focus: bool,
    seen: QRectF,
) -> None:
    """Draw the small charts that touch `seen`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    context = len(shown.units) <= MOST_CONTEXT
    dots = lone(shown.values, shown.broken)
    for place, chart in enumerate(charts):
        if grid.cell(place).intersects(seen):
            scale = Scale(shown, grid.frame(place))
            _paint_ground(painter, shown, scale, palette, grid, place)
            if context:
                painter.setPen(QPen(line_colour(palette, many=True), 0.7))
                for unit in range(len(shown.units)):
                    if unit not in chart.units:
                        painter.drawPath(scale.path(shown.values[unit], shown.broken[unit]))
            _paint_chart(painter, shown, chart, scale, palette, current, dots)
            _paint_title(painter, shown, chart, grid, place, palette, current, has_focus)


def _paint_ground(painter: QPainter, shown: Development, scale: Scale, palette: QPalette, grid: Grid, place: int) -> None:
    frame, grey, metrics = scale.frame, muted(palette), QFontMetricsF(painter.font())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Midlight), 1))
    painter.drawRect(frame)
    y = scale.y(REFERENCE)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1.5, Qt.PenStyle.DotLine))
    painter.drawPath(scale.path(shown.city, shown.city_broken))
    painter.setPen(grey)
    below = QRectF(frame.left(), frame.bottom() + 1, frame.width(), metrics.height())
    painter.drawText(below, _LEFT | _MIDDLE, str(shown.years[0]))
    painter.drawText(below, _RIGHT | _MIDDLE, str(shown.years[-1]))
    if place % grid.columns == 0:
        for value in dict.fromkeys((scale.high, REFERENCE, scale.low)):
            middle = min(max(scale.y(value), frame.top() + 4), frame.bottom() - 4)
            if value == REFERENCE or abs(middle - y) > metrics.height():
                room = QRectF(0, middle - metrics.height() / 2, frame.left() - 6, metrics.height())
                painter.drawText(room, _RIGHT | _MIDDLE, swedish.decimal(value, 0))


def _paint_chart(painter: QPainter, shown: Development, chart: Small, scale: Scale, palette: QPalette, current: int, dots: Mask) -> None:
    accent, text = palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.Text)
    for unit in sorted(chart.units, key=lambda one: one == current):
        is_current = unit == current
        colour = accent if is_current else text if len(chart.units) == 1 else muted(palette)
        painter.setPen(QPen(colour, 2.6 if is_current else 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(scale.path(shown.values[unit], shown.broken[unit]))
        painter.setBrush(colour)
        for year in np.flatnonzero(dots[unit]):
            painter.drawEllipse(QPointF(scale.x(int(year)), scale.y(shown.values[unit, year])), 1.5, 1.5)


def _paint_hover(painter: QPainter, shown: Development, scale: Scale, palette: QPalette, current: int, hover: tuple[int, int]) -> None:
    """The line pointed at, and the value on it."""
    unit, year = hover
    colour = palette.color(QPalette.ColorRole.Accent if unit == current else QPalette.ColorRole.Text)
    painter.setPen(QPen(colour, 2.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(scale.path(shown.values[unit], shown.broken[unit]))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    painter.drawEllipse(QPointF(scale.x(year), scale.y(shown.values[unit, year])), 4, 4)


def _paint_title(
    painter: QPainter, shown: Development, chart: Small, grid: Grid, place: int, palette: QPalette, current: int, has_focus: bool
) -> None:
    cell, font = grid.cell(place), QFont(painter.font())
    is_current = current in chart.units
    font.setBold(is_current or shown.level is not Level.BOARD)
    painter.save()
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    last = shown.values[chart.units[0], -1] if len(chart.units) == 1 else float("nan")
    number = swedish.decimal(last) if not isnan(last) else ""
    taken = metrics.horizontalAdvance(number) + 8 if number else 0.0
    head = QRectF(cell.left() + 2, cell.top(), cell.width() - 4, grid.line + 2)
    painter.drawText(head, _RIGHT | _MIDDLE, number)
    title = chart.title if not (is_current and len(chart.units) > 1) else f"{chart.title}: {shown.labels[current]}"
    painter.drawText(head, _LEFT | _MIDDLE, metrics.elidedText(title, Qt.TextElideMode.ElideRight, head.width() - taken))
    if is_current and has_focus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
        painter.drawRect(cell.adjusted(-1, 0, 1, 0))
    painter.restore()
