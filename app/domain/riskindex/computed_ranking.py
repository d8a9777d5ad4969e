"""The ranking of a computed series: who is ranked, who is not and why, what rests on little, and whiskers (sections 3.7, 3.8.1 and 6.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from app.domain import swedish
from app.domain.riskindex.charts import computed_text, reference_text
from app.domain.riskindex.compute import SMALL_DENOMINATOR, Computed
from app.domain.riskindex.findings import units_text
from app.domain.riskindex.numeric import Array
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.recount import unranked_reason
from app.domain.riskindex.robustness import Draws
from app.domain.riskindex.series import BANDS, Bands, Bar, Level, Measure, Ranking, Unranked, finding
from app.domain.vocabulary import SubIndex

LOW, HIGH = 5, 95  # percentiles of the whiskers
TOO_LITTLE = "för få värden för att räkna ett index"


def measured(recipe: Recipe, measure: Measure) -> Recipe:
    """The recipe whose composite is the measure: a part's own index is that of the part alone."""
    if measure is Measure.TOTAL:
        return recipe
    return replace(recipe, area_weights={area: float(area == measure.value) for area in SubIndex})


def ranked(
    computed: Computed,
    recipe: Recipe,
    names: Mapping[str, str],
    level: Level,
    year: int,
    measure: Measure = Measure.TOTAL,
    *,
    illustrative: bool = False,
    source: str = "",
    bands: Bands = BANDS,
) -> Ranking:
    """Bars falling of what `computed` by `measured(recipe, measure)` has; `recipe` is the one that is named."""
    small = computed.small & (computed.effective > 0)
    bars = [
        Bar(unit, names.get(unit, unit), float(computed.index[row]), int(computed.rank[row]), bands, is_small=bool(small[row].any()))
        for row, unit in enumerate(computed.panel.units)
        if computed.rank[row] > 0
    ]
    bars.sort(key=lambda bar: (bar.rank, swedish.sort_key(bar.label)))
    unranked = _unranked(computed, names)
    text = computed_text("", recipe, level, str(year), illustrative=illustrative, source=source, indicators=computed.panel.indicators)
    drawn = Ranking(
        title="",
        subtitle=text.subtitle,
        bars=tuple(bars),
        illustrative=illustrative,
        reference=reference_text(recipe),
        measure=measure.label,
        out_of=len(bars),
        footer=" ".join([text.footer, *_notes(bars, unranked, level)]),
        bands=bands,
        unranked=unranked,
    )
    return replace(drawn, title=finding(measure.label, bars, drawn.compared_with))


def _unranked(computed: Computed, names: Mapping[str, str]) -> tuple[Unranked, ...]:
    found = []
    for row in np.flatnonzero(computed.rank == 0):
        unit, people = computed.panel.units[row], computed.panel.population[row]
        value = None if np.isnan(computed.index[row]) else float(computed.index[row])
        inhabitants = None if np.isnan(people) else round(float(people))
        reason = unranked_reason(computed, int(row)) or (TOO_LITTLE if value is None else "utan plats")
        found.append(Unranked(unit, names.get(unit, unit), value, reason, inhabitants))
    return tuple(sorted(found, key=lambda one: (one.reason, swedish.sort_key(one.label))))


def hidden_text(unranked: Sequence[Unranked], level: Level) -> str:
    """'4 stadsdelar visas inte: färre än 1 000 invånare', with a count a reason where there are several; '' for none."""
    if not unranked:
        return ""
    reasons = list(dict.fromkeys(one.reason for one in unranked))
    whole = f"{units_text(len(unranked), level)} visas inte"
    if len(reasons) == 1:
        return f"{whole}: {reasons[0]}"
    return f"{whole}: " + ", ".join(f"{sum(one.reason == reason for one in unranked)} {reason}" for reason in reasons)


def _notes(bars: Sequence[Bar], unranked: Sequence[Unranked], level: Level) -> list[str]:
    notes = [f"{hidden_text(unranked, level)}."] if unranked else []
    if any(bar.is_small for bar in bars):
        notes.append(f"* vilar på minst ett värde med en nämnare under {SMALL_DENOMINATOR:.0f}.")
    return notes


def with_whiskers(ranking: Ranking, drawn: Draws, units: Sequence[str]) -> Ranking:
    """Each bar with where its index and rank fall in most of the drawn weightings; `units` in the order of the draws."""
    low, high = index_interval(drawn.index)
    _median, first, last = drawn.interval()
    place = {unit: row for row, unit in enumerate(units)}

    def whiskered(bar: Bar) -> Bar:
        row = place[bar.unit]
        if np.isnan(low[row]) or np.isnan(first[row]):
            return bar
        return replace(bar, interval=(float(low[row]), float(high[row])), places=(round(float(first[row])), round(float(last[row]))))

    share, draws = HIGH - LOW, swedish.integer(len(drawn.index))
    note = f"Strecken visar var indexet hamnar i {share} procent av {draws} slumpade viktningar (frö {drawn.seed})."
    return replace(ranking, bars=tuple(map(whiskered, ranking.bars)), footer=f"{ranking.footer} {note}")


def index_interval(index: Array) -> tuple[Array, Array]:
    """5th and 95th percentile over draws × units; NaN where a unit has no index."""
    there = ~np.isnan(index).any(axis=0)
    found = np.full((2, index.shape[1]), np.nan)
    if there.any() and len(index):
        found[:, there] = np.percentile(index[:, there], (LOW, HIGH), axis=0)
    return found[0], found[1]
