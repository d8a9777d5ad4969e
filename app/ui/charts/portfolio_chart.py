"""Granted kronor per inhabitant beside the index, as a chart and as a table with the same numbers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip, QWidget

from app.domain import swedish
from app.domain.riskindex.portfolio import Point, Portfolio
from app.ui.charts.index_chart import IndexChart
from app.ui.charts.portfolio_plot import PortfolioPlot
from app.ui.tables.model import Column
from app.ui.widgets.plain_label import tool_tip

_RIGHT = Qt.AlignmentFlag.AlignRight
_PICTURE_HEIGHT = 560

COLUMNS: tuple[Column[Point], ...] = (
    Column("Område", lambda one: one.name, tip=lambda one: one.name, width=160, stretch=True),
    Column("Index", lambda one: one.index, swedish.decimal, align=_RIGHT, width=72, copy=swedish.decimal),
    Column("Invånare", lambda one: one.inhabitants, swedish.integer, align=_RIGHT, width=84),
    Column("Beviljat, kr", lambda one: one.granted, swedish.integer, align=_RIGHT, width=110),
    Column("Kr per invånare", lambda one: one.per_inhabitant, swedish.decimal, align=_RIGHT, width=120, copy=swedish.decimal),
    Column("Ärenden", lambda one: one.cases, swedish.integer, align=_RIGHT, width=84),
    Column("Delade ärenden", lambda one: one.shared, swedish.integer, align=_RIGHT, width=120, drop=1),
)


def words(point: Point) -> str:
    """'Tensta: index 180,2, beviljat 3 000 000 kr i 2 ärenden, 164 kr per invånare'."""
    index = "index saknas" if point.index is None else f"index {swedish.decimal(point.index)}"
    if not point.granted:
        return f"{point.name}: {index}, inget beviljat"
    each = "" if point.per_inhabitant is None else f", {swedish.decimal(point.per_inhabitant, 0)}{swedish.NBSP}kr per invånare"
    count = "ett ärende" if point.cases == 1 else f"{point.cases} ärenden"
    part = ", varav en del delas med andra stadsdelar" if point.shared else ""
    return f"{point.name}: {index}, beviljat {swedish.kronor(point.granted)} i {count}{each}{part}"


class PortfolioChart(IndexChart):
    """Shows a Portfolio."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.plot = PortfolioPlot()
        self._shown: Portfolio | None = None
        super().__init__(self.plot, COLUMNS, "Beviljat och index som tabell", parent, key=lambda one: one.unit)
        self.plot.hovered.connect(self._on_hovered)
        self.plot.current_changed.connect(self._on_current)
        self.plot.opened.connect(lambda number: self.unit_opened.emit(self._drawn[number].unit))
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(lambda point: self.unit_opened.emit(point.unit))

    @property
    def _drawn(self) -> tuple[Point, ...]:
        return self._shown.drawn if self._shown is not None else ()

    def set_portfolio(self, shown: Portfolio, unit: str) -> None:
        """New figures in the same drawing, with a unit in view ('' for none)."""
        self._shown = shown
        self.show_text(shown.text)
        self.plot.set_portfolio(shown)
        self.table.blockSignals(True)
        self.model.set_rows(shown.points)
        self.table.blockSignals(False)
        self.select(unit)

    def select(self, unit: str) -> None:
        """Marks the unit, from code; nothing is emitted."""
        place = next((number for number, one in enumerate(self._drawn) if one.unit == unit), -1)
        self.plot.set_current(place)
        self.table.blockSignals(True)
        if unit:
            self.table.select_key(unit)
        self.table.blockSignals(False)
        self._describe(self._point(unit))

    def picture_plot(self) -> PortfolioPlot:
        from app.ui.charts.pictures import paper_font, paper_palette, plot_width

        assert self._shown is not None
        plot = PortfolioPlot(paper_palette())
        plot.setPalette(paper_palette())
        plot.setFont(paper_font(10))
        plot.set_portfolio(self._shown)
        plot.resize(plot_width(), _PICTURE_HEIGHT)
        return plot

    def _point(self, unit: str) -> Point | None:
        points = self._shown.points if self._shown is not None else ()
        return next((one for one in points if one.unit == unit), None)

    def _describe(self, point: Point | None) -> None:
        text = words(point) if point is not None else ""
        self.readout_label.setText(text)
        self.plot.setAccessibleDescription(text or "Gå mellan områdena med piltangenterna. Ctrl+T visar samma tal som tabell.")

    def _on_hovered(self, number: int) -> None:
        if number < 0:
            QToolTip.hideText()
            return
        QToolTip.showText(QCursor.pos() + QPoint(8, 8), tool_tip(words(self._drawn[number])), self.plot)

    def _on_current(self, number: int) -> None:
        self._choose(self._drawn[number].unit)

    def _on_row(self, point: Point | None) -> None:
        if point is not None:
            self._choose(point.unit)

    def _choose(self, unit: str) -> None:
        self.select(unit)
        self.unit_selected.emit(unit)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "plot"):
            self.plot.update()
