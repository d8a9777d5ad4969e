"""A menu of ticks stays while they are set."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.ui.widgets.tick_menu import TickMenu


@pytest.fixture
def menu(qtbot: Any) -> TickMenu:
    made = TickMenu("Val")
    qtbot.addWidget(made)
    for name in ("Ett", "Två"):
        made.addAction(name).setCheckable(True)
    made.addAction("Återställ")
    made.show()
    return made


def test_space_and_click_tick_and_the_menu_stays(menu: TickMenu, qtbot: Any) -> None:
    first, second, _ = menu.actions()
    menu.setActiveAction(first)
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    qtbot.mouseMove(menu, menu.actionGeometry(second).center())
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(second).center())
    assert (first.isChecked(), second.isChecked(), menu.isVisible()) == (True, True, True)


def test_enter_ticks_and_closes(menu: TickMenu, qtbot: Any) -> None:
    menu.setActiveAction(menu.actions()[0])
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert (menu.actions()[0].isChecked(), menu.isVisible()) == (True, False)


def test_what_is_no_tick_closes_the_menu(menu: TickMenu, qtbot: Any) -> None:
    point = menu.actionGeometry(menu.actions()[2]).center()
    qtbot.mouseMove(menu, point)
    with qtbot.waitSignal(menu.actions()[2].triggered, timeout=1_000):
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=point)
    assert not menu.isVisible()
