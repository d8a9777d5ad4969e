"""Grants of 2007-2014 read in from a list, and how applications stand to earlier cases and grants."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import RelationKind
from app.models.base import Base, Record


class EarlierGrant(Record, Base):
    """A line of the imported list of earlier grants."""

    __tablename__ = "earlier_grant"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    year: Mapped[int | None]
    board: Mapped[str | None] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"), index=True)
    board_name: Mapped[str] = mapped_column(default="")  # as the list has it
    registry_number: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    districts: Mapped[str] = mapped_column(default="")
    amount: Mapped[int | None]
    source_file: Mapped[str]
    source_row: Mapped[int]


class CaseRelation(Record, Base):
    """How a case stands to an earlier case of ours or to an earlier grant, with the reason."""

    __tablename__ = "case_relation"
    __table_args__ = (
        CheckConstraint("(other_id IS NULL) <> (grant_id IS NULL)", name="one_other"),
        CheckConstraint("other_id <> application_id", name="not_itself"),
        Index("uq_case_relation_other", "application_id", "other_id", unique=True,
              sqlite_where=text("other_id IS NOT NULL"), postgresql_where=text("other_id IS NOT NULL")),
        Index("uq_case_relation_grant", "application_id", "grant_id", unique=True,
              sqlite_where=text("grant_id IS NOT NULL"), postgresql_where=text("grant_id IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("earlier_grant.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RelationKind]
    note: Mapped[str] = mapped_column(default="")
    person: Mapped[str]
    at: Mapped[datetime.datetime]
