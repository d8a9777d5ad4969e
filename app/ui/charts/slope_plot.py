"""The drawing of scenarios: each unit's rank by up to six recipes as one line, all lines in one item."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPalette

from app.domain import swedish
from app.domain.riskindex.series import Band
from app.ui.charts.colours import band_colour, muted
from app.ui.charts.plotting import pg
from app.ui.charts.pointed_plot import PointedPlot

_NEAR = 14.0  # pixels
_EDGE = 0.03  # room for the dots at both ends
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class SlopeLine:
    """One unit; `ranks` has one entry a scenario, 0 for none."""

    code: str
    name: str
    ranks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Slope:
    scenarios: tuple[str, ...]
    lines: tuple[SlopeLine, ...]

    def words(self, line: SlopeLine) -> str:
        """'Tensta: plats 1 i Grundrecept 1, plats 3 i Fattigdom väger dubbelt 1'."""
        parts = [
            f"plats {swedish.integer(rank) if rank else 'saknas'} i {name}" for rank, name in zip(line.ranks, self.scenarios, strict=True)
        ]
        return f"{line.name}: {', '.join(parts)}"


class SlopePlot(PointedPlot):
    """Signals: `hovered(index)` and `current_changed(index)` into the lines; -1: none."""

    _slope: Slope | None = None  # the base class resizes before our own fields stand

    def __init__(self, colours: QPalette | None = None) -> None:
        super().__init__(colours)
        self._points = np.zeros((0, 3))  # scenario, rank, line
        self.lines = pg.PlotCurveItem(antialias=True)
        self.marked = pg.PlotCurveItem(antialias=True)
        self.dots = pg.ScatterPlotItem(pxMode=True)
        item = self.getPlotItem()
        for side in ("left", "bottom", "top", "right"):
            item.showAxis(side)
            item.getAxis(side).setStyle(showValues=False, tickLength=0)
            item.getAxis(side).setTicks([[]])
            item.getAxis(side).setPen(pg.mkPen(None))
        view = item.getViewBox()
        view.invertY(True)
        for one in (self.lines, self.marked, self.dots):
            self.addItem(one)
        self.setMinimumSize(320, 160)

    @property
    def is_drawn(self) -> bool:
        return self._slope is not None

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def slope(self) -> Slope | None:
        return self._slope

    def set_slope(self, slope: Slope, current: int = -1) -> None:
        self._slope, self._current, self._hover = slope, current, -1
        ranks = np.array([line.ranks for line in slope.lines], dtype=float).reshape(len(slope.lines), len(slope.scenarios))
        ranks[ranks == 0] = np.nan
        places = np.tile(np.arange(len(slope.scenarios), dtype=float), len(slope.lines))
        numbers = np.repeat(np.arange(len(slope.lines), dtype=float), len(slope.scenarios))
        self._points = np.column_stack([places, ranks.ravel(), numbers])
        self.restyle()
        self.lay_out()

    def restyle(self) -> None:
        """Takes colours from the palette; also after a change between light and dark."""
        if self._slope is None:
            return
        palette = self.colours()
        count = len(self._slope.scenarios)
        x, y = self._points[:, 0], self._points[:, 1]
        connect = np.ones(len(x), dtype=np.int32)
        if count:
            connect[count - 1 :: count] = 0
        there = ~np.isnan(y)
        connect[:-1][~(there[:-1] & there[1:])] = 0
        pen = pg.mkPen(muted(palette), width=1)  # wider, many crossing lines take a hundred times as long
        self.lines.setData(x=x, y=np.where(there, y, 0.0), connect=connect, pen=pen)
        self.dots.setData(x=x[there], y=y[there], size=7, brush=pg.mkBrush(muted(palette)), pen=pg.mkPen(None))
        self._mark()

    def _mark(self) -> None:
        shown = self._hover if self._hover >= 0 else self._current
        own = self._points[(self._points[:, 2] == shown) & ~np.isnan(self._points[:, 1])]
        pen = pg.mkPen(band_colour(Band.BELOW, self.colours()), width=3)
        self.marked.setData(x=own[:, 0], y=own[:, 1], pen=pen)
        self.viewport().update()

    def _font_height(self) -> float:
        return QFontMetricsF(self.font()).height()

    def height_for_all(self) -> int:
        lines = len(self._slope.lines) if self._slope is not None else 1
        return round(max(160.0, lines * (self._font_height() + 3) + 3 * self._font_height()))

    def lay_out(self) -> None:
        if self._slope is None:
            return
        metrics = QFontMetricsF(self.font())
        names = max((metrics.horizontalAdvance(f"{line.name} 000") for line in self._slope.lines), default=60.0) + 20
        room = min(names, self.width() * 0.3)
        item = self.getPlotItem()
        item.getAxis("left").setWidth(room)
        item.getAxis("right").setWidth(room)
        item.getAxis("top").setHeight(2 * metrics.height() + 6)
        item.getAxis("bottom").setHeight(6)
        ranks = self._points[:, 1][~np.isnan(self._points[:, 1])]
        low, high = (float(ranks.min()), float(ranks.max())) if ranks.size else (1.0, 2.0)
        self.setXRange(-_EDGE, max(1, len(self._slope.scenarios) - 1) + _EDGE, padding=0)
        self.setYRange(low - 0.7, high + 0.7, padding=0)
        item.layout.activate()
        self.viewport().update()

    # --- names at the ends, scenarios above -------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if self._slope is None or not self._slope.lines:
            return
        painter.save()
        painter.setFont(self.font())
        frame = self.getViewBox().sceneBoundingRect()
        self._paint_scenarios(painter, frame)
        last = len(self._slope.scenarios) - 1
        self._paint_names(painter, 0, QRectF(0, frame.top(), frame.left() - 8, frame.height()), _RIGHT)
        self._paint_names(painter, last, QRectF(frame.right() + 8, frame.top(), self.width() - frame.right() - 8, frame.height()), _LEFT)
        painter.restore()

    def _paint_scenarios(self, painter: QPainter, frame: QRectF) -> None:
        assert self._slope is not None
        painter.setPen(self.colours().color(QPalette.ColorRole.Text))
        count = len(self._slope.scenarios)
        step = frame.width() / max(1, count - 1)
        for number, name in enumerate(self._slope.scenarios):
            middle = self.getViewBox().mapViewToScene(QPointF(number, 0)).x()
            width = max(90.0, step - 10)
            left = min(max(0.0, middle - width / 2), self.width() - width)
            place = QRectF(left, 0, width, frame.top() - 4)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
            painter.drawText(place, int(flags), name)

    def _paint_names(self, painter: QPainter, scenario: int, room: QRectF, flags: Qt.AlignmentFlag) -> None:
        """Names beside their line's end, pushed apart a little where they would stand on each other."""
        assert self._slope is not None
        line_height = self._font_height()
        wanted = sorted(
            (self.getViewBox().mapViewToScene(QPointF(0, line.ranks[scenario])).y(), line.ranks[scenario], number)
            for number, line in enumerate(self._slope.lines)
            if line.ranks[scenario]
        )
        low = room.top() - line_height
        palette, metrics = self.colours(), QFontMetricsF(self.font())
        shown = self._hover if self._hover >= 0 else self._current
        for y, rank, number in wanted:
            middle = max(y, low + line_height)
            if middle - y > line_height and number != shown:
                continue  # too far from its line to be read with it; hover and table have it
            low = middle
            line = self._slope.lines[number]
            text = f"{line.name} {rank}" if flags == _RIGHT else f"{rank} {line.name}"
            font = self.font()
            font.setBold(number == shown)
            painter.setFont(font)
            painter.setPen(palette.color(QPalette.ColorRole.Text) if number == shown or shown < 0 else muted(palette))
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(QRectF(room.left(), middle - line_height / 2, room.width(), line_height), flags, elided)

    # --- pointer and keys -------------------------------------------------------------------------

    def index_at(self, position: QPointF) -> int:
        """The line whose dot is nearest a point of the viewport; -1 when none is near."""
        if not len(self._points):
            return -1
        view = self.getViewBox()
        frame, (across, down) = view.sceneBoundingRect(), view.viewRange()
        scene = self.mapToScene(position.toPoint())
        x = frame.left() + (self._points[:, 0] - across[0]) / (across[1] - across[0]) * frame.width()
        y = frame.top() + (np.nan_to_num(self._points[:, 1], nan=-1e6) - down[0]) / (down[1] - down[0]) * frame.height()
        away = np.hypot(x - scene.x(), y - scene.y())
        nearest = int(away.argmin())
        return int(self._points[nearest, 2]) if away[nearest] <= _NEAR else -1

    def _show_hover(self) -> None:
        self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lines = self._slope.lines if self._slope is not None else ()
        if not lines or event.key() not in _STEPS:
            event.ignore()
            return
        order = sorted(range(len(lines)), key=lambda one: lines[one].ranks[:1] or (0,))
        place = order.index(self._current) if self._current in order else -1
        self._choose(order[min(max(0, place + _STEPS[Qt.Key(event.key())]), len(order) - 1)])

    def set_current(self, index: int) -> None:
        self._current = index
        self._mark()
