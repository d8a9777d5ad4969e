"""The tables of the page Håller det?: what happens without one part, what drives the ranking, and how far every place holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt

from app.domain import swedish
from app.domain.riskindex.statement_words import rank_text
from app.domain.riskindex.statements import DriverRow, UnitRow, WithoutRow
from app.ui.charts.rank_strip_chart import answer_text
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.section import Section

_RIGHT = Qt.AlignmentFlag.AlignRight
_MOST_ROWS = 12


def shift_text(shift: int) -> str:
    """Places moved: '+3' down the list, '−2' up, '0' not at all."""
    return f"+{swedish.integer(shift)}" if shift > 0 else swedish.integer(shift)


def _share(value: float) -> str:
    return swedish.percent(100 * value, 1)


WITHOUT: tuple[Column[WithoutRow], ...] = (
    Column("Utan", lambda row: row.text[:1].upper() + row.text[1:], width=230, stretch=True),
    Column("Plats", lambda row: row.rank, lambda rank: swedish.integer(rank) if rank else swedish.EMPTY, align=_RIGHT, width=60),
    Column("Flyttas", lambda row: row.shift, shift_text, align=_RIGHT, width=70),
    Column("Påståendet", lambda row: answer_text(row.holds), width=110),
    Column("Alla: i snitt", lambda row: row.mean_shift, swedish.decimal, align=_RIGHT, width=90),
    Column("Alla: mest", lambda row: row.largest_shift, swedish.integer, align=_RIGHT, width=90),
)
DRIVERS: tuple[Column[DriverRow], ...] = (
    Column("Indikator", lambda row: row.name, width=230, stretch=True),
    Column("Delindex", lambda row: row.area.label, width=170),
    Column("Vikt", lambda row: row.nominal, _share, align=_RIGHT, width=80),
    Column("Verkligt inflytande", lambda row: row.real, _share, align=_RIGHT, width=140),
)


def unit_columns(named: Callable[[str], str], first: int) -> tuple[Column[UnitRow], ...]:
    return (
        Column("Plats", lambda row: row.rank, swedish.integer, align=_RIGHT, width=60),
        Column("Område", lambda row: named(row.code), width=180, stretch=True),
        Column("Index", lambda row: row.index, swedish.decimal, align=_RIGHT, width=70),
        Column("Median", lambda row: row.median, rank_text, align=_RIGHT, width=70),
        Column("5 %", lambda row: row.low, rank_text, align=_RIGHT, width=60),
        Column("95 %", lambda row: row.high, rank_text, align=_RIGHT, width=60),
        Column(f"Bland de {first} första", lambda row: row.first, _share, align=_RIGHT, width=140),
        Column("Metoderna", lambda row: f"{row.best}–{row.worst}" if row.best != row.worst else str(row.best), align=_RIGHT, width=90),
    )


class TableSection(Section):
    """A heading, a line on what the table says, and the table as high as its rows need up to a limit."""

    def __init__(self, title: str, about: str, columns: Sequence[Column[Any]], key: Callable[[Any], str]) -> None:
        super().__init__(title, about)
        self.model: RowTableModel[Any] = RowTableModel(columns, self, key=key)
        self.table = RecordTable(self.model, title)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.add(self.table)

    def show_rows(self, rows: Sequence[Any]) -> None:
        self.model.set_rows(rows)
        line = self.table.verticalHeader().defaultSectionSize()
        shown = min(max(1, len(rows)), _MOST_ROWS)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + shown * line + 4)
