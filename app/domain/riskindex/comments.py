"""What the office knows of a territory, or of one indicator there, that the figures do not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

MAX_COMMENT = 2_000


@dataclass(frozen=True, slots=True)
class Comment:
    uid: UUID
    version: int
    unit: str  # territory code
    indicator: str  # code; '' when it is about the whole unit
    text: str
    at: datetime
    who: str
