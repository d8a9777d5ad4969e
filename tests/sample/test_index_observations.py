"""What the example indicators give when they are computed: C1–C16 of the domain brief, section 7.3, and what each view needs to show."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from app.domain.riskindex.compute import AREAS, Computed, compute
from app.domain.riskindex.dataset import Dataset, YearTable
from app.domain.riskindex.findings import GuardKind
from app.domain.riskindex.guards import guards
from app.domain.riskindex.places import codes_of
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import IndicatorKind, Level, Measure
from app.domain.vocabulary import Sphere, SubIndex
from app.exchange.programme_file import load_programme
from app.sample import index_values as sample
from app.sample.index_tables import CITY, YEARS
from tests.domain.riskindex.datasets import dataset

PROGRAMME = load_programme(Path(__file__).parents[2] / "resources" / "programme.toml")
OUTER = {f"sdn-{one.key}" for one in PROGRAMME.district_boards if one.sphere in (Sphere.WEST, Sphere.SOUTH)}
SIX = {"rinkeby-kista", "spanga-tensta", "skarholmen", "hasselby-vallingby", "enskede-arsta-vantor", "farsta"}
HEAVIEST = {"sdn-rinkeby-kista", "sdn-skarholmen", "sdn-spanga-tensta"}
FIRST, LAST = YEARS[0], YEARS[-1]
FIXED = Recipe(base_year=FIRST)


@cache
def data() -> Dataset:
    return dataset(
        sample.territories(PROGRAMME), sample.indicators(), sample.observations(PROGRAMME), sample.population(PROGRAMME)
    )  # fmt: skip


@cache
def table(year: int) -> YearTable:
    return YearTable(data(), year)


@cache
def _computed(level: Level, year: int, base: int | None) -> Computed:
    return compute(table(year).panel(level), Recipe(base_year=base), table(base).panel(level) if base else None)


def index(
    level: Level, year: int = LAST, base: int | None = None, area: SubIndex | None = None, *, ranked: bool = True
) -> dict[str, float]:
    """Unit → index, of those that are ranked."""
    computed = _computed(level, year, base)
    values = computed.index if area is None else computed.areas[:, AREAS.index(area)]
    counted = computed.rank > 0 if ranked else ~np.isnan(values)
    return {unit: float(value) for unit, value, there in zip(computed.panel.units, values, counted, strict=True) if there}


def rates(code: str, level: Level = Level.DISTRICT) -> dict[str, float]:
    """Unit → the indicator's rate 2012, rolled up from base areas where those are."""
    panel = table(LAST).panel(level)
    column = [one.code for one in panel.indicators].index(code)
    small = panel.population < 1_000
    return {unit: float(x) for unit, x, few in zip(panel.units, panel.x[:, column], small, strict=True) if not np.isnan(x) and not few}


def top(values: dict[str, float], count: int) -> list[str]:
    return sorted(values, key=lambda unit: -values[unit])[:count]


def boards(year: int, area: SubIndex | None = None) -> dict[str, float]:
    return index(Level.BOARD, year, FIRST, area)


def change(units: set[str], area: SubIndex | None = None) -> dict[str, float]:
    """Percentage change 2006–2012 on the fixed base."""
    before, after = boards(FIRST, area), boards(LAST, area)
    return {unit: 100 * (after[unit] / before[unit] - 1) for unit in units}


# --- what the programme says in words ------------------------------------------------------------


@pytest.mark.parametrize("level", [Level.BASE_AREA, Level.DISTRICT, Level.BOARD])
def test_c1_the_city_is_100_in_the_mean_that_each_indicator_is_counted_by(level: Level) -> None:
    computed = _computed(Level.BOARD, LAST, None)
    under, values = computed.panel.denominator, computed.values
    counted = ~np.isnan(under).any(axis=0)
    assert counted.sum() == len(sample.indicators()) - 1, "all but the one given as values"
    assert np.allclose((under * values)[:, counted].sum(axis=0) / under[:, counted].sum(axis=0), 100)
    assert level in data().levels()


