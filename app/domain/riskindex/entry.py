"""Territories, indicators and values as people type them: fields, checks and what the lists show (risk-index brief, section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain import swedish
from app.domain.fields import Field, Kind
from app.domain.riskindex.limits import FIRST_YEAR, LAST_YEAR, MAX_ALIASES, MAX_CODE, MAX_NAME, MOST
from app.domain.riskindex.series import Indicator, IndicatorKind, Level, SeriesInfo
from app.domain.swedish import ParseError
from app.domain.views import Changes
from app.domain.vocabulary import Labelled, SubIndex

LEVELS = tuple(Level)  # from small to large
VALUE, NUMERATOR, DENOMINATOR = "value", "numerator", "denominator"


class Direction(Labelled):
    WORSE = "1", "Högre är sämre"
    BETTER = "-1", "Högre är bättre"


TERRITORY_FIELDS = (
    Field("name", "Namn", max_length=MAX_NAME),
    Field("code", "Kod", help="Så som området heter i tabeller och filer. Två områden har aldrig samma kod.", max_length=MAX_CODE),
    Field("level", "Nivå", Kind.CHOICE, choices=Level),
    Field("parent", "Ligger i", Kind.CHOICE, help="Området på nivån över. Värden räknas upp dit när det inte har egna.", choices="parents"),
    Field("aliases", "Andra namn", help="Namn som området har i andra tabeller, med semikolon emellan.", max_length=MAX_ALIASES),
)
INDICATOR_FIELDS = (
    Field("name", "Namn", max_length=MAX_NAME),
    Field("code", "Kod", help="Kort namn som står i filer och recept.", max_length=MAX_CODE),
    Field("area", "Delindex", Kind.CHOICE, choices=SubIndex),
    Field("direction", "Riktning", Kind.CHOICE, help="Högt värde: mer eller mindre risk?", choices=Direction),
    Field("kind", "Slag", Kind.CHOICE, choices=IndicatorKind),
    Field("unit", "Enhet", help="Så som den visas, till exempel ”anmälda brott per 1 000 invånare”.", max_length=MAX_NAME),
    Field("multiplier", "Multiplikator", Kind.INTEGER, help="Täljare delad med nämnare gånger detta tal. 100 för procent."),
    Field("denominator", "Nämnare", help="Vad nämnaren räknar: ”invånare 16–64 år”. Tomt om bara värden finns.", max_length=MAX_NAME),
    Field("weight", "Vikt", Kind.NUMBER, help="Vikt inom delindexet. 1 för lika vikt."),
    Field("sensitive", "Känslig", Kind.YES_NO, help="Antal mellan 1 och 4 visas inte."),
    Field("redefined", "Ny definition från", Kind.YEAR, help="Första året med ny definition. Tomt om den är densamma alla år."),
    Field("source", "Källa", max_length=MAX_NAME),
    Field("note", "Anmärkning", Kind.LONG_TEXT, max_length=2_000),
)  # fmt: skip
# "Varför frågar vi?", by key of field.
REASONS: Mapping[str, str] = {
    "parent": "Basområden räknas upp till stadsdelar, stadsdelar till nämndområden. Utan uppgiften räknas området bara till staden.",
    "aliases": "Tabeller från andra håll stavar namn på sitt sätt. Med namnet här känns området igen vid inläsning.",
    "level": "Rangordningen jämför områden på samma nivå, och värden räknas upp från en nivå till nästa.",
    "direction": "Ett högt index ska alltid betyda större risk. En andel där högre är bättre, som behörighet till gymnasiet, vänds därför.",
    "kind": "En andel kan vara högst 100 procent och vänds genom sitt komplement. Andra mått vänds genom spegling.",
    "multiplier": "Värdet räknas som multiplikatorn gånger täljaren delad med nämnaren. Fel tal gör alla värden för stora eller för små.",
    "denominator": "Med nämnare räknas delar ihop rätt, tunna underlag upptäcks, och det går att säga hur många människor det gäller.",
    "weight": "Indikatorer med större vikt betyder mer i sitt delindex. Ett recept kan ha egna vikter.",
    "sensitive": "Små antal kan röja enskilda människor. De visas inte på skärm eller papper, men räknas med i summor.",
    "redefined": "Värden före och efter en ny definition mäter olika saker. De jämförs inte, och linjen i Utveckling bryts där.",
    "source": "Den som läser indexet ska kunna gå till källan och kontrollera värdet.",
    "area": "Indexet är medelvärdet av fyra delindex. En indikator hör till ett av dem.",
}


@dataclass(frozen=True, slots=True)
class Cells:
    """What an observation is typed as: '' is missing, never 0."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    illustrative: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.value or self.numerator or self.denominator)

    def said(self, *, sensitive: bool = False, multiplier: float = 1.0) -> str:
        """'12,5', '40 av 320', '' for none; a count of 1-4 of a sensitive indicator, given or told by value and denominator, as such."""
        if sensitive and self._count(multiplier) in range(1, 5):
            return f"1–4 av {self.denominator}"
        if self.numerator:
            return f"{self.numerator} av {self.denominator}"
        return f"{self.value} ({self.denominator})" if self.value and self.denominator else self.value

    def _count(self, multiplier: float) -> int | None:
        """The numerator, or x·D/k where it is not given; None where neither is known."""
        if self.numerator:
            return round(swedish.parse_number(self.numerator))
        if not (self.value and self.denominator):
            return None
        return round(float(swedish.parse_number(self.value)) * float(swedish.parse_number(self.denominator)) / multiplier)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The same as numbers; None is missing."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class CellProblem:
    unit: str  # territory code
    column: str  # VALUE, NUMERATOR, DENOMINATOR or "inhabitants"
    message: str


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    code: str
    name: str
    level: Level
    parent: str | None
    aliases: tuple[str, ...]
    inhabitants: int | None  # own, of the newest year known
    parts: int
    values: int

    def text(self, key: str, names: Mapping[str, str]) -> str:
        """A field as the form shows it; `names` are the labels of possible parents."""
        if key == "parent":
            return names.get(self.parent or "", "")
        if key == "aliases":
            return "; ".join(self.aliases)
        return self.level.label if key == "level" else str(getattr(self, key))


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One unit in the table of values: its own cells, and the value that counts, own or rolled up from its parts."""

    unit: str
    name: str
    level: Level
    cells: Cells
    x: float | None
    is_rolled: bool = False
    is_hidden: bool = False  # a small count of a sensitive indicator, or one from which such a count follows


@dataclass(frozen=True, slots=True)
class IndicatorUse:
    """How an indicator is filled: years with values, and of one level and year how many units have one and whether it is thin."""

    years: tuple[int, ...] = ()
    values: int = 0
    covered: int = 0
    units: int = 0
    is_thin: bool = False
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A published series as it stands in the store."""

    info: SeriesInfo
    years: tuple[int, ...]
    values: int


