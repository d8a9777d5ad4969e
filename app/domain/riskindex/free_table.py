"""A table with headings of its own: what it seems to be, how its columns are to be read, and its values (risk-index brief, section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from app.domain import swedish
from app.domain.riskindex.dataset import Territory
from app.domain.riskindex.intake import Known, Places
from app.domain.riskindex.intake_book import Intake
from app.domain.riskindex.intake_cells import MISSING_MARKS, Located, parsed, rows_with_content, tell_cells, texts
from app.domain.riskindex.intake_problems import Faults
from app.domain.riskindex.intake_values import Values, joined, read_values
from app.domain.riskindex.limits import FIRST_YEAR, LAST_YEAR, MAX_NAME
from app.domain.riskindex.names import Names
from app.domain.riskindex.series import EXAMPLE_MARK, Indicator, IndicatorKind
from app.domain.table_columns import ColumnSheet
from app.domain.vocabulary import Labelled, SubIndex

SEARCHED_ROWS = 25
_YEAR = re.compile(r"^(19|20)\d\d$")


class Form(Labelled):
    LONG = "long", "En rad för varje värde"
    BY_INDICATOR = "byIndicator", "En kolumn för varje indikator"
    BY_YEAR = "byYear", "En kolumn för varje år"
    PUBLISHED = "published", "Publicerade indextal"


class Role(Labelled):
    """What a column holds; each but VALUE and NONE at most once."""

    NONE = "", "Läses inte"
    UNIT = "code", "Område"
    YEAR = "year", "År"
    INDICATOR = "indicator", "Indikator"
    VALUE = "value", "Värde"
    NUMERATOR = "numerator", "Täljare"
    DENOMINATOR = "denominator", "Nämnare"
    SERIES = "series", "Serie"  # the last four: of published index numbers only
    MEASURE = "measure", "Mått (delindex)"
    SOURCE = "source", "Källa"
    REFERENCE = "reference", "Referens"


_WORDS: Mapping[Role, tuple[str, ...]] = {
    Role.UNIT: ("område", "stadsdel", "basområde", "nämnd", "stadsdelsnämnd", "stadsdelsområde", "namn", "kod", "områdeskod", "region"),
    Role.YEAR: ("år", "year", "årtal"),
    Role.INDICATOR: ("indikator", "variabel", "mått", "nyckeltal"),
    Role.VALUE: ("värde", "index", "indextal", "andel", "andel, %", "procent", "kvot", "resultat"),
    Role.NUMERATOR: ("täljare", "antal", "antal personer"),
    Role.DENOMINATOR: ("nämnare", "befolkning", "invånare", "folkmängd"),
    Role.SERIES: ("serie", "indexserie"),
    Role.MEASURE: ("delindex", "mått (delindex)"),
    Role.SOURCE: ("källa",),
    Role.REFERENCE: ("referens",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """How a sheet is to be read; columns are 1-based. Remembered by the sheet's headings."""

    header_row: int
    form: Form
    roles: Mapping[int, Role]
    year: int | None = None  # of every row, when no column says
    indicator: str = ""  # code, of every row, when no column says
    columns: Mapping[int, str] = field(default_factory=dict)  # one column an indicator: its code; one column a year: the year
    indicators: tuple[Indicator, ...] = ()  # new ones
    names: Mapping[str, str] = field(default_factory=dict)  # unknown name → territory code, or '' for left out
    aliases: frozenset[str] = frozenset()  # which of the names are kept as other names of their territory

    def column(self, role: Role) -> int | None:
        return next((column for column, held in self.roles.items() if held is role), None)


def as_data(mapping: TableMapping) -> dict[str, Any]:
    """What is remembered: columns and names, not the new indicators, which are known by then."""
    return {
        "headerRow": mapping.header_row,
        "form": mapping.form.value,
        "roles": {str(column): role.value for column, role in mapping.roles.items()},
        "year": mapping.year,
        "indicator": mapping.indicator,
        "columns": {str(column): text for column, text in mapping.columns.items()},
        "names": dict(mapping.names),
    }


def from_data(data: Mapping[str, Any]) -> TableMapping:
    """Raises KeyError, TypeError or ValueError for what no version of the program has written."""
    return TableMapping(
        header_row=int(data["headerRow"]),
        form=Form.of(data["form"]),
        roles={int(column): Role.of(role) for column, role in data["roles"].items()},
        year=None if data["year"] is None else int(data["year"]),
        indicator=str(data["indicator"]),
        columns={int(column): str(text) for column, text in data["columns"].items()},
        names={str(name): str(code) for name, code in data["names"].items()},
    )


def headings(sheet: ColumnSheet, row: int) -> tuple[str, ...]:
    """The texts of a row, '' for empty cells."""
    return tuple(swedish.compact(sheet.shown(row, column)) for column in range(1, len(sheet.columns) + 1))


