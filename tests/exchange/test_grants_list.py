"""The list of earlier grants: what is written is read back, and every fault is told by sheet, row and column."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from app.domain.earlier import GrantRow
from app.domain.programme import Programme
from app.errors import FileRefused
from app.exchange.grants_list import FIELDS, grants_template, read_grants_list
from app.exchange.sheet_reader import read_workbook, read_workbook_here
from tests.files.broken_workbooks import hostile_zips, not_workbooks

ROWS = (
    GrantRow(row=2, year=2007, board="farsta", board_name="Farsta stadsdelsnämnd", registry_number="1.2.1-7/2007", title="Öppen gård",
             purpose="Mötesplats.\nI två år.", districts="Farsta; Hökarängen", amount=1_250_000),
    GrantRow(row=3, year=2014, board_name="=Föreningen", registry_number="", title="-Kör", purpose="", districts="", amount=0),
)  # fmt: skip
HEADINGS = [field.label for field in FIELDS]


def edited(change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(grants_template(ROWS)))
    change(book.active)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def put(cell: str, value: object) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[cell] = value

    return change


def problems(data: bytes, programme: Programme) -> list[str]:
    return [str(one) for one in read_grants_list(data, programme, reader=read_workbook_here).problems]


def test_what_is_written_is_read_back(programme: Programme) -> None:
    reading = read_grants_list(grants_template(ROWS), programme, reader=read_workbook)
    assert reading.problems == ()
    assert reading.rows == ROWS
    assert reading.notes == ("Programmet känner inte till ”=Föreningen”. Namnen står kvar som de är skrivna.",)


def test_the_columns_may_stand_in_any_order_below_a_title_on_any_sheet(programme: Programme) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Om listan"
    book.active["A1"] = "Bidrag till ytterstaden"
    sheet = book.create_sheet("Data")
    sheet.append(["Bidrag 2007–2014"])
    sheet.append([])
    sheet.append(["Belopp, kr", "Dnr", " insats ", "ÅR", "Stadsdelar", "Syfte", "Nämnd", "Anmärkning"])
    sheet.append(["1 250 tkr", "7", "Öppen gård", "2012", "Farsta", "Möten", "Farsta", "–"])
    sheet.append([None, None, "Summa", None])
    made = io.BytesIO()
    book.save(made)
    reading = read_grants_list(made.getvalue(), programme, reader=read_workbook_here)
    assert reading.problems == ()
    [row] = reading.rows
    assert (row.row, row.year, row.board, row.amount, row.title) == (4, 2012, "farsta", 1_250_000, "Öppen gård")
    assert any("rad 5: summaraden" in note for note in reading.notes)
    assert any("Bara bladet ”Data” har lästs" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ("A2", 2016, "rad 2, kolumn A: 2016 ligger utanför 2007–2014."),
        ("A2", "i fjol", "rad 2, kolumn A: "),
        ("A2", None, "rad 2, kolumn A: Uppgiften ”År” saknas."),
        ("D3", None, "rad 3, kolumn D: Uppgiften ”Insats” saknas."),
        ("D2", "x" * 301, "rad 2, kolumn D: Texten är 301 tecken."),
        ("E2", "Gäller 19121212-1212", "personnummer"),
        ("G2", "1.250", "rad 2, kolumn G: ”1.250” kan läsas på två sätt."),
        ("G2", -5, "rad 2, kolumn G: Beloppet är negativt."),
        ("G3", None, "rad 3, kolumn G: Uppgiften ”Belopp” saknas."),
        ("G2", "=1+1", "rad 2, kolumn G: Cellen är en formel utan sparat värde."),
        ("F1", "Ort", "rad 1: Kolumnen ”Stadsdelar” saknas."),
        ("H1", "Belopp", "rad 1, kolumn H: Kolumnen ”Belopp” finns mer än en gång."),
    ],
)
def test_a_fault_is_told_where_it_stands(programme: Programme, cell: str, value: object, told: str) -> None:
    found = problems(edited(put(cell, value)), programme)
    assert len(found) == 1
    assert told in found[0]
    assert found[0].startswith("Blad ”Tidigare bidrag”, rad ")


def test_all_faults_are_told_at_once_up_to_a_limit(programme: Programme) -> None:
    def change(sheet: Any) -> None:
        for number in range(2, 303):
            sheet.append([1999, "Farsta", str(number), "Kör", "", "", 1])

    found = problems(edited(change), programme)
    assert len(found) == 201
    assert "Ytterligare 101 problem" in found[-1]


def test_the_same_grant_twice_is_a_fault(programme: Programme) -> None:
    found = problems(grants_template((ROWS[0], ROWS[0])), programme)
    assert found == ["Blad ”Tidigare bidrag”, rad 3: Raden är samma bidrag som rad 2: år, nämnd och nummer är lika. Ta bort den ena."]


def test_merged_cells_are_a_fault(programme: Programme) -> None:
    assert any("Sammanfogade celler" in one for one in problems(edited(lambda sheet: sheet.merge_cells("A2:A3")), programme))


def test_a_workbook_without_the_headings_is_refused(programme: Programme) -> None:
    book = openpyxl.Workbook()
    book.active.append(["År", "Insats", "Kostnad"])
    made = io.BytesIO()
    book.save(made)
    with pytest.raises(FileRefused, match="inte en lista över tidigare bidrag"):
        read_grants_list(made.getvalue(), programme, reader=read_workbook_here)


SOUND = grants_template((replace(ROWS[0], title="Insatsens namn"),))  # the words that one of the broken files is spoilt in
BROKEN = not_workbooks(SOUND) | hostile_zips(SOUND)


@pytest.mark.parametrize("name", list(BROKEN))
def test_a_broken_or_hostile_file_is_refused_in_words(programme: Programme, name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_grants_list(BROKEN[name], programme, reader=read_workbook)
    assert refused.value.advice
