from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level, SeriesKind
from app.ui.views.index_guards import BACK, READ, UNREAD, USE
from app.ui.views.index_page import Choice


@pytest.fixture
def workspace(make_workspace, indexed_session):
    made = make_workspace(indexed_session)
    made.series_combo.setCurrentIndex(made.series_combo.findData(SeriesKind.COMPUTED.value))
    made.series_combo.activated.emit(made.series_combo.currentIndex())
    return made


@pytest.fixture
def page(workspace):
    workspace.show_page("guards")
    return workspace.page


def with_variant(page):
    return next(card for card in page.cards if card.finding.variant is not None)


def test_every_finding_is_a_card_with_number_consequence_and_severity_in_words(page) -> None:
    assert len(page.cards) == len(page.findings) > 0
    for card in page.cards:
        assert card.finding.severity.label in card.accessibleName()
    assert page.title_label.text().startswith(f"{len(page.findings)} iakttagelse")
    assert "Exempelvärde – inte Swecos uppgift" in page.mark_badge.text
    assert Recipe().text in page.footer_label.text()


def test_a_variant_is_one_click_away_and_so_is_the_way_back(page, workspace, qtbot) -> None:
    card = with_variant(page)
    before = workspace.recipe
    assert card.use_button.text() == USE
    card.use_button.setFocus()
    qtbot.keyClick(card.use_button, Qt.Key.Key_Space)
    assert workspace.recipe == card.finding.variant
    assert card in page.cards, "the findings stand while their variant is tried"
    assert (card.use_button.text(), card.in_use_badge.isHidden()) == (BACK, False)
    card.use_button.click()
    assert workspace.recipe == before
    assert (card.use_button.text(), card.in_use_badge.isHidden()) == (USE, True)


def test_the_variant_can_be_gone_through_in_its_turn(page, workspace) -> None:
    card = with_variant(page)
    assert page.again_button.isHidden()
    card.use_button.click()
    assert not page.again_button.isHidden()
    page.again_button.click()
    assert page.footer_label.text().startswith("Recept: Grundrecept, ändrat")
    assert page.again_button.isHidden()


def test_findings_in_view_follow_the_names_in_the_data(page, indexed_session) -> None:
    data = indexed_session.bench.index_data
    named = {one.code: one.name for one in data.indicators()}
    code = next(card.finding.subject for card in page.cards if named.get(card.finding.subject, "\0") in card.finding.title)
    data.edit_indicator(code, "name", "Ett nytt namn")
    page.load(page.choice)
    assert any("Ett nytt namn" in card.finding.title for card in page.cards)
    assert not any(named[code] in card.finding.title for card in page.cards)


def test_the_ranking_asks_for_the_findings_until_they_are_marked_as_read(page, workspace) -> None:
    workspace.show_page("ranking")
    ranking = workspace.page
    assert not ranking.strip.isHidden()
    assert ranking.strip.text == f"{len(page.findings)} iakttagelser om underlaget – läs dem innan listan används."
    ranking.read_button.click()
    assert workspace.page is page
    assert page.read_badge.text == UNREAD
    page.read_button.click()
    assert page.read_badge.text == READ
    workspace.show_page("ranking")
    assert ranking.strip.isHidden()


def test_a_published_series_asks_for_nothing(workspace) -> None:
    workspace.series_combo.setCurrentIndex(0)
    workspace.series_combo.activated.emit(workspace.series_combo.currentIndex())
    assert workspace.page.strip.isHidden()


def test_nothing_found_is_said(page, workspace, indexed_session, monkeypatch) -> None:
    monkeypatch.setattr(type(indexed_session.bench.index_ranking), "findings", lambda *_given: ())
    page.load(Choice(SeriesKind.COMPUTED, Level.DISTRICT, 2011, recipe=Recipe()))
    assert page.body.currentWidget() is page.empty
    assert page.read_button.isHidden()
