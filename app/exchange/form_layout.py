"""What the writer and the reader of a form agree on: version mark, sheets, labels, and the texts that are the form's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from app.domain import swedish
from app.domain.drafts import Row
from app.domain.fields import Catalogue, Field, Kind, Table
from app.domain.programme import Programme

LIST_SHEET = "Listor"
COLUMN_TITLES = ("Uppgift", "Svar", "Hjälp, och varför vi frågar")

Draft = TypeVar("Draft")

_NUMBERED = re.compile(r"^(.+) \((\d{1,3})\)$")
_WHY = "Varför frågar vi?"


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet with tables side by side; a broad one is laid out for A3."""

    name: str
    title: str
    tables: tuple[str, ...]
    broad: bool = False


@dataclass(frozen=True, slots=True)
class PartSum:
    """A second sum over the rows of a table in which one column has a certain answer."""

    title: str
    column: str
    answer: str


@dataclass(frozen=True)
class FormDescription(Generic[Draft]):
    """All that tells one form from another."""

    catalogue: Catalogue
    draft_type: type[Draft]
    row_types: Mapping[str, type[Row]]
    name: str  # "Ansökningsblankett"; with the version it is the form's mark
    file_name: str
    record: str  # "ansökan": what one form holds, without and with article
    the_record: str
    read_in: str  # what to do when it was taken for another form
    title: str
    field_sheet: str
    table_sheets: tuple[TableSheet, ...]
    table_rows: Mapping[str, int]  # rows to fill in, for each table
    choice_cells: Mapping[str, int]  # cells with a list each, for fields with several answers
    name_of: Callable[[Draft, Programme], str]
    column_widths: Mapping[str, int] = field(default_factory=dict)  # "table.column" → characters, where the kind's width does not do
    table_help_height: float = 75  # points above each table
    part_sums: Mapping[str, PartSum] = field(default_factory=dict)
    numberings: frozenset[str] = frozenset()  # "table.column" that holds numbers such as 1.2, which are no amounts and no dates
    version: int = 1
    least_labels: int = 8  # fewer, and no table: not this form

    @property
    def a_form(self) -> str:
        return f"en {self.name.casefold()}"

    @property
    def ask_for_it(self) -> str:
        return f"Be om {self.the_record} i den {self.name.casefold()} som programmet gör."

    def version_mark(self, version: int | None = None) -> str:
        return f"{self.name} version {self.version if version is None else version}"

    def marked_version(self, text: str) -> int | None:
        """The version that a cell's text names, None for any other text."""
        match = self._mark.match(swedish.match_key(text))
        return int(match[1]) if match else None

    def field_of_label(self, key: str) -> tuple[Field, int] | None:
        """The field that a label's match key names, and which of its cells: 1 unless the label is numbered."""
        if key in self._fields:
            return self._fields[key], 1
        numbered = _NUMBERED.match(key)
        found = self._fields.get(numbered[1]) if numbered else None
        return (found, int(numbered[2])) if numbered and found and found.kind is Kind.CHOICES else None

    def is_own_text(self, text: str) -> bool:
        """True for headings that the form itself holds."""
        return swedish.match_key(text) in self._own_texts

    @cached_property
    def column_keys(self) -> Mapping[str, Mapping[str, str]]:
        """For each table, its headers' match keys and the columns they name."""
        return {table.key: {swedish.match_key(column.label): column.key for column in table.fields} for table in self.catalogue.tables}

    @cached_property
    def _mark(self) -> re.Pattern[str]:
        return re.compile(rf"^{re.escape(self.name.casefold())} version (\d{{1,4}})$")

    @cached_property
    def _fields(self) -> Mapping[str, Field]:
        return {swedish.match_key(one.label): one for one in self.catalogue.fields}

    @cached_property
    def _own_texts(self) -> frozenset[str]:
        texts = [group.label for group in self.catalogue.groups] + [table.label for table in self.catalogue.tables]
        return frozenset(swedish.match_key(text) for text in (*texts, self.title, *COLUMN_TITLES))


AnyForm = FormDescription[Any]


def choice_label(asked: Field, number: int) -> str:
    """'Stadsdelar', 'Stadsdelar (2)', … for the cells of a field with several answers."""
    return asked.label if number == 1 else f"{asked.label} ({number})"


def help_text(asked: Field | Table, programme: Programme) -> str:
    """Help and, when rules need the answer, why it is asked for, by the rules' names."""
    titles = [f"{programme.rule_by_id[rule].title} ({rule})" for rule in asked.rules if rule in programme.rule_by_id]
    why = f"{_WHY} {swedish.join(titles)}." if titles else ""
    return f"{_about(asked)} {why}".strip()


def _about(asked: Field | Table) -> str:
    return f"{asked.help} Hela kronor.".strip() if isinstance(asked, Field) and asked.kind is Kind.KRONOR else asked.help


def is_help(asked: Field, text: str) -> bool:
    """Whether a text is the form's own help beside an empty answer, in this wording or an earlier one."""
    plain = swedish.compact(text)
    return _WHY in plain or plain == _about(asked)
