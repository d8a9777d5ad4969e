"""Meetings of the steering group: their days, the cases chosen for them, and what each must have got by the cut-off day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain import catalogues, swedish
from app.domain.drafts import MeetingDraft
from app.domain.meetings import MeetingInfo, MeetingView, NextMeeting, Outstanding, OutstandingRow
from app.domain.views import Changes, Created
from app.domain.vocabulary import ApplicationState, AssessmentState, AttachmentKind, BoardResult, CheckKind, RuleOutcome, SteeringResult
from app.models.application import Application
from app.models.assessment import Assessment, Assignment
from app.models.case import Attachment, DepartureRecord, RuleRun
from app.models.ladder import Meeting, MeetingCase, SupplementRequest
from app.models.people import CheckSign
from app.services import mapping
from app.services.case_reading import CaseRows
from app.services.records import Part, Records
from app.services.store import require
from app.services.uids import new_uid
from app.services.visibility import disqualified_persons, visible_case, visible_to

_UNMET = (RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT)
_BEFORE_CONSULTATION = frozenset({
    ApplicationState.DRAFT, ApplicationState.IN_LOCAL_STEERING_GROUP, ApplicationState.LOCALLY_APPROVED, ApplicationState.IN_DISTRICT_BOARD,
    ApplicationState.SUBMITTED, ApplicationState.FORMAL_CHECK, ApplicationState.AWAITING_SUPPLEMENT, ApplicationState.EXPERT_REVIEW,
    ApplicationState.ASSESSED, ApplicationState.STEERING_GROUP_CONSULTATION,
})  # fmt: skip
_CHECKS = {CheckKind.CONTENT: "Innehållskontrollen", CheckKind.ARITHMETIC: "Räknekontrollen"}


def meeting_in(rows: CaseRows) -> MeetingInfo | None:
    """The meeting that a case which has been read whole is chosen for."""
    held = rows.meeting
    return None if held is None else MeetingInfo(uid=held["uid"], name=held["name"], day=held["day"], cutoff_day=held["cutoff_day"])


class Meetings(Records):
    """Meetings with their cut-off days and cases."""

    kind: ClassVar[str] = "meeting"
    label: ClassVar[str] = "Mötet"
    mapped = Meeting
    parts = (Part("", catalogues.MEETING, {}),)

    # --- reading ---------------------------------------------------------------------------------

    def list(self) -> tuple[MeetingInfo, ...]:
        """All meetings, the latest first; one without a day stands before them."""
        counted = (
            select(MeetingCase.meeting_id, func.count().label("number"))
            .join(Application, Application.id == MeetingCase.application_id)
            .where(visible_to(self.store.who))
            .group_by(MeetingCase.meeting_id)
            .subquery()
        )
        query = select(Meeting, counted.c.number).outerjoin(counted, counted.c.meeting_id == Meeting.id)
        with self.store.reading() as session:
            found = [_info(one, number or 0) for one, number in session.execute(query)]
        return tuple(sorted(found, key=lambda one: (one.day or date.max, swedish.sort_key(one.name)), reverse=True))

    def load(self, uid: UUID) -> MeetingView:
        with self.store.reading() as session:
            record = self.find(session, uid)
            values: dict[str, Any] = {field.key: mapping.read_field(session, record, field) for field in catalogues.MEETING.fields}
            return MeetingView(
                uid=record.uid,
                version=record.version,
                draft=MeetingDraft(**values),
                unparsed=self.unparsed(session, record.uid),
                info=_info(record, len(self._chosen(session, record.id))),
            )

    def of_case(self, case: UUID) -> MeetingInfo | None:
        """The meeting that a case is chosen for."""
        query = (
            select(Meeting)
            .join(MeetingCase, MeetingCase.meeting_id == Meeting.id)
            .join(Application, Application.id == MeetingCase.application_id)
            .where(Application.uid == case, visible_to(self.store.who))
        )
        with self.store.reading() as session:
            found = session.scalars(query).first()
        return _info(found) if found else None

    def next(self) -> NextMeeting | None:
        """The nearest meeting from today on, with the number of its cases that still wait for something."""
        today = self.store.today
        with self.store.reading() as session:
            record = session.scalars(select(Meeting).where(Meeting.day >= today).order_by(Meeting.day, Meeting.id)).first()
            if record is None or record.day is None:
                return None
            rows = self._outstanding(session, record)
        info = _info(record, len(rows))
        return NextMeeting(info, sum(not row.is_ready for row in rows), (record.day - today).days, sum(bool(row.late) for row in rows))

    def outstanding(self, meeting: UUID) -> tuple[OutstandingRow, ...]:
        """Each case chosen for a meeting with what must have arrived by its cut-off day."""
        with self.store.reading() as session:
            return self._outstanding(session, self.find(session, meeting))

    # --- making ----------------------------------------------------------------------------------

    def create(self, draft: MeetingDraft | None = None, *, uid: UUID | None = None) -> Created:
        wanted = draft or MeetingDraft(name="Styrgruppens möte")
        with self.store.writing() as unit:
            record = Meeting(uid=uid or new_uid())
            unit.session.add(record)
            unit.session.flush()
            mapping.write_draft(unit.session, record, wanted, catalogues.MEETING, {})
            unit.log("meeting", record.uid, "created", "Nytt möte", "", _info(record).title)
        return Created(record.uid, unit.changes)

    def remove(self, uid: UUID) -> Changes:
        """Take a meeting away. Raises RuleViolation while cases are chosen for it."""
        with self.store.writing() as unit:
            record = self.find(unit.session, uid)
            number = unit.session.scalar(select(func.count()).where(MeetingCase.meeting_id == record.id)) or 0
            cases = "ett ärende" if number == 1 else f"{swedish.integer(number)} ärenden"
            require(not number, f"{_info(record).title} har {cases}. Flytta dem till ett annat möte innan mötet tas bort.")
            unit.log("meeting", record.uid, "removed", "Borttaget möte", _info(record).title)
            for ref in self.unparsed(unit.session, record.uid):
                self.forget_unparsed(unit.session, record.uid, ref.key)
            unit.session.delete(record)
        return unit.changes

    def choose(self, case: UUID, meeting: UUID | None) -> Changes:
        """Choose the meeting for a case, or take it out of the one it has."""
        with self.store.writing() as unit:
            session = unit.session
            record = visible_case(session, self.store.who, case)
            held = session.get(MeetingCase, record.id)
            before = session.get(Meeting, held.meeting_id) if held else None
            after = self.find(session, meeting) if meeting else None
            if before is after:
                return unit.changes
            if held is not None:
                session.delete(held)
                session.flush()
            if after is not None:
                session.add(MeetingCase(application_id=record.id, meeting_id=after.id))
            for one in (before, after):
                if one is not None:
                    unit.touch("meeting", one.uid)
            unit.log("application", case, "meeting", "Möte", *(_info(one).title if one else "" for one in (before, after)))
            unit.applications.add(record.id)
        return unit.changes

    # --- editing ---------------------------------------------------------------------------------

    def clash_in(self, session: Session, record: Meeting, key: str, value: Any) -> str | None:
        day, cutoff = (value if key == one else getattr(record, one) for one in ("day", "cutoff_day"))
        if key in ("day", "cutoff_day") and day and cutoff and cutoff > day:
            return (
                f"Sista dag för underlag, {swedish.iso_date(cutoff)}, ligger efter mötesdagen, {swedish.iso_date(day)}. "
                "Rätta den dag som är fel."
            )
        return None

    def after_edit(self, unit: Any, record: Meeting, key: str) -> None:
        """The cases chosen for the meeting show its name and days."""
        for one in self._chosen(unit.session, record.id):
            unit.touch("application", one.uid)

    # --- parts -----------------------------------------------------------------------------------

    def _chosen(self, session: Session, meeting_id: int) -> Sequence[Application]:
        query = (
            select(Application)
            .join(MeetingCase, MeetingCase.application_id == Application.id)
            .where(MeetingCase.meeting_id == meeting_id, visible_to(self.store.who))
        )
        return session.scalars(query.order_by(Application.title_key, Application.case_number)).all()

    def _outstanding(self, session: Session, meeting: Meeting) -> tuple[OutstandingRow, ...]:
        chosen = self._chosen(session, meeting.id)
        facts = _Facts(session, [one.id for one in chosen])
        names = self.store.programme
        short = {board.key: board.short_name for board in names.organisations}
        hard = {info.id for info in names.rules if info.hard and not info.process}
        rows = []
        for one in chosen:
            items = tuple(_items(one, facts, hard)) if one.state in _BEFORE_CONSULTATION else ()
            rows.append(
                OutstandingRow(
                    uid=one.uid,
                    name=one.registry_number_city or one.case_number,
                    title=one.title,
                    board_name=short.get(one.applicant or "", ""),
                    state=one.state,
                    items=items,
                    late=_late(one, facts, meeting.cutoff_day, self.store.today, has_items=bool(items)),
                )
            )
        return tuple(rows)


def _info(record: Meeting, cases: int = 0) -> MeetingInfo:
    return MeetingInfo(uid=record.uid, name=record.name, day=record.day, cutoff_day=record.cutoff_day, cases=cases)


class _Facts:
    """What the chosen cases have got beside their own row, one statement for each kind."""

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        self.documents: Mapping[int, set[AttachmentKind]] = _sets(
            session.execute(select(Attachment.application_id, Attachment.kind).where(Attachment.application_id.in_(ids)))
        )
        self.signed: Mapping[int, set[CheckKind]] = _sets(
            session.execute(select(CheckSign.application_id, CheckSign.kind).where(CheckSign.application_id.in_(ids)))
        )
        self.departed: Mapping[int, set[str]] = _sets(
            session.execute(select(DepartureRecord.application_id, DepartureRecord.rule_id).where(DepartureRecord.application_id.in_(ids)))
        )
        assigned = select(Assignment.application_id, Assignment.person_id).where(
            Assignment.application_id.in_(ids), Assignment.person_id.not_in(disqualified_persons(Assignment.application_id))
        )
        self.assigned: Mapping[int, set[int]] = _sets(session.execute(assigned))
        submitted = select(Assessment.application_id, Assessment.person_id).where(
            Assessment.application_id.in_(ids), Assessment.state == AssessmentState.SUBMITTED
        )
        self.submitted: Mapping[int, set[int]] = _sets(session.execute(submitted))
        self.unmet: Mapping[int, list[RuleRun]] = defaultdict(list)
        runs = select(RuleRun).where(
            RuleRun.application_id.in_(ids), RuleRun.is_current, RuleRun.outcome.in_(_UNMET), RuleRun.judged_by.is_(None)
        )
        for run in session.scalars(runs.order_by(RuleRun.rule_id)):
            self.unmet[run.application_id].append(run)
        self.letters: Mapping[int, list[SupplementRequest]] = defaultdict(list)
        for letter in session.scalars(select(SupplementRequest).where(SupplementRequest.application_id.in_(ids))):
            self.letters[letter.application_id].append(letter)


def _sets(rows: Iterable[Any]) -> dict[int, set[Any]]:
    found: dict[int, set[Any]] = defaultdict(set)
    for key, value in rows:
        found[key].add(value)
    return found


def _items(case: Application, facts: _Facts, hard: set[str]) -> Iterable[Outstanding]:
    """What the case still waits for, approvals first."""
    if case.received_date is None:
        yield Outstanding("Dagen då ansökan kom in saknas.", "application", "received_date")
    if case.steering_date is None or case.steering_result is not SteeringResult.APPROVED:
        yield Outstanding("Lokala styrgruppens godkännande saknas.", "application", "steering_date")
    if case.board_date is None or case.board_result is not BoardResult.APPLIED:
        yield Outstanding("Nämndens beslut att ansöka saknas.", "application", "board_date")
    if AttachmentKind.BOARD_MINUTES not in facts.documents.get(case.id, ()):
        yield Outstanding("Protokollsutdrag från nämnden saknas.", "attachments")
    for letter in facts.letters.get(case.id, ()):
        if letter.sent_date is not None and letter.answered_date is None:
            yield Outstanding(f"Komplettering begärd {swedish.iso_date(letter.sent_date)} är inte besvarad.", "supplement")
    departed = facts.departed.get(case.id, set())
    stops = [f"{one.rule_id} ({one.outcome.label.lower()})" for one in facts.unmet.get(case.id, ()) if one.rule_id in hard - departed]
    if stops:
        yield Outstanding(f"Regler som hindrar bifall: {swedish.join(stops)}.", "rules")
    for kind, name in _CHECKS.items():
        if kind not in facts.signed.get(case.id, ()):
            yield Outstanding(f"{name} är inte underskriven.", "economy" if kind is CheckKind.ARITHMETIC else "application")
    assigned = facts.assigned.get(case.id, set())
    lacking = len(assigned - facts.submitted.get(case.id, set()))
    if lacking:
        yield Outstanding(f"{lacking} av {len(assigned)} bedömningar är inte inlämnade.", "assessment")


def _late(case: Application, facts: _Facts, cutoff: date | None, today: date, *, has_items: bool) -> str:
    """Why a case is late for the meeting; empty while it is not."""
    if cutoff is None:
        return ""
    if case.received_date is not None and case.received_date > cutoff:
        return f"Ansökan kom in {swedish.iso_date(case.received_date)}, efter sista dag för underlag."
    answered = max((one.answered_date for one in facts.letters.get(case.id, ()) if one.answered_date), default=None)
    if answered is not None and answered > cutoff:
        return f"Kompletteringen kom in {swedish.iso_date(answered)}, efter sista dag för underlag."
    return "Underlag saknas efter sista dagen." if has_items and today > cutoff else ""
