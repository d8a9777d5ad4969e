"""The two keys: content check and arithmetic check, each signed on the values as they are, by two people where there are two."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import swedish, workflow
from app.domain.arithmetic import arithmetic
from app.domain.checks import ALONE, MAX_NOTE, CheckState, ChecksView, arithmetic_hash, content_hash, open_results
from app.domain.drafts import ApplicationDraft
from app.domain.programme import Programme
from app.domain.rules.evidence import RuleResult
from app.domain.views import CaseView, Changes
from app.domain.vocabulary import CheckKind, PersonRole
from app.errors import NotFound
from app.models.application import Application
from app.models.people import CheckSign, Person
from app.services import evidence, mapping
from app.services.cases import Cases
from app.services.office import Office
from app.services.store import Store, require
from app.services.uids import new_uid
from app.services.visibility import disqualified_persons

SIGNING_ROLES = (PersonRole.CASEWORKER, PersonRole.ASSESSOR)
MOST_NAMED = 3


class Checks:
    """Signatures under the two checks of a case."""

    def __init__(self, store: Store, cases: Cases, office: Office) -> None:
        self.store = store
        self.cases = cases
        self.office = office

    def state(self, case: UUID) -> ChecksView:
        """Both keys as they stand now. Raises NotFound."""
        return self.state_of(self.cases.load(case))

    def state_of(self, view: CaseView) -> ChecksView:
        """The same for a case already read."""
        with self.store.reading() as session:
            record = self.cases.find(session, view.uid)
            states = self._states(session, record, view.draft, view.results)
        report = arithmetic(view.draft, self.office.all_words())
        return ChecksView(states, open_results(view.results, self.store.programme), report)

    def sign(self, case: UUID, kind: CheckKind, note: str = "") -> Changes:
        """Sign a check on the values as they are. Raises RuleViolation when another must, or faults are left without a word."""
        written = swedish.clean(note).strip()
        require(len(written) <= MAX_NOTE, f"Anteckningen är för lång. Högst {swedish.integer(MAX_NOTE)} tecken ryms.")
        words = self.office.all_words()
        with self.store.writing() as unit:
            record = self.cases.find(unit.session, case)
            self.cases.check_open(record)
            draft = mapping.application_draft(unit.session, record)
            results = evidence.current_results(unit.session, record.id)
            state = next(one for one in self._states(unit.session, record, draft, results) if one.kind is kind)
            require(not state.refusal, state.refusal)
            if kind is CheckKind.ARITHMETIC:
                faults = arithmetic(draft, words).faults
                require(not faults or written, _unexplained(len(faults)))
            if state.is_alone:
                written = f"{written} ({ALONE})" if written else f"{ALONE[:1].upper()}{ALONE[1:]}"
            held = _held(unit.session, record, kind)
            before = _told(held) if held is not None else ""
            if held is None:
                held = CheckSign(uid=new_uid(), application_id=record.id, kind=kind)
                unit.session.add(held)
            held.person, held.note, held.at = self.store.who, written, unit.now
            held.input_hash = _hash(kind, draft, results, self.store.programme)
            unit.log("application", record.uid, f"check.{kind.value}", kind.label, before, _told(held))
            self.cases.bump(record)
            unit.applications.add(record.id)
        return unit.changes

    def withdraw(self, case: UUID, kind: CheckKind, reason: str) -> Changes:
        """Take a signature back, with the reason in the log. Raises NotFound when there is none."""
        written = swedish.clean(reason).strip()
        require(written, "Skriv varför underskriften tas tillbaka.")
        require(len(written) <= MAX_NOTE, f"Skälet är för långt. Högst {swedish.integer(MAX_NOTE)} tecken ryms.")
        with self.store.writing() as unit:
            record = self.cases.find(unit.session, case)
            self.cases.check_open(record)
            held = _held(unit.session, record, kind)
            if held is None:
                raise NotFound(f"{kind.label}en är inte undertecknad.")
            unit.log("application", record.uid, f"check.{kind.value}", kind.label, _told(held), f"Tillbakatagen: {written}")
            unit.session.delete(held)
            self.cases.bump(record)
            unit.applications.add(record.id)
        return unit.changes

    # --- inside ----------------------------------------------------------------------------------

    def _states(
        self, session: Session, record: Application, draft: ApplicationDraft, results: tuple[RuleResult, ...]
    ) -> tuple[CheckState, ...]:
        held = {one.kind: one for one in session.scalars(select(CheckSign).where(CheckSign.application_id == record.id))}
        others = self._others(session, record)
        locked = (
            ""
            if workflow.is_open(record.state)
            else f"Ärendet är i läget ”{record.state.label}”. Kontroller kan inte längre skrivas under."
        )
        states = []
        for kind, other in ((CheckKind.CONTENT, CheckKind.ARITHMETIC), (CheckKind.ARITHMETIC, CheckKind.CONTENT)):
            mine, theirs = held.get(kind), held.get(other)
            is_both = theirs is not None and theirs.person == self.store.who
            refusal = locked or (_must_be_another(kind, other, others) if is_both and others else "")
            states.append(
                CheckState(
                    kind=kind,
                    person=mine.person if mine else "",
                    at=mine.at if mine else None,
                    note=mine.note if mine else "",
                    is_stale=mine is not None and mine.input_hash != _hash(kind, draft, results, self.store.programme),
                    refusal=refusal,
                    is_alone=is_both and not others,
                )
            )
        return tuple(states)

    def _others(self, session: Session, record: Application) -> tuple[str, ...]:
        """Who else may turn a key in this case: registered, taking part, caseworker or assessor, without declared jäv."""
        names = session.scalars(
            select(Person.name).where(
                Person.name != self.store.who,
                Person.name != "",
                Person.role.in_(SIGNING_ROLES),
                Person.is_active.is_not(False),
                Person.id.not_in(disqualified_persons(record.id)),
            )
        )
        return tuple(sorted(names, key=swedish.sort_key))


def _held(session: Session, record: Application, kind: CheckKind) -> CheckSign | None:
    return session.scalars(select(CheckSign).where(CheckSign.application_id == record.id, CheckSign.kind == kind)).first()


def _hash(kind: CheckKind, draft: ApplicationDraft, results: tuple[RuleResult, ...], programme: Programme) -> str:
    return content_hash(draft, results, programme) if kind is CheckKind.CONTENT else arithmetic_hash(draft)


def _told(held: CheckSign) -> str:
    """'Undertecknad av Handläggare A: stämmer.', for the log."""
    return f"Undertecknad av {held.person}{f': {held.note}' if held.note else ''}"


def _must_be_another(kind: CheckKind, other: CheckKind, others: tuple[str, ...]) -> str:
    more = f" eller någon av {len(others) - MOST_NAMED} till" if len(others) > MOST_NAMED else ""
    *head, last = others[:MOST_NAMED]
    names = f"{', '.join(head)} eller {last}" if head and not more else ", ".join((*head, last))
    return (
        f"Du har skrivit under {other.label.lower()}en. {kind.label}en ska skrivas under av någon annan: {names}{more}. "
        "Är ingen av dem tillgänglig, ta tillbaka din underskrift eller ändra under Programmet, Personer."
    )


def _unexplained(count: int) -> str:
    what = "en skillnad eller ett fel" if count == 1 else f"{swedish.integer(count)} skillnader eller fel"
    return f"Räknekontrollen har {what}. Rätta budgeten, eller skriv i anteckningen varför den kan skrivas under ändå."
