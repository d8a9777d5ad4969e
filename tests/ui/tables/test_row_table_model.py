"""The list model: memory only, pages on asking, and only what differs is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt

from app.domain import swedish
from app.ui.tables.model import Column, RecordRole, RowTableModel, SortRole


@dataclass(frozen=True)
class Line:
    uid: int
    name: str
    amount: int | None


COLUMNS = (
    Column("Namn", lambda row: row.name, sort_key="name"),
    Column(
        "Belopp (kr)",
        lambda row: row.amount,
        lambda value: "–" if value is None else swedish.integer(value),
        align=Qt.AlignmentFlag.AlignRight,
    ),
)
LINES = [Line(1, "Tensta", 1_250_000), Line(2, "Husby", None), Line(3, "=1+1", 5)]


@pytest.fixture
def model() -> RowTableModel[Line]:
    made: RowTableModel[Line] = RowTableModel(COLUMNS)
    made.set_rows(LINES)
    return made


def shown(model: RowTableModel[Line]) -> list[str]:
    return [model.index(number, 0).data() for number in range(model.rowCount())]


def test_the_model_keeps_qts_contract(model: RowTableModel[Line], qtmodeltester: Any) -> None:
    qtmodeltester.check(model)


def test_a_paged_model_keeps_qts_contract(qtmodeltester: Any) -> None:
    lines = [Line(number, f"rad {number}", number) for number in range(30)]
    model: RowTableModel[Line] = RowTableModel(COLUMNS)
    model.set_rows(lines[:10], total=30, page=lambda offset: lines[offset : offset + 10])
    qtmodeltester.check(model)


def test_cells_show_text_and_keep_the_native_value(model: RowTableModel[Line]) -> None:
    index = model.index(0, 1)
    assert index.data() == "1\u00a0250\u00a0000"
    assert index.data(SortRole) == 1_250_000
    assert index.data(RecordRole) is LINES[0]
    assert model.index(1, 1).data() == "–"


def test_amounts_stand_to_the_right_under_their_header(model: RowTableModel[Line]) -> None:
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_roles_that_are_not_served_ask_no_column() -> None:
    def never(row: Line) -> str:
        raise AssertionError("asked for a value that nobody shows")

    model: RowTableModel[Line] = RowTableModel((Column("Namn", never),))
    model.set_rows(LINES)
    assert model.index(0, 0).data(Qt.ItemDataRole.BackgroundRole) is None
    assert model.index(0, 0).data(Qt.ItemDataRole.FontRole) is None


def test_rows_further_down_are_fetched_when_asked_for() -> None:
    lines = [Line(number, f"rad {number}", number) for number in range(25)]
    asked: list[int] = []

    def page(offset: int) -> list[Line]:
        asked.append(offset)
        return lines[offset : offset + 10]

    model: RowTableModel[Line] = RowTableModel(COLUMNS)
    model.set_rows(lines[:10], total=25, page=page)
    root = QModelIndex()
    while model.canFetchMore(root):
        model.fetchMore(root)
    assert (model.rowCount(), asked, model.total) == (25, [10, 20], 25)


def test_rows_that_went_away_meanwhile_end_the_fetching() -> None:
    model: RowTableModel[Line] = RowTableModel(COLUMNS)
    model.set_rows(LINES, total=99, page=lambda offset: [])
    model.fetchMore(QModelIndex())
    assert model.total == 3
    assert not model.canFetchMore(QModelIndex())


def test_asking_again_tells_only_of_the_row_that_differs(model: RowTableModel[Line], qtbot: Any) -> None:
    changed = [LINES[0], Line(2, "Husby", 7), LINES[2]]
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as told:
        model.refresh_rows(changed)
    assert told.args[0].row() == told.args[1].row() == 1
    assert model.rows == tuple(changed)


def test_asking_again_inserts_and_removes_single_rows(model: RowTableModel[Line], qtbot: Any) -> None:
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsRemoved) as gone:
        model.refresh_rows([LINES[0], LINES[2]])
    assert gone.args[1:] == [1, 1]
    with qtbot.waitSignal(model.rowsInserted) as new:
        model.refresh_rows([Line(9, "Ny", 1), LINES[0], LINES[2]])
    assert new.args[1:] == [0, 0]
    assert shown(model) == ["Ny", "Tensta", "=1+1"]


def test_sorting_is_asked_for_and_not_done_here(model: RowTableModel[Line], qtbot: Any) -> None:
    with qtbot.waitSignal(model.sort_requested) as asked:
        model.sort(0, Qt.SortOrder.DescendingOrder)
    assert asked.args == ["name", True]
    assert shown(model) == ["Tensta", "Husby", "=1+1"]
    with qtbot.assertNotEmitted(model.sort_requested):
        model.sort(1, Qt.SortOrder.AscendingOrder)


def test_copied_cells_are_bare_numbers_and_never_formulas() -> None:
    assert COLUMNS[1].copied(LINES[0]) == "1250000"
    assert COLUMNS[1].copied(LINES[1]) == ""
    assert COLUMNS[0].copied(LINES[2]) == "'=1+1"
    assert COLUMNS[0].copied(Line(4, "två\trader\nhär", 0)) == "två rader här"


def test_tool_tips_show_data_as_it_is() -> None:
    model: RowTableModel[Line] = RowTableModel((Column("Namn", lambda row: row.name, tip=lambda row: row.name),))
    model.set_rows([Line(1, "<b>fet</b> & tom", 1)])
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "<qt>&lt;b&gt;fet&lt;/b&gt; &amp; tom</qt>"
