"""Observations of a workbook: read and checked all at once, and laid against those that are stored (risk-index brief, sections 2 and 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from app.domain import swedish
from app.domain.riskindex.intake import Places, read_units, tell_years
from app.domain.riskindex.intake_cells import Located, codes_of, numbers, rows_by, texts, whole
from app.domain.riskindex.intake_problems import Faults
from app.domain.riskindex.limits import FIRST_YEAR, LAST_YEAR, MOST
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.series import Indicator, IndicatorKind

_SPAN = 10_000  # more than any year


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Observations as columns; `unit` and `indicator` are places in the tuples of codes, NaN is missing."""

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    unit: NDArray[np.int64]
    indicator: NDArray[np.int64]
    year: NDArray[np.int64]
    value: Array
    numerator: Array
    denominator: Array
    missing: int = 0  # rows without any of the three: not stored
    by_name: tuple[tuple[str, int], ...] = ()  # names that stood for a code, and on how many rows
    marks: int = 0  # cells with a mark such as '..', read as missing
    alone: int = 0  # rows whose numerator has such a mark for its denominator, read as missing as well

    def __len__(self) -> int:
        return len(self.year)

    def keys(self, units: Mapping[str, int], indicators: Mapping[str, int]) -> NDArray[np.int64]:
        """One whole number an observation, equal for the same unit, indicator and year."""
        unit = np.array([units[code] for code in self.units] or [0], dtype=np.int64)[self.unit]
        indicator = np.array([indicators[code] for code in self.indicators] or [0], dtype=np.int64)[self.indicator]
        return np.asarray((unit * max(1, len(indicators)) + indicator) * _SPAN + self.year, dtype=np.int64)

    def only(self, mask: Mask) -> Values:
        return Values(
            self.units, self.indicators, self.unit[mask], self.indicator[mask], self.year[mask], self.value[mask], self.numerator[mask],
            self.denominator[mask],
        )  # fmt: skip

    def years(self) -> tuple[int, ...]:
        return tuple(int(one) for one in np.unique(self.year))

    def touched(self) -> frozenset[str]:
        """Codes of the indicators it has values of."""
        return frozenset(self.indicators[place] for place in np.unique(self.indicator))

    def rows(self) -> Iterator[tuple[str, str, int, float | None, float | None, float | None]]:
        """(indicator, unit, year, value, numerator, denominator), for a store."""
        unit = np.array(self.units, dtype=object)[self.unit].tolist() if len(self) else []
        indicator = np.array(self.indicators, dtype=object)[self.indicator].tolist() if len(self) else []
        return zip(
            indicator, unit, self.year.tolist(), _or_none(self.value), _or_none(self.numerator), _or_none(self.denominator), strict=True
        )  # fmt: skip

    def said(self, place: int) -> str:
        """'12,5' or '40 av 320', as a list shows it."""
        value, over, under = float(self.value[place]), float(self.numerator[place]), float(self.denominator[place])
        if not isnan(over):
            return f"{swedish.number(over)} av {swedish.number(under)}"
        return f"{swedish.number(value)} (nämnare {swedish.number(under)})" if not isnan(under) else swedish.number(value)


def _or_none(values: Array) -> list[float | None]:
    found: list[float | None] = values.tolist()
    for place in np.flatnonzero(np.isnan(values)).tolist():
        found[place] = None
    return found


def values_of(rows: Iterable[tuple[str, str, int, float | None, float | None, float | None]]) -> Values:
    """Stored rows (indicator, unit, year, value, numerator, denominator) as columns."""
    columns = list(zip(*rows, strict=True)) or [()] * 6
    indicators, units = tuple(dict.fromkeys(columns[0])), tuple(dict.fromkeys(columns[1]))
    at_unit, at_indicator = {code: n for n, code in enumerate(units)}, {code: n for n, code in enumerate(indicators)}
    return Values(
        units=units,
        indicators=indicators,
        unit=np.array([at_unit[code] for code in columns[1]], dtype=np.int64),
        indicator=np.array([at_indicator[code] for code in columns[0]], dtype=np.int64),
        year=np.array(columns[2], dtype=np.int64),
        value=np.array(columns[3], dtype=float),
        numerator=np.array(columns[4], dtype=float),
        denominator=np.array(columns[5], dtype=float),
    )


