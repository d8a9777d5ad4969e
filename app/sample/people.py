"""The people of the sample, by function only, with their ties; and what was found of jäv."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.domain.drafts import PersonDraft, PersonTie
from app.domain.vocabulary import ConflictOutcome, PersonRole, TieKind
from app.sample.build import day
from app.sample.model import CASEWORKER
from app.sample.uids import keyed, uid

CONTROLLER = "Controller, stadsledningskontoret"
JARVA = "Bedömare socialförvaltningen"
SOUTH = "Bedömare utbildningsförvaltningen"
SAFETY = "Bedömare trygghet"
MONEY = "Bedömare ekonomi"
EVALUATION = "Bedömare utvärdering"
CHAIR = "Styrgruppens ordförande"


@dataclass(frozen=True, slots=True)
class SamplePerson:
    uid: UUID
    draft: PersonDraft


@dataclass(frozen=True, slots=True)
class SampleConflict:
    """What was found of one person's impartiality in one case."""

    case_number: str
    person: str
    outcome: ConflictOutcome
    reason: str


def person_uid(name: str) -> UUID:
    return uid(f"person/{name}")


def _person(name: str, role: PersonRole, unit: str, *ties: PersonTie) -> SamplePerson:
    return SamplePerson(person_uid(name), keyed(PersonDraft(name=name, role=role, unit=unit, is_active=True, ties=ties), f"person/{name}"))


def people() -> tuple[SamplePerson, ...]:
    office = "Stadsledningskontoret, utvecklingsavdelningen"
    return (
        _person(CASEWORKER, PersonRole.CASEWORKER, office),
        _person(CONTROLLER, PersonRole.CASEWORKER, "Stadsledningskontoret, finansavdelningen"),
        _person(
            JARVA,
            PersonRole.ASSESSOR,
            "Socialförvaltningen",
            PersonTie(
                kind=TieKind.EARLIER_ROLE,
                organisation="rinkeby-kista",
                detail="Enhetschef för ungdom till och med januari 2016",
                since=day("2011-08-15"),
                until=day("2016-01-31"),
            ),
        ),
        _person(
            SOUTH,
            PersonRole.ASSESSOR,
            "Utbildningsförvaltningen",
            PersonTie(kind=TieKind.CLOSE_PERSON, organisation="skarholmen", detail="Ledamot i nämnden", since=day("2015-01-01")),
        ),
        _person(
            SAFETY,
            PersonRole.ASSESSOR,
            office,
            PersonTie(kind=TieKind.BOARD_SEAT, organisation="stockholmshem", detail="Suppleant i styrelsen", since=day("2014-05-01")),
        ),
        _person(MONEY, PersonRole.ASSESSOR, "Stadsledningskontoret, finansavdelningen"),
        _person(EVALUATION, PersonRole.ASSESSOR, "Stadsledningskontoret, utredning och statistik"),
        _person(CHAIR, PersonRole.CHAIR, "Stadsledningskontoret"),
    )


def conflicts() -> tuple[SampleConflict, ...]:
    declared, cleared = ConflictOutcome.DISQUALIFIED, ConflictOutcome.CLEARED
    led = "Ledde den enhet som skulle driva insatsen till och med januari 2016."
    return (
        SampleConflict("2016-003", JARVA, declared, led),
        SampleConflict("2016-006", JARVA, declared, "Deltog i nämndens första samtal om kulturhuset."),
        SampleConflict("2016-001", SOUTH, declared, "En närstående är ledamot i den sökande nämnden."),
        SampleConflict("2016-007", SOUTH, declared, "En närstående är ledamot i den sökande nämnden."),
        SampleConflict("2015-022", SAFETY, declared, "Suppleant i styrelsen för ett bolag som medverkar i insatsen."),
        SampleConflict("2015-021", SOUTH, cleared, "Närståendes uppdrag gäller en annan nämnd som inte berörs av insatsen."),
        SampleConflict("2016-008", SAFETY, cleared, "Bolaget har inga bestånd i de stadsdelar som insatsen gäller."),
        SampleConflict("2016-008", JARVA, cleared, "Det tidigare uppdraget gällde en annan nämnd."),
    )
