"""The handbook: pages in order, search over all of them, links between pages only."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl

from app.ui.handbook import Handbook, anchor_of
from app.ui.help_window import HelpWindow

INDEX = "# Handbok\n\nVälkommen. Se [reglerna](regler.md#r08-ingen-investering).\n"
RULES = "# Regler\n\nReglerna prövas **för varje** ansökan.\n\n## R08 Ingen investering\n\nMedlen får inte gå till investeringar.\n"
EXTRA = "# Ö sist\n\nText om investeringar i slutet.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("regler", RULES), ("index", INDEX), ("ovrigt", EXTRA)):
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def helper(qtbot, folder: Path, settings) -> HelpWindow:
    window = HelpWindow(folder, settings)
    qtbot.addWidget(window)
    return window


def test_pages_stand_in_the_books_own_order(folder: Path) -> None:
    assert [page.title for page in Handbook(folder).pages] == ["Handbok", "Regler", "Ö sist"]


def test_search_finds_folded_words_and_puts_headings_first(folder: Path) -> None:
    hits = Handbook(folder).search("INVESTERING")
    assert [hit.key for hit in hits] == ["regler#r08-ingen-investering", "ovrigt#o-sist"]
    assert "investeringar" in hits[1].detail
    assert Handbook(folder).search("valkommen")[0].key == "index#handbok"
    assert Handbook(folder).search("finns inte") == []
    assert Handbook(folder).search("  ") == []


def test_excerpts_hold_no_marks(folder: Path) -> None:
    assert "*" not in Handbook(folder).search("varje")[0].detail
    assert "](" not in Handbook(folder).search("reglerna")[0].detail


def test_anchors_are_plain_letters() -> None:
    assert anchor_of("R08 Ingen investering – på rad 4") == "r08-ingen-investering-pa-rad-4"


def test_a_page_opens_at_its_heading(helper: HelpWindow) -> None:
    helper.open_page("regler#r08-ingen-investering")
    assert helper.browser.textCursor().block().text() == "R08 Ingen investering"
    assert helper.isVisible()


def test_links_lead_between_pages_and_nowhere_else(helper: HelpWindow) -> None:
    helper.open_page("index")
    helper._on_link(QUrl("https://example.org/regler.md"))
    helper._on_link(QUrl("/etc/passwd"))
    assert helper.place == "index"
    helper._on_link(QUrl("regler.md#r08-ingen-investering"))
    assert helper.place == "regler#r08-ingen-investering"
    helper.go_back()
    assert helper.place == "index"
    helper.go_forward()
    assert helper.place.startswith("regler")


def test_searching_and_enter_opens_the_section(qtbot, helper: HelpWindow) -> None:
    helper.open_page("index")
    qtbot.keyClicks(helper.search_field, "investering")
    qtbot.keyClick(helper.search_field, Qt.Key.Key_Down)
    assert "R08 Ingen investering" in helper.list_model.stringList()[0]
    helper.list_view.setCurrentIndex(helper.list_model.index(0))
    qtbot.keyClick(helper.list_view, Qt.Key.Key_Return)
    assert helper.place == "regler#r08-ingen-investering"


def test_a_missing_handbook_says_so(qtbot, settings, tmp_path: Path) -> None:
    window = HelpWindow(tmp_path / "saknas", settings)
    qtbot.addWidget(window)
    window.open_page("index")
    assert "Handboken saknas" in window.browser.toPlainText()
