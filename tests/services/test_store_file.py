from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.programme import Programme
from app.errors import EnvironmentProblem, FileRefused
from app.models.database import SCHEMA_VERSION
from app.services import store_file
from app.services.store import copy_before_migration, create_store, open_store
from app.services.store_file import file_system_of, inspect


def patched(offset: int, data: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[offset : offset + len(data)] = data
        path.write_bytes(bytes(content))

    return change


def with_sql(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return change


WRONG_FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "empty": (lambda path: path.write_bytes(b"") and None, "är tom"),
    "text": (lambda path: path.write_text("hej") and None, "inte en ärendefil"),
    "zip": (lambda path: path.write_bytes(b"PK\x03\x04" + b"x" * 200) and None, "inte en ärendefil"),
    "half a header": (lambda path: path.write_bytes(path.read_bytes()[:60]) and None, "början av filen saknas"),
    "another program's": (patched(68, b"\x00\x00\x00\x01"), "annat program"),
    "newer": (patched(60, (SCHEMA_VERSION + 1).to_bytes(4, "big")), "nyare version"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:-8192]) and None, "skadad"),
    "page zeroed": (patched(8192, b"\x00" * 4096), "skadad"),
    "view for a table": (with_sql("CREATE VIEW strange AS SELECT 1"), "vyer eller utlösare"),
    "strange trigger": (with_sql("CREATE TRIGGER strange AFTER INSERT ON district BEGIN SELECT 1; END"), "vyer eller utlösare"),
    "loose foreign key": (with_sql("UPDATE district SET board = 'finns-inte' WHERE key = 'tensta'"), "lösa kopplingar"),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_wrong_file_is_refused_in_its_own_words_and_left_alone(store_path: Path, name: str) -> None:
    change, words = WRONG_FILES[name]
    change(store_path)
    before = store_path.read_bytes()
    with pytest.raises(FileRefused, match=words) as refused:
        open_store(store_path, "Test")
    assert refused.value.advice
    assert store_path.read_bytes() == before
    assert sorted(path.name for path in store_path.parent.iterdir()) == [store_path.name]


def test_newer_file_names_the_version_needed(store_path: Path) -> None:
    with_sql("UPDATE store_info SET min_app_version = '7.3.0'")(store_path)
    patched(60, (SCHEMA_VERSION + 1).to_bytes(4, "big"))(store_path)
    with pytest.raises(FileRefused, match=r"7\.3\.0"):
        inspect(store_path)


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="finns inte längre"):
        open_store(tmp_path / "borta.sqlite", "Test")


