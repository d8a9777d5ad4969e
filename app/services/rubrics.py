"""What rounds and assessments both read: a round, its criteria, the case and the person at the window."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.fields import MAX_LENGTH, Kind
from app.domain.scoring import Criterion, RoundInfo, RubricView
from app.errors import NotFound
from app.models.application import Application
from app.models.assessment import Assessment, RoundCase, Rubric, RubricCriterion, ScoringRound
from app.models.people import Person
from app.services.store import require
from app.services.visibility import visible_to

MAX_LONG_TEXT = MAX_LENGTH[Kind.LONG_TEXT]
MAX_TEXT = MAX_LENGTH[Kind.TEXT]


def case_name(case: Application) -> str:
    """The registry number, else our own case number."""
    return case.registry_number_city or case.case_number


def find_round(session: Session, uid: UUID) -> ScoringRound:
    found = session.scalars(select(ScoringRound).where(ScoringRound.uid == uid)).first()
    if found is None:
        raise NotFound("Omgången finns inte längre i filen.")
    return found


def round_of_case(session: Session, case: Application) -> ScoringRound | None:
    query = select(ScoringRound).join(RoundCase, RoundCase.round_id == ScoringRound.id).where(RoundCase.application_id == case.id)
    return session.scalars(query).first()


def round_info(session: Session, found: ScoringRound, who: str) -> RoundInfo:
    """The round as lists show it; only cases that this person may see are counted."""
    cases = select(func.count()).select_from(RoundCase).join(Application, Application.id == RoundCase.application_id)
    newest = newest_rubric(session, found)
    return RoundInfo(
        uid=found.uid,
        name=found.name,
        year=found.year,
        cases=session.scalar(cases.where(RoundCase.round_id == found.id, visible_to(who))) or 0,
        rubric_number=newest.number,
        is_frozen=newest.frozen_at is not None,
    )


def newest_rubric(session: Session, found: ScoringRound) -> Rubric:
    return session.scalars(select(Rubric).where(Rubric.round_id == found.id).order_by(Rubric.number.desc())).first() or _none(found.name)


def numbered_rubric(session: Session, found: ScoringRound, number: int) -> Rubric:
    query = select(Rubric).where(Rubric.round_id == found.id, Rubric.number == number)
    return session.scalars(query).first() or _none(f"{found.name}, version {number}")


def _none(name: str) -> Rubric:
    raise NotFound(f"Det finns inga bedömningsgrunder för {name}.")


def criterion_rows(session: Session, rubric: Rubric) -> list[RubricCriterion]:
    query = select(RubricCriterion).where(RubricCriterion.rubric_id == rubric.id).order_by(RubricCriterion.position, RubricCriterion.id)
    return list(session.scalars(query))


def criteria_of(session: Session, rubric: Rubric) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(
            key=one.key,
            title=one.title,
            guidance=one.guidance,
            weight=one.weight,
            levels=(one.level_0, one.level_1, one.level_2, one.level_3),
            is_used=one.is_used,
        )
        for one in criterion_rows(session, rubric)
    )


def rubric_view(session: Session, found: ScoringRound, rubric: Rubric, who: str) -> RubricView:
    is_newest = rubric.id == newest_rubric(session, found).id
    return RubricView(
        uid=rubric.uid,
        round=found.uid,
        round_name=found.name,
        number=rubric.number,
        note=rubric.note,
        is_frozen=rubric.frozen_at is not None,
        is_newest=is_newest,
        criteria=criteria_of(session, rubric),
        outdated=_outdated(session, found, rubric, who) if is_newest else (),
    )


def _outdated(session: Session, found: ScoringRound, rubric: Rubric, who: str) -> tuple[tuple[UUID, str, str], ...]:
    """Assessments given under a version before this one, in the cases that this person may see."""
    query = (
        select(Application, Person.name)
        .join(Assessment, Assessment.application_id == Application.id)
        .join(Person, Person.id == Assessment.person_id)
        .join(Rubric, Rubric.id == Assessment.rubric_id)
        .where(Rubric.round_id == found.id, Rubric.number < rubric.number, visible_to(who))
        .order_by(Application.case_number, Person.name)
    )
    return tuple((case.uid, case_name(case), name) for case, name in session.execute(query))


def short_text(text: str, label: str) -> str:
    """One line within the limit. Raises RuleViolation."""
    cleaned = swedish.compact(text)
    return _within(cleaned, label, MAX_TEXT)


def long_text(text: str, label: str) -> str:
    """Running text within the limit. Raises RuleViolation."""
    return _within(swedish.clean(text).strip(), label, MAX_LONG_TEXT)


def _within(text: str, label: str, limit: int) -> str:
    require(
        len(text) <= limit,
        f"{label} är {swedish.integer(len(text))} tecken. Högst {swedish.integer(limit)} ryms; korta texten.",
    )
    return text
