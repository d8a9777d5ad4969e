"""All activities of a plan in time: drawn, and as a table with the same days."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.domain import swedish
from app.domain.plan_charts import Timeline, TimelineRow
from app.ui.charts.panel import ChartPanel
from app.ui.charts.timeline_plot import TimelinePlot, paint, state_text, words
from app.ui.tables.model import Column

_WIDTH, _SCALE = 1000, 2


def _day(day: object) -> str:
    return swedish.iso_date(day) if day else swedish.EMPTY  # type: ignore[arg-type]


ROW_COLUMNS: tuple[Column[TimelineRow], ...] = (
    Column("Nr", lambda row: row.number, width=40),
    Column("Aktivitet", lambda row: row.title, tip=lambda row: row.title, width=180, stretch=True),
    Column("Börjar", lambda row: row.start, _day, width=88),
    Column("Slutar", lambda row: row.end, _day, width=88),
    Column("Läge", state_text, width=110),
)


class TimelineChart(ChartPanel):
    """Signals: `activity_selected(uid)`, `activity_opened(uid)`."""

    activity_selected = Signal(object)
    activity_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.plot = TimelinePlot()
        super().__init__(self.plot, ROW_COLUMNS, "Aktiviteterna i tid som tabell", self.picture, parent)
        self.plot.current_changed.connect(self._on_current)
        self.plot.opened.connect(lambda index: self.activity_opened.emit(self._row(index).activity))
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(lambda row: self.activity_opened.emit(row.activity))

    def show_line(self, line: Timeline, current: UUID | None = None) -> None:
        self.show_heading(title(line), "")
        self.plot.set_line(line, self._place(line, current))
        self.table.blockSignals(True)
        self.model.set_rows(line.rows)
        self.table.blockSignals(False)
        self._describe()

    def select(self, activity: UUID | None) -> None:
        """Marks an activity, from code; nothing is emitted."""
        if self.plot.line is not None:
            self.plot.set_current(self._place(self.plot.line, activity))
            self._describe()

    @staticmethod
    def _place(line: Timeline, activity: UUID | None) -> int:
        return next((number for number, row in enumerate(line.rows) if row.activity == activity), -1)

    def _row(self, index: int) -> TimelineRow:
        assert self.plot.line is not None
        return self.plot.line.rows[index]

    def _describe(self) -> None:
        line = self.plot.line
        rows = line.rows if line is not None else ()
        self.readout_label.setText(words(rows[self.plot.current]) if 0 <= self.plot.current < len(rows) else "")

    def _on_current(self, index: int) -> None:
        self._describe()
        self.activity_selected.emit(self._row(index).activity)

    def _on_row(self, row: TimelineRow | None) -> None:
        if row is not None:
            self.select(row.activity)
            self.activity_selected.emit(row.activity)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.plot.viewport().update()

    def picture(self) -> QImage:
        """The whole line on white, at twice the screen's size."""
        from app.ui.charts.pictures import paper_palette

        assert self.plot.line is not None
        font = QFont(QGuiApplication.font())
        font.setPixelSize(13)
        height = 34 + (len(self.plot.line.rows) + 1) * 30 + 36
        sheet = QImage(_WIDTH * _SCALE, height * _SCALE, QImage.Format.Format_RGB32)
        sheet.fill(QColor("#ffffff"))
        painter = QPainter(sheet)
        painter.scale(_SCALE, _SCALE)
        painter.setFont(font)
        painter.translate(12, 12)
        paint(painter, self.plot.line, QRect(0, 0, _WIDTH - 24, height - 24), paper_palette())
        painter.end()
        return sheet


def title(line: Timeline) -> str:
    """'5 aktiviteter 2015–2017, 2 pågår'."""
    count = len(line.rows)
    if not count:
        return "Inga aktiviteter än"
    going = sum(row.state is not None and row.state.value == "inProgress" for row in line.rows)
    years = str(line.start.year) if line.start.year == line.end.year else f"{line.start.year}–{line.end.year}"
    what = "En aktivitet" if count == 1 else f"{count} aktiviteter"
    return f"{what} {years}, {going} pågår"
