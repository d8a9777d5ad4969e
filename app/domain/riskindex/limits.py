"""How long texts and how large numbers may be, the same in the window, in workbooks and in tables (risk-index brief, sections 2 and 5)."""

from __future__ import annotations

from app.domain.fields import FIRST_YEAR, LAST_YEAR

__all__ = ["FIRST_YEAR", "LAST_YEAR", "MAX_ALIASES", "MAX_CODE", "MAX_NAME", "MOST"]

MAX_CODE, MAX_NAME = 60, 200  # signs; a name, a unit, a denominator and a source are names
MAX_ALIASES = 4_000  # signs of all of a territory's other names, with what stands between them; each table read in may add some
MOST = 10**12  # of a value, a numerator, a denominator or inhabitants
