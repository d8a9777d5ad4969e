"""How where a bar falls among other weightings is written."""

from __future__ import annotations

from app.domain import swedish
from app.domain.riskindex.series import Bar


def interval_text(bar: Bar) -> str:
    return "" if bar.interval is None else f"{swedish.decimal(bar.interval[0])}–{swedish.decimal(bar.interval[1])}"


def places_text(bar: Bar) -> str:
    """'2', or '1–4'."""
    if bar.places is None:
        return ""
    first, last = bar.places
    return str(first) if first == last else f"{first}–{last}"
