"""Lists go out with the right kind in every cell; text never becomes a formula."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import swedish
from app.domain.fields import Kind
from app.domain.vocabulary import CostType
from app.errors import EnvironmentProblem
from app.exchange import tables
from app.exchange.cells import CUT_MARK, MAX_CELL_CHARACTERS, cell_text
from app.exchange.sheet_reader import read_workbook_here
from app.exchange.tables import Dialect, sheet_name, write_csv, write_table

KINDS = [Kind.TEXT, Kind.DATE, Kind.KRONOR, Kind.NUMBER, Kind.YES_NO, Kind.CHOICE]
COLUMNS = list(zip(["Insats", "Inkom", "Sökt", "Andel", "Klar", "Slag"], KINDS, strict=True))
SHEET_NAMES = [("Ansökningar", "Ansökningar"), ("a/b:c*[d]?", "a b c d"), ("", "Lista"), ("x" * 40, "x" * 30 + "…"), ("'", "Lista")]
ROW = ["Läxhjälp; Österåker", date(2015, 3, 1), 1_250_000, Decimal("-2.5"), True, CostType.STAFF]
FORMULAS = ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"]


def test_a_list_opens_with_typed_cells_frozen_headers_and_a_filter() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_table(COLUMNS, [ROW], title="Ansökningar 2015"))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == [name for name, _ in COLUMNS]
    assert [cell.value for cell in sheet[2]] == ["Läxhjälp; Österåker", datetime(2015, 3, 1), 1_250_000, -2.5, "Ja", "Personal"]
    assert [sheet["B2"].number_format, sheet["C2"].number_format] == ["yyyy-mm-dd", "#,##0"]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Ansökningar 2015", "A2", "A1:F2")


def test_an_empty_list_still_has_its_headers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_table(COLUMNS, []))).active
    assert sheet is not None
    assert (sheet.max_row, sheet.auto_filter.ref) == (1, "A1:F1")


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_starts_as_a_formula_stays_text(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_table(COLUMNS, [[text, None, -5, None, None, None]]))).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert sheet["C2"].value == -5
    plain = write_csv(COLUMNS, [[text, None, -5, None, None, None]]).decode("utf-8-sig")
    [_, row] = csv.reader(io.StringIO(plain), delimiter=";")
    assert row[0] == "'" + swedish.clean(text)
    assert row[2] == "-5"


def test_the_csv_for_spreadsheets_has_semicolons_decimal_commas_and_a_mark_of_its_encoding() -> None:
    data = write_csv(COLUMNS, [ROW])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == 'Insats;Inkom;Sökt;Andel;Klar;Slag\r\n"Läxhjälp; Österåker";2015-03-01;1250000;-2,5;Ja;Personal\r\n'


def test_the_csv_for_programs_has_commas_decimal_points_and_stored_values() -> None:
    columns = list(zip(["title", "received_date", "applied", "share", "done", "kind"], KINDS, strict=True))
    data = write_csv(columns, [ROW, ["=1", None, None, None, False, None]], Dialect.PROGRAM)
    assert data.decode() == (
        "title,received_date,applied,share,done,kind\nLäxhjälp; Österåker,2015-03-01,1250000,-2.5,true,staff\n=1,,,,false,\n"
    )


@settings(max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=30), st.none() | st.integers(0, 10**12), st.none() | st.dates(date(1990, 1, 1))), max_size=4))
def test_a_list_read_back_holds_the_same_rows(rows: list[tuple[str, int | None, date | None]]) -> None:
    columns = [("Nr", Kind.INTEGER), ("Namn", Kind.TEXT), ("Belopp", Kind.KRONOR), ("Dag", Kind.DATE)]
    sheet = read_workbook_here(write_table(columns, [(number, *row) for number, row in enumerate(rows)])).sheets[0]
    for number, (text, amount, day) in enumerate(rows, 2):
        assert sheet.value(number, 2) == (swedish.clean(text) or None)
        assert (sheet.value(number, 3), sheet.value(number, 4)) == (amount, day)


def test_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    for text in ("x" * 40_000, "😀" * 20_000):
        cut = cell_text(text)
        assert cut.endswith(CUT_MARK)
        assert len(cut.encode("utf-16-le")) // 2 <= MAX_CELL_CHARACTERS
        assert "\ufffd" not in cut
    assert cell_text("x" * MAX_CELL_CHARACTERS) == "x" * MAX_CELL_CHARACTERS


def test_what_a_cell_cannot_hold_is_cleaned_and_the_file_opens() -> None:
    data = write_table([("Namn", Kind.TEXT)], [["a\x00b\ufffe\ud800c"], ["_x000D_"]])
    sheet = read_workbook_here(data).sheets[0]
    assert [sheet.value(2, 1), sheet.value(3, 1)] == ["abc", "_x000D_"]


@pytest.mark.parametrize(("text", "name"), SHEET_NAMES)
def test_a_sheet_gets_a_name_that_excel_takes(text: str, name: str) -> None:
    assert sheet_name(text) == name


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_SHEET_ROWS", 3)
    with pytest.raises(EnvironmentProblem, match="fler rader"):
        write_table([("Nr", Kind.INTEGER)], [[1], [2], [3]])
