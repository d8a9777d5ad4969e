"""An index from indicators: reference, areas, composite, contributions, ranks, change (risk-index brief, 3.1–3.7 and 3.9)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.domain.riskindex import numeric
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import Aggregation, Normalisation, Recipe, Reference, Treatment
from app.domain.vocabulary import SubIndex

THIN = 5.0  # least expected count in the median unit (section 3.10)
TOO_THIN = 1.0
SMALL_DENOMINATOR = 30.0
CAP = 300.0
AREAS = tuple(SubIndex)


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """A computed index of one level and year. Arrays are units × indicators or units × areas; NaN is missing."""

    panel: Panel
    recipe: Recipe
    reference: Array  # one number an indicator
    thin: Mask  # indicators too thin to weigh in
    values: Array  # each indicator's index, 100 = the reference
    areas: Array
    index: Array  # one number a unit
    effective: Array  # ω, units × indicators, sums to 1 a unit that has an index
    rank: np.ndarray[tuple[int, ...], np.dtype[np.int64]]  # 0: not ranked

    @property
    def contributions(self) -> Array:
        """κ = ω·(I - 100) in points; they sum to the index less 100 under the arithmetic mean (section 3.5)."""
        return np.where(np.isnan(self.values), 0.0, self.effective * (np.where(np.isnan(self.values), 0.0, self.values) - 100.0))

    @property
    def excess_people(self) -> Array:
        """N - D·R/k: how many fewer there would be at the reference's level (section 3.5); NaN without counts."""
        return self.panel.numerator - self.panel.denominator * self.reference / self.panel.multiplier

    @property
    def small(self) -> Mask:
        """Values whose own denominator is below 30: marked, never dropped (section 3.7)."""
        return ~np.isnan(self.panel.x) & (np.nan_to_num(self.panel.denominator, nan=np.inf) < SMALL_DENOMINATOR)


def reference_of(panel: Panel, recipe: Recipe) -> Array:
    """R, one number an indicator (section 3.1); NaN where it cannot be known."""
    if recipe.reference is Reference.SIMPLE:
        return numeric.simple_mean(panel.x)
    if recipe.reference is Reference.POPULATION:
        return numeric.weighted_mean(panel.x, panel.population)
    if panel.city_rate is not None:
        return panel.city_rate
    counted = ~np.isnan(panel.numerator) & ~np.isnan(panel.denominator)
    over = np.where(counted, panel.numerator, 0.0).sum(axis=0)
    under = np.where(counted, panel.denominator, 0.0).sum(axis=0)
    from_counts = panel.multiplier * np.where(under > 0, over / np.where(under > 0, under, 1.0), np.nan)
    return np.where(np.isnan(from_counts), panel.city, from_counts)


def expected_counts(panel: Panel, reference: Array) -> Array:
    """E = R·D/k in the median unit, one number an indicator; NaN without denominators (section 3.10)."""
    return reference * _median(panel.denominator) / panel.multiplier


def thin_indicators(panel: Panel, reference: Array, below: float = THIN) -> Mask:
    expected = expected_counts(panel, reference)
    return ~np.isnan(expected) & (expected < below)


def indicator_values(panel: Panel, reference: Array, recipe: Recipe) -> Array:
    """Each indicator made comparable, 100 for the reference where there is one (sections 3.2 and 3.3)."""
    kind = recipe.normalisation
    if kind is Normalisation.MIN_MAX:
        return numeric.min_max(panel.x, panel.direction)
    if kind is Normalisation.Z_SCORE:
        return 100.0 + 10.0 * numeric.z_score(panel.x, panel.direction)
    if kind is Normalisation.PERCENTILE:
        return 100.0 * numeric.percentile_rank(panel.x, panel.direction)
    values = numeric.ratio_index(panel.x, reference, panel.direction, panel.is_percentage, recipe.treatment)
    cap = CAP if kind is Normalisation.CAPPED and recipe.cap is None else recipe.cap
    return values if cap is None else np.minimum(values, cap)


def weights_of(panel: Panel, recipe: Recipe, thin: Mask) -> Array:
    """w, one number an indicator: 0 for those held out."""
    weights = np.array([recipe.indicator_weights.get(one.code, one.weight) for one in panel.indicators], dtype=float)
    out = np.array([one.code in recipe.left_out for one in panel.indicators], dtype=bool)
    return np.where(out if recipe.include_thin else out | thin, 0.0, weights)


def area_weights_of(recipe: Recipe) -> Array:
    return np.array([recipe.area_weights.get(area, 0.0) for area in AREAS], dtype=float)


def membership(panel: Panel) -> Mask:
    """Indicators × areas: which area an indicator belongs to."""
    return np.array([[one.area is area for area in AREAS] for one in panel.indicators], dtype=bool).reshape(
        len(panel.indicators), len(AREAS)
    )


