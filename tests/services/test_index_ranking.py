from __future__ import annotations

import pytest

from app.domain.riskindex.findings import GuardKind
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Bands, Level, Measure
from app.services.index_store import add_indicators, add_observations, add_population, add_territories, changed
from app.services.workbench import Workbench
from tests.domain.riskindex.datasets import city
from tests.domain.riskindex.panels import indicators


@pytest.fixture
def filled(bench: Workbench) -> Workbench:
    """A small city with counts for base areas in two years; one indicator has no values in the first."""
    from app.domain.riskindex.series import Observation

    seen = [
        Observation(
            indicator=one.code, unit=place.code, level=place.level, year=year,
            numerator=100 + 30 * ((row * (column + 1)) % 7), denominator=1_000,
        )
        for year in (2011, 2012)
        for row, place in enumerate(city(4, 3, 2))
        if place.level is Level.BASE_AREA
        for column, one in enumerate(indicators())
        if (year, column) != (2011, 3)
    ]  # fmt: skip
    people = {(place.code, year): 900 for place in city(4, 3, 2) if place.level is Level.BASE_AREA for year in (2011, 2012)}
    with bench.store.writing() as unit:
        add_territories(unit.session, city(4, 3, 2))
        add_population(unit.session, people)
        add_indicators(unit.session, indicators())
        add_observations(unit.session, seen, illustrative=True)
        changed(unit, "Provdata")
    return bench


def test_the_ranking_has_names_source_mark_and_the_offices_bands(filled: Workbench) -> None:
    filled.index_office.set_bands(Bands(160, 120, 90))
    shown = filled.index_ranking.ranking(Level.DISTRICT, 2012, Measure.TOTAL, Recipe())
    assert len(shown.bars) == 12
    assert all(bar.label.startswith("Stadsdel ") for bar in shown.bars)
    assert shown.subtitle.endswith("Provdata")
    assert shown.mark
    assert shown.bands == Bands(160, 120, 90)
    assert {bar.bands for bar in shown.bars} == {shown.bands}


def test_whiskers_are_the_same_each_time(filled: Workbench) -> None:
    first, second = (filled.index_ranking.whiskered(Level.DISTRICT, 2012, Measure.HEALTH, Recipe()) for _ in range(2))
    assert first == second
    assert all(bar.interval is not None for bar in first.bars)


def test_base_areas_below_the_size_are_hidden_until_the_recipe_says_otherwise(filled: Workbench) -> None:
    shown = filled.index_ranking.ranking(Level.BASE_AREA, 2012, Measure.TOTAL, Recipe())
    assert (len(shown.bars), len(shown.unranked)) == (0, 24)
    assert len(filled.index_ranking.ranking(Level.BASE_AREA, 2012, Measure.TOTAL, Recipe(least_population=500)).bars) == 24


def test_findings_follow_the_data_and_name_the_missing_year(filled: Workbench) -> None:
    found = filled.index_ranking.findings(Level.DISTRICT, 2012, Recipe())
    (years,) = [one for one in found if one.kind is GuardKind.YEARS]
    assert years.title == "Hälsa 1: saknas år 2011"
    assert filled.index_ranking.findings(Level.DISTRICT, 2012, Recipe()) is found
    key = filled.index_ranking.review_key(Level.DISTRICT, 2012, Recipe())
    with filled.store.writing() as unit:
        add_observations(unit.session, [], illustrative=True)
        changed(unit, "Inget nytt")
    assert filled.index_ranking.review_key(Level.DISTRICT, 2012, Recipe()) == key


def test_findings_follow_an_indicator_that_is_read_in_another_way_and_its_name(filled: Workbench) -> None:
    first = filled.index_ranking.findings(Level.DISTRICT, 2012, Recipe())
    key = filled.index_ranking.review_key(Level.DISTRICT, 2012, Recipe())
    filled.index_data.edit_indicator("HEALTH1", "name", "Ohälsa")
    (years,) = [one for one in filled.index_ranking.findings(Level.DISTRICT, 2012, Recipe()) if one.kind is GuardKind.YEARS]
    assert years.title == "Ohälsa: saknas år 2011"
    assert filled.index_ranking.review_key(Level.DISTRICT, 2012, Recipe()) == key  # a name is not looked at
    filled.index_data.edit_indicator("SOCIAL0", "direction", "Högre är bättre")
    assert filled.index_ranking.findings(Level.DISTRICT, 2012, Recipe()) != first
    assert filled.index_ranking.review_key(Level.DISTRICT, 2012, Recipe()) != key
