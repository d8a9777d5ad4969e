"""Likeness, the nearest rival, and two places on one footing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.domain.riskindex.compute import Computed, compute
from app.domain.riskindex.likeness import nearest, nominal_weights, not_shared, rival, without
from app.domain.riskindex.recipe import Recipe
from app.domain.vocabulary import SubIndex
from tests.domain.riskindex.panels import counts

RECIPE = Recipe(include_thin=True, least_population=0)


def computed(seed: int = 5, missing: float = 0.0, recipe: Recipe = RECIPE) -> Computed:
    return compute(counts(seed=seed, missing=missing), recipe)


def test_the_distance_is_the_root_of_the_mean_squared_difference() -> None:
    held = computed()
    for like in nearest(held, "u0", 11):
        off = held.values[held.panel.units.index(like.unit)] - held.values[0]
        assert like.distance == pytest.approx(np.sqrt((off**2).mean()))  # equal weights
        assert like.shared == 8


def test_the_nearest_come_first_and_the_unit_itself_is_not_among_them() -> None:
    found = nearest(computed(), "u3", 20)
    assert [one.distance for one in found] == sorted(one.distance for one in found)
    assert len(found) == 11
    assert "u3" not in {one.unit for one in found}


def test_a_twin_lies_at_no_distance() -> None:
    panel = counts()
    x = panel.x.copy()
    x[7] = x[2]
    assert nearest(compute(replace(panel, x=x), RECIPE), "u2", 1)[0].unit == "u7"
    assert nearest(compute(replace(panel, x=x), RECIPE), "u2", 1)[0].distance == pytest.approx(0.0)


def test_weights_of_the_recipe_count() -> None:
    recipe = replace(RECIPE, area_weights=dict.fromkeys(SubIndex, 0.0) | {SubIndex.HEALTH: 1.0})
    held = computed(recipe=recipe)
    assert nominal_weights(held).tolist() == [0, 0, 0.5, 0.5, 0, 0, 0, 0]
    off = held.values[1] - held.values[0]
    found = next(one for one in nearest(held, "u0", 11) if one.unit == "u1")
    assert found.distance == pytest.approx(np.sqrt((off[2:4] ** 2).mean()))


def test_those_with_too_little_in_common_are_not_alike() -> None:
    panel = counts()
    x = panel.x.copy()
    x[0, 5:] = np.nan
    x[1, :4] = np.nan
    assert "u1" not in {one.unit for one in nearest(compute(replace(panel, x=x), RECIPE), "u0", 20)}
    assert nearest(computed(), "finns inte") == ()


@pytest.mark.parametrize("seed", range(8))
def test_the_rival_is_the_ranked_unit_with_the_nearest_index(seed: int) -> None:
    held = computed(seed, missing=0.3)
    for place, unit in enumerate(held.panel.units):
        found = rival(held, unit)
        if np.isnan(held.index[place]):
            assert found is None
            continue
        off = np.abs(np.where(held.rank > 0, held.index, np.nan) - held.index[place])
        off[place] = np.nan
        assert found is not None
        assert off[held.panel.units.index(found)] == np.nanmin(off)


def test_what_weighs_in_one_place_only_is_held_out() -> None:
    panel = counts()
    x = panel.x.copy()
    x[2, 1] = np.nan
    first, second = compute(panel, RECIPE), compute(replace(panel, x=x), RECIPE)
    code = panel.indicators[1].code
    assert not_shared(first, "u2", second, "u2", over_time=True) == {code}
    assert not_shared(first, "u2", second, "u2", over_time=False) == frozenset()
    thin = replace(second, thin=np.array([False] * 3 + [True] + [False] * 4), recipe=Recipe())
    assert not_shared(first, "u2", thin, "u2", over_time=False) == {panel.indicators[3].code}


def test_a_recipe_says_what_it_holds_out() -> None:
    assert without(RECIPE, ()).name == RECIPE.name
    held = without(RECIPE, {"a"})
    assert held.left_out == {"a"}
    assert "utan a" in held.text
