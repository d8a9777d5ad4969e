"""From a reader's rows to columns, and columns between the reading process and the program: a header as JSON, then plain numbers."""

from __future__ import annotations

import json
import math
import struct
from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.domain.table_columns import Column, ColumnSheet, Odd, empty_codes, empty_numbers
from app.exchange.sheet_scan import SheetFacts

MARK = b"columns\n"  # what an answer with columns begins with
_LENGTH = struct.Struct("<Q")
_START = len(MARK) + _LENGTH.size


def column_sheet(facts: SheetFacts, rows: Sequence[Sequence[Any]]) -> ColumnSheet:
    """A sheet of rows of equal length, as calamine gives them."""
    last_row, last_column = max((row for row, _ in facts.errors), default=0), max((column for _, column in facts.errors), default=0)
    height = max(len(rows), last_row)
    columns = [_column(values, height) for values in zip(*rows, strict=True)]
    while len(columns) < last_column:
        columns.append(Column((), empty_codes(height), empty_numbers(height), {}))
    for (row, column), text in facts.errors.items():
        columns[column - 1] = _with_error(columns[column - 1], row, text)
    return ColumnSheet(
        name=facts.name,
        height=height,
        columns=tuple(columns),
        hidden=facts.hidden,
        merged=tuple((area.first_row, area.first_column, area.last_row, area.last_column) for area in facts.merged),
        hidden_rows=frozenset(facts.hidden_rows),
        hidden_columns=frozenset(facts.hidden_columns),
        formulas=frozenset(facts.formulas),
        formulas_without_value=frozenset(facts.formulas_without_value),
    )


def _column(values: Sequence[Any], height: int) -> Column:
    """The first cell, often a heading among numbers, is looked at by itself: the rest is then mostly of one kind."""
    head, rest = _part(values[:1]), _part(values[1:])
    texts = tuple(dict.fromkeys((*head.texts, *rest.texts)))
    codes = head.codes
    if len(texts) == len(head.texts) + len(rest.texts):
        shift = len(head.texts)
        codes.extend(rest.codes if not shift or not rest.texts else array("i", [code + shift if code >= 0 else -1 for code in rest.codes]))
    else:
        codes.extend(array("i", [texts.index(rest.texts[code]) if code >= 0 else -1 for code in rest.codes]))
    codes.extend(empty_codes(height - len(values)))
    numbers = head.numbers
    numbers.extend(rest.numbers)
    numbers.extend(empty_numbers(height - len(values)))
    return Column(texts, codes, numbers, head.odd | {row + 1: one for row, one in rest.odd.items()})  # type: ignore[operator]


def _part(values: Sequence[Any]) -> Column:
    kinds = set(map(type, values))
    if kinds == {float}:
        return _checked((), empty_codes(len(values)), array("d", values), {})
    odd = _odd(values) if kinds - {float, int, str, type(None)} else {}
    numbers, codes = empty_numbers(len(values)), empty_codes(len(values))
    texts: tuple[str, ...] = ()
    if str in kinds:
        seen = dict.fromkeys(values) if kinds == {str} else dict.fromkeys(value for value in values if value.__class__ is str)
        texts = tuple(text for text in seen if text.strip())
        place: dict[Any, int] = dict.fromkeys(seen, -1) | {text: number for number, text in enumerate(texts)}
        if kinds == {str} and texts:
            codes = array("i", map(place.__getitem__, values))
        elif texts:
            codes = array("i", [place[value] if value.__class__ is str else -1 for value in values])
    if float in kinds or int in kinds:
        numbers = array("d", [value if value.__class__ is float or value.__class__ is int else math.nan for value in values])
    return _checked(texts, codes, numbers, odd) if float in kinds else Column(texts, codes, numbers, odd)


def _checked(texts: tuple[str, ...], codes: array[int], numbers: array[float], odd: dict[int, Odd]) -> Column:
    """Numbers that are none, such as 1E999, are errors."""
    if not math.isfinite(sum(numbers)):
        for row, value in enumerate(numbers, 1):
            if math.isinf(value):
                odd[row], numbers[row - 1] = Odd("error", "ett tal utanför det möjliga"), math.nan
    return Column(texts, codes, numbers, odd)


