"""The open store: its lock, its one writing connection and its read-only ones, and the unit of work every write goes through."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import event, func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.domain.programme import Programme
from app.domain.views import Changes, ReadOnly, VerdictChange
from app.errors import EnvironmentProblem, FileRefused, RuleViolation
from app.exchange.files import environment_problem, private_folder, remove_leftovers, require_room, write_atomically
from app.models.assessment import Assessment
from app.models.case import CaseDigest
from app.models.database import MIN_APP_VERSION, SCHEMA_VERSION, read_only_uri, reading_engine, upgrade, writing_engine
from app.models.ladder import SupplementRequest
from app.models.log import LogEntry, StoreInfo
from app.services import store_file
from app.services.lock import StoreLock
from app.services.programme_store import read_programme, save_programme
from app.services.storage_problems import storage_problem
from app.services.uids import new_uid

Step = Callable[[int, int], None]
BACKUP_FOLDER = "Säkerhetskopior"
ABOVE: dict[str, Any] = {"assessment_id": Assessment, "request_id": SupplementRequest}  # rows that hang on a record of the case
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
    digests: set[int] = field(default_factory=set)  # database ids of applications one of whose rows was written: their digest is made anew
    frame_moved: bool = False  # what is granted or proposed has changed: R25 of the undecided cases reads another sum
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

    def note_owners(self, session: Session, *_context: object) -> None:
        """Which applications the rows about to be written belong to, directly or through the record above them."""
        for held in (*session.new, *session.dirty, *session.deleted):
            owner = None if isinstance(held, CaseDigest) else getattr(held, "application_id", None)
            for key, above in ABOVE.items():
                if owner is None and getattr(held, key, None) is not None:
                    record = session.get(above, getattr(held, key))
                    owner = record.application_id if record is not None else None
            if owner is not None:
                self.digests.add(owner)

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
        try:
            with self.reading() as session:
                info = session.scalars(select(StoreInfo)).one()
                self.store_id = info.store_id
                self.reference_day = info.reference_day
                self.programme: Programme = read_programme(session)
        except (ValueError, LookupError, TypeError) as error:  # a value that no version of the program has written
            raise FileRefused(
                f"”{path.name}” är skadad (programmets uppgifter går inte att läsa).",
                "Öppna den senaste säkerhetskopian. Den skadade filen har inte rörts; spara den.",
            ) from error
        self.last_saved: datetime | None = None
        self.is_migrated = False  # brought up from an older version at this opening

    @property
    def today(self) -> date:
        """The reference day of a sample store, otherwise the computer's date."""
        return self.reference_day or date.today()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One view of the store. Raises EnvironmentProblem when the file is gone, damaged or out of reach."""
        with self._told(saving=False), Session(self._readers, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Unit]:
        """One transaction with its log; verdicts and digests of the touched cases are made before the commit."""
        if self._writer is None or self.read_only is not None:
            raise EnvironmentProblem(f"Filen är öppen bara för läsning. {self.read_only.text if self.read_only else ''}".strip())
        with self._turn, self._told(saving=True):
            with Session(self._writer, expire_on_commit=False) as session, session.begin():
                newest = session.scalar(select(func.max(LogEntry.sequence)).where(LogEntry.store_id == self.store_id))
                unit = Unit(session, self.who, self.clock(), self.store_id, newest or 0)
                event.listen(session, "before_flush", unit.note_owners)
                yield unit
                session.flush()
                self.finish(unit)
            self.last_saved = unit.now

    @contextmanager
    def _told(self, *, saving: bool) -> Iterator[None]:
        """Turn what disk, file and locks refuse into a text for the user."""
        try:
            yield
        except DatabaseError as error:
            problem = storage_problem(error.orig, self.path, saving=saving)
            if problem is None:
                raise
            raise problem from error

    def copy_to(self, target: Path, step: Step | None = None) -> None:
        """A consistent, checked copy; also of a file that was taken away while open, as long as the writer still holds it."""
        if self._writer is None or self.path.exists():
            copy_database(self.path, target, step)
            return
        with self._turn, self._writer.connect() as connection:
            held = connection.connection.driver_connection
            write_database(target, lambda made: _back_up(held, made, step))

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
            moment, own_id = now or datetime.now(UTC), store_id or new_uid()
            with Session(engine) as session, session.begin():
                save_programme(session, programme)
                session.add(
                    StoreInfo(
                        id=1,
                        store_id=own_id,
                        created_at=moment,
                        min_app_version=MIN_APP_VERSION,
                        reference_day=reference_day,
                    )
                )
                Unit(session, who, moment, own_id, 0).log("store", own_id, "created", "Ny ärendefil", "", path.name)
        finally:
            engine.dispose()

    write_database(path, write)


def write_database(target: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a database in a private folder, check it, then put the whole file in place."""
    with private_folder() as folder:
        made = folder / "made.sqlite"
        try:
            write(made)
            check_whole(made)
        except OSError as error:
            raise environment_problem(error, target) from error
        except sqlite3.Error as error:
            full = getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
            raise environment_problem(OSError(errno.ENOSPC if full else errno.EIO, str(error)), target) from error
        with made.open("rb") as source:
            write_atomically(target, lambda file: shutil.copyfileobj(source, file, 1024 * 1024), check_whole, private=True)


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
    remove_leftovers(path.parent, path.parent / BACKUP_FOLDER)
    try:
        is_older = state.schema_version < SCHEMA_VERSION
        if is_older:
            _migrate(path, state.schema_version)
        store = Store(path, who, lock, None)
        store.is_migrated = is_older
        return store
    except BaseException:
        lock.release()
        raise


