"""What an application and a local action plan hold, as plain frozen data (domain brief, sections 4.2 and 5.1).

One draft crosses every layer: the workbook is read into it, the store keeps it, rules and memo read it. Places,
organisations and sub-goals are named by the stable keys of the programme data. A missing value is None or "".
Attribute names are the keys of `app.domain.fields`; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from app.domain.vocabulary import (
    ActivityState,
    ApplicationType,
    BoardResult,
    CostType,
    Financing,
    FundedBy,
    PersonRole,
    ReportKind,
    SteeringResult,
    SubIndex,
    TieKind,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of one of the tables in a draft; `uid` is never reused."""

    uid: UUID = field(default_factory=uuid4, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Row):
    text: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Row):
    year: int | None = None
    cost_type: CostType | None = None
    funded_by: FundedBy | None = None
    amount: int | None = None  # whole kronor
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAmount(Row):
    """The amount applied for in one year, as the applicant states it."""

    year: int | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoFunding(Row):
    organisation: str = ""
    amount: int | None = None
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Row):
    text: str = ""
    indicator: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    baseline_date: date | None = None
    baseline_source: str = ""
    target: Decimal | None = None
    target_date: date | None = None
    method: str = ""
    data_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingDate(Row):
    kind: ReportKind | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(Row):
    organisation: str = ""
    role: str = ""
    mandate: str = ""
    contribution: str = ""
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDraft:
    # identity
    title: str = ""
    applicant: str | None = None  # organisation key
    co_applicant: str | None = None
    contact_name: str = ""
    contact_role: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    registry_number_board: str = ""
    registry_number_city: str = ""
    instructions_version: str = ""
    received_date: date | None = None
    # plan link, as the applicant states it; the store ties it to a registered plan and activity
    plan_version: int | None = None
    plan_approved_date: date | None = None
    plan_paragraph: str = ""
    plan_registry_number: str = ""
    plan_activity: str = ""  # the activity's number or title in the plan
    plan_objectives: str = ""
    risk_analysis_date: date | None = None
    risk_analysis_year: int | None = None
    risk_sub_indexes: tuple[SubIndex, ...] = ()
    # approvals
    steering_date: date | None = None
    steering_result: SteeringResult | None = None
    steering_members: str = ""
    board_date: date | None = None
    board_paragraph: str = ""
    board_result: BoardResult | None = None
    board_immediate_approval: bool | None = None
    board_minutes_attached: bool | None = None
    # content
    type: ApplicationType | None = None
    purpose: str = ""
    description: str = ""
    starts_something_new: bool | None = None
    starts_explanation: str = ""
    previous_activity: bool | None = None
    previous_funding: str = ""
    fills_regular_gap: bool | None = None
    districts: tuple[str, ...] = ()
    whole_district_area: bool | None = None
    target_group: str = ""
    people_reached: int | None = None
    related_sub_goals: tuple[str, ...] = ()
    coordination: str = ""
    # time
    start_date: date | None = None
    end_date: date | None = None
    milestones: tuple[Milestone, ...] = ()
    # money, whole kronor
    budget_lines: tuple[BudgetLine, ...] = ()
    amounts_applied: tuple[YearAmount, ...] = ()
    least_amount: int | None = None  # kronor, the least the activity can be carried out with
    own_funding: int | None = None
    co_funding: tuple[CoFunding, ...] = ()
    # measurement
    objectives: tuple[Objective, ...] = ()
    resources_for_targets: str = ""
    resources_responsible: str = ""
    # follow-up
    follow_up_what: str = ""
    follow_up_who: str = ""
    follow_up_when: str = ""
    follow_up_ils: str = ""
    evaluation_kind: str = ""
    evaluation_who: str = ""
    evaluation_budget: int | None = None
    reporting_dates: tuple[ReportingDate, ...] = ()
    reporting_responsible: str = ""
    # afterwards
    implementation_receiver: str = ""
    implementation_from: date | None = None
    implementation_financing: str = ""
    implementation_yearly_cost: int | None = None
    implementation_decision: str = ""
    closure_what: str = ""
    closure_lessons: str = ""
    running_responsible: str = ""  # pre-study only: who runs what the study leads to
    running_yearly_cost: int | None = None
    # collaboration
    partners: tuple[Partner, ...] = ()
    housing_company_involvement: str = ""
    specialist_board_contact: str = ""
    police_agreement_ref: str = ""
    crime_prevention_plan_ref: str = ""
    # people and learning
    dialogue_form: str = ""
    dialogue_when: str = ""
    dialogue_reached: str = ""
    dialogue_result: str = ""
    innovation: str = ""
    spread_plan: str = ""

    @property
    def amount_applied(self) -> int | None:
        """The amount applied for: the stated years' sum, or the programme lines' where none is stated."""
        stated = [row.amount for row in self.amounts_applied if row.amount is not None]
        if stated:
            return sum(stated)
        lines = [line.amount for line in self.budget_lines if line.funded_by is FundedBy.PROGRAMME and line.amount is not None]
        return sum(lines) if lines else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPriority(Row):
    number: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanObjective(Row):
    """A result to be reached within the period; complete when R14's parts are there."""

    number: str = ""
    text: str = ""
    area: SubIndex | None = None  # the risk it answers
    indicator: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    baseline_date: date | None = None
    baseline_source: str = ""
    target: Decimal | None = None
    target_date: date | None = None
    method: str = ""
    data_source: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpValue(Row):
    """A measured value of an objective, named by its number."""

    objective: str = ""
    day: date | None = None
    value: Decimal | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanActivity(Row):
    number: str = ""
    title: str = ""
    description: str = ""
    districts: tuple[str, ...] = ()
    target_area: str | None = None
    related_sub_goals: tuple[str, ...] = ()
    objectives: str = ""  # numbers of the objectives it serves
    lead: str = ""
    partners: str = ""
    start: date | None = None
    end: date | None = None
    financing: Financing | None = None
    state: ActivityState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HousingShare(Row):
    """What a housing company takes on."""

    company: str | None = None
    share: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SteeringMember(Row):
    organisation: str = ""
    role: str = ""
    mandate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingGroup(Row):
    name: str = ""
    task: str = ""
    members: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardContact(Row):
    """A contact at a specialist board; work contacts only."""

    board: str | None = None
    role: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """A local action plan: one version of what the board has decided, and on what ground."""

    board: str | None = None
    plan_version: int | None = None
    period_start: date | None = None
    period_end: date | None = None
    introduction: str = ""
    implementation: str = ""
    measuring: str = ""
    risk_analysis_date: date | None = None
    risk_analysis_year: int | None = None
    risk_analysis_text: str = ""
    resources_for_targets: str = ""
    resources_responsible: str = ""
    police_agreement_date: date | None = None
    police_agreement_ref: str = ""
    crime_prevention_plan_date: date | None = None
    crime_prevention_plan_ref: str = ""
    housing_companies: tuple[str, ...] = ()
    steering_group: str = ""
    dialogues: str = ""  # numbers of the resident dialogues it rests on
    steering_date: date | None = None
    approved_date: date | None = None
    approval_paragraph: str = ""
    approval_registry_number: str = ""
    reported_date: date | None = None
    priorities: tuple[PlanPriority, ...] = ()
    objectives: tuple[PlanObjective, ...] = ()
    follow_up_values: tuple[FollowUpValue, ...] = ()
    activities: tuple[PlanActivity, ...] = ()
    housing_shares: tuple[HousingShare, ...] = ()
    steering_members: tuple[SteeringMember, ...] = ()
    working_groups: tuple[WorkingGroup, ...] = ()
    contacts: tuple[BoardContact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueDraft:
    """A dialogue with residents (boendedialog); no names of residents."""

    number: str = ""  # BD-2015-01
    board: str | None = None
    area: str = ""
    districts: tuple[str, ...] = ()
    day: date | None = None
    form: str = ""
    organisers: str = ""
    reached: str = ""
    main_points: str = ""
    feedback: str = ""
    feedback_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTie(Row):
    """A standing tie that may disqualify: to a registered organisation, or to another described in words."""

    kind: TieKind | None = None
    organisation: str | None = None
    detail: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """Somebody who takes part in the work, by name or function as the log knows them."""

    name: str = ""
    role: PersonRole | None = None
    unit: str = ""
    is_active: bool | None = True
    ties: tuple[PersonTie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """A meeting of the city-wide steering group, and the last day for what it is to consider."""

    name: str = ""
    day: date | None = None
    cutoff_day: date | None = None
    note: str = ""
