"""What the services of the risk index give to the window and to papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.riskindex.recipe import Recipe


@dataclass(frozen=True, slots=True)
class RecipeInfo:
    """A kept version of a recipe."""

    uid: UUID
    recipe: Recipe
    note: str
    made_at: datetime
    made_by: str
