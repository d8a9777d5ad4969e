"""The frozen copy of the index that a plan rests on: made once, never changed by a later index."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.domain.programme import Programme
from app.domain.riskindex.series import Measure, SeriesKind
from app.domain.views import FrozenIndex, IndexChange
from app.models.plan import LocalActionPlan, PlanIndex, PlanIndexValue
from app.models.riskindex import IndexValue
from app.services.series_in_use import newest_year, series_in_use


def freeze(session: Session, plan: LocalActionPlan, programme: Programme, day: date, *, anew: bool = False) -> FrozenIndex | None:
    """Copy the values of the district series in use of the board's districts; an existing copy is kept unless `anew`."""
    held = frozen(session, plan.id)
    if held is not None and not anew:
        return held
    series = series_in_use(session)
    if series is None:
        return None
    year = newest_year(session, series)
    session.execute(delete(PlanIndex).where(PlanIndex.plan_id == plan.id))
    session.add(
        PlanIndex(
            plan_id=plan.id,
            name=series.name,
            kind=series.kind,
            level=series.level,
            source=series.source,
            reference=series.reference,
            recipe=series.source if series.kind is SeriesKind.COMPUTED else "",  # of published numbers the recipe is not known
            year=year,
            frozen_date=day,
            illustrative=series.illustrative,
        )
    )
    session.flush()
    own = [one.key for one in programme.districts if one.board == plan.board]
    values = session.execute(
        select(IndexValue.unit, IndexValue.measure, IndexValue.value).where(
            IndexValue.series_key == series.key, IndexValue.year == year, IndexValue.unit.in_(own)
        )
    ).all()
    if values:
        session.execute(
            insert(PlanIndexValue),
            [{"plan_id": plan.id, "unit": unit, "measure": measure, "value": value} for unit, measure, value in values],
        )
    return frozen(session, plan.id)


def copy(session: Session, source: int, target: int) -> None:
    """Give a new version the copy that the old one rests on."""
    held = session.get(PlanIndex, source)
    if held is None:
        return
    names = [column.name for column in PlanIndex.__table__.columns if column.name != "plan_id"]
    session.add(PlanIndex(plan_id=target, **{name: getattr(held, name) for name in names}))
    session.flush()
    rows = session.scalars(select(PlanIndexValue).where(PlanIndexValue.plan_id == source)).all()
    session.add_all([PlanIndexValue(plan_id=target, unit=row.unit, measure=row.measure, value=row.value) for row in rows])
    session.flush()


def frozen(session: Session, plan_id: int) -> FrozenIndex | None:
    held = session.get(PlanIndex, plan_id)
    if held is None:
        return None
    values: dict[str, dict[Measure, float]] = defaultdict(dict)
    for row in session.scalars(select(PlanIndexValue).where(PlanIndexValue.plan_id == plan_id)):
        values[row.unit][row.measure] = row.value
    return FrozenIndex(
        name=held.name,
        kind=held.kind,
        level=held.level,
        source=held.source,
        reference=held.reference,
        recipe=held.recipe,
        year=held.year,
        frozen_date=held.frozen_date,
        illustrative=held.illustrative,
        values=dict(values),
    )


def changes(session: Session, plan_id: int) -> tuple[IndexChange, ...]:
    """The frozen values that differ from the series in use, in the series' order of measures."""
    held = frozen(session, plan_id)
    series = series_in_use(session)
    if held is None or series is None:
        return ()
    year = newest_year(session, series)
    now = {
        (unit, measure): value
        for unit, measure, value in session.execute(
            select(IndexValue.unit, IndexValue.measure, IndexValue.value).where(
                IndexValue.series_key == series.key, IndexValue.year == year, IndexValue.unit.in_(list(held.values))
            )
        )
    }
    return tuple(
        IndexChange(unit, measure, values[measure], now.get((unit, measure)))
        for unit, values in sorted(held.values.items())
        for measure in Measure
        if measure in values and now.get((unit, measure)) != values[measure]
    )
