"""Granted kronor per inhabitant beside the index of a series (section 6; R13 and R19: no threshold, no verdict)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.riskindex.charts import computed_text, reference_text
from app.domain.riskindex.portfolio import Grant, Portfolio, portfolio
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import ChartText, Level, Measure, compared_with
from app.models.application import Application, ApplicationDistrict
from app.models.riskindex import TerritoryPopulation
from app.services.evidence import GRANTING
from app.services.index_office import read_bands
from app.services.queries import Queries
from app.services.risk_index import RiskIndex
from app.services.store import Store, require
from app.services.visibility import visible_to


class Portfolios:
    def __init__(self, store: Store, queries: Queries, index: RiskIndex) -> None:
        self.store = store
        self.queries = queries
        self.index = index

    def published(self, level: Level, year: int, measure: Measure = Measure.TOTAL, series: str = "") -> Portfolio:
        """Beside a published series, the level's first unless told. Raises RuleViolation when there is none."""
        found = self.queries.ranking(level, measure, year, series=series)
        require(found is not None, "Det finns inga indexvärden för valet.")
        assert found is not None
        text = ChartText("", f"{found.measure} · {found.subtitle}", found.mark)
        return self._put_together(level, year, [(bar.unit, bar.label, bar.value) for bar in found.bars], text, found.compared_with)

    def computed(self, level: Level, year: int, recipe: Recipe, measure: Measure = Measure.TOTAL) -> Portfolio:
        """Beside a computed series; only the programme's own boards or districts have a place."""
        require(level in (Level.DISTRICT, Level.BOARD), "Medel beviljas till nämnder och stadsdelar. Välj en av de nivåerna.")
        found, data, keys = self.index.computed(level, year, recipe), self.index.dataset(), self.index.keys()
        column = list(Measure).index(measure) - 1
        values = found.index if measure is Measure.TOTAL else found.areas[:, column]
        units = [
            (keys[code], data.name(code), float(value) if value == value else None)  # noqa: PLR0124 - NaN differs from itself
            for code, value in zip(found.panel.units, values, strict=True)
            if code in keys
        ]
        text = computed_text("", recipe, level, str(year), illustrative=data.illustrative, note=measure.label, indicators=data.indicators)
        return self._put_together(level, year, units, text, compared_with(reference_text(recipe)))

    def _put_together(
        self, level: Level, year: int, units: list[tuple[str, str, float | None]], text: ChartText, reference: str
    ) -> Portfolio:
        with self.store.reading() as session:
            grants = _grants(session, self.store.who)
            people, bands = self._inhabitants(session, level, year), read_bands(session)
        return replace(portfolio(level, grants, units, people, self.store.programme, text, reference), bands=bands)

    def _inhabitants(self, session: Session, level: Level, year: int) -> dict[str, int]:
        """By the programme's key: that year's where the data has them, else the latest year's, else the boards' of 2011."""
        found = {
            one.key: one.population_2011 for one in self.store.programme.district_boards if level is Level.BOARD and one.population_2011
        }
        newest = session.scalar(select(func.max(TerritoryPopulation.year)).where(TerritoryPopulation.year <= year))
        if newest is None:
            return found
        table, data, keys = self.index.table(newest), self.index.dataset(), self.index.keys()
        for number, one in enumerate(data.territories):
            people = table.population[number]
            if one.level is level and one.code in keys and people > 0:
                found[keys[one.code]] = round(float(people))
        return found


def _grants(session: Session, who: str) -> list[Grant]:
    """Every case that has been granted money, as far as this person may see."""
    query = select(Application.id, Application.applicant, Application.amount_granted).where(
        Application.decision_outcome.in_(GRANTING), Application.amount_granted > 0, visible_to(who)
    )
    rows = session.execute(query).all()
    named: Mapping[int, list[str]] = defaultdict(list)
    districts = select(ApplicationDistrict.application_id, ApplicationDistrict.key).order_by(ApplicationDistrict.key)
    for row in session.execute(districts.where(ApplicationDistrict.application_id.in_([row.id for row in rows]))):
        named[row.application_id].append(row.key)
    return [Grant(row.applicant, tuple(named[row.id]), row.amount_granted) for row in rows]
