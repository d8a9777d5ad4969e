"""The drawing of lines through the years: all of a level as one item, the chosen unit and the city over them, names at the lines' ends."""

from __future__ import annotations

from math import isnan

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen

from app.domain import swedish
from app.domain.riskindex.development import Development, ReferenceKind
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.series import REFERENCE
from app.ui.charts.colours import muted
from app.ui.charts.plotting import pg
from app.ui.charts.pointed_plot import StillPlot

NEAR = 28.0  # pixels from the pointer to the line it means
MANY = 40  # lines: more are drawn thinner and unsmoothed
_GAP = 8.0
_MOST_NAMES = 0.3  # of the width
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_STEPS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}


def joined(values: Array, broken: Mask) -> tuple[Array, Array, np.ndarray[tuple[int], np.dtype[np.int32]]]:
    """Lines, one a row, as one run of points with what is joined to the next: a gap and a break are left open."""
    units, years = values.shape
    there = ~np.isnan(values)
    links = np.zeros((units, years), dtype=bool)
    links[:, :-1] = there[:, :-1] & there[:, 1:] & ~broken
    keep = there.ravel()
    x = np.tile(np.arange(years, dtype=float), units)[keep]
    return x, values.ravel()[keep], links.ravel()[keep].astype(np.int32)


def lone(values: Array, broken: Mask) -> Mask:
    """Values that no line joins, units × years: they need a dot to be seen."""
    there = ~np.isnan(values)
    links = there[:, :-1] & there[:, 1:] & ~broken
    found = there.copy()
    found[:, :-1] &= ~links
    found[:, 1:] &= ~links
    return found


def line_colour(palette: QPalette, many: bool = False) -> QColor:
    """Lines that stand behind: seen, yet quieter than text. Mixed, for see-through lines take several times as long to draw."""
    grey, base = muted(palette), palette.color(QPalette.ColorRole.Base)
    share = 0.38 if many else 0.62
    pairs = ((grey.red(), base.red()), (grey.green(), base.green()), (grey.blue(), base.blue()))
    return QColor(*(round(one * share + other * (1 - share)) for one, other in pairs))


class _Numbers(pg.AxisItem):  # type: ignore[misc]  # the library has no types
    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [swedish.decimal(value, 0 if spacing >= 1 else 1) for value in values]


