"""One memo, content to PDF bytes, against the same pages set by reportlab's own flowables and nothing else.

The chart and the verdict signs are canvas drawings of ours and are drawn alike on both papers. What the limit leaves out is
what the program adds: checking each sign against the fonts, page counts, outline, keeping signatures together, and the archive form.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from unittest.mock import patch
from xml.sax.saxutils import escape

import pikepdf
from reportlab.lib.colors import black, lightgrey
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from app import paths
from app.domain.texts.content import MemoContent
from app.domain.texts.sections import Chart, DataTable, Numbered, RuleTable, SectionPart, Titled
from app.domain.views import ListQuery
from app.reports import fonts
from app.reports.chart import RankingChart, chart_height
from app.reports.memo import memo_pdf
from app.reports.ranking import RankingText
from app.reports.tables import Verdict
from app.reports.text import Ink
from app.services.sample_copy import copy_sample
from app.services.workbench import open_workbench
from benchmarks.common import Ratio, clocked, compare

LEFT, RIGHT, WIDTH, BOTTOM = 88, 84, A4[0] - 172, 68
HEAD, REST = 218, 92  # room above the text on the first page and on the later ones


def style(name: str, font: str, size: float, leading: float, after: float, **more: float) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, bulletFontName=font, fontSize=size, leading=leading, spaceAfter=after, **more)


BODY = style("body", fonts.SERIF, 11.5, 15.5, 7)
POINT = style("point", fonts.SERIF, 11.5, 15.5, 4, leftIndent=22)
TITLE = style("title", fonts.SANS_BOLD, 17, 21.5, 14)
HEADINGS = (TITLE, style("one", fonts.SANS_BOLD, 13, 17, 5, spaceBefore=15), style("two", fonts.SANS_BOLD, 10.5, 14, 3, spaceBefore=9))
SMALL = style("small", fonts.SANS, 8.5, 11, 4)
GRID = [
    ("FONT", (0, 0), (-1, -1), fonts.SANS, 8.5, 11),
    ("BACKGROUND", (0, 0), (-1, 0), lightgrey),
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, black),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def paragraph(text: str, look: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), look)


def flowables(part: SectionPart) -> list[Flowable]:
    match part:
        case str():
            return [paragraph(part, BODY)]
        case Titled(name, text):
            return [paragraph(name, SMALL), paragraph(text, BODY)]
        case Numbered(items):
            return [Paragraph(escape(item), POINT, bulletText=f"{number}.") for number, item in enumerate(items, 1)]
        case DataTable():
            rows = [[column.title for column in part.columns], *part.rows]
            return [paragraph(part.caption, SMALL), table(rows, [column.width * WIDTH for column in part.columns])]
        case RuleTable(rules):
            rows = [("Regel", "Rubrik", "", "Skäl"), *((rule.id, rule.title, "", rule.reason) for rule in rules)]
            return [table(rows, [31, 122, 96, WIDTH - 249], [Verdict(rule.outcome) for rule in rules])]
        case Chart(ranking, caution):
            ink = Ink(paths.resources_folder())
            chart = RankingChart(ranking, WIDTH, chart_height(ranking, 470), ink)
            return [RankingText(ranking, WIDTH, ink), chart, paragraph(caution, SMALL)]
        case _:
            raise TypeError(f"not a part of a memo: {part!r}")


def table(rows: Sequence[Sequence[str]], widths: Sequence[float], signs: Sequence[Flowable] = ()) -> Table:
    """Lines broken beforehand, the quickest way to a cell that holds more than one; signs go into the third column."""
    cells: list[list[object]] = [
        ["\n".join(simpleSplit(text, fonts.SANS, 8.5, width - 12)) for text, width in zip(row, widths, strict=True)] for row in rows
    ]
    for row, sign in zip(cells[1:], signs, strict=False):
        row[2] = sign
    return Table(cells, widths, style=GRID, repeatRows=1)


def bare_pdf(content: MemoContent) -> bytes:
    """The same texts, tables and bars in the same places, without what makes it an archive file."""

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(fonts.SANS, 9)
        canvas.drawString(LEFT, A4[1] - 56, f"Tjänsteutlåtande, dnr {content.registry_number}")
        canvas.drawRightString(A4[0] - RIGHT, A4[1] - 56, f"Sida {document.page}")

    target = BytesIO()
    document = BaseDocTemplate(target, pagesize=A4, title=content.title, pageCompression=1, initialFontName=fonts.SERIF)
    frames = [Frame(LEFT, BOTTOM, WIDTH, A4[1] - top - BOTTOM, 0, 0, 0, 0) for top in (HEAD, REST)]
    document.addPageTemplates([
        PageTemplate("first", [frames[0]], onPage=furniture, autoNextPageTemplate="later"),
        PageTemplate("later", [frames[1]], onPage=furniture),
    ])  # fmt: skip
    story: list[Flowable] = [
        paragraph(content.title, TITLE),
        paragraph(content.decision_heading, HEADINGS[1]),
        paragraph(content.lead, BODY),
    ]
    for case in content.cases:
        story += flowables(Numbered(case.points))
        story += [Spacer(1, 40), Table([list(content.signatures)], [WIDTH / 2, WIDTH / 2])]
        for section in case.sections:
            story.append(paragraph(section.heading, HEADINGS[section.level]))
            for part in section.parts:
                story += flowables(part)
    document.build(story)
    return target.getvalue()


def sample_content() -> MemoContent:
    """What the service hands to the paper for the sample's first case with a proposed outcome."""
    handed: list[MemoContent] = []

    def keep(contents: Sequence[MemoContent], _resources: Path, *, invariant: bool = False) -> bytes:
        handed.extend(contents)
        return b""

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = Path(folder) / "exempel.sqlite"
        copy_sample(store)
        bench = open_workbench(store, who="Mätning")
        try:
            case = bench.queries.applications(ListQuery(view="proposed", sort="case_number", descending=False)).rows[0]
            with patch("app.reports.memo.memo_pdf", keep):
                bench.memos.pdf([case.uid])
        finally:
            bench.close()
    return handed[0]


def pages(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def ratios(runs: int) -> Iterator[Ratio]:
    resources = paths.resources_folder()
    content = sample_content()
    made, bare = pages(memo_pdf([content], resources)), pages(bare_pdf(content))
    if abs(made - bare) > 1:
        raise RuntimeError(f"the two papers differ: {made} and {bare} pages")
    yield compare(
        f"one memo of {made} pages",
        clocked(lambda: memo_pdf([content], resources)),
        clocked(lambda: bare_pdf(content)),
        allowed=1.5,
        limit_is="reportlab, same pages",
        runs=max(runs, 9),
    )
