"""Named views of the list of applications: what each asks for and which columns it shows; shared by all who open the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.case_list import BUILT_IN_VIEWS, COLUMNS, ListQuery, SavedViewInfo, as_data, from_data
from app.domain.views import Changes
from app.errors import NotFound
from app.models.office import SavedView
from app.services.store import Store, Unit, require
from app.services.uids import new_uid

KIND = "savedView"
MAX_VIEWS = 40
MAX_NAME = 40


class SavedViews:
    def __init__(self, store: Store) -> None:
        self.store = store

    def list(self) -> tuple[SavedViewInfo, ...]:
        """Every saved view, by name."""
        with self.store.reading() as session:
            found = [_info(one) for one in session.scalars(select(SavedView))]
        return tuple(sorted(found, key=lambda one: swedish.sort_key(one.name)))

    def find(self, name: str) -> tuple[ListQuery, tuple[str, ...]]:
        """The query and columns of a view, by the name of a built-in or a saved one. Raises NotFound and tells which there are."""
        wanted = swedish.match_key(name)
        for key, title in BUILT_IN_VIEWS:
            if wanted in (swedish.match_key(key), swedish.match_key(title)):
                return ListQuery(view=key, sort="case_number", descending=False), ()
        saved = self.list()
        for one in saved:
            if swedish.match_key(one.name) == wanted:
                return one.query, one.columns
        names = [f"”{title}”" for title in (*(title for _key, title in BUILT_IN_VIEWS), *(one.name for one in saved))]
        raise NotFound(f"Det finns ingen vy som heter ”{swedish.compact(name)[:MAX_NAME]}”. Välj bland {swedish.join(names)}.")

    def save(self, name: str, query: ListQuery, columns: Sequence[str] = ()) -> Changes:
        """Keep the query and columns under a name; a saved view of that name is replaced. Raises RuleViolation."""
        kept = self._name(name)
        with self.store.writing() as unit:
            held = _by_name(unit.session, kept)
            data = {"query": _json(as_data(query)), "columns": _json([one for one in columns if one in COLUMNS])}
            if held is None:
                number = unit.session.scalar(select(func.count()).select_from(SavedView)) or 0
                require(number < MAX_VIEWS, f"Det finns redan {MAX_VIEWS} sparade vyer. Ta bort någon först.")
                held = SavedView(uid=new_uid(), name=kept, **data)
                unit.session.add(held)
                unit.log(KIND, held.uid, "created", "Ny sparad vy", "", kept)
            else:
                before = (held.query, held.columns)
                held.query, held.columns = data["query"], data["columns"]
                unit.log(KIND, held.uid, "query", f"Sparad vy ”{held.name}”", " ".join(before), f"{held.query} {held.columns}")
            unit.session.flush()
        return unit.changes

    def rename(self, uid: UUID, name: str) -> Changes:
        """Give a saved view another name. Raises RuleViolation when it is taken."""
        kept = self._name(name)
        with self.store.writing() as unit:
            held = _get(unit, uid)
            other = _by_name(unit.session, kept)
            require(other is None or other.uid == uid, f"Det finns redan en vy som heter ”{kept}”. Välj ett annat namn.")
            unit.log(KIND, uid, "name", "Sparad vy, namn", held.name, kept)
            held.name = kept
        return unit.changes

    def remove(self, uid: UUID) -> Changes:
        """Forget a saved view; the cases in it are not touched."""
        with self.store.writing() as unit:
            held = _get(unit, uid)
            unit.log(KIND, uid, "removed", "Sparad vy borttagen", held.name, "")
            unit.session.delete(held)
        return unit.changes

    def _name(self, name: str) -> str:
        kept = swedish.compact(name)
        require(kept, "Vyn behöver ett namn. Skriv vad den visar, till exempel ”Farsta utan plan för efteråt”.")
        require(len(kept) <= MAX_NAME, f"Namnet får ha högst {MAX_NAME} tecken. Korta det.")
        taken = {swedish.match_key(word) for pair in BUILT_IN_VIEWS for word in pair}
        require(swedish.match_key(kept) not in taken, f"”{kept}” är en av programmets egna vyer. Välj ett annat namn.")
        return kept


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _by_name(session: Session, name: str) -> SavedView | None:
    wanted = swedish.match_key(name)
    return next((one for one in session.scalars(select(SavedView)) if swedish.match_key(one.name) == wanted), None)


def _get(unit: Unit, uid: UUID) -> SavedView:
    held = unit.session.scalars(select(SavedView).where(SavedView.uid == uid)).first()
    if held is None:
        raise NotFound("Vyn finns inte längre. Den kan ha tagits bort.")
    return held


def _info(one: SavedView) -> SavedViewInfo:
    """A view as it was kept; what cannot be read of it is passed over."""
    query, columns = _read(one.query, dict), _read(one.columns, list)
    return SavedViewInfo(uid=one.uid, name=one.name, query=from_data(query), columns=tuple(key for key in columns if key in COLUMNS))


def _read(text: str, kind: type[Any]) -> Any:
    try:
        found = json.loads(text)
    except ValueError:
        return kind()
    return found if isinstance(found, kind) else kind()
