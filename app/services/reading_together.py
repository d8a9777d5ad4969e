"""Rows of many tables in one statement: a UNION ALL of text columns, turned back into each column's own type.

Opening a case would otherwise ask every table of its own; the number of questions, not of rows, is what takes the time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, Enum, Integer, Numeric, Text, TypeDecorator, Uuid, cast, literal_column, null, select, union_all
from sqlalchemy.orm import Session

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One table's share: the columns wanted by name, and the query that chooses its rows (its columns in the same order)."""

    name: str
    columns: Mapping[str, Any]
    where: Callable[[Any], Any]


class Together:
    """The statement over all parts, put together once; the parts' bound parameters are given at each reading."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._names = [part.name for part in parts]
        self._turns = [[(name, _turn(column)) for name, column in part.columns.items()] for part in parts]
        width = max(len(part.columns) for part in parts)
        selects = []
        for number, part in enumerate(parts):
            wanted = [cast(column, Text) for column in part.columns.values()]
            padding = [cast(null(), Text)] * (width - len(wanted))
            labelled = [column.label(f"c{place}") for place, column in enumerate([*wanted, *padding])]
            selects.append(part.where(select(literal_column(str(number), Integer).label("part"), *labelled)))
        self._statement = union_all(*selects)

    def read(self, session: Session, **parameters: Any) -> dict[str, list[Values]]:
        """The rows of every part by its name, in no order. Raises LookupError for an unknown enumeration value."""
        session.flush()
        found: dict[str, list[Values]] = {name: [] for name in self._names}
        for row in session.execute(self._statement, parameters):
            turns = self._turns[row[0]]
            values = {name: None if text is None else turn(text) for (name, turn), text in zip(turns, row[1:], strict=False)}
            found[self._names[row[0]]].append(values)
        return found


def _turn(column: Any) -> Callable[[str], Any]:
    """What makes a column's value of its text."""
    kind = column.type
    if isinstance(kind, TypeDecorator):
        return lambda text: kind.process_result_value(text, None)  # type: ignore[arg-type]
    if isinstance(kind, Enum):
        of: Callable[[str], Any] = kind.enum_class.of  # type: ignore[union-attr]
        return of
    for known, turn in _TURNS:
        if isinstance(kind, known):
            return turn
    return str


_TURNS: tuple[tuple[Any, Callable[[str], Any]], ...] = (
    (Uuid, UUID),
    (Date, date.fromisoformat),
    (Boolean, lambda text: text in ("1", "true", "t")),
    (Integer, int),
    (Numeric, Decimal),
)
