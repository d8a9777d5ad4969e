"""Jäv: which of a person's standing ties touch the parties of a case, each told with its evidence (domain brief, section 5.4).

A match is a suggestion to look, never a finding: a person decides, with a reason, and the decision stands until the facts change.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from app.domain import swedish
from app.domain.drafts import PersonDraft, PersonTie
from app.domain.programme import Organisation, Programme
from app.domain.rules.evidence import FieldRef
from app.domain.scoring import PersonInfo
from app.domain.views import ApplicationRow, Unparsed
from app.domain.vocabulary import ConflictOutcome, OrganisationKind, TieKind

SHORTEST_NAME = 5  # letters of a name that is looked for inside a longer text
TOO_COMMON = frozenset(
    (
        "stockholms stad", "staden", "kommunen", "forening", "foreningen", "foreningar", "skola", "skolan", "skolor", "foretag",
        "foretaget", "boende", "organisation", "stadsdelsnamnd", "stadsdelsnamnden", "namnden", "bostadsbolag", "bostadsbolagen",
        "enheten", "avdelningen", "annan organisation", "annan organisation eller forening",
    )
)  # fmt: skip
_COMPANY_FORMS = re.compile(r"\b(?:ab|aktiebolag|aktiebolaget|hb|kb|publ)\b")
_LEADS: Mapping[TieKind | None, str] = {
    TieKind.EMPLOYMENT: "Anställd vid",
    TieKind.BOARD_SEAT: "Har uppdrag i",
    TieKind.COMPANY: "Har eget bolag eller egen förening:",
    TieKind.EARLIER_ROLE: "Har haft uppdrag i eller tagit ställning för",
    TieKind.CLOSE_PERSON: "Närstående har uppdrag i",
    None: "Har en bindning till",
}


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody with an interest in a case: a registered organisation, or one named in a text."""

    part: str  # "är sökande"
    key: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """What is known of one person's impartiality in one case."""

    person: PersonInfo
    evidence: tuple[str, ...] = ()
    outcome: ConflictOutcome | None = None
    reason: str = ""
    recorded_by: str = ""
    at: datetime | None = None
    is_stale: bool = False  # the ties or the case's parties are others than when it was tried
    is_assigned: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether nothing more has to be tried: jäv stands until it is taken back, "inget jäv" until the facts change."""
        return self.outcome is ConflictOutcome.DISQUALIFIED or (self.outcome is ConflictOutcome.CLEARED and not self.is_stale)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A line of the list of people."""

    info: PersonInfo
    ties: int
    assigned: int  # cases under way that the person is asked to assess
    disqualified: int  # cases in which jäv is declared

    @property
    def uid(self) -> UUID:
        return self.info.uid


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """One person with everything the page shows."""

    uid: UUID
    version: int
    draft: PersonDraft
    unparsed: Mapping[FieldRef, Unparsed] = field(default_factory=dict)
    assigned: tuple[ApplicationRow, ...] = ()
    disqualified: tuple[ApplicationRow, ...] = ()


# --- parties -------------------------------------------------------------------------------------


def parties(
    applicant: str | None,
    co_applicant: str | None,
    *,
    partners: Iterable[str] = (),
    co_funders: Iterable[str] = (),
    housing_companies: str = "",
    experts: Iterable[str] = (),
    receiver: str = "",
) -> tuple[Party, ...]:
    """Everybody with an interest in a case, in the order they are told."""
    found = [Party("är sökande", key=applicant or ""), Party("är medsökande", key=co_applicant or "")]
    found += [Party("är samverkanspart", text=one) for one in partners]
    found += [Party("är medfinansiär", text=one) for one in co_funders]
    found.append(Party("står under Bostadsbolagens medverkan", text=housing_companies))
    found += [Party("är hörd som sakkunnig", text=one) for one in experts]
    found.append(Party("tar över efter projektet", text=receiver))
    return tuple(one for one in found if one.key or one.text.strip())


# --- names ---------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def name_key(text: str) -> str:
    """Equal for names that differ in case, å ä ö, dashes, company form, or in calling a board by its office."""
    plain = _COMPANY_FORMS.sub(" ", re.sub(r"[^a-z0-9]+", " ", swedish.fold(text)))
    return " ".join(re.sub(r"forvaltning(?=en\b|ens\b|s\b|\b)", "namnd", plain).split())


def _holds(text: str, name: str) -> bool:
    """Whether one key stands as whole words in another, a genitive s allowed."""
    return (
        len(name) >= SHORTEST_NAME
        and name not in TOO_COMMON
        and re.search(rf"(?<![a-z0-9]){re.escape(name)}s?(?![a-z0-9])", text) is not None
    )


