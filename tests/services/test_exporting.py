"""Lists out of the program hold every row."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from app.domain.case_list import COLUMNS
from app.domain.rules.evidence import FieldRef
from app.domain.views import ListQuery
from app.services import exporting
from app.services.workbench import Workbench
from tests.services.builders import a_good_application


@pytest.mark.parametrize("piece", [1, 2, 3, 4, 100])
def test_every_row_is_exported_once_however_many_there_are(
    bench: Workbench, case: UUID, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        bench.cases.create(a_good_application(title=f"Insats {number}"))
    monkeypatch.setattr(exporting, "PIECE", piece)
    query = ListQuery(sort="case_number", descending=False)
    assert [row.case_number for row in bench.exports.rows(query)] == ["2015-001", "2015-002", "2015-003", "2015-004"]
    assert len(bench.exports.cases_csv(query).splitlines()) == 5


def test_list_for_a_spreadsheet_is_swedish_and_holds_no_formula(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    bench.cases.edit(case, FieldRef("title"), "=HYPERLINK(1)")
    target = tmp_path / "lista.CSV"
    bench.exports.list_file(ListQuery(), target)
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    head, row = content.decode("utf-8-sig").split("\r\n")[:2]
    assert head.split(";")[:3] == ["Ärendenummer", "Diarienummer", "Insats"]
    assert row.split(";")[2] == "'=HYPERLINK(1)"
    assert ";1000000;" in row


def test_list_under_any_other_name_is_a_workbook(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    bench.exports.list_file(ListQuery(), tmp_path / "lista.xlsx")
    assert (tmp_path / "lista.xlsx").read_bytes().startswith(b"PK")


def test_the_columns_chosen_are_exported_in_their_order_with_typed_cells(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    bench.cases.edit(case, FieldRef("least_amount"), "750000")
    target = tmp_path / "val.xlsx"
    bench.exports.list_file(ListQuery(), target, ("received", "least_amount", "mean", "rules", "assessments"))
    sheet = load_workbook(target).active
    head, row = list(sheet.iter_rows(values_only=True))
    assert head[:3] == ("Inkom", "Minsta belopp, kr", "Medelpoäng")
    assert head[3:] == ("Uppfyllda", "Inte uppfyllda", "Underlag saknas", "Att bedöma", "Bedömningar inne", "Bedömare")
    assert (row[0].date().isoformat(), row[1], row[2]) == ("2015-03-20", 750_000, None)
    assert all(isinstance(value, int) for value in row[3:])


def test_every_column_of_the_window_is_exported() -> None:
    assert {one.key for one in exporting.LIST_COLUMNS} == set(COLUMNS)
