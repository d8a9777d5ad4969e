"""The charts of a plan on paper: an objective on its way to the target, and the activities in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, Paragraph

from app.domain import swedish
from app.domain.plan_charts import ObjectiveChart, Timeline, TimelineRow
from app.domain.vocabulary import ActivityState
from app.reports.fonts import SANS, SANS_BOLD
from app.reports.styles import ACCENT, GREY, HAIRLINE, INK, PAPER, WIDTH, styles, tint
from app.reports.text import Ink, fit

_SIZE = 7.5
_PLOT_HEIGHT = 92.0
_TIMELINE_ROW, _TIMELINE_HEAD = 15.0, 20.0
_ROWS_A_PAGE = 38
_STATE_FILLS = {
    ActivityState.NOT_STARTED: PAPER,
    ActivityState.IN_PROGRESS: ACCENT,
    ActivityState.FINISHED: tint(ACCENT, 0.35),
    ActivityState.DISCONTINUED: PAPER,
}


class _Drawing(Flowable):  # type: ignore[misc]
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def line(self, colour: Color, width: float, x1: float, y1: float, x2: float, y2: float, dash: Sequence[float] = ()) -> None:
        self.canv.setStrokeColor(colour)
        self.canv.setLineWidth(width)
        self.canv.setDash(list(dash))
        self.canv.line(x1, y1, x2, y2)
        self.canv.setDash([])


# --- an objective --------------------------------------------------------------------------------


class ObjectiveDrawing(_Drawing):
    """Follow-up values joined by a line, with the baseline and the dashed line of the target named beside the plot."""

    def __init__(self, chart: ObjectiveChart, ink: Ink, width: float = WIDTH) -> None:
        super().__init__()
        self._chart = chart
        self._unit = ink.plain(chart.unit)
        self.width, self.height = width, _PLOT_HEIGHT + 34
        self._ticks = chart.ticks
        self._tick_texts = [swedish.number(Decimal(repr(tick))) for tick in self._ticks]
        widest = max((stringWidth(text, SANS, _SIZE) for text in self._tick_texts), default=0.0)
        self._left = min(widest, width / 4) + 7
        self._right = width - 84.0
        self._bottom = 16.0

    def draw(self) -> None:
        if not self._ticks:
            return
        canvas = self.canv
        canvas.setFont(SANS, _SIZE)
        canvas.setFillColor(GREY)
        canvas.drawString(0, self.height - 9, fit(self._unit, SANS, _SIZE, self.width))
        for tick, text in zip(self._ticks, self._tick_texts, strict=True):
            y = self._y(tick)
            self.line(HAIRLINE, 0.3, self._left, y, self._right, y)
            canvas.drawRightString(self._left - 4, y - 2.6, fit(text, SANS, _SIZE, self.width / 4))
        self._days()
        self._levels()
        self._values()

    def _y(self, value: float | Decimal) -> float:
        low, high = self._ticks[0], self._ticks[-1]
        return self._bottom + (float(value) - low) / (high - low) * _PLOT_HEIGHT

    def _x(self, day: date | None, unknown: float) -> float:
        span = self._chart.span
        left, right = self._left + 8, self._right - 8
        if day is None or span is None:
            return left + unknown * (right - left)
        days = (span[1] - span[0]).days
        return left + ((day - span[0]).days / days if days else 0.5) * (right - left)

    def _days(self) -> None:
        """First and last day in full, the years between where there is room."""
        self.line(INK, 0.6, self._left, self._bottom, self._right, self._bottom)
        span = self._chart.span
        if span is None:
            return
        self.canv.setFillColor(INK)
        first, last = self._x(span[0], 0), self._x(span[1], 1)
        self.canv.drawString(self._left, 4, swedish.iso_date(span[0]))
        if span[1] > span[0]:
            self.canv.drawRightString(self._right, 4, swedish.iso_date(span[1]))
        shown = first
        for year in range(span[0].year + 1, span[1].year + 1):
            x = self._x(date(year, 1, 1), 0)
            if x - shown >= 50 and last - x >= 50:
                self.line(INK, 0.6, x, self._bottom, x, self._bottom - 3)
                self.canv.drawCentredString(x, 4, str(year))
                shown = x

    def _levels(self) -> None:
        """The lines of baseline and target; their names never stand on one another."""
        chart = self._chart
        named: list[tuple[float, str, Color, str]] = []
        if chart.baseline is not None:
            y = self._y(chart.baseline.value)
            self.line(GREY, 0.7, self._left, y, self._right, y, (1, 2))
            named.append((y, f"utgångsvärde {swedish.number(chart.baseline.value)}", GREY, SANS))
        if chart.target is not None:
            y = self._y(chart.target.value)
            self.line(ACCENT, 1.1, self._left, y, self._right, y, (5, 3))
            named.append((y, f"mål {swedish.number(chart.target.value)}", ACCENT, SANS_BOLD))
        named.sort(key=lambda one: one[0])
        lowest = float("-inf")
        for y, text, colour, font in named:
            lowest = max(y - 2.6, lowest + _SIZE + 2)
            self.canv.setFillColor(colour)
            self.canv.setFont(font, _SIZE)
            self.canv.drawString(self._right + 5, lowest, fit(text, font, _SIZE, self.width - self._right - 5))

    def _values(self) -> None:
        chart = self._chart
        spots = [(self._x(one.day, 0), self._y(one.value)) for one in (chart.baseline, *chart.points) if one is not None]
        for (x1, y1), (x2, y2) in pairwise(spots):
            self.line(INK, 1.0, x1, y1, x2, y2)
        if chart.baseline is not None:
            self._dot(*spots[0], PAPER)
        free = float("inf")  # names go from the latest value backwards, where there is room
        for point, (x, y) in zip(reversed(chart.points), reversed(spots[len(spots) - len(chart.points) :]), strict=True):
            self._dot(x, y, INK)
            text = swedish.number(point.value)
            half = stringWidth(text, SANS_BOLD, _SIZE) / 2
            centre = min(x, self._right - half)
            if centre + half + 3 <= free:
                self.canv.setFont(SANS_BOLD, _SIZE)
                self.canv.setFillColor(INK)
                self.canv.drawCentredString(centre, min(y + 5, self.height - 18), text)
                free = centre - half

    def _dot(self, x: float, y: float, fill: Color) -> None:
        self.canv.setFillColor(fill)
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(1)
        self.canv.circle(x, y, 2.4, stroke=1, fill=1)


def objective_drawing(chart: ObjectiveChart, ink: Ink) -> Flowable:
    """The drawing with what it shows in words under it."""
    return KeepTogether([ObjectiveDrawing(chart, ink), Paragraph(ink.markup(chart.sentence), styles().note)])


# --- all activities ------------------------------------------------------------------------------


class TimelineDrawing(_Drawing):
    """A bar for each activity under the years, its state in words to the right, and a line for today."""

    def __init__(self, timeline: Timeline, ink: Ink, width: float = WIDTH) -> None:
        super().__init__()
        self._timeline = timeline
        self._ink = ink
        self.width = width
        self.height = _TIMELINE_HEAD + _TIMELINE_ROW * len(timeline.rows) + 12
        self._left, self._right = width * 0.40, width - 62.0

    def draw(self) -> None:
        top = self.height - _TIMELINE_HEAD
        bottom = top - _TIMELINE_ROW * len(self._timeline.rows)
        self._years(top, bottom)
        for number, row in enumerate(self._timeline.rows):
            self._row(row, top - (number + 1) * _TIMELINE_ROW)
        self.line(INK, 0.8, 0, top, self.width, top)
        self.line(INK, 0.8, 0, bottom, self.width, bottom)
        self._today(top, bottom)
        for number, row in enumerate(self._timeline.rows):
            self._note(row, top - (number + 1) * _TIMELINE_ROW)

    def _x(self, share: float) -> float:
        return self._left + share * (self._right - self._left)

    def _years(self, top: float, bottom: float) -> None:
        canvas = self.canv
        canvas.setFont(SANS_BOLD, _SIZE)
        canvas.setFillColor(INK)
        canvas.drawString(0, top + 5, "Aktivitet")
        canvas.drawString(self._right + 8, top + 5, "Läge")
        for tick in self._timeline.ticks:
            x = self._x(self._timeline.position(tick.day))
            self.line(HAIRLINE, 0.5, x, top + 12, x, bottom)
            canvas.drawString(x + 3, top + 5, tick.label)
        self.line(HAIRLINE, 0.5, self._right, top + 12, self._right, bottom)

    def _row(self, row: TimelineRow, base: float) -> None:
        canvas = self.canv
        self.line(HAIRLINE, 0.4, 0, base, self.width, base)
        text_base = base + (_TIMELINE_ROW - _SIZE * 0.72) / 2
        canvas.setFont(SANS, _SIZE)
        canvas.setFillColor(INK)
        canvas.drawString(0, text_base, fit(self._ink.plain(row.label), SANS, _SIZE, self._left - 8))
        canvas.drawString(self._right + 8, text_base, row.state.label if row.state else swedish.EMPTY)
        bar = self._timeline.bar(row)
        if bar is None:
            return
        start, end = self._x(bar[0]), self._x(bar[1])
        canvas.setFillColor(_STATE_FILLS[row.state] if row.state else PAPER)
        canvas.setStrokeColor(GREY if row.state is ActivityState.DISCONTINUED else ACCENT)
        canvas.setLineWidth(0.9)
        canvas.setDash([2, 2] if row.state is ActivityState.DISCONTINUED else [])
        canvas.rect(start, base + 4, max(end - start, 2.0), _TIMELINE_ROW - 8, stroke=1, fill=1)
        canvas.setDash([])

    def _note(self, row: TimelineRow, base: float) -> None:
        """Why there is no bar, above every line that crosses the row."""
        if not row.note:
            return
        self.canv.setFont(SANS, _SIZE)
        self.canv.setFillColor(PAPER)
        self.canv.rect(self._left + 2, base + 2, stringWidth(row.note, SANS, _SIZE) + 4, _TIMELINE_ROW - 4, stroke=0, fill=1)
        self.canv.setFillColor(GREY)
        self.canv.drawString(self._left + 4, base + (_TIMELINE_ROW - _SIZE * 0.72) / 2, row.note)

    def _today(self, top: float, bottom: float) -> None:
        place = self._timeline.today_position
        if place is None:
            return
        x = self._x(place)
        self.line(INK, 0.9, x, top, x, bottom - 3)
        self.canv.setFont(SANS, _SIZE)
        self.canv.setFillColor(INK)
        self.canv.drawCentredString(min(x, self._right - 20), bottom - 10, f"i dag {swedish.iso_date(self._timeline.today)}")


def timeline_drawings(timeline: Timeline, ink: Ink) -> list[Flowable]:
    """The time line, in several drawings with the years repeated when the activities are more than a page holds."""
    rows = timeline.rows
    pieces = [replace(timeline, rows=rows[start : start + _ROWS_A_PAGE]) for start in range(0, len(rows), _ROWS_A_PAGE)]
    return [TimelineDrawing(piece, ink) for piece in pieces]
