"""The ranking as a sheet of its own: one A4, the same chart as in the memo."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from app.domain.riskindex.series import CAUTION, Ranking
from app.reports.chart import RankingChart, chart_height
from app.reports.document import Part, paper
from app.reports.fonts import SANS, SANS_BOLD
from app.reports.styles import BOTTOM, GREY, INK, LATER_TOP, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, WIDTH
from app.reports.text import Ink, wrap

_TITLE, _SUBTITLE = 10.5, 8.0


class RankingText(Flowable):  # type: ignore[misc]
    """Title with the finding, subtitle with kind, level, year, reference and source."""

    def __init__(self, ranking: Ranking, width: float, ink: Ink, size: float = _TITLE) -> None:
        super().__init__()
        self.width = width
        self._size = size
        self._title = wrap(ink.plain(ranking.title), SANS_BOLD, size, width)[:6]
        self._subtitle = wrap(ink.plain(ranking.subtitle), SANS, _SUBTITLE, width)[:6]
        self.height = size * 1.3 * len(self._title) + _SUBTITLE * 1.35 * len(self._subtitle) + 8

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        y = self.height
        self.canv.setFillColor(INK)
        self.canv.setFont(SANS_BOLD, self._size)
        for line in self._title:
            y -= self._size * 1.3
            self.canv.drawString(0, y + self._size * 0.25, line)
        self.canv.setFillColor(GREY)
        self.canv.setFont(SANS, _SUBTITLE)
        for line in self._subtitle:
            y -= _SUBTITLE * 1.35
            self.canv.drawString(0, y, line)


def ranking_drawing(ranking: Ranking, width: float, height: float, resources: Path) -> RankingChart:
    """The vector chart alone, as a flowable of the size given."""
    return RankingChart(ranking, width, height, Ink(resources))


def ranking_pdf(ranking: Ranking, resources: Path, *, invariant: bool = False) -> bytes:
    """One A4 with the chart, what it rests on, and the standing caution."""
    ink = Ink(resources)
    heading = RankingText(ranking, WIDTH, ink, size=15)
    heading.outline = (0, ink.plain(ranking.title))
    room = PAGE_HEIGHT - LATER_TOP - BOTTOM - heading.height - 2
    chart = RankingChart(ranking, WIDTH, chart_height(ranking, room), ink)
    foot = " ".join(part for part in (CAUTION, f"{ranking.mark}." if ranking.mark else "") if part)

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(INK)
        canvas.setFont(SANS, 9)
        canvas.drawString(LEFT, PAGE_HEIGHT - 56, "Socialt riskindex")
        canvas.setFillColor(GREY)
        canvas.setFont(SANS, 8)
        canvas.drawString(LEFT, 36, foot)

    number = (PAGE_WIDTH - RIGHT, PAGE_HEIGHT - 56)
    part = Part(story=[heading, chart], draw_first=draw, draw_later=draw, number_later=number, first_top=LATER_TOP)
    return paper(f"Socialt riskindex: {ink.plain(ranking.title)}", [part], resources, invariant)
