"""The registered people as every service finds and tells them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.scoring import PersonInfo
from app.errors import NotFound
from app.models.people import Person


def info_of(one: Person) -> PersonInfo:
    return PersonInfo(uid=one.uid, name=one.name, role=one.role, unit=one.unit, is_active=one.is_active is not False)


def current_person(session: Session, who: str) -> Person | None:
    """The registered person whose name the log carries; nobody where it carries none."""
    return session.scalars(select(Person).where(Person.name == who)).first() if who else None


def find_person(session: Session, uid: UUID) -> Person:
    found = session.scalars(select(Person).where(Person.uid == uid)).first()
    if found is None:
        raise NotFound("Personen finns inte längre i filen.")
    return found
