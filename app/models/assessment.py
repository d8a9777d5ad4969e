"""Rounds, their criteria in versions, and what each assessor has given each case."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import AssessmentState, Confidence, ScoreKind
from app.models.base import Base, Record


class ScoringRound(Record, Base):
    """Applications that are assessed together and ranked against each other."""

    __tablename__ = "scoring_round"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]


class RoundCase(Base):
    """The round a case is assessed in; at most one."""

    __tablename__ = "round_case"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("scoring_round.id", ondelete="CASCADE"), index=True)


class Rubric(Record, Base):
    """One version of a round's criteria; frozen at the first score given under it."""

    __tablename__ = "rubric"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("scoring_round.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    note: Mapped[str] = mapped_column(default="")  # why this version was made
    frozen_at: Mapped[datetime.datetime | None]


class RubricCriterion(Record, Base):
    """A criterion with its weight and the written levels 0-3 (domain brief, section 9)."""

    __tablename__ = "rubric_criterion"
    __table_args__ = (UniqueConstraint("rubric_id", "key"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    rubric_id: Mapped[int] = mapped_column(ForeignKey("rubric.id", ondelete="CASCADE"), index=True)
    key: Mapped[str]  # "Q1"
    position: Mapped[int]
    title: Mapped[str]
    guidance: Mapped[str] = mapped_column(default="")
    weight: Mapped[Decimal]
    level_0: Mapped[str] = mapped_column(default="")
    level_1: Mapped[str] = mapped_column(default="")
    level_2: Mapped[str] = mapped_column(default="")
    level_3: Mapped[str] = mapped_column(default="")
    is_used: Mapped[bool]


class Assignment(Record, Base):
    """An assessor asked to assess a case."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("application_id", "person_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    assigned_by: Mapped[str]
    at: Mapped[datetime.datetime]


class Assessment(Record, Base):
    """One assessor's view of one case under one version of the criteria; a draft does not count."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("application_id", "person_id"),
        CheckConstraint("proposed_amount >= 0", name="proposed_amount_not_negative"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    rubric_id: Mapped[int] = mapped_column(ForeignKey("rubric.id", ondelete="RESTRICT"), index=True)
    state: Mapped[AssessmentState]
    confidence: Mapped[Confidence | None]
    proposed_amount: Mapped[int | None]
    comment: Mapped[str] = mapped_column(default="")
    submitted_at: Mapped[datetime.datetime | None]


class Score(Record, Base):
    """What an assessor gave one criterion: a level, an abstention, or not applicable, each with its reason."""

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("assessment_id", "criterion"),
        CheckConstraint("(kind = 'scored') = (value IS NOT NULL)", name="value_when_scored"),
        CheckConstraint("value BETWEEN 0 AND 3", name="value_range"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    criterion: Mapped[str]  # a criterion's key
    kind: Mapped[ScoreKind]
    value: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