def to_linear(values: Array, how: Aggregation) -> Array:
    """What the aggregation takes the weighted mean of: the values, their squares or their logarithms (section 3.4)."""
    if how is Aggregation.GEOMETRIC:
        return np.log(np.maximum(values, numeric.FLOOR))
    return np.maximum(values, 0.0) ** numeric.POWER if how is Aggregation.POWER else values


def from_linear(means: Array, how: Aggregation) -> Array:
    """A weighted mean of `to_linear` as an index."""
    if how is Aggregation.GEOMETRIC:
        return np.exp(means)
    return means ** (1.0 / numeric.POWER) if how is Aggregation.POWER else means


def compose(values: Array, weights: Array, area_weights: Array, member: Mask, recipe: Recipe) -> tuple[Array, Array, Array]:
    """Areas, composite and effective weights of indicator indexes (sections 3.4 and 3.5)."""
    there = ~np.isnan(values)
    by_area = np.where(member, weights[:, None], 0.0)
    under, total = there.astype(float) @ by_area, by_area.sum(axis=0)
    enough = (under > 0) & (under >= (recipe.area_coverage - 1e-12) * total)
    over = np.where(there, to_linear(np.where(there, values, 1.0), recipe.aggregation), 0.0) @ by_area
    areas = from_linear(over / np.where(enough, under, np.nan), recipe.aggregation)
    index = numeric.aggregate(areas, area_weights, coverage=recipe.index_coverage, how=recipe.aggregation)
    between = numeric.effective_weights(areas, area_weights) / np.where(under > 0, under, 1.0)
    between[np.isnan(index)] = 0.0
    effective = (between @ member.T.astype(float)) * np.where(there, weights, 0.0)
    return areas, index, effective


def may_rank(panel: Panel, recipe: Recipe) -> Mask:
    """Units large enough and not excluded; the others count in the city's row all the same (section 3.7)."""
    large = np.nan_to_num(panel.population, nan=np.inf) >= recipe.least_population
    return np.asarray(large & np.array([unit not in recipe.excluded for unit in panel.units], dtype=bool))


def compute(panel: Panel, recipe: Recipe, base: Panel | None = None) -> Computed:
    """The index of a panel; `base` is the same level in the recipe's base year, whose reference then counts (section 3.1).

    An indicator that was defined otherwise in the base year has no reference there and is missing (section 3.9).
    """
    reference = reference_of(panel, recipe) if base is None else np.where(panel.is_same(base), reference_of(base, recipe), np.nan)
    thin = thin_indicators(panel, reference)
    values = indicator_values(panel, reference, recipe)
    areas, index, effective = compose(values, weights_of(panel, recipe, thin), area_weights_of(recipe), membership(panel), recipe)
    return Computed(panel, recipe, reference, thin, values, areas, index, effective, numeric.ranks(index, may_rank(panel, recipe)))


def change(first: Computed, second: Computed) -> tuple[Array, Array]:
    """How much of each indicator's change is the unit's own and how much the city's, in points (section 3.9).

    Exact for the ratio with the same effective weights in both years: own + city = ω·(I₂ - I₁). Only indicators present in both count.
    """
    x1, x2, r1, r2 = first.panel.x, second.panel.x, first.reference, second.reference
    turned = (second.panel.direction < 0) & second.panel.is_percentage & (second.recipe.treatment is Treatment.COMPLEMENT)
    sign = np.where((second.panel.direction < 0) & ~turned, -1.0, 1.0)
    a1, a2 = np.where(turned, 100.0 - x1, x1), np.where(turned, 100.0 - x2, x2)
    b1, b2 = np.where(turned, 100.0 - r1, r1), np.where(turned, 100.0 - r2, r2)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = sign * second.effective * 100.0 * (a2 - a1) * 0.5 * (1.0 / b2 + 1.0 / b1)
        city = sign * second.effective * 100.0 * 0.5 * (a1 + a2) * (1.0 / b2 - 1.0 / b1)
    there = ~np.isnan(first.values) & ~np.isnan(second.values) & first.panel.is_same(second.panel)
    return np.where(there, own, np.nan), np.where(there, city, np.nan)


def _median(x: Array) -> Array:
    """Median of what exists, by column; NaN where nothing does."""
    if x.size == 0:
        return np.full(x.shape[1], np.nan)
    ordered, held = np.sort(x, axis=0), (~np.isnan(x)).sum(axis=0)  # NaN comes last
    columns = np.arange(x.shape[1])
    return np.asarray(
        (ordered[np.maximum(held - 1, 0) // 2, columns] + ordered[np.minimum(held // 2, len(x) - 1), columns]) / 2.0, dtype=float
    )
