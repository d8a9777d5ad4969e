"""Beside the waterfall: the unit's figures, its four areas, what the programme says of it, and the cases that name it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from app.domain import swedish
from app.domain.riskindex.series import Level
from app.domain.riskindex.sheets import RankInterval
from app.domain.riskindex.why import Waterfall
from app.domain.views import ApplicationRow
from app.ui.views.index_unit_panel import UnitPanel
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import Section

COUNTING = "Räknar hur säker platsen är …"


class WhyPanel(UnitPanel):
    """One unit of a computed series."""

    def show_why(self, found: Waterfall, belongs: str, key: str, cases: Sequence[ApplicationRow]) -> None:
        """`key` is the programme's own for a board or district, '' for what the programme does not know."""
        page, column = self._new_page()
        column.addWidget(PlainLabel(found.name, "subheading", wrap=True))
        if belongs:
            column.addWidget(PlainLabel(belongs, "muted", wrap=True))
        if found.index is not None:
            column.addWidget(PlainLabel(swedish.decimal(found.index), "figure"))
            word = found.band_text(found.index)
            place = f"Plats {found.rank} av {found.out_of}, {word}" if found.rank else f"{word[:1].upper()}{word[1:]}"
            column.addWidget(PlainLabel(place, wrap=True))
        if found.reason:
            column.addWidget(
                StateBadge("Utan plats" if found.index is not None else "Utan index", "warning"), 0, Qt.AlignmentFlag.AlignLeft
            )
            column.addWidget(PlainLabel(found.reason, "muted", wrap=True))
        self.interval_label = PlainLabel(COUNTING if found.rank else "", "muted", wrap=True)
        self.interval_label.setVisible(bool(found.rank))
        column.addWidget(self.interval_label)
        if found.inhabitants is not None:
            column.addWidget(PlainLabel(f"{swedish.integer(round(found.inhabitants))} invånare {found.year}", "muted", wrap=True))
        column.addWidget(self._areas(found))
        if key and found.level is Level.DISTRICT:
            column.addWidget(self._named(key))
        if key and found.level in (Level.DISTRICT, Level.BOARD):
            column.addWidget(self._cases(cases, found.level))
        self._show_page(page, column)

    def show_interval(self, interval: RankInterval | None) -> None:
        text = f"{interval.text[:1].upper()}{interval.text[1:]} (frö {interval.seed})." if interval is not None else ""
        self.interval_label.setText(text)
        self.interval_label.setVisible(bool(text))

    def _areas(self, found: Waterfall) -> Section:
        section = Section("De fyra områdena")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, one in enumerate(found.areas):
            shown = swedish.EMPTY if one.value is None else swedish.decimal(one.value)
            word = "saknas" if one.value is None else found.band_text(one.value)
            points = f"{swedish.signed(one.shown)} punkter" if found.sums and one.has_points else ""
            number = PlainLabel(shown)
            number.setAccessibleName(", ".join(part for part in (f"{one.area.label} {shown}", word, points) if part))
            grid.addWidget(PlainLabel(one.area.label, wrap=True), 2 * row, 0)
            grid.addWidget(number, 2 * row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(word, "small", wrap=True), 2 * row + 1, 0)
            grid.addWidget(PlainLabel(points, "small"), 2 * row + 1, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        section.add_layout(grid)
        return section
