"""Every text of the data passes here on its way to the paper: cleaned, never markup, no glyph missing in silence."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfmetrics import stringWidth

from app.domain import swedish
from app.reports import fonts

MARK = "□"  # stands for a sign that the fonts cannot draw
CHUNK = 2_000  # line breaking slows down more than in step with a paragraph's length
_SOFT_HYPHEN = "\u00ad"


def missing_glyphs(text: str, resources: Path) -> str:
    """The signs of `text` that the paper shows as a mark, each once, in order of appearance."""
    known = _signs(fonts.register(resources))
    return "".join(dict.fromkeys(char for char in swedish.clean(text) if char not in known and char not in ("\t", _SOFT_HYPHEN)))


class Ink:
    """Turns data into text that the fonts of one resources folder can draw."""

    def __init__(self, resources: Path) -> None:
        self._signs = _signs(fonts.register(resources))

    def plain(self, text: str) -> str:
        """For strings drawn as they are: one line, signs without a glyph marked."""
        return self._drawn(text).replace("\n", " ")

    def markup(self, text: str) -> str:
        """For paragraphs: escaped, with line breaks kept."""
        return escape(self._drawn(text)).replace("\n", "<br/>")

    def chunks(self, text: str) -> list[str]:
        """A very long paragraph in pieces, cut at a space where there is one."""
        pieces: list[str] = []
        while len(text) > CHUNK:
            cut = max(text.rfind(" ", CHUNK // 2, CHUNK), text.rfind("\n", CHUNK // 2, CHUNK))
            cut = cut if cut > 0 else CHUNK
            pieces.append(text[:cut])
            text = text[cut:].lstrip(" \n")
        return [*pieces, text]

    def _drawn(self, text: str) -> str:
        """The text as it is when every sign of it can be drawn, which is nearly always."""
        if unicodedata.is_normalized("NFC", text) and self._signs.issuperset(text):
            return text
        cleaned = swedish.clean(text).replace("\t", " ").replace(_SOFT_HYPHEN, "")
        return "".join(char if char in self._signs else MARK for char in cleaned)


@lru_cache(maxsize=2)
def _signs(known: frozenset[int]) -> frozenset[str]:
    """What can be drawn, and a line break. Signs that steer direction or have no width would work unseen: they are left out."""
    unseen = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return frozenset(("\n", *(chr(code) for code in known if unicodedata.category(chr(code)) not in unseen)))


def fit(text: str, font: str, size: float, width: float) -> str:
    """The text cut with an ellipsis so that it is no wider than `width`."""
    if stringWidth(text, font, size) <= width:
        return text
    low, high = 0, min(len(text), 400)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if stringWidth(f"{text[:middle]}…", font, size) <= width else (low, middle - 1)
    return f"{text[:low].rstrip()}…"


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Lines no wider than `width`; words are parted at ordinary spaces, and cut only when wider than a line."""
    space = _width(" ", font, size)
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split(" "):
        needed = _width(word, font, size)
        if line and used + space + needed <= width:
            line, used = f"{line} {word}", used + space + needed
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, font, size, width) if needed > width else (word,)
        lines.extend(full)
        used = _width(line, font, size)
    return [*lines, line]


def _cut(word: str, font: str, size: float, width: float) -> list[str]:
    pieces, piece, used = [], "", 0.0
    for char in word:
        step = _width(char, font, size)
        if piece and used + step > width:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + char, used + step
    return [*pieces, piece]


@lru_cache(maxsize=20_000)
def _width(text: str, font: str, size: float) -> float:
    return float(stringWidth(text, font, size))
