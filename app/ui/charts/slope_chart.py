"""Saved scenarios beside each other, in the frame of every index chart."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from app.domain import swedish
from app.domain.riskindex.series import ChartText
from app.ui.charts.index_chart import IndexChart
from app.ui.charts.slope_plot import Slope, SlopeLine, SlopePlot
from app.ui.tables.model import Column


def columns_of(slope: Slope) -> tuple[Column[SlopeLine], ...]:
    """The unit, and its rank in each scenario."""

    def of(number: int) -> Column[Any]:
        return Column(
            slope.scenarios[number],
            lambda line: line.ranks[number],
            lambda rank: swedish.integer(rank) if rank else swedish.EMPTY,
            align=Qt.AlignmentFlag.AlignRight,
            width=110,
        )

    return (Column("Område", lambda line: line.name, width=160, stretch=True), *(of(number) for number in range(len(slope.scenarios))))


class SlopeChart(IndexChart):
    """Shows a Slope."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.plot = SlopePlot()
        super().__init__(self.plot, columns_of(Slope((), ())), "Scenarierna som tabell", parent)
        self.plot.hovered.connect(lambda index: self._describe(index if index >= 0 else self.plot.current))
        self.plot.current_changed.connect(self._on_current)

    def show_slope(self, text: ChartText, slope: Slope, current: str = "") -> None:
        self.show_text(text)
        index = next((number for number, line in enumerate(slope.lines) if line.code == current), -1)
        self.plot.set_slope(slope, index)
        self.plot.setMinimumHeight(self.plot.height_for_all())
        self.model.beginResetModel()
        self.model.columns = columns_of(slope)
        self.model.endResetModel()
        self.model.set_rows(slope.lines)
        self._describe(index)

    def _describe(self, index: int) -> None:
        slope = self.plot.slope
        text = slope.words(slope.lines[index]) if slope is not None and 0 <= index < len(slope.lines) else ""
        self.readout_label.setText(text)
        self.plot.setAccessibleDescription(text or "Välj område med piltangenterna. Ctrl+T visar samma tal som tabell.")

    def _on_current(self, index: int) -> None:
        self._describe(index)
        slope = self.plot.slope
        if slope is not None:
            self.unit_selected.emit(slope.lines[index].code)

    def picture_plot(self) -> QWidget:
        from app.ui.charts.pictures import paper_font, paper_palette, plot_width

        plot = SlopePlot(paper_palette())
        plot.setFont(paper_font(10))
        plot.resize(plot_width(), 200)
        if self.plot.slope is not None:
            plot.set_slope(self.plot.slope, self.plot.current)
        plot.resize(plot_width(), plot.height_for_all())
        plot.grab()  # lays out a widget that is never shown
        plot.lay_out()
        return plot

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "plot"):
            self.plot.restyle()
            self.plot.lay_out()
