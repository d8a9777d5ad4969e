"""The heat table: units by indicators or measures, 100 neutral, with what must be known of each value (risk-index brief, section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.domain import swedish
from app.domain.riskindex.charts import computed_text, reference_text
from app.domain.riskindex.compute import AREAS, Computed
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.series import (
    CAUTION,
    EXAMPLE_MARK,
    REFERENCE,
    ChartText,
    Indicator,
    Level,
    Measure,
    Ranking,
    SeriesInfo,
    compared_with,
)
from app.domain.riskindex.uncertainty import shown_count
from app.domain.riskindex.withheld import withheld

LEAST, MOST = 50.0, 200.0  # where the scale of colours ends: half and double
FAR = 150.0
SMALL_MARK = "*"
SMALL_TEXT = "* litet underlag"
WITHHELD_MARK = "◦"
WITHHELD_TEXT = "◦ visas inte, få fall"
WHOLE = ""  # no heading over the total


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """An indicator, an area or the total; `group` is the heading over it."""

    key: str
    title: str
    group: str
    measure: Measure | None = None  # of a total or an area; None for an indicator
    indicator: Indicator | None = None
    place: int = -1  # of the indicator in the panel
    city: float = REFERENCE  # the city's index; its observed value for an indicator
    note: str = ""  # why the indicator does not weigh in


@dataclass(frozen=True, slots=True, eq=False)
class HeatTable:
    """`values` are indexes, units × columns, NaN for missing; `small` marks values that rest on little."""

    level: Level
    year: int
    units: tuple[str, ...]
    labels: tuple[str, ...]
    ranks: tuple[int, ...]  # 0: not ranked
    columns: tuple[HeatColumn, ...]
    values: Array
    small: Mask
    text: ChartText
    compared_with: str = "staden"
    computed: Computed | None = None
    withheld: Mask | None = None  # units × columns: not shown since the count would follow; missing in `values` (section 3.10)

    def is_withheld(self, row: int, column: int) -> bool:
        return self.withheld is not None and bool(self.withheld[row, column])

    @property
    def out_of(self) -> int:
        return sum(rank > 0 for rank in self.ranks)

    def place(self, unit: str) -> int:
        return self.units.index(unit) if unit in self.units else -1

    def column_of(self, measure: Measure) -> int:
        return next((number for number, one in enumerate(self.columns) if one.measure is measure), 0)

    def order_by(self, column: int, rising: bool = False) -> tuple[int, ...]:
        """Rows by a column, the highest first; missing last either way, ties by name."""
        numbers = self.values[:, column]
        sign = 1.0 if rising else -1.0
        return tuple(
            sorted(
                range(len(self.units)),
                key=lambda row: (
                    bool(np.isnan(numbers[row])),
                    0.0 if np.isnan(numbers[row]) else sign * float(numbers[row]),
                    swedish.sort_key(self.labels[row]),
                ),
            )
        )

    def order_by_rank(self) -> tuple[int, ...]:
        """The ranked first, then the others by name."""
        return tuple(
            sorted(range(len(self.units)), key=lambda row: (not self.ranks[row], self.ranks[row], swedish.sort_key(self.labels[row])))
        )

    def order_by_name(self) -> tuple[int, ...]:
        return tuple(sorted(range(len(self.units)), key=lambda row: swedish.sort_key(self.labels[row])))

    def shown(self, row: int, column: int, places: int = 0) -> str:
        """'312', '97*', '–'."""
        value = self.values[row, column]
        if self.is_withheld(row, column):
            return WITHHELD_MARK
        if np.isnan(value):
            return swedish.EMPTY
        return f"{swedish.decimal(value, places)}{SMALL_MARK if self.small[row, column] else ''}"

    def rank_text(self, row: int) -> str:
        return f"plats {self.ranks[row]} av {self.out_of}" if self.ranks[row] else "inte rangordnad"

    def words(self, row: int, column: int) -> str:
        """'Tensta, ekonomiskt bistånd: index 312,4 (8,5 procent, 512 av 6 024 …). Staden: 2,7.'"""
        one = self.columns[column]
        value = self.values[row, column]
        head = f"{self.labels[row]}, {self.rank_text(row)}. {one.title}: "
        if self.is_withheld(row, column):
            return f"{head}visas inte. Fallen är så få att någon kan kännas igen, eller så skulle ett sådant antal kunna räknas ut."
        head += "index saknas" if np.isnan(value) else f"index {swedish.decimal(value)}"
        if one.indicator is None:
            return f"{head}. {self._city} {swedish.decimal(one.city)}." if not np.isnan(one.city) else f"{head}."
        return f"{head}{self._observed(row, one, one.indicator)}.{self._remarks(row, column)}"

    @property
    def _city(self) -> str:
        return f"{self.compared_with[:1].upper()}{self.compared_with[1:]}:"

    def _observed(self, row: int, column: HeatColumn, indicator: Indicator) -> str:
        """The value behind, its counts as far as they may be shown, and the reference's value."""
        assert self.computed is not None
        panel, at = self.computed.panel, column.place
        x, over, under = (float(array[row, at]) for array in (panel.x, panel.numerator, panel.denominator))
        city = "" if np.isnan(column.city) else f". {self._city} {swedish.rate(column.city)} {indicator.unit}"
        if np.isnan(x):
            return f", värde saknas{city}"
        count = shown_count(indicator, over)
        counts = "" if np.isnan(over) or np.isnan(under) else f", {count} av {swedish.integer(round(under))}"
        return f" ({swedish.rate(x)} {indicator.unit}{counts}){city}"

    def _remarks(self, row: int, column: int) -> str:
        assert self.computed is not None
        one = self.columns[column]
        told = [one.note] if one.note else []
        told += ["Nämnaren är under 30."] if self.computed.small[row, one.place] else []
        told += ["Ungefärligt: hopräknat med invånare."] if self.computed.panel.approximate[row, one.place] else []
        return "".join(f" {text}" for text in told)


