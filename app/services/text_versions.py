"""Earlier wordings of a text, read from the log: every change keeps the whole text before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.rules.evidence import FieldRef
from app.domain.text_versions import TextVersion
from app.domain.views import Changes
from app.errors import NotFound
from app.models.log import LogEntry
from app.services.cases import Cases
from app.services.memos import Memos
from app.services.store import CONTACT_MARK, Store

MEMO = "memo."
GENERATED = "Skriven av uppgifterna i ärendet"
EDITED = "Ändrad i fältet"
REGISTERED = "Skriven när raden lades till"
_SWITCHED = frozenset({("Utelämnad", "Med"), ("Med", "Utelämnad")})  # a passage left out or taken in: no wording


@dataclass(frozen=True, slots=True)
class _Entry:
    at: datetime
    who: str
    before: str
    after: str


class TextVersions:
    """The versions of each text of a case."""

    def __init__(self, store: Store, cases: Cases, memos: Memos) -> None:
        self.store = store
        self.cases = cases
        self.memos = memos

    def of(self, case: UUID, ref: FieldRef) -> tuple[TextVersion, ...]:
        """Every wording of one text, newest first; the first is what stands there now. Raises NotFound."""
        now = self._now(case, ref)
        with self.store.reading() as session:
            self.cases.find(session, case)
            entries = self._entries(session, case, ref)
            sources = _sources(session, case)
            started = _start(session, case, ref)
        return _numbered(_versions(entries, now, sources, started, is_memo=ref.key.startswith(MEMO)))

    def restore(self, case: UUID, ref: FieldRef, version: TextVersion) -> Changes:
        """Put an earlier wording back as an ordinary edit: logged, and taken back the same way."""
        if ref.key.startswith(MEMO):
            return self.memos.edit_passage(case, ref.key.removeprefix(MEMO), version.text)
        return self.cases.edit(case, ref, version.text).changes

    # --- inside ----------------------------------------------------------------------------------

    def _now(self, case: UUID, ref: FieldRef) -> str:
        if ref.key.startswith(MEMO):
            key = ref.key.removeprefix(MEMO)
            for passage in self.memos.passages(case):
                if passage.key == key:
                    return passage.text
            raise NotFound("Stycket hör inte längre till tjänsteutlåtandet.")
        with self.store.reading() as session:
            record = self.cases.find(session, case)
            return self.cases.shown(session, record, ref, self.cases.target(session, record, ref))

    @staticmethod
    def _entries(session: Session, case: UUID, ref: FieldRef) -> list[_Entry]:
        """The text's own changes, oldest first."""
        row = LogEntry.row_uid == ref.row if ref.row is not None else LogEntry.row_uid.is_(None)
        found = session.execute(
            select(LogEntry.at, LogEntry.who, LogEntry.before, LogEntry.after)
            .where(LogEntry.record_uid == case, LogEntry.field == ref.key, row)
            .order_by(LogEntry.store_id, LogEntry.sequence)
        ).all()
        entries = [_Entry(one.at, one.who, one.before, one.after) for one in found]
        return [one for one in entries if (one.before, one.after) not in _SWITCHED and CONTACT_MARK not in (one.before, one.after)]


def _versions(
    entries: Sequence[_Entry], now: str, sources: dict[datetime, str], started: _Entry | None, *, is_memo: bool
) -> list[TextVersion]:
    """Oldest first; a wording that came without an entry of its own, by generation or with the case, is put in its place."""
    first = entries[0].before if entries else now
    found: list[TextVersion] = []
    if first or not entries:
        if is_memo:
            found.append(TextVersion(None, "", first, GENERATED))
        elif started is None:
            found.append(TextVersion(None, "", first, ""))
        else:
            found.append(TextVersion(started.at, started.who, first, sources.get(started.at, REGISTERED)))
    for entry in entries:
        if found and found[-1].text != entry.before and entry.before:
            found.append(TextVersion(None, "", entry.before, GENERATED if is_memo else ""))
        found.append(TextVersion(entry.at, entry.who, entry.after, sources.get(entry.at, EDITED)))
    if found[-1].text != now:
        found.append(TextVersion(None, "", now, GENERATED if is_memo else ""))
    return found


def _numbered(found: Sequence[TextVersion]) -> tuple[TextVersion, ...]:
    last = len(found)
    return tuple(replace(one, number=number, is_current=number == last) for number, one in enumerate(found, 1))[::-1]


def _sources(session: Session, case: UUID) -> dict[datetime, str]:
    """What else a write did, by its moment: a form read in, or the case's own beginning."""
    rows = session.execute(
        select(LogEntry.at, LogEntry.field, LogEntry.label, LogEntry.after).where(
            LogEntry.record_uid == case, LogEntry.field.in_(("created", "imported")), LogEntry.row_uid.is_(None)
        )
    ).all()
    return {row.at: row.label if row.field == "created" else f"Läst ur ”{row.after}”" for row in rows}


def _start(session: Session, case: UUID, ref: FieldRef) -> _Entry | None:
    """When the text came to be: with its row where that was added by hand, else with the case."""
    query = select(LogEntry.at, LogEntry.who).where(LogEntry.record_uid == case).order_by(LogEntry.store_id, LogEntry.sequence).limit(1)
    table = ref.key.rpartition(".")[0]
    row = session.execute(query.where(LogEntry.field == table, LogEntry.row_uid == ref.row)).first() if ref.row is not None else None
    row = row or session.execute(query.where(LogEntry.field == "created")).first()
    return _Entry(row.at, row.who, "", "") if row is not None else None
