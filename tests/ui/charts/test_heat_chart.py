"""The heat table's drawing: a scale that holds without red or green vision, cells walked by keys, the same numbers as a table."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPalette

from app.domain.riskindex.compute import compute
from app.domain.riskindex.heat import HeatTable, computed_heat
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level
from app.ui.charts.heat_chart import HeatChart
from app.ui.charts.heat_colours import ink_is_white, scale, steps_of
from app.ui.charts.heat_paint import BY_NAME, BY_RANK
from tests.domain.riskindex.panels import counts

# Machado, Oliveira and Fernandes 2009, severity 1,0: linear light.
BLIND = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def linear(colours: np.ndarray) -> np.ndarray:
    share = colours / 255.0
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear sRGB, D65."""
    xyz = np.clip(light, 0, 1) @ np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]).T
    scaled = xyz / np.array([0.9505, 1.0, 1.089])
    root = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.stack([116 * root[:, 1] - 16, 500 * (root[:, 0] - root[:, 1]), 200 * (root[:, 1] - root[:, 2])], axis=1)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("blind", ["", *BLIND])
def test_half_neutral_and_double_are_told_apart_also_without_red_or_green(dark: bool, blind: str) -> None:
    light = linear(scale(dark)[steps_of(np.array([50.0, 75.0, 100.0, 150.0, 200.0]))].astype(float))
    if blind:
        light = light @ np.array(BLIND[blind]).T
    seen = lab(light)
    apart = np.linalg.norm(seen[:, None, :] - seen[None, :, :], axis=2)
    assert (apart[np.triu_indices(5, 1)] > 15).all()
    lightness = seen[:, 0] if dark else -seen[:, 0]
    assert lightness[0] > lightness[1] > lightness[2] < lightness[3] < lightness[4]


@pytest.mark.parametrize("dark", [False, True])
def test_values_are_readable_on_every_colour(dark: bool) -> None:
    palette = QPalette(QColor("#20242a" if dark else "#ffffff"))
    palette.setColor(QPalette.ColorRole.Base, QColor("#20242a" if dark else "#ffffff"))
    values = 100 * 2 ** np.linspace(-1, 1, 257)
    ground = linear(scale(dark)[steps_of(values)].astype(float)) @ np.array([0.2126, 0.7152, 0.0722])
    ink = np.where(ink_is_white(values, palette), 1.0, 0.0)
    contrast = (np.maximum(ground, ink) + 0.05) / (np.minimum(ground, ink) + 0.05)
    assert contrast.min() > 4.5


def table(units: int = 12, missing: float = 0.2) -> HeatTable:
    panel = counts(units, missing=missing)
    labels = {unit: f"Område {number:03d}" for number, unit in enumerate(panel.units)}
    return computed_heat(compute(panel, Recipe()), labels, Level.DISTRICT, 2012, illustrative=True)


