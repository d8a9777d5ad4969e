"""Example index series, as if published. Every number is invented; the shape satisfies domain brief, section 7.3, C1–C16."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.riskindex.series import IndexValue, Level, Measure, SeriesInfo, SeriesKind
from app.sample.index_indicators import SOURCE, indicators
from app.sample.index_observations import observations
from app.sample.index_places import population, territories
from app.sample.index_tables import BOARDS, CITY, DISTRICTS, YEARS

__all__ = ["SOURCE", "indicators", "observations", "population", "series", "territories", "values"]

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
