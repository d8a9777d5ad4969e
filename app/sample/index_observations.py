"""Example observations for every year, made so that computed series come out as the published examples do; every number is invented.

In a district a part's index follows its board's way from 2006 to 2012 and ends at the district's own number; base areas differ around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from app.domain.programme import Programme
from app.domain.riskindex.series import IndicatorKind, Level, Measure, Observation
from app.domain.vocabulary import SubIndex
from app.sample.index_indicators import MISSING_YEARS, PATTERNS, Pattern, patterns_of
from app.sample.index_places import LAST, BaseArea, base_areas, board_code, chance, people_of
from app.sample.index_tables import BOARDS, CITY, DISTRICTS, SMALL, WHOLE_BOARDS, YEARS

_PARTS = tuple(one for one in Measure if one is not Measure.TOTAL)
_SPREAD = {SubIndex.SOCIAL: 0.28, SubIndex.HEALTH: 0.1, SubIndex.SAFETY: 0.2, SubIndex.LIVELIHOOD: 0.08}
_YEARLY = 0.02  # how far an indicator strays a year, as a share
_DRIFT = 0.1  # how differently districts of a board went from 2006
_PULLED_TO = 115.0
_LEAST = 8.0  # no indicator's index is lower
_FEW_PUPILS, _FEW_INSURED = 10, 1_000
_NO_HOMES = "hansta"  # hardly anybody lives there: only crimes are counted
_GAPS = {
    ("valdeltagande", "sundby", 2009),
    ("sjuktal", "fagersjo", 2008),
    ("arbetsloshet", "fruangen", 2007),
    ("kort-utbildning", "larsboda", 2010),
}


def observations(programme: Programme) -> tuple[Observation, ...]:
    """Sorted by indicator, unit and year, as the store looks them up."""
    found = [one for year in YEARS for one in _of_year(programme, year) if (one.indicator, one.unit, one.year) not in _GAPS]
    return tuple(sorted(found, key=lambda one: (one.indicator, one.unit, one.year)))


def _of_year(programme: Programme, year: int) -> Iterator[Observation]:
    people, areas, parts_of_index = people_of(programme, year), base_areas(programme), _parts_of_index(programme, year)
    for pattern in PATTERNS:
        if year in MISSING_YEARS.get(pattern.indicator.code, ()):
            continue
        if not pattern.share:
            yield _value(pattern, CITY, Level.CITY, year, _from_index(pattern, 100.0, year))
        for unit, parts in parts_of_index.items():
            if unit == _NO_HOMES and pattern.indicator.kind is not IndicatorKind.RATE:
                continue
            level = Level.DISTRICT if unit in DISTRICTS or unit in SMALL else Level.BOARD
            rate = _rate(pattern, unit, parts[_measure(pattern)], year)
            within = areas.get(unit, ())
            if not within or not pattern.share:
                whole = sum(people[one.code] for one in within) if within else people[unit]
                yield from _observe(pattern, unit, level, year, rate, whole)
            for one, own in zip(within, _spread_out(pattern, within, rate, year), strict=True):
                yield from _observe(pattern, one.code, Level.BASE_AREA, year, own, people[one.code])


# --- the index of a part of the index, the city of the same year = 100 -----------------------------


def _parts_of_index(programme: Programme, year: int) -> Mapping[str, Mapping[Measure, float]]:
    """Territory code → each part's index, of districts and of boards with rows of their own."""
    board_of = {one.key: one.board for one in programme.districts}
    people, areas = people_of(programme, year), base_areas(programme)
    counted = {board_code(key): people[board_code(key)] for key in WHOLE_BOARDS}
    for key, within in {**dict.fromkeys((*DISTRICTS, *SMALL), ()), **areas}.items():
        if board_of[key] not in WHOLE_BOARDS:
            counted[key] = sum(people[one.code] for one in within) if within else people[key]
    found: dict[str, dict[Measure, float]] = {unit: {} for unit in (*map(board_code, WHOLE_BOARDS), *DISTRICTS, *SMALL)}
    for measure in _PARTS:
        for key in (*DISTRICTS, *SMALL):
            found[key][measure] = _district_part(key, board_of[key], measure, year)
        for key in WHOLE_BOARDS:
            found[board_code(key)][measure] = _board_part(key, measure, year)
        _balance({unit: (found[unit], number) for unit, number in counted.items()}, measure)
    return found


def _balance(units: Mapping[str, tuple[dict[Measure, float], int]], measure: Measure) -> None:
    """Draw the boards with rows of their own towards a number, so that the whole city is 100 in the mean of its inhabitants."""
    lacking = sum(number * (100 - parts[measure]) for parts, number in units.values())
    boards = [(parts, number) for unit, (parts, number) in units.items() if unit not in DISTRICTS and unit not in SMALL]
    pull = lacking / sum(number * (_PULLED_TO - parts[measure]) for parts, number in boards)
    for parts, _number in boards:
        parts[measure] += pull * (_PULLED_TO - parts[measure])


