"""Drafts of every shape, drawn from the catalogues: each field empty or holding a value it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from app.domain.catalogues import APPLICATION, PLAN
from app.domain.drafts import (
    ApplicationDraft,
    BoardContact,
    BudgetLine,
    CoFunding,
    FollowUpValue,
    HousingShare,
    Milestone,
    Objective,
    Partner,
    PlanActivity,
    PlanDraft,
    PlanObjective,
    PlanPriority,
    ReportingDate,
    SteeringMember,
    WorkingGroup,
    YearAmount,
)  # fmt: skip
from app.domain.fields import EARLIEST, FIRST_YEAR, LAST_YEAR, LATEST, Catalogue, Field, Kind, Table, empty_value
from app.domain.programme import Programme
from app.domain.rules.evidence import Evidence, ExpertStatement, Process
from app.domain.swedish import MAX_KRONOR, clean, compact
from app.domain.vocabulary import AttachmentKind, ConsultationOutcome, DecisionOutcome
from tests.domain.builders import PROGRAMME

ROWS: Mapping[str, Any] = {
    "milestones": Milestone,
    "budget_lines": BudgetLine,
    "amounts_applied": YearAmount,
    "co_funding": CoFunding,
    "objectives": Objective,
    "reporting_dates": ReportingDate,
    "partners": Partner,
}
PLAN_ROWS: Mapping[str, Any] = {
    "priorities": PlanPriority,
    "objectives": PlanObjective,
    "follow_up_values": FollowUpValue,
    "activities": PlanActivity,
    "housing_shares": HousingShare,
    "steering_members": SteeringMember,
    "working_groups": WorkingGroup,
    "contacts": BoardContact,
}

_TELLING = st.sampled_from(["Renovering", "sommarjobb", "Trygghetsvärdar i Tensta", "idrottssatsning i Järva", "”§”"])
_WORDS = st.one_of(_TELLING, st.text(max_size=40))
_NEAR_DATES = st.dates(min_value=EARLIEST.replace(year=2014), max_value=EARLIEST.replace(year=2022))
_NEAR_YEARS = st.integers(2013, 2022)
_SMALL_AMOUNTS = st.integers(0, 3)


def given_value(field: Field, programme: Programme = PROGRAMME) -> st.SearchStrategy[Any]:
    """Values the field takes, never empty."""
    match field.kind:
        case Kind.TEXT:
            return _WORDS.map(lambda text: compact(text)[: field.limit].strip()).filter(bool)
        case Kind.LONG_TEXT:
            return _WORDS.map(lambda text: clean(text).strip()).filter(bool)
        case Kind.DATE:
            return st.one_of(_NEAR_DATES, st.dates(min_value=EARLIEST, max_value=LATEST))
        case Kind.KRONOR:
            return st.one_of(_SMALL_AMOUNTS, st.integers(0, MAX_KRONOR))
        case Kind.INTEGER:
            return st.integers(0, 10**9)
        case Kind.YEAR:
            return st.one_of(_NEAR_YEARS, st.integers(FIRST_YEAR, LAST_YEAR))
        case Kind.NUMBER:
            return st.decimals(-(10**6), 10**6, places=4, allow_nan=False, allow_infinity=False).map(_plain)
        case Kind.YES_NO:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from(_members(field, programme))
        case Kind.CHOICES:
            members = _members(field, programme)
            return st.sets(st.sampled_from(members), min_size=1).map(lambda some: tuple(one for one in members if one in some))


def _plain(value: Any) -> Any:
    return value.normalize() if value != value.to_integral_value() else type(value)(int(value))


def _members(field: Field, programme: Programme) -> list[Any]:
    keys = programme.choices.items(field)
    return list(keys) if isinstance(field.choices, str) else [field.choices.of(key) for key in keys]  # type: ignore[union-attr]


def any_value(field: Field) -> st.SearchStrategy[Any]:
    return st.one_of(st.just(empty_value(field)), given_value(field))


def _rows(table: Table, row: Any) -> st.SearchStrategy[Any]:
    one = st.builds(row, **{field.key: any_value(field) for field in table.fields})
    return st.lists(one, max_size=4).map(tuple)


def _drafts(catalogue: Catalogue, draft: Any, rows: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    fields = {field.key: any_value(field) for field in catalogue.fields}
    tables = {table.key: _rows(table, rows[table.key]) for table in catalogue.tables}
    # Half of the draft is drawn at a time: Hypothesis draws better from two mappings than from a hundred arguments.
    return st.builds(lambda some, more: replace(draft(), **some, **more), st.fixed_dictionaries(fields), st.fixed_dictionaries(tables))


applications: st.SearchStrategy[ApplicationDraft] = _drafts(APPLICATION, ApplicationDraft, ROWS)
plans: st.SearchStrategy[PlanDraft] = _drafts(PLAN, PlanDraft, PLAN_ROWS)
_amounts = st.one_of(st.none(), st.integers(0, 200_000_000))
_days = st.one_of(st.none(), _NEAR_DATES)
_experts = st.builds(ExpertStatement, expert=_WORDS, date=_days, statement=_WORDS)
processes: st.SearchStrategy[Process] = st.builds(
    Process,
    consultation_date=_days,
    consultation_outcome=st.one_of(st.none(), st.sampled_from(ConsultationOutcome)),
    experts=st.lists(_experts, max_size=2).map(tuple),
    memo_date=_days,
    proposed_outcome=st.one_of(st.none(), st.sampled_from(DecisionOutcome)),
    proposed_amount=_amounts,
    decision_outcome=st.one_of(st.none(), st.sampled_from(DecisionOutcome)),
    amount_granted=_amounts,
)


@st.composite
def cases(draw: st.DrawFn, drafts: st.SearchStrategy[ApplicationDraft] = applications) -> Evidence:
    """Evidence of every shape; the activity, where there is one, is the plan's."""
    plan = draw(st.one_of(st.none(), plans))
    activity = draw(st.sampled_from(plan.activities)) if plan is not None and plan.activities and draw(st.booleans()) else None
    return Evidence(
        programme=PROGRAMME,
        application=draw(drafts),
        plan=plan,
        activity=activity,
        process=draw(processes),
        attachments=draw(st.frozensets(st.sampled_from(AttachmentKind))),
        granted_before=draw(st.integers(0, 160_000_000)),
        pending_proposals=draw(st.integers(0, 160_000_000)),
    )
