"""Recognises what must not be kept: personal identity numbers, and lists of private persons' names (domain brief, 10.3 and 13)."""

from __future__ import annotations

import re

PERSONAL_NUMBER = "Texten ser ut att innehålla ett personnummer. Ta bort det: personnummer ska inte registreras här."
NAME_LIST = "Texten ser ut att räkna upp personer vid namn. Skriv vilka grupper eller funktioner som deltog, aldrig namn på boende."
FEWEST_NAMES = 3

_LONG = re.compile(r"(?<![\d-])(?:18|19|20)(\d{2})(\d{2})(\d{2})([-+\s]?)(\d{4})(?![\d-])")
_SHORT = re.compile(r"(?<![\d-])(\d{2})(\d{2})(\d{2})([-+])(\d{4})(?![\d-])")
_CO_ORDINATION = 60  # added to the day in a co-ordination number

_BETWEEN = re.compile(r"[,;:|•·\n\r\t]|(?<=\w\w)[.!?](?:\s|$)|\s(?:och|samt|&|/)\s")
_BULLET = re.compile(r"^\s*(?:[-–—*]|\d{1,3}[.)])\s*")
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_NAME = re.compile(rf"^{_WORD}(?: (?:av|af|von|van|de|al)| [^\W\d_]\.)?(?: {_WORD}){{1,2}}$")
_PARTICLES = frozenset({"av", "af", "von", "van", "de", "al"})
# Endings and words that make two capitalised words something else than a person: functions, organisations, places.
_ENDINGS = (
    "chef", "chefen", "ledare", "ledaren", "ordförande", "samordnare", "direktör", "sekreterare", "värd", "värdar", "polis", "polisen",
    "lärare", "rektor", "ombud", "ansvarig", "handläggare", "förvaltare", "pedagog", "konsulent", "förening", "föreningen",
    "föreningar", "bolag", "bolaget", "bostäder", "skola", "skolan", "gymnasium", "gymnasiet", "bibliotek", "biblioteket", "gruppen",
    "rådet", "nämnd", "nämnden", "förvaltning", "förvaltningen", "kontoret", "enheten", "kommun", "mission", "torg", "torget",
    "gården", "centrum", "parken", "vägen", "gatan", "kyrkan", "församling", "huset", "station", "stationen", "fältet", "klubb",
    "klubben", "förbund", "förbundet", "teatern", "museet", "ungdomar", "föräldrar", "boende",
)  # fmt: skip
_WORDS = frozenset({
    "gård", "gårdar", "strand", "park", "plan", "höjd", "höjden", "dal", "dalen", "sjö", "by", "kyrka", "moské", "hus", "hem", "stad",
    "staden", "grupp", "råd", "enhet", "teater", "museum", "akademi", "väg", "gata", "barnen", "korset", "kvinnor", "män", "ungdom",
    "unga", "äldre", "elever", "norra", "södra", "östra", "västra", "inre", "yttre", "övre", "nedre", "stora", "lilla", "nya", "gamla",
    "svenska", "röda", "rädda", "sveriges", "stockholm", "stockholms", "kista", "controller", "kurator",
})  # fmt: skip


def warnings(text: str) -> tuple[str, ...]:
    """What in a text looks like personal data, as Swedish sentences that repeat none of it."""
    found = []
    if holds_personal_number(text):
        found.append(PERSONAL_NUMBER)
    if lists_names(text):
        found.append(NAME_LIST)
    return tuple(found)


def holds_personal_number(text: str) -> bool:
    """True for yyyymmdd-nnnn with a possible date, and for other spellings when the check digit agrees too."""
    for match in _LONG.finditer(text):
        if _is_date(match) and (match[4] in ("-", "+") or _check_digit_agrees(match)):
            return True
    return any(_is_date(match) and _check_digit_agrees(match) for match in _SHORT.finditer(text))


def lists_names(text: str) -> bool:
    """True for three or more "Förnamn Efternamn" one after another with no function or organisation between them."""
    run = 0
    for piece in _BETWEEN.split(text):
        words = _BULLET.sub("", piece).strip(" .!?\"”'()")
        if not words:
            continue
        run = run + 1 if _is_name(words) else 0
        if run >= FEWEST_NAMES:
            return True
    return False


def _is_name(words: str) -> bool:
    parts = words.split()
    if not _NAME.match(" ".join(parts)):
        return False
    told = [part for part in parts if part not in _PARTICLES]
    if not all(part[0].isupper() and (len(part) == 1 or part[1:] != part[1:].upper() or part.endswith(".")) for part in told):
        return False
    return not any(part.casefold() in _WORDS or part.casefold().endswith(_ENDINGS) for part in told)


def _is_date(match: re.Match[str]) -> bool:
    day = int(match[3])
    return 1 <= int(match[2]) <= 12 and 1 <= (day - _CO_ORDINATION if day > _CO_ORDINATION else day) <= 31


def _check_digit_agrees(match: re.Match[str]) -> bool:
    total = 0
    for position, digit in enumerate(match[1] + match[2] + match[3] + match[5]):
        product = int(digit) * (2 - position % 2)
        total += product - 9 if product > 9 else product
    return total % 10 == 0
