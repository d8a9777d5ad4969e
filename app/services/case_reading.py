"""A whole case, the plans it leans on and the sums its rules read, in four statements beside the one for the case itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import Session

from app.domain import catalogues, drafts
from app.domain.fields import Catalogue, Kind
from app.domain.riskindex.series import Level, Measure
from app.domain.rules import evidence
from app.domain.rules.evidence import DistrictIndex, FieldRef
from app.domain.views import Unparsed
from app.domain.vocabulary import PlanState, SubIndex
from app.models.application import Application
from app.models.case import Attachment, DepartureRecord, JudgementRecord, RuleRun, UnparsedInput
from app.models.ladder import CaseStep, Meeting, MeetingCase
from app.models.plan import LocalActionPlan, PlanActivity
from app.models.riskindex import IndexSeries, IndexValue
from app.services import mapping
from app.services.mapping import RowClass
from app.services.reading_together import Part, Together, Values
from app.services.related_cases import PART as RELATED
from app.services.related_cases import related_of, related_part
from app.services.series_in_use import in_use

IN_FORCE = (PlanState.APPROVED, PlanState.REPORTED, PlanState.FOLLOWED_UP)
_RECORD = ("id", "uid", "position")
CASE_ROWS = {**mapping.APPLICATION_ROWS, **{f"process.{key}": kept for key, kept in mapping.PROCESS_ROWS.items()}}
CASE_MANY = ("districts", "related_sub_goals", "risk_sub_indexes")
ACTIVITY_MANY = ("activities.districts", "activities.related_sub_goals")


@dataclass(frozen=True, slots=True)
class CaseRows:
    """What the store holds of one application beside its own row."""

    draft: drafts.ApplicationDraft
    process: evidence.Process
    attachments: tuple[Values, ...]
    runs: tuple[Values, ...]  # the current verdicts
    judgements: tuple[Values, ...]
    departures: tuple[Values, ...]
    unparsed: Mapping[FieldRef, Unparsed]
    steps: tuple[Values, ...] = ()
    meeting: Values | None = None  # the one it is chosen for
    related: tuple[evidence.RelatedCase, ...] = ()  # filed relations to earlier cases and grants


@dataclass(frozen=True, slots=True)
class PlanRows:
    """A registered plan as the rules read it."""

    uid: UUID
    state: PlanState
    draft: drafts.PlanDraft
    activities: Mapping[int, drafts.PlanActivity]  # by id


NamedPlans = tuple[PlanRows | None, PlanRows | None]  # the version named, and the one in force where it has superseded that


def read_case(session: Session, record: Application) -> CaseRows:
    """One statement for all that belongs to an application."""
    found = _case_tables().read(session, owners=[record.id], uid=record.uid)
    rows = CASE_ROWS
    many = _many(found, CASE_MANY)
    own = many.get(record.id, {})
    kept = {key: _drafts(found[key], one, {}) for key, one in rows.items()}
    application = _fields(record, catalogues.APPLICATION, own) | {key: kept[key] for key in mapping.APPLICATION_ROWS}
    process = _fields(record, catalogues.PROCESS, own) | {key: kept[f"process.{key}"] for key in mapping.PROCESS_ROWS}
    return CaseRows(
        draft=drafts.ApplicationDraft(**application),
        process=evidence.Process(**process),
        attachments=tuple(sorted(found["attachment"], key=lambda one: (one["date"], one["id"]))),
        runs=tuple(sorted(found["rule_run"], key=lambda one: one["rule_id"])),
        judgements=tuple(sorted(found["judgement"], key=lambda one: one["rule_id"])),
        departures=tuple(sorted(found["departure"], key=lambda one: one["rule_id"])),
        unparsed={
            FieldRef(one["field"], UUID(one["row_uid"]) if one["row_uid"] else None): Unparsed(one["text"], one["message"])
            for one in found["unparsed_input"]
        },
        steps=tuple(found["case_step"]),
        meeting=next(iter(found["meeting"]), None),
        related=related_of(found[RELATED]),
    )


def read_plans(session: Session, plan_id: int | None) -> NamedPlans:
    """The plan version of this id, and the board's version in force where it has superseded that one; two statements."""
    if plan_id is None:
        return None, None
    named = select(LocalActionPlan.board).where(LocalActionPlan.id == plan_id).scalar_subquery()
    in_force = and_(LocalActionPlan.board == named, LocalActionPlan.state.in_(IN_FORCE))
    heads = session.scalars(
        select(LocalActionPlan).where(or_(LocalActionPlan.id == plan_id, in_force)).order_by(LocalActionPlan.plan_version.desc())
    ).all()
    plan = next((one for one in heads if one.id == plan_id), None)
    if plan is None:
        return None, None
    current = next((one for one in heads if one.id != plan_id), None) if plan.state is PlanState.SUPERSEDED else None
    wanted = [one for one in (plan, current) if one is not None]
    read = _plan_drafts(session, wanted)
    return read[plan.id], read[current.id] if current else None