@dataclass(frozen=True, slots=True)
class ValuesEdit:
    """A stored block of cells, with what stood there before: writing `before` takes it back."""

    changes: Changes
    before: Mapping[str, Cells]
    after: Mapping[str, Cells]


@dataclass(frozen=True, slots=True)
class PeopleEdit:
    """Stored inhabitants by code, as text, with what stood there before."""

    changes: Changes
    before: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CodeEdit:
    """A field after it was left; `code` is the record's code from now on."""

    changes: Changes
    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Added:
    changes: Changes
    code: str
    uid: UUID | None = None


# --- reading numbers -----------------------------------------------------------------------------


def read_number(typed: str, *, percentage: bool = False) -> float | None:
    """A number as people type it; '' and '–' are missing. Raises ParseError."""
    plain = swedish.compact(typed)
    if percentage:
        plain = plain.removesuffix("%").strip()
    if plain in ("", swedish.EMPTY):
        return None
    try:
        found = float(swedish.parse_number(plain))
    except ParseError as error:
        raise ParseError(f"{error} Lämna cellen tom om uppgiften saknas.") from error
    if abs(found) > MOST:
        raise ParseError("Talet är orimligt stort.")
    return found


def shown(number: float | None) -> str:
    """As a cell shows it: '' for missing."""
    return "" if number is None else swedish.number(number)


def read_cells(indicator: Indicator, cells: Cells) -> tuple[Numbers, dict[str, str]]:
    """The numbers of an observation, and what is wrong by column; the same rules as when a workbook is read in."""
    found: dict[str, float | None] = {}
    wrong: dict[str, str] = {}
    for key in (VALUE, NUMERATOR, DENOMINATOR):
        try:
            found[key] = read_number(getattr(cells, key), percentage=key == VALUE and indicator.kind is IndicatorKind.PERCENTAGE)
        except ParseError as error:
            found[key], wrong[key] = None, str(error)
    numbers = Numbers(found[VALUE], found[NUMERATOR], found[DENOMINATOR])
    return numbers, wrong or _problems(indicator, numbers)


