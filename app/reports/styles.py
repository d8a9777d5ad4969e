"""Measures, colours and paragraph styles of the city's memo look, in one place."""

from __future__ import annotations

from functools import lru_cache

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from app.domain.vocabulary import RuleOutcome
from app.reports.fonts import SANS, SANS_BOLD, SERIF

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT, RIGHT, BOTTOM = 88.0, 84.0, 68.0
WIDTH = PAGE_WIDTH - LEFT - RIGHT
FIRST_TOP, LATER_TOP = 218.0, 92.0  # from the paper's upper edge to the text
SECOND_COLUMN = 372.0
LANGUAGE, AUTHOR, CREATOR = "sv-SE", "Stadsledningskontoret", "Sammanhållen"

INK = HexColor("#1A1A1A")
GREY = HexColor("#555555")
HAIRLINE = HexColor("#B5B5B5")
SHADE = HexColor("#F1F2F4")
PAPER = white
ACCENT = HexColor("#0B5A8A")

OUTCOME_COLOURS = {
    RuleOutcome.PASS: HexColor("#1D6B3C"),
    RuleOutcome.FAIL: HexColor("#A3232B"),
    RuleOutcome.INSUFFICIENT: HexColor("#865400"),
    RuleOutcome.NEEDS_JUDGEMENT: HexColor("#0B5A8A"),
    RuleOutcome.NOT_APPLICABLE: GREY,
}

SMALL, SMALL_LEADING = 8.5, 11.0


class Styles:
    """Paragraph styles; headings stay with what follows, no line stands alone on a page."""

    def __init__(self) -> None:
        self.body = _style("body", SERIF, 11.5, 15.5, after=7)
        self.title = _style("title", SANS_BOLD, 17, 21.5, after=14)
        self.heading1 = _style("heading1", SANS_BOLD, 13, 17, before=15, after=5, with_next=True)
        self.heading2 = _style("heading2", SANS_BOLD, 10.5, 14, before=9, after=3, with_next=True)
        self.point = _style("point", SERIF, 11.5, 15.5, after=6, indent=22)
        self.item = _style("item", SERIF, 11.5, 15.5, after=2, indent=22)
        self.name = _style("name", SANS_BOLD, 9, 12, before=2, after=1, with_next=True)
        self.note = _style("note", SANS, SMALL, SMALL_LEADING, before=4)
        self.why = _style("why", SANS, SMALL, SMALL_LEADING, after=9, indent=22)
        self.subtitle = _style("subtitle", SANS, 10, 13.5, after=8)
        self.remark = _style("remark", SANS_BOLD, 9, 12.5, before=3, after=7, with_next=True)
        self.caption = _style("caption", SANS_BOLD, SMALL, SMALL_LEADING, before=6, after=4, with_next=True)

    def heading(self, level: int) -> ParagraphStyle:
        return self.heading1 if level == 1 else self.heading2


@lru_cache(maxsize=1)
def styles() -> Styles:
    """Made once, when the fonts are registered."""
    return Styles()


def _style(
    name: str, font: str, size: float, leading: float, *, before: float = 0, after: float = 0, indent: float = 0, with_next: bool = False
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        spaceBefore=before,
        spaceAfter=after,
        leftIndent=indent,
        bulletFontName=font,
        bulletFontSize=size,
        bulletIndent=0,
        textColor=INK,
        allowWidows=0,
        allowOrphans=0,
        keepWithNext=1 if with_next else 0,
        splitLongWords=1,
    )


def tint(colour: Color, share: float) -> Color:
    """The colour mixed with paper: solid, since a PDF/A holds no transparency."""
    return Color(*(1 - share * (1 - part) for part in (colour.red, colour.green, colour.blue)))
