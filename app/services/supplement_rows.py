"""Supplement requests as the store holds them: read, written, and which of them wait for somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain import supplements, swedish
from app.domain.supplements import Question, RequestView, SupplementDraft
from app.domain.views import CaseView, TodoItem
from app.models.application import Application
from app.models.ladder import Meeting, MeetingCase, SupplementItem, SupplementRequest
from app.services.evidence import OPEN_STATES

LATE, IN_TURN = 0, 2


def items_of(session: Session, request_id: int) -> list[SupplementItem]:
    query = select(SupplementItem).where(SupplementItem.request_id == request_id)
    return list(session.scalars(query.order_by(SupplementItem.position, SupplementItem.id)))


def draft_of(session: Session, row: SupplementRequest) -> SupplementDraft:
    """What a request says."""
    items = tuple(Question(uid=one.uid, rule_id=one.rule_id, question=one.question, reason=one.reason) for one in items_of(session, row.id))
    return SupplementDraft(introduction=row.introduction, due_date=row.due_date, items=items)


def view_of(session: Session, row: SupplementRequest, case: CaseView) -> RequestView:
    draft = draft_of(session, row)
    return RequestView(
        uid=row.uid,
        version=row.version,
        case=case.uid,
        number=row.number,
        draft=draft,
        sent_date=row.sent_date,
        reminded_date=row.reminded_date,
        answered_date=row.answered_date,
        standings={one.uid: supplements.standing(one, case.results, case.evidence) for one in draft.items},
    )


def write_items(session: Session, row: SupplementRequest, items: Sequence[Question]) -> None:
    """Make the stored questions these, in this order; a question that stays keeps its row."""
    held = {one.uid: one for one in items_of(session, row.id)}
    for position, one in enumerate(items):
        kept = held.pop(one.uid, None)
        if kept is None:
            kept = SupplementItem(uid=one.uid, request_id=row.id, position=position, rule_id=one.rule_id, question=one.question)
            session.add(kept)
        kept.position, kept.rule_id, kept.question, kept.reason = position, one.rule_id, one.question, one.reason
    for gone in held.values():
        session.delete(gone)
    session.flush()


def requests_of(session: Session, application_id: int) -> list[SupplementRequest]:
    """A case's requests, newest first."""
    query = select(SupplementRequest).where(SupplementRequest.application_id == application_id)
    return list(session.scalars(query.order_by(SupplementRequest.number.desc())))


def next_number(session: Session, application_id: int) -> int:
    newest = session.scalar(select(func.max(SupplementRequest.number)).where(SupplementRequest.application_id == application_id))
    return (newest or 0) + 1


def cutoff_of(session: Session, case: UUID) -> date | None:
    """The cut-off day of the meeting that a case is chosen for."""
    query = (
        select(Meeting.cutoff_day)
        .join(MeetingCase, MeetingCase.meeting_id == Meeting.id)
        .join(Application, Application.id == MeetingCase.application_id)
    )
    return session.scalar(query.where(Application.uid == case))


# --- reminders -----------------------------------------------------------------------------------


def reminders(session: Session, today: date, visible: ColumnElement[bool]) -> Iterator[TodoItem]:
    """Drafts not sent, answers that are late, answers that are due within days, and answers to look at."""
    query = (
        select(
            Application.uid, Application.title, Application.case_number, Application.registry_number_city,
            SupplementRequest.due_date, SupplementRequest.sent_date, SupplementRequest.reminded_date,
        )
        .join(Application, Application.id == SupplementRequest.application_id)
        .where(SupplementRequest.answered_date.is_(None), Application.state.in_(OPEN_STATES), visible)
        .order_by(SupplementRequest.due_date, Application.id)
    )  # fmt: skip
    for one in session.execute(query):
        name = one.registry_number_city or one.case_number
        if one.sent_date is None:
            yield _item(IN_TURN, f"Skicka komplettering: {one.title}", f"{name} · utkastet är inte skickat", one.uid)
        elif one.due_date is not None and one.due_date <= today + timedelta(days=supplements.SOON_DAYS):
            is_late = one.due_date < today
            facts = [name, supplements.waiting_text(one.due_date, today)]
            if one.reminded_date is not None:
                facts.append(f"påmind {swedish.iso_date(one.reminded_date)}")
            verb = "Påminn om komplettering" if is_late else "Bevaka komplettering"
            yield _item(LATE if is_late else IN_TURN, f"{verb}: {one.title}", " · ".join(facts), one.uid)


def _item(urgency: int, text: str, detail: str, uid: UUID) -> TodoItem:
    return TodoItem(urgency, text, detail, "application", uid, "supplement")
