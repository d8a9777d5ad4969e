"""The drawing of an objective: baseline, follow-up values in time, and the line to reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPalette, QPen

from app.domain import swedish
from app.domain.plan_charts import ChartPoint, ObjectiveChart
from app.ui.charts.colours import muted
from app.ui.charts.plotting import pg
from app.ui.charts.pointed_plot import PointedPlot

BASELINE, VALUE, TARGET = "Utgångsvärde", "Uppföljning", "Mål"
_NEAR = 14.0  # pixels within which the pointer means a mark
_MOST_LABELS = 6
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class Mark:
    """A value of the chart with its place on the axis of time."""

    kind: str
    point: ChartPoint
    x: float

    @property
    def words(self) -> str:
        """'Uppföljning 52 (2016-06-30). Källa: Trygghetsmätningen'."""
        source = f". Källa: {self.point.source}" if self.point.source else ""
        return f"{self.kind} {self.point.text}{source}"


def marks_of(chart: ObjectiveChart) -> tuple[Mark, ...]:
    """All values in order of time; one without a day stands at its end of the axis."""
    known = [(BASELINE, chart.baseline), *((VALUE, one) for one in chart.points), (TARGET, chart.target)]
    ends = [(kind, point) for kind, point in known if point is not None]
    if chart.span is None:
        return tuple(Mark(kind, point, float(place)) for place, (kind, point) in enumerate(ends))
    first, last = (float(day.toordinal()) for day in chart.span)
    if first == last:
        first, last = first - 183, last + 183
    found = []
    for kind, point in ends:
        lost = last if kind == TARGET else first
        found.append(Mark(kind, point, lost if point.day is None else float(point.day.toordinal())))
    return tuple(found)


class ObjectivePlot(PointedPlot):
    """Signals: `current_changed(index)` of the marks, -1 for none; `hovered(index)`."""

    _chart: ObjectiveChart | None = None  # the base class resizes before our own fields stand

    def __init__(self, colours: QPalette | None = None) -> None:
        super().__init__(colours)
        self.marks: tuple[Mark, ...] = ()
        self.value_line = pg.PlotDataItem()
        self.dots = pg.ScatterPlotItem(pxMode=True, antialias=True)
        self.target_line = pg.InfiniteLine(pos=0, angle=0, movable=False)
        item = self.getPlotItem()
        for side in ("bottom", "left"):
            item.getAxis(side).enableAutoSIPrefix(False)
            item.getAxis(side).setStyle(tickLength=-4)
        for one in (self.target_line, self.value_line, self.dots):
            self.addItem(one)
        self.setMinimumSize(220, 150)

    @property
    def is_drawn(self) -> bool:
        return self._chart is not None

    def sizeHint(self) -> QSize:
        return QSize(360, 14 * self.fontMetrics().height())

    # --- what is shown ----------------------------------------------------------------------------

    def set_chart(self, chart: ObjectiveChart) -> None:
        self._chart = chart
        self.marks = marks_of(chart)
        self._current = self._hover = -1
        self.restyle()
        self.lay_out()

    def restyle(self) -> None:
        """Takes colours and fonts from the palette; also after a change between light and dark."""
        if self._chart is None:
            return
        palette = self.colours()
        text, accent = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Accent)
        for side in ("bottom", "left"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(muted(palette)))
            axis.setTextPen(pg.mkPen(muted(palette)))
            axis.setStyle(tickFont=self.font(), tickTextOffset=4)
        self.target_line.setVisible(self._chart.target is not None)
        if self._chart.target is not None:
            self.target_line.setPos(float(self._chart.target.value))
        self.target_line.setPen(pg.mkPen(text, width=1.5, style=Qt.PenStyle.DashLine))
        way = [one for one in self.marks if one.kind != TARGET]
        self.value_line.setData(
            [one.x for one in way], [float(one.point.value) for one in way], pen=pg.mkPen(accent, width=2), antialias=True
        )
        base = palette.color(QPalette.ColorRole.Base)
        looks = {BASELINE: ("s", base), VALUE: ("o", accent), TARGET: ("d", text)}
        self.dots.setData(
            [
                {
                    "pos": (one.x, float(one.point.value)),
                    "symbol": looks[one.kind][0],
                    "brush": pg.mkBrush(looks[one.kind][1]),
                    "size": 13 if number == self._current else 9,
                    "pen": pg.mkPen(text if number == self._current or one.kind == TARGET else accent, width=2),
                }
                for number, one in enumerate(self.marks)
            ]
        )
        self.viewport().update()

    def lay_out(self) -> None:
        if self._chart is None or not self.marks:
            return
        metrics = QFontMetricsF(self.font())
        ticks = self._chart.ticks
        left, bottom = self.getAxis("left"), self.getAxis("bottom")
        names = [(value, _axis_text(value)) for value in ticks]
        left.setTicks([names])
        left.setWidth(max(metrics.horizontalAdvance(text) for _, text in names) + 12)
        bottom.setHeight(metrics.height() + 10)
        first, last = min(one.x for one in self.marks), max(one.x for one in self.marks)
        margin = max((last - first) * 0.08, 0.3 if self._chart.span is None else 30.0)
        bottom.setTicks([self._time_ticks(first - margin, last + margin)])
        self.setXRange(first - margin, last + margin, padding=0)
        height = ticks[-1] - ticks[0]
        self.setYRange(ticks[0], ticks[-1] + height * 0.12, padding=0)

    def _time_ticks(self, first: float, last: float) -> list[tuple[float, str]]:
        assert self._chart is not None
        if self._chart.span is None:
            return [(one.x, one.kind) for one in self.marks]
        years = range(date.fromordinal(max(1, int(first))).year, date.fromordinal(int(last)).year + 1)
        starts = [(float(date(year, 1, 1).toordinal()), str(year)) for year in years]
        inside = [one for one in starts if first <= one[0] <= last]
        step = max(1, -(-len(inside) // 6))
        return inside[::step] or [(one.x, swedish.iso_date(one.point.day)) for one in self.marks[:1] if one.point.day]

    # --- painting of labels -----------------------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if self._chart is None or not self.marks:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setPen(self.colours().color(QPalette.ColorRole.Text))
        painter.setFont(self.font())
        taken: list[QRectF] = []
        for one in self._labelled():
            self._paint_label(painter, one, taken)
        if self.hasFocus() and 0 <= self._current < len(self.marks):
            painter.setPen(QPen(self.colours().color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._scene(self.marks[self._current]), 10, 10)
        painter.restore()

    def _labelled(self) -> list[Mark]:
        """The ends first, then the values, as far as there is room for them."""
        values = [one for one in self.marks if one.kind == VALUE]
        shown = values if len(values) <= _MOST_LABELS else values[-1:]
        return [*(one for one in self.marks if one.kind != VALUE), *reversed(shown)]

    def _paint_label(self, painter: QPainter, one: Mark, taken: list[QRectF]) -> None:
        number = swedish.number(one.point.value)
        text = number if one.kind == VALUE else f"{one.kind} {number}"
        font = QFont(self.font())
        font.setBold(one.kind == TARGET)
        metrics = QFontMetricsF(font)
        place, width, height = self._scene(one), metrics.horizontalAdvance(text) + 4, metrics.height()
        left = min(max(place.x() - width / 2, self.getViewBox().sceneBoundingRect().left() + 2), self.width() - width - 2)
        above, below = place.y() - height - 8, place.y() + 8
        foot = self.getViewBox().sceneBoundingRect().bottom()
        for top in (below, above) if self._rises_from(one) else (above, below):
            room = QRectF(left, top, width, height)
            if top >= 0 and room.bottom() <= foot and not any(room.intersects(other) for other in taken):
                painter.setFont(font)
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
                taken.append(room)
                return

    def _rises_from(self, one: Mark) -> bool:
        """Whether the line goes upwards from here, so that its label stands free below."""
        way = [mark for mark in self.marks if mark.kind != TARGET]
        place = way.index(one) if one in way else -1
        return 0 <= place < len(way) - 1 and way[place + 1].point.value > one.point.value

    def _scene(self, one: Mark) -> QPointF:
        return self.getViewBox().mapViewToScene(QPointF(one.x, float(one.point.value)))

    # --- pointer and keys -------------------------------------------------------------------------

    def set_current(self, index: int) -> None:
        self._current = index if 0 <= index < len(self.marks) else -1
        self.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.marks) - 1
        if last < 0:
            event.ignore()
        elif event.key() in _STEPS:
            self._choose(min(max(0, self._current + _STEPS[Qt.Key(event.key())]), last))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(0 if event.key() == Qt.Key.Key_Home else last)
        else:
            event.ignore()

    def index_at(self, position: QPointF) -> int:
        """The mark nearest to a point of the viewport, -1 where none is near."""
        scene = self.mapToScene(position.toPoint())
        near = [(abs(self._scene(one).x() - scene.x()) + abs(self._scene(one).y() - scene.y()), n) for n, one in enumerate(self.marks)]
        distance, number = min(near, default=(_NEAR + 1, -1))
        return number if distance <= _NEAR else -1


def _axis_text(value: float) -> str:
    return swedish.integer(round(value)) if value == round(value) else f"{value:g}".replace(".", ",").replace("-", "−")
