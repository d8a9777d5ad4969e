"""The list of earlier grants of 2007–2014 into the store: preview with all problems, then all lines or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.earlier import GrantRow, GrantsPreview, GrantsStored
from app.domain.views import Difference
from app.errors import StateConflict, ValidationProblems
from app.exchange.files import write_bytes
from app.exchange.grants_list import FIELDS, grants_template, read_grants_list
from app.exchange.sheet_reader import SheetReader, read_file
from app.models.earlier import CaseRelation, EarlierGrant
from app.models.log import LogEntry
from app.services.records import Records
from app.services.store import Store, Unit
from app.services.uids import new_uid

KIND = "earlierGrants"
_KEPT = (*(field.key for field in FIELDS), "board")


def save_template(path: Path) -> None:
    """Write an empty list to fill in, whole or not at all."""
    write_bytes(path, grants_template())


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(EarlierGrant)) or 0


def read(store: Store, path: Path, reader: SheetReader, step: Callable[[int, int], None] | None = None) -> GrantsPreview:
    if step:
        step(0, 2)
    reading = read_grants_list(read_file(path), store.programme, reader=reader)
    if step:
        step(1, 2)
    with store.reading() as session:
        held = _held(session)
        same_file = session.scalar(select(LogEntry.id).where(LogEntry.record_uid == _list_uid(reading.sha256))) is not None
    new = [row for row in reading.rows if row.key not in held]
    changed = [row for row in reading.rows if row.key in held and _differs(held[row.key], row)]
    return GrantsPreview(
        file_name=path.name,
        sha256=reading.sha256,
        rows=reading.rows,
        problems=reading.problems,
        notes=reading.notes,
        new=len(new),
        changed=len(changed),
        same_file=same_file,
        differences=tuple(one for row in changed for one in _differences(held[row.key], row)),
    )


def store(store: Store, preview: GrantsPreview) -> GrantsStored:
    if preview.problems:
        raise ValidationProblems(preview.problems)
    added = updated = 0
    with store.writing() as unit:
        held = _held(unit.session)
        for row in preview.rows:
            record = held.get(row.key)
            if record is None:
                unit.session.add(_record(preview.file_name, row))
                added += 1
            elif _differs(record, row):
                _update(unit, record, row, preview.file_name)
                updated += 1
        if (added, updated) != (preview.new, preview.changed):
            raise StateConflict("Listan över tidigare bidrag har ändrats sedan arbetsboken lästes. Läs in den på nytt.")
        told = f"{swedish.compact(preview.file_name)}: {swedish.integer(added)} nya, {swedish.integer(updated)} ändrade"
        unit.log(KIND, _list_uid(preview.sha256), "imported", "Tidigare bidrag inlästa", "", told)
    return GrantsStored(added, updated, unit.changes)


def _list_uid(sha256: str) -> UUID:
    """A list is no record; its content names it, so that the log can tell whether it has been read in before."""
    return UUID(hex=sha256[:32])


def _row_of(record: EarlierGrant) -> GrantRow:
    return GrantRow(row=record.source_row, **{name: getattr(record, name) for name in _KEPT})


def _held(session: Session) -> Mapping[tuple[Any, ...], EarlierGrant]:
    return {_row_of(record).key: record for record in session.scalars(select(EarlierGrant))}


def _differs(record: EarlierGrant, row: GrantRow) -> bool:
    return any(getattr(record, name) != getattr(row, name) for name in _KEPT)


def _record(file_name: str, row: GrantRow) -> EarlierGrant:
    values = {name: getattr(row, name) for name in _KEPT}
    return EarlierGrant(uid=new_uid(), source_file=swedish.compact(file_name), source_row=row.row, **values)


def _update(unit: Unit, record: EarlierGrant, row: GrantRow, file_name: str) -> None:
    for difference in _differences(record, row):
        unit.log(KIND, record.uid, "changed", difference.label, difference.before, difference.after)
    for name in _KEPT:
        setattr(record, name, getattr(row, name))
    record.source_file, record.source_row = swedish.compact(file_name), row.row
    Records.bump(record)
    unit.applications |= set(unit.session.scalars(select(CaseRelation.application_id).where(CaseRelation.grant_id == record.id)))


def _differences(record: EarlierGrant, row: GrantRow) -> tuple[Difference, ...]:
    name = record.registry_number or record.title
    return tuple(
        Difference(f"{name}: {field.label}", _text(getattr(record, field.key)), _text(getattr(row, field.key)))
        for field in FIELDS
        if getattr(record, field.key) != getattr(row, field.key)
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    return swedish.integer(value) if isinstance(value, int) and value > 9_999 else str(value)
