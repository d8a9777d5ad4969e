"""Meetings of the city-wide steering group: their days, their cases, and what must have arrived by the cut-off day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain import swedish
from app.domain.drafts import MeetingDraft
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState

if TYPE_CHECKING:
    from app.domain.views import Unparsed


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingInfo:
    """A meeting in a list."""

    uid: UUID
    name: str = ""
    day: date | None = None
    cutoff_day: date | None = None
    cases: int = 0

    @property
    def title(self) -> str:
        """'Vårmötet 2016-06-12', as far as it has been given a name and a day."""
        return " ".join(part for part in (self.name, swedish.iso_date(self.day) if self.day else "") if part) or "Möte utan dag"

    def left(self, today: date) -> int | None:
        """Days to the cut-off day; negative when it has passed."""
        return (self.cutoff_day - today).days if self.cutoff_day else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One meeting with what its form shows."""

    uid: UUID
    version: int
    draft: MeetingDraft
    unparsed: Mapping[FieldRef, Unparsed] = field(default_factory=dict)
    info: MeetingInfo


@dataclass(frozen=True, slots=True)
class Outstanding:
    """One thing that must have arrived: in words, and the tab where it is dealt with."""

    text: str
    tab: str = "application"
    field: str = ""  # a catalogue key, where there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class OutstandingRow:
    """A case chosen for a meeting and what it still waits for."""

    uid: UUID
    name: str  # registry number, else our own case number
    title: str
    board_name: str
    state: ApplicationState
    items: tuple[Outstanding, ...] = ()
    late: str = ""  # why it is late, in words; empty while it is not

    @property
    def is_ready(self) -> bool:
        return not self.items

    @property
    def summary(self) -> str:
        return " ".join(one.text for one in self.items)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The meeting that comes next and how many of its cases still wait for something."""

    info: MeetingInfo
    outstanding: int
    days: int  # to the meeting
    late: int = 0


def days_text(days: int) -> str:
    """'om 14 dagar', 'i dag', '3 dagar sedan'."""
    if days == 0:
        return "i dag"
    if days in (1, -1):
        return "i morgon" if days == 1 else "i går"
    return f"om {swedish.integer(days)} dagar" if days > 0 else f"{swedish.integer(-days)} dagar sedan"


def cutoff_text(info: MeetingInfo, today: date) -> str:
    """'sista dag för underlag 2016-05-27, om 14 dagar'; nothing without a day."""
    left = info.left(today)
    if info.cutoff_day is None or left is None:
        return "sista dag för underlag saknas"
    return f"sista dag för underlag {swedish.iso_date(info.cutoff_day)}, {days_text(left)}"