def test_journal_of_another_database_does_no_harm(store_path: Path, tmp_path: Path) -> None:
    """SQLite plays a stranger's journal back and ruins a sound file: it is looked at on a copy first."""
    other = tmp_path / "other.sqlite"
    connection = sqlite3.connect(other, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=DELETE; PRAGMA cache_size=2; CREATE TABLE t (x); BEGIN;")
    connection.executemany("INSERT INTO t VALUES (?)", [("x" * 2000,)] * 200)
    connection.execute("COMMIT")
    connection.execute("BEGIN")
    connection.execute("UPDATE t SET x = 'y'")
    journal = other.with_name("other.sqlite-journal")
    shutil.copyfile(journal, store_path.with_name(store_path.name + "-journal"))
    connection.execute("ROLLBACK")
    connection.close()
    before = store_path.read_bytes()
    with pytest.raises(FileRefused, match="återställningsfil"):
        open_store(store_path, "Test")
    assert store_path.read_bytes() == before
    strange = store_path.with_name(store_path.name + "-journal")
    strange.rename(tmp_path / "undanflyttad")
    open_store(store_path, "Test").close()


def test_hot_journal_of_a_broken_save_is_played_back(store_path: Path) -> None:
    connection = sqlite3.connect(store_path, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=DELETE; PRAGMA cache_size=1; PRAGMA cache_spill=ON; BEGIN;")
    connection.execute("UPDATE organisation SET sort_key = 'half' || sort_key")
    connection.execute("UPDATE rule_info SET about = about || hex(zeroblob(3000))")
    journal = store_path.with_name(store_path.name + "-journal")
    broken = store_path.with_name("broken.sqlite")
    shutil.copyfile(store_path, broken)
    shutil.copyfile(journal, broken.with_name("broken.sqlite-journal"))
    connection.execute("ROLLBACK")
    connection.close()
    store = open_store(broken, "Test")
    assert not any(one.name.startswith("half") for one in store.programme.organisations)
    store.close()


def test_write_protected_file_opens_for_viewing(store_path: Path) -> None:
    store_path.chmod(0o444)
    store = open_store(store_path, "Test")
    assert store.read_only is not None
    assert "skrivskyddad" in store.read_only.text
    with pytest.raises(EnvironmentProblem, match="bara för läsning"), store.writing():
        pass
    store.close()


def test_second_opening_sees_who_holds_the_file_and_only_reads(store_path: Path) -> None:
    first = open_store(store_path, "Handläggare A")
    second = open_store(store_path, "Handläggare B")
    assert second.read_only is not None
    assert "Handläggare A" in second.read_only.text
    assert second.read_only.since is not None
    first.close()
    second.close()
    third = open_store(store_path, "Handläggare B")
    assert third.read_only is None
    third.close()


def test_lock_left_by_a_crash_does_not_stand_in_the_way(store_path: Path) -> None:
    store_path.with_name(store_path.name + ".lock").write_text('{"pid": 1, "computer": "Åsa", "who": "x", "since": "2015-01-01"}')
    store = open_store(store_path, "Test")
    assert store.read_only is None
    store.close()


def test_shares_and_synced_folders_are_refused(store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_file, "_mounts", lambda: [("/", "ext4"), (str(tmp_path), "cifs")])
    with pytest.raises(FileRefused, match="nätverksplats") as refused:
        inspect(store_path)
    assert "egen disk" in refused.value.advice
    monkeypatch.undo()
    synced = tmp_path / "OneDrive - Stockholms stad" / "fil.sqlite"
    synced.parent.mkdir()
    shutil.copyfile(store_path, synced)
    with pytest.raises(FileRefused, match="synkas"):
        inspect(synced)
    chosen = tmp_path / "moln"
    chosen.mkdir()
    shutil.copyfile(store_path, chosen / "fil.sqlite")
    monkeypatch.setenv("OneDriveCommercial", str(chosen))
    with pytest.raises(FileRefused, match="synkas"):
        inspect(chosen / "fil.sqlite")


def test_network_path_is_known_by_its_form() -> None:
    with pytest.raises(FileRefused, match="nätverksplats"):
        store_file.refuse_bad_place(Path("//server/share/fil.sqlite"))


def test_deepest_mount_point_decides() -> None:
    mounts = [("/", "ext4"), ("/mnt", "nfs4"), ("/mnt/local", "xfs")]
    assert file_system_of(Path("/mnt/a/b.sqlite"), mounts) == "nfs4"
    assert file_system_of(Path("/mnt/local/b.sqlite"), mounts) == "xfs"
    assert file_system_of(Path("/mntb.sqlite"), mounts) == "ext4"


def test_new_store_never_replaces_a_file(tmp_path: Path, programme: Programme) -> None:
    taken = tmp_path / "finns.sqlite"
    taken.write_text("viktigt")
    with pytest.raises(FileRefused, match="finns redan"):
        create_store(taken, programme, who="Test")
    assert taken.read_text() == "viktigt"


def test_copy_before_migration_is_made_once(store_path: Path) -> None:
    copy = copy_before_migration(store_path, 0)
    stamp = copy.read_bytes()
    store_path.write_bytes(b"ruined by a failing migration")
    assert copy_before_migration(store_path, 0) == copy
    assert copy.read_bytes() == stamp
