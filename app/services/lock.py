"""The store's lock: held by window and command line alike, and says who has the file open and since when.

The operating system holds the lock, so one left by a crash frees itself; the text in the lock file is only for the message.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.domain.views import ReadOnly

_GUARD_BYTE = 1 << 30  # far beyond the text, so that others may read it while the byte is locked (Windows)


class StoreLock:
    """An exclusive lock beside the store. `acquire` returns None, or who holds it."""

    def __init__(self, store: Path) -> None:
        self.path = store.with_name(store.name + ".lock")
        self._handle: int | None = None

    def acquire(self, who: str) -> ReadOnly | None:
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _try_lock(handle):
            os.close(handle)
            return self._holder()
        text = json.dumps(
            {"pid": os.getpid(), "computer": platform.node(), "who": who, "since": datetime.now(UTC).isoformat(timespec="seconds")}
        )
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, text.encode())
        self._handle = handle
        return None

    def release(self) -> None:
        if self._handle is None:
            return
        os.ftruncate(self._handle, 0)
        _unlock(self._handle)
        os.close(self._handle)
        self._handle = None

    def _holder(self) -> ReadOnly:
        try:
            held = json.loads(self.path.read_text(encoding="utf-8"))
            since = datetime.fromisoformat(held["since"])
            who, computer, pid = str(held["who"]), str(held["computer"]), int(held["pid"])
        except (OSError, ValueError, KeyError, TypeError):
            return ReadOnly("Filen är öppen i ett annat fönster eller program.")
        local = since.astimezone()
        text = (
            f"Filen är öppen hos {who} på datorn {computer} sedan {local:%Y-%m-%d} kl. {local:%H.%M} (process {pid}). "
            "Du kan läsa men inte ändra förrän den har stängts där."
        )
        return ReadOnly(text, who, since)


def is_held(store: Path) -> bool:
    """Whether somebody has the store open for writing just now; nothing is made or changed."""
    try:
        handle = os.open(store.with_name(store.name + ".lock"), os.O_RDWR)
    except OSError:
        return False
    try:
        if not _try_lock(handle):
            return True
        _unlock(handle)
        return False
    finally:
        os.close(handle)


if sys.platform == "win32":  # pragma: no cover - exercised on Windows only
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _GUARD_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _GUARD_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
