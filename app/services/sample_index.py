"""The office's work with the index in the sample store, done by the same services as the window."""

from __future__ import annotations

from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.robustness import vary_weights
from app.sample import index_work
from app.sample.model import CASEWORKER, at
from app.services.workbench import Workbench


def fill_index(bench: Workbench) -> None:
    """Keep the recipes, the result with the intervals of its ranks, and the comments."""
    store = bench.store
    before = store.who
    store.clock = lambda: at(index_work.DAY, 10)
    try:
        store.who = CASEWORKER
        _recipes(bench)
        _result(bench)
        for one in index_work.COMMENTS:
            store.who = one.who
            bench.index_comments.add(one.unit, one.text, one.indicator)
    finally:
        store.who = before


def _recipes(bench: Workbench) -> None:
    for one in index_work.RECIPES:
        own = Recipe()
        bench.risk_index.save_recipe(Recipe(area_weights={**own.area_weights, **one.area_weights}), one.name, one.note)


def _result(bench: Workbench) -> None:
    wanted = index_work.RESULT
    computed = bench.risk_index.computed(wanted.level, wanted.year)
    median, low, high = vary_weights(computed, wanted.draws, wanted.seed).interval()
    intervals = {
        unit: (float(median[row]), float(low[row]), float(high[row])) for row, unit in enumerate(computed.panel.units) if computed.rank[row]
    }
    bench.index_results.keep(wanted.name, wanted.level, wanted.year, draws=wanted.draws, seed=wanted.seed, intervals=intervals)
