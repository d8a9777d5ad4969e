"""City, board, district, base area: what each consists of, in figures that add up, and what a mean hides (risk-index brief, 3.6)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.domain import swedish
from app.domain.riskindex.compute import AREAS, Computed
from app.domain.riskindex.dataset import LEVELS, Dataset, Territory, YearTable
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.recount import unranked_reason
from app.domain.riskindex.series import REFERENCE, Indicator, Level
from app.domain.riskindex.uncertainty import Uncertain, hidden_counts, hidden_parts, shrunk_rates, uncertain
from app.domain.riskindex.withheld import withheld

THRESHOLD = 150.0
WHOLE = ""  # the code of the whole city in a store without a territory for it
WHOLE_NAME = "Hela staden"
APPROXIMATE = "ungefärligt"
_SAME = 1e-9  # relative

ByLevel = Mapping[Level, Computed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A territory with its own index, computed from its own figures and never from those of its parts."""

    code: str
    name: str
    level: Level
    population: float | None
    index: float | None
    areas: tuple[float | None, ...]  # in the order of AREAS
    rank: int  # 0: none
    parts: int  # how many territories lie in it
    share_above: float | None  # of its parts' inhabitants, those in parts at or above the threshold; None without parts
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """One territory beside its parts; `path` leads from the city to it."""

    path: tuple[Part, ...]
    whole: Part
    parts: tuple[Part, ...]  # by falling index
    people: float | None  # the parts' inhabitants added
    threshold: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One indicator in one territory; None is missing, or not shown where `hidden`."""

    code: str
    name: str
    population: float | None
    x: float | None
    numerator: float | None
    denominator: float | None
    index: float | None
    uncertain: Uncertain | None = None  # of x, where there are counts that may be shown
    hidden: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """One indicator in a territory and its parts: `total` is the parts added, `whole` the territory's own figures."""

    indicator: Indicator
    rows: tuple[CountRow, ...]
    total: CountRow
    whole: CountRow
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pocket:
    """A part that stands high in a whole that does not."""

    whole: Part
    part: Part


