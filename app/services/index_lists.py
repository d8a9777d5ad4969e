"""A computed index as tables for other programs: units with areas, index and rank, points by indicator, and intervals of ranks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain import swedish
from app.domain.fields import Kind
from app.domain.riskindex.charts import computed_text, sources
from app.domain.riskindex.compute import AREAS, Computed
from app.domain.riskindex.dataset import Dataset
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.robustness import vary_weights
from app.domain.riskindex.series import EXAMPLE_MARK, Level
from app.domain.riskindex.why import why_rows
from app.errors import NotFound
from app.exchange.files import write_bytes
from app.exchange.tables import Column, Dialect, write_csv
from app.services.risk_index import RiskIndex
from app.services.store import require

MOST_DRAWS = 100_000
BESIDE = ".txt"  # after the whole name of the file that it is about

_INDEX_COLUMNS: tuple[Column, ...] = (
    ("code", Kind.TEXT), ("name", Kind.TEXT), *((area.value, Kind.NUMBER) for area in AREAS),
    ("INDEX", Kind.NUMBER), ("RANK", Kind.INTEGER),
)  # fmt: skip
_WHY_COLUMNS: tuple[Column, ...] = (("code", Kind.TEXT), ("indicator", Kind.TEXT), ("points", Kind.NUMBER))
_DRAWN_COLUMNS: tuple[Column, ...] = (
    ("code", Kind.TEXT), ("rank", Kind.INTEGER), ("median", Kind.NUMBER), ("p05", Kind.NUMBER), ("p95", Kind.NUMBER),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IndexList:
    """A table as CSV for programs, and what must be said beside its figures: kind, level, year, reference, source, recipe, mark."""

    csv: bytes
    about: str
    units: int
    mark: str  # '' unless a value is an example


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A unit for reading: rank 0 is not ranked, None is missing."""

    rank: int
    name: str
    index: float | None


def computed_for(index: RiskIndex, level: Level, year: int, recipe: Recipe) -> Computed:
    """The index of a level and year that have data. Raises NotFound, which says what there is."""
    data = index.dataset()
    if not data.years:
        raise NotFound("Ärendefilen har inga indikatorvärden. Läs in dem med ”import indicators FIL.xlsx”.")
    if not data.levels():
        raise NotFound("Ärendefilen har bara värden för hela staden. Ett index behöver värden för områden.")
    _look_for(data, level, year, "Året")
    if recipe.base_year is not None:
        _look_for(data, level, recipe.base_year, "Basåret")
    return index.computed(level, year, recipe)


def _look_for(data: Dataset, level: Level, year: int, what: str) -> None:
    if level not in data.levels():
        held = swedish.join([f"{_OPTION[one]} ({one.label.lower()})" for one in reversed(data.levels())])
        raise NotFound(f"Ärendefilen har inga värden för nivån {level.label.lower()}. Det finns: {held}.")
    years = [one for one in reversed(data.years) if level in data.levels(one)]
    if year not in years:
        held = swedish.join([str(one) for one in years])
        raise NotFound(f"{what} {year} har inga värden för nivån {level.label.lower()}. År med värden: {held}.")


_OPTION = {Level.BOARD: "board", Level.DISTRICT: "district", Level.BASE_AREA: "base"}


# --- the three tables -----------------------------------------------------------------------------


def index_list(index: RiskIndex, level: Level, year: int, recipe: Recipe) -> IndexList:
    """Every unit of the level, the ranked first. Raises NotFound."""
    computed = computed_for(index, level, year, recipe)
    data, panel = index.dataset(), computed.panel
    rows = (
        (
            panel.units[row], data.name(panel.units[row]), *(_number(one) for one in computed.areas[row]), _number(computed.index[row]),
            int(computed.rank[row]) or None,
        )
        for row in _in_order(computed)
    )  # fmt: skip
    return _listed(index, "Index", computed, level, year, _INDEX_COLUMNS, rows)


def why_list(index: RiskIndex, level: Level, year: int, recipe: Recipe) -> IndexList:
    """How many points each indicator that counts gives each unit; a unit's sum is its index less 100. Raises NotFound."""
    computed = computed_for(index, level, year, recipe)
    return _listed(index, "Bidrag i punkter", computed, level, year, _WHY_COLUMNS, why_rows(computed))


def robustness_list(index: RiskIndex, level: Level, year: int, recipe: Recipe, draws: int, seed: int) -> IndexList:
    """Median and 5–95 per cent interval of each unit's rank when weights are drawn anew. Raises NotFound, RuleViolation."""
    require(1 <= draws <= MOST_DRAWS, f"Antalet dragningar ska vara 1 till {swedish.integer(MOST_DRAWS)}, inte {swedish.integer(draws)}.")
    require(seed >= 0, "Fröet ska vara ett heltal, 0 eller större.")
    computed = computed_for(index, level, year, recipe)
    median, low, high = vary_weights(computed, draws, seed).interval()
    rows = (
        (computed.panel.units[row], int(computed.rank[row]) or None, *(_number(one[row]) for one in (median, low, high)))
        for row in _in_order(computed)
    )
    note = f"{swedish.integer(draws)} dragningar av vikter, frö {seed}"
    return _listed(index, "Placeringens intervall", computed, level, year, _DRAWN_COLUMNS, rows, note)


def index_lines(index: RiskIndex, level: Level, year: int, recipe: Recipe) -> tuple[IndexLine, ...]:
    """The same units for reading. Raises NotFound."""
    computed = computed_for(index, level, year, recipe)
    data = index.dataset()
    return tuple(
        IndexLine(int(computed.rank[row]), data.name(computed.panel.units[row]), _number(computed.index[row]))
        for row in _in_order(computed)
    )


def save_list(made: IndexList, path: Path) -> Path:
    """Write the table, and beside it what must be said of it; the path of the latter comes back. Raises EnvironmentProblem."""
    beside = path.with_name(path.name + BESIDE)
    write_bytes(path, made.csv)
    write_bytes(beside, made.about.encode())
    return beside


# --- parts ----------------------------------------------------------------------------------------


def _in_order(computed: Computed) -> Iterator[int]:
    """Rows by rank, then the unranked, each by code."""
    units, rank = computed.panel.units, computed.rank
    return iter(sorted(range(len(units)), key=lambda row: (rank[row] == 0, int(rank[row]), units[row])))


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _listed(
    index: RiskIndex,
    title: str,
    computed: Computed,
    level: Level,
    year: int,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[object, ...]],
    note: str = "",
) -> IndexList:
    data = index.dataset()
    text = computed_text(
        title, computed.recipe, level, str(year), illustrative=data.illustrative, source=sources(data.indicators), note=note,
        indicators=data.indicators,
    )  # fmt: skip
    about = "\n".join(part for part in (text.mark, text.title, text.subtitle, text.footer) if part) + "\n"
    mark = EXAMPLE_MARK if data.illustrative else ""
    return IndexList(write_csv(columns, rows, Dialect.PROGRAM), about, len(computed.panel.units), mark)
