"""The disk, the file and other programs get in the way of an open store: told in Swedish, nothing lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.domain.rules.evidence import FieldRef
from app.domain.views import ListQuery
from app.errors import EnvironmentProblem, FileRefused
from app.models.database import MIN_APP_VERSION, SCHEMA_VERSION
from app.services import store as store_module
from app.services import store_file
from app.services.store import Store, open_store
from app.services.store_files import check_file
from app.services.workbench import Workbench

TITLE = FieldRef("title")
LONG = FieldRef("purpose")


def fill(store: Store, pages: int | None) -> None:
    """Let the file grow by at most so many pages; None gives the room back."""
    assert store._writer is not None
    with store._writer.connect() as connection:
        held = connection.connection.driver_connection
        assert held is not None
        now = held.execute("PRAGMA page_count").fetchone()[0]
        held.execute(f"PRAGMA max_page_count={now + pages if pages is not None else 1_073_741_823}")


def write_until_refused(bench: Workbench, case: UUID) -> None:
    for number in range(200):
        bench.cases.edit(case, LONG, f"{number} " + "text " * 3000)


def test_full_disk_is_told_and_later_saves_work(bench: Workbench, case: UUID) -> None:
    before = bench.cases.load(case)
    fill(bench.store, 0)
    with pytest.raises(EnvironmentProblem, match="Disken är full") as refused:
        write_until_refused(bench, case)
    assert bench.store.path.parent.name in refused.value.message
    assert "inte sparad" in refused.value.message
    kept = bench.cases.load(case).draft.purpose
    fill(bench.store, None)
    assert bench.cases.edit(case, TITLE, "Sparat när det fanns plats").after == "Sparat när det fanns plats"
    after = bench.cases.load(case)
    assert after.draft.purpose == kept
    assert after.version > before.version
    assert bench.files.check().ok


def test_file_taken_away_while_open_is_told_and_can_be_saved_elsewhere(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    bench.cases.edit(case, TITLE, "Senast sparat")
    bench.path.unlink()
    with pytest.raises(EnvironmentProblem, match="finns inte längre där den låg") as refused:
        bench.cases.edit(case, TITLE, "Efter att filen försvann")
    assert "Spara kopia som" in refused.value.advice
    with pytest.raises(EnvironmentProblem, match="finns inte längre"):
        bench.cases.load(case)
    rescued = tmp_path / "räddad.sqlite"
    bench.files.save_copy(rescued)
    assert not bench.path.exists()
    store = open_store(rescued, "Test")
    with store.reading() as session:
        assert session.execute(text("SELECT title FROM application WHERE uid = :uid"), {"uid": case.hex}).scalar() == "Senast sparat"
    store.close()


def test_copy_of_a_file_that_is_gone_makes_nothing(store_path: Path, tmp_path: Path) -> None:
    store = open_store(store_path, "Test", view_only=True)
    store_path.unlink()
    with pytest.raises(FileRefused, match="ingen kopia"):
        store.copy_to(tmp_path / "kopia.sqlite")
    assert not list(tmp_path.glob("*.sqlite"))
    store.close()


def test_a_fault_of_ours_is_not_taken_for_the_disk(bench: Workbench) -> None:
    with pytest.raises(OperationalError, match="no such table"), bench.store.writing() as unit:
        unit.session.execute(text("SELECT * FROM finns_inte"))


def test_errors_never_carry_the_values_that_were_sent(bench: Workbench) -> None:
    with pytest.raises(OperationalError) as caught, bench.store.reading() as session:
        session.execute(text("SELECT * FROM finns_inte WHERE x = :value"), {"value": "hemligt-namn"})
    assert "hemligt-namn" not in str(caught.value)


LOOKER = """
import sys
from pathlib import Path
from app.services.store import open_store
print("ready", flush=True)
for _ in range(60):
    open_store(Path(sys.argv[1]), "Annan", view_only=True).close()
