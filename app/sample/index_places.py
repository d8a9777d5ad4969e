"""Example territories and inhabitants: city, boards, districts and, in the six boards, base areas; all figures are invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from app.domain.programme import Programme
from app.domain.riskindex.dataset import Territory
from app.domain.riskindex.series import Level
from app.sample.index_tables import CITY, DISTRICTS, SMALL, WHOLE_BOARDS, YEARS

LAST = YEARS[-1]
_PER_BASE_AREA = 2_200  # inhabitants, about
_NAMED = {"tensta": ("hjulsta", "Hjulsta"), "hasselby-villastad": ("smedshagen", "Smedshagen")}  # the first base area of the district
_POCKET, _POCKET_SHARE, _POCKET_RISK = "hasselby-villastad", 0.1, 2.3


@dataclass(frozen=True, slots=True)
class BaseArea:
    code: str
    name: str
    district: str
    share: float  # of the district's inhabitants
    risk: float  # against the district's


def chance(*words: object) -> float:
    """A number from 0 to 1 that follows from the words alone."""
    return crc32("|".join(map(str, words)).encode()) / 0xFFFFFFFF


def board_code(key: str) -> str:
    """Three boards share the name of a district, so boards have codes of their own."""
    return f"sdn-{key}"


def base_areas(programme: Programme) -> Mapping[str, tuple[BaseArea, ...]]:
    """Those of each district that has any: the larger ones of the boards without rows of their own."""
    return {
        one.key: _parts(one.key, one.name)
        for one in programme.districts
        if one.board not in WHOLE_BOARDS and DISTRICTS.get(one.key, (0,))[0] > _PER_BASE_AREA
    }


def _parts(key: str, name: str) -> tuple[BaseArea, ...]:
    count = min(7, max(2, round(DISTRICTS[key][0] / _PER_BASE_AREA)))
    sizes = [0.25 + 1.5 * chance("size", key, number) for number in range(count)]
    risks = [0.75 + 0.5 * chance("risk", key, number) for number in range(count)]
    shares = [size / sum(sizes) for size in sizes]
    if key == _POCKET:
        shares = [_POCKET_SHARE, *((1 - _POCKET_SHARE) * size / sum(sizes[1:]) for size in sizes[1:])]
        risks[0] = _POCKET_RISK
    names = [(f"{key}-{number}", f"{name} basområde {number}") for number in range(1, count + 1)]
    if key in _NAMED:
        names[0] = _NAMED[key]
    return tuple(BaseArea(code, label, key, share, risk) for (code, label), share, risk in zip(names, shares, risks, strict=True))


def territories(programme: Programme) -> tuple[Territory, ...]:
    """Wholes before their parts. A name that a base area bears is no alias of its district."""
    areas = base_areas(programme)
    taken = {part.name for parts in areas.values() for part in parts}
    return (
        Territory(code=CITY, name="Stockholm", level=Level.CITY),
        *(Territory(code=board_code(one.key), name=one.short_name, level=Level.BOARD, parent=CITY) for one in programme.district_boards),
        *(
            Territory(
                code=one.key, name=one.name, level=Level.DISTRICT, parent=board_code(one.board),
                aliases=tuple(alias for alias in one.aliases if alias not in taken),
            )
            for one in programme.districts
        ),
        *(
            Territory(code=part.code, name=part.name, level=Level.BASE_AREA, parent=part.district)
            for parts in areas.values()
            for part in parts
        ),
    )  # fmt: skip


def _grown(key: str, last: int, year: int) -> int:
    """0,6–1,8 per cent fewer for each year before the last."""
    return round(last * (1 - (0.006 + 0.012 * chance("growth", key)) * (LAST - year)))


def people_of(programme: Programme, year: int) -> Mapping[str, int]:
    """Territory code → inhabitants, of the smallest units: base areas, districts without any, boards with rows of their own."""
    areas = base_areas(programme)
    found = {board_code(key): _grown(board_code(key), last, year) for key, last in WHOLE_BOARDS.items()}
    for key in (*DISTRICTS, *SMALL):
        whole = _grown(key, (DISTRICTS[key] if key in DISTRICTS else SMALL[key])[0], year)
        found |= {part.code: round(part.share * whole) for part in areas[key]} if key in areas else {key: whole}
    return found


def population(programme: Programme) -> dict[tuple[str, int], int]:
    return {(code, year): number for year in YEARS for code, number in people_of(programme, year).items()}
