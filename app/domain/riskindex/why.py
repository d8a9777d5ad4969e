"""Why a unit stands where it does: points by indicator that sum, for one unit and between two units (section 3.5)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from app.domain import swedish
from app.domain.riskindex.charts import computed_text, reference_text
from app.domain.riskindex.compute import AREAS, Computed
from app.domain.riskindex.numeric import Mask
from app.domain.riskindex.recipe import Aggregation, Recipe
from app.domain.riskindex.rounding import known, rounded, spread
from app.domain.riskindex.series import (
    BANDS,
    REFERENCE,
    Bands,
    ChartText,
    Indicator,
    IndicatorKind,
    Level,
    Measure,
    compared_with,
)
from app.domain.riskindex.uncertainty import HIDDEN_COUNT, Uncertain, shrunk_rates, uncertain
from app.domain.riskindex.withheld import withheld
from app.domain.vocabulary import SubIndex

NOT_SUMMED = "Med {how} går indexet inte att dela upp i punkter per indikator. Därför visas bara de fyra områdena."


def why_rows(computed: Computed) -> Iterator[tuple[str, str, float]]:
    """(unit, indicator, points) for every unit with an index and every indicator that counts there; they sum to the index less 100."""
    points = computed.contributions
    for row, unit in enumerate(computed.panel.units):
        if not math.isnan(computed.index[row]):
            for column in np.flatnonzero(computed.effective[row] > 0):
                yield unit, computed.panel.indicators[column].code, float(points[row, column])


# --- one unit -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyRow:
    """One indicator of one unit, or the `members` that are shown only together; `reason` says why it does not count, '' when it does."""

    indicator: Indicator  # of several together one that stands for them: their area and what they are called
    x: float | None  # None: missing, or a small count of a sensitive indicator
    city: float | None
    index: float | None
    weight: float = 0.0  # ω, share of the whole; 0 where it does not count
    points: float = 0.0  # κ
    shown: Decimal = Decimal(0)  # κ as printed: the printed ones add up
    numerator: float | None = None
    denominator: float | None = None
    people: int | None = None  # how many fewer (+) or more (-) would do to reach the reference; None: unknown or not shown
    small: bool = False
    thin: bool = False
    approximate: bool = False
    hidden: bool = False  # a small count of a sensitive indicator, or one from which such a count follows
    uncertain: Uncertain | None = None  # of the value, where there are counts that may be shown
    members: tuple[Indicator, ...] = ()  # two or more: only their points together are shown
    reason: str = ""

    @property
    def shown_index(self) -> float | None:
        """The index unless a hidden count follows from it."""
        return None if self.hidden else self.index

    @property
    def shown_weight(self) -> float | None:
        """The weight unless a hidden count follows from it and the points."""
        return None if self.hidden else self.weight

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return self.members or (self.indicator,)

    @property
    def called(self) -> str:
        """As it stands inside a sentence: 'ohälsa bland unga', 'skolk och mobbning sammanlagt'."""
        return called(self.indicators)

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def name(self) -> str:
        return self.indicator.name

    @property
    def area(self) -> SubIndex:
        return self.indicator.area

    @property
    def counts(self) -> bool:
        return not self.reason

    @property
    def people_text(self) -> str:
        """'412 färre', '35 fler', '–'."""
        if self.hidden:
            return HIDDEN_COUNT
        if self.people is None:
            return swedish.EMPTY
        if self.people == 0:
            return "0"
        return f"{swedish.integer(abs(self.people))} {'färre' if self.people > 0 else 'fler'}"

    @property
    def marks(self) -> tuple[str, ...]:
        """What must be known of the value, in words."""
        told = [
            (self.small, "nämnare under 30"),
            (self.thin, "få fall i staden"),
            (self.approximate, "ungefärligt"),
            (self.hidden, "få fall visas inte"),
        ]
        return tuple(text for held, text in told if held)


@dataclass(frozen=True, slots=True)
class WhyArea:
    area: SubIndex
    value: float | None
    points: float  # 0 where the area is missing or nothing sums
    shown: Decimal
    has_points: bool  # whether any of its indicators counts, and points sum


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of the waterfall: from where to where, and the row it stands for."""

    row: WhyRow
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """A unit's index and what it is made of; screen, paper and export all show this."""

    unit: str
    name: str
    level: Level
    year: int
    recipe: Recipe
    text: ChartText
    index: float | None
    rank: int  # 0: not ranked
    out_of: int
    inhabitants: float | None
    areas: tuple[WhyArea, ...]
    rows: tuple[WhyRow, ...]  # those that count, by area, largest points first
    missing: tuple[WhyRow, ...]  # those that do not, each with the reason
    reason: str = ""  # why there is no index, or no rank
    note: str = ""  # why nothing is split by indicator
    bands: Bands = BANDS
    measure: Measure = Measure.TOTAL  # what `index` is

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator, also those that are shown only together."""
        return tuple(indicator for one in (*self.rows, *self.missing) for indicator in one.indicators)

    @property
    def sums(self) -> bool:
        """Whether points by indicator add up to the index less 100."""
        return self.index is not None and not self.note

    @property
    def of_what(self) -> str:
        """'index', 'index för hälsa'."""
        return "index" if self.measure is Measure.TOTAL else f"index för {self.measure.label.lower()}"

    @property
    def difference(self) -> Decimal:
        """The printed index less 100."""
        return rounded(self.index if self.index is not None else REFERENCE) - 100

    @property
    def compared_with(self) -> str:
        """'staden', 'staden 2006', 'det befolkningsvägda medelvärdet'."""
        return compared_with(reference_text(self.recipe))

    def band_text(self, value: float) -> str:
        """'mycket över staden', 'som staden 2006'."""
        return self.bands.of(value).label.replace("staden", self.compared_with)

    @property
    def steps(self) -> tuple[Step, ...]:
        """From 100 to the index, one bar an indicator."""
        found: list[Step] = []
        at = REFERENCE
        for row in self.rows if self.sums else ():
            found.append(Step(row, at, at + row.points))
            at += row.points
        return tuple(found)

    @property
    def by_size(self) -> tuple[WhyRow, ...]:
        """Rows from the largest push upwards to the largest pull downwards."""
        return tuple(sorted(self.rows, key=lambda one: (-one.points, swedish.sort_key(one.name))))


def waterfall(
    computed: Computed,
    unit: str,
    name: str,
    level: Level,
    year: int,
    *,
    illustrative: bool,
    source: str = "",
    hidden: Mask | None = None,
    bands: Bands = BANDS,
    measure: Measure = Measure.TOTAL,
    recipe: Recipe | None = None,
) -> Waterfall:
    """What a unit's index is made of. Raises ValueError for a unit that the level does not have.

    `hidden` is `uncertainty.hidden_at`. For a part's index `computed` is by `computed_ranking.measured`, and `recipe` the one to name.
    """
    at = computed.panel.units.index(unit)
    recipe = recipe or computed.recipe
    index = known(computed.index[at])
    sums = recipe.aggregation is Aggregation.ARITHMETIC and index is not None
    held_back = withheld(computed, hidden)[at]
    columns = [number for number, one in enumerate(computed.panel.indicators) if measure in (Measure.TOTAL, Measure(one.area.value))]
    drawn = shrunk_rates(computed.panel)[at]
    rows = [_row(computed, at, column, bool(held_back[column]), float(drawn[column])) for column in columns]
    counting = _joined([one for one in rows if one.counts])
    counting.sort(key=lambda one: (AREAS.index(one.area), -one.points, swedish.sort_key(one.name)))
    if sums and index is not None:
        printed = spread([one.points for one in counting], rounded(index) - 100)
        counting = [replace(one, shown=shown) for one, shown in zip(counting, printed, strict=True)]
    else:
        counting = [replace(one, points=0.0) for one in counting]
    made = Waterfall(
        unit=unit,
        name=name,
        level=level,
        year=year,
        recipe=recipe,
        text=ChartText("", ""),
        index=index,
        rank=int(computed.rank[at]),
        out_of=int((computed.rank > 0).sum()),
        inhabitants=known(computed.panel.population[at]),
        areas=tuple(_area(computed, at, number, counting) for number in range(len(AREAS))),
        rows=tuple(counting),
        missing=tuple(one for one in rows if not one.counts),
        reason=_no_index(computed, at),
        note="" if sums or index is None else NOT_SUMMED.format(how=recipe.aggregation.label),
        bands=bands,
        measure=measure,
    )
    text = computed_text(
        _finding(made), recipe, level, str(year), illustrative=illustrative, source=source, indicators=computed.panel.indicators
    )
    return replace(made, text=text)


def _joined(rows: Sequence[WhyRow]) -> list[WhyRow]:
    """The rows with those that are not shown one by one put together, area by area."""
    found = [one for one in rows if not one.hidden]
    for area in AREAS:
        own = [one for one in rows if one.hidden and one.area is area]
        found += [together(own)] if len(own) > 1 else own
    return found


def together(rows: Sequence[WhyRow], also: Sequence[WhyRow] = ()) -> WhyRow:
    """Rows of one area and unit as one: their points add up, and nothing is told of each; `also` are named with them."""
    members = tuple(sorted({one.code: one for row in (*rows, *also) for one in row.indicators}.values(), key=lambda one: one.code))
    weight = math.fsum(one.weight for one in rows)
    index = math.fsum(_weighed(one) for one in rows) / weight if weight > 0 else None
    points = math.fsum(one.points for one in rows)
    return WhyRow(indicator=stand_in(members), x=None, city=None, index=index, weight=weight, points=points, hidden=True, members=members)


def stand_in(members: tuple[Indicator, ...]) -> Indicator:
    """What several indicators of one area are called that are shown only together."""
    kind = "känsliga uppgifter" if all(one.sensitive for one in members) else "uppgifter"
    return Indicator(
        code="+".join(one.code for one in members), name=f"{len(members)} {kind}, punkter sammanlagt", area=members[0].area, direction=1,
        unit="", multiplier=1, kind=IndicatorKind.OTHER, denominator="", source="", sensitive=True,
    )  # fmt: skip


def _row(computed: Computed, at: int, column: int, hidden: bool, drawn: float) -> WhyRow:
    panel = computed.panel
    indicator = panel.indicators[column]
    over, under = known(panel.numerator[at, column]), known(panel.denominator[at, column])
    reason = _not_counted(computed, at, column)
    return WhyRow(
        indicator=indicator,
        x=None if hidden else known(panel.x[at, column]),
        city=None if hidden else known(computed.reference[column]),
        index=known(computed.values[at, column]),
        weight=0.0 if reason else float(computed.effective[at, column]),
        points=0.0 if reason else float(computed.contributions[at, column]),
        numerator=None if hidden else over,
        denominator=None if hidden else under,
        people=None if hidden else _whole(known(computed.excess_people[at, column])),
        small=bool(computed.small[at, column]),
        thin=bool(computed.thin[column]),
        approximate=bool(panel.approximate[at, column]),
        hidden=hidden,
        uncertain=None if hidden or over is None or under is None else uncertain(indicator, over, under, drawn),
        reason=reason,
    )


def _whole(excess: float | None) -> int | None:
    """The least whole number that is enough to reach the reference."""
    if excess is None:
        return None
    return int(math.copysign(math.ceil(round(abs(excess), 9)), excess))


def _not_counted(computed: Computed, at: int, column: int) -> str:
    indicator, recipe = computed.panel.indicators[column], computed.recipe
    if indicator.code in recipe.left_out:
        return "receptet håller den utanför"
    if computed.thin[column] and not recipe.include_thin:
        return "för få fall i staden för att väga in"
    if recipe.indicator_weights.get(indicator.code, indicator.weight) <= 0 or recipe.area_weights.get(indicator.area, 0.0) <= 0:
        return "receptet ger den vikten 0"
    if math.isnan(computed.panel.x[at, column]):
        return "värde saknas"
    if math.isnan(computed.values[at, column]):
        return "det som 100 räknas mot är 0 eller saknas"
    if math.isnan(computed.areas[at, AREAS.index(indicator.area)]):
        return "för få av områdets indikatorer har värde"
    return "indexet saknas" if math.isnan(computed.index[at]) else ""


def _area(computed: Computed, at: int, number: int, rows: Sequence[WhyRow]) -> WhyArea:
    own = [one for one in rows if one.area is AREAS[number]]
    return WhyArea(
        AREAS[number],
        known(computed.areas[at, number]),
        math.fsum(one.points for one in own),
        sum((one.shown for one in own), Decimal(0)),
        bool(own) and computed.recipe.aggregation is Aggregation.ARITHMETIC,
    )


def _no_index(computed: Computed, at: int) -> str:
    """Why there is no index or no rank, as a sentence; '' when there is a rank."""
    recipe, unit = computed.recipe, computed.panel.units[at]
    if math.isnan(computed.index[at]):
        lost = [area.label.lower() for number, area in enumerate(AREAS) if _lacks(computed, at, number)]
        if len(lost) == len(AREAS):
            return "Inget index: inget av de fyra områdena har tillräckligt många värden."
        return f"Inget index: för få värden i fråga om {swedish.join(lost)}." if lost else "Inget index kan räknas ut."
    if unit in recipe.excluded:
        return f"Ingen plats i rangordningen: {recipe.excluded[unit] or 'undantagen i receptet'}"
    people = known(computed.panel.population[at])
    if computed.rank[at] == 0 and people is not None:
        least = swedish.integer(recipe.least_population)
        return f"Ingen plats i rangordningen: {swedish.integer(round(people))} invånare, och receptet kräver {least}."
    return "" if computed.rank[at] else "Ingen plats i rangordningen."


def _lacks(computed: Computed, at: int, number: int) -> bool:
    return computed.recipe.area_weights.get(AREAS[number], 0.0) > 0 and math.isnan(computed.areas[at, number])


def _finding(found: Waterfall) -> str:
    if found.index is None:
        return f"{found.name}: inget {found.of_what} {found.year}"
    head = f"{found.name}: {found.of_what} {swedish.decimal(found.index)} {found.year}"
    if not found.sums or not found.rows:
        return head
    first = found.by_size[0] if found.difference >= 0 else found.by_size[-1]
    if first.shown == 0 or (first.shown > 0) != (found.difference >= 0):
        return head
    return f"{head}, mest på grund av {first.called}"


def inside(name: str) -> str:
    """A name as it stands inside a sentence: 'Ohälsa bland unga' → 'ohälsa bland unga'; 'SFI' stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def called(indicators: Sequence[Indicator]) -> str:
    """One or several together inside a sentence."""
    names = swedish.join([inside(one.name) for one in indicators])
    return f"{names} sammanlagt" if len(indicators) > 1 else names


