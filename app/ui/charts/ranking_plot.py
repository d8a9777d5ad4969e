"""The drawing of a ranking: one bar item, one line at 100, names and values painted at true size beside them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPalette, QPen, QWheelEvent

from app.domain.riskindex.series import REFERENCE, Band, Bar, Ranking
from app.ui.charts.colours import band_colour, muted
from app.ui.charts.plotting import pg
from app.ui.charts.pointed_plot import PointedPlot

BAR_SHARE = 0.68  # of a row's height
CAP_SHARE = 0.16  # half the height of a whisker's ends
_GAP = 8.0
_LEFT, _RIGHT, _MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


class RankingPlot(PointedPlot):
    """Bars that fall, one row each.

    Signals: `hovered(index)` (-1: none), `current_changed(index)`, `opened(index)`, `window_changed()` (which rows are seen).
    """

    window_changed = Signal()
    _ranking: Ranking | None = None  # the base class resizes before our own fields stand

    def __init__(self, colours: QPalette | None = None) -> None:
        super().__init__(colours)
        self._bars: tuple[Bar, ...] = ()
        self._top = 0.0
        self._longest = self._names = 80.0  # pixels that the names take, and have
        self.bar_item = pg.BarGraphItem(x0=0, y=[], height=BAR_SHARE, width=[])
        self.line = pg.InfiniteLine(pos=REFERENCE, angle=90, movable=False)
        self.whisker_ground = pg.PlotCurveItem(connect="pairs")  # seen against any bar
        self.whiskers = pg.PlotCurveItem(connect="pairs")
        self._set_up()

    @property
    def is_drawn(self) -> bool:
        return self._ranking is not None

    def _set_up(self) -> None:
        item = self.getPlotItem()
        item.showAxis("top")
        item.showAxis("right")
        for side in ("left", "right", "top"):
            item.getAxis(side).setStyle(showValues=False, tickLength=0)
            item.getAxis(side).setTicks([[]])
        item.getAxis("bottom").setStyle(tickLength=-4)
        item.getAxis("bottom").enableAutoSIPrefix(False)
        item.getAxis("bottom").setTickSpacing(levels=[(50, 0)])
        view = item.getViewBox()
        view.invertY(True)
        for part in (self.bar_item, self.line, self.whisker_ground, self.whiskers):
            self.addItem(part)
        self.setMinimumSize(320, 160)

    # --- what is shown ----------------------------------------------------------------------------

    def set_ranking(self, ranking: Ranking, current: int) -> None:
        self._ranking, self._bars = ranking, ranking.bars
        self._current, self._hover = current, -1
        self.restyle()
        self.lay_out()

    def restyle(self) -> None:
        """Takes colours and fonts from the palette; also after a change between light and dark."""
        palette = self.colours()
        line_colour = muted(palette)
        for side in ("left", "top", "right"):
            self.getAxis(side).setPen(pg.mkPen(None))
        bottom = self.getAxis("bottom")
        bottom.setPen(pg.mkPen(line_colour))
        bottom.setTextPen(pg.mkPen(line_colour))
        bottom.setStyle(tickFont=self._font(), tickTextOffset=4)
        self.line.setPen(pg.mkPen(palette.color(QPalette.ColorRole.Text), width=1.5, style=Qt.PenStyle.DashLine))
        self.whisker_ground.setPen(pg.mkPen(palette.color(QPalette.ColorRole.Base), width=4))
        self.whiskers.setPen(pg.mkPen(palette.color(QPalette.ColorRole.Text), width=2))
        bold = QFontMetricsF(self._font(bold=True))
        self._longest = max((bold.horizontalAdvance(bar.label) for bar in self._bars), default=80.0)
        self._draw_bars()
        self._draw_whiskers()

    def _draw_bars(self) -> None:
        palette = self.colours()
        by_band = {band: pg.mkBrush(band_colour(band, palette)) for band in Band}
        brushes = [by_band[bar.band] for bar in self._bars]
        edge, none = pg.mkPen(palette.color(QPalette.ColorRole.Text), width=2), pg.mkPen(None)
        pens = [edge if index == self._current else none for index in range(len(self._bars))]
        self.bar_item.setOpts(
            x0=0,
            y=[index + 0.5 for index in range(len(self._bars))],
            height=BAR_SHARE,
            width=[bar.value for bar in self._bars],
            brushes=brushes or None,
            brush=None,
            pens=pens or None,
            pen=None,
        )
        self.viewport().update()

    def _draw_whiskers(self) -> None:
        """One item: a line from end to end and a cap at each, three pairs of points a bar."""
        held = [(index + 0.5, *bar.interval) for index, bar in enumerate(self._bars) if bar.interval is not None]
        rows, low, high = np.array(held, dtype=float).reshape(-1, 3).T
        x = np.stack([low, high, low, low, high, high], axis=1).ravel()
        up, down = rows - CAP_SHARE, rows + CAP_SHARE
        y = np.stack([rows, rows, up, down, up, down], axis=1).ravel()
        for item in (self.whisker_ground, self.whiskers):
            item.setData(x, y, connect="pairs")

    # --- rows and the part of them that is seen ---------------------------------------------------

    @property
    def rows_seen(self) -> float:
        """How many rows the height holds at a readable size."""
        height = self.getViewBox().height()
        return max(1.0, height / self._row_height(height))

    @property
    def top(self) -> float:
        return self._top

    def _row_height(self, height: float) -> float:
        least = QFontMetricsF(self._font()).height() + 6
        return min(max(least, height / max(1, len(self._bars))), least * 1.7)

    def height_for_all(self) -> int:
        """The height at which every bar is seen."""
        row = QFontMetricsF(self._font()).height() + 8
        return round(row * len(self._bars) + self._head_height() + QFontMetricsF(self._font()).height() + 24)

    def set_top(self, top: float) -> None:
        highest = max(0.0, len(self._bars) - self.rows_seen)
        self._top = min(max(0.0, top), highest)
        self.setYRange(self._top, self._top + self.rows_seen, padding=0)
        self.viewport().update()
        self.window_changed.emit()

    def lay_out(self) -> None:
        metrics = QFontMetricsF(self._font())
        self._names = min(self._longest, max(90.0, self.width() * 0.3))
        item = self.getPlotItem()
        item.getAxis("left").setWidth(self._names + 2 * _GAP)
        item.getAxis("right").setWidth(self._band_width() + 2 * _GAP)
        item.getAxis("top").setHeight(self._head_height())
        item.getAxis("bottom").setHeight(metrics.height() + 10)
        item.layout.activate()
        widest = max((bar.reach for bar in self._bars), default=0.0)
        room = max(80.0, self.getViewBox().width())
        number = metrics.horizontalAdvance("000,0*") + 2 * _GAP
        self.setXRange(0, max(widest * room / max(40.0, room - number), REFERENCE * 1.25), padding=0)
        self.set_top(self._top)

    def _band_width(self) -> float:
        if self._ranking is None:
            return 0.0
        metrics = QFontMetricsF(self._font())
        whole = max((metrics.horizontalAdvance(self._ranking.band_text(band)) for band in Band), default=0.0) + 12
        return min(whole, max(metrics.horizontalAdvance("mycket över") + 12, self.width() * 0.2))

    def _head_height(self) -> float:
        return QFontMetricsF(self._font(bold=True)).height() + 8

    def _font(self, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        return font

    # --- painting of names, values, bands ---------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if self._ranking is None or not self._bars:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        frame = self.getViewBox().sceneBoundingRect()
        self._paint_head(painter, frame)
        painter.setClipRect(QRectF(0, frame.top(), self.width(), frame.height()))
        for index in self._seen():
            self._paint_row(painter, frame, index)
        self._paint_bands(painter, frame)
        painter.restore()

    def _seen(self) -> range:
        return range(int(self._top), min(len(self._bars), int(self._top + self.rows_seen) + 1))

    def _scene(self, x: float, y: float) -> QPointF:
        return self.getViewBox().mapViewToScene(QPointF(x, y))

    def _paint_head(self, painter: QPainter, frame: QRectF) -> None:
        assert self._ranking is not None
        text, font = self._ranking.reference_label, self._font(bold=True)
        painter.setFont(font)
        painter.setPen(self.colours().color(QPalette.ColorRole.Text))
        width = QFontMetricsF(font).horizontalAdvance(text) + 4
        middle = self._scene(REFERENCE, 0).x()
        left = min(max(frame.left(), middle - width / 2), self.width() - width)
        painter.drawText(QRectF(left, frame.top() - self._head_height(), width, self._head_height()), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_row(self, painter: QPainter, frame: QRectF, index: int) -> None:
        assert self._ranking is not None
        bar = self._bars[index]
        top, end = self._scene(0, index), self._scene(bar.reach, index + 1)
        height = end.y() - top.y()
        marked = bar.unit in self._ranking.highlight or index == self._current
        palette = self.colours()
        if index in (self._current, self._hover):
            tint = palette.color(QPalette.ColorRole.Accent)
            tint.setAlpha(44 if index == self._current else 22)
            painter.fillRect(QRectF(0, top.y(), frame.left(), height), tint)
        font = self._font(bold=marked)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        name = QFontMetricsF(font).elidedText(bar.label, Qt.TextElideMode.ElideRight, self._names)
        painter.drawText(QRectF(_GAP, top.y(), self._names, height), _RIGHT | _MIDDLE, name)
        self._paint_value(painter, QRectF(end.x() + _GAP, top.y(), 90, height), bar.number)
        if index == self._current and self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(2, top.y() + 1, frame.left() - 4, height - 2))

    def _paint_value(self, painter: QPainter, place: QRectF, text: str) -> None:
        line = self._scene(REFERENCE, 0).x()
        if place.left() - 3 < line < place.left() + QFontMetricsF(painter.font()).horizontalAdvance(text) + 3:
            place.moveLeft(line + 5)  # beside the line, not under it
        painter.drawText(place, _LEFT | _MIDDLE, text)

    def _paint_bands(self, painter: QPainter, frame: QRectF) -> None:
        assert self._ranking is not None
        palette, font = self.colours(), self._font()
        metrics = QFontMetricsF(font)
        left = frame.right() + _GAP
        painter.setFont(font)
        for band, first, last in self._bands():
            top = max(self._scene(0, first).y() + 2, frame.top())
            bottom = min(self._scene(0, last + 1).y() - 2, frame.bottom())
            if bottom - top < metrics.height() * 0.6:
                continue
            painter.fillRect(QRectF(left, top, 4, bottom - top), band_colour(band, palette))
            room = QRectF(left + 10, top, self.width() - left - 10, bottom - top)
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            used = painter.drawText(room, _WRAPPED, self._ranking.band_text(band))
            if room.height() > used.height() + metrics.height():
                painter.setPen(muted(palette))
                painter.drawText(room.adjusted(0, used.height(), 0, 0), _WRAPPED, self._ranking.bands.limits(band))

    def _bands(self) -> Iterator[tuple[Band, int, int]]:
        """Each band with its first and last row; bars fall, so a band is one run of rows."""
        for band, rows in groupby(range(len(self._bars)), key=lambda index: self._bars[index].band):
            numbers = list(rows)
            yield band, numbers[0], numbers[-1]

    # --- pointer and keys -------------------------------------------------------------------------

    def set_current(self, index: int) -> None:
        """Marks a row and brings it into view; nothing is emitted."""
        self._current = index
        if index >= 0:
            if index < self._top:
                self.set_top(index)
            elif index + 1 > self._top + self.rows_seen:
                self.set_top(index + 1 - self.rows_seen)
        self._draw_bars()

    def index_at(self, position: QPointF) -> int:
        """The row under a point of the viewport; -1 outside the rows."""
        frame = self.getViewBox().sceneBoundingRect()
        scene = self.mapToScene(position.toPoint())
        if not frame.top() <= scene.y() <= frame.bottom() or scene.x() > frame.right():
            return -1
        row = int(self.getViewBox().mapSceneToView(scene).y())
        return row if 0 <= row < len(self._bars) else -1

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.set_top(self._top - event.angleDelta().y() / 40)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self._bars) - 1
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
