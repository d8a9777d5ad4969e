"""The drawing of shares: one bar a row from 0 to 100 per cent, with the limits of the convention as lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from app.domain import swedish
from app.domain.riskindex.series import Band
from app.domain.riskindex.statement_words import percent_text
from app.domain.riskindex.statements import OFTEN, SURE, Share
from app.ui.charts.colours import band_colour, muted

_GAP = 8.0
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One way of trying the statement; `is_apart` rows say something else than the choice of weights and method."""

    label: str
    share: Share
    what: str  # what was tried, in words
    is_apart: bool = False

    @property
    def text(self) -> str:
        if not self.share.of:
            return "kan inte svara"
        return f"{percent_text(self.share)} % ({swedish.integer(self.share.held)} av {swedish.integer(self.share.of)})"


class SharesPlot(QWidget):
    """Signal: `current_changed(index)`, by pointer or keys; -1: none."""

    current_changed = Signal(int)

    def __init__(self, colours: QPalette | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._rows: tuple[ShareRow, ...] = ()
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def rows(self) -> tuple[ShareRow, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[ShareRow]) -> None:
        self._rows, self._current = tuple(rows), -1
        self.setMinimumHeight(self.sizeHint().height())
        self.update()

    def colours(self) -> QPalette:
        return self.palette() if self._colours is None else self._colours

    @property
    def row_height(self) -> float:
        return QFontMetricsF(self.font()).height() + 10

    @property
    def head_height(self) -> float:
        return QFontMetricsF(self.font()).height() + 4

    def _top(self, index: int) -> float:
        """Rows that stand apart have a gap before them."""
        apart = any(row.is_apart for row in self._rows[: index + 1])
        return self.head_height + index * self.row_height + (12 if apart else 0)

    def sizeHint(self) -> QSize:
        return QSize(480, round(self._top(max(0, len(self._rows) - 1)) + self.row_height + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, metrics = self.colours(), QFontMetricsF(self.font())
        text, grey = palette.color(QPalette.ColorRole.Text), muted(palette)
        names = min(max((metrics.horizontalAdvance(row.label) for row in self._rows), default=0.0), self.width() * 0.4)
        numbers = max((metrics.horizontalAdvance(row.text) for row in self._rows), default=0.0) + _GAP
        axis = QRectF(names + 2 * _GAP, self.head_height, max(60.0, self.width() - names - numbers - 4 * _GAP), self.height())
        self._paint_limits(painter, axis, metrics, grey)
        for index, row in enumerate(self._rows):
            place = QRectF(0, self._top(index), self.width(), self.row_height)
            if index == self._current:
                painter.fillRect(place, palette.color(QPalette.ColorRole.Highlight))
                if self.hasFocus():
                    painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
                    painter.drawRect(place.adjusted(1, 1, -1, -1))
            painter.setPen(text)
            label = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, names)
            painter.drawText(QRectF(_GAP, place.top(), names + 2, place.height()), _LEFT, label)
            bar = QRectF(axis.left(), place.top() + 5, axis.width(), place.height() - 10)
            faint = QColor(grey)
            faint.setAlpha(50)
            painter.fillRect(bar, faint)
            colour = grey if row.is_apart else band_colour(Band.BELOW, palette)
            painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * row.share.part, bar.height()), colour)
            painter.setPen(text)
            painter.drawText(QRectF(axis.right() + _GAP, place.top(), numbers, place.height()), _LEFT, row.text)
        painter.end()

    def _paint_limits(self, painter: QPainter, axis: QRectF, metrics: QFontMetricsF, grey: QColor) -> None:
        apart = next((index for index, row in enumerate(self._rows) if row.is_apart), len(self._rows))
        bottom = self._top(apart - 1) + self.row_height if apart else axis.bottom()
        right = axis.right() + 40
        for limit in (SURE, OFTEN):
            x = axis.left() + limit * axis.width()
            painter.setPen(QPen(grey, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, self.head_height - 2), QPointF(x, bottom))
            label = f"{round(limit * 100)} %"
            width = metrics.horizontalAdvance(label) + 2
            left = min(x - width / 2, right - width)
            painter.setPen(grey)
            painter.drawText(QRectF(left, 0, width, self.head_height), Qt.AlignmentFlag.AlignCenter, label)
            right = left - 4

    # --- pointer and keys -------------------------------------------------------------------------

    def index_at(self, y: float) -> int:
        for index in range(len(self._rows)):
            if self._top(index) <= y < self._top(index) + self.row_height:
                return index
        return -1

    def _choose(self, index: int) -> None:
        if index != self._current:
            self._current = index
            self.update()
            self.current_changed.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(self.index_at(event.position().y()))

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        if not self.hasFocus():
            self._choose(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self._rows) - 1
        if last < 0 or key not in _STEPS:
            event.ignore()
            return
        self._choose(min(max(0, self._current + _STEPS[Qt.Key(key)]), last))
