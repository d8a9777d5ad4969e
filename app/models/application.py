"""The application and its tables; columns follow the catalogue in `app.domain.catalogues`, and a test holds them together."""

from __future__ import annotations

import datetime
from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import (
    ApplicationState,
    ApplicationType,
    BoardResult,
    ConsultationOutcome,
    CostType,
    DecisionOutcome,
    FundedBy,
    ReportKind,
    SteeringResult,
    SubIndex,
)  # fmt: skip
from app.models.base import Base, Record


class Application(Record, Base):
    """An application with what SLK has done with it. The columns under "derived" are made anew with each save."""

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint("proposed_amount >= 0", name="proposed_amount_not_negative"),
        CheckConstraint("amount_granted >= 0", name="amount_granted_not_negative"),
        CheckConstraint("own_funding >= 0", name="own_funding_not_negative"),
        CheckConstraint("least_amount >= 0", name="least_amount_not_negative"),
        CheckConstraint("length(title) <= 160", name="title_length"),
        Index("ix_application_received", "received_date", "id"),
        Index("ix_application_title", "title_key", "id"),
        Index("ix_application_amount", "amount_applied", "id"),
        Index("ix_application_state", "state", "received_date", "id"),
        Index("ix_application_applicant", "applicant", "received_date", "id"),
        Index("ix_application_registry", "registry_number_city", "id"),
        Index("ix_application_failed", "rules_failed", "id"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # never leaves the store
    case_number: Mapped[str] = mapped_column(unique=True)  # our own: 2015-017
    state: Mapped[ApplicationState]
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("local_action_plan.id", ondelete="RESTRICT"), index=True)
    plan_activity_id: Mapped[int | None] = mapped_column(ForeignKey("plan_activity.id", ondelete="SET NULL"), index=True)
    # sökande och ärende
    title: Mapped[str] = mapped_column(default="")
    applicant: Mapped[str | None] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"))
    co_applicant: Mapped[str | None] = mapped_column(ForeignKey("organisation.key", ondelete="RESTRICT"))
    contact_name: Mapped[str] = mapped_column(default="")
    contact_role: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    registry_number_board: Mapped[str] = mapped_column(default="")
    registry_number_city: Mapped[str] = mapped_column(default="")
    instructions_version: Mapped[str] = mapped_column(default="")
    received_date: Mapped[date | None]
    # lokal handlingsplan
    plan_version: Mapped[int | None]
    plan_activity: Mapped[str] = mapped_column(default="")
    plan_approved_date: Mapped[date | None]
    plan_paragraph: Mapped[str] = mapped_column(default="")
    plan_registry_number: Mapped[str] = mapped_column(default="")
    plan_objectives: Mapped[str] = mapped_column(default="")
    risk_analysis_date: Mapped[date | None]
    risk_analysis_year: Mapped[int | None]
    # beslut före ansökan
    steering_date: Mapped[date | None]
    steering_result: Mapped[SteeringResult | None]
    steering_members: Mapped[str] = mapped_column(default="")
    board_date: Mapped[date | None]
    board_paragraph: Mapped[str] = mapped_column(default="")
    board_result: Mapped[BoardResult | None]
    board_immediate_approval: Mapped[bool | None]
    board_minutes_attached: Mapped[bool | None]
    # insatsen
    type: Mapped[ApplicationType | None]
    purpose: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    starts_something_new: Mapped[bool | None]
    starts_explanation: Mapped[str] = mapped_column(default="")
    previous_activity: Mapped[bool | None]
    previous_funding: Mapped[str] = mapped_column(default="")
    fills_regular_gap: Mapped[bool | None]
    whole_district_area: Mapped[bool | None]
    target_group: Mapped[str] = mapped_column(default="")
    people_reached: Mapped[int | None]
    coordination: Mapped[str] = mapped_column(default="")
    # tid
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]
    # ekonomi
    least_amount: Mapped[int | None]
    own_funding: Mapped[int | None]
    # mål och mätning
    resources_for_targets: Mapped[str] = mapped_column(default="")
    resources_responsible: Mapped[str] = mapped_column(default="")
    # uppföljning och redovisning
    follow_up_what: Mapped[str] = mapped_column(default="")
    follow_up_who: Mapped[str] = mapped_column(default="")
    follow_up_when: Mapped[str] = mapped_column(default="")
    follow_up_ils: Mapped[str] = mapped_column(default="")
    evaluation_kind: Mapped[str] = mapped_column(default="")
    evaluation_who: Mapped[str] = mapped_column(default="")
    evaluation_budget: Mapped[int | None]
    reporting_responsible: Mapped[str] = mapped_column(default="")
    # tiden efter projektet
    implementation_receiver: Mapped[str] = mapped_column(default="")
    implementation_from: Mapped[date | None]
    implementation_financing: Mapped[str] = mapped_column(default="")
    implementation_yearly_cost: Mapped[int | None]
    implementation_decision: Mapped[str] = mapped_column(default="")
    closure_what: Mapped[str] = mapped_column(default="")
    closure_lessons: Mapped[str] = mapped_column(default="")
    running_responsible: Mapped[str] = mapped_column(default="")
    running_yearly_cost: Mapped[int | None]
    # samverkan
    housing_company_involvement: Mapped[str] = mapped_column(default="")
    specialist_board_contact: Mapped[str] = mapped_column(default="")
    police_agreement_ref: Mapped[str] = mapped_column(default="")
    crime_prevention_plan_ref: Mapped[str] = mapped_column(default="")
    # delaktighet och lärande
    dialogue_form: Mapped[str] = mapped_column(default="")
    dialogue_when: Mapped[str] = mapped_column(default="")
    dialogue_reached: Mapped[str] = mapped_column(default="")
    dialogue_result: Mapped[str] = mapped_column(default="")
    innovation: Mapped[str] = mapped_column(default="")
    spread_plan: Mapped[str] = mapped_column(default="")
    # handläggning
    caseworker: Mapped[str] = mapped_column(default="")
    caseworker_phone: Mapped[str] = mapped_column(default="")
    consultation_date: Mapped[date | None]
    consultation_outcome: Mapped[ConsultationOutcome | None]
    consultation_note: Mapped[str] = mapped_column(default="")
    dialogues: Mapped[str] = mapped_column(default="")
    # förslag och beslut
    proposed_outcome: Mapped[DecisionOutcome | None]
    proposed_amount: Mapped[int | None]
    remit_reason: Mapped[str] = mapped_column(default="")
    report_in: Mapped[str] = mapped_column(default="")
    final_report_date: Mapped[date | None]
    memo_date: Mapped[date | None]
    decision_date: Mapped[date | None]
    decision_paragraph: Mapped[str] = mapped_column(default="")
    decision_outcome: Mapped[DecisionOutcome | None]
    amount_granted: Mapped[int | None]
    # derived
    title_key: Mapped[str] = mapped_column(default="")
    search_text: Mapped[str] = mapped_column(default="")
    amount_applied: Mapped[int | None]
    rules_passed: Mapped[int] = mapped_column(default=0)
    rules_failed: Mapped[int] = mapped_column(default=0)
    rules_insufficient: Mapped[int] = mapped_column(default=0)
    rules_to_judge: Mapped[int] = mapped_column(default=0)


