"""Small datasets for tests: a city of boards, districts and base areas, with counts at the lowest level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from app.domain.riskindex.dataset import Dataset, Territory, YearTable
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.series import Indicator, Level, Observation


def dataset(
    territories: Iterable[Territory],
    indicators: Iterable[Indicator],
    observations: Iterable[Observation],
    population: Mapping[tuple[str, int], int] | None = None,
) -> Dataset:
    """Columns of plain observations; `level` of an observation is not looked at, the territory has its own."""
    places, listed = tuple(territories), tuple(indicators)
    seen = tuple(observations)
    place = {one.code: number for number, one in enumerate(places)}
    column = {one.code: number for number, one in enumerate(listed)}

    def numbers(of: Iterable[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.array([np.nan if one is None else one for one in of], dtype=float)

    return Dataset(
        territories=places,
        indicators=listed,
        unit=np.array([place[one.unit] for one in seen], dtype=np.int64),
        indicator=np.array([column[one.indicator] for one in seen], dtype=np.int64),
        year=np.array([one.year for one in seen], dtype=np.int64),
        value=numbers(one.value for one in seen),
        numerator=numbers(one.numerator for one in seen),
        denominator=numbers(one.denominator for one in seen),
        population=population or {},
    )


def city(boards: int = 3, districts: int = 3, bases: int = 4) -> tuple[Territory, ...]:
    """Codes 'stad', 'n0', 'n0d1', 'n0d1b2'."""
    made = [Territory(code="stad", name="Staden", level=Level.CITY)]
    for board in range(boards):
        made.append(Territory(code=f"n{board}", name=f"Nämnd {board}", level=Level.BOARD, parent="stad"))
        for district in range(districts):
            made.append(
                Territory(code=f"n{board}d{district}", name=f"Stadsdel {board}{district}", level=Level.DISTRICT, parent=f"n{board}")
            )
            made += [
                Territory(code=f"n{board}d{district}b{base}", name=f"Bas {base}", level=Level.BASE_AREA, parent=f"n{board}d{district}")
                for base in range(bases)
            ]
    return tuple(made)


def counted(seed: int = 1, years: Iterable[int] = (2012,), missing: float = 0.0) -> Dataset:
    """Random counts for every base area of a small city."""
    from tests.domain.riskindex.panels import indicators

    generator = np.random.default_rng(seed)
    places, listed = city(), indicators()
    seen = []
    for year in years:
        for place in (one for one in places if one.level is Level.BASE_AREA):
            for one in listed:
                under = int(generator.integers(300, 6_000))
                over = int(under * generator.uniform(0.02, 0.6))
                if generator.uniform() >= missing:
                    seen.append(
                        Observation(indicator=one.code, unit=place.code, level=place.level, year=year, numerator=over, denominator=under)
                    )
    people = {(one.code, year): int(generator.integers(400, 4_000)) for year in years for one in places if one.level is Level.BASE_AREA}
    return dataset(places, listed, seen, people)


def panel_of(data: Dataset, level: Level, year: int) -> Panel:
    """The panel of one level and year: own values, else those of the parts."""
    return YearTable(data, year).panel(level)


def rolled_up(parts: Panel, parent: Mapping[str, str], wholes: Sequence[str]) -> Panel:
    """What the parts add up to, by the product's own table of a year."""
    places = [
        *(Territory(code=unit, name=unit, level=Level.BASE_AREA, parent=parent[unit]) for unit in parts.units),
        *(Territory(code=whole, name=whole, level=Level.DISTRICT) for whole in wholes),
    ]
    unit, indicator = (places_of.ravel() for places_of in np.indices(parts.x.shape))
    data = Dataset(
        territories=tuple(places), indicators=parts.indicators, unit=unit, indicator=indicator, year=np.full(unit.shape, 2012),
        value=parts.x.ravel(), numerator=parts.numerator.ravel(), denominator=parts.denominator.ravel(),
        population={(one, 2012): people for one, people in zip(parts.units, parts.population.tolist(), strict=True)},
    )  # fmt: skip
    return panel_of(data, Level.DISTRICT, 2012)