def _plan_drafts(session: Session, plans: Sequence[LocalActionPlan]) -> dict[int, PlanRows]:
    found = _plan_tables().read(session, owners=[plan.id for plan in plans])
    companies = _many(found, ("housing_companies",))
    by_activity = _many(found, ACTIVITY_MANY)
    read = {}
    for plan in plans:
        own = {key: [one for one in found[key] if one["owner"] == plan.id] for key in mapping.PLAN_ROWS}
        rows: dict[str, Any] = {
            key: _drafts(own[key], kept, by_activity if key == "activities" else {}) for key, kept in mapping.PLAN_ROWS.items()
        }
        draft = drafts.PlanDraft(**_fields(plan, catalogues.PLAN, companies.get(plan.id, {})), **rows)
        by_uid = {activity.uid: activity for activity in draft.activities}
        read[plan.id] = PlanRows(plan.uid, plan.state, draft, {one["id"]: by_uid[one["uid"]] for one in own["activities"]})
    return read


def read_facts(
    session: Session, districts: Sequence[str], sums: Mapping[str, Select[Any]]
) -> tuple[dict[str, int], tuple[DistrictIndex, ...]]:
    """Sums of kronor by name, and the newest values of the index in use for the districts, in one statement."""
    first = in_use(Level.DISTRICT).scalar_subquery()
    newest = select(func.max(IndexValue.year)).where(IndexValue.series_key == first).scalar_subquery()
    totals = select(*(query.scalar_subquery().label(name) for name, query in sums.items())).subquery()
    values = (
        select(IndexValue.unit, IndexValue.measure, IndexValue.value, IndexValue.year, IndexSeries.source, IndexSeries.illustrative)
        .join(IndexSeries, IndexSeries.key == IndexValue.series_key)
        .where(IndexValue.series_key == first, IndexValue.year == newest, IndexValue.unit.in_(districts))
        .subquery()
    )
    rows = session.execute(select(totals, values).select_from(totals.outerjoin(values, literal(True)))).mappings().all()
    index = [one for one in rows if one["unit"] is not None]
    return {name: int(rows[0][name] or 0) for name in sums}, tuple(
        one for district in districts if (one := _index_of(district, index)) is not None
    )


def _index_of(district: str, rows: Iterable[Mapping[Any, Any]]) -> DistrictIndex | None:
    own = [one for one in rows if one["unit"] == district]
    if not own:
        return None
    values = {one["measure"]: one["value"] for one in own}
    return DistrictIndex(
        district=district,
        year=own[0]["year"],
        total=values.get(Measure.TOTAL),
        parts=tuple((part, values[Measure(part.value)]) for part in SubIndex if Measure(part.value) in values),
        source=own[0]["source"],
        illustrative=own[0]["illustrative"],
    )


# --- parts ---------------------------------------------------------------------------------------

_OWNERS: BindParameter[Any] = bindparam("owners", expanding=True)