def _measure(pattern: Pattern) -> Measure:
    return Measure(pattern.indicator.area.value)


def _city(measure: Measure, year: int) -> float:
    """The city against itself 2006, as a share."""
    return BOARDS[measure][CITY][YEARS.index(year)] / 100


def _board_part(board: str, measure: Measure, year: int) -> float:
    return BOARDS[measure][board][YEARS.index(year)] / _city(measure, year)


def _district_part(district: str, board: str, measure: Measure, year: int) -> float:
    row = DISTRICTS[district][1:] if district in DISTRICTS else (0.0, *SMALL[district][1:])
    way = _board_part(board, measure, year) / _board_part(board, measure, LAST)
    return row[list(Measure).index(measure)] * way * (1 + _drift(district, measure) * (LAST - year) / (LAST - YEARS[0]))


def _drift(district: str, measure: Measure) -> float:
    return _DRIFT * (chance("drift", district, measure.value) - 0.5) if district in DISTRICTS else 0.0


# --- from the part's index to an indicator's rate ---------------------------------------------------


def _rate(pattern: Pattern, unit: str, part: float, year: int) -> float:
    spread = _spreads(pattern.indicator.area, unit, year).get(pattern.indicator.code, 0.0)
    return _from_index(pattern, max(_LEAST, 100 + pattern.slope * (part - 100) + part * spread), year)


def _from_index(pattern: Pattern, index: float, year: int) -> float:
    """The rate that has this index against the city of the same year; where higher is better, what is lacking follows the index."""
    grown = _city(_measure(pattern), year) * (1 + pattern.tilt * (year - YEARS[0]) / (LAST - YEARS[0]))
    if pattern.indicator.direction < 0:
        return 100 - (100 - pattern.city) * grown * index / 100
    return pattern.city * grown * index / 100


@cache
def _spreads(area: SubIndex, unit: str, year: int) -> Mapping[str, float]:
    """How each indicator strays from its part in a unit and year: what the programme says in words, else by chance, summing to 0."""
    patterns = patterns_of(area)
    marked = {one.indicator.code: one.marks[unit] for one in patterns if unit in one.marks}
    free = [one.indicator.code for one in patterns if one.indicator.code not in marked]
    size = _SPREAD[area] * (0.5 if unit.startswith("sdn-") else 1.0)
    drawn = {
        code: 2 * size * (chance("spread", code, unit) - 0.5) + 2 * _YEARLY * (chance("year", code, unit, year) - 0.5) for code in free
    }
    off = (sum(drawn.values()) + sum(marked.values())) / len(free)
    return {**marked, **{code: one - off for code, one in drawn.items()}}


def _spread_out(pattern: Pattern, parts: tuple[BaseArea, ...], rate: float, year: int) -> list[float]:
    """The district's rate shared out on its base areas, so that they add up to it."""
    code = pattern.indicator.code
    strays = [
        part.risk * (1 + 0.2 * (chance("part", code, part.code) - 0.5) + 0.04 * (chance(code, part.code, year) - 0.5)) for part in parts
    ]
    mean = sum(part.share * stray for part, stray in zip(parts, strays, strict=True))
    if pattern.indicator.direction < 0:
        return [100 - (100 - rate) * stray / mean for stray in strays]
    return [rate * stray / mean for stray in strays]


# --- from a rate to what is stored -------------------------------------------------------------------


def _value(pattern: Pattern, unit: str, level: Level, year: int, rate: float) -> Observation:
    return Observation(indicator=pattern.indicator.code, unit=unit, level=level, year=year, value=round(rate, 1))


def _observe(pattern: Pattern, unit: str, level: Level, year: int, rate: float, inhabitants: int) -> Iterator[Observation]:
    """The observation, or none where the rules of the statistics would withhold it."""
    indicator = pattern.indicator
    if not pattern.share:
        if inhabitants >= _FEW_INSURED:
            yield _value(pattern, unit, level, year, rate)
        return
    denominator = round(inhabitants * pattern.share)
    if denominator < _FEW_PUPILS:
        return
    # What is left over becomes one more by chance, so that small counts add up to the right sum.
    numerator = int(rate * denominator / indicator.multiplier + chance("count", indicator.code, unit, year))
    if indicator.kind is IndicatorKind.PERCENTAGE:
        numerator = min(denominator, numerator)
    yield Observation(indicator=indicator.code, unit=unit, level=level, year=year, numerator=numerator, denominator=denominator)
