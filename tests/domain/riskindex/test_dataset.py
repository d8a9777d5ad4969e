"""The panel of a level: own values, else the parts added up; the city's rate over all units."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.domain.riskindex.compute import change, compute
from app.domain.riskindex.dataset import Dataset, YearTable
from app.domain.riskindex.recipe import Recipe, as_data, from_data
from app.domain.riskindex.series import Level, Observation
from tests.domain.riskindex.datasets import city, counted, dataset, panel_of
from tests.domain.riskindex.panels import indicators

PLAIN = Recipe(include_thin=True, least_population=0)
LEVELS = (Level.BASE_AREA, Level.DISTRICT, Level.BOARD)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_the_denominator_weighted_mean_is_100_for_every_indicator_at_every_level(level: Level, missing: float) -> None:
    found = compute(panel_of(counted(missing=missing), level, 2012), PLAIN)
    weights = np.where(np.isnan(found.values), 0.0, found.panel.denominator)
    mean = (weights * np.nan_to_num(found.values)).sum(axis=0) / weights.sum(axis=0)
    np.testing.assert_allclose(mean, 100.0, atol=1e-9)


def test_counts_are_added_level_by_level() -> None:
    data = counted()
    table = YearTable(data, 2012)
    base, district, board = (table.panel(level) for level in LEVELS)
    inside = [number for number, code in enumerate(base.units) if code.startswith("n1d2")]
    row = district.units.index("n1d2")
    np.testing.assert_array_equal(district.numerator[row], base.numerator[inside].sum(axis=0))
    np.testing.assert_array_equal(board.denominator.sum(axis=0), base.denominator.sum(axis=0))
    assert district.population.sum() == base.population.sum()


def _few(*observations: Observation) -> Dataset:
    people = {(one.code, 2012): 1_000 for one in city() if one.level is Level.BASE_AREA} | {("n0d0b0", 2012): 3_000}
    return dataset(city(), indicators()[:1], observations, people)


def _value(unit: str, level: Level, value: float, denominator: int | None = None) -> Observation:
    return Observation(indicator=indicators()[0].code, unit=unit, level=level, year=2012, value=value, denominator=denominator)


def test_an_own_value_goes_before_the_sum_of_the_parts() -> None:
    data = _few(_value("n0d0", Level.DISTRICT, 7.0), _value("n0d0b0", Level.BASE_AREA, 40.0))
    panel = panel_of(data, Level.DISTRICT, 2012)
    assert panel.x[panel.units.index("n0d0"), 0] == 7.0
    assert not panel.approximate.any()


def test_rates_are_weighted_by_denominator_else_by_inhabitants_and_marked() -> None:
    weighed = panel_of(
        _few(_value("n0d0b0", Level.BASE_AREA, 10.0, 100), _value("n0d0b1", Level.BASE_AREA, 20.0, 300)), Level.DISTRICT, 2012
    )
    assert weighed.x[0, 0] == 17.5
    assert not weighed.approximate[0, 0]
    peopled = panel_of(_few(_value("n0d0b0", Level.BASE_AREA, 10.0), _value("n0d0b1", Level.BASE_AREA, 20.0)), Level.DISTRICT, 2012)
    assert peopled.x[0, 0] == 12.5
    assert peopled.approximate[0, 0]
    assert np.isnan(peopled.x[1, 0])


def test_the_citys_own_row_counts_where_only_rates_are_known() -> None:
    rates = [_value("n0d0b0", Level.BASE_AREA, 10.0), _value("n0d0b1", Level.BASE_AREA, 30.0)]
    assert compute(panel_of(_few(*rates, _value("stad", Level.CITY, 25.0)), Level.BASE_AREA, 2012), PLAIN).reference[0] == 25.0
    data = _few(*rates)
    whole = compute(panel_of(data, Level.BASE_AREA, 2012), PLAIN)
    assert np.isnan(whole.reference[0])
    assert np.isnan(whole.index).all()


def test_units_that_lie_in_nothing_are_part_of_the_city() -> None:
    places = [one for one in city() if one.level is Level.DISTRICT]
    loose = tuple(type(one)(code=one.code, name=one.name, level=one.level) for one in places)
    code = indicators()[0].code
    seen = [Observation(indicator=code, unit=one.code, level=one.level, year=2012, numerator=10, denominator=100) for one in loose[:2]]
    seen.append(Observation(indicator=code, unit=loose[2].code, level=Level.DISTRICT, year=2012, numerator=70, denominator=100))
    panel = panel_of(dataset(loose, indicators()[:1], seen), Level.DISTRICT, 2012)
    assert panel.city_rate is not None
    assert panel.city_rate[0] == 30.0


def test_levels_with_values_are_those_at_and_above_the_lowest() -> None:
    assert counted().levels() == LEVELS
    assert _few(_value("n0d0", Level.DISTRICT, 7.0)).levels(2012) == (Level.DISTRICT, Level.BOARD)
    assert _few().levels() == ()
    mixed = replace(counted(years=(2006, 2008, 2012)), illustrative=True)
    assert mixed.years == (2012, 2008, 2006)
    assert (mixed.levels(2008), mixed.levels(2007)) == (LEVELS, ())
    assert _few(_value("stad", Level.CITY, 7.0)).levels() == ()


def test_the_levels_of_a_year_are_found_once() -> None:
    data = counted()
    assert data.levels(2012) is data.levels(2012)
    assert data.levels() is data.levels()


def test_a_recipe_is_kept_whole() -> None:
    recipe = Recipe(
        name="Eget", version=3, base_year=2006, cap=300.0, left_out=frozenset({"x"}), excluded={"n0": "hamn"}, include_thin=True
    )
    assert from_data(as_data(recipe), "Eget", 3) == recipe
    assert recipe.with_changes(cap=None).with_changes(include_thin=False).name == "Eget, ändrat"


def redefined(year: int) -> Dataset:
    """Five years of counts in which the first indicator has a new definition from a year."""
    data = counted(years=range(2006, 2011))
    first, *others = data.indicators
    return replace(data, indicators=(replace(first, redefined=year), *others))


def test_a_base_year_before_a_new_definition_gives_the_indicator_no_reference() -> None:
    data = redefined(2009)
    base, before, after = (panel_of(data, Level.BOARD, year) for year in (2006, 2008, 2009))
    assert not np.isnan(compute(before, PLAIN, base).values[:, 0]).any()
    found = compute(after, PLAIN, base)
    assert np.isnan(found.values[:, 0]).all()
    assert not np.isnan(found.values[:, 1]).any()
    assert not np.isnan(compute(after, PLAIN).values[:, 0]).any()  # the same year is its own base


def test_a_change_over_a_new_definition_leaves_the_indicator_out() -> None:
    data = redefined(2009)
    first, same, later = (compute(panel_of(data, Level.BOARD, year), PLAIN) for year in (2006, 2008, 2009))
    assert not np.isnan(change(first, same)[0]).any()
    own, city = change(first, later)
    assert np.isnan(own[:, 0]).all()
    assert np.isnan(city[:, 0]).all()
    assert not np.isnan(own[:, 1:]).any()
