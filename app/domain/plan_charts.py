"""Charts of a plan that window and paper draw alike: an objective against its target, and the activities in time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.domain import swedish
from app.domain.drafts import FollowUpValue, PlanActivity, PlanDraft, PlanObjective
from app.domain.vocabulary import ActivityState

NO_DATES = "Start och slut saknas"
TURNED = "Slutar före start"
MOST_TICKS = 12
_LEAST_STEP = 1e-6


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A value with its day, as far as the day is known."""

    value: Decimal
    day: date | None
    source: str = ""

    @property
    def text(self) -> str:
        """'47,5 (2016-06-30)'."""
        return swedish.number(self.value) if self.day is None else f"{swedish.number(self.value)} ({swedish.iso_date(self.day)})"


@dataclass(frozen=True, slots=True)
class ObjectiveChart:
    """An objective's way from baseline to target; `points` are the follow-up values with a day, oldest first."""

    title: str  # "Mål 1. Andelen trygga ökar"
    unit: str
    baseline: ChartPoint | None
    target: ChartPoint | None
    points: tuple[ChartPoint, ...]

    @property
    def has_values(self) -> bool:
        """Whether there is anything to draw: a measured value, or both ends of the way."""
        return bool(self.points) or (self.baseline is not None and self.target is not None)

    @property
    def latest(self) -> ChartPoint | None:
        return self.points[-1] if self.points else None

    @property
    def is_reached(self) -> bool | None:
        """Whether the latest value is at the target or past it; None where that cannot be told."""
        if self.latest is None or self.target is None or self.baseline is None or self.baseline.value == self.target.value:
            return None
        upwards = self.target.value > self.baseline.value
        return self.latest.value >= self.target.value if upwards else self.latest.value <= self.target.value

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day of the time axis; None when no day is known, and then the values stand in order."""
        days = [one.day for one in (self.baseline, *self.points, self.target) if one is not None and one.day is not None]
        return (min(days), max(days)) if days else None

    @property
    def ticks(self) -> tuple[float, ...]:
        """Round values of the axis, lowest first; the first and the last hold every value between them."""
        values = [float(one.value) for one in (self.baseline, *self.points, self.target) if one is not None]
        return _ticks(min(values), max(values)) if values else ()

    @property
    def sentence(self) -> str:
        """What the drawing shows, in words: for screen readers and beside the chart."""
        parts = [f"Utgångsvärde {self.baseline.text}" if self.baseline else "Utgångsvärde saknas"]
        parts.append(f"mål {self.target.text}" if self.target else "målvärde saknas")
        if self.latest is None:
            parts.append("inget uppföljningsvärde är registrerat")
        else:
            outcome = {True: ", målet är nått", False: ", målet är inte nått", None: ""}[self.is_reached]
            parts.append(f"senaste värde {self.latest.text}{outcome}")
        return f"{', '.join(parts[:-1])}; {parts[-1]}."


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One activity's bar; without a start and an end there is only `note`."""

    activity: UUID
    number: str
    title: str
    start: date | None
    end: date | None
    state: ActivityState | None
    note: str = ""

    @property
    def label(self) -> str:
        return " ".join(part for part in (self.number, self.title) if part) or swedish.EMPTY

    @property
    def time(self) -> str:
        """'2015-03-01–2016-12-31', with an en dash for what is not known."""
        return "–".join("…" if day is None else swedish.iso_date(day) for day in (self.start, self.end))


@dataclass(frozen=True, slots=True)
class Tick:
    day: date
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """All activities over the plan's whole years; `start` is a 1 January and `end` a 31 December."""

    rows: tuple[TimelineRow, ...]
    start: date
    end: date
    today: date

    def position(self, day: date) -> float:
        """Where a day stands along the axis: 0 at the start, 1 at the end."""
        whole = (self.end - self.start).days + 1
        return min(max((day - self.start).days / whole, 0.0), 1.0)

    def bar(self, row: TimelineRow) -> tuple[float, float] | None:
        """Where the row's bar begins and ends; an unknown end or start reaches the edge. None: nothing to draw."""
        if row.note:
            return None
        first = self.position(row.start) if row.start else 0.0
        return first, max(self.position(row.end) if row.end else 1.0, first)

    @property
    def today_position(self) -> float | None:
        """None when today lies outside the axis."""
        return self.position(self.today) if self.start <= self.today <= self.end else None

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The beginnings of the years, or of every second, fifth … year when there are many."""
        years = self.end.year - self.start.year + 1
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if years <= MOST_TICKS * step)
        return tuple(Tick(date(year, 1, 1), f"{year:04d}") for year in range(self.start.year, self.end.year + 1, step))


def objective_chart(objective: PlanObjective, values: Sequence[FollowUpValue]) -> ObjectiveChart:
    """The chart of one objective; of `values`, those that name it by number and hold both a day and a value."""
    key = swedish.match_key(objective.number)
    own = [one for one in values if key and swedish.match_key(one.objective) == key]
    points = [ChartPoint(one.value, one.day, one.source) for one in own if one.value is not None and one.day is not None]
    number = f"Mål {objective.number}" if objective.number else "Mål"
    return ObjectiveChart(
        title=f"{number}. {swedish.compact(objective.indicator or objective.text)}".rstrip(". "),
        unit=swedish.compact(objective.unit),
        baseline=None if objective.baseline is None else ChartPoint(objective.baseline, objective.baseline_date, objective.baseline_source),
        target=None if objective.target is None else ChartPoint(objective.target, objective.target_date),
        points=tuple(sorted(points, key=lambda one: one.day or date.min)),
    )


def timeline(plan: PlanDraft, today: date) -> Timeline:
    """Every activity of the plan in the plan's own order."""
    rows = tuple(_row(one) for one in plan.activities)
    days = [day for row in rows if not row.note for day in (row.start, row.end) if day]
    days += [day for day in (plan.period_start, plan.period_end) if day]
    first, last = (min(days), max(days)) if days else (today, today)
    return Timeline(rows, date(first.year, 1, 1), date(last.year, 12, 31), today)


def _row(activity: PlanActivity) -> TimelineRow:
    start, end = activity.start, activity.end
    note = NO_DATES if start is None and end is None else TURNED if start and end and end < start else ""
    return TimelineRow(
        activity=activity.uid,
        number=swedish.compact(activity.number),
        title=swedish.compact(activity.title),
        start=start,
        end=end,
        state=activity.state,
        note=note,
    )


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """Three to six round values around [low, high]."""
    width = max(high - low, abs(high) * 0.1, _LEAST_STEP)
    rough = width / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    if first == last:
        first, last = first - 1, last + 1
    return tuple(round(number * step, 12) for number in range(first, last + 1))
