"""The list of applications in the window: filters, chips, columns, saved views, sums, and steps from case to case."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.case_list import SHOWN_COLUMNS, ListQuery, Missing
from app.domain.vocabulary import ApplicationState
from app.ui.main_window import MainWindow
from app.ui.views.application_list import ApplicationList
from app.ui.views.applications import ApplicationsWorkspace
from tests.ui.typing import type_into


@pytest.fixture
def place(window: MainWindow) -> ApplicationsWorkspace:
    """The workspace in view, with all applications listed, the largest sum first."""
    window.session.actions.workspace_3.trigger()
    found = window.current
    assert isinstance(found, ApplicationsWorkspace)
    found.list._show_query(ListQuery(view="all", sort="amount"))
    found.list.refresh()
    settle(window)
    return found


def settle(window: MainWindow) -> None:
    for _ in range(3):
        assert window.session.jobs.wait_idle(10_000)
        QApplication.processEvents()


def titles(place: ApplicationsWorkspace) -> list[str]:
    return [row.title for row in place.list.model.rows]


def chips(found: ApplicationList) -> list[str]:
    return [button.text() for button in found.active.buttons]


# --- filters ---------------------------------------------------------------------------------


def test_filters_fold_away_and_each_that_is_set_stands_as_a_chip(place: ApplicationsWorkspace, window: MainWindow) -> None:
    found = place.list
    assert not found.panel.isVisible()
    found.filter_button.click()
    assert found.panel.isVisible()
    found.panel.board.show_value("spanga-tensta")
    found.panel.board.activated.emit(1)
    type_into(found.panel.amount_from, "2 mnkr")
    found.panel.amount_from.editingFinished.emit()
    assert titles(place) == ["Öppen förskola", "Trygga stråk"]
    assert chips(found) == ["Nämnd: Spånga-Tensta  ✕", "Sökt från 2\u00a0000\u00a0000\u00a0kr  ✕"]
    assert found.filter_button.text() == "Filter (2)"
    found.active.buttons[1].click()
    assert len(titles(place)) == 3
    assert chips(found) == ["Nämnd: Spånga-Tensta  ✕"]
    assert found.panel.amount_from.text() == ""


def test_an_amount_that_cannot_be_read_is_told_and_filters_nothing(place: ApplicationsWorkspace) -> None:
    found = place.list
    found.filter_button.click()
    type_into(found.panel.amount_to, "1.250")
    found.panel.amount_to.editingFinished.emit()
    assert found.panel.problem.isVisible()
    assert "kan läsas på två sätt" in found.panel.problem.text()
    assert len(titles(place)) == 3
    found.panel.amount_to.clear()
    type_into(found.panel.amount_to, "1 mnkr")
    found.panel.amount_to.editingFinished.emit()
    assert not found.panel.problem.isVisible()
    assert titles(place) == ["Läxhjälp i Tensta"]


def test_several_states_and_lacks_are_ticked_in_a_menu_that_stays(place: ApplicationsWorkspace, qtbot: Any) -> None:
    found = place.list
    menu = found.panel.missing.ticks
    menu.popup(found.mapToGlobal(found.rect().center()))
    menu.setActiveAction(menu.actions()[list(Missing).index(Missing.MEETING)])
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    menu.setActiveAction(menu.actions()[list(Missing).index(Missing.CHECKS)])
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    menu.close()
    assert found.query.missing == (Missing.MEETING, Missing.CHECKS)
    assert found.panel.missing.text() == "Saknas: 2 valda"
    assert len(titles(place)) == 3
    found.panel.states.show_values([ApplicationState.DECIDED])
    found.panel.states.changed.emit()
    assert found.pages.currentWidget() is found.no_match
    assert "Läge: Beslutad  ✕" in chips(found)
    found.reset_button.click()
    assert (chips(found), len(titles(place))) == ([], 3)


def test_filters_are_part_of_the_place(place: ApplicationsWorkspace) -> None:
    found = place.list
    query = ListQuery(view="todo", text="tensta", missing=(Missing.MEETING,), states=(ApplicationState.FORMAL_CHECK,), amount_to=1_000_000)
    found._ask(query)
    here = found.location()
    found.reset()
    found.go_to(here)
    assert found.query == query
    assert found.filter.text() == "tensta"
    assert chips(found) == ["Läge: Formell kontroll  ✕", "Sökt till 1\u00a0000\u00a0000\u00a0kr  ✕", "Inget möte valt  ✕"]


# --- columns and sums ------------------------------------------------------------------------


def test_rarely_used_columns_are_chosen_and_kept(place: ApplicationsWorkspace, window: MainWindow) -> None:
    table = place.list.table
    assert table.shown_keys()[:3] == SHOWN_COLUMNS[:3]
    assert "checks" not in table.shown_keys()
    action = next(one for one in table.column_menu().actions() if one.text() == "Kontroller")
    assert not action.isChecked()
    action.trigger()
    assert table.shown_keys()[-1] == "checks"
    assert place.list.model.data(place.list.model.index(0, [c.key for c in place.list.model.columns].index("checks"))) == "0/2"
    again = ApplicationList(window.session)
    assert again.table.shown_keys() == table.shown_keys()
    table._reset_columns()
    assert "checks" not in table.shown_keys()
    again.deleteLater()


def test_many_columns_leave_the_name_its_width(place: ApplicationsWorkspace, window: MainWindow) -> None:
    window.resize(1093, 614)
    found = place.list
    found.table.show_keys([column.key for column in found.model.columns])
    number = [column.key for column in found.model.columns].index("title")
    assert found.table.columnWidth(number) >= found.table._least_width(number)


def test_sums_are_shown_of_all_and_of_what_is_marked(place: ApplicationsWorkspace, window: MainWindow) -> None:
    found = place.list
    assert found.sum_label.text().replace("\u00a0", " ") == "3 ansökningar · sökt 6 000 000 kr"
    assert found.chosen_label.text() == ""
    found.table.selectAll()
    assert found.chosen_label.text().replace("\u00a0", " ") == "3 markerade · sökt 6 000 000 kr"
    found.panel.amount_from.setText("2 mnkr")
    found.panel.amount_from.editingFinished.emit()
    settle(window)
    assert found.sum_label.text().replace("\u00a0", " ") == "2 ansökningar · sökt 5 000 000 kr"


# --- saved views -----------------------------------------------------------------------------


def test_what_is_shown_is_saved_as_a_view_and_comes_back(place: ApplicationsWorkspace, window: MainWindow) -> None:
    found, messages = place.list, window.session.messages
    found._ask(ListQuery(view="todo", text="trygga", sort="title", descending=False))
    found.table.show_keys(("title", "checks"))
    messages.answer_text = "Mina stråk"
    found.save_as()
    settle(window)
    (chip,) = found.views.saved_chips.values()
    assert (chip.text(), chip.isChecked()) == ("Mina stråk", True)
    assert messages.notices[-1] == "Vyn ”Mina stråk” är sparad."
    found.chips["all"].click()
    assert (len(titles(place)), found.chips["all"].isChecked()) == (3, True)  # the view's own filters go with it
    found.table._reset_columns()
    chip.click()
    assert titles(place) == ["Trygga stråk"]
    assert (found.query.sort, found.table.shown_keys()) == ("title", ("title", "checks"))


def test_a_view_is_renamed_and_removed_from_its_menu(place: ApplicationsWorkspace, window: MainWindow) -> None:
    found, messages = place.list, window.session.messages
    window.session.bench.saved_views.save("Ett & två", ListQuery(text="trygga"))
    found.mark_stale(frozenset({"savedView"}))
    next(iter(found.views.saved_chips.values())).click()
    names = [action.text() for action in found.view_menu().actions() if action.text()]
    assert names == ["Spara vyn som …", "Spara det som visas i ”Ett && två”", "Byt namn på ”Ett && två” …", "Ta bort ”Ett && två” …"]
    messages.answer_text = "Tre"
    found.view_menu().actions()[3].trigger()
    settle(window)
    assert [chip.text() for chip in found.views.saved_chips.values()] == ["Tre"]
    found.view_menu().actions()[4].trigger()
    settle(window)
    assert found.views.saved_chips == {}
    assert found.saved is None


# --- stepping --------------------------------------------------------------------------------


def test_f3_steps_through_the_hits_and_keeps_the_tab(place: ApplicationsWorkspace, window: MainWindow, qtbot: Any) -> None:
    place.open_record(place.list.model.row_at(0).uid, "economy")
    head, actions = place.case.head, window.session.actions
    assert head.place_label.text() == "1 av 3"
    assert (actions.previous_hit.isEnabled(), actions.next_hit.isEnabled()) == (False, True)
    actions.next_hit.trigger()
    assert place.case.view is not None
    assert (place.case.view.draft.title, place.case.tab, head.place_label.text()) == ("Trygga stråk", "economy", "2 av 3")
    actions.next_hit.trigger()
    assert (actions.previous_hit.isEnabled(), actions.next_hit.isEnabled()) == (True, False)
    actions.previous_hit.trigger()
    assert head.place_label.text() == "2 av 3"
    actions.close_case.trigger()
    row = place.list.table.current_row()
    assert row is not None
    assert row.title == "Trygga stråk"


def test_steps_go_on_past_the_page_that_was_read(place: ApplicationsWorkspace) -> None:
    place.list.query = ListQuery(view="all", sort="amount", limit=1)
    place.list.model.set_rows(())
    place.list._read()
    seen = [place.list.model.row_at(0)]
    while (row := place.list.neighbour(seen[-1].uid, 1)) is not None:
        seen.append(row)
    assert [row.title for row in seen] == ["Öppen förskola", "Trygga stråk", "Läxhjälp i Tensta"]
    assert place.list.place_of(seen[-1].uid) == (3, 3)


def test_a_case_that_the_list_does_not_hold_has_no_place_in_it(place: ApplicationsWorkspace, window: MainWindow) -> None:
    uid = place.list.model.row_at(0).uid
    place.list._ask(ListQuery(view="all", text="stråk"))
    place.open_record(uid)
    assert not place.case.head.place_label.isVisible()
    assert not window.session.actions.next_hit.isEnabled()


def test_more_hits_than_the_search_shows_open_in_the_list(place: ApplicationsWorkspace, window: MainWindow) -> None:
    place.open_record(place.list.model.row_at(0).uid)
    window.session.navigate.emit("list", "stråk")
    assert not place.is_case_open
    assert titles(place) == ["Trygga stråk"]
    assert place.list.filter.text() == "stråk"
