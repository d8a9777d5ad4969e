"""Words in a budget line's note that ask for a closer look: an investment, regular operations, a post without rate or share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from app.domain import swedish
from app.domain.vocabulary import Labelled

MAX_WORDS = 200
MAX_WORD_LENGTH = 60
LEAST_BEGINNING = 4  # letters; a shorter word is only found whole, or "bil" would be found in "bild"


class WordKind(Labelled):
    """What a word of a list hints at."""

    INVESTMENT = "investment", "Investering"
    REGULAR = "regular", "Ordinarie verksamhet"


DEFAULT_WORDS: dict[WordKind, tuple[str, ...]] = {
    WordKind.INVESTMENT: (
        "ombyggnad", "ombyggnation", "nybyggnad", "nybyggnation", "tillbyggnad", "tillbyggnation", "byggnation", "anläggning", "anlägga",
        "inventarier", "möbler", "möblering", "renovering", "renovera", "upprustning", "rusta upp", "investering", "inredning", "maskiner",
        "fordon", "installation",
    ),
    WordKind.REGULAR: (
        "ordinarie", "löpande", "drift", "underhåll", "befintlig", "grundbemanning", "tillsvidare", "permanent", "underskott",
        "basverksamhet", "grunduppdrag", "lokalvård", "städning",
    ),
}  # fmt: skip

_WORD = re.compile(r"\w+")
_COUNT = r"(?:\d+(?:[.,]\d+)?|en|ett|två|tre|fyra|fem|hel|halv|kvarts)"
_RATE = re.compile(
    rf"\d\s*%|\bprocent\b|{_COUNT}\s*-?(?:tids|års|projekt)?(?:tjänst|befattning|årsarbet)|\bårsarbet|\b(?:hel|halv|del)tid|"
    rf"\d\s*(?:t|h|tim\w*)\b|/\s*(?:tim\w*|h|dag|mån\w*|vecka)\b|\b(?:per|i)\s+(?:timme|dag|vecka|månad)\w*|\btimlön|\btimpris|"
    rf"\bà\s*\d|\d\s*(?:mån|vecko|dag)\w*"
)


def tidy(lines: Iterable[str]) -> tuple[str, ...]:
    """The words of a list as they are kept: one space between, none empty, none twice."""
    found: dict[str, str] = {}
    for line in lines:
        word = swedish.compact(line)
        if word:
            found.setdefault(swedish.fold(word), word)
    return tuple(found.values())


def matches(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """The words of a text that a list takes, as they stand in it: whole words and the beginnings of compounds, å and a alike."""
    written = _WORD.findall(swedish.compact(text))
    folded = [swedish.fold(one) for one in written]
    found: list[tuple[int, str]] = []
    for word in words:
        wanted = [swedish.fold(one) for one in _WORD.findall(word)]
        found += [(place, " ".join(written[place : place + len(wanted)])) for place in _places(folded, wanted)]
    return tuple(dict.fromkeys(one for _, one in sorted(found, key=lambda pair: pair[0])))


def _places(folded: Sequence[str], wanted: Sequence[str]) -> list[int]:
    if not wanted:
        return []
    *head, last = wanted
    found = []
    for place in range(len(folded) - len(wanted) + 1):
        end = folded[place + len(head)]
        is_word = end == last or (len(last) >= LEAST_BEGINNING and end.startswith(last))
        if is_word and list(folded[place : place + len(head)]) == head:
            found.append(place)
    return found


def says_rate_or_share(note: str) -> bool:
    """Whether a note on a post says how much of it, or at what price: '50 %', 'halvtid', '200 timmar', '450 kr/tim'."""
    return _RATE.search(swedish.compact(note).casefold()) is not None


def has_letters(word: str) -> bool:
    """Whether there is anything in it to look for."""
    return _WORD.search(swedish.fold(word)) is not None
