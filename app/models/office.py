"""What the office has set for itself in this store: word lists and saved views of the list."""

from __future__ import annotations

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Record


class OfficeSetting(Record, Base):
    """One setting by its key; the value is JSON."""

    __tablename__ = "office_setting"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]


class SavedView(Record, Base):
    """A named view of the list of applications: its query and its columns, as JSON."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    query: Mapped[str]
    columns: Mapped[str]
