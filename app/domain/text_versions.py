"""Earlier wordings of a text, as the window shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A wording, from when and by whom it stood, and how it came there."""

    at: datetime | None  # None: from before anything was logged
    who: str
    text: str
    source: str  # Swedish: "Ändrad i fältet", "Läst ur ”svar.xlsx”" …
    number: int = 0  # 1 is the oldest
    is_current: bool = False
