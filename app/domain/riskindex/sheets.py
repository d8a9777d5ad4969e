"""What stands on the papers of the risk index."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import swedish
from app.domain.riskindex.comments import Comment
from app.domain.riskindex.why import Waterfall

HASH_DIGITS = 12  # of the data's hash on paper


@dataclass(frozen=True, slots=True, kw_only=True)
class RankInterval:
    """Where a unit's rank lies when the weights are drawn anew (section 3.8.1)."""

    median: float
    low: float  # 5th percentile
    high: float  # 95th
    draws: int
    seed: int

    @property
    def text(self) -> str:
        """'plats 1–4 i 90 procent av 1 000 slumpade viktningar'."""
        low, high = round(self.low), round(self.high)
        places = f"plats {low}" if low == high else f"plats {low}–{high}"
        return f"{places} i 90 procent av {swedish.integer(self.draws)} slumpade viktningar"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSheet:
    """One unit on one A4: the same figures as on screen."""

    why: Waterfall
    sentences: tuple[str, ...]
    belongs: str  # what the unit lies in
    interval: RankInterval | None
    comments: tuple[Comment, ...]
    data_hash: str
    day: str  # when it was printed, ISO
