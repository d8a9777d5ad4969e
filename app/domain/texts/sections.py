"""The parts that every paper is made of before layout: sections with texts, lists, tables and charts, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.plan_charts import ObjectiveChart, Timeline
from app.domain.riskindex.series import Ranking
from app.domain.vocabulary import RuleOutcome


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float  # share of the table's width
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """Rows of finished texts; the last one is a sum when `total`. No caption where the heading says it all."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class RuleRow:
    id: str
    title: str
    outcome: RuleOutcome
    reason: str


@dataclass(frozen=True, slots=True)
class RuleTable:
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    ranking: Ranking
    caution: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list counted from 1, or with marks of its own."""

    items: tuple[str, ...]
    marks: tuple[str, ...] = ()

    @property
    def marked(self) -> tuple[tuple[str, str], ...]:
        marks = self.marks or tuple(f"{number}." for number in range(1, len(self.items) + 1))
        return tuple(zip(marks, self.items, strict=True))


@dataclass(frozen=True, slots=True)
class Facts:
    """Names to the left, what is known to the right."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """What the reader must not miss: something lacking, or not yet decided."""

    text: str


@dataclass(frozen=True, slots=True)
class Titled:
    """A paragraph with a name of its own on the line above."""

    name: str
    text: str


SectionPart = str | Titled | DataTable | RuleTable | Chart | Numbered | Facts | Remark | ObjectiveChart | Timeline


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (level 1 or 2) and what stands under it; a text is one paragraph.

    An annex begins a page; what stands `together` is kept on one page where it fits.
    """

    level: int
    heading: str
    parts: tuple[SectionPart, ...] = ()
    annex: bool = False
    together: bool = False


def paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs are parted by a blank line; a single line break stays inside its paragraph."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return tuple("\n".join(block) for block in blocks if block)
