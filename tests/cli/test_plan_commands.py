"""A plan on the command line, from blank workbook to approved version, new version, comparison and PDF."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.__main__ import main
from app.bootstrap import opened
from app.domain.catalogues import PLAN
from app.domain.vocabulary import PlanState
from tests.cli.conftest import content
from tests.cli.plan_workbooks import drop_row, fill

ANSWERS: Mapping[str, object] = {
    "Stadsdelsnämnd": "Farsta",
    "Gäller från": date(2016, 1, 1),
    "Gäller till": date(2017, 12, 31),
    "Inledning": "Planen gäller fyra stadsdelar.",
    "Riskanalysens datum": "2015-10-08",
    "Riskindexets år": 2012,
    "Analys av riskindexet": "Farsta Strand ligger högst.",
    "Förankrad i lokal styrgrupp": date(2016, 2, 9),
    "Godkänd av nämnden": date(2016, 3, 10),
    "Paragraf": "§ 7",
    "Diarienummer": "336-48/2016",
}
OBJECTIVES: Mapping[str, Sequence[object]] = {
    "Mål nr": [1, 2],
    "Målsättning": ["Skadegörelsen i Farsta Strand minskar.", "Fler familjer i Fagersjö får stöd tidigt."],
    "Riskområde": ["Säkerhet och trygghet", "Sociala riskfaktorer"],
    "Indikator": ["Skadegörelse", "Familjer per vecka"],
    "Utgångsvärde": ["36,2", 18],
    "Målvärde": [27, 40],
    "Måldatum": [date(2017, 12, 31), "2017-12-15"],
    "Hur målet mäts": ["Avläses i riskindexet", "Räkning varje öppen dag"],
}
ACTIVITIES: Mapping[str, Sequence[object]] = {
    "Aktivitet nr": ["1.1", "1.2"],
    "Aktivitet": ["Nya kvällar i Farsta Strand", "Familjecenter i Fagersjö"],
    "Stadsdelar": ["Farsta Strand", "Fagersjö"],
    "Bidrar till mål nr": ["1", "2"],
    "Betalas med": ["Projektmedel", "Projektmedel"],
}


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "Handlingsplan.xlsx"
    assert main(["template", "action-plan", str(path)]) == 0
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "planer.sqlite"
    assert main(["new", str(path)]) == 0
    return path


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_plan_goes_from_blank_workbook_to_new_version_comparison_and_pdf(
    store: Path, blank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> str:
        assert main(["--store", str(store), *words]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    fill(blank, ANSWERS, [OBJECTIVES, ACTIVITIES])
    assert "2 mål, 2 aktiviteter" in run("import", "action-plan", str(blank), "--dry-run")
    assert "Farsta stadsdelsnämnd  ingen plan" in run("plans")
    assert "version 1 av handlingsplanen för Farsta" in run("import", "action-plan", str(blank))
    assert "Farsta stadsdelsnämnd  version 1  Utkast" in run("plans")
    run("plan-state", "Farsta", "steered")
    assert "version 1: Godkänd av nämnd" in run("plan-state", "Farsta", "approved")

    fill(blank, {"Inledning": "Planen gäller fem stadsdelar."}, [{"Målvärde": [25, 40]}])
    drop_row(blank, "Aktiviteter", "Familjecenter i Fagersjö")
    said = run("import", "action-plan", str(blank))
    assert "godkänd och låst" in said
    assert "version 2 av handlingsplanen" in said
    compared = run("plan-compare", "farsta", "1", "2")
    assert "Mål 1, Målvärde: 27 → 25" in compared
    assert "Familjecenter i Fagersjö" in compared
    assert "fyra stadsdelar" in compared

    newest, first = tmp_path / "ny.pdf", tmp_path / "första.pdf"
    run("plan", "Farsta stadsdelsnämnd", "--out", str(newest))
    run("plan", "Farsta", "--version", "1", "--out", str(first))
    assert "Familjecenter i Fagersjö" in text_of(first)
    assert "Familjecenter i Fagersjö" not in text_of(newest)
    assert "Nya kvällar i Farsta Strand" in text_of(newest)


def test_approving_a_version_that_drops_an_activity_tells_which_verdict_turned(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "tensta.xlsx"
    with opened(sample, "Test") as bench:
        row = next(one for one in bench.queries.plans() if one.board == "spanga-tensta")
        assert row.uid
        bench.plan_forms.export_plan(row.uid, book)
    drop_row(book, "Aktiviteter", "Läxhjälp och framtidstro")
    words = ["--store", str(sample)]
    assert main([*words, "import", "action-plan", str(book)]) == 0
    fill(book, {"Förankrad i lokal styrgrupp": "2016-03-01", "Godkänd av nämnden": "2016-03-10"}, [])
    assert main([*words, "import", "action-plan", str(book)]) == 0
    assert main([*words, "plan-state", "Spånga-Tensta", "steered"]) == 0
    capsys.readouterr()
    assert main([*words, "plan-state", "Spånga-Tensta", "approved"]) == 0
    assert "Ärende 2015-020, R02: Uppfyllt → Inte uppfyllt" in capsys.readouterr().out
    assert main([*words, "plans"]) == 0
    assert "version 1  Ersatt" in capsys.readouterr().out


def test_every_problem_of_a_plan_workbook_is_named_and_nothing_is_stored(
    store: Path, blank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(
        blank, {**ANSWERS, "Riskanalysens datum": "i höstas", "Riskindexets år": "tjugotolv"}, [{**OBJECTIVES, "Målvärde": ["mycket", 40]}]
    )
    before = content(store)
    assert main(["--store", str(store), "import", "action-plan", str(blank)]) == 2
    said = capsys.readouterr().err
    for words in ("i höstas", "tjugotolv", "mycket", "Inget är lagrat."):
        assert words in said
    assert content(store) == before


def test_the_two_forms_are_not_taken_for_each_other(store: Path, blank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    application = tmp_path / "ansökan.xlsx"
    assert main(["template", "application", str(application)]) == 0
    assert main(["--store", str(store), "import", "action-plan", str(application)]) == 2
    assert main(["--store", str(store), "import", "application", str(blank)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_plans_as_csv_have_english_headers_and_a_row_for_each_version(sample: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--store", str(sample), "plans", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode("utf-8"))))
    assert [row["version"] for row in rows if row["board"] == "enskede-arsta-vantor"] == ["2", "1"]
    assert {row["state"] for row in rows} <= {one.value for one in PlanState}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["plan", "Bromma", "--out", "x.pdf"], "finns inte bland alternativen"),
        (["plan", "Farsta", "--version", "7", "--out", "x.pdf"], "I filen finns version 1"),
        (["plan", "Farsta", "--version", "sju", "--out", "x.pdf"], "ogiltigt heltal"),
        (["plan-state", "Farsta", "approved"], "kan inte föras till ”Godkänd av nämnd”"),
        (["plan-compare", "Farsta", "1", "2"], "ingen version 2"),
        (["plan-state", "Farsta", "godkänd"], "ogiltigt val"),
    ],
)
def test_what_cannot_be_done_is_told_in_swedish(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--store", str(sample), *words]) == 2
    assert told in capsys.readouterr().err
    assert not Path("x.pdf").exists()


def test_a_store_without_a_plan_says_how_to_get_one(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(store), "plan", "Farsta", "--out", str(tmp_path / "x.pdf")]) == 2
    assert "import action-plan" in capsys.readouterr().err


def test_labels_in_these_tests_are_the_catalogues() -> None:
    fields = [*PLAN.fields, *(field for table in PLAN.tables for field in table.fields)]
    assert {*ANSWERS, *OBJECTIVES, *ACTIVITIES} <= {field.label for field in fields}
