"""Small helpers that put the rows of a sample plan together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.drafts import (
    BoardContact,
    FollowUpValue,
    HousingShare,
    PlanActivity,
    PlanObjective,
    PlanPriority,
    SteeringMember,
    WorkingGroup,
)
from app.domain.vocabulary import ActivityState, Financing, SubIndex

LOCAL_WORK = "SH"  # the target area from which funds may be granted
WAITING, RUNNING, DONE, STOPPED = tuple(ActivityState)
REGULAR, PROGRAMME, OTHER = tuple(Financing)


def day(text: str) -> date:
    return date.fromisoformat(text)


def priorities(*texts: str) -> tuple[PlanPriority, ...]:
    return tuple(PlanPriority(number=str(number), text=text) for number, text in enumerate(texts, 1))


def aim(
    number: str, text: str, area: SubIndex | None = None, indicator: str = "", unit: str = "", values: tuple[str, str] | None = None,
    due: str = "", method: str = "", **more: Any,
) -> PlanObjective:  # fmt: skip
    """An objective; `values` are baseline and target as decimals, `since` the baseline's day and `source` where it comes from."""
    baseline, target = (Decimal(value) for value in values) if values else (None, None)
    since = more.pop("since", "")
    return PlanObjective(
        number=number, text=text, area=area, indicator=indicator, unit=unit, baseline=baseline, target=target,
        baseline_date=day(since) if since else None, baseline_source=more.pop("source", ""),
        target_date=day(due) if due else None, method=method, **more,
    )  # fmt: skip


def measured(objective: str, source: str, **values: str) -> tuple[FollowUpValue, ...]:
    """Values of one objective by day: `d20151115="61"`."""
    days = ((date(int(key[1:5]), int(key[5:7]), int(key[7:9])), value) for key, value in values.items())
    return tuple(FollowUpValue(objective=objective, day=when, value=Decimal(value), source=source) for when, value in days)


def activity(
    number: str, title: str, description: str, districts: tuple[str, ...], goals: str = "", *,
    lead: str = "", start: str = "", end: str = "", financing: Financing | None = None, state: ActivityState | None = None,
    sub_goals: tuple[str, ...] = (), partners: str = "", area: str | None = LOCAL_WORK,
) -> PlanActivity:  # fmt: skip
    return PlanActivity(
        number=number, title=title, description=description, districts=districts, target_area=area, related_sub_goals=sub_goals,
        objectives=goals, lead=lead, partners=partners, start=day(start) if start else None, end=day(end) if end else None,
        financing=financing, state=state,
    )  # fmt: skip


def share(company: str, text: str) -> HousingShare:
    return HousingShare(company=company, share=text)


def seat(organisation: str, role: str, mandate: str = "") -> SteeringMember:
    return SteeringMember(organisation=organisation, role=role, mandate=mandate)


def group(name: str, task: str, members: str) -> WorkingGroup:
    return WorkingGroup(name=name, task=task, members=members)


def contact(board: str, role: str, work_contact: str = "") -> BoardContact:
    return BoardContact(board=board, role=role, contact=work_contact)
