"""Where the user has been, for Alt+Left and Alt+Right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_LONGEST = 100


@dataclass(frozen=True)
class Place:
    """A workspace and where in it."""

    workspace: str
    location: dict[str, Any]


class History:
    """A line of places and a finger on one of them."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at < len(self._places) - 1

    def visit(self, place: Place) -> None:
        """Somewhere new: what lay ahead is forgotten. The place where one already is, is not repeated."""
        if self._at >= 0 and self._places[self._at] == place:
            return
        self._places = [*self._places[: self._at + 1], place][-_LONGEST:]
        self._at = len(self._places) - 1

    def back(self) -> Place:
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place:
        self._at += 1
        return self._places[self._at]

    def clear(self) -> None:
        self._places, self._at = [], -1
