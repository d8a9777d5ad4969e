"""Reading a form: all problems at once and each with its place, notes for the rest, and the same bytes named by their sum."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.drafts import ApplicationDraft
from app.domain.problems import Problem
from app.domain.programme import Programme
from app.domain.vocabulary import CostType
from app.errors import FileRefused
from app.exchange.application_form import read_application_form
from app.exchange.form_kinds import APPLICATION_FORM
from app.exchange.form_reader import FormReading
from app.exchange.form_template import application_template
from app.exchange.sheet_reader import read_workbook_here
from tests.files.editing import answer, edited, label, under
from tests.files.example_draft import filled_draft


@pytest.fixture(scope="module")
def sound(programme: Programme) -> bytes:
    return application_template(programme, filled_draft(programme))


def read(programme: Programme, data: bytes, change: Callable[[Any], None]) -> FormReading[ApplicationDraft]:
    return read_application_form(edited(data, change), programme, reader=read_workbook_here)


def set_answer(name: str, value: object) -> Callable[[Any], None]:
    return lambda book: setattr(answer(book, name), "value", value)


def test_all_problems_are_listed_each_with_sheet_row_and_column(programme: Programme, sound: bytes) -> None:
    def spoil(book: Any) -> None:
        answer(book, "Startdatum").value = "03/01/2015"
        answer(book, "Sökande nämnd").value = "Norrmalms kommun"
        under(book, "Belopp", 1).value = "1.250"
        under(book, "Belopp", 3).value = "mycket"
        under(book, "Kostnadsslag", 2).value = "Mark"

    problems = read(programme, sound, spoil).problems
    assert [(one.field, one.sheet, one.row, one.column) for one in problems] == [
        ("applicant", "Ansökan", 7, "B"),
        ("start_date", "Ansökan", problems[1].row, "B"),
        ("budget_lines.amount", "Ekonomi", 7, "D"),
        ("budget_lines.cost_type", "Ekonomi", 8, "B"),
        ("budget_lines.amount", "Ekonomi", 9, "D"),
    ]
    assert str(problems[2]).startswith("Blad ”Ekonomi”, rad 7, kolumn D: ”1.250” kan läsas på två sätt.")


def test_what_can_be_read_is_in_the_draft_beside_the_problems(programme: Programme, sound: bytes) -> None:
    reading = read(programme, sound, set_answer("Startdatum", "snart"))
    assert reading.draft.start_date is None
    assert reading.draft.title == filled_draft(programme).title


def test_a_form_is_read_from_a_path_and_named_by_its_sum(programme: Programme, sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "Ansökan från nämnden.xlsx"
    path.write_bytes(sound)
    reading = read_application_form(path, programme)
    assert reading.draft == filled_draft(programme)
    assert reading.sha256 == hashlib.sha256(sound).hexdigest()
    assert path.read_bytes() == sound


def test_a_file_that_is_not_there_is_refused(programme: Programme, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="finns inte"):
        read_application_form(tmp_path / "saknas.xlsx", programme)


AMOUNTS = ["1250000", "1 250 000", "1\u00a0250\u00a0000 kr", "1\u202f250\u202f000", "1250 tkr", "1,25 mnkr", 1250000, 1250000.0]


@pytest.mark.parametrize("written", AMOUNTS)
def test_an_amount_is_read_however_it_is_written(programme: Programme, sound: bytes, written: object) -> None:
    reading = read(programme, sound, lambda book: setattr(under(book, "Belopp"), "value", written))
    assert (reading.draft.budget_lines[0].amount, reading.problems) == (1_250_000, ())


@pytest.mark.parametrize(
    "written", ["2015-06-12", "20150612", "2015/06/12", "den 12 juni 2015", "12 JUNI 2015", date(2015, 6, 12), 20150612]
)
def test_a_date_is_read_however_it_is_written(programme: Programme, sound: bytes, written: object) -> None:
    def change(book: Any) -> None:
        cell = answer(book, "Startdatum")
        cell.value = written
        cell.number_format = "yyyy-mm-dd" if isinstance(written, date) else "General"

    reading = read(programme, sound, change)
    assert (reading.draft.start_date, reading.problems) == (date(2015, 6, 12), ())


@pytest.mark.parametrize("written", ["Skärholmen", "skärholmens stadsdelsnämnd", "Skärholmens\u00a0stadsdelsnämnd "])
def test_a_board_is_recognised_by_its_names(programme: Programme, sound: bytes, written: str) -> None:
    assert read(programme, sound, set_answer("Sökande nämnd", written)).draft.applicant == "skarholmen"


def test_an_investment_line_is_read_and_left_to_the_rules(programme: Programme, sound: bytes) -> None:
    reading = read(programme, sound, lambda book: setattr(under(book, "Kostnadsslag"), "value", "Investering"))
    assert reading.draft.budget_lines[0].cost_type is CostType.INVESTMENT
    assert reading.problems == ()


def test_a_typed_sum_row_is_asked_to_be_removed(programme: Programme, sound: bytes) -> None:
    def change(book: Any) -> None:
        under(book, "Medfinansiär", 4).value = "Summa"
        under(book, "Medfinansierat belopp", 4).value = 3_750_003

    [problem] = read(programme, sound, change).problems
    assert (problem.field, problem.sheet, problem.row) == ("co_funding", "Ekonomi", 10)
    assert "summa" in problem.message


def test_a_text_written_in_the_help_column_is_told(programme: Programme, sound: bytes) -> None:
    def change(book: Any) -> None:
        cell = answer(book, "Vad är nytt")
        cell.value = None
        cell.parent.cell(cell.row, 3).value = "Allt är nytt"

    reading = read(programme, sound, change)
    assert reading.problems == ()
    assert len(reading.notes) == 1
    assert "”Vad är nytt” och har inte lästs in" in reading.notes[0]


def test_a_hidden_sheet_is_not_read_but_told(programme: Programme, sound: bytes) -> None:
    def change(book: Any) -> None:
        copy = book.copy_worksheet(book["Ansökan"])
        copy.title, copy.sheet_state = "Gammal", "hidden"

    reading = read(programme, sound, change)
    assert (reading.draft, reading.problems) == (filled_draft(programme), ())
    assert reading.notes == ("Bladet ”Gammal” är dolt och har inte lästs in.",)


def test_an_answer_in_a_hidden_column_is_read_and_told(programme: Programme, sound: bytes) -> None:
    reading = read(programme, sound, lambda book: setattr(book["Mål"].column_dimensions["B"], "hidden", True))
    assert (reading.draft, reading.problems) == (filled_draft(programme), ())
    assert reading.notes == ("Blad ”Mål”: kolumn B är dold men har lästs in.",)


def test_an_older_mark_is_read_and_a_newer_one_refused(programme: Programme, sound: bytes) -> None:
    assert read(programme, sound, lambda book: setattr(book["Ansökan"]["C1"], "value", APPLICATION_FORM.version_mark(0))).problems == ()
    with pytest.raises(FileRefused, match="version 7"):
        read(programme, sound, lambda book: setattr(book["Ansökan"]["C1"], "value", APPLICATION_FORM.version_mark(7)))


def test_a_label_that_stands_twice_is_read_from_neither(programme: Programme, sound: bytes) -> None:
    def change(book: Any) -> None:
        label(book, "Målgrupp").value = "Syfte"

    reading = read(programme, sound, change)
    assert reading.draft.purpose == ""
    assert {problem.field for problem in reading.problems} == {"purpose", "target_group"}


def test_a_table_that_stands_twice_is_named(programme: Programme, sound: bytes) -> None:
    def change(book: Any) -> None:
        book.copy_worksheet(book["Samverkan"])

    [problem] = read(programme, sound, change).problems
    assert (problem.field, problem.sheet, problem.row) == ("partners", "Samverkan Copy", 6)


def test_a_row_of_a_table_may_hold_the_words_of_a_label(programme: Programme) -> None:
    from app.domain.drafts import Milestone

    draft = ApplicationDraft(title="Syfte", purpose="Insatsens namn", milestones=(Milestone(text="Syfte"), Milestone(text="Milstolpe")))
    reading = read_application_form(application_template(programme, draft), programme, reader=read_workbook_here)
    assert (reading.draft, reading.problems) == (draft, ())


def test_more_table_rows_than_any_application_has_are_refused(programme: Programme, sound: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.exchange.form_reader.MAX_TABLE_ROWS", 2)
    problems = read(programme, sound, lambda book: None).problems
    assert Problem("Tabellen ”Budget” har fler än 2 rader.", "budget_lines", "Ekonomi", 9) in problems


def test_a_form_sent_out_before_a_question_came_is_whole(programme: Programme, sound: bytes) -> None:
    def older(book: Any) -> None:
        label(book, "Minsta belopp som insatsen kan genomföras med").value = None

    reading = read(programme, sound, older)
    assert (reading.problems, reading.draft.least_amount) == ((), None)
    newer = read(programme, sound, set_answer("Minsta belopp som insatsen kan genomföras med", "1,2 mnkr"))
    assert (newer.problems, newer.draft.least_amount) == ((), 1_200_000)
