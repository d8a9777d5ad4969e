"""The local action plan, its objectives and activities, as far as applications lean on them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import PlanState
from app.models.base import Base, Record


class LocalActionPlan(Record, Base):
    """One version of a district board's plan."""

    __tablename__ = "local_action_plan"
    __table_args__ = (UniqueConstraint("board", "plan_version"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    state: Mapped[PlanState]
    # planen
    board: Mapped[str | None] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"))
    plan_version: Mapped[int | None]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    # analys
    risk_analysis_date: Mapped[date | None]
    risk_analysis_year: Mapped[int | None]
    risk_analysis_text: Mapped[str] = mapped_column(default="")
    # mål och aktiviteter
    resources_for_targets: Mapped[str] = mapped_column(default="")
    police_agreement_ref: Mapped[str] = mapped_column(default="")
    crime_prevention_plan_ref: Mapped[str] = mapped_column(default="")
    # förankring och godkännande
    steering_group: Mapped[str] = mapped_column(default="")
    steering_date: Mapped[date | None]
    approved_date: Mapped[date | None]
    approval_paragraph: Mapped[str] = mapped_column(default="")
    approval_registry_number: Mapped[str] = mapped_column(default="")
    reported_date: Mapped[date | None]


class PlanRow(Record):
    """A line of one of a plan's tables."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("local_action_plan.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]


class PlanObjective(PlanRow, Base):
    """A result that the board aims at within the period."""

    __tablename__ = "plan_objective"

    number: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")


class PlanActivity(PlanRow, Base):
    """A planned action; applications are for one of these."""

    __tablename__ = "plan_activity"

    number: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")


class PlanActivityDistrict(Base):
    """A district the activity concerns."""

    __tablename__ = "plan_activity_district"

    plan_activity_id: Mapped[int] = mapped_column(ForeignKey("plan_activity.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(ForeignKey("district.key", ondelete="RESTRICT"), primary_key=True, index=True)


class PlanHousingCompany(Base):
    """A housing company with large holdings in the board's area."""

    __tablename__ = "plan_housing_company"

    plan_id: Mapped[int] = mapped_column(ForeignKey("local_action_plan.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"), primary_key=True)
