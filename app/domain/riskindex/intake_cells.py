"""The cells of a column as numbers, choices or codes, all rows at once; what cannot be read is told (risk-index brief, section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.domain import swedish
from app.domain.riskindex.intake_problems import Faults
from app.domain.riskindex.numeric import Array
from app.domain.table_columns import Column, ColumnSheet

Rows = NDArray[np.int64]  # 1-based, as Excel shows them
Places = NDArray[np.int64]

MISSING_MARKS = frozenset({"..", "...", "-", "–", "—", "−", "x", "."})
_NUMBER_TEXT = re.compile(r"^[+\-−]?[\d\s\u00a0\u202f\u2009]+([.,]\d+)?$")
_COMMA = re.compile(r",\d+$")


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """A table in a sheet: its rows that hold anything, and where each wanted column is."""

    sheet: ColumnSheet
    rows: Rows
    columns: Mapping[str, int]  # key → column, 1-based
    fixed: Mapping[str, str | float] = field(default_factory=dict)  # key → the same for every row

    @property
    def name(self) -> str:
        return self.sheet.name

    def letter(self, key: str) -> str | None:
        return letter(self.columns[key]) if key in self.columns else None

    def column(self, key: str) -> Column | None:
        return self.sheet.columns[self.columns[key] - 1] if key in self.columns else None

    def shown(self, key: str, row: int) -> str:
        column = self.column(key)
        return column.shown(row) if column is not None else ""


def letter(column: int) -> str:
    """1 → 'A', 27 → 'AA'."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def codes_of(column: Column) -> NDArray[np.int32]:
    return np.frombuffer(column.codes, dtype=np.int32) if len(column.codes) else np.zeros(0, dtype=np.int32)


def numbers_of(column: Column) -> Array:
    return np.frombuffer(column.numbers, dtype=np.float64) if len(column.numbers) else np.zeros(0)


def filled(column: Column) -> NDArray[np.bool_]:
    """Which rows hold anything."""
    held = (codes_of(column) >= 0) | ~np.isnan(numbers_of(column))
    held[[row - 1 for row in column.odd]] = True
    return held


def rows_with_content(sheet: ColumnSheet, columns: Iterable[int], after: int) -> Rows:
    """The rows below a heading that hold anything in these columns, or a formula without value there."""
    wanted = set(columns)
    held = np.zeros(sheet.height, dtype=bool)
    for column in wanted:
        held |= filled(sheet.columns[column - 1])
    held[[row - 1 for row, column in sheet.formulas_without_value if column in wanted and row <= sheet.height]] = True
    held[:after] = False
    extra = [row for row, column in sheet.formulas_without_value if column in wanted and row > max(after, sheet.height)]
    return np.concatenate([np.flatnonzero(held) + 1, np.array(sorted(set(extra)), dtype=np.int64)]).astype(np.int64)


def numbers(table: Located, key: str, faults: Faults, *, missing: frozenset[str] = frozenset(), texts: bool = False) -> tuple[Array, int]:
    """A number a row, NaN where there is none, and how many marks stood for a missing one.

    Texts that look like numbers are faults, unless `texts`: then a decimal comma is read. `missing` are texts that stand for nothing.
    """
    column = table.column(key)
    if column is None:
        return np.full(len(table.rows), float(table.fixed.get(key, np.nan))), 0
    inside = table.rows[table.rows <= len(column.codes)] - 1
    found = np.full(len(table.rows), np.nan)
    found[: len(inside)] = numbers_of(column)[inside]
    codes = np.full(len(table.rows), -1, dtype=np.int64)
    codes[: len(inside)] = codes_of(column)[inside]
    marks = 0
    refused: dict[int, str] = {}
    for number in np.unique(codes[codes >= 0]):
        text = column.texts[number]
        here = codes == number
        if swedish.compact(text).casefold() in missing:
            marks += int(here.sum())
        elif texts and (value := parsed(text)) is not None:
            found[here] = value
        else:
            refused[int(number)] = text
    _tell_texts(table, key, codes, refused, faults, texts)
    _tell_odd(table, key, column, faults)
    return found, marks


def parsed(text: str) -> float | None:
    """A number as Swedish text has it; None when it is none or could be two."""
    try:
        return float(swedish.parse_number(text))
    except swedish.ParseError:
        plain = swedish.compact(text)
        return float(plain) if re.fullmatch(r"-?\d+\.\d{1,2}", plain) or re.fullmatch(r"-?\d+\.\d{4,}", plain) else None


def _tell_texts(table: Located, key: str, codes: Places, refused: Mapping[int, str], faults: Faults, texts: bool) -> None:
    """Which rows hold text where a number should stand, by what kind of text it is."""
    groups: dict[str, dict[str, list[int]]] = {}
    if len(refused) > 2_000:  # a whole column of texts: told together by their first ones
        keep = sorted(refused)[:2_000]
        rest = np.isin(codes, sorted(refused)[2_000:])
        groups["{} är text, inte ett tal."] = {refused[keep[0]]: [int(row) for row in table.rows[rest]]}
        refused = {number: refused[number] for number in keep}
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    for number, text in refused.items():
        first, last = np.searchsorted(ordered, [number, number + 1])
        rows = [int(row) for row in table.rows[order[first:last]]]
        message = "{} går inte att läsa säkert som ett tal. Skriv talet utan tecken och text omkring." if texts else _why_no_number(text)
        groups.setdefault(message, {})[text] = rows
    for message, rows_by_text in groups.items():
        faults.add_each(table.name, message, rows_by_text, table.letter(key), message.format("").strip().rstrip(".") + ". Det gäller")


