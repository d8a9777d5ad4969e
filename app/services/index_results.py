"""Kept results of a computed index: recipe, hash of the data and every value, and what has changed since (risk-index brief, section 2)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from math import isnan
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.riskindex.compute import AREAS, Computed
from app.domain.riskindex.recipe import DEFAULT, Recipe, as_data, from_data, kept_name
from app.domain.riskindex.robustness import DRAWS, vary_weights
from app.domain.riskindex.series import Level
from app.domain.riskindex.since import Kept, Since, same_choices, since, with_weights
from app.domain.views import Changes
from app.errors import NotFound
from app.models.riskindex import IndexRecipe, IndexResult, IndexResultValue
from app.services.index_store import KIND
from app.services.risk_index import RiskIndex
from app.services.store import Step, Store, Unit, require
from app.services.uids import new_uid

MAX_NAME = 60
Interval = tuple[float, float, float]  # median, 5th and 95th percentile of the rank in the draws


@dataclass(frozen=True, slots=True)
class ResultInfo:
    """A kept result as a list tells it."""

    uid: UUID
    name: str
    recipe: Recipe
    level: Level
    year: int
    data_hash: str
    draws: int | None
    seed: int | None
    illustrative: bool
    made_at: datetime
    made_by: str
    units: int


@dataclass(frozen=True, slots=True)
class ResultValue:
    """What one unit had; `parts` are the four areas in the order of SubIndex."""

    unit: str
    name: str
    index: float | None
    parts: tuple[float | None, ...]
    rank: int | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Result:
    info: ResultInfo
    values: tuple[ResultValue, ...]  # by rank, those without last


@dataclass(frozen=True, slots=True)
class ResultKept:
    changes: Changes
    info: ResultInfo


class IndexResults:
    """Safe to use from several threads."""

    def __init__(self, store: Store, index: RiskIndex) -> None:
        self.store = store
        self._index = index

    def keep(
        self,
        name: str,
        level: Level,
        year: int,
        recipe: Recipe | None = None,
        draws: int | None = None,
        seed: int | None = None,
        intervals: Mapping[str, Interval] | None = None,
    ) -> ResultKept:
        """Keep an index as it is computed now; a recipe that is not kept yet is kept with it. Raises RuleViolation."""
        name = swedish.compact(name)
        require(kept_name(name), "Resultatet behöver ett namn, till exempel vad det används till.")
        require(len(name) <= MAX_NAME, f"Namnet får ha högst {MAX_NAME} tecken.")
        recipe = recipe or self._index.default_recipe()
        computed = self._index.computed(level, year, recipe)
        require(not all(isnan(one) for one in computed.index), f"Det finns inget index att spara för {level.label.lower()} {year}.")
        data = self._index.dataset()
        with self.store.writing() as unit:
            taken = unit.session.scalar(select(func.count()).where(IndexResult.name == name))
            require(not taken, f"Det finns redan ett sparat resultat som heter ”{name}”.")
            held = _kept_recipe(unit, recipe, name)
            made = IndexResult(
                uid=new_uid(), name=name, recipe_id=held.id, level=level, year=year,
                data_hash=self._index.fingerprint(level, year, recipe), draws=draws, seed=seed, illustrative=data.illustrative,
                made_at=unit.now, made_by=unit.who,
            )  # fmt: skip
            unit.session.add(made)
            unit.session.flush()
            unit.session.execute(insert(IndexResultValue), _rows(made.id, computed, data.name, intervals or {}))
            told = f"{level.label} {year} · {held.name} {held.number} · {len(computed.panel.units)} områden"
            unit.log(KIND, made.uid, "result", f"Sparat resultat: {name}", "", told)
            return ResultKept(unit.changes, _info(unit.session, made, held))

    def intervals(
        self, level: Level, year: int, recipe: Recipe | None = None, draws: int = DRAWS, seed: int = 1, step: Step | None = None
    ) -> Mapping[str, Interval]:
        """Median and 5-95 per cent interval of each ranked unit's place when weights are drawn anew (section 3.8.1)."""
        computed = self._index.computed(level, year, recipe)
        median, low, high = vary_weights(computed, draws, seed, step=step).interval()
        found = zip(computed.panel.units, median, low, high, strict=True)
        return {unit: (float(middle), float(least), float(most)) for unit, middle, least, most in found if not isnan(middle)}

    def list(self) -> tuple[ResultInfo, ...]:
        """Every kept result, the newest first."""
        with self.store.reading() as session:
            query = select(IndexResult, IndexRecipe).join(IndexRecipe, IndexRecipe.id == IndexResult.recipe_id)
            found = session.execute(query.order_by(IndexResult.made_at.desc(), IndexResult.id.desc())).all()
            return tuple(_info(session, one, recipe) for one, recipe in found)

    def load(self, uid: UUID) -> Result:
        """Raises NotFound."""
        with self.store.reading() as session:
            one, recipe = _find(session, uid)
            kept = session.scalars(select(IndexResultValue).where(IndexResultValue.result_id == one.id)).all()
            values = sorted((_value(row) for row in kept), key=lambda row: (row.rank or len(kept) + 1, swedish.sort_key(row.name)))
            return Result(_info(session, one, recipe), tuple(values))

    def remove(self, uid: UUID) -> Changes:
        """Raises NotFound. The recipe stays."""
        with self.store.writing() as unit:
            one, recipe = _find(unit.session, uid)
            told = f"{one.level.label} {one.year} · {recipe.name} {recipe.number} · sparat {swedish.iso_date(one.made_at)}"
            unit.session.execute(delete(IndexResultValue).where(IndexResultValue.result_id == one.id))
            unit.session.delete(one)
            unit.log(KIND, uid, "result", f"Sparat resultat togs bort: {one.name}", told, "")
        return unit.changes

    def since(self, uid: UUID, recipe: Recipe | None = None, year: int | None = None) -> Since:
        """A kept result against the index by a recipe today, of its own year unless another is given. Raises NotFound, RuleViolation."""
        result = self.load(uid)
        info, now = result.info, recipe or self._index.default_recipe()
        at = year or info.year
        require(
            info.level in self._index.dataset().levels(at), f"Det finns inga värden för {info.level.label.lower()} {at} att jämföra med."
        )
        old = info.recipe
        steps = tuple(self._index.computed(info.level, at, one) for one in (old, with_weights(old, now), now))
        kept = [Kept(one.unit, one.name, one.index, one.rank) for one in result.values]
        found = since(kept, same_data=self._index.fingerprint(info.level, at, old) == info.data_hash, steps=(steps[0], steps[1], steps[2]))
        data = self._index.dataset()
        known = {one.unit for one in result.values}
        units = (one if one.unit in known else replace(one, name=data.name(one.unit)) for one in found.units)
        return replace(found, units=tuple(units))


