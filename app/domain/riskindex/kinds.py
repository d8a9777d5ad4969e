"""What an indicator's kind asks of it, the same in the window, in workbooks and in tables (risk-index brief, section 2)."""

from __future__ import annotations

from app.domain.riskindex.series import IndicatorKind

LARGEST = 1_000_000_000


def usual_multiplier(kind: IndicatorKind | None) -> int:
    """k where none is given."""
    return 100 if kind is IndicatorKind.PERCENTAGE else 1


def multiplier_problem(kind: IndicatorKind | None, multiplier: float | None) -> str:
    """What is wrong with k in x = k·N/D for an indicator of a kind, Swedish; '' for nothing. A kind of None is not chosen yet."""
    if multiplier is None or not 0 < multiplier <= LARGEST or multiplier != int(multiplier):
        return "Multiplikator ska vara ett helt tal större än 0 och högst en miljard, till exempel 100 eller 1000."
    if kind is IndicatorKind.PERCENTAGE and multiplier != 100:
        return "En andel räknas i procent, så Multiplikator ska vara 100. Välj ett annat slag om måttet är ett annat."
    return ""
