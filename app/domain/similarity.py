"""How alike two matters are: a number from 0 to 1 that explains itself by its parts.

likeness = Σ weight × part / Σ weight, over the parts that both sides tell of:

- board: 1 for the same applicant, SHARED_BOARD where a board has a hand in both as applicant or co-applicant, else 0;
- districts: common districts over all districts named (Jaccard); left out where either side names none;
- title and purpose, each: WORD_SHARE × words in common + (1 − WORD_SHARE) × trigrams in common (Dice). Words are folded
  (å and ä as a, ö as o), stop words and common endings dropped; a word counts as common when it is the other's word or a part
  of its compound. The purpose is left out where either side has none;
- amount: the smaller over the greater; left out where either is unknown or zero.

Board and title always count, so that little known never looks much alike.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from operator import itemgetter
from typing import TypeVar

from app.domain import swedish

BOARD_WEIGHT = 0.20
DISTRICTS_WEIGHT = 0.15
TITLE_WEIGHT = 0.30
PURPOSE_WEIGHT = 0.25
AMOUNT_WEIGHT = 0.10
SHARED_BOARD = 0.7
WORD_SHARE = 0.6
LEAST_COMPOUND_PART = 5  # letters: shorter words are found in too many others
READ_CHARACTERS = 4_000  # of a purpose
LOOKED_THROUGH = 80  # candidates weighed in full, for each wanted, at least
CLOSE_AMOUNT = 0.5  # amounts further apart than this share are not worth telling
RESEMBLES = 0.6  # from here on the program says that two matters are alike
WORTH_SHOWING = 0.2

_WORD = re.compile(r"[a-z0-9]+")
_COMMON = (
    "alla allt andra att av bade bland bli blir bor da dar de dem den denna deras det detta dock du efter eller en ett for fran "
    "far fler flera genom ha har han hon hos hur i in inom inte kan kommer man med mellan men mer mot mycket nar ni nu nya och "
    "om oss over pa projekt projektet insats insatsen verksamhet verksamheten ska skall som samt sa sig sin sina sitt sadan till "
    "tre tva under upp ut utan utifran vara var varit vi vid ar aven stod ge ger okad okat oka arbete arbetet syfte syftet"
)
_STOP_WORDS = frozenset(_COMMON.split())
_ENDINGS = (
    "arnas", "ernas", "ornas", "arna", "erna", "orna", "andet", "andets", "ande", "heten", "het", "are", "ars", "ens", "ets", "nas", "ar",
    "er", "or", "en", "et", "na", "an", "as", "s", "a", "e", "n", "t",
)  # fmt: skip
_LEAST_STEM = 4
_WORDED = 2 * (TITLE_WEIGHT + PURPOSE_WEIGHT)

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is compared of a case or an earlier grant."""

    board: str | None = None
    co_board: str | None = None
    districts: frozenset[str] = frozenset()
    title: str = ""
    purpose: str = ""
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared."""

    words: frozenset[str] = frozenset()
    trigrams: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """A matter made ready for comparison; kept, since making it costs more than comparing it."""

    board: str | None
    boards: frozenset[str]
    districts: frozenset[str]
    title: Wording
    purpose: Wording
    trigrams: frozenset[str]  # of title and purpose together
    amount: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a likeness: what is compared, how alike, how much it weighs, and in words where there is something to tell."""

    name: str
    value: float
    weight: float
    told: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float
    parts: tuple[Part, ...]

    @property
    def explanation(self) -> str:
        """'Samma nämnd, 2 av 2 stadsdelar, ordlikhet 0,62 i namnet, belopp ±10 %'."""
        told = ", ".join(part.told for part in self.parts if part.told)
        return f"{told[:1].upper()}{told[1:]}" or "Inget gemensamt"

    @property
    def resembles(self) -> bool:
        return round(self.score, 2) >= RESEMBLES  # as the number is shown


