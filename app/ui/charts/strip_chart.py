"""The assessors' totals for one case, drawn on the scale 0–3 and as a table with the same numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.charts.panel import ChartPanel
from app.ui.charts.strip_plot import StripMark, StripPlot, score_text
from app.ui.tables.model import Column

_SCALE = 2
_EDGE = 16
_WIDTH = 560

COLUMNS: tuple[Column[StripMark], ...] = (
    Column("Bedömare", lambda one: one.name, tip=lambda one: one.name, width=120, stretch=True),
    Column(
        "Total",
        lambda one: one.value,
        score_text,
        align=Qt.AlignmentFlag.AlignRight,
        width=64,
        copy=score_text,
    ),
)


class StripChart(ChartPanel):
    """Shows StripMarks; Ctrl+T turns to the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.plot = StripPlot()
        super().__init__(self.plot, COLUMNS, "Bedömarnas totaler som tabell", self.picture, parent)
        self.readout_label.hide()

    def show_marks(self, title: str, subtitle: str, marks: Sequence[StripMark]) -> None:
        self.show_heading(title, subtitle)
        self.plot.show_marks(marks)
        self.model.set_rows(tuple(marks))
        self._fit()

    def picture(self) -> QImage:
        """On white, with its heading, for other programs."""
        palette = theme.make_palette(theme.LIGHT)
        line = self.fontMetrics().height() + 6
        height = self.plot.sizeHint().height() + line + 2 * _EDGE
        image = QImage(_WIDTH * _SCALE, height * _SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_SCALE)
        image.fill(QColor("white"))
        painter = QPainter(image)
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(palette.text().color())
        painter.drawText(QRectF(_EDGE, _EDGE, _WIDTH - 2 * _EDGE, line), Qt.AlignmentFlag.AlignLeft, self.title_label.text())
        self.plot.paint_on(painter, QRectF(_EDGE, _EDGE + line, _WIDTH - 2 * _EDGE, height - line - 2 * _EDGE), palette)
        painter.end()
        return image

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "plot"):
            self._fit()

    def _fit(self) -> None:
        self.pages.setFixedHeight(max(self.plot.sizeHint().height(), 3 * self.plot._line()))
