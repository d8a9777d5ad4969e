"""What an application's filed relations say to the rules, and which cases must be tried anew when an earlier one changes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.rules.evidence import RelatedCase
from app.domain.vocabulary import DecisionOutcome, RelationKind
from app.models.application import Application
from app.models.earlier import CaseRelation, EarlierGrant

_GRANTING = (DecisionOutcome.GRANTED, DecisionOutcome.PARTLY_GRANTED)


def related_cases(session: Session, application_id: int) -> tuple[RelatedCase, ...]:
    """The filed relations in the order of filing; "inget samband" is none. No title: the other case may be hidden from a reader."""
    rows = session.execute(
        select(CaseRelation, Application, EarlierGrant)
        .join(Application, Application.id == CaseRelation.other_id, isouter=True)
        .join(EarlierGrant, EarlierGrant.id == CaseRelation.grant_id, isouter=True)
        .where(CaseRelation.application_id == application_id, CaseRelation.kind != RelationKind.UNRELATED)
        .order_by(CaseRelation.id)
    ).all()
    return tuple(_case(relation, other) if other is not None else _grant(relation, grant) for relation, other, grant in rows)


def _case(relation: CaseRelation, other: Application) -> RelatedCase:
    return RelatedCase(
        kind=relation.kind,
        name=f"ärende {other.registry_number_city or other.case_number}",
        became=became(other),
        is_funded=other.decision_outcome in _GRANTING and bool(other.amount_granted),
        note=relation.note,
    )


def _grant(relation: CaseRelation, grant: EarlierGrant) -> RelatedCase:
    number = f", dnr {grant.registry_number}" if grant.registry_number else f" till ”{swedish.compact(grant.title)[:80]}”"
    year = f" {grant.year}" if grant.year is not None else ""
    amount = swedish.kronor(grant.amount) if grant.amount is not None else "belopp okänt"
    name = f"bidrag{year}{number}"
    return RelatedCase(kind=relation.kind, name=name, became=amount, is_funded=bool(grant.amount), note=relation.note)


def became(other: Application) -> str:
    """What became of an earlier case: its decision and its state."""
    state = other.state.label[:1].lower() + other.state.label[1:]
    if other.decision_outcome is None:
        return state
    amount = f" {swedish.kronor(other.amount_granted)}" if other.decision_outcome in _GRANTING and other.amount_granted is not None else ""
    return f"{other.decision_outcome.label.lower()}{amount}, {state}"


def later_cases(session: Session, ids: Iterable[int]) -> set[int]:
    """The applications that lean on these earlier ones."""
    wanted = list(ids)
    if not wanted:
        return set()
    return set(session.scalars(select(CaseRelation.application_id).where(CaseRelation.other_id.in_(wanted))))
