"""Index series and the ranking that screen, paper and table all draw (risk-index brief, sections 1, 3.7 and 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain import swedish
from app.domain.vocabulary import Labelled, SubIndex

EXAMPLE_MARK = "Exempelvärde – inte Swecos uppgift"
CAUTION = "Indexet beskriver områden, inte människorna i dem."
REFERENCE = 100.0


class Level(Labelled):
    DISTRICT = "district", "Stadsdel"
    BOARD = "districtBoard", "Stadsdelsnämndsområde"


class SeriesKind(Labelled):
    PUBLISHED = "published", "Publicerad serie"
    COMPUTED = "computed", "Beräknad serie"


class Band(Labelled):
    """Bands of risk-index brief section 7: a convention."""

    FAR_ABOVE = "farAbove", "mycket över staden"
    ABOVE = "above", "över staden"
    LIKE = "like", "som staden"
    BELOW = "below", "under staden"


def band(value: float) -> Band:
    if value >= 150:
        return Band.FAR_ABOVE
    if value >= 115:
        return Band.ABOVE
    return Band.LIKE if value >= 85 else Band.BELOW


class Measure(StrEnum):
    """The total or one of the four parts."""

    TOTAL = "TOTAL"
    SOCIAL = "SOCIAL"
    HEALTH = "HEALTH"
    SAFETY = "SAFETY"
    LIVELIHOOD = "LIVELIHOOD"

    @property
    def label(self) -> str:
        return "Totalt index" if self is Measure.TOTAL else SubIndex.of(self.value).label


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesInfo:
    """What must always be named with a value: kind, source, year, level, reference."""

    key: str
    name: str
    kind: SeriesKind
    level: Level
    source: str
    reference: str  # "staden samma år = 100", "staden 2006 = 100"
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Bar:
    unit: str  # district or organisation key
    label: str
    value: float
    rank: int  # 1 = highest risk; ties share the lower number

    @property
    def band(self) -> Band:
        return band(self.value)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bars falling, with the text that must stand beside them; `highlight` marks units in view."""

    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    illustrative: bool
    highlight: frozenset[str] = frozenset()

    @property
    def mark(self) -> str:
        return EXAMPLE_MARK if self.illustrative else ""


def ranking(
    info: SeriesInfo, measure: Measure, year: int, values: Iterable[tuple[str, str, float]], highlight: Iterable[str] = ()
) -> Ranking:
    """Rank (unit key, label, value) from highest risk; equal values share the lower number, in Swedish order."""
    ordered = sorted(values, key=lambda one: (-one[2], swedish.sort_key(one[1])))
    bars: list[Bar] = []
    for place, (unit, label, value) in enumerate(ordered, 1):
        rank = bars[-1].rank if bars and bars[-1].value == value else place
        bars.append(Bar(unit, label, value, rank))
    above = sum(bar.value > REFERENCE for bar in bars)
    title = f"{measure.label}: {above} av {len(bars)} ligger över staden"
    subtitle = f"{info.kind.label} · {info.level.label} · {year} · {info.reference} · {info.source}"
    return Ranking(title, subtitle, tuple(bars), info.illustrative, frozenset(highlight))
