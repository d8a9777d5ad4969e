"""Icons outlive the places that show them, and a changed copy still draws."""

from __future__ import annotations

import gc

from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from app.ui.icons import icon


def ink(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height()))


def test_a_place_that_is_collected_leaves_its_icon_to_the_others(qapp: QApplication) -> None:
    first = icon("plus", "accent")
    assert icon("plus", "accent") is first
    gc.collect()
    assert ink(first.pixmap(16, 16).toImage()) > 10


def test_a_changed_copy_of_an_icon_still_draws(qapp: QApplication) -> None:
    copy = QIcon(icon("plus"))
    copy.setIsMask(True)  # the copy gets an engine of its own
    gc.collect()
    assert ink(copy.pixmap(16, 16).toImage()) > 10
    assert ink(icon("plus").pixmap(16, 16).toImage()) > 10
