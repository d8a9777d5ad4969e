"""Full-text search over the cases: SQLite's FTS5 where the store has it, LIKE where it has not. All that is FTS stands here.

A row holds the case's words as they are written (`exact`) and folded so that a finds å (`folded`). The folded column
carries the ends of the words in the short fields as well, each behind a mark, so that "värdar" finds "trygghetsvärdar"
by the same index. A word matches from its beginning.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, literal_column, or_, select, table, text, union_all
from sqlalchemy.orm import Session

from app.domain import swedish
from app.models.application import Application

TABLE = "application_search"
MAX_QUERY = 2_000  # characters read of what is typed or pasted
MAX_WORDS = 16
MAX_WORD = 100
SHORTEST_END = 3  # letters of a word's end that is worth finding
_KEPT_SIGNS = "%_"  # a word with one of them is meant to the letter: "100%" is not "1000"
_END = "\ue000"  # stands before the end of a word; no text has it
_ROWS = table(TABLE)
_ROWID: ColumnElement[int] = literal_column("application_search.rowid")


@dataclass(frozen=True, slots=True)
class Words:
    """What to look for: words for the index, and signs that no index holds."""

    words: tuple[str, ...]
    signs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.signs)


def words_of(typed: str) -> Words:
    """The words of a query, whatever was typed or pasted; the first sixteen count."""
    found = list(dict.fromkeys(word[:MAX_WORD] for word in swedish.compact(typed[:MAX_QUERY]).casefold().split()))[:MAX_WORDS]
    signs = tuple(word for word in found if not _has_letter(word) or any(sign in word for sign in _KEPT_SIGNS))
    return Words(tuple(word for word in found if _has_letter(word)), signs)


def _has_letter(word: str) -> bool:
    """Whether the index's own division into words leaves anything of it."""
    return any(unicodedata.category(sign)[0] in "LN" for sign in word)


def _quoted(word: str, mark: str = "") -> str:
    """A word as FTS5 takes it for a text, whatever signs are in it: what comes last may go on."""
    return f'"{mark}{word.replace(chr(34), " ")}"*'


def exact_match(words: Sequence[str]) -> str:
    return f"exact : ({' AND '.join(_quoted(word) for word in words)})"


def folded_match(words: Sequence[str]) -> str:
    """Each word from its beginning; letters alike."""
    return f"folded : ({' AND '.join(_quoted(swedish.fold(word)) for word in words)})"


def any_match(words: Sequence[str]) -> str:
    """Each word from its beginning or as the end of a longer one."""
    each = (f"({_quoted(folded)} OR {_quoted(folded, _END)})" for folded in map(swedish.fold, words))
    return f"folded : ({' AND '.join(each)})"


LOOSER = (folded_match, any_match)


def is_indexed(session: Session) -> bool:
    """Whether the store has the index; another database has not."""
    return session.get_bind().dialect.name == "sqlite"


def condition(session: Session, typed: str) -> ColumnElement[bool] | None:
    """The condition on applications that hold every word; None when nothing is asked for."""
    wanted = words_of(typed)
    if not wanted:
        return None
    if not is_indexed(session):
        return _like(typed)
    query = select(_ROWID).select_from(_ROWS)
    if wanted.words:
        query = query.where(_matching(any_match(wanted.words)))
    for number, sign in enumerate(wanted.signs):
        query = query.where(text(f"{TABLE}.exact LIKE :sign_{number} ESCAPE '\\'").bindparams(**{f"sign_{number}": _part(sign)}))
    return Application.id.in_(query)


def ranked(session: Session, typed: str, hidden: Any, limit: int) -> list[int]:
    """Ids of the cases that hold every word, without those hidden: exact letters, letters alike, parts of words; newest first."""
    visible = Application.id.not_in(hidden)
    wanted = words_of(typed)
    if not wanted:
        return []
    if not is_indexed(session):
        return list(session.scalars(select(Application.id).where(_like(typed), visible).order_by(Application.id.desc()).limit(limit)))
    if wanted.signs or not wanted.words:
        found = condition(session, typed)
        assert found is not None  # something is asked for
        return list(session.scalars(select(Application.id).where(found, visible).order_by(Application.id.desc()).limit(limit)))
    ids = list(session.scalars(_newest(exact_match(wanted.words), hidden, limit)))
    if len(ids) >= limit:
        return ids
    held = set(ids)
    more = session.execute(union_all(*(_tier(rank, match(wanted.words), hidden, limit) for rank, match in enumerate(LOOSER))))
    for one in sorted(more, key=lambda found: (found.rank, -found.id)):
        if one.id not in held:
            held.add(one.id)
            ids.append(one.id)
    return ids[:limit]


def _newest(match: str, hidden: Any, limit: int) -> Any:
    """The newest hits."""
    query = select(_ROWID.label("id")).select_from(_ROWS).where(_matching(match), _ROWID.not_in(hidden))
    return query.order_by(_ROWID.desc()).limit(limit)


def _tier(rank: int, match: str, hidden: Any, limit: int) -> Any:
    """The newest hits of one rank."""
    return select(_newest(match, hidden, limit).add_columns(literal_column(str(rank)).label("rank")).subquery())


def _matching(match: str) -> ColumnElement[bool]:
    return literal_column(TABLE).op("MATCH", is_comparison=True)(match)


def _like(typed: str) -> ColumnElement[bool]:
    """Each word anywhere in the texts, as it is written or with letters alike; % and _ stand for themselves."""
    wanted = words_of(typed)
    column = Application.search_text
    each = [
        or_(column.like(_part(word), escape="\\"), column.like(_part(swedish.fold(word)), escape="\\"))
        for word in (*wanted.words, *wanted.signs)
    ]
    return and_(*each)


def _part(word: str) -> str:
    """A pattern that finds the word anywhere; % and _ stand for themselves."""
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def write(session: Session, application_id: int, short: str, full: str) -> None:
    """Keep a case's row in the index: `short` is where parts of words are found, `full` all its texts, `short` among them."""
    if not is_indexed(session):
        return
    exact = swedish.compact(full).casefold()
    folded = swedish.fold(exact)
    ends = " ".join(f"{_END}{end}" for end in _ends(swedish.fold(short)))
    remove(session, application_id)
    statement = text(f"INSERT INTO {TABLE} (rowid, exact, folded) VALUES (:id, :exact, :folded)")
    session.execute(statement, {"id": application_id, "exact": exact, "folded": f"{folded} {ends}".strip()})


def remove(session: Session, application_id: int) -> None:
    """A case that goes takes its row along."""
    if is_indexed(session):
        session.execute(text(f"DELETE FROM {TABLE} WHERE rowid = :id"), {"id": application_id})


def _ends(folded: str) -> list[str]:
    """The ends of every word but numbers, longest first: 'tagbana' → 'agbana', 'gbana', 'bana', 'ana'."""
    words = dict.fromkeys(word for word in "".join(sign if sign.isalnum() else " " for sign in folded).split() if not word.isdigit())
    return list(dict.fromkeys(word[start:] for word in words for start in range(1, min(len(word), MAX_WORD) - SHORTEST_END + 1)))
