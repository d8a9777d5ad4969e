"""Jäv declared or tried, case by case, on the standing ties of the people who take part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import conflicts, swedish
from app.domain.conflicts import ConflictRow, Party
from app.domain.drafts import PersonTie
from app.domain.scoring import PersonInfo
from app.domain.views import Changes
from app.domain.vocabulary import ConflictOutcome, PersonRole
from app.errors import NotFound
from app.models.application import Application, CoFunding, ExpertStatement, Partner
from app.models.assessment import Assignment
from app.models.people import ConflictOfInterest, Person
from app.models.people import PersonTie as StoredTie
from app.services.evidence import OPEN_STATES
from app.services.person_rows import current_person, find_person, info_of
from app.services.records import Records
from app.services.store import Store, Unit, require
from app.services.uids import new_uid
from app.services.visibility import visible_case, visible_to

MAX_REASON = 4_000


class Conflicts:
    """Jäv declared or tried, case by case."""

    def __init__(self, store: Store) -> None:
        self.store = store

    # --- reading ---------------------------------------------------------------------------------

    def suggestions(self, case: UUID) -> tuple[ConflictRow, ...]:
        """Everybody who takes part, or is named in the case: what their ties say, and what has been decided of it."""
        with self.store.reading() as session:
            record = visible_case(session, self.store.who, case)
            return tuple(self._rows(session, [record.id]).get(record.id, ()))

    def statement_missing(self, case: UUID) -> tuple[PersonInfo, ...]:
        """The assigned assessors whose impartiality has not been tried on the facts as they are."""
        return tuple(row.person for row in self.suggestions(case) if row.is_assigned and not row.is_settled)

    def may_decide(self, person: UUID) -> bool:
        """Whether whoever sits at the window may declare or try jäv for a person: an assessor only for oneself."""
        with self.store.reading() as session:
            own = current_person(session, self.store.who)
        return _may_decide(own, person)

    def _rows(self, session: Session, ids: Any, *, assigned_only: bool = False) -> dict[int, list[ConflictRow]]:
        """Case id → a row for each person, those with evidence first; the ids as values or as a select."""
        found = case_parties(session, ids)
        held = {
            (one.application_id, one.person_id): one
            for one in session.scalars(select(ConflictOfInterest).where(ConflictOfInterest.application_id.in_(ids)))
        }
        asked = {
            (one.application_id, one.person_id)
            for one in session.execute(select(Assignment.application_id, Assignment.person_id).where(Assignment.application_id.in_(ids)))
        }
        ties = all_ties(session)
        people = sorted(session.scalars(select(Person)), key=lambda one: swedish.sort_key(one.name))
        rows: dict[int, list[ConflictRow]] = {}
        for application_id, parties in found.items():
            made = []
            for person in people:
                key = (application_id, person.id)
                is_named = key in asked or key in held
                if (key in asked) if assigned_only else (is_named or person.is_active is not False):
                    made.append(self._row(person, ties[person.id], parties, held.get(key), is_assigned=key in asked))
            rows[application_id] = sorted(made, key=lambda row: not row.evidence)
        return rows

    def _row(
        self, person: Person, ties: Iterable[PersonTie], parties: tuple[Party, ...], held: ConflictOfInterest | None, *, is_assigned: bool
    ) -> ConflictRow:
        told = conflicts.evidence(ties, parties, self.store.programme, self.store.today)
        if held is None:
            return ConflictRow(person=info_of(person), evidence=told, is_assigned=is_assigned)
        return ConflictRow(
            person=info_of(person),
            evidence=told,
            outcome=held.outcome,
            reason=held.reason,
            recorded_by=held.recorded_by,
            at=held.at,
            is_stale=held.facts_hash != conflicts.facts_hash(ties, parties, told),
            is_assigned=is_assigned,
        )

    # --- deciding --------------------------------------------------------------------------------

    def declare(self, case: UUID, person: UUID, reason: str) -> Changes:
        """Declare jäv: the case is from now on hidden from that person and closed to that person's hand."""
        return self._decide(case, person, ConflictOutcome.DISQUALIFIED, reason, "Skriv skälet till jävet.")

    def clear(self, case: UUID, person: UUID, reason: str) -> Changes:
        """Record that jäv was tried and not found; the suggestion is silent until the facts change."""
        return self._decide(case, person, ConflictOutcome.CLEARED, reason, "Skriv varför det inte är jäv.")

    def withdraw(self, case: UUID, person: UUID, reason: str) -> Changes:
        """Take back what was declared or tried; the log keeps it."""
        written = _written(reason, "Skriv varför det tas tillbaka.")
        with self.store.writing() as unit:
            record, whom = self._parts(unit.session, case, person)
            held = _held(unit.session, record.id, whom.id)
            if held is None:
                raise NotFound(f"Inget är antecknat om jäv för {whom.name} i ärendet.")
            unit.log(
                "application", record.uid, "conflict", f"Jäv, {whom.name}", _said(held.outcome, held.reason), f"Tillbakataget: {written}"
            )
            unit.session.delete(held)
            self._touch(unit, record, whom)
        return unit.changes

    def _decide(self, case: UUID, person: UUID, outcome: ConflictOutcome, reason: str, lacking: str) -> Changes:
        written = _written(reason, lacking)
        with self.store.writing() as unit:
            record, whom = self._parts(unit.session, case, person)
            held = _held(unit.session, record.id, whom.id)
            before = _said(held.outcome, held.reason) if held is not None else ""
            ties, parties = all_ties(unit.session)[whom.id], case_parties(unit.session, [record.id])[record.id]
            told = conflicts.evidence(ties, parties, self.store.programme, self.store.today)
            if held is None:
                held = ConflictOfInterest(uid=new_uid(), application_id=record.id, person_id=whom.id)
                unit.session.add(held)
            held.outcome, held.reason = outcome, written
            held.recorded_by, held.at = self.store.who, unit.now
            held.facts_hash = conflicts.facts_hash(ties, parties, told)
            unit.log("application", record.uid, "conflict", f"Jäv, {whom.name}", before, _said(outcome, written))
            self._touch(unit, record, whom)
        return unit.changes

    @staticmethod
    def _touch(unit: Unit, record: Application, whom: Person) -> None:
        unit.session.flush()
        Records.bump(record)
        unit.applications.add(record.id)
        unit.touch("conflict", record.uid)
        unit.touch("person", whom.uid)

    def _parts(self, session: Session, case: UUID, person: UUID) -> tuple[Application, Person]:
        """The case and the person, where whoever sits at the window may decide for that person."""
        record = visible_case(session, self.store.who, case)
        whom = find_person(session, person)
        own = current_person(session, self.store.who)
        require(
            _may_decide(own, whom.uid),
            f"Du kan anmäla eller pröva jäv för dig själv. För {whom.name} gör personen själv eller en handläggare det.",
        )
        return record, whom


