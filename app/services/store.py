"""The open store: its lock, its one writing connection and its read-only ones, and the unit of work every write goes through."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import __version__
from app.domain.programme import Programme
from app.domain.views import Changes, ReadOnly, VerdictChange
from app.errors import EnvironmentProblem, FileRefused, RuleViolation
from app.exchange.files import environment_problem, write_atomically
from app.models.database import SCHEMA_VERSION, reading_engine, upgrade, writing_engine
from app.models.log import LogEntry, StoreInfo
from app.services import store_file
from app.services.lock import StoreLock
from app.services.programme_store import read_programme, save_programme

CONTACT_MARK = "(kontaktuppgift)"


@dataclass
class Unit:
    """One write: its session, the log it must leave, and what it touched."""

    session: Session
    who: str
    now: datetime
    store_id: UUID
    sequence: int
    applications: set[int] = field(default_factory=set)  # database ids whose verdicts and digest are made anew at the end
    kinds: set[str] = field(default_factory=set)
    uids: set[UUID] = field(default_factory=set)
    verdicts: list[VerdictChange] = field(default_factory=list)  # which verdicts the write turned

    def log(
        self,
        kind: str,
        uid: UUID,
        key: str,
        label: str,
        before: str = "",
        after: str = "",
        *,
        row: UUID | None = None,
        contact: bool = False,
    ) -> None:
        """Append to the log; a contact's values stay out of it."""
        self.sequence += 1
        self.session.add(
            LogEntry(
                store_id=self.store_id,
                sequence=self.sequence,
                at=self.now,
                who=self.who,
                record_kind=kind,
                record_uid=uid,
                field=key,
                row_uid=row,
                label=label,
                before=CONTACT_MARK if contact and before else before,
                after=CONTACT_MARK if contact and after else after,
            )
        )
        self.touch(kind, uid)

    def touch(self, kind: str, uid: UUID) -> None:
        self.kinds.add(kind)
        self.uids.add(uid)

    @property
    def changes(self) -> Changes:
        return Changes(frozenset(self.kinds), frozenset(self.uids), tuple(self.verdicts))


class Store:
    """An open store file. Reads go through connections of their own; writes take turns on one."""

    def __init__(self, path: Path, who: str, lock: StoreLock | None, read_only: ReadOnly | None) -> None:
        self.path = path
        self.who = who
        self.read_only = read_only
        self.finish: Callable[[Unit], None] = lambda unit: None  # set by the cases' service: verdicts and digests
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._lock = lock
        self._turn = threading.RLock()
        self._readers = reading_engine(path)
        self._writer = None if read_only else writing_engine(path)
        with self.reading() as session:
            info = session.scalars(select(StoreInfo)).one()
            self.store_id = info.store_id
            self.reference_day = info.reference_day
            self.programme: Programme = read_programme(session)
        self.last_saved: datetime | None = None
        self.is_migrated = False  # brought up from an older version at this opening

    @property
    def today(self) -> date:
        """The reference day of a sample store, otherwise the computer's date."""
        return self.reference_day or date.today()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self._readers, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Unit]:
        """One transaction with its log; verdicts and digests of the touched cases are made before the commit."""
        if self._writer is None:
            assert self.read_only is not None
            raise EnvironmentProblem("Filen är öppen bara för läsning. " + self.read_only.text)
        with self._turn:
            try:
                with Session(self._writer, expire_on_commit=False) as session, session.begin():
                    newest = session.scalar(select(func.max(LogEntry.sequence)).where(LogEntry.store_id == self.store_id))
                    unit = Unit(session, self.who, self.clock(), self.store_id, newest or 0)
                    yield unit
                    session.flush()
                    self.finish(unit)
            except OperationalError as error:
                raise self._refusal(error) from error
            self.last_saved = unit.now

    def _refusal(self, error: OperationalError) -> EnvironmentProblem:
        text = str(error.orig)
        if "full" in text:
            return EnvironmentProblem(
                f"Disken är full. Ändringen är inte sparad i ”{self.path.name}”.", "Frigör utrymme på disken och spara igen."
            )
        if "locked" in text or "busy" in text:
            return EnvironmentProblem(
                f"”{self.path.name}” är upptagen av ett annat program. Ändringen är inte sparad.", "Försök igen om en stund."
            )
        if "readonly" in text:
            return EnvironmentProblem(f"”{self.path.name}” är skrivskyddad. Ändringen är inte sparad.", "Spara en kopia på en annan plats.")
        return EnvironmentProblem(
            f"Ändringen kunde inte sparas i ”{self.path.name}”. Det som var sparat tidigare är kvar.",
            "Kontrollera disken och försök igen.",
        )

    def close(self) -> None:
        with self._turn:
            self._readers.dispose()
            if self._writer is not None:
                self._writer.dispose()
            if self._lock is not None:
                self._lock.release()


