"""The waterfall on paper: a row an indicator with its value, the city's, the step in points and the people behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from reportlab.lib.colors import Color, HexColor
from reportlab.platypus import Flowable

from app.domain import swedish
from app.domain.riskindex.series import REFERENCE
from app.domain.riskindex.why import Waterfall, WhyRow
from app.reports.fonts import SANS, SANS_BOLD
from app.reports.styles import GREY, HAIRLINE, INK
from app.reports.text import Ink, fit

ROW, LEAST_ROW = 12.5, 8.0
_HEAD, _AFTER = 30.0, 25.0
UNSURE = "95 procents intervall (utjämnat värde):"
_UP, _DOWN = HexColor("#B4531A"), HexColor("#3F7FB5")
_SIDES = (132.0, 160.0, 189.0, 216.0)  # where name, value, city and index end
_BAR_LEFT = 226.0
_POINTS, _PEOPLE = 62.0, 0.0  # where points and people end, from the right


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the drawing: a heading of an area, an indicator, or what the last ones come to."""

    label: str
    row: WhyRow | None = None
    start: float = 0.0
    end: float = 0.0
    shown: Decimal = Decimal(0)
    note: str = ""
    is_head: bool = False


class WaterfallDrawing(Flowable):  # type: ignore[misc]
    """Vector bars from 100 to the index, within `room` points of height."""

    def __init__(self, why: Waterfall, ink: Ink, width: float, room: float) -> None:
        super().__init__()
        self._why, self._ink, self.width = why, ink, width
        self._lines = list(_shortened(why, int((room - _HEAD - _AFTER) / LEAST_ROW)))
        self._row = min(ROW, (room - _HEAD - _AFTER) / max(1, len(self._lines)))
        self._size = min(8.0, self._row * 0.72)
        self.height = _HEAD + self._row * len(self._lines) + _AFTER if self._lines else 0.0
        ends = [REFERENCE, *(value for one in self._lines if not one.is_head for value in (one.start, one.end) if value)]
        low, high = min(ends), max(ends)
        span = max(high - low, 4.0)
        self._low, self._high = low - span * 0.04, high + span * 0.04

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def _x(self, value: float) -> float:
        left, right = _BAR_LEFT, self.width - _POINTS - 34
        return left + (value - self._low) / (self._high - self._low) * (right - left)

    def draw(self) -> None:
        if not self._lines:
            return
        self._head()
        top = self.height - _HEAD
        before: float | None = None
        for number, line in enumerate(self._lines):
            base = top - (number + 1) * self._row
            if line.is_head:
                self._area(line, base)
                continue
            self._indicator(line, base)
            if line.row is None or line.row.counts:
                self._bar(line, base, before)
                before = line.end
        bottom = top - len(self._lines) * self._row
        self._rule(INK, 0.8, 0, bottom, self.width, bottom)
        if self._why.sums:
            shown = sum(one.is_head or one.row is None or one.row.counts for one in self._lines) - bool(self._uncounted)
            self._rule(INK, 0.7, self._x(REFERENCE), top + 11, self._x(REFERENCE), top - shown * self._row)
        self._legend(bottom)

    @property
    def _uncounted(self) -> list[_Line]:
        return [one for one in self._lines if one.row is not None and not one.row.counts]

    def _legend(self, bottom: float) -> None:
        """What the star stands for."""
        marks = dict.fromkeys(mark for one in self._lines if one.row is not None for mark in one.row.marks)
        if marks:
            self.canv.setFont(SANS, 7)
            self.canv.setFillColor(GREY)
            together = "; ".join(self._ink.plain(one.row.called) for one in self._lines if one.row is not None and one.row.members)
            told = f"* {', '.join(marks)}" + (f"; {together}" if together else "")
            self.canv.drawString(0, bottom - 9, fit(told, SANS, 7, self.width))
            if self._unsure:
                self.canv.drawString(0, bottom - 18, fit(f"{UNSURE} {'; '.join(self._unsure)}", SANS, 7, self.width))

    @property
    def _unsure(self) -> list[str]:
        """Name, interval and shrunk value of what is marked."""
        rows = [one.row for one in self._lines if one.row is not None and one.row.marks]
        return [f"{self._ink.plain(one.name)} {one.uncertain.span} ({swedish.rate(one.uncertain.shrunk)})" for one in rows if one.uncertain]

    def _rule(self, colour: Color, width: float, x1: float, y1: float, x2: float, y2: float) -> None:
        self.canv.setStrokeColor(colour)
        self.canv.setLineWidth(width)
        self.canv.line(x1, y1, x2, y2)

    def _head(self) -> None:
        canvas, y = self.canv, self.height - _HEAD + 5
        canvas.setFillColor(INK)
        canvas.setFont(SANS_BOLD, 7.5)
        canvas.drawString(0, y, "Indikator")
        for place, text in zip(
            _SIDES[1:], ("Värde", "Staden" if self._why.compared_with.startswith("staden") else "Medel", "Index"), strict=True
        ):
            canvas.drawRightString(place, y, text)
        if self._why.sums:
            canvas.drawCentredString(min(max(self._x(REFERENCE), _BAR_LEFT + 4), self.width - _POINTS - 42), y + 8, "100")
            canvas.drawRightString(self.width - _POINTS, y, "Punkter")
        canvas.drawRightString(self.width - _PEOPLE, y, "Till samma nivå")
        self._rule(INK, 0.8, 0, y - 4, self.width, y - 4)

    def _area(self, line: _Line, base: float) -> None:
        canvas, size = self.canv, self._size
        canvas.setFillColor(INK)
        canvas.setFont(SANS_BOLD, size)
        y = base + (self._row - size * 0.72) / 2
        canvas.drawString(0, y, line.label)
        if line.note:
            canvas.drawRightString(self.width - _POINTS, y, line.note)

    def _indicator(self, line: _Line, base: float) -> None:
        canvas, size, row = self.canv, self._size, line.row
        y = base + (self._row - size * 0.72) / 2
        self._rule(HAIRLINE, 0.3, 0, base, self.width, base)
        canvas.setFillColor(INK if row is None or row.counts else GREY)
        canvas.setFont(SANS, size)
        star = "*" if row is not None and row.marks else ""
        canvas.drawString(6, y, fit(self._ink.plain(line.label) + star, SANS, size, _SIDES[0] - 6))
        if row is None:
            canvas.drawRightString(self.width - _POINTS, y, swedish.signed(line.shown))
            return
        rates = [swedish.EMPTY if one is None else swedish.rate(one) for one in (row.x, row.city)]
        index = swedish.EMPTY if row.shown_index is None else swedish.decimal(row.shown_index)
        for place, text in zip(_SIDES[1:], (*rates, index), strict=True):
            canvas.drawRightString(place, y, text)
        if not row.counts:
            room = self.width - _PEOPLE - _BAR_LEFT
            canvas.drawString(_BAR_LEFT, y, fit(f"räknas inte: {row.reason}", SANS, size, room))
            return
        if self._why.sums:
            canvas.drawRightString(self.width - _POINTS, y, swedish.signed(row.shown))
        canvas.drawRightString(self.width - _PEOPLE, y, row.people_text)

    def _bar(self, line: _Line, base: float, before: float | None) -> None:
        if not self._why.sums:
            return
        canvas = self.canv
        start, end = self._x(line.start), self._x(line.end)
        if before is not None:
            self._rule(GREY, 0.4, start, base + self._row * 0.8, start, base + self._row * 1.2)
        canvas.setFillColor(_UP if line.end >= line.start else _DOWN)
        canvas.rect(min(start, end), base + self._row * 0.2, max(abs(end - start), 0.6), self._row * 0.6, stroke=0, fill=1)


