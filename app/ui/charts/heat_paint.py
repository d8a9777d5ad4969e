"""How a heat table is laid out and painted: header and first column stand still, cells as one image, values where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPalette, QPen, QPolygonF

from app.domain import swedish
from app.domain.riskindex.heat import SMALL_TEXT, WITHHELD_TEXT, HeatTable
from app.ui.charts.colours import muted
from app.ui.charts.heat_colours import TICKS, colour_of, ink_is_white, pixels

BY_NAME, BY_RANK = -2, -1  # orders that are not by a column
_PAD = 4.0
_MOST_NAMES = 0.28  # of the width
_LEFT, _RIGHT, _CENTRE, _MIDDLE = (
    Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignVCenter,
)  # fmt: skip
_BLACK, _WHITE = QColor("#000000"), QColor("#ffffff")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown: the table, rows in order, and which column (or BY_NAME, BY_RANK) they are ordered by."""

    table: HeatTable
    order: tuple[int, ...]
    sorted_by: int
    rising: bool

    def cells(self, palette: QPalette) -> QImage:
        """One pixel a cell, rows in order."""
        values = self.table.values[list(self.order)] if self.order else self.table.values
        found = pixels(values, palette)
        height, width = found.shape
        return QImage(found.tobytes(), width, height, 4 * width, QImage.Format.Format_RGB32).copy() if width and height else QImage()


class HeatLayout:
    """Sizes in pixels for a font and a room; `whole` presses all rows into it."""

    def __init__(self, table: HeatTable, font: QFont, width: float, height: float, *, whole: bool = False) -> None:
        bold = QFont(font)
        bold.setBold(True)
        self.font, self.bold = font, bold
        metrics, heavy = QFontMetricsF(font), QFontMetricsF(bold)
        self.line = metrics.height()
        self.rank_width = metrics.horizontalAdvance("000") + _PAD
        names = max((heavy.horizontalAdvance(label) for label in table.labels), default=80.0) + self.rank_width + 3 * _PAD
        self.names = min(names, max(110.0, width * _MOST_NAMES))
        self.columns = len(table.columns)
        least = 6.0 if whole else metrics.horizontalAdvance("000*") + 2 * _PAD
        self.column = min(max(least, (width - self.names) / max(1, self.columns)), max(150.0, least))
        titles = max((metrics.horizontalAdvance(one.title) for one in table.columns), default=0.0)
        self.upright = titles + 2 * _PAD > self.column  # titles stand on end where they do not fit
        self.group = self.line + 4 if len({one.group for one in table.columns}) > 1 else 0.0
        self.head = self.group + (
            min(titles + 2 * _PAD, max(84.0, min(height * 0.36, self.line * (8.5 if height < 500 else 13.0))))
            if self.upright
            else self.line + 8
        )
        self.foot = self.line + 12
        if height - self.head - self.foot < 4 * (self.line + 6):
            self.foot = 0.0  # the values say what the scale would
        self.rows = len(table.units)
        room = max(1.0, height - self.head - self.foot)
        self.row = max(0.5, min(room / max(1, self.rows), self.line + 6)) if whole else self.line + 6
        self.has_values = self.row >= self.line * 0.85 and self.column >= metrics.horizontalAdvance("000") + 2
        self.has_names = self.row >= self.line * 0.8

    @property
    def width(self) -> float:
        return self.names + self.column * self.columns

    @property
    def height(self) -> float:
        return self.head + self.rows * self.row + self.foot


@dataclass(frozen=True, slots=True)
class View:
    """Where in the table the drawing is, and what is marked; rows are places in the order."""

    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    current: tuple[int, int] = (-1, -1)
    has_focus: bool = False


