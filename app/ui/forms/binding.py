"""Ties the catalogue's fields to a record view: full keys, current texts, drafts with a value typed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import UUID

from app.domain import fields
from app.domain.drafts import ApplicationDraft
from app.domain.fields import Catalogue, Choices, Field, Group, Table
from app.domain.rules.evidence import FieldRef
from app.domain.swedish import ParseError
from app.domain.views import Edit, GridEdit, RowEdit, Unparsed


class RecordView(Protocol):
    """What a form shows: a case, a plan, a dialogue, a person, a meeting."""

    @property
    def uid(self) -> UUID: ...
    @property
    def draft(self) -> Any: ...
    @property
    def unparsed(self) -> Mapping[FieldRef, Unparsed]: ...


class EditingService(Protocol):
    """What the form needs of Cases and Plans alike; each call is one transaction."""

    def load(self, uid: UUID) -> Any: ...
    def edit(self, uid: UUID, ref: FieldRef, typed: str, *, expected: str | None = None) -> Edit: ...
    def add_row(
        self, uid: UUID, table: str, *, texts: Mapping[str, str] = ..., position: int | None = None, row: UUID | None = None
    ) -> RowEdit: ...
    def remove_row(self, uid: UUID, table: str, row: UUID) -> RowEdit: ...
    def paste_rows(self, uid: UUID, table: str, row: UUID | None, first_column: str, grid: list[list[str]]) -> GridEdit: ...


@dataclass(frozen=True, slots=True)
class Part:
    """Groups of one catalogue within a form; `prefix` leads the keys of fields kept beside the draft."""

    catalogue: Catalogue
    groups: tuple[str, ...] = ()  # group keys; empty for all of them
    prefix: str = ""
    record: Callable[[Any], Any] = lambda view: view.draft

    def chosen(self) -> Iterator[Group]:
        return (group for group in self.catalogue.groups if not self.groups or group.key in self.groups)


def process_part(*groups: str) -> Part:
    """The case's own handling, kept beside the application under 'process.'."""
    from app.domain.catalogues import PROCESS

    return Part(PROCESS, groups, "process.", lambda view: view.evidence.process)


@dataclass(frozen=True, slots=True)
class BoundField:
    key: str  # with the part's prefix
    field: Field
    part: Part

    @property
    def ref(self) -> FieldRef:
        return FieldRef(self.key)

    def value(self, view: RecordView) -> Any:
        return getattr(self.part.record(view), self.field.key)

    def text(self, view: RecordView, choices: Choices) -> str:
        """What the field shows: what did not parse, else the formatted value."""
        kept = view.unparsed.get(self.ref)
        return kept.text if kept else fields.text(self.field, self.value(view), choices)

    def problem(self, view: RecordView) -> str | None:
        kept = view.unparsed.get(self.ref)
        return kept.message if kept else None


@dataclass(frozen=True, slots=True)
class BoundTable:
    key: str
    table: Table
    part: Part

    def rows(self, view: RecordView) -> tuple[TableRow, ...]:
        return tuple(TableRow(row.uid, row) for row in getattr(self.part.record(view), self.table.key))

    def ref(self, row: UUID, column: Field) -> FieldRef:
        return FieldRef(f"{self.key}.{column.key}", row)

    def unparsed(self, view: RecordView) -> dict[FieldRef, Unparsed]:
        head = f"{self.key}."
        return {ref: kept for ref, kept in view.unparsed.items() if ref.key.startswith(head) and ref.row is not None}


@dataclass(frozen=True, slots=True)
class TableRow:
    uid: UUID
    record: Any


Bound = BoundField | BoundTable


def bound_groups(parts: Sequence[Part]) -> list[tuple[Group, list[Bound]]]:
    """Every group of the parts in reading order, with its items under their full keys."""
    found: list[tuple[Group, list[Bound]]] = []
    for part in parts:
        for group in part.chosen():
            items: list[Bound] = [
                BoundTable(part.prefix + item.key, item, part)
                if isinstance(item, Table)
                else BoundField(part.prefix + item.key, item, part)
                for item in group.items
            ]
            found.append((group, items))
    return found


def check(field: Field, text: str, choices: Choices) -> str | None:
    """Why the text is not what the field takes, in Swedish; None when it is."""
    try:
        fields.parse(field, text, choices)
    except ParseError as error:
        return str(error)
    return None


def with_value(draft: ApplicationDraft, field: Field, text: str, choices: Choices) -> ApplicationDraft:
    """The draft as it would be with this text; unchanged while the text does not parse."""
    try:
        value = fields.parse(field, text, choices)
    except ParseError:
        return draft
    return replace(draft, **{field.key: value})


def with_cell(draft: ApplicationDraft, table: Table, row: UUID, column: Field, text: str, choices: Choices) -> ApplicationDraft:
    """The draft as it would be with this text in one cell of a table."""
    try:
        value = fields.parse(column, text, choices)
    except ParseError:
        return draft
    rows: Any = tuple(replace(one, **{column.key: value}) if one.uid == row else one for one in getattr(draft, table.key))
    return replace(draft, **{table.key: rows})
