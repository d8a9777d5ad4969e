"""Why a unit has its index: the waterfall with its frame, and the same numbers as a table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain import swedish
from app.domain.riskindex.why import Waterfall, WhyRow, inside
from app.ui.charts.index_chart import IndexChart
from app.ui.charts.waterfall_plot import WaterfallPlot
from app.ui.tables.model import Column

NO_INDEX = "Indexet saknas. Här visas de områden som har tillräckligt många värden."
DRAWN = "Utjämnat: draget mot hela stadens värde, mest där underlaget är litet"
COMPARED = "Värdet som 100 står för: stadens, eller det medelvärde som receptet säger"


def _decimal(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.decimal(value)


def _rate(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.rate(value)


def _span(row: WhyRow) -> str:
    return swedish.EMPTY if row.uncertain is None else row.uncertain.span


def _how_sure(row: WhyRow) -> str:
    return "" if row.uncertain is None else f"{row.uncertain.text[:1].upper()}{row.uncertain.text[1:]}. {DRAWN}."


def _bare(value: object) -> str:
    """As a spreadsheet takes it."""
    return "" if value is None else str(value).replace(".", ",")


def _points(row: WhyRow) -> Decimal | None:
    return row.shown if row.counts else None


def told_of(row: WhyRow) -> str:
    """Why it does not count, and what must be known of the value."""
    return ", ".join(([f"räknas inte: {row.reason}"] if row.reason else []) + list(row.marks))


def _about(row: WhyRow) -> str:
    return f"{row.called[:1].upper()}{row.called[1:]}." if row.members else f"{row.indicator.unit}. {row.indicator.source}"


def _share(row: WhyRow) -> float | None:
    return None if row.shown_weight is None else row.shown_weight * 100


def _percent(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.percent(value, 1)


WHY_COLUMNS: tuple[Column[WhyRow], ...] = (
    Column("Indikator", lambda row: row.name, stretch=True, width=150, tip=_about),
    Column("Område", lambda row: row.area.label, width=104, drop=1),
    Column("Värde", lambda row: row.x, _rate, align=Qt.AlignmentFlag.AlignRight, width=60, copy=_bare, tip=_how_sure),
    Column(
        "95 % intervall", _span, align=Qt.AlignmentFlag.AlignRight, width=96,
        drop=2, tip=_how_sure,
    ),
    Column(
        "Utjämnat", lambda row: None if row.uncertain is None else row.uncertain.shrunk, _rate, align=Qt.AlignmentFlag.AlignRight,
        width=70, drop=1, copy=_bare, tip=lambda _row: DRAWN,
    ),
    Column(
        "Jämförelse", lambda row: row.city, _rate, align=Qt.AlignmentFlag.AlignRight, width=84, tip=lambda _row: COMPARED, copy=_bare,
    ),
    Column("Index", lambda row: row.shown_index, _decimal, align=Qt.AlignmentFlag.AlignRight, width=56, copy=_bare),
    Column(
        "Vikt", _share, _percent, align=Qt.AlignmentFlag.AlignRight, width=60, drop=2,
        copy=_bare,
    ),
    Column(
        "Punkter", _points, lambda value: swedish.EMPTY if value is None else swedish.signed(value),
        align=Qt.AlignmentFlag.AlignRight, width=64, copy=_bare,
    ),
    Column("Till samma nivå", lambda row: row.people_text, align=Qt.AlignmentFlag.AlignRight, width=90, header="Till samma\nnivå"),
    Column("Att veta", told_of, width=130, tip=told_of),
)  # fmt: skip


def words(row: WhyRow, found: Waterfall) -> str:
    """One indicator in a line: value, what it is compared with, index, weight, points, people, marks."""
    if row.members:
        parts = [f"{row.name}: {row.called.removesuffix(' sammanlagt')}"]
    elif row.hidden:
        parts = [f"{row.name}: visas inte ({row.indicator.unit})"]
    else:
        parts = [f"{row.name}: {_rate(row.x)} ({row.indicator.unit}), {found.compared_with} {_rate(row.city)}"]
        parts += [row.uncertain.text] if row.uncertain is not None else []
    if row.shown_index is not None:
        parts.append(f"index {swedish.decimal(row.shown_index)}")
    if row.counts and found.sums:
        parts += [f"vikt {_percent(_share(row))}"] if row.shown_weight is not None else []
        parts.append(f"{swedish.signed(row.shown)} punkter")
    if row.people:
        parts.append(f"{row.people_text} ger samma nivå som {found.compared_with}")
    told = told_of(row)
    return "; ".join(parts) + (f". {told[:1].upper()}{told[1:]}." if told else ".")


def notes_of(found: Waterfall) -> str:
    """What the star stands for, and what does not count, by reason."""
    marks = dict.fromkeys(mark for row in found.rows for mark in row.marks)
    told = [f"* {', '.join(marks)}."] if marks else []
    reasons: dict[str, list[str]] = {}
    for row in found.missing:
        reasons.setdefault(row.reason, []).append(inside(row.name))
    out = [f"{swedish.join(names)} ({reason})" for reason, names in reasons.items()]
    return " ".join([*told, *([f"Räknas inte: {'; '.join(out)}."] if out else [])])


class WaterfallChart(IndexChart):
    """`indicator_opened(code)`: the user wants to write of this indicator."""

    indicator_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.plot = WaterfallPlot()
        super().__init__(self.plot, WHY_COLUMNS, "Indikatorerna som tabell", parent)
        self.found: Waterfall | None = None
        self.column.removeWidget(self.readout_label)
        self.column.insertWidget(self.column.indexOf(self.pages), self.readout_label)  # in view together with the first bars
        self.readout_label.setMinimumHeight(2 * self.fontMetrics().height() + 4)  # the page does not jump under the pointer
        self.readout_label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.plot.hovered.connect(lambda number: self._describe(number if number >= 0 else self.plot.current))
        self.plot.current_changed.connect(self._describe)
        self.plot.opened.connect(self._on_opened)

    def show_waterfall(self, found: Waterfall) -> None:
        kept = self._code(self.plot.current)
        self.found = found
        self.show_text(replace(found.text, footer=" ".join(part for part in (notes_of(found), found.text.footer) if part)))
        self.plot.set_waterfall(found)
        codes = [one.code for one in self.plot.lines]
        self.plot.set_current(codes.index(kept) if kept and kept in codes else -1)
        self.model.set_rows((*found.rows, *found.missing))
        self.pages.setMinimumHeight(self.plot.height_for_all())
        self._describe(self.plot.current)

    def _code(self, number: int) -> str:
        return self.plot.lines[number].code if 0 <= number < len(self.plot.lines) else ""

    def _describe(self, number: int) -> None:
        if self.found is None:
            return
        code = self._code(number)
        row = next((one for one in self.found.rows if one.code == code), None)
        if row is not None:
            text = words(row, self.found)
        elif 0 <= number < len(self.plot.lines):
            text = f"{self.plot.lines[number].label}: index {self.plot.lines[number].points}."
        elif self.found.index is None:
            text = NO_INDEX
        elif self.found.note:
            text = self.found.note
        else:
            text = "Peka på en stapel eller gå med pilarna för att se talen bakom den. Enter skriver en kommentar om den."
        self.readout_label.setText(text)
        self.plot.setAccessibleDescription(text)

    def _on_opened(self, number: int) -> None:
        code = self._code(number)
        if code:
            self.indicator_opened.emit(code)

    def picture_plot(self) -> QWidget:
        from app.ui.charts.pictures import paper_font, paper_palette, plot_width

        assert self.found is not None
        plot = WaterfallPlot(paper_palette())
        plot.setFont(paper_font(10))
        plot.set_waterfall(self.found)
        plot.resize(plot_width(), plot.height_for_all())
        plot.grab()  # lays out a widget that is never shown
        plot.lay_out()
        return plot

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.found is not None:
            self.plot.restyle()
            self.plot.lay_out()
            self.plot.setMinimumHeight(self.plot.height_for_all())
            self.pages.setMinimumHeight(self.plot.height_for_all())
