"""Problems in a table of thousands of rows: the same fault is told once, with the rows that have it (risk-index brief, section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.domain import swedish
from app.domain.problems import Problem

SEPARATE = 3  # so many rows with the same fault are told one by one
RANGES = 6  # so many stretches of rows are named
KINDS = 20  # so many different wrong values are told one by one


class Faults:
    """Collects what is wrong with a workbook, in the order it is found."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def __bool__(self) -> bool:
        return bool(self.found)

    def add(self, sheet: str, message: str, rows: Iterable[int] = (), column: str | None = None) -> None:
        """One fault; with many rows the first is the place, and the text names them all."""
        places = sorted({int(row) for row in rows})
        if len(places) <= SEPARATE:
            self.found += [Problem(message, sheet=sheet, row=row, column=column) for row in places or (None,)]
            return
        many = f"{message} Så är det på {swedish.integer(len(places))} rader: {stretches(places)}."
        self.found.append(Problem(many, sheet=sheet, row=places[0], column=column))

    def add_each(self, sheet: str, message: str, rows: Mapping[str, Sequence[int]], column: str | None = None, rest: str = "") -> None:
        """The same fault for different values; '{}' in the message is the value. Beyond KINDS values the rest are told together."""
        ordered = sorted(rows.items(), key=lambda one: min(one[1]))
        for value, places in ordered[:KINDS]:
            self.add(sheet, message.format(said(value)), places, column)
        left = ordered[KINDS:]
        if left:
            count = swedish.integer(len(left))
            named = ", ".join(said(value) for value, _ in left[:5])
            text = f"{rest or 'Samma fel för'} ytterligare {count} olika värden, till exempel {named}."
            self.add(sheet, text, [row for _, places in left for row in places], column)


def said(value: str) -> str:
    """A cell's text between quotation marks, cut where it would swamp the message; braces are data."""
    short = swedish.compact(value)
    return f"”{short if len(short) <= 60 else short[:59] + '…'}”"


def stretches(rows: Sequence[int]) -> str:
    """'14–812, 900 och 950–953'; the last of many is followed by 'med flera'."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    named = [str(first) if first == last else f"{first}–{last}" for first, last in found[:RANGES]]
    return f"{', '.join(named)} med flera" if len(found) > RANGES else swedish.join(named)
