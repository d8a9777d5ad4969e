"""What the list reads of the assessors' work: how many are asked, how many have answered, and the mean of their totals."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Float, and_, case, cast, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.vocabulary import AssessmentState, ConflictOutcome, ScoreKind
from app.models.application import Application
from app.models.assessment import Assessment, Assignment, RoundCase, Rubric, RubricCriterion, Score
from app.models.people import ConflictOfInterest
from app.services.assessment_rows import withheld_ids


def _disqualified(link: Any) -> ColumnElement[bool]:
    """Whoever has declared jäv in the case neither counts as asked nor as having answered."""
    return exists().where(
        ConflictOfInterest.application_id == link.application_id,
        ConflictOfInterest.person_id == link.person_id,
        ConflictOfInterest.outcome == ConflictOutcome.DISQUALIFIED,
    )


def _handed_in(link: Any) -> ColumnElement[bool]:
    return exists().where(
        Assessment.application_id == link.application_id,
        Assessment.person_id == link.person_id,
        Assessment.state == AssessmentState.SUBMITTED,
    )


def assigned() -> Any:
    """How many assessors without jäv the case has."""
    return (
        select(func.count()).select_from(Assignment)
        .where(Assignment.application_id == Application.id, ~_disqualified(Assignment)).scalar_subquery()
    )  # fmt: skip


def submitted() -> Any:
    """How many of them have handed in; a draft does not count."""
    return (
        select(func.count()).select_from(Assignment)
        .where(Assignment.application_id == Application.id, ~_disqualified(Assignment), _handed_in(Assignment)).scalar_subquery()
    )  # fmt: skip


def conflict_untried() -> ColumnElement[bool]:
    """Some assessor's jäv has neither been declared nor been tried."""
    tried = exists().where(
        ConflictOfInterest.application_id == Assignment.application_id, ConflictOfInterest.person_id == Assignment.person_id
    )
    return Application.id.in_(select(Assignment.application_id).where(~tried))


def assessment_short() -> ColumnElement[bool]:
    """Some assessor has not handed in, or the case is in a round and nobody has been asked."""
    waiting = select(Assignment.application_id).where(~_disqualified(Assignment), ~_handed_in(Assignment))
    asked = select(Assignment.application_id).where(~_disqualified(Assignment))
    in_round = select(RoundCase.application_id)
    return or_(Application.id.in_(waiting), and_(Application.id.in_(in_round), Application.id.not_in(asked)))


def _totals(ids: Collection[int] | None) -> Any:
    """Mean per case of the assessors' totals: each the weighted mean of the levels given (domain brief, section 9)."""
    newest, later = aliased(Rubric), aliased(Rubric)  # all totals follow the newest version of the criteria, as in the ranking
    is_newest = newest.number == select(func.max(later.number)).where(later.round_id == newest.round_id).scalar_subquery()
    weight = cast(RubricCriterion.weight, Float)
    counted = case((Score.kind == ScoreKind.SCORED, weight), else_=0.0)
    total = func.sum(counted * func.coalesce(Score.value, 0)) / func.nullif(func.sum(counted), 0.0)
    each = (
        select(Assessment.application_id.label("application_id"), total.label("total"))
        .join(Score, Score.assessment_id == Assessment.id)
        .join(Rubric, Rubric.id == Assessment.rubric_id)
        .join(newest, newest.round_id == Rubric.round_id)
        .join(RubricCriterion, and_(RubricCriterion.rubric_id == newest.id, RubricCriterion.key == Score.criterion))
        .where(Assessment.state == AssessmentState.SUBMITTED, RubricCriterion.is_used, is_newest, ~_disqualified(Assessment))
        .group_by(Assessment.id, Assessment.application_id)
    )
    if ids is not None:
        each = each.where(Assessment.application_id.in_(list(ids)))
    inner = each.subquery()
    mean = func.avg(inner.c.total).label("mean")
    return select(inner.c.application_id, mean).where(inner.c.total.is_not(None)).group_by(inner.c.application_id)


def means(session: Session, ids: Collection[int], who: str) -> Mapping[int, float]:
    """The mean score of certain cases, without those withheld from whoever reads."""
    found = _totals(ids).subquery()
    query = select(found.c.application_id, found.c.mean).where(found.c.application_id.not_in(withheld_ids(who)))
    return {one.application_id: one.mean for one in session.execute(query)}


def mean_of_case(who: str) -> Any:
    """The mean score as a value to sort by; nothing where it is withheld."""
    found = _totals(None).subquery()
    mean = select(found.c.mean).where(found.c.application_id == Application.id).scalar_subquery()
    return case((Application.id.in_(withheld_ids(who)), None), else_=mean)
