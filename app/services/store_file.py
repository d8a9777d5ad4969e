"""Looks at a store file before SQLite does: whose it is, which version, where it lies (reliability brief, C4, C5, D1–D8, E1)."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from app.errors import EnvironmentProblem, FileRefused
from app.exchange.files import private_folder
from app.models.database import APPLICATION_ID, SCHEMA_DIGEST, SCHEMA_VERSION, read_only_uri, schema_digest
from app.models.log import LOG_TRIGGERS
from app.models.plan import LOCK_TRIGGERS
from app.services.lock import is_held
from app.services.storage_problems import is_damage, storage_problem

MAGIC = b"SQLite format 3\x00"
HEADER_BYTES = 100
NETWORK_FILE_SYSTEMS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "smb2",
    "fuse.sshfs",
    "afs",
    "ncpfs",
    "webdav",
    "davfs",
    "fuse.davfs2",
    "9p",
}
SYNCED_FOLDERS = ("onedrive", "dropbox", "nextcloud", "owncloud", "icloud drive", "icloud~", "google drive", "googledrive", "box sync")
OTHER_PLACE = "Kopiera filen till en mapp på datorns egen disk och öppna den där. En delad mapp går bra för säkerhetskopior."


@dataclass(frozen=True, slots=True)
class FileState:
    schema_version: int
    is_read_only: bool


def inspect(path: Path) -> FileState:
    """Refuse what is not a sound store of ours, with its own text; the file is only read. Raises FileRefused."""
    refuse_bad_place(path)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(HEADER_BYTES)
    except FileNotFoundError as error:
        raise FileRefused(
            f"Filen ”{path.name}” finns inte längre där den låg.", "Välj Arkiv ▸ Öppna ärendefil och leta upp den."
        ) from error
    except OSError as error:
        raise EnvironmentProblem(f"Filen ”{path.name}” går inte att läsa.", "Kontrollera att du har rätt till mappen.") from error
    if size == 0:
        raise FileRefused(f"Filen ”{path.name}” är tom.", "Öppna en säkerhetskopia, eller gör en ny med Arkiv ▸ Ny ärendefil.")
    if not header.startswith(MAGIC):
        raise FileRefused(
            f"”{path.name}” är inte en ärendefil från Sammanhållen.",
            "Välj en fil som slutar på .sqlite. En ansökningsblankett läses in med Ärende ▸ Läs in ansökningsblankett.",
        )
    if len(header) < HEADER_BYTES:
        raise FileRefused(f"”{path.name}” är skadad: början av filen saknas.", "Öppna en säkerhetskopia.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise FileRefused(
            f"”{path.name}” är en databas från ett annat program.", "Filen har inte rörts. Välj en ärendefil från Sammanhållen."
        )
    schema_version = int.from_bytes(header[60:64], "big")
    if schema_version == 0:
        raise FileRefused(f"”{path.name}” är skadad: filversionen saknas.", "Öppna en säkerhetskopia.")
    if schema_version > SCHEMA_VERSION:
        raise FileRefused(
            f"”{path.name}” är gjord med en nyare version av Sammanhållen "
            f"(filversion {schema_version}, programmet klarar {SCHEMA_VERSION}).",
            f"Installera den nyare versionen{_needed_version(path)}. Filen har inte rörts.",
        )
    _refuse_damaged(path)
    return FileState(schema_version, _is_read_only(path))


def refuse_bad_place(path: Path) -> None:
    """A store on a network share or in a synced folder is refused, with the ways on. Raises FileRefused."""
    places = {path.absolute(), path.resolve()}  # as written, and where links lead
    if any(_is_on_network(place) for place in places):
        raise FileRefused(f"”{path.name}” ligger på en nätverksplats. Där kan en ärendefil skadas när flera öppnar den.", OTHER_PLACE)
    synced = next(filter(None, map(_synced_folder, sorted(places))), "")
    if synced:
        raise FileRefused(
            f"”{path.name}” ligger i ”{synced}”, en mapp som synkas. Synkningen kan skada filen medan den är öppen.", OTHER_PLACE
        )


def _is_on_network(path: Path) -> bool:
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":  # pragma: no cover - exercised on Windows only
        import ctypes

        drive_remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == drive_remote)
    return file_system_of(path, _mounts()) in NETWORK_FILE_SYSTEMS


def _mounts() -> list[tuple[str, str]]:
    """Mount points with their file systems, where the system tells (Linux)."""
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    mounts = []
    for line in lines:
        left, _, right = line.partition(" - ")
        if right:
            mounts.append((left.split()[4].replace("\\040", " "), right.split()[0]))
    return mounts


def file_system_of(path: Path, mounts: list[tuple[str, str]]) -> str:
    """The file system of the deepest mount point that holds the path; '' when none is known."""
    best, kind = -1, ""
    for point, file_system in mounts:
        mount = Path(point)
        if (path == mount or mount in path.parents) and len(mount.parts) > best:
            best, kind = len(mount.parts), file_system
    return kind


def _synced_folder(path: Path) -> str:
    for name, value in os.environ.items():
        if name.lower().startswith("onedrive") and value and Path(value) in path.parents:
            return Path(value).name
    for part in path.parts[:-1]:
        if part.casefold().startswith(SYNCED_FOLDERS):
            return part
    return ""


def _is_read_only(path: Path) -> bool:
    mode = path.stat().st_mode
    folder = path.absolute().parent
    return not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK) or not os.access(folder, os.W_OK)


def _needed_version(path: Path) -> str:
    try:
        with sqlite3.connect(read_only_uri(path, immutable=True), uri=True) as connection:
            row = connection.execute("SELECT min_app_version FROM store_info").fetchone()
    except sqlite3.Error:
        return ""
    return f" ({row[0]} eller senare)" if row and row[0] else ""


def _refuse_damaged(path: Path) -> None:
    """Quick check on the file, or on a copy when a journal lies beside it: a stranger's journal would ruin a sound file.

    While somebody holds the store the journal is that save's own, and comes and goes: then the file is looked at where it lies.
    """
    journal = path.with_name(path.name + "-journal")
    problems = _quick_check(path) if is_held(path) or not journal.exists() else _check_with_journal(path, journal)
    if problems:
        raise FileRefused(
            f"”{path.name}” är skadad ({problems}).", "Öppna den senaste säkerhetskopian. Den skadade filen har inte rörts; spara den."
        )


def _check_with_journal(path: Path, journal: Path) -> str:
    with private_folder() as folder:
        copy = folder / "copy.sqlite"
        shutil.copyfile(path, copy)
        try:
            shutil.copyfile(journal, copy.with_name(copy.name + "-journal"))
        except FileNotFoundError:  # a save that ended while we looked
            return _quick_check(path)
        problems = _quick_check(copy, writable=True)
    if problems and not _quick_check_without_journal(path):
        raise FileRefused(
            f"Bredvid ”{path.name}” ligger en återställningsfil ({journal.name}) som inte hör till den.",
            "Flytta återställningsfilen till en annan mapp och öppna igen. Inget har ändrats.",
        )
    return problems


def _quick_check_without_journal(path: Path) -> str:
    with private_folder() as folder:
        copy = folder / "copy.sqlite"
        shutil.copyfile(path, copy)
        return _quick_check(copy)


def _quick_check(path: Path, *, writable: bool = False) -> str:
    """'' when sound, else what is wrong, in a few words. Raises EnvironmentProblem when the disk or a lock is in the way."""
    try:
        connection = sqlite3.connect(path) if writable else sqlite3.connect(read_only_uri(path), uri=True)
        try:
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("PRAGMA cell_size_check=ON")
            row = connection.execute("PRAGMA quick_check(1)").fetchone()
            if row[0] != "ok":
                return "kontrollen av filens innehåll gav fel"
            return _foreign_objects(connection) or ("lösa kopplingar" if connection.execute("PRAGMA foreign_key_check").fetchone() else "")
        finally:
            connection.close()
    except sqlite3.Error as error:
        problem = None if is_damage(error) else storage_problem(error, path)
        if problem is not None:
            raise problem from error
        return "filens uppbyggnad är bruten"


KNOWN_TRIGGERS = frozenset({*LOG_TRIGGERS, *LOCK_TRIGGERS})


def _foreign_objects(connection: sqlite3.Connection) -> str:
    rows = connection.execute("SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')").fetchall()
    if any(kind == "view" or name not in KNOWN_TRIGGERS for kind, name in rows):
        return "den innehåller vyer eller utlösare som programmet inte har gjort"
    if connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION and schema_digest(connection) != SCHEMA_DIGEST:
        return "dess tabeller är inte de som programmet har gjort"
    if connection.execute("SELECT count(*) FROM store_info").fetchone()[0] != 1:
        return "uppgiften om vilken fil det är saknas"
    return ""
