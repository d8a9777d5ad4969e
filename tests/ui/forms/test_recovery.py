"""What was typed and not stored is there at the next start, and gone once it is stored."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest

from app.domain.rules.evidence import FieldRef
from app.ui.forms.recovery import Recovery, Rescued, recovery_file

UID, ROW = uuid4(), uuid4()
PURPOSE, CELL = FieldRef("purpose"), FieldRef("budget_lines.note", ROW)


def clock() -> datetime:
    return datetime(2016, 3, 14, 14, 2)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rescue.json"


def test_text_is_there_after_a_crash(file: Path, qtbot: object) -> None:
    typing = Recovery(file, clock)
    typing.note(UID, PURPOSE, "Att öka trygg")
    typing.note(UID, CELL, "Löner")
    typing.flush()
    later = Recovery(file, clock)
    assert later.rescued(UID) == {PURPOSE: Rescued("Att öka trygg", "2016-03-14 14.02"), CELL: Rescued("Löner", "2016-03-14 14.02")}
    assert later.rescued(uuid4()) == {}


def test_text_is_written_within_a_second_of_typing(file: Path, qtbot: object) -> None:
    typing = Recovery(file, clock)
    typing.note(UID, PURPOSE, "Att")
    qtbot.waitUntil(file.exists, timeout=2500)  # type: ignore[attr-defined]


def test_nothing_is_left_when_the_text_has_been_stored(file: Path, qtbot: object) -> None:
    typing = Recovery(file, clock)
    typing.note(UID, PURPOSE, "Att öka")
    typing.flush()
    typing.forget(UID, PURPOSE)
    assert not file.exists()


def test_old_text_stays_while_something_else_is_typed(file: Path, qtbot: object) -> None:
    first = Recovery(file, clock)
    first.note(UID, PURPOSE, "gammalt")
    first.flush()
    second = Recovery(file, clock)
    second.note(UID, CELL, "nytt")
    second.forget(UID, CELL)
    assert Recovery(file, clock).rescued(UID) == {PURPOSE: Rescued("gammalt", "2016-03-14 14.02")}


def test_the_newest_text_wins_whatever_order_the_writers_run_in(file: Path, qtbot: object) -> None:
    waiting: list[object] = []
    typing = Recovery(file, clock, background=waiting.append)
    for text in ("A", "At", "Att"):
        typing.note(UID, PURPOSE, text)
        typing.flush()
    for work in reversed(waiting):
        work()  # type: ignore[operator]
    assert Recovery(file, clock).rescued(UID)[PURPOSE].text == "Att"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"mark": "other"}', '{"mark": "sammanhallen-recovery-1", "entries": {"x": {}}}'])
def test_a_damaged_file_is_passed_over(file: Path, content: str, qtbot: object) -> None:
    file.write_text(content)
    assert Recovery(file, clock).rescued(UID) == {}


def test_a_disk_that_refuses_does_not_stop_the_typing(tmp_path: Path, qtbot: object) -> None:
    (tmp_path / "in-the-way").write_text("")
    typing = Recovery(tmp_path / "in-the-way" / "rescue.json", clock)
    typing.note(UID, PURPOSE, "Att")
    typing.flush()


def test_each_store_has_a_file_of_its_own_that_tells_nothing(tmp_path: Path) -> None:
    one, other = recovery_file(tmp_path / "a.sqlite"), recovery_file(tmp_path / "b.sqlite")
    assert one != other
    assert "a.sqlite" not in one.name
