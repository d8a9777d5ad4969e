"""The published example says what the programme says in words: C1–C5, C8, C10–C16 of the domain brief, section 7.3, one test each.

C6, C7, C9 and the indicator of C10 are about indicators: test_index_observations.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.programme import Programme
from app.domain.riskindex.series import Level, Measure, SeriesKind
from app.domain.vocabulary import Sphere
from app.exchange.programme_file import load_programme
from app.sample import index_values as sample

SIX = {"rinkeby-kista", "spanga-tensta", "skarholmen", "hasselby-vallingby", "enskede-arsta-vantor", "farsta"}
HEAVIEST = {"rinkeby-kista", "skarholmen", "spanga-tensta"}
CITY = "stockholm"
PROGRAMME = load_programme(Path(__file__).parents[2] / "resources" / "programme.toml")
OUTER = {one.key for one in PROGRAMME.district_boards if one.sphere in (Sphere.WEST, Sphere.SOUTH)}
BOARDS = {one.key for one in PROGRAMME.district_boards}


@pytest.fixture
def programme() -> Programme:
    return PROGRAMME


def district(measure: Measure) -> dict[str, float]:
    """District → value 2012, the city left out."""
    found = {v.unit: v.value for v in sample.values() if v.series == sample.DISTRICT_SERIES and v.measure is measure}
    del found[CITY]
    return found


def board(measure: Measure, year: int) -> dict[str, float]:
    found = {v.unit: v.value for v in sample.values() if v.series == sample.BOARD_SERIES and v.measure is measure and v.year == year}
    del found[CITY]
    return found


def city(measure: Measure, year: int, series: str = sample.BOARD_SERIES) -> float:
    return next(v.value for v in sample.values() if (v.series, v.unit, v.measure, v.year) == (series, CITY, measure, year))


def top(values: dict[str, float], count: int) -> list[str]:
    return sorted(values, key=lambda unit: -values[unit])[:count]


def change(measure: Measure, units: set[str]) -> dict[str, float]:
    """Percentage change 2006–2012, negative for a fall."""
    first, last = board(measure, 2006), board(measure, 2012)
    return {unit: 100 * (last[unit] / first[unit] - 1) for unit in units}


def test_c1_the_city_is_100_in_district_series_and_in_the_base_year() -> None:
    for measure in Measure:
        assert city(measure, 2012, sample.DISTRICT_SERIES) == 100
        assert city(measure, 2006) == 100


def test_c2_tensta_is_about_180() -> None:
    assert 175 <= district(Measure.TOTAL)["tensta"] <= 185


def test_c3_exactly_the_listed_districts_of_the_six_lie_above_100(programme: Programme) -> None:
    total = district(Measure.TOTAL)
    above = {unit for unit, value in total.items() if value > 100 and programme.district_by_key[unit].board in SIX}
    assert above == {one.key for one in programme.districts if one.index_above_average}
    assert len(above) == 22


def test_c4_social_is_highest_in_rinkeby_then_tensta_and_husby() -> None:
    social = district(Measure.SOCIAL)
    first, *next_two = top(social, 3)
    assert first == "rinkeby"
    assert set(next_two) == {"tensta", "husby"}
    assert all(social[unit] > 100 for unit in ("skarholmen", "ragsved", "hasselby-gard"))


def test_c5_health_top_five() -> None:
    five = top(district(Measure.HEALTH), 5)
    assert set(five[:2]) == {"farsta-strand", "hagsatra"}
    assert set(five[2:]) == {"hogdalen", "farsta", "ragsved"}


def test_c8_safety_top_four() -> None:
    four = top(district(Measure.SAFETY), 4)
    assert set(four[:2]) == {"farsta-strand", "tensta"}
    assert set(four[2:]) == {"rinkeby", "skarholmen"}


def test_c10_livelihood_is_highest_in_rinkeby_and_tensta() -> None:
    assert set(top(district(Measure.LIVELIHOOD), 2)) == {"rinkeby", "tensta"}


def test_c11_total_falls_everywhere_least_in_the_three_heaviest() -> None:
    changes = change(Measure.TOTAL, BOARDS)
    assert len(changes) == 14
    assert all(value < 0 for value in changes.values())
    assert set(top(board(Measure.TOTAL, 2012), 3)) == HEAVIEST
    assert set(top(changes, 3)) == HEAVIEST


def test_c12_social_rises_in_two_boards_and_falls_most_in_skarpnack() -> None:
    changes = change(Measure.SOCIAL, OUTER)
    assert {unit for unit, value in changes.items() if value > 0} == {"rinkeby-kista", "hasselby-vallingby"}
    assert all(value != 0 for value in changes.values())
    assert min(changes, key=lambda unit: changes[unit]) == "skarpnack"
    assert set(top(board(Measure.SOCIAL, 2012), 3)) == HEAVIEST


def test_c13_health_falls_to_2010_and_then_rises() -> None:
    by_year = {year: board(Measure.HEALTH, year) for year in range(2006, 2013)}
    for unit in OUTER:
        assert by_year[2010][unit] < by_year[2006][unit]
        assert by_year[2010][unit] < by_year[2011][unit] < by_year[2012][unit]
    assert set(top(by_year[2012], 2)) == {"enskede-arsta-vantor", "farsta"}


def test_c14_safety_falls_but_not_in_spanga_tensta() -> None:
    changes = change(Measure.SAFETY, BOARDS)
    assert {unit for unit, value in changes.items() if value >= 0} == {"spanga-tensta"}
    before, after = board(Measure.SAFETY, 2011), board(Measure.SAFETY, 2012)
    assert all(after[unit] < 0.93 * before[unit] for unit in BOARDS)
    outer = {unit: changes[unit] for unit in OUTER}
    assert set(sorted(outer, key=lambda unit: outer[unit])[:2]) == {"alvsjo", "skarholmen"}
    assert {unit for unit in OUTER if after[unit] > city(Measure.SAFETY, 2012)} == HEAVIEST


def test_c15_livelihood_falls_in_the_whole_outer_city() -> None:
    changes = change(Measure.LIVELIHOOD, OUTER)
    assert all(value < 0 for value in changes.values())
    assert min(changes, key=lambda unit: changes[unit]) == "skarpnack"
    first, last = board(Measure.LIVELIHOOD, 2006), board(Measure.LIVELIHOOD, 2012)
    city_change = city(Measure.LIVELIHOOD, 2012) - city(Measure.LIVELIHOOD, 2006)  # the base is 100: points are per cent
    assert last["rinkeby-kista"] - first["rinkeby-kista"] < city_change  # falls more in points
    assert changes["rinkeby-kista"] > city_change  # and less in per cent
    assert set(top(last, 3)) == HEAVIEST
    for unit in ("hasselby-vallingby", "skarholmen"):
        band = [board(Measure.LIVELIHOOD, year)[unit] for year in range(2008, 2013)]
        assert max(band) - min(band) < 0.05 * max(band)


def test_c16_highest_total_in_its_board(programme: Programme) -> None:
    total = district(Measure.TOTAL)
    for key in ("hasselby-gard", "ragsved", "farsta-strand"):
        neighbours = {one.key for one in programme.districts_of(programme.district_by_key[key].board)} & set(total)
        assert max(neighbours, key=lambda unit: total[unit]) == key


def test_both_series_are_published_and_marked_as_examples() -> None:
    assert all(one.kind is SeriesKind.PUBLISHED and one.illustrative for one in sample.series())
    assert {one.level for one in sample.series()} == {Level.DISTRICT, Level.BOARD}
    assert len({one.reference for one in sample.series()}) == 2


def test_every_unit_exists_in_the_programme(programme: Programme) -> None:
    for value in sample.values():
        known = programme.district_by_key if value.series == sample.DISTRICT_SERIES else programme.organisation_by_key
        assert value.unit == CITY or value.unit in known


def test_every_board_has_every_year_and_measure() -> None:
    for measure in Measure:
        for year in range(2006, 2013):
            assert set(board(measure, year)) == BOARDS


def test_outer_city_districts_beyond_the_six_are_there(programme: Programme) -> None:
    others = {unit for unit in district(Measure.TOTAL) if programme.district_by_key[unit].board not in SIX}
    assert "solberga" in others
    assert len({programme.district_by_key[unit].board for unit in others}) == 4
