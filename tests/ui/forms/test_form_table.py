"""Tables inside a form: written in like a spreadsheet, pasted into, undone as one step."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit

from app.domain.drafts import BudgetLine
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import CostType, FundedBy
from app.ui.forms.table_editor import FormTableEditor
from app.ui.forms.table_view import parse_clipboard
from tests.ui.forms.test_record_form import Open, opened
from tests.ui.typing import type_into

__all__ = ["opened"]  # the fixture


@pytest.fixture
def budget(opened: Open) -> FormTableEditor:
    table = opened.form.tables["budget_lines"]
    opened.form.focus_field(FieldRef("budget_lines"))
    return table


def lines(opened: Open) -> tuple[BudgetLine, ...]:
    return opened.draft.budget_lines


def write_cell(opened: Open, table: FormTableEditor, row: int, column: str, text: str) -> None:
    """Type over a cell and press Enter, as a person does."""
    number = next(place for place, field in enumerate(table.model.columns) if field.key == column)
    table.view.setCurrentIndex(table.model.index(row, number))
    opened.qtbot.keyClick(table.view, Qt.Key.Key_Return)
    editor = table.view.viewport().focusWidget() or table.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    type_into(editor, text)
    opened.qtbot.keyClick(editor, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: table.view.state() is not QAbstractItemView.State.EditingState)


def test_the_model_keeps_qts_contract(budget: FormTableEditor, qtmodeltester: Any) -> None:
    qtmodeltester.check(budget.model)


def test_a_cell_is_stored_and_undone(opened: Open, budget: FormTableEditor) -> None:
    write_cell(opened, budget, 0, "amount", "1,5 mnkr")
    assert lines(opened)[0].amount == 1_500_000
    assert budget.model.cell_text(0, 3) == "1\u00a0500\u00a0000"
    opened.stack.undo()
    assert lines(opened)[0].amount == 1_000_000
    opened.stack.redo()
    assert lines(opened)[0].amount == 1_500_000


def test_typing_in_a_cell_is_in_the_draft_before_it_is_stored(opened: Open, budget: FormTableEditor) -> None:
    budget.view.setCurrentIndex(budget.model.index(0, 3))
    opened.qtbot.keyClick(budget.view, Qt.Key.Key_Return)
    editor = budget.view.findChild(QLineEdit)
    with opened.qtbot.waitSignal(opened.form.draft_changed) as told:
        editor.selectAll()
        type_into(editor, "7")
    assert told.args[0].budget_lines[0].amount == 7
    assert lines(opened)[0].amount == 1_000_000


def test_a_cell_that_does_not_parse_is_kept_and_marked(opened: Open, budget: FormTableEditor) -> None:
    write_cell(opened, budget, 0, "amount", "mycket")
    assert budget.model.cell_text(0, 3) == "mycket"
    assert budget.problem_label.text().startswith("Rad 1, Belopp: ”mycket” är inte ett belopp.")
    assert lines(opened)[0].amount == 1_000_000
    assert [label for _, label, _ in opened.form.problems()] == ["Rad 1, Belopp"]
    write_cell(opened, budget, 0, "amount", "5")
    assert not opened.form.problems()


def test_writing_in_the_last_line_makes_a_row(opened: Open, budget: FormTableEditor) -> None:
    write_cell(opened, budget, 1, "note", "Tryckning")
    assert [line.note for line in lines(opened)] == ["", "Tryckning"]
    opened.stack.undo()
    assert len(lines(opened)) == 1
    opened.stack.redo()
    assert [line.note for line in lines(opened)] == ["", "Tryckning"]


def test_rows_are_added_and_removed_by_keys(opened: Open, budget: FormTableEditor) -> None:
    budget.view.setCurrentIndex(budget.model.index(0, 0))
    opened.qtbot.keyClick(budget.view, Qt.Key.Key_Insert, Qt.KeyboardModifier.ControlModifier)
    assert len(lines(opened)) == 2
    assert budget.view.currentIndex().row() == 1
    budget.view.setCurrentIndex(budget.model.index(0, 0))
    first = lines(opened)[0]
    opened.qtbot.keyClick(budget.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert first.uid not in {line.uid for line in lines(opened)}
    opened.stack.undo()
    assert lines(opened)[0] == first
    assert lines(opened)[0].uid == first.uid


def test_delete_empties_the_marked_cells(opened: Open, budget: FormTableEditor) -> None:
    budget.view.setCurrentIndex(budget.model.index(0, 3))
    opened.qtbot.keyClick(budget.view, Qt.Key.Key_Delete)
    assert lines(opened)[0].amount is None


def test_a_block_from_excel_is_pasted_in_one_step(opened: Open, budget: FormTableEditor) -> None:
    QApplication.clipboard().setText("2016\tPersonal\tProjektmedel\t1 200 000\tLöner\r\n2017\tLokal\tEgen finansiering\t50 000\tHyra\r\n")
    budget.view.setCurrentIndex(budget.model.index(0, 0))
    opened.qtbot.keyClick(budget.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [(line.year, line.cost_type, line.funded_by, line.amount, line.note) for line in lines(opened)] == [
        (2016, CostType.STAFF, FundedBy.PROGRAMME, 1_200_000, "Löner"),
        (2017, CostType.PREMISES, FundedBy.OWN, 50_000, "Hyra"),
    ]
    assert opened.stack.count() == 1
    assert budget.total_label.text() == "Summa 1\u00a0250\u00a0000\u00a0kr"
    opened.stack.undo()
    assert [(line.amount, line.note) for line in lines(opened)] == [(1_000_000, "")]
    opened.stack.redo()
    assert [(line.amount, line.note) for line in lines(opened)] == [(1_200_000, "Löner"), (50_000, "Hyra")]


def test_cells_that_do_not_parse_are_told_of_after_a_paste(opened: Open, budget: FormTableEditor, messages: Any) -> None:
    QApplication.clipboard().setText("i år\tPersonal\nfjol\tGuld")
    budget.view.setCurrentIndex(budget.model.index(0, 0))
    opened.qtbot.keyClick(budget.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert messages.notices[-1] == "3 inklistrade celler behöver rättas. De är markerade i tabellen."
    assert not messages.strips
    assert len(opened.form.problems()) == 3


def test_copied_cells_are_numbers_that_a_spreadsheet_takes(opened: Open, budget: FormTableEditor) -> None:
    budget.view.selectAll()
    budget.view.copy_rows()
    assert QApplication.clipboard().text() == "2016\tPersonal\tProjektmedel\t1000000\t"


def test_copied_cells_paste_back_as_they_were(opened: Open, budget: FormTableEditor) -> None:
    write_cell(opened, budget, 0, "note", 'Säger "hej"')
    budget.view.selectAll()
    budget.view.copy_rows()
    budget.view.setCurrentIndex(budget.model.index(1, 0))
    budget.view.paste()
    assert len(lines(opened)) == 2
    assert lines(opened)[0] == lines(opened)[1]


@pytest.mark.parametrize(
    ("text", "grid"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"två\nrader"\tb', [["två\nrader", "b"]]),
        ('"säger ""hej"""', [['säger "hej"']]),
        ("\n\n", []),
    ],
)
def test_the_clipboard_is_read_as_a_spreadsheet_writes_it(text: str, grid: list[list[str]]) -> None:
    assert parse_clipboard(text) == grid


