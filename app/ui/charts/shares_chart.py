"""In how many weightings, methods and omissions a statement is true, as bars and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from app.domain import swedish
from app.domain.riskindex.series import ChartText
from app.domain.riskindex.statement_words import percent_text
from app.ui.charts.index_chart import IndexChart
from app.ui.charts.shares_plot import ShareRow, SharesPlot
from app.ui.tables.model import Column

_RIGHT = Qt.AlignmentFlag.AlignRight

COLUMNS: tuple[Column[ShareRow], ...] = (
    Column("Prövat med", lambda row: row.label, width=220, stretch=True, tip=lambda row: row.what),
    Column("Stämmer, procent", lambda row: percent_text(row.share) if row.share.of else swedish.EMPTY, align=_RIGHT, width=130),
    Column("Stämmer i", lambda row: row.share.held, swedish.integer, align=_RIGHT, width=90),
    Column("Av", lambda row: row.share.of, swedish.integer, align=_RIGHT, width=80),
)


class SharesChart(IndexChart):
    """Shows ShareRows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.plot = SharesPlot()
        super().__init__(self.plot, COLUMNS, "Andelarna som tabell", parent)
        self.plot.current_changed.connect(self._describe)

    def show_rows(self, text: ChartText, rows: Sequence[ShareRow]) -> None:
        self.show_text(text)
        self.plot.set_rows(rows)
        self.model.set_rows(tuple(rows))
        self._fit()
        self._describe(-1)

    def _describe(self, index: int) -> None:
        row = self.plot.rows[index] if 0 <= index < len(self.plot.rows) else None
        text = f"{row.label}: {row.text}. {row.what}" if row is not None else ""
        self.readout_label.setText(text or "Peka på en stapel, eller välj med piltangenterna, för att se vad den räknar.")
        self.plot.setAccessibleDescription(text or "Välj stapel med piltangenterna. Ctrl+T visar samma tal som tabell.")

    def _fit(self) -> None:
        self.pages.setFixedHeight(max(self.plot.sizeHint().height(), 6 * round(self.plot.row_height)))

    def picture_plot(self) -> QWidget:
        from app.ui.charts.pictures import paper_font, paper_palette, plot_width

        plot = SharesPlot(paper_palette())
        plot.setPalette(paper_palette())
        plot.setFont(paper_font(10))
        plot.set_rows(self.plot.rows)
        plot.resize(plot_width(), plot.sizeHint().height())
        return plot

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "plot"):
            self._fit()
