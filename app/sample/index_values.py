"""Example index series and indicators. Every number is invented; the shape satisfies domain brief, section 7.3, C1–C16."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from zlib import crc32

from app.domain.programme import Programme
from app.domain.riskindex.dataset import Territory
from app.domain.riskindex.series import IndexValue, Indicator, IndicatorKind, Level, Measure, Observation, SeriesInfo, SeriesKind
from app.domain.vocabulary import SubIndex
from app.sample.index_tables import BOARDS, CITY, DISTRICTS, YEARS

SOURCE = "Exempelserie för utbildning och test"
DISTRICT_SERIES = "exempel-stadsdelar-2012"
BOARD_SERIES = "exempel-namnder-2006-2012"
DISTRICT_YEAR = 2012

_SERIES = (
    SeriesInfo(
        key=DISTRICT_SERIES, name="Stadsdelar 2012", kind=SeriesKind.PUBLISHED, level=Level.DISTRICT,
        source=SOURCE, reference="staden samma år = 100", illustrative=True,
    ),
    SeriesInfo(
        key=BOARD_SERIES, name="Stadsdelsnämndsområden 2006–2012", kind=SeriesKind.PUBLISHED, level=Level.BOARD,
        source=SOURCE, reference="staden 2006 = 100", illustrative=True,
    ),
)  # fmt: skip


def series() -> tuple[SeriesInfo, ...]:
    return _SERIES


def values() -> tuple[IndexValue, ...]:
    """Both series, the city's own row included in each."""
    return (*_district_values(), *_board_values())


def _district_values() -> Iterator[IndexValue]:
    for number, measure in enumerate(Measure, 1):
        yield IndexValue(series=DISTRICT_SERIES, unit=CITY, measure=measure, year=DISTRICT_YEAR, value=100.0)
        for district, row in DISTRICTS.items():
            yield IndexValue(series=DISTRICT_SERIES, unit=district, measure=measure, year=DISTRICT_YEAR, value=row[number])


def _board_values() -> Iterator[IndexValue]:
    for measure, boards in BOARDS.items():
        for unit, numbers in boards.items():
            for year, value in zip(YEARS, numbers, strict=True):
                yield IndexValue(series=BOARD_SERIES, unit=unit, measure=measure, year=year, value=value)


# --- indicators ----------------------------------------------------------------------------------

_CITY_POPULATION = 881_000
_CRIME = "anmälda brott per 1 000 invånare"
_REPORTED = "Bara anmälda brott räknas; anmälningsbenägenheten kan skilja mellan områden."


@dataclass(frozen=True, slots=True)
class _Recipe:
    """How example observations follow the area's index: city rate, share of inhabitants in D, and how steeply."""

    indicator: Indicator
    city: float
    share: float = 1.0  # of the inhabitants; 0 where only values are given
    power: float = 1.0
    factors: tuple[tuple[str, float], ...] = ()  # districts that differ from the pattern, as the programme says in words


def _crime(code: str, name: str, area: SubIndex = SubIndex.SAFETY, note: str = _REPORTED) -> Indicator:
    return Indicator(
        code=code, name=name, area=area, direction=1, unit=_CRIME, multiplier=1_000, kind=IndicatorKind.RATE,
        denominator="invånare", source=SOURCE, note=note,
    )  # fmt: skip


def _share(code: str, name: str, area: SubIndex, denominator: str, *, better: bool = False) -> Indicator:
    return Indicator(
        code=code, name=name, area=area, direction=-1 if better else 1, unit=f"procent av {denominator}", multiplier=100,
        kind=IndicatorKind.PERCENTAGE, denominator=denominator, source=SOURCE,
    )  # fmt: skip


_SICK_LEAVE = Indicator(
    code="sjuktal", name="Sjuktal", area=SubIndex.HEALTH, direction=1, unit="dagar per försäkrad och år", multiplier=1,
    kind=IndicatorKind.OTHER, denominator="", source=SOURCE, note="Lämnas som färdigt värde.",
)  # fmt: skip