def _may_decide(own: Person | None, person: UUID) -> bool:
    """Somebody who is not registered, or without a role, works at the office."""
    return own is None or own.uid == person or own.role in (None, PersonRole.CASEWORKER)


def _held(session: Session, application_id: int, person_id: int) -> ConflictOfInterest | None:
    return session.scalars(
        select(ConflictOfInterest).where(ConflictOfInterest.application_id == application_id, ConflictOfInterest.person_id == person_id)
    ).first()


def _written(reason: str, lacking: str) -> str:
    """The reason as it is kept. Raises RuleViolation when there is none, or far too much of it."""
    written = swedish.clean(reason).strip()
    require(written, lacking)
    require(len(written) <= MAX_REASON, f"Skälet är för långt. Högst {swedish.integer(MAX_REASON)} tecken ryms.")
    return written


def _said(outcome: ConflictOutcome, reason: str) -> str:
    return f"{outcome.label}: {reason}"


def untried(session: Session, store: Store) -> Mapping[int, tuple[str, ...]]:
    """Open case → the names of its assigned assessors whose impartiality has not been tried; cases that may not be seen are left out."""
    asked = (
        select(Assignment.application_id)
        .join(Application, Application.id == Assignment.application_id)
        .where(Application.state.in_(OPEN_STATES), visible_to(store.who))
    )
    rows = Conflicts(store)._rows(session, asked, assigned_only=True)
    found = {key: tuple(row.person.name for row in sorted_by_name(made) if not row.is_settled) for key, made in rows.items()}
    return {key: names for key, names in found.items() if names}


def sorted_by_name(rows: Iterable[ConflictRow]) -> list[ConflictRow]:
    return sorted(rows, key=lambda row: swedish.sort_key(row.person.name))


def all_ties(session: Session) -> Mapping[int, tuple[PersonTie, ...]]:
    """Person id → ties, in their order."""
    found: dict[int, list[PersonTie]] = defaultdict(list)
    for one in session.scalars(select(StoredTie).order_by(StoredTie.person_id, StoredTie.position, StoredTie.id)):
        tie = PersonTie(uid=one.uid, kind=one.kind, organisation=one.organisation, detail=one.detail, since=one.since, until=one.until)
        found[one.person_id].append(tie)
    return defaultdict(tuple, {key: tuple(ties) for key, ties in found.items()})


def case_parties(session: Session, ids: Any) -> dict[int, tuple[Party, ...]]:
    """Case id → everybody with an interest in it; four statements whatever the number of cases."""
    partners, funders, experts = (
        _texts(session, column, ids) for column in (Partner.organisation, CoFunding.organisation, ExpertStatement.expert)
    )
    columns = (
        Application.id, Application.applicant, Application.co_applicant, Application.housing_company_involvement,
        Application.implementation_receiver,
    )  # fmt: skip
    return {
        one.id: conflicts.parties(
            one.applicant,
            one.co_applicant,
            partners=partners[one.id],
            co_funders=funders[one.id],
            housing_companies=one.housing_company_involvement,
            experts=experts[one.id],
            receiver=one.implementation_receiver,
        )
        for one in session.execute(select(*columns).where(Application.id.in_(ids)).order_by(Application.id))
    }


def _texts(session: Session, column: Any, ids: Any) -> Mapping[int, list[str]]:
    mapped = column.class_
    found: dict[int, list[str]] = defaultdict(list)
    query = select(mapped.application_id, column).where(mapped.application_id.in_(ids)).order_by(mapped.position, mapped.id)
    for application_id, text in session.execute(query):
        found[application_id].append(text)
    return found