def _migrate(path: Path, version: int) -> None:
    copy = copy_before_migration(path, version)
    try:
        upgrade(path)
    except (DatabaseError, sqlite3.Error, RuntimeError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        raise storage_problem(cause, path, saving=True) or EnvironmentProblem(
            f"”{path.name}” kunde inte göras om till filversion {SCHEMA_VERSION} ({cause}). Filen är som den var.",
            f"Fortsätt med den äldre versionen av programmet och kontakta supporten. En kopia ligger i ”{copy.name}”.",
        ) from error


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
        advice = "Kopiera filen till en mapp där du får skriva och öppna kopian." if state.is_read_only else "Öppna den först i fönstret."
        raise FileRefused(f"”{path.name}” är gjord med en äldre version och måste göras om innan den kan läsas.", advice)
    return Store(path, who, None, reason)


def copy_before_migration(path: Path, version: int) -> Path:
    """A copy beside the store, once per version: a failing migration tried again must not push the good copy out."""
    copy = path.with_name(f"{path.stem} före version {SCHEMA_VERSION} (filversion {version}){path.suffix}")
    if not copy.exists():
        copy_database(path, copy)
    return copy


def copy_database(source: Path, target: Path, step: Step | None = None) -> None:
    """A consistent copy of a live store through SQLite's backup interface, checked before it takes its name."""

    def write(made: Path) -> None:
        from_file = sqlite3.connect(read_only_uri(source), uri=True)
        try:
            _back_up(from_file, made, step)
        finally:
            from_file.close()

    if not source.exists():
        raise FileRefused(f"”{source.name}” finns inte längre där den låg, så ingen kopia kunde göras.", "Anslut enheten igen.")
    require_room(target.parent, source.stat().st_size)
    write_database(target, write)


def _back_up(source: Any, made: Path, step: Step | None) -> None:
    copy = sqlite3.connect(made)
    try:
        source.backup(copy, pages=1024, progress=(lambda status, left, total: step(total - left, total)) if step else None)
    finally:
        copy.close()


def require(condition: object, message: str) -> None:
    """Refuse what the record's state does not allow. Raises RuleViolation."""
    if not condition:
        raise RuleViolation(message)