_RECIPES = (
    _Recipe(_share("kort-utbildning", "Vuxna utan gymnasieutbildning", SubIndex.SOCIAL, "invånare 25–64 år"), 11.8, 0.55, 1.1),
    _Recipe(_share("gymnasiebehorighet", "Behöriga till gymnasiet", SubIndex.SOCIAL, "elever i årskurs 9", better=True), 90.4, 0.011, 1.3),
    _Recipe(_share("valdeltagande", "Valdeltagande i kommunvalet", SubIndex.SOCIAL, "röstberättigade", better=True), 81.3, 0.72, 0.9),
    _Recipe(_SICK_LEAVE, 7.8, 0.0, 0.6, (("solberga", 1.45),)),
    _Recipe(
        _crime("narkotikabrott", "Narkotikabrott", SubIndex.HEALTH, f"Räknas till hälsa i indexet. {_REPORTED}"),
        8.6, 1.0, 1.8, (("hagsatra", 1.2), ("farsta-strand", 1.15)),
    ),
    _Recipe(_crime("skadegorelse", "Skadegörelse"), 16.4, 1.0, 1.0, (("farsta-strand", 1.2),)),
    _Recipe(
        _crime("misshandel", "Misshandel"),
        9.7, 1.0, 1.0, (("rinkeby", 1.4), ("hasselby-gard", 1.5), ("farsta-strand", 0.9), ("tensta", 0.9)),
    ),
    _Recipe(_crime("fordonsstold", "Stöld av och ur fordon"), 13.1, 1.0, 0.8),
    _Recipe(_crime("bostadsinbrott", "Bostadsinbrott"), 3.9, 1.0, 0.5),
    _Recipe(_crime("personran", "Personrån"), 1.9, 1.0, 1.2),
    _Recipe(_crime("olaga-diskriminering", "Olaga diskriminering", note="Mycket få anmälningar; osäkert i enskilda stadsdelar."), 0.05),
    _Recipe(_share("ekonomiskt-bistand", "Invånare med ekonomiskt bistånd", SubIndex.LIVELIHOOD, "invånare"), 3.1, 1.0, 1.3),
    _Recipe(_share("arbetsloshet", "Öppet arbetslösa", SubIndex.LIVELIHOOD, "invånare 18–64 år"), 3.4, 0.66, 0.9),
    _Recipe(_share("forvarvsarbete", "Förvärvsarbetande", SubIndex.LIVELIHOOD, "invånare 20–64 år", better=True), 76.1, 0.63, 0.8),
)  # fmt: skip


def territories(programme: Programme) -> tuple[Territory, ...]:
    """The city, its boards and their districts; three boards share the name of a district, so boards have codes of their own."""
    return (
        Territory(code=CITY, name="Stockholm", level=Level.CITY),
        *(Territory(code=f"sdn-{one.key}", name=one.short_name, level=Level.BOARD, parent=CITY) for one in programme.district_boards),
        *(
            Territory(code=one.key, name=one.name, level=Level.DISTRICT, parent=f"sdn-{one.board}", aliases=tuple(one.aliases))
            for one in programme.districts
        ),
    )


def population() -> dict[tuple[str, int], int]:
    return {(key, DISTRICT_YEAR): row[0] for key, row in DISTRICTS.items()}


def indicators() -> tuple[Indicator, ...]:
    return tuple(recipe.indicator for recipe in _RECIPES)


@cache
def observations() -> tuple[Observation, ...]:
    """Each indicator 2012 for every district with values, and for the city as a whole."""
    return tuple(_observe(recipe, unit) for recipe in _RECIPES for unit in (CITY, *DISTRICTS))


def _observe(recipe: _Recipe, unit: str) -> Observation:
    indicator = recipe.indicator
    rate = recipe.city if unit == CITY else _pattern(recipe, unit)
    level = Level.CITY if unit == CITY else Level.DISTRICT
    if not recipe.share:
        return Observation(indicator=indicator.code, unit=unit, level=level, year=DISTRICT_YEAR, value=round(rate, 1))
    inhabitants = _CITY_POPULATION if unit == CITY else DISTRICTS[unit][0]
    denominator = round(inhabitants * recipe.share)
    numerator = min(denominator, round(rate * denominator / indicator.multiplier))
    return Observation(indicator=indicator.code, unit=unit, level=level, year=DISTRICT_YEAR, numerator=numerator, denominator=denominator)


def _pattern(recipe: _Recipe, district: str) -> float:
    column = list(Measure).index(Measure(recipe.indicator.area.value)) + 1
    steep: float = (DISTRICTS[district][column] / 100) ** recipe.power * dict(recipe.factors).get(district, 1.0)
    spread = 1 + (crc32(f"{recipe.indicator.code}|{district}".encode()) % 101 - 50) / 1_000  # at most 5 % up or down
    if recipe.indicator.direction < 0:
        return 100 - (100 - recipe.city) * steep * spread
    return recipe.city * steep * spread
