"""A file is written whole or not at all, and what stood in the way is said in Swedish."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from app.errors import EnvironmentProblem, FileRefused
from app.exchange.files import REPLACE_ATTEMPTS, remove_leftovers, safe_path, write_atomically


def new_content(stream: BinaryIO) -> None:
    stream.write(b"new")


def failing(number: int) -> Callable[[BinaryIO], None]:
    def write(stream: BinaryIO) -> None:
        stream.write(b"half of the")
        raise OSError(number, "refused")

    return write


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "åtgärder #1.xlsx"
    path.write_bytes(b"old")
    return path


def names(target: Path) -> list[str]:
    return [path.name for path in target.parent.iterdir()]


def test_the_new_content_takes_the_place_of_the_old(target: Path) -> None:
    write_atomically(target, new_content)
    assert target.read_bytes() == b"new"
    assert names(target) == [target.name]


def test_the_content_is_on_the_disk_before_it_takes_the_old_one_s_place(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("sync"), sync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda self, other: (steps.append("replace"), replace(self, other))[1])
    write_atomically(target, new_content, lambda path: steps.append("check"))
    assert steps == ["sync", "check", "replace", *(["sync"] if os.name == "posix" else [])]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "Disken är full"),
        (errno.EIO, "kunde inte sparas"),
        (errno.EROFS, "går bara att läsa"),
        (errno.EACCES, "öppen i Excel"),
    ],
)
def test_a_writing_that_breaks_leaves_the_old_file_and_no_stump(target: Path, number: int, words: str) -> None:
    with pytest.raises(EnvironmentProblem) as told:
        write_atomically(target, failing(number))
    assert words in told.value.message
    assert told.value.advice
    assert str(target.parent) not in told.value.message
    assert target.read_bytes() == b"old"
    assert names(target) == [target.name]


def test_a_file_that_does_not_pass_its_check_is_never_put_in_place(target: Path) -> None:
    def check(path: Path) -> None:
        assert path.read_bytes() == b"new"
        raise FileRefused("Filen går inte att öppna.", "Försök igen.")

    with pytest.raises(FileRefused):
        write_atomically(target, new_content, check)
    assert target.read_bytes() == b"old"
    assert names(target) == [target.name]


@pytest.mark.parametrize("refusals", range(REPLACE_ATTEMPTS + 1))
def test_a_file_held_for_a_moment_is_tried_again(target: Path, monkeypatch: pytest.MonkeyPatch, refusals: int) -> None:
    real, waits = Path.replace, []
    left = iter(range(refusals))

    def replace(self: Path, other: Path) -> Path:
        if next(left, None) is not None:
            raise PermissionError(errno.EACCES, "held")
        return real(self, other)

    monkeypatch.setattr(Path, "replace", replace)
    if refusals < REPLACE_ATTEMPTS:
        write_atomically(target, new_content, sleep=waits.append)
        assert target.read_bytes() == b"new"
    else:
        with pytest.raises(EnvironmentProblem, match="öppen i Excel"):
            write_atomically(target, new_content, sleep=waits.append)
        assert target.read_bytes() == b"old"
    assert len(waits) == min(refusals, REPLACE_ATTEMPTS - 1)
    assert 0 <= sum(waits) < 5
    assert names(target) == [target.name]


def test_a_missing_folder_and_a_folder_in_the_way_are_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="Mappen ”saknas” finns inte"):
        write_atomically(tmp_path / "saknas" / "x.xlsx", new_content)
    with pytest.raises(EnvironmentProblem, match="är en mapp"):
        write_atomically(tmp_path, new_content)


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX files")
def test_the_finished_file_has_the_rights_of_the_one_it_replaces(target: Path) -> None:
    target.chmod(0o640)
    write_atomically(target, new_content)
    assert target.stat().st_mode & 0o777 == 0o640


WRITER = """
import sys
from pathlib import Path
from app.exchange.files import write_atomically
def write(stream):
    while True:
        stream.write(b"x" * 65536); stream.flush(); print("written", flush=True)
write_atomically(Path(sys.argv[1]), write)
"""


def test_a_writer_that_is_killed_leaves_the_old_file_and_its_stump_is_cleared(target: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(target)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdout
        child.stdout.readline()
        child.kill()
    assert target.read_bytes() == b"old"
    assert remove_leftovers(target.parent) == 0  # young: another program may be writing it
    assert remove_leftovers(target.parent, older_than_seconds=0) == 1
    assert names(target) == [target.name]


def test_only_our_own_old_temporary_files_are_removed(tmp_path: Path) -> None:
    (tmp_path / ".~abc.xlsx").write_bytes(b"")
    (tmp_path / "~$bok.xlsx").write_bytes(b"")
    (tmp_path / ".~mapp").mkdir()
    assert remove_leftovers(tmp_path, now=(tmp_path / ".~abc.xlsx").stat().st_mtime + 25 * 3600) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [".~mapp", "~$bok.xlsx"]
    assert remove_leftovers(tmp_path / "saknas") == 0


@pytest.mark.parametrize("title", ["../../etc/passwd", "CON", "a:b\\c", "Läxhjälp åt äldre", "\u202egnp.exe", "x" * 600, "", " . "])
def test_a_title_never_leads_out_of_the_folder(tmp_path: Path, title: str) -> None:
    path = safe_path(tmp_path, prefix="2015-017", title=title, suffix=".pdf")
    assert path.resolve().parent == tmp_path.resolve()
    assert path.name.startswith("2015-017")
    assert path.name.isascii()
    assert len(path.name) < 200
