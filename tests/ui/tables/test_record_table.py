"""The list view: keys, clipboard, columns, and the selection that stays."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from tests.ui.tables.test_row_table_model import COLUMNS, LINES, Line


@pytest.fixture
def table(qtbot: Any) -> RecordTable:
    model: RowTableModel[Line] = RowTableModel(COLUMNS)
    model.set_rows(LINES)
    made = RecordTable(model, "Rader")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def test_enter_opens_the_current_row(table: RecordTable, qtbot: Any) -> None:
    table.select_key(2)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [LINES[1]]


def test_the_selection_follows_the_record_through_a_new_query(table: RecordTable) -> None:
    table.select_key(3)
    table.rows.set_rows([LINES[2], LINES[0]])
    assert table.current_row() == LINES[2]
    assert table.currentIndex().row() == 0


def test_the_selection_follows_the_record_when_rows_come_above_it(table: RecordTable) -> None:
    table.select_key(2)
    table.rows.refresh_rows([Line(8, "Först", 1), *LINES])
    assert table.current_row() == LINES[1]


def test_copying_takes_the_selected_rows_in_the_columns_shown(table: RecordTable, qtbot: Any) -> None:
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Tensta\t1250000\nHusby\t\n'=1+1\t5"
    table.column_menu().actions()[0].trigger()
    table.copy_rows()
    assert QApplication.clipboard().text() == "1250000\n\n5"


def test_letters_are_sent_to_the_filter(table: RecordTable, qtbot: Any) -> None:
    table.enable_type_to_find()
    with qtbot.waitSignal(table.typed) as typed:
        qtbot.keyClick(table, "h")
    assert typed.args == ["h"]
    with qtbot.assertNotEmitted(table.typed):
        qtbot.keyClick(table, Qt.Key.Key_Down)


def test_a_click_on_the_header_asks_for_the_order(table: RecordTable, qtbot: Any) -> None:
    with qtbot.waitSignal(table.rows.sort_requested) as asked:
        qtbot.mouseClick(table.horizontalHeader().viewport(), Qt.MouseButton.LeftButton, pos=table.horizontalHeader().rect().center() / 4)
    assert asked.args[0] == "name"


def test_the_last_column_cannot_be_hidden(table: RecordTable) -> None:
    table.column_menu().actions()[1].trigger()
    assert not table.column_menu().actions()[0].isEnabled()


def test_columns_come_back_as_they_were_left(table: RecordTable, qtbot: Any) -> None:
    table.column_menu().actions()[1].trigger()
    state = table.save_layout()
    model: RowTableModel[Line] = RowTableModel(COLUMNS)
    other = RecordTable(model, "Rader")
    qtbot.addWidget(other)
    other.restore_layout(state)
    assert other.isColumnHidden(1)


def test_columns_that_say_least_make_room_in_a_narrow_window(qtbot: Any) -> None:
    columns = (Column("A", lambda row: row.name, width=200), Column("B", lambda row: row.name, width=200, drop=1))
    model: RowTableModel[Line] = RowTableModel(columns)
    table = RecordTable(model, "Rader")
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    assert table.isColumnHidden(1)
    table.resize(600, 200)
    qtbot.waitUntil(lambda: not table.isColumnHidden(1))


def test_no_header_is_cut_however_large_the_text(qtbot: Any) -> None:
    columns = (Column("Aktiviteter och mål", lambda row: row.amount, width=40), Column("B", lambda row: row.name, stretch=True))
    model: RowTableModel[Line] = RowTableModel(columns)
    table = RecordTable(model, "Rader")
    qtbot.addWidget(table)
    table.resize(900, 200)
    table.show()
    assert table.columnWidth(0) >= table.horizontalHeader().sectionSizeHint(0)
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    table.setFont(font)
    assert table.columnWidth(0) >= table.horizontalHeader().sectionSizeHint(0)


def test_hidden_columns_are_brought_back_from_the_menu_of_the_row(table: RecordTable) -> None:
    table.column_menu().actions()[1].trigger()
    assert table.isColumnHidden(1)
    columns = table.context_menu().actions()[-1].menu()
    assert columns.title().replace("&", "") == "Kolumner"
    assert not columns.actions()[1].isChecked()
    columns.actions()[1].trigger()
    assert not table.isColumnHidden(1)


def test_home_and_end_go_to_the_first_and_the_last_row(table: RecordTable, qtbot: Any) -> None:
    table.select_key(2)
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == len(LINES) - 1
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0


def test_names_give_way_before_the_table_scrolls_sideways(qtbot: Any) -> None:
    columns = (
        Column("Nr", lambda row: row.amount, width=100),
        Column("Insats", lambda row: row.name, width=200, stretch=True),
        Column("Läge", lambda row: row.name, width=200, wide=260),
    )
    model: RowTableModel[Line] = RowTableModel(columns)
    table = RecordTable(model, "Rader")
    qtbot.addWidget(table)
    table.resize(440, 200)
    table.show()
    scale = table.columnWidth(0) / 100
    assert table.columnWidth(2) < 200 * scale
    assert table.columnWidth(1) > 100 * scale
    assert table.horizontalScrollBar().maximum() == 0
