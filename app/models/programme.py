"""The programme's own facts in the store, loaded from resources when a store is made."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import OrganisationKind, RuleKind, Sphere
from app.models.base import Base


class ProgrammeInfo(Base):
    """The one row with title, period, frame and rule-set version."""

    __tablename__ = "programme"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    title: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date]
    frame: Mapped[int]
    rule_set_version: Mapped[str]


class CityGoal(Base):
    """A goal of kommunfullmäktige in ILS that the programme refers to."""

    __tablename__ = "city_goal"

    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    title: Mapped[str]


class Organisation(Base):
    __tablename__ = "organisation"

    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(unique=True)
    short_name: Mapped[str]
    sort_key: Mapped[str]
    kind: Mapped[OrganisationKind]
    sphere: Mapped[Sphere | None]
    population_2011: Mapped[int | None]
    programme_order: Mapped[int | None] = mapped_column(unique=True)


class OrganisationAlias(Base):
    __tablename__ = "organisation_alias"

    organisation_key: Mapped[str] = mapped_column(ForeignKey("organisation.key", ondelete="CASCADE"), primary_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True)


class OrganisationGroup(Base):
    """Bostadsbolagen, stadsdelsnämnder: a group expands to its members."""

    __tablename__ = "organisation_group"

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class OrganisationGroupMember(Base):
    __tablename__ = "organisation_group_member"

    group_key: Mapped[str] = mapped_column(ForeignKey("organisation_group.key", ondelete="CASCADE"), primary_key=True)
    organisation_key: Mapped[str] = mapped_column(ForeignKey("organisation.key", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]


class District(Base):
    __tablename__ = "district"

    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(unique=True)
    sort_key: Mapped[str]
    board: Mapped[str] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"), index=True)
    index_above_average: Mapped[bool]
    named_for_local_work: Mapped[bool]


class DistrictAlias(Base):
    __tablename__ = "district_alias"

    district_key: Mapped[str] = mapped_column(ForeignKey("district.key", ondelete="CASCADE"), primary_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True)


class TargetArea(Base):
    __tablename__ = "target_area"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str]
    about: Mapped[str]
    grants_project_funds: Mapped[bool]


class Goal(Base):
    __tablename__ = "goal"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    target_area: Mapped[str] = mapped_column(ForeignKey("target_area.id", ondelete="RESTRICT"))
    title: Mapped[str]
    follow_up: Mapped[str] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"))


class SubGoal(Base):
    """A numbered sub-goal or an unnumbered commitment."""

    __tablename__ = "sub_goal"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    goal: Mapped[str] = mapped_column(ForeignKey("goal.id", ondelete="RESTRICT"))
    title: Mapped[str]
    about: Mapped[str]
    is_commitment: Mapped[bool]
    applies_to_target_area: Mapped[str | None] = mapped_column(ForeignKey("target_area.id", ondelete="RESTRICT"))


class SubGoalOrganisation(Base):
    """Who carries a sub-goal out, lead first. The name is an organisation's key or a group's."""

    __tablename__ = "sub_goal_organisation"

    sub_goal_id: Mapped[str] = mapped_column(ForeignKey("sub_goal.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    organisation_key: Mapped[str | None] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"))
    group_key: Mapped[str | None] = mapped_column(ForeignKey("organisation_group.key", ondelete="RESTRICT"))

    __table_args__ = (CheckConstraint("(organisation_key IS NULL) <> (group_key IS NULL)", name="organisation_or_group"),)


class Criterion(Base):
    __tablename__ = "criterion"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    label: Mapped[str]
    look_for: Mapped[str]
    source: Mapped[str]
    rules: Mapped[str]  # rule ids, space between


class RuleInfo(Base):
    __tablename__ = "rule_info"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str]
    kind: Mapped[RuleKind]
    about: Mapped[str]
    source: Mapped[str]
    hard: Mapped[bool]
    process: Mapped[bool]
