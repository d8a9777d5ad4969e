"""What the demonstration writes of the index, without its pictures."""

from __future__ import annotations

import zipfile
from pathlib import Path

from app.bootstrap import opened
from app.cli.demo import write_index


def test_the_demonstration_writes_a_districts_sheet_and_a_workbook_to_recompute(sample: Path, tmp_path: Path) -> None:
    with opened(sample, "Test") as bench:
        write_index(bench, tmp_path)
    assert (tmp_path / "indexblad.pdf").read_bytes().startswith(b"%PDF-")
    with zipfile.ZipFile(tmp_path / "riskindex.xlsx") as book:
        assert book.testzip() is None
