"""What the assessments of a case and the ranking of a round both read, and who may see whose scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import ranking
from app.domain.scoring import Criterion, ScoreEntry
from app.domain.vocabulary import ConflictOutcome, PersonRole, ScoreKind
from app.models.assessment import Assessment, Assignment, RoundCase, Score
from app.models.people import ConflictOfInterest, Person


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


def withheld_cases(session: Session, person: Person | None, round_id: int, cases: Iterable[int]) -> set[int]:
    """The cases of a round in which this person may not see the others' scores yet.

    An assessor waits for the own assessment to be handed in; whoever has the role of assessor but is not asked in a case
    waits for the own assessments in the round. Once handed in and seen, reopening does not hide again.
    """
    if person is None:
        return set()
    in_round = select(RoundCase.application_id).where(RoundCase.round_id == round_id)
    assigned = set(
        session.scalars(select(Assignment.application_id).where(Assignment.person_id == person.id, Assignment.application_id.in_(in_round)))
    )
    handed_in = set(
        session.scalars(
            select(Assessment.application_id).where(
                Assessment.person_id == person.id, Assessment.submitted_at.is_not(None), Assessment.application_id.in_(in_round)
            )
        )
    )
    jav = {case for case, own in disqualified(session, assigned) if own == person.id}
    is_done = bool(handed_in) and not (assigned - handed_in - jav)
    asked = person.role is PersonRole.ASSESSOR and not is_done
    return {case for case in cases if case not in handed_in and (case in assigned or asked)}
