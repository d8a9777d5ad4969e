"""A sheet as columns: texts by number and numbers side by side, so that a hundred thousand rows are checked at once."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

Place = tuple[int, int]  # row, column; 1-based, as Excel shows them


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that is neither text nor number; `kind` is 'error', 'date' or 'truth', `text` what it shows."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One entry a row: `codes` is a place in `texts` (-1: no text), `numbers` is NaN where there is no number; `odd` by row, 1-based."""

    texts: tuple[str, ...]
    codes: array[int]
    numbers: array[float]
    odd: Mapping[int, Odd] = field(default_factory=dict)

    def value(self, row: int) -> str | float | Odd | None:
        """What the cell holds; None for an empty one and outside the sheet."""
        if not 1 <= row <= len(self.codes):
            return None
        if row in self.odd:
            return self.odd[row]
        if self.codes[row - 1] >= 0:
            return self.texts[self.codes[row - 1]]
        number = self.numbers[row - 1]
        return None if math.isnan(number) else number

    def shown(self, row: int) -> str:
        """The cell as text: '12' for the number 12."""
        return shown(self.value(row))


@dataclass(frozen=True, slots=True, eq=False)
class ColumnSheet:
    """One sheet; `merged` holds first row, first column, last row, last column of each merged area."""

    name: str
    height: int
    columns: tuple[Column, ...]
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: frozenset[Place] = frozenset()
    formulas_without_value: frozenset[Place] = frozenset()

    def value(self, row: int, column: int) -> str | float | Odd | None:
        return self.columns[column - 1].value(row) if 1 <= column <= len(self.columns) else None

    def shown(self, row: int, column: int) -> str:
        return shown(self.value(row, column))

    @property
    def is_empty(self) -> bool:
        return all(self.value(row, column) is None for row in range(1, self.height + 1) for column in range(1, len(self.columns) + 1))


def shown(value: str | float | Odd | None) -> str:
    """A cell's value as it is read where text is wanted: a whole number without decimals, '' for nothing."""
    if value is None:
        return ""
    if isinstance(value, Odd):
        return value.text
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return value.strip()


def empty_codes(height: int) -> array[int]:
    return array("i", [-1]) * height


def empty_numbers(height: int) -> array[float]:
    return array("d", [math.nan]) * height
