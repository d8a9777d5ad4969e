"""Kept results: what they hold, which recipe goes with them, and what has changed since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.riskindex.entry import Cells
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level
from app.domain.riskindex.since import Cause
from app.domain.vocabulary import SubIndex
from app.errors import NotFound, RuleViolation
from app.services.workbench import Workbench
from tests.domain.riskindex.panels import indicators
from tests.services.index_builders import fill

HEAVY = {**dict.fromkeys(SubIndex, 1.0), SubIndex.LIVELIHOOD: 3.0}


@pytest.fixture(autouse=True)
def city(bench: Workbench) -> None:
    fill(bench, illustrative=True)


def test_a_recipe_needs_values_in_its_base_year(bench: Workbench) -> None:
    with pytest.raises(RuleViolation, match=r"Basåret 1999 saknar värden.*2011 och 2012"):
        bench.risk_index.save_recipe(Recipe(base_year=1999))
    assert bench.risk_index.recipes() == ()
    assert bench.risk_index.save_recipe(Recipe(base_year=2011)).recipe.base_year == 2011


def test_a_kept_recipe_is_never_called_changed(bench: Workbench) -> None:
    made = bench.risk_index.save_recipe(Recipe(cap=300.0), "Eget, ändrat").recipe
    assert made.name == "Eget"
    kept = bench.index_results.keep("Till nämnden, ändrat", Level.DISTRICT, 2012, Recipe().with_changes(cap=150.0)).info
    assert (kept.name, kept.recipe.name) == ("Till nämnden, ändrat", "Till nämnden")
    with pytest.raises(RuleViolation, match="behöver ett namn"):
        bench.risk_index.save_recipe(Recipe(), ", ändrat")


def test_a_result_keeps_every_value_its_recipe_and_how_it_was_drawn(bench: Workbench) -> None:
    made = bench.index_results.keep("Inför beslut", Level.DISTRICT, 2012, draws=1000, seed=7, intervals={"n0d0": (2.0, 1.0, 4.0)})
    assert made.changes.kinds == {"index"}
    result = bench.index_results.load(made.info.uid)
    computed = bench.risk_index.computed(Level.DISTRICT, 2012)
    assert result.info == made.info == bench.index_results.list()[0]
    assert (result.info.draws, result.info.seed, result.info.illustrative, result.info.units) == (1000, 7, True, 9)
    by_unit = {one.unit: one for one in result.values}
    for number, unit in enumerate(computed.panel.units):
        assert by_unit[unit].index == computed.index[number]
        assert by_unit[unit].parts == tuple(computed.areas[number])
        assert by_unit[unit].rank == computed.rank[number]
    assert by_unit["n0d0"].interval == (2.0, 1.0, 4.0)
    assert by_unit["n0d1"].interval is None
    assert [one.rank for one in result.values] == list(range(1, 10))


def test_the_intervals_of_drawn_weights_are_kept_with_it(bench: Workbench) -> None:
    drawn = bench.index_results.intervals(Level.DISTRICT, 2012, draws=200, seed=3)
    assert drawn == bench.index_results.intervals(Level.DISTRICT, 2012, draws=200, seed=3)
    uid = bench.index_results.keep("Ett", Level.DISTRICT, 2012, draws=200, seed=3, intervals=drawn).info.uid
    for one in bench.index_results.load(uid).values:
        assert one.interval == drawn[one.unit]
        assert one.interval[1] <= one.interval[0] <= one.interval[2]


def test_the_recipe_is_kept_with_it_once_and_never_becomes_the_default_unasked(bench: Workbench) -> None:
    first = bench.index_results.keep("Ett", Level.DISTRICT, 2012).info.recipe
    again = bench.index_results.keep("Två", Level.BOARD, 2012).info.recipe
    assert (first, again) == (Recipe(), Recipe())
    other = bench.index_results.keep("Tre", Level.DISTRICT, 2012, Recipe().with_changes(cap=150.0)).info.recipe
    assert (other.name, other.version, other.cap) == ("Tre", 1, 150.0)
    assert bench.risk_index.default_recipe() == Recipe()
    own = bench.risk_index.save_recipe(Recipe(area_weights=HEAVY), "Fattigdom väger dubbelt").recipe
    assert bench.index_results.keep("Fyra", Level.DISTRICT, 2012, own).info.recipe == own
    assert len(bench.risk_index.recipes()) == 3


def test_a_result_needs_a_name_of_its_own_and_something_to_keep(bench: Workbench) -> None:
    keep = bench.index_results.keep
    keep("Ett", Level.DISTRICT, 2012)
    for name, year in (("", 2012), ("Ett", 2012), ("x" * 61, 2012), ("Två", 1999)):
        with pytest.raises(RuleViolation):
            keep(name, Level.DISTRICT, year)
    assert len(bench.index_results.list()) == 1


def test_a_removed_result_leaves_its_recipe(bench: Workbench) -> None:
    uid = bench.index_results.keep("Ett", Level.DISTRICT, 2012).info.uid
    bench.index_results.remove(uid)
    assert bench.index_results.list() == ()
    assert len(bench.risk_index.recipes()) == 1
    with pytest.raises(NotFound):
        bench.index_results.load(uid)


def test_new_figures_other_weights_and_another_method_are_told_apart(bench: Workbench) -> None:
    uid = bench.index_results.keep("Då", Level.DISTRICT, 2012).info.uid
    results = bench.index_results
    assert results.since(uid).is_same
    weights = replace(Recipe(), area_weights=HEAVY)
    found = results.since(uid, weights)
    assert (found.same_data, found.same_weights, found.same_method) == (True, False, True)
    bench.index_data.write_values(indicators()[0].code, 2012, {"n0d0b0": Cells(value="99")})
    found = results.since(uid, replace(weights, cap=110.0))
    assert (found.same_data, found.same_weights, found.same_method) == (False, False, False)
    for one in found.units:
        assert one.parts is not None
        assert sum(one.parts.values()) == pytest.approx(one.change, abs=1e-12)
        assert one.parts.keys() == set(Cause)


def test_a_fixed_base_is_part_of_the_data(bench: Workbench) -> None:
    uid = bench.index_results.keep("Då", Level.DISTRICT, 2012, Recipe(base_year=2011)).info.uid
    recipe = bench.index_results.load(uid).info.recipe
    assert bench.index_results.since(uid, recipe).is_same
    bench.index_data.write_values(indicators()[0].code, 2011, {"n0d0b0": Cells(value="99")})
    found = bench.index_results.since(uid, recipe)
    assert not found.same_data
    assert found.same_method
    with pytest.raises(RuleViolation, match="1999"):
        bench.index_results.since(uid, recipe, 1999)
