"""Long tables as columns: the same facts and values as cell by cell, and no trick of the XML gets past the quick look."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.table_columns import ColumnSheet, Odd
from app.errors import FileRefused
from app.exchange import sheet_quick
from app.exchange.sheet_columns import column_sheet, pack, unpack
from app.exchange.sheet_reader import read_columns, read_columns_here
from app.exchange.sheet_scan import DATA, SheetFacts, scan
from tests.files.editing import saved

ROWS = [["År", "Kod", "Värde"], [2012, "01", 1.5], [2013, " ", None], [2014, "01", True], [2015, date(2014, 6, 12), "x"]]


def workbook(change: Callable[[Any], object] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    if change:
        change(book)
    return saved(book)


def with_xml(edit: Callable[[str], str], data: bytes | None = None) -> bytes:
    """The workbook with its first sheet's XML edited."""
    source = zipfile.ZipFile(io.BytesIO(data or workbook()))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, edit(content.decode()).encode() if name.endswith("sheet1.xml") else content)
    return made.getvalue()


def values(sheet: ColumnSheet) -> list[list[Any]]:
    return [[sheet.value(row, column) for column in range(1, len(sheet.columns) + 1)] for row in range(1, sheet.height + 1)]


def test_values_come_with_their_kinds_also_from_another_process() -> None:
    for reader in (read_columns_here, read_columns):
        (sheet,) = reader(workbook())
        assert values(sheet) == [
            ["År", "Kod", "Värde"], [2012.0, "01", 1.5], [2013.0, None, None], [2014.0, "01", Odd("truth", "SANT")],
            [2015.0, Odd("date", "2014-06-12"), "x"],
        ]  # fmt: skip
        assert sheet.shown(2, 1) == "2012"


def hide(book: Any) -> None:
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True


def broken(book: Any) -> None:
    book.active["C2"], book.active["C3"], book.active["C3"].data_type = "=1+1", "#REF!", "e"
    book.active.merge_cells("A4:B4")


@pytest.mark.parametrize("change", [None, hide, broken])
def test_facts_are_those_of_the_full_pass(change: Any) -> None:
    data = workbook(change)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (full,) = scan(archive, DATA)
    (sheet,) = read_columns_here(data)
    assert sheet.hidden_rows == full.hidden_rows
    assert sheet.hidden_columns == full.hidden_columns
    assert sheet.formulas_without_value == full.formulas_without_value
    assert len(sheet.merged) == len(full.merged)
    assert {(row, column) for (row, column) in full.errors} == {
        (row, number) for number, column in enumerate(sheet.columns, 1) for row, one in column.odd.items() if one.kind == "error"
    }


PLAIN = b'<worksheet><sheetData><row r="1"><c r="A1" t="n"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row></sheetData></worksheet>'
TRICKS = {
    "formula": (b"<v>1</v>", b"<f>1</f><v>1</v>"),
    "formula by prefix": (b"<v>1</v>", b"<x:f>1</x:f><v>1</v>"),
    "formula by prefix behind a span": (b'<row r="1"><c r="A1" t="n">', b'<row r="1" spans="1"><c r="A1" t="n"><x:f>1</x:f>'),
    "error": (b't="n"><v>1<', b't="e"><v>#REF!<'),
    "error in other quotes": (b't="n"><v>1<', b"t='e'><v>#REF!<"),
    "error with spaces": (b't="n"><v>1<', b't = "e"><v>#REF!<'),
    "hidden row": (b'<row r="1"', b'<row r="1" hidden="1"'),
    "not a number": (b"<v>1</v>", b"<v>1x</v>"),
    "no number at all": (b"<v>1</v>", b"<v>NaN</v>"),
    "a date": (b't="n"><v>1<', b't="d"><v>2014-06-12<'),
    "text of a formula": (b't="n"><v>1<', b't="str"><v>ja<'),
    "hidden value in a comment": (b"<v>1</v>", b"<!-- <v>2</v> --><v>1</v>"),
    "character data": (b"<v>1</v>", b"<v><![CDATA[1]]></v>"),
    "a second list of cells": (b"</worksheet>", b"<sheetData><row></row></sheetData></worksheet>"),
    "a document type": (b"<worksheet>", b"<!DOCTYPE a><worksheet>"),
    "another encoding": (b"<worksheet>", b"<?xml version='1.0' encoding='utf-16'?><worksheet>"),
    "far to the right": (b'r="B1"', b'r="XFD1"'),
    "far down": (b'r="B1"', b'r="B200000"'),
    "far down a million": (b'r="B1"', b'r="B1048576"'),
}