def headings_key(sheet: ColumnSheet, row: int) -> str:
    """What a mapping is remembered by: years are told apart from other headings but not from each other."""
    return " | ".join("<år>" if _YEAR.match(text) else swedish.match_key(text) for text in headings(sheet, row))


# --- what the table seems to be ----------------------------------------------------------------------------


def propose(sheet: ColumnSheet, known: Known) -> TableMapping:
    """A first reading, for the user to correct: the heading row, the form and what each column holds."""
    row = header_row(sheet)
    heads = headings(sheet, row)
    roles = _roles(heads)
    years = {column: text for column, text in enumerate(heads, 1) if _YEAR.match(text)}
    if len(years) >= 2:
        roles = {column: role for column, role in roles.items() if role is Role.UNIT}
        return TableMapping(header_row=row, form=Form.BY_YEAR, roles=_with_unit(sheet, row, roles, known), columns=years)
    roles = _with_unit(sheet, row, roles, known)
    held = set(roles.values())
    if (Role.SERIES in held or Role.MEASURE in held) and Role.VALUE in held:
        named = {column: Role.MEASURE if role is Role.INDICATOR else role for column, role in roles.items()}
        return TableMapping(header_row=row, form=Form.PUBLISHED, roles=named)
    roles = {column: role for column, role in roles.items() if role not in (Role.SERIES, Role.MEASURE, Role.SOURCE, Role.REFERENCE)}
    if Role.INDICATOR in held or ({Role.VALUE, Role.NUMERATOR} & held and len(_numeric(sheet, row, roles)) == 0):
        return TableMapping(header_row=row, form=Form.LONG, roles=roles)
    wide = {column: role for column, role in roles.items() if role in (Role.UNIT, Role.YEAR)}
    return TableMapping(header_row=row, form=Form.BY_INDICATOR, roles=wide, columns=_indicator_columns(heads, sheet, row, wide, known))


def header_row(sheet: ColumnSheet) -> int:
    """The first row with most texts or years in it."""
    best, most = 1, 0
    for row in range(1, min(sheet.height, SEARCHED_ROWS) + 1):
        cells = [sheet.value(row, column) for column in range(1, len(sheet.columns) + 1)]
        texts_here = sum(
            (isinstance(one, str) and bool(one.strip())) or (isinstance(one, float) and bool(_YEAR.match(f"{one:g}"))) for one in cells
        )
        numbers_here = sum(isinstance(one, float) and not _YEAR.match(f"{one:g}") for one in cells)
        if texts_here - numbers_here > most:
            best, most = row, texts_here - numbers_here
    return best


def _roles(heads: Sequence[str]) -> dict[int, Role]:
    found: dict[int, Role] = {}
    for role, words in _WORDS.items():
        for column, text in enumerate(heads, 1):
            if swedish.match_key(text) in words and role not in found.values() and column not in found:
                found[column] = role
    return found


def _with_unit(sheet: ColumnSheet, row: int, roles: Mapping[int, Role], known: Known) -> dict[int, Role]:
    """The column most of whose texts are known territories, if there is one, is the territory's."""
    names = Names(known.territories)
    best, most = None, 0
    for column, held in enumerate(sheet.columns, 1):
        told = [text for text in held.texts[:500] if names.find(swedish.compact(text))]
        if len(told) > most and row <= sheet.height:
            best, most = column, len(told)
    if best is None or roles.get(best) is Role.UNIT:
        return dict(roles)
    return {**{column: role for column, role in roles.items() if role is not Role.UNIT}, best: Role.UNIT}


def _numeric(sheet: ColumnSheet, row: int, roles: Mapping[int, Role]) -> list[int]:
    """Columns not spoken for that hold numbers below the headings, also those written as text with a decimal comma."""
    below = range(row + 1, min(sheet.height, row + 40) + 1)
    return [
        column
        for column in range(1, len(sheet.columns) + 1)
        if column not in roles and any(_is_number(sheet.value(one, column)) for one in below)
    ]


def _is_number(value: object) -> bool:
    return isinstance(value, float) or (isinstance(value, str) and parsed(value) is not None)


def _indicator_columns(heads: Sequence[str], sheet: ColumnSheet, row: int, roles: Mapping[int, Role], known: Known) -> dict[int, str]:
    """Columns of numbers whose headings name a known indicator; '' where the user must say which, or that it is new."""
    by_name = {swedish.match_key(text): one.code for one in known.indicators for text in (one.code, one.name)}
    return {column: by_name.get(swedish.match_key(heads[column - 1]), "") for column in _numeric(sheet, row, roles) if heads[column - 1]}


