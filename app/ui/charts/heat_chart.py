"""The heat table as people see it: coloured cells with their values, and a plain table with the same numbers one key away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QCursor, QKeySequence
from PySide6.QtWidgets import QToolTip, QWidget

from app.domain import swedish
from app.domain.riskindex.heat import HeatTable
from app.ui.charts.heat_paint import BY_NAME, BY_RANK
from app.ui.charts.heat_plot import HeatPaper, HeatPlot
from app.ui.charts.index_chart import IndexChart
from app.ui.tables.model import Column
from app.ui.widgets.plain_label import tool_tip

KEYS = (
    "Piltangenterna går mellan rutorna. S sorterar efter kolumnen, P efter plats, N efter namn. Enter visar varför. Ctrl+T visar tabellen."
)
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True, eq=False)
class HeatRow:
    """One unit; its numbers are put in words when they are seen, for a table may have many thousand."""

    table: HeatTable
    place: int

    @property
    def unit(self) -> str:
        return self.table.units[self.place]

    @property
    def label(self) -> str:
        return self.table.labels[self.place]

    @property
    def rank(self) -> int | None:
        return self.table.ranks[self.place] or None

    def value(self, column: int) -> float | None:
        number = float(self.table.values[self.place, column])
        return None if isnan(number) else number

    def text(self, column: int) -> str:
        """With the marks that the drawing has."""
        return self.table.shown(self.place, column, 1)


def heat_rows(table: HeatTable, order: tuple[int, ...]) -> tuple[HeatRow, ...]:
    """The table's rows as the drawing has them."""
    return tuple(HeatRow(table, place) for place in order)


def heat_columns(table: HeatTable | None) -> tuple[Column[HeatRow], ...]:
    found: list[Column[HeatRow]] = [
        Column("Plats", lambda row: row.rank, lambda value: swedish.EMPTY if value is None else str(value), align=_RIGHT, width=56),
        Column("Område", lambda row: row.label, tip=lambda row: row.label, width=170),
    ]
    for number, one in enumerate(table.columns if table is not None else ()):
        found.append(Column(one.title, _at(number), _text, align=_RIGHT, width=90, copy=_copied, tip=_tip(one.title)))
    return tuple(found)


def _at(number: int) -> Callable[[HeatRow], tuple[float | None, str]]:
    return lambda row: (row.value(number), row.text(number))


def _tip(title: str) -> Callable[[HeatRow], str]:
    return lambda row: f"{title}, {row.label}"


def _text(held: tuple[float | None, str]) -> str:
    return held[1]


def _copied(held: tuple[float | None, str]) -> str:
    return "" if held[0] is None else swedish.decimal(held[0])


class HeatChart(IndexChart):
    """Shows a HeatTable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.plot = HeatPlot()
        self._shown: HeatTable | None = None
        self._unit = ""
        super().__init__(self.plot, heat_columns(None), "Värmekartan som tabell", parent, key=lambda row: row.unit)
        self.column_action = self._sort_action("Sortera efter &kolumnen", "S", self._sort_column)
        self.rank_action = self._sort_action("Sortera efter &plats", "P", lambda: self.plot.sort(BY_RANK))
        self.name_action = self._sort_action("Sortera efter &namn", "N", lambda: self.plot.sort(BY_NAME))
        self.plot.hovered.connect(self._on_hovered)
        self.plot.current_changed.connect(self._on_current)
        self.plot.opened.connect(lambda place: self.unit_opened.emit(self._code(place)))
        self.plot.sorted.connect(self._fill_table)
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(lambda row: self.unit_opened.emit(row.unit))

    def _sort_action(self, text: str, key: str, act: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: act())
        self.plot.addAction(action)
        return action

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def shown(self) -> HeatTable | None:
        return self._shown

    @property
    def unit(self) -> str:
        return self._unit

    def show_heat(self, shown: HeatTable, unit: str = "", column: int | None = None) -> None:
        """New numbers in the order that the rows had; the unit is marked when it is there."""
        sheet = self.plot.sheet
        by, rising = (sheet.sorted_by, sheet.rising) if sheet is not None else (BY_RANK, False)
        is_other = self._shown is None or [one.key for one in self._shown.columns] != [one.key for one in shown.columns]
        if is_other and by >= 0:
            by = BY_RANK
        self._shown = shown
        self.show_text(shown.text)
        self.plot.setAccessibleName(f"Värmekarta. {shown.text.title}")
        self.plot.set_table(shown, by, rising)
        self.model.columns = heat_columns(shown)
        self._fill_table()
        if is_other:
            self.table._reset_columns()
        self.select(unit, column)

    def select(self, unit: str, column: int | None = None) -> None:
        """Marks a unit, from code; nothing is emitted."""
        place = self._shown.place(unit) if self._shown is not None else -1
        self._unit = unit if place >= 0 else ""
        self.plot.set_current(place, column)
        self.table.blockSignals(True)
        if self._unit:
            self.table.select_key(self._unit)
        self.table.blockSignals(False)
        self._describe()

    def _fill_table(self) -> None:
        sheet = self.plot.sheet
        assert sheet is not None
        self.table.blockSignals(True)
        self.model.set_rows(heat_rows(sheet.table, sheet.order))
        if self._unit:
            self.table.select_key(self._unit)
        self.table.blockSignals(False)

    def _code(self, place: int) -> str:
        assert self._shown is not None
        return self._shown.units[place]

    def _sort_column(self) -> None:
        column = self.plot.current[1]
        if self.plot.sheet is not None and column >= 0:
            self.plot.sort_by_column(column)

    def _describe(self) -> None:
        place, column = self.plot.current
        text = self._shown.words(place, column) if self._shown is not None and place >= 0 and column >= 0 else ""
        self.readout_label.setText(text or "Peka på en ruta eller gå med piltangenterna för exakta värden.")
        self.plot.setAccessibleDescription(text or KEYS)

    # --- events -----------------------------------------------------------------------------------

    def _on_hovered(self, place: int, column: int) -> None:
        if place < 0 or self._shown is None:
            QToolTip.hideText()
            self._describe()
            return
        text = self._shown.words(place, column)
        self.readout_label.setText(text)
        QToolTip.showText(QCursor.pos() + QPoint(8, 8), tool_tip(text), self.plot)

    def _on_current(self, place: int, _column: int) -> None:
        unit, is_other = self._code(place), self._code(place) != self._unit
        self._unit = unit
        self._describe()
        if is_other:
            self.table.blockSignals(True)
            self.table.select_key(unit)
            self.table.blockSignals(False)
            self.unit_selected.emit(unit)

    def _on_row(self, row: HeatRow | None) -> None:
        if row is not None and row.unit != self._unit:
            self.select(row.unit)
            self.unit_selected.emit(row.unit)

    def menu_actions(self) -> list[QAction]:
        return [self.column_action, self.rank_action, self.name_action, *super().menu_actions()]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._shown is not None:
            self.plot.restyle()

    # --- pictures ---------------------------------------------------------------------------------

    def picture_plot(self) -> QWidget:
        from app.ui.charts.pictures import paper_font, paper_palette, plot_width

        assert self.plot.sheet is not None
        return HeatPaper(self.plot.sheet, paper_palette(), paper_font(9), plot_width())
