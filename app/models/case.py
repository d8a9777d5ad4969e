"""What belongs to a case beside the application itself: verdicts, judgements, documents, memo texts, digest."""

from __future__ import annotations

import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import AttachmentKind, RuleOutcome
from app.models.base import Base, Record

CHUNK_BYTES = 1024 * 1024


class RuleRun(Base):
    """A verdict that differed from the one before it; the current one is marked."""

    __tablename__ = "rule_run"
    __table_args__ = (
        Index(
            "uq_rule_run_current",
            "application_id",
            "rule_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        Index("ix_rule_run_outcome", "rule_id", "outcome", "is_current"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    rule_id: Mapped[str] = mapped_column(ForeignKey("rule_info.id", ondelete="RESTRICT"))
    rule_set_version: Mapped[str]
    outcome: Mapped[RuleOutcome]
    reason: Mapped[str]
    values_used: Mapped[str]  # JSON: [[label, text], …]
    fields: Mapped[str]  # JSON: [[key, row uid or null], …]
    input_hash: Mapped[str]
    judged_by: Mapped[str | None]
    judgement_reason: Mapped[str | None]
    at: Mapped[datetime.datetime]
    is_current: Mapped[bool]


class JudgementRecord(Record, Base):
    """A person's verdict on a rule that asks for one."""

    __tablename__ = "judgement"
    __table_args__ = (
        UniqueConstraint("application_id", "rule_id"),
        CheckConstraint("outcome IN ('pass', 'fail')", name="pass_or_fail"),
        CheckConstraint("length(reason) > 0", name="reason_given"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    rule_id: Mapped[str] = mapped_column(ForeignKey("rule_info.id", ondelete="RESTRICT"))
    outcome: Mapped[RuleOutcome]
    reason: Mapped[str]
    person: Mapped[str]
    at: Mapped[datetime.datetime]
    input_hash: Mapped[str]


class DepartureRecord(Record, Base):
    """A recorded departure from a hard rule, with its written reason."""

    __tablename__ = "departure"
    __table_args__ = (UniqueConstraint("application_id", "rule_id"), CheckConstraint("length(reason) > 0", name="reason_given"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    rule_id: Mapped[str] = mapped_column(ForeignKey("rule_info.id", ondelete="RESTRICT"))
    reason: Mapped[str]
    person: Mapped[str]
    at: Mapped[datetime.datetime]


class Attachment(Record, Base):
    """A document of the case; lists read this and never the content."""

    __tablename__ = "attachment"
    __table_args__ = (CheckConstraint("size >= 0", name="size_not_negative"), CheckConstraint("length(sha256) = 64", name="sha256_length"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    kind: Mapped[AttachmentKind]
    name: Mapped[str]
    date: Mapped[datetime.date]
    source: Mapped[str] = mapped_column(default="", server_default="")  # from whom it came, Swedish
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)


class AttachmentChunk(Base):
    """At most 1 MiB of an attachment's content."""

    __tablename__ = "attachment_chunk"
    __table_args__ = (CheckConstraint(f"length(content) <= {CHUNK_BYTES}", name="chunk_size"),)

    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class MemoPassage(Record, Base):
    """A passage of the memo: key, generated text, hash of its source, and what was written by hand."""

    __tablename__ = "memo_passage"
    __table_args__ = (UniqueConstraint("application_id", "key"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    key: Mapped[str]
    generated: Mapped[str]
    source_hash: Mapped[str]
    edited: Mapped[str | None]
    enabled: Mapped[bool]


class UnparsedInput(Base):
    """What a person typed that its field did not take; shown again with its problem until mended."""

    __tablename__ = "unparsed_input"

    record_uid: Mapped[UUID] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    row_uid: Mapped[str] = mapped_column(primary_key=True, default="")  # '' for a field outside tables
    text: Mapped[str]
    message: Mapped[str]


class CaseDigest(Base):
    """SHA-256 over the case's rows, written with each save."""

    __tablename__ = "case_digest"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str]