def _why_no_number(text: str) -> str:
    plain = swedish.compact(text)
    if plain.casefold() in MISSING_MARKS:
        return "{} är inget tal. Lämna cellen tom när uppgiften saknas, eller använd Läs in annan tabell, som förstår sådana tecken."
    if _NUMBER_TEXT.match(plain):
        if _COMMA.search(plain):
            return "{} är text med decimalkomma, inte ett tal. Gör om cellen till ett tal i Excel (Data, Text till kolumner)."
        return "{} är ett tal som är sparat som text. Gör om cellen till ett tal i Excel (Data, Text till kolumner)."
    return "{} är text, men här ska det stå ett tal."


def _tell_odd(table: Located, key: str, column: Column, faults: Faults) -> None:
    wanted = set(table.rows.tolist())
    by_text: dict[str, list[int]] = {}
    for row, one in column.odd.items():
        if row in wanted and one.kind != "error":  # errors are told for every column at once
            by_text.setdefault(one.text, []).append(row)
    if by_text:
        faults.add_each(table.name, "{} är ett datum eller ett sanningsvärde, men här ska det stå ett tal.", by_text, table.letter(key))


def texts(table: Located, key: str) -> tuple[tuple[str, ...], Places]:
    """The different texts of a column, trimmed, and which one each row has; -1 for an empty cell. A number 1 is '1'."""
    column = table.column(key)
    if column is None and key in table.fixed:
        return (str(table.fixed[key]),), np.zeros(len(table.rows), dtype=np.int64)
    if column is None:
        return (), np.full(len(table.rows), -1, dtype=np.int64)
    known: dict[str, int] = {}
    inside = table.rows[table.rows <= len(column.codes)] - 1
    found = np.full(len(table.rows), -1, dtype=np.int64)
    codes, values = codes_of(column)[inside], numbers_of(column)[inside]
    place = np.array([known.setdefault(swedish.compact(text), len(known)) for text in column.texts] or [0], dtype=np.int64)
    found[: len(inside)] = np.where(codes >= 0, place[np.maximum(codes, 0)], -1)
    for value in np.unique(values[~np.isnan(values)]):
        found[: len(inside)][values == value] = known.setdefault(_as_text(float(value)), len(known))
    for row, one in column.odd.items():
        at = np.flatnonzero(table.rows == row)
        if len(at):
            found[at[0]] = known.setdefault(one.text, len(known))
    return tuple(known), found


def _as_text(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)


def rows_by(table: Located, kinds: Sequence[str], places: Places, wanted: Iterable[int]) -> dict[str, list[int]]:
    """For each wanted text the rows that have it."""
    order = np.argsort(places, kind="stable")
    ordered = places[order]
    found = {}
    for number in wanted:
        first, last = np.searchsorted(ordered, [number, number + 1])
        if last > first:
            found[kinds[number]] = [int(row) for row in table.rows[order[first:last]]]
    return found


def whole(values: Array) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        return np.asarray(~np.isnan(values) & (values == np.floor(values)), dtype=bool)


def tell_cells(table: Located, faults: Faults) -> int:
    """Errors, formulas without value, merged cells and what is hidden; the number of formulas whose values are read comes back."""
    wanted, sheet = {column: key for key, column in table.columns.items()}, table.sheet
    first = int(table.rows[0]) if len(table.rows) else 1
    for column in sorted(wanted):
        errors: dict[str, list[int]] = {}
        for row, one in sheet.columns[column - 1].odd.items():
            if one.kind == "error" and row >= first:
                errors.setdefault(one.text, []).append(row)
        faults.add_each(sheet.name, "Cellen visar felet {}. Skriv värdet i stället.", errors, letter(column))
        empty = [row for row, at in sheet.formulas_without_value if at == column and row >= first]
        if empty:
            text = "Cellen är en formel utan sparat värde. Skriv värdet i stället, eller öppna och spara arbetsboken i Excel."
            faults.add(sheet.name, text, empty, letter(column))
    for top, left, bottom, right in sheet.merged:
        if (bottom > top or right > left) and wanted.keys() & set(range(left, right + 1)):
            faults.add(sheet.name, "Cellerna är sammanfogade. Dela dem och skriv värdet i varje cell.", [top], letter(left))
    hidden = sorted(sheet.hidden_rows & set(table.rows.tolist()))
    if hidden:
        faults.add(sheet.name, "Raden är dold i Excel. Visa den eller ta bort den, så att det som läses in är det som syns.", hidden)
    for column in sorted(sheet.hidden_columns & wanted.keys()):
        faults.add(sheet.name, "Kolumnen är dold i Excel. Visa den, eller töm den om den inte ska läsas in.", column=letter(column))
    return sum(column in wanted and row >= first for row, column in sheet.formulas)
