"""The forms that the program makes and reads: the application for project funds, and the local action plan."""

from __future__ import annotations

from app.domain import drafts
from app.domain.catalogues import APPLICATION, PLAN
from app.domain.drafts import ApplicationDraft, PlanDraft
from app.domain.programme import Programme
from app.domain.vocabulary import FundedBy
from app.exchange.form_layout import AnyForm, FormDescription, PartSum, TableSheet


def _application_name(draft: ApplicationDraft, programme: Programme) -> str:
    return draft.title


APPLICATION_FORM = FormDescription(
    catalogue=APPLICATION,
    draft_type=ApplicationDraft,
    row_types={
        "milestones": drafts.Milestone,
        "budget_lines": drafts.BudgetLine,
        "amounts_applied": drafts.YearAmount,
        "co_funding": drafts.CoFunding,
        "objectives": drafts.Objective,
        "reporting_dates": drafts.ReportingDate,
        "partners": drafts.Partner,
    },
    name="Ansökningsblankett",
    file_name="Ansökningsblankett.xlsx",
    record="ansökan",
    the_record="ansökan",
    read_in="Läs in den bland ansökningarna i stället.",
    title="Ansökan om projektmedel",
    field_sheet="Ansökan",
    table_sheets=(
        TableSheet("Ekonomi", "Budget och finansiering", ("budget_lines", "amounts_applied", "co_funding")),
        TableSheet("Mål", "Mål och mätning", ("objectives",)),
        TableSheet("Tider", "Milstolpar och redovisning", ("milestones", "reporting_dates")),
        TableSheet("Samverkan", "Parter som samverkar", ("partners",)),
    ),
    table_rows={
        "budget_lines": 40,
        "amounts_applied": 8,
        "co_funding": 12,
        "objectives": 12,
        "milestones": 15,
        "reporting_dates": 15,
        "partners": 15,
    },
    choice_cells={"districts": 6, "related_sub_goals": 6, "risk_sub_indexes": 4},
    name_of=_application_name,
    part_sums={"budget_lines": PartSum("varav projektmedel", "funded_by", FundedBy.PROGRAMME.label)},
)


def _plan_name(draft: PlanDraft, programme: Programme) -> str:
    board = programme.organisation_name(draft.board) if draft.board else ""
    version = f"version {draft.plan_version}" if draft.plan_version is not None else ""
    return ", ".join(part for part in (board, version) if part)


PLAN_FORM = FormDescription(
    catalogue=PLAN,
    draft_type=PlanDraft,
    row_types={
        "priorities": drafts.PlanPriority,
        "objectives": drafts.PlanObjective,
        "follow_up_values": drafts.FollowUpValue,
        "activities": drafts.PlanActivity,
        "housing_shares": drafts.HousingShare,
        "steering_members": drafts.SteeringMember,
        "working_groups": drafts.WorkingGroup,
        "contacts": drafts.BoardContact,
    },
    name="Handlingsplansblankett",
    file_name="Handlingsplan.xlsx",
    record="plan",
    the_record="planen",
    read_in="Läs in den bland handlingsplanerna i stället.",
    title="Lokal handlingsplan",
    field_sheet="Handlingsplan",
    table_sheets=(
        TableSheet("Prioriteringar och mål", "Prioriteringar och mål", ("priorities", "objectives"), broad=True),
        TableSheet("Uppföljning", "Uppföljning av målen", ("follow_up_values",)),
        TableSheet("Aktiviteter", "Planerade aktiviteter", ("activities",), broad=True),
        TableSheet("Samverkan", "Bostadsbolag och facknämnder", ("housing_shares", "contacts")),
        TableSheet("Grupper", "Styrgrupp och arbetsgrupper", ("steering_members", "working_groups")),
    ),
    table_rows={
        "priorities": 12,
        "objectives": 25,
        "follow_up_values": 60,
        "activities": 40,
        "housing_shares": 10,
        "steering_members": 20,
        "working_groups": 15,
        "contacts": 20,
    },
    choice_cells={"housing_companies": 4},
    name_of=_plan_name,
    column_widths={
        "priorities.number": 16,
        "objectives.number": 8,
        "objectives.area": 24,
        "objectives.unit": 14,
        "objectives.baseline": 16,
        "objectives.baseline_date": 17,
        "follow_up_values.objective": 16,
        "follow_up_values.value": 17,
        "follow_up_values.source": 50,
        "activities.number": 14,
        "activities.description": 50,
        "activities.districts": 24,
        "activities.target_area": 28,
        "activities.related_sub_goals": 32,
        "activities.objectives": 18,
        "activities.state": 18,
        "housing_shares.company": 26,
        "contacts.board": 32,
    },
    table_help_height=36,
    numberings=frozenset(
        {"priorities.number", "objectives.number", "follow_up_values.objective", "activities.number", "activities.objectives"}
    ),
)

FORMS: tuple[AnyForm, ...] = (APPLICATION_FORM, PLAN_FORM)