def joined(parts: Sequence[Values]) -> Values:
    """Observations of several tables after one another."""
    units = tuple(dict.fromkeys(code for one in parts for code in one.units))
    indicators = tuple(dict.fromkeys(code for one in parts for code in one.indicators))
    at_unit, at_indicator = {code: n for n, code in enumerate(units)}, {code: n for n, code in enumerate(indicators)}

    def column(name: str) -> Array:
        return np.concatenate([getattr(one, name) for one in parts]) if parts else np.zeros(0)

    def places(name: str, codes: str, at: Mapping[str, int]) -> NDArray[np.int64]:
        moved = [np.array([at[code] for code in getattr(one, codes)] or [0], dtype=np.int64)[getattr(one, name)] for one in parts]
        return np.concatenate(moved) if moved else np.zeros(0, dtype=np.int64)

    return Values(
        units=units,
        indicators=indicators,
        unit=places("unit", "units", at_unit),
        indicator=places("indicator", "indicators", at_indicator),
        year=np.asarray(column("year"), dtype=np.int64),
        value=column("value"),
        numerator=column("numerator"),
        denominator=column("denominator"),
        missing=sum(one.missing for one in parts),
        by_name=tuple(dict(pair for one in parts for pair in one.by_name).items()),
        marks=sum(one.marks for one in parts),
        alone=sum(one.alone for one in parts),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Which observations are new, which differ from the stored ones, and where those stand."""

    new: Mask
    changed: Mask
    stored: NDArray[np.int64]  # place of the stored one; meaningless where new

    @property
    def same(self) -> int:
        return int(len(self.new) - self.new.sum() - self.changed.sum())


def compare(values: Values, stored: Values, *, mark_differs: Mask | None = None) -> Compared:
    """`mark_differs` says which stored observations have another mark of example values than the new ones get."""
    units = {code: n for n, code in enumerate(dict.fromkeys((*values.units, *stored.units)))}
    indicators = {code: n for n, code in enumerate(dict.fromkeys((*values.indicators, *stored.indicators)))}
    wanted, held = values.keys(units, indicators), stored.keys(units, indicators)
    if not len(held):
        return Compared(np.ones(len(wanted), dtype=bool), np.zeros(len(wanted), dtype=bool), np.zeros(len(wanted), dtype=np.int64))
    order = np.argsort(held)
    place = order[np.minimum(np.searchsorted(held, wanted, sorter=order), len(held) - 1)]
    new = held[place] != wanted
    differs = np.zeros(len(wanted), dtype=bool)
    for name in ("value", "numerator", "denominator"):
        one, other = getattr(values, name), getattr(stored, name)[place]
        differs |= ~((one == other) | (np.isnan(one) & np.isnan(other)))
    if mark_differs is not None:
        differs |= mark_differs[place]
    return Compared(new, differs & ~new, place)


def read_values(
    table: Located,
    places: Places,
    indicators: Mapping[str, Indicator],
    faults: Faults,
    *,
    missing: frozenset[str] = frozenset(),
    free: bool = False,
) -> Values:
    """Rows of Värden, each with its year, territory and indicator. `free`: decimal commas in texts and marks for missing are read."""
    year, (unit_codes, unit, by_name) = _years(table, faults), read_units(table, places.names, faults)
    indicator_codes, indicator = _indicators(table, indicators, faults)
    read = {key: numbers(table, key, faults, missing=missing, texts=free) for key in ("value", "numerator", "denominator")}
    value, over, under = (read[key][0] for key in ("value", "numerator", "denominator"))
    _check_numbers(table, value, over, under, faults)
    known = indicator >= 0
    kinds = np.array([list(IndicatorKind).index(indicators[code].kind) for code in indicator_codes] or [0])[np.maximum(indicator, 0)]
    _check_shares(table, value, over, under, np.where(known, kinds, -1), faults)
    _check_twice(table, unit, indicator, year, len(indicator_codes), faults)
    marks = sum(one[1] for one in read.values())
    alone = ~np.isnan(over) & np.isnan(under)  # nothing to divide by: as missing as the mark says, and told
    over = np.where(alone, np.nan, over)
    held = ~(np.isnan(value) & np.isnan(over)) & (unit >= 0) & known & (year > 0)
    empty = np.isnan(value) & np.isnan(over) & np.isnan(under)
    return Values(
        units=unit_codes, indicators=indicator_codes, unit=unit[held], indicator=indicator[held], year=year[held], value=value[held],
        numerator=over[held], denominator=under[held], missing=int(empty.sum()), by_name=by_name, marks=marks,
        alone=int(alone.sum()),
    )  # fmt: skip


def _years(table: Located, faults: Faults) -> NDArray[np.int64]:
    """0 where there is none."""
    found, _ = numbers(table, "year", faults)
    with np.errstate(invalid="ignore"):
        sound = whole(found) & (found >= FIRST_YEAR) & (found <= LAST_YEAR)
    strange: dict[str, list[int]] = {}
    empty: list[int] = []
    for place in np.flatnonzero(~sound).tolist():
        row = int(table.rows[place])
        text = table.shown("year", row)
        if not text:
            empty.append(row)
        elif not np.isnan(found[place]):
            strange.setdefault(text, []).append(row)
    tell_years(table, strange, empty, faults)
    return np.where(sound, np.nan_to_num(found), 0).astype(np.int64)


def _indicators(table: Located, known: Mapping[str, Indicator], faults: Faults) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    kinds, places = texts(table, "indicator")
    names: dict[str, list[str]] = {}
    for one in known.values():
        names.setdefault(swedish.match_key(one.name), []).append(one.code)
    codes: dict[str, int] = {}
    target = np.full(len(kinds) + 1, -1, dtype=np.int64)
    unknown: list[int] = []
    for number, text in enumerate(kinds):
        found = [text] if text in known else names.get(swedish.match_key(text), [])
        if len(found) == 1:
            target[number] = codes.setdefault(found[0], len(codes))
        else:
            unknown.append(number)
    message = "Indikatorn {} finns varken på bladet Indikatorer eller i programmet. Lägg till den, eller rätta koden."
    faults.add_each(table.name, message, rows_by(table, kinds, places, unknown), table.letter("indicator"), "Okända indikatorer är också")
    if (places < 0).any():
        faults.add(table.name, "Indikatorns kod saknas.", table.rows[places < 0].tolist(), table.letter("indicator"))
    return tuple(codes), target[places]


def _check_numbers(table: Located, value: Array, over: Array, under: Array, faults: Faults) -> None:
    """Which of the three are given, and that none is negative or a zero that divides."""
    has_value, has_over, has_under = ~np.isnan(value), ~np.isnan(over), ~np.isnan(under)

    def tell(mask: Mask, key: str, message: str) -> None:
        if mask.any():
            faults.add(table.name, message, table.rows[mask].tolist(), table.letter(key))

    blank = {key: _is_blank(table, key) for key in ("value", "numerator", "denominator")}
    tell(has_value & has_over, "value", "Både Värde och Täljare är ifyllda. Behåll det ena: Värde, eller Täljare med Nämnare.")
    tell(has_over & ~has_under & blank["denominator"] & ~has_value, "denominator", "Täljare utan Nämnare. Fyll i nämnaren.")
    text = "Nämnare utan Värde eller Täljare. Fyll i ett av dem, eller töm cellen om uppgiften saknas."
    tell(has_under & ~has_over & ~has_value & blank["value"] & blank["numerator"], "denominator", text)
    with np.errstate(invalid="ignore"):
        tell(under == 0, "denominator", "Nämnaren är 0. Inget kan delas med 0; töm raden om uppgiften saknas.")
        for key, label, array in (("value", "Värdet", value), ("numerator", "Täljaren", over), ("denominator", "Nämnaren", under)):
            tell(array > MOST, key, "Talet är orimligt stort.")
            tell(array < 0, key, f"{label} är negativ{'t' if key == 'value' else ''}. Indexet räknas på tal som är 0 eller större.")


def _is_blank(table: Located, key: str) -> Mask:
    """Rows whose cell holds nothing at all; a text there has been told already."""
    column = table.column(key)
    found = np.ones(len(table.rows), dtype=bool)
    if column is None:
        return found
    inside = table.rows <= len(column.codes)
    found[inside] = codes_of(column)[table.rows[inside] - 1] < 0
    held = {row for row, at in table.sheet.formulas_without_value if at == table.columns[key]} | set(column.odd)
    if held:
        found &= ~np.isin(table.rows, sorted(held))
    return found


def _check_shares(table: Located, value: Array, over: Array, under: Array, kind: NDArray[np.int64], faults: Faults) -> None:
    """Percentages above 100, and more cases than there are to count them among."""
    kinds = list(IndicatorKind)
    share, rate = kind == kinds.index(IndicatorKind.PERCENTAGE), kind == kinds.index(IndicatorKind.RATE)
    with np.errstate(invalid="ignore"):
        over_hundred = share & (value > 100)
        more = (over > under) & (under > 0)
    if over_hundred.any():
        text = "Andelen är större än 100 procent. Rätta värdet, eller välj slaget Kvot eller Annat för indikatorn."
        faults.add(table.name, text, table.rows[over_hundred].tolist(), table.letter("value"))
    for wanted, text in (
        (share & more, "Täljaren är större än nämnaren, så andelen blir mer än 100 procent. Kontrollera att de inte har bytt plats."),
        (
            rate & more,
            "Täljaren är större än nämnaren. Kontrollera att de inte har bytt plats; är det rätt, välj slaget Annat för indikatorn.",
        ),
    ):
        if wanted.any():
            faults.add(table.name, text, table.rows[wanted].tolist(), table.letter("numerator"))


def _check_twice(
    table: Located, unit: NDArray[np.int64], indicator: NDArray[np.int64], year: NDArray[np.int64], many: int, faults: Faults
) -> None:
    sound = np.flatnonzero((unit >= 0) & (indicator >= 0) & (year > 0))
    keys = (unit[sound] * max(1, many) + indicator[sound]) * _SPAN + year[sound]
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    repeated = np.flatnonzero(ordered[1:] == ordered[:-1]) + 1
    twice: dict[str, list[int]] = {}
    for place in repeated.tolist():
        first = int(np.searchsorted(ordered, ordered[place]))
        row = int(table.rows[sound[order[first]]])
        twice.setdefault(f"rad {row}", []).append(int(table.rows[sound[order[place]]]))
    message = "Raden har samma år, område och indikator som {}. Ta bort den ena."
    faults.add_each(table.name, message, twice, table.letter("code"), "Samma år, område och indikator står flera gånger även för")


def needs_multiplier(values: Values, indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """Codes of rates whose counts are multiplied by 1: probably a multiplier that was forgotten."""
    counted = {values.indicators[place] for place in np.unique(values.indicator[~np.isnan(values.numerator)])}
    return tuple(one.code for one in indicators if one.code in counted and one.kind is IndicatorKind.RATE and one.multiplier == 1)
