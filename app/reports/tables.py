"""Tables of the papers: plain strings broken into lines beforehand, so that no cell holds markup and any row fits a page."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Table

from app.domain.texts.sections import DataTable, RuleRow
from app.domain.vocabulary import RuleOutcome
from app.reports.fonts import SANS, SANS_BOLD
from app.reports.styles import HAIRLINE, INK, OUTCOME_COLOURS, SHADE, SMALL, SMALL_LEADING, WIDTH
from app.reports.text import Ink, fit, wrap

_PADDING = 5.0
_MOST_LINES = 24  # of a cell, before it goes on in a row of its own
_FACT_NAME = 0.31  # share of the width
_WHOLE_LINES = 24  # of a table of facts that is kept on one page
_RULE_WIDTHS = (29.0, 126.0, 94.0, WIDTH - 29.0 - 126.0 - 94.0)

_CELLS = [
    ("FONT", (0, 0), (-1, -1), SANS, SMALL, SMALL_LEADING),
    ("TEXTCOLOR", (0, 0), (-1, -1), INK),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
]
_COMMON = [
    *_CELLS,
    ("FONT", (0, 0), (-1, 0), SANS_BOLD, SMALL, SMALL_LEADING),
    ("BACKGROUND", (0, 0), (-1, 0), SHADE),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ("LINEABOVE", (0, 0), (-1, 0), 0.8, INK),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
    ("LINEBELOW", (0, -1), (-1, -1), 0.8, INK),
]


class Verdict(Flowable):  # type: ignore[misc]
    """A verdict's sign and word, in the verdict's colour: no meaning by colour alone."""

    def __init__(self, outcome: RuleOutcome) -> None:
        super().__init__()
        self._outcome = outcome
        self.width, self.height = _RULE_WIDTHS[2] - 2 * _PADDING, SMALL_LEADING

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        colour = OUTCOME_COLOURS[self._outcome]
        self.canv.setFillColor(colour)
        self.canv.setStrokeColor(colour)
        self.canv.setFont(SANS_BOLD, SMALL)
        self.canv.drawString(12, 2.7, self._outcome.label)
        self.canv.setLineWidth(1.3)
        self.canv.setLineCap(1)
        _SIGNS[self._outcome](self.canv)


def _tick(canvas: Canvas) -> None:
    canvas.lines([(0.8, 5.8, 3, 3.4), (3, 3.4, 7.4, 8.8)])


def _cross(canvas: Canvas) -> None:
    canvas.lines([(1.2, 3.2, 6.8, 8.8), (1.2, 8.8, 6.8, 3.2)])


def _question(canvas: Canvas) -> None:
    canvas.setFont(SANS_BOLD, SMALL + 1)
    canvas.drawString(1.4, 2.8, "?")


def _half_circle(canvas: Canvas) -> None:
    canvas.setLineWidth(1)
    canvas.circle(4, 6, 3, stroke=1, fill=0)
    canvas.wedge(1, 3, 7, 9, 90, 180, stroke=0, fill=1)


def _dash(canvas: Canvas) -> None:
    canvas.line(1.4, 6, 6.6, 6)


_SIGNS = {
    RuleOutcome.PASS: _tick,
    RuleOutcome.FAIL: _cross,
    RuleOutcome.INSUFFICIENT: _question,
    RuleOutcome.NEEDS_JUDGEMENT: _half_circle,
    RuleOutcome.NOT_APPLICABLE: _dash,
}


def data_table(content: DataTable, ink: Ink) -> Table:
    """Text to the left, numbers to the right, the sum in bold."""
    widths = [column.width * WIDTH for column in content.columns]
    rows: list[list[str]] = [_broken(ink, [column.title for column in content.columns], widths, SANS_BOLD)[0]]
    for number, row in enumerate(content.rows):
        last = content.total and number == len(content.rows) - 1
        rows += _broken(ink, row, widths, SANS_BOLD if last else SANS)
    style = [*_COMMON, ("LINEBELOW", (0, 1), (-1, -2), 0.4, HAIRLINE)]
    style += [("ALIGN", (at, 0), (at, -1), "RIGHT") for at, column in enumerate(content.columns) if column.numeric]
    if content.total:
        style += [("FONT", (0, -1), (-1, -1), SANS_BOLD, SMALL, SMALL_LEADING), ("LINEABOVE", (0, -1), (-1, -1), 0.8, INK)]
    return Table(rows, colWidths=widths, style=style, repeatRows=1, hAlign="LEFT")


def facts_table(facts: Sequence[tuple[str, str]], ink: Ink) -> Table:
    """Names to the left in bold, texts to the right, a hairline between; a short one is not parted by a page turn."""
    widths = (WIDTH * _FACT_NAME, WIDTH * (1 - _FACT_NAME))
    rows: list[list[str]] = []
    style = [*_CELLS, ("FONT", (0, 0), (0, -1), SANS_BOLD, SMALL, SMALL_LEADING), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    for name, text in facts:
        for number, part in enumerate(_broken(ink, (name, text), widths, SANS_BOLD)):
            rows.append(part)
            style += _continued(len(rows) - 1) if number else []
        style.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.4, HAIRLINE))
    if sum(max(cell.count("\n") + 1 for cell in row) for row in rows) <= _WHOLE_LINES:
        style.append(("NOSPLIT", (0, 0), (-1, -1)))
    return Table(rows, colWidths=widths, style=style, hAlign="LEFT")


def rule_table(rules: Sequence[RuleRow], ink: Ink) -> Table:
    """Every rule with its verdict and the reason for it; the heading row is repeated on each page."""
    rows: list[list[object]] = [["Regel", "", "Utfall", "Skäl"]]
    style = [*_COMMON, ("SPAN", (0, 0), (1, 0))]
    for rule in rules:
        parts = _broken(ink, (rule.id, rule.title, "", rule.reason), _RULE_WIDTHS, SANS)
        for number, part in enumerate(parts):
            rows.append([*part[:2], Verdict(rule.outcome) if number == 0 else "", part[3]])
            style += _continued(len(rows) - 1) if number else []
        style.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.4, HAIRLINE))
    return Table(rows, colWidths=_RULE_WIDTHS, style=style, repeatRows=1, hAlign="LEFT")


def _continued(row: int) -> list[tuple[object, ...]]:
    """A row that goes on from the one above: no space between them."""
    return [("BOTTOMPADDING", (0, row - 1), (-1, row - 1), 0), ("TOPPADDING", (0, row), (-1, row), 0)]


def _broken(ink: Ink, texts: Sequence[str], widths: Sequence[float], font: str) -> list[list[str]]:
    """The row's texts broken into lines; what is too long for one row goes on in the next."""
    columns = [wrap(ink.plain(text), font, SMALL, width - 2 * _PADDING) for text, width in zip(texts, widths, strict=True)]
    rows = []
    for start in range(0, max(len(lines) for lines in columns), _MOST_LINES):
        rows.append(["\n".join(lines[start : start + _MOST_LINES]) for lines in columns])
    return rows


def signatures(functions: Sequence[str]) -> Flowable:
    """A line to sign on above each function."""
    return SignatureLines(functions)


class SignatureLines(Flowable):  # type: ignore[misc]
    """Lines side by side, each with the function under it."""

    def __init__(self, functions: Sequence[str]) -> None:
        super().__init__()
        self._functions = tuple(functions)
        self.width, self.height = WIDTH, 22.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        gap = 26.0
        each = (self.width - gap * (len(self._functions) - 1)) / max(len(self._functions), 1)
        self.canv.setLineWidth(0.6)
        self.canv.setStrokeColor(INK)
        self.canv.setFillColor(INK)
        self.canv.setFont(SANS, 9)
        for number, function in enumerate(self._functions):
            left = number * (each + gap)
            self.canv.line(left, 17, left + each, 17)
            self.canv.drawString(left, 5, fit(function, SANS, 9, each))
