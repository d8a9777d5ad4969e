"""What an index value says, in plain Swedish (risk-index brief, section 6): never 'per cent risk'."""

from __future__ import annotations

from app.domain import swedish
from app.domain.riskindex.series import REFERENCE, Measure


def in_words(measure: Measure, value: float, compared_with: str = "staden") -> str:
    """'Index 180 betyder 80 procent över staden i genomsnitt över fyra områden.'"""
    shown = swedish.decimal(value, 0)
    distance = int(shown.replace(swedish.NBSP, "").replace(swedish.MINUS, "-")) - int(REFERENCE)
    what = "i genomsnitt över fyra områden" if measure is Measure.TOTAL else f"i fråga om {measure.label.lower()}"
    if distance == 0:
        return f"Index {shown} är som {compared_with} {what}."
    side = "över" if distance > 0 else "under"
    return f"Index {shown} betyder {swedish.integer(abs(distance))} procent {side} {compared_with} {what}."
