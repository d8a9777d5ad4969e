"""Index series and the ranking that screen, paper and table all draw (risk-index brief, sections 1, 3.7 and 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain import swedish
from app.domain.riskindex.recipe import Reference
from app.domain.vocabulary import Labelled, SubIndex

EXAMPLE_MARK = "Exempelvärde – inte Swecos uppgift"
CAUTION = "Indexet beskriver områden, inte människorna i dem."
REFERENCE = 100.0
SAME_YEAR = "staden samma år = 100"


class Level(Labelled):
    """Units from small to large; each lies in one of the level above."""

    BASE_AREA = "baseArea", "Basområde"
    DISTRICT = "district", "Stadsdel"
    BOARD = "districtBoard", "Stadsdelsnämndsområde"
    CITY = "city", "Hela staden"

    @property
    def one(self) -> str:
        """'stadsdel', inside a sentence."""
        return _NAMES[self.value][0]

    @property
    def many(self) -> str:
        """'stadsdelar', inside a sentence."""
        return _NAMES[self.value][1]


_NAMES = {
    "baseArea": ("basområde", "basområden"),
    "district": ("stadsdel", "stadsdelar"),
    "districtBoard": ("nämndområde", "nämndområden"),
    "city": ("stad", "städer"),
}


class SeriesKind(Labelled):
    PUBLISHED = "published", "Publicerad serie"
    COMPUTED = "computed", "Beräknad serie"


class IndicatorKind(Labelled):
    PERCENTAGE = "percentage", "Andel i procent"
    RATE = "rate", "Antal per tusen eller liknande"
    OTHER = "other", "Annat mått"


class Band(Labelled):
    """Bands of risk-index brief section 7: a convention."""

    FAR_ABOVE = "farAbove", "mycket över staden"
    ABOVE = "above", "över staden"
    LIKE = "like", "som staden"
    BELOW = "below", "under staden"


@dataclass(frozen=True, slots=True)
class Bands:
    """Least index of the three upper bands; an office may have limits of its own."""

    far_above: float = 150.0
    above: float = 115.0
    like: float = 85.0

    def of(self, value: float) -> Band:
        if value >= self.far_above:
            return Band.FAR_ABOVE
        if value >= self.above:
            return Band.ABOVE
        return Band.LIKE if value >= self.like else Band.BELOW

    def limits(self, of: Band) -> str:
        """'150 och mer', '115–150', 'under 85'."""
        shown = {one: swedish.decimal(value, 0 if value == round(value) else 1) for one, value in self.least.items()}
        if of is Band.FAR_ABOVE:
            return f"{shown[of]} och mer"
        if of is Band.BELOW:
            return f"under {shown[Band.LIKE]}"
        above = Band.FAR_ABOVE if of is Band.ABOVE else Band.ABOVE
        return f"{shown[of]}–{shown[above]}"

    @property
    def least(self) -> dict[Band, float]:
        return {Band.FAR_ABOVE: self.far_above, Band.ABOVE: self.above, Band.LIKE: self.like}


BANDS = Bands()


def band(value: float, bands: Bands = BANDS) -> Band:
    return bands.of(value)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexValue:
    """One published index number; `unit` is a district or organisation key, or 'stockholm' for the city."""

    series: str  # key of a SeriesInfo
    unit: str
    measure: Measure
    year: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is observed (risk-index brief, section 2); `direction` is +1 where higher is worse, −1 where higher is better."""

    code: str
    name: str
    area: SubIndex
    direction: int
    unit: str  # Swedish, as shown: "anmälda brott per 1 000 invånare"
    multiplier: int  # k in x = k·N/D; 1 where only values exist
    kind: IndicatorKind
    denominator: str  # what D counts; "" where only values exist
    source: str
    note: str = ""
    weight: float = 1.0
    sensitive: bool = False  # counts of 1-4 are not shown (section 3.10)
    redefined: int | None = None  # the first year of a new definition: values before it are another measure (section 3.9)

    def is_same(self, year: int, other: int) -> bool:
        """Whether it measures the same thing in both years; a year of 0 is not known and breaks nothing."""
        first, last = sorted((year, other))
        return self.redefined is None or not first or not first < self.redefined <= last


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One indicator in one territory and year: a value, or a numerator with its denominator."""

    indicator: str  # code
    unit: str
    level: Level
    year: int
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class ChartText:
    """Finding as title; kind, level, year, reference and source as subtitle; mark of example values; recipe and caution as footer."""

    title: str
    subtitle: str
    mark: str = ""
    footer: str = CAUTION


@dataclass(frozen=True, slots=True)
class Bar:
    unit: str  # district or organisation key
    label: str
    value: float
    rank: int  # 1 = highest risk; ties share the lower number
    bands: Bands = BANDS
    interval: tuple[float, float] | None = None  # of the index when weights are drawn anew, 5th to 95th percentile
    places: tuple[int, int] | None = None  # the same of the rank
    is_small: bool = False  # rests on a value whose own denominator is small

    @property
    def band(self) -> Band:
        return self.bands.of(self.value)

    @property
    def reach(self) -> float:
        """Where the bar with its whisker ends."""
        return self.value if self.interval is None else max(self.value, self.interval[1])

    @property
    def number(self) -> str:
        """'180,2', or '180,2*' where it rests on small numbers."""
        return swedish.decimal(self.value) + ("*" if self.is_small else "")


@dataclass(frozen=True, slots=True)
class Unranked:
    """A unit that is not among the bars, and why."""

    unit: str
    label: str
    value: float | None  # its index, where it has one
    reason: str  # "färre än 1 000 invånare"
    inhabitants: int | None = None


def _without_year(reference: str) -> str:
    return reference.partition(" =")[0].removesuffix(" samma år")


def compared_with(reference: str) -> str:
    """What 100 stands for in running text, of 'staden 2006 = 100': 'staden 2006'; a mean in its definite form."""
    text = _without_year(reference)
    for one in Reference:
        text = text.replace(one.label, one.definite)
    return text


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bars falling, with the text that must stand beside them; `highlight` marks units in view."""

    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    illustrative: bool
    highlight: frozenset[str] = frozenset()
    reference: str = SAME_YEAR
    measure: str = ""  # Swedish label of what is ranked
    out_of: int = 0  # how many were ranked, also when only some are shown
    footer: str = CAUTION  # with the recipe of a computed series
    bands: Bands = BANDS
    unranked: tuple[Unranked, ...] = ()

    @property
    def text(self) -> ChartText:
        return ChartText(self.title, self.subtitle, self.mark, self.footer)

    @property
    def mark(self) -> str:
        return EXAMPLE_MARK if self.illustrative else ""

    @property
    def compared_with(self) -> str:
        """What 100 stands for in running text: 'staden', or 'staden 2006' for a fixed base."""
        return compared_with(self.reference)

    @property
    def reference_label(self) -> str:
        """The text at the line of 100: 'Staden = 100', 'Staden 2006 = 100'."""
        text = _without_year(self.reference)
        return f"{text[:1].upper()}{text[1:]} = 100"

    def band_text(self, of: Band) -> str:
        return of.label.replace("staden", self.compared_with)

    def only(self, units: Iterable[str], note: str) -> Ranking:
        """The bars of some units, still with their rank among all; the subtitle says what was picked."""
        wanted = frozenset(units)
        bars = tuple(bar for bar in self.bars if bar.unit in wanted)
        title = finding(self.measure, bars, self.compared_with)
        unranked = tuple(one for one in self.unranked if one.unit in wanted)
        return replace(self, title=title, subtitle=f"{self.subtitle} · {note}", bars=bars, unranked=unranked)


def finding(measure: str, bars: Sequence[Bar], compared_with: str) -> str:
    above = sum(bar.value > REFERENCE for bar in bars)
    return f"{measure}: {above} av {len(bars)} ligger över {compared_with}"


def ranking(
    info: SeriesInfo,
    measure: Measure,
    year: int,
    values: Iterable[tuple[str, str, float]],
    highlight: Iterable[str] = (),
    bands: Bands = BANDS,
) -> Ranking:
    """Rank (unit key, label, value) from highest risk; equal values share the lower number, in Swedish order."""
    ordered = sorted(values, key=lambda one: (-one[2], swedish.sort_key(one[1])))
    bars: list[Bar] = []
    for place, (unit, label, value) in enumerate(ordered, 1):
        rank = bars[-1].rank if bars and bars[-1].value == value else place
        bars.append(Bar(unit, label, value, rank, bands))
    subtitle = f"{info.kind.label} · {info.level.label} · {year} · {info.reference} · {info.source}"
    drawn = Ranking(
        "", subtitle, tuple(bars), info.illustrative, frozenset(highlight), info.reference, measure.label, len(bars), bands=bands
    )
    return replace(drawn, title=finding(measure.label, bars, drawn.compared_with))
