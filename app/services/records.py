"""Editing of fields and rows by the catalogue: one transaction, one log entry, one undoable step for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.fields import Catalogue, Choices, Field, empty_value, parse, text
from app.domain.problems import Problem
from app.domain.rules.evidence import FieldRef
from app.domain.swedish import ParseError
from app.domain.views import Edit, GridEdit, RowEdit, Unparsed
from app.errors import NotFound, StateConflict
from app.models.case import UnparsedInput
from app.services import dialogue_refs, mapping
from app.services.mapping import RowClass
from app.services.store import Store, Unit
from app.services.uids import new_uid

MAX_PASTED_ROWS = 500


@dataclass(frozen=True, slots=True)
class Part:
    """A catalogue with its row tables, under the prefix its keys carry ('' or 'process.')."""

    prefix: str
    catalogue: Catalogue
    rows: dict[str, RowClass]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a FieldRef points: the mapped record or row, the field, and the table's key if any."""

    holder: Any
    field: Field
    table: str = ""


class Records:
    """Editing methods shared by applications and plans."""

    kind: ClassVar[str]
    label: ClassVar[str]
    mapped: ClassVar[Any]
    parts: ClassVar[tuple[Part, ...]]

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def choices(self) -> Choices:
        return self.store.programme.choices

    # --- for subclasses --------------------------------------------------------------------------

    def check_open(self, record: Any) -> None:
        """Refuse every change of a record whose state has locked it. Raises RuleViolation."""

    def check_edit(self, unit: Unit, record: Any, target: Target, value: Any) -> None:
        """Refuse a value that the rules or the record's siblings forbid. Raises RuleViolation."""

    def check_rows(self, unit: Unit, record: Any, table: str) -> None:
        """Refuse adding or removing rows where the record's state forbids it. Raises RuleViolation."""

    def problem_with(self, session: Session, field: Field, value: Any) -> str | None:
        """Why a value that parses still does not hold; it is kept beside the old one like text that does not parse."""
        if field.key == "dialogues":
            missing = dialogue_refs.unknown(session, value)
            if missing:
                return f"Det finns ingen boendedialog med nummer {', '.join(missing)}. Registrera den under Handlingsplaner först."
        return None

    def clash_in(self, session: Session, record: Any, key: str, value: Any) -> str | None:
        """Why a value that holds by itself does not stand beside what the record holds; told like `problem_with`."""
        return None

    def after_edit(self, unit: Unit, record: Any, key: str) -> None:
        """Say which applications' verdicts a change of this field touches."""

    # --- editing ---------------------------------------------------------------------------------

    def edit(self, uid: UUID, ref: FieldRef, typed: str, *, expected: str | None = None) -> Edit:
        """Store what was typed in a field; what does not parse is kept beside the old value and told.

        Raises StateConflict when the field shows something else than `expected`.
        """
        with self.store.writing() as unit:
            record = self._to_change(unit.session, uid)
            target = self.target(unit.session, record, ref)
            before = self.shown(unit.session, record, ref, target)
            if expected is not None and before != expected:
                raise StateConflict(f"Fältet ”{target.field.label}” har ändrats sedan du såg det: det står nu ”{before or '–'}”.")
            problem = self._put(unit, record, ref, target, typed)
            after = self.shown(unit.session, record, ref, target)
            unit.touch(self.kind, record.uid)
        return Edit(unit.changes, before, after, problem)

    def add_row(
        self, uid: UUID, table: str, *, texts: Mapping[str, str] | None = None, position: int | None = None, row: UUID | None = None
    ) -> RowEdit:
        """Add a row to a table, at the end or at a position; `row` gives a removed row its uid back."""
        with self.store.writing() as unit:
            record = self._to_change(unit.session, uid)
            self.check_rows(unit, record, table)
            kept = self.row_class(table)
            made, place = self._insert_row(unit, record, kept, position, row)
            for key, typed in (texts or {}).items():
                ref = FieldRef(f"{table}.{key}", made.uid)
                self._put(unit, record, ref, self.target(unit.session, record, ref), typed, log=False)
            shown = self._row_texts(unit.session, record, table, made)
            self._log_row(unit, record, table, made, place, "", " · ".join(one for one in shown.values() if one) or "ny rad")
            self._changed(unit, record, table)
        return RowEdit(unit.changes, made.uid, place, shown)

    def remove_row(self, uid: UUID, table: str, row: UUID) -> RowEdit:
        """Remove a row; what it held comes back, so that the step can be undone."""
        with self.store.writing() as unit:
            record = self._to_change(unit.session, uid)
            self.check_rows(unit, record, table)
            kept = self.row_class(table)
            held = self._row(unit.session, record, kept, row)
            shown = self._row_texts(unit.session, record, table, held)
            siblings = [one for one in mapping.rows_of(unit.session, record, kept) if one.uid != row]
            place = held.position
            self._log_row(unit, record, table, held, place, " · ".join(one for one in shown.values() if one) or "tom rad", "")
            self.forget_unparsed(unit.session, record.uid, row=row)
            unit.session.delete(held)
            unit.session.flush()
            for number, sibling in enumerate(siblings):
                sibling.position = number
            self._changed(unit, record, table)
        return RowEdit(unit.changes, row, place, shown)

    def paste_rows(self, uid: UUID, table: str, row: UUID | None, first_column: str, grid: Sequence[Sequence[str]]) -> GridEdit:
        """Paste a block of cells from Excel: rows are added where the table ends; cells that do not parse are kept and told."""
        edits: list[tuple[FieldRef, str, str]] = []
        added: list[UUID] = []
        problems: list[Problem] = []
        with self.store.writing() as unit:
            record = self._to_change(unit.session, uid)
            self.check_rows(unit, record, table)
            kept = self.row_class(table)
            columns = [field.key for field in kept.table.fields]
            columns = columns[columns.index(first_column) :]
            rows = mapping.rows_of(unit.session, record, kept)
            start = next((number for number, one in enumerate(rows) if one.uid == row), len(rows))
            for offset, cells in enumerate(grid[:MAX_PASTED_ROWS]):
                if start + offset < len(rows):
                    held = rows[start + offset]
                else:
                    held, _ = self._insert_row(unit, record, kept, None, None)
                    added.append(held.uid)
                for key, typed in zip(columns, cells, strict=False):
                    ref = FieldRef(f"{table}.{key}", held.uid)
                    target = self.target(unit.session, record, ref)
                    before = self.shown(unit.session, record, ref, target)
                    problem = self._put(unit, record, ref, target, typed)
                    edits.append((ref, before, self.shown(unit.session, record, ref, target)))
                    if problem:
                        number = start + offset + 1
                        problems.append(Problem(f"{kept.table.row_label} {number}, {target.field.label}: {problem}", ref.key))
            left_out = max(0, len(grid) - MAX_PASTED_ROWS)
            if left_out:
                problems.append(Problem(f"Högst {MAX_PASTED_ROWS} rader klistras in på en gång. {left_out} rader togs inte med.", table))
            if any(cell.strip() for cells in grid for cell in cells[len(columns) :]):
                problems.append(Problem("Det som klistrades in är bredare än tabellen. De sista kolumnerna togs inte med.", table))
            self._changed(unit, record, table)
        return GridEdit(unit.changes, tuple(edits), tuple(added), tuple(problems))

    # --- finding ---------------------------------------------------------------------------------

    def find(self, session: Session, uid: UUID) -> Any:
        record = session.scalars(select(self.mapped).where(self.mapped.uid == uid)).first()
        if record is None:
            raise NotFound(f"{self.label} finns inte längre i filen.")
        return record

    def _to_change(self, session: Session, uid: UUID) -> Any:
        record = self.find(session, uid)
        self.check_open(record)
        return record

    def part(self, key: str) -> tuple[Part, str]:
        """The part that a prefixed key belongs to, and the key without its prefix."""
        for part in self.parts:
            if part.prefix and key.startswith(part.prefix):
                return part, key.removeprefix(part.prefix)
        return self.parts[-1], key

    def row_class(self, table: str) -> RowClass:
        part, key = self.part(table)
        return part.rows[key]

    def target(self, session: Session, record: Any, ref: FieldRef) -> Target:
        part, key = self.part(ref.key)
        table, dot, column = key.partition(".")
        if not dot:
            return Target(record, part.catalogue.field(key))
        if ref.row is None:
            raise NotFound("Raden är inte angiven.")
        kept = part.rows[table]
        return Target(self._row(session, record, kept, ref.row), kept.table.field(column), table)

    def _row(self, session: Session, record: Any, kept: RowClass, row: UUID) -> Any:
        held = session.scalars(select(kept.mapped).where(kept.mapped.uid == row, mapping.owner_column(kept) == record.id)).first()
        if held is None:
            raise NotFound("Raden är borttagen.")
        return held

    def shown(self, session: Session, record: Any, ref: FieldRef, target: Target) -> str:
        """What the form shows: the text that did not parse, else the value."""
        kept = self._unparsed(session, record.uid, ref)
        if kept is not None:
            return kept.text
        return text(target.field, mapping.read_field(session, target.holder, target.field, target.table), self.choices)

    def _unparsed(self, session: Session, uid: UUID, ref: FieldRef) -> UnparsedInput | None:
        return session.get(UnparsedInput, (uid, ref.key, ref.row.hex if ref.row else ""))

    def unparsed(self, session: Session, uid: UUID) -> dict[FieldRef, Unparsed]:
        rows = session.scalars(select(UnparsedInput).where(UnparsedInput.record_uid == uid))
        return {FieldRef(one.field, UUID(one.row_uid) if one.row_uid else None): Unparsed(one.text, one.message) for one in rows}

    # --- writing ---------------------------------------------------------------------------------

    @staticmethod
    def forget_unparsed(session: Session, uid: UUID, key: str = "", row: UUID | None = None) -> None:
        """Drop what did not parse in one field, or in a whole row, since other values have taken its place."""
        place = UnparsedInput.row_uid == row.hex if row else (UnparsedInput.field == key) & (UnparsedInput.row_uid == "")
        session.execute(delete(UnparsedInput).where(UnparsedInput.record_uid == uid, place))

    def _put(self, unit: Unit, record: Any, ref: FieldRef, target: Target, typed: str, *, log: bool = True) -> str | None:
        session, field = unit.session, target.field
        kept = self._unparsed(session, record.uid, ref)
        old = mapping.read_field(session, target.holder, field, target.table)
        try:
            value = parse(field, typed, self.choices)
            problem = self.problem_with(session, field, value) or self.clash_in(session, record, ref.key, value)
        except ParseError as error:
            value, problem = old, str(error)
        if problem is not None:
            if kept is None:
                kept = UnparsedInput(record_uid=record.uid, field=ref.key, row_uid=ref.row.hex if ref.row else "")
                session.add(kept)
            kept.text, kept.message = typed, problem
            session.flush()
            self.after_edit(unit, record, ref.key)
            return problem
        if kept is not None:
            session.delete(kept)
            session.flush()
            self.after_edit(unit, record, ref.key)
        if value == old:
            return None
        self.check_edit(unit, record, target, value)
        mapping.write_field(session, target.holder, field, value, target.table)
        session.flush()
        if log:
            before, after = text(field, old, self.choices), text(field, value, self.choices)
            label = self._label(session, record, ref, target)
            unit.log(self.kind, record.uid, ref.key, label, before, after, row=ref.row, contact=field.contact)
        self._changed(unit, record, ref.key)
        return None

    def _label(self, session: Session, record: Any, ref: FieldRef, target: Target) -> str:
        if not target.table:
            return target.field.label
        kept = self.row_class(ref.key.rpartition(".")[0])
        return f"{kept.table.label}, {kept.table.row_label.lower()} {target.holder.position + 1}, {target.field.label}"

    def _insert_row(self, unit: Unit, record: Any, kept: RowClass, position: int | None, row: UUID | None) -> tuple[Any, int]:
        siblings = mapping.rows_of(unit.session, record, kept)
        place = len(siblings) if position is None else max(0, min(position, len(siblings)))
        for number, sibling in enumerate(siblings):
            sibling.position = number if number < place else number + 1
        empty = {field.key: empty_value(field) for field in kept.table.fields}
        made = mapping.add_row(unit.session, record, kept, kept.row(uid=row or new_uid(), **empty), place)
        return made, place

    def _row_texts(self, session: Session, record: Any, table: str, row: Any) -> dict[str, str]:
        texts = {}
        for field in self.row_class(table).table.fields:
            ref = FieldRef(f"{table}.{field.key}", row.uid)
            texts[field.key] = self.shown(session, record, ref, self.target(session, record, ref))
        return texts

    def _log_row(self, unit: Unit, record: Any, table: str, row: Any, place: int, before: str, after: str) -> None:
        kept = self.row_class(table)
        label = f"{kept.table.label}, {kept.table.row_label.lower()} {place + 1}"
        unit.log(self.kind, record.uid, table, label, before, after, row=row.uid)

    def _changed(self, unit: Unit, record: Any, key: str) -> None:
        self.bump(record)
        unit.touch(self.kind, record.uid)
        self.after_edit(unit, record, key)

    @staticmethod
    def bump(record: Any) -> None:
        """Let the record's version grow also when only its rows changed."""
        from sqlalchemy.orm.attributes import flag_modified

        flag_modified(record, "uid")