def _same_name(one: str, other: str) -> bool:
    return one not in TOO_COMMON and (_holds(one, other) or _holds(other, one) or (one == other and bool(one)))


def _is_placeholder(organisation: Organisation) -> bool:
    """”Annan organisation eller förening” says nothing of which one."""
    return organisation.kind is OrganisationKind.OTHER


@lru_cache(maxsize=1024)
def _named_in(organisations: tuple[Organisation, ...], text: str) -> frozenset[str]:
    """Keys of the registered organisations that a text names; a place name alone names a board only when nothing else stands there."""
    key = name_key(text)
    found = set()
    for one in organisations:
        if _is_placeholder(one):
            continue
        names = {name_key(name) for name in (one.name, one.short_name, *one.aliases)}
        whole = names if one.kind is not OrganisationKind.DISTRICT_BOARD else {name for name in names if "namnd" in name}
        if key in names or any(_holds(key, name) for name in whole):
            found.add(one.key)
    return frozenset(found)


# --- ties ----------------------------------------------------------------------------------------


def is_valid(tie: PersonTie, day: date) -> bool:
    """Whether a tie counts on a day: from its first day to its last; an earlier role is over by its nature and counts still."""
    has_begun = tie.since is None or tie.since <= day
    is_over = tie.until is not None and tie.until < day and tie.kind is not TieKind.EARLIER_ROLE
    return has_begun and not is_over


def _touches(tie: PersonTie, party: Party, programme: Programme) -> bool:
    held = programme.organisation_by_key.get(tie.organisation or "")
    key = held.key if held is not None and not _is_placeholder(held) else ""
    detail = name_key(tie.detail)
    if party.key:
        return bool(key == party.key or (detail and party.key in _named_in(programme.organisations, tie.detail)))
    named = _named_in(programme.organisations, party.text)
    if key and key in named:
        return True
    return bool(detail) and (bool(named & _named_in(programme.organisations, tie.detail)) or _same_name(name_key(party.text), detail))


def _period(tie: PersonTie) -> str:
    if tie.since is None:
        return f" till och med {tie.until.year}" if tie.until is not None else ""
    if tie.until is None:
        return f" sedan {tie.since.year}"
    return f" {tie.since.year}" if tie.since.year == tie.until.year else f" {tie.since.year}–{tie.until.year}"


def tie_text(tie: PersonTie, programme: Programme) -> str:
    """'Anställd vid Farsta stadsdelsförvaltning sedan 2013'."""
    held = programme.organisation_by_key.get(tie.organisation or "")
    name = held.name if held is not None and not _is_placeholder(held) else ""
    if held is not None and held.kind is OrganisationKind.DISTRICT_BOARD and tie.kind is TieKind.EMPLOYMENT:
        name = name.replace("stadsdelsnämnd", "stadsdelsförvaltning")
    detail = swedish.compact(tie.detail).rstrip(".")
    if name and detail and name_key(detail) != name_key(name):
        name = f"{name} ({detail})"
    return f"{_LEADS[tie.kind]} {name or detail or swedish.EMPTY}{_period(tie)}"


def _told(party: Party, programme: Programme) -> str:
    if party.key:
        return f"{programme.organisation_name(party.key)} {party.part}"
    text = swedish.compact(party.text).rstrip(".")
    return f"”{text if len(text) <= 80 else text[:79].rstrip() + '…'}” {party.part}"


def evidence(ties: Iterable[PersonTie], found: Sequence[Party], programme: Programme, day: date) -> tuple[str, ...]:
    """One sentence for each tie that touches a party on the day."""
    return tuple(dict.fromkeys(_sentences(ties, found, programme, day)))


def _sentences(ties: Iterable[PersonTie], found: Sequence[Party], programme: Programme, day: date) -> Iterator[str]:
    for tie in ties:
        if is_valid(tie, day):
            for party in found:
                if _touches(tie, party, programme):
                    yield f"{tie_text(tie, programme)}; {_told(party, programme)}."


def facts_hash(ties: Iterable[PersonTie], found: Sequence[Party], told: Sequence[str]) -> str:
    """Of the ties and the case's parties that a decision rests on; another hash asks for a new trial."""
    facts = {
        "ties": sorted(
            [
                tie.kind.value if tie.kind else "",
                tie.organisation or "",
                swedish.compact(tie.detail),
                str(tie.since or ""),
                str(tie.until or ""),
            ]
            for tie in ties
        ),
        "parties": sorted([one.part, one.key, swedish.compact(one.text)] for one in found),
        "evidence": sorted(told),
    }
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
