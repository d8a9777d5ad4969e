"""Lists of choices above a page: each with its name over it, and refilled without losing what was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QVBoxLayout

from app.domain import swedish
from app.domain.riskindex.entry import SeriesRow
from app.ui.widgets.plain_label import PlainLabel

_SERIES_SIGNS = 18
_POPUP_MARGIN, _TEXT_MARGIN = 40, 6  # pixels beside the longest name, and beside the name in the row


def choice_combo(name: str, items: Iterable[tuple[str, str]]) -> QComboBox:
    """A list of choices that may shrink with large text in a small window."""
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    combo.setMinimumContentsLength(4)
    for text, key in items:
        combo.addItem(text, key)
    return combo


class SeriesCombo(QComboBox):
    """The list of series: long names are cut short in the row, and whole in the opened list and the tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Serie")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SERIES_SIGNS)
        self.currentTextChanged.connect(self.setToolTip)

    def showPopup(self) -> None:
        self.view().setMinimumWidth(max(self.width(), self.view().sizeHintForColumn(0) + _POPUP_MARGIN))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        parts, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(parts, option, part, self).width() - _TEXT_MARGIN
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(parts, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


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
