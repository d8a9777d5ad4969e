"""The page Jämför: two places, the points between them, and the ways to choose the second."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.domain.riskindex.recipe import Aggregation, Recipe
from app.domain.riskindex.series import EXAMPLE_MARK, Level, Measure, SeriesKind
from app.services.workbench import Workbench
from app.ui.session import Session
from app.ui.views.index_compare import ComparePage
from app.ui.views.index_exporting import export_index
from app.ui.views.index_page import Choice
from app.ui.views.index_pair_choices import Second
from tests.services.index_builders import fill
from tests.ui.conftest import RecordedMessages

RECIPE = Recipe(include_thin=True, least_population=0)


@pytest.fixture
def page(bench: Workbench, session: Session, qtbot: QtBot) -> ComparePage:
    fill(bench, illustrative=True)
    made = ComparePage(session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.load(choice("n0d0"))
    made.unit_selected.connect(lambda unit: made.setProperty("chosen", unit))
    return made


def choice(unit: str = "", recipe: Recipe = RECIPE, level: Level = Level.DISTRICT) -> Choice:
    return Choice(SeriesKind.COMPUTED, level, 2012, recipe=recipe, unit=unit)


def points(page: ComparePage) -> tuple[float, float]:
    """The printed total and the sum of the printed indicators."""
    shown = page.chart.shown
    assert shown is not None
    parts = [row.points for row in shown.rows if not row.is_heading]
    assert all(one is not None for one in parts)
    return float(shown.rows[0].points or 0), float(sum(one for one in parts if one is not None))


def test_without_a_unit_the_page_asks_for_one(page: ComparePage) -> None:
    page.load(choice())
    assert page.body.currentWidget() is page.empty
    assert "ska jämföras" in page.empty.title_label.text()


def test_the_nearest_in_rank_is_offered_first_and_the_points_sum(page: ComparePage, bench: Workbench) -> None:
    computed = bench.risk_index.computed(Level.DISTRICT, 2012, RECIPE)
    assert page.pair is not None
    ranks = [int(computed.rank[computed.panel.units.index(one.unit)]) for one in (page.pair.first, page.pair.second)]
    assert abs(ranks[0] - ranks[1]) == 1
    total, summed = points(page)
    assert total == pytest.approx(summed)
    assert page.sentences_label.text().startswith("Stadsdel 00 (index")
    assert EXAMPLE_MARK in page.chart.mark_badge.accessibleName()
    assert page.chart.text.footer.startswith(f"Recept: {RECIPE.text}")


@pytest.mark.parametrize("second", [Second("parent"), Second("year", "2011"), Second("unit", "n2d1")])
def test_board_earlier_year_and_any_other_unit_can_be_compared(page: ComparePage, second: Second) -> None:
    page.compare_with(second)
    assert page.pair is not None
    wanted = {"parent": ("n0", 2012), "year": ("n0d0", 2011), "unit": ("n2d1", 2012)}[second.kind]
    assert (page.pair.second.unit, page.pair.second.year) == wanted
    total, summed = points(page)
    assert total == pytest.approx(summed)


def test_a_part_is_compared_by_its_own_index(page: ComparePage) -> None:
    page.load(replace(choice("n0d0"), measure=Measure.HEALTH))
    shown = page.chart.shown
    assert shown is not None
    assert [row.label for row in shown.rows if row.is_heading] == ["Hälsa"]
    total, summed = points(page)
    assert total == pytest.approx(summed)
    assert "index för hälsa" in page.sentences_label.text()
    assert "Hälsa" in shown.text.subtitle


def test_the_list_of_others_says_how_far_the_most_alike_are(page: ComparePage) -> None:
    texts = [page.other_combo.itemText(number) for number in range(page.other_combo.count())]
    assert texts[0].startswith("Närmast i rang: Stadsdel")
    assert texts[1] == "Stadsdelsnämndsområde: Nämnd 0"
    assert sum(text.startswith("Mest lik") and text.endswith("punkter") for text in texts) == 3
    assert "Samma område 2011" in texts
    assert sum(text.startswith("Stadsdel ") for text in texts) == 8
    page.compare_with(page.other_combo.itemData(2))
    assert "Vägt avstånd" in page.note_label.text()
    assert "medelkvadraten" in page.note_label.toolTip()


def test_swapping_two_units_moves_the_workspace_to_the_second(page: ComparePage) -> None:
    page.compare_with(Second("unit", "n2d1"))
    before = points(page)[0]
    page.swap_action.trigger()
    assert page.property("chosen") == "n2d1"
    assert page.pair is not None
    assert (page.pair.first.unit, page.pair.second.unit) == ("n2d1", "n0d0")
    assert points(page)[0] == pytest.approx(-before)


def test_swapping_with_the_board_turns_the_comparison_about(page: ComparePage) -> None:
    page.compare_with(Second("parent"))
    page.swap_action.trigger()
    assert page.property("chosen") is None
    assert page.pair is not None
    assert (page.pair.first.unit, page.pair.second.unit) == ("n0", "n0d0")
    page.swap_action.trigger()
    assert page.pair.first.unit == "n0d0"


def test_one_click_brings_back_the_nearest_in_rank(page: ComparePage, qtbot: QtBot) -> None:
    page.compare_with(Second("unit", "n2d1"))
    qtbot.mouseClick(page.rival_button, Qt.MouseButton.LeftButton)
    assert page.location() == {"kind": "rival", "value": "", "turned": False}


def test_the_same_numbers_stand_in_the_table_under_the_names_of_the_two(page: ComparePage) -> None:
    shown = page.chart.shown
    assert shown is not None
    assert page.chart.model.rows == shown.rows
    heads = [page.chart.model.headerData(number, Qt.Orientation.Horizontal) for number in range(6)]
    assert heads[2:4] == list(shown.names)
    assert sum(row.is_heading for row in shown.rows) == 5


def test_keys_walk_the_lines_and_the_line_is_told_in_words(page: ComparePage, qtbot: QtBot) -> None:
    plot = page.chart.plot
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    qtbot.keyClick(plot, Qt.Key.Key_Down)
    assert plot.current == 1
    told = page.chart.readout_label.text()
    assert told.startswith("Sociala riskfaktorer: Stadsdel 00 ")
    assert "punkter" in told
    assert plot.accessibleDescription() == told
    opened: list[str] = []
    page.unit_opened.connect(opened.append)
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert opened == ["n0d0"]


def test_means_that_cannot_be_split_show_areas_and_say_why(page: ComparePage) -> None:
    page.load(choice("n0d0", RECIPE.with_changes(aggregation=Aggregation.GEOMETRIC)))
    shown = page.chart.shown
    assert shown is not None
    assert not shown.is_split
    assert all(row.is_heading and row.points is None for row in shown.rows)
    assert "går indexet inte att dela upp" in page.sentences_label.text()


def test_where_the_user_is_can_be_returned_to(page: ComparePage) -> None:
    page.compare_with(Second("year", "2011"))
    page.swap_action.trigger()
    held = page.location()
    page.choose_rival()
    page.go_to(held)
    assert page.pair is not None
    assert (page.pair.first.year, page.pair.second.year) == (2011, 2012)


def test_pictures_carry_the_mark_and_the_recipe(page: ComparePage, messages: RecordedMessages, tmp_path: Path) -> None:
    image = QImage.fromData(page.chart.saved_as("png"))
    assert EXAMPLE_MARK in image.text("Description")
    assert RECIPE.text in image.text("Description")
    svg = page.chart.saved_as("svg").decode()
    assert EXAMPLE_MARK in svg
    assert "<polygon" in svg or "<path" in svg
    messages.answer_file = tmp_path / "jämförelse.png"
    page.chart.save_requested.emit("png")
    assert messages.answer_file.stat().st_size > 1_000


def test_the_workbook_and_the_csv_are_saved_where_the_user_says(
    page: ComparePage, session: Session, messages: RecordedMessages, tmp_path: Path
) -> None:
    for name, start in (("index.xlsx", b"PK"), ("index.csv", b"\xef\xbb\xbfPlats;Kod;")):
        messages.answer_file = tmp_path / name
        export_index(session, choice("n0d0"))
        assert (tmp_path / name).read_bytes().startswith(start)
    assert messages.notices[-1].startswith("Indexet är exporterat")
    messages.answer_file = None
    assert export_index(session, choice("n0d0")) is None
    assert export_index(session, Choice(SeriesKind.PUBLISHED, Level.DISTRICT, 2012)) is None
