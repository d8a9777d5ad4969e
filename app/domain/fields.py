"""The catalogue of fields: key, Swedish label, kind, limits and reason, once for form, workbook, log and checks.

A `Field` knows how to read what a person typed (`parse`) and how to show a value (`text`). Choices that depend on the
programme data (boards, districts, sub-goals) are looked up in the `Choices` given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.domain import swedish
from app.domain.swedish import ParseError
from app.domain.vocabulary import Labelled


class Kind(StrEnum):
    TEXT = "text"  # one line
    LONG_TEXT = "longText"
    DATE = "date"
    KRONOR = "kronor"
    INTEGER = "integer"
    YEAR = "year"
    NUMBER = "number"
    YES_NO = "yesNo"
    CHOICE = "choice"
    CHOICES = "choices"


MAX_LENGTH = {Kind.TEXT: 300, Kind.LONG_TEXT: 20_000}
FIRST_YEAR, LAST_YEAR = 1990, 2100
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `rules` answers "varför frågar vi?"; a `contact` field's values stay out of the log."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    rules: tuple[str, ...] = ()
    choices: type[Labelled] | str | None = None  # an enumeration, or the name of a list in Choices
    contact: bool = False
    unit: str = ""
    max_length: int | None = None
    later: bool = False  # came after forms had been sent out: a form without it is whole

    @property
    def limit(self) -> int | None:
        return self.max_length or MAX_LENGTH.get(self.kind)


@dataclass(frozen=True, slots=True)
class Table:
    """A repeated group: the draft holds a tuple of rows under `key`."""

    key: str
    label: str
    row_label: str  # "Rad", "Mål" …, for texts such as "Rad 4"
    fields: tuple[Field, ...]
    help: str = ""
    rules: tuple[str, ...] = ()

    def field(self, key: str) -> Field:
        """The column under `key`. Raises KeyError when there is none."""
        for column in self.fields:
            if column.key == key:
                return column
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    label: str
    items: tuple[Field | Table, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All groups of one kind of record, in reading order."""

    key: str  # "application" or "plan"
    groups: tuple[Group, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(item for group in self.groups for item in group.items if isinstance(item, Field))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(item for group in self.groups for item in group.items if isinstance(item, Table))

    def field(self, key: str) -> Field:
        """The field under `key`, or under 'table.column'. Raises KeyError when there is none."""
        table_key, dot, column = key.partition(".")
        if dot:
            return self.table(table_key).field(column)
        for candidate in self.fields:
            if candidate.key == key:
                return candidate
        raise KeyError(key)

    def table(self, key: str) -> Table:
        for candidate in self.tables:
            if candidate.key == key:
                return candidate
        raise KeyError(key)


class Choices:
    """The lists a choice may be taken from: list name → key → Swedish label, with aliases accepted when read."""

    def __init__(self, lists: Mapping[str, Mapping[str, str]], aliases: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._lists = lists
        self._names: dict[str, dict[str, str]] = {}
        for name, items in lists.items():
            names = {swedish.match_key(label): key for key, label in items.items()}
            names |= {swedish.match_key(key): key for key in items}
            names |= {swedish.match_key(alias): key for alias, key in (aliases or {}).get(name, {}).items()}
            self._names[name] = names

    def items(self, field: Field) -> Mapping[str, str]:
        """Stored value → label, in the order to show."""
        if isinstance(field.choices, str):
            return self._lists[field.choices]
        assert field.choices is not None
        return {member.value: member.label for member in field.choices}

    def find(self, field: Field, text: str) -> Any:
        """The stored value for a label, alias or key. Raises ParseError with the nearest label when unknown."""
        wanted = swedish.match_key(text)
        if isinstance(field.choices, str):
            key = self._names[field.choices].get(wanted)
            if key is not None:
                return key
        else:
            assert field.choices is not None
            for member in field.choices:
                if wanted in (swedish.match_key(member.label), swedish.match_key(member.value)):
                    return member
        raise ParseError(_unknown_choice(text, list(self.items(field).values())))

    def label(self, field: Field, value: Any) -> str:
        return self.items(field).get(str(value), str(value))


def _unknown_choice(text: str, labels: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(swedish.compact(text), labels, n=1, cutoff=0.6)
    hint = f" Menas ”{near[0]}”?" if near else (f" Välj bland: {', '.join(labels)}." if len(labels) <= 15 else " Välj ur listan.")
    return f"”{swedish.compact(text)[:80]}” finns inte bland alternativen.{hint}"


def parse(field: Field, raw: object, choices: Choices) -> Any:
    """The value of what a person typed, or of a workbook cell; empty gives None, "" or (). Raises ParseError."""
    if raw is None or (isinstance(raw, str) and not swedish.compact(raw)):
        return empty_value(field)
    if field.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return _parse_text(field, raw)
    if field.kind is Kind.CHOICES:
        return _parse_choices(field, raw, choices)
    return _PARSERS[field.kind](field, raw, choices)


def empty_value(field: Field) -> Any:
    if field.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return ""
    return () if field.kind is Kind.CHOICES else None


def is_empty(value: object) -> bool:
    return value is None or value in ("", ())


def _parse_text(field: Field, raw: object) -> str:
    if isinstance(raw, bool):
        text = swedish.yes_no(raw)
    elif isinstance(raw, (int, float, Decimal)):
        text = swedish.number(_decimal(raw)).replace(swedish.NBSP, "")
    elif isinstance(raw, (date, datetime)):
        text = swedish.iso_date(raw)
    else:
        text = swedish.clean(str(raw)).strip() if field.kind is Kind.LONG_TEXT else swedish.compact(str(raw))
    if field.limit and len(text) > field.limit:
        raise ParseError(f"Texten är {swedish.integer(len(text))} tecken. Högst {swedish.integer(field.limit)} ryms; korta den.")
    return text


def _parse_choices(field: Field, raw: object, choices: Choices) -> tuple[Any, ...]:
    parts = list(raw) if isinstance(raw, (tuple, list)) else str(raw).replace("\n", ";").replace(",", ";").split(";")
    found: list[Any] = []
    for part in parts:
        if swedish.compact(str(part)):
            value = choices.find(field, str(part))
            if value not in found:
                found.append(value)
    order = list(choices.items(field))
    return tuple(sorted(found, key=lambda value: order.index(str(value))))


def _parse_date(field: Field, raw: object, choices: Choices) -> date:
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and raw != 0 and float(raw).is_integer() and 19000101 <= raw <= 21001231:
        raw = str(int(raw))
    if isinstance(raw, date):
        day = raw
    elif isinstance(raw, str):
        day = swedish.parse_date(raw)
    else:
        raise ParseError("Cellen innehåller ett tal, inte ett datum. Skriv år-månad-dag, till exempel 2014-06-12.")
    if not EARLIEST <= day <= LATEST:
        raise ParseError(f"{swedish.iso_date(day)} är ett orimligt datum. Året ska ligga mellan {EARLIEST.year} och {LATEST.year}.")
    return day


def _decimal(raw: object) -> Decimal:
    if isinstance(raw, (bool, date, datetime)):
        raise ParseError("Cellen innehåller inte ett tal.")
    if isinstance(raw, (int, float, Decimal)):
        exact = Decimal(str(raw))
        if not exact.is_finite():
            raise ParseError("Cellen innehåller inte ett tal.")
        return exact
    return swedish.parse_number(str(raw))


def _parse_kronor(field: Field, raw: object, choices: Choices) -> int:
    if isinstance(raw, str):
        amount = swedish.parse_kronor(raw)
    else:
        exact = _decimal(raw)
        if exact != exact.to_integral_value():
            raise ParseError(f"{swedish.number(exact)} är inte hela kronor. Avrunda till hela kronor.")
        amount = int(exact)
    if amount < 0:
        raise ParseError("Beloppet är negativt. Ange beloppet utan minustecken.")
    if amount > swedish.MAX_KRONOR:
        raise ParseError("Beloppet är orimligt stort.")
    return amount


def _parse_integer(field: Field, raw: object, choices: Choices) -> int:
    exact = _decimal(raw)
    if exact != exact.to_integral_value() or not 0 <= exact <= 10**9:
        raise ParseError(f"{swedish.number(exact)} är inte ett helt tal som går att använda här.")
    return int(exact)


def _parse_year(field: Field, raw: object, choices: Choices) -> int:
    if isinstance(raw, (date, datetime)):
        raise ParseError("Skriv bara årtalet med fyra siffror, till exempel 2015.")
    exact = _decimal(raw)
    if exact != exact.to_integral_value() or not FIRST_YEAR <= exact <= LAST_YEAR:
        raise ParseError(f"”{swedish.compact(str(raw))}” är inte ett årtal. Skriv fyra siffror, till exempel 2015.")
    return int(exact)


def _parse_number(field: Field, raw: object, choices: Choices) -> Decimal:
    exact = _decimal(raw)
    if abs(exact) > 10**12:
        raise ParseError("Talet är orimligt stort.")
    return exact.quantize(Decimal("0.0001")).normalize() if exact != exact.to_integral_value() else Decimal(int(exact))


def _parse_yes_no(field: Field, raw: object, choices: Choices) -> bool:
    return raw if isinstance(raw, bool) else swedish.parse_yes_no(str(raw))


_PARSERS: dict[Kind, Callable[[Field, object, Choices], Any]] = {
    Kind.DATE: _parse_date,
    Kind.KRONOR: _parse_kronor,
    Kind.INTEGER: _parse_integer,
    Kind.YEAR: _parse_year,
    Kind.NUMBER: _parse_number,
    Kind.YES_NO: _parse_yes_no,
    Kind.CHOICE: lambda field, raw, choices: choices.find(field, str(raw)),
}


def text(field: Field, value: Any, choices: Choices) -> str:
    """The value as shown in a form; '' when empty. `parse(text(x))` gives x back."""
    if is_empty(value):
        return ""
    match field.kind:
        case Kind.DATE:
            return swedish.iso_date(value)
        case Kind.KRONOR | Kind.INTEGER:
            return swedish.integer(value)
        case Kind.NUMBER:
            return swedish.number(value)
        case Kind.YES_NO:
            return swedish.yes_no(value)
        case Kind.CHOICE:
            return choices.label(field, value)
        case Kind.CHOICES:
            return "; ".join(choices.label(field, one) for one in value)
        case _:
            return str(value)
