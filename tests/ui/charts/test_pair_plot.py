"""The drawing of a comparison: what it says of a line, what stands where."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.riskindex.series import EXAMPLE_MARK, ChartText
from app.domain.vocabulary import SubIndex
from app.ui.charts.pair_chart import PairChart
from app.ui.charts.pair_plot import PairPlot
from app.ui.charts.pair_rows import PairData, PairRow, shown_points, words

ROWS = (
    PairRow("TOTAL", "Totalt index", None, True, 160.5, 120.0, Decimal("40.5")),
    PairRow("HEALTH", "Hälsa", SubIndex.HEALTH, True, 160.5, 120.0, Decimal("40.5")),
    PairRow("a", "Sjuktal", SubIndex.HEALTH, False, 200.0, 90.0, Decimal("45.5")),
    PairRow("b", "Narkotikabrott", SubIndex.HEALTH, False, None, None, Decimal("-5.0"), "få fall visas inte"),
)
DATA = PairData(("Tensta", "Husby"), "staden", ROWS, ChartText("Tensta ligger 40,5 punkter över Husby", "2012", EXAMPLE_MARK))


@pytest.fixture
def plot(qtbot: QtBot) -> PairPlot:
    made = PairPlot()
    qtbot.addWidget(made)
    made.set_data(DATA)
    made.resize(800, 300)
    made.grab()
    return made


def middle(plot: PairPlot, row: int) -> QPointF:
    return QPointF(300, plot.head_height + (row + 0.5) * plot.row_height)


def test_a_line_is_told_with_both_indexes_the_points_and_its_note() -> None:
    assert words(DATA, ROWS[2]) == "Sjuktal: Tensta 200,0, Husby 90,0, skillnad +45,5 punkter."
    assert words(DATA, ROWS[3]) == "Narkotikabrott: Tensta –, Husby –, skillnad −5,0 punkter (få fall visas inte)."
    assert [shown_points(one) for one in (Decimal("0.0"), None)] == ["0,0", "–"]


def test_100_is_always_on_the_scale_and_bars_reach_as_far_as_they_must() -> None:
    low, high = DATA.span
    assert low < 90
    assert high > 200
    assert PairData(DATA.names, "staden", ROWS[:1], DATA.text).span[0] < 100
    assert DATA.reach == (5.0, 45.5)
    assert PairData(DATA.names, "staden", (), DATA.text).reach == (0.0, 1.0)


def test_the_pointer_names_the_line_under_it(plot: PairPlot) -> None:
    assert [plot.index_at(middle(plot, row).y()) for row in range(4)] == [0, 1, 2, 3]
    assert plot.index_at(2.0) == -1
    seen: list[int] = []
    plot.hovered.connect(seen.append)
    QTest.mouseMove(plot.viewport(), middle(plot, 2).toPoint())
    plot._hover_at(2)
    assert seen[-1] == 2


def test_it_is_as_tall_as_its_lines(plot: PairPlot) -> None:
    assert plot.minimumHeight() == plot.height_for_all() >= 4 * plot.row_height


def test_the_two_marks_differ_in_shape_and_colour(plot: PairPlot) -> None:
    """Where both stand on the same value the diamond shows behind the disc."""
    same = PairData(DATA.names, "staden", (PairRow("TOTAL", "Totalt index", None, True, 150.0, 150.0, Decimal(0)),), DATA.text)
    plot.set_data(same)
    image: QImage = plot.grab().toImage()
    y = plot.head_height + plot.row_height // 2
    colours = {image.pixelColor(x, y).name() for x in range(image.width())}
    assert {"#8c2a13", "#3f7fb5"} <= colours


def test_table_and_drawing_mark_the_same_line(qtbot: QtBot) -> None:
    chart = PairChart()
    qtbot.addWidget(chart)
    chart.show_pair(DATA)
    chart.table.setCurrentIndex(chart.model.index(2, 0))
    assert chart.plot.current == 2
    assert chart.readout_label.text() == words(DATA, ROWS[2])
    assert chart.mark_badge.accessibleName().endswith(EXAMPLE_MARK)
    assert chart.model.headerData(3, Qt.Orientation.Horizontal) == "Husby"


def test_an_empty_drawing_takes_keys_without_harm(qtbot: QtBot) -> None:
    plot = PairPlot()
    qtbot.addWidget(plot)
    plot.grab()
    qtbot.keyClick(plot, Qt.Key.Key_Down)
    assert plot.current == -1
