"""Local comments on a territory or one of its indicators: who wrote what and when, each change in the log."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.riskindex.comments import MAX_COMMENT, Comment
from app.domain.views import Changes, Created
from app.errors import NotFound
from app.models.riskindex import IndexComment, Indicator, Territory
from app.services.store import Store, require
from app.services.uids import new_uid

KIND = "index_comment"  # of everything here in the log and in Changes
GONE = "Kommentaren finns inte längre. Någon kan ha tagit bort den."


class IndexComments:
    def __init__(self, store: Store) -> None:
        self.store = store

    # --- reading ---------------------------------------------------------------------------------

    def of(self, unit: str) -> tuple[Comment, ...]:
        """A territory's comments, those on the whole of it first, then by indicator; the oldest first."""
        query = select(IndexComment, Indicator.position).outerjoin(Indicator, Indicator.code == IndexComment.indicator)
        with self.store.reading() as session:
            rows = list(session.execute(query.where(IndexComment.unit == unit)))
        rows.sort(key=lambda row: (-1 if row.position is None else row.position, row.IndexComment.at, row.IndexComment.id))
        return tuple(_view(row.IndexComment) for row in rows)

    def load(self, uid: UUID) -> Comment:
        """Raises NotFound."""
        with self.store.reading() as session:
            return _view(_find(session, uid))

    # --- writing ---------------------------------------------------------------------------------

    def add(self, unit: str, text: str, indicator: str = "") -> Created:
        """Write a comment on a territory, or on one indicator there. Raises RuleViolation or NotFound."""
        wanted = _required(text)
        with self.store.writing() as work:
            label = _label(work.session, unit, indicator)
            made = IndexComment(uid=new_uid(), unit=unit, indicator=indicator or None, text=wanted, at=work.now, who=work.who)
            work.session.add(made)
            work.session.flush()
            work.log(KIND, made.uid, "text", label, "", wanted)
        return Created(made.uid, work.changes)

    def change(self, uid: UUID, text: str) -> Changes:
        """Another text; it then bears the name and time of whoever wrote it. Raises RuleViolation or NotFound."""
        wanted = _required(text)
        with self.store.writing() as work:
            held = _find(work.session, uid)
            if held.text != wanted:
                before, held.text, held.at, held.who = held.text, wanted, work.now, work.who
                work.log(KIND, held.uid, "text", _label(work.session, held.unit, held.indicator or ""), before, wanted)
        return work.changes

    def remove(self, uid: UUID) -> Changes:
        """Raises NotFound."""
        with self.store.writing() as work:
            held = _find(work.session, uid)
            work.log(KIND, held.uid, "text", _label(work.session, held.unit, held.indicator or ""), held.text)
            work.session.delete(held)
        return work.changes

    def put_back(self, comment: Comment) -> Changes:
        """A comment as it was, with its writer and time: what undo of a removal or of a change does. Raises NotFound."""
        with self.store.writing() as work:
            label = _label(work.session, comment.unit, comment.indicator)
            held = work.session.scalars(select(IndexComment).where(IndexComment.uid == comment.uid)).first()
            if held is None:
                held = IndexComment(uid=comment.uid, unit=comment.unit, indicator=comment.indicator or None, text="")
                work.session.add(held)
            before, held.text, held.at, held.who = held.text, comment.text, comment.at, comment.who
            work.log(KIND, comment.uid, "text", label, before, comment.text)
        return work.changes


def _find(session: Session, uid: UUID) -> IndexComment:
    held = session.scalars(select(IndexComment).where(IndexComment.uid == uid)).first()
    if held is None:
        raise NotFound(GONE)
    return held


def _required(text: str) -> str:
    wanted = swedish.clean(text).strip()
    require(wanted, "Kommentaren är tom. Skriv vad siffrorna inte säger, eller ta bort kommentaren.")
    require(
        len(wanted) <= MAX_COMMENT,
        f"Kommentaren har {swedish.integer(len(wanted))} tecken. Högst {swedish.integer(MAX_COMMENT)} ryms; korta den.",
    )
    return wanted


def _label(session: Session, unit: str, indicator: str) -> str:
    """'Kommentar om Tensta, Sjuktal', for the log. Raises NotFound."""
    place = session.scalar(select(Territory.name).where(Territory.code == unit))
    if place is None:
        raise NotFound("Området finns inte längre i underlaget. Kommentaren kan inte skrivas.")
    if not indicator:
        return f"Kommentar om {place}"
    name = session.scalar(select(Indicator.name).where(Indicator.code == indicator))
    if name is None:
        raise NotFound("Indikatorn finns inte längre i underlaget. Kommentaren kan inte skrivas.")
    return f"Kommentar om {place}, {name}"


def _view(held: IndexComment) -> Comment:
    return Comment(held.uid, held.version, held.unit, held.indicator or "", held.text, held.at, held.who)
