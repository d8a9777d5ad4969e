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
SAID_ELSEWHERE = {"observation": {"level"}}  # the territory has its level
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
        lasting = [name for name in names[table] if name not in SAID_ELSEWHERE.get(table, ())]
        first = [names[table].index(name) for name in lasting]
        kept = [new_names.index(name) for name in lasting]
        assert [tuple(row[at] for at in kept) for row in after[table]] == [tuple(row[at] for at in first) for row in held], table


def test_units_with_observations_become_territories_with_the_level_they_had(old: Path) -> None:
    connection = sqlite3.connect(old)
    levels = dict(connection.execute("SELECT DISTINCT unit, level FROM observation"))
    connection.close()
    upgrade(old)
    connection = sqlite3.connect(old)
    found = dict(connection.execute("SELECT code, level FROM territory"))
    city = [code for code, level in found.items() if level == "city"]
    parents = dict(connection.execute("SELECT code, parent FROM territory"))
    connection.close()
    assert {code: found[code] for code in levels} == levels
    assert city == ["stockholm"]
    assert parents["tensta"] == "sdn-spanga-tensta"
    assert parents["farsta"] == "sdn-farsta"
    assert parents["sdn-farsta"] == "stockholm"


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