def test_a_wide_table_shows_the_whole_row_below(opened: Open) -> None:
    table = opened.form.tables["objectives"]
    assert table.detail is not None
    assert not table.detail.isVisibleTo(opened.form)
    write_cell_by_model(table, 0, 1, "Andel trygga")
    assert table.detail.isVisibleTo(opened.form)
    row = next(one for one in table.detail.rows if one.field.key == "baseline_date")
    type_into(row.editor.target(), "1 mars 2016")
    opened.qtbot.keyClick(row.editor.target(), Qt.Key.Key_Return)
    objective = opened.draft.objectives[0]
    assert (objective.indicator, objective.baseline_date) == ("Andel trygga", date(2016, 3, 1))
    assert row.editor.text() == "2016-03-01"


def test_what_is_typed_below_goes_to_its_own_row(opened: Open) -> None:
    table = opened.form.tables["objectives"]
    write_cell_by_model(table, 0, 1, "Första")
    write_cell_by_model(table, 1, 1, "Andra")
    assert table.detail is not None
    table.view.setCurrentIndex(table.model.index(0, 0))
    row = next(one for one in table.detail.rows if one.field.key == "unit")
    type_into(row.editor.target(), "procent")
    table.view.setCurrentIndex(table.model.index(1, 0))
    assert [one.unit for one in opened.draft.objectives] == ["procent", ""]
    assert row.editor.text() == ""


def write_cell_by_model(table: FormTableEditor, row: int, column: int, text: str) -> None:
    table.model.setData(table.model.index(row, column), text)


def test_no_table_needs_a_horizontal_scroll_bar(opened: Open) -> None:
    opened.form.resize(620, 600)
    for table in opened.form.tables.values():
        shown = [number for number in range(table.model.columnCount()) if not table.view.isColumnHidden(number)]
        assert sum(table.view.columnWidth(number) for number in shown) <= table.view.viewport().width() + 1


def test_numbers_and_dates_take_no_more_than_they_need(opened: Open) -> None:
    opened.form.resize(1000, 600)
    applied = opened.form.tables["amounts_applied"].view
    assert applied.is_narrow
    assert applied.width() < 420
    budget = opened.form.tables["budget_lines"].view
    widths = {field.key: budget.columnWidth(number) for number, field in enumerate(budget.form_rows.columns)}
    assert widths["year"] < 80
    assert sum(widths.values()) == budget.viewport().width()
    assert widths["note"] > widths["amount"]


def test_a_tables_rows_grow_with_the_text(opened: Open) -> None:
    view = opened.form.tables["budget_lines"].view
    before = view.verticalHeader().defaultSectionSize(), view.height()
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    view.setFont(font)
    assert view.verticalHeader().defaultSectionSize() > before[0]
    assert view.height() > before[1]