def fits(mapping: TableMapping, sheet: ColumnSheet) -> bool:
    """Whether a remembered mapping can be laid on the sheet."""
    columns = [*mapping.roles, *mapping.columns]
    return 1 <= mapping.header_row <= max(1, sheet.height) and all(1 <= column <= len(sheet.columns) for column in columns)


def suggested(name: str, taken: Iterable[str], unit: str = "procent") -> Indicator:
    """A new indicator of this name, for the user to complete: a percentage where higher is worse until something else is said."""
    code = re.sub(r"[^a-z0-9]+", "-", swedish.fold(name)).strip("-")[:40] or "indikator"
    held, number = set(taken), 2
    made = code
    while made in held:
        made, number = f"{code}-{number}", number + 1
    return Indicator(
        code=made, name=swedish.compact(name)[:MAX_NAME], area=SubIndex.SOCIAL, direction=1, unit=unit, multiplier=100,
        kind=IndicatorKind.PERCENTAGE, denominator="", source="",
    )  # fmt: skip


# --- reading by a mapping ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FreeReading:
    """A table's content, or what the user must still say."""

    intake: Intake | None
    notes: tuple[str, ...] = ()
    unknown_names: Mapping[str, int] = field(default_factory=dict)  # how many rows each is on
    unknown_indicators: tuple[str, ...] = ()


def lacks(mapping: TableMapping) -> str:
    """What must be said before the table can be read, Swedish; '' when nothing is missing."""
    held = list(mapping.roles.values())
    for role in Role:
        if role is not Role.NONE and held.count(role) > 1:
            return f"Två kolumner är valda som {role.label.lower()}. Välj en."
    if Role.UNIT not in held:
        return "Välj vilken kolumn som anger området."
    if mapping.form is not Form.BY_YEAR and Role.YEAR not in held and mapping.year is None:
        return "Välj vilken kolumn som anger året, eller skriv året om det är ett och samma."
    if mapping.form is not Form.BY_INDICATOR and Role.INDICATOR not in held and not mapping.indicator:
        return "Välj vilken kolumn som anger indikatorn, eller välj indikatorn om det är en och samma."
    if mapping.form is Form.LONG and not {Role.VALUE, Role.NUMERATOR} & set(held):
        return "Välj vilken kolumn som har värdet, eller täljaren med sin nämnare."
    if mapping.form is Form.LONG and Role.NUMERATOR in held and Role.DENOMINATOR not in held:
        return "Välj vilken kolumn som är täljarens nämnare."
    used = [text for text in mapping.columns.values() if text]
    if mapping.form is not Form.LONG and not used:
        return "Välj minst en kolumn med värden."
    if len(set(used)) < len(used):
        return "Två kolumner är valda som samma indikator eller år. Ändra den ena."
    return ""


def read_table(sheet: ColumnSheet, mapping: TableMapping, known: Known, faults: Faults) -> FreeReading:
    """The values of a table; the same checks as in the indicator workbook, and marks for missing values are understood."""
    spoken_for = {column for column, role in mapping.roles.items() if role is not Role.NONE}
    wide = {column: text for column, text in mapping.columns.items() if text} if mapping.form is not Form.LONG else {}
    rows = rows_with_content(sheet, spoken_for | set(wide), mapping.header_row)
    base = Located(sheet, rows, {role.value: column for column, role in mapping.roles.items() if role is not Role.NONE}, _fixed(mapping))
    names = Names(known.territories, {text: code for text, code in mapping.names.items() if code})
    base, left_out = _without(base, {text for text, code in mapping.names.items() if not code})
    unknown = _unknown(base, names)
    indicators = {one.code: one for one in (*known.indicators, *mapping.indicators)}
    unnamed = _unknown_indicators(base, indicators) if mapping.form is Form.LONG else ()
    if unknown or unnamed:
        return FreeReading(None, (), unknown, unnamed)
    tables = _tables(base, mapping, wide)
    formulas = tell_cells(replace_columns(base, {**base.columns, **{str(column): column for column in wide}}), faults)
    places = Places((), {}, names)
    values = joined([read_values(table, places, indicators, faults, missing=MISSING_MARKS, free=True) for table in tables])
    used = values.touched()
    illustrative = any(EXAMPLE_MARK in text for column in sheet.columns for text in column.texts)
    intake = Intake(_with_aliases(mapping, known), {}, tuple(one for one in mapping.indicators if one.code in used), values, illustrative)
    if not faults and not len(values):
        faults.add(sheet.name, "Tabellen har inga värden att läsa in.")
    return FreeReading(intake, tuple(_notes(values, indicators, left_out, mapping, formulas, illustrative)))


