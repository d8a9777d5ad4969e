"""The page Värmekarta: published and computed series, order, the unit that the pages share, and what is not shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level, Measure, SeriesKind
from app.services.workbench import Workbench
from app.ui.charts.heat_paint import BY_NAME, BY_RANK
from app.ui.session import Session
from app.ui.views.index_heat import HeatPage
from app.ui.views.index_page import Choice
from tests.services.index_sample import with_sample_index

PUBLISHED = Choice(SeriesKind.PUBLISHED, Level.DISTRICT, 2012)
COMPUTED = Choice(SeriesKind.COMPUTED, Level.DISTRICT, 2012, Measure.TOTAL, Recipe())


@pytest.fixture
def page(qtbot: Any, session: Session, bench: Workbench) -> HeatPage:
    with_sample_index(bench)
    made = HeatPage(session)
    qtbot.addWidget(made)
    made.resize(1000, 560)
    made.load(COMPUTED)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_computed_series_shows_every_indicator_and_a_published_one_its_measures(page: HeatPage) -> None:
    shown = page.chart.shown
    assert shown is not None
    assert len(shown.columns) == 5 + len(page.session.bench.risk_index.dataset().indicators)
    page.load(PUBLISHED)
    assert page.chart.shown is not None
    assert [one.title for one in page.chart.shown.columns][:2] == ["Totalt index", "Sociala riskfaktorer"]
    assert page.chart.shown.words(page.chart.shown.place("tensta"), 0).startswith("Tensta, plats 1 av 57. Totalt index: index 180,2")
    assert page.chart.mark_badge.isVisibleTo(page)


def test_counts_of_a_few_are_not_shown(page: HeatPage) -> None:
    shown = page.chart.shown
    assert shown is not None
    assert shown.withheld is not None
    assert shown.withheld.any()
    row, column = np.argwhere(shown.withheld)[0].tolist()
    assert shown.columns[column].indicator.sensitive  # type: ignore[union-attr]
    assert shown.shown(row, column) == "◦"
    assert "visas inte" in shown.words(row, column)


def test_the_unit_chosen_here_is_told_and_the_one_chosen_elsewhere_is_marked(page: HeatPage, qtbot: Any) -> None:
    page.load(COMPUTED.at("tensta"))
    assert page.chart.unit == "tensta"
    page.chart.plot.setFocus()
    with qtbot.waitSignal(page.unit_selected) as chosen:
        qtbot.keyClick(page.chart.plot, Qt.Key.Key_Down)
    assert chosen.args == [page.chart.unit] != ["tensta"]
    with qtbot.waitSignal(page.unit_opened) as opened:
        qtbot.keyClick(page.chart.plot, Qt.Key.Key_Return)
    assert opened.args == [page.chart.unit]


def test_the_order_is_chosen_in_the_list_or_in_the_drawing(page: HeatPage) -> None:
    page.sort_combo.setCurrentIndex(page.sort_combo.findData(BY_NAME))
    page.sort_combo.activated.emit(page.sort_combo.currentIndex())
    assert page.chart.plot.sheet.sorted_by == BY_NAME  # type: ignore[union-attr]
    assert not page.turn_button.isEnabled()
    page.chart.plot.sort_by_column(3)
    assert page.sort_combo.currentData() == 3
    page.turn_button.click()
    assert page.chart.plot.sheet.rising  # type: ignore[union-attr]


def test_a_measure_chosen_above_is_the_column_in_view(page: HeatPage) -> None:
    page.load(Choice(SeriesKind.COMPUTED, Level.DISTRICT, 2012, Measure.HEALTH, Recipe(), "tensta"))
    assert page.chart.shown is not None
    assert page.chart.shown.columns[page.chart.plot.current[1]].measure is Measure.HEALTH


def test_a_year_without_values_says_so(page: HeatPage) -> None:
    page.load(Choice(SeriesKind.PUBLISHED, Level.BASE_AREA, 2012))
    assert page.body.currentWidget() is page.empty
    page.load(Choice(SeriesKind.PUBLISHED, Level.DISTRICT, 1999))
    assert page.body.currentWidget() is page.empty
    page.load(PUBLISHED)
    assert page.body.currentWidget() is not page.empty


def test_the_order_and_the_height_are_found_again(page: HeatPage) -> None:
    page.whole_box.setChecked(True)
    page.chart.plot.sort(2, True)
    place = page.location()
    page.chart.plot.sort(BY_RANK)
    page.whole_box.setChecked(False)
    page.go_to(place)
    assert (page.chart.plot.sheet.sorted_by, page.chart.plot.sheet.rising) == (2, True)  # type: ignore[union-attr]
    assert page.whole_box.isChecked()
