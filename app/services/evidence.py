"""Gathers a case's evidence from the store, evaluates it, and keeps what is derived: verdicts, meters, search text, digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from app.domain import drafts, swedish
from app.domain.plans import names_activity
from app.domain.programme import Programme
from app.domain.rules.engine import FRAME_RULE, changed, evaluate, evaluate_frame, input_hash
from app.domain.rules.evidence import Departure, Evidence, FieldRef, Judgement, RuleResult, ValueUsed
from app.domain.views import VerdictChange
from app.domain.vocabulary import ApplicationState, DecisionOutcome, RuleOutcome
from app.models import application as tables
from app.models import case as case_tables
from app.models.application import Application
from app.models.assessment import Assessment, Assignment, RoundCase, Score
from app.models.case import CaseDigest, DepartureRecord, JudgementRecord, RuleRun
from app.models.earlier import CaseRelation
from app.models.ladder import CaseStep, MeetingCase, SupplementItem, SupplementRequest
from app.models.people import CheckSign, ConflictOfInterest
from app.models.plan import LocalActionPlan, PlanActivity
from app.services import mapping, search_texts
from app.services.case_reading import CaseRows, NamedPlans, read_case, read_facts, read_plans
from app.services.related_cases import open_later_cases
from app.services.store import Unit
from app.services.visibility import hidden_ids

DECIDED_STATES = (
    ApplicationState.DECIDED,
    ApplicationState.DISPATCHED,
    ApplicationState.IN_PROGRESS,
    ApplicationState.FINAL_REPORTED,
    ApplicationState.CLOSED,
)
ENDED_STATES = (ApplicationState.WITHDRAWN, ApplicationState.WRITTEN_OFF)
OPEN_STATES = tuple(state for state in ApplicationState if state not in (*DECIDED_STATES, *ENDED_STATES))
GRANTING = (DecisionOutcome.GRANTED, DecisionOutcome.PARTLY_GRANTED)


def granted_query(*, without: int | None = None) -> Select[Any]:
    """Kronor granted in all, or to all other cases than one."""
    query = select(func.coalesce(func.sum(Application.amount_granted), 0)).where(Application.decision_outcome.in_(GRANTING))
    return query if without is None else query.where(Application.id != without)


def proposed_query(*, without: int | None = None) -> Select[Any]:
    """Kronor proposed in cases not yet decided."""
    query = select(func.coalesce(func.sum(Application.proposed_amount), 0)).where(
        Application.proposed_outcome.in_(GRANTING), Application.decision_outcome.is_(None), Application.state.not_in(ENDED_STATES)
    )
    return query if without is None else query.where(Application.id != without)


def granted_total(session: Session, *, without: int | None = None) -> int:
    return int(session.scalar(granted_query(without=without)) or 0)


def proposed_total(session: Session, *, without: int | None = None) -> int:
    return int(session.scalar(proposed_query(without=without)) or 0)


def plan_link(session: Session, draft: drafts.ApplicationDraft) -> tuple[LocalActionPlan | None, PlanActivity | None]:
    """The registered plan version and activity that the application names, by number or title."""
    if draft.applicant is None or draft.plan_version is None:
        return None, None
    plan = session.scalars(
        select(LocalActionPlan).where(LocalActionPlan.board == draft.applicant, LocalActionPlan.plan_version == draft.plan_version)
    ).first()
    if plan is None or not draft.plan_activity:
        return plan, None
    for activity in session.scalars(select(PlanActivity).where(PlanActivity.plan_id == plan.id).order_by(PlanActivity.position)):
        if names_activity(drafts.PlanActivity(number=activity.number, title=activity.title), draft.plan_activity):
            return plan, activity
    return plan, None


def gather(
    session: Session, programme: Programme, record: Application, rows: CaseRows | None = None, plans: NamedPlans | None = None
) -> Evidence:
    """Everything the rules may read about one case; `rows` and `plans` when they have been read already."""
    held = rows or read_case(session, record)
    plan, current = plans or read_plans(session, record.plan_id)
    sums, index = read_facts(
        session,
        held.draft.districts,
        {"granted": granted_query(without=record.id), "proposed": proposed_query(without=record.id)},
    )
    return Evidence(
        programme=programme,
        application=held.draft,
        plan=plan.draft if plan else None,
        activity=plan.activities.get(record.plan_activity_id or 0) if plan else None,
        plan_state=plan.state if plan else None,
        current_plan=current.draft if current else None,
        process=held.process,
        attachments=frozenset(one["kind"] for one in held.attachments),
        granted_before=sums["granted"],
        pending_proposals=sums["proposed"],
        index=index,
        related=held.related,
    )


def judgements_of(session: Session, application_id: int) -> tuple[Judgement, ...]:
    rows = session.scalars(
        select(JudgementRecord).where(JudgementRecord.application_id == application_id).order_by(JudgementRecord.rule_id)
    )
    return tuple(Judgement(one.rule_id, one.outcome, one.reason, one.person, one.input_hash) for one in rows)


def judgements_in(rows: CaseRows) -> tuple[Judgement, ...]:
    return tuple(Judgement(one["rule_id"], one["outcome"], one["reason"], one["person"], one["input_hash"]) for one in rows.judgements)


def departures_of(session: Session, application_id: int) -> tuple[Departure, ...]:
    rows = session.scalars(
        select(DepartureRecord).where(DepartureRecord.application_id == application_id).order_by(DepartureRecord.rule_id)
    )
    return tuple(Departure(one.rule_id, one.reason, one.person) for one in rows)


def departures_in(rows: CaseRows) -> tuple[Departure, ...]:
    return tuple(Departure(one["rule_id"], one["reason"], one["person"]) for one in rows.departures)


def current_results(session: Session, application_id: int) -> tuple[RuleResult, ...]:
    """The stored verdicts, as they were last made."""
    rows = session.scalars(
        select(RuleRun).where(RuleRun.application_id == application_id, RuleRun.is_current).order_by(RuleRun.rule_id)
    ).all()
    return tuple(_result(row) for row in rows)


def results_of(rows: CaseRows) -> tuple[RuleResult, ...]:
    return tuple(_result(SimpleNamespace(**one)) for one in rows.runs)


def _result(row: Any) -> RuleResult:
    return RuleResult(
        row.rule_id,
        row.rule_set_version,
        row.outcome,
        row.reason,
        tuple(ValueUsed(label, text) for label, text in json.loads(row.values_used)),
        tuple(FieldRef(key, UUID(uid) if uid else None) for key, uid in json.loads(row.fields)),
        row.judged_by,
        row.judgement_reason,
    )


def finish(unit: Unit, programme: Programme) -> None:
    """Before the commit: verdicts, meters and search text of the applications named, and the digest of every one with a changed row."""
    hidden = set(unit.session.scalars(hidden_ids(unit.who))) if unit.applications else set()
    unit.applications |= open_later_cases(unit.session, unit.applications)
    for application_id in sorted(unit.applications):
        record = unit.session.get_one(Application, application_id)
        before = {row.rule_id: row.outcome for row in current_results(unit.session, application_id)}
        after = refresh(unit.session, programme, record, unit.now)
        unit.verdicts += [
            VerdictChange(record.uid, record.case_number, record.title, one.rule_id, before[one.rule_id], one.outcome)
            for one in after
            if one.rule_id in before and before[one.rule_id] is not one.outcome and application_id not in hidden
        ]
        unit.touch("application", record.uid)
    if unit.frame_moved:
        _refresh_frame(unit, programme)
    unit.session.flush()
    for application_id in sorted(unit.digests | unit.applications):
        write_digest(unit.session, application_id)


def _refresh_frame(unit: Unit, programme: Programme) -> None:
    """R25 of every other undecided case reads another sum; the rest is made anew only where its outcome changes."""
    session = unit.session
    undecided = select(Application).where(
        Application.decision_outcome.is_(None),
        Application.state.not_in((*DECIDED_STATES, *ENDED_STATES)),
        Application.id.not_in(unit.applications),
    )
    current = {row.application_id: row for row in session.scalars(select(RuleRun).where(RuleRun.rule_id == FRAME_RULE, RuleRun.is_current))}
    for record in session.scalars(undecided.order_by(Application.id)).all():
        result = evaluate_frame(_frame_evidence(session, programme, record))
        run = current.get(record.id)
        if run is not None and run.outcome is result.outcome:
            if not keep_run(session, record.id, run, result, unit.now):
                continue
        else:
            refresh(session, programme, record, unit.now)
        unit.touch("application", record.uid)


def _frame_evidence(session: Session, programme: Programme, record: Application) -> Evidence:
    """No more than R25 reads."""
    rows: dict[str, Any] = {
        key: tuple(mapping.row_draft(session, row, kept) for row in mapping.rows_of(session, record, kept))
        for key, kept in mapping.APPLICATION_ROWS.items()
        if key in ("amounts_applied", "budget_lines")
    }
    return Evidence(
        programme=programme,
        application=drafts.ApplicationDraft(**rows),
        process=mapping.process_of(session, record),
        granted_before=granted_total(session, without=record.id),
        pending_proposals=proposed_total(session, without=record.id),
    )


def refresh(session: Session, programme: Programme, record: Application, now: datetime) -> tuple[RuleResult, ...]:
    """Make anew what is derived from the case; returns the verdicts."""
    draft = mapping.application_draft(session, record)
    plan, activity = plan_link(session, draft)
    record.plan_id = plan.id if plan else None
    record.plan_activity_id = activity.id if activity else None
    record.amount_applied = draft.amount_applied
    record.title_key = swedish.sort_key(draft.title)
    case = gather(session, programme, record)
    search_texts.keep(session, programme, record, case)
    results = evaluate(case, judgements_of(session, record.id))
    counts = {outcome: sum(result.outcome is outcome for result in results) for outcome in RuleOutcome}
    record.rules_passed = counts[RuleOutcome.PASS]
    record.rules_failed = counts[RuleOutcome.FAIL]
    record.rules_insufficient = counts[RuleOutcome.INSUFFICIENT]
    record.rules_to_judge = counts[RuleOutcome.NEEDS_JUDGEMENT]
    keep_runs(session, record.id, results, now)
    session.flush()
    return results


def keep_runs(session: Session, application_id: int, results: Sequence[RuleResult], now: datetime) -> None:
    """Store the verdicts that differ in outcome or values from the current ones; the rest stay as they are."""
    rows = session.scalars(select(RuleRun).where(RuleRun.application_id == application_id, RuleRun.is_current)).all()
    current = {row.rule_id: row for row in rows}
    for result in results:
        keep_run(session, application_id, current.get(result.rule_id), result, now)


def keep_run(session: Session, application_id: int, row: RuleRun | None, result: RuleResult, now: datetime) -> bool:
    """Keep one verdict; whether anything was written."""
    if row is not None and not changed(_result(row), result):
        if row.reason == result.reason:
            return False
        row.reason = result.reason
        return True
    if row is not None:
        session.execute(update(RuleRun).where(RuleRun.id == row.id).values(is_current=False))
    session.add(
        RuleRun(
            application_id=application_id,
            rule_id=result.rule_id,
            rule_set_version=result.version,
            outcome=result.outcome,
            reason=result.reason,
            values_used=json.dumps([[one.label, one.text] for one in result.values_used], ensure_ascii=False),
            fields=json.dumps([[one.key, str(one.row) if one.row else None] for one in result.fields]),
            input_hash=input_hash(result),
            judged_by=result.judged_by,
            judgement_reason=result.judgement_reason,
            at=now,
            is_current=True,
        )
    )
    return True


# --- digest --------------------------------------------------------------------------------------

DIGESTED: tuple[Any, ...] = (
    tables.Milestone, tables.BudgetLine, tables.YearAmount, tables.CoFunding, tables.Objective, tables.ReportingDate, tables.Partner,
    tables.ExpertStatement, tables.ApplicationDistrict, tables.ApplicationSubGoal, tables.ApplicationSubIndex,
    case_tables.RuleRun, case_tables.JudgementRecord, case_tables.DepartureRecord, case_tables.Attachment, case_tables.MemoPassage,
)  # fmt: skip

# Younger tables: a case without rows keeps the digest it had.
DIGESTED_WHEN_HELD: tuple[Any, ...] = (
    CaseRelation, CaseStep, MeetingCase, SupplementRequest, SupplementItem, ConflictOfInterest, CheckSign, RoundCase, Assignment,
    Assessment, Score,
)  # fmt: skip
_ABOVE: dict[Any, Any] = {SupplementItem: SupplementRequest, Score: Assessment}  # owned through another record of the case


UNPARSED = (
    "SELECT field, row_uid, text, message FROM unparsed_input "
    "WHERE record_uid = (SELECT uid FROM application WHERE id = ?) ORDER BY field, row_uid"
)


def case_digest(session: Session, application_id: int) -> str:
    """SHA-256 over the case's rows in every table, as the database holds them."""
    session.flush()
    connection = session.connection()
    digest = hashlib.sha256()
    for mapped in (Application, *DIGESTED, *DIGESTED_WHEN_HELD):
        table = mapped.__table__
        owner = _owner_clause(mapped)
        order = ", ".join(f'"{column.name}"' for column in table.primary_key)
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        rows = connection.exec_driver_sql(
            f'SELECT {columns} FROM "{table.name}" WHERE {owner} ORDER BY {order}',
            (application_id,),
        ).fetchall()
        if not rows and mapped in DIGESTED_WHEN_HELD:
            continue
        digest.update(json.dumps([table.name, [list(row) for row in rows]], ensure_ascii=False).encode())
    unparsed = connection.exec_driver_sql(UNPARSED, (application_id,)).fetchall()
    if unparsed:
        digest.update(json.dumps(["unparsed_input", [list(row) for row in unparsed]], ensure_ascii=False).encode())
    return digest.hexdigest()


