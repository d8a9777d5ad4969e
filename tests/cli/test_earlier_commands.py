"""The list of earlier grants on the command line: empty list, dry run, all lines or none, and the same list twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.__main__ import main
from app.bootstrap import opened
from app.domain.earlier import GrantRow
from app.exchange.grants_list import grants_template
from tests.cli.conftest import content

ROWS = (
    GrantRow(row=2, year=2012, board_name="Farsta", registry_number="7/2012", title="Öppen gård", amount=500_000),
    GrantRow(row=3, year=2013, board_name="Farsta", registry_number="8/2013", title="Simskola", amount=250_000),
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "ärenden.sqlite"
    assert main(["new", str(path)]) == 0
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "bidrag.xlsx"
    path.write_bytes(grants_template(ROWS))
    return path


def test_a_list_is_tried_read_in_and_told_when_it_comes_again(store: Path, workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(store)
    command = ["--store", str(store), "import", "earlier-grants", str(workbook)]
    assert main([*command, "--dry-run"]) == 0
    assert content(store) == before
    assert "Nya: 2. Ändrade: 0. Redan inlästa: 0." in capsys.readouterr().out
    assert main(command) == 0
    assert "Läste in 2 nya och ändrade 0." in capsys.readouterr().out
    assert main(command) == 0
    assert "Samma lista är redan inläst." in capsys.readouterr().out
    with opened(store, "Test") as bench:
        assert bench.earlier.grants() == 2


def test_a_list_with_a_fault_is_refused_and_stores_nothing(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fel.xlsx"
    path.write_bytes(grants_template((GrantRow(row=2, year=2016, board_name="Farsta", title="Kör", amount=1),)))
    before = content(store)
    assert main(["--store", str(store), "import", "earlier-grants", str(path)]) != 0
    assert "rad 2, kolumn A: 2016 ligger utanför 2007–2014." in capsys.readouterr().err
    assert content(store) == before


def test_the_empty_list_that_is_written_has_no_lines_to_read(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tom.xlsx"
    assert main(["template", "earlier-grants", str(path)]) == 0
    assert main(["--store", str(store), "import", "earlier-grants", str(path)]) != 0
    assert "Listan innehåller inga rader." in capsys.readouterr().err