def stem(word: str) -> str:
    """A folded word without its commonest ending; never shorter than four letters."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=20_000)
def _stem_of(word: str) -> str:
    return stem(word)


def wording(text: str) -> Wording:
    """The words and trigrams of a text."""
    words = [word for word in _WORD.findall(swedish.fold(text[:READ_CHARACTERS])) if len(word) > 2 and word not in _STOP_WORDS]
    trigrams = {word[at : at + 3] for word in words for at in range(len(word) - 2)}
    return Wording(frozenset(_stem_of(word) for word in words), frozenset(trigrams))


def profile(matter: Matter) -> Profile:
    title, purpose = wording(matter.title), wording(matter.purpose)
    boards = frozenset(one for one in (matter.board, matter.co_board) if one)
    return Profile(matter.board, boards, matter.districts, title, purpose, title.trigrams | purpose.trigrams, matter.amount)


def word_likeness(one: Wording, other: Wording) -> float:
    """How alike two texts are worded, 0 to 1."""
    if not one.words or not other.words:
        return 0.0
    return WORD_SHARE * _common_words(one.words, other.words) + (1 - WORD_SHARE) * _dice(one.trigrams, other.trigrams)


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    size = len(one) + len(other)
    return 2 * len(one & other) / size if size else 0.0


def _common_words(one: frozenset[str], other: frozenset[str]) -> float:
    found = sum(_is_found(word, other) for word in one) + sum(_is_found(word, one) for word in other)
    return found / (len(one) + len(other))


def _is_found(word: str, others: frozenset[str]) -> bool:
    """Whether the word is among the others, or is a part of one of their compounds, or has one of them as a part."""
    if word in others:
        return True
    long_enough = len(word) >= LEAST_COMPOUND_PART
    return any(
        (long_enough and word in other) or (LEAST_COMPOUND_PART <= len(other) < len(word) and other in word) for other in others
    )  # fmt: skip


def similarity(case: Profile, other: Profile) -> Likeness:
    """How alike two matters are, with its parts."""
    parts = (*_board(case, other), *_districts(case, other), *_texts(case, other), *_amount(case, other))
    return Likeness(sum(part.value * part.weight for part in parts) / sum(part.weight for part in parts), parts)


def _board(case: Profile, other: Profile) -> tuple[Part, ...]:
    if case.board and case.board == other.board:
        return (Part("Nämnd", 1.0, BOARD_WEIGHT, "samma nämnd"),)
    if case.boards & other.boards:
        return (Part("Nämnd", SHARED_BOARD, BOARD_WEIGHT, "gemensam nämnd som sökande eller medsökande"),)
    return (Part("Nämnd", 0.0, BOARD_WEIGHT),)


def _districts(case: Profile, other: Profile) -> tuple[Part, ...]:
    if not case.districts or not other.districts:
        return ()
    common, named = len(case.districts & other.districts), len(case.districts | other.districts)
    told = f"{common} av {named} {'stadsdel' if named == 1 else 'stadsdelar'}" if common else ""
    return (Part("Stadsdelar", common / named, DISTRICTS_WEIGHT, told),)


def _texts(case: Profile, other: Profile) -> tuple[Part, ...]:
    title = word_likeness(case.title, other.title)
    parts = [Part("Insatsens namn", title, TITLE_WEIGHT, _worded(title, "namnet"))]
    if case.purpose.words and other.purpose.words:
        purpose = word_likeness(case.purpose, other.purpose)
        parts.append(Part("Syfte", purpose, PURPOSE_WEIGHT, _worded(purpose, "syftet")))
    return tuple(parts)


def _worded(value: float, where: str) -> str:
    return f"ordlikhet {swedish.decimal(value, 2)} i {where}" if value >= 0.05 else ""


def _amount(case: Profile, other: Profile) -> tuple[Part, ...]:
    if not case.amount or not other.amount:
        return ()
    value = min(case.amount, other.amount) / max(case.amount, other.amount)
    apart = 1 - value
    told = "samma belopp" if case.amount == other.amount else f"belopp ±{swedish.percent(max(1, round(apart * 100)))}"
    return (Part("Belopp", value, AMOUNT_WEIGHT, told if apart <= CLOSE_AMOUNT else ""),)


def nearest(case: Profile, others: Mapping[Key, Profile], limit: int, always: Iterable[Key] = ()) -> list[tuple[Key, Likeness]]:
    """The most alike, best first; those in `always` come along whatever they weigh.

    All are gone through by what is cheap to compare, and the best of them, many times more than wanted, are weighed in full.
    """
    kept = set(always)
    rough = nlargest(max(LOOKED_THROUGH, 8 * limit), _roughly(case, others), key=itemgetter(0))
    weighed = [(key, similarity(case, others[key])) for _score, key in rough if key not in kept]
    found = [one for one in weighed if one[1].score >= WORTH_SHOWING]
    found.sort(key=lambda one: -one[1].score)
    held = [(key, similarity(case, others[key])) for key in kept if key in others]
    return sorted([*found[:limit], *held], key=lambda one: -one[1].score)


def _roughly(case: Profile, others: Mapping[Key, Profile]) -> list[tuple[float, Key]]:
    """A number for each that puts the likeliest first; one loop, since it is gone through for thousands."""
    trigrams, boards, districts, own = case.trigrams, case.boards, case.districts, len(case.trigrams)
    scored = []
    for key, other in others.items():
        found = other.trigrams
        score = _WORDED * len(trigrams & found) / (own + len(found) or 1)
        if not boards.isdisjoint(other.boards):
            score += BOARD_WEIGHT
        if not districts.isdisjoint(other.districts):
            score += DISTRICTS_WEIGHT
        scored.append((score, key))
    return scored
