"""Use cases on one application: open, edit, judge, depart, propose and move it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session, object_session

from app.domain import catalogues, ladder, swedish, workflow
from app.domain.drafts import ApplicationDraft
from app.domain.fields import text
from app.domain.rules.engine import allowed_outcomes, blocking, evaluate, input_hash
from app.domain.rules.evidence import RuleResult
from app.domain.views import CaseView, Changes, Created
from app.domain.vocabulary import ApplicationState, DecisionOutcome, RuleOutcome
from app.errors import NotFound, RuleViolation
from app.models.application import Application
from app.models.case import DepartureRecord, JudgementRecord
from app.services import evidence, mapping
from app.services.attachments import attachments_in, require_open
from app.services.case_reading import read_case, read_plans
from app.services.meetings import meeting_in
from app.services.records import Part, Records, Target
from app.services.steps import StepTaking, require_untabled, steps_in
from app.services.store import Store, Unit, require
from app.services.uids import new_uid
from app.services.visibility import HIDDEN_TEXT, hidden_ids, require_visible, visible_to

FRAME_FIELDS = {"process.proposed_amount", "process.proposed_outcome", "process.amount_granted", "process.decision_outcome"}
PROCESS_KEYS = {item.key for group in catalogues.PROCESS.groups for item in group.items}
LOCKED_STATES = (ApplicationState.CLOSED, ApplicationState.WITHDRAWN, ApplicationState.WRITTEN_OFF)
MAX_REASON = 4_000  # characters of a judgement or a departure


class Cases(Records, StepTaking):
    kind: ClassVar[str] = "application"
    label: ClassVar[str] = "Ärendet"
    mapped = Application
    parts = (
        Part("process.", catalogues.PROCESS, mapping.PROCESS_ROWS),
        Part("", catalogues.APPLICATION, mapping.APPLICATION_ROWS),
    )

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        store.finish = lambda unit: evidence.finish(unit, store.programme)

    # --- reading ---------------------------------------------------------------------------------

    def load(self, uid: UUID) -> CaseView:
        with self.store.reading() as session:
            record = self.find(session, uid)
            return self._view(session, record)

    def _view(self, session: Session, record: Application) -> CaseView:
        rows = read_case(session, record)
        plans = read_plans(session, record.plan_id)
        return CaseView(
            uid=record.uid,
            version=record.version,
            case_number=record.case_number,
            state=record.state,
            evidence=evidence.gather(session, self.store.programme, record, rows, plans),
            results=evidence.results_of(rows),
            judgements=evidence.judgements_in(rows),
            departures=evidence.departures_in(rows),
            attachments=attachments_in(rows),
            unparsed=rows.unparsed,
            plan_uid=plans[0].uid if plans[0] else None,
            steps=steps_in(rows.steps, rows.attachments),
            meeting=meeting_in(rows),
        )

    def renew(self) -> None:
        """After a migration: verdicts and digests of every case, over the tables and columns as they now are."""
        with self.store.writing() as unit:
            unit.applications |= set(unit.session.scalars(select(Application.id)))

    def resolve(self, name: str) -> UUID:
        """The case that a registry number, our own number or a uid names. Raises NotFound, also when several answer."""
        wanted = swedish.compact(name)
        mine = visible_to(self.store.who)
        with self.store.reading() as session:
            for column in (Application.registry_number_city, Application.case_number):
                found = session.scalars(select(Application.uid).where(column == wanted, mine)).all() if wanted else []
                if len(found) > 1:
                    raise NotFound(f"Flera ärenden har diarienumret ”{wanted}”. Använd ärendenumret, till exempel 2015-017.")
                if found:
                    return found[0]
            try:
                uid = UUID(wanted)
            except ValueError:
                uid = None
            if uid is not None and session.scalar(select(Application.id).where(Application.uid == uid, mine)) is not None:
                return uid
        raise NotFound(f"Det finns inget ärende ”{wanted}” i filen. Ange diarienummer, ärendenummer (2015-017) eller uid.")

    def next_states(self, uid: UUID) -> tuple[ApplicationState, ...]:
        with self.store.reading() as session:
            return workflow.next_states(self.find(session, uid).state)

    def preview_rules(self, view: CaseView, draft: ApplicationDraft) -> tuple[RuleResult, ...]:
        """The verdicts if the draft held this; pure and quick, nothing is stored."""
        return evaluate(replace(view.evidence, application=draft), view.judgements)

    def allowed_outcomes(self, view: CaseView) -> tuple[DecisionOutcome, ...]:
        return allowed_outcomes(view.results, self.store.programme, view.departures)

    # --- making ----------------------------------------------------------------------------------

    def create(
        self,
        draft: ApplicationDraft | None = None,
        *,
        state: ApplicationState = ApplicationState.FORMAL_CHECK,
        source: str = "Ny ansökan",
        uid: UUID | None = None,
        case_number: str | None = None,
    ) -> Created:
        with self.store.writing() as unit:
            record = self.insert(unit, draft or ApplicationDraft(), state, source, uid=uid, case_number=case_number)
        return Created(record.uid, unit.changes)

    def insert(
        self,
        unit: Unit,
        draft: ApplicationDraft,
        state: ApplicationState,
        source: str,
        *,
        uid: UUID | None = None,
        case_number: str | None = None,
    ) -> Application:
        """Add an application within a write that is under way."""
        year = (draft.received_date or self.store.today).year
        number = case_number or self.next_number(unit.session, year)
        record = Application(uid=uid or new_uid(), case_number=number, state=state)
        unit.session.add(record)
        unit.session.flush()
        mapping.write_draft(unit.session, record, draft, catalogues.APPLICATION, mapping.APPLICATION_ROWS)
        unit.session.flush()
        unit.log("application", record.uid, "created", source, "", f"{number} {draft.title}".strip())
        unit.applications.add(record.id)
        return record

    @staticmethod
    def next_number(session: Session, year: int) -> str:
        """Our own case number: the year and a running number, never used twice."""
        running = cast(func.substr(Application.case_number, len(f"{year}-") + 1), Integer)
        newest = session.scalar(select(func.max(running)).where(Application.case_number.like(f"{year}-%")))
        return f"{year}-{(newest or 0) + 1:03d}"

    # --- editing ---------------------------------------------------------------------------------

    def find(self, session: Session, uid: UUID) -> Application:
        """The case. Raises NotFound when it is gone, or when whoever sits at the window has declared jäv in it."""
        is_hidden = Application.id.in_(hidden_ids(self.store.who)).label("is_hidden")
        found = session.execute(select(Application, is_hidden).where(Application.uid == uid)).first()
        if found is None:
            raise NotFound("Ärendet finns inte längre i filen.")
        if found.is_hidden:
            raise NotFound(HIDDEN_TEXT)
        record: Application = found[0]
        return record

    def check_open(self, record: Application) -> None:
        """Refuse an ended case, and every case in which whoever sits at the window has declared jäv."""
        session = object_session(record)
        if session is not None:
            require_visible(session, self.store.who, record)
        require_open(record)

    def clash_in(self, session: Session, record: Application, key: str, value: object) -> str | None:
        """A day of the handling's own that is out of order with the rest of the ladder."""
        if key not in ladder.PROCESS_DATES or not isinstance(value, date):
            return None
        rows = read_case(session, record)
        return ladder.field_clash(key, value, ladder.marks(rows.draft, rows.process, steps_in(rows.steps, ())))

    def check_edit(self, unit: Unit, record: Application, target: Target, value: object) -> None:
        self._require_untabled(unit.session, record, target.table or target.field.key)
        if target.holder is record and target.field.key == "proposed_outcome":
            results = evidence.current_results(unit.session, record.id)
            departures = evidence.departures_of(unit.session, record.id)
            if value is not None and value not in allowed_outcomes(results, self.store.programme, departures):
                stops = blocking(results, self.store.programme, departures)
                raise RuleViolation(
                    f"”{DecisionOutcome.of(str(value)).label}” kan inte föreslås: {_named(stops)}. "
                    "Begär komplettering, rätta uppgifterna eller registrera ett avsteg med skäl.",
                    [one.rule_id for one in stops],
                )

    def check_rows(self, unit: Unit, record: Application, table: str) -> None:
        require(record.state not in LOCKED_STATES, f"Ärendet är i läget ”{record.state.label}” och kan inte ändras.")
        self._require_untabled(unit.session, record, table.removeprefix("process."))

    @staticmethod
    def _require_untabled(session: Session, record: Application, key: str) -> None:
        if key not in PROCESS_KEYS and key not in ladder.OPEN_WHILE_TABLED:
            require_untabled(session, record)

    def after_edit(self, unit: Unit, record: Application, key: str) -> None:
        unit.applications.add(record.id)
        if key in FRAME_FIELDS:
            unit.frame_moved = True

    def propose(self, uid: UUID, outcome: DecisionOutcome | None, amount: int | None) -> Changes:
        """Set the proposed decision in one step. Raises RuleViolation naming the rules that stop it."""
        with self.store.writing() as unit:
            record = self._to_change(unit.session, uid)
            outcome_target = Target(record, catalogues.PROCESS.field("proposed_outcome"))
            self.check_edit(unit, record, outcome_target, outcome)
            granting = outcome in evidence.GRANTING
            for field, old, new in (
                (outcome_target.field, record.proposed_outcome, outcome),
                (catalogues.PROCESS.field("proposed_amount"), record.proposed_amount, amount if granting else None),
            ):
                if old != new:
                    shown = [text(field, one, self.choices) for one in (old, new)]
                    setattr(record, field.key, new)
                    unit.log("application", record.uid, f"process.{field.key}", field.label, *shown)
            self.after_edit(unit, record, "process.proposed_outcome")
        return unit.changes

    def judge(self, uid: UUID, rule_id: str, outcome: RuleOutcome, reason: str) -> Changes:
        """Record a person's verdict with its reason on the values as they are now."""
        require(outcome in (RuleOutcome.PASS, RuleOutcome.FAIL), "Välj Uppfyllt eller Inte uppfyllt.")
        written = swedish.clean(reason).strip()
        require(written, "Skriv en motivering till bedömningen.")
        _require_short(written)
        with self.store.writing() as unit:
            record = self._to_change(unit.session, uid)
            computed = {one.rule_id: one for one in evaluate(evidence.gather(unit.session, self.store.programme, record))}
            result = computed[rule_id]
            require(
                result.outcome is RuleOutcome.NEEDS_JUDGEMENT,
                f"{rule_id} ska inte bedömas nu: utfallet är ”{result.outcome.label}” och följer av uppgifterna.",
            )
            held = _given(unit.session, JudgementRecord, record.id, rule_id)
            before = f"{held.outcome.label}: {held.reason}" if held else ""
            if held is None:
                held = JudgementRecord(uid=new_uid(), application_id=record.id, rule_id=rule_id)
                unit.session.add(held)
            held.outcome, held.reason, held.person = outcome, written, self.store.who
            held.at, held.input_hash = unit.now, input_hash(result)
            unit.log("application", record.uid, f"judgement.{rule_id}", f"Bedömning av {rule_id}", before, f"{outcome.label}: {written}")
            self.bump(record)
            unit.applications.add(record.id)
        return unit.changes

    def withdraw_judgement(self, uid: UUID, rule_id: str) -> Changes:
        return self._withdraw(uid, rule_id, JudgementRecord)

    def depart(self, uid: UUID, rule_id: str, reason: str) -> Changes:
        """Record a departure from a hard rule with its written reason; the memo prints it."""
        written = swedish.clean(reason).strip()
        require(written, "Skriv skälet till avsteget. Det skrivs ut i tjänsteutlåtandet.")
        _require_short(written)
        require(self.store.programme.rule_by_id[rule_id].hard, f"{rule_id} hindrar inte ett förslag; inget avsteg behövs.")
        with self.store.writing() as unit:
            record = self._to_change(unit.session, uid)
            held = _given(unit.session, DepartureRecord, record.id, rule_id)
            before = held.reason if held else ""
            if held is None:
                held = DepartureRecord(uid=new_uid(), application_id=record.id, rule_id=rule_id)
                unit.session.add(held)
            held.reason, held.person, held.at = written, self.store.who, unit.now
            unit.log("application", record.uid, f"departure.{rule_id}", f"Avsteg från {rule_id}", before, written)
            self.bump(record)
            unit.applications.add(record.id)
        return unit.changes

    def withdraw_departure(self, uid: UUID, rule_id: str) -> Changes:
        return self._withdraw(uid, rule_id, DepartureRecord)

    def _withdraw(self, uid: UUID, rule_id: str, kind: type[Given]) -> Changes:
        """Take back what a person has written about a rule; the log keeps it."""
        with self.store.writing() as unit:
            record = self._to_change(unit.session, uid)
            held = _given(unit.session, kind, record.id, rule_id)
            if isinstance(held, JudgementRecord):
                unit.log(
                    "application", record.uid, f"judgement.{rule_id}", f"Bedömning av {rule_id}", f"{held.outcome.label}: {held.reason}"
                )
            elif held is not None:
                unit.log("application", record.uid, f"departure.{rule_id}", f"Avsteg från {rule_id}", held.reason)
            else:
                what = "ingen bedömning" if kind is JudgementRecord else "inget avsteg"
                raise NotFound(f"{rule_id} har {what} att ta tillbaka.")
            unit.session.delete(held)
            self.bump(record)
            unit.applications.add(record.id)
        return unit.changes


def _require_short(reason: str) -> None:
    """Refuse a reason that is no reason any more. Raises RuleViolation."""
    told = f"Texten är {swedish.integer(len(reason))} tecken. Högst {swedish.integer(MAX_REASON)} ryms; korta den."
    require(len(reason) <= MAX_REASON, told)


Given = TypeVar("Given", JudgementRecord, DepartureRecord)


def _given(session: Session, kind: type[Given], record_id: int, rule_id: str) -> Given | None:
    """What a person has written about one rule of a case."""
    return session.scalars(select(kind).where(kind.application_id == record_id, kind.rule_id == rule_id)).first()


def _named(results: tuple[RuleResult, ...]) -> str:
    return "; ".join(f"{one.rule_id} {one.outcome.label.lower()}" for one in results)
