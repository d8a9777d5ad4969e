from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import configure_mappers

from app.domain import catalogues
from app.domain.fields import Kind
from app.models import Base
from app.models.application import Application
from app.models.database import APPLICATION_ID, SCHEMA_DIGEST, SCHEMA_VERSION, reading_engine, schema_digest, upgrade, writing_engine
from app.models.log import LOG_TRIGGERS
from app.models.plan import LOCK_TRIGGERS, LocalActionPlan
from app.services import mapping

SEARCH = "application_search"  # the full-text table and its own parts, which no mapped class describes
MIGRATIONS = Path(__file__).parents[2] / "app" / "models" / "migrations"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "store.sqlite"
    upgrade(path)
    return path


@pytest.fixture
def connection(made: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(made)
    yield connection
    connection.rollback()
    connection.close()


def test_migrated_schema_equals_the_models(made: Path) -> None:
    configure_mappers()
    engine = writing_engine(made)
    with engine.connect() as live:
        known = {"compare_type": True, "include_name": lambda name, kind, _parents: not (kind == "table" and str(name).startswith(SEARCH))}
        context = MigrationContext.configure(live, opts=known)
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_program_knows_the_newest_migration(connection: sqlite3.Connection) -> None:
    heads = ScriptDirectory(str(MIGRATIONS)).get_heads()
    assert [int(head) for head in heads] == [SCHEMA_VERSION]
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_checks_and_keys_of_the_models_are_in_the_file(connection: sqlite3.Connection, tmp_path: Path) -> None:
    straight = tmp_path / "straight.sqlite"
    engine = writing_engine(straight)
    Base.metadata.create_all(engine)
    engine.dispose()
    direct = sqlite3.connect(straight)

    def clauses(source: sqlite3.Connection) -> dict[str, set[str]]:
        rows = source.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'").fetchall()
        rows = [row for row in rows if not row[0].startswith(SEARCH)]
        return {name: {line.strip().rstrip(",)( ") for line in sql.splitlines()[1:]} - {""} for name, sql in rows}

    assert clauses(connection) == clauses(direct)
    direct.close()


def test_triggers_in_the_file_are_the_known_ones(connection: sqlite3.Connection) -> None:
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    assert found == LOG_TRIGGERS | LOCK_TRIGGERS


def test_catalogue_and_columns_agree() -> None:
    for mapped, parts, rows in (
        (Application, (catalogues.APPLICATION, catalogues.PROCESS), {**mapping.APPLICATION_ROWS, **mapping.PROCESS_ROWS}),
        (LocalActionPlan, (catalogues.PLAN,), mapping.PLAN_ROWS),
    ):
        columns = set(mapped.__table__.columns.keys())
        for catalogue in parts:
            assert {field.key for field in catalogue.fields if field.kind is not Kind.CHOICES} <= columns
            assert {table.key for table in catalogue.tables} <= set(rows)
        for kept in rows.values():
            assert {field.key for field in kept.table.fields if field.kind is not Kind.CHOICES} <= set(kept.mapped.__table__.columns.keys())


def test_way_down_leaves_nothing_behind(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    path = tmp_path / "down.sqlite"
    upgrade(path)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = writing_engine(path)
    config.attributes["engine"] = engine
    command.downgrade(config, "base")
    engine.dispose()
    left = sqlite3.connect(path)
    assert left.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'").fetchall() == []
    left.close()


def test_writer_uses_the_safe_pragmas(made: Path) -> None:
    engine = writing_engine(made)
    with engine.connect() as live:
        read = {
            name: live.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    engine.dispose()
    assert read == {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "secure_delete": 1}


def test_reader_cannot_write(made: Path) -> None:
    engine = reading_engine(made)
    with engine.connect() as live, pytest.raises(Exception, match="readonly"):
        live.exec_driver_sql("DELETE FROM criterion")
    engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE store_info SET id = 2",
        "INSERT INTO criterion (id, position, label) VALUES ('Q1', 1, 'utan resten')",
        "INSERT INTO district (key, position, name, sort_key, board, index_above_average, named_for_local_work) "
        "VALUES ('x', 1, 'X', 'x', 'finns-inte', 0, 0)",
        "INSERT INTO rule_info (id, position, title, kind, about, source, hard, process) VALUES ('R', 1, '', 'okänd', '', '', 0, 0)",
        "INSERT INTO rule_info (id, position, title, kind, about, source, hard, process) VALUES ('R', 1, '', 'H', '', '', 7, 0)",
    ],
)  # fmt: skip
def test_schema_itself_refuses_what_is_wrong(connection: sqlite3.Connection, statement: str) -> None:
    connection.execute("PRAGMA foreign_keys=ON")
    if "store_info" in statement:
        connection.execute("INSERT INTO store_info VALUES (1, 'x', 'x', 'x', NULL)")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_program_knows_its_own_tables_by_their_digest(connection: sqlite3.Connection) -> None:
    """When this fails after a change of the migrations, SCHEMA_DIGEST takes the new value."""
    assert schema_digest(connection) == SCHEMA_DIGEST
