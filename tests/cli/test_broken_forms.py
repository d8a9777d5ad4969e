"""Twenty and more broken workbooks on the command line: a clear text each, status 2, nothing stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import paths
from app.__main__ import main
from app.exchange.programme_file import load_programme
from tests.cli.conftest import content
from tests.files.broken_workbooks import broken_workbooks

BROKEN = broken_workbooks(load_programme(paths.resources_folder() / "programme.toml"))


def test_there_are_at_least_twenty() -> None:
    assert len(BROKEN) >= 20


@pytest.mark.parametrize("name", BROKEN)
def test_broken_workbook_is_refused_in_words_and_nothing_is_stored(
    name: str, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ansökan.xlsx"
    path.write_bytes(BROKEN[name])
    before = content(sample)
    assert main(["--store", str(sample), "import", "application", str(path)]) == 2
    said = capsys.readouterr().err
    assert len(said.strip()) > 30
    assert "Traceback" not in said
    assert "Error" not in said
    assert content(sample) == before
