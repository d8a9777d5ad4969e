"""The page Varför: the unit in view, its neighbours in rank, comments that can be undone, and the sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.domain import swedish
from app.domain.riskindex.comments import MAX_COMMENT
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.sentences import unit_sentences
from app.domain.riskindex.series import Level, Measure, SeriesKind
from app.domain.vocabulary import SubIndex
from app.errors import NotFound
from app.services.index_comments import GONE
from app.ui.views.index_page import Choice
from app.ui.views.index_why import WhyPage
from app.ui.views.index_why_comments import NOTHING
from app.ui.widgets.link_button import LinkButton
from tests.reports.read_back import pages


@pytest.fixture
def bench(indexed_bench):
    return indexed_bench


@pytest.fixture
def page(indexed_session, qtbot):
    made = WhyPage(indexed_session)
    qtbot.addWidget(made)
    made.resize(906, 420)
    made.load(choice())
    made.show()
    qtbot.waitExposed(made)
    indexed_session.changed.connect(made.changes_arrived)
    return made


def choice(unit: str = "tensta", **changes) -> Choice:
    return Choice(SeriesKind.COMPUTED, changes.pop("level", Level.DISTRICT), 2012, recipe=Recipe(**changes), unit=unit)


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def write(page, text: str, indicator: str = "") -> None:
    page.comments.write_of(indicator)
    page.comments.edit.setPlainText(text)
    page.comments.add_button.click()


def test_the_unit_is_told_in_figures_words_areas_and_the_programmes_facts(page, bench) -> None:
    found = bench.index_papers.why(Level.DISTRICT, 2012, "tensta", Recipe())
    assert page.found == found
    assert page.sentences_label.text() == " ".join(unit_sentences(found))
    told = texts(page.panel)
    for part in (
        "Tensta",
        "Stadsdel i Spånga-Tensta",
        swedish.decimal(found.index),
        f"Plats {found.rank} av {found.out_of}",
        "Utpekad stadsdel",
    ):
        assert part in told, part
    assert all(one.area.label in told and swedish.decimal(one.value) in told for one in found.areas)
    assert "i 90 procent av 1\N{NO-BREAK SPACE}000 slumpade viktningar (frö 1)." in told
    assert len(page.panel.findChildren(LinkButton)) == 3  # the seeded cases name Tensta


def test_a_case_of_the_unit_is_one_press_away(page, qtbot) -> None:
    with qtbot.waitSignal(page.session.navigate) as went:
        page.panel.findChildren(LinkButton)[0].click()
    assert went.args[0] == "application"


def test_without_a_unit_the_page_says_what_to_do(page) -> None:
    page.load(choice(""))
    assert page.body.currentWidget() is page.empty
    assert not page.is_command_enabled("save_index_sheet")
    page.load(choice("finns-inte"))
    assert page.body.currentWidget() is page.empty
    page.first_button.click()
    assert page.found.rank == 1


def test_a_unit_without_rank_or_index_says_why(page, bench) -> None:
    small = bench.programme.districts[0].key
    page.load(choice(small))
    assert "700 invånare, och receptet kräver" in texts(page.panel)
    page.load(choice("tensta", left_out=frozenset({"SOCIAL0", "SOCIAL1", "HEALTH0", "HEALTH1"})))
    assert "Inget index: " in page.sentences_label.text()


def test_alt_and_arrows_go_to_the_neighbours_in_rank(page, qtbot) -> None:
    rank = page.found.rank
    step = page.down_action if rank < page.found.out_of else page.up_action
    back = page.up_action if step is page.down_action else page.down_action
    with qtbot.waitSignal(page.unit_selected) as chosen:
        step.trigger()
    assert page.found.unit == chosen.args[0] == page.choice.unit
    assert abs(page.found.rank - rank) == 1
    back.trigger()
    assert page.found.unit == "tensta"
    page.load(choice(page._order[0]))
    assert not page.up_action.isEnabled()
    assert page.down_action.isEnabled()
    page.chart.plot.setFocus()
    qtbot.keyClick(page.chart.plot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.found.unit == page._order[1]


def test_the_chooser_finds_a_unit_by_a_part_of_its_name(page, qtbot) -> None:
    edit, popup = page.unit_combo.lineEdit(), page.unit_combo.completer().popup()
    edit.selectAll()
    qtbot.keyClicks(edit, "rinke")
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert page.found.name == "Rinkeby"
    qtbot.waitUntil(lambda: edit.text().startswith("Rinkeby, plats "))


def test_enter_takes_the_first_that_holds_what_is_written_and_nonsense_goes_back(page, qtbot) -> None:
    edit, popup = page.unit_combo.lineEdit(), page.unit_combo.completer().popup()
    edit.selectAll()
    qtbot.keyClicks(edit, "husb")
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.found.name == "Husby")
    qtbot.waitUntil(lambda: edit.text().startswith("Husby, plats "))
    edit.selectAll()
    qtbot.keyClicks(edit, "ingenting")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edit.text().startswith("Husby, plats "))
    assert page.found.name == "Husby"


def test_a_comment_is_stored_shown_and_undone(page, bench) -> None:
    write(page, "Nybyggt sedan 2010.", "HEALTH1")
    [kept] = bench.index_comments.of("tensta")
    assert (kept.indicator, kept.text, kept.who) == ("HEALTH1", "Nybyggt sedan 2010.", "Handläggaren")
    assert page.comments.edit.toPlainText() == ""
    assert "Nybyggt sedan 2010." in texts(page.comments)
    page.stack.undo()
    assert bench.index_comments.of("tensta") == ()
    page.stack.redo()
    assert [one.text for one in bench.index_comments.of("tensta")] == ["Nybyggt sedan 2010."]


def test_a_comment_is_changed_and_removed_and_both_can_be_taken_back(page, bench) -> None:
    write(page, "Nybyggt.")
    page.session.messages.answer_text = "Nybyggt sedan 2010."
    button(page, "Ändra kommentaren om Hela området").click()
    assert bench.index_comments.of("tensta")[0].text == "Nybyggt sedan 2010."
    button(page, "Ta bort kommentaren om Hela området").click()
    assert bench.index_comments.of("tensta") == ()
    page.stack.undo()
    page.stack.undo()
    assert bench.index_comments.of("tensta")[0].text == "Nybyggt."


def button(page, name: str) -> QPushButton:
    return next(one for one in page.comments.findChildren(QPushButton) if one.accessibleName() == name and not one.isHidden())


def test_what_is_being_written_stays_with_its_unit_and_indicator(page, bench) -> None:
    page.comments.write_of("HEALTH1")
    page.comments.edit.setPlainText("Halvskriven")
    page.load(choice("rinkeby"))
    assert page.comments.edit.toPlainText() == ""
    page.load(choice("tensta"))
    assert page.comments.edit.toPlainText() == "Halvskriven"
    assert page.comments.indicator == "HEALTH1"
    page.session.closing.emit()
    assert page.session.messages.asked == ["Spara det du har börjat skriva?"]
    assert [(one.text, one.indicator) for one in bench.index_comments.of("tensta")] == [("Halvskriven", "HEALTH1")]


def reopened(page, qtbot) -> WhyPage:
    made = WhyPage(page.session)
    qtbot.addWidget(made)
    made.load(choice())
    return made


def test_what_is_not_stored_at_closing_is_there_next_time_about_the_same(page, bench, qtbot) -> None:
    page.comments.write_of("HEALTH1")
    page.comments.edit.setPlainText("Halvskriven")
    page.session.messages.answer_confirm = False
    page.session.closing.emit()
    assert bench.index_comments.of("tensta") == ()
    again = reopened(page, qtbot)
    assert (again.comments.edit.toPlainText(), again.comments.indicator) == ("Halvskriven", "HEALTH1")
    again.comments.add_button.click()
    assert [(one.text, one.indicator) for one in bench.index_comments.of("tensta")] == [("Halvskriven", "HEALTH1")]
    assert reopened(page, qtbot).comments.edit.toPlainText() == ""


def test_a_draft_too_long_to_store_is_not_lost_at_closing(page, bench, qtbot) -> None:
    long = "x" * (MAX_COMMENT + 1)
    page.comments.edit.setPlainText(long)
    page.session.closing.emit()
    assert page.session.messages.asked == []
    assert bench.index_comments.of("tensta") == ()
    assert reopened(page, qtbot).comments.edit.toPlainText() == long


@pytest.mark.parametrize("name", ["Ändra kommentaren om Hela området", "Ta bort kommentaren om Hela området"])
def test_a_comment_that_somebody_else_has_taken_away_is_told_of_and_gone(page, bench, name, qtbot) -> None:
    write(page, "Nybyggt.")
    [kept] = bench.index_comments.of("tensta")
    bench.index_comments.remove(kept.uid)
    button(page, name).click()
    assert page.session.messages.strips == [(GONE, "warning")]
    assert page.session.messages.asked == []
    qtbot.waitUntil(lambda: NOTHING in texts(page.comments))


def test_a_comment_taken_away_before_it_is_read_back_is_told_of(page, bench, monkeypatch) -> None:
    def gone(_uid) -> None:
        raise NotFound(GONE)

    monkeypatch.setattr(bench.index_comments, "load", gone)
    write(page, "Nybyggt.")
    assert page.session.messages.strips == [(GONE, "warning")]
    assert page.session.messages.faults == []
    assert not page.stack.canUndo()


def test_enter_on_a_bar_writes_of_that_indicator(page, qtbot) -> None:
    page.chart.plot.setFocus()
    qtbot.keyClick(page.chart.plot, Qt.Key.Key_Down)
    qtbot.keyClick(page.chart.plot, Qt.Key.Key_Return)
    assert page.comments.about_combo.currentData() == page.found.rows[0].code
    assert page.comments.edit.hasFocus()


def test_a_reader_may_read_comments_but_not_write(page, bench, monkeypatch) -> None:
    write(page, "Nybyggt.")
    monkeypatch.setattr(type(page.session), "is_writable", property(lambda _self: False))
    page.load(choice())
    told = texts(page.comments)
    assert "Nybyggt." in told
    assert not page.comments._writing.isVisible()


def test_the_sheet_is_saved_as_the_page_shows_it(page, tmp_path) -> None:
    page.session.messages.answer_file = tmp_path / "tensta.pdf"
    page.commands()["save_index_sheet"]()
    [text] = pages((tmp_path / "tensta.pdf").read_bytes())
    assert page.found.text.title in text
    assert "Exempelvärde – inte Swecos uppgift" in text
    assert page.session.messages.notices


def test_the_picture_is_saved_where_the_user_says(page, tmp_path) -> None:
    page.session.messages.answer_file = tmp_path / "tensta.svg"
    page.chart.svg_action.trigger()
    assert "Tensta" in (tmp_path / "tensta.svg").read_text(encoding="utf-8")


def test_a_part_chosen_above_is_what_is_split(page) -> None:
    page.load(replace(choice(), measure=Measure.LIVELIHOOD))
    assert page.found.text.title.startswith("Tensta: index för försörjning ")
    assert {row.area for row in page.found.rows} == {SubIndex.LIVELIHOOD}
    assert f"{page.found.name}, plats {page.found.rank}" == page.unit_combo.currentText()


def test_printing_makes_the_sheet_first(page, monkeypatch) -> None:
    printed: list[tuple[bytes, str]] = []
    monkeypatch.setattr("app.ui.dialogs.print.print_pdf", lambda _session, data, name: printed.append((data, name)))
    page.commands()["print_index_sheet"]()
    [(data, name)] = printed
    assert name == "riskindex_Tensta_2012"
    assert len(pages(data)) == 1


def test_a_board_has_its_cases_too(page) -> None:
    page.load(choice("sdn-spanga-tensta", level=Level.BOARD))
    assert page.found.level is Level.BOARD
    assert "Ärenden som kommer från nämnden." in texts(page.panel)
