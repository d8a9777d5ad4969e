"""The letter that asks for what is missing, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from app.__main__ import main
from app.bootstrap import opened
from app.domain.drafts import ApplicationDraft
from app.domain.vocabulary import ApplicationState
from tests.cli.conftest import content


@pytest.fixture
def gappy(sample: Path) -> str:
    """A case of which next to nothing is known."""
    with opened(sample, "Test", writes=True) as bench:
        created = bench.cases.create(ApplicationDraft(title="Läxhjälp <b>", applicant="farsta"), state=ApplicationState.FORMAL_CHECK)
        return bench.cases.load(created.uid).case_number


def test_letter_is_written_as_pdf_and_nothing_is_stored(
    sample: Path, gappy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, target = content(sample), tmp_path / "brev.pdf"
    assert main(["--store", str(sample), "supplement", gappy, "--out", str(target), "--due", "2016-04-12"]) == 0
    assert capsys.readouterr().out == "Skrev brev.pdf.\n"
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(target).pages).split())
    assert "Begäran om komplettering av ansökan: Läxhjälp <b>" in text
    assert "Svara senast den 12 april 2016." in text.replace("\u00a0", " ")
    assert content(sample) == before


def test_letter_is_written_as_text_on_standard_out(sample: Path, gappy: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(sample), "supplement", gappy, "--text"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Begäran om komplettering av ansökan: Läxhjälp <b>"
    assert "Farsta stadsdelsnämnd" in lines
    assert any(line.startswith("1. Fyll i ”Anvisningar, version”") for line in lines)


def test_the_open_draft_is_the_letter(sample: Path, gappy: str, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(sample, "Test", writes=True) as bench:
        bench.supplements.create(bench.cases.resolve(gappy), introduction="Vi skriver om er ansökan.")
    assert main(["--store", str(sample), "supplement", gappy, "--text"]) == 0
    assert "Vi skriver om er ansökan." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Ange --out FIL.pdf för en PDF, --text för brevet som text, eller båda."),
        (["--text", "--due", "snart"], "--due går inte att tolka"),
    ],
)
def test_words_that_do_not_fit_together_are_refused(
    sample: Path, gappy: str, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--store", str(sample), "supplement", gappy, *arguments]) == 2
    assert told in capsys.readouterr().err


def test_an_unknown_case_is_told(sample: Path, gappy: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(sample), "supplement", "1999-999", "--text"]) == 2
    assert "Det finns inget ärende ”1999-999”" in capsys.readouterr().err