def test_c2_tensta_is_about_180() -> None:
    assert 175 <= index(Level.DISTRICT)["tensta"] <= 185
    assert top(index(Level.DISTRICT), 1) == ["tensta"]


def test_c3_exactly_the_listed_districts_of_the_six_lie_above_100() -> None:
    found = index(Level.DISTRICT)
    above = {unit for unit, value in found.items() if value > 100 and PROGRAMME.district_by_key[unit].board in SIX}
    assert above == {one.key for one in PROGRAMME.districts if one.index_above_average}


def test_c4_c5_c8_c10_the_highest_in_each_area() -> None:
    social = top(index(Level.DISTRICT, area=SubIndex.SOCIAL), 3)
    assert social[0] == "rinkeby"
    assert set(social[1:]) == {"tensta", "husby"}
    health = top(index(Level.DISTRICT, area=SubIndex.HEALTH), 5)
    assert set(health[:2]) == {"farsta-strand", "hagsatra"}
    assert set(health[2:]) == {"hogdalen", "farsta", "ragsved"}
    safety = top(index(Level.DISTRICT, area=SubIndex.SAFETY), 4)
    assert set(safety[:2]) == {"farsta-strand", "tensta"}
    assert set(safety[2:]) == {"rinkeby", "skarholmen"}
    assert set(top(index(Level.DISTRICT, area=SubIndex.LIVELIHOOD), 2)) == {"rinkeby", "tensta"}


def test_c6_sick_leave_is_highest_in_solberga_which_is_not_in_the_health_top_five() -> None:
    assert top(rates("sjuktal"), 1) == ["solberga"]
    assert "solberga" not in top(index(Level.DISTRICT, area=SubIndex.HEALTH), 5)
    published = {v.unit: v.value for v in sample.values() if v.series == sample.DISTRICT_SERIES and v.measure is Measure.HEALTH}
    assert "solberga" not in top(published, 5)


def test_c7_drug_offences_top_two() -> None:
    assert set(top(rates("narkotikabrott"), 2)) == {"hagsatra", "farsta-strand"}


def test_c9_vandalism_and_assault() -> None:
    assert top(rates("skadegorelse"), 1) == ["farsta-strand"]
    assert set(top(rates("misshandel"), 2)) == {"rinkeby", "hasselby-gard"}


def test_c10_economic_assistance_is_by_far_most_common_in_rinkeby_and_tensta() -> None:
    found = rates("ekonomiskt-bistand")
    first, second, third = top(found, 3)
    assert {first, second} == {"rinkeby", "tensta"}
    assert found[second] > 1.2 * found[third]


def test_c11_all_fourteen_boards_fall_on_the_fixed_base_and_not_against_the_city_of_the_same_year() -> None:
    changes = change({one.code for one in data().units(Level.BOARD)})
    assert len(changes) == 14
    assert max(changes.values()) < -1
    before, after = index(Level.BOARD, FIRST), index(Level.BOARD, LAST)
    risen = {unit for unit in before if after[unit] > before[unit]}
    assert risen > HEAVIEST
    assert len(risen) < 14
    assert set(top(boards(LAST), 3)) == HEAVIEST


def test_c11_holds_as_well_without_the_indicator_that_is_missing_some_years() -> None:
    recipe = replace(FIXED, left_out=frozenset({"personran"}))
    base = table(FIRST).panel(Level.BOARD)
    before, after = (compute(table(year).panel(Level.BOARD), recipe, base).index for year in (FIRST, LAST))
    assert (after < 0.99 * before).all()


def test_c12_social_rises_in_two_boards_and_falls_most_in_skarpnack() -> None:
    changes = change(OUTER, SubIndex.SOCIAL)
    assert {unit for unit, value in changes.items() if value > 0} == {"sdn-rinkeby-kista", "sdn-hasselby-vallingby"}
    assert min(changes, key=lambda unit: changes[unit]) == "sdn-skarpnack"
    assert set(top(boards(LAST, SubIndex.SOCIAL), 3)) == HEAVIEST


