"""Small Swedish grammar for running text: sentences, genitive, numerals, periods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain import swedish

_NUMERALS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_ENDINGS = ".!?…"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop; '' when empty."""
    trimmed = swedish.clean(text).strip()
    if not trimmed:
        return ""
    ended = trimmed.rstrip("”)")[-1:] in tuple(_ENDINGS)
    return capital(trimmed if ended else f"{trimmed}.")


def clause(text: str) -> str:
    """The text without its full stop, to stand inside another sentence."""
    return swedish.compact(text).rstrip(" .;:,")


def sentences(*parts: str) -> str:
    """Sentences in one paragraph, empty ones left out."""
    return " ".join(part for part in parts if part)


def paragraphs(*parts: str) -> str:
    """Paragraphs parted by a blank line, empty ones left out."""
    return "\n\n".join(part for part in parts if part)


def genitive(name: str) -> str:
    """'Farsta stadsdelsnämnd' → 'Farsta stadsdelsnämnds'; names that end in s, x or z stay."""
    return name if name[-1:].casefold() in ("s", "x", "z") else f"{name}s"


def numeral(number: int, common: bool = False) -> str:
    """Words up to twelve, digits above; `common` gives 'en' for one."""
    if number == 1 and common:
        return "en"
    return _NUMERALS[number] if 0 <= number < len(_NUMERALS) else swedish.integer(number)


def day(value: date) -> str:
    """'den 12 juni 2014', as in running text."""
    return f"den {swedish.long_date(value)}"


def period(start: date, end: date) -> str:
    """Whole years as '2015–2016', otherwise the two days with an en dash."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    return f"{swedish.long_date(start)}–{swedish.long_date(end)}"


def paragraph_sign(text: str) -> str:
    """'7' → '§ 7' with a non-breaking space; a sign already there is kept once."""
    bare = swedish.compact(text).lstrip("§ ")
    return f"§{swedish.NBSP}{bare}" if bare else ""


def listed(words: Iterable[str]) -> str:
    return swedish.join([word for word in words if word])