def _problems(indicator: Indicator, numbers: Numbers) -> dict[str, str]:
    value, over, under = numbers.value, numbers.numerator, numbers.denominator
    wrong: dict[str, str] = {}
    for key, number in ((VALUE, value), (NUMERATOR, over), (DENOMINATOR, under)):
        if number is not None and number < 0:
            wrong[key] = "Talet är negativt."
    if wrong:
        return wrong
    if value is not None and over is not None:
        return {VALUE: "Ange antingen värdet eller täljare och nämnare. Töm det som inte gäller."}
    if over is not None and under is None:
        return {DENOMINATOR: "Täljaren behöver en nämnare. Skriv den, så sparas båda."}
    if under is not None and value is None and over is None:
        return {NUMERATOR: "Nämnaren står ensam. Skriv täljaren också, eller töm nämnaren."}
    if under == 0:
        return {DENOMINATOR: "Nämnaren måste vara större än 0."}
    if value is not None and indicator.kind is IndicatorKind.PERCENTAGE and value > 100:
        return {VALUE: "En andel är högst 100 procent."}
    if over is not None and under is not None and over > under and indicator.kind is not IndicatorKind.OTHER:
        advice = "" if indicator.kind is IndicatorKind.PERCENTAGE else " Är det rätt, välj slaget Annat mått för indikatorn."
        return {NUMERATOR: f"Täljaren är större än nämnaren. Kontrollera att de inte har bytt plats.{advice}"}
    return {}


def read_people(typed: str) -> int | None:
    """Inhabitants; '' is unknown, never 0. Raises ParseError."""
    found = read_number(typed)
    if found is None:
        return None
    if found < 0 or found != int(found):
        raise ParseError("Antalet invånare är ett helt tal, 0 eller större.")
    return int(found)


def read_year(typed: str) -> int:
    """Raises ParseError."""
    plain = swedish.compact(typed)
    if not plain.isascii() or not plain.isdigit() or not FIRST_YEAR <= int(plain) <= LAST_YEAR:
        raise ParseError(f"”{plain[:20]}” är inte ett årtal. Skriv fyra siffror mellan {FIRST_YEAR} och {LAST_YEAR}.")
    return int(plain)


def read_aliases(typed: str) -> tuple[str, ...]:
    """Names with semicolons between; each once."""
    parts = (swedish.compact(part) for part in typed.replace("\n", ";").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


# --- the tree --------------------------------------------------------------------------------------


def in_tree_order(rows: Sequence[TerritoryRow]) -> tuple[TerritoryRow, ...]:
    """Wholes before their parts, each followed by its own; Swedish order among siblings, what lies in nothing last."""
    below: dict[str | None, list[TerritoryRow]] = {}
    codes = {row.code for row in rows}
    for row in rows:
        below.setdefault(row.parent if row.parent in codes else None, []).append(row)
    ordered: list[TerritoryRow] = []

    def add(parent: str | None) -> None:
        for row in sorted(below.get(parent, ()), key=lambda one: (-LEVELS.index(one.level), swedish.sort_key(one.name))):
            ordered.append(row)
            add(row.code)

    add(None)
    return tuple(ordered)


def wholes_first(rows: Iterable[TerritoryRow]) -> tuple[TerritoryRow, ...]:
    return tuple(sorted(rows, key=lambda one: (-LEVELS.index(one.level), swedish.sort_key(one.name))))


def parent_names(rows: Iterable[TerritoryRow], level: Level, but: str = "") -> dict[str, str]:
    """Code → label of every territory on a level above; the code is told where two have the same name."""
    above = [row for row in wholes_first(rows) if LEVELS.index(row.level) > LEVELS.index(level) and row.code != but]
    labels = [f"{row.name} ({row.level.label.lower()})" for row in above]
    return {row.code: label if labels.count(label) == 1 else f"{label}, {row.code}" for row, label in zip(above, labels, strict=True)}


def rolled_people(rows: Iterable[TerritoryRow], own: Mapping[str, int]) -> dict[str, int]:
    """Inhabitants by code: own, else what the parts add up to; nothing where no part is known."""
    found: dict[str, int] = {}
    summed: dict[str, int] = {}
    for row in sorted(rows, key=lambda one: LEVELS.index(one.level)):  # parts before wholes
        number = own.get(row.code, summed.get(row.code))
        if number is not None:
            found[row.code] = number
            summed[row.parent or ""] = summed.get(row.parent or "", 0) + number
    return found


def listed(pairs: Iterable[tuple[str, str]], most: int = 400) -> str:
    """'Tensta 12,5; Rinkeby –', for the log."""
    told = [f"{name} {text or swedish.EMPTY}" for name, text in pairs]
    return "; ".join(told[:most]) + (f"; och {len(told) - most} till" if len(told) > most else "")
