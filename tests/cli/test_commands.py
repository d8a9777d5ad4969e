from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from app import paths
from app.__main__ import main
from app.cli.demo import EXAMPLE_FORM
from app.services.lock import is_held
from app.services.store import open_store
from tests.cli.conftest import content

EXAMPLE = paths.resources_folder() / EXAMPLE_FORM


def test_new_makes_a_store_that_check_finds_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ny.sqlite"
    assert main(["new", str(path)]) == 0
    assert main(["check", str(path)]) == 0
    assert "0 ärenden" in capsys.readouterr().out
    assert main(["new", str(path)]) == 2
    assert "finns redan" in capsys.readouterr().err


def test_check_tells_what_was_changed_outside_the_program(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect(sample)
    connection.execute("UPDATE application SET amount_granted = amount_granted + 1 WHERE case_number = '2015-001'")
    connection.commit()
    connection.close()
    assert main(["check", str(sample)]) == 2
    assert "2015-001 har ändrats utanför programmet" in capsys.readouterr().err


def test_template_is_written(tmp_path: Path) -> None:
    path = tmp_path / "blankett.xlsx"
    assert main(["template", "application", str(path)]) == 0
    assert path.read_bytes()[:2] == b"PK"


def test_example_form_is_read_in_with_its_three_flaws(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(sample), "--as", "IT", "import", "application", str(EXAMPLE)]) == 0
    shown = capsys.readouterr().out
    for words in ("R05 Inte uppfyllt", "R08 Inte uppfyllt: Rad 4", "R10 Underlag saknas"):
        assert words in shown
    number = re.search(r"ärende (\d{4}-\d{3})", shown)
    assert number
    assert main(["--store", str(sample), "rules", number[1]]) == 0
    store = open_store(sample, "Test")
    with store.reading() as session:
        from sqlalchemy import text

        assert session.execute(text("SELECT DISTINCT who FROM log_entry ORDER BY sequence DESC LIMIT 1")).scalar() == "IT"
    store.close()


def test_same_form_twice_is_refused_and_shows_what_differs(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(sample), "import", "application", str(EXAMPLE)]) == 0
    before = content(sample)
    assert main(["--store", str(sample), "import", "application", str(EXAMPLE)]) == 2
    assert "Samma blankett finns redan" in capsys.readouterr().err
    assert content(sample) == before


