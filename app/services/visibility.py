"""Which cases a person may see: a declared jäv hides the case from that person, everywhere."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select

from app.domain.vocabulary import ConflictOutcome
from app.models.application import Application
from app.models.people import ConflictOfInterest, Person


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