@cache
def _case_tables() -> Together:
    """All that belongs to an application: `owners` is its id in a list, `uid` its uid."""
    parts = [*_row_parts(CASE_ROWS), *_many_parts(CASE_MANY, _OWNERS)]
    parts += [
        Part(mapped.__tablename__, _columns(mapped), lambda query, mapped=mapped: query.where(mapped.application_id.in_(_OWNERS)))  # type: ignore[misc]
        for mapped in (Attachment, JudgementRecord, DepartureRecord, CaseStep)
    ]
    parts.append(Part("rule_run", _columns(RuleRun), lambda query: query.where(RuleRun.application_id.in_(_OWNERS), RuleRun.is_current)))
    parts.append(Part("meeting", _columns(Meeting), _chosen_meeting))
    parts.append(related_part(_OWNERS))
    uid = bindparam("uid", type_=UnparsedInput.record_uid.type)
    parts.append(Part("unparsed_input", _columns(UnparsedInput), lambda query: query.where(UnparsedInput.record_uid == uid)))
    return Together(parts)


@cache
def _plan_tables() -> Together:
    """All that belongs to some plans: `owners` are their ids."""
    activities = select(PlanActivity.id).where(PlanActivity.plan_id.in_(_OWNERS))
    parts = [*_row_parts(mapping.PLAN_ROWS), *_many_parts(("housing_companies",), _OWNERS), *_many_parts(ACTIVITY_MANY, activities)]
    return Together(parts)


def _chosen_meeting(query: Select[Any]) -> Select[Any]:
    joined = query.join_from(Meeting, MeetingCase, MeetingCase.meeting_id == Meeting.id)
    return joined.where(MeetingCase.application_id.in_(_OWNERS))


def _columns(mapped: Any) -> dict[str, Any]:
    return {column.key: column for column in mapped.__table__.columns}


def _row_parts(rows: Mapping[str, RowClass]) -> list[Part]:
    """Each table of rows, with its owner's id under the name `owner`."""
    parts = []
    for key, kept in rows.items():
        owner = mapping.owner_column(kept)
        plain = {f"field.{field.key}": getattr(kept.mapped, field.key) for field in kept.table.fields if field.kind is not Kind.CHOICES}
        columns = {"owner": owner, **{name: getattr(kept.mapped, name) for name in _RECORD}, **plain}
        parts.append(Part(key, columns, lambda query, owner=owner: query.where(owner.in_(_OWNERS))))  # type: ignore[misc]
    return parts


def _many_parts(keys: Iterable[str], owners: Any) -> list[Part]:
    """Each field of several values, with what orders them."""
    parts = []
    for key in keys:
        many = mapping.MANY[key]
        owner = getattr(many.mapped, many.owner)
        columns = {"owner": owner, "key": many.mapped.key}
        if many.listed is not None:
            columns["order"] = getattr(many.listed, many.order)

        def where(query: Select[Any], many: mapping.Many = many, owner: Any = owner) -> Select[Any]:
            if many.listed is not None:
                query = query.join_from(many.mapped, many.listed, getattr(many.listed, many.key) == many.mapped.key)
            return query.where(owner.in_(owners))

        parts.append(Part(key, columns, where))
    return parts


def _many(found: Mapping[str, list[Values]], keys: Iterable[str]) -> dict[int, dict[str, tuple[Any, ...]]]:
    """Owner → field → its keys in the order that the form lists them."""
    held: dict[int, dict[str, tuple[Any, ...]]] = {}
    for key in keys:
        enumeration = mapping.MANY[key].listed is None
        rows = sorted(found[key], key=lambda one: list(SubIndex).index(one["key"]) if enumeration else one["order"])
        for row in rows:
            fields = held.setdefault(row["owner"], {})
            name = key.rpartition(".")[2]
            fields[name] = (*fields.get(name, ()), row["key"])
    return held


def _fields(record: Any, catalogue: Catalogue, many: Mapping[str, tuple[Any, ...]]) -> dict[str, Any]:
    return {field.key: many.get(field.key, ()) if field.kind is Kind.CHOICES else getattr(record, field.key) for field in catalogue.fields}


def _drafts(rows: Iterable[Values], kept: RowClass, many: Mapping[int, Mapping[str, tuple[Any, ...]]]) -> tuple[Any, ...]:
    made = []
    for row in sorted(rows, key=lambda one: (one["position"], one["id"])):
        values = {
            field.key: many.get(row["id"], {}).get(field.key, ()) if field.kind is Kind.CHOICES else row[f"field.{field.key}"]
            for field in kept.table.fields
        }
        made.append(kept.row(uid=row["uid"], **values))
    return tuple(made)
