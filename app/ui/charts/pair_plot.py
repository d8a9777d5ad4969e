"""The drawing of a comparison: two marks on one scale a line, and the points between them as a bar to either side."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.domain.riskindex.series import REFERENCE, Band
from app.ui.charts.colours import band_colour, muted
from app.ui.charts.pair_rows import PairData, PairRow, shown_points, words

_GAP = 8.0
_RADIUS, _DIAMOND = 5.0, 8.0  # the diamond shows behind the disc where both stand on the same value
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
EMPTY_TEXT = "Välj en rad med piltangenterna."


class PairPlot(QAbstractScrollArea):
    """As tall as its lines: the page scrolls. Signals: `hovered(index)` (-1: none), `current_changed(index)`, `opened(index)`."""

    hovered = Signal(int)
    current_changed = Signal(int)
    opened = Signal(int)
    _data: PairData | None = None  # the base class changes before our own fields stand

    def __init__(self, colours: QPalette | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours  # for a picture on white; None: the window's own
        self._current = self._hover = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setMinimumSize(320, 120)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def shown(self) -> PairData | None:
        return self._data

    @property
    def current(self) -> int:
        return self._current

    @property
    def _rows(self) -> tuple[PairRow, ...]:
        return self._data.rows if self._data is not None else ()

    def set_data(self, data: PairData | None) -> None:
        self._data, self._current, self._hover = data, -1, -1
        self.setMinimumHeight(self.height_for_all())
        self._fit()
        self._tell()

    def set_current(self, index: int) -> None:
        """Marks a line and brings it into view; nothing is emitted."""
        self._current = index if 0 <= index < len(self._rows) else -1
        if self._current >= 0:
            bar, height = self.verticalScrollBar(), self.row_height
            top, room = self._current * height, self.viewport().height() - self.head_height
            bar.setValue(max(min(bar.value(), top), top + height - room))
        self._tell()

    def _tell(self) -> None:
        told = words(self._data, self._rows[self._current]) if self._data is not None and self._current >= 0 else EMPTY_TEXT
        self.setAccessibleDescription(told)
        self.viewport().update()

    @property
    def row_height(self) -> int:
        return self.fontMetrics().height() + 8

    @property
    def head_height(self) -> int:
        return 2 * self.fontMetrics().height() + 10

    def height_for_all(self) -> int:
        """The height at which every line is seen."""
        return self.head_height + len(self._rows) * self.row_height + 4

    def sizeHint(self) -> QSize:
        return QSize(480, self.height_for_all())

    def _fit(self) -> None:
        bar = self.verticalScrollBar()
        room = self.viewport().height() - self.head_height
        bar.setRange(0, max(0, len(self._rows) * self.row_height - room))
        bar.setPageStep(max(1, room))
        bar.setSingleStep(self.row_height)

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._data is None or not self._rows:
            return
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        colours = self.palette() if self._colours is None else self._colours
        room = QRectF(self.viewport().rect())
        drawing = _Drawing(painter, self._data, room, colours, self.row_height, self.head_height, self.verticalScrollBar().value())
        drawing.paint(self._current, self._hover, self.hasFocus())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setMinimumHeight(self.height_for_all())
            self._fit()

    # --- pointer and keys -------------------------------------------------------------------------

    def index_at(self, y: float) -> int:
        row = int((y - self.head_height + self.verticalScrollBar().value()) // self.row_height)
        return row if y >= self.head_height and 0 <= row < len(self._rows) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover_at(self.index_at(event.position().y()))

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._hover_at(-1)

    def _hover_at(self, index: int) -> None:
        if index != self._hover:
            self._hover = index
            self.viewport().update()
            self.hovered.emit(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().y())
        if event.button() is Qt.MouseButton.LeftButton and index >= 0:
            self._choose(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().y())
        if index >= 0:
            self.opened.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self._rows) - 1
        page = max(1, (self.viewport().height() - self.head_height) // self.row_height)
        steps = _STEPS | {Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        if last < 0 or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif key in steps:
            self._choose(min(max(0, self._current + steps[Qt.Key(key)]), last))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0 and not event.modifiers():
            self.opened.emit(self._current)
        else:
            event.ignore()

    def _choose(self, index: int) -> None:
        self.set_current(index)
        self.current_changed.emit(index)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        if self._current < 0 and self._rows:
            self._choose(0)
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()


@dataclass
class _Drawing:
    """One painting: where names, scale and bars stand in the room given."""

    painter: QPainter
    data: PairData
    room: QRectF
    colours: QPalette
    row_height: int
    head: int
    scrolled: int

    def paint(self, current: int, hover: int, has_focus: bool) -> None:
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._lay_out()
        self._paint_head()
        self.painter.save()
        self.painter.setClipRect(QRectF(0, self.head, self.room.width(), self.room.height() - self.head))
        bottom = min(self.room.height(), self.head + len(self.data.rows) * self.row_height - self.scrolled)
        self.painter.setPen(QPen(self._text, 1.5, Qt.PenStyle.DashLine))
        middle = self._x(REFERENCE)
        self.painter.drawLine(QPointF(middle, self.head), QPointF(middle, bottom))
        for number, row in enumerate(self.data.rows):
            top = self.head + number * self.row_height - self.scrolled
            if top + self.row_height >= self.head and top <= self.room.height():
                place = QRectF(0, top, self.room.width(), self.row_height)
                self._paint_ground(place, row, number == current, number == hover, has_focus)
                self._paint_row(place, row)
        self.painter.restore()

    def _lay_out(self) -> None:
        metrics, bold = QFontMetricsF(self.painter.font()), QFontMetricsF(self._font(bold=True))
        widest = max((bold if one.is_heading else metrics).horizontalAdvance(one.label) + 16 for one in self.data.rows)
        width = self.room.width()
        self._names = min(widest, width * 0.34)
        bars = min(260.0, width * 0.3) if self.data.is_split else 0.0
        left = self._names + 2 * _GAP
        self._axis = (left + _DIAMOND, width - bars - 3 * _GAP)
        self._bars = (width - bars + _GAP, width - _GAP)
        self._number = metrics.horizontalAdvance("−000,0") + 6

    @property
    def _text(self) -> QColor:
        return self.colours.color(QPalette.ColorRole.Text)

    def _font(self, bold: bool = False) -> QFont:
        font = QFont(self.painter.font())
        font.setBold(bold)
        return font

    def _x(self, value: float) -> float:
        low, high = self.data.span
        first, last = self._axis
        return first + (value - low) / (high - low) * (last - first)

    def _mark_colours(self) -> tuple[QColor, QColor]:
        return band_colour(Band.FAR_ABOVE, self.colours), band_colour(Band.BELOW, self.colours)

    def _paint_head(self) -> None:
        line = QFontMetricsF(self._font(bold=True)).height()
        self.painter.setFont(self._font(bold=True))
        x = _GAP
        for name, colour, square in zip(self.data.names, self._mark_colours(), (False, True), strict=True):
            room = (self.room.width() - 2 * _GAP) / 2 - 3 * _DIAMOND
            shown = QFontMetricsF(self.painter.font()).elidedText(name, Qt.TextElideMode.ElideMiddle, room)
            self._mark(QPointF(x + _DIAMOND, line / 2 + 1), colour, square)
            self.painter.setPen(self._text)
            self.painter.drawText(QRectF(x + 2.5 * _DIAMOND, 0, room, line + 2), _LEFT, shown)
            x += 2.5 * _DIAMOND + QFontMetricsF(self.painter.font()).horizontalAdvance(shown) + 24
        self.painter.setFont(self._font())
        self.painter.setPen(muted(self.colours))
        text = f"{self.data.reference[:1].upper()}{self.data.reference[1:]} = 100"
        width = QFontMetricsF(self.painter.font()).horizontalAdvance(text) + 4
        left = min(max(self._axis[0] - _DIAMOND, self._x(REFERENCE) - width / 2), self._axis[1] - width)
        self.painter.drawText(QRectF(left, line + 4, width, line), _CENTRE, text)
        if self.data.is_split:
            place = QRectF(self._bars[0], line + 4, self._bars[1] - self._bars[0], line)
            self.painter.drawText(place, _CENTRE, "Skillnad, punkter")

    def _paint_ground(self, place: QRectF, row: PairRow, is_current: bool, is_hover: bool, has_focus: bool) -> None:
        if row.is_heading:
            tint = QColor(muted(self.colours))
            tint.setAlpha(26)
            self.painter.fillRect(place, tint)
        if is_current or is_hover:
            tint = QColor(self.colours.color(QPalette.ColorRole.Accent))
            tint.setAlpha(44 if is_current else 22)
            self.painter.fillRect(place, tint)
        if is_current and has_focus:
            self.painter.setPen(QPen(self.colours.color(QPalette.ColorRole.Accent), 2))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawRect(place.adjusted(1, 1, -1, -1))

    def _paint_row(self, place: QRectF, row: PairRow) -> None:
        self.painter.setFont(self._font(bold=row.is_heading))
        self.painter.setPen(self._text)
        indent = _GAP if row.is_heading else _GAP + 12
        name = QFontMetricsF(self.painter.font()).elidedText(row.label, Qt.TextElideMode.ElideRight, self._names - indent + _GAP)
        self.painter.drawText(QRectF(indent, place.top(), self._names, place.height()), _LEFT, name)
        self._paint_marks(place, row)
        if row.points is not None:
            self._paint_bar(place, row)

    def _paint_marks(self, place: QRectF, row: PairRow) -> None:
        y = place.center().y()
        points = [None if value is None else QPointF(self._x(value), y) for value in (row.first, row.second)]
        first, second = points
        if first is not None and second is not None:
            self.painter.setPen(QPen(muted(self.colours), 3 if row.is_heading else 2))
            self.painter.drawLine(first, second)
        if first is None and second is None:
            self.painter.setPen(muted(self.colours))
            self.painter.drawText(QRectF(self._axis[0], place.top(), self._axis[1] - self._axis[0], place.height()), _LEFT, "visas inte")
        for point, colour, square in ((second, self._mark_colours()[1], True), (first, self._mark_colours()[0], False)):
            if point is not None:
                self._mark(point, colour, square)

    def _mark(self, at: QPointF, colour: QColor, square: bool) -> None:
        """The first is a filled disc, the second a diamond: told apart without colour."""
        self.painter.setPen(QPen(self.colours.color(QPalette.ColorRole.Base), 1))
        self.painter.setBrush(colour)
        if square:
            r = _DIAMOND
            corners = [QPointF(at.x(), at.y() - r), QPointF(at.x() + r, at.y()), QPointF(at.x(), at.y() + r), QPointF(at.x() - r, at.y())]
            self.painter.drawPolygon(QPolygonF(corners))
        else:
            self.painter.drawEllipse(at, _RADIUS, _RADIUS)

    def _paint_bar(self, place: QRectF, row: PairRow) -> None:
        assert row.points is not None
        (left, right), (low, high) = self._bars, self.data.reach
        scale = (right - left - self._number * ((low > 0) + (high > 0))) / (low + high)
        middle = left + (self._number if low > 0 else 0.0) + low * scale
        length = float(row.points) * scale
        bar = QRectF(min(middle, middle + length), place.top() + 4, abs(length), place.height() - 8)
        colour = self._mark_colours()[0 if row.points > 0 else 1]
        colour.setAlpha(255 if row.is_heading else 190)
        self.painter.fillRect(bar, colour)
        self.painter.setPen(QPen(muted(self.colours), 1))
        self.painter.drawLine(QPointF(middle, place.top()), QPointF(middle, place.bottom()))
        self.painter.setPen(self._text)
        text, width = shown_points(row.points), self._number
        if row.points >= 0:
            self.painter.drawText(QRectF(bar.right() + 4, place.top(), width, place.height()), _LEFT, text)
        else:
            self.painter.drawText(QRectF(bar.left() - 4 - width, place.top(), width, place.height()), _RIGHT, text)
