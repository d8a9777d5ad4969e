"""The page Utveckling: both references, the years and the unit chosen, what the change consists of, and a series of one year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.domain.riskindex.development import ReferenceKind
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level, Measure, SeriesKind
from app.services.workbench import Workbench
from app.ui.charts.development_plot import DevelopmentPlot
from app.ui.session import Session
from app.ui.views.index_development import SMALL, DevelopmentPage
from app.ui.views.index_development_panel import NO_SPLIT
from app.ui.views.index_page import Choice
from tests.services.index_sample import with_sample_index

PUBLISHED = Choice(SeriesKind.PUBLISHED, Level.BOARD, 2012)
COMPUTED = Choice(SeriesKind.COMPUTED, Level.BOARD, 2012, Measure.TOTAL, Recipe())


@pytest.fixture
def page(qtbot: Any, session: Session, bench: Workbench) -> DevelopmentPage:
    with_sample_index(bench)
    made = DevelopmentPage(session)
    qtbot.addWidget(made)
    made.resize(1000, 560)
    made.load(PUBLISHED)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_all_boards_fall_on_the_fixed_base_and_not_against_the_same_year_and_the_page_says_why(page: DevelopmentPage) -> None:
    assert page.chart.title_label.text() == "Totalt index faller i alla 14 nämndområden 2006–2012, räknat mot staden 2006"
    assert "kan alla områden falla" in page.panel.explanation_label.text()
    page.reference_action.trigger()
    assert page.same_button.isChecked()
    assert (
        page.chart.title_label.text() == "Totalt index stiger i 6 och faller i 8 av 14 nämndområden 2006–2012, räknat mot staden samma år"
    )
    assert "kan inte alla falla på en gång" in page.panel.explanation_label.text()
    assert page.chart.mark_badge.isVisibleTo(page)
    page.reference_action.trigger()
    assert page.fixed_button.isChecked()


def test_the_computed_series_says_the_same_by_its_own_numbers(page: DevelopmentPage) -> None:
    page.load(COMPUTED)
    assert page.chart.title_label.text().startswith("Totalt index faller i alla 14 nämndområden")
    page.use_reference(ReferenceKind.SAME_YEAR)
    shown = page.shown
    assert shown is not None
    assert shown.counts[0] > 0
    assert "Recept: Grundrecept" in page.chart.footer_label.text()


def test_a_unit_chosen_has_both_changes_and_the_split_that_adds_up(page: DevelopmentPage, qtbot: Any) -> None:
    page.load(COMPUTED)
    with qtbot.waitSignal(page.unit_selected) as chosen:
        page.chart.drawings.lines.setFocus()
        qtbot.keyClick(page.chart.drawings.lines, Qt.Key.Key_Down)
    assert chosen.args == [page.chart.unit]
    panel = page.panel
    assert "procent" in panel.itself_label.text()
    assert "procent" not in panel.against_label.text()
    assert "Områdets egen utveckling" in panel.sentence_label.text()
    total = sum(row.own_shown + row.city_shown for row in panel.model.rows)
    assert f"{abs(total)}".replace(".", ",") in panel.against_label.text()


def test_a_published_series_is_not_split_and_says_why(page: DevelopmentPage) -> None:
    page.load(PUBLISHED.at("farsta"))
    assert page.panel.unit_label.text() == "Farsta"
    assert page.panel.note_label.text() == NO_SPLIT
    assert page.panel.itself_label.text().startswith("I sig, räknat mot staden 2006: −")
    page.load(PUBLISHED)
    assert page.panel.unit_label.text() == "Inget område valt"


def test_years_narrow_the_chart_and_the_other_end_gives_way(page: DevelopmentPage) -> None:
    page.load(COMPUTED)
    page._on_year("first", 2009)
    assert page.shown is not None
    assert page.shown.years == (2009, 2010, 2011, 2012)
    page._on_year("last", 2008)
    assert page.shown.years == (2006, 2007, 2008)
    page._on_year("base", 2008)
    assert "räknat mot staden 2008" in page.chart.title_label.text()
    assert page.base_combo.currentData() == 2008


def test_lines_break_where_the_user_wants_every_indicator(page: DevelopmentPage) -> None:
    page.load(COMPUTED)
    assert page.whole_box.isVisibleTo(page)
    assert page.shown is not None
    assert not page.shown.broken.any()
    page.whole_box.click()
    assert page.shown.broken.any()
    assert "Linjerna bryts" in page.panel.explanation_label.text()
    page.load(PUBLISHED)
    assert not page.whole_box.isVisibleTo(page)


def test_a_series_of_one_year_says_that_two_are_needed(page: DevelopmentPage) -> None:
    page.load(Choice(SeriesKind.PUBLISHED, Level.DISTRICT, 2012))
    assert page.body.currentWidget() is page.empty
    assert "minst två år" in page.empty.text_label.text()
    page.load(PUBLISHED)
    assert page.body.currentWidget() is page.splitter


def test_the_place_is_kept_and_found_again(page: DevelopmentPage, session: Session, qtbot: Any) -> None:
    page.load(COMPUTED)
    page.use_reference(ReferenceKind.SAME_YEAR)
    page.form_combo.setCurrentIndex(page.form_combo.findData(SMALL))
    page._on_form()
    page._on_year("first", 2008)
    other = DevelopmentPage(session)
    qtbot.addWidget(other)
    other.load(COMPUTED)
    other.go_to(page.location())
    assert other.shown is not None
    assert (other.shown.reference, other.shown.years[0]) == (ReferenceKind.SAME_YEAR, 2008)
    assert not isinstance(other.chart.drawings.in_view, DevelopmentPlot)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_chart_is_saved_where_the_user_says(page: DevelopmentPage, session: Session, tmp_path: Path, kind: str) -> None:
    session.messages.answer_file = tmp_path / f"bild.{kind}"  # type: ignore[attr-defined]
    page.chart.save_requested.emit(kind)
    assert (tmp_path / f"bild.{kind}").stat().st_size > 5_000
