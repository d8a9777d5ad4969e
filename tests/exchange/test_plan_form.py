"""The plan form: out and in again, everything wrong named at once with its place, and never taken for another form."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import fields, swedish
from app.domain.catalogues import PLAN
from app.domain.drafts import PlanDraft, PlanObjective, WorkingGroup
from app.domain.fields import Choices, Kind
from app.domain.programme import Programme
from app.errors import FileRefused
from app.exchange.application_form import read_application_form
from app.exchange.form_kinds import APPLICATION_FORM, FORMS, PLAN_FORM
from app.exchange.form_template import application_template
from app.exchange.plan_form import FILE_NAME, PlanReading, plan_template, read_plan_form
from app.exchange.programme_file import load_programme
from app.exchange.sheet_reader import read_workbook_here
from app.sample.plans import plans
from tests.exchange.test_form_round_trip import values
from tests.files.editing import answer, edited, label, under
from tests.files.example_draft import filled_draft, filled_plan
from tests.files.plan_workbooks import broken_plans, sound_plans

PROGRAMME = load_programme(Path(__file__).parents[2] / "resources" / "programme.toml")
BROKEN = broken_plans(PROGRAMME)
SOUND = sound_plans(PROGRAMME)
SOUND_PLAN = SOUND["som-den-ar.xlsx"]
ENGLISH = re.compile(r"Traceback|Error|Exception|None|\berror\b|\binvalid\b|/tmp|\bpython\b|ansökan\b", re.IGNORECASE)


def read(data: bytes) -> PlanReading:
    return read_plan_form(data, PROGRAMME, reader=read_workbook_here)


def changed(change: Callable[[Any], None]) -> PlanReading:
    return read(edited(SOUND_PLAN, change))


# --- out and in


@st.composite
def drafts(draw: st.DrawFn, choices: Choices) -> PlanDraft:
    """Some fields and some rows of some tables with any value."""
    parts: dict[str, Any] = {
        field.key: draw(values(field, choices)) for field in draw(st.lists(st.sampled_from(PLAN.fields), max_size=10, unique=True))
    }
    for table in draw(st.lists(st.sampled_from(PLAN.tables), max_size=4, unique=True)):
        row_type = PLAN_FORM.row_types[table.key]
        rows = [row_type(**{one.key: draw(values(one, choices)) for one in table.fields}) for _ in range(draw(st.integers(0, 3)))]
        parts[table.key] = tuple(row for row in rows if row != row_type())
    return PlanDraft(**parts)


@settings(max_examples=40)
@given(draft=drafts(PROGRAMME.choices))
def test_any_plan_survives_the_way_out_and_in(draft: PlanDraft) -> None:
    reading = read(plan_template(PROGRAMME, draft))
    assert reading.draft == draft
    assert reading.notes == ()


def test_a_plan_with_every_field_filled_survives_through_the_reading_process(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(SOUND_PLAN)
    reading = read_plan_form(path, PROGRAMME)
    assert (reading.draft, reading.problems, reading.notes) == (filled_plan(PROGRAMME), (), ())
    assert reading.sha256 == hashlib.sha256(SOUND_PLAN).hexdigest()


@pytest.mark.parametrize("sample", plans(), ids=lambda one: f"{one.plan.board}-{one.plan.plan_version}")
def test_the_plans_of_the_sample_are_sound_forms(sample: Any) -> None:
    reading = read(plan_template(PROGRAMME, sample.plan))
    assert (reading.draft, reading.problems, reading.notes) == (sample.plan, (), ())


def test_more_rows_than_the_form_usually_has_are_all_written() -> None:
    draft = filled_plan(PROGRAMME, rows=25)
    draft = replace(draft, working_groups=tuple(WorkingGroup(name=f"Grupp {number}") for number in range(90)))
    assert read(plan_template(PROGRAMME, draft)).draft == draft


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_form_is_read_as_the_plan_it_holds(name: str) -> None:
    reading = read(SOUND[name])
    assert reading.problems == ()
    assert reading.draft == filled_plan(PROGRAMME)
    assert [note for note in reading.notes if "versionsmärke" not in note] == []


# --- broken workbooks

SAYS = {
    "losenordsskyddad": "lösenord",
    "makron": "makron",
    "annan-arbetsbok": "inte en handlingsplansblankett",
    "tom-blankett": "inte ifylld",
    "ansokan": "är en ansökningsblankett, inte en handlingsplansblankett",
    "nyare-mall": "version 2",
    "tva-planer": "mer än en handlingsplansblankett",
    "blad-saknas": "Tabellen ”Aktiviteter” saknas",
    "dolt-huvudblad": "dolt",
    "kolumn-saknas": "Kolumnen ”Delmål” saknas",
    "mal-finns-inte": "Blad ”Aktiviteter”, rad 7, kolumn G: Mål nr ”7” finns inte bland målsättningarna. Numren där är 1, 2 och 3.",
    "uppfoljning-utan-mal": "Blad ”Uppföljning”, rad 7, kolumn A: Mål nr ”4” finns inte",
    "mal-med-samma-nummer": "Blad ”Prioriteringar och mål”, rad 8, kolumn D: Två mål har numret ”2”: här och på rad 7.",
    "aktiviteter-med-samma-nummer": "Blad ”Aktiviteter”, rad 9, kolumn A: Två aktiviteter har numret ”1.1”",
    "planen-slutar-fore": "Planen gäller till 2014-12-31 men gäller från 2015-03-01.",
    "aktiviteten-slutar-fore": "Blad ”Aktiviteter”, rad 8, kolumn K: Aktiviteten slutar 2015-02-01 men börjar 2015-03-02.",
    "personnummer": "personnummer. Ta bort det: planen ska inte",
    "personnummer-i-tabell": "personnummer",
    "okand-stadsdel": "Menas ”Rinkeby”?",
    "okand-namnd": "Norrmalms stadsdelsnämnd",
    "nummer-som-datum": "Excel har gjort numret till ett datum. Det visas som 2015-02-01.",
}


@cache
def told(name: str) -> tuple[str, ...]:
    try:
        return tuple(str(problem) for problem in read(BROKEN[name]).problems)
    except FileRefused as refused:
        return (refused.message,) if refused.advice else ()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_plan_form_is_sent_back_in_words_that_help(name: str) -> None:
    texts = told(name)
    assert texts
    for text in texts:
        assert text[0].isupper()
        assert text.endswith((".", "?"))
        assert name == "ansokan.xlsx" or not ENGLISH.search(text), text


@pytest.mark.parametrize(("name", "words"), SAYS.items())
def test_the_text_says_what_is_wrong(name: str, words: str) -> None:
    assert words in told(f"{name}.xlsx")[0]


def test_there_are_many_kinds() -> None:
    assert len(BROKEN) >= 30
    assert len(set(BROKEN.values())) == len(BROKEN)


def test_all_problems_are_listed_each_with_sheet_row_and_column() -> None:
    def spoil(book: Any) -> None:
        answer(book, "Stadsdelsnämnd").value = "Norrmalm"
        under(book, "Målvärde", 2).value = "många"
        under(book, "Gäller mål nr", 3).value = "9"
        under(book, "Bidrar till mål nr").value = "1, 8 och 9"
        under(book, "Aktivitet nr", 2).value = "1.1"
        under(book, "Slutar", 3).value = under(book, "Börjar", 1).value

    reading = changed(spoil)
    assert [(one.field, one.sheet, one.row, one.column) for one in reading.problems] == [
        ("board", "Handlingsplan", 6, "B"),
        ("objectives.target", "Prioriteringar och mål", 8, "L"),
        ("activities.number", "Aktiviteter", 8, "A"),
        ("follow_up_values.objective", "Uppföljning", 9, "A"),
        ("activities.objectives", "Aktiviteter", 7, "G"),
        ("activities.end", "Aktiviteter", 9, "K"),
    ]
    assert "Mål nr ”8” och ”9” finns inte" in reading.problems[4].message
    assert reading.draft.objectives[0] == filled_plan(PROGRAMME).objectives[0]


@pytest.mark.parametrize("stated", ["1; 2", "1,2", "1, 2 och 3", "1 2", "3;", "1\n2"])
def test_objectives_are_recognised_however_they_are_listed(stated: str) -> None:
    assert changed(lambda book: setattr(under(book, "Bidrar till mål nr"), "value", stated)).problems == ()


def test_objectives_that_could_not_be_read_are_not_missed_a_second_time() -> None:
    def spoil(book: Any) -> None:
        under(book, "Mål nr", 2).value = "alldeles för långt"

    assert {problem.field for problem in changed(spoil).problems} == {"objectives.number"}
    assert {problem.field for problem in changed(lambda book: book.remove(book["Prioriteringar och mål"])).problems} == {
        "priorities",
        "objectives",
    }


def test_objectives_without_numbers_are_asked_to_be_numbered() -> None:
    draft = replace(filled_plan(PROGRAMME), objectives=(PlanObjective(text="Fler trygga"),))
    problems = read(plan_template(PROGRAMME, draft)).problems
    assert len(problems) == 6
    assert all("Numrera målsättningarna" in problem.message for problem in problems)


# --- which form it is


def strip_mark(data: bytes, sheet: str) -> bytes:
    return edited(data, lambda book: setattr(book[sheet]["C1"], "value", None))


@pytest.mark.parametrize("marked", [True, False])
def test_a_plan_form_is_not_taken_for_an_application_nor_the_other_way_round(marked: bool) -> None:
    plan, application = SOUND_PLAN, application_template(PROGRAMME, filled_draft(PROGRAMME))
    if not marked:
        plan, application = strip_mark(plan, "Handlingsplan"), strip_mark(application, "Ansökan")
    with pytest.raises(FileRefused, match="är en handlingsplansblankett, inte en ansökningsblankett") as refused:
        read_application_form(plan, PROGRAMME, reader=read_workbook_here)
    assert refused.value.advice.startswith("Läs in den bland handlingsplanerna")
    with pytest.raises(FileRefused, match="är en ansökningsblankett, inte en handlingsplansblankett") as refused:
        read(application)
    assert refused.value.advice.startswith("Läs in den bland ansökningarna")


def test_a_plan_form_without_its_first_sheet_is_still_no_application() -> None:
    with pytest.raises(FileRefused, match="är en handlingsplansblankett"):
        read_application_form(BROKEN["huvudblad-saknas.xlsx"], PROGRAMME, reader=read_workbook_here)


# --- the form itself


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(plan_template(PROGRAMME)))


def validation_of(cell: Any) -> Any:
    return next(rule for rule in cell.parent.data_validations.dataValidation if cell.coordinate in rule.sqref)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_labels_are_distinct_and_every_table_has_its_place_and_its_row(form: Any) -> None:
    labels = [one.label for one in form.catalogue.fields] + [one.label for table in form.catalogue.tables for one in table.fields]
    keys = [swedish.match_key(text) for text in labels]
    tables = sorted(table.key for table in form.catalogue.tables)
    assert len(keys) == len(set(keys))
    assert not any(form.field_of_label(swedish.match_key(table.label)) for table in form.catalogue.tables)
    assert sorted(key for sheet in form.table_sheets for key in sheet.tables) == tables
    assert sorted(form.row_types) == sorted(form.table_rows) == tables
    for name in (*form.column_widths, *form.numberings):
        assert form.catalogue.field(name)


def test_every_field_and_column_has_an_open_checked_cell(book: Any) -> None:
    cells = [answer(book, field.label) for field in PLAN.fields]
    cells += [under(book, column.label) for table in PLAN.tables for column in table.fields]
    for cell in cells:
        assert not cell.protection.locked
        assert validation_of(cell).error.endswith(".")


@pytest.mark.parametrize("header", ["Stadsdelar", "Delmål"])
def test_several_answers_in_one_cell_are_asked_for_and_let_through(book: Any, header: str) -> None:
    rule = validation_of(under(book, header))
    assert (rule.type, rule.errorStyle) == ("list", "warning")
    assert "semikolon" in rule.prompt
    assert "semikolon" in rule.error
    assert len(rule.prompt) <= 255
    assert len(rule.error) <= 255


def test_the_form_bears_its_own_mark_and_the_plans_name(book: Any, programme: Programme) -> None:
    assert FILE_NAME == "Handlingsplan.xlsx"
    assert PLAN_FORM.marked_version(book["Handlingsplan"]["C1"].value) == 1
    assert APPLICATION_FORM.marked_version(book["Handlingsplan"]["C1"].value) is None
    filled = openpyxl.load_workbook(io.BytesIO(plan_template(programme, PlanDraft(board="skarholmen", plan_version=2))))
    assert filled.properties.title == "Handlingsplansblankett: Skärholmens stadsdelsnämnd, version 2"


def test_text_is_never_a_formula() -> None:
    hostile = {one.key: "=1+1" for one in PLAN.fields if one.kind in (Kind.TEXT, Kind.LONG_TEXT)}
    rows = (PlanObjective(number="=1", text="@SUM(A1)", unit="+1"),)
    filled = openpyxl.load_workbook(io.BytesIO(plan_template(PROGRAMME, PlanDraft(**hostile, objectives=rows))))
    assert not [cell.coordinate for sheet in filled.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_each_sheet_prints_within_its_paper_with_its_own_footer(book: Any) -> None:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.fitToWidth == 1
            assert sheet.print_title_rows
            assert sheet.oddFooter.left.text == PLAN_FORM.version_mark()
    assert int(book["Aktiviteter"].page_setup.paperSize) == int(book["Aktiviteter"].PAPERSIZE_A3)
    assert label(book, "Aktivitet").parent.title == "Aktiviteter"
    assert fields.is_empty(answer(book, "Inledning").value)
