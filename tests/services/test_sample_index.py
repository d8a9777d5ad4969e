"""What the sample office has done with its index: the same services as the window's, on the example data."""

from __future__ import annotations

import pytest

from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level
from app.domain.vocabulary import SubIndex
from app.sample import index_values, index_work
from app.sample.model import CASEWORKER
from app.sample.people import CONTROLLER
from app.services.index_store import add_indicators, add_observations, add_population, add_territories, changed
from app.services.sample_index import fill_index
from app.services.workbench import Workbench


@pytest.fixture
def filled(bench: Workbench) -> Workbench:
    with bench.store.writing() as unit:
        add_territories(unit.session, index_values.territories(bench.programme))
        add_population(unit.session, index_values.population(bench.programme))
        add_indicators(unit.session, index_values.indicators())
        add_observations(unit.session, index_values.observations(bench.programme), illustrative=True)
        changed(unit, "Exempelvärden")
    fill_index(bench)
    return bench


def test_two_recipes_are_kept_and_the_default_is_the_programs_own(filled: Workbench) -> None:
    kept = {one.recipe.name: one for one in filled.risk_index.recipes()}
    assert set(kept) == {"Grundrecept", "Fattigdom väger dubbelt"}
    assert filled.risk_index.default_recipe() == Recipe()
    heavier = kept["Fattigdom väger dubbelt"]
    assert heavier.recipe.area_weights == {**Recipe().area_weights, SubIndex.LIVELIHOOD: 2.0}
    assert heavier.note
    assert heavier.made_by == CASEWORKER


def test_one_result_is_kept_with_its_intervals_and_marked_as_example(filled: Workbench) -> None:
    (info,) = filled.index_results.list()
    assert (info.level, info.year, info.recipe, info.draws, info.seed) == (Level.DISTRICT, 2012, Recipe(), 1_000, index_work.RESULT.seed)
    assert info.illustrative
    values = {one.unit: one for one in filled.index_results.load(info.uid).values}
    assert values["tensta"].rank == 1
    assert values["tensta"].interval is not None
    assert all(one.interval is None for one in values.values() if one.rank is None)
    low, high = values["tensta"].interval[1:]
    assert low <= 1 <= high


def test_comments_stand_on_places_and_indicators_that_exist_under_functions_not_names(filled: Workbench) -> None:
    found = [one for unit in ("hasselby-villastad", "kista", "farsta-strand") for one in filled.index_comments.of(unit)]
    assert len(found) == len(index_work.COMMENTS)
    assert {one.who for one in found} == {CASEWORKER, CONTROLLER}
    assert {one.indicator for one in found} == {"", "misshandel", "skadegorelse"}
