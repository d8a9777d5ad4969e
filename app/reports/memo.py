"""The decision memo on paper: finished content in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer

from app.domain.texts.content import DOCUMENT, CaseContent, MemoContent
from app.domain.texts.sections import Numbered
from app.reports import tables
from app.reports.document import Part, paper
from app.reports.flow import heading_flow, list_flow, section_flow, text_flow
from app.reports.fonts import SANS, SANS_BOLD
from app.reports.furniture import head_lines, running_head
from app.reports.styles import GREY, HAIRLINE, INK, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, SECOND_COLUMN, WIDTH, styles
from app.reports.text import Ink, fit

_TOP = PAGE_HEIGHT - 62


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
        draw_later=lambda canvas: running_head(canvas, running),
        number_first=(SECOND_COLUMN, _TOP - 45),
        number_later=(PAGE_WIDTH - RIGHT, PAGE_HEIGHT - 56),
    )


# --- page furniture ------------------------------------------------------------------------------


def _letterhead(canvas: Canvas, content: MemoContent, ink: Ink) -> None:
    """Room for the city's mark at the upper left, then sender and addressee; the office's lines at the foot."""
    sender = content.sender
    left_width, right_width = SECOND_COLUMN - LEFT - 20, PAGE_WIDTH - RIGHT - SECOND_COLUMN
    canvas.setFillColor(INK)
    head_lines(canvas, SECOND_COLUMN, _TOP, right_width, 15, [
        (SANS_BOLD, 14, DOCUMENT),
        (SANS, 9, f"Dnr {ink.plain(content.registry_number)}"),
        (SANS, 9, content.date),
    ])  # fmt: skip
    head_lines(
        canvas, LEFT, _TOP - 45, left_width, 13, [(SANS_BOLD, 9.5, ink.plain(sender.office)), (SANS, 9.5, ink.plain(sender.department))]
    )
    phone = f"Telefon {ink.plain(content.phone)}" if content.phone.strip() else ""
    head_lines(
        canvas, LEFT, _TOP - 90, left_width, 13, [(SANS_BOLD, 9, "Handläggare"), (SANS, 9, ink.plain(content.caseworker)), (SANS, 9, phone)]
    )
    head_lines(canvas, SECOND_COLUMN, _TOP - 90, right_width, 13, [(SANS_BOLD, 9, "Till"), (SANS, 9, ink.plain(content.recipient))])
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, 48, PAGE_WIDTH - RIGHT, 48)
    canvas.setFont(SANS, 8)
    canvas.setFillColor(GREY)
    canvas.drawString(LEFT, 36, fit(ink.plain("  ·  ".join(sender.footer)), SANS, 8, WIDTH))


# --- the text ------------------------------------------------------------------------------------


def _story(content: MemoContent, ink: Ink) -> list[Flowable]:
    story = heading_flow(ink, 0, content.title)
    story += heading_flow(ink, 1, content.decision_heading)
    story += text_flow(ink, content.lead)
    story += _decision(content, ink)
    for case in content.cases:
        story += _case(case, content, ink)
    return story


def _decision(content: MemoContent, ink: Ink) -> list[Flowable]:
    """Numbered points over all cases, the last one on the same page as the signatures."""
    points = [point for case in content.cases for point in case.points]
    numbered = list_flow(ink, Numbered(tuple(points)), styles().point)
    *before, last = numbered or [Spacer(1, 1)]
    return [*before, KeepTogether([last, Spacer(1, 40), tables.signatures(content.signatures)]), Spacer(1, 10)]


def _case(case: CaseContent, content: MemoContent, ink: Ink) -> list[Flowable]:
    story = heading_flow(ink, 1, case.title) if len(content.cases) > 1 else []
    for section in case.sections:
        story += section_flow(section, ink)
    return story
