"""References to resident dialogues by number: 'BD-2015-01; BD-2015-02'."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.plan_overview import dialogue_numbers
from app.models.dialogue import ResidentDialogue


def refers(text: str, number: str) -> bool:
    return bool(number) and swedish.match_key(number) in {swedish.match_key(one) for one in dialogue_numbers(text)}


def unknown(session: Session, text: str) -> tuple[str, ...]:
    """Numbers that name no registered dialogue."""
    known = {swedish.match_key(one) for one in session.scalars(select(ResidentDialogue.number))}
    return tuple(one for one in dialogue_numbers(text) if swedish.match_key(one) not in known)
