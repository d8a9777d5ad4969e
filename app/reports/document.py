"""The paper itself: page templates, "Sida n (N)", outline, language and metadata."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate

from app.reports import pdfa
from app.reports.fonts import SANS, SERIF
from app.reports.styles import AUTHOR, BOTTOM, CREATOR, FIRST_TOP, INK, LANGUAGE, LATER_TOP, LEFT, PAGE_HEIGHT, PAGE_WIDTH, WIDTH


@dataclass(frozen=True, slots=True)
class Part:
    """A document of its own within the file: it starts on a new page and counts its own pages."""

    story: Sequence[Flowable]
    draw_first: Callable[[Canvas], None]
    draw_later: Callable[[Canvas], None]
    number_later: tuple[float, float]  # where "Sida n (N)" ends
    number_first: tuple[float, float] | None = None  # where it starts on the first page, if that has a place of its own
    first_top: float = FIRST_TOP


class NumberingCanvas(Canvas):  # type: ignore[misc]
    """Keeps the pages back until their number in each part is known."""

    def __init__(self, *arguments: Any, day: date | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if day is not None:
            self._doc._timeStamp = _stamp(day)
        self.part = 0
        self.places: Sequence[Part] = ()
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        parts = [page["part"] for page in self._pages]
        for number, page in enumerate(self._pages):
            self.__dict__.update(page)
            part = parts[number]
            self._write_number(self.places[part], parts[:number].count(part) + 1, parts.count(part))
            super().showPage()
        super().save()

    def _write_number(self, part: Part, page: int, pages: int) -> None:
        self.setFont(SANS, 9)
        self.setFillColor(INK)
        text = f"Sida {page} ({pages})"
        if page == 1 and part.number_first is not None:
            self.drawString(*part.number_first, text)
        else:
            self.drawRightString(*part.number_later, text)


class PaperTemplate(BaseDocTemplate):  # type: ignore[misc]
    """Writes a bookmark and an outline entry for every flowable that carries `outline` (level, text)."""

    def afterFlowable(self, flowable: Flowable) -> None:
        entry = getattr(flowable, "outline", None)
        if entry is None:
            return
        level, text = entry
        self.entries = getattr(self, "entries", 0) + 1
        key = f"h{self.entries}"
        top = min(self.frame._y + flowable.height + 8, PAGE_HEIGHT)
        self.canv.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self.canv.addOutlineEntry(text, key, level, closed=False)


def paper(title: str, parts: Sequence[Part], resources: Path, invariant: bool, author: str = AUTHOR, day: date | None = None) -> bytes:
    """Lay out the parts after one another and give the file its archive form; a paper of a given `day` bears no time of writing."""
    target = BytesIO()
    document = PaperTemplate(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        title=title,
        author=author,
        creator=CREATOR,
        lang=LANGUAGE,
        invariant=1 if invariant or day else 0,
        pageCompression=1,
        initialFontName=SERIF,
        displayDocTitle=True,
    )
    story: list[Flowable] = []
    for number, part in enumerate(parts):
        document.addPageTemplates([_template(parts, number, first=True), _template(parts, number, first=False)])
        story += [NextPageTemplate(f"first{number}"), PageBreak()] if number else []
        story += [NextPageTemplate(f"later{number}"), *part.story]
    document.build(story, canvasmaker=partial(NumberingCanvas, day=day))
    return pdfa.archive_form(target.getvalue(), resources)


def _stamp(day: date) -> TimeStamp:
    """Midnight of a day, for the file's own dates."""
    stamp = TimeStamp(1)
    stamp.lt = day.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]
    return stamp


def _template(parts: Sequence[Part], number: int, first: bool) -> PageTemplate:
    part = parts[number]
    top = part.first_top if first else LATER_TOP
    frame = Frame(LEFT, BOTTOM, WIDTH, PAGE_HEIGHT - top - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)

    def draw(canvas: NumberingCanvas, _document: BaseDocTemplate) -> None:
        canvas.part, canvas.places = number, parts
        canvas.saveState()
        (part.draw_first if first else part.draw_later)(canvas)
        canvas.restoreState()

    return PageTemplate(id=f"{'first' if first else 'later'}{number}", frames=[frame], onPage=draw)
