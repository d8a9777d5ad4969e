"""A small city in a store: boards, districts and base areas with counts, as the tests of the computation have it."""

from __future__ import annotations

import numpy as np
from sqlalchemy import select

from app.domain.riskindex.series import SAME_YEAR, Level, Measure, Observation, SeriesKind
from app.models.riskindex import IndexSeries, IndexValue
from app.services.index_store import add_indicators, add_observations, add_population, add_territories, changed
from app.services.workbench import Workbench
from tests.domain.riskindex.datasets import counted


def fill(bench: Workbench, years: tuple[int, ...] = (2011, 2012), *, illustrative: bool = False) -> None:
    """Codes 'stad', 'n0', 'n0d1', 'n0d1b2'; eight indicators; counts for every base area."""
    data = counted(years=years)
    seen = [
        Observation(
            indicator=data.indicators[column].code, unit=data.territories[row].code, level=Level.BASE_AREA, year=int(year),
            value=None if np.isnan(value) else float(value), numerator=int(over), denominator=int(under),
        )
        for row, column, year, value, over, under in zip(
            data.unit, data.indicator, data.year, data.value, data.numerator, data.denominator, strict=True
        )
    ]  # fmt: skip
    with bench.store.writing() as unit:
        add_territories(unit.session, data.territories)
        add_population(unit.session, data.population)
        add_indicators(unit.session, data.indicators)
        add_observations(unit.session, seen, illustrative=illustrative)
        changed(unit, "Provdata")


def add_series(
    bench: Workbench, key: str, name: str, values: dict[tuple[str, int], float], kind: SeriesKind = SeriesKind.PUBLISHED
) -> None:
    """A series of districts after those that are held, with its total by district and year."""
    with bench.store.writing() as unit:
        last = max(unit.session.scalars(select(IndexSeries.position)), default=-1)
        made = IndexSeries(
            key=key, position=last + 1, name=name, kind=kind, level=Level.DISTRICT, source="Prov", reference=SAME_YEAR, illustrative=False,
        )  # fmt: skip
        unit.session.add(made)
        unit.session.flush()
        for (place, year), value in values.items():
            unit.session.add(IndexValue(series_key=key, unit=place, measure=Measure.TOTAL, year=year, value=value))
        changed(unit, "Provserie")
