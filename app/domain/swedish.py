"""Swedish formats, parsing and order: one place for screen, file, memo and database keys (domain brief, section 11)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

NBSP = "\u00a0"
MINUS = "\u2212"
EMPTY = "–"
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip

_WIDE = Context(prec=400, Emax=999_999, Emin=-999_999)  # room for any finite float, so that showing never fails
_MOST_PLACES = 6  # of a rate
_SPACES = "\u0020\u00a0\u202f\u2009"
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SORT = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y", "ß": "ss"})
_FOLD = str.maketrans({"å": "a", "ä": "a", "æ": "a", "ö": "o", "ø": "o", "ü": "u", "ß": "ss"})


class ParseError(ValueError):
    """Text that is not what its field takes; the message is Swedish and says what is accepted."""


# --- formats -------------------------------------------------------------------------------------


def integer(number: int) -> str:
    """1250000 → '1 250 000' with non-breaking spaces and a true minus sign."""
    return f"{number:,}".replace(",", NBSP).replace("-", MINUS)


def decimal(number: float | Decimal, places: int = 1) -> str:
    """2.5 → '2,5'; halves round away from zero, as people do."""
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)
    if exact == 0:
        exact = abs(exact)
    return f"{exact:,f}".replace(",", NBSP).replace(".", ",").replace("-", MINUS)


def rate(value: float | Decimal) -> str:
    """A rate with at least one decimal and two digits that mean something: 12.34 → '12,3', 0.087 → '0,087', 0.05 → '0,050'."""
    exact = abs(Decimal(str(value)))
    return decimal(value, 1 if exact == 0 else min(_MOST_PLACES, max(1, 1 - exact.adjusted())))


def signed(number: float | Decimal, places: int = 1) -> str:
    """'+3,2', '−3,2', '0,0': what is shown as nothing has no sign."""
    shown = decimal(number, places)
    return shown if shown.startswith(MINUS) or not shown.strip("0,") else f"+{shown}"


def number(value: float | Decimal) -> str:
    """A number with the decimals it has: 12 → '12', 12.50 → '12,5'."""
    exact = Decimal(str(value))
    if exact == exact.to_integral_value():
        return integer(int(exact))
    return decimal(exact, max(0, -int(exact.normalize(_WIDE).as_tuple().exponent)))


def kronor(amount: int) -> str:
    return f"{integer(amount)}{NBSP}kr"


def tkr(amount: int) -> str:
    return f"{decimal(Decimal(amount) / 1000, 0)}{NBSP}tkr"


def mnkr(amount: int) -> str:
    """Millions with one decimal, for tables: 2450000 → '2,5 mnkr' (rounded)."""
    return f"{decimal(Decimal(amount) / 1_000_000, 1)}{NBSP}mnkr"


def exact_amount(amount: int) -> str:
    """For decision points: mnkr only for whole hundred thousands, otherwise kronor."""
    return mnkr(amount) if amount and amount % 100_000 == 0 else kronor(amount)


def percent(value: float | Decimal, places: int = 0) -> str:
    return f"{decimal(value, places)}{NBSP}%"


def iso_date(day: date) -> str:
    return day.isoformat()[:10]


def long_date(day: date) -> str:
    """'12 juni 2014', for running text."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def time_of_day(moment: datetime) -> str:
    return f"{moment.hour:02d}.{moment.minute:02d}"


def yes_no(value: bool) -> str:
    return "Ja" if value else "Nej"


def join(words: list[str] | tuple[str, ...]) -> str:
    """'a, b och c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"


def no_glyph(signs: str) -> str:
    """What to say of signs that the paper cannot show, each by its number as well: it may not show here either."""
    named = [f"{sign} (U+{ord(sign):04X})" if sign.isprintable() else f"U+{ord(sign):04X}" for sign in signs]
    return f"Utskriftens typsnitt saknar {join(named)}. Där står □ i stället. Skriv om texten om det stör."


# --- keys ----------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """NFC, line ends as \\n, controls, lone surrogates and non-characters dropped."""
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    return "".join(
        char
        for char in text
        if char in "\n\t"
        or not (unicodedata.category(char) in ("Cc", "Cs") or (ord(char) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF)
    )


def compact(text: str) -> str:
    """`clean`, with every run of spaces made one and the ends trimmed."""
    return " ".join(clean(text).split())


def isolated(text: str) -> str:
    """Text to stand inside another: signs that steer its direction do not reach the words around it."""
    return f"\u2068{text}\u2069" if _STEERING.search(text) else text


def match_key(text: str) -> str:
    """Equal for labels and names that differ only in case, spaces, dashes or Unicode form."""
    dashes = re.sub(r"\s*[-‐‑–—]\s*", "-", compact(text).casefold())
    return dashes.rstrip(" :*")


def sort_key(text: str) -> str:
    """Sorts by code point in Swedish order: … x y z å ä ö, w after v, é as e, ü as y."""
    lowered = compact(text).casefold().translate(_SORT)
    plain = unicodedata.normalize("NFD", lowered)
    return "".join(char for char in plain if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Search key in which a stands for å and ä, and o for ö."""
    lowered = compact(text).casefold().translate(_FOLD)
    plain = unicodedata.normalize("NFD", lowered)
    return "".join(char for char in plain if not unicodedata.combining(char))


_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}


