"""The ranking while weights are tried, in the frame of every index chart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain import swedish
from app.domain.riskindex.series import ChartText
from app.ui.charts.index_chart import IndexChart
from app.ui.charts.weights_plot import SlidRow, WeightsPicture, WeightsPlot
from app.ui.tables.model import Column

_RIGHT = Qt.AlignmentFlag.AlignRight


def _rank(rank: int) -> str:
    return swedish.integer(rank) if rank else swedish.EMPTY


COLUMNS: tuple[Column[SlidRow], ...] = (  # the chart adds the band in words
    Column("Plats nu", lambda row: row.rank, _rank, align=_RIGHT, width=80, copy=_rank),
    Column("Område", lambda row: row.name, width=160, stretch=True),
    Column("Index", lambda row: row.index, swedish.decimal, align=_RIGHT, width=80, copy=swedish.decimal),
    Column("Plats förut", lambda row: row.before, _rank, align=_RIGHT, width=90, copy=_rank),
    Column("Flyttas", lambda row: row.shift_text, align=_RIGHT, width=80),
)


class WeightsChart(IndexChart):
    """Shows SlidRows; the table is filled only while it is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.plot = WeightsPlot()
        columns = (*COLUMNS, Column("Jämfört med staden", self._band, width=160))
        super().__init__(self.plot, columns, "Rangordningen med provade vikter som tabell", parent)
        self.plot.current_changed.connect(self._on_current)
        self.plot.opened.connect(self.unit_opened)
        self.table.opened.connect(lambda row: self.unit_opened.emit(row.code))
        self.table_action.toggled.connect(lambda shown: self._fill() if shown else None)

    def show_rows(self, text: ChartText, rows: Sequence[SlidRow]) -> None:
        if text != self.text:
            self.show_text(text)
        self.plot.set_rows(rows)
        if self.table_action.isChecked():
            self._fill()
        self._describe()

    def select(self, code: str) -> None:
        self.plot.set_current(code)
        self._describe()

    def _fill(self) -> None:
        self.model.set_rows(self.plot.rows)

    def _describe(self) -> None:
        row = next((one for one in self.plot.rows if one.code == self.plot.current), None)
        self.readout_label.setText(f"{row.words}, {self._band(row)}" if row is not None else "")

    def _band(self, row: SlidRow) -> str:
        return self.plot.bands.of(row.index).label

    def _on_current(self, code: str) -> None:
        self._describe()
        self.unit_selected.emit(code)

    def picture_plot(self) -> QWidget:
        from app.ui.charts.pictures import paper_font, paper_palette, plot_width

        plot = WeightsPlot(paper_palette())
        plot.setFont(paper_font(10))
        plot.bands = self.plot.bands
        plot.set_rows(self.plot.rows)
        picture = WeightsPicture(plot)
        picture.setPalette(paper_palette())
        picture.resize(plot_width(), plot.height_for_all())
        return picture
