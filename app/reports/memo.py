"""The decision memo on paper: finished content in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Paragraph, Spacer

from app.domain import swedish
from app.domain.texts.content import (
    DOCUMENT,
    CaseContent,
    Chart,
    DataTable,
    MemoContent,
    Numbered,
    RuleTable,
    Section,
    SectionPart,
    Titled,
)
from app.reports import tables
from app.reports.chart import RankingChart, chart_height
from app.reports.document import Part, paper
from app.reports.fonts import SANS, SANS_BOLD
from app.reports.ranking import RankingText
from app.reports.styles import GREY, HAIRLINE, INK, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, SECOND_COLUMN, WIDTH, styles
from app.reports.text import Ink, fit

_TOP = PAGE_HEIGHT - 62
_CHART_ROOM = 470.0


def memo_pdf(contents: Sequence[MemoContent], resources: Path, *, invariant: bool = False) -> bytes:
    """One file with every memo given, each starting on a new page and counting its own pages.

    `invariant` leaves out the time of writing, so that equal memos give equal bytes. Raises EnvironmentProblem when
    a font or the colour profile is missing from `resources`.
    """
    if not contents:
        raise ValueError("a memo file holds at least one memo")
    ink = Ink(resources)
    title = contents[0].document_title if len(contents) == 1 else f"{DOCUMENT}n, {len(contents)} ärenden"
    return paper(ink.plain(title), [_part(content, ink) for content in contents], resources, invariant)


def _part(content: MemoContent, ink: Ink) -> Part:
    running = fit(f"{DOCUMENT}, dnr {ink.plain(content.registry_number)}", SANS, 9, WIDTH - 90)
    return Part(
        story=_story(content, ink),
        draw_first=lambda canvas: _letterhead(canvas, content, ink),
        draw_later=lambda canvas: _running_head(canvas, running),
        number_first=(SECOND_COLUMN, _TOP - 45),
        number_later=(PAGE_WIDTH - RIGHT, PAGE_HEIGHT - 56),
    )


# --- page furniture ------------------------------------------------------------------------------


def _letterhead(canvas: Canvas, content: MemoContent, ink: Ink) -> None:
    """Room for the city's mark at the upper left, then sender and addressee; the office's lines at the foot."""
    sender = content.sender
    left_width, right_width = SECOND_COLUMN - LEFT - 20, PAGE_WIDTH - RIGHT - SECOND_COLUMN
    canvas.setFillColor(INK)
    _lines(canvas, SECOND_COLUMN, _TOP, right_width, 15, [
        (SANS_BOLD, 14, DOCUMENT),
        (SANS, 9, f"Dnr {ink.plain(content.registry_number)}"),
        (SANS, 9, content.date),
    ])  # fmt: skip
    _lines(canvas, LEFT, _TOP - 45, left_width, 13, [(SANS_BOLD, 9.5, ink.plain(sender.office)), (SANS, 9.5, ink.plain(sender.department))])
    phone = f"Telefon {ink.plain(content.phone)}" if content.phone.strip() else ""
    _lines(
        canvas, LEFT, _TOP - 90, left_width, 13, [(SANS_BOLD, 9, "Handläggare"), (SANS, 9, ink.plain(content.caseworker)), (SANS, 9, phone)]
    )
    _lines(canvas, SECOND_COLUMN, _TOP - 90, right_width, 13, [(SANS_BOLD, 9, "Till"), (SANS, 9, ink.plain(content.recipient))])
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, 48, PAGE_WIDTH - RIGHT, 48)
    canvas.setFont(SANS, 8)
    canvas.setFillColor(GREY)
    canvas.drawString(LEFT, 36, fit(ink.plain("  ·  ".join(sender.footer)), SANS, 8, WIDTH))


def _lines(canvas: Canvas, x: float, y: float, width: float, leading: float, lines: Sequence[tuple[str, float, str]]) -> None:
    for number, (font, size, text) in enumerate(lines):
        canvas.setFont(font, size)
        canvas.drawString(x, y - number * leading, fit(text, font, size, width))


def _running_head(canvas: Canvas, text: str) -> None:
    y = PAGE_HEIGHT - 56
    canvas.setFillColor(INK)
    canvas.setFont(SANS, 9)
    canvas.drawString(LEFT, y, text)
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, y - 7, PAGE_WIDTH - RIGHT, y - 7)


# --- the text ------------------------------------------------------------------------------------


def _story(content: MemoContent, ink: Ink) -> list[Flowable]:
    story = _heading(ink, 0, content.title)
    story += _heading(ink, 1, content.decision_heading)
    story += _texts(ink, content.lead)
    story += _decision(content, ink)
    for case in content.cases:
        story += _case(case, content, ink)
    return story


def _decision(content: MemoContent, ink: Ink) -> list[Flowable]:
    """Numbered points over all cases, the last one on the same page as the signatures."""
    points = [point for case in content.cases for point in case.points]
    numbered = _numbered(ink, points, styles().point)
    *before, last = numbered or [Spacer(1, 1)]
    return [*before, KeepTogether([last, Spacer(1, 40), tables.signatures(content.signatures)]), Spacer(1, 10)]


def _case(case: CaseContent, content: MemoContent, ink: Ink) -> list[Flowable]:
    story = _heading(ink, 1, case.title) if len(content.cases) > 1 else []
    for section in case.sections:
        story += _section(section, ink)
    return story


def _section(section: Section, ink: Ink) -> list[Flowable]:
    story: list[Flowable] = [PageBreak()] if section.annex else []
    story += _heading(ink, section.level, section.heading)
    for part in section.parts:
        story += _section_part(part, ink)
    return story


def _section_part(part: SectionPart, ink: Ink) -> list[Flowable]:
    match part:
        case str():
            return _texts(ink, part)
        case Titled(name, text):
            return [Paragraph(ink.markup(name), styles().name), *_texts(ink, text)]
        case Numbered(items):
            return _numbered(ink, items, styles().item)
        case DataTable():
            caption = Paragraph(ink.markup(part.caption), styles().caption)
            return [CondPageBreak(70), caption, tables.data_table(part, ink), Spacer(1, 10)]
        case RuleTable(rows):
            return [Spacer(1, 4), tables.rule_table(rows, ink)]
        case Chart():
            return [_chart(part, ink), Spacer(1, 8)]


def _heading(ink: Ink, level: int, text: str) -> list[Flowable]:
    """A heading that is also an entry of the outline."""
    style = styles().title if level == 0 else styles().heading(level)
    first, *rest = ink.chunks(text)
    heading = Heading(ink.markup(first), style)
    heading.outline = (level, _cut(ink.plain(text)))
    return [heading, *(Paragraph(ink.markup(piece), style) for piece in rest)]


class Heading(Paragraph):  # type: ignore[misc]
    """A paragraph that keeps its outline entry when it is too long for the page and is split."""

    outline: tuple[int, str]

    def split(self, available_width: float, available_height: float) -> list[Paragraph]:
        pieces: list[Paragraph] = super().split(available_width, available_height)
        if pieces:
            pieces[0].outline = self.outline
        return pieces


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"


def _texts(ink: Ink, text: str) -> list[Flowable]:
    return [Paragraph(ink.markup(piece), styles().body) for piece in ink.chunks(text)]


def _numbered(ink: Ink, items: Sequence[str], style: object) -> list[Flowable]:
    found: list[Flowable] = []
    for number, item in enumerate(items, 1):
        first, *rest = ink.chunks(item)
        found.append(Paragraph(ink.markup(first), style, bulletText=f"{number}."))
        found += [Paragraph(ink.markup(piece), style) for piece in rest]
    return found


def _chart(part: Chart, ink: Ink) -> Flowable:
    ranking = part.ranking
    drawing = RankingChart(ranking, WIDTH, chart_height(ranking, _CHART_ROOM), ink)
    caution = f"{part.caution} {ranking.mark}{'.' if ranking.mark else ''}".strip()
    return KeepTogether([Spacer(1, 4), RankingText(ranking, WIDTH, ink), drawing, *_small(ink, caution)])


def _small(ink: Ink, text: str) -> list[Flowable]:
    return [Paragraph(ink.markup(text), styles().note)] if swedish.compact(text) else []
