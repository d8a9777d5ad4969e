"""The form is easy to fill in and hard to fill in wrongly, and holds nothing about the person who made it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from app.domain import swedish
from app.domain.catalogues import APPLICATION
from app.domain.drafts import ApplicationDraft, BudgetLine, Partner
from app.domain.fields import Kind
from app.domain.programme import Programme
from app.exchange.form_kinds import APPLICATION_FORM
from app.exchange.form_template import application_template
from tests.files.editing import answer, label, under
from tests.files.example_draft import filled_draft

HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(1)", "＝1", "'=1"]


@pytest.fixture(scope="module")
def book(programme: Programme) -> Any:
    return openpyxl.load_workbook(io.BytesIO(application_template(programme)))


def validation_of(cell: Any) -> Any:
    return next(rule for rule in cell.parent.data_validations.dataValidation if cell.coordinate in rule.sqref)


def inputs(book: Any) -> list[Any]:
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if not cell.protection.locked]


def test_labels_and_headers_are_distinct_so_that_they_can_be_found_by_name() -> None:
    labels = [field.label for field in APPLICATION.fields] + [column.label for table in APPLICATION.tables for column in table.fields]
    keys = [swedish.match_key(text) for text in labels]
    assert len(keys) == len(set(keys))
    assert not any(APPLICATION_FORM.field_of_label(swedish.match_key(table.label)) for table in APPLICATION.tables)


def test_every_table_has_its_place_on_a_sheet() -> None:
    assert sorted(key for sheet in APPLICATION_FORM.table_sheets for key in sheet.tables) == sorted(
        table.key for table in APPLICATION.tables
    )


def test_every_field_has_a_label_an_open_answer_and_its_reason(book: Any) -> None:
    for field in APPLICATION.fields:
        cell = answer(book, field.label)
        assert not cell.protection.locked
        help_text = str(book["Ansökan"].cell(cell.row, 3).value or "")
        assert field.help in help_text
        assert all(rule in help_text for rule in field.rules)


def test_only_the_cells_to_fill_in_are_open_and_tinted(book: Any) -> None:
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        for row in sheet.iter_rows():
            for cell in row:
                assert (cell.fill.fill_type == "solid") == (not cell.protection.locked), cell.coordinate


def test_every_open_cell_is_checked_with_a_swedish_text(book: Any) -> None:
    found = inputs(book)
    assert len(found) > 500
    for sheet in book.worksheets:
        checked = {cell for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges for cell in area.cells}
        assert {(cell.row, cell.column) for cell in found if cell.parent is sheet} <= checked
        for rule in sheet.data_validations.dataValidation:
            assert rule.showErrorMessage
            assert rule.error.endswith(".")
            assert len(rule.prompt or "") <= 255
            assert len(rule.promptTitle or "") <= 32


def test_choices_are_taken_from_lists_that_hold_every_alternative(book: Any, programme: Programme) -> None:
    for name in ("Sökande nämnd", "Stadsdelar", "Stadsdelar (2)", "Delmål i övriga målområden", "Slag av insats", "Kostnadsslag"):
        cell = under(book, name) if name == "Kostnadsslag" else answer(book, name)
        rule = validation_of(cell)
        assert rule.type == "list"
        sheet, area = rule.formula1.split("!")
        labels = [row[0].value for row in book[sheet][area.replace("$", "")]]
        found = APPLICATION_FORM.field_of_label(swedish.match_key(name))
        field = found[0] if found else APPLICATION.field("budget_lines.cost_type")
        assert labels == list(programme.choices.items(field).values())
    assert book["Listor"].sheet_state == "hidden"
    assert validation_of(answer(book, "Omedelbart justerat")).formula1 == '"Ja,Nej"'


def test_dates_and_amounts_are_checked_by_kind(book: Any) -> None:
    assert validation_of(answer(book, "Startdatum")).type == "date"
    assert validation_of(under(book, "Belopp")).type == "whole"
    assert validation_of(under(book, "Utgångsvärde")).type == "decimal"
    assert answer(book, "Startdatum").number_format == "yyyy-mm-dd"
    assert under(book, "Belopp").number_format == "#,##0"
    assert answer(book, "Nämndens diarienummer").number_format == "@"


def test_each_sheet_prints_on_a4_with_frozen_headings(book: Any) -> None:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            assert int(sheet.page_setup.paperSize) == int(sheet.PAPERSIZE_A4)
            assert sheet.page_setup.fitToWidth == 1
            assert sheet.freeze_panes
            assert sheet.print_title_rows
            assert sheet.oddFooter.right.text == "Sida &P (&N)"


def test_the_version_stands_in_the_form_and_in_its_properties(book: Any) -> None:
    assert APPLICATION_FORM.marked_version(book["Ansökan"]["C1"].value) == 1
    assert book.defined_names["Blankettversion"].attr_text == "'Ansökan'!$C$1"
    assert book.custom_doc_props["Blankettversion"].value == 1
    assert book.properties.subject == APPLICATION_FORM.version_mark()


def test_the_properties_name_no_person_and_no_time(programme: Programme) -> None:
    data = application_template(programme)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert re.findall(r"<(?:\w+:)?creator[^>]*>(.*?)</", core) == ["Stockholms stad"]
    assert "lastModifiedBy" not in core
    assert "dcterms" not in re.sub(r'xmlns:\w+="[^"]*"', "", core)


def test_the_same_content_gives_the_same_bytes(programme: Programme) -> None:
    draft = filled_draft(programme)
    assert application_template(programme, draft) == application_template(programme, draft)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_a_formula(programme: Programme, text: str) -> None:
    fields = {field.key: text for field in APPLICATION.fields if field.kind in (Kind.TEXT, Kind.LONG_TEXT)}
    draft = ApplicationDraft(**fields, budget_lines=(BudgetLine(note=text),), partners=(Partner(organisation=text),))
    filled = openpyxl.load_workbook(io.BytesIO(application_template(programme, draft)))
    assert not [cell.coordinate for cell in inputs(filled) if cell.data_type == "f"]
    title = answer(filled, "Insatsens namn")
    assert title.data_type == "s"
    assert bool(title.quotePrefix) == text.startswith(("=", "+", "-", "@", "\t", "＝"))


def test_the_budget_is_summed_above_its_rows(book: Any) -> None:
    head = label(book, "Belopp")
    total = head.parent.cell(4, head.column)
    assert total.value == "=SUM(D7:D46)"
    assert total.protection.locked
    assert head.parent.cell(5, head.column).value == '=SUMIF(C7:C46,"Projektmedel",D7:D46)'


def test_the_form_is_named_after_the_case_that_it_holds(programme: Programme) -> None:
    filled = openpyxl.load_workbook(io.BytesIO(application_template(programme, ApplicationDraft(title="Läxhjälp"))))
    assert filled.properties.title == "Ansökningsblankett: Läxhjälp"
