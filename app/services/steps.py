"""Taking a case along the ladder: moves, bordläggning and corrections, each stored as a step and logged."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import ladder, swedish, workflow
from app.domain import steps as step_rules
from app.domain.ladder import MAX_NOTE, StepRow
from app.domain.views import CaseView, Changes
from app.domain.vocabulary import ApplicationState, StepKind
from app.errors import NotFound, RuleViolation, StateConflict
from app.models.application import Application
from app.models.case import Attachment
from app.models.ladder import CaseStep, SupplementRequest
from app.services import evidence
from app.services.store import Store, Unit, require
from app.services.uids import new_uid

MAX_PARAGRAPH = 30
_FRAME_STATES = (*evidence.ENDED_STATES, ApplicationState.DECIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """When a step is taken, under which paragraph, why, and which document shows it."""

    day: date
    paragraph: str = ""
    note: str = ""
    attachment_id: int | None = None

    def told(self, today: date) -> str:
        """What the log adds to the state: the day unless it is today's, the paragraph, and the reason."""
        facts = [swedish.iso_date(self.day) if self.day != today else "", ladder.paragraph_text(self.paragraph)]
        shown = " ".join(fact for fact in facts if fact)
        return f"{f', {shown}' if shown else ''}{f' ({self.note})' if self.note else ''}"


# --- reading -------------------------------------------------------------------------------------


def steps_in(rows: Iterable[Mapping[str, Any]], attachments: Iterable[Mapping[str, Any]]) -> tuple[StepRow, ...]:
    """The ladder of a case that has been read whole, oldest first."""
    documents = {one["id"]: one for one in attachments}
    ordered = sorted(rows, key=lambda one: one["id"])
    corrections = {ladder.correction_uid(one["uid"]): one["uid"] for one in ordered}
    uids = {one["uid"] for one in ordered}
    made = []
    for one in ordered:
        document = documents.get(one["attachment_id"])
        made.append(
            StepRow(
                uid=one["uid"],
                kind=one["kind"],
                origin=one["origin"],
                target=one["target"],
                day=one["day"],
                who=one["who"],
                at=one["at"],
                paragraph=one["paragraph"],
                note=one["note"],
                extract=document["uid"] if document else None,
                extract_name=document["name"] if document else "",
                corrects=corrections.get(one["uid"]),
                is_corrected=ladder.correction_uid(one["uid"]) in uids,
            )
        )
    return tuple(made)


def steps_of(session: Session, application_id: int) -> tuple[StepRow, ...]:
    """The ladder of one case, oldest first."""
    rows = [dict(one._mapping) for one in session.execute(select(*CaseStep.__table__.columns).filter_by(application_id=application_id))]
    named = select(Attachment.id, Attachment.uid, Attachment.name).where(
        Attachment.id.in_([one["attachment_id"] for one in rows if one["attachment_id"]])
    )
    return steps_in(rows, [dict(one._mapping) for one in session.execute(named)] if rows else ())


def require_untabled(session: Session, record: Application) -> None:
    """Refuse to add to an application that lies tabled. Raises RuleViolation."""
    if workflow.may_table(record.state):
        since = ladder.tabled_since(steps_of(session, record.id))
        require(since is None, ladder.TABLED_TEXT.format(day=swedish.iso_date(since) if since else ""))


# --- taking --------------------------------------------------------------------------------------


