"""Lines through the years on screen: gaps left open, the nearest value under the pointer, keys, the table, small charts, pictures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from app.domain.riskindex import development
from app.domain.riskindex.development import Development, ReferenceKind
from app.domain.riskindex.series import Level, Measure, SeriesInfo, SeriesKind
from app.ui.charts.development_chart import DevelopmentChart
from app.ui.charts.development_plot import joined, lone
from app.ui.charts.multiples_plot import OTHERS, small_charts

YEARS = (2006, 2007, 2008, 2009)
VALUES = {
    "norr": (120.0, 118.0, 119.0, 115.0),
    "söder": (90.0, None, 84.0, 80.0),
    "väster": (70.0, 72.0, 71.0, 75.0),
    "stad": (100.0, 98.0, 97.0, 95.0),
}


def lines(reference: ReferenceKind = ReferenceKind.FIXED, level: Level = Level.BOARD) -> Development:
    info = SeriesInfo(
        key="n",
        name="Serien",
        kind=SeriesKind.PUBLISHED,
        level=level,
        source="Provserien",
        reference="staden 2006 = 100",
        illustrative=True,
    )
    held = {(unit, year): value for unit, row in VALUES.items() for year, value in zip(YEARS, row, strict=True) if value is not None}
    labels = {unit: unit.capitalize() for unit in VALUES}
    groups = {"norr": "Nämnd B", "söder": "Nämnd A"} if level is not Level.BOARD else {}
    return development.published(info, Measure.TOTAL, reference, held, labels, groups, "stad", YEARS)


@pytest.fixture
def chart(qtbot: Any) -> DevelopmentChart:
    made = DevelopmentChart()
    qtbot.addWidget(made)
    made.resize(820, 520)
    made.show_lines(lines())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_gap_and_a_break_are_left_open() -> None:
    values = np.array([[1.0, 2.0, np.nan, 4.0], [1.0, 2.0, 3.0, 4.0]])
    broken = np.array([[False, False, False], [False, True, False]])
    x, y, links = joined(values, broken)
    assert y.tolist() == [1, 2, 4, 1, 2, 3, 4]
    assert x.tolist() == [0, 1, 3, 0, 1, 2, 3]
    assert links.tolist() == [1, 0, 0, 1, 0, 1, 0]
    assert lone(values, broken).tolist() == [[False, False, False, True], [False] * 4]


def test_all_lines_are_one_item_and_no_line_runs_into_the_next(chart: DevelopmentChart) -> None:
    plot = chart.drawings.lines
    x, y = plot.all_lines.getData()
    assert len(x) == len(y) == 11
    links = plot.all_lines.opts["connect"]
    ends = [place for place in range(len(x) - 1) if x[place + 1] <= x[place]]
    assert all(links[place] == 0 for place in ends)


def test_the_pointer_finds_the_nearest_line_and_the_exact_value(chart: DevelopmentChart) -> None:
    plot = chart.drawings.lines
    at = QPointF(plot.mapFromScene(plot._scene(1, 118.0)))
    assert plot.place_at(at) == (0, 1)
    plot._hover_at((0, 1))
    assert chart.readout_label.text() == "Norr 2007: index 118,0, −2,0 punkter (−1,7 procent) sedan 2006. Staden 2007: index 98,0"
    assert plot.place_at(QPointF(plot.mapFromScene(plot._scene(1, 130.0)))) == (-1, -1) or plot.place_at(at + QPointF(0, -60))[0] != 0


def test_a_click_chooses_and_a_double_click_opens(chart: DevelopmentChart, qtbot: Any) -> None:
    plot = chart.drawings.lines
    at = plot.mapFromScene(plot._scene(2, 84.0))
    with qtbot.waitSignal(chart.unit_selected) as chosen:
        qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == ["söder"]
    with qtbot.waitSignal(chart.unit_opened) as opened:
        qtbot.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == ["söder"]


def test_keys_walk_from_line_to_line_and_year_to_year(chart: DevelopmentChart, qtbot: Any) -> None:
    plot = chart.drawings.lines
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Down)
    assert chart.unit == "norr"  # the highest last value first
    qtbot.keyClick(plot, Qt.Key.Key_Down)
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert chart.unit == "söder"
    assert chart.readout_label.text().startswith("Söder 2008: index 84,0")
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert chart.readout_label.text().startswith("Söder 2007: värde saknas")
    with qtbot.waitSignal(chart.unit_opened):
        qtbot.keyClick(plot, Qt.Key.Key_Return)


def test_the_table_has_every_number_and_per_cent_on_the_fixed_base_only(chart: DevelopmentChart) -> None:
    chart.table_action.trigger()
    model = chart.model
    cells = [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())]
    assert cells[0] == ["Staden", "100,0", "98,0", "97,0", "95,0", "−5,0", "−5,0"]
    assert cells[2] == ["Söder", "90,0", "–", "84,0", "80,0", "−10,0", "−11,1"]
    chart.show_lines(lines(ReferenceKind.SAME_YEAR))
    titles = [column.title for column in chart.model.columns]
    assert titles == ["Område", "2006", "2007", "2008", "2009", "Punkter"]
    assert chart.subtitle_label.text().count("staden samma år = 100") == 1


def test_small_charts_stand_one_a_board_and_hold_its_districts() -> None:
    assert [one.title for one in small_charts(lines())] == ["Norr", "Söder", "Väster"]
    found = small_charts(lines(level=Level.DISTRICT))
    assert [(one.title, one.units) for one in found] == [("Nämnd A", (1,)), ("Nämnd B", (0,)), (OTHERS, (2,))]


def test_the_small_charts_are_walked_and_chosen_too(chart: DevelopmentChart, qtbot: Any) -> None:
    chart.show_multiples(True)
    plot = chart.drawings.multiples
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert chart.unit == "söder"
    frame = plot._grid().frame(2)
    with qtbot.waitSignal(chart.unit_selected) as chosen:
        qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=frame.center().toPoint())
    assert chosen.args == ["väster"]
    assert chart.drawings.lines.current == plot.current == 2


@pytest.mark.parametrize("small", [False, True])
def test_the_picture_says_reference_source_and_mark(chart: DevelopmentChart, small: bool) -> None:
    chart.show_multiples(small)
    image = chart.image()
    assert image.pixelColor(2, 2).name() == "#ffffff"
    assert "staden 2006 = 100" in image.text("Description")
    svg = chart.saved_as("svg").decode()
    assert "Exempelvärde" in svg
    assert "Väster" in svg


def test_another_palette_and_size_draw_the_same_lines(chart: DevelopmentChart) -> None:
    before = chart.drawings.lines.grab().toImage()
    chart.resize(700, 460)
    chart.drawings.lines.restyle()
    after = chart.drawings.lines.grab().toImage()
    assert before.size() != after.size()
    assert len({after.pixel(after.width() // 3, y) for y in range(after.height())}) > 3
