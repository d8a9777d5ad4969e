"""Granted kronor per inhabitant beside the index: shared exactly, told in words, and never a verdict."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app import paths
from app.domain.riskindex.portfolio import NOT_A_RULE, Grant, portfolio, shares
from app.domain.riskindex.series import CAUTION, EXAMPLE_MARK, ChartText, Level
from app.exchange.programme_file import load_programme

PROGRAMME = load_programme(paths.resources_folder() / "programme.toml")
TEXT = ChartText("", "Publicerad serie · 2012", EXAMPLE_MARK)
UNITS = [
    ("tensta", "Tensta", 180.0),
    ("husby", "Husby", 150.0),
    ("kista", "Kista", 108.0),
    ("flysta", "Flysta", 79.0),
    ("lunda", "Lunda", None),
]
PEOPLE = {"tensta": 18_000, "husby": 12_000, "kista": 6_000, "flysta": 3_000}


def make(*grants: Grant):
    return portfolio(Level.DISTRICT, grants, UNITS, PEOPLE, PROGRAMME, TEXT)


def point(made, unit: str):
    return next(one for one in made.points if one.unit == unit)


def test_a_case_for_one_district_counts_there_whole_and_per_inhabitant() -> None:
    made = make(Grant("spanga-tensta", ("tensta",), 3_600_000))
    assert point(made, "tensta").granted == 3_600_000
    assert point(made, "tensta").per_inhabitant == 200.0
    assert made.text.title == "1 av de 3 stadsdelarna över staden har fått medel ur programmet"
    assert "Mest per invånare har Tensta fått: 200\u00a0kr per invånare, med index 180,0." in made.sentences
    assert "Högst index utan beviljade medel har Husby, 150,0." in made.sentences


def test_a_case_for_several_districts_is_shared_by_inhabitants_and_said_to_be_approximate() -> None:
    made = make(Grant("rinkeby-kista", ("husby", "kista"), 900_000))
    assert (point(made, "husby").granted, point(made, "kista").granted) == (600_000, 300_000)
    assert point(made, "husby").shared == 1
    assert any("ungefärliga" in one for one in made.sentences)


def test_a_case_without_districts_goes_to_all_the_boards_own() -> None:
    made = make(Grant("rinkeby-kista", (), 900_000))
    assert {one.unit for one in made.points if one.granted} == {"husby", "kista"}


def test_what_no_unit_can_take_is_told_and_not_lost() -> None:
    made = make(Grant("farsta", ("farsta",), 500_000), Grant("spanga-tensta", ("tensta",), 1_000))
    assert made.unplaced == 500_000
    assert sum(one.granted for one in made.points) + made.unplaced == 501_000
    assert made.sentences[-1].startswith("500\u00a0000\u00a0kr gäller områden")


def test_a_district_outside_the_series_takes_its_own_part_with_it() -> None:
    made = portfolio(
        Level.DISTRICT, [Grant(None, ("husby", "kista", "rinkeby"), 900_000)], UNITS, {**PEOPLE, "rinkeby": 18_000}, PROGRAMME, TEXT
    )
    assert (point(made, "husby").granted, point(made, "kista").granted, made.unplaced) == (300_000, 150_000, 450_000)
    assert point(made, "husby").shared == 1


def test_the_title_says_none_and_one_as_one_says_them() -> None:
    def title(level: Level, *above: float) -> str:
        units = [(f"u{number}", f"U{number}", index) for number, index in enumerate(above)]
        return portfolio(level, [], units, {}, PROGRAMME, TEXT).text.title

    assert title(Level.DISTRICT, 80.0) == "Ingen av stadsdelarna har ett index över staden"
    assert title(Level.BOARD, 80.0) == "Inget av nämndområdena har ett index över staden"
    assert title(Level.DISTRICT, 120.0) == "Den enda stadsdelen över staden har inte fått medel ur programmet"


def test_units_without_index_stand_last_in_the_table_and_not_in_the_chart() -> None:
    made = make()
    assert [one.unit for one in made.points] == ["tensta", "husby", "kista", "flysta", "lunda"]
    assert [one.unit for one in made.drawn] == ["tensta", "husby", "kista", "flysta"]


def test_a_series_whose_units_are_none_of_the_programmes_says_so() -> None:
    made = portfolio(Level.DISTRICT, [], [], PEOPLE, PROGRAMME, TEXT)
    assert made.text.title == "Inget av seriens områden känns igen som programmets"


def test_it_always_says_that_it_is_no_rule_and_what_the_values_are() -> None:
    text = make().text
    assert NOT_A_RULE in text.footer
    assert text.footer.endswith(CAUTION)
    assert text.mark == EXAMPLE_MARK


def test_boards_are_taken_by_who_applied() -> None:
    units = [("rinkeby-kista", "Rinkeby-Kista", 130.0)]
    made = portfolio(
        Level.BOARD, [Grant("rinkeby-kista", ("husby",), 7), Grant("farsta", (), 5)], units, {}, PROGRAMME, TEXT, "staden 2006"
    )
    assert (made.points[0].granted, made.unplaced) == (7, 5)
    assert made.drawn == ()
    assert made.text.title == "Det enda nämndområdet över staden 2006 har fått medel ur programmet"


@given(st.integers(0, 10**9), st.lists(st.integers(0, 50_000), min_size=1, max_size=6))
def test_shares_are_whole_kronor_that_add_up(amount: int, people: list[int]) -> None:
    places = [f"p{number}" for number in range(len(people))]
    found = shares(amount, places, dict(zip(places, people, strict=True)))
    assert sum(found.values()) == amount
    assert all(one >= 0 for one in found.values())
