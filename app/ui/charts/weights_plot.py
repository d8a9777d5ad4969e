"""The drawing of a ranking while weights are tried: rank now, bar, rank by the recipe in hand, and how far the row has slid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.domain import swedish
from app.domain.riskindex.series import BANDS, REFERENCE, Bands
from app.ui.charts.colours import band_colour, muted

_GAP = 8
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
HEADS = ("Nu", "Område", "Index, linjen = 100", "Förut", "Flyttas")


@dataclass(frozen=True, slots=True)
class SlidRow:
    """One unit under the weights being tried; ranks are 0 for none."""

    code: str
    name: str
    index: float
    rank: int
    before: int  # rank by the recipe in hand

    @property
    def shift(self) -> int:
        """Places up the list; 0 when a rank is missing."""
        return self.before - self.rank if self.before and self.rank else 0

    @property
    def shift_text(self) -> str:
        """'▲ 3' up, '▼ 2' down, an en dash for none."""
        if self.shift == 0:
            return swedish.EMPTY
        return f"{'▲' if self.shift > 0 else '▼'} {swedish.integer(abs(self.shift))}"

    @property
    def words(self) -> str:
        """'Tensta: plats 2, förut 1, index 164,7. 1 plats ned'."""
        moved = "oförändrat" if not self.shift else f"{abs(self.shift)} {'upp' if self.shift > 0 else 'ned'}"
        before = swedish.integer(self.before) if self.before else "ingen"
        return f"{self.name}: plats {swedish.integer(self.rank)}, förut {before}, {moved}. Index {swedish.decimal(self.index)}"


class WeightsPlot(QAbstractScrollArea):
    """Signals: `current_changed(code)`, `opened(code)`."""

    current_changed = Signal(str)
    opened = Signal(str)

    def __init__(self, colours: QPalette | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._rows: tuple[SlidRow, ...] = ()
        self.bands: Bands = BANDS
        self._current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setMinimumSize(300, 120)
        self.viewport().setAutoFillBackground(False)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[SlidRow, ...]:
        return self._rows

    @property
    def current(self) -> str:
        return self._current

    def set_rows(self, rows: Sequence[SlidRow]) -> None:
        """The same list in a new order; the row in view stays the same one, and the list stays where it was scrolled."""
        self._rows = tuple(rows)
        self._fit()
        self.viewport().update()

    def set_current(self, code: str, *, seen: bool = True) -> None:
        """Marks a row, and brings it into view when `seen`; nothing is emitted."""
        self._current = code
        index = self._index()
        if seen and index >= 0:
            bar, top = self.verticalScrollBar(), index * self.row_height
            room = self.viewport().height() - self.head_height
            if top < bar.value():
                bar.setValue(top)
            elif top + self.row_height > bar.value() + room:
                bar.setValue(top + self.row_height - room)
        self.setAccessibleDescription(self._rows[index].words if index >= 0 else "Välj område med piltangenterna.")
        self.viewport().update()

    def _index(self) -> int:
        return next((number for number, row in enumerate(self._rows) if row.code == self._current), -1)

    @property
    def row_height(self) -> int:
        return self.fontMetrics().height() + 8

    @property
    def head_height(self) -> int:
        return self.fontMetrics().height() + 8

    def height_for_all(self) -> int:
        return self.head_height + len(self._rows) * self.row_height + 4

    def sizeHint(self) -> QSize:
        return QSize(480, self.head_height + min(len(self._rows), 14) * self.row_height + 4)

    def _fit(self) -> None:
        bar = self.verticalScrollBar()
        room = self.viewport().height() - self.head_height
        bar.setRange(0, max(0, len(self._rows) * self.row_height - room))
        bar.setPageStep(max(1, room))
        bar.setSingleStep(self.row_height)

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.paint_on(painter, self.viewport().rect())
        painter.end()

    def paint_on(self, painter: QPainter, room: QRect) -> None:
        """Only the rows that are seen."""
        painter.setFont(self.font())
        palette = self.palette() if self._colours is None else self._colours
        metrics = QFontMetricsF(self.font())
        columns = self._columns(room, metrics)
        scrolled = self.verticalScrollBar().value()
        self._paint_heads(painter, columns, palette)
        painter.save()
        painter.setClipRect(QRectF(0, self.head_height, room.width(), room.height() - self.head_height))
        first = max(0, scrolled // self.row_height)
        last = min(len(self._rows), (scrolled + room.height()) // self.row_height + 1)
        widest = max((row.index for row in self._rows), default=REFERENCE)
        for number in range(first, last):
            top = self.head_height + number * self.row_height - scrolled
            self._paint_row(painter, self._rows[number], top, columns, palette, max(widest, REFERENCE * 1.1), metrics)
        bar = columns[2]
        x = bar.left() + (bar.width() - self._value_room(metrics)) * REFERENCE / max(widest, REFERENCE * 1.1)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1.2, Qt.PenStyle.DashLine))
        bottom = self.head_height + len(self._rows) * self.row_height - scrolled
        painter.drawLine(QPointF(x, self.head_height), QPointF(x, min(bottom, room.height())))
        painter.restore()

    def _value_room(self, metrics: QFontMetricsF) -> float:
        return metrics.horizontalAdvance("0000,0") + _GAP

    def _columns(self, room: QRect, metrics: QFontMetricsF) -> list[QRectF]:
        """Left edge and width of each column, in the order of HEADS."""
        number = max(metrics.horizontalAdvance("000"), metrics.horizontalAdvance("Förut")) + 2 * _GAP
        shift = metrics.horizontalAdvance("Flyttas") + 2 * _GAP
        names = max((metrics.horizontalAdvance(row.name) for row in self._rows), default=80.0) + 2 * _GAP
        names = min(names, room.width() * 0.36)
        bars = max(60.0, room.width() - 2 * number - shift - names)
        found, left = [], 0.0
        for width in (number, names, bars, number, shift):
            found.append(QRectF(left, 0, width, self.row_height))
            left += width
        return found

    def _paint_heads(self, painter: QPainter, columns: list[QRectF], palette: QPalette) -> None:
        painter.setPen(muted(palette))
        for number, (column, text) in enumerate(zip(columns, HEADS, strict=True)):
            place = QRectF(column.left() + (0 if number == 2 else _GAP), 0, column.width() - 2 * _GAP, self.head_height)
            painter.drawText(place, _LEFT if number in (1, 2) else _RIGHT, text)

    def _paint_row(
        self, painter: QPainter, row: SlidRow, top: float, columns: list[QRectF], palette: QPalette, widest: float, metrics: QFontMetricsF
    ) -> None:
        places = [column.translated(0, top) for column in columns]
        text = palette.color(QPalette.ColorRole.Text)
        if row.code == self._current:
            whole = QRectF(0, top, places[-1].right(), self.row_height)
            painter.fillRect(whole, palette.color(QPalette.ColorRole.Highlight))
            if self.hasFocus():
                painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(whole.adjusted(1, 1, -1, -1))
        painter.setPen(text)
        painter.drawText(places[0].adjusted(0, 0, -_GAP, 0), _RIGHT, swedish.integer(row.rank))
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, places[1].width() - 2 * _GAP)
        painter.drawText(places[1].adjusted(_GAP, 0, 0, 0), _LEFT, name)
        length = (places[2].width() - self._value_room(metrics)) * max(0.0, row.index) / widest
        bar = QRectF(places[2].left(), top + 4, length, self.row_height - 8)
        painter.fillRect(bar, band_colour(self.bands.of(row.index), palette))
        value = swedish.decimal(row.index)
        place = QRectF(bar.right() + 6, top, 90, self.row_height)
        line = places[2].left() + (places[2].width() - self._value_room(metrics)) * REFERENCE / widest
        if place.left() - 3 < line < place.left() + metrics.horizontalAdvance(value) + 3:
            place.moveLeft(line + 5)  # beside the line, not under it
        painter.drawText(place, _LEFT, value)
        painter.setPen(muted(palette))
        painter.drawText(places[3].adjusted(0, 0, -_GAP, 0), _RIGHT, swedish.integer(row.before) if row.before else swedish.EMPTY)
        painter.setPen(text if row.shift else muted(palette))
        painter.drawText(places[4].adjusted(0, 0, -_GAP, 0), _RIGHT, row.shift_text)

    # --- pointer and keys -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

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
            self.opened.emit(self._rows[index].code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self._rows) - 1
        page = max(1, (self.viewport().height() - self.head_height) // self.row_height)
        steps = _STEPS | {Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        index = self._index()
        if last < 0:
            event.ignore()
        elif key in steps:
            self._choose(min(max(0, index + steps[Qt.Key(key)]), last))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index >= 0 and not event.modifiers():
            self.opened.emit(self._current)
        else:
            event.ignore()

    def _choose(self, index: int) -> None:
        self.set_current(self._rows[index].code)
        self.current_changed.emit(self._current)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()


class WeightsPicture(QWidget):
    """The whole list on white, for a picture."""

    def __init__(self, plot: WeightsPlot) -> None:
        super().__init__()
        self._plot = plot

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._plot.paint_on(painter, self.rect())
        painter.end()
