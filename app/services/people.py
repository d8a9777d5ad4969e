"""Registered people and their ties."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from app.domain import catalogues, swedish
from app.domain.conflicts import PersonRow, PersonView
from app.domain.drafts import PersonDraft
from app.domain.fields import Field
from app.domain.scoring import PersonInfo
from app.domain.views import Changes, Created
from app.domain.vocabulary import ConflictOutcome
from app.models.application import Application
from app.models.assessment import Assessment, Assignment
from app.models.case import UnparsedInput
from app.models.people import ConflictOfInterest, Person, PersonTie
from app.services import mapping
from app.services.case_list import application_rows
from app.services.conflicts import Conflicts
from app.services.evidence import OPEN_STATES
from app.services.person_rows import current_person, info_of
from app.services.records import Part, Records, Target
from app.services.store import Unit, require
from app.services.uids import new_uid
from app.services.visibility import hidden_ids, visible_to

__all__ = ["Conflicts", "People"]
NEW_NAME = "Ny person"
IS_ACTIVE = Person.is_active.is_not(False)


class People(Records):
    """People who take part in the work."""

    kind: ClassVar[str] = "person"
    label: ClassVar[str] = "Personen"
    mapped = Person
    parts = (Part("", catalogues.PERSON, mapping.PERSON_ROWS),)

    # --- reading ---------------------------------------------------------------------------------

    def list(self, active_only: bool = False) -> tuple[PersonInfo, ...]:
        """Everybody registered, by name."""
        query = select(Person).where(IS_ACTIVE) if active_only else select(Person)
        with self.store.reading() as session:
            found = session.scalars(query).all()
        return tuple(info_of(one) for one in sorted(found, key=lambda one: swedish.sort_key(one.name)))

    def rows(self) -> tuple[PersonRow, ...]:
        """Everybody registered with how many ties, assignments under way and cases of jäv they have; those who take part first."""
        mine = visible_to(self.store.who)
        jav = ConflictOfInterest.outcome == ConflictOutcome.DISQUALIFIED
        with self.store.reading() as session:
            ties = _counts(session, select(PersonTie.person_id, func.count()).group_by(PersonTie.person_id))
            assigned = _counts(
                session,
                select(Assignment.person_id, func.count())
                .join(Application, Application.id == Assignment.application_id)
                .where(Application.state.in_(OPEN_STATES), mine)
                .group_by(Assignment.person_id),
            )
            disqualified = _counts(
                session,
                select(ConflictOfInterest.person_id, func.count())
                .join(Application, Application.id == ConflictOfInterest.application_id)
                .where(jav, mine)
                .group_by(ConflictOfInterest.person_id),
            )
            found = session.scalars(select(Person)).all()
        rows = [
            PersonRow(
                info=info_of(one), ties=ties.get(one.id, 0), assigned=assigned.get(one.id, 0), disqualified=disqualified.get(one.id, 0)
            )
            for one in found
        ]
        return tuple(sorted(rows, key=lambda row: (not row.info.is_active, swedish.sort_key(row.info.name))))

    def load(self, uid: UUID) -> PersonView:
        with self.store.reading() as session:
            record = self.find(session, uid)
            return PersonView(
                uid=record.uid,
                version=record.version,
                draft=person_draft(session, record),
                unparsed=self.unparsed(session, record.uid),
                assigned=self._cases(session, select(Assignment.application_id).where(Assignment.person_id == record.id)),
                disqualified=self._cases(
                    session,
                    select(ConflictOfInterest.application_id).where(
                        ConflictOfInterest.person_id == record.id, ConflictOfInterest.outcome == ConflictOutcome.DISQUALIFIED
                    ),
                ),
            )

    def _cases(self, session: Session, ids: Any) -> Any:
        found = session.scalars(ids).all()
        return application_rows(session, self.store.programme, self.store.today, found, who=self.store.who)

    def current(self) -> PersonInfo | None:
        """The registered person at the window; None when the name is not registered."""
        with self.store.reading() as session:
            found = current_person(session, self.store.who)
            return info_of(found) if found is not None else None

    def has_traces(self, uid: UUID) -> bool:
        """Whether assessments, assignments or decisions on jäv name the person, who is then kept."""
        with self.store.reading() as session:
            return _has_traces(session, self.find(session, uid).id)

    # --- making and removing -----------------------------------------------------------------------

    def create(self, draft: PersonDraft | None = None, *, uid: UUID | None = None) -> Created:
        """Register a person; without a draft under a name that waits to be written over."""
        with self.store.writing() as unit:
            wanted = draft or PersonDraft(name=self._free_name(unit.session))
            name = swedish.compact(wanted.name)
            self._require_name(unit.session, name, None)
            record = Person(uid=uid or new_uid(), name=name)
            unit.session.add(record)
            unit.session.flush()
            mapping.write_draft(unit.session, record, replace(wanted, name=name), catalogues.PERSON, mapping.PERSON_ROWS)
            unit.session.flush()
            unit.log("person", record.uid, "created", "Ny person", "", name)
        return Created(record.uid, unit.changes)

    def remove(self, uid: UUID) -> Changes:
        """Remove a person whom nothing names; otherwise the person stays registered but takes no further part."""
        with self.store.writing() as unit:
            record = self.find(unit.session, uid)
            if _has_traces(unit.session, record.id):
                if record.is_active is not False:
                    shown = "" if record.is_active is None else swedish.yes_no(record.is_active)
                    unit.log("person", record.uid, "is_active", catalogues.PERSON.field("is_active").label, shown, swedish.yes_no(False))
                    record.is_active = False
                unit.touch("person", record.uid)
            else:
                unit.log("person", record.uid, "removed", "Personen togs bort", record.name, "")
                unit.session.execute(delete(UnparsedInput).where(UnparsedInput.record_uid == record.uid))
                unit.session.delete(record)
        return unit.changes

    # --- for editing -------------------------------------------------------------------------------

    def check_edit(self, unit: Unit, record: Person, target: Target, value: Any) -> None:
        if target.holder is record and target.field.key == "name":
            require(
                record.name != self.store.who or unit.session.scalar(hidden_ids(self.store.who).limit(1)) is None,
                "Du har anmält jäv i ett ärende. Låt en kollega ändra ditt namn, så att jävet följer med.",
            )
            self._require_name(unit.session, str(value or ""), record.id)

    def problem_with(self, session: Session, field: Field, value: Any) -> str | None:
        return None

    def after_edit(self, unit: Unit, record: Person, key: str) -> None:
        """Ties and names are read anew by whoever shows jäv; no verdict leans on them."""

    @staticmethod
    def _require_name(session: Session, name: str, own_id: int | None) -> None:
        require(name, "Personen behöver ett namn. Skriv namnet eller funktionen så som det står under Arkiv ▸ Ditt namn.")
        key = swedish.match_key(name)
        for other_id, other in session.execute(select(Person.id, Person.name)):
            taken = other_id != own_id and swedish.match_key(other) == key
            require(not taken, f"Det finns redan en person som heter ”{other}”. Skriv ett namn som skiljer dem åt.")

    @staticmethod
    def _free_name(session: Session) -> str:
        taken = set(session.scalars(select(Person.name)))
        return next(
            name for number in range(1, len(taken) + 2) if (name := f"{NEW_NAME} {number}" if number > 1 else NEW_NAME) not in taken
        )


def person_draft(session: Session, record: Person) -> PersonDraft:
    values: dict[str, Any] = {field.key: getattr(record, field.key) for field in catalogues.PERSON.fields}
    kept = mapping.PERSON_ROWS["ties"]
    return PersonDraft(**values, ties=tuple(mapping.row_draft(session, row, kept) for row in mapping.rows_of(session, record, kept)))


def _counts(session: Session, query: Any) -> dict[int, int]:
    return {int(one): int(number) for one, number in session.execute(query)}


def _has_traces(session: Session, person_id: int) -> bool:
    named = [select(mapped.id).where(mapped.person_id == person_id).exists() for mapped in (Assessment, Assignment, ConflictOfInterest)]
    return bool(session.scalar(select(or_(*named))))
