"""The page Pengar by keys: points, table, picture, and no place for base areas."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level, SeriesKind
from app.ui.views.index_page import Choice
from app.ui.views.index_portfolio import PortfolioPage

PUBLISHED = Choice(SeriesKind.PUBLISHED, Level.DISTRICT, 2012)


@pytest.fixture
def page(qtbot: Any, sample_session: Any) -> PortfolioPage:
    made = PortfolioPage(sample_session)
    qtbot.addWidget(made)
    made.resize(900, 520)
    made.load(PUBLISHED)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_arrow_keys_go_by_falling_index_and_the_value_is_told(page: PortfolioPage, qtbot: Any) -> None:
    page.chart.plot.setFocus()
    with qtbot.waitSignal(page.unit_selected) as chosen:
        qtbot.keyClick(page.chart.plot, Qt.Key.Key_Left)
    assert chosen.args == ["tensta"]
    assert page.chart.readout_label.text().startswith("Tensta: index 180,2, beviljat")
    with qtbot.waitSignal(page.unit_opened) as opened:
        qtbot.keyClick(page.chart.plot, Qt.Key.Key_Return)
    assert opened.args == ["tensta"]


def test_the_same_numbers_stand_in_the_table_and_the_picture_has_mark_and_caution(page: PortfolioPage) -> None:
    page.chart.table_action.trigger()
    assert page.chart.model.rowCount() == 57
    drawing = page.chart.saved_as("svg").decode()
    assert "Exempelvärde – inte Swecos uppgift" in drawing
    assert "Ingen gräns eller formel" in drawing
    assert "Tensta" in drawing
    assert QImage.fromData(page.chart.saved_as("png")).width() == 2000


def test_computed_series_go_by_codes_outside_the_chart(page: PortfolioPage, qtbot: Any) -> None:
    page.load(Choice(SeriesKind.COMPUTED, Level.BOARD, 2012, recipe=Recipe(), unit="sdn-farsta"))
    assert page.chart.readout_label.text().startswith("Farsta: index")
    with qtbot.waitSignal(page.unit_selected) as chosen:
        qtbot.keyClick(page.chart.plot, Qt.Key.Key_Home)
    assert chosen.args[0].startswith("sdn-")


def test_base_areas_are_told_where_to_look(page: PortfolioPage) -> None:
    page.load(Choice(SeriesKind.COMPUTED, Level.BASE_AREA, 2012, recipe=Recipe()))
    assert page.pages.currentWidget() is page.none
