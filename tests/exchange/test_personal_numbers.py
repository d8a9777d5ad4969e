"""Personal identity numbers are recognised; registry numbers, telephone numbers and dates are left alone."""

from __future__ import annotations

import pytest

from app.exchange.personal_numbers import holds_personal_number

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
