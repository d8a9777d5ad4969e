"""The drawing of a unit's rank by every method: one dot a method, in rows by one choice at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPalette

from app.domain import swedish
from app.domain.riskindex.series import Band
from app.domain.riskindex.statements import MethodRank
from app.ui.charts.colours import band_colour, muted
from app.ui.charts.plotting import pg
from app.ui.charts.pointed_plot import PointedPlot

GROUPINGS = ("Jämförbarhet", "Vad 100 står för", "Sammanvägning", "Tunna indikatorer")
_NEAR = 12.0  # pixels
_SPREAD = 0.34  # of a row, up and down
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def group_of(mark: MethodRank, grouping: int) -> str:
    if grouping == 3:
        return "medräknade" if mark.has_thin else "utelämnade"
    return (mark.normalisation, mark.reference, mark.aggregation)[grouping].label


class RankStripPlot(PointedPlot):
    """Signals: `hovered(index)` and `current_changed(index)` into the marks given; -1: none."""

    _marks: tuple[MethodRank, ...] = ()  # the base class resizes before our own fields stand

    def __init__(self, colours: QPalette | None = None) -> None:
        super().__init__(colours)
        self._today = self._ranked = self._cut = 0
        self._grouping = 0
        self._points = np.zeros((0, 2))
        self._order: list[int] = []
        self.dots = pg.ScatterPlotItem(pxMode=True)
        self.ring = pg.ScatterPlotItem(pxMode=True)
        self.today_line = pg.InfiniteLine(angle=90, movable=False)
        self.cut_line = pg.InfiniteLine(angle=90, movable=False)
        item = self.getPlotItem()
        view = item.getViewBox()
        view.invertY(True)
        item.getAxis("bottom").enableAutoSIPrefix(False)
        for one in (self.today_line, self.cut_line, self.dots, self.ring):
            self.addItem(one)
        self.setMinimumSize(320, 150)

    @property
    def is_drawn(self) -> bool:
        return bool(self._marks)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def marks(self) -> tuple[MethodRank, ...]:
        return self._marks

    def set_marks(self, marks: Sequence[MethodRank], *, today: int, ranked: int, cut: int = 0, grouping: int = 0) -> None:
        """`today` is the rank by the recipe in hand, `ranked` how many have one, `cut` the last place that the statement takes in."""
        self._marks = tuple(one for one in marks if one.rank > 0)
        self._today, self._ranked, self._cut, self._grouping = today, max(ranked, 1), cut, grouping
        self._current = self._hover = -1
        self._place()
        self.restyle()

    def _groups(self) -> list[str]:
        return list(dict.fromkeys(group_of(one, self._grouping) for one in self._marks))

    def _place(self) -> None:
        """Dots of one rank in one row are spread up and down so that each can be seen."""
        rows = {name: number for number, name in enumerate(self._groups())}
        self._points = np.zeros((len(self._marks), 2))
        same: dict[tuple[int, int], list[int]] = {}
        for number, mark in enumerate(self._marks):
            same.setdefault((rows[group_of(mark, self._grouping)], mark.rank), []).append(number)
        for (row, rank), numbers in same.items():
            for place, number in enumerate(numbers):
                offset = (place - (len(numbers) - 1) / 2) * min(0.11, 2 * _SPREAD / max(1, len(numbers) - 1))
                self._points[number] = rank, row + 0.5 + offset
        self._order = sorted(
            range(len(self._marks)), key=lambda one: (self._points[one][1] // 1, self._points[one][0], self._points[one][1])
        )

    def restyle(self) -> None:
        """Takes colours and fonts from the palette; also after a change between light and dark."""
        palette = self.colours()
        grey = muted(palette)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(grey if side == "bottom" else None))
            axis.setTextPen(pg.mkPen(palette.color(QPalette.ColorRole.Text)))
            axis.setStyle(tickFont=self.font(), tickLength=-4 if side == "bottom" else 0)
        self.today_line.setPen(pg.mkPen(palette.color(QPalette.ColorRole.Text), width=1.5, style=Qt.PenStyle.DashLine))
        self.cut_line.setPen(pg.mkPen(grey, width=1.5, style=Qt.PenStyle.DotLine))
        true, false = band_colour(Band.BELOW, palette), band_colour(Band.FAR_ABOVE, palette)
        looks = {True: ("o", true), False: ("x", false), None: ("t", grey)}
        self.dots.setData(
            x=self._points[:, 0],
            y=self._points[:, 1],
            symbol=[looks[one.holds][0] for one in self._marks],
            brush=[pg.mkBrush(looks[one.holds][1]) for one in self._marks],
            pen=[pg.mkPen(palette.color(QPalette.ColorRole.Base), width=0.8) for one in self._marks],
            size=10,
        )
        self._ring()
        self.lay_out()

    def _ring(self) -> None:
        shown = self._hover if self._hover >= 0 else self._current
        points = self._points[shown : shown + 1] if shown >= 0 else self._points[:0]
        pen = pg.mkPen(self.colours().color(QPalette.ColorRole.Text), width=2)
        self.ring.setData(x=points[:, 0], y=points[:, 1], symbol="o", size=17, brush=None, pen=pen)

    def height_for_all(self) -> int:
        line = QFontMetricsF(self.font()).height()
        return round(max(1, len(self._groups())) * max(60.0, 3.2 * line) + 3.4 * line + 16)

    def lay_out(self) -> None:
        groups = self._groups()
        metrics = QFontMetricsF(self.font())
        item = self.getPlotItem()
        widest = max((metrics.horizontalAdvance(one) for one in groups), default=60.0)
        item.getAxis("left").setWidth(min(widest + 14, max(90.0, self.width() * 0.34)))
        item.getAxis("left").setTicks([[(number + 0.5, name) for number, name in enumerate(groups)]])
        item.getAxis("bottom").setHeight(2.2 * metrics.height() + 8)
        item.setContentsMargins(0, metrics.height() + 4, 8, 0)
        item.getAxis("bottom").setTicks([[(one, str(one)) for one in self._ticks()]])
        self.setXRange(0.3, self._ranked + 0.7, padding=0)
        self.setYRange(0, max(1, len(groups)), padding=0)
        self.today_line.setVisible(self._today > 0)
        self.today_line.setPos(self._today)
        self.cut_line.setVisible(0 < self._cut < self._ranked)
        self.cut_line.setPos(self._cut + 0.5)
        self.viewport().update()

    def _ticks(self) -> list[int]:
        step = next(one for one in (1, 2, 5, 10, 20, 50, 100, 1_000, 10_000) if self._ranked / one <= 12)
        return [1, *range(step if step > 1 else 2, self._ranked + 1, step)]

    # --- words beside the lines -------------------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if not self._marks:
            return
        painter.save()
        painter.setFont(self.font())
        frame, metrics = self.getViewBox().sceneBoundingRect(), QFontMetricsF(self.font())
        line = metrics.height()
        painter.setPen(self.colours().color(QPalette.ColorRole.Text))
        today = f"Nu: plats {swedish.integer(self._today)}"
        if self._today > 0:
            self._write(painter, frame, self._today, today, frame.top() - line - 2)
        painter.setPen(muted(self.colours()))
        axis = QRectF(frame.left(), self.height() - line - 2, frame.width(), line)
        painter.drawText(axis, Qt.AlignmentFlag.AlignLeft, "Plats (1 = högst index)")
        if 0 < self._cut < self._ranked:
            text = f"de {self._cut} första till vänster om den prickade linjen"
            if metrics.horizontalAdvance(text) + metrics.horizontalAdvance("Plats (1 = högst index)") + 20 < frame.width():
                painter.drawText(axis, Qt.AlignmentFlag.AlignRight, text)
        painter.restore()

    def _write(self, painter: QPainter, frame: QRectF, x: float, text: str, top: float) -> None:
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 4
        middle = self.getViewBox().mapViewToScene(QPointF(x, 0)).x()
        left = min(max(frame.left(), middle - width / 2), frame.right() - width)
        painter.drawText(QRectF(left, top, width, QFontMetricsF(painter.font()).height() + 2), Qt.AlignmentFlag.AlignCenter, text)

    # --- pointer and keys -------------------------------------------------------------------------

    def index_at(self, position: QPointF) -> int:
        """The dot nearest a point of the viewport; -1 when none is near."""
        if not len(self._points):
            return -1
        view = self.getViewBox()
        frame, (low, high) = view.sceneBoundingRect(), view.viewRange()
        scene = self.mapToScene(position.toPoint())
        x = frame.left() + (self._points[:, 0] - low[0]) / (low[1] - low[0]) * frame.width()
        y = frame.top() + (self._points[:, 1] - high[0]) / (high[1] - high[0]) * frame.height()
        away = np.hypot(x - scene.x(), y - scene.y())
        nearest = int(away.argmin())
        return nearest if away[nearest] <= _NEAR else -1

    def set_current(self, index: int) -> None:
        self._current = index
        self._ring()

    def _show_hover(self) -> None:
        self._ring()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self._order) - 1
        place = self._order.index(self._current) if self._current >= 0 else -1
        if last < 0 or (key not in _STEPS and key not in (Qt.Key.Key_Home, Qt.Key.Key_End)):
            event.ignore()
        elif key in _STEPS:
            self._choose(self._order[min(max(0, place + _STEPS[Qt.Key(key)]), last)])
        else:
            self._choose(self._order[0 if key == Qt.Key.Key_Home else last])
