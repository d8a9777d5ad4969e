"""Which index series cases, plans and memos rest on: a published one, or a computed one that the office has said is to be used.

A computed index is copied when it is taken into use, so that figures in cases never move because data or a recipe were changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.drafts import ApplicationDraft
from app.domain.riskindex.charts import reference_text
from app.domain.riskindex.compute import Computed
from app.domain.riskindex.recipe import CHANGED, Recipe, Reference
from app.domain.riskindex.series import Level, Measure, Ranking, SeriesInfo, SeriesKind, ranking
from app.domain.views import Changes
from app.models.riskindex import IndexSeries, IndexValue
from app.services.index_office import read_bands
from app.services.index_store import KIND
from app.services.index_verdicts import evaluate_open_cases
from app.services.risk_index import RiskIndex
from app.services.series_in_use import CITY_UNIT, computed_key, info_of, newest_year, published_series, series_in_use
from app.services.store import Store, Unit, require

SHORT_HASH = 8  # signs of the data's hash in texts


class IndexInUse:
    def __init__(self, store: Store, index: RiskIndex, resources: Path) -> None:
        self.store = store
        self.index = index
        self.resources = resources

    def info(self, level: Level = Level.DISTRICT) -> tuple[SeriesInfo, int] | None:
        """What is in use on a level, and its newest year; None when the store has no series."""
        with self.store.reading() as session:
            series = series_in_use(session, level)
            year = newest_year(session, series) if series is not None else None
            return (info_of(series), year) if series is not None and year is not None else None

    def ranking(self, level: Level = Level.DISTRICT, measure: Measure = Measure.TOTAL, highlight: Iterable[str] = ()) -> Ranking | None:
        """The ranking in the newest year of the series in use; units go by the programme's keys."""
        with self.store.reading() as session:
            series = series_in_use(session, level)
            year = newest_year(session, series) if series is not None else None
            if series is None or year is None:
                return None
            found = session.execute(
                select(IndexValue.unit, IndexValue.value).where(
                    IndexValue.series_key == series.key,
                    IndexValue.measure == measure,
                    IndexValue.year == year,
                    IndexValue.unit != CITY_UNIT,
                )
            ).all()
            bands = read_bands(session)
        return ranking(info_of(series), measure, year, [(unit, self._label(level, unit), value) for unit, value in found], highlight, bands)

    def beside(self, draft: ApplicationDraft) -> Ranking | None:
        """The index in use of the applicant's districts and of those the application names, with their rank among all."""
        found = self.ranking(highlight=draft.districts)
        if found is None:
            return None
        boards = {draft.applicant, draft.co_applicant}
        own = {one.key for one in self.store.programme.districts if one.board in boards}
        return found.only(own | set(draft.districts), "nämndens stadsdelar och de som ansökan gäller")

    def ranking_pdf(self, level: Level = Level.DISTRICT, measure: Measure = Measure.TOTAL) -> bytes:
        """The ranking in use on one A4. Raises RuleViolation when there is none."""
        from app.reports.ranking import ranking_pdf

        found = self.ranking(level, measure)
        if found is None:
            require(False, "Det finns inga indexvärden i ärendefilen.")
        assert found is not None
        return ranking_pdf(found, self.resources)

    def _label(self, level: Level, unit: str) -> str:
        programme = self.store.programme
        if level is Level.DISTRICT:
            return programme.district_name(unit)
        held = programme.organisation_by_key.get(unit)
        return held.short_name if held else unit

    # --- choosing ---------------------------------------------------------------------------------

    def use_computed(self, level: Level, year: int, recipe: Recipe) -> Changes:
        """Let cases and plans rest on a copy of this index from now on; open cases are evaluated anew. Raises RuleViolation."""
        require(level in (Level.DISTRICT, Level.BOARD), "I ärenden används index för stadsdelar eller stadsdelsnämndsområden.")
        require(
            not recipe.name.endswith(CHANGED), "Receptet är ändrat men inte sparat. Spara det först, så att det går att se vad som räknats."
        )
        is_plain = recipe.reference is Reference.CITY and recipe.base_year is None
        require(is_plain, "I ärenden jämförs med staden samma år. Välj ett recept med stadens egen rad och samma år.")
        computed = self.index.computed(level, year, recipe)
        values = self._values(level, computed)
        require(values, f"Ingen av programmets områden har ett index på nivån {level.label.lower()} {year}.")
        illustrative = self.index.dataset().illustrative
        source = f"egen beräkning enligt {recipe.name} {recipe.version}, data {self.index.fingerprint(level, year, recipe)[:SHORT_HASH]}"
        with self.store.writing() as unit:
            before = _forget_computed(unit.session, level)
            first = unit.session.scalar(select(func.min(IndexSeries.position))) or 0
            made = IndexSeries(
                key=computed_key(level), position=first - 1, name=f"Beräknat index {year}", kind=SeriesKind.COMPUTED, level=level,
                source=source, reference=reference_text(recipe), illustrative=illustrative,
            )  # fmt: skip
            unit.session.add(made)
            unit.session.flush()
            unit.session.execute(insert(IndexValue), [{"series_key": made.key, "year": year, **one} for one in values])
            self._told(unit, level, before, f"{made.name}, {source}")
        return unit.changes

    def use_published(self, level: Level, series: str = "") -> Changes:
        """Let cases and plans rest on a published series, the level's first unless told. Raises RuleViolation when there is none."""
        with self.store.writing() as unit:
            was = series_in_use(unit.session, level)
            key = was.key if was is not None else ""
            before = _forget_computed(unit.session, level)
            chosen = unit.session.scalar(published_series(level, series))
            held = unit.session.get(IndexSeries, chosen) if chosen is not None else None
            require(held is not None, f"Det finns ingen publicerad serie på nivån {level.label.lower()}.")
            assert held is not None
            if held.key != key:
                held.position = min(unit.session.scalars(select(IndexSeries.position))) - 1
                unit.session.flush()
                self._told(unit, level, before, f"{held.name}, {held.source}")
        return unit.changes

    def _values(self, level: Level, computed: Computed) -> list[dict[str, object]]:
        """What the programme's own districts or boards have. Neither a missing value is copied nor a unit without a place:

        in a case it would be ranked, and push down those that have one (section 3.7).
        """
        keys, found = self.index.keys(), []
        for row, code in enumerate(computed.panel.units):
            if code not in keys or computed.rank[row] <= 0:
                continue
            numbers = (float(computed.index[row]), *(float(one) for one in computed.areas[row]))
            for measure, value in zip(Measure, numbers, strict=True):
                if value == value:  # noqa: PLR0124 - NaN is what differs from itself
                    found.append({"unit": keys[code], "measure": measure, "value": value})
        return found

    def _told(self, unit: Unit, level: Level, before: str, after: str) -> None:
        unit.log(
            KIND, self.store.store_id, f"inUse.{level.value}", f"Index i ärenden, {level.label.lower()}", before or swedish.EMPTY, after
        )
        evaluate_open_cases(unit)


def _forget_computed(session: Session, level: Level) -> str:
    """Take the computed copy out of use; what was in use before, in words."""
    held = series_in_use(session, level)
    before = "" if held is None else f"{held.name}, {held.source}"
    session.execute(delete(IndexSeries).where(IndexSeries.level == level, IndexSeries.kind == SeriesKind.COMPUTED))
    session.flush()
    return before
