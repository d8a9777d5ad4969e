"""F1 opens the handbook at what is in view: every page and heading that the window asks for is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from app.ui.handbook import Handbook, anchor_of
from app.ui.main_window import MainWindow
from app.ui.views.case import TABS
from app.ui.workspaces import WORKSPACES

HANDBOOK = Handbook(Path(__file__).resolve().parents[2] / "docs" / "handbok")


def headings(page: str) -> set[str]:
    found = HANDBOOK.page(page)
    assert found is not None, f"no page {page}"
    return {anchor_of(one.heading) for one in found.sections}


@pytest.mark.parametrize("workspace", [one.key for one in WORKSPACES])
def test_each_workspace_has_its_page_and_its_name(window: MainWindow, workspace: str) -> None:
    view = window.show_workspace(workspace)
    assert view is not None
    page = HANDBOOK.page(view.help_page)
    assert page is not None
    assert page.title == view.title
    assert f"Ctrl+{view.number}" in page.text


def test_f1_finds_the_heading_of_each_tab(window: MainWindow, case_uid_of: Callable[[str], UUID]) -> None:
    window.go("application", case_uid_of("stråk"))
    view = window.current
    assert view is not None
    for key, title in TABS:
        view.case.show_tab(key)  # type: ignore[attr-defined]
        assert view.help_anchor() in headings(view.help_page), title


def test_f1_finds_the_heading_of_a_plan(window: MainWindow) -> None:
    plan = next(row for row in window.session.bench.queries.plans() if row.uid is not None)
    window.go("plan", plan.uid)
    assert window.current is not None
    assert window.current.help_anchor() in headings(window.current.help_page)


def test_f1_shows_the_place(window: MainWindow, case_uid_of: Callable[[str], UUID]) -> None:
    window.go("application", (case_uid_of("stråk"), "rules"))
    window.show_help()
    assert window._help.place == "ansokningar#fliken-regler"
    assert window._help.browser.textCursor().block().text() == "Fliken Regler"


def test_the_heading_stands_at_the_top_when_the_handbook_opens_for_the_first_time(window: MainWindow, qtbot) -> None:
    window.show_help("ansokningar#fliken-ekonomi")
    browser = window._help.browser

    def place() -> int:
        return browser.cursorRect().top()

    assert browser.textCursor().block().text() == "Fliken Ekonomi"
    qtbot.waitUntil(lambda: 0 <= place() <= 40)
