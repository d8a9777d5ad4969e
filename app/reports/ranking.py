"""The ranking as a sheet of its own: one A4, the same chart as in the memo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak

from app.domain.riskindex.series import Ranking
from app.reports.chart import RankingChart, chart_height
from app.reports.document import Part, paper
from app.reports.fonts import SANS, SANS_BOLD
from app.reports.styles import BOTTOM, GREY, INK, LATER_TOP, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, WIDTH
from app.reports.text import Ink, wrap

_TITLE, _SUBTITLE = 10.5, 8.0
_FOOT_LINES, _FOOT_ROOM, _FOOT_STEP = 8, 3, 9.6  # lines at most, lines that fit below the margin, points a line


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


def ranking_pdf(ranking: Ranking, resources: Path, *, invariant: bool = False, most_a_page: int | None = None) -> bytes:
    """The chart with what it rests on and the standing caution; on one A4, or with `most_a_page` bars on each of several."""
    ink = Ink(resources)
    heading = RankingText(ranking, WIDTH, ink, size=15)
    heading.outline = (0, ink.plain(ranking.title))
    said = " ".join(part for part in (f"{ranking.mark}." if ranking.mark else "", ranking.footer) if part)  # the mark is never cut
    foot = wrap(ink.plain(said), SANS, 8, WIDTH)[:_FOOT_LINES]
    room = PAGE_HEIGHT - LATER_TOP - BOTTOM - heading.height - 2 - _FOOT_STEP * max(0, len(foot) - _FOOT_ROOM)
    most = max((bar.reach for bar in ranking.bars), default=0.0)
    story: list[Flowable] = [heading]
    for number, shown in enumerate(_parted(ranking, most_a_page)):
        story += [PageBreak()] if number else []
        story.append(RankingChart(shown, WIDTH, chart_height(shown, room), ink, most))

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(INK)
        canvas.setFont(SANS, 9)
        canvas.drawString(LEFT, PAGE_HEIGHT - 56, "Socialt riskindex")
        canvas.setFillColor(GREY)
        canvas.setFont(SANS, 8)
        for place, line in enumerate(foot, 1):
            canvas.drawString(LEFT, 36 + (len(foot) - place) * _FOOT_STEP, line)

    number_at = (PAGE_WIDTH - RIGHT, PAGE_HEIGHT - 56)
    part = Part(story=story, draw_first=draw, draw_later=draw, number_later=number_at, first_top=LATER_TOP)
    return paper(f"Socialt riskindex: {ink.plain(ranking.title)}", [part], resources, invariant)


def _parted(ranking: Ranking, most_a_page: int | None) -> list[Ranking]:
    """The bars a page, as evenly as they go."""
    count = len(ranking.bars)
    if most_a_page is None or count <= most_a_page:
        return [ranking]
    pages = -(-count // most_a_page)
    each = -(-count // pages)
    return [replace(ranking, bars=ranking.bars[start : start + each]) for start in range(0, count, each)]
