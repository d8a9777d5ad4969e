"""The local action plan with its tables, the frozen index it rests on, and resident dialogues."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.riskindex.series import Level, Measure, SeriesKind
from app.domain.vocabulary import ActivityState, Financing, PlanState, SubIndex
from app.models.base import Base, Record


class LocalActionPlan(Record, Base):
    """One version of a district board's plan. Once approved its content is locked by triggers."""

    __tablename__ = "local_action_plan"
    __table_args__ = (UniqueConstraint("board", "plan_version"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    state: Mapped[PlanState]
    # planen
    board: Mapped[str | None] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"))
    plan_version: Mapped[int | None]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    introduction: Mapped[str] = mapped_column(default="")
    # nuläge och analys
    risk_analysis_date: Mapped[date | None]
    risk_analysis_year: Mapped[int | None]
    risk_analysis_text: Mapped[str] = mapped_column(default="")
    dialogues: Mapped[str] = mapped_column(default="")
    # mål
    resources_for_targets: Mapped[str] = mapped_column(default="")
    resources_responsible: Mapped[str] = mapped_column(default="")
    measuring: Mapped[str] = mapped_column(default="")
    # aktiviteter
    implementation: Mapped[str] = mapped_column(default="")
    # samverkan
    police_agreement_date: Mapped[date | None]
    police_agreement_ref: Mapped[str] = mapped_column(default="")
    crime_prevention_plan_date: Mapped[date | None]
    crime_prevention_plan_ref: Mapped[str] = mapped_column(default="")
    # lokal styrgrupp och arbetsgrupper
    steering_group: Mapped[str] = mapped_column(default="")
    # förankring och godkännande
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


class PlanPriority(PlanRow, Base):
    """What the board puts first."""

    __tablename__ = "plan_priority"

    number: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")


class PlanObjective(PlanRow, Base):
    """A result that the board aims at within the period."""

    __tablename__ = "plan_objective"

    number: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    area: Mapped[SubIndex | None]
    indicator: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    baseline: Mapped[Decimal | None]
    baseline_date: Mapped[date | None]
    baseline_source: Mapped[str] = mapped_column(default="")
    target: Mapped[Decimal | None]
    target_date: Mapped[date | None]
    method: Mapped[str] = mapped_column(default="")
    data_source: Mapped[str] = mapped_column(default="")
    responsible: Mapped[str] = mapped_column(default="")


class PlanFollowUpValue(PlanRow, Base):
    """A measured value of an objective; may be added after approval."""

    __tablename__ = "plan_follow_up_value"

    objective: Mapped[str] = mapped_column(default="")
    day: Mapped[date | None]
    value: Mapped[Decimal | None]
    source: Mapped[str] = mapped_column(default="")


class PlanActivity(PlanRow, Base):
    """A planned action; applications are for one of these."""

    __tablename__ = "plan_activity"

    number: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    target_area: Mapped[str | None] = mapped_column(ForeignKey("target_area.id", ondelete="RESTRICT"))
    objectives: Mapped[str] = mapped_column(default="")
    lead: Mapped[str] = mapped_column(default="")
    partners: Mapped[str] = mapped_column(default="")
    start: Mapped[date | None]
    end: Mapped[date | None]
    financing: Mapped[Financing | None]
    state: Mapped[ActivityState | None]


class PlanHousingShare(PlanRow, Base):
    """What a housing company takes on."""

    __tablename__ = "plan_housing_share"

    company: Mapped[str | None] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"))
    share: Mapped[str] = mapped_column(default="")


class PlanSteeringMember(PlanRow, Base):
    """A seat in the local steering group."""

    __tablename__ = "plan_steering_member"

    organisation: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    mandate: Mapped[str] = mapped_column(default="")


class PlanWorkingGroup(PlanRow, Base):
    """A local or thematic working group."""

    __tablename__ = "plan_working_group"

    name: Mapped[str] = mapped_column(default="")
    task: Mapped[str] = mapped_column(default="")
    members: Mapped[str] = mapped_column(default="")


class PlanContact(PlanRow, Base):
    """A contact at a specialist board."""

    __tablename__ = "plan_contact"

    board: Mapped[str | None] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"))
    role: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")


class PlanActivityDistrict(Base):
    """A district the activity concerns."""

    __tablename__ = "plan_activity_district"

    plan_activity_id: Mapped[int] = mapped_column(ForeignKey("plan_activity.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(ForeignKey("district.key", ondelete="RESTRICT"), primary_key=True, index=True)


class PlanActivitySubGoal(Base):
    """A sub-goal of another target area that the activity is coordinated with."""

    __tablename__ = "plan_activity_sub_goal"

    plan_activity_id: Mapped[int] = mapped_column(ForeignKey("plan_activity.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(ForeignKey("sub_goal.id", ondelete="RESTRICT"), primary_key=True, index=True)


class PlanHousingCompany(Base):
    """A housing company with large holdings in the board's area."""

    __tablename__ = "plan_housing_company"

    plan_id: Mapped[int] = mapped_column(ForeignKey("local_action_plan.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"), primary_key=True)


class PlanIndex(Base):
    """The index that a plan version rests on, frozen: a later index never changes it."""

    __tablename__ = "plan_index"

    plan_id: Mapped[int] = mapped_column(ForeignKey("local_action_plan.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str]
    kind: Mapped[SeriesKind]
    level: Mapped[Level]
    source: Mapped[str]
    reference: Mapped[str]
    recipe: Mapped[str]  # name and version of the recipe of a computed series; '' for a published one
    year: Mapped[int]
    frozen_date: Mapped[date]
    illustrative: Mapped[bool]


class PlanIndexValue(Base):
    """One value of the frozen index."""

    __tablename__ = "plan_index_value"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan_index.plan_id", ondelete="CASCADE"), primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    measure: Mapped[Measure] = mapped_column(primary_key=True)
    value: Mapped[float]


# --- locking -------------------------------------------------------------------------------------

LOCKED_STATES = (PlanState.APPROVED, PlanState.REPORTED, PlanState.FOLLOWED_UP, PlanState.SUPERSEDED)
_FREE_PLAN_COLUMNS = {"id", "uid", "state", "version", "reported_date"}  # what may still be written on an approved version
_FREE_ACTIVITY_COLUMNS = {"id", "uid", "version", "position", "state"}  # how far an activity has come is followed up
_LOCKED_ROWS = (PlanPriority, PlanObjective, PlanActivity, PlanHousingShare, PlanSteeringMember, PlanWorkingGroup, PlanContact)
_LOCKED_KEYS = (PlanHousingCompany, PlanIndex, PlanIndexValue)


def _lock_triggers() -> dict[str, str]:
    """Triggers that refuse any change of an approved version's content, whoever writes."""
    states = ", ".join(f"'{state.value}'" for state in LOCKED_STATES)
    refuse = "BEGIN SELECT RAISE(ABORT, 'an approved plan is locked'); END"

    def locked(plan_id: str) -> str:
        return f"(SELECT state FROM local_action_plan WHERE id = {plan_id}) IN ({states})"

    def differs(mapped: type[Base], free: set[str]) -> str:
        return " OR ".join(f'OLD."{one.name}" IS NOT NEW."{one.name}"' for one in mapped.__table__.columns if one.name not in free)

    plan = LocalActionPlan.__tablename__
    triggers = {
        f"{plan}_locked_update": (
            f"CREATE TRIGGER {plan}_locked_update BEFORE UPDATE ON {plan} "
            f"WHEN OLD.state IN ({states}) AND (NEW.state NOT IN ({states}) OR {differs(LocalActionPlan, _FREE_PLAN_COLUMNS)}) {refuse}"
        ),
        f"{plan}_locked_delete": f"CREATE TRIGGER {plan}_locked_delete BEFORE DELETE ON {plan} WHEN OLD.state IN ({states}) {refuse}",
    }
    for mapped in (*_LOCKED_ROWS, *_LOCKED_KEYS):
        name = mapped.__tablename__
        changed = f" AND ({differs(mapped, _FREE_ACTIVITY_COLUMNS)})" if mapped is PlanActivity else ""
        for event, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD")):
            when = locked(f"{row}.plan_id") + (changed if event == "update" else "")
            triggers[f"{name}_locked_{event}"] = (
                f"CREATE TRIGGER {name}_locked_{event} BEFORE {event.upper()} ON {name} WHEN {when} {refuse}"
            )
    for joined in (PlanActivityDistrict, PlanActivitySubGoal):
        name = joined.__tablename__
        for event, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD")):
            owner = f"(SELECT plan_id FROM plan_activity WHERE id = {row}.plan_activity_id)"
            triggers[f"{name}_locked_{event}"] = (
                f"CREATE TRIGGER {name}_locked_{event} BEFORE {event.upper()} ON {name} WHEN {locked(owner)} {refuse}"
            )
    return triggers


LOCK_TRIGGERS = _lock_triggers()
