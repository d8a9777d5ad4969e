"""A sheet's facts without parsing its cells, for the many sheets whose cells have nothing to tell.

Sound by what it lets through: between <sheetData> and its end only plain rows and cells with values or inline text, all within A-Z and
the row limit, no formula, error or hidden row. Anything else is left to the full pass, and everything round the cells is parsed as ever.
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
_MOST_OUTSIDE = 2_000_000
_NEVER = (b"hidden", b't="e"', b"'", b" =", b"= ", b"\t", b"\n", b"\r", b't="d"', b't="b"', b't="str"')


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


def quick_facts(name: str, hidden: bool, xml: bytes, limits: Limits, lengths: list[int]) -> SheetFacts | None:
    """The facts of a sheet that `is_within` and whose cells have nothing to tell; None when they must be parsed after all."""
    found = cells_of(xml)
    if (
        found is None
        or not _has_plain_tags(xml, limits)
        or any(xml.find(word, *found) >= 0 for word in _NEVER)
        or _NO_NUMBER.search(xml, *found)
    ):
        return None
    outside = xml[: found[0]] + xml[found[1] :]
    if b"<!" in outside:
        return None
    facts = SheetFacts(name, hidden)
    scan_sheet(io.BytesIO(outside), facts, lengths, limits)
    shared = xml.count(b't="s"', *found)
    inline = xml.count(b"<is>", *found)
    facts.characters = shared * max(lengths, default=0) + (found[1] - found[0] if inline else 0)
    return facts if facts.characters <= limits.characters else None
