"""The decision ladder: the steps a case has taken, the meeting it goes to, and what was asked of the applicant."""

from __future__ import annotations

import datetime
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import ApplicationState, StepKind
from app.models.base import Base, Record


class CaseStep(Record, Base):
    """A step as it was taken: from where to where, which day, by whom, under which paragraph and with which extract."""

    __tablename__ = "case_step"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    kind: Mapped[StepKind]
    origin: Mapped[ApplicationState]
    target: Mapped[ApplicationState]
    day: Mapped[date]
    paragraph: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id", ondelete="SET NULL"), index=True)
    who: Mapped[str]
    at: Mapped[datetime.datetime]


class Meeting(Record, Base):
    """A meeting of the city-wide steering group."""

    __tablename__ = "meeting"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    day: Mapped[date | None]
    cutoff_day: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class MeetingCase(Base):
    """The meeting that a case is chosen for; at most one."""

    __tablename__ = "meeting_case"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)


class SupplementRequest(Record, Base):
    """A letter that asks the applicant for what is missing; `number` runs within the case."""

    __tablename__ = "supplement_request"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    introduction: Mapped[str] = mapped_column(default="")
    due_date: Mapped[date | None]
    sent_date: Mapped[date | None]
    reminded_date: Mapped[date | None]
    answered_date: Mapped[date | None]


class SupplementItem(Record, Base):
    """One thing asked for, why, and the rule that asks it, if any."""

    __tablename__ = "supplement_item"
    __table_args__ = (CheckConstraint("length(question) > 0", name="question_given"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("supplement_request.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    rule_id: Mapped[str | None] = mapped_column(ForeignKey("rule_info.id", ondelete="RESTRICT"))
    question: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
