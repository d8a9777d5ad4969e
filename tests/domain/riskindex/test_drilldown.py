"""City, board, district, base area: figures that add up, shares above a threshold, hidden pockets."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from app.domain.riskindex.compute import compute
from app.domain.riskindex.dataset import Dataset, Territory, YearTable
from app.domain.riskindex.drilldown import CountRow, Tree, differs
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level, Observation
from app.domain.riskindex.why import waterfall
from tests.domain.riskindex.datasets import city, counted, dataset
from tests.domain.riskindex.panels import indicators

RECIPE = Recipe(include_thin=True, least_population=0)


def tree(data: Dataset, threshold: float = 150.0, recipe: Recipe = RECIPE) -> Tree:
    table = YearTable(data, 2012)
    return Tree(data, table, {level: compute(table.panel(level), recipe) for level in (*data.levels(), Level.CITY)}, threshold)


def codes(data: Dataset) -> list[str]:
    return [one.code for one in data.territories if one.level is not Level.BASE_AREA]


def close(one: float | None, other: float | None) -> bool:
    return one == other if one is None or other is None else math.isclose(one, other, rel_tol=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_counts_and_inhabitants_add_up_at_every_level(seed: int) -> None:
    data = counted(seed=seed, missing=0.2)
    made = tree(data)
    for code in codes(data):
        drill = made.drill(code)
        assert close(drill.people, drill.whole.population)
        for one in data.indicators:
            found = made.counts(code, one.code)
            assert not differs(found.whole, found.total)
            assert close(found.total.numerator, math.fsum(row.numerator for row in found.rows if row.numerator is not None) or None)
            assert close(found.total.x, found.whole.x)
            assert not any("skiljer sig" in note for note in found.notes)


def test_an_own_value_that_differs_from_the_sum_is_told() -> None:
    data = counted()
    own = Observation(indicator=data.indicators[0].code, unit="n0", level=Level.BOARD, year=2012, value=99.0)
    held = [
        Observation(
            indicator=data.indicators[column].code, unit=data.territories[row].code, level=Level.BASE_AREA, year=2012,
            numerator=int(over), denominator=int(under),
        )
        for row, column, over, under in zip(data.unit, data.indicator, data.numerator, data.denominator, strict=True)
    ]  # fmt: skip
    made = tree(dataset(data.territories, data.indicators, [*held, own], data.population))
    found = made.counts("n0", data.indicators[0].code)
    assert found.whole.x == 99.0
    assert found.total.x != 99.0
    assert any("eget inläst värde, 99,0" in note for note in found.notes)
    assert not any("eget" in note for note in made.counts("n1", data.indicators[0].code).notes)


def test_rates_with_inhabitants_only_are_marked_approximate() -> None:
    places, listed = city(1, 1, 3), indicators()[:1]
    seen = [
        Observation(indicator=listed[0].code, unit=f"n0d0b{number}", level=Level.BASE_AREA, year=2012, value=10.0 * (number + 1))
        for number in range(3)
    ]
    people = {(f"n0d0b{number}", 2012): 100 * (number + 1) for number in range(3)}
    found = tree(dataset(places, listed, seen, people)).counts("n0d0", listed[0].code)
    assert found.total.x == pytest.approx((10 * 100 + 20 * 200 + 30 * 300) / 600)
    assert found.total.x == pytest.approx(found.whole.x)
    assert found.total.remark.startswith("ungefärligt")
    assert found.whole.remark.startswith("ungefärligt")
    assert found.total.numerator is None


def test_a_missing_value_is_told_and_left_out_of_the_sum() -> None:
    data = counted()
    gone = ~((data.unit == data.place["n0d0b1"]) & (data.indicator == 0))
    columns = {name: getattr(data, name)[gone] for name in ("unit", "indicator", "year", "value", "numerator", "denominator")}
    found = tree(replace(data, **columns)).counts("n0d0", data.indicators[0].code)
    assert any(note.startswith("Värde saknas för Bas 1") for note in found.notes)
    assert found.rows[-1].x is None
    assert not differs(found.whole, found.total)


def test_the_index_beside_the_parts_is_the_places_own_and_no_mean_of_them() -> None:
    data = counted()
    made = tree(data)
    drill = made.drill("n0")
    own = compute(YearTable(data, 2012).panel(Level.BOARD), RECIPE)
    assert drill.whole.index == own.index[0]
    assert drill.whole.index != pytest.approx(np.mean([one.index for one in drill.parts if one.index is not None]))
    assert [one.index for one in drill.parts] == sorted((one.index for one in drill.parts if one.index), reverse=True)
    assert [one.code for one in drill.path] == ["stad", "n0"]
    assert made.drill("").whole.index == pytest.approx(100.0)


@pytest.mark.parametrize("threshold", [90.0, 100.0, 110.0, 150.0])
def test_the_share_above_is_of_the_parts_inhabitants(threshold: float) -> None:
    data = counted(seed=2)
    made = tree(data, threshold)
    for code in codes(data):
        drill = made.drill(code)
        above = sum(one.population or 0 for one in drill.parts if (one.index or 0) >= threshold)
        assert drill.whole.share_above == pytest.approx(above / sum(one.population or 0 for one in drill.parts))


@pytest.mark.parametrize("threshold", [101.0, 110.0, 120.0])
def test_pockets_are_high_parts_of_wholes_below_100(threshold: float) -> None:
    data = counted(seed=7)
    made = tree(data, threshold)
    wanted = {
        (one.code, part.code)
        for one in data.territories
        if one.level in (Level.DISTRICT, Level.BOARD) and (made.index(one.code) or 100) < 100
        for part in data.children(one.code)
        if (made.index(part.code) or 0) >= threshold
    }
    found = made.pockets()
    assert {(one.whole.code, one.part.code) for one in found} == wanted
    assert wanted
    assert [one.part.index for one in found] == sorted((one.part.index or 0 for one in found), reverse=True)


def test_each_value_has_its_interval_and_the_same_shrunk_value_as_its_page_why() -> None:
    data = counted()
    made = tree(data)
    code = data.indicators[0].code
    found = made.counts("n0", code)
    computed = made.computed[Level.DISTRICT]
    for row in found.rows:
        why = waterfall(computed, row.code, row.name, Level.DISTRICT, 2012, illustrative=True)
        assert row.uncertain is not None
        assert row.uncertain == next(one.uncertain for one in why.rows if one.code == code)
    assert found.whole.uncertain is not None
    assert all(one.uncertain is None for one in tree(sensitive()).counts("n0d0", indicators()[0].code).rows if one.hidden)


def sensitive() -> Dataset:
    listed = tuple(replace(one, sensitive=number == 0) for number, one in enumerate(indicators()))
    seen = [
        Observation(indicator=one.code, unit=f"n0d0b{place}", level=Level.BASE_AREA, year=2012, numerator=count, denominator=2_000)
        for one in listed
        for place, count in enumerate((3, 57, 211, 412))
    ]
    return dataset(city(1, 1, 4), listed, seen)


def test_small_counts_are_not_shown_nor_what_they_follow_from() -> None:
    found = tree(sensitive()).counts("n0d0", indicators()[0].code)
    hidden = [one for one in found.rows if one.hidden]
    assert {one.code for one in hidden} == {"n0d0b0", "n0d0b1"}
    assert all((one.numerator, one.x, one.index) == (None, None, None) for one in hidden)
    assert found.total.numerator == 3 + 57 + 211 + 412
    assert any("Antal mellan 1 och 4" in note for note in found.notes)
    beside = tree(sensitive()).counts("n0d0", indicators()[1].code)  # alone in the area with the hidden one, which would follow
    assert {one.code for one in beside.rows if one.hidden} == {"n0d0b0", "n0d0b1"}
    assert all((one.numerator, one.x, one.index) == (None, None, None) for one in beside.rows if one.hidden)
    assert not any(one.hidden for one in tree(sensitive()).counts("n0d0", indicators()[2].code).rows)
    apart = tree(sensitive(), recipe=RECIPE.with_changes(left_out=frozenset({indicators()[0].code})))
    assert not any(one.hidden for one in apart.counts("n0d0", indicators()[1].code).rows)  # does not weigh in: nothing follows


def test_a_store_without_a_territory_for_the_city_begins_with_its_highest() -> None:
    data = counted()
    places = tuple(replace(one, parent=None) if one.level is Level.BOARD else one for one in data.territories if one.code != "stad")
    moved = replace(data, territories=places, unit=data.unit - 1)
    made = tree(moved)
    drill = made.drill("")
    assert drill.whole.name == "Hela staden"
    assert [one.level for one in drill.parts] == [Level.BOARD] * 3
    assert [one.code for one in made.drill("n0d1").path] == ["", "n0", "n0d1"]
    assert made.counts("", data.indicators[0].code).whole.x == pytest.approx(made.counts("", data.indicators[0].code).total.x)


def test_inhabitants_that_do_not_add_up_are_told() -> None:
    data = counted()
    people = {**data.population, ("n0d0", 2012): 17}
    drill = tree(replace(data, population=people)).drill("n0d0")
    assert drill.notes[0].startswith("Stadsdel 00 har 17 invånare enligt sin egen uppgift")


def test_indicators_that_weigh_at_one_level_only_are_named() -> None:
    data = counted()
    made = tree(data, recipe=Recipe(least_population=0))
    base = made.computed[Level.BASE_AREA]
    thin = np.array([True] + [False] * 7)
    other = Tree(data, made.table, {**made.computed, Level.BASE_AREA: replace(base, thin=thin)})
    assert any(note.endswith(f"{data.indicators[0].name}.") for note in other.drill("n0d0").notes)
    assert not any("ena nivån" in note for note in made.drill("n0d0").notes)


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(KeyError):
        tree(counted()).drill("finns inte")


def test_a_place_outside_the_others_is_a_part_of_the_city() -> None:
    data = counted()
    places = (*data.territories, Territory(code="ö", name="Ön", level=Level.DISTRICT))
    assert "ö" in {one.code for one in tree(replace(data, territories=places)).drill("").parts}


def test_rounding_does_not_count_as_a_difference() -> None:
    def row(x: float) -> CountRow:
        return CountRow(code="", name="", population=None, x=x, numerator=None, denominator=None, index=None)

    assert not differs(row(0.1 + 0.2), row(0.3))
    assert differs(row(0.31), row(0.3))
