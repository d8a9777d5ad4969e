"""Files are written whole: the reader finds the old content or the new, never a part (reliability, recipe 5.2)."""

from __future__ import annotations

import atexit
import contextlib
import errno
import os
import re
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from app.domain import swedish
from app.errors import EnvironmentProblem

TEMPORARY_PREFIX = ".~"
REPLACE_ATTEMPTS = 8
PRIVATE_PREFIX = "sammanhallen-"
LEFTOVER_FILE = re.compile(r"\.~(?P<process>\d+)-[0-9a-f]{16}(\.\w+)?")
LEFTOVER_FOLDER = re.compile(r"sammanhallen-(?P<process>\d+)-\w+")
MEGABYTE = 1024 * 1024
SPARE_BYTES = 50 * MEGABYTE


def write_atomically(
    target: Path,
    write: Callable[[BinaryIO], None],
    check: Callable[[Path], None] | None = None,
    *,
    private: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Let `write` fill a temporary file, `check` look at it, and only then put it in the target's place.

    A private file is for this user only; others get the rights that new files have here, or keep those they had.

    Raises EnvironmentProblem in Swedish when the surroundings refuse; the target is then what it was.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - a link in the folder's path is kept as the user wrote it
    remove_leftovers(target.parent)
    try:
        _write(target, write, check, sleep, private)
    except OSError as error:
        raise environment_problem(error, target) from error


def write_bytes(target: Path, data: bytes, check: Callable[[Path], None] | None = None) -> None:
    """`write_atomically` for content that is already made."""

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    write_atomically(target, write, check)


def _write(
    target: Path, write: Callable[[BinaryIO], None], check: Callable[[Path], None] | None, sleep: Callable[[float], None], private: bool
) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
    temporary = target.parent / f"{TEMPORARY_PREFIX}{os.getpid()}-{secrets.token_hex(8)}{target.suffix}"
    try:
        with open(temporary, "xb", opener=_for_this_user) as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        if check:
            check(temporary)
        if os.name == "posix" and not private:
            temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_UMASK)
        _replace(temporary, target, sleep)
        _sync_folder(target.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


_UMASK = os.umask(0o077)  # reading it means setting it: done once, while the module is loaded
os.umask(_UMASK)


def _for_this_user(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


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


def require_room(folder: Path, size: int) -> None:
    """Twice the size and some to spare must be free before a copy is begun. Raises EnvironmentProblem."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return  # the writing itself will say what is wrong
    wanted = 2 * size + SPARE_BYTES
    if free < wanted:
        raise EnvironmentProblem(
            f"Disken är för full: i mappen ”{folder.name or folder}” finns {swedish.integer(free // MEGABYTE)} MB ledigt "
            f"och {swedish.integer(wanted // MEGABYTE)} MB behövs.",
            "Frigör utrymme eller välj en annan plats.",
        )


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A folder for this process alone, gone afterwards; one that a crash leaves behind is removed at the next start."""
    with tempfile.TemporaryDirectory(prefix=f"{PRIVATE_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def lasting_private_folder() -> Path:
    """A folder for this process alone that stays until the program ends, for copies that other programs show."""
    folder = Path(tempfile.mkdtemp(prefix=f"{PRIVATE_PREFIX}{os.getpid()}-"))
    atexit.register(_remove, folder)
    return folder


def remove_leftovers(*folders: Path) -> int:
    """Remove what writings that were killed left in these folders and in the system's temporary folder."""
    removed = 0
    for folder, pattern in (*((one, LEFTOVER_FILE) for one in folders), (Path(tempfile.gettempdir()), LEFTOVER_FOLDER)):
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                found = pattern.fullmatch(path.name)
                if found and not path.is_symlink() and not _is_running(int(found["process"])):
                    removed += _remove(path)
    return removed


def _remove(path: Path) -> bool:
    """Whether it is gone now; what another program holds is left to the next start."""
    try:
        if path.is_dir():
            for held in path.iterdir():
                if held.is_file():
                    held.chmod(0o600)  # Windows removes no file that is read-only
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError:
        return False
    return True


if sys.platform == "win32":  # pragma: no cover - exercised on Windows only
    import ctypes

    def _is_running(process: int) -> bool:
        limited_information = 0x1000
        handle = ctypes.windll.kernel32.OpenProcess(limited_information, False, process)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)

else:

    def _is_running(process: int) -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except OSError:  # somebody else's
            return True
        return True
