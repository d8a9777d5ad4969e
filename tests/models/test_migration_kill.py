"""A migration that is killed leaves the old version whole, and the next start goes on by itself."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from app.models.database import SCHEMA_VERSION, upgrade

MIGRATIONS = Path(__file__).parents[2] / "app" / "models" / "migrations"
NEXT = f'''"""Rebuild a parent table, slowly, with children that ON DELETE CASCADE would take."""
import sqlalchemy as sa
from alembic import op

revision = "{SCHEMA_VERSION + 1:04d}"
down_revision = "{SCHEMA_VERSION:04d}"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("attachment") as batch:
        batch.add_column(sa.Column("remark", sa.Text(), nullable=True))
    op.execute("UPDATE attachment SET remark = hex(zeroblob(2000))")
    with op.batch_alter_table("attachment") as batch:
        batch.alter_column("remark", new_column_name="note")
'''


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{SCHEMA_VERSION + 1:04d}_next.py").write_text(NEXT, encoding="utf-8")
    return folder


@pytest.fixture
def old_store(tmp_path: Path) -> Path:
    """A store of the present version with 400 attachments of two chunks each."""
    path = tmp_path / "old.sqlite"
    upgrade(path)
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO organisation VALUES ('x', 0, 'X', 'X', 'x', 'districtBoard', NULL, NULL, NULL)")
        columns = connection.execute("PRAGMA table_info(application)").fetchall()
        values = {name: "" if kind in ("TEXT", "VARCHAR(40)") else 1 for _, name, kind, needed, _, _ in columns if needed}
        values |= {"id": 1, "uid": "a" * 32, "case_number": "2015-001", "state": "draft"}
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO application ({', '.join(values)}) VALUES ({marks})", list(values.values()))
        for number in range(400):
            connection.execute(
                "INSERT INTO attachment (id, application_id, kind, name, date, size, sha256, uid, version) "
                "VALUES (?, 1, 'other', 'fil', '2015-01-01', 1, ?, ?, 1)",
                (number, "0" * 64, f"{number:032d}"),
            )
            connection.executemany("INSERT INTO attachment_chunk VALUES (?, ?, x'00')", [(number, 0), (number, 1)])
    connection.close()
    return path


def state(path: Path) -> tuple[int, int, int, str, list[object]]:
    connection = sqlite3.connect(path)
    try:
        return (
            connection.execute("PRAGMA user_version").fetchone()[0],
            connection.execute("SELECT count(*) FROM attachment").fetchone()[0],
            connection.execute("SELECT count(*) FROM attachment_chunk").fetchone()[0],
            connection.execute("PRAGMA integrity_check").fetchone()[0],
            connection.execute("SELECT name FROM sqlite_master WHERE name LIKE '_alembic_tmp%'").fetchall(),
        )
    finally:
        connection.close()


def test_children_survive_the_rebuilding_of_their_parent(old_store: Path, scripts: Path) -> None:
    upgrade(old_store, scripts)
    assert state(old_store) == (SCHEMA_VERSION + 1, 400, 800, "ok", [])


@pytest.mark.parametrize("kills", [12, pytest.param(100, marks=pytest.mark.torture)])
def test_killed_migration_is_wholly_old_or_wholly_new(old_store: Path, scripts: Path, tmp_path: Path, kills: int) -> None:
    context = multiprocessing.get_context("fork")
    began = time.monotonic()
    first = tmp_path / "timing.sqlite"
    shutil.copyfile(old_store, first)
    child = context.Process(target=upgrade, args=(first, scripts))
    child.start()
    child.join()
    whole = time.monotonic() - began
    chance = random.Random(7)
    versions = set()
    for number in range(kills):
        path = tmp_path / f"killed{number}.sqlite"
        shutil.copyfile(old_store, path)
        child = context.Process(target=upgrade, args=(path, scripts))
        child.start()
        child.join(timeout=chance.uniform(0.1, 1.0) * whole)
        if child.is_alive():
            assert child.pid is not None
            child.kill()
        child.join()
        assert child.exitcode in (0, -signal.SIGKILL)
        found = state(path)
        assert found in ((SCHEMA_VERSION, 400, 800, "ok", []), (SCHEMA_VERSION + 1, 400, 800, "ok", []))
        versions.add(found[0])
        upgrade(path, scripts)
        assert state(path) == (SCHEMA_VERSION + 1, 400, 800, "ok", [])
    assert SCHEMA_VERSION in versions  # at least one kill came in time
