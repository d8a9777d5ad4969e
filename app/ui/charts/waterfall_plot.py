"""The drawing of a waterfall: from 100 to the index, a bar an indicator under its area; names and numbers at true size beside them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPalette, QPen

from app.domain import swedish
from app.domain.riskindex.series import REFERENCE
from app.domain.riskindex.why import Waterfall
from app.ui.charts.colours import is_dark, muted
from app.ui.charts.plotting import pg
from app.ui.charts.pointed_plot import PointedPlot

BAR_SHARE = 0.62  # of a row's height
UP_LIGHT, DOWN_LIGHT, UP_DARK, DOWN_DARK = "#b4531a", "#3f7fb5", "#e0843a", "#5b9bd0"  # apart without colour vision as well
POINTS_TITLE, PEOPLE_TITLE = "Punkter", "Till samma nivå"
_GAP = 8.0
_LEFT, _RIGHT, _MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the drawing: an area's heading, or a bar."""

    label: str
    code: str = ""  # the indicator's; '' for a heading or an area's bar
    start: float = 0.0
    end: float = 0.0
    points: str = ""
    people: str = ""
    is_head: bool = False

    @property
    def has_bar(self) -> bool:
        return not self.is_head


def lines_of(found: Waterfall) -> tuple[Line, ...]:
    """Headings and bars from top to bottom; only the areas where points by indicator do not sum."""
    if not found.sums:
        held = [(one.area.label, one.value) for one in found.areas if one.value is not None]
        return tuple(Line(label, "", REFERENCE, value, swedish.decimal(value)) for label, value in held)
    made: list[Line] = []
    area = None
    for step in found.steps:
        if step.row.area is not area:
            area = step.row.area
            held_area = next(one for one in found.areas if one.area is area)
            made.append(Line(area.label, points=swedish.signed(held_area.shown), is_head=True))
        star = "*" if step.row.marks else ""
        made.append(
            Line(f"{step.row.name}{star}", step.row.code, step.start, step.end, swedish.signed(step.row.shown), step.row.people_text)
        )
    return tuple(made)


