"""What stands around the text on a page: lines of the head, and the running head of later pages."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from app.reports.fonts import SANS
from app.reports.styles import HAIRLINE, INK, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT
from app.reports.text import fit


def head_lines(canvas: Canvas, x: float, y: float, width: float, leading: float, lines: Sequence[tuple[str, float, str]]) -> None:
    for number, (font, size, text) in enumerate(lines):
        canvas.setFont(font, size)
        canvas.drawString(x, y - number * leading, fit(text, font, size, width))


def running_head(canvas: Canvas, text: str) -> None:
    y = PAGE_HEIGHT - 56
    canvas.setFillColor(INK)
    canvas.setFont(SANS, 9)
    canvas.drawString(LEFT, y, text)
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, y - 7, PAGE_WIDTH - RIGHT, y - 7)
