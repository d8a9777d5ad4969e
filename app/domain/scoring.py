"""What assessors give applications and what follows: totals, ranking, spread, strictness (domain brief, section 9).

A total is the weighted mean of the levels 0-3 over the criteria that were scored; abstentions and "ej tillämpligt" leave
the criterion out and its weight with it. Nothing here decides: the numbers are a help for discussion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from app.domain.vocabulary import AssessmentState, Confidence, PersonRole, ScoreKind

LOWEST, HIGHEST = 0, 3
NO_DECISION = "Poängen är ett underlag för samtal, inte ett beslut."
ANCHORS = ("Saknas", "Nämns utan konkretion", "Konkret men med luckor", "Konkret, trovärdigt och kontrollerbart")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInfo:
    """A registered person, as lists show them."""

    uid: UUID
    name: str
    role: PersonRole | None
    unit: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A criterion of a round, with its written levels."""

    key: str  # "Q1"
    title: str
    guidance: str = ""
    weight: Decimal = Decimal(1)
    levels: tuple[str, str, str, str] = ("", "", "", "")
    is_used: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricView:
    """One version of a round's criteria."""

    uid: UUID
    round: UUID
    round_name: str
    number: int
    note: str
    is_frozen: bool
    is_newest: bool
    criteria: tuple[Criterion, ...]
    outdated: tuple[tuple[UUID, str, str], ...] = ()  # case, its name, assessor: given under an earlier version


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundInfo:
    uid: UUID
    name: str
    year: int
    cases: int
    rubric_number: int
    is_frozen: bool

    @property
    def title(self) -> str:
        """The name, and the year where the name does not say it."""
        return self.name if str(self.year) in self.name else f"{self.name} ({self.year})"


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """What one assessor gave one criterion; `value` only when scored."""

    criterion: str
    kind: ScoreKind
    value: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAssessment:
    """A colleague's assessment; `total` and `entries` are withheld until one's own is in."""

    person: UUID
    person_name: str
    state: AssessmentState | None  # None: assigned, not begun
    total: float | None = None
    entries: tuple[ScoreEntry, ...] = ()
    confidence: Confidence | None = None
    proposed_amount: int | None = None
    comment: str = ""
    submitted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentSheet:
    """One case as the person at the window may assess it."""

    case: UUID
    round: RoundInfo | None  # None: the case is in no round
    rubric: RubricView | None
    person: PersonInfo | None  # None: whoever sits at the window is not a registered person
    is_assigned: bool = False
    state: AssessmentState | None = None
    entries: Mapping[str, ScoreEntry] = field(default_factory=dict)  # by criterion key
    confidence: Confidence | None = None
    proposed_amount: int | None = None
    comment: str = ""
    total: float | None = None
    lacks: tuple[str, ...] = ()  # what remains before it can be handed in, Swedish
    needs_another_look: bool = False  # the criteria have changed since
    locked: str = ""  # why nothing can be written, Swedish; empty when it can
    others: tuple[OtherAssessment, ...] = ()
    is_hidden: bool = False  # the others' scores are withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessorMark:
    """One assessor's total for one case and the place it gives the case in that assessor's own order."""

    person: UUID
    person_name: str
    total: float
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedCase:
    """A case in a round's ranking; raw figures are never overwritten by adjusted ones."""

    case: UUID
    name: str
    title: str
    board_name: str
    amount_applied: int | None
    mean: float | None  # of the assessors' totals
    median: float | None
    spread: float | None  # highest minus lowest total; None with fewer than two
    rank: int | None  # equal means share a rank; None: no submitted assessment
    is_tied: bool
    adjusted: float | None  # mean after each assessor's strictness is taken out
    adjusted_rank: int | None
    number: int  # submitted assessments behind the mean
    expected: int  # assigned assessors without jäv
    marks: tuple[AssessorMark, ...]
    missing: tuple[str, ...]  # assessors whose assessment is not in
    by_criterion: Mapping[str, float | None] = field(default_factory=dict)
    proposed_amounts: tuple[int, ...] = ()
    is_adjusted_tied: bool = False
    without_total: tuple[str, ...] = ()  # assessors who handed in but scored nothing: abstained throughout
    outdated: tuple[str, ...] = ()  # assessors whose assessment was given under an earlier version of the criteria
    is_withheld: bool = False  # no figures: the reader is to assess the case and has not handed in


@dataclass(frozen=True, slots=True, kw_only=True)
class Strictness:
    """How much higher or lower an assessor scores than colleagues on the same cases, and on how many cases that rests."""

    person: UUID
    person_name: str
    offset: float  # below zero: stricter than the others
    cases: int
    group: int = 1  # offsets compare only within a group of assessors joined by common cases


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRanking:
    round: RoundInfo
    criteria: tuple[Criterion, ...]  # with the weights that were used
    rows: tuple[RankedCase, ...]  # by rank, then title; cases without assessments last
    strictness: tuple[Strictness, ...]
    is_trial: bool = False  # weights other than the round's own
    hidden: int = 0  # cases left out because the reader has declared jäv
    withheld: int = 0  # cases without figures until the reader's own assessment is in
    groups: int = 1  # more than one: some assessors share no chain of cases, their strictness cannot be compared


def lacks(criteria: tuple[Criterion, ...], entries: Mapping[str, ScoreEntry], confidence: Confidence | None) -> tuple[str, ...]:
    """What remains before an assessment can be handed in: an answer and a reason for every criterion in use, and the confidence."""
    found = []
    for one in criteria:
        entry = entries.get(one.key)
        if not one.is_used:
            continue
        if entry is None:
            found.append(f"{one.key} {one.title}: inte bedömt.")
        elif not entry.reason:
            found.append(f"{one.key} {one.title}: motivering saknas.")
    if confidence is None:
        found.append("Ange hur säker bedömningen är.")
    return tuple(found)
