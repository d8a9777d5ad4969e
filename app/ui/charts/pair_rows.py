"""The lines of a comparison: each area and its indicators, two indexes a line and the points between them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.domain import swedish
from app.domain.riskindex.series import ChartText, Measure
from app.domain.riskindex.why import Compared, Waterfall, WhyRow
from app.domain.vocabulary import SubIndex

TOTAL = "TOTAL"


@dataclass(frozen=True, slots=True)
class PairRow:
    """A line; `points` is the first's share less the second's, None where nothing is split."""

    key: str  # an indicator's code, an area's value, or TOTAL
    label: str
    area: SubIndex | None  # None: the whole index
    is_heading: bool
    first: float | None
    second: float | None
    points: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PairData:
    """What chart and table show; `names` is what the two are called."""

    names: tuple[str, str]
    reference: str  # "staden", "staden 2006"
    rows: tuple[PairRow, ...]
    text: ChartText

    @property
    def is_split(self) -> bool:
        return bool(self.rows) and self.rows[0].points is not None

    @property
    def reach(self) -> tuple[float, float]:
        """How far the points go to either side of 0; both at least 0, one of them at least 1."""
        held = [float(one.points) for one in self.rows if one.points is not None]
        left, right = max([0.0, *(-one for one in held)]), max([0.0, *held])
        return (left, right) if left + right > 0 else (0.0, 1.0)

    @property
    def span(self) -> tuple[float, float]:
        """Lowest and highest index drawn, 100 always among them."""
        held = [value for one in self.rows for value in (one.first, one.second) if value is not None]
        low, high = min([*held, 100.0]), max([*held, 100.0])
        room = max(high - low, 20.0) * 0.06
        return low - room if low < 0 else max(0.0, low - room), high + room


def pair_rows(first: Waterfall, second: Waterfall, split: Compared | None) -> tuple[PairRow, ...]:
    """The whole, then each area with its indicators, those that part the two most first; of a part's index its own ones."""
    total = None if split is None else split.shown
    area = None if first.measure is Measure.TOTAL else SubIndex.of(first.measure.value)
    rows = [PairRow(TOTAL, first.measure.label, area, True, first.index, second.index, total)]
    if area is not None:
        return (*rows, *_indicators(split, area))
    points = {area: shown for area, _exact, shown in split.areas()} if split is not None else {}
    for one, other in zip(first.areas, second.areas, strict=True):
        if one.value is None and other.value is None:
            continue
        rows.append(PairRow(one.area.value, one.area.label, one.area, True, one.value, other.value, points.get(one.area)))
        rows += _indicators(split, one.area)
    return tuple(rows)


def _indicators(split: Compared | None, area: SubIndex) -> list[PairRow]:
    if split is None:
        return []
    own = [one for one in split.rows if one.indicator.area is area]
    own.sort(key=lambda one: (-abs(one.points), swedish.sort_key(one.indicator.name)))
    return [
        PairRow(
            key=one.indicator.code, label=one.indicator.name, area=area, is_heading=False, first=_index(one.first),
            second=_index(one.second), points=one.shown, note=_note(one.first, one.second),
        )
        for one in own
    ]  # fmt: skip


def _index(row: WhyRow | None) -> float | None:
    return None if row is None else row.shown_index


def _note(first: WhyRow | None, second: WhyRow | None) -> str:
    if first is None or second is None:
        return "räknas bara i det ena"
    return ", ".join(dict.fromkeys((*first.marks, *second.marks)))


def shown_index(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.decimal(value)


def shown_points(value: Decimal | None) -> str:
    """'+3,2', '−1,0', '0,0', '–'."""
    return swedish.EMPTY if value is None else swedish.signed(value)


def words(data: PairData, row: PairRow) -> str:
    """'Arbetslöshet: Tensta 212,0, Husby 180,5, skillnad +4,1 punkter.'"""
    told = f"{row.label}: {data.names[0]} {shown_index(row.first)}, {data.names[1]} {shown_index(row.second)}"
    told += f", skillnad {shown_points(row.points)} punkter" if row.points is not None else ""
    return f"{told} ({row.note})." if row.note else f"{told}."
