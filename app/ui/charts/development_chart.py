"""Development as people see it: all lines in one drawing or small charts a board, and a table with the same numbers one key away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QStackedWidget, QToolTip, QWidget

from app.domain import swedish
from app.domain.riskindex.development import Development, ReferenceKind
from app.ui.charts.development_plot import DevelopmentPlot
from app.ui.charts.index_chart import IndexChart
from app.ui.charts.multiples_plot import MultiplesPaper, MultiplesPlot
from app.ui.tables.model import Column
from app.ui.widgets.plain_label import tool_tip

PICTURE_HEIGHT = 520
KEYS = "Upp och ned väljer område, vänster och höger år, Enter öppnar. Ctrl+T visar samma tal som tabell."
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the table; `place` is -1 for the city."""

    place: int
    unit: str
    label: str
    group: str
    values: tuple[float | None, ...]
    change: float | None
    per_cent: float | None


def line_rows(shown: Development) -> tuple[LineRow, ...]:
    """The city first, then the units in the drawing's order."""
    who = f"{shown.who[:1].upper()}{shown.who[1:]}"
    city_change = _known(shown.city[-1] - shown.city[0]) if len(shown.years) > 1 and not shown.city_broken.any() else None
    is_fixed = shown.reference is ReferenceKind.FIXED
    start = _known(shown.city[0]) if len(shown.years) else None
    city_share = 100.0 * city_change / start if is_fixed and city_change is not None and start else None
    found = [LineRow(-1, "", who, "", tuple(_known(one) for one in shown.city), city_change, city_share)]
    values = shown.values.tolist()
    for place in sorted(range(len(shown.units)), key=lambda one: swedish.sort_key(shown.labels[one])):
        found.append(
            LineRow(
                place,
                shown.units[place],
                shown.labels[place],
                shown.groups[place],
                tuple(_known(one) for one in values[place]),
                _known(shown.points[place]),
                _known(shown.per_cent[place]),
            )
        )
    return tuple(found)


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _number(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.decimal(value)


def _signed(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.signed(value)


def _copied(value: float | None) -> str:
    return "" if value is None else swedish.decimal(value)


def line_columns(shown: Development | None) -> tuple[Column[LineRow], ...]:
    """A column a year, the change in points, and per cent on the fixed base."""
    found: list[Column[LineRow]] = [Column("Område", lambda row: row.label, width=150, stretch=True)]
    if shown is None:
        return tuple(found)
    if any(shown.groups):
        found.append(Column("Nämnd", lambda row: row.group, width=140, drop=1))
    for place, year in enumerate(shown.years):
        found.append(Column(str(year), _of_year(place), _number, align=_RIGHT, width=62, copy=_copied))
    found.append(Column("Punkter", lambda row: row.change, _signed, align=_RIGHT, width=76, copy=_copied))
    if shown.reference is ReferenceKind.FIXED:
        found.append(Column("Procent", lambda row: row.per_cent, _signed, align=_RIGHT, width=76, copy=_copied))
    return tuple(found)


def _of_year(place: int) -> Callable[[LineRow], float | None]:
    return lambda row: row.values[place]


class DevelopmentDrawing(QStackedWidget):
    """Both drawings of the same lines; the keyboard goes to the one in view."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = DevelopmentPlot()
        self.multiples = MultiplesPlot()
        self.addWidget(self.lines)
        self.addWidget(self.multiples)
        self.setFocusProxy(self.lines)

    @property
    def in_view(self) -> DevelopmentPlot | MultiplesPlot:
        return self.multiples if self.currentWidget() is self.multiples else self.lines

    @property
    def both(self) -> tuple[DevelopmentPlot, MultiplesPlot]:
        return self.lines, self.multiples

    def show_multiples(self, shown: bool) -> None:
        self.setCurrentWidget(self.multiples if shown else self.lines)
        self.setFocusProxy(self.in_view)


class DevelopmentChart(IndexChart):
    """Shows a Development."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.drawings = DevelopmentDrawing()
        self._shown: Development | None = None
        self._unit = ""
        super().__init__(self.drawings, line_columns(None), "Utvecklingen som tabell", parent, key=lambda row: row.unit)
        for plot in self.drawings.both:
            plot.hovered.connect(self._on_hovered)
            plot.current_changed.connect(self._on_current)
            plot.year_changed.connect(self._describe)
            plot.opened.connect(lambda unit: self.unit_opened.emit(self._code(unit)))
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(lambda row: self.unit_opened.emit(row.unit) if row.unit else None)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def shown(self) -> Development | None:
        return self._shown

    @property
    def unit(self) -> str:
        return self._unit

    def show_lines(self, shown: Development, unit: str = "") -> None:
        """New numbers; the unit is marked when it has a line."""
        is_other = self._shown is None or _titles(self._shown) != _titles(shown)
        self._shown = shown
        self._unit = unit if unit in shown.units else ""
        self.show_text(shown.text)
        self._draw()
        self.table.blockSignals(True)
        self.model.columns = line_columns(shown)
        self.model.set_rows(line_rows(shown))
        if is_other:
            self.table._reset_columns()
        self._select_row()
        self.table.blockSignals(False)
        self._describe()

    def show_multiples(self, shown: bool) -> None:
        self.drawings.show_multiples(shown)
        self._draw()

    def _draw(self) -> None:
        """The drawing in view; the other one is drawn when it is wanted."""
        plot = self.drawings.in_view
        if self._shown is None:
            return
        if plot.shown is self._shown:
            plot.set_current(self._place(self._unit))
        else:
            plot.set_lines(self._shown, self._place(self._unit))
            plot.setAccessibleName(f"Linjediagram. {self._shown.text.title}")

    def select(self, unit: str) -> None:
        """Marks a unit, from code; nothing is emitted."""
        self._unit = unit if self._shown is not None and unit in self._shown.units else ""
        for plot in self.drawings.both:
            if plot.shown is self._shown:
                plot.set_current(self._place(self._unit))
        self.table.blockSignals(True)
        self._select_row()
        self.table.blockSignals(False)
        self._describe()

    def _select_row(self) -> None:
        if self._unit:
            self.table.select_key(self._unit)

    def _place(self, unit: str) -> int:
        return self._shown.units.index(unit) if self._shown is not None and unit in self._shown.units else -1

    def _code(self, place: int) -> str:
        assert self._shown is not None
        return self._shown.units[place]

    def words(self, place: int, year: int) -> str:
        """The exact value with the city's beside it."""
        assert self._shown is not None
        text = self._shown.words(place, year)
        if self._shown.reference is ReferenceKind.SAME_YEAR:
            return text
        return f"{text}. {self._shown.city_words(year)}"

    def _describe(self) -> None:
        place = self._place(self._unit)
        year = self.drawings.in_view.year
        text = self.words(place, year) if place >= 0 and year >= 0 else ""
        self.readout_label.setText(text or "Peka på en linje eller välj med piltangenterna för exakta värden.")
        for plot in self.drawings.both:
            plot.setAccessibleDescription(text or KEYS)

    # --- events -----------------------------------------------------------------------------------

    def _on_hovered(self, unit: int, year: int) -> None:
        if unit < 0 or self._shown is None:
            QToolTip.hideText()
            self._describe()
            return
        text = self.words(unit, year)
        self.readout_label.setText(text)
        QToolTip.showText(QCursor.pos() + QPoint(8, 8), tool_tip(text), self.drawings)

    def _on_current(self, place: int) -> None:
        self.select(self._code(place))
        self.unit_selected.emit(self._unit)

    def _on_row(self, row: LineRow | None) -> None:
        if row is not None and row.unit and row.unit != self._unit:
            self.select(row.unit)
            self.unit_selected.emit(row.unit)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._shown is not None:
            for plot in self.drawings.both:
                plot.restyle()
            self.drawings.lines.lay_out()

    # --- pictures ---------------------------------------------------------------------------------

    def picture_plot(self) -> QWidget:
        from app.ui.charts.pictures import paper_font, paper_palette, plot_width

        assert self._shown is not None
        if self.drawings.in_view is self.drawings.multiples:
            return MultiplesPaper(self._shown, self._place(self._unit), paper_palette(), paper_font(10), plot_width())
        plot = DevelopmentPlot(paper_palette())
        plot.setFont(paper_font(10))
        plot.resize(plot_width(), PICTURE_HEIGHT)
        plot.set_lines(self._shown, self._place(self._unit))
        plot.grab()  # lays out a widget that is never shown
        plot.lay_out()
        return plot


def _titles(shown: Development) -> tuple[object, ...]:
    return shown.years, shown.reference, any(shown.groups)
