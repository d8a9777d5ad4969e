"""A computed index out of the program: a workbook that can be recomputed, and the ranking as CSV (risk-index brief, section 6.6)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.domain.fields import Kind
from app.domain.riskindex.charts import reference_text, sources
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.recount import IndexBook, book
from app.domain.riskindex.series import CAUTION, Level, SeriesKind
from app.exchange.files import write_bytes
from app.exchange.index_workbook import Step, index_workbook
from app.exchange.tables import Dialect, write_csv
from app.services.risk_index import RiskIndex

CSV = ".csv"


class IndexExports:
    """Safe to use from several threads; the recipe in hand need not be kept in the store."""

    def __init__(self, index: RiskIndex) -> None:
        self._index = index

    def book(self, level: Level, year: int, recipe: Recipe | None = None) -> IndexBook:
        """What both files hold."""
        computed = self._index.computed(level, year, recipe)
        return book(self._index.dataset(), year, level, computed, self._index.hidden(level, year), self._index.base(level, computed.recipe))

    def workbook(self, level: Level, year: int, recipe: Recipe | None = None, step: Step | None = None) -> bytes:
        """An .xlsx whose last step is live formulas; `step` is told sheets done and in all."""
        return index_workbook(self.book(level, year, recipe), step)

    def ranking_csv(self, level: Level, year: int, recipe: Recipe | None = None) -> bytes:
        """The ranking for a Swedish spreadsheet: a row a unit, each with what must be named beside a value."""
        held = self.book(level, year, recipe)
        columns = [
            ("Plats", Kind.INTEGER), ("Kod", Kind.TEXT), ("Namn", Kind.TEXT), ("Index", Kind.NUMBER),
            *((area, Kind.NUMBER) for area in held.areas), ("Invånare", Kind.INTEGER), ("Anmärkning", Kind.TEXT), ("Nivå", Kind.TEXT),
            ("År", Kind.YEAR), ("Serie", Kind.TEXT), ("100 står för", Kind.TEXT), ("Källa", Kind.TEXT), ("Recept", Kind.TEXT),
            ("Märkning", Kind.TEXT), ("Tänk på", Kind.TEXT),
        ]  # fmt: skip
        source = sources(one.indicator for one in held.indicators).removeprefix("Källa: ")
        told = held.recipe.told({one.indicator.code: one.indicator.name for one in held.indicators})
        said = (
            level.label, year, SeriesKind.COMPUTED.label, reference_text(held.recipe), source, told, held.text.mark, CAUTION,
        )  # fmt: skip
        rows: list[tuple[Any, ...]] = []
        for one in sorted(held.units, key=lambda one: (one.rank is None, one.rank or 0)):
            people = None if one.population is None else round(one.population)
            rows.append((one.rank, one.code, one.name, one.index, *one.areas, people, one.note, *said))
        return write_csv(columns, rows, Dialect.SPREADSHEET)

    def write(self, level: Level, year: int, recipe: Recipe | None, path: Path, step: Step | None = None) -> None:
        """Save as the path's ending says: .csv is the ranking, all else the workbook. Raises EnvironmentProblem."""
        is_csv = path.suffix.lower() == CSV
        write_bytes(path, self.ranking_csv(level, year, recipe) if is_csv else self.workbook(level, year, recipe, step))