class WaterfallPlot(PointedPlot):
    """Signals: `hovered(line)` (-1: none), `current_changed(line)`, `opened(line)`."""

    _found: Waterfall | None = None  # the base class resizes before our own fields stand

    def __init__(self, colours: QPalette | None = None) -> None:
        super().__init__(colours)
        self.lines: tuple[Line, ...] = ()
        self.bar_item = pg.BarGraphItem(x0=[], x1=[], y=[], height=BAR_SHARE)
        self.connectors = pg.PlotDataItem(connect="pairs")
        self.line = pg.InfiniteLine(pos=REFERENCE, angle=90, movable=False)
        self._set_up()

    @property
    def is_drawn(self) -> bool:
        return self._found is not None

    def _set_up(self) -> None:
        item = self.getPlotItem()
        for side in ("right", "top"):
            item.showAxis(side)
        for side in ("left", "right", "top"):
            item.getAxis(side).setStyle(showValues=False, tickLength=0)
            item.getAxis(side).setTicks([[]])
        bottom = item.getAxis("bottom")
        bottom.setStyle(tickLength=-4)
        bottom.enableAutoSIPrefix(False)
        view = item.getViewBox()
        view.invertY(True)
        for one in (self.connectors, self.bar_item, self.line):
            self.addItem(one)
        self.setMinimumWidth(320)

    def sizeHint(self) -> QSize:
        return QSize(560, self.height_for_all())

    # --- what is shown ----------------------------------------------------------------------------

    def set_waterfall(self, found: Waterfall, current: int = -1) -> None:
        self._found, self.lines = found, lines_of(found)
        self._current, self._hover = current, -1
        self.restyle()
        self.lay_out()
        self.setMinimumHeight(self.height_for_all())
        self.updateGeometry()

    def restyle(self) -> None:
        """Takes colours and fonts from the palette; also after a change between light and dark."""
        palette = self.colours()
        for side in ("left", "top", "right"):
            self.getAxis(side).setPen(pg.mkPen(None))
        bottom = self.getAxis("bottom")
        bottom.setPen(pg.mkPen(muted(palette)))
        bottom.setTextPen(pg.mkPen(muted(palette)))
        bottom.setStyle(tickFont=self._font(), tickTextOffset=4)
        self.line.setPen(pg.mkPen(palette.color(QPalette.ColorRole.Text), width=1.5, style=Qt.PenStyle.DashLine))
        self._draw()

    def _draw(self) -> None:
        palette = self.colours()
        bars = [(number, one) for number, one in enumerate(self.lines) if one.has_bar]
        up, down = (QColor(one) for one in ((UP_DARK, DOWN_DARK) if is_dark(palette) else (UP_LIGHT, DOWN_LIGHT)))
        edge = pg.mkPen(palette.color(QPalette.ColorRole.Text), width=2)
        self.bar_item.setOpts(
            x0=[one.start for _number, one in bars],
            x1=[one.end for _number, one in bars],
            y=[number + 0.5 for number, _one in bars],
            height=BAR_SHARE,
            brushes=[pg.mkBrush(up if one.end >= one.start else down) for _number, one in bars] or None,
            pens=[edge if number == self._current else pg.mkPen(None) for number, _one in bars] or None,
        )
        xs: list[float] = []
        ys: list[float] = []
        if self._found is not None and self._found.sums:
            for (above, one), (below, _other) in pairwise(bars):
                xs += [one.end, one.end]
                ys += [above + 0.5, below + 0.5]
        self.connectors.setData(xs, ys, connect="pairs", pen=pg.mkPen(muted(palette), width=1))
        self.viewport().update()

    # --- places -----------------------------------------------------------------------------------

    def _font(self, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        return font

    def _row_height(self) -> float:
        return QFontMetricsF(self._font()).height() + 8

    def _head_height(self) -> float:
        return QFontMetricsF(self._font(bold=True)).height() + 8

    def height_for_all(self) -> int:
        """The height at which every row is seen."""
        return round(self._row_height() * max(1, len(self.lines)) + self._head_height() + QFontMetricsF(self._font()).height() + 14)

    def lay_out(self) -> None:
        if self._found is None:
            return
        metrics, bold = QFontMetricsF(self._font()), QFontMetricsF(self._font(bold=True))
        names = max((bold.horizontalAdvance(one.label) + _GAP for one in self.lines), default=80.0)
        self._names = min(names, max(110.0, self.width() * 0.34))
        has_people = any(one.people for one in self.lines)
        title = POINTS_TITLE if self._found.sums else "Index"
        self._points = max([bold.horizontalAdvance(title), *(bold.horizontalAdvance(one.points) for one in self.lines)]) + _GAP
        wide = [bold.horizontalAdvance(PEOPLE_TITLE), *(metrics.horizontalAdvance(one.people) for one in self.lines)]
        self._people = max(wide) + 2 * _GAP if has_people else 0.0
        item = self.getPlotItem()
        item.getAxis("left").setWidth(self._names + 2 * _GAP)
        item.getAxis("right").setWidth(self._points + self._people + _GAP)
        item.getAxis("top").setHeight(self._head_height())
        item.getAxis("bottom").setHeight(metrics.height() + 10)
        item.layout.activate()
        ends = [REFERENCE, *(value for one in self.lines if one.has_bar for value in (one.start, one.end))]
        span = max(max(ends) - min(ends), 6.0)
        low, high = min(ends) - span * 0.06, max(ends) + span * 0.06
        item.getAxis("bottom").setTicks([_ticks(low, high, self.getViewBox().width() / (metrics.horizontalAdvance("000") + 2 * _GAP))])
        self.setXRange(low, high, padding=0)
        self.setYRange(0, max(1, len(self.lines)), padding=0)
        self.viewport().update()

    def _scene(self, x: float, y: float) -> QPointF:
        return self.getViewBox().mapViewToScene(QPointF(x, y))

    # --- painting of names and numbers ------------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if self._found is None or not self.lines:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        frame = self.getViewBox().sceneBoundingRect()
        self._paint_head(painter, frame)
        for number, one in enumerate(self.lines):
            self._paint_line(painter, frame, number, one)
        painter.restore()

    def _paint_head(self, painter: QPainter, frame: QRectF) -> None:
        assert self._found is not None
        painter.setFont(self._font(bold=True))
        painter.setPen(self.colours().color(QPalette.ColorRole.Text))
        height, top = self._head_height(), frame.top() - self._head_height()
        who = self._found.compared_with
        text = f"{who[:1].upper()}{who[1:]} = 100"
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 4
        left = min(max(frame.left(), self._scene(REFERENCE, 0).x() - width / 2), frame.right() - width)
        painter.drawText(QRectF(left, top, width, height), Qt.AlignmentFlag.AlignCenter, text)
        title = POINTS_TITLE if self._found.sums else "Index"
        painter.drawText(QRectF(frame.right(), top, self._points, height), _RIGHT | _MIDDLE, title)
        if self._people:
            painter.drawText(QRectF(frame.right() + self._points, top, self._people, height), _RIGHT | _MIDDLE, PEOPLE_TITLE)

    def _paint_line(self, painter: QPainter, frame: QRectF, number: int, one: Line) -> None:
        palette = self.colours()
        top = self._scene(0, number).y()
        height = self._scene(0, number + 1).y() - top
        if number in (self._current, self._hover) and one.has_bar:
            tint = palette.color(QPalette.ColorRole.Accent)
            tint.setAlpha(44 if number == self._current else 22)
            for room in (QRectF(0, top, frame.left(), height), QRectF(frame.right(), top, self.width() - frame.right(), height)):
                painter.fillRect(room, tint)
        font = self._font(bold=one.is_head or number == self._current)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        indent = 0.0 if one.is_head else _GAP
        name = QFontMetricsF(font).elidedText(one.label, Qt.TextElideMode.ElideRight, self._names - indent)
        painter.drawText(QRectF(_GAP + indent, top, self._names, height), _LEFT | _MIDDLE, name)
        painter.drawText(QRectF(frame.right(), top, self._points, height), _RIGHT | _MIDDLE, one.points)
        if one.people:
            painter.setPen(muted(palette))
            painter.drawText(QRectF(frame.right() + self._points, top, self._people, height), _RIGHT | _MIDDLE, one.people)
        if number == self._current and self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(2, top + 1, frame.left() - 4, height - 2))

    # --- pointer and keys -------------------------------------------------------------------------

    def set_current(self, number: int) -> None:
        """Marks a row; nothing is emitted."""
        self._current = number if 0 <= number < len(self.lines) else -1
        self._draw()

    def index_at(self, position: QPointF) -> int:
        """The bar's row under a point of the viewport; -1 for headings and outside."""
        frame = self.getViewBox().sceneBoundingRect()
        scene = self.mapToScene(position.toPoint())
        if not frame.top() <= scene.y() < frame.bottom():
            return -1
        number = int(self.getViewBox().mapSceneToView(scene).y())
        return number if 0 <= number < len(self.lines) and self.lines[number].has_bar else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bars = event.key(), [number for number, one in enumerate(self.lines) if one.has_bar]
        if not bars or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif key in _STEPS:
            place = bars.index(self._current) + _STEPS[Qt.Key(key)] if self._current in bars else 0
            self._choose(bars[min(max(0, place), len(bars) - 1)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(bars[0] if key == Qt.Key.Key_Home else bars[-1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self.opened.emit(self._current)
        else:
            event.ignore()


def _ticks(low: float, high: float, room: float) -> list[tuple[float, str]]:
    """Round numbers within the span, as many as there is room for."""
    wanted = (high - low) / max(1.0, room)
    step = next((one for one in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500) if one >= wanted), 1_000)
    first = int(-(-low // step)) * step
    return [(float(value), swedish.integer(value)) for value in range(first, int(high) + 1, step)]
