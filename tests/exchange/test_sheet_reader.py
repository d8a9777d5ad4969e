"""The reading process ends in a text whatever happens to it, and gives values with their kinds."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import EnvironmentProblem, FileRefused
from app.exchange import sheet_reader
from app.exchange.sheet_reader import read_file, read_workbook
from app.exchange.workbook import Area, CellError, CellValue, cell_name, cell_place, pack_value, unpack_value
from app.exchange.zip_gate import check_workbook_file
from tests.files.editing import saved


def a_workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Blad å"
    for column, value in enumerate(["text", 12, 1.5, True, date(2014, 6, 12), datetime(2014, 6, 12, 18, 30), None, "slut"], 1):
        sheet.cell(2, column, value)
    sheet["A4"] = "=1+1"
    sheet["B4"], sheet["B4"].data_type = "#REF!", "e"
    sheet.merge_cells("C4:D5")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("Dolt").sheet_state = "veryHidden"
    return saved(book)


def test_values_come_with_their_kinds_and_what_cannot_be_seen_is_told() -> None:
    first, hidden = read_workbook(a_workbook()).sheets
    assert first.rows[1] == ("text", 12, 1.5, True, date(2014, 6, 12), datetime(2014, 6, 12, 18, 30), None, "slut")
    assert first.rows[0] == (None,) * 8
    assert (first.name, first.hidden, first.hidden_rows, first.hidden_columns) == ("Blad å", False, {2}, {2})
    assert first.formulas_without_value == {(4, 1)}
    assert first.value(4, 2) == CellError("#REF!")
    assert first.merged == (Area(4, 3, 5, 4),)
    assert first.area_at(5, 4) == Area(4, 3, 5, 4)
    assert first.value(99, 99) is None
    assert (hidden.name, hidden.hidden) == ("Dolt", True)


def test_a_reading_that_takes_too_long_is_stopped_with_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reader, "command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    with pytest.raises(FileRefused, match="orimligt lång tid"):
        sheet_reader._read_in_child(a_workbook(), time_limit=0.2)


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise SystemExit(3)", "pass"])
def test_a_reading_process_that_dies_is_told_as_a_damaged_file(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(sheet_reader, "command", lambda: [sys.executable, "-c", code])
    with pytest.raises(FileRefused, match="skadad"):
        read_workbook(a_workbook())


def test_a_reading_process_that_cannot_start_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sheet_reader, "command", lambda: [str(tmp_path / "saknas")])
    with pytest.raises(EnvironmentProblem, match="kunde inte startas") as told:
        read_workbook(a_workbook())
    assert not isinstance(told.value, FileRefused)


@pytest.mark.skipif(sys.platform != "linux", reason="limits on memory as Linux keeps them")
def test_the_reading_process_cannot_take_more_memory_than_its_limit() -> None:
    code = "from app.exchange.sheet_process import _limit_resources; _limit_resources(); bytearray(2**30)"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, check=False)
    assert b"MemoryError" in done.stderr


def test_the_built_program_reads_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert sheet_reader.command() == [sys.executable, "--read-sheets"]


def test_the_reading_process_loads_neither_qt_nor_the_writer_of_workbooks() -> None:
    heavy = ("PySide6", "openpyxl", "sqlalchemy", "numpy")
    code = f"import sys, app.exchange.sheet_process; print([name for name in sys.modules if name.startswith({heavy!r})])"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_files_that_cannot_be_opened_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileRefused, match="finns inte"):
        read_file(tmp_path / "saknas.xlsx")
    with pytest.raises(FileRefused, match=r"är en mapp|går inte att öppna"):
        read_file(tmp_path)

    def held(self: Path, mode: str) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(FileRefused, match="öppen i Excel"):
        read_file(tmp_path / "bok.xlsx")


def test_mutants_of_a_sound_file_are_read_or_refused_and_nothing_else() -> None:
    chance = random.Random(2015)
    sound = a_workbook()
    refused = 0
    for _ in range(400):
        mutant = bytearray(sound)
        for _ in range(chance.randint(1, 6)):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        try:
            check_workbook_file(bytes(mutant[: chance.choice([len(mutant), chance.randrange(len(mutant))])]))
        except FileRefused:
            refused += 1
    assert refused > 200


@pytest.mark.parametrize("cut", range(0, 60))
def test_a_file_cut_short_anywhere_is_refused(cut: int) -> None:
    sound = a_workbook()
    with pytest.raises(FileRefused):
        check_workbook_file(sound[: len(sound) * cut // 60])


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_the_name_of_a_cell_leads_back_to_it(row: int, column: int) -> None:
    assert cell_place(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize("name", ["", "A", "12", "A0", "Å1", "AAAA1", "A12345678", "A-1"])
def test_what_names_no_cell_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cell reference"):
        cell_place(name)


@given(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.datetimes()
    | st.builds(CellError, st.text())
)
def test_values_keep_their_kind_between_the_processes(value: CellValue) -> None:
    back = unpack_value(json.loads(json.dumps(pack_value(value))))
    assert (type(back), back) == (type(value), value)
