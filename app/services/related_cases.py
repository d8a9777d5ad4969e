"""What an application's filed relations say to the rules, and which cases must be tried anew when an earlier one changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.rules.evidence import RelatedCase
from app.domain.vocabulary import ApplicationState, DecisionOutcome, RelationKind
from app.models.application import Application
from app.models.earlier import CaseRelation, EarlierGrant
from app.services.reading_together import Part, Values

GRANTING = (DecisionOutcome.GRANTED, DecisionOutcome.PARTLY_GRANTED)
PART = "case_relation"


def related_part(owners: Any) -> Part:
    """The filed relations of `owners` with what the rules tell of the other side; "inget samband" is none.

    No title of a case: it may be hidden from the reader by a declared jäv.
    """
    columns = {
        "id": CaseRelation.id, "kind": CaseRelation.kind, "note": CaseRelation.note,
        "case_number": Application.case_number, "registry_number": Application.registry_number_city, "state": Application.state,
        "outcome": Application.decision_outcome, "granted": Application.amount_granted,
        "grant_year": EarlierGrant.year, "grant_number": EarlierGrant.registry_number, "grant_title": EarlierGrant.title,
        "grant_amount": EarlierGrant.amount,
    }  # fmt: skip

    def where(query: Select[Any]) -> Select[Any]:
        return (
            query.select_from(CaseRelation)
            .join(Application, Application.id == CaseRelation.other_id, isouter=True)
            .join(EarlierGrant, EarlierGrant.id == CaseRelation.grant_id, isouter=True)
            .where(CaseRelation.application_id.in_(owners), CaseRelation.kind != RelationKind.UNRELATED)
        )

    return Part(PART, columns, where)


def related_of(rows: Iterable[Values]) -> tuple[RelatedCase, ...]:
    """The rows of `related_part` as the rules read them, in the order of filing."""
    found = sorted(rows, key=lambda one: one["id"])
    return tuple(_case(one) if one["case_number"] is not None else _grant(one) for one in found)


def _case(row: Values) -> RelatedCase:
    return RelatedCase(
        kind=row["kind"],
        name=f"ärende {row['registry_number'] or row['case_number']}",
        became=became(row["state"], row["outcome"], row["granted"]),
        is_funded=row["outcome"] in GRANTING and bool(row["granted"]),
        note=row["note"],
    )


def _grant(row: Values) -> RelatedCase:
    number = f", dnr {row['grant_number']}" if row["grant_number"] else f" till ”{swedish.compact(row['grant_title'])[:80]}”"
    year = f" {row['grant_year']}" if row["grant_year"] is not None else ""
    amount = row["grant_amount"]
    told = swedish.kronor(amount) if amount is not None else "belopp okänt"
    return RelatedCase(kind=row["kind"], name=f"bidrag{year}{number}", became=told, is_funded=bool(amount), note=row["note"])


def became(state: ApplicationState, outcome: DecisionOutcome | None, granted: int | None) -> str:
    """What became of an earlier case: its decision and its state."""
    standing = state.label[:1].lower() + state.label[1:]
    if outcome is None:
        return standing
    amount = f" {swedish.kronor(granted)}" if outcome in GRANTING and granted is not None else ""
    return f"{outcome.label.lower()}{amount}, {standing}"


def open_later_cases(session: Session, ids: Iterable[int]) -> set[int]:
    """The undecided applications that lean on these earlier ones: their verdicts tell what became of them."""
    wanted = list(ids)
    if not wanted:
        return set()
    query = select(CaseRelation.application_id).join(Application, Application.id == CaseRelation.application_id)
    return set(session.scalars(query.where(CaseRelation.other_id.in_(wanted), Application.decision_outcome.is_(None))))
