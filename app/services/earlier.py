"""Earlier cases and grants that resemble a case, how it is filed as standing to them, and the imported list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain import fields, swedish
from app.domain.catalogues import APPLICATION
from app.domain.earlier import MAX_NOTE, Comparison, EarlierHit, EarlierMatter, FiledRelation, GrantsPreview, GrantsStored, Nearest, Pointer
from app.domain.plans import word_pieces
from app.domain.similarity import nearest, similarity
from app.domain.views import Changes, PlanDifference, WordPiece
from app.domain.vocabulary import RelationKind
from app.errors import NotFound
from app.exchange.sheet_reader import SheetReader, read_workbook
from app.models.application import Application
from app.models.earlier import CaseRelation, EarlierGrant
from app.services import earlier_grants, mapping
from app.services.attachments import require_open
from app.services.earlier_index import CASE, GRANT, EarlierIndex, Key
from app.services.records import Records
from app.services.related_cases import GRANTING, became
from app.services.store import Store, Unit, require
from app.services.uids import new_uid
from app.services.visibility import hidden_ids, visible_case, visible_to

_COMPARED = (
    "title", "applicant", "co_applicant", "registry_number_city", "received_date", "type", "districts", "purpose", "description",
    "target_group", "people_reached", "starts_explanation", "previous_activity", "previous_funding", "start_date", "end_date",
)  # fmt: skip
_LONGEST_COMPARED = 20_000  # characters of a text that are compared word by word
_ITSELF = "Ett ärende kan inte ha ett samband med sig självt. Välj ett annat ärende."
Step = Callable[[int, int], None]


class Earlier:
    """Nearest earlier cases, the imported list, and how a case stands to them."""

    def __init__(self, store: Store, reader: SheetReader = read_workbook) -> None:
        self.store = store
        self.reader = reader
        self._index = EarlierIndex(store.programme)

    # --- likeness --------------------------------------------------------------------------------

    def nearest(self, uid: UUID, limit: int = 10) -> Nearest:
        """The earlier cases and grants most like a case, best first, and whatever it has been filed as standing to.

        Earlier is what was received before, or registered before on the same day; of two without a date, the one registered first.
        """
        with self.store.reading() as session:
            record = visible_case(session, self.store.who, uid)
            held = self._held(session, record.id)
            entries = self._index.read(session, record, held)
            own = entries[CASE, record.id]
            hidden = set(session.scalars(hidden_ids(self.store.who)))
            others = {
                key: entry.profile
                for key, entry in entries.items()
                if (key[0] == GRANT or (key[1] not in hidden and key[1] != record.id)) and (entry.order < own.order or key in held)
            }
            found = nearest(own.profile, others, limit, held)
            matters = self._matters(session, [key for key, _likeness in found])
            hits = tuple(EarlierHit(matters[key], likeness, held.get(key)) for key, likeness in found if key in matters)
            grants = sum(key[0] == GRANT for key in others)
            return Nearest(hits, self._later(session, record.id), len(others) - grants, grants)

    def hit(self, uid: UUID, other: UUID) -> EarlierHit:
        """One case or grant weighed against a case, however unlike they are."""
        with self.store.reading() as session:
            record, key = visible_case(session, self.store.who, uid), self._key_of(session, other)
            require(key != (CASE, record.id), _ITSELF)
            entries = self._index.read(session, record, [key])
            likeness = similarity(entries[CASE, record.id].profile, entries[key].profile)
            return EarlierHit(self._matters(session, [key])[key], likeness, self._held(session, record.id).get(key))

    def compare(self, uid: UUID, other: UUID) -> Comparison:
        """The case beside an earlier case or grant, field by field and word by word; the earlier one is the older side."""
        with self.store.reading() as session:
            record = visible_case(session, self.store.who, uid)
            key = self._key_of(session, other)
            matter = self._matters(session, [key])[key]
            mine = self._texts(session, record)
            if key[0] == CASE:
                theirs = self._texts(session, session.get_one(Application, key[1]))
            else:
                theirs = self._grant_texts(session.get_one(EarlierGrant, key[1]))
                mine = {label: mine[label] for label in theirs if label in mine}
                mine["År"] = str(record.received_date.year) if record.received_date else ""
            labels = [label for label in theirs if theirs[label] or mine.get(label)]
            return Comparison(matter, tuple(_row(label, theirs[label], mine.get(label, "")) for label in labels))

    def _texts(self, session: Session, record: Application) -> dict[str, str]:
        """Label → text of what is compared, in the form's order."""
        choices = self.store.programme.choices
        texts = {}
        for key in _COMPARED:
            field = APPLICATION.field(key)
            texts[field.label] = fields.text(field, mapping.read_field(session, record, field), choices)
        texts["Sökt belopp"] = swedish.kronor(record.amount_applied) if record.amount_applied is not None else ""
        texts["Vad det blev"] = became(record.state, record.decision_outcome, record.amount_granted)
        return texts

    def _grant_texts(self, grant: EarlierGrant) -> dict[str, str]:
        label = {key: APPLICATION.field(key).label for key in ("title", "applicant", "districts", "purpose", "registry_number_city")}
        return {
            label["title"]: grant.title,
            label["applicant"]: self._board_of(grant),
            label["registry_number_city"]: grant.registry_number,
            "År": "" if grant.year is None else str(grant.year),
            label["districts"]: grant.districts,
            label["purpose"]: grant.purpose,
            "Sökt belopp": swedish.kronor(grant.amount) if grant.amount is not None else "",
        }

    # --- relations -------------------------------------------------------------------------------

    def relations(self, uid: UUID) -> tuple[tuple[EarlierMatter, FiledRelation], ...]:
        """As what a case has been filed, in the order of filing."""
        with self.store.reading() as session:
            held = self._held(session, visible_case(session, self.store.who, uid).id)
            matters = self._matters(session, list(held))
            return tuple((matters[key], relation) for key, relation in held.items() if key in matters)

    def file(self, uid: UUID, kind: RelationKind, note: str = "", *, other: UUID | None = None, grant: UUID | None = None) -> Changes:
        """File how a case stands to an earlier case or grant; filing it again replaces kind and note."""
        written = swedish.clean(note).strip()
        require(len(written) <= MAX_NOTE, f"Anteckningen är för lång: högst {swedish.integer(MAX_NOTE)} tecken ryms.")
        target = other or grant
        require(target is not None, "Välj det tidigare ärendet.")
        assert target is not None
        with self.store.writing() as unit:
            record = self._to_change(unit.session, uid)
            key = self._key_of(unit.session, target)
            require(key != (CASE, record.id), _ITSELF)
            name = self._matters(unit.session, [key])[key].name
            held = unit.session.scalars(_relation_query(record.id, key)).first()
            before = _told(held.kind, name, held.note) if held is not None else ""
            if held is None:
                place = {"other_id": key[1]} if key[0] == CASE else {"grant_id": key[1]}
                held = CaseRelation(uid=new_uid(), application_id=record.id, **place)
                unit.session.add(held)
            held.kind, held.note, held.person, held.at = kind, written, self.store.who, unit.now
            self._log(unit, record, before, _told(kind, name, written))
        return unit.changes

    def unfile(self, uid: UUID, other: UUID) -> Changes:
        """Take a filed relation back; the log keeps it."""
        with self.store.writing() as unit:
            record = self._to_change(unit.session, uid)
            key = self._key_of(unit.session, other)
            held = unit.session.scalars(_relation_query(record.id, key)).first()
            if held is None:
                raise NotFound("Ärendet har inget registrerat samband med det valda att ta bort.")
            before = _told(held.kind, self._matters(unit.session, [key])[key].name, held.note)
            unit.session.execute(delete(CaseRelation).where(CaseRelation.id == held.id))
            self._log(unit, record, before, "")
        return unit.changes

    @staticmethod
    def _log(unit: Unit, record: Application, before: str, after: str) -> None:
        unit.log("application", record.uid, "relation", "Samband med tidigare ärende", before, after)
        Records.bump(record)
        unit.applications.add(record.id)

    def _held(self, session: Session, application_id: int) -> dict[Key, FiledRelation]:
        rows = session.scalars(select(CaseRelation).where(CaseRelation.application_id == application_id).order_by(CaseRelation.id))
        return {
            (CASE, row.other_id) if row.other_id is not None else (GRANT, row.grant_id or 0): FiledRelation(
                kind=row.kind, note=row.note, person=row.person, at=row.at
            )
            for row in rows
        }

    def _later(self, session: Session, application_id: int) -> tuple[Pointer, ...]:
        rows = session.execute(
            select(Application.uid, Application.case_number, Application.registry_number_city, Application.title, CaseRelation.kind)
            .join(CaseRelation, CaseRelation.application_id == Application.id)
            .where(CaseRelation.other_id == application_id, CaseRelation.kind != RelationKind.UNRELATED, visible_to(self.store.who))
            .order_by(Application.id)
        )
        return tuple(Pointer(row.uid, f"{row.registry_number_city or row.case_number} {row.title}".strip(), row.kind) for row in rows)

    # --- records ---------------------------------------------------------------------------------

    def _to_change(self, session: Session, uid: UUID) -> Application:
        record = visible_case(session, self.store.who, uid)
        require_open(record)
        return record

    def _key_of(self, session: Session, uid: UUID) -> Key:
        case = session.scalar(select(Application.id).where(Application.uid == uid, visible_to(self.store.who)))
        if case is not None:
            return CASE, case
        grant = session.scalar(select(EarlierGrant.id).where(EarlierGrant.uid == uid))
        if grant is None:
            raise NotFound("Det tidigare ärendet finns inte längre i filen. Öppna fliken Tidigare på nytt.")
        return GRANT, grant

    def _matters(self, session: Session, keys: Sequence[Key]) -> dict[Key, EarlierMatter]:
        found: dict[Key, EarlierMatter] = {}
        cases, grants = ([number for kind, number in keys if kind == wanted] for wanted in (CASE, GRANT))
        if cases:
            query = select(Application).where(Application.id.in_(cases), visible_to(self.store.who))
            found |= {(CASE, one.id): self._case(one) for one in session.scalars(query)}
        if grants:
            rows = session.scalars(select(EarlierGrant).where(EarlierGrant.id.in_(grants)))
            found |= {(GRANT, one.id): self._grant(one) for one in rows}
        return found

    def _case(self, one: Application) -> EarlierMatter:
        is_funded = one.decision_outcome in GRANTING and one.amount_granted is not None
        standing = became(one.state, one.decision_outcome, one.amount_granted)
        return EarlierMatter(
            uid=one.uid,
            is_grant=False,
            number=one.registry_number_city or one.case_number,
            title=one.title,
            board=self.store.programme.organisation_name(one.applicant),
            year=one.received_date.year if one.received_date else None,
            amount=one.amount_granted if is_funded else one.amount_applied,
            standing=f"{standing[:1].upper()}{standing[1:]}",
        )

    def _grant(self, one: EarlierGrant) -> EarlierMatter:
        return EarlierMatter(
            uid=one.uid,
            is_grant=True,
            number=one.registry_number,
            title=one.title,
            board=self._board_of(one),
            year=one.year,
            amount=one.amount,
            standing="Bidrag 2007–2014",
        )

    def _board_of(self, grant: EarlierGrant) -> str:
        return self.store.programme.organisation_name(grant.board) if grant.board else grant.board_name

    # --- the list of 2007–2014 -------------------------------------------------------------------

    def template(self, path: Path) -> None:
        """Write an empty list to fill in, whole or not at all."""
        earlier_grants.save_template(path)

    def read_grants(self, path: Path, step: Step | None = None) -> GrantsPreview:
        """Look at a list of earlier grants: what it holds, every problem, what is new. Nothing is stored.

        Raises FileRefused when the file as a whole is not such a list.
        """
        return earlier_grants.read(self.store, path, self.reader, step)

    def store_grants(self, preview: GrantsPreview) -> GrantsStored:
        """Store all lines that are new or changed, or none. Raises ValidationProblems while the preview lists problems."""
        return earlier_grants.store(self.store, preview)

    def grants(self) -> int:
        """How many earlier grants the store holds."""
        with self.store.reading() as session:
            return earlier_grants.count(session)


def _relation_query(application_id: int, key: Key) -> Any:
    other = CaseRelation.other_id == key[1] if key[0] == CASE else CaseRelation.grant_id == key[1]
    return select(CaseRelation).where(CaseRelation.application_id == application_id, other)


def _told(kind: RelationKind, name: str, note: str) -> str:
    return f"{kind.label}: {name}{f' ({note})' if note else ''}"


def _row(label: str, before: str, after: str) -> PlanDifference:
    pieces = word_pieces(before[:_LONGEST_COMPARED], after[:_LONGEST_COMPARED])
    if max(len(before), len(after)) > _LONGEST_COMPARED:
        pieces = (*pieces, WordPiece("same", " […] Resten av texten jämförs inte."))
    return PlanDifference("", label, before, after, pieces)
