"""The drawing of a heat table on screen: scrolls under a header and names that stand still, walked cell by cell with the keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.domain.riskindex.heat import HeatTable
from app.ui.charts.heat_paint import BY_NAME, BY_RANK, HeatLayout, Sheet, View, paint, paint_hover, sheet_of
from app.ui.charts.kept_picture import KeptPicture

_STEPS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}


class HeatPlot(QAbstractScrollArea):
    """Signals, by places in the table: `hovered(unit, column)` (-1: none), `current_changed(unit, column)`, `opened(unit)`, `sorted()`."""

    hovered = Signal(int, int)
    current_changed = Signal(int, int)
    opened = Signal(int)
    sorted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._cells = QImage()
        self._current = self._hover = (-1, -1)  # row in the order, column
        self._pressed = -1  # the row that the button went down in
        self._whole = False
        self._kept = KeptPicture()
        self._layout: HeatLayout | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setMinimumSize(320, 160)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet | None:
        return self._sheet

    @property
    def current(self) -> tuple[int, int]:
        """The unit and column in view, as places in the table; -1 for none."""
        row, column = self._current
        return (self._sheet.order[row] if self._sheet is not None and row >= 0 else -1), column

    def set_table(self, table: HeatTable, sorted_by: int = BY_RANK, rising: bool = False) -> None:
        """New numbers; the unit and column in view stay in view where they still are."""
        unit, column = self.current
        before = self._sheet.table if self._sheet is not None else None
        code = before.units[unit] if before is not None and unit >= 0 else ""
        key = before.columns[column].key if before is not None and 0 <= column < len(before.columns) else ""
        self._sheet = sheet_of(table, sorted_by, rising)
        place = table.place(code)
        held = next((number for number, one in enumerate(table.columns) if one.key == key), 0)
        self._current = (self._sheet.order.index(place), held) if place >= 0 else (-1, held if table.columns else -1)
        self._hover = (-1, -1)
        self.restyle()

    def sort(self, by: int, rising: bool = False) -> None:
        """Order the rows; the unit in view stays in view."""
        if self._sheet is not None:
            self.set_table(self._sheet.table, by, rising)
            self._bring_into_view()
            self.sorted.emit()

    def sort_by_column(self, column: int) -> None:
        """By a column, the highest first; once more turns it round."""
        assert self._sheet is not None
        again = self._sheet.sorted_by == column
        self.sort(column, again and not self._sheet.rising)

    def set_current(self, unit: int, column: int | None = None) -> None:
        """Marks a cell, from code; nothing is emitted."""
        row = self._sheet.order.index(unit) if self._sheet is not None and unit >= 0 else -1
        self._current = (row, max(0, self._current[1]) if column is None else column)
        self._bring_into_view()
        self.viewport().update()

    def show_whole(self, whole: bool) -> None:
        """All rows in the height there is, however thin."""
        self._whole = whole
        self.restyle()

    def restyle(self) -> None:
        self._kept.forget()
        if self._sheet is not None:
            self._cells = self._sheet.cells(self.palette())
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        if self._sheet is None:
            return
        size = self.viewport().size()
        table = self._sheet.table
        self._layout = layout = HeatLayout(table, self.font(), size.width(), size.height(), whole=self._whole)
        for bar, whole, room, step in (
            (self.verticalScrollBar(), layout.height, size.height(), layout.row),
            (self.horizontalScrollBar(), layout.width, size.width(), layout.column),
        ):
            bar.setRange(0, max(0, round(whole - room)))
            bar.setPageStep(max(1, room))
            bar.setSingleStep(max(1, round(step)))

    def _bring_into_view(self) -> None:
        if self._layout is None or self._current[0] < 0:
            return
        layout, (row, column) = self._layout, self._current
        room = self.viewport().height() - layout.head - layout.foot
        for bar, start, length, seen in (
            (self.verticalScrollBar(), row * layout.row, layout.row, room),
            (self.horizontalScrollBar(), column * layout.column, layout.column, self.viewport().width() - layout.names),
        ):
            if start < bar.value():
                bar.setValue(int(start))
            elif start + length > bar.value() + seen:
                bar.setValue(int(start + length - seen) + 1)

    # --- events -----------------------------------------------------------------------------------

    def _view(self) -> View:
        size = self.viewport().size()
        return View(
            size.width(),
            size.height(),
            self.horizontalScrollBar().value(),
            self.verticalScrollBar().value(),
            self._current,
            self.hasFocus(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._sheet is None or self._layout is None:
            return
        view = self._view()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._kept.of(self.viewport(), view, self._paint_all))
        if self._hover[0] >= 0:
            paint_hover(painter, self._sheet, self._layout, self.palette(), view, self._hover)
        painter.end()

    def _paint_all(self, painter: QPainter) -> None:
        assert self._sheet is not None
        assert self._layout is not None
        paint(painter, self._sheet, self._layout, self.palette(), self._view(), self._cells)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_layout"):
            self.restyle()

    def place_at(self, position: QPointF) -> tuple[int, int]:
        """Row in the order (-1: the header) and column (-1: the names) under a point; (-2, -2) outside."""
        if self._layout is None or self._sheet is None:
            return -2, -2
        layout = self._layout
        x, y = position.x(), position.y()
        row = int((y - layout.head + self.verticalScrollBar().value()) // layout.row) if y >= layout.head else -1
        column = int((x - layout.names + self.horizontalScrollBar().value()) // layout.column) if x >= layout.names else -1
        if y > self.viewport().height() - layout.foot or row >= layout.rows or column >= len(self._sheet.table.columns):
            return -2, -2
        return row, column

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row, column = self.place_at(event.position())
        self._hover_at((row, column) if row >= 0 and column >= 0 else (-1, -1))

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._hover_at((-1, -1))

    def _hover_at(self, place: tuple[int, int]) -> None:
        if place != self._hover and self._sheet is not None:
            self._hover = place
            self.viewport().update()
            self.hovered.emit(self._sheet.order[place[0]] if place[0] >= 0 else -1, place[1])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, column = self.place_at(event.position())
        self._pressed = -1
        if event.button() is not Qt.MouseButton.LeftButton or self._sheet is None or row < -1:
            return
        self._pressed = row
        if row == -1 and column >= 0:
            self.sort_by_column(column)
        elif row == -1:
            self.sort(BY_NAME if self._sheet.sorted_by == BY_RANK else BY_RANK)
        else:
            self._choose(row, max(column, 0) if column >= 0 else max(0, self._current[1]))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click in a row goes to its unit; a press that is drawn away only chooses."""
        row, _column = self.place_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and row == self._pressed >= 0 and self._sheet is not None:
            self.opened.emit(self._sheet.order[row])
        self._pressed = -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._sheet is None or not self._sheet.order:
            event.ignore()
            return
        last = len(self._sheet.order) - 1
        page = max(1, int((self.viewport().height() - self._layout.head - self._layout.foot) // self._layout.row)) if self._layout else 1
        row, column = self._current
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = _STEPS | {Qt.Key.Key_PageUp: (-page, 0), Qt.Key.Key_PageDown: (page, 0)}
        if key in steps:
            down, right = steps[Qt.Key(key)]
            self._choose(min(max(0, row + down), last) if row >= 0 else 0, column + right)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            at_end = key == Qt.Key.Key_End
            self._choose((last if at_end else 0) if control else max(0, row), column if control else (10**6 if at_end else 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.opened.emit(self._sheet.order[row])
        else:
            event.ignore()

    def _choose(self, row: int, column: int) -> None:
        assert self._sheet is not None
        self._current = (row, min(max(0, column), len(self._sheet.table.columns) - 1))
        self._bring_into_view()
        self.viewport().update()
        self.current_changed.emit(*self.current)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()


class HeatPaper(QWidget):
    """The whole table for a picture; laid out and never shown."""

    def __init__(self, sheet: Sheet, palette: QPalette, font: QFont, width: int) -> None:
        super().__init__()
        self._sheet, self._colours = sheet, palette
        self.setFont(font)
        columns = len(sheet.table.columns)
        self._layout = HeatLayout(sheet.table, font, width, 600)
        if self._layout.width > width:  # as narrow as it takes to hold all columns
            self._layout.column = max(8.0, (width - self._layout.names) / max(1, columns))
            self._layout.has_values = self._layout.column >= self.fontMetrics().horizontalAdvance("000") + 2
        self.resize(width, round(self._layout.height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = QRectF(self.rect())
        painter.fillRect(room, self._colours.color(QPalette.ColorRole.Base))
        paint(painter, self._sheet, self._layout, self._colours, View(room.width(), room.height()))
        painter.end()
