"""The query behind the overview of plans: a few statements over the versions in hand, whatever the number of versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from app.domain import plan_overview as domain
from app.domain.catalogues import PLAN
from app.domain.drafts import PlanDraft
from app.domain.fields import Kind
from app.domain.plan_overview import Leaning, PlanInHand
from app.domain.programme import Programme
from app.domain.riskindex.series import Measure, SeriesInfo
from app.domain.views import ActivityMoney, PlansOverview
from app.domain.vocabulary import DecisionOutcome, PlanState
from app.models.application import Application, ApplicationDistrict
from app.models.dialogue import ResidentDialogue
from app.models.plan import LocalActionPlan, PlanActivity, PlanIndex
from app.models.riskindex import IndexValue
from app.services import mapping
from app.services.evidence import ENDED_STATES, GRANTING, OPEN_STATES
from app.services.series_in_use import info_of, newest_year, series_in_use
from app.services.visibility import visible_to

# What the overview reads of a plan; contacts, groups and the long texts that it does not judge stay in the store.
TABLES = ("priorities", "objectives", "follow_up_values", "activities", "housing_shares", "steering_members")


def plans_overview(session: Session, programme: Programme, today: date, who: str) -> PlansOverview:
    """The matrix of each board's newest version; what is due, money and coverage from the version in force, else the newest."""
    newest, in_force = _versions(session)
    plans = _plans_in_hand(session, programme, {*newest.values(), *in_force.values()})
    dialogues = frozenset(session.scalars(select(ResidentDialogue.number).where(ResidentDialogue.number != "")))
    boards = programme.programme_boards
    latest = {one.key: plans[newest[one.key]] for one in boards if one.key in newest}
    current = [plans[in_force.get(one.key, newest[one.key])] for one in boards if one.key in newest]
    series, year, values = _district_values(session)
    return PlansOverview(
        columns=domain.COLUMNS,
        rows=tuple(
            domain.matrix_row(latest[one.key], dialogues, programme) if one.key in latest else domain.no_plan_row(one.key, one.short_name)
            for one in boards
        ),
        due=domain.due_objectives(current, today),
        without_money=domain.without_money(current, _leaning(session)),
        money_without_activity=_money_without_activity(session, programme, who),
        coverage=domain.coverage(programme, current, values, _applications_by_district(session, who)),
        illustrative=series is not None and series.illustrative,
        index=series,
        index_year=year,
    )


# --- plans ---------------------------------------------------------------------------------------


def _versions(session: Session) -> tuple[dict[str, int], dict[str, int]]:
    """Board → id of its newest version, and of the newest one that the board has approved."""
    newest: dict[str, int] = {}
    in_force: dict[str, int] = {}
    found = session.execute(
        select(LocalActionPlan.id, LocalActionPlan.board, LocalActionPlan.state).order_by(
            LocalActionPlan.plan_version.asc().nulls_first(), LocalActionPlan.id
        )
    )
    for plan_id, board, state in found:
        if board is None:
            continue
        newest[board] = plan_id
        if state in domain.IN_FORCE:
            in_force[board] = plan_id
    return newest, in_force


def _plans_in_hand(session: Session, programme: Programme, ids: Collection[int]) -> dict[int, PlanInHand]:
    tables = {key: _rows(session, key, ids) for key in TABLES}
    companies: dict[int, list[str]] = defaultdict(list)
    many = mapping.MANY["housing_companies"].mapped
    for plan_id, key in session.execute(select(many.plan_id, many.key).where(many.plan_id.in_(ids)).order_by(many.key)):
        companies[plan_id].append(key)
    frozen = set(session.scalars(select(PlanIndex.plan_id).where(PlanIndex.plan_id.in_(ids))))
    names = [field.key for field in PLAN.fields if field.kind is not Kind.CHOICES]
    columns = [LocalActionPlan.id, LocalActionPlan.uid, LocalActionPlan.state, *(getattr(LocalActionPlan, name) for name in names)]
    plans = {}
    for plan_id, uid, state, *values in session.execute(select(*columns).where(LocalActionPlan.id.in_(ids))):
        parts: dict[str, Any] = dict(zip(names, values, strict=True))
        parts |= {key: tuple(tables[key][plan_id]) for key in TABLES}
        draft = PlanDraft(housing_companies=tuple(companies[plan_id]), **parts)
        plans[plan_id] = _in_hand(programme, draft, uid, state, has_index=plan_id in frozen)
    return plans


def _in_hand(programme: Programme, draft: PlanDraft, uid: UUID, state: PlanState, *, has_index: bool) -> PlanInHand:
    board = draft.board or ""
    held = programme.organisation_by_key.get(board)
    return PlanInHand(board, held.short_name if held else board, uid, state, draft, has_index)


