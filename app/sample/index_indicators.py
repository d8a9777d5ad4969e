"""Example indicators and how each follows the parts of the index; every number is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from app.domain.riskindex.series import Indicator, IndicatorKind
from app.domain.vocabulary import SubIndex

SOURCE = "Exempelserie för utbildning och test"
_CRIME = "anmälda brott per 1 000 invånare"
_REPORTED = "Bara anmälda brott räknas; anmälningsbenägenheten kan skilja mellan områden."


@dataclass(frozen=True, slots=True)
class Pattern:
    """An indicator's index in a unit is 100 + slope·(T − 100) + T·spread, where T is the part's index there.

    Slopes of one part average 1 and the spreads of a unit sum to 0, so that the part comes out as it was meant.
    """

    indicator: Indicator
    city: float  # the city's rate 2006
    share: float  # of the inhabitants in D; 0 where only values are given
    slope: float = 1.0
    tilt: float = 0.0  # how much more it grew to 2012 than its part; sums to 0 within a part
    marks: Mapping[str, float] = field(default_factory=dict)  # spread of units that the programme, or a guard, names in words
    thin: bool = False  # stands outside the sums of its part


def _crime(code: str, name: str, area: SubIndex = SubIndex.SAFETY, note: str = _REPORTED, *, sensitive: bool = False) -> Indicator:
    return Indicator(
        code=code, name=name, area=area, direction=1, unit=_CRIME, multiplier=1_000, kind=IndicatorKind.RATE,
        denominator="invånare", source=SOURCE, note=note, sensitive=sensitive,
    )  # fmt: skip


def _share(
    code: str, name: str, area: SubIndex, denominator: str, *, better: bool = False, sensitive: bool = False, note: str = ""
) -> Indicator:
    return Indicator(
        code=code, name=name, area=area, direction=-1 if better else 1, unit=f"procent av {denominator}", multiplier=100,
        kind=IndicatorKind.PERCENTAGE, denominator=denominator, source=SOURCE, note=note, sensitive=sensitive,
    )  # fmt: skip


_SICK_LEAVE = Indicator(
    code="sjuktal", name="Sjuktal", area=SubIndex.HEALTH, direction=1, unit="dagar per försäkrad och år", multiplier=1,
    kind=IndicatorKind.OTHER, denominator="", source=SOURCE,
    note="Lämnas som färdigt värde, och inte för områden med färre än 1 000 invånare.",
)  # fmt: skip

_SOCIAL = (
    Pattern(_share("kort-utbildning", "Vuxna utan gymnasieutbildning", SubIndex.SOCIAL, "invånare 25–64 år"), 11.8, 0.55, 0.9, -0.06),
    Pattern(
        _share(
            "gymnasiebehorighet", "Behöriga till gymnasiet", SubIndex.SOCIAL, "elever i årskurs 9", better=True, sensitive=True,
            note="Små årskullar: enstaka elever flyttar värdet. Lämnas inte för färre än tio elever.",
        ),
        90.4, 0.011, 1.2, 0.05,
    ),
    Pattern(
        _share("valdeltagande", "Valdeltagande i kommunvalet", SubIndex.SOCIAL, "röstberättigade", better=True), 81.3, 0.72, 0.9, 0.01
    ),
)  # fmt: skip

_HEALTH = (
    Pattern(
        _SICK_LEAVE, 7.8, 0.0, 0.5, -0.08,
        {"solberga": 0.26, "hagsatra": -0.08, "farsta-strand": -0.06, "hogdalen": 0.02, "farsta": 0.02},
    ),
    Pattern(_crime("narkotikabrott", "Narkotikabrott", SubIndex.HEALTH, f"Räknas till hälsa i indexet. {_REPORTED}"), 8.6, 1.0, 1.5, 0.08),
)  # fmt: skip

_SAFETY = (
    Pattern(
        _crime("skadegorelse", "Skadegörelse"), 16.4, 1.0, 1.2, 0.04,
        {"farsta-strand": 0.2, "tensta": 0.0, "rinkeby": -0.1, "skarholmen": 0.0},
    ),
    Pattern(
        _crime("misshandel", "Misshandel"), 9.7, 1.0, 1.3, 0.1,
        {"rinkeby": 0.45, "hasselby-gard": 0.62, "farsta-strand": -0.16, "tensta": -0.16, "skarholmen": -0.05, "sdn-norrmalm": 0.15},
    ),
    Pattern(_crime("fordonsstold", "Stöld av och ur fordon"), 13.1, 1.0, 1.1, -0.16),
    Pattern(_crime("bostadsinbrott", "Bostadsinbrott"), 3.9, 1.0, -0.2, 0.02),
    Pattern(
        _crime("personran", "Personrån", note=f"Uppgifter saknas för 2007 och 2008. {_REPORTED}"), 1.9, 1.0, 1.6,
        marks={"sdn-norrmalm": 0.32},
    ),
    Pattern(
        _crime("olaga-diskriminering", "Olaga diskriminering", note="Mycket få anmälningar; osäkert i enskilda områden.", sensitive=True),
        0.05, 1.0, thin=True,
    ),
)  # fmt: skip

_LIVELIHOOD = (
    Pattern(
        _share("ekonomiskt-bistand", "Invånare med ekonomiskt bistånd", SubIndex.LIVELIHOOD, "invånare", sensitive=True),
        3.1, 1.0, 1.4, -0.03, {"rinkeby": 0.03, "tensta": 0.03, "husby": -0.05},
    ),
    Pattern(_share("arbetsloshet", "Öppet arbetslösa", SubIndex.LIVELIHOOD, "invånare 18–64 år"), 3.4, 0.66, 0.9, 0.05),
    Pattern(_share("forvarvsarbete", "Förvärvsarbetande", SubIndex.LIVELIHOOD, "invånare 20–64 år", better=True), 76.1, 0.63, 0.7, -0.02),
)  # fmt: skip

PATTERNS = (*_SOCIAL, *_HEALTH, *_SAFETY, *_LIVELIHOOD)
MISSING_YEARS: Mapping[str, frozenset[int]] = {"personran": frozenset({2007, 2008})}


def indicators() -> tuple[Indicator, ...]:
    return tuple(one.indicator for one in PATTERNS)


@cache
def patterns_of(area: SubIndex) -> tuple[Pattern, ...]:
    """Those that make up a part of the index."""
    return tuple(one for one in PATTERNS if one.indicator.area is area and not one.thin)