def paint(painter: QPainter, sheet: Sheet, layout: HeatLayout, palette: QPalette, view: View, cells: QImage | None = None) -> None:
    """`cells` on screen; without it each cell is a rectangle, as a vector drawing needs."""
    painter.setFont(layout.font)
    frame = QRectF(layout.names, layout.head, max(0.0, view.width - layout.names), max(0.0, view.height - layout.head - layout.foot))
    rows = range(max(0, int(view.y // layout.row)), min(layout.rows, int((view.y + frame.height()) // layout.row) + 1))
    first = max(0, int(view.x // layout.column))
    columns = range(first, min(len(sheet.table.columns), int((view.x + frame.width()) // layout.column) + 1))
    painter.save()
    painter.setClipRect(frame)
    _paint_cells(painter, sheet, layout, palette, view, frame, rows, columns, cells)
    _paint_marks(painter, layout, palette, view, frame)
    painter.restore()
    painter.save()
    painter.setClipRect(QRectF(0, layout.head, layout.names, frame.height()))
    _paint_names(painter, sheet, layout, palette, view, rows)
    painter.restore()
    painter.save()
    painter.setClipRect(QRectF(0, 0, view.width, layout.head))
    _paint_head(painter, sheet, layout, palette, view, columns)
    painter.restore()
    if layout.foot:
        _paint_legend(painter, sheet, layout, palette, QRectF(0, 0, view.width, view.height))


def _cell(layout: HeatLayout, view: View, row: int, column: int) -> QRectF:
    return QRectF(layout.names + column * layout.column - view.x, layout.head + row * layout.row - view.y, layout.column, layout.row)


def _paint_cells(
    painter: QPainter,
    sheet: Sheet,
    layout: HeatLayout,
    palette: QPalette,
    view: View,
    frame: QRectF,
    rows: range,
    columns: range,
    cells: QImage | None,
) -> None:
    table = sheet.table
    if not len(rows) or not len(columns):
        return
    if cells is not None:
        part = QRectF(columns.start, rows.start, len(columns), len(rows))
        corner = _cell(layout, view, rows.start, columns.start)
        painter.drawImage(QRectF(corner.left(), corner.top(), len(columns) * layout.column, len(rows) * layout.row), cells, part)
    else:
        for row in rows:
            for column in columns:
                value = float(table.values[sheet.order[row], column])
                if value == value:  # noqa: PLR0124 - not missing
                    painter.fillRect(_cell(layout, view, row, column), colour_of(value, palette))
    seen = table.values[np.ix_([sheet.order[row] for row in rows], list(columns))]
    hatch = QBrush(muted(palette), Qt.BrushStyle.BDiagPattern)
    for row, column in np.argwhere(np.isnan(seen)).tolist():
        cell = _cell(layout, view, rows[row], columns[column])
        painter.fillRect(cell.adjusted(1, 1, -1, -1) if layout.row > 4 else cell, hatch)
    _paint_grid(painter, sheet, layout, palette, view, frame, rows, columns)
    if layout.has_values:
        _paint_values(painter, sheet, layout, palette, view, rows, columns, seen)


def _paint_values(
    painter: QPainter, sheet: Sheet, layout: HeatLayout, palette: QPalette, view: View, rows: range, columns: range, seen: np.ndarray
) -> None:
    """Black and white ink apart, so that the pen is set a few times and not for every cell."""
    table = sheet.table
    white, missing = ink_is_white(seen, palette), np.isnan(seen)
    for ink, which in ((_BLACK, ~white & ~missing), (_WHITE, white & ~missing), (palette.color(QPalette.ColorRole.Text), missing)):
        painter.setPen(ink)
        for bold in (False, True):
            painter.setFont(layout.bold if bold else layout.font)
            for row, column in np.argwhere(which).tolist():
                if (table.columns[columns[column]].measure is not None) is bold:
                    text = table.shown(sheet.order[rows[row]], columns[column])
                    painter.drawText(_cell(layout, view, rows[row], columns[column]), _CENTRE | _MIDDLE, text)
    painter.setFont(layout.font)


def _paint_grid(
    painter: QPainter, sheet: Sheet, layout: HeatLayout, palette: QPalette, view: View, frame: QRectF, rows: range, columns: range
) -> None:
    base = palette.color(QPalette.ColorRole.Base)
    lines = []
    if layout.row >= 7:
        tops = [_cell(layout, view, row, 0).top() for row in rows]
        lines += [QLineF(frame.left(), top, frame.right(), top) for top in tops]
    starts = [column for column in columns if column and sheet.table.columns[column].group != sheet.table.columns[column - 1].group]
    lefts = [_cell(layout, view, 0, column).left() for column in columns]
    painter.setPen(QPen(base, 1))
    painter.drawLines(lines + [QLineF(left, frame.top(), left, frame.bottom()) for left in lefts])
    painter.setPen(QPen(base, 5))
    painter.drawLines([QLineF(left, frame.top(), left, frame.bottom()) for left in (_cell(layout, view, 0, one).left() for one in starts)])


def _paint_marks(painter: QPainter, layout: HeatLayout, palette: QPalette, view: View, frame: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if view.current[0] >= 0:
        cell = _cell(layout, view, *view.current)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Base), 4 if view.has_focus else 1))
        painter.drawRect(cell.adjusted(1, 1, -1, -1))
        painter.setPen(
            QPen(palette.color(QPalette.ColorRole.Accent if view.has_focus else QPalette.ColorRole.Text), 2.5 if view.has_focus else 1.5)
        )
        painter.drawRect(cell.adjusted(1, 1, -1, -1))


def _paint_names(painter: QPainter, sheet: Sheet, layout: HeatLayout, palette: QPalette, view: View, rows: range) -> None:
    for row in rows:
        if row == view.current[0]:
            place = QRectF(0, layout.head + row * layout.row - view.y, layout.names - 2, layout.row)
            painter.fillRect(place, palette.color(QPalette.ColorRole.Highlight))
        if layout.has_names:
            _paint_name(painter, sheet, layout, palette, view, row)
    if not layout.has_names and view.current[0] in rows:
        _paint_name(painter, sheet, layout, palette, view, view.current[0])


def _paint_name(painter: QPainter, sheet: Sheet, layout: HeatLayout, palette: QPalette, view: View, row: int) -> None:
    """Where there is no room for all names, the one that is meant lies over the others' place."""
    unit, is_current = sheet.order[row], row == view.current[0]
    place = QRectF(0, layout.head + row * layout.row - view.y, layout.names, layout.row)
    if not layout.has_names:
        top = min(max(layout.head, place.center().y() - layout.line / 2), view.height - layout.foot - layout.line)
        place = QRectF(0, top, layout.names, layout.line)
        painter.fillRect(place, palette.color(QPalette.ColorRole.Highlight if is_current else QPalette.ColorRole.Base))
    font = layout.bold if is_current else layout.font
    rank = sheet.table.ranks[unit]
    painter.setFont(font)
    painter.setPen(muted(palette))
    painter.drawText(QRectF(0, place.top(), layout.rank_width, place.height()), _RIGHT | _MIDDLE, str(rank) if rank else swedish.EMPTY)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    room = QRectF(layout.rank_width + 2 * _PAD, place.top(), layout.names - layout.rank_width - 3 * _PAD, place.height())
    text = QFontMetricsF(font).elidedText(sheet.table.labels[unit], Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT | _MIDDLE, text)


def paint_hover(painter: QPainter, sheet: Sheet, layout: HeatLayout, palette: QPalette, view: View, hover: tuple[int, int]) -> None:
    """The mark of the cell pointed at, over a drawing that is kept."""
    frame = QRectF(layout.names, layout.head, view.width - layout.names, view.height - layout.head - layout.foot)
    painter.save()
    painter.setClipRect(frame)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1))
    painter.drawRect(_cell(layout, view, *hover).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setClipRect(QRectF(0, layout.head, layout.names, frame.height()))
    if not layout.has_names:
        _paint_name(painter, sheet, layout, palette, view, hover[0])
    painter.restore()


def _paint_head(painter: QPainter, sheet: Sheet, layout: HeatLayout, palette: QPalette, view: View, columns: range) -> None:
    painter.setFont(layout.font)
    text, grey = palette.color(QPalette.ColorRole.Text), muted(palette)
    painter.setPen(text if sheet.sorted_by < 0 else grey)
    corner = QRectF(layout.rank_width + 2 * _PAD, layout.head - layout.line - _PAD, layout.names, layout.line)
    painter.drawText(corner, _LEFT | _MIDDLE, {BY_RANK: "Efter plats", BY_NAME: "Efter namn"}.get(sheet.sorted_by, "Område"))
    painter.setClipRect(QRectF(layout.names, 0, view.width - layout.names, layout.head))
    for column in columns:
        _paint_title(painter, sheet, layout, palette, view, column)
    if not layout.group:
        return
    painter.setFont(layout.bold)
    painter.setPen(text)
    for group, held in groupby(range(len(sheet.table.columns)), key=lambda column: sheet.table.columns[column].group):
        numbers = list(held)
        left = max(layout.names, layout.names + numbers[0] * layout.column - view.x)
        right = layout.names + (numbers[-1] + 1) * layout.column - view.x
        room = QRectF(left + 3, 0, right - left - 6, layout.group)
        if group and room.width() > 12:
            painter.drawText(room, _LEFT | _MIDDLE, QFontMetricsF(layout.bold).elidedText(group, Qt.TextElideMode.ElideRight, room.width()))
            painter.fillRect(QRectF(left + 3, layout.group - 2, right - left - 6, 1), grey)
    painter.setFont(layout.font)


def _paint_title(painter: QPainter, sheet: Sheet, layout: HeatLayout, palette: QPalette, view: View, column: int) -> None:
    one = sheet.table.columns[column]
    cell = QRectF(layout.names + column * layout.column - view.x, layout.group, layout.column, layout.head - layout.group)
    is_marked = column in (view.current[1], sheet.sorted_by)
    font = layout.bold if is_marked or one.measure is not None else layout.font
    painter.setFont(font)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    mark = 10.0 if column == sheet.sorted_by else 0.0
    title = f"{one.title} *" if one.note else one.title
    if layout.upright:
        painter.save()
        painter.translate(cell.center().x(), cell.bottom() - _PAD - mark)
        painter.rotate(-90)
        room = QRectF(0, -layout.line / 2, cell.height() - 2 * _PAD - mark, layout.line)
        painter.drawText(room, _LEFT | _MIDDLE, QFontMetricsF(font).elidedText(title, Qt.TextElideMode.ElideRight, room.width()))
        painter.restore()
    else:
        painter.drawText(cell.adjusted(0, 0, -mark, 0), _CENTRE | _MIDDLE, title)
    if mark:
        _paint_arrow(painter, QPointF(cell.center().x() if layout.upright else cell.right() - 8, cell.bottom() - 7), sheet.rising, palette)


def _paint_arrow(painter: QPainter, at: QPointF, rising: bool, palette: QPalette) -> None:
    down = -3.0 if rising else 3.0
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color(QPalette.ColorRole.Text))
    painter.drawPolygon(QPolygonF([at + QPointF(-4, -down), at + QPointF(4, -down), at + QPointF(0, down)]))
    painter.restore()


def _paint_legend(painter: QPainter, sheet: Sheet, layout: HeatLayout, palette: QPalette, room: QRectF) -> None:
    """The scale with its numbers, the hatching and the star."""
    metrics = QFontMetricsF(layout.font)
    top = room.height() - layout.foot + 7
    painter.setFont(layout.font)
    x = _PAD
    who = sheet.table.compared_with
    labels = [
        f"{swedish.decimal(TICKS[0], 0)} och lägre",
        *(swedish.decimal(one, 0) for one in TICKS[1:-1]),
        f"{swedish.decimal(TICKS[-1], 0)} och högre",
    ]
    labels[TICKS.index(100.0)] = f"100 = {who}"
    for value, label in zip(TICKS, labels, strict=True):
        box = QRectF(x, top + 1, 18, layout.line - 2)
        painter.fillRect(box, colour_of(value, palette))
        painter.setPen(QPen(muted(palette), 1))
        painter.drawRect(box)
        x = _words(painter, palette, metrics, x + 23, top, label)
    if np.isnan(sheet.table.values).any():
        box = QRectF(x, top + 1, 18, layout.line - 2)
        painter.fillRect(box, QBrush(muted(palette), Qt.BrushStyle.BDiagPattern))
        x = _words(painter, palette, metrics, x + 23, top, "värde saknas")
    if sheet.table.small.any() or any(one.note for one in sheet.table.columns):
        x = _words(painter, palette, metrics, x, top, SMALL_TEXT)
    if sheet.table.withheld is not None and sheet.table.withheld.any():
        text = metrics.elidedText(WITHHELD_TEXT, Qt.TextElideMode.ElideRight, max(0.0, room.width() - x))
        _words(painter, palette, metrics, x, top, text)


def _words(painter: QPainter, palette: QPalette, metrics: QFontMetricsF, x: float, top: float, text: str) -> float:
    width = metrics.horizontalAdvance(text) + 2
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(QRectF(x, top, width, metrics.height()), _LEFT | _MIDDLE, text)
    return x + width + 12


def sheet_of(table: HeatTable, sorted_by: int, rising: bool) -> Sheet:
    """Rows in order."""
    order: Sequence[int]
    if sorted_by == BY_NAME:
        order = table.order_by_name()
    elif 0 <= sorted_by < len(table.columns):
        order = table.order_by(sorted_by, rising)
    else:
        sorted_by, order = BY_RANK, table.order_by_rank()
    return Sheet(table, tuple(order), sorted_by, rising)
