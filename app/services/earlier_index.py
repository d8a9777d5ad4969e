"""Profiles of every case and earlier grant, kept between questions: only what has changed since is read and made anew."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.programme import Programme
from app.domain.similarity import Matter, Profile, profile
from app.models.application import Application, ApplicationDistrict
from app.models.earlier import EarlierGrant
from app.models.log import LogEntry

CASE, GRANT = "case", "grant"
Key = tuple[str, int]  # CASE or GRANT, and the database id
MOST = 6_000  # cases, and grants, that are kept ready; a profile takes some 20 kB
_PIECE = 500  # ids in one statement


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
        self._stamp: int | None = None  # the newest line of the log when everything was read last
        self._turn = threading.Lock()

    def read(self, session: Session, record: Application, wanted: Iterable[Key] = ()) -> Mapping[Key, Entry]:
        """Entries of the case, of what it may resemble, and of those wanted, as the store now is.

        In a store with more than MOST cases, or grants, these are the newest MOST of the same boards or districts.
        """
        with self._turn:
            stamp = session.scalar(select(func.max(LogEntry.id)))  # every write leaves a line
            chosen = {CASE: self._cases_near(session, record), GRANT: self._grants_near(session, record)}
            is_partial = any(query is not None for query in chosen.values())
            if not is_partial and stamp == self._stamp and self._entries.keys() >= {(CASE, record.id), *wanted}:
                return self._entries
            self._entries = dict(self._entries)  # whoever reads the old ones keeps them
            more = {kind: {number for one, number in wanted if one == kind} for kind in (CASE, GRANT)}
            more[CASE].add(record.id)
            self._follow(session, CASE, Application, chosen[CASE], more[CASE], self._cases)
            self._follow(session, GRANT, EarlierGrant, chosen[GRANT], more[GRANT], self._grants)
            self._stamp = None if is_partial else stamp
            return self._entries

    @staticmethod
    def _cases_near(session: Session, record: Application) -> Any | None:
        """The ids to look through; None when there is room for all."""
        if (session.scalar(select(func.count()).select_from(Application)) or 0) <= MOST:
            return None
        boards = [one for one in (record.applicant, record.co_applicant) if one]
        own = select(ApplicationDistrict.key).where(ApplicationDistrict.application_id == record.id)
        shared = select(ApplicationDistrict.application_id).where(ApplicationDistrict.key.in_(own))
        near = or_(Application.applicant.in_(boards), Application.co_applicant.in_(boards), Application.id.in_(shared))
        return select(Application.id).where(near).order_by(Application.received_date.desc(), Application.id.desc()).limit(MOST)

    @staticmethod
    def _grants_near(session: Session, record: Application) -> Any | None:
        if (session.scalar(select(func.count()).select_from(EarlierGrant)) or 0) <= MOST:
            return None
        boards = [one for one in (record.applicant, record.co_applicant) if one]
        near = or_(EarlierGrant.board.in_(boards), EarlierGrant.board.is_(None))
        return select(EarlierGrant.id).where(near).order_by(EarlierGrant.year.desc(), EarlierGrant.id.desc()).limit(MOST)

    def _follow(self, session: Session, kind: str, mapped: Any, chosen: Any | None, more: set[int], make: Any) -> None:
        query = select(mapped.id, mapped.version)
        if chosen is not None:
            query = query.where(or_(mapped.id.in_(chosen), mapped.id.in_(more)))
        now: dict[int, int] = {row.id: row.version for row in session.execute(query)}
        for key in [key for key in self._entries if key[0] == kind and key[1] not in now]:
            del self._entries[key]
        changed = [
            number for number, version in now.items() if (held := self._entries.get((kind, number))) is None or held.version != version
        ]
        for start in range(0, len(changed), _PIECE):
            for number, entry in make(session, changed[start : start + _PIECE]):
                self._entries[kind, number] = entry

    def _cases(self, session: Session, ids: Sequence[int]) -> Iterable[tuple[int, Entry]]:
        one = Application
        columns = (one.id, one.version, one.applicant, one.co_applicant, one.title, one.purpose, one.amount_applied, one.received_date)
        query = select(*columns).where(one.id.in_(ids))
        pairs = select(ApplicationDistrict.application_id, ApplicationDistrict.key).where(ApplicationDistrict.application_id.in_(ids))
        districts: dict[int, set[str]] = {}
        for owner, key in session.execute(pairs):
            districts.setdefault(owner, set()).add(key)
        for row in session.execute(query):
            matter = Matter(
                board=row.applicant, co_board=row.co_applicant, districts=frozenset(districts.get(row.id, ())),
                title=row.title, purpose=row.purpose, amount=row.amount_applied,
            )  # fmt: skip
            yield row.id, Entry(row.version, profile(matter), (row.received_date or date.max, row.id))

    def _grants(self, session: Session, ids: Sequence[int]) -> Iterable[tuple[int, Entry]]:
        for row in session.scalars(select(EarlierGrant).where(EarlierGrant.id.in_(ids))):
            matter = Matter(
                board=row.board, districts=frozenset(self.districts_in(row.districts)), title=row.title, purpose=row.purpose,
                amount=row.amount,
            )  # fmt: skip
            yield row.id, Entry(row.version, profile(matter), (date.min, row.id))

    def districts_in(self, text: str) -> list[str]:
        """The known districts among names between commas, semicolons and 'och'; the rest is passed over."""
        parts = swedish.compact(text).replace(" och ", ",").replace("/", ",").replace(";", ",").split(",")
        return [self._names[key] for part in parts if (key := swedish.match_key(part.strip())) in self._names]
