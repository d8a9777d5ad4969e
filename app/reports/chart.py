"""The ranking drawn on paper: bars falling, the line at 100, values and band words written beside the bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from app.domain.riskindex.series import REFERENCE, Band, Bar, Ranking
from app.reports.fonts import SANS, SANS_BOLD
from app.reports.styles import ACCENT, GREY, HAIRLINE, INK, PAPER, tint
from app.reports.text import Ink, fit

EMPTY_TEXT = "Inga indexvärden att visa."
ROW, LEAST_ROW = 15.0, 7.5
_HEAD = 18.0  # room above the bars for the name of the line
_BAND_LEFT, _BAND_TEXT = 8.0, 5.0  # from the bars to the bracket, from the bracket to its word
_NEUTRAL = HexColor("#6B7782")
_STRENGTH = {Band.FAR_ABOVE: 1.0, Band.ABOVE: 0.75, Band.LIKE: 0.45, Band.BELOW: 0.22}


class RankingChart(Flowable):  # type: ignore[misc]
    """A vector drawing of one ranking; highlighted units stand out by colour, weight and a pointer."""

    def __init__(self, ranking: Ranking, width: float, height: float, ink: Ink, most: float = 0.0) -> None:
        super().__init__()
        self._most = most  # a value that the scale reaches whatever the bars are: pages of one list share it
        self.width, self.height = width, height
        self._ink = ink
        self._bars = tuple(bar for bar in ranking.bars if math.isfinite(bar.value))
        self._highlight = ranking.highlight

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        if not self._bars:
            self.canv.setFont(SANS, 9)
            self.canv.setFillColor(GREY)
            self.canv.drawString(0, self.height - 12, EMPTY_TEXT)
            return
        columns = _columns(self._bars, self.height)
        gap = 16.0
        width = (self.width - gap * (len(columns) - 1)) / len(columns)
        row = min(ROW, (self.height - _HEAD) / max(len(column) for column in columns))
        for number, bars in enumerate(columns):
            self._column(bars, number * (width + gap), width, row)

    def _column(self, bars: Sequence[Bar], left: float, width: float, row: float) -> None:
        size = min(8.5, row * 0.72)
        labels = {bar.unit: self._ink.plain(bar.label) for bar in bars}
        label_width = min(max(stringWidth(text, SANS_BOLD, size) for text in labels.values()) + 12, width * 0.38)
        value_width = max(stringWidth(bar.number, SANS_BOLD, size) for bar in self._bars)
        start = left + label_width + value_width + 10
        band_size = max(size, 6.0)
        band_width = max(stringWidth(bar.band.label, SANS, band_size) for bar in bars)
        end = left + width - band_width - _BAND_LEFT - _BAND_TEXT - 2
        most = max(*(bar.reach for bar in self._bars), REFERENCE * 1.1, self._most if math.isfinite(self._most) else 0.0)
        scale = (end - start) / most
        top = self.height - _HEAD
        for place, bar in enumerate(bars):
            base = top - (place + 1) * row
            self._bar(bar, labels[bar.unit], base, row, size, left, label_width, start, scale)
        self._reference(start + REFERENCE * scale, top, row * len(bars), start, size)
        self._bands(bars, top, row, end + _BAND_LEFT, band_size)

    def _bar(
        self, bar: Bar, label: str, base: float, row: float, size: float, left: float, label_width: float, start: float, scale: float
    ) -> None:
        canvas = self.canv
        marked = bar.unit in self._highlight
        font = SANS_BOLD if marked else SANS
        text_base = base + (row - size * 0.72) / 2
        canvas.setFillColor(INK)
        canvas.setFont(font, size)
        canvas.drawString(left + 9, text_base, fit(label, font, size, label_width - 12))
        canvas.drawRightString(start - 6, text_base, bar.number)
        if marked:
            self._pointer(left, base + row / 2, size * 0.36)
        colour = ACCENT if marked or not self._highlight else _NEUTRAL
        canvas.setFillColor(tint(colour, 1.0 if marked else _STRENGTH[bar.band]))
        canvas.setStrokeColor(colour)  # pale bars keep an edge that is seen
        canvas.setLineWidth(0.5)
        canvas.rect(start, base + row * 0.16, max(bar.value, 0) * scale, row * 0.68, stroke=1, fill=1)
        if bar.interval is not None:
            self._whisker(start + bar.interval[0] * scale, start + bar.interval[1] * scale, base + row / 2, row * 0.16)

    def _whisker(self, left: float, right: float, middle: float, half: float) -> None:
        """Where the index falls in most drawn weightings; on a white ground, so that it is seen against any bar."""
        for colour, width in ((PAPER, 2.0), (INK, 0.7)):
            self.canv.setStrokeColor(colour)
            self.canv.setLineWidth(width)
            self.canv.line(left, middle, right, middle)
            for end in (left, right):
                self.canv.line(end, middle - half, end, middle + half)

    def _pointer(self, left: float, middle: float, half: float) -> None:
        self.canv.setFillColor(ACCENT)
        path = self.canv.beginPath()
        path.moveTo(left, middle + half)
        path.lineTo(left + 1.7 * half, middle)
        path.lineTo(left, middle - half)
        path.close()
        self.canv.drawPath(path, stroke=0, fill=1)

    def _reference(self, x: float, top: float, height: float, start: float, size: float) -> None:
        canvas = self.canv
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.line(x, top + 3, x, top - height - 2)
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.line(start, top + 1, start, top - height - 2)
        canvas.setFillColor(INK)
        canvas.setFont(SANS, max(size, 7))
        canvas.drawCentredString(x, top + 6, "index 100")

    def _bands(self, bars: Sequence[Bar], top: float, row: float, left: float, size: float) -> None:
        canvas = self.canv
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.6)
        canvas.setFillColor(GREY)
        canvas.setFont(SANS, size)
        place = 0
        for band, group in groupby(bars, key=lambda bar: bar.band):
            number = len(list(group))
            upper, lower = top - place * row - row * 0.16, top - (place + number) * row + row * 0.16
            canvas.line(left, upper, left, lower)
            canvas.drawString(left + _BAND_TEXT, (upper + lower) / 2 - size * 0.36, band.label)
            place += number


def chart_height(ranking: Ranking, room: float) -> float:
    """As much height as the bars want, within `room`."""
    bars = sum(math.isfinite(bar.value) for bar in ranking.bars)
    return min(_HEAD + 4 + ROW * max(bars, 1), room)


def _columns(bars: Sequence[Bar], height: float) -> list[Sequence[Bar]]:
    """One column, or more when the rows would grow too thin to read."""
    most = max(1, int((height - _HEAD) / LEAST_ROW))
    number = math.ceil(len(bars) / most)
    each = math.ceil(len(bars) / number)
    return [bars[start : start + each] for start in range(0, len(bars), each)]