def _owner_clause(mapped: Any) -> str:
    """How a table's rows are known to belong to one application."""
    if mapped is Application:
        return '"id" = ?'
    above = _ABOVE.get(mapped)
    if above is None:
        return '"application_id" = ?'
    table = above.__tablename__
    key = next(one for one in mapped.__table__.foreign_keys if one.column.table.name == table).parent.name
    return f'"{key}" IN (SELECT id FROM "{table}" WHERE application_id = ?)'


def write_digest(session: Session, application_id: int) -> None:
    kept = session.get(CaseDigest, application_id)
    made = case_digest(session, application_id)
    if kept is None:
        session.add(CaseDigest(application_id=application_id, digest=made))
    else:
        kept.digest = made
    session.flush()


def numbered(session: Session) -> list[tuple[int, str]]:
    """Every case's database id and case number."""
    return [(row.id, row.case_number) for row in session.execute(select(Application.id, Application.case_number).order_by(Application.id))]


def is_broken(session: Session, application_id: int) -> bool:
    """Whether the case's rows no longer agree with their digest: a value changed outside the program."""
    if session.scalar(select(func.count()).where(Application.id == application_id)) == 0:
        return False  # removed since the numbers were read
    kept = session.scalar(select(CaseDigest.digest).where(CaseDigest.application_id == application_id))
    try:
        return kept != case_digest(session, application_id)
    except TypeError:  # a text that has become something else
        return True
