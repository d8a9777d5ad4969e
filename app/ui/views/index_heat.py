"""The page Värmekarta of the risk index: every unit by every indicator at once, 100 neutral."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain.riskindex.heat import HeatTable
from app.ui.charts.heat_chart import HeatChart
from app.ui.charts.heat_paint import BY_NAME, BY_RANK
from app.ui.session import Session
from app.ui.views.index_choices import choice_combo
from app.ui.views.index_page import Choice, IndexPage
from app.ui.views.index_saving import save_chart
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

NOTHING = ("Inga värden att visa", "Serien har inga värden för nivån och året. Välj en annan nivå eller ett annat år ovanför.")


class HeatPage(IndexPage):
    key: ClassVar[str] = "heat"
    title: ClassVar[str] = "Värmekarta"
    help_anchor: ClassVar[str] = "varmekartan"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._asked = 0
        self.chart = HeatChart()
        self.sort_combo = choice_combo("Ordning", [])
        self.turn_button = QPushButton("Vänd")
        self.whole_box = QCheckBox("Alla &rader på en gång")
        self.empty = EmptyState(*NOTHING, icon_name="layout-dashboard")
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        drawing = QWidget()
        inside = QVBoxLayout(drawing)
        inside.setContentsMargins(24, 8, 24, 8)
        inside.addWidget(self.chart)
        self.body.addWidget(drawing)
        self.body.addWidget(self.empty)
        row = QHBoxLayout()
        row.setSpacing(8)
        label = PlainLabel("Sortera efter", "small")
        label.setBuddy(self.sort_combo)
        self.turn_button.setAccessibleName("Vänd ordningen")
        self.turn_button.setToolTip("Vänd ordningen: lägst först, eller högst först igen")
        self.sort_combo.setMaximumWidth(220)
        self.whole_box.setToolTip("Pressar ihop raderna så att hela kartan syns. Peka för att läsa en ruta.")
        self.chart.column.removeWidget(self.chart.mark_badge)
        row.addWidget(self.chart.mark_badge)
        row.addStretch(1)
        for widget in (label, self.sort_combo, self.turn_button, self.whole_box):
            row.addWidget(widget)
        self.chart.column.insertLayout(2, row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)

    def _connect(self) -> None:
        self.sort_combo.activated.connect(lambda _index: self.chart.plot.sort(int(self.sort_combo.currentData())))
        self.turn_button.clicked.connect(self._turn)
        self.whole_box.toggled.connect(self.chart.plot.show_whole)
        self.chart.plot.sorted.connect(self._tell_order)
        self.chart.unit_selected.connect(self._on_unit)
        self.chart.unit_opened.connect(self.unit_opened)
        self.chart.save_requested.connect(self.save)

    # --- what is shown ----------------------------------------------------------------------------

    def load(self, choice: Choice) -> None:
        earlier = self.choice
        super().load(choice)
        if (
            earlier is not None
            and earlier.unit != choice.unit
            and replace(earlier, unit=choice.unit) == choice
            and self.chart.shown is not None
        ):
            self.chart.select(choice.unit)
        else:
            self._ask()

    def focus_first(self) -> None:
        if self.body.currentWidget() is not self.empty:
            self.chart.focus_first()

    def _ask(self) -> None:
        assert self.choice is not None
        self._asked += 1
        number, choice = self._asked, self.choice
        self.session.run(
            lambda _progress: self._look_up(choice),
            "Ritar värmekartan",
            lambda found: self._arrived(found) if number == self._asked else None,
        )

    def _look_up(self, choice: Choice) -> HeatTable | None:
        history = self.session.bench.index_history
        if choice.is_computed:
            return history.computed_heat(choice.level, choice.year, choice.recipe)
        return history.published_heat(choice.level, choice.year, choice.series)

    def _arrived(self, found: HeatTable | None) -> None:
        assert self.choice is not None
        is_empty = found is None or not found.units
        self.body.setCurrentIndex(int(is_empty))
        if found is None or is_empty:
            return
        self.chart.show_heat(found, self.choice.unit, found.column_of(self.choice.measure))
        self._tell_order()

    def _tell_order(self) -> None:
        """The list of orders says what the rows stand in, also when that was chosen in the drawing."""
        sheet = self.chart.plot.sheet
        if sheet is None:
            return
        self.sort_combo.clear()
        for text, by in (("Plats", BY_RANK), ("Namn", BY_NAME), *((one.title, number) for number, one in enumerate(sheet.table.columns))):
            self.sort_combo.addItem(text, by)
        self.sort_combo.setCurrentIndex(self.sort_combo.findData(sheet.sorted_by))
        self.turn_button.setEnabled(sheet.sorted_by >= 0)

    def _turn(self) -> None:
        sheet = self.chart.plot.sheet
        if sheet is not None and sheet.sorted_by >= 0:
            self.chart.plot.sort(sheet.sorted_by, not sheet.rising)

    def _on_unit(self, unit: str) -> None:
        assert self.choice is not None
        self.choice = self.choice.at(unit)
        self.unit_selected.emit(unit)

    def location(self) -> dict[str, Any]:
        sheet = self.chart.plot.sheet
        order = sheet.sorted_by if sheet is not None else BY_RANK
        return {"sorted_by": order, "rising": sheet is not None and sheet.rising, "whole": self.whole_box.isChecked()}

    def go_to(self, location: dict[str, Any]) -> None:
        self.whole_box.setChecked(bool(location.get("whole")))
        if self.chart.plot.sheet is not None:
            self.chart.plot.sort(int(location.get("sorted_by", BY_RANK)), bool(location.get("rising")))

    def save(self, kind: str) -> None:
        """The whole table as png or svg where the user says."""
        shown = self.chart.shown
        if shown is not None:
            save_chart(self.session, self.chart, f"värmekarta {shown.level.label} {shown.year}", kind)
