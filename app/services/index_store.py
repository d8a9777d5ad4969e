"""Index series, indicators and observations into the store."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.domain.riskindex import series as domain
from app.models import riskindex as mapped


def save_index(
    session: Session,
    series: Sequence[domain.SeriesInfo],
    values: Sequence[domain.IndexValue],
    indicators: Sequence[domain.Indicator],
    observations: Sequence[domain.Observation],
    *,
    illustrative: bool,
) -> None:
    """Add published series with their values, and the indicator data beside them."""
    session.add_all(
        [
            mapped.IndexSeries(
                key=one.key,
                position=position,
                name=one.name,
                kind=one.kind,
                level=one.level,
                source=one.source,
                reference=one.reference,
                illustrative=one.illustrative,
            )
            for position, one in enumerate(series)
        ]
    )
    session.add_all(
        [
            mapped.Indicator(
                code=one.code,
                position=position,
                name=one.name,
                area=one.area,
                direction=one.direction,
                unit=one.unit,
                multiplier=one.multiplier,
                kind=one.kind,
                denominator=one.denominator,
                source=one.source,
                note=one.note,
                weight=one.weight,
            )
            for position, one in enumerate(indicators)
        ]
    )
    session.flush()
    session.execute(
        insert(mapped.IndexValue),
        [{"series_key": one.series, "unit": one.unit, "measure": one.measure, "year": one.year, "value": one.value} for one in values],
    )
    session.execute(
        insert(mapped.Observation),
        [
            {
                "indicator": one.indicator,
                "level": str(one.level),
                "unit": one.unit,
                "year": one.year,
                "value": one.value,
                "numerator": one.numerator,
                "denominator": one.denominator,
                "illustrative": illustrative,
            }
            for one in observations
        ],
    )
