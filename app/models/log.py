"""Who did what, when: appended in the same transaction as the change, never altered (triggers refuse it)."""

from __future__ import annotations

import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class StoreInfo(Base):
    """The one row that says which store this is."""

    __tablename__ = "store_info"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    store_id: Mapped[UUID]
    created_at: Mapped[datetime.datetime]
    min_app_version: Mapped[str]
    reference_day: Mapped[datetime.date | None]  # sample stores: the day that stands for today


class LogEntry(Base):
    """One change of one field, or one event. Ordered by store id and sequence, not by time."""

    __tablename__ = "log_entry"
    __table_args__ = (
        Index("uq_log_entry_order", "store_id", "sequence", unique=True),
        Index("ix_log_entry_record", "record_uid", "sequence"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    store_id: Mapped[UUID]
    sequence: Mapped[int]
    at: Mapped[datetime.datetime]
    who: Mapped[str]
    record_kind: Mapped[str]  # "application", "plan", "attachment", "store"
    record_uid: Mapped[UUID]  # the case's or plan's uid
    field: Mapped[str]  # catalogue key, or the event's name
    row_uid: Mapped[UUID | None]
    label: Mapped[str]  # Swedish, as shown
    before: Mapped[str]
    after: Mapped[str]


LOG_TRIGGERS = {
    "log_entry_no_update": (
        "CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    ),
    "log_entry_no_delete": (
        "CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    ),
}
