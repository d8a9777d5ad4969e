"""An objective as people see it: its way to the target in words, drawn, and as a table with the same numbers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.domain import swedish
from app.domain.plan_charts import ObjectiveChart
from app.ui.charts.objective_plot import Mark, ObjectivePlot
from app.ui.charts.panel import ChartPanel
from app.ui.tables.model import Column
from app.ui.widgets.plain_label import PlainLabel

NOTHING_TO_DRAW = "Diagrammet ritas när målet har utgångsvärde och målvärde, eller ett uppföljningsvärde med dag."
_SIZE = (900, 420)
_SCALE = 2


def _plain(value: object) -> str:
    """As a spreadsheet takes it."""
    return str(value).replace(".", ",")


MARK_COLUMNS: tuple[Column[Mark], ...] = (
    Column("Vad", lambda one: one.kind, width=104),
    Column("Dag", lambda one: one.point.day, lambda day: swedish.iso_date(day) if day else swedish.EMPTY, width=88),
    Column(
        "Värde",
        lambda one: one.point.value,
        swedish.number,
        align=Qt.AlignmentFlag.AlignRight,
        width=72,
        copy=_plain,
    ),
    Column("Källa", lambda one: one.point.source, tip=lambda one: one.point.source, stretch=True),
)


class ObjectiveChartPanel(ChartPanel):
    """Shows one ObjectiveChart; arrow keys go from value to value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.plot = ObjectivePlot()
        super().__init__(self.plot, MARK_COLUMNS, "Målets värden som tabell", self.picture, parent)
        self._chart: ObjectiveChart | None = None
        self.empty_label = PlainLabel(NOTHING_TO_DRAW, "muted", wrap=True)
        self.empty_label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.pages.addWidget(self.empty_label)
        self.plot.hovered.connect(self._on_hovered)
        self.plot.current_changed.connect(self._describe)

    def show_chart(self, chart: ObjectiveChart) -> None:
        is_other = self._chart is None or self._chart.title != chart.title
        self._chart = chart
        self.show_heading(chart.title, chart.unit)
        kept = -1 if is_other else self.plot.current
        if chart.has_values:
            self.plot.set_chart(chart)
            self.plot.set_current(kept)
        self.model.set_rows(self.plot.marks if chart.has_values else ())
        for action in (self.table_action, self.copy_action):
            action.setEnabled(chart.has_values)
        self.pages.setCurrentIndex(int(self.table_action.isChecked()) if chart.has_values else 2)
        self.plot.setAccessibleName(f"Diagram. {chart.title}")
        self._describe(self.plot.current)

    def _describe(self, index: int) -> None:
        if self._chart is None:
            return
        marks = self.plot.marks if self._chart.has_values else ()
        text = marks[index].words if 0 <= index < len(marks) else self._chart.sentence
        self.readout_label.setText(text)
        self.readout_label.setVisible(self._chart.has_values)  # without values there is nothing to add to what is missing
        self.plot.setAccessibleDescription(text)

    def _on_hovered(self, index: int) -> None:
        self._describe(index if index >= 0 else self.plot.current)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._chart is not None:
            self.plot.restyle()
            self.plot.lay_out()

    def picture(self) -> QImage:
        """The chart on white with its words, at twice the screen's size."""
        from app.ui.charts.pictures import paper_palette

        assert self._chart is not None
        width, height = _SIZE
        sheet = QImage(width * _SCALE, height * _SCALE, QImage.Format.Format_RGB32)
        sheet.fill(QColor("#ffffff"))
        plot = ObjectivePlot(paper_palette())
        plot.setFont(_font(13))
        plot.resize(width - 48, height - 124)
        plot.set_chart(self._chart)
        plot.grab()  # lays out a widget that is never shown
        plot.lay_out()
        painter = QPainter(sheet)
        painter.scale(_SCALE, _SCALE)
        painter.setPen(QColor("#1c2126"))
        for top, text, font in (
            (16, self._chart.title, _font(20, bold=True)),
            (44, self._chart.unit, _font(13)),
            (height - 48, self._chart.sentence, _font(13)),
        ):
            painter.setFont(font)
            painter.drawText(QRect(24, top, width - 48, 40), int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), text)
        painter.translate(24, 68)
        plot.render(painter)
        painter.end()
        return sheet


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font
