"""The index through the years, published and computed, as the window's charts show it (risk-index brief, sections 1 and 3.9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import select

from app.domain.riskindex import development, heat
from app.domain.riskindex.compute import Computed
from app.domain.riskindex.dataset import Dataset
from app.domain.riskindex.development import Development, ReferenceKind
from app.domain.riskindex.heat import HeatTable
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level, Measure, SeriesInfo, ranking
from app.models.riskindex import IndexSeries, IndexValue
from app.services.risk_index import RiskIndex
from app.services.series_in_use import CITY_UNIT, info_of, published_series
from app.services.store import Store

Step = Callable[[int, int], object]  # progress: done, of how many; raises to stop


class IndexHistory:
    """Safe to use from several threads."""

    def __init__(self, store: Store, risk_index: RiskIndex) -> None:
        self.store, self.risk_index = store, risk_index

    # --- published --------------------------------------------------------------------------------

    def published_years(self, level: Level, series: str = "") -> tuple[int, ...]:
        """The years of a published series, rising; the level's first unless told."""
        found = self._series(level, series)
        return () if found is None else tuple(sorted({year for _unit, _measure, year in found[1]}))

    def published_references(self, level: Level, series: str = "") -> tuple[ReferenceKind, ...]:
        """What the series can be shown against: a fixed base only as it was published, the same year only with the city's row."""
        found = self._series(level, series)
        if found is None:
            return ()
        info, values = found
        if development.base_year_of(info.reference) is None:
            return (ReferenceKind.SAME_YEAR,)
        has_city = any(unit == CITY_UNIT for unit, _measure, _year in values)
        return (ReferenceKind.FIXED, ReferenceKind.SAME_YEAR) if has_city else (ReferenceKind.FIXED,)

    def published(
        self,
        level: Level,
        measure: Measure,
        reference: ReferenceKind | None = None,
        first: int | None = None,
        last: int | None = None,
        *,
        series: str = "",
    ) -> Development | None:
        """Lines of a published series, the level's first unless told; None when there is none. The first reference it has, unless told."""
        found = self._series(level, series)
        if found is None:
            return None
        info, values = found
        offered = self.published_references(level, series)
        years = sorted({year for _unit, _measure, year in values if (first or 0) <= year <= (last or year)})
        mine = {(unit, year): value for (unit, of, year), value in values.items() if of is measure}
        labels = {unit: self._label(level, unit) for unit, _year in mine}
        groups = {unit: self._board_of(unit) for unit in labels} if level is Level.DISTRICT else {}
        chosen = reference if reference in offered else offered[0]
        return development.published(info, measure, chosen, mine, labels, groups, CITY_UNIT, years)

    def _series(self, level: Level, series: str) -> tuple[SeriesInfo, Mapping[tuple[str, Measure, int], float]] | None:
        """A published series and its values; two series are never mixed."""
        with self.store.reading() as session:
            key = published_series(level, series).scalar_subquery()
            held = session.scalars(select(IndexSeries).where(IndexSeries.key == key)).first()
            if held is None:
                return None
            info = info_of(held)
            columns = select(IndexValue.unit, IndexValue.measure, IndexValue.year, IndexValue.value)
            rows = session.execute(columns.where(IndexValue.series_key == held.key)).all()
        return info, {(row.unit, row.measure, row.year): row.value for row in rows}

    def _label(self, level: Level, unit: str) -> str:
        programme = self.store.programme
        if level is Level.DISTRICT:
            return programme.district_name(unit)
        held = programme.organisation_by_key.get(unit)
        return held.short_name if held else unit

    def _board_of(self, unit: str) -> str:
        district = self.store.programme.district_by_key.get(unit)
        held = self.store.programme.organisation_by_key.get(district.board) if district is not None and district.board else None
        return held.short_name if held else ""

    # --- computed ---------------------------------------------------------------------------------

    def computed_years(self, level: Level) -> tuple[int, ...]:
        """Years with values at the level, own or rolled up, rising."""
        data = self.risk_index.dataset()
        return tuple(sorted(year for year in data.years if level in data.levels(year)))

    def base_year(self, level: Level, recipe: Recipe) -> int | None:
        """The year of the fixed base unless another is chosen: the recipe's own, else the first with values."""
        years = self.computed_years(level)
        return recipe.base_year if recipe.base_year in years else years[0] if years else None

    def computed(
        self,
        level: Level,
        measure: Measure,
        recipe: Recipe | None = None,
        reference: ReferenceKind = ReferenceKind.FIXED,
        base_year: int | None = None,
        first: int | None = None,
        last: int | None = None,
        step: Step | None = None,
        *,
        whole_lines: bool = False,
    ) -> Development | None:
        """Lines by a recipe from the first year to the last; None when the level has no values there.

        `whole_lines` leaves out indicators that are missing some of the years, as `comparable` does, so that lines need not break.
        """
        recipe = recipe or self.risk_index.default_recipe()
        base = base_year or self.base_year(level, recipe)
        years = [year for year in self.computed_years(level) if (first or 0) <= year <= (last or year)]
        if base is None or not years:
            return None
        note = ""
        if whole_lines:
            recipe, note = self.comparable(level, recipe, base, years[0], years[-1])
        fixed, shown = {}, {}
        for number, year in enumerate(years):
            if step is not None:
                step(number, len(years))
            fixed[year] = self.of_year(level, year, recipe, base)
            shown[year] = fixed[year] if reference is ReferenceKind.FIXED else self.of_year(level, year, recipe, None)
        data = self.risk_index.dataset()
        found = development.computed(
            shown,
            fixed,
            level,
            measure,
            base if reference is ReferenceKind.FIXED else None,
            base,
            {one.code: one.name for one in data.units(level)},
            _boards(data, level),
            illustrative=data.illustrative,
        )
        return replace(found, notes=(note, *found.notes)) if note else found

    def comparable(
        self, level: Level, recipe: Recipe, base_year: int | None = None, first: int | None = None, last: int | None = None
    ) -> tuple[Recipe, str]:
        """The recipe without indicators that do not count in all of the years, and that said ('' when all do) (section 3.4)."""
        base = base_year or self.base_year(level, recipe)
        years = [year for year in self.computed_years(level) if (first or 0) <= year <= (last or year)]
        if base is None or not years:
            return recipe, ""
        held = [(year, self.of_year(level, year, recipe, kind)) for year in years for kind in (base, None)]
        left_out, told = development.not_in_all(held)
        changed = replace(recipe, left_out=recipe.left_out | left_out)
        if not left_out or not any(development.has_any(self.of_year(level, year, changed, base)) for year in years):
            return recipe, ""
        return changed, told

    def of_year(self, level: Level, year: int, recipe: Recipe, base_year: int | None) -> Computed:
        """The index of one year by the recipe with this base, the same year's reference when None."""
        return self.risk_index.computed(level, year, replace(recipe, base_year=base_year))

    # --- heat table -------------------------------------------------------------------------------

    def computed_heat(self, level: Level, year: int, recipe: Recipe | None = None) -> HeatTable:
        """Units by areas and indicators."""
        data = self.risk_index.dataset()
        found = self.risk_index.computed(level, year, recipe)
        labels = {one.code: one.name for one in data.units(level)}
        return heat.computed_heat(found, labels, level, year, illustrative=data.illustrative, held_back=self.risk_index.hidden(level, year))

    def published_heat(self, level: Level, year: int, series: str = "") -> HeatTable | None:
        """Units by the total and the four areas in a published series, the level's first unless told; None when there is none."""
        found = self._series(level, series)
        if found is None:
            return None
        info, values = found
        mine = {(unit, measure): value for (unit, measure, at), value in values.items() if at == year and unit != CITY_UNIT}
        city = {measure: value for (unit, measure, at), value in values.items() if at == year and unit == CITY_UNIT}
        labels = {unit: self._label(level, unit) for unit, _measure in mine}
        totals = [(unit, labels[unit], value) for (unit, measure), value in mine.items() if measure is Measure.TOTAL]
        return heat.published_heat(info, year, mine, labels, city, ranking(info, Measure.TOTAL, year, totals))


def _boards(data: Dataset, level: Level) -> dict[str, str]:
    """The name of the board's area that each unit lies in."""
    found: dict[str, str] = {}
    if level is Level.BOARD:
        return found
    for one in data.units(level):
        parent = data.by_code.get(one.parent or "")
        while parent is not None and parent.level is not Level.BOARD:
            parent = data.by_code.get(parent.parent or "")
        if parent is not None:
            found[one.code] = parent.name
    return found