def create_store(
    path: Path,
    programme: Programme,
    *,
    who: str,
    reference_day: date | None = None,
    store_id: UUID | None = None,
    now: datetime | None = None,
) -> None:
    """Make a new store with the programme data, wholly or not at all. An existing file is refused, never replaced."""
    if path.exists():
        raise FileRefused(f"Det finns redan en fil som heter ”{path.name}”.", "Välj ett annat namn.")
    store_file.refuse_bad_place(path)

    def write(target: Path) -> None:
        upgrade(target)
        engine = writing_engine(target)
        try:
            moment, own_id = now or datetime.now(UTC), store_id or uuid4()
            with Session(engine) as session, session.begin():
                save_programme(session, programme)
                session.add(
                    StoreInfo(
                        id=1,
                        store_id=own_id,
                        created_at=moment,
                        min_app_version=__version__,
                        reference_day=reference_day,
                    )
                )
                Unit(session, who, moment, own_id, 0).log("store", own_id, "created", "Ny ärendefil", "", path.name)
        finally:
            engine.dispose()

    write_database(path, write)


def write_database(target: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a database in a private folder, check it, then put the whole file in place."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="sammanhallen-") as folder:
        made = Path(folder) / "made.sqlite"
        try:
            write(made)
            check_whole(made)
        except (OSError, sqlite3.OperationalError) as error:
            raise environment_problem(error if isinstance(error, OSError) else OSError(str(error)), target) from error
        with made.open("rb") as source:
            write_atomically(target, lambda file: shutil.copyfileobj(source, file, 1024 * 1024), check_whole)


def check_whole(path: Path) -> None:
    """Integrity and foreign keys of a database just written. Raises EnvironmentProblem."""
    connection = sqlite3.connect(path)
    try:
        sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        raise EnvironmentProblem("Kontrollen av den nya filen misslyckades. Den gamla är kvar.", "Försök igen på en annan disk.") from error
    finally:
        connection.close()
    if not sound or loose:
        raise EnvironmentProblem("Den nya filen blev inte hel. Den gamla är kvar.", "Försök igen på en annan disk.")


def open_store(path: Path, who: str, *, view_only: bool = False) -> Store:
    """Open a store after looking at the file; migrates an older one after a copy. Raises FileRefused and says why."""
    state = store_file.inspect(path)
    play_back(path, who)
    if view_only or state.is_read_only:
        reason = "Filen är skrivskyddad." if state.is_read_only else "Filen är öppnad för läsning."
        text = f"{reason} Du kan läsa men inte ändra. Spara en kopia (Arkiv ▸ Spara kopia som) om du vill arbeta i den."
        return _open_for_viewing(path, who, state, ReadOnly(text))
    lock = StoreLock(path)
    try:
        held = lock.acquire(who)
    except OSError:
        return _open_for_viewing(path, who, state, ReadOnly("Mappen är skrivskyddad. Du kan läsa men inte ändra."))
    if held is not None:
        return _open_for_viewing(path, who, state, held)
    try:
        is_older = state.schema_version < SCHEMA_VERSION
        if is_older:
            copy_before_migration(path, state.schema_version)
            upgrade(path)
        store = Store(path, who, lock, None)
        store.is_migrated = is_older
        return store
    except BaseException:
        lock.release()
        raise


def play_back(path: Path, who: str) -> None:
    """Undo the save that a crash broke off, before anyone reads: a read-only connection cannot. Raises EnvironmentProblem."""
    if not path.with_name(path.name + "-journal").exists():
        return
    lock = StoreLock(path)
    try:
        if lock.acquire(who) is not None:
            return  # whoever holds the file is in the middle of a save
        connection = sqlite3.connect(path)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except (OSError, sqlite3.Error) as error:
        raise EnvironmentProblem(
            f"”{path.name}” har en avbruten ändring som måste återställas, men filen går inte att skriva i.",
            "Kopiera filen och återställningsfilen bredvid den till en mapp där du får skriva, och öppna kopian.",
        ) from error
    finally:
        lock.release()


def _open_for_viewing(path: Path, who: str, state: store_file.FileState, reason: ReadOnly) -> Store:
    if state.schema_version < SCHEMA_VERSION:
        raise FileRefused(
            f"”{path.name}” är gjord med en äldre version och måste göras om innan den kan öppnas, men filen går inte att skriva i.",
            "Kopiera filen till en mapp där du får skriva och öppna kopian.",
        )
    return Store(path, who, None, reason)


def copy_before_migration(path: Path, version: int) -> Path:
    """A copy beside the store, once per version: a failing migration tried again must not push the good copy out."""
    copy = path.with_name(f"{path.stem} före version {SCHEMA_VERSION} (filversion {version}){path.suffix}")
    if not copy.exists():
        copy_database(path, copy)
    return copy


def copy_database(source: Path, target: Path, step: Callable[[int, int], None] | None = None) -> None:
    """A consistent copy of a live store through SQLite's backup interface, checked before it takes its name."""

    def write(made: Path) -> None:
        from_file, to_file = sqlite3.connect(source), sqlite3.connect(made)
        try:
            from_file.execute("PRAGMA query_only=ON")
            from_file.backup(to_file, pages=1024, progress=(lambda status, left, total: step(total - left, total)) if step else None)
        finally:
            from_file.close()
            to_file.close()

    write_database(target, write)


def require(condition: object, message: str) -> None:
    """Refuse what the record's state does not allow. Raises RuleViolation."""
    if not condition:
        raise RuleViolation(message)
