"""The drawing of a plan's activities in time: one row each, years above, today as a line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.domain import swedish
from app.domain.plan_charts import Timeline, TimelineRow
from app.domain.vocabulary import ActivityState
from app.ui import theme
from app.ui.charts.colours import muted

NO_STATE = "läge saknas"
_GAP = 8
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
# Colour and fill: the state is told by hatching and word as well as by colour.
_LOOKS = {
    ActivityState.NOT_STARTED: ("plain", Qt.BrushStyle.NoBrush),
    ActivityState.IN_PROGRESS: ("accent", Qt.BrushStyle.SolidPattern),
    ActivityState.FINISHED: ("ok", Qt.BrushStyle.SolidPattern),
    ActivityState.DISCONTINUED: ("bad", Qt.BrushStyle.BDiagPattern),
    None: ("plain", Qt.BrushStyle.NoBrush),
}


def state_text(row: TimelineRow) -> str:
    return row.state.label if row.state is not None else NO_STATE


def words(row: TimelineRow) -> str:
    """'1 Läxhjälp i Vårberg: 2015-09-01–2016-12-31, pågår'."""
    return f"{row.label}: {row.note or row.time}, {state_text(row).lower()}"


class TimelinePlot(QAbstractScrollArea):
    """Signals: `current_changed(index)`, `opened(index)`."""

    current_changed = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: Timeline | None = None
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName("Tidslinje över aktiviteterna")
        self.setMinimumHeight(120)
        self.viewport().setAutoFillBackground(False)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def line(self) -> Timeline | None:
        return self._line

    @property
    def current(self) -> int:
        return self._current

    @property
    def _rows(self) -> tuple[TimelineRow, ...]:
        return self._line.rows if self._line is not None else ()

    def set_line(self, line: Timeline, current: int = -1) -> None:
        self._line = line
        self._current = current if current < len(line.rows) else -1
        self._fit()
        self._tell()

    def set_current(self, index: int) -> None:
        """Marks a row and brings it into view; nothing is emitted."""
        self._current = index if 0 <= index < len(self._rows) else -1
        if self._current >= 0:
            bar, height = self.verticalScrollBar(), self.row_height
            top, room = self._current * height, self.viewport().height() - self.head_height
            if top < bar.value():
                bar.setValue(top)
            elif top + height > bar.value() + room:
                bar.setValue(top + height - room)
        self._tell()

    def _tell(self) -> None:
        rows = self._rows
        text = words(rows[self._current]) if 0 <= self._current < len(rows) else "Välj aktivitet med piltangenterna."
        self.setAccessibleDescription(text)
        self.viewport().update()

    @property
    def row_height(self) -> int:
        return self.fontMetrics().height() + 12

    @property
    def head_height(self) -> int:
        return 2 * self.fontMetrics().height() + 10

    def sizeHint(self) -> QSize:
        return QSize(480, self.head_height + min(len(self._rows), 12) * self.row_height + 4)

    def _fit(self) -> None:
        bar = self.verticalScrollBar()
        room = self.viewport().height() - self.head_height
        bar.setRange(0, max(0, len(self._rows) * self.row_height - room))
        bar.setPageStep(max(1, room))
        bar.setSingleStep(self.row_height)

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._line is None:
            return
        painter = QPainter(self.viewport())
        paint(painter, self._line, self.viewport().rect(), self.palette(), self._current, self.verticalScrollBar().value(), self.hasFocus())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # --- pointer and keys -------------------------------------------------------------------------

    def index_at(self, y: float) -> int:
        row = int((y - self.head_height + self.verticalScrollBar().value()) // self.row_height)
        return row if y >= self.head_height and 0 <= row < len(self._rows) else -1

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
        if last < 0:
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


def paint(
    painter: QPainter, line: Timeline, room: QRect, palette: QPalette, current: int = -1, scrolled: int = 0, has_focus: bool = False
) -> None:
    """Draw the rows that are seen, the years above them and the line of today."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = QFontMetricsF(painter.font())
    row_height, head = round(metrics.height()) + 12, 2 * round(metrics.height()) + 10
    widest = max((metrics.horizontalAdvance(row.label) for row in line.rows), default=80.0)
    names = min(widest, room.width() * 0.36)
    axis = QRectF(names + 3 * _GAP, head, room.width() - names - 4 * _GAP, room.height() - head)
    _paint_years(painter, line, axis, palette, metrics)
    _paint_today(painter, line, axis, palette, metrics)
    painter.save()
    painter.setClipRect(QRectF(0, head, room.width(), room.height() - head))
    for number, row in enumerate(line.rows):
        top = head + number * row_height - scrolled
        if top + row_height >= head and top <= room.height():
            place = QRectF(0, top, room.width(), row_height)
            _paint_row(painter, line, row, place, axis, names, palette, number == current, has_focus)
    painter.restore()


