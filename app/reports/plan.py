"""The local action plan on paper: finished content in, PDF bytes out."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from app.domain.texts.plan import DOCUMENT, PlanContent
from app.domain.texts.sections import Remark
from app.reports.document import Part, paper
from app.reports.flow import heading_flow, part_flow, section_flow
from app.reports.fonts import SANS, SANS_BOLD
from app.reports.furniture import head_lines, running_head
from app.reports.styles import INK, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, SECOND_COLUMN, WIDTH, styles
from app.reports.text import Ink, fit

_TOP = PAGE_HEIGHT - 62
_FIRST_TOP = 166.0


def plan_pdf(content: PlanContent, resources: Path, *, invariant: bool = False) -> bytes:
    """The plan as one file; the board is its author.

    `invariant` leaves out the time of writing, so that equal plans give equal bytes. Raises EnvironmentProblem when
    a font or the colour profile is missing from `resources`.
    """
    ink = Ink(resources)
    named = (DOCUMENT, content.board, _small(content.version), content.standing)
    running = fit(ink.plain(", ".join(part for part in named if part)), SANS, 9, WIDTH - 65)
    part = Part(
        story=_story(content, ink),
        draw_first=lambda canvas: _letterhead(canvas, content, ink),
        draw_later=lambda canvas: running_head(canvas, running),
        number_first=(SECOND_COLUMN, _TOP - 60),
        number_later=(PAGE_WIDTH - RIGHT, PAGE_HEIGHT - 56),
        first_top=_FIRST_TOP,
    )
    return paper(ink.plain(content.document_title), [part], resources, invariant, author=ink.plain(content.board))


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _letterhead(canvas: Canvas, content: PlanContent, ink: Ink) -> None:
    """Room for the city's mark at the upper left, the board under it, and what the paper is to the right."""
    canvas.setFillColor(INK)
    number = f"Dnr {ink.plain(content.registry_number)}" if content.registry_number.strip() else ""
    head_lines(canvas, SECOND_COLUMN, _TOP, PAGE_WIDTH - RIGHT - SECOND_COLUMN, 15, [
        (SANS_BOLD, 14, DOCUMENT),
        (SANS, 9, content.version),
        (SANS, 9, content.state),
        (SANS, 9, number),
    ])  # fmt: skip
    head_lines(canvas, LEFT, _TOP - 45, SECOND_COLUMN - LEFT - 20, 13, [(SANS_BOLD, 9.5, ink.plain(content.board))])


def _story(content: PlanContent, ink: Ink) -> list[Flowable]:
    story = heading_flow(ink, 0, content.title)
    story.append(Paragraph(ink.markup(content.subtitle), styles().subtitle))
    if content.remark:
        story += part_flow(Remark(content.remark), ink)
    story += part_flow(content.facts, ink)
    for section in content.sections:
        story += section_flow(section, ink)
    return story
