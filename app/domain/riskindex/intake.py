"""An indicator workbook's four tables checked together with what is stored already (risk-index brief, sections 2 and 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain import swedish
from app.domain.riskindex.dataset import LEVELS, Territory
from app.domain.riskindex.intake_cells import Located, numbers, rows_by, texts
from app.domain.riskindex.intake_problems import Faults, said
from app.domain.riskindex.kinds import multiplier_problem, usual_multiplier
from app.domain.riskindex.limits import FIRST_YEAR, LAST_YEAR, MAX_ALIASES, MAX_CODE, MAX_NAME, MOST
from app.domain.riskindex.names import Names
from app.domain.riskindex.series import Indicator, IndicatorKind, Level
from app.domain.vocabulary import SubIndex

LEVEL_NAMES: Mapping[Level, str] = {
    Level.CITY: "stad",
    Level.BOARD: "stadsdelsområde",
    Level.DISTRICT: "stadsdel",
    Level.BASE_AREA: "basområde",
}
KIND_NAMES: Mapping[IndicatorKind, str] = {IndicatorKind.PERCENTAGE: "Andel", IndicatorKind.RATE: "Kvot", IndicatorKind.OTHER: "Annat"}
DIRECTION_NAMES: Mapping[int, str] = {1: "Högre är sämre", -1: "Högre är bättre"}
_LEVELS = {name: level for level, name in LEVEL_NAMES.items()} | {swedish.match_key(level.label): level for level in Level}
_AREAS = {swedish.match_key(area.label): area for area in SubIndex}
_KINDS = {swedish.match_key(name): kind for kind, name in KIND_NAMES.items()}
_DIRECTIONS = {swedish.match_key(name): sign for sign, name in DIRECTION_NAMES.items()}


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds before the workbook is read in."""

    territories: tuple[Territory, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    population: Mapping[tuple[str, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Places:
    """The workbook's own territories, and all that will be held once they are stored."""

    own: tuple[Territory, ...]
    merged: Mapping[str, Territory]
    names: Names


def read_territories(table: Located, known: Known, faults: Faults) -> Places:
    """Rows of Områden; the parents are checked among all that will be held."""
    own: list[tuple[int, Territory, str]] = []  # row, territory without parent, the parent's cell
    first: dict[str, int] = {}
    held = {one.code: one for one in known.territories}
    for row in map(int, table.rows):
        code, name = _code(table, row, faults), _text(table, "name", row, "Namn", faults, MAX_NAME)
        level = _choice(table, "level", row, "Nivå", _LEVELS, tuple(LEVEL_NAMES.values()), faults)
        if code in first:
            faults.add(
                table.name, f"Koden {said(code)} står redan på rad {first[code]}. Ta bort den ena raden.", [row], table.letter("code")
            )
        first.setdefault(code, row)
        aliases = _aliases(table, row, faults) if "aliases" in table.columns else held[code].aliases if code in held else ()
        if code and level is not None:
            own.append((row, Territory(code=code, name=name, level=level, aliases=aliases), table.shown("parent", row)))
    merged = held | {one.code: one for _, one, _ in own}
    names = Names(merged.values())
    rows = {one.code: row for row, one, _ in own}
    for row, one, cell in own:
        merged[one.code] = replace(one, parent=_parent(table, row, cell, one, merged, names, faults))
    _check_tree(table, rows, merged, faults)
    _check_names(table, rows, merged, faults)
    return Places(tuple(merged[one.code] for _, one, _ in own), merged, Names(merged.values()))


def _code(table: Located, row: int, faults: Faults) -> str:
    code = swedish.compact(table.shown("code", row))
    if not code:
        faults.add(table.name, "Koden saknas.", [row], table.letter("code"))
    elif len(code) > MAX_CODE:
        faults.add(table.name, f"Koden är längre än {MAX_CODE} tecken.", [row], table.letter("code"))
    return code


def _text(table: Located, key: str, row: int, label: str, faults: Faults, most: int, *, required: bool = True) -> str:
    text = swedish.compact(table.shown(key, row))
    if required and not text:
        faults.add(table.name, f"{label} saknas.", [row], table.letter(key))
    if len(text) > most:
        faults.add(table.name, f"{label} är längre än {most} tecken.", [row], table.letter(key))
    return text


def _choice(table: Located, key: str, row: int, label: str, known: Mapping[str, Any], shown: Sequence[str], faults: Faults) -> Any:
    """One of a closed list, in any case; None when it is none of them."""
    text = swedish.compact(table.shown(key, row))
    if swedish.match_key(text) in known:
        return known[swedish.match_key(text)]
    said_what = f"{said(text)} går inte att läsa som {label}." if text else f"{label} saknas."
    faults.add(table.name, f"{said_what} Skriv {_either(shown)}.", [row], table.letter(key))
    return None


def _either(words: Sequence[str]) -> str:
    quoted = [f"”{word}”" for word in words]
    return f"{', '.join(quoted[:-1])} eller {quoted[-1]}"


def _aliases(table: Located, row: int, faults: Faults) -> tuple[str, ...]:
    parts = _text(table, "aliases", row, "Alias", faults, MAX_ALIASES, required=False).split(";")
    parts = [swedish.compact(part) for part in parts]
    return tuple(sorted(dict.fromkeys(part for part in parts if part)))


def _parent(
    table: Located, row: int, cell: str, one: Territory, merged: Mapping[str, Territory], names: Names, faults: Faults
) -> str | None:
    text, place = swedish.compact(cell), table.letter("parent")
    if not text:
        return None
    found = names.find(text, above=one.level)
    if not found:
        faults.add(table.name, f"Det överordnade området {said(text)} finns varken i arbetsboken eller i programmet.", [row], place)
        return None
    if len(found) > 1:
        faults.add(table.name, f"{said(text)} passar på {names.told(found)}. Skriv koden.", [row], place)
        return None
    return found[0]


def _check_tree(table: Located, rows: Mapping[str, int], merged: Mapping[str, Territory], faults: Faults) -> None:
    """One city, no circles, and every whole on a level above its parts."""
    cities = [one for one in merged.values() if one.level is Level.CITY]
    if len(cities) > 1:
        named = swedish.join([f"{one.name} ({one.code})" for one in cities])
        places = [rows[one.code] for one in cities if one.code in rows]
        faults.add(
            table.name, f"Det kan bara finnas ett område på nivån stad, men det blir flera: {named}.", places[-1:], table.letter("level")
        )
    circled: set[str] = set()
    for one in merged.values():
        circle = _circle(one.code, merged)
        if circle and not circled & set(circle):
            circled |= set(circle)
            way = " → ".join([*circle, circle[0]])
            places = sorted(rows[code] for code in circle if code in rows)
            faults.add(table.name, f"Områdena ligger i varandra i en cirkel: {way}. Rätta Överordnad.", places[:1], table.letter("parent"))
    for one in merged.values():
        whole = merged.get(one.parent or "")
        if whole is None or one.code in circled or LEVELS.index(whole.level) > LEVELS.index(one.level):
            continue
        place = rows.get(one.code, rows.get(whole.code))
        text = (
            f"{one.name} ({LEVEL_NAMES[one.level]}) kan inte ligga i {whole.name} ({LEVEL_NAMES[whole.level]}): "
            "det överordnade området måste vara på en högre nivå."
        )
        faults.add(table.name, text, [place] if place is not None else [], table.letter("parent"))


def _circle(code: str, merged: Mapping[str, Territory]) -> list[str]:
    """The codes of the circle that begins and ends at a territory; empty when its parents lead to the top."""
    way, at = [code], merged[code].parent
    while at is not None and at in merged and len(way) <= len(merged):
        if at == code:
            return way
        way.append(at)
        at = merged[at].parent
    return []


def _check_names(table: Located, rows: Mapping[str, int], merged: Mapping[str, Territory], faults: Faults) -> None:
    """Another name belongs to one territory of a level; a code is nobody else's name."""
    seen: dict[tuple[Level, str], str] = {}
    for one in merged.values():
        for name in dict.fromkeys(swedish.match_key(text) for text in (one.name, *one.aliases)):
            other = seen.setdefault((one.level, name), one.code)
            if other != one.code and (one.code in rows or other in rows):
                place = rows.get(one.code, rows.get(other))
                both = f"{merged[other].name} ({other}) och {one.name} ({one.code})"
                text = f"Namnet ”{name}” passar på två områden på samma nivå: {both}. Ge dem olika namn, eller ta bort det ena som alias."
                faults.add(table.name, text, [place] if place else [], table.letter("aliases") or table.letter("name"))


# --- inhabitants -----------------------------------------------------------------------------------------


def read_population(table: Located, places: Places, faults: Faults) -> tuple[dict[tuple[str, int], int], tuple[tuple[str, int], ...]]:
    """(code, year) → inhabitants; and how many rows name a territory by its name, by name."""
    years, (codes, units, by_name) = read_years(table, faults), read_units(table, places.names, faults)
    counts, _ = numbers(table, "count", faults)
    found: dict[tuple[str, int], int] = {}
    first: dict[tuple[str, int], int] = {}
    twice: dict[str, list[int]] = {}
    for row, year, unit, count in zip(map(int, table.rows), years, units.tolist(), counts.tolist(), strict=True):
        if isnan(count):
            if not table.shown("count", row):
                faults.add(table.name, "Antal saknas. Ta bort raden om folkmängden är okänd.", [row], table.letter("count"))
            continue
        if count < 0 or count != int(count):
            faults.add(table.name, "Antal invånare ska vara ett helt tal, 0 eller större.", [row], table.letter("count"))
        elif count > MOST:
            faults.add(table.name, "Talet är orimligt stort.", [row], table.letter("count"))
        if year is None or unit < 0:
            continue
        code = codes[unit]
        if (code, year) in first:
            twice.setdefault(f"rad {first[code, year]}", []).append(row)
        first.setdefault((code, year), row)
        found[code, year] = int(count)
    faults.add_each(table.name, "Raden har samma år och område som {}. Ta bort den ena.", twice, table.letter("code"))
    return found, by_name


def read_years(table: Located, faults: Faults) -> list[int | None]:
    values, _ = numbers(table, "year", faults)
    found: list[int | None] = []
    strange: dict[str, list[int]] = {}
    empty: list[int] = []
    for row, value in zip(map(int, table.rows), values.tolist(), strict=True):
        sound = not isnan(value) and value == int(value) and FIRST_YEAR <= value <= LAST_YEAR
        found.append(int(value) if sound else None)
        if isnan(value) and not table.shown("year", row):
            empty.append(row)
        elif not isnan(value) and not sound:
            strange.setdefault(table.shown("year", row), []).append(row)
    tell_years(table, strange, empty, faults)
    return found


def tell_years(table: Located, strange: Mapping[str, Sequence[int]], empty: Sequence[int], faults: Faults) -> None:
    text = f"{{}} är inget rimligt år. Skriv ett helt år mellan {FIRST_YEAR} och {LAST_YEAR}."
    faults.add_each(table.name, text, strange, table.letter("year"))
    if empty:
        faults.add(table.name, "År saknas.", empty, table.letter("year"))


def read_units(table: Located, names: Names, faults: Faults) -> tuple[tuple[str, ...], NDArray[np.int64], tuple[tuple[str, int], ...]]:
    """Codes, and each row's place among them; −1 where there is none."""
    kinds, places = texts(table, "code")
    codes: dict[str, int] = {}
    target = np.full(len(kinds) + 1, -1, dtype=np.int64)
    unknown: list[int] = []
    double: list[int] = []
    named: list[int] = []
    for number, text in enumerate(kinds):
        found = names.find(text)
        if len(found) == 1:
            target[number] = codes.setdefault(found[0], len(codes))
        (unknown if not found else double if len(found) > 1 else named if found[0] != text else []).append(number)
    message = "Området {} finns varken på bladet Områden eller i programmet. Lägg till det, eller rätta koden."
    faults.add_each(table.name, message, rows_by(table, kinds, places, unknown), table.letter("code"), "Okända områden är också")
    for text, rows in rows_by(table, kinds, places, double).items():
        faults.add(table.name, f"”{text}” passar på {names.told(names.find(text))}. Skriv koden.", rows, table.letter("code"))
    if (places < 0).any():
        faults.add(table.name, "Områdets kod saknas.", table.rows[places < 0].tolist(), table.letter("code"))
    by_name = tuple((text, len(rows)) for text, rows in rows_by(table, kinds, places, named).items())
    return tuple(codes), target[places], by_name  # the last of `target` answers for −1


# --- indicators ------------------------------------------------------------------------------------------


def read_indicators(table: Located, known: Known, faults: Faults) -> tuple[Indicator, ...]:
    """Rows of Indikatorer; what the sheet has no column for stays as it is stored."""
    held = {one.code: one for one in known.indicators}
    first: dict[str, int] = {}
    found: list[Indicator] = []
    multipliers, _ = numbers(table, "multiplier", faults)
    weights, _ = numbers(table, "weight", faults)
    for row, multiplier, weight in zip(map(int, table.rows), multipliers.tolist(), weights.tolist(), strict=True):
        before = len(faults.found)
        code, name = _code(table, row, faults), _text(table, "name", row, "Namn", faults, MAX_NAME)
        if code in first:
            faults.add(
                table.name, f"Koden {said(code)} står redan på rad {first[code]}. Ta bort den ena raden.", [row], table.letter("code")
            )
        first.setdefault(code, row)
        area = _choice(table, "area", row, "Delindex", _AREAS, [one.label for one in SubIndex], faults)
        direction = _choice(table, "direction", row, "Riktning", _DIRECTIONS, tuple(DIRECTION_NAMES.values()), faults)
        kind = _choice(table, "kind", row, "Slag", _KINDS, tuple(KIND_NAMES.values()), faults)
        made = Indicator(
            code=code,
            name=name,
            area=area or SubIndex.SOCIAL,
            direction=direction or 1,
            unit=_text(table, "unit", row, "Enhet", faults, MAX_NAME, required=False),
            multiplier=_multiplier(table, row, multiplier, kind, faults),
            kind=kind or IndicatorKind.OTHER,
            denominator=_text(table, "denominator", row, "Nämnare", faults, MAX_NAME, required=False),
            source=_text(table, "source", row, "Källa", faults, MAX_NAME, required=False),
            note=held[code].note if code in held else "",
            weight=_weight(table, row, weight, faults),
            sensitive=_sensitive(table, row, held.get(code), faults),
            redefined=_redefined(table, row, held.get(code), faults),
        )
        if len(faults.found) == before or code:
            found.append(made)
    return tuple(found)


def _multiplier(table: Located, row: int, value: float, kind: IndicatorKind | None, faults: Faults) -> int:
    if isnan(value):
        return usual_multiplier(kind)
    problem = multiplier_problem(kind, value)
    if problem:
        faults.add(table.name, problem, [row], table.letter("multiplier"))
    return 1 if problem else int(value)


def _weight(table: Located, row: int, value: float, faults: Faults) -> float:
    if isnan(value):
        return 1.0
    if value < 0:
        faults.add(table.name, "Vikten är negativ. Skriv 0 för en indikator som inte ska räknas med.", [row], table.letter("weight"))
        return 1.0
    return value


def _redefined(table: Located, row: int, held: Indicator | None, faults: Faults) -> int | None:
    """The year of a new definition; what is stored stays where the column is not there."""
    if "redefined" not in table.columns:
        return held.redefined if held is not None else None
    text = swedish.compact(table.shown("redefined", row))
    if not text:
        return None
    if not text.isdecimal() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        told = f"{said(text)} är inget år mellan {FIRST_YEAR} och {LAST_YEAR}. Skriv första året med ny definition."
        faults.add(table.name, told, [row], table.letter("redefined"))
        return None
    return int(text)


def _sensitive(table: Located, row: int, held: Indicator | None, faults: Faults) -> bool:
    text = swedish.compact(table.shown("sensitive", row))
    if "sensitive" not in table.columns:
        return held is not None and held.sensitive
    if not text:
        return False
    try:
        return swedish.parse_yes_no(text)
    except swedish.ParseError:
        faults.add(table.name, f"{said(text)} är varken Ja eller Nej.", [row], table.letter("sensitive"))
        return False
