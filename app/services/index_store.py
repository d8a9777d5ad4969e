"""Published series, territories, indicators and observations into the store, and out of it as one dataset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.domain.riskindex import series as domain
from app.domain.riskindex.dataset import Dataset, Territory
from app.models import riskindex as mapped
from app.services.store import Unit
from app.services.uids import new_uid

KIND = "index"  # of everything here in the log and in Changes


def changed(unit: Unit, label: str, before: str = "", after: str = "", *, source: str | None = None, key: str = "data") -> None:
    """Count up the data's version, log what was done, and tell the window; part of every write to the index's data."""
    held = unit.session.get(mapped.IndexData, 1)
    if held is None:
        held = mapped.IndexData(id=1, uid=new_uid(), source="", changed_at=unit.now, changed_by=unit.who)
        unit.session.add(held)
    held.changed_at, held.changed_by = unit.now, unit.who
    held.source = held.source if source is None else source
    unit.session.flush()
    unit.log(KIND, held.uid, key, label, before, after)


def stamp(session: Session) -> int:
    """The version of the index's data; 0 before there is any. A write within the same moment counts as well."""
    return session.scalar(select(mapped.IndexData.version)) or 0


def save_series(session: Session, series: Sequence[domain.SeriesInfo], values: Iterable[domain.IndexValue]) -> None:
    """Add published series with their values."""
    session.add_all(
        [
            mapped.IndexSeries(
                key=one.key, position=position, name=one.name, kind=one.kind, level=one.level, source=one.source,
                reference=one.reference, illustrative=one.illustrative,
            )
            for position, one in enumerate(series)
        ]
    )  # fmt: skip
    session.flush()
    session.execute(
        insert(mapped.IndexValue),
        [{"series_key": one.series, "unit": one.unit, "measure": one.measure, "year": one.year, "value": one.value} for one in values],
    )


def add_territories(session: Session, territories: Sequence[Territory]) -> None:
    """Add territories; wholes must stand before their parts."""
    session.execute(insert(mapped.Territory), [_territory_row(one, position) for position, one in enumerate(territories)])
    aliases = [{"territory": one.code, "alias": alias} for one in territories for alias in one.aliases]
    if aliases:
        session.execute(insert(mapped.TerritoryAlias), aliases)


def _territory_row(one: Territory, position: int) -> dict[str, Any]:
    return {
        "uid": new_uid(), "version": 1, "code": one.code, "position": position, "name": one.name, "level": one.level, "parent": one.parent,
    }  # fmt: skip


def add_population(session: Session, population: Mapping[tuple[str, int], int]) -> None:
    rows = [{"territory": code, "year": year, "inhabitants": number} for (code, year), number in population.items()]
    if rows:
        session.execute(insert(mapped.TerritoryPopulation), rows)


def add_indicators(session: Session, indicators: Sequence[domain.Indicator], first: int = 0) -> None:
    rows = [
        {
            "uid": new_uid(), "version": 1, "code": one.code, "position": position, "name": one.name, "area": one.area,
            "direction": one.direction, "unit": one.unit, "multiplier": one.multiplier, "kind": one.kind.value,
            "denominator": one.denominator, "source": one.source, "note": one.note, "weight": one.weight, "sensitive": one.sensitive,
            "redefined": one.redefined,
        }
        for position, one in enumerate(indicators, first)
    ]  # fmt: skip
    if rows:
        session.execute(insert(mapped.Indicator), rows)


def add_observations(session: Session, observations: Iterable[domain.Observation], *, illustrative: bool) -> None:
    rows = [
        {
            "indicator": one.indicator, "unit": one.unit, "year": one.year, "value": one.value, "numerator": one.numerator,
            "denominator": one.denominator, "illustrative": illustrative,
        }
        for one in observations
    ]  # fmt: skip
    if rows:
        session.execute(insert(mapped.Observation), rows)


# --- reading -------------------------------------------------------------------------------------


def read_dataset(session: Session) -> Dataset:
    """Everything computed series rest on, in one reading."""
    territories, indicators = read_territories_and_indicators(session)
    people = mapped.TerritoryPopulation
    population = {
        (row.territory, row.year): row.inhabitants for row in session.execute(select(people.territory, people.year, people.inhabitants))
    }
    return _with_columns(session, territories, indicators, population)


def read_territories_and_indicators(session: Session) -> tuple[tuple[Territory, ...], tuple[domain.Indicator, ...]]:
    """Both in their order of lists."""
    aliases: dict[str, list[str]] = {}
    for row in session.execute(select(mapped.TerritoryAlias.territory, mapped.TerritoryAlias.alias)):
        aliases.setdefault(row.territory, []).append(row.alias)
    held = mapped.Territory
    territories = tuple(
        Territory(code=row.code, name=row.name, level=row.level, parent=row.parent, aliases=tuple(sorted(aliases.get(row.code, ()))))
        for row in session.execute(select(held.code, held.name, held.level, held.parent).order_by(held.position, held.id))
    )
    indicators = tuple(indicator_of(row) for row in session.scalars(select(mapped.Indicator).order_by(mapped.Indicator.position)))
    return territories, indicators


def _with_columns(
    session: Session,
    territories: tuple[Territory, ...],
    indicators: tuple[domain.Indicator, ...],
    population: Mapping[tuple[str, int], int],
) -> Dataset:
    place = {one.code: number for number, one in enumerate(territories)}
    column = {one.code: number for number, one in enumerate(indicators)}
    kept = mapped.Observation
    query = select(kept.unit, kept.indicator, kept.year, kept.value, kept.numerator, kept.denominator, kept.illustrative)
    rows = session.execute(query).all()
    unit, indicator, year, value, over, under, mark = zip(*rows, strict=True) if rows else ((),) * 7
    return Dataset(
        territories=territories,
        indicators=indicators,
        unit=np.array([place[code] for code in unit], dtype=np.int64),
        indicator=np.array([column[code] for code in indicator], dtype=np.int64),
        year=np.array(year, dtype=np.int64),
        value=np.array(value, dtype=float),
        numerator=np.array(over, dtype=float),
        denominator=np.array(under, dtype=float),
        population=population,
        illustrative=any(mark),
        stamp=stamp(session),
    )


def indicator_of(row: mapped.Indicator) -> domain.Indicator:
    return domain.Indicator(
        code=row.code,
        name=row.name,
        area=row.area,
        direction=row.direction,
        unit=row.unit,
        multiplier=row.multiplier,
        kind=domain.IndicatorKind.of(row.kind),
        denominator=row.denominator,
        source=row.source,
        note=row.note,
        weight=row.weight,
        sensitive=row.sensitive,
        redefined=row.redefined,
    )
