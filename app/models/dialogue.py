"""Dialogues with residents: what came up, whom they reached, what was answered. No names of residents."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Record


class ResidentDialogue(Record, Base):
    __tablename__ = "resident_dialogue"
    __table_args__ = (
        Index(
            "uq_resident_dialogue_number", "number", unique=True, sqlite_where=text("number <> ''"), postgresql_where=text("number <> ''")
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    # boendedialog
    number: Mapped[str] = mapped_column(default="")
    board: Mapped[str | None] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"))
    area: Mapped[str] = mapped_column(default="")
    day: Mapped[date | None]
    form: Mapped[str] = mapped_column(default="")
    organisers: Mapped[str] = mapped_column(default="")
    reached: Mapped[str] = mapped_column(default="")
    main_points: Mapped[str] = mapped_column(default="")
    feedback: Mapped[str] = mapped_column(default="")
    feedback_date: Mapped[date | None]


class ResidentDialogueDistrict(Base):
    """A district the dialogue concerned."""

    __tablename__ = "resident_dialogue_district"

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("resident_dialogue.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(ForeignKey("district.key", ondelete="RESTRICT"), primary_key=True, index=True)
