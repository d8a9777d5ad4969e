"""Sections of finished content as the flowing text of a paper: headings with outline entries, texts, lists, tables, charts."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Paragraph, Spacer

from app.domain import swedish
from app.domain.plan_charts import ObjectiveChart, Timeline
from app.domain.texts.sections import Chart, DataTable, Facts, Numbered, Remark, RuleTable, Section, SectionPart, Titled
from app.reports import tables
from app.reports.chart import RankingChart, chart_height
from app.reports.plan_charts import objective_drawing, timeline_drawings
from app.reports.ranking import RankingText
from app.reports.styles import WIDTH, styles
from app.reports.text import Ink

_CHART_ROOM = 470.0


class Heading(Paragraph):  # type: ignore[misc]
    """A paragraph that keeps its outline entry when it is too long for the page and is split."""

    outline: tuple[int, str]

    def split(self, available_width: float, available_height: float) -> list[Paragraph]:
        pieces: list[Paragraph] = super().split(available_width, available_height)
        if pieces:
            pieces[0].outline = self.outline
        return pieces


def section_flow(section: Section, ink: Ink) -> list[Flowable]:
    story: list[Flowable] = [PageBreak()] if section.annex else []
    story += heading_flow(ink, section.level, section.heading)
    for part in section.parts:
        story += part_flow(part, ink)
    return [KeepTogether(story)] if section.together else story


def part_flow(part: SectionPart, ink: Ink) -> list[Flowable]:
    match part:
        case str():
            return text_flow(ink, part)
        case Titled(name, text):
            return [Paragraph(ink.markup(name), styles().name), *(text_flow(ink, text) if text else ())]
        case Numbered():
            return list_flow(ink, part, styles().item)
        case DataTable():
            return [*_caption(part.caption, ink), tables.data_table(part, ink), Spacer(1, 10)]
        case Facts(rows):
            return [tables.facts_table(rows, ink), Spacer(1, 8)]
        case Remark(text):
            return [Paragraph(ink.markup(piece), styles().remark) for piece in ink.chunks(text)]
        case RuleTable(rows):
            return [Spacer(1, 4), tables.rule_table(rows, ink)]
        case Chart():
            return [_ranking(part, ink), Spacer(1, 8)]
        case ObjectiveChart():
            return [objective_drawing(part, ink), Spacer(1, 8)]
        case Timeline():
            return [*timeline_drawings(part, ink), Spacer(1, 8)]


def heading_flow(ink: Ink, level: int, text: str) -> list[Flowable]:
    """A heading that is also an entry of the outline."""
    style = styles().title if level == 0 else styles().heading(level)
    first, *rest = ink.chunks(text)
    heading = Heading(ink.markup(first), style)
    heading.outline = (level, _cut(ink.plain(text)))
    return [heading, *(Paragraph(ink.markup(piece), style) for piece in rest)]


def text_flow(ink: Ink, text: str) -> list[Flowable]:
    return [Paragraph(ink.markup(piece), styles().body) for piece in ink.chunks(text)]


def list_flow(ink: Ink, part: Numbered, style: object) -> list[Flowable]:
    found: list[Flowable] = []
    for mark, item in part.marked:
        first, *rest = ink.chunks(item)
        found.append(Paragraph(ink.markup(first), style, bulletText=ink.plain(mark)))
        found += [Paragraph(ink.markup(piece), style) for piece in rest]
    return found


def _caption(text: str, ink: Ink) -> list[Flowable]:
    return [CondPageBreak(70), Paragraph(ink.markup(text), styles().caption)] if text else []


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"


def _ranking(part: Chart, ink: Ink) -> Flowable:
    ranking = part.ranking
    drawing = RankingChart(ranking, WIDTH, chart_height(ranking, _CHART_ROOM), ink)
    caution = f"{part.caution} {ranking.mark}{'.' if ranking.mark else ''}".strip()
    return KeepTogether([Spacer(1, 4), RankingText(ranking, WIDTH, ink), drawing, *_small(ink, caution)])


def _small(ink: Ink, text: str) -> list[Flowable]:
    return [Paragraph(ink.markup(text), styles().note)] if swedish.compact(text) else []