# --- two units ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """How much of the difference one indicator, or several together, stand for: ω_i·I_i - ω_k·I_k."""

    indicator: Indicator
    first: WhyRow | None  # None: does not count there
    second: WhyRow | None
    points: float
    shown: Decimal

    @property
    def called(self) -> str:
        """As it stands inside a sentence."""
        row = self.first or self.second
        return row.called if row is not None else inside(self.indicator.name)


@dataclass(frozen=True, slots=True)
class Compared:
    """The first unit's index less the second's, split by indicator, largest first; `rows` sum to it exactly."""

    first: Waterfall
    second: Waterfall
    points: float
    rows: tuple[ComparedRow, ...]

    @property
    def shown(self) -> Decimal:
        """The printed indexes' difference, which the printed rows add up to."""
        return rounded(self.first.index or 0.0) - rounded(self.second.index or 0.0)

    def areas(self) -> tuple[tuple[SubIndex, float, Decimal], ...]:
        """(area, points, as printed); they sum to the difference as well."""
        found = []
        for area in AREAS:
            own = [one for one in self.rows if one.indicator.area is area]
            found.append((area, math.fsum(one.points for one in own), sum((one.shown for one in own), Decimal(0))))
        return tuple(found)

    @property
    def uneven(self) -> tuple[Indicator, ...]:
        """Indicators that count in only one of the two: part of the difference is that they are not alike."""
        return tuple(one.indicator for one in self.rows if one.first is None or one.second is None)


