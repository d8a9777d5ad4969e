"""The charts of a plan: values, words, table and keys say the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.domain.drafts import FollowUpValue, PlanActivity, PlanDraft, PlanObjective
from app.domain.plan_charts import objective_chart, timeline
from app.domain.vocabulary import ActivityState
from app.ui.charts.objective_chart import NOTHING_TO_DRAW, ObjectiveChartPanel
from app.ui.charts.timeline_chart import TimelineChart, title

OBJECTIVE = PlanObjective(
    number="1",
    text="Fler är trygga",
    indicator="Andel trygga",
    unit="procent",
    baseline=Decimal("47.5"),
    baseline_date=date(2014, 11, 1),
    baseline_source="Trygghetsmätningen",
    target=Decimal(60),
    target_date=date(2017, 12, 31),
)
VALUES = (
    FollowUpValue(objective="1", day=date(2016, 6, 30), value=Decimal(52), source="Enkät"),
    FollowUpValue(objective="2", day=date(2016, 6, 30), value=Decimal(1)),
)
PLAN = PlanDraft(
    period_start=date(2015, 1, 1),
    period_end=date(2016, 12, 31),
    activities=(
        PlanActivity(number="1", title="Läxhjälp", start=date(2015, 3, 1), end=date(2016, 6, 30), state=ActivityState.IN_PROGRESS),
        PlanActivity(number="2", title="Trygga stråk"),
        PlanActivity(number="3", title="Öppen förskola", start=date(2016, 9, 1), state=ActivityState.NOT_STARTED),
    ),
)


@pytest.fixture
def chart(qtbot: Any) -> ObjectiveChartPanel:
    made = ObjectiveChartPanel()
    qtbot.addWidget(made)
    made.resize(420, 360)
    made.show_chart(objective_chart(OBJECTIVE, VALUES))
    made.show()
    return made


@pytest.fixture
def line(qtbot: Any) -> TimelineChart:
    made = TimelineChart()
    qtbot.addWidget(made)
    made.resize(620, 300)
    made.show_line(timeline(PLAN, date(2016, 3, 14)))
    made.show()
    return made


def cells(panel: Any) -> list[list[str]]:
    model = panel.model
    return [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())]


def test_an_objective_is_told_drawn_and_listed_with_the_same_values(chart: ObjectiveChartPanel) -> None:
    assert chart.title_label.text() == "Mål 1. Andel trygga"
    assert chart.subtitle_label.text() == "procent"
    assert "senaste värde 52 (2016-06-30), målet är inte nått" in chart.readout_label.text()
    assert cells(chart) == [
        ["Utgångsvärde", "2014-11-01", "47,5", "Trygghetsmätningen"],
        ["Uppföljning", "2016-06-30", "52", "Enkät"],
        ["Mål", "2017-12-31", "60", ""],
    ]
    assert chart.plot.target_line.value() == 60
    assert list(chart.plot.value_line.getData()[1]) == [47.5, 52.0]


def test_arrow_keys_go_from_value_to_value_and_ctrl_t_shows_the_table(chart: ObjectiveChartPanel, qtbot: Any) -> None:
    chart.plot.setFocus()
    qtbot.keyClick(chart.plot, Qt.Key.Key_Right)
    assert chart.readout_label.text() == "Utgångsvärde 47,5 (2014-11-01). Källa: Trygghetsmätningen"
    qtbot.keyClick(chart.plot, Qt.Key.Key_End)
    assert chart.plot.accessibleDescription() == "Mål 60 (2017-12-31)"
    chart.table_action.trigger()
    assert chart.pages.currentWidget() is chart.table
    chart.table.selectAll()
    chart.table.copy_rows()
    assert "47,5" in QGuiApplication.clipboard().text()


def test_the_value_chosen_stays_when_another_is_added(chart: ObjectiveChartPanel) -> None:
    chart.plot.set_current(1)
    more = FollowUpValue(objective="1", day=date(2017, 6, 30), value=Decimal(57))
    chart.show_chart(objective_chart(OBJECTIVE, (*VALUES, more)))
    assert chart.plot.current == 1
    assert len(chart.plot.marks) == 4


def test_an_objective_without_values_says_what_would_be_drawn(chart: ObjectiveChartPanel) -> None:
    chart.show_chart(objective_chart(PlanObjective(number="2", text="Fler läser"), ()))
    assert chart.pages.currentWidget() is chart.empty_label
    assert chart.empty_label.text() == NOTHING_TO_DRAW
    assert not chart.copy_action.isEnabled()


def test_values_without_days_stand_in_order(chart: ObjectiveChartPanel) -> None:
    chart.show_chart(objective_chart(PlanObjective(number="3", baseline=Decimal(10), target=Decimal(4)), ()))
    assert [mark.x for mark in chart.plot.marks] == [0.0, 1.0]


def test_the_picture_of_an_objective_is_drawn_on_white(chart: ObjectiveChartPanel) -> None:
    chart.copy_action.trigger()
    image = QGuiApplication.clipboard().image()
    assert image.pixelColor(2, 2).name() == "#ffffff"
    assert len({image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}) > 4


def test_the_time_line_names_each_activity_its_days_and_its_state(line: TimelineChart) -> None:
    assert line.title_label.text() == "3 aktiviteter 2015–2016, 1 pågår"
    assert cells(line) == [
        ["1", "Läxhjälp", "2015-03-01", "2016-06-30", "Pågår"],
        ["2", "Trygga stråk", "–", "–", "läge saknas"],
        ["3", "Öppen förskola", "2016-09-01", "–", "Ej påbörjad"],
    ]
    assert title(timeline(PlanDraft(), date(2016, 3, 14))) == "Inga aktiviteter än"


def test_the_time_line_is_walked_and_opened_by_keys(line: TimelineChart, qtbot: Any) -> None:
    line.plot.setFocus()
    with qtbot.waitSignal(line.activity_selected) as chosen:
        qtbot.keyClick(line.plot, Qt.Key.Key_End)
    assert chosen.args == [PLAN.activities[2].uid]
    assert line.readout_label.text() == "3 Öppen förskola: 2016-09-01–…, ej påbörjad"
    qtbot.keyClick(line.plot, Qt.Key.Key_Up)
    assert line.plot.accessibleDescription() == "2 Trygga stråk: Start och slut saknas, läge saknas"
    with qtbot.waitSignal(line.activity_opened) as opened:
        qtbot.keyClick(line.plot, Qt.Key.Key_Return)
    assert opened.args == [PLAN.activities[1].uid]


def test_a_long_time_line_scrolls_to_the_activity_chosen(qtbot: Any) -> None:
    many = PlanDraft(activities=tuple(PlanActivity(number=str(n), start=date(2015, 1, 1), end=date(2015, 2, n)) for n in range(1, 29)))
    chart = TimelineChart()
    qtbot.addWidget(chart)
    chart.resize(620, 240)
    chart.show_line(timeline(many, date(2015, 1, 15)))
    chart.show()
    chart.select(many.activities[-1].uid)
    bar = chart.plot.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    assert chart.plot.index_at(chart.plot.viewport().height() - 3) == 27


def test_the_picture_of_the_time_line_holds_all_rows(line: TimelineChart) -> None:
    image = line.picture()
    assert image.pixelColor(2, 2).name() == "#ffffff"
    assert image.height() > 2 * 3 * 30
