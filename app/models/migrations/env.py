"""Runs the migrations in one transaction with foreign keys off, then checks keys and row counts (recipe 5.1)."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, Engine

from app.models import Base
from app.models.database import APPLICATION_ID, MIN_APP_VERSION, SCHEMA_VERSION


def row_counts(connection: Connection) -> dict[str, int]:
    """Of every table but SQLite's, Alembic's and the full-text index, which is made anew from the others."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND name NOT LIKE 'application\\_search%' ESCAPE '\\' AND name <> 'alembic_version'"
    ).scalars()
    return {name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()) for name in names.all()}


def changed_tables() -> set[str]:
    """Tables whose row count a migration says it changes, by `CHANGES_ROWS`."""
    changed: set[str] = set()
    for revision in context.script.walk_revisions():
        changed |= set(getattr(revision.module, "CHANGES_ROWS", ()))
    return changed


def run() -> None:
    engine: Engine = context.config.attributes["engine"]
    with engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")  # before any BEGIN: inside one it is ignored
        try:
            context.configure(
                connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True, compare_type=True
            )
            with context.begin_transaction():
                before = row_counts(connection)
                context.run_migrations()
                if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    raise RuntimeError("foreign keys broken by the migration")
                after = row_counts(connection)
                lost = [name for name, count in before.items() if after.get(name, 0) != count and name not in changed_tables()]
                if lost:
                    raise RuntimeError(f"row counts changed by the migration: {', '.join(lost)}")
                head = context.get_context().get_current_revision()
                if int(head or 0) == SCHEMA_VERSION:
                    connection.exec_driver_sql("UPDATE store_info SET min_app_version = ?", (MIN_APP_VERSION,))
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={int(head or 0)}")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


run()
