"""A list in memory is filtered, sorted in Swedish, copied and exported as it is shown, and keeps its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from app.ui.session import Session
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.model import Column
from app.ui.widgets.empty_state import EmptyState


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    amount: int | None
    day: date | None = None


COLUMNS: tuple[Column[Line], ...] = (
    Column("Namn", lambda row: row.name, stretch=True),
    Column("Belopp", lambda row: row.amount, lambda value: "–" if value is None else f"{value} kr"),
    Column("Dag", lambda row: row.day),
)
LINES = (Line("Östberga", 2, date(2015, 1, 2)), Line("Åkeshov", None), Line("Zinken", 30, date(2014, 1, 2)), Line("=1+1", 1))


@pytest.fixture
def panel(qtbot, session: Session) -> ListPanel[Line]:
    made: ListPanel[Line] = ListPanel(session, "test", "Orter", COLUMNS, EmptyState("Inga orter", ""), key=lambda row: row.name)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


def names(panel: ListPanel[Line]) -> list[str]:
    return [row.name for row in panel.model.rows]


def test_it_says_that_it_reads_until_it_has_read_and_then_that_it_is_empty(panel: ListPanel[Line]) -> None:
    assert panel.pages.currentWidget() is panel.loading
    panel.set_rows(())
    assert panel.pages.currentWidget() is panel.empty
    assert not panel.filter.isEnabled()


def test_the_rows_stand_in_their_own_order_until_a_header_is_clicked_and_after_the_third_click(panel: ListPanel[Line], qtbot) -> None:
    panel.set_rows(LINES)
    assert names(panel) == [one.name for one in LINES]
    header = panel.table.horizontalHeader()
    for expected in (
        ["=1+1", "Zinken", "Åkeshov", "Östberga"],
        ["Östberga", "Åkeshov", "Zinken", "=1+1"],
        [one.name for one in LINES],
    ):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, header.height() // 2))
        assert names(panel) == expected


def test_missing_values_come_last_both_ways_and_the_menu_sorts_too(panel: ListPanel[Line]) -> None:
    panel.set_rows(LINES)
    panel.sort_by("Belopp")
    assert names(panel) == ["=1+1", "Östberga", "Zinken", "Åkeshov"]
    panel.sort_by("Belopp")
    assert names(panel) == ["Zinken", "Östberga", "=1+1", "Åkeshov"]
    panel.sort_by(None)
    assert names(panel) == [one.name for one in LINES]
    assert [action.text() for action in panel.sort_menu.actions()] == ["Listans egen ordning", "Namn", "Belopp", "Dag"]


def test_the_filter_takes_folded_letters_and_shown_texts(panel: ListPanel[Line], qtbot) -> None:
    panel.set_rows(LINES)
    panel.show_filter("akes")
    assert names(panel) == ["Åkeshov"]
    panel.show_filter("30 kr")
    assert names(panel) == ["Zinken"]
    panel.show_filter("finns inte")
    assert panel.pages.currentWidget() is panel.no_match
    panel.show_filter("")
    assert len(names(panel)) == 4


def test_typing_over_the_list_filters_it(panel: ListPanel[Line], qtbot) -> None:
    panel.set_rows(LINES)
    panel.table.setFocus()
    qtbot.keyClicks(panel.table, "z")
    qtbot.keyClick(panel.filter, Qt.Key.Key_Return)
    assert names(panel) == ["Zinken"]


def test_new_rows_keep_selection_filter_and_order(panel: ListPanel[Line]) -> None:
    panel.set_rows(LINES)
    panel.sort_by("Namn")
    panel.table.select_key("Zinken")
    panel.set_rows((*LINES, Line("Aspudden", 5)))
    assert names(panel) == ["=1+1", "Aspudden", "Zinken", "Åkeshov", "Östberga"]
    assert panel.table.current_row().name == "Zinken"


def test_the_place_comes_back_also_before_the_rows(panel: ListPanel[Line], session: Session, qtbot) -> None:
    panel.set_rows(LINES)
    panel.show_filter("e")
    panel.sort_by("Namn")
    panel.table.select_key("Östberga")
    place = panel.location()
    other: ListPanel[Line] = ListPanel(session, "test", "Orter", COLUMNS, EmptyState("", ""), key=lambda row: row.name)
    qtbot.addWidget(other)
    other.go_to(place)
    other.set_rows(LINES)
    assert names(other) == names(panel) == ["Zinken", "Åkeshov", "Östberga"]
    assert other.table.current_row().name == "Östberga"
    other.go_to({"sort": "en kolumn som inte finns", "row": "borta"})
    assert names(other) == [one.name for one in LINES]


def test_what_is_shown_is_exported_with_types_and_no_formula(panel: ListPanel[Line], session: Session, tmp_path: Path) -> None:
    panel.set_rows(LINES)
    panel.sort_by("Belopp")
    session.messages.answer_file = tmp_path / "orter.xlsx"  # type: ignore[attr-defined]
    panel.commands()["export_list"]()
    sheet = load_workbook(tmp_path / "orter.xlsx").active
    assert [cell.value for cell in sheet[1]] == ["Namn", "Belopp", "Dag"]
    assert [sheet.cell(row, 1).value for row in range(2, 6)] == ["=1+1", "Östberga", "Zinken", "Åkeshov"]
    assert sheet.cell(2, 1).data_type == "s"
    assert sheet.cell(3, 2).value == 2
    assert sheet.cell(3, 3).value.date() == date(2015, 1, 2)


def test_ctrl_c_copies_the_rows_for_a_spreadsheet(panel: ListPanel[Line], qtbot) -> None:
    panel.set_rows(LINES)
    panel.table.select_key("Zinken")
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Zinken\t30\t2014-01-02"


def test_focus_that_came_before_the_rows_goes_to_the_list(panel: ListPanel[Line]) -> None:
    panel.focus_first()
    assert not panel.table.hasFocus()
    panel.set_rows(LINES)
    assert panel.window().focusWidget() is panel.table
