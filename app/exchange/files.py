"""Files are written whole: the reader finds the old content or the new, never a part (reliability, recipe 5.2)."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from app.domain import swedish
from app.errors import EnvironmentProblem

TEMPORARY_PREFIX = ".~"
REPLACE_ATTEMPTS = 8
LEFTOVER_AGE_SECONDS = 24 * 3600.0


def write_atomically(
    target: Path,
    write: Callable[[BinaryIO], None],
    check: Callable[[Path], None] | None = None,
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Let `write` fill a temporary file, `check` look at it, and only then put it in the target's place.

    Raises EnvironmentProblem in Swedish when the surroundings refuse; the target is then what it was.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - a link in the folder's path is kept as the user wrote it
    try:
        _write(target, write, check, sleep)
    except OSError as error:
        raise environment_problem(error, target) from error


def write_bytes(target: Path, data: bytes, check: Callable[[Path], None] | None = None) -> None:
    """`write_atomically` for content that is already made."""

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    write_atomically(target, write, check)


def _write(target: Path, write: Callable[[BinaryIO], None], check: Callable[[Path], None] | None, sleep: Callable[[float], None]) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
    temporary = target.parent / f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}{target.suffix}"
    try:
        with temporary.open("xb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        if check:
            check(temporary)
        if os.name == "posix" and target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        _replace(temporary, target, sleep)
        _sync_folder(target.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _replace(temporary: Path, target: Path, sleep: Callable[[float], None]) -> None:
    for attempt in range(REPLACE_ATTEMPTS):
        try:
            temporary.replace(target)
            return
        except PermissionError:  # on Windows a scanner may hold the file for a moment
            if attempt == REPLACE_ATTEMPTS - 1:
                raise
            sleep(min(0.05 * 2**attempt, 1.0))


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def environment_problem(error: OSError, target: Path) -> EnvironmentProblem:
    """What stood in the way of writing `target`, in words that help."""
    name, folder = target.name, target.parent.name or str(target.parent)
    kept = "Inget har skrivits över."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentProblem(f"Disken är full, så ”{name}” kunde inte sparas. {kept}", "Frigör utrymme eller välj en annan plats.")
    if error.errno == errno.EROFS:
        return EnvironmentProblem(f"Mappen ”{folder}” går bara att läsa, så ”{name}” kunde inte sparas.", "Välj en annan mapp.")
    if error.errno == errno.EISDIR or isinstance(error, IsADirectoryError):
        return EnvironmentProblem(f"”{name}” är en mapp, så ingen fil kan sparas med det namnet.", "Välj ett annat namn.")
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return EnvironmentProblem(f"Mappen ”{folder}” finns inte, så ”{name}” kunde inte sparas.", "Välj en mapp som finns.")
    if isinstance(error, PermissionError):
        return _denied(target, name, folder, kept)
    if error.errno == errno.ENAMETOOLONG:
        return EnvironmentProblem("Filnamnet är för långt.", "Välj ett kortare namn.")
    return EnvironmentProblem(f"”{name}” kunde inte sparas. {kept}", "Kontrollera att enheten är ansluten, eller välj en annan plats.")


def _denied(target: Path, name: str, folder: str, kept: str) -> EnvironmentProblem:
    if target.exists() and os.access(target.parent, os.W_OK):
        return EnvironmentProblem(
            f"”{name}” går inte att ersätta. Filen är kanske öppen i Excel eller ett annat program. {kept}",
            "Stäng filen där och försök igen, eller spara under ett annat namn.",
        )
    return EnvironmentProblem(f"Du får inte spara i mappen ”{folder}”, så ”{name}” kunde inte sparas.", "Välj en annan mapp.")


def remove_leftovers(folder: Path, *, older_than_seconds: float = LEFTOVER_AGE_SECONDS, now: float | None = None) -> int:
    """Remove temporary files that a broken writing left in `folder`; young ones may belong to a writing under way."""
    moment = time.time() if now is None else now
    removed = 0
    try:
        candidates = [path for path in folder.iterdir() if path.name.startswith(TEMPORARY_PREFIX)]
    except OSError:
        return 0
    for path in candidates:
        try:
            if path.is_file() and not path.is_symlink() and moment - path.stat().st_mtime >= older_than_seconds:
                path.unlink()
                removed += 1
        except OSError:  # held by another program: the next start tries again
            continue
    return removed


def safe_path(folder: Path, *, prefix: str, title: str, suffix: str) -> Path:
    """A path in `folder` named by our own id and a tamed title, such as 2015-017_Laxhjalp.pdf. Never outside the folder."""
    name = f"{swedish.file_name(prefix)}_{swedish.file_name(title)}" if title else swedish.file_name(prefix)
    return folder / f"{name}{suffix}"