def compared(first: Waterfall, second: Waterfall) -> Compared | None:
    """The difference of two units, or of one unit in two years, by indicator; None when it cannot be split (section 3.5)."""
    if not first.sums or not second.sums or first.index is None or second.index is None:
        return None
    own, other = _alike(first.rows, second.rows)
    ours, theirs = {one.code: one for one in own}, {one.code: one for one in other}
    listed = [one.indicator for one in (*own, *other)]
    indicators = list({one.code: one for one in listed}.values())
    points = [_weighed(ours.get(one.code)) - _weighed(theirs.get(one.code)) for one in indicators]
    total = first.index - second.index
    printed = spread(points, rounded(first.index) - rounded(second.index))
    rows = [
        ComparedRow(one, ours.get(one.code), theirs.get(one.code), part, shown)
        for one, part, shown in zip(indicators, points, printed, strict=True)
    ]
    rows.sort(key=lambda one: (-one.points, swedish.sort_key(one.indicator.name)))
    return Compared(first, second, total, tuple(rows))


def _alike(first: Sequence[WhyRow], second: Sequence[WhyRow]) -> tuple[list[WhyRow], list[WhyRow]]:
    """Both with the same rows together: what is shown only together in one would follow from the difference if the other showed each."""
    ours, theirs = list(first), list(second)
    for area in AREAS:
        codes = {one.code for row in (*ours, *theirs) if row.hidden and row.area is area for one in row.indicators}
        own, other = ([row for row in rows if any(one.code in codes for one in row.indicators)] for rows in (ours, theirs))
        if len(codes) > 1:
            ours = [row for row in ours if row not in own] + ([together(own, other)] if own else [])
            theirs = [row for row in theirs if row not in other] + ([together(other, own)] if other else [])
    return ours, theirs


def _weighed(row: WhyRow | None) -> float:
    return 0.0 if row is None or row.index is None else row.weight * row.index
