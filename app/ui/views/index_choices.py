"""Lists of choices above a page: each with its name over it, and refilled without losing what was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout

from app.ui.widgets.plain_label import PlainLabel


def choice_combo(name: str, items: Iterable[tuple[str, str]]) -> QComboBox:
    """A list of choices that may shrink with large text in a small window."""
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    combo.setMinimumContentsLength(4)
    for text, key in items:
        combo.addItem(text, key)
    return combo


def labelled(combo: QComboBox) -> tuple[PlainLabel, QVBoxLayout]:
    """Its name above it, as the label's buddy."""
    pair = QVBoxLayout()
    pair.setSpacing(2)
    label = PlainLabel(combo.accessibleName(), "small")
    label.setBuddy(combo)
    pair.addWidget(label)
    pair.addWidget(combo)
    return label, pair


def refill(combo: QComboBox, items: Iterable[tuple[str, Any]]) -> None:
    """New items; the chosen one stays chosen when it is still there."""
    kept = combo.currentData()
    combo.clear()
    for text, data in items:
        combo.addItem(text, data)
    combo.setCurrentIndex(max(0, combo.findData(kept)) if combo.count() else -1)
