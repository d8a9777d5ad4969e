"""Stores of every earlier version are kept and opened in every run: nothing they held is lost on the way up."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path

import pytest

from app.domain.views import ListQuery
from app.models.database import SCHEMA_VERSION, upgrade
from app.services.store import open_store
from app.services.store_files import check_file
from app.services.workbench import assemble

STORES = Path(__file__).parents[1] / "files" / "stores"
KEPT = sorted(STORES.glob("version-*.sqlite.gz"))


@pytest.fixture(params=KEPT, ids=lambda path: path.name.partition(".")[0])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "gammal.sqlite"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'alembic%'")]
        found = {}
        for name in names:
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f'PRAGMA table_info("{name}")'))
            found[name] = connection.execute(f'SELECT {columns} FROM "{name}"').fetchall()
        return found
    finally:
        connection.close()


def columns(path: Path, table: str) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    finally:
        connection.close()


def test_every_earlier_version_is_kept() -> None:
    assert len(KEPT) == SCHEMA_VERSION - 1


def test_every_row_and_value_survives_the_way_up(old: Path) -> None:
    before = rows(old)
    names = {table: columns(old, table) for table in before}
    upgrade(old)
    after = rows(old)
    for table, held in before.items():
        new_names = columns(old, table)
        kept = [new_names.index(name) for name in names[table]]
        assert [tuple(row[at] for at in kept) for row in after[table]] == held, table


def test_old_store_opens_copied_migrated_and_whole(old: Path) -> None:
    store = open_store(old, "Test")
    bench = assemble(store)
    assert len(bench.exports.rows(ListQuery())) >= 24
    assert bench.files.verify_digests() == ()
    bench.close()
    assert check_file(old).ok
    copies = [path for path in old.parent.iterdir() if "före version" in path.name]
    assert len(copies) == 1
    open_store(old, "Test").close()
    assert len([path for path in old.parent.iterdir() if "före version" in path.name]) == 1
