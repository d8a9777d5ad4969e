"""Where the user has been, for Alt+Left and Alt+Right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_LONGEST = 100
MARKED = "rule"  # the part of a location that says which line is marked


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
        """Somewhere new: what lay ahead is forgotten. The place where one already is, is not repeated.

        Another marked line of the same list (`MARKED`) is no step of its own: the way back leads to the line left last.
        """
        if self._at >= 0 and _spot(self._places[self._at]) == _spot(place):
            self._places[self._at] = place
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


def _spot(place: Place) -> Place:
    """The place, whichever line is marked there."""
    return Place(place.workspace, {key: value for key, value in place.location.items() if key != MARKED})