def _rows(session: Session, table: str, ids: Collection[int]) -> dict[int, list[Any]]:
    """Plan id → one table's rows in their order, with one statement for the table and one for each of its lists."""
    kept = mapping.PLAN_ROWS[table]
    names = [field.key for field in kept.table.fields if field.kind is not Kind.CHOICES]
    lists = [field.key for field in kept.table.fields if field.kind is Kind.CHOICES]
    held = {name: _lists(session, f"{table}.{name}", kept.mapped, ids) for name in lists}
    columns = [kept.mapped.plan_id, kept.mapped.id, kept.mapped.uid, *(getattr(kept.mapped, name) for name in names)]
    query = select(*columns).where(kept.mapped.plan_id.in_(ids)).order_by(kept.mapped.plan_id, kept.mapped.position, kept.mapped.id)
    found: dict[int, list[Any]] = defaultdict(list)
    for plan_id, row_id, uid, *values in session.execute(query):
        chosen = {name: tuple(held[name][row_id]) for name in lists}
        found[plan_id].append(kept.row(uid=uid, **dict(zip(names, values, strict=True)), **chosen))
    return found


def _lists(session: Session, key: str, mapped: Any, ids: Collection[int]) -> dict[int, list[Any]]:
    many = mapping.MANY[key]
    owner = getattr(many.mapped, many.owner)
    query = select(owner, many.mapped.key).join(mapped, mapped.id == owner).where(mapped.plan_id.in_(ids)).order_by(many.mapped.key)
    found: dict[int, list[Any]] = defaultdict(list)
    for row_id, value in session.execute(query):
        found[row_id].append(value)
    return found


# --- money ---------------------------------------------------------------------------------------


def _money_columns() -> tuple[Any, Any]:
    """Kronor applied for in undecided cases, and kronor granted in cases that were not withdrawn."""
    is_granted = Application.decision_outcome.in_(GRANTING) & Application.state.not_in(ENDED_STATES)
    is_open = Application.state.in_(OPEN_STATES)
    applied = case((is_open, func.coalesce(Application.amount_applied, 0)), else_=0)
    granted = case((is_granted, func.coalesce(Application.amount_granted, 0)), else_=0)
    return applied, granted


def _leaning(session: Session) -> list[Leaning]:
    applied, granted = _money_columns()
    found = session.execute(
        select(LocalActionPlan.board, PlanActivity.number, PlanActivity.title, func.sum(applied), func.sum(granted))
        .select_from(Application)
        .join(PlanActivity, PlanActivity.id == Application.plan_activity_id)
        .join(LocalActionPlan, LocalActionPlan.id == PlanActivity.plan_id)
        .group_by(LocalActionPlan.board, PlanActivity.number, PlanActivity.title)
    )
    return [Leaning(board or "", number, title, int(asked or 0), int(given or 0)) for board, number, title, asked, given in found]


def _money_without_activity(session: Session, programme: Programme, who: str) -> tuple[ActivityMoney, ...]:
    """Open or granted applications that lean on no registered activity, in the programme's order of boards."""
    applied, granted = _money_columns()
    found = session.execute(
        select(
            Application.uid, Application.title, Application.case_number, Application.registry_number_city, Application.applicant,
            Application.plan_id, LocalActionPlan.uid.label("plan_uid"), Application.plan_version, Application.plan_activity,
            applied.label("applied"), granted.label("granted"),
        )
        .join(LocalActionPlan, LocalActionPlan.id == Application.plan_id, isouter=True)
        .where(Application.plan_activity_id.is_(None), visible_to(who), or_(Application.state.in_(OPEN_STATES), granted > 0))
        .order_by(Application.case_number)
    ).all()  # fmt: skip
    order = {one.key: number for number, one in enumerate(programme.programme_boards)}
    names = programme.organisation_by_key
    rows = []
    for one in sorted(found, key=lambda one: order.get(one.applicant or "", len(order))):
        board = names.get(one.applicant or "")
        name = " ".join(filter(None, (one.registry_number_city or one.case_number, one.title)))
        reason = domain.why_no_activity(one.plan_version, one.plan_activity, is_registered=one.plan_id is not None)
        rows.append(
            ActivityMoney(
                board_name=board.short_name if board else "",
                plan=one.plan_uid,
                activity=name,
                applied=one.applied,
                granted=one.granted,
                application=one.uid,
                reason=reason,
            )
        )
    return tuple(rows)


# --- coverage ------------------------------------------------------------------------------------


def _district_values(session: Session) -> tuple[SeriesInfo | None, int | None, Mapping[str, Mapping[Measure, float]]]:
    """The newest values of the districts, with what they are; None and nothing when the store has none."""
    series = series_in_use(session)
    if series is None:
        return None, None, {}
    year = newest_year(session, series)
    values: dict[str, dict[Measure, float]] = defaultdict(dict)
    found = session.execute(
        select(IndexValue.unit, IndexValue.measure, IndexValue.value).where(IndexValue.series_key == series.key, IndexValue.year == year)
    )
    for unit, measure, value in found:
        values[unit][measure] = value
    return info_of(series), year, values


def _applications_by_district(session: Session, who: str) -> dict[str, int]:
    """How many applications, neither ended nor refused, name each district."""
    is_refused = Application.decision_outcome == DecisionOutcome.REJECTED
    found = session.execute(
        select(ApplicationDistrict.key, func.count().label("number"))
        .join(Application, Application.id == ApplicationDistrict.application_id)
        .where(Application.state.not_in(ENDED_STATES), or_(Application.decision_outcome.is_(None), ~is_refused), visible_to(who))
        .group_by(ApplicationDistrict.key)
    )
    return {one.key: int(one.number) for one in found}
