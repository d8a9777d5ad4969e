"""Why a unit of a computed series stands where it does, and the risk index on paper: a unit's sheet and the list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain import swedish
from app.domain.riskindex.series import Level, Measure, Ranking
from app.exchange.files import write_bytes
from app.services.index_comments import IndexComments
from app.services.index_office import read_bands
from app.services.risk_index import RiskIndex
from app.services.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.riskindex.recipe import Recipe
    from app.domain.riskindex.sheets import IndexSheet, RankInterval
    from app.domain.riskindex.why import Waterfall

BARS_A_PAGE = 60  # one column that can still be read


class IndexPapers:
    def __init__(self, store: Store, risk_index: RiskIndex, comments: IndexComments, resources: Path) -> None:
        self.store = store
        self.risk_index = risk_index
        self.comments = comments
        self.resources = resources

    # --- why -------------------------------------------------------------------------------------

    def why(self, level: Level, year: int, unit: str, recipe: Recipe, measure: Measure = Measure.TOTAL) -> Waterfall:
        """What a unit's index is made of. Raises ValueError for a unit that the level does not have."""
        from app.domain.riskindex.charts import MOST_SOURCES, sources
        from app.domain.riskindex.computed_ranking import measured
        from app.domain.riskindex.why import waterfall

        data = self.risk_index.dataset()
        computed = self.risk_index.computed(level, year, measured(recipe, measure))
        with self.store.reading() as session:
            bands = read_bands(session)
        return waterfall(
            computed,
            unit,
            data.name(unit),
            level,
            year,
            illustrative=data.illustrative,
            source=sources(data.indicators, MOST_SOURCES),
            hidden=self.risk_index.hidden(level, year),
            bands=bands,
            measure=measure,
            recipe=recipe,
        )

    def interval(
        self,
        level: Level,
        year: int,
        unit: str,
        recipe: Recipe,
        measure: Measure = Measure.TOTAL,
        step: Callable[[int, int], None] | None = None,
    ) -> RankInterval | None:
        """The unit's rank under weights drawn anew; None for a unit without rank."""
        from app.domain.riskindex.computed_ranking import measured
        from app.domain.riskindex.robustness import DRAWS, vary_weights
        from app.domain.riskindex.sheets import RankInterval

        computed = self.risk_index.computed(level, year, measured(recipe, measure))
        at = computed.panel.units.index(unit)
        if not computed.rank[at]:
            return None
        drawn = vary_weights(computed, DRAWS, step=step)
        median, low, high = (float(one[at]) for one in drawn.interval())
        return RankInterval(median=median, low=low, high=high, draws=DRAWS, seed=drawn.seed)

    # --- papers ----------------------------------------------------------------------------------

    def sheet(self, level: Level, year: int, unit: str, recipe: Recipe, measure: Measure = Measure.TOTAL) -> IndexSheet:
        """Everything that stands on a unit's sheet."""
        from app.domain.riskindex.sentences import unit_sentences
        from app.domain.riskindex.sheets import HASH_DIGITS, IndexSheet

        found = self.why(level, year, unit, recipe, measure)
        data = self.risk_index.dataset()
        held = data.by_code.get(unit)
        return IndexSheet(
            why=found,
            sentences=unit_sentences(found),
            belongs=data.name(held.parent) if held is not None and held.parent else "",
            interval=self.interval(level, year, unit, recipe, measure),
            comments=self.comments.of(unit),
            data_hash=self.risk_index.fingerprint(level, year, recipe)[:HASH_DIGITS],
            day=swedish.iso_date(self.store.today),
        )

    def sheet_pdf(
        self, level: Level, year: int, unit: str, recipe: Recipe, measure: Measure = Measure.TOTAL, *, invariant: bool = False
    ) -> bytes:
        """One A4 for a unit. Raises ValueError for a unit that the level does not have."""
        from app.reports.index_sheet import index_sheet_pdf

        return index_sheet_pdf(self.sheet(level, year, unit, recipe, measure), self.resources, invariant=invariant)

    def list_pdf(self, ranking: Ranking, *, invariant: bool = False) -> bytes:
        """The list, over as many pages as it needs."""
        from app.reports.ranking import ranking_pdf

        return ranking_pdf(ranking, self.resources, invariant=invariant, most_a_page=BARS_A_PAGE)

    def save(self, data: bytes, path: Path) -> None:
        """A paper to a file, whole or not at all. Raises EnvironmentProblem."""
        from app.reports.check import check_pdf

        write_bytes(path, data, check_pdf)

    def suggested_file_name(self, level: Level, year: int, unit: str = "") -> str:
        """'riskindex_Tensta_2012.pdf', 'riskindex_stadsdel_2012.pdf'."""
        name = self.risk_index.dataset().name(unit) if unit else level.label.lower()
        return f"riskindex_{swedish.file_name(name, 'lista')}_{year}.pdf"
