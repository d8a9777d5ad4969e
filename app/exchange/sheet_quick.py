"""A sheet's facts without parsing its cells, for the many sheets whose cells have nothing to tell.

Sound by what it lets through: between <sheetData> and its end nothing that could be a formula, an error, a hidden row, a comment or an
element by prefix, only numbers as values, and no cell outside A-Z and the row limit. Anything else is left to the full pass, and
everything round the cells is parsed as ever.
"""

from __future__ import annotations

import io
import re

from app.exchange.sheet_scan import Limits, SheetFacts, scan_sheet

QUICK_ROWS = 199_999  # what the pattern below lets through
_OUTSIDE = re.compile(rb'r="(?:[A-Z]{2}|[A-Z]?(?:0|[2-9]\d{5}|\d{7}))')
_NO_NUMBER = re.compile(rb"<v>(?!-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?</v>)")
_FOREIGN = re.compile(rb"""^\s*<\?xml[^>]*encoding=["'](?!utf-8["'])""", re.IGNORECASE)
_TAGS = (b"<row r=", b'<c r="', b"<v>", b"<is>", b"<t>", b'<t xml:space="preserve">')
_LEAST_CELL = len(b'<c t="s"><v>0</v></c>')
_MOST_OUTSIDE = 2_000_000
_NEVER = (b"!", b"?", b"hidden")  # comments, character data, instructions; hidden rows
_SPANS = re.compile(rb' spans="\d+:\d+"')
_DESCENT = b' x14ac:dyDescent="'  # with the spans, the one place where Excel has a colon among the cells


def cells_of(xml: bytes) -> tuple[int, int] | None:
    """Where the cells begin and end when the sheet has one plain list of them."""
    start = xml.find(b"<sheetData>")
    end = xml.rfind(b"</sheetData>")
    if start < 0 or end < start or xml.find(b"<sheetData", start + 1) >= 0 or len(xml) - (end - start) > _MOST_OUTSIDE:
        return None
    return start + len(b"<sheetData>"), end


def is_within(xml: bytes, limits: Limits) -> bool:
    """Whether no cell as Excel names them lies outside; enough before the reader is let at it where its memory is limited."""
    found = cells_of(xml)
    return found is not None and limits.rows >= QUICK_ROWS and _OUTSIDE.search(xml, *found) is None


def is_plain(xml: bytes, limits: Limits) -> bool:
    """Whether every tag among the cells is a plain one, within the limits: then a reader may be let at them without any other guard."""
    return _has_plain_tags(xml, limits) and is_within(xml, limits)


def _has_plain_tags(xml: bytes, limits: Limits) -> bool:
    found = cells_of(xml)
    if found is None or not xml.lstrip().startswith(b"<") or _FOREIGN.match(xml[:200]):
        return False
    opened = sum(xml.count(tag, *found) for tag in _TAGS)
    return opened <= limits.elements and xml.count(b"<", *found) == opened + xml.count(b"</", *found)


def _can_be_known(xml: bytes, found: tuple[int, int], limits: Limits) -> bool:
    """Whether the cells have nothing to tell. What an error or a date holds as its value is no number, whatever its type is called."""
    if not xml.lstrip().startswith(b"<") or _FOREIGN.match(xml[:200]) or any(xml.find(word, *found) >= 0 for word in _NEVER):
        return False
    if xml.find(b"f", *found) >= 0 and xml.find(b"<f", *found) >= 0:  # the first is much quicker, and often enough
        return False
    colons = xml.count(b":", *found)
    if colons and colons != len(_SPANS.findall(xml, *found)) + xml.count(_DESCENT, *found):
        return False
    return xml.count(b"<", *found) <= 2 * limits.elements and _NO_NUMBER.search(xml, *found) is None


def quick_facts(name: str, hidden: bool, xml: bytes, limits: Limits, lengths: list[int]) -> SheetFacts | None:
    """The facts of a sheet that `is_within` and whose cells have nothing to tell; None when they must be parsed after all."""
    found = cells_of(xml)
    if found is None or not _can_be_known(xml, found, limits):
        return None
    outside = xml[: found[0]] + xml[found[1] :]
    if b"<!" in outside:
        return None
    facts = SheetFacts(name, hidden)
    scan_sheet(io.BytesIO(outside), facts, lengths, limits)
    size, longest = found[1] - found[0], max(lengths, default=0)
    shared = size // _LEAST_CELL if longest * (size // _LEAST_CELL) + size <= limits.characters else xml.count(b't="s"', *found)
    facts.characters = shared * longest + size  # at most: every text may be inline
    return facts if facts.characters <= limits.characters else None
