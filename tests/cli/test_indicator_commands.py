"""The indicator workbook on the command line: template, dry run, all of it or none, and the same workbook twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.__main__ import main
from app.bootstrap import opened
from tests.cli.conftest import content
from tests.files import indicator_books
from tests.files.indicator_books import put


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "ärenden.sqlite"
    assert main(["new", str(path)]) == 0
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "indikatorer.xlsx"
    path.write_bytes(indicator_books.content())
    return path


def test_a_workbook_is_tried_read_in_and_told_when_it_comes_again(store: Path, workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(store)
    command = ["--store", str(store), "import", "indicators", str(workbook)]
    assert main([*command, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert content(store) == before
    assert "Värden: 5 nya, 0 ändrade, 0 oförändrade." in told
    assert told.rstrip().endswith("Inget är lagrat.")
    assert main(command) == 0
    assert "Läste in 16 nya och 0 ändrade uppgifter." in capsys.readouterr().out
    assert main(command) == 0
    assert "Det finns inget att göra" in capsys.readouterr().out
    with opened(store, "Test") as bench:
        assert len(bench.risk_index.dataset().year) == 5


def test_every_fault_is_told_on_standard_error_with_status_2(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fel.xlsx"

    def broken(book: object) -> None:
        put("Värden", B2="D9", D3="..")(book)
        put("Områden", C4="kvarter")(book)

    path.write_bytes(indicator_books.content(broken))
    before = content(store)
    for extra in ([], ["--dry-run"]):
        assert main(["--store", str(store), "import", "indicators", str(path), *extra]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        for one in ("Blad ”Värden”, rad 2, kolumn B: ", "Blad ”Värden”, rad 3, kolumn D: ", "Blad ”Områden”, rad 4, kolumn C: "):
            assert one in told.err
        assert told.err.rstrip().endswith("Inget är lagrat.")
        assert content(store) == before


def test_the_empty_workbook_that_is_written_has_nothing_to_read(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tom.xlsx"
    assert main(["template", "indicators", str(path)]) == 0
    assert capsys.readouterr().out == "Skrev tom.xlsx.\n"
    assert main(["--store", str(store), "import", "indicators", str(path)]) == 2
    assert "Arbetsboken är tom." in capsys.readouterr().err
