"""The ranking of a computed series with its whiskers, and the findings that are to be read before it is used."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level, Measure, Ranking
from app.services.index_office import IndexOffice
from app.services.risk_index import RiskIndex

if TYPE_CHECKING:
    from app.domain.riskindex.findings import Finding

KEPT = 32

Step = Callable[[int, int], None]


class IndexRanking:
    """Safe to use from several threads."""

    def __init__(self, index: RiskIndex, office: IndexOffice) -> None:
        self._index, self._office = index, office
        self._turn = threading.Lock()
        self._findings: OrderedDict[str, tuple[Finding, ...]] = OrderedDict()

    def ranking(self, level: Level, year: int, measure: Measure, recipe: Recipe) -> Ranking:
        """Without whiskers, which take longer; units are the territories' codes."""
        from app.domain.riskindex.charts import MOST_SOURCES, sources
        from app.domain.riskindex.computed_ranking import measured, ranked

        data = self._index.dataset()
        computed = self._index.computed(level, year, measured(recipe, measure))
        names = {one.code: one.name for one in data.units(level)}
        source = sources(data.indicators, MOST_SOURCES)
        return ranked(
            computed, recipe, names, level, year, measure, illustrative=data.illustrative, source=source, bands=self._office.bands()
        )

    def whiskered(self, level: Level, year: int, measure: Measure, recipe: Recipe, step: Step | None = None) -> Ranking:
        """The same with the weights drawn anew a thousand times: a job."""
        from app.domain.riskindex.computed_ranking import measured, with_whiskers
        from app.domain.riskindex.robustness import vary_weights

        computed = self._index.computed(level, year, measured(recipe, measure))
        drawn = vary_weights(computed, step=step)
        return with_whiskers(self.ranking(level, year, measure, recipe), drawn, computed.panel.units)

    def findings(self, level: Level, year: int, recipe: Recipe, step: Step | None = None) -> tuple[Finding, ...]:
        """What is to be known of the data before the ranking is used, most severe first: a job."""
        from app.domain.riskindex.guards import guards

        data = self._index.dataset()
        key = f"{data.stamp} {self.review_key(level, year, recipe)} {recipe.name} {recipe.version}"  # names and other years as well
        with self._turn:
            if key in self._findings:
                self._findings.move_to_end(key)
                return self._findings[key]
        computed = self._index.computed(level, year, recipe)
        base = self._index.base(level, recipe)
        names = {one.code: one.name for one in data.units(level)}
        found = guards(computed, level, base=base, names=names, missing_years=self._missing_years(), step=step)
        with self._turn:
            self._findings[key] = found
            while len(self._findings) > KEPT:
                self._findings.popitem(last=False)
        return found

    def review_key(self, level: Level, year: int, recipe: Recipe) -> str:
        """What a mark of looked at stands for: this data computed in this way."""
        from app.domain.riskindex.findings import review_key

        return review_key(self._index.table(year).panel(level), recipe, level, year, self._index.base(level, recipe))

    def _missing_years(self) -> dict[str, list[int]]:
        """Years with data in which an indicator has none, by its code."""
        data = self._index.dataset()
        held = set(zip(data.indicator.tolist(), data.year.tolist(), strict=True))
        return {
            one.code: [year for year in data.years if (number, year) not in held]
            for number, one in enumerate(data.indicators)
            if any((number, year) not in held for year in data.years)
        }
