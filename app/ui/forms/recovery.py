"""Text on its way: what is being typed goes to a file, so that a crash or power cut takes at most a second of it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from app import paths
from app.domain.rules.evidence import FieldRef

INTERVAL_MS = 1000
MARK = "sammanhallen-recovery-1"


@dataclass(frozen=True, slots=True)
class Rescued:
    """Text that was typed in an earlier run and never saved."""

    text: str
    at: str  # "2015-04-02 14.02", local time


def recovery_file(store: Path) -> Path:
    """The file of one store; the name tells nothing of where the store lies."""
    digest = hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:16]
    return paths.data_folder() / "aterstallning" / f"{digest}.json"


def left_behind(path: Path) -> tuple[UUID, ...]:
    """The records for which an earlier run left text that was not stored."""
    return tuple(dict.fromkeys(UUID(name.partition("|")[0]) for name in _read(path)))


class Recovery(QObject):
    """Keeps unsaved text per record and field. Entries of earlier runs stay until taken or thrown away.

    `background` runs a piece of work away from the window; the newest state wins whatever order the pieces run in.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], datetime] = datetime.now,
        background: Callable[[Callable[[], None]], object] = lambda work: work(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._clock = clock
        self._background = background
        self._lock = Lock()
        self._asked = self._written = 0
        self._old = _read(path)
        self._typing: dict[str, Rescued] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.flush)

    def note(self, uid: UUID, ref: FieldRef, text: str) -> None:
        """Remember what stands in a field that has not been left; written within a second."""
        self._typing[_name(uid, ref)] = Rescued(text, f"{self._clock():%Y-%m-%d %H.%M}")
        if not self._timer.isActive():
            self._timer.start()

    def is_typing(self, uid: UUID, ref: FieldRef) -> bool:
        return _name(uid, ref) in self._typing

    def forget(self, uid: UUID, ref: FieldRef) -> None:
        """The text is saved, or thrown away: nothing is left to rescue."""
        name = _name(uid, ref)
        known = self._typing.pop(name, None) is not None
        known = self._old.pop(name, None) is not None or known
        if known:
            self.flush()

    def rescued(self, uid: UUID) -> dict[FieldRef, Rescued]:
        """What an earlier run left behind for this record."""
        head = f"{uid}|"
        return {_ref(name): text for name, text in self._old.items() if name.startswith(head)}

    def flush(self) -> None:
        """Write now. A disk that refuses costs the safety net, never the typing."""
        self._timer.stop()
        self._asked += 1
        number, entries = self._asked, {**self._old, **self._typing}
        self._background(lambda: self._write_newest(number, entries))

    def _write_newest(self, number: int, entries: dict[str, Rescued]) -> None:
        with self._lock:
            if number < self._written:
                return
            self._written = number
            try:
                if entries:
                    _write(self._path, entries)
                else:
                    self._path.unlink(missing_ok=True)
            except OSError:
                return


def _name(uid: UUID, ref: FieldRef) -> str:
    return f"{uid}|{ref.key}|{ref.row or ''}"


def _ref(name: str) -> FieldRef:
    _, key, row = name.split("|")
    return FieldRef(key, UUID(row) if row else None)


def _read(path: Path) -> dict[str, Rescued]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["mark"] != MARK:
            return {}
        entries = {str(name): Rescued(str(one["text"]), str(one["at"])) for name, one in content["entries"].items()}
        for name in entries:
            _ref(name)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return entries


def _write(path: Path, entries: dict[str, Rescued]) -> None:
    """Whole-old or whole-new, readable by this user only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"mark": MARK, "entries": {name: {"text": one.text, "at": one.at} for name, one in entries.items()}}
    temporary = path.with_suffix(".tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
