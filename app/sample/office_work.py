"""The sample's meetings, letters for supplements, signed checks, earlier grants and how cases stand to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.drafts import MeetingDraft
from app.domain.earlier import GrantRow
from app.domain.vocabulary import RelationKind
from app.sample.build import day
from app.sample.uids import uid

NEXT_MEETING = "Styrgruppens möte i april 2016"
GRANTS_FILE = "Exempelvärden, bidrag 2007–2014.xlsx"


@dataclass(frozen=True, slots=True)
class SampleMeeting:
    uid: UUID
    draft: MeetingDraft
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRequest:
    """A letter for a supplement: what is asked beyond the rules, when it was sent and reminded."""

    case_number: str
    uid: UUID
    due: date
    sent: date | None
    reminded: date | None = None
    answered: date | None = None
    own_question: str = ""
    own_only: bool = False  # nothing but the caseworker's own question


@dataclass(frozen=True, slots=True)
class SampleRelation:
    case_number: str
    kind: RelationKind
    note: str
    other: str = ""  # another case's number
    grant: str = ""  # an earlier grant's title


def meetings() -> tuple[SampleMeeting, ...]:
    def meeting(name: str, on: str, cutoff: str, *cases: str, note: str = "") -> SampleMeeting:
        return SampleMeeting(uid(f"meeting/{on}"), MeetingDraft(name=name, day=day(on), cutoff_day=day(cutoff), note=note), cases)

    return (
        meeting("Styrgruppens möte i januari 2016", "2016-01-26", "2016-01-12", "2015-018", "2015-019", "2015-020"),
        meeting(
            NEXT_MEETING, "2016-04-12", "2016-03-29", "2015-022", "2016-001", "2016-003", "2016-005", "2016-007", "2016-008",
            note="Vårens omgång. Sammanställning till ledamöterna en vecka före.",
        ),
        meeting("Styrgruppens möte i juni 2016", "2016-06-14", "2016-05-31", "2016-002", "2016-006"),
    )  # fmt: skip


def requests() -> tuple[SampleRequest, ...]:
    return (
        SampleRequest(
            case_number="2015-016", uid=uid("request/2015-016"), due=day("2016-02-12"), sent=day("2016-01-29"), reminded=day("2016-02-22"),
            own_question="Varför är Vällingby och Råcksta valda?",
        ),
        SampleRequest(case_number="2016-002", uid=uid("request/2016-002"), due=day("2016-03-17"), sent=day("2016-02-18")),
        SampleRequest(
            case_number="2016-008", uid=uid("request/2016-008"), due=day("2016-03-15"), sent=day("2016-03-01"), answered=day("2016-03-07"),
            own_question="Vilka gårdar börjar arbetet på?", own_only=True,
        ),
        SampleRequest(
            case_number="2016-007", uid=uid("request/2016-007"), due=day("2016-03-28"), sent=None,
            own_question="Vilka modersmål gäller insatsen första året?",
        ),
    )  # fmt: skip


def tabled() -> tuple[tuple[str, date, str, str], ...]:
    """Cases that the executive put off: number, day, paragraph, note."""
    return (("2015-019", day("2016-03-09"), "§ 14", "Bordlades till sammanträdet den 6 april."),)


def reworded() -> tuple[tuple[str, str, str], ...]:
    """Texts with more than one version: case, field, what stood there for a while."""
    return (("2016-003", "purpose", "Insatsen ska också nå unga i Kista."),)


def signed_by_both() -> tuple[str, ...]:
    """Cases whose content and figures have both been checked."""
    return ("2015-021", "2016-001")


def signed_content_only() -> tuple[str, ...]:
    return ("2016-003",)


def grants() -> tuple[GrantRow, ...]:
    lines = (
        (2008, "rinkeby-kista", "Rinkeby-Kista", "Rent och snyggt i Husby", "Gårdsvärdar för en ren utemiljö", "Husby", 2_500_000),
        (2009, "spanga-tensta", "Spånga-Tensta", "Gårdsråd i Tensta", "Boende och bolag sköter gårdarna tillsammans", "Tensta", 900_000),
        (2010, "skarholmen", "Skärholmen", "Hälsa på fler språk", "Hälsosamtal på modersmål", "Bredäng; Sätra", 1_200_000),
        (2010, "farsta", "Farsta", "Kvällar i Farsta Strand", "Öppen verksamhet för unga kvällstid", "Farsta Strand", 1_400_000),
        (2011, "enskede-arsta-vantor", "Enskede-Årsta-Vantör", "Rågsved läser högt", "Högläsning med föräldrar", "Rågsved", 600_000),
        (2011, "rinkeby-kista", "Rinkeby-Kista", "Unga vuxna till arbete", "Samlat stöd till unga", "Rinkeby; Husby", 3_000_000),
        (2012, "hasselby-vallingby", "Hässelby-Vällingby", "Ungdomscafé Blackeberg", "Mötesplats för unga", "Grimsta", 450_000),
        (2012, "hasselby-vallingby", "Hässelby-Vällingby", "Unga leder", "Ledarutbildning för unga", "Hässelby Gård", 1_100_000),
        (2013, "spanga-tensta", "Spånga-Tensta", "Läxhjälp med mentorer", "Läxhjälp på biblioteket", "Tensta", 800_000),
        (2013, "skarholmen", "Skärholmen", "Grannskap i Sätra", "Samarbete kring skolan", "Sätra", 750_000),
        (2014, "enskede-arsta-vantor", "Enskede-Årsta-Vantör", "Trygg skolväg", "Vandrande skolbussar", "Bandhagen", 300_000),
        (2014, "farsta", "Farsta", "Torgvärdar i Hökarängen", "Trygghetsvärdar vid torget", "Hökarängen", 500_000),
    )  # fmt: skip
    return tuple(
        GrantRow(row=number, year=year, board=board, board_name=name, title=title, purpose=purpose, districts=districts, amount=amount)
        for number, (year, board, name, title, purpose, districts, amount) in enumerate(lines, 2)
    )


def relations() -> tuple[SampleRelation, ...]:
    return (
        SampleRelation("2016-003", RelationKind.CONTINUATION, "Bygger vidare på stödet som prövades 2011.", grant="Unga vuxna till arbete"),
        SampleRelation(
            "2016-008", RelationKind.REAPPLICATION, "Gårdsråden lades ned 2011; nu med nytt upplägg.", grant="Gårdsråd i Tensta"
        ),
        SampleRelation("2016-007", RelationKind.CONTINUATION, "Samma upplägg i fler stadsdelar.", grant="Hälsa på fler språk"),
        SampleRelation("2016-005", RelationKind.UNRELATED, "Samma lokal men annan målgrupp.", grant="Ungdomscafé Blackeberg"),
    )
