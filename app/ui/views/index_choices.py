"""Lists of choices above a page: each with its name over it, and refilled without losing what was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout

from app.domain import swedish
from app.domain.riskindex.entry import SeriesRow
from app.ui.widgets.plain_label import PlainLabel

_SERIES_SIGNS = 22


def choice_combo(name: str, items: Iterable[tuple[str, str]]) -> QComboBox:
    """A list of choices that may shrink with large text in a small window."""
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    combo.setMinimumContentsLength(4)
    for text, key in items:
        combo.addItem(text, key)
    return combo


def series_combo() -> QComboBox:
    """The list of series: long names are cut short in the row, and whole in the opened list and the tool tip."""
    combo = choice_combo("Serie", [])
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(_SERIES_SIGNS)
    combo.currentTextChanged.connect(combo.setToolTip)
    return combo


def series_title(row: SeriesRow) -> str:
    """'Publicerad: Stadsdelar 2012'; the years are not said twice."""
    name, first, last = swedish.compact(row.info.name), row.years[0], row.years[-1]
    span = str(first) if first == last else f"{first}–{last}"
    said = name if swedish.match_key(span) in swedish.match_key(name) else f"{name} {span}"
    return f"Publicerad: {said}"


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
