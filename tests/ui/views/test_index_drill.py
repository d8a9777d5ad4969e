"""The page Fördjupning: down and up the tree, tables that add up, hidden pockets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import EXAMPLE_MARK, Level, SeriesKind
from app.services.workbench import Workbench
from app.ui.session import Session
from app.ui.views.index_drill import INDEXES, POCKETS, DrillPage
from app.ui.views.index_drill_lines import SUM
from app.ui.views.index_page import Choice
from app.ui.widgets.link_button import LinkButton
from tests.services.index_builders import fill

RECIPE = Recipe(include_thin=True, least_population=0)


def choice(unit: str = "", level: Level = Level.DISTRICT) -> Choice:
    return Choice(SeriesKind.COMPUTED, level, 2012, recipe=RECIPE, unit=unit)


@pytest.fixture
def page(bench: Workbench, session: Session, qtbot: QtBot) -> DrillPage:
    fill(bench, illustrative=True)
    made = DrillPage(session)
    qtbot.addWidget(made)
    made.resize(900, 560)
    made.load(choice())
    return made


@pytest.fixture
def chosen(page: DrillPage) -> list[str]:
    """Units that the page has told of."""
    units: list[str] = []
    page.unit_selected.connect(units.append)
    return units


def names(page: DrillPage) -> list[str]:
    return [line.name.strip() for line in page.table.rows.rows]


def place(page: DrillPage) -> str:
    assert page.drill is not None
    return page.drill.whole.code


def stand_on(page: DrillPage) -> Callable[[str], None]:
    def go(code: str) -> None:
        lines = page.table.rows.rows
        number = next(number for number, line in enumerate(lines) if line.code == code)
        page.table.setCurrentIndex(page.table.rows.index(number, 0))

    return go


def test_it_begins_with_the_city_and_its_boards(page: DrillPage) -> None:
    assert place(page) == "stad"
    assert names(page)[0] == "Staden"
    assert sorted(names(page)[1:-1]) == ["Nämnd 0", "Nämnd 1", "Nämnd 2"]
    assert names(page)[-1] == SUM
    assert page.title_label.text().startswith("Staden: index 100,0, och 0")
    assert EXAMPLE_MARK in page.mark_badge.accessibleName()
    assert "Hela staden · 2012" in page.subtitle_label.text()
    assert RECIPE.text in page.footer_label.text()
    assert not page.up_action.isEnabled()


def test_enter_goes_down_and_backspace_up_to_where_one_was(page: DrillPage, qtbot: QtBot) -> None:
    page.show()
    stand_on(page)("n1")
    qtbot.keyClick(page.part_table, Qt.Key.Key_Return)
    assert place(page) == "n1"
    stand_on(page)("n1d2")
    qtbot.keyClick(page.part_table, Qt.Key.Key_Return)
    assert place(page) == "n1d2"
    assert [line.part.level for line in page.part_model.rows[1:-1]] == [Level.BASE_AREA] * 4
    qtbot.keyClick(page.part_table, Qt.Key.Key_Backspace)
    assert place(page) == "n1"
    assert page.table.current_row().code == "n1d2"
    page.up_action.trigger()
    assert place(page) == "stad"


def test_the_path_leads_back_up(page: DrillPage) -> None:
    page.go_down("n1d2")
    links = [one for one in page.findChildren(LinkButton) if one is not page.pocket_link and one.parent() is not None]
    shown = {link.shown: link for link in links}
    assert {"Staden", "Nämnd 1"} <= set(shown)
    shown["Nämnd 1"].click()
    assert place(page) == "n1"
    assert page.table.current_row().code == "n1d2"


def test_one_indicator_adds_up_to_the_wholes_own_figures(page: DrillPage, bench: Workbench) -> None:
    code = bench.risk_index.dataset().indicators[2].code
    for place_code in ("", "n0", "n0d1"):
        page.go_down(place_code)
        page.show_only(code)
        lines = page.count_model.rows
        assert page.table is page.count_table
        assert lines[0].row.numerator == pytest.approx(lines[-1].row.numerator)
        assert lines[-1].row.numerator == pytest.approx(sum(line.row.numerator for line in lines[1:-1]))
        assert lines[0].row.x == pytest.approx(lines[-1].row.x)
    assert page.note_label.isHidden()
    page.show_only(INDEXES)
    assert page.table is page.part_table


def test_pockets_follow_the_limit_and_lead_to_where_they_lie(page: DrillPage, qtbot: QtBot) -> None:
    page.show_pockets()
    assert page.table is page.pocket_table
    assert page.title_label.text() == "Ingen del med minst 150 ligger i ett område under 100"
    page.limit_spin.setValue(105)
    assert page.pockets
    assert all(one.whole.index < 100 and one.part.index >= 105 for one in page.pockets if one.whole.index and one.part.index)
    assert page.pocket_model.rows == page.pockets
    first = page.pockets[0]
    qtbot.keyClick(page.pocket_table, Qt.Key.Key_Return)
    assert place(page) == first.whole.code
    assert page.table.current_row().code == first.part.code
    assert page.shows == INDEXES
    assert page.pocket_link.shown == f"{len(page.pockets)} dolda fickor"
    page.pocket_link.click()
    assert page.shows == POCKETS


def test_a_row_of_the_workspaces_level_is_its_unit(page: DrillPage, chosen: list[str]) -> None:
    stand_on(page)("n2")
    assert chosen == []  # a board, and the workspace shows districts
    page.go_down("n2")
    stand_on(page)("n2d0")
    assert chosen[-1] == "n2d0"
    page.load(choice("n2d0"))  # what the workspace then asks for does not move the page
    assert place(page) == "n2"


def test_a_unit_chosen_elsewhere_is_shown_with_its_parts(page: DrillPage) -> None:
    page.load(choice("n0d2"))
    assert place(page) == "n0d2"
    page.load(choice("n1", Level.BOARD))
    assert place(page) == "n1"


def test_what_has_no_parts_stands_among_its_like_and_opens_why(page: DrillPage, qtbot: QtBot) -> None:
    opened: list[str] = []
    page.unit_opened.connect(opened.append)
    page.load(choice("n0d0b2", Level.BASE_AREA))
    assert place(page) == "n0d0"
    assert page.table.current_row().code == "n0d0b2"
    qtbot.keyClick(page.part_table, Qt.Key.Key_Return)
    assert opened == ["n0d0b2"]
    page._open(page.part_model.rows[-1])
    assert len(opened) == 1


def test_where_the_user_is_can_be_returned_to(page: DrillPage, bench: Workbench) -> None:
    page.go_down("n1d1")
    page.limit_spin.setValue(120)
    page.show_only(bench.risk_index.dataset().indicators[1].code)
    held = page.location()
    page.go_down("")
    page.show_only(INDEXES)
    page.limit_spin.setValue(200)
    page.go_to(held)
    assert page.location() == held
    assert place(page) == "n1d1"


def test_whole_and_sum_are_set_in_bold(page: DrillPage) -> None:
    fonts = [page.part_model.data(page.part_model.index(row, 0), Qt.ItemDataRole.FontRole) for row in range(len(page.part_model.rows))]
    assert [font is not None and font.bold() for font in fonts] == [True, False, False, False, True]