def test_c13_health_falls_to_2010_and_then_rises() -> None:
    by_year = {year: boards(year, SubIndex.HEALTH) for year in YEARS}
    for unit in OUTER:
        assert by_year[2010][unit] < by_year[FIRST][unit]
        assert by_year[2010][unit] < by_year[2011][unit] < by_year[LAST][unit]
    assert set(top(by_year[LAST], 2)) == {"sdn-enskede-arsta-vantor", "sdn-farsta"}


def test_c14_safety_falls_but_not_in_spanga_tensta() -> None:
    changes = change({one.code for one in data().units(Level.BOARD)}, SubIndex.SAFETY)
    assert {unit for unit, value in changes.items() if value >= 0} == {"sdn-spanga-tensta"}
    before, after = boards(2011, SubIndex.SAFETY), boards(LAST, SubIndex.SAFETY)
    assert all(after[unit] < 0.95 * before[unit] for unit in after)
    same_year = index(Level.BOARD, LAST, area=SubIndex.SAFETY)
    assert {unit for unit in OUTER if same_year[unit] > 100} == HEAVIEST


def test_c15_livelihood_falls_in_the_whole_outer_city() -> None:
    changes = change(OUTER, SubIndex.LIVELIHOOD)
    assert max(changes.values()) < 0
    assert min(changes, key=lambda unit: changes[unit]) == "sdn-skarpnack"
    assert set(top(boards(LAST, SubIndex.LIVELIHOOD), 3)) == HEAVIEST
    for unit in ("sdn-hasselby-vallingby", "sdn-skarholmen"):
        band = [boards(year, SubIndex.LIVELIHOOD)[unit] for year in range(2008, 2013)]
        assert max(band) - min(band) < 0.05 * max(band)


def test_c16_highest_total_in_its_board() -> None:
    found = index(Level.DISTRICT)
    for key in ("hasselby-gard", "ragsved", "farsta-strand"):
        neighbours = {one.key for one in PROGRAMME.districts_of(PROGRAMME.district_by_key[key].board)} & set(found)
        assert max(neighbours, key=lambda unit: found[unit]) == key


# --- what there must be to see -------------------------------------------------------------------


def test_every_year_has_an_index_on_three_levels() -> None:
    assert data().years == tuple(reversed(YEARS))
    assert data().levels() == (Level.BASE_AREA, Level.DISTRICT, Level.BOARD)
    for year in YEARS:
        assert len(index(Level.BOARD, year)) == 14
        assert len(index(Level.DISTRICT, year)) == 57
        assert len(index(Level.BASE_AREA, year)) > 100


def test_a_hidden_pocket_lies_in_a_district_below_the_city() -> None:
    bases, districts = index(Level.BASE_AREA), index(Level.DISTRICT)
    pockets = {unit for unit, value in bases.items() if value >= 150 and districts.get(data().by_code[unit].parent or "", 100) < 100}
    assert pockets == {"smedshagen"}


def test_the_places_that_the_source_names_within_a_district_are_base_areas_and_no_aliases() -> None:
    found = data().by_code
    assert (found["smedshagen"].level, found["smedshagen"].parent) == (Level.BASE_AREA, "hasselby-villastad")
    assert (found["hjulsta"].level, found["hjulsta"].parent) == (Level.BASE_AREA, "tensta")
    assert "Hjulsta" not in found["tensta"].aliases
    names = [name for one in found.values() if one.level is not Level.BOARD for name in (one.name, *one.aliases)]
    assert len(names) == len(set(names))


def test_units_with_few_inhabitants_have_an_index_and_no_rank() -> None:
    everybody, ranked = index(Level.DISTRICT, ranked=False), index(Level.DISTRICT)
    assert set(everybody) - set(ranked) == {"lunda", "farstanaset"}
    assert "hansta" not in everybody
    assert 5 <= len(index(Level.BASE_AREA, ranked=False)) - len(index(Level.BASE_AREA)) <= 25


