"""The handbook's pages: read from the program's own Markdown files, listed, and searched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.domain import swedish
from app.domain.views import Hit

# The order in the list; pages that are not named here follow by title.
ORDER = (
    "index", "oversikt", "handlingsplaner", "ansokningar", "arendets-gang", "bedomning", "jav", "tidigare", "riskindex", "indikatorboken",
    "programmet", "blanketten", "regler", "komplettering", "tjansteutlatande", "filer", "kortkommandon", "kommandoraden", "felsokning",
)  # fmt: skip
_EXCERPT = 90


def anchor_of(heading: str) -> str:
    """The anchor that a heading answers to: 'Läsa in en blankett' → 'lasa-in-en-blankett'."""
    return re.sub(r"[^a-z0-9]+", "-", swedish.fold(heading)).strip("-")


@dataclass(frozen=True)
class HelpSection:
    page: str
    heading: str
    text: str

    @property
    def target(self) -> str:
        return f"{self.page}#{anchor_of(self.heading)}" if self.heading else self.page


@dataclass(frozen=True)
class HelpPage:
    name: str
    text: str  # Markdown

    @cached_property
    def title(self) -> str:
        return next((one.heading for one in self.sections if one.heading), self.name)

    @cached_property
    def sections(self) -> tuple[HelpSection, ...]:
        """The page cut at its headings; what is written before the first one has no heading."""
        found: list[HelpSection] = []
        heading = ""
        lines: list[str] = []
        for line in self.text.splitlines():
            match = re.match(r"#{1,4}\s+(.*?)\s*#*$", line)
            if match:
                if heading or any(lines):
                    found.append(HelpSection(self.name, heading, "\n".join(lines)))
                heading, lines = match[1], []
            else:
                lines.append(line)
        found.append(HelpSection(self.name, heading, "\n".join(lines)))
        return tuple(found)


class Handbook:
    """All pages in a folder. Files are read once, when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def pages(self) -> tuple[HelpPage, ...]:
        found = [HelpPage(path.stem, path.read_text(encoding="utf-8")) for path in self._folder.glob("*.md")]
        rank = {name: number for number, name in enumerate(ORDER)}
        return tuple(sorted(found, key=lambda page: (rank.get(page.name, len(ORDER)), swedish.sort_key(page.title))))

    def page(self, name: str) -> HelpPage | None:
        return next((page for page in self.pages if page.name == name), None)

    def search(self, text: str, limit: int = 30) -> list[Hit]:
        """Sections that hold every word; those with all words in the heading come first."""
        words = swedish.fold(text).split()
        if not words:
            return []
        hits: list[tuple[int, Hit]] = []
        for page in self.pages:
            for one in page.sections:
                heading, body = swedish.fold(one.heading), swedish.fold(plain(one.text))
                if all(word in heading or word in body for word in words):
                    title = one.heading or page.title
                    where = page.title if title != page.title else ""
                    detail = " · ".join(part for part in (where, excerpt(one.text, words)) if part)
                    hits.append((0 if all(word in heading for word in words) else 1, Hit("help", title, detail, one.target)))
        hits.sort(key=lambda pair: pair[0])
        return [hit for _rank, hit in hits[:limit]]


def plain(markdown: str) -> str:
    """Markdown without its marks, for an excerpt."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"^\s*(?:[-*>]|\d+\.|\|[-:| ]+\|)\s*", "", text, flags=re.MULTILINE)
    return swedish.compact(re.sub(r"[*_`|#]", "", text))


def excerpt(markdown: str, words: list[str]) -> str:
    """Some text around the first word found."""
    text = plain(markdown)
    folded = swedish.fold(text)
    places = [folded.find(word) for word in words if word in folded]
    start = max(0, min(places, default=0) - _EXCERPT // 3)
    piece = text[start : start + _EXCERPT].strip()
    before = "… " if start else ""
    return f"{before}{piece}{' …' if start + _EXCERPT < len(text) else ''}"
