"""The few functions of a spreadsheet that our workbooks use, evaluated as Excel does: text in arithmetic is an error."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"]*")|(?P<ref>(?:(?:'[^']+'|[A-Za-zÅÄÖåäö]+)!)?\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)(?![A-Z(])"""
    r"""|(?P<number>[0-9.]+(?:E[+-]?[0-9]+)?)|(?P<name>[A-Z]+)(?=\()|(?P<sign><=|>=|<>|[-+*/^=<>(),&]))"""
)
Range = list[Any]


class Sheets:
    """Cells by sheet and name; formulas are worked out when asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[tuple[str, str], Any] = {}

    def value(self, sheet: str, cell: str) -> Any:
        key = (sheet, cell)
        if key not in self._known:
            held = self._book[sheet][cell].value
            is_formula = self._book[sheet][cell].data_type == "f"
            self._known[key] = _Formula(held[1:], sheet, self).value() if is_formula else held
        return self._known[key]

    def put(self, sheet: str, cell: str, value: Any) -> None:
        self._book[sheet][cell].value = value
        self._known.clear()

    def held(self, reference: str, sheet: str) -> Any:
        name, _, place = reference.rpartition("!")
        where, place = name.strip("'") or sheet, place.replace("$", "")
        if ":" not in place:
            return self.value(where, place)
        left, top, right, bottom = range_boundaries(place)
        cells = [f"{get_column_letter(column)}{row}" for row in range(top, bottom + 1) for column in range(left, right + 1)]
        return [self.value(where, cell) for cell in cells]


class _Formula:
    def __init__(self, source: str, sheet: str, sheets: Sheets) -> None:
        self._sheet, self._sheets, self._at = sheet, sheets, 0
        self._tokens: list[tuple[str, str]] = []
        place = 0
        while place < len(source):
            found = _TOKEN.match(source, place)
            assert found is not None, source[place:]
            self._tokens.append((str(found.lastgroup), found[str(found.lastgroup)]))
            place = found.end()

    def value(self) -> Any:
        found = self._comparison()()
        assert self._at == len(self._tokens)
        return found

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _take(self) -> tuple[str, str]:
        self._at += 1
        return self._tokens[self._at - 1]

    def _chain(self, signs: str, below: Callable[[], Callable[[], Any]]) -> Callable[[], Any]:
        left = below()
        while self._peek() and self._peek() in signs.split():
            sign, first, second = self._take()[1], left, below()

            def both(sign: str = sign, first: Callable[[], Any] = first, second: Callable[[], Any] = second) -> Any:
                return _spread(_SIGNS[sign], first(), second())

            left = both
        return left

    def _comparison(self) -> Callable[[], Any]:
        return self._chain("= <> < > <= >=", self._sum)

    def _sum(self) -> Callable[[], Any]:
        return self._chain("+ -", self._product)

    def _product(self) -> Callable[[], Any]:
        return self._chain("* /", lambda: self._chain("^", self._atom))

    def _atom(self) -> Callable[[], Any]:
        kind, text = self._take()
        if kind == "number":
            return lambda: float(text)
        if kind == "text":
            return lambda: text[1:-1]
        if kind == "ref":
            return lambda: self._sheets.held(text, self._sheet)
        if kind == "name":
            return self._call(text)
        assert text == "(", text
        inner = self._comparison()
        assert self._take()[1] == ")"
        return inner

    def _call(self, name: str) -> Callable[[], Any]:
        assert self._take()[1] == "("
        given = [self._comparison()]
        while self._peek() == ",":
            self._take()
            given.append(self._comparison())
        assert self._take()[1] == ")"
        if name == "IF":
            return lambda: given[1]() if given[0]() else given[2]()
        return lambda: _FUNCTIONS[name](*[one() for one in given])


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _as_number(value: Any) -> float:
    if value is None:
        return 0.0
    if isinstance(value, str):
        raise ValueError("#VALUE!")
    return float(value)


def _spread(work: Callable[[Any, Any], Any], first: Any, second: Any) -> Any:
    if not isinstance(first, list) and not isinstance(second, list):
        return work(first, second)
    size = len(first) if isinstance(first, list) else len(second)
    pairs = zip(first if isinstance(first, list) else [first] * size, second if isinstance(second, list) else [second] * size, strict=True)
    return [work(one, other) for one, other in pairs]


_SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: _as_number(a) + _as_number(b),
    "-": lambda a, b: _as_number(a) - _as_number(b),
    "*": lambda a, b: _as_number(a) * _as_number(b),
    "/": lambda a, b: _as_number(a) / _as_number(b),
    "^": lambda a, b: _as_number(a) ** _as_number(b),
    "=": lambda a, b: (a if a is not None else type(b)()) == b,
    "<": lambda a, b: _as_number(a) < _as_number(b),
    ">": lambda a, b: _as_number(a) > _as_number(b),
    "<=": lambda a, b: _as_number(a) <= _as_number(b),
    ">=": lambda a, b: _as_number(a) >= _as_number(b),
}


def _sum_of_products(*ranges: Range) -> float:
    return math.fsum(math.prod(float(one) if _is_number(one) else 0.0 for one in row) for row in zip(*ranges, strict=True))


def _each(work: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda given: [work(one) for one in given] if isinstance(given, list) else work(given)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUMPRODUCT": _sum_of_products,
    "SUM": lambda held: math.fsum(one for one in held if _is_number(one)),
    "ISNUMBER": _each(_is_number),
    "LN": _each(lambda one: math.log(_as_number(one))),
    "EXP": lambda one: math.exp(_as_number(one)),
    "SQRT": lambda one: math.sqrt(_as_number(one)),
    "MAX": lambda *given: max(_as_number(one) for one in given),
    "AND": lambda *given: all(given),
    "ROUND": lambda one, digits: round(_as_number(one), int(digits)),
    "RANK": lambda one, held: 1 + sum(_is_number(other) and other > one for other in held),
}