def _odd(values: Sequence[Any]) -> dict[int, Odd]:
    found = {}
    for row, value in enumerate(values, 1):
        if isinstance(value, bool):
            found[row] = Odd("truth", "SANT" if value else "FALSKT")
        elif isinstance(value, date):
            found[row] = Odd("date", value.isoformat()[:10])
        elif not isinstance(value, (str, float, int, type(None))):
            found[row] = Odd("date", str(value))
    return found


def _with_error(column: Column, row: int, text: str) -> Column:
    column.codes[row - 1], column.numbers[row - 1] = -1, math.nan
    return Column(column.texts, column.codes, column.numbers, {**column.odd, row: Odd("error", text)})


# --- between the processes -------------------------------------------------------------------------------


def pack(sheets: Sequence[ColumnSheet]) -> bytes:
    """The mark, the header's length, header as JSON in ASCII, then the numbers of every column that has any."""
    parts: list[bytes] = []
    described = [_described(one, parts) for one in sheets]
    header = json.dumps({"sheets": described}, ensure_ascii=True, allow_nan=False).encode("ascii")
    return b"".join((MARK, _LENGTH.pack(len(header)), header, *parts))


def _described(sheet: ColumnSheet, parts: list[bytes]) -> dict[str, Any]:
    columns = []
    for column in sheet.columns:
        has_numbers = any(map(math.isfinite, column.numbers))
        if column.texts:
            parts.append(column.codes.tobytes())
        if has_numbers:
            parts.append(column.numbers.tobytes())
        odd = [[row, one.kind, one.text] for row, one in column.odd.items()]
        columns.append({"texts": column.texts, "numbers": has_numbers, "odd": odd})
    return {
        "name": sheet.name,
        "height": sheet.height,
        "hidden": sheet.hidden,
        "merged": sheet.merged,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "formulas": sorted(sheet.formulas),
        "formulas_without_value": sorted(sheet.formulas_without_value),
        "columns": columns,
    }


def unpack(answer: bytes) -> tuple[ColumnSheet, ...]:
    """The sheets of an answer that begins with MARK."""
    (length,) = _LENGTH.unpack_from(answer, len(MARK))
    header = json.loads(answer[_START : _START + length])
    return tuple(_sheet(one, part) for one, part in _with_places(header["sheets"], memoryview(answer)[_START + length :]))


def _with_places(sheets: Sequence[Mapping[str, Any]], rest: memoryview) -> list[tuple[Mapping[str, Any], memoryview]]:
    found, start = [], 0
    for one in sheets:
        size = sum(one["height"] * (4 * bool(column["texts"]) + 8 * bool(column["numbers"])) for column in one["columns"])
        found.append((one, rest[start : start + size]))
        start += size
    return found


def _sheet(one: Mapping[str, Any], rest: memoryview) -> ColumnSheet:
    height, start, columns = int(one["height"]), 0, []
    for column in one["columns"]:
        codes, numbers = empty_codes(0), empty_numbers(0)
        for wanted, made, width in ((column["texts"], codes, 4), (column["numbers"], numbers, 8)):
            if wanted:
                made.frombytes(rest[start : start + width * height])
                start += width * height
        columns.append(
            Column(
                tuple(column["texts"]),
                codes if column["texts"] else empty_codes(height),
                numbers if column["numbers"] else empty_numbers(height),
                {int(row): Odd(kind, text) for row, kind, text in column["odd"]},
            )
        )
    return ColumnSheet(
        name=str(one["name"]),
        height=height,
        columns=tuple(columns),
        hidden=bool(one["hidden"]),
        merged=tuple((a, b, c, d) for a, b, c, d in one["merged"]),
        hidden_rows=frozenset(one["hidden_rows"]),
        hidden_columns=frozenset(one["hidden_columns"]),
        formulas=frozenset((row, column) for row, column in one["formulas"]),
        formulas_without_value=frozenset((row, column) for row, column in one["formulas_without_value"]),
    )
