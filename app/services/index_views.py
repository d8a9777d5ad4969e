"""Two places side by side, and each place beside its parts, by any recipe (risk-index brief, sections 3.6 and 6.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.riskindex.charts import sources
from app.domain.riskindex.compute import Computed
from app.domain.riskindex.computed_ranking import measured
from app.domain.riskindex.drilldown import THRESHOLD, Counts, Drill, Pocket, Tree
from app.domain.riskindex.likeness import Like, nearest, not_shared, rival, without
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Bands, Level, Measure
from app.domain.riskindex.why import Compared, Waterfall, compared, waterfall
from app.errors import NotFound
from app.services.index_office import IndexOffice
from app.services.risk_index import RiskIndex


@dataclass(frozen=True, slots=True)
class Place:
    """A territory in a year."""

    level: Level
    code: str
    year: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places by the same indicators. `split` is None where the difference cannot be split into points."""

    first: Waterfall
    second: Waterfall
    split: Compared | None
    left_out: tuple[str, ...]  # names of indicators held out so that the two are alike
    illustrative: bool


class IndexViews:
    """Safe to use from several threads; the recipe in hand need not be kept in the store."""

    def __init__(self, index: RiskIndex, office: IndexOffice) -> None:
        self._index = index
        self._office = office

    # --- two places -------------------------------------------------------------------------------

    def likes(self, place: Place, recipe: Recipe | None, count: int = 3, measure: Measure = Measure.TOTAL) -> tuple[Like, ...]:
        """The units of the same level that are most alike in what the measure counts, nearest first."""
        return nearest(self._computed(place, recipe, measure), place.code, count)

    def rival(self, place: Place, recipe: Recipe | None, measure: Measure = Measure.TOTAL) -> str | None:
        """The code of the ranked unit whose index by the measure lies nearest; None without an index."""
        return rival(self._computed(place, recipe, measure), place.code)

    def pair(self, first: Place, second: Place, recipe: Recipe | None = None, measure: Measure = Measure.TOTAL) -> Pair:
        """Two places side by side; of unlike level or year by the indicators that weigh in both. Raises NotFound."""
        recipe = recipe or self._index.default_recipe()
        out: frozenset[str] = frozenset()
        if (first.level, first.year) != (second.level, second.year):
            ours, theirs = self._held(first, recipe, measure), self._held(second, recipe, measure)
            out = not_shared(ours, first.code, theirs, second.code, over_time=first.year != second.year)
            out &= {held.code for held in ours.panel.indicators if measure in (Measure.TOTAL, Measure(held.area.value))}
        recipe = without(recipe, out)
        bands = self._office.bands()
        one, other = (self._waterfall(place, recipe, measure, bands) for place in (first, second))
        if one.name == other.name and one.level is not other.level:  # Farsta is a district and a board
            one, other = (replace(held, name=f"{held.name} ({held.level.label.lower()})") for held in (one, other))
        data = self._index.dataset()
        names = tuple(held.name for held in data.indicators if held.code in out)
        return Pair(one, other, compared(one, other), names, data.illustrative)

    def _computed(self, place: Place, recipe: Recipe | None, measure: Measure) -> Computed:
        return self._index.computed(place.level, place.year, measured(recipe or self._index.default_recipe(), measure))

    def _held(self, place: Place, recipe: Recipe, measure: Measure) -> Computed:
        """The index of the place's level. Raises NotFound when the place is not there."""
        computed = self._computed(place, recipe, measure)
        if place.code not in computed.panel.units:
            raise NotFound("Området finns inte i indexets underlag för det året.")
        return computed

    def _waterfall(self, place: Place, recipe: Recipe, measure: Measure, bands: Bands) -> Waterfall:
        computed, data = self._held(place, recipe, measure), self._index.dataset()
        return waterfall(
            computed, place.code, data.name(place.code), place.level, place.year, illustrative=data.illustrative,
            source=sources(data.indicators), hidden=self._index.hidden(place.level, place.year),
            bands=bands, measure=measure, recipe=recipe,
        )  # fmt: skip

    # --- a place and its parts --------------------------------------------------------------------

    def tree(self, year: int, recipe: Recipe | None = None, threshold: float = THRESHOLD) -> Tree:
        """The year's territories with the index of every level."""
        recipe = recipe or self._index.default_recipe()
        data = self._index.dataset()
        levels = list(data.levels(year)) + ([Level.CITY] if data.units(Level.CITY) else [])
        return Tree(data, self._index.table(year), {level: self._index.computed(level, year, recipe) for level in levels}, threshold)

    def drill(self, code: str, year: int, recipe: Recipe | None = None, threshold: float = THRESHOLD) -> Drill:
        """A territory beside its parts, '' for the whole city. Raises NotFound."""
        try:
            return self.tree(year, recipe, threshold).drill(code)
        except KeyError:
            raise NotFound("Området finns inte i indexets underlag.") from None

    def counts(self, code: str, indicator: str, year: int, recipe: Recipe | None = None) -> Counts:
        """One indicator in a territory and its parts. Raises NotFound."""
        try:
            return self.tree(year, recipe).counts(code, indicator)
        except KeyError:
            raise NotFound("Området eller indikatorn finns inte i indexets underlag.") from None

    def pockets(self, year: int, recipe: Recipe | None = None, threshold: float = THRESHOLD) -> tuple[Pocket, ...]:
        """Parts at or above the threshold in wholes below 100, for the whole city."""
        return self.tree(year, recipe, threshold).pockets()
