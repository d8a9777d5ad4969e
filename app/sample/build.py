"""Small helpers that put sample applications and cases together from what is particular to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.drafts import (
    ApplicationDraft,
    BudgetLine,
    Milestone,
    Objective,
    Partner,
    ReportingDate,
    YearAmount,
)  # fmt: skip
from app.domain.rules.evidence import Process
from app.domain.vocabulary import ApplicationState, AttachmentKind, CostType, FundedBy, ReportKind
from app.sample.history import Way, history
from app.sample.model import CASEWORKER, SampleAttachment, SampleCase, SampleDeparture, SampleJudgement
from app.sample.papers import board_minutes, steering_notes, supplement_request
from app.sample.uids import keyed, uid

CASEWORKER_PHONE = "08-508 00 00"


def day(text: str) -> date:
    return date.fromisoformat(text)


def paid(year: int, cost_type: CostType | None, amount: int | None, note: str, by: FundedBy | None = FundedBy.PROGRAMME) -> BudgetLine:
    return BudgetLine(year=year, cost_type=cost_type, funded_by=by, amount=amount, note=note)


def own(year: int, cost_type: CostType, amount: int, note: str) -> BudgetLine:
    return paid(year, cost_type, amount, note, FundedBy.OWN)


def shared(year: int, cost_type: CostType, amount: int, note: str) -> BudgetLine:
    return paid(year, cost_type, amount, note, FundedBy.CO)


def step(text: str, due: str) -> Milestone:
    return Milestone(text=text, due=day(due))


def part(organisation: str, role: str, contribution: str = "", confirmed: bool | None = True, mandate: str = "") -> Partner:
    return Partner(organisation=organisation, role=role, mandate=mandate, contribution=contribution, confirmed=confirmed)


def goal(text: str, indicator: str, unit: str, values: tuple[str, str], due: str, method: str, **more: Any) -> Objective:
    """A complete objective; `values` are baseline and target as decimals."""
    baseline, target = (Decimal(value) for value in values)
    return Objective(
        text=text, indicator=indicator, unit=unit, baseline=baseline, target=target, target_date=day(due), method=method, **more
    )


def application(name: str, **fields: Any) -> ApplicationDraft:
    """A draft with fixed row uids; amounts applied, own funding and reports follow from budget and end where not given."""
    for key in ("districts", "related_sub_goals"):
        fields[key] = tuple(sorted(fields.get(key, ())))
    lines: tuple[BudgetLine, ...] = fields.get("budget_lines", ())
    by_year: dict[int | None, int] = {}
    for line in lines:
        if line.funded_by is FundedBy.PROGRAMME:
            by_year[line.year] = by_year.get(line.year, 0) + (line.amount or 0)
    fields.setdefault("amounts_applied", tuple(YearAmount(year=year, amount=amount) for year, amount in by_year.items()))
    fields.setdefault("own_funding", sum(line.amount or 0 for line in lines if line.funded_by is FundedBy.OWN) if lines else None)
    end = fields.get("end_date")
    if end is not None:
        fields.setdefault("reporting_dates", _reports(fields["start_date"], end))
    return keyed(ApplicationDraft(**fields), name)


def _reports(start: date, end: date) -> tuple[ReportingDate, ...]:
    """Tertial report 2 and annual report each year, and a final report three months after the end."""
    rows: list[ReportingDate] = []
    for year in range(start.year, end.year + 1):
        if start <= date(year, 8, 31) <= end:
            rows.append(ReportingDate(kind=ReportKind.TERTIAL_2, due=date(year, 9, 15)))
        rows.append(ReportingDate(kind=ReportKind.ANNUAL, due=date(year + 1, 1, 31)))
    month, year = (end.month + 3, end.year) if end.month <= 9 else (end.month - 9, end.year + 1)
    rows.append(ReportingDate(kind=ReportKind.FINAL, due=date(year, month, 28)))
    return tuple(rows)


def case(
    number: str,
    draft: ApplicationDraft,
    way: Way,
    process: Process | None = None,
    judgements: Sequence[SampleJudgement] = (),
    departures: Sequence[SampleDeparture] = (),
) -> SampleCase:
    """A case whose history, dates in the process and papers follow from the draft and its way through SLK."""
    name = f"case/{number}"
    steps = history(draft, way, process or Process())
    states = [one.state for one in steps if one.state is not None]
    return SampleCase(
        uid=uid(name),
        case_number=number,
        application=draft,
        state=states[-1] if states else ApplicationState.DRAFT,
        process=keyed(_dated(process or Process(), way), name),
        history=steps,
        judgements=tuple(judgements),
        departures=tuple(departures),
        attachments=_papers(name, draft, way),
    )


def _dated(process: Process, way: Way) -> Process:
    taken = way.check is not None
    return replace(
        process,
        caseworker=CASEWORKER if taken else "",
        caseworker_phone=CASEWORKER_PHONE if taken else "",
        consultation_date=way.consulted,
        memo_date=way.memo,
        decision_date=way.decided,
    )


def _papers(name: str, draft: ApplicationDraft, way: Way) -> tuple[SampleAttachment, ...]:
    found: list[SampleAttachment] = []

    def add(kind: AttachmentKind, title: str, when: date, content: bytes) -> None:
        found.append(SampleAttachment(uid(f"{name}/attachment/{len(found)}"), kind, title, when, content))

    if draft.board_minutes_attached and draft.board_date:
        add(AttachmentKind.BOARD_MINUTES, "Protokollsutdrag.pdf", draft.board_date, board_minutes(draft))
    if draft.steering_date and draft.steering_result:
        add(AttachmentKind.STEERING_NOTES, "Anteckningar lokala styrgruppen.txt", draft.steering_date, steering_notes(draft))
    if way.supplement:
        add(AttachmentKind.OTHER, "Begäran om komplettering.txt", way.supplement, supplement_request(draft, way.supplement_note))
    return tuple(found)