print("done", flush=True)
"""


def test_a_save_under_way_is_never_taken_for_damage(bench: Workbench, case: UUID) -> None:
    """The journal of a save comes and goes while another program opens the file for reading."""
    with subprocess.Popen(
        [sys.executable, "-c", LOOKER, str(bench.path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path.cwd()
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        number = 0
        while child.poll() is None:
            number += 1
            bench.cases.edit(case, TITLE, f"Insats {number}")
        assert child.stdout.read() == "done\n"


def test_a_lock_in_the_way_is_not_taken_for_damage(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(store_path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: real(*given, **{**named, "timeout": 0}))
    with pytest.raises(EnvironmentProblem, match="upptagen av ett annat program"):
        store_file.inspect(store_path)
    other.execute("ROLLBACK")
    other.close()


def test_changed_tables_are_refused(store_path: Path) -> None:
    with sqlite3.connect(store_path) as connection:
        connection.execute("ALTER TABLE partner ADD COLUMN huge TEXT GENERATED ALWAYS AS (hex(zeroblob(900000000))) VIRTUAL")
    connection.close()
    before = store_path.read_bytes()
    with pytest.raises(FileRefused, match="dess tabeller är inte de som programmet har gjort"):
        open_store(store_path, "Test")
    assert store_path.read_bytes() == before


def test_a_store_behind_a_link_is_judged_by_where_it_lies(store_path: Path, tmp_path: Path) -> None:
    synced = tmp_path / "Dropbox"
    synced.mkdir()
    store_path.rename(synced / "fil.sqlite")
    link = tmp_path / "fil.sqlite"
    link.symlink_to(synced / "fil.sqlite")
    with pytest.raises(FileRefused, match="Dropbox"):
        store_file.inspect(link)


def test_file_names_the_version_that_reads_its_schema(store_path: Path) -> None:
    """Not the version that happened to make it: a later program that changes no schema asks for nothing more."""
    with sqlite3.connect(store_path) as connection:
        assert connection.execute("SELECT min_app_version FROM store_info").fetchone() == (MIN_APP_VERSION,)
    connection.close()


def test_failed_migration_is_told_and_the_file_is_as_it_was(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = store_path.read_bytes()
    copies = []
    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(store_module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)

            def fails(path: Path) -> None:
                raise RuntimeError("row counts changed by the migration: partner")

            patch.setattr(store_module, "upgrade", fails)
            with pytest.raises(EnvironmentProblem, match=r"kunde inte göras om .*partner") as refused:
                open_store(store_path, "Test")
        assert "äldre versionen" in refused.value.advice
        copies.append(sorted(path.name for path in store_path.parent.glob("*före version*")))
    assert store_path.read_bytes() == content
    assert copies[0] == copies[1]
    assert len(copies[0]) == 1
    assert check_file(store_path.parent / copies[0][0]).ok


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX files")
def test_store_copies_and_backups_are_for_this_user_only(bench: Workbench, tmp_path: Path) -> None:
    from app.services.sample_copy import copy_sample
    from app.services.workbench import create_store

    made = [bench.files.backup(), tmp_path / "kopia.sqlite", tmp_path / "ny.sqlite", tmp_path / "exempel.sqlite"]
    bench.files.save_copy(made[1])
    create_store(made[2])
    copy_sample(made[3])
    assert [path.stat().st_mode & 0o777 for path in made] == [0o600] * 4


@pytest.mark.parametrize("name", ["å ä ö", "a#b?c%20d", "😀 mapp", "x" * 120 + "/" + "y" * 120, "' OR 1=1 --"])
def test_a_store_in_an_odd_folder_opens_saves_and_is_copied(empty_store: bytes, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir(parents=True)
    path = folder / "fil #1 50%?.sqlite"
    path.write_bytes(empty_store)
    from app.services.workbench import open_workbench

    bench = open_workbench(path, who="Test")
    made = bench.cases.create()
    assert bench.cases.edit(made.uid, TITLE, "Sparat").after == "Sparat"
    assert check_file(bench.files.backup()).cases == 1
    bench.close()
    assert check_file(path).ok


def test_unreadable_text_is_marked_and_the_list_still_opens(bench: Workbench, case: UUID) -> None:
    with sqlite3.connect(bench.path) as connection:
        connection.execute("UPDATE application SET title = CAST(x'4cff78' AS TEXT)")
    connection.close()
    (row,) = bench.queries.applications(ListQuery()).rows
    assert row.title == "L\ufffdx"
    assert bench.files.verify_digests() == ("2015-001",)
    with pytest.raises(EnvironmentProblem, match="skadad"):
        bench.cases.edit(case, TITLE, "Nytt")


def test_values_that_no_version_wrote_are_refused_at_opening(store_path: Path) -> None:
    with sqlite3.connect(store_path) as connection:
        connection.execute("UPDATE store_info SET reference_day = '2016-03-4?'")
    connection.close()
    with pytest.raises(FileRefused, match="skadad"):
        open_store(store_path, "Test")
    assert not store_file.is_held(store_path)  # the refusal let go of the lock
