"""A unit of a computed index on one A4: figures, areas, the waterfall with the people behind it, sentences, comments, recipe."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from app.domain import swedish
from app.domain.riskindex.sheets import IndexSheet
from app.reports.document import Part, paper
from app.reports.fonts import SANS, SANS_BOLD
from app.reports.index_waterfall import ROW, WaterfallDrawing
from app.reports.styles import ACCENT, BOTTOM, GREY, HAIRLINE, INK, LATER_TOP, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, WIDTH
from app.reports.text import Ink, fit, wrap

HEAD = "Socialt riskindex"
_TEXT, _LEADING = 9.0, 12.0
_SMALL, _SMALL_LEADING = 7.5, 9.6
_TITLE, _SUBTITLE = 15.0, 8.0
_FOOT = 31.0  # the foot's last line, from the paper's lower edge
_FOOT_LINES, _FOOT_ROOM = 8, 4  # lines at most, lines that fit below the margin
_ROOM = PAGE_HEIGHT - LATER_TOP - BOTTOM
_COMMENT_ROOM = 108.0  # least height left for comments when there are any
_WARNING = HexColor("#865400")


class _Lines(Flowable):  # type: ignore[misc]
    """Lines broken beforehand, each (font, size, leading, colour, text)."""

    def __init__(self, lines: list[tuple[str, float, float, object, str]], after: float = 0.0) -> None:
        super().__init__()
        self._lines = lines
        self.width, self.height = WIDTH, sum(one[2] for one in lines) + after

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        y = self.height
        for font, size, leading, colour, text in self._lines:
            y -= leading
            self.canv.setFont(font, size)
            self.canv.setFillColor(colour)
            self.canv.drawString(0, y + leading * 0.25, text)


class _Figures(Flowable):  # type: ignore[misc]
    """Three large figures side by side, each with what it is under it."""

    def __init__(self, figures: list[tuple[str, str]]) -> None:
        super().__init__()
        self._figures = figures
        self.width, self.height = WIDTH, 44.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        each = self.width / len(self._figures)
        for number, (figure, name) in enumerate(self._figures):
            left = number * each
            self.canv.setFillColor(INK)
            self.canv.setFont(SANS_BOLD, 17)
            self.canv.drawString(left, 22, fit(figure, SANS_BOLD, 17, each - 8))
            self.canv.setFillColor(GREY)
            self.canv.setFont(SANS, _SMALL)
            for line, text in enumerate(wrap(name, SANS, _SMALL, each - 10)[:2]):
                self.canv.drawString(left, 11 - line * 9, text)


class _Areas(Flowable):  # type: ignore[misc]
    """The four areas: name, index, band in words, points."""

    def __init__(self, sheet: IndexSheet) -> None:
        super().__init__()
        self._why = sheet.why
        self.width, self.height = WIDTH, 4 * 13.0 + 22

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas, why = self.canv, self._why
        places = (0.0, 200.0, 216.0, self.width)
        y = self.height - 12
        canvas.setFont(SANS_BOLD, _SMALL)
        canvas.setFillColor(INK)
        canvas.drawString(places[0], y, "Område")
        canvas.drawRightString(places[1], y, "Index")
        if why.sums:
            canvas.drawRightString(places[3], y, "Punkter")
        for one in why.areas:
            canvas.setStrokeColor(HAIRLINE)
            canvas.setLineWidth(0.4)
            canvas.line(0, y - 3.5, self.width, y - 3.5)
            y -= 13
            canvas.setFont(SANS, 8.5)
            canvas.setFillColor(INK)
            canvas.drawString(places[0], y, one.area.label)
            canvas.drawRightString(places[1], y, swedish.EMPTY if one.value is None else swedish.decimal(one.value))
            if one.value is not None:
                canvas.drawString(places[2], y, why.band_text(one.value))
            if why.sums and one.has_points:
                canvas.drawRightString(places[3], y, swedish.signed(one.shown))


def index_sheet_pdf(sheet: IndexSheet, resources: Path, *, invariant: bool = False) -> bytes:
    """One A4; what does not fit says how much is left out."""
    ink = Ink(resources)
    heading = _heading(sheet, ink)
    heading.outline = (0, ink.plain(sheet.why.text.title))
    story: list[Flowable] = [heading, _figures(sheet, ink)]
    story += [_Areas(sheet)] if sheet.why.index is not None else []
    story.append(_sentences(sheet, ink))
    foot = _foot(sheet, ink)
    left = _ROOM - sum(one.height for one in story) - 2 - _SMALL_LEADING * max(0, len(foot) - _FOOT_ROOM)
    comments = min(_comment_height(sheet, ink), max(_COMMENT_ROOM, left - ROW * (len(sheet.why.rows) + 12)))
    drawing = WaterfallDrawing(sheet.why, ink, WIDTH, left - (comments if sheet.comments else 0.0))
    story.append(drawing)
    left -= drawing.height
    if sheet.comments:
        story.append(_comments(sheet, ink, left))

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(INK)
        canvas.setFont(SANS, 9)
        canvas.drawString(LEFT, PAGE_HEIGHT - 56, HEAD)
        canvas.setFillColor(GREY)
        canvas.setFont(SANS, _SMALL)
        for number, line in enumerate(foot, 1):
            canvas.drawString(LEFT, _FOOT + (len(foot) - number) * _SMALL_LEADING, line)

    number = (PAGE_WIDTH - RIGHT, PAGE_HEIGHT - 56)
    part = Part(story=story, draw_first=draw, draw_later=draw, number_later=number, first_top=LATER_TOP)
    return paper(f"{HEAD}: {ink.plain(sheet.why.text.title)}", [part], resources, invariant)


def _heading(sheet: IndexSheet, ink: Ink) -> _Lines:
    text = sheet.why.text
    lines: list[tuple[str, float, float, object, str]] = [
        (SANS_BOLD, _TITLE, _TITLE * 1.25, INK, one) for one in wrap(ink.plain(text.title), SANS_BOLD, _TITLE, WIDTH)[:3]
    ]
    under = " · ".join(part for part in (sheet.belongs, text.subtitle) if part)
    lines += [(SANS, _SUBTITLE, _SUBTITLE * 1.35, GREY, one) for one in wrap(ink.plain(under), SANS, _SUBTITLE, WIDTH)[:3]]
    if text.mark:
        lines.append((SANS_BOLD, 9.0, 13.0, _WARNING, text.mark))
    return _Lines(lines, after=6)


def _figures(sheet: IndexSheet, ink: Ink) -> Flowable:
    why = sheet.why
    if why.index is None:
        return _Lines([(SANS, _TEXT, _LEADING, INK, one) for one in wrap(ink.plain(why.reason), SANS, _TEXT, WIDTH)], after=6)
    place = f"{why.rank} av {why.out_of}" if why.rank else swedish.EMPTY
    about = sheet.interval.text if sheet.interval is not None else "plats i rangordningen, 1 = högst risk"
    people = swedish.EMPTY if why.inhabitants is None else swedish.integer(round(why.inhabitants))
    word = why.band_text(why.index)
    return _Figures(
        [(swedish.decimal(why.index), f"Index, {word}"), (place, about[:1].upper() + about[1:]), (people, f"Invånare {why.year}")]
    )


def _sentences(sheet: IndexSheet, ink: Ink) -> _Lines:
    text = " ".join(sheet.sentences) if sheet.why.index is not None else ""
    told = [text, "" if sheet.why.rank or sheet.why.reason in text else sheet.why.reason]
    lines = [line for one in told if one for line in wrap(ink.plain(one), SANS, _TEXT, WIDTH)]
    return _Lines([(SANS, _TEXT, _LEADING, INK, one) for one in lines], after=8)


def _comment_lines(sheet: IndexSheet, ink: Ink) -> list[list[tuple[str, float, float, object, str]]]:
    """Each comment as lines: who and when in bold, then the text."""
    names = {one.code: one.name for one in sheet.why.indicators}
    found = []
    for one in sheet.comments:
        about = names.get(one.indicator, "") or "Hela området"
        head = fit(ink.plain(f"{about} · {one.who}, {swedish.iso_date(one.at)}"), SANS_BOLD, _SMALL, WIDTH)
        lines: list[tuple[str, float, float, object, str]] = [(SANS_BOLD, _SMALL, _SMALL_LEADING + 2, INK, head)]
        lines += [
            (SANS, _SMALL + 0.5, _SMALL_LEADING, INK, line)
            for paragraph in one.text.split("\n")
            for line in wrap(ink.plain(paragraph), SANS, _SMALL + 0.5, WIDTH)
        ]
        found.append(lines)
    return found


def _comment_height(sheet: IndexSheet, ink: Ink) -> float:
    return 18 + sum(line[2] for lines in _comment_lines(sheet, ink) for line in lines)


def _comments(sheet: IndexSheet, ink: Ink, room: float) -> _Lines:
    """As much as there is room for; the last line says what is left out."""
    made: list[tuple[str, float, float, object, str]] = [(SANS_BOLD, 9.0, 14.0, ACCENT, "Kommentarer")]
    every = [line for lines in _comment_lines(sheet, ink) for line in lines]
    used = 14.0
    for place, line in enumerate(every):
        left = sum(one[2] for one in every[place:])
        if used + left > room and used + line[2] + _SMALL_LEADING > room:
            made.append((SANS, _SMALL, _SMALL_LEADING, GREY, "… Kommentarerna fortsätter i programmet."))
            break
        made.append(line)
        used += line[2]
    return _Lines(made)


def _foot(sheet: IndexSheet, ink: Ink) -> list[str]:
    text = sheet.why.text
    seed = f" Frö {sheet.interval.seed}." if sheet.interval is not None else ""
    mark = f"{text.mark}. " if text.mark else ""
    told = f"{mark}{text.footer} Underlagets kontrollsumma {sheet.data_hash}.{seed} Utskrivet {sheet.day}."
    return wrap(ink.plain(told), SANS, _SMALL, WIDTH)[:_FOOT_LINES]
