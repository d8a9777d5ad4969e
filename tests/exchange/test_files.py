"""A file is written whole or not at all, and what stood in the way is said in Swedish."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from app.errors import EnvironmentProblem, FileRefused
from app.exchange.files import (
    REPLACE_ATTEMPTS,
    lasting_private_folder,
    private_folder,
    remove_leftovers,
    require_room,
    write_atomically,
)


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
    assert len(names(target)) == 2
    assert remove_leftovers(target.parent) == 1
    assert names(target) == [target.name]


def ended_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        return child.pid


def test_only_what_ended_writings_of_ours_left_is_removed(tmp_path: Path) -> None:
    gone, mark = ended_process(), "0123456789abcdef"
    for name in (f".~{gone}-{mark}.xlsx", f".~{os.getpid()}-{mark}.xlsx", "~$bok.xlsx", ".~abc.xlsx", f".~{gone}.xlsx"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / ".~mapp").mkdir()
    assert remove_leftovers(tmp_path) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [f".~{os.getpid()}-{mark}.xlsx", "~$bok.xlsx", ".~abc.xlsx", f".~{gone}.xlsx", ".~mapp"]
    )
    assert remove_leftovers(tmp_path / "saknas") == 0


def test_private_copies_that_a_killed_program_left_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / f"sammanhallen-{ended_process()}-abcd1234"
    left.mkdir()
    (left / "protokoll.pdf").write_bytes(b"x")
    (left / "protokoll.pdf").chmod(0o400)
    shown = lasting_private_folder()
    with private_folder() as made:
        remove_leftovers()
        assert made.is_dir()
    assert list(tmp_path.iterdir()) == [shown]


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX files")
def test_a_private_file_and_every_unfinished_one_is_for_this_user_only(tmp_path: Path) -> None:
    seen: list[int] = []

    def look(path: Path) -> None:
        seen.append(path.stat().st_mode & 0o777)

    write_atomically(tmp_path / "ärenden.sqlite", new_content, look, private=True)
    write_atomically(tmp_path / "utlåtande.pdf", new_content, look)
    assert seen == [0o600, 0o600]
    assert (tmp_path / "ärenden.sqlite").stat().st_mode & 0o777 == 0o600
    (tmp_path / "vanlig").write_bytes(b"")
    assert (tmp_path / "utlåtande.pdf").stat().st_mode == (tmp_path / "vanlig").stat().st_mode


def test_a_copy_is_not_begun_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(0, 0, 60 * 1024 * 1024))
    require_room(tmp_path, 5 * 1024 * 1024)
    with pytest.raises(EnvironmentProblem, match=r"60 MB ledigt och 62 MB behövs"):
        require_room(tmp_path, 6 * 1024 * 1024)
