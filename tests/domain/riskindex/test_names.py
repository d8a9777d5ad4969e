"""A text in a file means a territory by its code, or by a name that only one has."""

from __future__ import annotations

from app.domain.riskindex.dataset import Territory
from app.domain.riskindex.names import Names
from app.domain.riskindex.series import Level

FARSTA = Territory(code="N1", name="Farsta", level=Level.BOARD)
DISTRICT = Territory(code="D1", name="Farsta", level=Level.DISTRICT, parent="N1", aliases=("Farsta strand",))
NAMES = Names([FARSTA, DISTRICT])


def test_codes_come_first_then_names_and_aliases_whatever_their_case() -> None:
    assert NAMES.find("D1") == ("D1",)
    assert NAMES.find("farsta  STRAND") == ("D1",)
    assert NAMES.find("Okänt") == ()


def test_a_name_of_two_is_both_unless_the_level_settles_it() -> None:
    assert NAMES.find("Farsta") == ("N1", "D1")
    assert NAMES.find("Farsta", above=Level.DISTRICT) == ("N1",)
    assert NAMES.told(("N1", "D1")) == "flera områden: Farsta (stadsdelsnämndsområde, kod N1) och Farsta (stadsdel, kod D1)"


def test_what_the_user_has_said_goes_before_all_else() -> None:
    assert Names([FARSTA, DISTRICT], {"Farsta": "D1"}).find("Farsta") == ("D1",)
