"""Computed series: the dataset, the recipes, and an index of any level and year by any recipe (risk-index brief, sections 2 and 3)."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.riskindex.compute import Computed, compute
from app.domain.riskindex.dataset import Dataset, YearTable
from app.domain.riskindex.numeric import Mask
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.places import codes_of, keys_of
from app.domain.riskindex.recipe import DEFAULT, Recipe, as_data, from_data, kept_name
from app.domain.riskindex.series import Level
from app.domain.riskindex.since import fingerprint
from app.domain.riskindex.uncertainty import hidden_at
from app.domain.riskindex.views import RecipeInfo
from app.models.riskindex import IndexRecipe, Observation
from app.services.index_store import KIND, read_dataset, stamp
from app.services.store import Store, require
from app.services.uids import new_uid

KEPT = 64  # computed indexes held in memory
MAX_NAME = 60


class RiskIndex:
    """Safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._turn = threading.RLock()
        self._dataset: Dataset | None = None
        self._tables: dict[int, YearTable] = {}
        self._hidden: dict[tuple[Level, int], Mask] = {}
        self._computed: OrderedDict[tuple[Level, int, str], Computed] = OrderedDict()

    # --- data and indexes -------------------------------------------------------------------------

    def dataset(self) -> Dataset:
        """All data computed series rest on; read anew only when it has changed."""
        with self._turn, self.store.reading() as session:
            if self._dataset is None or self._dataset.stamp != stamp(session):
                self._dataset = read_dataset(session)
                self._dataset.levels()  # here, where the reading is done, and not where a list of choices asks first
                self._tables.clear()
                self._hidden.clear()
                self._computed.clear()
            return self._dataset

    def has_data(self) -> bool:
        """Whether there is any value to compute from; costs one small statement."""
        with self.store.reading() as session:
            return session.scalar(select(Observation.id).limit(1)) is not None

    @property
    def is_read(self) -> bool:
        """Whether `dataset` answers at once: nothing to read, or read since the last change. Waits for nobody who reads."""
        held = self._dataset
        with self.store.reading() as session:
            now = stamp(session)
        return now == 0 or (held is not None and held.stamp == now)

    def table(self, year: int) -> YearTable:
        """All levels of a year, rolled up."""
        with self._turn:
            data = self.dataset()
            if year not in self._tables:
                self._tables[year] = YearTable(data, year)
            return self._tables[year]

    def computed(self, level: Level, year: int, recipe: Recipe | None = None) -> Computed:
        """The index by a recipe, the newest of the default's versions when none is given; kept until the data changes."""
        recipe = recipe or self.default_recipe()
        key = (level, year, json.dumps([recipe.name, recipe.version, as_data(recipe)], sort_keys=True))
        with self._turn:
            panel = self.table(year).panel(level)
            found = self._computed.get(key)
            if found is None:
                found = self._computed[key] = compute(panel, recipe, self.base(level, recipe))
            self._computed.move_to_end(key)
            while len(self._computed) > KEPT:
                self._computed.popitem(last=False)
            return found

    def base(self, level: Level, recipe: Recipe) -> Panel | None:
        """The panel of the recipe's base year; None where the reference is of the same year."""
        return None if recipe.base_year is None else self.table(recipe.base_year).panel(level)

    def fingerprint(self, level: Level, year: int, recipe: Recipe) -> str:
        """SHA-256 of the data that this index rests on, the same in kept results, on paper and in workbooks."""
        with self._turn:
            return fingerprint(self.table(year).panel(level), self.base(level, recipe))

    def hidden(self, level: Level, year: int) -> Mask:
        """Units × indicators: counts that are not shown; see `uncertainty.shown_count`."""
        with self._turn:
            table = self.table(year)
            if (level, year) not in self._hidden:
                self._hidden[level, year] = hidden_at(table, level)
            return self._hidden[level, year]

    def levels(self) -> tuple[Level, ...]:
        """Levels that have an index, from small to large."""
        return self.dataset().levels()

    def codes(self) -> Mapping[tuple[Level, str], str]:
        """(level, the programme's key) → territory code."""
        return codes_of(self.dataset(), self.store.programme)

    def keys(self) -> Mapping[str, str]:
        """Territory code → the programme's key."""
        return keys_of(self.dataset(), self.store.programme)

    # --- recipes ----------------------------------------------------------------------------------

    def recipes(self) -> tuple[RecipeInfo, ...]:
        """Every version of every recipe, by name, newest first within a name; the program's own when none is kept."""
        with self.store.reading() as session:
            kept = [_info(one) for one in session.scalars(select(IndexRecipe))]
        return tuple(sorted(kept, key=lambda one: (swedish.sort_key(one.recipe.name), -one.recipe.version)))

    def default_recipe(self) -> Recipe:
        """The newest version of the default recipe; the program's own before any is kept."""
        with self.store.reading() as session:
            query = select(IndexRecipe).where(IndexRecipe.name == DEFAULT).order_by(IndexRecipe.number.desc())
            held = session.scalars(query.limit(1)).first()
            return _info(held).recipe if held is not None else Recipe()

    def save_recipe(self, recipe: Recipe, name: str = "", note: str = "") -> RecipeInfo:
        """Keep the choices as the next version of the named recipe; an equal newest version is given back. Raises RuleViolation."""
        name = kept_name(swedish.compact(name or recipe.name))
        require(name, "Receptet behöver ett namn. Skriv vad som är särskilt med det.")
        require(len(name) <= MAX_NAME, f"Receptets namn får ha högst {MAX_NAME} tecken.")
        with self.store.writing() as unit:
            _require_base(unit.session, recipe)
            held = _newest(unit.session, name)
            if held is not None and _info(held).recipe == replace(recipe, name=name, version=held.number):
                return _info(held)
            number = 1 if held is None else held.number + 1
            made = IndexRecipe(
                uid=new_uid(),
                name=name,
                number=number,
                made_at=unit.now,
                made_by=unit.who,
                note=swedish.clean(note),
                choices=json.dumps(as_data(recipe), ensure_ascii=False, sort_keys=True),
            )
            unit.session.add(made)
            unit.session.flush()
            before = "" if held is None else _info(held).recipe.text
            unit.log(KIND, made.uid, "recipe", f"Recept {name}", before, _info(made).recipe.text)
            return _info(made)


def _require_base(session: Session, recipe: Recipe) -> None:
    """Without values in its base year a recipe gives no index at all."""
    years = list(session.scalars(select(Observation.year).distinct().order_by(Observation.year)))
    if recipe.base_year is not None and recipe.base_year not in years:
        held = f"Värden finns för {swedish.join([str(year) for year in years])}." if years else "Det finns inga värden än."
        require(False, f"Basåret {recipe.base_year} saknar värden, så inget index går att räkna. {held}")


def _newest(session: Session, name: str) -> IndexRecipe | None:
    number = select(func.max(IndexRecipe.number)).where(IndexRecipe.name == name).scalar_subquery()
    return session.scalars(select(IndexRecipe).where(IndexRecipe.name == name, IndexRecipe.number == number)).first()


def _info(one: IndexRecipe) -> RecipeInfo:
    return RecipeInfo(one.uid, from_data(json.loads(one.choices), one.name, one.number), one.note, one.made_at, one.made_by)
