"""What the assessments of a case and the ranking of a round both read, and who may see whose scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from sqlalchemy import or_, select, union
from sqlalchemy.orm import Session

from app.domain import ranking
from app.domain.scoring import Criterion, ScoreEntry
from app.domain.vocabulary import ConflictOutcome, PersonRole, ScoreKind
from app.models.application import Application
from app.models.assessment import Assessment, Assignment, RoundCase, Score
from app.models.people import ConflictOfInterest, Person
from app.services.visibility import hidden_ids


def disqualified(session: Session, cases: Iterable[int]) -> set[tuple[int, int]]:
    """Case and person for every declared jäv."""
    query = select(ConflictOfInterest.application_id, ConflictOfInterest.person_id).where(
        ConflictOfInterest.application_id.in_(list(cases)), ConflictOfInterest.outcome == ConflictOutcome.DISQUALIFIED
    )
    return {(case, person) for case, person in session.execute(query)}


def entries_of(session: Session, assessments: Iterable[int]) -> dict[int, dict[str, ScoreEntry]]:
    """Assessment → criterion → what was given."""
    found: dict[int, dict[str, ScoreEntry]] = defaultdict(dict)
    for one in session.scalars(select(Score).where(Score.assessment_id.in_(list(assessments)))):
        found[one.assessment_id][one.criterion] = ScoreEntry(one.criterion, one.kind, one.value, one.reason)
    return found


def levels_of(session: Session, assessments: Iterable[int]) -> dict[int, dict[str, int]]:
    """Assessment → criterion → level, where one was given: what a ranking counts, without the reasons."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    query = select(Score.assessment_id, Score.criterion, Score.value).where(
        Score.assessment_id.in_(list(assessments)), Score.kind == ScoreKind.SCORED
    )
    for assessment, criterion, value in session.execute(query):
        if value is not None:
            found[assessment][criterion] = value
    return found


def weights_of(criteria: Iterable[Criterion]) -> dict[str, int]:
    """The weights of the criteria in use, as totals count them."""
    return ranking.whole_weights({one.key: one.weight for one in criteria if one.is_used})


def total_of(entries: Mapping[str, ScoreEntry], criteria: Iterable[Criterion]) -> Fraction | None:
    """The total under these criteria and their weights; None when nothing is scored."""
    levels = {key: one.value for key, one in entries.items() if one.kind is ScoreKind.SCORED and one.value is not None}
    return ranking.total(levels, weights_of(criteria))


def withheld_ids(who: str) -> Any:
    """Ids of the applications in which the person of this name may not see the others' scores yet.

    An assessor waits for the own assessment to be handed in; whoever has the role of assessor but is not asked in a case
    waits for all own assessments in the round. Once handed in and seen, reopening does not hide again.
    """
    me = select(Person.id).where(Person.name == who).scalar_subquery()
    is_assessor = select(Person.id).where(Person.name == who, Person.role == PersonRole.ASSESSOR)
    handed_in = select(Assessment.application_id).where(Assessment.person_id == me, Assessment.submitted_at.is_not(None))
    waiting = select(Assignment.application_id).where(
        Assignment.person_id == me, Assignment.application_id.not_in(handed_in), Assignment.application_id.not_in(hidden_ids(who))
    )
    begun, unfinished = (select(RoundCase.round_id).where(RoundCase.application_id.in_(cases)) for cases in (handed_in, waiting))
    not_asked = select(RoundCase.application_id).where(
        is_assessor.exists(),
        RoundCase.application_id.not_in(handed_in),
        or_(RoundCase.round_id.in_(unfinished), RoundCase.round_id.not_in(begun)),
    )
    return union(waiting, not_asked)


def withheld_cases(session: Session, who: str, cases: Iterable[int]) -> set[int]:
    """Those of the cases in which the others' scores are withheld from this person."""
    return set(session.scalars(select(Application.id).where(Application.id.in_(list(cases)), Application.id.in_(withheld_ids(who)))))