def computed_heat(
    computed: Computed,
    labels: Mapping[str, str],
    level: Level,
    year: int,
    *,
    illustrative: bool,
    held_back: Mask | None = None,
) -> HeatTable:
    """The total, then every area followed by its indicators; `held_back` is units × indicators whose counts are not shown."""
    panel = computed.panel
    weights = _weighs(computed)
    columns = [HeatColumn("TOTAL", Measure.TOTAL.label, WHOLE, Measure.TOTAL)]
    values, small = [computed.index], [np.zeros(len(panel.units), dtype=bool)]
    for number, area in enumerate(AREAS):
        own = [place for place, one in enumerate(panel.indicators) if one.area is area]
        columns.append(HeatColumn(area.value, area.label, area.label, Measure(area.value)))
        values.append(computed.areas[:, number])
        small.append(np.zeros(len(panel.units), dtype=bool))
        for place in own:
            columns.append(_indicator_column(computed, place, weights))
            values.append(computed.values[:, place])
            small.append(computed.small[:, place] | bool(computed.thin[place]))
    table = np.stack(values, axis=1)
    not_shown, by_indicator = np.zeros(table.shape, dtype=bool), withheld(computed, held_back)
    for number, one in enumerate(columns):
        if one.indicator is not None:
            not_shown[:, number] = by_indicator[:, one.place]
    table = np.where(not_shown, np.nan, table)
    return HeatTable(
        level=level,
        year=year,
        units=panel.units,
        labels=tuple(labels.get(unit, unit) for unit in panel.units),
        ranks=tuple(int(rank) for rank in computed.rank),
        columns=tuple(columns),
        values=table,
        small=np.stack(small, axis=1),
        text=computed_text(heat_finding(table), computed.recipe, level, str(year), illustrative=illustrative, indicators=panel.indicators),
        compared_with=compared_with(reference_text(computed.recipe)),
        computed=computed,
        withheld=not_shown,
    )


def _weighs(computed: Computed) -> Mask:
    """Which indicators weigh in anywhere."""
    found: Mask = (
        np.any(computed.effective > 0, axis=0) if len(computed.effective) else np.zeros(len(computed.panel.indicators), dtype=bool)
    )
    return found


def _indicator_column(computed: Computed, place: int, weighs: Mask) -> HeatColumn:
    one = computed.panel.indicators[place]
    note = ""
    if computed.thin[place] and not computed.recipe.include_thin:
        note = "För få fall i staden för att väga in."
    elif one.code in computed.recipe.left_out:
        note = "Receptet håller indikatorn utanför."
    elif not weighs[place]:
        note = "Väger inte in i indexet."
    city = float(computed.reference[place])
    return HeatColumn(one.code, one.name, one.area.label, None, one, place, city, note)


def published_heat(
    info: SeriesInfo,
    year: int,
    values: Mapping[tuple[str, Measure], float],
    labels: Mapping[str, str],
    city: Mapping[Measure, float],
    ranking: Ranking | None = None,
) -> HeatTable:
    """The total and the four areas as somebody else computed them; `values` without the city's row."""
    units = tuple(sorted({unit for unit, _measure in values}, key=lambda unit: swedish.sort_key(labels.get(unit, unit))))
    measures = [one for one in Measure if any(measure is one for _unit, measure in values)]
    grid = np.array([[values.get((unit, one), np.nan) for one in measures] for unit in units], dtype=float).reshape(
        len(units), len(measures)
    )
    places = {bar.unit: bar.rank for bar in ranking.bars} if ranking is not None else {}
    columns = tuple(
        HeatColumn(one.value, one.label, WHOLE if one is Measure.TOTAL else "Delindex", one, city=city.get(one, np.nan)) for one in measures
    )
    subtitle = f"{info.kind.label} · {info.level.label} · {year} · {info.reference} · {info.source}"
    text = ChartText(heat_finding(grid), subtitle, EXAMPLE_MARK if info.illustrative else "", CAUTION)
    return HeatTable(
        info.level, year, units, tuple(labels.get(unit, unit) for unit in units), tuple(places.get(unit, 0) for unit in units), columns,
        grid, np.zeros(grid.shape, dtype=bool), text,
    )  # fmt: skip


def heat_finding(values: Array) -> str:
    """'312 av 798 värden ligger över 100, 41 av dem på 150 eller mer'."""
    held = values[~np.isnan(values)]
    if not held.size:
        return "Inga värden att visa"
    over, far = int((held > REFERENCE).sum()), int((held >= FAR).sum())
    text = f"{swedish.integer(over)} av {swedish.integer(held.size)} värden ligger över 100"
    return f"{text}, {swedish.integer(far)} av dem på 150 eller mer" if far else text


def strength(values: Array) -> Array:
    """-1 for half the reference or less, 0 at it, 1 for double or more; as far apart for twice as for half. NaN is missing."""
    with np.errstate(invalid="ignore"):
        return np.log2(np.clip(values, LEAST, MOST) / REFERENCE)
