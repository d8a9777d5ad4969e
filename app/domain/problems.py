"""A problem in what a person wrote: what, where, what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `field` is a catalogue key; sheet, row and column say where in a workbook."""

    message: str
    field: str | None = None
    sheet: str | None = None
    row: int | None = None  # 1-based, as Excel shows it
    column: str | None = None  # letter(s), as Excel shows it

    @property
    def place(self) -> str:
        parts = []
        if self.sheet:
            parts.append(f"blad ”{self.sheet}”")
        if self.row is not None:
            parts.append(f"rad {self.row}")
        if self.column:
            parts.append(f"kolumn {self.column}")
        return ", ".join(parts)

    def __str__(self) -> str:
        place = self.place
        return f"{place[0].upper()}{place[1:]}: {self.message}" if place else self.message
