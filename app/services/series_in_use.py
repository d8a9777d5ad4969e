"""Which index series is meant: the one that cases, plans and memos rest on, and the published one that is shown."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.domain.riskindex.series import Level, SeriesInfo, SeriesKind
from app.models.riskindex import IndexSeries, IndexValue

CITY_UNIT = "stockholm"  # the city's own row among a series' values


def in_use(level: Level) -> Select[Any]:
    """The key of the series in use on a level, as a statement for use inside others."""
    return select(IndexSeries.key).where(IndexSeries.level == level).order_by(IndexSeries.position, IndexSeries.key).limit(1)


def series_in_use(session: Session, level: Level = Level.DISTRICT) -> IndexSeries | None:
    return session.scalars(select(IndexSeries).where(IndexSeries.key == in_use(level).scalar_subquery())).first()


def computed_key(level: Level) -> str:
    """The key of the office's copy of a computed series; no published series may have it."""
    return f"beraknad-{level.value}"


def published_series(level: Level, series: str = "") -> Select[Any]:
    """The key of the published series of a level that is shown, as a statement: the first by position unless one is named."""
    query = select(IndexSeries.key).where(IndexSeries.level == level, IndexSeries.kind == SeriesKind.PUBLISHED)
    if series:
        query = query.where(IndexSeries.key == series)
    return query.order_by(IndexSeries.position, IndexSeries.key).limit(1)


def newest_year(session: Session, series: IndexSeries) -> int | None:
    return session.scalar(select(func.max(IndexValue.year)).where(IndexValue.series_key == series.key))


def info_of(series: IndexSeries) -> SeriesInfo:
    return SeriesInfo(
        key=series.key, name=series.name, kind=series.kind, level=series.level, source=series.source,
        reference=series.reference, illustrative=series.illustrative,
    )  # fmt: skip
