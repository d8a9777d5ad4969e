"""Two places side by side and each place beside its parts, over a store."""

from __future__ import annotations

import math

import pytest

from app.domain.riskindex.computed_ranking import measured
from app.domain.riskindex.likeness import nearest, rival
from app.domain.riskindex.recipe import Aggregation, Recipe
from app.domain.riskindex.sentences import compared_sentences
from app.domain.riskindex.series import Bands, Level, Measure
from app.errors import NotFound
from app.services.index_views import Place
from app.services.workbench import Workbench
from tests.services.index_builders import fill

RECIPE = Recipe(include_thin=True, least_population=0)
A, B = Place(Level.DISTRICT, "n0d0", 2012), Place(Level.DISTRICT, "n1d2", 2012)


@pytest.fixture(autouse=True)
def filled(bench: Workbench) -> None:
    fill(bench)


@pytest.mark.parametrize("other", [B, Place(Level.BOARD, "n0", 2012), Place(Level.DISTRICT, "n0d0", 2011)])
def test_the_difference_splits_exactly_by_indicator(bench: Workbench, other: Place) -> None:
    pair = bench.index_views.pair(A, other, RECIPE)
    assert pair.split is not None
    assert pair.first.index is not None
    assert pair.second.index is not None
    assert math.fsum(one.points for one in pair.split.rows) == pytest.approx(pair.first.index - pair.second.index, abs=1e-9)
    assert sum(one.shown for one in pair.split.rows) == pair.split.shown
    assert compared_sentences(pair.split)


def test_turned_about_the_signs_turn(bench: Workbench) -> None:
    one, other = (bench.index_views.pair(*both, RECIPE).split for both in ((A, B), (B, A)))
    assert one is not None
    assert other is not None
    assert {row.indicator.code: row.points for row in one.rows} == pytest.approx({row.indicator.code: -row.points for row in other.rows})


def test_means_that_cannot_be_split_say_so(bench: Workbench) -> None:
    pair = bench.index_views.pair(A, B, RECIPE.with_changes(aggregation=Aggregation.GEOMETRIC))
    assert pair.split is None
    assert pair.first.note


@pytest.mark.parametrize("other", [B, Place(Level.BOARD, "n0", 2012), Place(Level.DISTRICT, "n0d0", 2011)])
def test_a_part_is_compared_by_its_own_index_and_its_own_indicators(bench: Workbench, other: Place) -> None:
    pair = bench.index_views.pair(A, other, RECIPE, Measure.HEALTH)
    for place, shown in ((A, pair.first), (other, pair.second)):
        assert shown.index == bench.index_papers.why(place.level, place.year, place.code, RECIPE, Measure.HEALTH).index
    assert pair.split is not None
    assert {row.indicator.area.value for row in pair.split.rows} == {"HEALTH"}
    assert math.fsum(row.points for row in pair.split.rows) == pytest.approx(pair.split.points, abs=1e-9)
    assert "index för hälsa" in compared_sentences(pair.split)[0]


def test_the_rival_and_the_likes_of_a_part_are_by_that_part(bench: Workbench) -> None:
    computed = bench.risk_index.computed(Level.DISTRICT, 2012, measured(RECIPE, Measure.HEALTH))
    assert bench.index_views.rival(A, RECIPE, Measure.HEALTH) == rival(computed, A.code)
    assert bench.index_views.likes(A, RECIPE, 3, Measure.HEALTH) == nearest(computed, A.code, 3)
    assert bench.index_views.likes(A, RECIPE, 3, Measure.HEALTH) != bench.index_views.likes(A, RECIPE)


def test_two_places_are_told_by_the_offices_own_bands(bench: Workbench) -> None:
    bands = Bands(far_above=140.0, above=120.0, like=90.0)
    bench.index_office.set_bands(bands)
    pair = bench.index_views.pair(A, B, RECIPE)
    assert (pair.first.bands, pair.second.bands) == (bands, bands)


def test_likes_and_the_rival_are_of_the_same_level(bench: Workbench) -> None:
    likes = bench.index_views.likes(A, RECIPE)
    assert len(likes) == 3
    assert {one.unit[:1] for one in likes} == {"n"}
    assert bench.index_views.rival(A, RECIPE) in bench.risk_index.computed(Level.DISTRICT, 2012, RECIPE).panel.units


def test_the_tree_reaches_from_the_city_to_base_areas(bench: Workbench) -> None:
    city = bench.index_views.drill("", 2012, RECIPE)
    assert city.whole.index == pytest.approx(100.0)
    below = bench.index_views.drill(city.parts[0].code, 2012, RECIPE)
    assert [one.level for one in below.parts] == [Level.DISTRICT] * 3
    assert bench.index_views.drill("n0d0", 2012, RECIPE).parts[0].level is Level.BASE_AREA
    counts = bench.index_views.counts("n0d0", bench.risk_index.dataset().indicators[0].code, 2012, RECIPE)
    assert counts.total.numerator == counts.whole.numerator
    assert bench.index_views.pockets(2012, RECIPE, 101.0)


def test_the_citys_index_on_a_fixed_base_is_its_own_development(bench: Workbench) -> None:
    recipe = RECIPE.with_changes(base_year=2011)
    assert bench.index_views.drill("", 2011, recipe).whole.index == pytest.approx(100.0)
    assert bench.index_views.drill("", 2012, recipe).whole.index != pytest.approx(100.0)


def test_a_place_that_is_not_there_is_told(bench: Workbench) -> None:
    with pytest.raises(NotFound):
        bench.index_views.pair(A, Place(Level.BOARD, "finns inte", 2012), RECIPE)
    with pytest.raises(NotFound):
        bench.index_views.drill("finns inte", 2012)
    with pytest.raises(NotFound):
        bench.index_views.counts("n0", "finns inte", 2012)