def test_one_indicator_is_too_thin_for_districts_and_another_for_base_areas() -> None:
    codes = [one.code for one in sample.indicators()]
    thin = {level: {code for code, held in zip(codes, _computed(level, LAST, None).thin, strict=True) if held} for level in data().levels()}
    assert thin[Level.DISTRICT] == {"olaga-diskriminering"}
    assert thin[Level.BASE_AREA] == {"olaga-diskriminering", "personran"}


def test_the_thin_indicator_is_counted_somewhere_every_year() -> None:
    found = {one.year for one in sample.observations(PROGRAMME) if one.indicator == "olaga-diskriminering" and one.numerator}
    assert found == set(YEARS)


def test_an_indicator_is_missing_some_years_and_single_values_are_missing() -> None:
    column = [one.code for one in sample.indicators()].index("personran")
    assert {year for year in YEARS if np.isnan(table(year).panel(Level.BOARD).x[:, column]).all()} == {2007, 2008}
    seen = {(one.indicator, one.unit, one.year) for one in sample.observations(PROGRAMME)}
    assert ("sjuktal", "fagersjo", 2008) not in seen
    assert ("sjuktal", "fagersjo", 2009) in seen


def test_norrmalm_is_unsafe_by_those_who_visit() -> None:
    safety = index(Level.BOARD, area=SubIndex.SAFETY)
    assert top(safety, 1) == ["sdn-norrmalm"]
    assert index(Level.BOARD)["sdn-norrmalm"] < 105
    found = guards(_computed(Level.BOARD, LAST, None), Level.BOARD)
    assert [one.subject for one in found if one.kind is GuardKind.DENOMINATOR] == ["sdn-norrmalm"]


def test_burglary_goes_against_its_area() -> None:
    found = guards(_computed(Level.DISTRICT, LAST, None), Level.DISTRICT)
    assert [one.subject for one in found if one.kind is GuardKind.DIRECTION] == ["bostadsinbrott"]


# --- that it is sound ------------------------------------------------------------------------------


def test_observations_are_whole_possible_and_given_once() -> None:
    indicators, places = {one.code: one for one in sample.indicators()}, data().by_code
    found = sample.observations(PROGRAMME)
    assert len({(one.indicator, one.unit, one.year) for one in found}) == len(found)
    for one in found:
        assert (one.value is None) == (one.numerator is not None and one.denominator is not None)
        assert one.level is places[one.unit].level
        if one.numerator is not None:
            assert one.denominator is not None
            most = one.denominator if indicators[one.indicator].kind is IndicatorKind.PERCENTAGE else 10**9
            assert 0 <= one.numerator <= most
            assert one.denominator > 0


def test_only_what_cannot_be_counted_is_given_for_the_city_itself() -> None:
    assert {one.indicator for one in sample.observations(PROGRAMME) if one.unit == CITY} == {"sjuktal"}


def test_indicators_cover_every_area_both_directions_and_kinds() -> None:
    indicators = sample.indicators()
    assert {one.area for one in indicators} == set(SubIndex)
    assert {one.direction for one in indicators} == {1, -1}
    assert {one.kind for one in indicators} == set(IndicatorKind)
    assert len({one.code for one in indicators}) == len(indicators) == 14
    assert {one.code for one in indicators if one.sensitive} >= {"olaga-diskriminering", "ekonomiskt-bistand"}


def test_wholes_stand_before_their_parts_and_everybody_lives_somewhere() -> None:
    seen: set[str] = set()
    for one in sample.territories(PROGRAMME):
        assert one.parent is None or one.parent in seen
        seen.add(one.code)
    assert 860_000 < table(LAST).panel(Level.BOARD).population.sum() < 900_000


def test_every_board_and_district_of_the_programme_is_found() -> None:
    codes = codes_of(data(), PROGRAMME)
    assert {key for level, key in codes if level is Level.BOARD} == {one.key for one in PROGRAMME.district_boards}
    assert {key for level, key in codes if level is Level.DISTRICT} == set(PROGRAMME.district_by_key)


def test_it_is_the_same_every_time() -> None:
    assert sample.observations(PROGRAMME) == sample.observations(replace(PROGRAMME))
