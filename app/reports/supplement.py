"""The letter that asks for what is missing, on paper: finished content in, PDF bytes out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer

from app.domain.texts.supplement import ANSWER_HEADING, ASKED_HEADING, DOCUMENT, WHY, LetterContent, LetterItem
from app.reports.document import Part, paper
from app.reports.flow import heading_flow, text_flow
from app.reports.fonts import SANS, SANS_BOLD
from app.reports.furniture import head_lines, running_head
from app.reports.styles import GREY, HAIRLINE, INK, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, SECOND_COLUMN, WIDTH, styles
from app.reports.text import Ink, fit, wrap

_TOP = PAGE_HEIGHT - 62


def supplement_pdf(content: LetterContent, resources: Path, *, day: date | None = None, invariant: bool = False) -> bytes:
    """The letter as one file; `day` is the file's own date when it is kept as sent.

    Both `day` and `invariant` leave out the time of writing, so that equal letters give equal bytes. Raises EnvironmentProblem when
    a font or the colour profile is missing from `resources`.
    """
    ink = Ink(resources)
    running = fit(f"{DOCUMENT} om komplettering, dnr {ink.plain(content.registry_number)}", SANS, 9, WIDTH - 90)
    part = Part(
        story=_story(content, ink),
        draw_first=lambda canvas: _letterhead(canvas, content, ink),
        draw_later=lambda canvas: running_head(canvas, running),
        number_first=(SECOND_COLUMN, _TOP - 45),
        number_later=(PAGE_WIDTH - RIGHT, PAGE_HEIGHT - 56),
    )
    return paper(ink.plain(content.document_title), [part], resources, invariant, day=day)


def _letterhead(canvas: Canvas, content: LetterContent, ink: Ink) -> None:
    """Room for the city's mark at the upper left, then sender and receiver; the office's lines at the foot."""
    sender = content.sender
    left_width, right_width = SECOND_COLUMN - LEFT - 20, PAGE_WIDTH - RIGHT - SECOND_COLUMN
    phone = f"Telefon {ink.plain(content.phone)}" if content.phone else ""
    canvas.setFillColor(INK)
    head_lines(canvas, SECOND_COLUMN, _TOP, right_width, 15, [
        (SANS_BOLD, 14, DOCUMENT),
        (SANS, 9, f"Dnr {ink.plain(content.registry_number)}"),
        (SANS, 9, content.date),
    ])  # fmt: skip
    head_lines(
        canvas, LEFT, _TOP - 45, left_width, 13, [(SANS_BOLD, 9.5, ink.plain(sender.office)), (SANS, 9.5, ink.plain(sender.department))]
    )
    head_lines(
        canvas, LEFT, _TOP - 90, left_width, 13, [(SANS_BOLD, 9, "Handläggare"), (SANS, 9, ink.plain(content.caseworker)), (SANS, 9, phone)]
    )
    board, *others = (ink.plain(line) for line in content.recipient or ("",))
    receiver = [(SANS, 9.0, line) for line in (*wrap(board, SANS, 9, right_width)[:2], *others)]
    head_lines(canvas, SECOND_COLUMN, _TOP - 90, right_width, 13, [(SANS_BOLD, 9, "Till"), *receiver])
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, 48, PAGE_WIDTH - RIGHT, 48)
    canvas.setFont(SANS, 8)
    canvas.setFillColor(GREY)
    canvas.drawString(LEFT, 36, fit(ink.plain("  ·  ".join(sender.footer)), SANS, 8, WIDTH))


def _story(content: LetterContent, ink: Ink) -> list[Flowable]:
    story = heading_flow(ink, 0, content.title)
    for text in content.introduction:
        story += text_flow(ink, text)
    story += heading_flow(ink, 1, ASKED_HEADING)
    for group in content.groups:
        story.append(CondPageBreak(90))
        story += heading_flow(ink, 2, group.subject)
        for item in group.items:
            story += _item(item, ink)
    story += heading_flow(ink, 1, ANSWER_HEADING)
    for text in content.answer:
        story += text_flow(ink, text)
    return [*story, _signature(content, ink)]


def _item(item: LetterItem, ink: Ink) -> list[Flowable]:
    """The question at its number, and under it in small why it is put."""
    first, *rest = ink.chunks(item.what)
    found: list[Flowable] = [Paragraph(ink.markup(first), styles().point, bulletText=f"{item.number}.")]
    found += [Paragraph(ink.markup(piece), styles().point) for piece in rest]
    found += [Paragraph(ink.markup(piece), styles().why) for piece in (ink.chunks(f"{WHY}{item.why}") if item.why else ())]
    return found


def _signature(content: LetterContent, ink: Ink) -> Flowable:
    lines = (content.signature, content.sender.office)
    return KeepTogether([Spacer(1, 14), Paragraph("<br/>".join(ink.markup(line) for line in lines), styles().body)])
