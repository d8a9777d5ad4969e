"""What the office has set for itself: the words that mark budget lines for a closer look."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import budget_words, swedish
from app.domain.budget_words import DEFAULT_WORDS, MAX_WORD_LENGTH, MAX_WORDS, WordKind
from app.domain.views import Changes
from app.models.office import OfficeSetting
from app.services.store import Store, require
from app.services.uids import new_uid


class Office:
    """Settings kept in the store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def words(self, kind: WordKind) -> tuple[str, ...]:
        """The list that marks lines as this kind."""
        return self.all_words()[kind]

    def all_words(self) -> dict[WordKind, tuple[str, ...]]:
        """Every list, the office's own where it has one."""
        keys = {_key(kind): kind for kind in WordKind}
        with self.store.reading() as session:
            kept = session.execute(select(OfficeSetting.key, OfficeSetting.value).where(OfficeSetting.key.in_(keys))).all()
        return DEFAULT_WORDS | {keys[row.key]: tuple(json.loads(row.value)) for row in kept}

    def set_words(self, kind: WordKind, words: Iterable[str]) -> Changes:
        """Keep a list as written, one word or phrase a line; an empty list marks nothing. Raises RuleViolation."""
        wanted = budget_words.tidy(words)
        require(len(wanted) <= MAX_WORDS, f"Listan ”{kind.label}” har {len(wanted)} ord. Högst {MAX_WORDS} ryms; ta bort några.")
        for word in wanted:
            shown = word if len(word) <= MAX_WORD_LENGTH else f"{word[:MAX_WORD_LENGTH]} …"
            require(len(word) <= MAX_WORD_LENGTH, f"”{shown}” är för långt. Skriv ett ord eller ett kort uttryck på varje rad.")
            require(budget_words.has_letters(word), f"”{shown}” innehåller inga bokstäver eller siffror. Skriv ett ord på varje rad.")
        with self.store.writing() as unit:
            held = _held(unit.session, kind)
            before = tuple(json.loads(held.value)) if held is not None else DEFAULT_WORDS[kind]
            if before == wanted:
                return unit.changes
            if held is None:
                held = OfficeSetting(uid=new_uid(), key=_key(kind))
                unit.session.add(held)
            held.value = json.dumps(wanted, ensure_ascii=False)
            unit.log("office", held.uid, held.key, f"Ord som märker rader, {kind.label.lower()}", _listed(before), _listed(wanted))
        return unit.changes

    def reset_words(self, kind: WordKind) -> Changes:
        """Back to the program's own list."""
        return self.set_words(kind, DEFAULT_WORDS[kind])


def _key(kind: WordKind) -> str:
    return f"words.{kind.value}"


def _held(session: Session, kind: WordKind) -> OfficeSetting | None:
    return session.scalars(select(OfficeSetting).where(OfficeSetting.key == _key(kind))).first()


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or swedish.EMPTY
