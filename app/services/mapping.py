"""Between drafts and mapped classes, driven by the catalogues: which class keeps which table, and how values cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain import catalogues, drafts
from app.domain.fields import Catalogue, Choices, Field, Kind, Table, text
from app.domain.rules import evidence
from app.domain.vocabulary import SubIndex
from app.models import application as application_models
from app.models import dialogue as dialogue_models
from app.models import people as people_models
from app.models import plan as plan_models
from app.models.application import Application
from app.models.plan import LocalActionPlan
from app.models.programme import District, Organisation, SubGoal


@dataclass(frozen=True, slots=True)
class RowClass:
    """The mapped class and the draft's row class of one table."""

    table: Table
    mapped: Any
    row: type[Any]


APPLICATION_ROWS = {
    "milestones": RowClass(catalogues.APPLICATION.table("milestones"), application_models.Milestone, drafts.Milestone),
    "budget_lines": RowClass(catalogues.APPLICATION.table("budget_lines"), application_models.BudgetLine, drafts.BudgetLine),
    "amounts_applied": RowClass(catalogues.APPLICATION.table("amounts_applied"), application_models.YearAmount, drafts.YearAmount),
    "co_funding": RowClass(catalogues.APPLICATION.table("co_funding"), application_models.CoFunding, drafts.CoFunding),
    "objectives": RowClass(catalogues.APPLICATION.table("objectives"), application_models.Objective, drafts.Objective),
    "reporting_dates": RowClass(catalogues.APPLICATION.table("reporting_dates"), application_models.ReportingDate, drafts.ReportingDate),
    "partners": RowClass(catalogues.APPLICATION.table("partners"), application_models.Partner, drafts.Partner),
}
PROCESS_ROWS = {
    "experts": RowClass(catalogues.PROCESS.table("experts"), application_models.ExpertStatement, evidence.ExpertStatement),
}
PLAN_ROWS = {
    "priorities": RowClass(catalogues.PLAN.table("priorities"), plan_models.PlanPriority, drafts.PlanPriority),
    "objectives": RowClass(catalogues.PLAN.table("objectives"), plan_models.PlanObjective, drafts.PlanObjective),
    "follow_up_values": RowClass(catalogues.PLAN.table("follow_up_values"), plan_models.PlanFollowUpValue, drafts.FollowUpValue),
    "activities": RowClass(catalogues.PLAN.table("activities"), plan_models.PlanActivity, drafts.PlanActivity),
    "housing_shares": RowClass(catalogues.PLAN.table("housing_shares"), plan_models.PlanHousingShare, drafts.HousingShare),
    "steering_members": RowClass(catalogues.PLAN.table("steering_members"), plan_models.PlanSteeringMember, drafts.SteeringMember),
    "working_groups": RowClass(catalogues.PLAN.table("working_groups"), plan_models.PlanWorkingGroup, drafts.WorkingGroup),
    "contacts": RowClass(catalogues.PLAN.table("contacts"), plan_models.PlanContact, drafts.BoardContact),
}

PERSON_ROWS = {
    "ties": RowClass(catalogues.PERSON.table("ties"), people_models.PersonTie, drafts.PersonTie),
}


@dataclass(frozen=True, slots=True)
class Many:
    """A field that takes several values: the table of keys, its owner's column, and what gives the keys the order of the list."""

    mapped: Any
    owner: str
    listed: Any = None  # the mapped class that the keys name; None: an enumeration, in its own order
    key: str = "key"
    order: str = "sort_key"


MANY = {
    "districts": Many(application_models.ApplicationDistrict, "application_id", District),
    "related_sub_goals": Many(application_models.ApplicationSubGoal, "application_id", SubGoal, "id", "position"),
    "risk_sub_indexes": Many(application_models.ApplicationSubIndex, "application_id"),
    "housing_companies": Many(plan_models.PlanHousingCompany, "plan_id", Organisation),
    "activities.districts": Many(plan_models.PlanActivityDistrict, "plan_activity_id", District),
    "activities.related_sub_goals": Many(plan_models.PlanActivitySubGoal, "plan_activity_id", SubGoal, "id", "position"),
    "dialogue.districts": Many(dialogue_models.ResidentDialogueDistrict, "dialogue_id", District),
}


def read_many(session: Session, key: str, owner_id: int) -> tuple[Any, ...]:
    """The keys in the order that the form lists them."""
    many = MANY[key]
    query = select(many.mapped.key).where(getattr(many.mapped, many.owner) == owner_id)
    if many.listed is None:
        return tuple(sorted(session.scalars(query), key=list(SubIndex).index))
    query = query.join(many.listed, getattr(many.listed, many.key) == many.mapped.key)
    return tuple(session.scalars(query.order_by(getattr(many.listed, many.order))))