class StepTaking:
    """The part of the cases' service that moves a case; every step leaves one line in the ladder and one in the log."""

    store: Store

    @abstractmethod
    def find(self, session: Session, uid: UUID) -> Any:
        """The case. Raises NotFound."""

    @abstractmethod
    def check_open(self, record: Any) -> None:
        """Refuse a change of an ended case. Raises RuleViolation."""

    @abstractmethod
    def _view(self, session: Session, record: Application) -> CaseView:
        """The case with all that its steps are tried against."""

    def steps(self, uid: UUID) -> tuple[StepRow, ...]:
        """Every step of a case as it was taken, oldest first; corrections stand among them."""
        with self.store.reading() as session:
            return steps_of(session, self.find(session, uid).id)

    def move(
        self,
        uid: UUID,
        target: ApplicationState,
        *,
        note: str = "",
        day: date | None = None,
        paragraph: str = "",
        extract: UUID | None = None,
    ) -> Changes:
        """Take the case to another state. Raises RuleViolation with what is missing, the days that clash, or the ways open."""
        with self.store.writing() as unit:
            self.step(unit, self.find(unit.session, uid), target, note=note, day=day, paragraph=paragraph, extract=extract)
        return unit.changes

    def step(
        self,
        unit: Unit,
        record: Application,
        target: ApplicationState,
        *,
        note: str = "",
        day: date | None = None,
        paragraph: str = "",
        extract: UUID | None = None,
    ) -> None:
        """The same within a write that is under way."""
        require(workflow.may(record.state, target), workflow.refusal(record.state, target))
        self.check_open(record)
        view = self._view(unit.session, record)
        held = self._circumstances(unit.session, record, day, paragraph or step_rules.own_paragraph(view, target), note, extract)
        self._check_step(view, target, held)
        self._take(unit, record, StepKind.MOVED, target, held)

    def table(self, uid: UUID, *, day: date, note: str = "", paragraph: str = "", extract: UUID | None = None) -> Changes:
        """Record that a board put the case off to a later meeting: it stays where it is, and nothing may be added."""
        with self.store.writing() as unit:
            record = self.find(unit.session, uid)
            self.check_open(record)
            require(
                workflow.may_table(record.state),
                f"Ett ärende i läget ”{record.state.label}” kan inte bordläggas. Det görs i stadsdelsnämnden och i kommunstyrelsen.",
            )
            held = self._circumstances(unit.session, record, day, paragraph, note, extract)
            lacks = step_rules.clashes(self._view(unit.session, record), record.state, held.day, self.store.today)
            require(not lacks, "Bordläggningen kan inte registreras: " + " ".join(one.text for one in lacks))
            unit.log("application", record.uid, "tabled", "Bordläggning", "", f"{record.state.label}{held.told(self.store.today)}")
            self._keep(unit, record, StepKind.TABLED, record.state, held)
        return unit.changes

    def correct(self, uid: UUID, step: UUID) -> Changes:
        """Take the latest step back by a step of its own, while nothing rests on it. Raises RuleViolation or StateConflict."""
        with self.store.writing() as unit:
            session = unit.session
            record = self.find(session, uid)
            known = steps_of(session, record.id)
            taken = next((one for one in known if one.uid == step), None)
            if taken is None:
                raise NotFound("Steget finns inte i ärendets beslutskedja.")
            refusal = ladder.correction_refusal(known, step, has_open_letter=_has_open_letter(session, record.id))
            require(not refusal, refusal)
            if record.state is not taken.target:
                raise StateConflict(
                    f"Ärendet är i läget ”{record.state.label}” och steget till ”{taken.target.label}” kan inte tas tillbaka."
                )
            held = Circumstances(day=taken.day, note=f"Rättelse: steget till ”{taken.target.label}” togs tillbaka")
            if taken.kind is StepKind.TABLED:
                held = Circumstances(day=taken.day, note="Rättelse: bordläggningen togs tillbaka")
                unit.log(
                    "application", record.uid, "tabled", "Bordläggning", f"{record.state.label}, {swedish.iso_date(taken.day)}", held.note
                )
                self._keep(unit, record, StepKind.TABLED, record.state, held, ladder.correction_uid(step))
            else:
                self._take(unit, record, StepKind.MOVED, taken.origin, held, ladder.correction_uid(step))
        return unit.changes

    # --- parts -----------------------------------------------------------------------------------

    def _circumstances(
        self, session: Session, record: Application, day: date | None, paragraph: str, note: str, extract: UUID | None
    ) -> Circumstances:
        written, number = swedish.clean(note).strip(), swedish.compact(paragraph)
        require(len(written) <= MAX_NOTE, f"Texten till steget är för lång. Högst {swedish.integer(MAX_NOTE)} tecken.")
        require(len(number) <= MAX_PARAGRAPH, f"Paragrafen är för lång. Högst {MAX_PARAGRAPH} tecken, till exempel § 12.")
        attachment_id = None
        if extract is not None:
            query = select(Attachment.id).where(Attachment.uid == extract, Attachment.application_id == record.id)
            attachment_id = session.scalar(query)
            require(attachment_id is not None, "Handlingen hör inte till ärendet. Lägg den till ärendet under Underlag först.")
        return Circumstances(day=day or self.store.today, paragraph=number, note=written, attachment_id=attachment_id)

    def _check_step(self, view: CaseView, target: ApplicationState, held: Circumstances) -> None:
        lacks = (*step_rules.lacking(view, target, note=held.note), *step_rules.clashes(view, target, held.day, self.store.today))
        require(not lacks, f"Innan ärendet förs till ”{target.label}”: " + " ".join(one.text for one in lacks))
        stops = step_rules.rule_stops(view, target)
        if stops:
            named = "; ".join(f"{one.rule_id} {one.outcome.label.lower()}" for one in stops)
            raise RuleViolation(f"Ärendet kan inte föras till ”{target.label}”: {named}.", [one.rule_id for one in stops])

    def _take(
        self, unit: Unit, record: Application, kind: StepKind, target: ApplicationState, held: Circumstances, uid: UUID | None = None
    ) -> None:
        before = record.state
        unit.log("application", record.uid, "state", "Läge", before.label, f"{target.label}{held.told(self.store.today)}")
        self._keep(unit, record, kind, target, held, uid)
        record.state = target
        if before in _FRAME_STATES or target in _FRAME_STATES:
            unit.frame_moved = True

    def _keep(
        self, unit: Unit, record: Application, kind: StepKind, target: ApplicationState, held: Circumstances, uid: UUID | None = None
    ) -> None:
        unit.session.add(
            CaseStep(
                uid=uid or new_uid(),
                application_id=record.id,
                kind=kind,
                origin=record.state,
                target=target,
                day=held.day,
                paragraph=held.paragraph,
                note=held.note,
                attachment_id=held.attachment_id,
                who=self.store.who,
                at=unit.now,
            )
        )
        unit.session.flush()
        unit.touch("application", record.uid)
        unit.applications.add(record.id)


def _has_open_letter(session: Session, application_id: int) -> bool:
    """Whether a letter that asks for a supplement is sent and not answered."""
    query = select(SupplementRequest.id).where(
        SupplementRequest.application_id == application_id,
        SupplementRequest.sent_date.is_not(None),
        SupplementRequest.answered_date.is_(None),
    )
    return session.scalars(query).first() is not None
