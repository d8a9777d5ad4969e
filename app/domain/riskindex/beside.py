"""The index beside a case: every series that knows its districts; evidence for R13 and R19, never a verdict (domain brief, 7.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.riskindex.series import Measure, Ranking

NO_LIMIT = (
    "Indexet är ett underlag för bedömningen av plats och omfattning (R13 och R19). "
    "Det finns ingen gräns som avgör ärendet, och indexet beskriver områden, inte människorna i dem."
)


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One district in one series; `rank` is 0 where it has none."""

    district: str
    name: str
    series: str  # 'Publicerad 2012', 'Planens kopia 2012'
    about: str  # what the values are, whole: reference, day of freezing, recipe
    values: Mapping[Measure, float]
    rank: int = 0
    out_of: int = 0
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class IndexBeside:
    """What a case's tab shows: the lines, district by district, and the ranking of the board's own districts and those it names."""

    lines: tuple[IndexLine, ...]
    ranking: Ranking | None
    sentences: tuple[str, ...]
