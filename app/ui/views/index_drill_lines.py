"""The lines of the tables of the page Fördjupning: the whole first, its parts, and what the parts add up to."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent

from app.domain import swedish
from app.domain.vocabulary import SubIndex
from app.ui.tables.model import Column, Index, RowTableModel
from app.ui.tables.view import RecordTable

if TYPE_CHECKING:
    from app.domain.riskindex.drilldown import CountRow, Counts, Drill, Part, Pocket

HIDDEN = "visas inte"
DRAWN = "Draget mot hela stadens värde, mest där underlaget är litet"
SUM = "Summa"
_RIGHT = Qt.AlignmentFlag.AlignRight
_SHORT = {SubIndex.SOCIAL: "Sociala", SubIndex.HEALTH: "Hälsa", SubIndex.SAFETY: "Trygghet", SubIndex.LIVELIHOOD: "Försörjning"}


@dataclass(frozen=True, slots=True)
class PartLine:
    """A place in the table of indexes; `part` is None in the line of sums."""

    name: str
    part: Part | None
    population: float | None
    is_whole: bool = False

    @property
    def code(self) -> str:
        return "" if self.part is None else self.part.code

    @property
    def is_bold(self) -> bool:
        return self.is_whole or self.part is None


@dataclass(frozen=True, slots=True)
class CountLine:
    """A place in the table of one indicator."""

    name: str
    row: CountRow
    is_whole: bool = False
    is_sum: bool = False

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def is_bold(self) -> bool:
        return self.is_whole or self.is_sum


class LineModel(RowTableModel[Any]):
    """Whole and sum are set in bold."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.FontRole and index.isValid() and self.row_at(index.row()).is_bold:
            font = QFont()
            font.setBold(True)
            return font
        return super().data(index, role)


class DrillTable(RecordTable):
    """Backspace asks for the level above."""

    gone_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.gone_up.emit()
        else:
            super().keyPressEvent(event)


def line_key(line: Any) -> Hashable:
    """The same before and after the figures change; sums have a key of their own."""
    return getattr(line, "is_whole", False), line.code, line.name == SUM


def _number(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.decimal(value)


def _rate(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.rate(value)


def _span(row: CountRow) -> str:
    return swedish.EMPTY if row.uncertain is None else row.uncertain.span


def _whole_number(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.integer(round(value))


def _percent(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.percent(value * 100)


def _plain(value: float | None) -> str:
    return "" if value is None else str(value).replace(".", ",")


def _area(number: int, area: SubIndex) -> Column[PartLine]:
    return Column(
        area.label, lambda line: None if line.part is None else line.part.areas[number], _number, align=_RIGHT, copy=_plain, width=74,
        header=_SHORT[area], drop=2,
    )  # fmt: skip


PART_COLUMNS: tuple[Column[PartLine], ...] = (
    Column("Område", lambda line: line.name, tip=lambda line: line.part.remark if line.part is not None else "", width=130, stretch=True),
    Column("Invånare", lambda line: line.population, _whole_number, align=_RIGHT, copy=_plain, width=76),
    Column("Index", lambda line: None if line.part is None else line.part.index, _number, align=_RIGHT, copy=_plain, width=64),
    *(_area(number, area) for number, area in enumerate(SubIndex)),
    Column(
        "Andel över gränsen", lambda line: None if line.part is None else line.part.share_above, _percent, align=_RIGHT, copy=_plain,
        width=84, header="Andel över\ngränsen",
    ),
    Column("Anmärkning", lambda line: "" if line.part is None else line.part.remark,
           tip=lambda line: "" if line.part is None else line.part.remark, width=190, drop=1),
)  # fmt: skip

COUNT_COLUMNS: tuple[Column[CountLine], ...] = (
    Column("Område", lambda line: line.name, width=130, stretch=True),
    Column("Invånare", lambda line: line.row.population, _whole_number, align=_RIGHT, copy=_plain, width=76, drop=1),
    Column("Täljare", lambda line: _shown(line, line.row.numerator, whole=True), align=_RIGHT, width=80),
    Column("Nämnare", lambda line: line.row.denominator, _whole_number, align=_RIGHT, copy=_plain, width=80),
    Column("Värde", lambda line: _shown(line, line.row.x, rate=True), align=_RIGHT, width=72),
    Column("95 % intervall", lambda line: _span(line.row), align=_RIGHT, width=96, drop=3),
    Column(
        "Utjämnat",
        lambda line: None if line.row.uncertain is None else line.row.uncertain.shrunk,
        _rate,
        align=_RIGHT,
        copy=_plain,
        width=72,
        drop=2,
        tip=lambda _line: DRAWN,
    ),
    Column("Index", lambda line: _shown(line, line.row.index), align=_RIGHT, width=72),
    Column("Anmärkning", lambda line: line.row.remark, tip=lambda line: line.row.remark, width=110),
)

POCKET_COLUMNS: tuple[Column[Pocket], ...] = (
    Column("Del", lambda one: one.part.name, tip=lambda one: one.part.remark, width=140, stretch=True),
    Column("Index", lambda one: one.part.index, _number, align=_RIGHT, copy=_plain, width=64),
    Column("Invånare", lambda one: one.part.population, _whole_number, align=_RIGHT, copy=_plain, width=76),
    Column("Ligger i", lambda one: one.whole.name, width=140),
    Column("Områdets index", lambda one: one.whole.index, _number, align=_RIGHT, copy=_plain, width=110),
    Column("Anmärkning", lambda one: one.part.remark, tip=lambda one: one.part.remark, width=150, drop=1),
)


def _shown(line: CountLine, value: float | None, *, whole: bool = False, rate: bool = False) -> str:
    if line.row.hidden:
        return HIDDEN
    if rate:
        return _rate(value)
    return _whole_number(value) if whole else _number(value)


def part_lines(drill: Drill) -> list[PartLine]:
    whole = PartLine(drill.whole.name, drill.whole, drill.whole.population, is_whole=True)
    parts = [PartLine(f"   {one.name}", one, one.population) for one in drill.parts]
    return [whole, *parts, PartLine(SUM, None, drill.people)] if parts else [whole]


def count_lines(counts: Counts) -> list[CountLine]:
    whole = CountLine(counts.whole.name, counts.whole, is_whole=True)
    parts = [CountLine(f"   {one.name}", one) for one in counts.rows]
    return [whole, *parts, CountLine(SUM, counts.total, is_sum=True)] if parts else [whole]


def finding(drill: Drill, counts: Counts | None) -> str:
    """What the tables say, as a title."""
    whole = drill.whole
    if counts is not None:
        return f"{whole.name}: {counts.indicator.name} ({counts.indicator.unit})"
    index = "inget index" if whole.index is None else f"index {swedish.decimal(whole.index)}"
    if not drill.parts:
        return f"{whole.name}: {index}. Underlaget har inga mindre delar."
    if whole.share_above is None:
        return f"{whole.name}: {index}"
    limit, share = swedish.decimal(drill.threshold, 0), swedish.percent(whole.share_above * 100)
    return f"{whole.name}: {index}, och {share} bor i {drill.parts[0].level.many} med minst {limit}"


def pocket_finding(pockets: Sequence[Pocket], limit: float) -> str:
    shown = swedish.decimal(limit, 0)
    if not pockets:
        return f"Ingen del med minst {shown} ligger i ett område under 100"
    if len(pockets) == 1:
        return f"En del med minst {shown} ligger i ett område under 100"
    return f"{swedish.integer(len(pockets))} delar med minst {shown} ligger i områden under 100"
