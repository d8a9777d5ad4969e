"""Two places side by side: drawn, and as a table with the same numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from app.ui.charts.index_chart import IndexChart
from app.ui.charts.pair_plot import PairPlot
from app.ui.charts.pair_rows import PairData, PairRow, shown_index, shown_points, words
from app.ui.tables.model import Column

_RIGHT = Qt.AlignmentFlag.AlignRight


def _plain(value: object) -> str:
    return "" if value is None else str(value).replace(".", ",")


def columns(names: tuple[str, str]) -> tuple[Column[PairRow], ...]:
    return (
        Column("Delindex", lambda row: row.area.label if row.area is not None else "Alla fyra", width=150),
        Column("Indikator", lambda row: "" if row.is_heading else row.label, width=180, stretch=True),
        Column(names[0], lambda row: row.first, shown_index, align=_RIGHT, copy=_plain, width=110),
        Column(names[1], lambda row: row.second, shown_index, align=_RIGHT, copy=_plain, width=110),
        Column("Skillnad, punkter", lambda row: row.points, shown_points, align=_RIGHT, copy=_plain, width=120),
        Column("Anmärkning", lambda row: row.note, tip=lambda row: row.note, width=140, drop=1),
    )


class PairChart(IndexChart):
    """A line is read, not opened: the frame's signals are all there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.plot = PairPlot()
        super().__init__(self.plot, columns(("Första", "Andra")), "Jämförelsen som tabell", parent, key=lambda row: row.key)
        self.plot.hovered.connect(lambda index: self._describe(index if index >= 0 else self.plot.current))
        self.plot.current_changed.connect(self._describe)
        self.table.row_selected.connect(self._on_row)

    @property
    def shown(self) -> PairData | None:
        return self.plot.shown

    def show_pair(self, data: PairData) -> None:
        self.show_text(data.text)
        self.plot.set_data(data)
        self.model.columns = columns(data.names)
        self.table.blockSignals(True)
        self.model.set_rows(data.rows)
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.model.columns) - 1)
        self.table.blockSignals(False)
        self._describe(-1)

    def _rows(self) -> Sequence[PairRow]:
        return self.shown.rows if self.shown is not None else ()

    def _describe(self, index: int) -> None:
        rows = self._rows()
        text = words(self.shown, rows[index]) if self.shown is not None and 0 <= index < len(rows) else ""
        self.readout_label.setText(text)

    def _on_row(self, row: PairRow | None) -> None:
        if row is not None:
            index = next(number for number, one in enumerate(self._rows()) if one.key == row.key)
            self.plot.set_current(index)
            self._describe(index)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.plot.viewport().update()

    def picture_plot(self) -> QWidget:
        from app.ui.charts.pictures import paper_font, paper_palette, plot_width

        plot = PairPlot(paper_palette())
        plot.setPalette(paper_palette())
        plot.setFont(paper_font(10))
        plot.set_data(self.shown)
        plot.resize(plot_width(), plot.height_for_all())
        plot.grab()  # lays out a widget that is never shown
        return plot