def test_a_plain_sheet_is_known_without_parsing() -> None:
    assert sheet_quick.is_plain(PLAIN, DATA)
    facts = sheet_quick.quick_facts("Blad", False, PLAIN, DATA, [5])
    assert facts is not None
    assert facts.characters >= 5


UNLIMITED = {
    "a cell without place": (b'<c r="A1" t="n">', b"<c>"),
    "a row without place": (b'<row r="1">', b"<row>"),
    "an unknown element": (b"</row>", b"<ext></ext></row>"),
    "a cell far out by another spelling": (b'r="B1"', b'r = "XFD1"'),
    "a cell by prefix": (b'<c r="B1"', b'<x:c r="B1"'),
}


@pytest.mark.parametrize("name", UNLIMITED)
def test_where_memory_has_no_limit_only_plain_tags_are_let_through(name: str) -> None:
    xml = PLAIN.replace(*UNLIMITED[name])
    assert xml != PLAIN
    assert not sheet_quick.is_plain(xml, DATA)


def test_what_excel_writes_on_its_rows_is_plain() -> None:
    xml = PLAIN.replace(b'<row r="1">', b'<row r="1" spans="1:2" x14ac:dyDescent="0.25">')
    assert sheet_quick.quick_facts("Blad", False, xml, DATA, [5]) is not None


@pytest.mark.parametrize("name", TRICKS)
def test_no_trick_gets_past_the_quick_look(name: str) -> None:
    old, new = TRICKS[name]
    xml = PLAIN.replace(old, new)
    assert xml != PLAIN
    is_known = sheet_quick.is_within(xml, DATA) and sheet_quick.quick_facts("Blad", False, xml, DATA, [5]) is not None
    assert not is_known


def test_hidden_columns_and_merged_cells_are_read_beside_the_quick_look() -> None:
    xml = PLAIN.replace(b"<sheetData>", b'<cols><col min="2" max="3" hidden="1"/></cols><sheetData>').replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    facts = sheet_quick.quick_facts("Blad", False, xml, DATA, [5])
    assert facts is not None
    assert facts.hidden_columns == {2, 3}
    assert len(facts.merged) == 1


@pytest.mark.parametrize("place", ["XFD1", "BZ2", "B200001", "A1048576"])
def test_a_cell_far_outside_is_refused_by_name(place: str) -> None:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    data = with_xml(lambda xml: xml.replace("</sheetData>", f'<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>'))
    for reader in (read_columns, read_columns_here):
        with pytest.raises(FileRefused, match=place):
            reader(data)


def test_more_rows_than_a_form_has_are_read() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Värden")
    for number in range(6_000):
        sheet.append([number, "a"])
    raw = io.BytesIO()
    book.save(raw)
    (read,) = read_columns(raw.getvalue())
    assert (read.height, read.value(6_000, 1), read.value(6_000, 2)) == (6_000, 5_999.0, "a")


def test_a_damaged_sheet_is_told_as_such() -> None:
    with pytest.raises(FileRefused, match="skadad"):
        read_columns(with_xml(lambda xml: xml.replace("</row>", "</rad>")))


CELLS = st.none() | st.text(alphabet="ab ") | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.dates()


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=8)))
def test_columns_keep_every_value_between_the_processes(rows: list[list[Any]]) -> None:
    sheet = column_sheet(SheetFacts("Blad", False), [["" if one is None else one for one in row] for row in rows])
    (back,) = unpack(pack([sheet]))
    assert values(back) == values(sheet)

    def expected(value: Any) -> Any:
        if isinstance(value, bool):
            return Odd("truth", "SANT" if value else "FALSKT")
        if isinstance(value, date):
            return Odd("date", value.isoformat())
        return None if value is None or (isinstance(value, str) and not value.strip()) else value

    assert values(sheet) == [[expected(value) for value in row] for row in rows]
