"""Profiles of every case and earlier grant, kept between questions: only what has changed since is read and made anew."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.programme import Programme
from app.domain.similarity import Matter, Profile, profile
from app.models.application import Application, ApplicationDistrict
from app.models.earlier import EarlierGrant

CASE, GRANT = "case", "grant"
Key = tuple[str, int]  # CASE or GRANT, and the database id
_PIECE = 500  # ids in one statement; more, and everything is read


@dataclass(frozen=True, slots=True)
class Entry:
    version: int
    profile: Profile
    order: tuple[date, int]  # when it was registered, to tell earlier from later


class EarlierIndex:
    """Safe to ask from several threads; they take turns."""

    def __init__(self, programme: Programme) -> None:
        self._names = {swedish.match_key(name): one.key for one in programme.districts for name in (one.name, *one.aliases)}
        self._entries: dict[Key, Entry] = {}
        self._turn = threading.Lock()

    def read(self, session: Session) -> Mapping[Key, Entry]:
        """All entries as the store now is."""
        with self._turn:
            self._follow(session, CASE, Application, self._cases)
            self._follow(session, GRANT, EarlierGrant, self._grants)
            return dict(self._entries)

    def _follow(self, session: Session, kind: str, mapped: Any, make: Any) -> None:
        table = mapped.__table__.name
        now: dict[int, int] = dict(session.connection().exec_driver_sql(f'SELECT id, version FROM "{table}"').fetchall())
        for key in [key for key in self._entries if key[0] == kind and key[1] not in now]:
            del self._entries[key]
        changed = [
            number for number, version in now.items() if (held := self._entries.get((kind, number))) is None or held.version != version
        ]
        if changed:
            for number, entry in make(session, changed if len(changed) <= _PIECE else None):
                self._entries[kind, number] = entry

    def _cases(self, session: Session, ids: Sequence[int] | None) -> Iterable[tuple[int, Entry]]:
        one = Application
        query = select(one.id, one.version, one.applicant, one.co_applicant, one.title, one.purpose, one.amount_applied, one.received_date)
        pairs = select(ApplicationDistrict.application_id, ApplicationDistrict.key)
        if ids is not None:
            query, pairs = query.where(one.id.in_(ids)), pairs.where(ApplicationDistrict.application_id.in_(ids))
        districts: dict[int, set[str]] = {}
        for owner, key in session.execute(pairs):
            districts.setdefault(owner, set()).add(key)
        for row in session.execute(query):
            matter = Matter(
                board=row.applicant, co_board=row.co_applicant, districts=frozenset(districts.get(row.id, ())),
                title=row.title, purpose=row.purpose, amount=row.amount_applied,
            )  # fmt: skip
            yield row.id, Entry(row.version, profile(matter), (row.received_date or date.max, row.id))

    def _grants(self, session: Session, ids: Sequence[int] | None) -> Iterable[tuple[int, Entry]]:
        query = select(EarlierGrant)
        if ids is not None:
            query = query.where(EarlierGrant.id.in_(ids))
        for row in session.scalars(query):
            matter = Matter(
                board=row.board, districts=frozenset(self.districts_in(row.districts)), title=row.title, purpose=row.purpose,
                amount=row.amount,
            )  # fmt: skip
            yield row.id, Entry(row.version, profile(matter), (date.min, row.id))

    def districts_in(self, text: str) -> list[str]:
        """The known districts among names between commas, semicolons and 'och'; the rest is passed over."""
        parts = swedish.compact(text).replace(" och ", ",").replace("/", ",").replace(";", ",").split(",")
        return [self._names[key] for part in parts if (key := swedish.match_key(part.strip())) in self._names]
