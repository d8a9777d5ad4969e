"""Documents of a case: content in pieces of 1 MiB that lists never load."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.domain import swedish, workflow
from app.domain.attachments import MOST_BYTES, is_accepted
from app.domain.views import AttachmentInfo, Changes
from app.domain.vocabulary import AttachmentKind
from app.errors import EnvironmentProblem, NotFound
from app.exchange.files import environment_problem, lasting_private_folder
from app.models.application import Application
from app.models.case import CHUNK_BYTES, Attachment, AttachmentChunk
from app.models.ladder import CaseStep
from app.services.case_reading import CaseRows
from app.services.store import Store, Unit, require
from app.services.uids import new_uid
from app.services.visibility import require_visible, visible_case

MAX_BYTES = MOST_BYTES
MOST_SOURCE = 200
Step = Callable[[int, int], None]


def attachments_of(session: Session, application_id: int) -> tuple[AttachmentInfo, ...]:
    """The records of a case's documents, oldest first; no content is read."""
    rows = session.scalars(select(Attachment).where(Attachment.application_id == application_id).order_by(Attachment.date, Attachment.id))
    return tuple(AttachmentInfo(one.uid, one.kind, one.name, one.date, one.size, one.sha256, one.source) for one in rows)


def attachments_in(rows: CaseRows) -> tuple[AttachmentInfo, ...]:
    """The same of a case that has been read whole."""
    return tuple(
        AttachmentInfo(one["uid"], one["kind"], one["name"], one["date"], one["size"], one["sha256"], one["source"])
        for one in rows.attachments
    )


def insert_attachment(
    unit: Unit,
    record: Application,
    kind: AttachmentKind,
    name: str,
    pieces: Iterator[bytes],
    size: int,
    day: date,
    uid: UUID | None = None,
    source: str = "",
) -> Attachment:
    """Add a document within a write that is under way."""
    held = Attachment(
        uid=uid or new_uid(),
        application_id=record.id,
        kind=kind,
        name=swedish.compact(name)[:200],
        date=day,
        source=swedish.compact(source)[:MOST_SOURCE],
        size=size,
        sha256="0" * 64,
    )
    unit.session.add(held)
    unit.session.flush()
    digest = hashlib.sha256()
    total = 0
    for position, piece in enumerate(pieces):
        digest.update(piece)
        total += len(piece)
        unit.session.execute(insert(AttachmentChunk).values(attachment_id=held.id, position=position, content=piece))
    held.sha256, held.size = digest.hexdigest(), total
    unit.log("application", record.uid, "attachment", "Underlag", "", f"{kind.label}: {held.name}")
    unit.touch("attachment", record.uid)
    unit.applications.add(record.id)
    return held


def stored_pieces(session: Session, attachment_id: int) -> Iterator[bytes]:
    """A document's content, a piece at a time."""
    position = 0
    while True:
        piece = session.scalar(
            select(AttachmentChunk.content).where(AttachmentChunk.attachment_id == attachment_id, AttachmentChunk.position == position)
        )
        if piece is None:
            return
        yield piece
        position += 1


def content_digest(session: Session, attachment_id: int) -> str:
    """SHA-256 over the content as it lies in the file."""
    digest = hashlib.sha256()
    for piece in stored_pieces(session, attachment_id):
        digest.update(piece)
    return digest.hexdigest()


def require_open(record: Application) -> None:
    """Refuse every change of an ended case. Raises RuleViolation."""
    require(
        workflow.is_open(record.state),
        f"Ärendet är i läget ”{record.state.label}” och kan inte ändras. Historik visar vad som har hänt.",
    )


def _unreadable(path: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"”{path.name}” går inte att läsa. Inget är lagrat.", "Kontrollera att filen finns kvar och att du får läsa den."
    )


def delete_attachment(unit: Unit, record: Application, held: Attachment) -> None:
    """Take a document away within a write that is under way. Raises RuleViolation when it shows a step of the ladder."""
    shown = unit.session.scalars(select(CaseStep.id).where(CaseStep.attachment_id == held.id)).first()
    require(shown is None, f"”{held.name}” visar ett steg i ärendets beslutskedja och tas inte bort.")
    unit.log("application", record.uid, "attachment", "Underlag", f"{held.kind.label}: {held.name}", "")
    unit.touch("attachment", record.uid)
    unit.session.delete(held)
    unit.applications.add(record.id)