def _kept_recipe(unit: Unit, recipe: Recipe, result: str) -> IndexRecipe:
    """The kept version with these choices, else a new one; changed choices never become the default, but go by the result's name."""
    base = kept_name(recipe.name)
    rows = list(unit.session.scalars(select(IndexRecipe).order_by(IndexRecipe.number)))
    same = [one for one in rows if same_choices(_recipe(one), recipe)]
    for one in (*(one for one in same if one.name == base), *same):
        return one
    is_first = not any(one.name == base for one in rows)
    name = base if base != DEFAULT or (is_first and recipe.name == DEFAULT) else kept_name(result)
    number = max((one.number for one in rows if one.name == name), default=0) + 1
    made = IndexRecipe(
        uid=new_uid(), name=name, number=number, made_at=unit.now, made_by=unit.who, note=f"Sparat med resultatet ”{result}”",
        choices=json.dumps(as_data(recipe), ensure_ascii=False, sort_keys=True),
    )  # fmt: skip
    unit.session.add(made)
    unit.session.flush()
    unit.log(KIND, made.uid, "recipe", f"Recept {name}", "", _recipe(made).text)
    return made


def _recipe(one: IndexRecipe) -> Recipe:
    return from_data(json.loads(one.choices), one.name, one.number)


def _rows(result: int, computed: Computed, name: Any, intervals: Mapping[str, Interval]) -> list[dict[str, Any]]:
    rows = []
    for number, unit in enumerate(computed.panel.units):
        median, low, high = intervals.get(unit, (None, None, None))
        areas = {area.value.lower(): _number(computed.areas[number, place]) for place, area in enumerate(AREAS)}
        rows.append(
            {
                "result_id": result, "unit": unit, "name": name(unit), "total": _number(computed.index[number]), **areas,
                "rank": int(computed.rank[number]) or None, "median": median, "p05": low, "p95": high,
            }
        )  # fmt: skip
    return rows


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _find(session: Session, uid: UUID) -> tuple[IndexResult, IndexRecipe]:
    query = select(IndexResult, IndexRecipe).join(IndexRecipe, IndexRecipe.id == IndexResult.recipe_id)
    found = session.execute(query.where(IndexResult.uid == uid)).first()
    if found is None:
        raise NotFound("Det sparade resultatet finns inte längre i filen.")
    return found[0], found[1]


def _info(session: Session, one: IndexResult, recipe: IndexRecipe) -> ResultInfo:
    units = session.scalar(select(func.count()).where(IndexResultValue.result_id == one.id)) or 0
    return ResultInfo(
        one.uid, one.name, _recipe(recipe), one.level, one.year, one.data_hash, one.draws, one.seed, one.illustrative, one.made_at,
        one.made_by, units,
    )  # fmt: skip


def _value(row: IndexResultValue) -> ResultValue:
    interval = None if row.median is None or row.p05 is None or row.p95 is None else (row.median, row.p05, row.p95)
    return ResultValue(row.unit, row.name, row.total, (row.social, row.health, row.safety, row.livelihood), row.rank, interval)
