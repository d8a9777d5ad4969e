"""Engines over the one SQLite file, and its migrations (reliability brief, recipe 5.1)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, StaticPool

APPLICATION_ID = 0x53484C4E  # "SHLN"
SCHEMA_VERSION = 2  # equals the number of the newest migration; a test holds them together
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
        return connection

    return _engine(connect, NullPool, "BEGIN")


def read_only_uri(path: Path, *, immutable: bool = False) -> str:
    """A file: URI in which #, ?, % and å do no harm."""
    return f"file:{quote(str(path))}?mode=ro" + ("&immutable=1" if immutable else "")


def _engine(connect: Callable[[], sqlite3.Connection], pool: Any, begin: str) -> Engine:
    engine = create_engine("sqlite://", creator=connect, poolclass=pool)

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
