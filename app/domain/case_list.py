"""The list of applications: what it asks for, what a line holds, and how a query is kept as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from app.domain.vocabulary import ApplicationState, Labelled, RuleOutcome


class Missing(Labelled):
    """What an open case still lacks; each can be filtered on."""

    CONFLICT = "conflict", "Jäv inte prövat"
    ASSESSMENT = "assessment", "Bedömning saknas"
    AFTERWARDS = "afterwards", "Ingen plan för tiden efter"
    ATTACHMENT = "attachment", "Bilaga saknas"
    SUPPLEMENT = "supplement", "Obesvarad komplettering"
    MEETING = "meeting", "Inget möte valt"
    CHECKS = "checks", "Kontroll inte signerad"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRow:
    """A line of the list of applications. What stands after `days` is read only when it is asked for."""

    uid: UUID
    case_number: str
    registry_number: str
    title: str
    applicant: str  # short name of the board
    districts: str  # names joined
    amount_applied: int | None
    passed: int  # rules by outcome, for the meter
    failed: int
    insufficient: int
    to_judge: int
    state: ApplicationState
    received: date | None
    days: int | None  # since received, while open
    co_applicant: str = ""  # short name
    sub_goals: str = ""  # ids joined
    least_amount: int | None = None
    proposed_amount: int | None = None
    amount_granted: int | None = None
    meeting: str = ""  # day and name
    assigned: int = 0  # assessors without jäv
    submitted: int = 0  # of their assessments
    mean_score: float | None = None  # of the submitted totals; None while the reader's own is not in
    plan: int | None = None  # version of the plan it leans on
    checks: int = 0  # of the two keys, how many are signed


BUILT_IN_VIEWS = (
    ("todo", "Att göra"), ("supplement", "Underlag saknas"), ("proposed", "Förslag finns"), ("decided", "Beslutade"), ("all", "Alla"),
)  # fmt: skip
COLUMNS = (
    "case_number", "title", "applicant", "co_applicant", "districts", "sub_goals", "amount", "least_amount", "proposed", "granted",
    "rules", "state", "received", "days", "meeting", "assessments", "mean", "plan", "checks",
)  # fmt: skip
SHOWN_COLUMNS = ("case_number", "title", "applicant", "districts", "amount", "rules", "state", "received", "days")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """Filter, sort and limit of the list; all done in SQL."""

    view: str = "all"  # "todo", "supplement", "proposed", "decided", "all"
    text: str = ""
    board: str | None = None
    states: tuple[ApplicationState, ...] = ()  # any of them
    district: str | None = None
    sub_goal: str | None = None
    amount_from: int | None = None  # kronor applied for, both ends included
    amount_to: int | None = None
    rule: str | None = None  # a rule id: only cases with the verdict, or where it is fail or insufficient
    verdict: RuleOutcome | None = None  # alone: cases where any rule has it
    meeting: UUID | None = None
    round: UUID | None = None
    assessor: UUID | None = None
    missing: tuple[Missing, ...] = ()  # every one of them
    sort: str = "received"  # one of SORT_KEYS
    descending: bool = True
    offset: int = 0
    limit: int = 200

    @property
    def is_filtered(self) -> bool:
        """Whether anything beside the view narrows the list."""
        return any(getattr(self, name) not in (None, "", ()) for name in FILTERS)


FILTERS = (
    "text", "board", "states", "district", "sub_goal", "amount_from", "amount_to", "rule", "verdict", "meeting", "round", "assessor",
    "missing",
)  # fmt: skip
_UIDS = ("meeting", "round", "assessor")
_TEXTS = ("view", "text", "board", "district", "sub_goal", "rule", "sort")
_PAGING = ("offset", "limit")
SORT_KEYS = (
    "case_number", "registry_number", "title", "applicant", "co_applicant", "amount", "least_amount", "proposed", "granted", "state",
    "received", "days", "failed", "meeting", "assessments", "mean", "plan", "checks",
)  # fmt: skip
_KNOWN = {"view": tuple(key for key, _title in BUILT_IN_VIEWS), "sort": SORT_KEYS}


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[ApplicationRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Sums:
    """How many cases, and their kronor."""

    cases: int
    applied: int
    proposed: int
    granted: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What stands beside the list: the sums of what it finds, and how many each built-in view holds where that was asked for."""

    sums: Sums
    views: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What the filters can be set to besides the programme's own: key and name."""

    meetings: tuple[tuple[UUID, str], ...]
    rounds: tuple[tuple[UUID, str], ...]
    assessors: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedViewInfo:
    """A named view of the list: what it asks for and which columns it shows, in order; none: those at hand."""

    uid: UUID
    name: str
    query: ListQuery
    columns: tuple[str, ...]


def as_data(query: ListQuery) -> dict[str, Any]:
    """What differs from an empty query, as JSON takes it; where in the list one stands is left out."""
    empty = ListQuery()
    found = {one.name: getattr(query, one.name) for one in fields(query) if one.name not in _PAGING}
    return {name: _plain(value) for name, value in found.items() if value != getattr(empty, name)}


def _plain(value: Any) -> Any:
    if isinstance(value, Labelled):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    return [one.value for one in value] if isinstance(value, tuple) else value


def from_data(data: Mapping[str, Any]) -> ListQuery:
    """The query that `as_data` kept; what this version of the program does not know is passed over."""
    known: dict[str, Any] = {name: data[name] for name in _TEXTS if isinstance(data.get(name), str) and data[name]}
    known = {name: value for name, value in known.items() if value in _KNOWN.get(name, (value,))}
    known |= {name: data[name] for name in ("amount_from", "amount_to") if type(data.get(name)) is int}
    known |= {name: uid for name in _UIDS if (uid := _uid(data.get(name))) is not None}
    known["states"] = _members(ApplicationState, data.get("states"))
    known["missing"] = _members(Missing, data.get("missing"))
    known["verdict"] = next(iter(_members(RuleOutcome, [data.get("verdict")])), None)
    if isinstance(data.get("descending"), bool):
        known["descending"] = data["descending"]
    return ListQuery(**known)


def _uid(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _members(kind: type[Any], values: object) -> tuple[Any, ...]:
    by_value = {one.value: one for one in kind}
    return tuple(by_value[one] for one in values if isinstance(one, str) and one in by_value) if isinstance(values, list | tuple) else ()