def write_many(session: Session, key: str, owner_id: int, values: Sequence[Any]) -> None:
    many = MANY[key]
    session.execute(delete(many.mapped).where(getattr(many.mapped, many.owner) == owner_id))
    session.add_all([many.mapped(**{many.owner: owner_id, "key": value}) for value in values])
    session.flush()


def read_field(session: Session, record: Any, field: Field, table: str = "") -> Any:
    if field.kind is Kind.CHOICES:
        table = table or _kind_prefix(record)
        return read_many(session, f"{table}.{field.key}" if table else field.key, record.id)
    return getattr(record, field.key)


def write_field(session: Session, record: Any, field: Field, value: Any, table: str = "") -> None:
    if field.kind is Kind.CHOICES:
        table = table or _kind_prefix(record)
        write_many(session, f"{table}.{field.key}" if table else field.key, record.id, value)
    else:
        setattr(record, field.key, value)


def rows_of(session: Session, owner: Any, kept: RowClass) -> list[Any]:
    """The mapped rows of one table, in the order they were written."""
    column = owner_column(kept)
    return list(session.scalars(select(kept.mapped).where(column == owner.id).order_by(kept.mapped.position, kept.mapped.id)))


OWNERS = ("application_id", "plan_id", "person_id")


def owner_column(kept: RowClass) -> Any:
    return next(getattr(kept.mapped, name) for name in OWNERS if hasattr(kept.mapped, name))


def row_draft(session: Session, record: Any, kept: RowClass) -> Any:
    values = {field.key: read_field(session, record, field, kept.table.key) for field in kept.table.fields}
    return kept.row(uid=record.uid, **values)


def _read(session: Session, record: Any, catalogue: Catalogue, rows: dict[str, RowClass]) -> dict[str, Any]:
    values: dict[str, Any] = {field.key: read_field(session, record, field) for field in catalogue.fields}
    for key, kept in rows.items():
        values[key] = tuple(row_draft(session, row, kept) for row in rows_of(session, record, kept))
    return values


def application_draft(session: Session, record: Application) -> drafts.ApplicationDraft:
    return drafts.ApplicationDraft(**_read(session, record, catalogues.APPLICATION, APPLICATION_ROWS))


def process_of(session: Session, record: Application) -> evidence.Process:
    return evidence.Process(**_read(session, record, catalogues.PROCESS, PROCESS_ROWS))


def dialogue_draft(session: Session, record: dialogue_models.ResidentDialogue) -> drafts.DialogueDraft:
    values = {field.key: read_field(session, record, field) for field in catalogues.DIALOGUE.fields}
    return drafts.DialogueDraft(**values)


def _kind_prefix(record: Any) -> str:
    """Where a kind of record keeps its own choices: a dialogue's districts are not an application's."""
    return "dialogue" if isinstance(record, dialogue_models.ResidentDialogue) else ""


def plan_draft(session: Session, record: LocalActionPlan) -> drafts.PlanDraft:
    return drafts.PlanDraft(**_read(session, record, catalogues.PLAN, PLAN_ROWS))


def write_draft(session: Session, record: Any, draft: Any, catalogue: Catalogue, rows: dict[str, RowClass]) -> None:
    """Put a whole draft into a record that has an id; its rows are replaced, their uids kept."""
    for field in catalogue.fields:
        write_field(session, record, field, getattr(draft, field.key))
    for key, kept in rows.items():
        replace_rows(session, record, kept, getattr(draft, key))


def replace_rows(session: Session, record: Any, kept: RowClass, wanted: Sequence[Any]) -> None:
    for row in rows_of(session, record, kept):
        session.delete(row)
    session.flush()
    for position, row in enumerate(wanted):
        add_row(session, record, kept, row, position)


def add_row(session: Session, record: Any, kept: RowClass, row: Any, position: int) -> Any:
    plain = {field.key: getattr(row, field.key) for field in kept.table.fields if field.kind is not Kind.CHOICES}
    mapped = kept.mapped(uid=row.uid, position=position, **{owner_column(kept).key: record.id}, **plain)
    session.add(mapped)
    session.flush()
    for field in kept.table.fields:
        if field.kind is Kind.CHOICES:
            write_field(session, mapped, field, getattr(row, field.key), kept.table.key)
    return mapped


def row_text(row: Any, table: Table, choices: Choices) -> str:
    """A row in one line, for the log and for differences."""
    shown = [text(field, getattr(row, field.key), choices) for field in table.fields if not field.contact]
    return " · ".join(one for one in shown if one)
