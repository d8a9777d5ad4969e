"""The decision memo of a case: passages kept by key, text and source hash; the paper made from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import ladder, swedish
from app.domain.texts.case import MemoEvidence
from app.domain.texts.content import memo_content, texts_in
from app.domain.texts.memo import edit, memo_passages, missing_parts, to_store, with_stored
from app.domain.texts.passage import Passage, StoredPassage
from app.domain.views import CaseView, Changes
from app.domain.vocabulary import ApplicationState
from app.errors import NotFound
from app.exchange.files import write_bytes
from app.models.case import MemoPassage
from app.services.cases import LOCKED_STATES, Cases
from app.services.index_in_use import IndexInUse
from app.services.store import Store, Unit, require
from app.services.uids import new_uid

SIGNED_STATES = (
    ApplicationState.MEMO_SIGNED, ApplicationState.BEFORE_EXECUTIVE, ApplicationState.DECIDED, ApplicationState.DISPATCHED,
    ApplicationState.IN_PROGRESS, ApplicationState.FINAL_REPORTED, *LOCKED_STATES,
)  # fmt: skip
MAX_PASSAGE = 40_000


class Memos:
    def __init__(self, store: Store, cases: Cases, index: IndexInUse, resources: Path) -> None:
        self.store = store
        self.cases = cases
        self.index = index
        self.resources = resources

    def passages(self, uid: UUID) -> tuple[Passage, ...]:
        """The memo's passages in order, with what was edited by hand laid over what the case gives."""
        return self._passages(self._memo_evidence(self.cases.load(uid)), uid)

    def edit_passage(self, uid: UUID, key: str, text: str | None) -> Changes:
        """Keep a passage as written by hand; None goes back to the generated text."""
        written = None if text is None else swedish.clean(text).strip()
        require(written is None or len(written) <= MAX_PASSAGE, f"Stycket är för långt. Högst {swedish.integer(MAX_PASSAGE)} tecken ryms.")
        return self._change(uid, key, lambda passage: edit(passage, written))

    def set_optional(self, uid: UUID, key: str, enabled: bool) -> Changes:
        """Include an optional passage in the memo, or leave it out."""
        return self._change(uid, key, lambda passage: replace(passage, enabled=enabled))

    def missing_parts(self, uid: UUID) -> tuple[str, ...]:
        """What must be written before the memo can be signed, in Swedish."""
        case = self._memo_evidence(self.cases.load(uid))
        return tuple(part.message for part in missing_parts(case, self._passages(case, uid)))

    def pdf(self, uids: Sequence[UUID], *, invariant: bool = False) -> bytes:
        """One paper with a memo for each case, in the order given."""
        from app.reports.memo import memo_pdf

        contents = []
        for uid in uids:
            case = self._memo_evidence(self.cases.load(uid))
            contents.append(memo_content(case, self._passages(case, uid)))
        return memo_pdf(contents, self.resources, invariant=invariant)

    def missing_signs(self, uids: Sequence[UUID]) -> str:
        """The signs in these memos that the paper's fonts cannot draw and shows as □; '' when every one is there."""
        from app.reports.text import missing_glyphs

        texts: list[str] = []
        for uid in uids:
            case = self._memo_evidence(self.cases.load(uid))
            texts += texts_in(memo_content(case, self._passages(case, uid)))
        return missing_glyphs(" ".join(texts), self.resources)

    def save_pdf(self, uids: Sequence[UUID], path: Path) -> None:
        """Write the memo whole; the file is opened again and counted before it takes its name."""
        from app.reports.check import check_pdf

        data = self.pdf(uids)
        write_bytes(path, data, check_pdf)

    def suggested_file_name(self, uids: Sequence[UUID]) -> str:
        """'2015-017_Laxhjalp.pdf': always behind our own number."""
        views = [self.cases.load(uid) for uid in uids]
        if len(views) == 1:
            return f"{views[0].case_number}_{swedish.file_name(views[0].draft.title, 'ansokan')[:60]}.pdf"
        return f"tjansteutlatanden_{views[0].case_number}_med_flera.pdf"

    # --- inside ----------------------------------------------------------------------------------

    def _memo_evidence(self, view: CaseView) -> MemoEvidence:
        return MemoEvidence(
            evidence=view.evidence,
            results=view.results,
            departures=view.departures,
            annexes=tuple(f"{one.kind.label}: {one.name}" for one in view.attachments),
            ranking=self.index.beside(view.draft),
            remit=ladder.executive_remit(view.steps),
        )

    def _passages(self, case: MemoEvidence, uid: UUID) -> tuple[Passage, ...]:
        with self.store.reading() as session:
            stored = self._stored(session, self.cases.find(session, uid).id)
        return with_stored(memo_passages(case), [_stored_passage(one) for one in stored.values()])

    @staticmethod
    def _stored(session: Session, application_id: int) -> dict[str, MemoPassage]:
        rows = session.scalars(select(MemoPassage).where(MemoPassage.application_id == application_id))
        return {row.key: row for row in rows}

    def _change(self, uid: UUID, key: str, change: Callable[[Passage], Passage]) -> Changes:
        with self.store.writing() as unit:  # the turn is taken before the text is read: nothing comes between
            case = self._memo_evidence(self.cases.load(uid))
            before = next((one for one in self._passages(case, uid) if one.key == key), None)
            if before is None:
                raise NotFound("Stycket hör inte längre till tjänsteutlåtandet: uppgifterna i ärendet har ändrats.")
            after = change(before)
            record = self.cases.find(unit.session, uid)
            require(
                record.state not in SIGNED_STATES,
                f"Ärendet är i läget ”{record.state.label}”. Tjänsteutlåtandet är undertecknat och kan inte ändras.",
            )
            if after == before:
                return unit.changes
            self._keep(unit, record.id, after)
            label = f"Tjänsteutlåtande, {before.heading}"
            if before.enabled != after.enabled:
                words = ("Utelämnad", "Med")
                unit.log("application", uid, f"memo.{key}", label, words[before.enabled], words[after.enabled])
            elif before.text != after.text:
                unit.log("application", uid, f"memo.{key}", label, before.text, after.text)
            self.cases.bump(record)
            unit.touch("memo", uid)
            unit.applications.add(record.id)
        return unit.changes

    def _keep(self, unit: Unit, application_id: int, passage: Passage) -> None:
        kept = to_store(passage)
        row = self._stored(unit.session, application_id).get(passage.key)
        if row is None:
            row = MemoPassage(uid=new_uid(), application_id=application_id, key=passage.key)
            unit.session.add(row)
        row.generated, row.source_hash, row.edited, row.enabled = kept.generated, kept.source_hash, kept.edited, kept.enabled


def _stored_passage(row: MemoPassage) -> StoredPassage:
    return StoredPassage(key=row.key, generated=row.generated, source_hash=row.source_hash, edited=row.edited, enabled=row.enabled)