def test_dry_run_stores_nothing(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(sample)
    assert main(["--store", str(sample), "import", "application", str(EXAMPLE), "--dry-run"]) == 0
    assert "Inget är lagrat" in capsys.readouterr().out
    assert content(sample) == before


def test_command_that_writes_is_refused_while_the_window_holds_the_store(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = open_store(sample, "Handläggare B")
    assert main(["--store", str(sample), "import", "application", str(EXAMPLE)]) == 2
    assert "Handläggare B" in capsys.readouterr().err
    assert main(["--store", str(sample), "list"]) == 0
    held.close()


def test_rules_speak_json_and_csv(sample: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--store", str(sample), "rules", "2015-020", "--json"]) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert [one["rule"] for one in found] == [f"R{n:02d}" for n in range(1, 32)]
    assert main(["--store", str(sample), "rules", "2015-020", "--csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsysbinary.readouterr().out.decode("utf-8"))))
    assert rows[0][:3] == ["rule", "title", "outcome"]
    assert len(rows) == 32
    target = tmp_path / "regler.csv"
    assert main(["--store", str(sample), "rules", "2015-020", "--csv", str(target)]) == 0
    assert not target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_list_as_csv_has_point_and_english_headers(sample: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--store", str(sample), "list", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode("utf-8"))))
    assert len(rows) == 33
    first = next(row for row in rows if row["caseNumber"] == "2015-001")
    assert (first["amountApplied"], first["state"]) == ("2400000", "inProgress")


def test_memo_of_several_cases_is_one_paper(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "utlåtanden.pdf"
    assert main(["--store", str(sample), "memo", "2015-019", "2015-020", "--out", str(target)]) == 0
    text = "".join(page.extract_text() for page in PdfReader(target).pages)
    assert text.count("Stadsledningskontorets förslag till beslut") == 2
    assert main(["--store", str(sample), "memo", "1999-001", "--out", str(tmp_path / "x.pdf")]) == 2
    assert not (tmp_path / "x.pdf").exists()


def test_memo_names_signs_that_it_cannot_show(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(sample) as connection:
        connection.execute("UPDATE application SET purpose = purpose || ' 申\u202e' WHERE case_number = '2015-020'")
    connection.close()
    assert main(["--store", str(sample), "memo", "2015-020", "--out", str(tmp_path / "ut.pdf")]) == 0
    assert "saknar 申 (U+7533) och U+202E. Där står □" in capsys.readouterr().err


def test_missing_store_and_wrong_words_are_told_in_swedish(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 2
    assert "--store FIL" in capsys.readouterr().err
    assert main(["sprätt"]) == 2
    assert "ogiltigt val" in capsys.readouterr().err


def test_store_and_person_are_taken_after_the_command_too(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "2015-020", "--store", str(sample)]) == 0
    after = capsys.readouterr().out
    assert main(["--store", str(sample), "rules", "2015-020"]) == 0
    assert capsys.readouterr().out == after
    assert main(["import", "application", str(EXAMPLE), "--as", "  Drift \n", "--store", str(sample)]) == 0
    with sqlite3.connect(sample) as connection:
        assert connection.execute("SELECT who FROM log_entry ORDER BY id DESC LIMIT 1").fetchone() == ("Drift",)
    connection.close()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["rules", "--csv", "2015-020"], "Ärendet skrivs före --csv"),
        (["rules", "2015-020", "--json", "--csv"], "går inte ihop med argumentet --json"),
        (["list", "--csv", ""], "en sökväg väntas"),
        (["new", " "], "en sökväg väntas"),
        (["list", "--stor", "x"], "okänt: --stor"),
        (["memo", "2015-020"], "det saknas: --out"),
    ],
)
def test_words_that_do_not_fit_are_refused_with_the_way_on(
    words: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_output_that_nobody_reads_on_is_no_fault(sample: Path) -> None:
    """`sammanhallen … | head`: the reader goes away after the first line."""
    command = [sys.executable, "-m", "app", "--store", str(sample), "rules", "2015-020", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


def test_stopped_by_the_keyboard_is_told_without_a_traceback(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.services.cases import Cases

    def stopped(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    before = content(sample)
    monkeypatch.setattr(Cases, "insert", stopped)
    assert main(["--store", str(sample), "import", "application", str(EXAMPLE)]) == 130
    told = capsys.readouterr().err
    assert "Avbrutet" in told
    assert "Traceback" not in told
    assert content(sample) == before
    assert not is_held(sample)


def test_demo_into_a_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ut").write_text("viktigt")
    assert main(["demo", "--out", str(tmp_path / "ut")]) == 2
    assert "kan inte skapas" in capsys.readouterr().err
    assert (tmp_path / "ut").read_text() == "viktigt"


def test_fault_gives_status_one(sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from app.services.queries import Queries

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Queries, "applications", broken)
    assert main(["--store", str(sample), "list"]) == 1
    assert "Ett fel i programmet" in capsys.readouterr().err


def test_commands_never_load_qt(sample: Path) -> None:
    program = (
        "import sys; from app.__main__ import main; "
        f"status = main(['--store', {str(sample)!r}, 'rules', '2015-020']); "
        "sys.exit(status or ('PySide6' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


def test_self_test_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["self-test"]) == 0
    said = capsys.readouterr().out
    assert "Självtestet gick bra" in said
    assert "indexet räknat för 57 stadsdelar" in said


@pytest.fixture
def with_view(tmp_path: Path) -> Path:
    """A store with two applications, and a saved view that holds one of them."""
    from app.domain.case_list import ListQuery
    from app.domain.drafts import ApplicationDraft
    from app.services.workbench import create_store, open_workbench

    path = tmp_path / "vyer.sqlite"
    create_store(path, who="Test")
    bench = open_workbench(path, who="Test")
    for title in ("Läxhjälp", "Trygga stråk"):
        bench.cases.create(ApplicationDraft(title=title, applicant="farsta", least_amount=7))
    bench.saved_views.save("Bara stråk", ListQuery(text="stråk"), ("title", "least_amount", "checks"))
    bench.close()
    return path


def test_list_shows_a_built_in_or_saved_view(with_view: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--store", str(with_view), "list", "--view", "bara stråk", "--csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsysbinary.readouterr().out.decode("utf-8"))))
    assert rows == [["title", "leastAmount", "checks"], ["Trygga stråk", "7", "0"]]
    assert main(["--store", str(with_view), "list", "--view", "decided"]) == 0
    assert capsysbinary.readouterr().out == b""
    assert main(["--store", str(with_view), "list", "--view", "Alla"]) == 0
    assert capsysbinary.readouterr().out.decode().count("\n") == 2


def test_a_view_that_does_not_exist_is_told_with_those_that_do(with_view: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(with_view), "list", "--view", "okänd"]) != 0
    told = capsys.readouterr().err
    assert "”okänd”" in told
    assert "”Bara stråk”" in told