class DevelopmentPlot(StillPlot):
    """Signals: `hovered(unit, year)` (-1: none), `current_changed(unit)`, `year_changed()`, `opened(unit)`; all by place."""

    hovered = Signal(int, int)
    current_changed = Signal(int)
    year_changed = Signal()
    opened = Signal(int)
    _shown: Development | None = None  # the base class resizes before our own fields stand

    def __init__(self, colours: QPalette | None = None) -> None:
        super().__init__(colours, axisItems={"left": _Numbers("left")})
        self._current = -1
        self._year = -1
        self._hover = (-1, -1)
        self._labels = 0.0
        self.line = pg.InfiniteLine(pos=REFERENCE, angle=0, movable=False)
        self.all_lines, self.hover_line, self.city_line, self.chosen_line = (pg.PlotCurveItem() for _ in range(4))
        self._set_up()

    @property
    def is_drawn(self) -> bool:
        return self._shown is not None

    def _set_up(self) -> None:
        item = self.getPlotItem()
        item.showAxis("right")
        item.showAxis("top")
        for side in ("right", "top"):
            item.getAxis(side).setStyle(showValues=False, tickLength=0)
            item.getAxis(side).setTicks([[]])
        item.getAxis("left").enableAutoSIPrefix(False)
        item.getAxis("bottom").enableAutoSIPrefix(False)
        if self._colours is None:  # kept as a picture: the pointer's mark does not draw them anew
            self.all_lines.setCacheMode(pg.QtWidgets.QGraphicsItem.CacheMode.DeviceCoordinateCache)
        for one in (self.line, self.all_lines, self.hover_line, self.city_line, self.chosen_line):
            self.addItem(one, ignoreBounds=True)
        self.setMinimumSize(300, 150)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def shown(self) -> Development | None:
        return self._shown

    @property
    def current(self) -> int:
        return self._current

    @property
    def year(self) -> int:
        """The place of the year that keys walk along."""
        return self._year

    def set_lines(self, shown: Development, current: int = -1) -> None:
        """New numbers in the same drawing."""
        is_other = self._shown is None or self._shown.years != shown.years
        self._shown, self._current, self._hover = shown, current, (-1, -1)
        if is_other or self._year >= len(shown.years):
            self._year = len(shown.years) - 1
        self._ends = [_end(row)[1] for row in shown.values]
        self._texts = [_end_text(label, value) for label, value in zip(shown.labels, self._ends, strict=True)]
        self._order = _falling(self._ends)
        self._lone = [tuple(place) for place in np.argwhere(lone(shown.values, shown.broken))]
        x, y, links = joined(shown.values, shown.broken)
        self.all_lines.setData(x, y, connect=links)
        x, y, links = joined(shown.city[None, :], shown.city_broken[None, :])
        self.city_line.setData(x, y, connect=links)
        self._draw_own(self.hover_line, -1)
        self._draw_own(self.chosen_line, current)
        self.restyle()
        self.lay_out()

    def set_current(self, unit: int) -> None:
        """Marks a line; nothing is emitted."""
        self._current = unit
        self._draw_own(self.chosen_line, unit)
        self.viewport().update()

    def _draw_own(self, item: pg.PlotCurveItem, unit: int) -> None:
        if self._shown is None or unit < 0:
            item.setData([], [])
            return
        x, y, links = joined(self._shown.values[unit : unit + 1], self._shown.broken[unit : unit + 1])
        item.setData(x, y, connect=links)

    def restyle(self) -> None:
        """Takes colours and fonts from the palette; also after a change between light and dark."""
        palette = self.colours()
        text, accent = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Accent)
        many = self._shown is not None and len(self._shown.units) > MANY
        for side in ("right", "top"):
            self.getAxis(side).setPen(pg.mkPen(None))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(muted(palette)))
            axis.setTextPen(pg.mkPen(muted(palette)))
            axis.setStyle(tickFont=self._font(), tickTextOffset=4, tickLength=-4, maxTickLevel=0, hideOverlappingLabels=False)
        self.line.setPen(pg.mkPen(text, width=1, style=Qt.PenStyle.DashLine))
        self.all_lines.opts["antialias"] = not many
        self.all_lines.setPen(pg.mkPen(line_colour(palette, many), width=1))
        for item, colour, width, style in (
            (self.hover_line, text, 2, Qt.PenStyle.SolidLine),
            (self.city_line, text, 2, Qt.PenStyle.DotLine),
            (self.chosen_line, accent, 3, Qt.PenStyle.SolidLine),
        ):
            item.opts["antialias"] = True
            item.setPen(pg.mkPen(colour, width=width, style=style))
        self.viewport().update()

    # --- places -----------------------------------------------------------------------------------

    def lay_out(self) -> None:
        if self._shown is None or not self._shown.years:
            return
        metrics, bold = QFontMetricsF(self._font()), QFontMetricsF(self._font(bold=True))
        longest = sorted(self._texts, key=len)[-12:]  # measuring hundreds of names takes longer than drawing their lines
        widest = max((bold.horizontalAdvance(text) for text in longest), default=80.0)
        widest = max(widest, bold.horizontalAdvance(self._city_text()))
        self._labels = min(widest, max(120.0, self.width() * _MOST_NAMES))
        item = self.getPlotItem()
        item.getAxis("left").setWidth(metrics.horizontalAdvance("000") + 2 * _GAP)
        item.getAxis("right").setWidth(self._labels + 2 * _GAP)
        item.getAxis("top").setHeight(self._head_height())
        item.getAxis("bottom").setHeight(metrics.height() + 10)
        item.layout.activate()
        low, high = extent(self._shown)
        margin = max(2.0, (high - low) * 0.06)
        self.setYRange(low - margin, high + margin, padding=0)
        self.setXRange(-0.15, len(self._shown.years) - 1 + 0.08, padding=0)
        self._show_years(metrics)

    def _show_years(self, metrics: QFontMetricsF) -> None:
        assert self._shown is not None
        years = self._shown.years
        room = max(1.0, self.getViewBox().width() / max(1, len(years)))
        step = max(1, int(np.ceil((metrics.horizontalAdvance("2000") + 12) / room)))
        shown = [(float(place), str(year)) for place, year in enumerate(years) if (len(years) - 1 - place) % step == 0]
        self.getAxis("bottom").setTicks([shown])

    def _font(self, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        return font

    def _scene(self, x: float, y: float) -> QPointF:
        return self.getViewBox().mapViewToScene(QPointF(x, y))

    # --- painting of names and dots ---------------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if self._shown is None or not self._shown.years:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_dots(painter)
        self._paint_reference(painter)
        self._paint_ends(painter)
        if self.hasFocus():
            painter.setPen(QPen(self.colours().color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(1, 1, self.width() - 2, self.height() - 2))
        painter.restore()

    def _paint_reference(self, painter: QPainter) -> None:
        """What the dashed and the dotted line are, over the drawing so that no line is hidden."""
        assert self._shown is not None
        text, who = self._shown.reference_text, f"{self._shown.who[:1].upper()}{self._shown.who[1:]}"
        colour = self.colours().color(QPalette.ColorRole.Text)
        painter.setFont(self._font())
        metrics, x, y = QFontMetricsF(self._font()), self.getViewBox().sceneBoundingRect().left(), self._head_height() / 2
        entries = [(f"{text[:1].upper()}{text[1:]}", Qt.PenStyle.DashLine, 1.0)]
        if self._shown.reference is ReferenceKind.FIXED:
            entries.append((who, Qt.PenStyle.DotLine, 2.0))
        for words, style, width in entries:
            painter.setPen(QPen(colour, width, style))
            painter.drawLine(QPointF(x, y), QPointF(x + 24, y))
            painter.setPen(colour)
            room = QRectF(x + 30, 0, metrics.horizontalAdvance(words) + 2, self._head_height())
            painter.drawText(room, _MIDDLE, words)
            x = room.right() + 18

    def _head_height(self) -> float:
        return QFontMetricsF(self._font()).height() + 4

    def _paint_dots(self, painter: QPainter) -> None:
        assert self._shown is not None
        palette, shown = self.colours(), self._shown
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line_colour(palette))
        for unit, year in self._lone:
            painter.drawEllipse(self._scene(year, shown.values[unit, year]), 2.5, 2.5)
        accent = palette.color(QPalette.ColorRole.Accent)
        if self._current >= 0:
            painter.setBrush(accent)
            for year in np.flatnonzero(~np.isnan(shown.values[self._current])).tolist():
                painter.drawEllipse(self._scene(year, shown.values[self._current, year]), 3.5, 3.5)
            if self.hasFocus() and not np.isnan(shown.values[self._current, self._year]):
                painter.setPen(QPen(accent, 2))
                painter.setBrush(palette.color(QPalette.ColorRole.Base))
                painter.drawEllipse(self._scene(self._year, shown.values[self._current, self._year]), 6, 6)
        unit, year = self._hover
        if unit >= 0:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 2))
            painter.setBrush(palette.color(QPalette.ColorRole.Base))
            painter.drawEllipse(self._scene(year, shown.values[unit, year]), 4.5, 4.5)

    def _city_text(self) -> str:
        assert self._shown is not None
        _place, value = _end(self._shown.city)
        who = f"{self._shown.who[:1].upper()}{self._shown.who[1:]}"
        return f"{who} {swedish.decimal(value)}" if not np.isnan(value) else who

    def _paint_ends(self, painter: QPainter) -> None:
        """Names at the lines' ends: the chosen, the one pointed at and the city first, others where there is room."""
        assert self._shown is not None
        palette = self.colours()
        frame = self.getViewBox().sceneBoundingRect()
        line = QFontMetricsF(self._font()).height()
        taken: list[float] = []
        city, scene = _end(self._shown.city)[1], self.getViewBox().childGroup.sceneTransform()
        for unit in dict.fromkeys([self._current, self._hover[0], None, *self._order]):
            value = city if unit is None else self._ends[unit] if unit >= 0 else float("nan")
            if isnan(value):
                continue
            is_marked = unit is None or unit in (self._current, self._hover[0])
            y = scene.map(QPointF(0, value)).y()
            y = self._free(y, line, taken, frame) if is_marked else y
            if not is_marked and any(abs(y - other) < line * 0.95 for other in taken):
                continue
            taken.append(y)
            font = self._font(bold=is_marked)
            painter.setFont(font)
            role = QPalette.ColorRole.Accent if unit is not None and unit == self._current else QPalette.ColorRole.Text
            painter.setPen(palette.color(role) if is_marked else muted(palette))
            text = self._city_text() if unit is None else self._texts[unit]
            room = QRectF(frame.right() + _GAP, y - line / 2, self._labels + _GAP, line)
            painter.drawText(room, _MIDDLE, QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideMiddle, room.width()))

    @staticmethod
    def _free(y: float, line: float, taken: list[float], frame: QRectF) -> float:
        """The place nearest to where the line ends that no other name has."""
        for step in range(len(taken) + 1):
            for place in (y + step * line, y - step * line):
                if frame.top() <= place <= frame.bottom() and all(abs(place - other) >= line * 0.95 for other in taken):
                    return place
        return y

    # --- pointer and keys -------------------------------------------------------------------------

    def place_at(self, position: QPointF) -> tuple[int, int]:
        """(unit, year) nearest to a point of the viewport, (-1, -1) where none is near."""
        if self._shown is None or not self._shown.years:
            return -1, -1
        scene = self.mapToScene(position.toPoint())
        frame = self.getViewBox().sceneBoundingRect()
        if not frame.adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(scene):
            return -1, -1
        point = self.getViewBox().mapSceneToView(scene)
        year = min(max(0, round(point.x())), len(self._shown.years) - 1)
        column = self._shown.values[:, year]
        if np.isnan(column).all():
            return -1, -1
        unit = int(np.nanargmin(np.abs(column - point.y())))
        distance = abs(self._scene(0, column[unit]).y() - scene.y())
        return (unit, year) if distance <= NEAR else (-1, -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover_at(self.place_at(event.position()))
        event.accept()

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)
        self._hover_at((-1, -1))

    def _hover_at(self, place: tuple[int, int]) -> None:
        if place != self._hover:
            if place[0] != self._hover[0]:
                self._draw_own(self.hover_line, place[0])
            self._hover = place
            self.viewport().update()
            self.hovered.emit(*place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        unit, year = self.place_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and unit >= 0:
            self._year = year
            self._choose(unit)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        unit, _year = self.place_at(event.position())
        if unit >= 0:
            self.opened.emit(unit)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._shown is None or not len(self._order):
            event.ignore()
        elif key in _STEPS:
            self._walk(*_STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._year = 0 if key == Qt.Key.Key_Home else len(self._shown.years) - 1
            self._choose(self._current if self._current >= 0 else int(self._order[0]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self.opened.emit(self._current)
        else:
            event.ignore()

    def _walk(self, lines: int, years: int) -> None:
        """To the line above or below by the last value, or a year to the side."""
        assert self._shown is not None
        order = list(self._order)
        if self._current < 0:
            self._choose(order[0])
            return
        place = order.index(self._current) + lines
        self._year = min(max(0, self._year + years), len(self._shown.years) - 1)
        self._choose(order[min(max(0, place), len(order) - 1)])

    def _choose(self, unit: int) -> None:
        is_other = unit != self._current
        self.set_current(unit)
        if is_other:
            self.current_changed.emit(unit)
        self.year_changed.emit()


def _end(values: Array) -> tuple[int, float]:
    """Place and number of the last value; NaN where there is none."""
    held = np.flatnonzero(~np.isnan(values))
    return (int(held[-1]), float(values[held[-1]])) if len(held) else (-1, float("nan"))


def _end_text(label: str, value: float) -> str:
    return label if isnan(value) else f"{label} {swedish.decimal(value)}"


def _falling(ends: list[float]) -> list[int]:
    """Units by their last value, highest first, those without any last."""
    return sorted(range(len(ends)), key=lambda unit: (isnan(ends[unit]), 0.0 if isnan(ends[unit]) else -ends[unit]))


def extent(shown: Development) -> tuple[float, float]:
    """Lowest and highest number drawn, the line at 100 among them."""
    held = np.concatenate([shown.values.ravel(), shown.city, [REFERENCE]])
    held = held[~np.isnan(held)]
    return float(held.min()), float(held.max())