def _described(held: Attachment) -> str:
    parts = (held.kind.label, swedish.iso_date(held.date), held.source)
    return f"{held.name}: {' · '.join(part for part in parts if part)}"


class Attachments:
    def __init__(self, store: Store) -> None:
        self.store = store

    def list(self, uid: UUID) -> tuple[AttachmentInfo, ...]:
        with self.store.reading() as session:
            return attachments_of(session, visible_case(session, self.store.who, uid).id)

    def add(
        self,
        uid: UUID,
        kind: AttachmentKind,
        path: Path,
        step: Step | None = None,
        *,
        day: date | None = None,
        source: str = "",
    ) -> Changes:
        """Store a copy of a file with the case. Raises EnvironmentProblem when it cannot be read, RuleViolation when it is not taken."""
        try:
            size = path.stat().st_size
        except OSError as error:
            raise _unreadable(path) from error
        require(not path.is_dir(), f"”{path.name}” är en mapp. Välj en fil.")
        require(
            is_accepted(path.suffix),
            f"Filer av slaget ”{path.suffix or 'utan ändelse'}” tas inte emot. Spara handlingen som PDF, Office-fil eller bild.",
        )
        require(size <= MAX_BYTES, f"”{path.name}” är större än {MAX_BYTES // CHUNK_BYTES} MB. Dela upp eller komprimera filen.")

        def pieces() -> Iterator[bytes]:
            with path.open("rb") as file:
                done = 0
                while piece := file.read(CHUNK_BYTES):
                    done += len(piece)
                    if step:
                        step(done, size)
                    yield piece

        try:
            with self.store.writing() as unit:
                record = visible_case(unit.session, self.store.who, uid)
                require_open(record)
                insert_attachment(unit, record, kind, path.name, pieces(), size, day or self.store.today, source=source)
        except OSError as error:
            raise _unreadable(path) from error
        return unit.changes

    def describe(self, attachment: UUID, kind: AttachmentKind, day: date, source: str) -> Changes:
        """Say anew what a document is; its content never changes."""
        with self.store.writing() as unit:
            held = self._held(unit.session, attachment)
            record = unit.session.get_one(Application, held.application_id)
            require_open(record)
            before = _described(held)
            held.kind, held.date, held.source = kind, day, swedish.compact(source)[:MOST_SOURCE]
            if _described(held) != before:
                unit.log("application", record.uid, "attachment", "Underlag", before, _described(held))
                unit.touch("attachment", record.uid)
                unit.applications.add(record.id)
        return unit.changes

    def open_copy(self, attachment: UUID) -> Path:
        """Write a read-only copy to a private folder and return its path. Raises EnvironmentProblem when the content is damaged."""
        with self.store.reading() as session:
            held = self._held(session, attachment)
            stem, _, suffix = held.name.rpartition(".")
            name = swedish.file_name(stem or held.name) + (f".{swedish.file_name(suffix, 'bin')}" if stem else "")
            target = Path(name)
            try:
                target = lasting_private_folder() / name
                whole = self._write_out(session, held, target)
                target.chmod(stat.S_IRUSR)
            except OSError as error:
                raise environment_problem(error, target) from error
            if not whole:
                target.unlink()
                raise EnvironmentProblem(f"”{held.name}” har skadats i filen och öppnas inte.", "Hämta handlingen ur en säkerhetskopia.")
        return target

    def _write_out(self, session: Session, held: Attachment, target: Path) -> bool:
        """Whether what was written is what was once stored."""
        digest = hashlib.sha256()
        with target.open("xb") as file:
            for piece in stored_pieces(session, held.id):
                digest.update(piece)
                file.write(piece)
        return digest.hexdigest() == held.sha256

    def remove(self, attachment: UUID) -> Changes:
        with self.store.writing() as unit:
            held = self._held(unit.session, attachment)
            record = unit.session.get_one(Application, held.application_id)
            require_open(record)
            delete_attachment(unit, record, held)
        return unit.changes

    def _held(self, session: Session, uid: UUID) -> Attachment:
        held = session.scalars(select(Attachment).where(Attachment.uid == uid)).first()
        if held is None:
            raise NotFound("Handlingen är borttagen.")
        require_visible(session, self.store.who, session.get_one(Application, held.application_id))
        return held
