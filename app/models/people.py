"""People who take part in the work, their standing ties, and what was found of their impartiality case by case."""

from __future__ import annotations

import datetime
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import CheckKind, ConflictOutcome, PersonRole, TieKind
from app.models.base import Base, Record


class Person(Record, Base):
    """Somebody who assesses, checks or hears; `name` is what the log calls them."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(default="", unique=True)
    role: Mapped[PersonRole | None]
    unit: Mapped[str] = mapped_column(default="")
    is_active: Mapped[bool | None]


class PersonTie(Record, Base):
    """A standing tie: to a registered organisation, or to another described in words."""

    __tablename__ = "person_tie"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[TieKind | None]
    organisation: Mapped[str | None] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"))
    detail: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    until: Mapped[date | None]


class ConflictOfInterest(Record, Base):
    """Jäv declared, or tried and not found, for one person in one case; stands until the facts behind it change."""

    __tablename__ = "conflict_of_interest"
    __table_args__ = (UniqueConstraint("application_id", "person_id"), CheckConstraint("length(reason) > 0", name="reason_given"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[ConflictOutcome]
    reason: Mapped[str]
    facts_hash: Mapped[str]  # of the ties and the case's organisations it was decided on
    recorded_by: Mapped[str]
    at: Mapped[datetime.datetime]


class CheckSign(Record, Base):
    """One of the two keys: a person's signature under the content check or the arithmetic check."""

    __tablename__ = "check_sign"
    __table_args__ = (UniqueConstraint("application_id", "kind"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    kind: Mapped[CheckKind]
    person: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    input_hash: Mapped[str]  # of the values that were checked; another hash asks for a new signature
    at: Mapped[datetime.datetime]