def _paint_years(painter: QPainter, line: Timeline, axis: QRectF, palette: QPalette, metrics: QFontMetricsF) -> None:
    grey = muted(palette)
    faint = QColor(grey)
    faint.setAlpha(70)
    for tick in line.ticks:
        x = axis.left() + line.position(tick.day) * axis.width()
        painter.setPen(QPen(faint, 1))
        painter.drawLine(QPointF(x, axis.top() - 4), QPointF(x, axis.bottom()))
        painter.setPen(grey)
        painter.drawText(QRectF(x + 3, axis.top() - metrics.height() - 5, 80, metrics.height()), _LEFT, tick.label)


def _paint_today(painter: QPainter, line: Timeline, axis: QRectF, palette: QPalette, metrics: QFontMetricsF) -> None:
    place = line.today_position
    if place is None:
        return
    x = axis.left() + place * axis.width()
    text = f"I dag {swedish.iso_date(line.today)}"
    width = metrics.horizontalAdvance(text) + 6
    left = min(max(axis.left(), x - width / 2), axis.right() - width)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(QRectF(left, 0, width, metrics.height() + 2), Qt.AlignmentFlag.AlignCenter, text)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1.5, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, axis.top() - 2), QPointF(x, axis.bottom()))


def _paint_row(
    painter: QPainter,
    line: Timeline,
    row: TimelineRow,
    place: QRectF,
    axis: QRectF,
    names: float,
    palette: QPalette,
    is_current: bool,
    has_focus: bool,
) -> None:
    accent, text = palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.Text)
    metrics = QFontMetricsF(painter.font())
    if is_current:
        painter.fillRect(place, palette.color(QPalette.ColorRole.Highlight))
        if has_focus:
            painter.setPen(QPen(accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(1, 1, -1, -1))
    painter.setPen(text)
    label = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, names)
    painter.drawText(QRectF(_GAP, place.top(), names + 2, place.height()), _LEFT, label)
    span = line.bar(row)
    if span is None:
        painter.setPen(muted(palette))
        painter.drawText(QRectF(axis.left(), place.top(), axis.width(), place.height()), _LEFT, row.note)
        return
    first, last = (axis.left() + share * axis.width() for share in span)
    bar = QRectF(first, place.top() + 5, max(last - first, 4.0), place.height() - 10)
    name, pattern = _LOOKS[row.state]
    colour = theme.colour(name)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(QBrush(colour, pattern))
    painter.drawRoundedRect(bar, 3, 3)
    _paint_state(painter, row, bar, axis, palette, pattern)


def _paint_state(painter: QPainter, row: TimelineRow, bar: QRectF, axis: QRectF, palette: QPalette, pattern: Qt.BrushStyle) -> None:
    """The state in words: in the bar where it fits, else after it, else before it."""
    word = state_text(row)
    width = QFontMetricsF(painter.font()).horizontalAdvance(word) + 12
    if width <= bar.width() and pattern is not Qt.BrushStyle.BDiagPattern:
        on = palette.color(QPalette.ColorRole.Base) if pattern is Qt.BrushStyle.SolidPattern else palette.color(QPalette.ColorRole.Text)
        painter.setPen(on)
        painter.drawText(bar.adjusted(6, 0, 0, 0), _LEFT, word)
        return
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    left = bar.right() + 6 if bar.right() + width <= axis.right() else bar.left() - width
    if left < axis.left():
        ground = QRectF(bar.left() + 4, bar.top() + 1, width, bar.height() - 2)
        painter.fillRect(ground, palette.color(QPalette.ColorRole.Base))
        painter.drawText(ground.adjusted(6, 0, 0, 0), _LEFT, word)
        return
    painter.drawText(QRectF(left, bar.top(), width, bar.height()), _LEFT, word)
