"""The waterfall: bars from 100 to the index, exact under the pointer, the same numbers as a table, pictures that say what they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage

from app.domain import swedish
from app.domain.riskindex.compute import compute
from app.domain.riskindex.recipe import Aggregation, Recipe
from app.domain.riskindex.series import CAUTION, EXAMPLE_MARK, Level
from app.domain.riskindex.why import Waterfall, waterfall
from app.ui.charts.waterfall_chart import WaterfallChart
from tests.domain.riskindex.panels import counts


def found(recipe: Recipe | None = None, unit: str = "u0") -> Waterfall:
    return waterfall(compute(counts(), recipe or Recipe()), unit, "Tensta", Level.DISTRICT, 2012, illustrative=True, source="Provdata")


@pytest.fixture
def chart(qtbot):
    made = WaterfallChart()
    qtbot.addWidget(made)
    made.resize(700, 520)
    made.show_waterfall(found())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_bars_go_from_100_to_the_index_in_one_item(chart) -> None:
    shown = found()
    drawn = chart.plot.bar_item.opts
    assert list(drawn["x0"]) == [step.start for step in shown.steps]
    assert list(drawn["x1"]) == [step.end for step in shown.steps]
    assert drawn["x1"][-1] == pytest.approx(shown.index)
    heads = [one.label for one in chart.plot.lines if one.is_head]
    assert heads == [one.area.label for one in shown.areas]


def test_the_pointer_gives_the_exact_numbers_of_a_bar(chart, qtbot) -> None:
    row = chart.found.rows[0]
    place = chart.plot.mapFromScene(chart.plot.getViewBox().mapViewToScene(QPointF(100, 1.5)))
    qtbot.mouseMove(chart.plot.viewport(), place)
    chart.plot._hover_at(chart.plot.index_at(QPointF(place)))
    told = chart.readout_label.text()
    for part in (
        row.name,
        swedish.rate(row.x),
        swedish.rate(row.city),
        f"95 procents intervall {row.uncertain.span}, utjämnat {swedish.rate(row.uncertain.shrunk)}",
        swedish.decimal(row.index),
        swedish.signed(row.shown),
        row.people_text,
    ):
        assert part in told
    assert chart.plot.index_at(QPointF(chart.plot.mapFromScene(chart.plot.getViewBox().mapViewToScene(QPointF(100, 0.5))))) == -1


def test_keys_go_from_bar_to_bar_and_enter_asks_to_write_of_it(chart, qtbot) -> None:
    chart.plot.setFocus()
    qtbot.keyClick(chart.plot, Qt.Key.Key_Down)
    assert chart.plot.lines[chart.plot.current].code == chart.found.rows[0].code
    qtbot.keyClick(chart.plot, Qt.Key.Key_End)
    assert chart.found.rows[-1].name in chart.readout_label.text()
    assert chart.plot.accessibleDescription() == chart.readout_label.text()
    with qtbot.waitSignal(chart.indicator_opened) as asked:
        qtbot.keyClick(chart.plot, Qt.Key.Key_Return)
    assert asked.args == [chart.found.rows[-1].code]


def test_the_table_is_one_key_away_with_the_same_numbers(chart, qtbot) -> None:
    chart.plot.setFocus()
    qtbot.keyClick(chart.plot, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert chart.pages.currentWidget() is chart.table
    assert [row.code for row in chart.model.rows] == [row.code for row in (*chart.found.rows, *chart.found.missing)]
    titles = [column.title for column in chart.model.columns]
    points = [chart.model.data(chart.model.index(number, titles.index("Punkter"))) for number in range(len(chart.found.rows))]
    assert points == [swedish.signed(row.shown) for row in chart.found.rows]


def test_what_does_not_count_is_named_with_the_reason(chart) -> None:
    chart.show_waterfall(found(Recipe(left_out=frozenset({"HEALTH0"}))))
    assert "Räknas inte: hälsa 0 (receptet håller den utanför)." in chart.footer_label.text()
    assert "räknas inte: receptet håller den utanför" in [column.value(chart.model.rows[-1]) for column in chart.model.columns]


def test_other_means_show_the_areas_alone_and_say_so(chart) -> None:
    chart.show_waterfall(found(Recipe(aggregation=Aggregation.GEOMETRIC)))
    assert [one.label for one in chart.plot.lines] == [one.area.label for one in chart.found.areas]
    assert "geometriskt medelvärde går indexet inte att dela upp" in chart.readout_label.text()


def test_the_bar_in_view_stays_with_its_indicator_when_the_unit_changes(chart) -> None:
    code = chart.found.rows[3].code
    chart.plot.set_current([one.code for one in chart.plot.lines].index(code))
    chart.show_waterfall(found(unit="u5"))
    assert chart.plot.lines[chart.plot.current].code == code


def test_pictures_bear_finding_source_mark_recipe_and_caution(chart) -> None:
    image = QImage.fromData(chart.saved_as("png"))
    assert image.width() == 2000
    assert image.text("Title") == chart.found.text.title
    assert EXAMPLE_MARK in image.text("Description")
    drawing = chart.saved_as("svg").decode("utf-8")
    for part in (chart.found.text.title, EXAMPLE_MARK, "Recept: Grundrecept 1", CAUTION.split(",")[0], chart.found.rows[0].name):
        assert part in drawing, part
