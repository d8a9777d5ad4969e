"""Engines over the one SQLite file, and its migrations (reliability brief, recipe 5.1)."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, StaticPool

APPLICATION_ID = 0x53484C4E  # "SHLN"
SCHEMA_VERSION = 4  # equals the number of the newest migration; a test holds them together
# Of a store of this version, as its migrations make it; a test holds them together.
SCHEMA_DIGEST = "4b405366fbe4b755e373a076d807a8ae94ec915b3518c6d9e235a35e0c912fcd"
MIN_APP_VERSION = "0.1.0"  # the first version of the program that reads SCHEMA_VERSION; written into each file
BUSY_TIMEOUT_MS = 5000

COMMON_PRAGMAS = ("foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", f"busy_timeout={BUSY_TIMEOUT_MS}")
WRITER_PRAGMAS = ("journal_mode=DELETE", "synchronous=EXTRA", "secure_delete=ON", "cache_spill=OFF")


def writing_engine(path: Path) -> Engine:
    """The one writing connection, shared by the threads that take turns with it; BEGIN IMMEDIATE for every transaction."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in (*COMMON_PRAGMAS, *WRITER_PRAGMAS):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return _engine(connect, StaticPool, "BEGIN IMMEDIATE")


def reading_engine(path: Path) -> Engine:
    """Read-only connections, one per unit of work."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(read_only_uri(path), uri=True, isolation_level=None, check_same_thread=False)
        for pragma in COMMON_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.text_factory = _readable
        return connection

    return _engine(connect, NullPool, "BEGIN")


def _readable(raw: bytes) -> str:
    """Damaged text is shown with a mark where it cannot be read; the list around it still opens. Nothing of it is written back."""
    return raw.decode("utf-8", "replace")


def read_only_uri(path: Path, *, immutable: bool = False) -> str:
    """A file: URI in which #, ?, % and å do no harm."""
    return f"file:{quote(str(path))}?mode=ro" + ("&immutable=1" if immutable else "")


def schema_digest(connection: sqlite3.Connection) -> str:
    """SHA-256 over every table, index and trigger: a column or trigger that somebody slipped in shows.

    A rebuilt table lists its constraints in any order, so the lines of a statement are sorted.
    """
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name")
    known = [(kind, name, sorted(line.strip().rstrip(",") for line in (sql or "").splitlines())) for kind, name, sql in rows]
    return hashlib.sha256(repr(known).encode()).hexdigest()


def _engine(connect: Callable[[], sqlite3.Connection], pool: Any, begin: str) -> Engine:
    engine = create_engine("sqlite://", creator=connect, poolclass=pool, hide_parameters=True)  # errors never carry values

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def upgrade(path: Path, script_location: Path | None = None, revision: str = "head") -> None:
    """Bring the file to a revision in one transaction: it is wholly old or wholly new, whatever interrupts."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(script_location or Path(__file__).with_name("migrations")).replace("%", "%%"))
    engine = writing_engine(path)
    try:
        config.attributes["engine"] = engine
        command.upgrade(config, revision)
    finally:
        engine.dispose()