def _fixed(mapping: TableMapping) -> dict[str, str | float]:
    fixed: dict[str, str | float] = {}
    if mapping.year is not None and mapping.column(Role.YEAR) is None:
        fixed["year"] = float(mapping.year)
    if mapping.indicator and mapping.column(Role.INDICATOR) is None:
        fixed["indicator"] = mapping.indicator
    return fixed


def replace_columns(table: Located, columns: Mapping[str, int], fixed: Mapping[str, str | float] | None = None) -> Located:
    return replace(table, columns=columns, fixed=table.fixed if fixed is None else fixed)


def _tables(base: Located, mapping: TableMapping, wide: Mapping[int, str]) -> list[Located]:
    """One table a column of values when the form is wide, else the one."""
    if mapping.form is Form.LONG:
        return [base]
    kept = {
        key: column
        for key, column in base.columns.items()
        if key in ("code", "year") and not (key == "year" and mapping.form is Form.BY_YEAR)
    }
    found = []
    for column, text in wide.items():
        fixed = {**base.fixed, **({"year": float(text)} if mapping.form is Form.BY_YEAR else {"indicator": text})}
        found.append(replace_columns(base, {**kept, "value": column}, fixed))
    return found


def _without(table: Located, left_out: set[str]) -> tuple[Located, int]:
    """The table without the rows whose territory the user leaves out; how many they are."""
    kinds, places = texts(table, Role.UNIT.value)
    gone = np.isin(places, [number for number, text in enumerate(kinds) if text in left_out])
    return replace(table, rows=table.rows[~gone]), int(gone.sum())


def _unknown(table: Located, names: Names) -> dict[str, int]:
    """Names that no territory, or more than one, answers to."""
    kinds, places = texts(table, Role.UNIT.value)
    counted = np.bincount(places[places >= 0], minlength=len(kinds))
    return {text: int(counted[number]) for number, text in enumerate(kinds) if counted[number] and len(names.find(text)) != 1}


def _unknown_indicators(table: Located, known: Mapping[str, Indicator]) -> tuple[str, ...]:
    kinds, places = texts(table, Role.INDICATOR.value)
    named = {swedish.match_key(one.name) for one in known.values()} | {swedish.match_key(code) for code in known}
    used = set(np.unique(places[places >= 0]).tolist())
    return tuple(text for number, text in enumerate(kinds) if number in used and swedish.match_key(text) not in named)


def _with_aliases(mapping: TableMapping, known: Known) -> tuple[Territory, ...]:
    """Territories that get another name."""
    found: dict[str, Territory] = {one.code: one for one in known.territories}
    changed: set[str] = set()
    for name in mapping.aliases:
        code = mapping.names.get(name, "")
        if code in found and name not in (found[code].name, *found[code].aliases):
            found[code] = replace(found[code], aliases=tuple(sorted((*found[code].aliases, name))))
            changed.add(code)
    return tuple(found[code] for code in sorted(changed))


def _notes(
    values: Values, indicators: Mapping[str, Indicator], left_out: int, mapping: TableMapping, formulas: int, illustrative: bool
) -> list[str]:
    notes = []
    if illustrative:
        notes.append(f"Tabellen är märkt ”{EXAMPLE_MARK}”. Värdena behåller märkningen.")
    if left_out:
        named = swedish.join([f"”{name}”" for name, code in list(mapping.names.items()) if not code][:6])
        notes.append(f"{swedish.integer(left_out)} rader läses inte, eftersom deras område är utelämnat: {named}.")
    if values.marks:
        notes.append(
            f"{swedish.integer(values.marks)} celler har tecken för saknad uppgift (”..”, ”-”, ”–” eller ”x”). De räknas som saknade."
        )
    if values.alone:
        rows = "1 rad" if values.alone == 1 else f"{swedish.integer(values.alone)} rader"
        notes.append(f"{rows} har en täljare men tecken för saknad nämnare. Uppgiften räknas som saknad.")
    empty = values.missing - values.marks
    if empty > 0:
        notes.append(f"{swedish.integer(empty)} celler är tomma. De räknas som saknade uppgifter, aldrig som 0.")
    if formulas:
        notes.append(f"{swedish.integer(formulas)} celler är formler. De sparade värdena läses in.")
    for place, code in enumerate(values.indicators):
        held = values.value[values.indicator == place]
        held = held[~np.isnan(held)]
        if indicators[code].kind is IndicatorKind.PERCENTAGE and len(held) > 2 and float(held.max()) <= 1:
            notes.append(
                f"Alla värden av {indicators[code].name} ligger mellan 0 och 1. Kontrollera att de är procent och inte andelar av 1."
            )
    return notes


def year_of(text: str) -> int | None:
    """A year typed by the user."""
    plain = swedish.compact(text)
    return int(plain) if plain.isascii() and plain.isdigit() and FIRST_YEAR <= int(plain) <= LAST_YEAR else None
