"""How many applications, and how much money, in one line."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import swedish
from app.domain.case_list import ApplicationRow, Sums


def of_all(sums: Sums) -> str:
    """'17 ansökningar · sökt 41 250 000 kr · föreslaget 7 000 000 kr'; what is nothing is left out."""
    if not sums.cases:
        return ""
    number = "1 ansökan" if sums.cases == 1 else f"{swedish.integer(sums.cases)} ansökningar"
    return " · ".join((number, *_money(sums.applied, sums.proposed, sums.granted)))


def of_rows(rows: Sequence[ApplicationRow]) -> str:
    """The same of the rows that are marked: proposals only where nothing is decided yet."""
    from app.services.evidence import OPEN_STATES

    money = (
        sum(row.amount_applied or 0 for row in rows),
        sum(row.proposed_amount or 0 for row in rows if row.state in OPEN_STATES),
        sum(row.amount_granted or 0 for row in rows),
    )
    return " · ".join((f"{swedish.integer(len(rows))} markerade", *_money(*money)))


def _money(applied: int, proposed: int, granted: int) -> list[str]:
    named = (("sökt", applied), ("föreslaget", proposed), ("beviljat", granted))
    return [f"{name} {swedish.kronor(amount)}" for name, amount in named if amount or name == "sökt"]