class ApplicationRow(Record):
    """A line of one of an application's tables, in the order the applicant wrote them."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]


class Milestone(ApplicationRow, Base):
    """A milestone of the time plan."""

    __tablename__ = "milestone"

    text: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]


class BudgetLine(ApplicationRow, Base):
    """A budget line: year, cost type, who pays, whole kronor."""

    __tablename__ = "budget_line"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    year: Mapped[int | None]
    cost_type: Mapped[CostType | None]
    funded_by: Mapped[FundedBy | None]
    amount: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class YearAmount(ApplicationRow, Base):
    """The amount applied for in a year, as stated."""

    __tablename__ = "year_amount"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    year: Mapped[int | None]
    amount: Mapped[int | None]


class CoFunding(ApplicationRow, Base):
    """Money from somebody else."""

    __tablename__ = "co_funding"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    organisation: Mapped[str] = mapped_column(default="")
    amount: Mapped[int | None]
    confirmed: Mapped[bool | None]


class Objective(ApplicationRow, Base):
    """A result to be reached, and how it is measured."""

    __tablename__ = "objective"

    text: Mapped[str] = mapped_column(default="")
    indicator: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    baseline: Mapped[Decimal | None]
    baseline_date: Mapped[date | None]
    baseline_source: Mapped[str] = mapped_column(default="")
    target: Mapped[Decimal | None]
    target_date: Mapped[date | None]
    method: Mapped[str] = mapped_column(default="")
    data_source: Mapped[str] = mapped_column(default="")


class ReportingDate(ApplicationRow, Base):
    """When and in which report the applicant will account for the money."""

    __tablename__ = "reporting_date"

    kind: Mapped[ReportKind | None]
    due: Mapped[date | None]


class Partner(ApplicationRow, Base):
    """An organisation that takes part."""

    __tablename__ = "partner"

    organisation: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    mandate: Mapped[str] = mapped_column(default="")
    contribution: Mapped[str] = mapped_column(default="")
    confirmed: Mapped[bool | None]


class ExpertStatement(ApplicationRow, Base):
    """An expert heard in the preparation."""

    __tablename__ = "expert_statement"

    expert: Mapped[str] = mapped_column(default="")
    date: Mapped[datetime.date | None]
    statement: Mapped[str] = mapped_column(default="")


class ApplicationDistrict(Base):
    """A district the application concerns."""

    __tablename__ = "application_district"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(ForeignKey("district.key", ondelete="RESTRICT"), primary_key=True, index=True)


class ApplicationSubGoal(Base):
    """A sub-goal of another target area that the application is coordinated with."""

    __tablename__ = "application_sub_goal"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(ForeignKey("sub_goal.id", ondelete="RESTRICT"), primary_key=True, index=True)


class ApplicationSubIndex(Base):
    """A sub-index that the applicant's risk analysis used."""

    __tablename__ = "application_sub_index"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[SubIndex] = mapped_column(primary_key=True)