class Tree:
    """A year's territories with their indexes by level; everything below is asked of it."""

    def __init__(self, dataset: Dataset, table: YearTable, computed: ByLevel, threshold: float = THRESHOLD) -> None:
        self.dataset, self.table, self.computed, self.threshold = dataset, table, computed, threshold
        self._row = {level: {unit: row for row, unit in enumerate(held.panel.units)} for level, held in computed.items()}
        self._children: dict[str, list[Territory]] = {}
        self._covered: Mask | None = None
        self._drawn: dict[Level, Array] = {}  # shrunk rates by level
        for one in dataset.territories:
            parent = one.parent if one.parent in dataset.place else WHOLE
            if one.level is not Level.CITY:
                self._children.setdefault(parent or WHOLE, []).append(one)
        city = dataset.units(Level.CITY)
        self.root = city[0].code if city else WHOLE
        if city:  # what lies in nothing lies in the city all the same
            self._children.setdefault(self.root, []).extend(self._children.pop(WHOLE, []))

    # --- parts ------------------------------------------------------------------------------------

    def children(self, code: str) -> Sequence[Territory]:
        return self._children.get(code, ())

    def parent(self, code: str) -> str | None:
        """The code of what a territory lies in; None for the city."""
        if code == self.root:
            return None
        held = self.dataset.by_code[code].parent
        return held if held in self.dataset.place else self.root

    def index(self, code: str) -> float | None:
        """A territory's own index, None where there is none."""
        place = self._place(code)
        return None if place is None else _number(place[0].index[place[1]])

    def part(self, code: str) -> Part:
        territory = self.dataset.by_code.get(code)
        place = self._place(code)
        areas: tuple[float | None, ...] = (None,) * len(AREAS)
        rank, remark = 0, ""
        if place is not None:
            computed, row = place
            areas, rank = tuple(_number(one) for one in computed.areas[row]), int(computed.rank[row])
            reason = unranked_reason(computed, row) if territory is not None and territory.level is not Level.CITY else ""
            remark = f"utan plats: {reason}" if reason else ""
        return Part(
            code=code,
            name=territory.name if territory is not None else WHOLE_NAME,
            level=territory.level if territory is not None else Level.CITY,
            population=self._people(code),
            index=self.index(code),
            areas=areas,
            rank=rank,
            parts=len(self.children(code)),
            share_above=self.share_above(code),
            remark=remark,
        )

    def share_above(self, code: str) -> float | None:
        """Which share of the inhabitants of a territory's parts live in parts at or above the threshold, 0-1; None when unknown."""
        people = [(self._people(one.code), self.index(one.code)) for one in self.children(code)]
        known = [(count, index) for count, index in people if count is not None and index is not None]
        total = math.fsum(count for count, _index in known)
        return math.fsum(count for count, index in known if index >= self.threshold) / total if total > 0 else None

    def drill(self, code: str) -> Drill:
        """A territory beside its parts. Raises KeyError for a code that the data does not have."""
        if code != WHOLE and code not in self.dataset.place:
            raise KeyError(code)
        code = code or self.root
        whole = self.part(code)
        parts = sorted(
            (self.part(one.code) for one in self.children(code)),
            key=lambda one: (one.index is None, -(one.index or 0.0), swedish.sort_key(one.name)),
        )
        known = [one.population for one in parts if one.population is not None]
        people = math.fsum(known) if known else None
        return Drill(
            path=tuple(self.part(one) for one in self.path(code)),
            whole=whole,
            parts=tuple(parts),
            people=people,
            threshold=self.threshold,
            notes=tuple(self._notes(whole, parts, people)),
        )

    def path(self, code: str) -> tuple[str, ...]:
        """Codes from the city to the territory, itself last."""
        found, seen = [code], {code}
        while (above := self.parent(found[-1])) is not None and above not in seen:
            found.append(above)
            seen.add(above)
        return tuple(found[::-1])

    def pockets(self) -> tuple[Pocket, ...]:
        """Every part at or above the threshold whose whole lies below the reference, the highest part first."""
        found = []
        for one in self.dataset.territories:
            if one.level in (Level.CITY, LEVELS[0]):
                continue
            index = self.index(one.code)
            if index is None or index >= REFERENCE:
                continue
            high = [part.code for part in self.children(one.code) if (self.index(part.code) or 0.0) >= self.threshold]
            if high:
                whole = self.part(one.code)
                found += [Pocket(whole, self.part(code)) for code in high]
        return tuple(sorted(found, key=lambda one: (-(one.part.index or 0.0), swedish.sort_key(one.part.name))))

    def _place(self, code: str) -> tuple[Computed, int] | None:
        territory = self.dataset.by_code.get(code)
        if territory is None or territory.level not in self.computed:
            return None
        row = self._row[territory.level].get(code)
        return None if row is None else (self.computed[territory.level], row)

    def _people(self, code: str) -> float | None:
        if code == WHOLE:
            known = [held for one in self.children(WHOLE) if (held := self._people(one.code)) is not None]
            return math.fsum(known) if known else None
        return _number(self.table.population[self.dataset.place[code]])

    def _notes(self, whole: Part, parts: Sequence[Part], people: float | None) -> list[str]:
        notes = []
        if people is not None and whole.population is not None and abs(people - whole.population) > 0.5:
            told, summed = swedish.integer(round(whole.population)), swedish.integer(round(people))
            notes.append(f"{whole.name} har {told} invånare enligt sin egen uppgift, men delarna har tillsammans {summed}.")
        unknown = [one.name for one in parts if one.index is None]
        if unknown:
            notes.append(f"Utan index: {_named(unknown)}. De räknas inte in i andelen över gränsen.")
        notes += self._uneven(whole, parts)
        return notes

    def _uneven(self, whole: Part, parts: Sequence[Part]) -> list[str]:
        """Indicators that weigh in at one of the two levels only, since they are thin at the other."""
        levels = {one.level for one in parts}
        if whole.level not in self.computed or len(levels) != 1 or (below := levels.pop()) not in self.computed or not parts:
            return []
        above, under = self.computed[whole.level], self.computed[below]
        if above.recipe.include_thin or whole.level is Level.CITY:
            return []
        uneven = [one.name for one, a, b in zip(under.panel.indicators, above.thin, under.thin, strict=True) if a != b]
        if not uneven:
            return []
        return [f"Vägs bara in på den ena nivån, eftersom fallen är för få på den andra: {_named(uneven)}."]

    # --- one indicator ----------------------------------------------------------------------------

    def counts(self, code: str, indicator: str) -> Counts:
        """One indicator in a territory and its parts. Raises KeyError for an unknown code."""
        code = code or self.root
        column = self._column(indicator)
        hidden = self._not_shown()[:, column]
        parts = [one.code for one in self.children(code)]
        own_hidden = code != WHOLE and bool(hidden[self.dataset.place[code]])
        places = [self.dataset.place[one] for one in parts]
        covered = hidden_parts(self.table.over[places, column], whole_is_hidden=own_hidden, primary=hidden[places])
        rows = [self._count(one, column, bool(held)) for one, held in zip(parts, covered, strict=True)]
        rows.sort(key=lambda one: (one.index is None, -(one.index or 0.0), swedish.sort_key(one.name)))
        whole = self._count(code, column, own_hidden)
        total = self._total(parts, column, own_hidden)
        return Counts(
            indicator=self.dataset.indicators[column],
            rows=tuple(rows),
            total=total,
            whole=whole,
            notes=tuple(self._count_notes(code, column, rows, total, whole)),
        )

    def _not_shown(self) -> Mask:
        """Territories × indicators: hidden counts, and what they would follow from by the index of an area (section 3.10)."""
        if self._covered is None:
            self._covered = hidden_counts(self.table)
            if self._covered.any():
                for computed in self.computed.values():
                    places = [self.dataset.place[unit] for unit in computed.panel.units]
                    self._covered[places] |= withheld(computed, self._covered[places])
        return self._covered

    def _column(self, indicator: str) -> int:
        return self.dataset.indicators.index(self.dataset.indicator_by_code[indicator])

    def _count(self, code: str, column: int, hidden: bool) -> CountRow:
        place, name = self._place(code), self.dataset.name(code) if code != WHOLE else WHOLE_NAME
        if code == WHOLE:
            x = _number(self.table.city_rate[column])
            return CountRow(code=code, name=name, population=self._people(code), x=x, numerator=None, denominator=None, index=None)
        row = self.dataset.place[code]
        remarks = []
        if self.table.approximate[row, column]:
            remarks.append(APPROXIMATE)
        if place is not None and place[0].small[place[1], column]:
            remarks.append("nämnare under 30")
        index = None if place is None or hidden else _number(place[0].values[place[1], column])
        return CountRow(
            code=code,
            name=name,
            population=self._people(code),
            x=None if hidden else _number(self.table.x[row, column]),
            numerator=None if hidden else _number(self.table.over[row, column]),
            denominator=_number(self.table.under[row, column]),
            index=index,
            uncertain=None if place is None or hidden else self._uncertain(place, column),
            hidden=hidden,
            remark=", ".join(remarks),
        )

    def _uncertain(self, place: tuple[Computed, int], column: int) -> Uncertain | None:
        panel, row = place[0].panel, place[1]
        level = self.dataset.by_code[panel.units[row]].level
        if level not in self._drawn:
            self._drawn[level] = shrunk_rates(panel)
        drawn = float(self._drawn[level][row, column])
        return uncertain(panel.indicators[column], float(panel.numerator[row, column]), float(panel.denominator[row, column]), drawn)

    def _total(self, parts: Sequence[str], column: int, hidden: bool) -> CountRow:
        """The parts added: counts, else rates weighted by denominator, else by inhabitants (section 3.6)."""
        rows = [self.dataset.place[one] for one in parts]
        x, over, under = (held[rows, column] for held in (self.table.x, self.table.over, self.table.under))
        people = self.table.population[rows]
        there = ~np.isnan(x)
        counted, weighed = there & ~np.isnan(over) & ~np.isnan(under), there & ~np.isnan(under)
        numerator = denominator = rate = None
        remark = ""
        k = self.dataset.indicators[column].multiplier
        if there.any() and bool((counted == there).all()):
            numerator, denominator = math.fsum(over[there]), math.fsum(under[there])
            rate = k * numerator / denominator if denominator > 0 else None
        elif there.any() and bool((weighed == there).all()):
            denominator = math.fsum(under[there])
            rate = math.fsum(under[there] * x[there]) / denominator if denominator > 0 else None
        elif there.any():
            held = there & ~np.isnan(people)
            weight = math.fsum(people[held])
            rate = math.fsum(people[held] * x[held]) / weight if weight > 0 else None
            remark = APPROXIMATE
        known = people[~np.isnan(people)]
        return CountRow(
            code="",
            name="Summa",
            population=math.fsum(known) if known.size else None,
            x=None if hidden else rate,
            numerator=None if hidden else numerator,
            denominator=denominator,
            index=None,
            hidden=hidden,
            remark=remark,
        )

    def _count_notes(self, code: str, column: int, rows: Sequence[CountRow], total: CountRow, whole: CountRow) -> list[str]:
        notes = []
        is_own = code != WHOLE and bool(self.table.own[self.dataset.place[code], column])
        told = _figures(whole, total) if rows and is_own and not whole.hidden and differs(whole, total) else None
        if told is not None:
            notes.append(
                f"{whole.name} har ett eget inläst värde, {told[0]}, som skiljer sig från delarnas summa, {told[1]}. "
                "Indexet räknas på det egna värdet."
            )
        elif rows and is_own and total.x is None:
            notes.append(f"{whole.name} har ett eget inläst värde. Delarna har inga.")
        if any(APPROXIMATE in one.remark for one in (*rows, total, whole)):
            notes.append("Ungefärligt: nämnare saknas, så värdet är vägt efter befolkning.")
        missing = [one.name for one in rows if one.x is None and not one.hidden]
        if missing and len(missing) < len(rows):
            notes.append(f"Värde saknas för {_named(missing)}. De är inte med i summan.")
        if any(one.hidden for one in rows):
            notes.append("Antal mellan 1 och 4 visas inte, och inte heller det som de kan räknas ut från. De är med i summan.")
        return notes


def differs(whole: CountRow, total: CountRow) -> bool:
    """Whether the whole's own figures are others than its parts' added."""
    pairs = ((whole.x, total.x), (whole.numerator, total.numerator), (whole.denominator, total.denominator))
    return any(one is not None and other is not None and not math.isclose(one, other, rel_tol=_SAME) for one, other in pairs)


def _figures(whole: CountRow, total: CountRow) -> tuple[str, str] | None:
    """The two as they are told, with as many decimals as it takes to tell them apart; None when three do not."""
    for places in range(1, 4):
        told = _figure(whole, places), _figure(total, places)
        if told[0] != told[1] and swedish.EMPTY not in told:
            return told
    return None


def _figure(row: CountRow, places: int) -> str:
    if row.numerator is not None and row.denominator is not None:
        return f"{swedish.integer(round(row.numerator))} av {swedish.integer(round(row.denominator))}"
    return swedish.EMPTY if row.x is None else swedish.decimal(row.x, places)


def _named(names: Sequence[str]) -> str:
    shown = list(names[:6])
    return swedish.join(shown) if len(names) <= len(shown) else f"{', '.join(shown)} och {len(names) - len(shown)} till"


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
