"""A page is made at its first visit, once."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from app.ui.widgets.later_page import LaterPage


def test_the_page_is_made_when_it_is_asked_for_and_only_then(qtbot) -> None:
    made: list[QLabel] = []

    def build() -> QLabel:
        made.append(QLabel("Sida"))
        return made[-1]

    holder = LaterPage(build)
    qtbot.addWidget(holder)
    assert holder.made is None
    assert made == []
    assert holder.page is holder.page is made[0]
    assert holder.made is made[0]
    assert holder.isAncestorOf(made[0])