@pytest.fixture
def chart(qtbot: Any) -> HeatChart:
    made = HeatChart()
    qtbot.addWidget(made)
    made.resize(900, 420)
    made.show_heat(table())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_keys_walk_the_cells_and_the_readout_says_the_exact_value(chart: HeatChart, qtbot: Any) -> None:
    chart.plot.setFocus()
    qtbot.keyClick(chart.plot, Qt.Key.Key_Down)
    qtbot.keyClick(chart.plot, Qt.Key.Key_Right)
    unit, column = chart.plot.current
    assert column == 1
    assert chart.readout_label.text() == chart.shown.words(unit, 1)  # type: ignore[union-attr]
    qtbot.keyClick(chart.plot, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert chart.plot.current[0] == chart.plot.sheet.order[-1]  # type: ignore[union-attr]
    qtbot.keyClick(chart.plot, Qt.Key.Key_End)
    assert chart.plot.current[1] == 12
    with qtbot.waitSignal(chart.unit_opened) as opened:
        qtbot.keyClick(chart.plot, Qt.Key.Key_Return)
    assert opened.args == [chart.unit]


def test_a_column_sorts_falls_first_and_turns_the_second_time(chart: HeatChart, qtbot: Any) -> None:
    chart.plot.setFocus()
    qtbot.keyClick(chart.plot, Qt.Key.Key_Down)
    chart.column_action.trigger()
    sheet = chart.plot.sheet
    assert sheet is not None
    assert (sheet.sorted_by, sheet.rising) == (0, False)
    chart.column_action.trigger()
    assert chart.plot.sheet.rising  # type: ignore[union-attr]
    assert [row.place for row in chart.model.rows] == list(chart.plot.sheet.order)  # type: ignore[union-attr]
    chart.name_action.trigger()
    assert chart.plot.sheet.sorted_by == BY_NAME  # type: ignore[union-attr]
    assert [row.label for row in chart.model.rows] == sorted(row.label for row in chart.model.rows)
    chart.rank_action.trigger()
    assert chart.plot.sheet.sorted_by == BY_RANK  # type: ignore[union-attr]


def test_a_click_in_the_header_sorts_and_one_in_a_cell_goes_to_the_unit(chart: HeatChart, qtbot: Any) -> None:
    layout = chart.plot._layout
    assert layout is not None
    x = layout.names + 2.5 * layout.column
    qtbot.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(x, layout.head - 8).toPoint())
    assert chart.plot.sheet.sorted_by == 2  # type: ignore[union-attr]
    cell = QPointF(x, layout.head + 1.5 * layout.row).toPoint()
    with qtbot.waitSignal(chart.unit_selected) as chosen, qtbot.assertNotEmitted(chart.unit_opened):
        qtbot.mousePress(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    with qtbot.waitSignal(chart.unit_opened) as opened:
        qtbot.mouseRelease(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert opened.args == chosen.args
    place = chart.plot.sheet.order[1]  # type: ignore[union-attr]
    assert chosen.args == [chart.shown.units[place]]  # type: ignore[union-attr]
    assert chart.plot.current == (place, 2)


def test_the_unit_stays_chosen_when_other_numbers_come(chart: HeatChart) -> None:
    chart.select("u5", 3)
    chart.show_heat(table(missing=0.0), "u5")
    assert chart.plot.current == (5, 3)


def test_the_table_has_the_same_numbers_and_ctrl_t_shows_it(chart: HeatChart) -> None:
    chart.table_action.trigger()
    assert chart.pages.currentWidget() is chart.table
    row = chart.model.rows[0]
    texts = [chart.model.index(0, column).data() for column in range(2, chart.model.columnCount())]
    shown = chart.shown
    assert shown is not None
    assert [text.split(",")[0] for text in texts if text != "–"] == [
        f"{int(value)}" for value in shown.values[row.place] if not np.isnan(value)
    ]
    assert chart.model.columns[2].copied(row) == texts[0].removesuffix("*")
    assert [text == "–" for text in texts] == [bool(np.isnan(value)) for value in shown.values[row.place]]


def test_all_rows_are_seen_at_once_when_asked(qtbot: Any) -> None:
    chart = HeatChart()
    qtbot.addWidget(chart)
    chart.resize(900, 500)
    chart.show_heat(table(400))
    chart.show()
    assert chart.plot.verticalScrollBar().maximum() > 0
    chart.plot.show_whole(True)
    assert chart.plot.verticalScrollBar().maximum() == 0
    image = chart.plot.viewport().grab().toImage()
    layout = chart.plot._layout
    assert layout is not None
    x = round(layout.names + 0.5 * layout.column)
    column = [image.pixelColor(x, round(layout.head + share * layout.rows * layout.row)).name() for share in (0.02, 0.98)]
    assert column[0] != column[1]


def test_the_picture_holds_every_row_on_white_with_the_mark(chart: HeatChart) -> None:
    image = chart.image()
    assert image.pixelColor(2, 2).name() == "#ffffff"
    assert "Exempelvärde – inte Swecos uppgift" in image.text("Description")
    svg = chart.saved_as("svg").decode()
    assert "Exempelvärde" in svg
    assert "Område 011" in svg
