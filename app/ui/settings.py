"""Typed options over QSettings: every key of the program is declared here, once. No case data is kept in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from app import paths

Value = TypeVar("Value")
MAX_RECENT = 8


@dataclass(frozen=True, slots=True)
class Option(Generic[Value]):
    """One choice: its key, its type by its default, and what the window calls it."""

    key: str
    default: Value
    label: str


WHO = Option("person/name", "", "Namn i händelseloggen")
TEXT_SIZE = Option("looks/text_size", 100, "Textstorlek i procent")
THEME = Option("looks/theme", "system", "Utseende")
RECENT: Option[tuple[str, ...]] = Option("files/recent", (), "Senaste filer")
GEOMETRY = Option("window/geometry", b"", "Fönstrets plats")
HELP_GEOMETRY = Option("window/help_geometry", b"", "Handbokens plats")
FILE_FOLDER = Option("files/folder", "", "Senast använda mapp")


class Settings:
    """The user's choices in one ini file."""

    def __init__(self, file: Path | None = None) -> None:
        self._store = QSettings(str(file or paths.settings_file()), QSettings.Format.IniFormat)

    def get(self, option: Option[Value]) -> Value:
        """The value chosen, or the default when nothing readable is stored."""
        raw = self._store.value(option.key)
        if raw is None:
            return option.default
        return _read(raw, option.default)

    def set(self, option: Option[Value], value: Value) -> None:
        if isinstance(value, bytes):
            self._store.setValue(option.key, QByteArray(value))
        elif isinstance(value, tuple):
            self._store.setValue(option.key, json.dumps(list(value), ensure_ascii=False))
        else:
            self._store.setValue(option.key, value)

    def table(self, name: str) -> dict[str, Any]:
        """How a table's columns were left (order, widths, hidden), by the table's name."""
        return self._json(f"tables/{name}")

    def set_table(self, name: str, state: Mapping[str, Any]) -> None:
        self._store.setValue(f"tables/{name}", json.dumps(state))

    def store_state(self, store: Path) -> dict[str, Any]:
        """Where the user was in this store when it was last closed."""
        return self._json(f"stores/{_store_key(store)}")

    def set_store_state(self, store: Path, state: Mapping[str, Any]) -> None:
        self._store.setValue(f"stores/{_store_key(store)}", json.dumps(state))

    def add_recent(self, store: Path) -> None:
        """Put a store first among the recent ones."""
        name = str(store)
        kept = [other for other in self.get(RECENT) if other != name]
        self.set(RECENT, (name, *kept)[:MAX_RECENT])

    def forget_recent(self, store: Path) -> None:
        self.set(RECENT, tuple(other for other in self.get(RECENT) if other != str(store)))

    def save(self) -> None:
        self._store.sync()

    def _json(self, key: str) -> dict[str, Any]:
        raw = self._store.value(key)
        if not isinstance(raw, str):
            return {}
        try:
            found = json.loads(raw)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def _store_key(store: Path) -> str:
    """A path's digest: ini keys take no separators, and the file names no cases."""
    from hashlib import sha256  # not needed before the first paint

    return sha256(str(store.absolute()).encode()).hexdigest()[:16]


def _read(raw: Any, default: Any) -> Any:
    try:
        if isinstance(default, bool):
            return raw is True or str(raw).lower() == "true"
        if isinstance(default, int):
            return int(raw)
        if isinstance(default, bytes):
            return bytes(raw.data()) if isinstance(raw, QByteArray) else default
        if isinstance(default, tuple):
            return tuple(str(one) for one in json.loads(raw))
        return str(raw)
    except (TypeError, ValueError):
        return default