def _shortened(why: Waterfall, most: int) -> Iterator[_Line]:
    """Rows under their areas; of more than there is room for, the smallest are put together so that the sum still holds."""
    rows = list(why.rows)
    heads = len({one.area for one in rows})
    room = max(1, most - heads - len(why.missing))
    dropped: list[WhyRow] = []
    if len(rows) > room:
        kept = {one.code for one in sorted(rows, key=lambda one: -abs(one.points))[: max(1, room - 1)]}
        dropped = [one for one in rows if one.code not in kept]
        rows = [one for one in rows if one.code in kept]
    at = REFERENCE
    for area, own in groupby(rows, key=lambda one: one.area):
        held = next(one for one in why.areas if one.area is area)
        yield _Line(area.label, is_head=True, note=swedish.signed(held.shown) if why.sums else "")
        for one in own:
            yield _Line(one.name, one, at, at + one.points, one.shown)
            at += one.points
    if dropped:
        yield _Line(
            f"Övriga {len(dropped)} indikatorer", None, at, at + sum(one.points for one in dropped),
            sum((one.shown for one in dropped), Decimal(0)),
        )  # fmt: skip
    if why.missing and len(rows) + heads + len(why.missing) + bool(dropped) <= most:
        yield _Line("Räknas inte", is_head=True)
        yield from (_Line(one.name, one) for one in why.missing)
