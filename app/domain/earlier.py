"""Earlier cases and grants as the window, the rules and the services speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.domain import swedish
from app.domain.problems import Problem
from app.domain.similarity import Likeness
from app.domain.views import Changes, Difference, PlanDifference
from app.domain.vocabulary import RelationKind

MAX_NOTE = 2_000  # characters of what is written about a relation

FIRST_YEAR, LAST_YEAR = 2007, 2014  # of the earlier funds


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierMatter:
    """An earlier case of ours, or an earlier grant, as it is named in lists."""

    uid: UUID
    is_grant: bool
    number: str  # registry number, or our own case number; "" where the list has none
    title: str
    board: str  # Swedish name
    year: int | None
    amount: int | None  # granted, else applied for
    standing: str  # "Beslutad, Bifall", "Bidrag 2012"

    @property
    def name(self) -> str:
        """'2015-003 Läxhjälp i Tensta'."""
        return " ".join(part for part in (self.number, self.title) if part) or "Utan namn"


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledRelation:
    """How a case stands to an earlier one, as a person has filed it."""

    kind: RelationKind
    note: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EarlierHit:
    """One line of the tab: what it is, how alike and why, and what it has been filed as."""

    matter: EarlierMatter
    likeness: Likeness
    relation: FiledRelation | None = None

    @property
    def is_news(self) -> bool:
        """Alike, and nobody has said yet what it is."""
        return self.relation is None and self.likeness.resembles


@dataclass(frozen=True, slots=True)
class Pointer:
    """A later case that has been filed as standing in relation to this one."""

    uid: UUID
    name: str
    kind: RelationKind


@dataclass(frozen=True, slots=True)
class Nearest:
    """What stands nearest to a case, filed relations always among it, and how much was gone through."""

    hits: tuple[EarlierHit, ...]
    later: tuple[Pointer, ...] = ()
    cases: int = 0
    grants: int = 0

    @property
    def news(self) -> int:
        return sum(hit.is_news for hit in self.hits)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A case beside an earlier one, field by field, words compared; rows that are the same are there too."""

    matter: EarlierMatter
    rows: tuple[PlanDifference, ...]


# --- the list of 2007–2014 -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRow:
    """A line of the list, as it was read."""

    row: int
    year: int | None = None
    board: str | None = None  # organisation key where the name is known
    board_name: str = ""
    registry_number: str = ""
    title: str = ""
    purpose: str = ""
    districts: str = ""
    amount: int | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """The same grant in two lists: year, board and number, or name where it has no number."""
        named = swedish.match_key(self.registry_number) or swedish.match_key(self.title)
        return self.year, self.board or swedish.match_key(self.board_name), named


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantsPreview:
    """What a list of earlier grants holds, before anything is stored."""

    file_name: str
    sha256: str
    rows: tuple[GrantRow, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    new: int = 0
    changed: int = 0
    same_file: bool = False
    differences: tuple[Difference, ...] = ()
    existing: UUID | None = None  # the list is no record of its own

    @property
    def known(self) -> int:
        """Lines that the store holds already, just as they are."""
        return len(self.rows) - self.new - self.changed

    @property
    def can_store(self) -> bool:
        return not self.problems and bool(self.new or self.changed)

    @property
    def total(self) -> int:
        return sum(row.amount or 0 for row in self.rows)


@dataclass(frozen=True, slots=True)
class GrantsStored:
    added: int
    updated: int
    changes: Changes
