"""Copies, back-ups and checks of the open store."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from app.domain import swedish
from app.domain.views import CheckReport
from app.errors import EnvironmentProblem, FileRefused
from app.exchange.files import environment_problem
from app.models import Base
from app.models.application import Application
from app.models.case import Attachment
from app.models.database import SCHEMA_VERSION, read_only_uri
from app.services import evidence
from app.services.attachments import content_digest
from app.services.store import BACKUP_FOLDER, Step, Store


class StoreFiles:
    def __init__(self, store: Store) -> None:
        self.store = store

    def save_copy(self, path: Path, step: Step | None = None) -> None:
        """A consistent copy under another name. Raises FileRefused when that is the open file itself."""
        if path.resolve() == self.store.path.resolve():
            raise FileRefused("Kopian kan inte få samma namn som den öppna filen.", "Välj ett annat namn.")
        self.store.copy_to(path, step)

    def backup(self, step: Step | None = None, now: datetime | None = None) -> Path:
        """A dated, checked copy in the back-up folder beside the store; returns where it lies.

        Raises EnvironmentProblem when the store holds values that did not come from the program: such a copy is no back-up.
        """
        broken = self.verify_digests()
        if broken:
            raise EnvironmentProblem(
                f"Ingen säkerhetskopia är gjord: {changed_outside(broken)}",
                "Jämför med en tidigare säkerhetskopia. Vill du spara filen som den är, välj Arkiv ▸ Spara kopia som.",
            )
        folder = self.store.path.parent / BACKUP_FOLDER
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise environment_problem(error, folder / "kopia") from error
        moment = now or datetime.now()
        target = folder / f"{self.store.path.stem} {moment:%Y-%m-%d %H.%M.%S}.sqlite"
        self.store.copy_to(target, step)
        return target

    def check(self, step: Step | None = None) -> CheckReport:
        """Integrity, foreign keys, tables, digests and documents of the open store."""
        report = check_file(self.store.path)
        return CheckReport(report.findings + self.check_contents(step), report.schema_version, report.cases)

    def check_contents(self, step: Step | None = None) -> tuple[str, ...]:
        """What the file's own check cannot see: cases that differ from their digest, documents that differ from theirs."""
        findings = [f"Ärende {number} har ändrats utanför programmet." for number in self.verify_digests(step)]
        with self.store.reading() as session:
            documents = session.execute(
                select(Attachment.id, Attachment.name, Attachment.sha256, Application.case_number).join(
                    Application, Application.id == Attachment.application_id
                )
            ).all()
        for done, one in enumerate(documents, 1):
            with self.store.reading() as session:
                if content_digest(session, one.id) != one.sha256 and session.get(Attachment, one.id) is not None:
                    findings.append(f"Handlingen ”{one.name}” i ärende {one.case_number} har skadats.")
            if step:
                step(done, len(documents))
        return tuple(findings)

    def verify_digests(self, step: Step | None = None) -> tuple[str, ...]:
        """Case numbers whose rows differ from the digest written with the last save.

        Each case is read for itself, so that a save never waits for more than one.
        """
        with self.store.reading() as session:
            cases = evidence.numbered(session)
        broken = []
        for done, (application_id, number) in enumerate(cases, 1):
            with self.store.reading() as session:
                if evidence.is_broken(session, application_id):
                    broken.append(number)
            if step:
                step(done, len(cases))
        return tuple(broken)


def changed_outside(numbers: Sequence[str]) -> str:
    """What a digest that no longer agrees means, for the user."""
    if len(numbers) == 1:
        return f"ärende {numbers[0]} har ändrats utanför programmet."
    return f"ärendena {swedish.join(tuple(numbers))} har ändrats utanför programmet."


def check_file(path: Path) -> CheckReport:
    """Integrity, foreign keys, schema version and tables of a store; the file is only read."""
    findings: list[str] = []
    connection = sqlite3.connect(read_only_uri(path), uri=True)
    try:
        findings += [f"Filens uppbyggnad: {row[0]}" for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(20):
            findings.append(f"Lös koppling: rad {row_id} i {table} pekar på {parent} som saknas.")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version != SCHEMA_VERSION:
            findings.append(f"Filversion {version}; programmet väntar {SCHEMA_VERSION}.")
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        findings += [f"Tabellen {name} saknas." for name in sorted(set(Base.metadata.tables) - tables)]
        cases = int(connection.execute("SELECT count(*) FROM application").fetchone()[0]) if "application" in tables else 0
    except sqlite3.Error as error:
        return CheckReport((*findings, f"Filen går inte att läsa färdigt: {error}."), 0, 0)
    finally:
        connection.close()
    return CheckReport(tuple(findings), version, cases)
