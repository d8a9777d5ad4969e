from __future__ import annotations

from datetime import date

import pytest

from app import paths
from app.domain import conflicts
from app.domain.drafts import PersonTie
from app.domain.programme import Programme
from app.domain.vocabulary import TieKind
from app.exchange.programme_file import load_programme

DAY = date(2016, 3, 14)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme(paths.resources_folder() / "programme.toml")


def tie(kind: TieKind | None = TieKind.EMPLOYMENT, organisation: str | None = None, detail: str = "", **days: date) -> PersonTie:
    return PersonTie(kind=kind, organisation=organisation, detail=detail, **days)


def told(programme: Programme, one: PersonTie, **more: object) -> tuple[str, ...]:
    found = conflicts.parties(more.pop("applicant", "farsta"), more.pop("co_applicant", None), **more)  # type: ignore[arg-type]
    return conflicts.evidence([one], found, programme, DAY)


def test_an_employment_at_the_applicants_office_is_told_with_its_year(programme: Programme) -> None:
    assert told(programme, tie(organisation="farsta", since=date(2013, 1, 1))) == (
        "Anställd vid Farsta stadsdelsförvaltning sedan 2013; Farsta stadsdelsnämnd är sökande.",
    )


def test_a_co_applicant_counts_as_the_applicant_does(programme: Programme) -> None:
    assert told(programme, tie(TieKind.BOARD_SEAT, "rinkeby-kista"), co_applicant="rinkeby-kista") == (
        "Har uppdrag i Rinkeby-Kista stadsdelsnämnd; Rinkeby-Kista stadsdelsnämnd är medsökande.",
    )


@pytest.mark.parametrize(
    ("detail", "party"),
    [
        ("Tensta Konsthall", "Tensta konsthall"),
        ("Ordförande i Föreningen Ängsblomman", "foreningen ÄNGSBLOMMAN"),
        ("Byggbolaget Ek AB", "AB Byggbolaget Ek"),
        ("Utbildningsförvaltningen", "Utbildningsnämnden"),
        ("Svenska Bostäder", "AB Svenska Bostäder, förvaltningsområde Järva"),
        ("A\u030angstro\u0308mska skolan", "Ångströmska skolan"),
    ],
)
def test_free_text_is_matched_by_folded_names(programme: Programme, detail: str, party: str) -> None:
    (sentence,) = told(programme, tie(TieKind.BOARD_SEAT, detail=detail), partners=[party])
    assert sentence.endswith("är samverkanspart.")


@pytest.mark.parametrize(
    ("detail", "party"),
    [
        ("Föreningen", "Föreningen Verdandi"),
        ("Skolan", "Skolan i Tensta"),
        ("Ek", "Eken"),
        ("Konsthallen", "Tensta konsthall"),
        ("", "Tensta konsthall"),
        ("Tensta konsthall", "Tensta konsthallsvänner"),
    ],
)
def test_common_words_and_parts_of_words_match_nobody(programme: Programme, detail: str, party: str) -> None:
    assert told(programme, tie(TieKind.BOARD_SEAT, detail=detail), partners=[party]) == ()


def test_the_placeholder_organisation_ties_nobody_together(programme: Programme) -> None:
    assert told(programme, tie(organisation="annan-organisation"), co_applicant="annan-organisation") == ()


def test_a_place_name_does_not_stand_for_its_board_inside_a_longer_text(programme: Programme) -> None:
    assert told(programme, tie(organisation="farsta"), applicant=None, partners=["Farsta centrum", "Farsta stadsdelsförvaltning"]) == (
        "Anställd vid Farsta stadsdelsförvaltning; ”Farsta stadsdelsförvaltning” är samverkanspart.",
    )


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"co_funders": ["Stockholmshem"]}, "är medfinansiär"),
        ({"housing_companies": "AB Stockholmshem lånar ut lokaler."}, "står under Bostadsbolagens medverkan"),
        ({"experts": ["Boendeutvecklare, Stockholmshem"]}, "är hörd som sakkunnig"),
        ({"receiver": "Stockholmshem, område Söder"}, "tar över efter projektet"),
    ],
)
def test_every_kind_of_party_is_looked_at(programme: Programme, more: dict[str, object], part: str) -> None:
    (sentence,) = told(programme, tie(TieKind.CLOSE_PERSON, "stockholmshem"), **more)
    assert sentence.startswith("Närstående har uppdrag i AB Stockholmshem;")
    assert part in sentence


@pytest.mark.parametrize(
    ("one", "counts"),
    [
        (tie(organisation="farsta", until=date(2016, 3, 13)), False),
        (tie(organisation="farsta", until=DAY), True),
        (tie(organisation="farsta", since=date(2016, 3, 15)), False),
        (tie(organisation="farsta", since=DAY), True),
        (tie(TieKind.EARLIER_ROLE, "farsta", since=date(2009, 1, 1), until=date(2012, 1, 1)), True),
    ],
)
def test_a_tie_counts_from_its_first_day_to_its_last_and_an_earlier_role_after_it(
    programme: Programme, one: PersonTie, counts: bool
) -> None:
    assert bool(told(programme, one)) is counts


def test_the_hash_follows_the_ties_and_the_parties_and_nothing_else(programme: Programme) -> None:
    ties = [tie(organisation="farsta"), tie(detail="Tensta konsthall")]
    parties = conflicts.parties("farsta", None, partners=["Polisen", "Kyrkan"])

    def made(some_ties: list[PersonTie], some_parties: tuple[conflicts.Party, ...]) -> str:
        return conflicts.facts_hash(some_ties, some_parties, conflicts.evidence(some_ties, some_parties, programme, DAY))

    before = made(ties, parties)
    assert made(ties[::-1], conflicts.parties("farsta", None, partners=["Kyrkan", "Polisen "])) == before
    assert made(ties[:1], parties) != before
    assert made(ties, conflicts.parties("farsta", None, partners=["Polisen"])) != before
