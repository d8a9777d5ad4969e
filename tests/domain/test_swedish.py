"""Swedish formats, parsing, order and keys, in every form the domain brief names (section 11)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import swedish
from app.domain.swedish import ParseError
from tests.domain.builders import DISTRICTS_IN_ORDER

NARROW = "\u202f"
SPACES = st.sampled_from([" ", swedish.NBSP, NARROW])

# --- formats -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (swedish.integer(1_250_000), "1\u00a0250\u00a0000"),
        (swedish.integer(-1_250), "\u22121\u00a0250"),
        (swedish.integer(0), "0"),
        (swedish.decimal(2.5), "2,5"),
        (swedish.decimal(-0.8), "\u22120,8"),
        (swedish.decimal(-0.04), "0,0"),
        (swedish.decimal(Decimal("2.25")), "2,3"),
        (swedish.decimal(1234.5, 2), "1\u00a0234,50"),
        (swedish.number(Decimal("12.50")), "12,5"),
        (swedish.number(12), "12"),
        (swedish.number(Decimal("1E+3")), "1\u00a0000"),
        (swedish.number(Decimal("0.0001")), "0,0001"),
        (swedish.kronor(1_250_000), "1\u00a0250\u00a0000\u00a0kr"),
        (swedish.tkr(1_250_000), "1\u00a0250\u00a0tkr"),
        (swedish.mnkr(2_450_000), "2,5\u00a0mnkr"),
        (swedish.exact_amount(2_500_000), "2,5\u00a0mnkr"),
        (swedish.exact_amount(2_450_000), "2\u00a0450\u00a0000\u00a0kr"),
        (swedish.exact_amount(0), "0\u00a0kr"),
        (swedish.percent(30), "30\u00a0%"),
        (swedish.iso_date(date(2014, 6, 12)), "2014-06-12"),
        (swedish.iso_date(datetime(2014, 6, 12, 18, 0)), "2014-06-12"),
        (swedish.long_date(date(2014, 6, 12)), "12\u00a0juni 2014"),
        (swedish.time_of_day(datetime(2014, 6, 12, 18, 0)), "18.00"),
        (swedish.yes_no(True), "Ja"),
        (swedish.join([]), ""),
        (swedish.join(["a"]), "a"),
        (swedish.join(["a", "b", "c"]), "a, b och c"),
    ],
)
def test_values_are_shown_in_swedish(shown: str, expected: str) -> None:
    assert shown == expected


# --- parsing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1250000", 1_250_000),
        ("1 250 000", 1_250_000),
        ("1\u00a0250\u00a0000", 1_250_000),
        ("1\u202f250\u202f000 kr", 1_250_000),
        ("1 250 000 kr", 1_250_000),
        ("1 250 000 kr.", 1_250_000),
        ("1 250 000:-", 1_250_000),
        ("1 250 000 SEK", 1_250_000),
        ("1 250 tkr", 1_250_000),
        ("1,25 mnkr", 1_250_000),
        ("1,25mkr", 1_250_000),
        ("2,5 mnkr", 2_500_000),
        ("  12,00 kr ", 12),
        ("0", 0),
        ("\u2212500 kr", -500),
        ("-500", -500),
    ],
)
def test_amounts_are_read_in_every_accepted_form(text: str, amount: int) -> None:
    assert swedish.parse_kronor(text) == amount


@pytest.mark.parametrize("text", ["1.250", "1.250 kr", "1.250.000", "1,250,000", "12.500 tkr", "-1.250"])
def test_an_ambiguous_amount_is_asked_about_not_guessed(text: str) -> None:
    with pytest.raises(ParseError, match="kan läsas på två sätt"):
        swedish.parse_kronor(text)


@pytest.mark.parametrize(
    "text", ["", "kr", "tolv", "12 50", "1 2500", "1250,", ",5", "1,2,3", "1 250 000 kronor och 50 öre", "1e6", "٣", "--5", "12.5"]
)
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(ParseError, match="är inte ett belopp"):
        swedish.parse_kronor(text)


def test_parts_of_a_krona_and_unreasonable_amounts_are_refused() -> None:
    with pytest.raises(ParseError, match="inte hela kronor"):
        swedish.parse_kronor("12,50")
    with pytest.raises(ParseError, match="orimligt stort"):
        swedish.parse_kronor("9" * 14)


@pytest.mark.parametrize(("text", "number"), [("2,5", "2.5"), ("−0,8", "-0.8"), ("–0,8", "-0.8"), ("1 234,5", "1234.5"), ("007", "7")])
def test_numbers_have_a_decimal_comma_and_either_minus(text: str, number: str) -> None:
    assert swedish.parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.34, "12,3"),
        (0.087, "0,087"),
        (0.05, "0,050"),
        (0.996, "1,00"),
        (0.0, "0,0"),
        (-0.123, "−0,12"),
        (1.04, "1,0"),
    ],
)
def test_a_rate_has_two_digits_that_mean_something(value: float, text: str) -> None:
    assert swedish.rate(value) == text


@pytest.mark.parametrize("text", ["", "-", "ett", "1.5", "1.250", "1 23", "½"])
def test_what_is_not_a_number_is_refused(text: str) -> None:
    with pytest.raises(ParseError):
        swedish.parse_number(text)


@pytest.mark.parametrize(
    "text",
    ["2014-06-12", "20140612", "2014/06/12", "2014.06.12", "2014–06–12", "12 juni 2014", "den 12 juni 2014", "Den 12:e Juni 2014",
     "12\u00a0juni\u00a02014", "12 jun. 2014", "2014-06-12 00:00:00", " 2014-06-12 "],
)  # fmt: skip
def test_dates_are_read_in_every_accepted_form(text: str) -> None:
    assert swedish.parse_date(text) == date(2014, 6, 12)


@pytest.mark.parametrize(
    "text", ["12/6 2014", "12/06/2014", "06-12-2014", "14-06-12", "2014-6-12", "2014-06", "12 ju 2014", "12 ma 2014", "imorgon", ""]
)
def test_a_date_that_could_be_another_is_refused(text: str) -> None:
    with pytest.raises(ParseError, match="går att läsa säkert"):
        swedish.parse_date(text)


@pytest.mark.parametrize("text", ["2015-02-29", "2015-13-01", "31 april 2015", "0000-01-01"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ParseError, match="finns inte i kalendern"):
        swedish.parse_date(text)


@pytest.mark.parametrize(("text", "value"), [("Ja", True), ("ja ", True), ("J", True), ("x", True), ("NEJ", False), ("n", False)])
def test_yes_and_no_are_read(text: str, value: bool) -> None:
    assert swedish.parse_yes_no(text) is value


def test_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(ParseError, match="varken Ja eller Nej"):
        swedish.parse_yes_no("kanske")


@given(st.integers(-swedish.MAX_KRONOR, swedish.MAX_KRONOR), SPACES)
def test_amounts_survive_being_shown_and_read(amount: int, space: str) -> None:
    assert swedish.parse_kronor(swedish.kronor(amount).replace(swedish.NBSP, space)) == amount
    assert swedish.parse_number(swedish.integer(amount)) == amount


@given(st.integers(-9_999, 9_999))
def test_exact_amounts_survive_being_shown_and_read(hundred_thousands: int) -> None:
    assert swedish.parse_kronor(swedish.exact_amount(hundred_thousands * 100_000)) == hundred_thousands * 100_000


@given(st.decimals(-(10**9), 10**9, places=4))
def test_numbers_survive_being_shown_and_read(number: Decimal) -> None:
    assert swedish.parse_number(swedish.number(number)) == number


@given(st.dates())
def test_dates_survive_being_shown_and_read(day: date) -> None:
    assert swedish.parse_date(swedish.iso_date(day)) == day
    assert day.year < 1000 or swedish.parse_date(f"den {swedish.long_date(day)}") == day


_PARSERS = (swedish.parse_number, swedish.parse_kronor, swedish.parse_date, swedish.parse_yes_no)


@pytest.mark.parametrize("parse", _PARSERS)
@given(text=st.one_of(st.text(), st.text("0123456789 ,.-\n\u00a0krm", max_size=60)))
def test_no_text_makes_a_parser_fail_in_another_way(parse: Callable[[str], object], text: str) -> None:
    try:
        said = f"”{parse(text)}"
    except ParseError as refused:
        said = str(refused)
    assert said.startswith("”")


def test_a_refusal_quotes_no_more_than_a_line_of_what_was_typed() -> None:
    with pytest.raises(ParseError) as refused:
        swedish.parse_number("9" * 5000)
    assert len(str(refused.value)) < 150


@pytest.mark.parametrize("value", [1e300, -1e-300, 5e-324, 1.7976931348623157e308])
def test_any_finite_number_can_be_shown(value: float) -> None:
    assert swedish.number(value)
    assert swedish.decimal(value)


# --- order and keys ------------------------------------------------------------------------------


def test_the_districts_sort_in_swedish_order() -> None:
    backwards = DISTRICTS_IN_ORDER[::-1]
    assert sorted(backwards, key=swedish.sort_key) == list(DISTRICTS_IN_ORDER)
    assert sorted(backwards) != list(DISTRICTS_IN_ORDER)


def test_decomposed_letters_sort_as_whole_ones() -> None:
    apart = [unicodedata.normalize("NFD", name) for name in DISTRICTS_IN_ORDER]
    assert [swedish.clean(name) for name in sorted(apart, key=swedish.sort_key)] == list(DISTRICTS_IN_ORDER)


def test_w_follows_v_and_accents_sort_as_their_letter() -> None:
    words = ["Ida", "Idé", "Idéer", "vy", "Wallin", "über", "yta", "zon", "å", "ä", "ö"]
    backwards = words[::-1]
    assert sorted(backwards, key=swedish.sort_key) == words


def test_search_finds_letters_without_their_rings_and_dots() -> None:
    assert swedish.fold("Vårberg") == "varberg"
    assert swedish.fold("HÄSSELBY  Gård") == "hasselby gard"
    assert swedish.fold("Östberga Café") == "ostberga cafe"


@pytest.mark.parametrize("variant", ["Rinkeby – Kista", "rinkeby-kista", "Rinkeby — Kista:", "Rinkeby\u2011Kista", " RINKEBY - KISTA * "])
def test_names_match_whatever_dash_case_and_space(variant: str) -> None:
    assert swedish.match_key(variant) == swedish.match_key("Rinkeby-Kista")


def test_clean_keeps_text_and_drops_what_no_file_can_hold() -> None:
    assert swedish.clean("a\u030a\r\nb\x00\ud800\ufffe\ufdd0\tc") == "å\nb\tc"
    assert swedish.compact("  a \u00a0\n b ") == "a b"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert swedish.clean(swedish.clean(text)) == swedish.clean(text)
    assert swedish.compact(swedish.compact(text)) == swedish.compact(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Språkkafé på Östberga", "Sprakkafe_pa_Ostberga"),
        ("../../etc/passwd", "etc_passwd"),
        ("CON", "fil_CON"),
        ("com1.txt", "fil_com1.txt"),
        ("", "fil"),
        ("  ..  ", "fil"),
        ("a" * 200, "a" * 80),
    ],
)
def test_file_names_are_ascii_short_and_never_a_path(text: str, name: str) -> None:
    assert swedish.file_name(text) == name


@given(st.text())
def test_every_text_gives_a_safe_file_name(text: str) -> None:
    name = swedish.file_name(text)
    assert name.isascii()
    assert 0 < len(name) <= 84
    assert not set(name) & set('/\\:*?"<>|')
    assert not {name[0], name[-1]} & set(". ")


def test_text_that_steers_direction_is_kept_from_the_words_around_it() -> None:
    assert swedish.isolated("Läxhjälp") == "Läxhjälp"
    assert swedish.isolated("abc \u202egnp") == "\u2068abc \u202egnp\u2069"


def test_every_kind_of_line_end_is_one() -> None:
    assert swedish.clean("a\r\nb\rc\u2028d\u2029e\nf") == "a\nb\nc\nd\ne\nf"


def test_a_sign_stands_where_something_is_shown() -> None:
    shown = [swedish.signed(one) for one in (3.2, -3.2, 0.04, -0.04, 0.0, 0.05, 1234.5)]
    assert shown == ["+3,2", f"{swedish.MINUS}3,2", "0,0", "0,0", "0,0", "+0,1", f"+1{swedish.NBSP}234,5"]
    assert (swedish.signed(0.25, 2), swedish.signed(0.004, 2)) == ("+0,25", "0,00")