def file_name(text: str, fallback: str = "fil") -> str:
    """An ASCII name safe on every system, at most 80 characters, never a path (reliability, recipe 5.5)."""
    kept = re.sub(r"[^A-Za-z0-9 \-_.,()]", "_", unicodedata.normalize("NFKD", _ascii(text)))
    name = re.sub(r"_+", "_", re.sub(r"\s+", "_", kept)).strip(" ._-~")[:80].strip(" ._-~")
    if not name or name.split(".")[0].casefold() in _RESERVED:
        name = f"{fallback}_{name}" if name else fallback
    return name


def _ascii(text: str) -> str:
    swapped = compact(text).translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
    decomposed = unicodedata.normalize("NFD", swapped)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


# --- parsing -------------------------------------------------------------------------------------

_GROUPED = re.compile(r"^\d{1,3}(?: \d{3})+$")
_AMBIGUOUS = re.compile(r"^\d{1,3}(?:[.]\d{3})+$|^\d{1,3}(?:,\d{3}){2,}$")


MAX_DIGITS = 28  # what decimal arithmetic keeps exact


def _said(text: str) -> str:
    """What was typed, between quotation marks and cut where it would swamp the message."""
    short = compact(text)
    return f"”{short if len(short) <= 80 else short[:79] + '…'}”"


def _plain_number(text: str) -> str:
    for space in _SPACES[1:]:
        text = text.replace(space, " ")
    return re.sub(r" +", " ", text.replace(MINUS, "-").replace("–", "-")).strip()


def parse_number(text: str) -> Decimal:
    """Decimal comma, three kinds of thousands space, either minus. '1.250' is refused as ambiguous."""
    plain = _plain_number(text)
    sign, digits = ("-", plain[1:].strip()) if plain.startswith("-") else ("", plain)
    if _AMBIGUOUS.match(digits):
        raise ParseError(f"{_said(text)} kan läsas på två sätt. Skriv tusental med mellanslag (1 250) och decimaler med komma (1,25).")
    whole, comma, fraction = digits.partition(",")
    if " " in whole:
        if not _GROUPED.match(whole):
            raise ParseError(f"{_said(text)} är inte ett tal. Skriv till exempel 1 250 000 eller 2,5.")
        whole = whole.replace(" ", "")
    if not re.fullmatch(r"[0-9]+", whole) or (comma and not re.fullmatch(r"[0-9]+", fraction)):
        raise ParseError(f"{_said(text)} är inte ett tal. Skriv till exempel 1 250 000 eller 2,5.")
    if len(whole) + len(fraction) > MAX_DIGITS:
        raise ParseError(f"{_said(text)} har fler siffror än som ryms.")
    return Decimal(f"{sign}{whole}.{fraction or '0'}")


_UNITS = {"kr": 1, "sek": 1, "kronor": 1, ":-": 1, "tkr": 1_000, "mnkr": 1_000_000, "mkr": 1_000_000}
MAX_KRONOR = 10**12


def parse_kronor(text: str) -> int:
    """Whole kronor from 1250000, 1 250 000, 1 250 000 kr, 1 250 tkr, 1,25 mnkr."""
    plain = _plain_number(text)
    match = re.fullmatch(r"(.*?)\s*(kr\.?|sek|kronor|:-|tkr|mnkr|mkr)?", plain, re.IGNORECASE | re.DOTALL)
    assert match is not None  # the pattern takes any text
    try:
        value = parse_number(match[1])
    except ParseError as error:
        if _AMBIGUOUS.match(match[1].lstrip("- ")):
            raise
        raise ParseError(f"{_said(text)} är inte ett belopp. Skriv till exempel 1 250 000 kr eller 1,25 mnkr.") from error
    amount = value * _UNITS[(match[2] or "kr").casefold().rstrip(".")]
    if amount != amount.to_integral_value():
        raise ParseError(f"{_said(text)} är inte hela kronor. Avrunda till hela kronor.")
    if abs(amount) > MAX_KRONOR:
        raise ParseError(f"{_said(text)} är ett orimligt stort belopp.")
    return int(amount)


def parse_date(text: str) -> date:
    """2014-06-12, 20140612, 2014/06/12, '12 juni 2014', 'den 12 juni 2014'. Day and month are never guessed."""
    plain = compact(text).casefold()
    match = re.fullmatch(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:[ t]00:00(?::00)?)?", plain.replace("–", "-").replace(MINUS, "-"))
    if match:
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    else:
        named = re.fullmatch(r"(?:den )?(\d{1,2})(?::?e|:?a)? ([a-zåäö]+)\.?,? (\d{4})", plain)
        months = [n for n, name in enumerate(MONTHS, 1) if named and len(named[2]) >= 3 and name.startswith(named[2])]
        if not named or len(months) != 1:
            raise ParseError(f"{_said(text)} är inte ett datum som går att läsa säkert. Skriv år-månad-dag, till exempel 2014-06-12.")
        year, month, day = int(named[3]), months[0], int(named[1])
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ParseError(f"{_said(text)} finns inte i kalendern.") from error


def parse_yes_no(text: str) -> bool:
    key = match_key(text)
    if key in ("ja", "j", "x", "sant", "yes"):
        return True
    if key in ("nej", "n", "falskt", "no"):
        return False
    raise ParseError(f"{_said(text)} är varken Ja eller Nej.")
