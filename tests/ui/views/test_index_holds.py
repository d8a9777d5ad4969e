"""The page Håller det?: a statement is tried beside the window, and what is shown is what the figures say."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.riskindex.computed_ranking import measured
from app.domain.riskindex.series import Level, Measure, SeriesKind
from app.domain.riskindex.statements import StatementKind, judge, try_out
from app.ui.handbook import anchor_of
from app.ui.views.index_holds import HoldsPage, share_rows
from app.ui.views.index_page import Choice


@pytest.fixture
def page(indexed_session, qtbot):
    made = HoldsPage(indexed_session)
    qtbot.addWidget(made)
    made.resize(900, 420)
    made.show()
    made.load(choice_of(indexed_session))
    return made


def choice_of(session, unit="tensta", measure=Measure.TOTAL) -> Choice:
    recipe = session.bench.risk_index.default_recipe().with_changes(include_thin=True)
    return Choice(SeriesKind.COMPUTED, Level.DISTRICT, 2012, measure, recipe, unit)


def choose(combo, data) -> None:
    index = combo.findData(data)
    assert index >= 0
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def test_nothing_is_claimed_before_it_is_tried(page) -> None:
    assert page.body.currentWidget() is page.empty
    assert page.empty.title_label.text() == "Påståendet är inte prövat än"
    assert page.unit_combo.currentData() == "tensta"
    assert not page.keep_button.isEnabled()


def test_trying_shows_the_verdict_of_the_same_draws(page, indexed_session) -> None:
    page.try_button.click()
    assert page.body.currentWidget() is page.result
    index = indexed_session.bench.risk_index
    expected = judge(try_out(index.computed(Level.DISTRICT, 2012, page.choice.recipe), None, 1_000, 1), page.statement)
    assert page.verdict.near == expected.near
    assert page.verdict.methods == expected.methods
    assert page.badge.text == expected.conclusion.label
    assert "Tensta är bland de 10 första" in page.sentences_label.text()
    assert page.shares.model.rows[0].share == expected.near
    assert len(page.strip.model.rows) == 72
    assert [row.rank for row in page.units.model.rows] == sorted(row.rank for row in page.units.model.rows)


def test_the_keyboard_stays_where_it_was_when_a_trial_is_asked_for_by_key(page, qtbot) -> None:
    qtbot.waitExposed(page)
    page.activateWindow()
    page.try_button.setFocus()
    qtbot.waitUntil(page.try_button.hasFocus)
    qtbot.keyClick(page.try_button, Qt.Key.Key_Space)
    assert page.body.currentWidget() is page.result
    assert page.try_button.hasFocus()


def test_another_statement_about_a_tried_index_is_judged_at_once(page) -> None:
    page.try_it()
    choose(page.kind_combo, StatementKind.ABOVE.value)
    assert page.values.currentWidget() is page.limit_field
    assert page.verdict.statement.kind is StatementKind.ABOVE
    assert page.verdict.methods.of == 36
    choose(page.kind_combo, StatementKind.BEFORE.value)
    choose(page.other_combo, "rinkeby")
    assert page.verdict.statement.other == "rinkeby"
    assert "ligger före Rinkeby" in page.claim_label.text()


def test_another_seed_or_more_weightings_must_be_tried_anew(page) -> None:
    page.try_it()
    page.new_seed_button.click()
    assert page.seed != 1
    assert page.body.currentWidget() is page.empty
    page.seed_field.set_number(1)
    choose(page.draws_combo, "10000")
    assert page.body.currentWidget() is page.empty
    choose(page.draws_combo, "1000")
    assert page.body.currentWidget() is page.result


def test_a_number_out_of_range_is_told_and_the_last_one_stays(page, qtbot) -> None:
    page.count_field.setText("många")
    page.count_field.editingFinished.emit()
    assert "skriv ett heltal från 1 till" in page.problem_label.text()
    assert page.statement.count == 10
    qtbot.keyClick(page.count_field, Qt.Key.Key_Up)
    assert page.statement.count == 11
    assert not page.problem_label.text()


def test_the_chosen_unit_follows_to_the_other_pages(page, qtbot) -> None:
    with qtbot.waitSignal(page.unit_selected) as told:
        choose(page.unit_combo, "rinkeby")
    assert told.args == ["rinkeby"]


def test_the_text_names_series_level_year_reference_seed_recipe_and_mark(page) -> None:
    page.try_it()
    for chart in (page.shares, page.strip):
        text = chart.text
        assert text.mark == "Exempelvärde – inte Swecos uppgift"
        for part in ("Beräknad serie", "Stadsdel", "2012", "staden samma år = 100", "viktningar, frö 1"):
            assert part in text.subtitle
        assert "Recept: Grundrecept" in text.footer


def test_a_part_of_the_index_is_tried_by_itself(page, indexed_session) -> None:
    page.load(choice_of(indexed_session, measure=Measure.HEALTH))
    page.try_it()
    own = indexed_session.bench.risk_index.computed(Level.DISTRICT, 2012, measured(page.choice.recipe, Measure.HEALTH))
    assert page.verdict.index == pytest.approx(own.index[own.panel.units.index("tensta")])
    assert "Hälsa" in page.shares.text.subtitle
    assert not page.keep_button.isEnabled()


def test_a_tried_index_is_kept_with_its_intervals(page, indexed_session) -> None:
    page.try_it()
    indexed_session.messages.answer_text = "Underlag till utlåtandet"
    page.keep_button.click()
    kept = indexed_session.bench.index_results.list()[0]
    assert (kept.name, kept.draws, kept.seed) == ("Underlag till utlåtandet", 1_000, 1)


def test_dots_and_bars_are_reached_by_keys_and_told_in_words(page, qtbot) -> None:
    page.try_it()
    qtbot.keyClick(page.strip.plot, Qt.Key.Key_Right)
    assert page.strip.readout_label.text().startswith("Plats ")
    assert page.strip.plot.accessibleDescription() == page.strip.readout_label.text()
    qtbot.keyClick(page.shares.plot, Qt.Key.Key_Down)
    assert page.shares.readout_label.text().startswith("Vikter nära dagens: ")


def test_every_dot_stands_at_its_rank_in_the_row_of_its_choice(page) -> None:
    page.try_it()
    for grouping, rows in ((0, 4), (1, 3), (2, 3), (3, 2)):
        page.strip.group_combo.setCurrentIndex(grouping)
        page.strip.group_combo.activated.emit(grouping)
        x, y = page.strip.plot.dots.getData()
        assert x.tolist() == [mark.rank for mark in page.strip.plot.marks]
        assert len({int(one) for one in y}) == rows


def test_the_table_is_one_key_away_and_pictures_can_be_saved(page, qtbot, indexed_session, tmp_path) -> None:
    page.try_it()
    page.strip.plot.setFocus()
    page.strip.table_action.trigger()
    assert page.strip.pages.currentWidget() is page.strip.table
    for chart in (page.strip, page.shares):
        assert chart.saved_as("png").startswith(b"\x89PNG")
        assert "Exempelvärde" in chart.saved_as("svg").decode()
    indexed_session.messages.answer_file = tmp_path / "metoder.png"
    page.strip.png_action.trigger()
    assert (tmp_path / "metoder.png").read_bytes().startswith(b"\x89PNG")


def test_the_place_is_returned_to(page) -> None:
    choose(page.kind_combo, StatementKind.ABOVE.value)
    page.limit_field.set_number(115)
    page.seed_field.set_number(77)
    held = page.location()
    choose(page.kind_combo, StatementKind.FIRST.value)
    page.seed_field.set_number(1)
    page.go_to(held)
    assert page.statement.kind is StatementKind.ABOVE
    assert (page.statement.limit, page.seed) == (115, 77)


def test_chance_stands_apart_from_the_choices(page) -> None:
    page.try_it()
    rows = share_rows(next(iter(page._trials.values())), page.verdict)
    assert [row.is_apart for row in rows] == [False] * 4 + [True]
    assert page.help_anchor == anchor_of("Håller det?")


def test_a_unit_without_rank_is_told_why(page, indexed_session) -> None:
    small = indexed_session.bench.programme.districts[0].key
    page.load(choice_of(indexed_session, unit=small))
    assert page.unit_combo.currentData() == small
    assert "rangordnas inte" in page.empty.text_label.text()
    assert not page.try_button.isEnabled()


def test_a_trial_can_be_stopped(page, indexed_session, jobs, monkeypatch) -> None:
    monkeypatch.setattr(indexed_session, "jobs", jobs)
    choose(page.draws_combo, "10000")
    page.try_it()
    assert not page.try_button.isEnabled()
    page._job.cancel()
    assert jobs.wait_idle()
    assert page._job is None
    assert page.body.currentWidget() is page.empty
    assert page.try_button.isEnabled()
