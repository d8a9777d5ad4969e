"""The index beside one case: what is in use, the plan's frozen copy, and what the program computes, district by district."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.riskindex.beside import IndexBeside, IndexLine
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level, Measure, Ranking, SeriesKind
from app.domain.views import CaseView
from app.models.plan import LocalActionPlan
from app.models.riskindex import IndexValue
from app.services import plan_index
from app.services.cases import Cases
from app.services.index_in_use import IndexInUse
from app.services.risk_index import RiskIndex
from app.services.series_in_use import info_of, newest_year, series_in_use
from app.services.store import Store


class CaseIndex:
    def __init__(self, store: Store, cases: Cases, index: RiskIndex, in_use: IndexInUse) -> None:
        self.store = store
        self.cases = cases
        self.index = index
        self.in_use = in_use

    def load(self, uid: UUID) -> IndexBeside:
        """The districts that the application names; the applicant's own when it names none. Raises NotFound for a case not to be seen."""
        view = self.cases.load(uid)
        shown = self.in_use.beside(view.draft)
        programme = self.store.programme
        boards = {view.draft.applicant, view.draft.co_applicant} - {None}
        own = [one.key for one in programme.districts if one.board in boards]
        districts = view.draft.districts or tuple(own)
        found = [line for line in self._lines(view, shown) if line.district in districts]
        order = {key: number for number, key in enumerate(districts)}
        found.sort(key=lambda line: order[line.district])
        return IndexBeside(tuple(found), shown, tuple(_sentences(view, found)))

    def _lines(self, view: CaseView, shown: Ranking | None) -> Iterator[IndexLine]:
        with self.store.reading() as session:
            yield from self._used(session, shown)
            yield from self._frozen(session, view)
            is_computed_used = (held := series_in_use(session)) is not None and held.kind is SeriesKind.COMPUTED
        if self.index.has_data() and not is_computed_used:
            yield from self._computed(self.index.default_recipe())

    def _used(self, session: Session, shown: Ranking | None) -> Iterator[IndexLine]:
        series = series_in_use(session)
        year = newest_year(session, series) if series is not None else None
        if series is None or year is None or shown is None:
            return
        values: dict[str, dict[Measure, float]] = {}
        kept = select(IndexValue.unit, IndexValue.measure, IndexValue.value)
        for row in session.execute(kept.where(IndexValue.series_key == series.key, IndexValue.year == year)):
            values.setdefault(row.unit, {})[row.measure] = row.value
        info = info_of(series)
        for bar in shown.bars:
            name = f"{info.kind.label.removesuffix(' serie')} {year}"
            about = f"{info.kind.label} {year}, {info.reference}, {info.source}"
            yield IndexLine(bar.unit, bar.label, name, about, values.get(bar.unit, {}), bar.rank, shown.out_of, info.illustrative)

    def _frozen(self, session: Session, view: CaseView) -> Iterator[IndexLine]:
        plan = session.scalars(select(LocalActionPlan).where(LocalActionPlan.uid == view.plan_uid)).first() if view.plan_uid else None
        held = plan_index.frozen(session, plan.id) if plan is not None else None
        if held is None:
            return
        name = f"Planens kopia {held.year}"
        about = f"Planens kopia av {held.year} års index, {held.reference}, {held.source}, fryst {swedish.iso_date(held.frozen_date)}"
        for district, values in held.values.items():
            yield IndexLine(district, self.store.programme.district_name(district), name, about, values, illustrative=held.illustrative)

    def _computed(self, recipe: Recipe) -> Iterator[IndexLine]:
        data = self.index.dataset()
        years = [year for year in data.years if Level.DISTRICT in data.levels(year)]
        if not years:
            return
        found, keys = self.index.computed(Level.DISTRICT, years[0], replace(recipe, base_year=None)), self.index.keys()
        ranked = int((found.rank > 0).sum())
        told = found.recipe.told({one.code: one.name for one in data.indicators})
        for row, code in enumerate(found.panel.units):
            if code in keys:
                numbers = (found.index[row], *found.areas[row])
                values = {measure: float(one) for measure, one in zip(Measure, numbers, strict=True) if one == one}  # noqa: PLR0124
                name, about = f"Beräknad {years[0]}", f"Beräknad serie {years[0]}: {told}"
                yield IndexLine(keys[code], data.name(code), name, about, values, int(found.rank[row]), ranked, data.illustrative)


def _sentences(view: CaseView, lines: list[IndexLine]) -> Iterator[str]:
    """Where the series disagree about the side of the city's level, it is said."""
    if not lines:
        yield "Ärendefilen har inga indexvärden för ansökans stadsdelar."
        return
    for district in dict.fromkeys(line.district for line in lines):
        totals = [line.values[Measure.TOTAL] for line in lines if line.district == district and Measure.TOTAL in line.values]
        name = next(line.name for line in lines if line.district == district)
        if len(totals) > 1 and min(totals) <= 100 < max(totals):
            yield f"Serierna skiljer sig åt för {name}: {swedish.decimal(min(totals))} till {swedish.decimal(max(totals))}."
