"""Which cases a person may see: a declared jäv hides the case from that person, everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.vocabulary import ConflictOutcome
from app.errors import NotFound
from app.models.application import Application
from app.models.people import ConflictOfInterest, Person

RELATION_FIELD = "relation"  # the log's field where one case names another
HIDDEN_RELATION = "Ett ärende som inte visas för dig."
HIDDEN_TEXT = "Ärendet visas inte för dig: jäv är anmält."


def hidden_ids(who: str) -> Any:
    """Ids of the applications in which the person of this name has declared jäv."""
    return (
        select(ConflictOfInterest.application_id)
        .join(Person, Person.id == ConflictOfInterest.person_id)
        .where(Person.name == who, ConflictOfInterest.outcome == ConflictOutcome.DISQUALIFIED)
    )


def visible_to(who: str) -> ColumnElement[bool]:
    """The condition every list, search and export puts on applications."""
    return Application.id.not_in(hidden_ids(who))


def disqualified_persons(application_id: Any) -> Any:
    """Ids of the persons who have declared jäv in a case (an id, or a column that a statement correlates with)."""
    return select(ConflictOfInterest.person_id).where(
        ConflictOfInterest.application_id == application_id, ConflictOfInterest.outcome == ConflictOutcome.DISQUALIFIED
    )


def is_hidden(session: Session, who: str, application_id: int) -> bool:
    """Whether the person of this name has declared jäv in the case."""
    return session.scalar(hidden_ids(who).where(ConflictOfInterest.application_id == application_id).limit(1)) is not None


def told_to(session: Session, who: str) -> Callable[[str, str, str], tuple[str, str]]:
    """How a line of the log, by its field, is told to somebody: what another case says of a hidden one is left out."""
    query = select(Application.title, Application.case_number, Application.registry_number_city)
    names = {name for row in session.execute(query.where(Application.id.in_(hidden_ids(who)))) for name in row if name}

    def told(field: str, before: str, after: str) -> tuple[str, str]:
        if field != RELATION_FIELD:
            return before, after
        left_out = [HIDDEN_RELATION if any(name in text for name in names) else text for text in (before, after)]
        return left_out[0], left_out[1]

    return told


def require_visible(session: Session, who: str, record: Application) -> None:
    """Refuse a case to somebody with declared jäv. Raises NotFound."""
    if is_hidden(session, who, record.id):
        raise NotFound(HIDDEN_TEXT)


def visible_case(session: Session, who: str, uid: UUID) -> Application:
    """The application, unless jäv hides it from the person of this name. Raises NotFound."""
    found = session.scalars(select(Application).where(Application.uid == uid)).first()
    if found is None:
        raise NotFound("Ärendet finns inte längre i filen.")
    require_visible(session, who, found)
    return found


def require_visible_uid(session: Session, who: str, uid: UUID) -> None:
    """The same by uid; a uid that names no application passes."""
    if session.scalar(select(Application.id).where(Application.uid == uid, Application.id.in_(hidden_ids(who)))) is not None:
        raise NotFound(HIDDEN_TEXT)
