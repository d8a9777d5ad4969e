"""Personal identity numbers and lists of names are recognised; other numbers, functions and places are left alone."""

from __future__ import annotations

import pytest

from app.domain.personal_data import NAME_LIST, PERSONAL_NUMBER, holds_personal_number, lists_names, warnings

PERSONAL = ["19800101-1234", "född 20101231-0000.", "19121212+1212", "191212121212", "121212-1212", "19800161-1234", "(19121212 1212)"]
OTHER = [
    "",
    "2015-017",
    "08-508 00 00",
    "2014-06-12",
    "212000-0142",
    "198001011234",  # no hyphen, and the check digit does not agree
    "121212-1213",
    "KS 123-1234/2015",
    "20150101–20201231",
    "1 250 000",
    "19801301-1234",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_a_personal_number_is_recognised(text: str) -> None:
    assert holds_personal_number(text)


@pytest.mark.parametrize("text", OTHER)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not holds_personal_number(text)


# Invented names: a given name and a surname each.
NAMES = [
    "Deltagare: Anna Exempelsson, Bo Påhittsson, Cecilia Testberg.",
    "Anna Exempelsson\nBo Påhittsson\nCecilia Testberg",
    "1. Anna Exempelsson\n2. Bo Påhittsson\n3. Cecilia Testberg",
    "På mötet var Vårbergs boende med.\n- Anna Exempelsson\n- Bo von Påhitt\n- Anna-Lena Test-Berg\n",
    "Tack till Anna; Bo Påhittsson, Cecilia Testberg och Åke Örnexempel.",
    "Anna Norby, Bo Bergstrand, Cecilia Lindgård",
]
NO_NAMES = [
    "",
    "Anna Exempelsson, Bo Påhittsson",  # two may be contacts in their work
    "Anna Exempelsson, stadsdelsdirektör, Bo Påhittsson, rektor, Cecilia Testberg, kommunpolis",
    "Hässelby Gård, Hässelby Strand, Stora Mossen",
    "Svenska Bostäder, Hyresgästföreningen Tensta, Rädda Barnen, Röda Korset",
    "Stadsdelsdirektören, avdelningschefer, bitr. områdeschef Svenska Bostäder, kommunpolis, rektor.",
    "Unga mellan 16 och 24 år, föräldrar till yngre barn, äldre i Vårberg",
    "SOCIALA RISKER, TRYGGA GÅRDAR, ÖPPNA LOKALER",
    "Fler bänkar, bättre belysning, renare trapphus",
]


@pytest.mark.parametrize("text", NAMES)
def test_a_list_of_names_is_recognised(text: str) -> None:
    assert lists_names(text)


@pytest.mark.parametrize("text", NO_NAMES)
def test_functions_organisations_and_places_are_left_alone(text: str) -> None:
    assert not lists_names(text)


def test_warnings_say_what_to_do_and_repeat_nothing() -> None:
    assert warnings("Fler bänkar vid torget.") == ()
    assert warnings("Anna Exempelsson, Bo Påhittsson, Cecilia Testberg, 19800101-1234") == (PERSONAL_NUMBER, NAME_LIST)
