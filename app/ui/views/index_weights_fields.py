"""Weights to drag, step or type: four areas, and every indicator in a list that folds and can be searched."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSlider, QToolButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.recipe import Recipe
from app.domain.vocabulary import SubIndex
from app.ui.icons import icon
from app.ui.views.index_holds_fields import NumberField
from app.ui.views.index_weights_rows import Tried, as_step
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.search_field import SearchField

HIGHEST, MOST = 4.0, 100.0  # of the slider, and of what may be typed


class WeightField(QWidget):
    """Name, slider and number of one weight. Signal: `changed()`."""

    changed = Signal()

    def __init__(self, key: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.name = key, name
        self._weight = 1.0
        self.label = PlainLabel(name, wrap=True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, as_step(HIGHEST))
        self.slider.setPageStep(5)
        self.slider.setAccessibleName(f"Vikt för {name}")
        self.slider.setMinimumWidth(70)
        self.number = NumberField(f"Vikten för {name}", 1.0, 0.0, MOST, step=0.1, places=2)
        self.number.setFixedWidth(self.fontMetrics().horizontalAdvance("000,00") + 20)
        self.label.setBuddy(self.slider)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.label, 0, 0, 1, 2)
        grid.addWidget(self.slider, 1, 0)
        grid.addWidget(self.number, 1, 1)
        grid.setColumnStretch(0, 1)
        self.slider.valueChanged.connect(self._on_slid)
        self.number.number_changed.connect(self._on_typed)

    @property
    def weight(self) -> float:
        return self._weight

    def set_weight(self, weight: float) -> None:
        """From code; nothing is emitted."""
        self._weight = weight
        self.number.set_number(weight)
        self._place()

    def _place(self) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(min(as_step(self._weight), self.slider.maximum()))
        self.slider.blockSignals(False)

    def _on_slid(self, step: int) -> None:
        self._weight = step / 10
        self.number.set_number(self._weight)
        self.changed.emit()

    def _on_typed(self, weight: float) -> None:
        self._weight = weight
        self._place()
        self.changed.emit()


class WeightFields(QWidget):
    """All weights of a recipe. Signals: `changed()` with each move, `problem_changed(text)`."""

    changed = Signal()
    problem_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.areas = [WeightField(area.value, area.label) for area in SubIndex]
        self.indicators: list[WeightField] = []
        self.fold_button = QToolButton()
        self.search = SearchField("Sök indikator", rest_ms=0)
        self.none_label = PlainLabel("Ingen indikator heter så.", "muted", wrap=True)
        self.list = QWidget()
        self._rows = QVBoxLayout(self.list)
        self._lay_out()
        for field in self.areas:
            self._follow(field)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(PlainLabel("Delindex", "subheading"))
        for field in self.areas:
            column.addWidget(field)
        self.fold_button.setText("Indikatorer")
        self.fold_button.setToolTip("Visa eller dölj indikatorernas vikter")
        self.fold_button.setCheckable(True)
        self.fold_button.setIcon(icon("chevron-right"))
        self.fold_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold_button.setProperty("role", "button")
        self.fold_button.toggled.connect(self._on_folded)
        self.search.searched.connect(self._on_searched)
        head = QHBoxLayout()
        head.addWidget(self.fold_button)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.search)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._rows.addWidget(self.none_label)
        column.addWidget(self.list)
        column.addStretch(1)
        self._on_folded(False)

    def _follow(self, field: WeightField) -> None:
        field.changed.connect(self.changed)
        field.number.problem_changed.connect(lambda _text: self.problem_changed.emit(self.problem))

    @property
    def problem(self) -> str:
        return next((field.number.problem for field in (*self.areas, *self.indicators) if field.number.problem), "")

    def show_weights(self, tried: Tried, recipe: Recipe) -> None:
        """The recipe's weights; the indicators' fields are made anew when the list has changed."""
        listed = tried.computed.panel.indicators
        if [field.key for field in self.indicators] != [one.code for one in listed]:
            for field in self.indicators:
                self._rows.removeWidget(field)
                field.deleteLater()
            self.indicators = [WeightField(one.code, one.name) for one in listed]
            for field in self.indicators:
                self._rows.addWidget(field)
                self._follow(field)
        for field in self.areas:
            field.set_weight(recipe.area_weights.get(SubIndex.of(field.key), 0.0))
        for field, one in zip(self.indicators, listed, strict=True):
            weighs = tried.weighs(one.code)
            field.set_weight(recipe.indicator_weights.get(one.code, one.weight))
            field.setEnabled(weighs)
            field.label.setText(f"{one.name} · {one.area.label}" if weighs else f"{one.name} · räknas inte med")
            field.setToolTip("" if weighs else "Indikatorn är för tunn eller utelämnad i receptet.")
        self._on_searched(self.search.text())

    def area_weights(self) -> dict[SubIndex, float]:
        return {SubIndex.of(field.key): field.weight for field in self.areas}

    def indicator_weights(self) -> Mapping[str, float]:
        return {field.key: field.weight for field in self.indicators}

    def _on_folded(self, is_open: bool) -> None:
        self.fold_button.setIcon(icon("chevron-down" if is_open else "chevron-right"))
        self.search.setVisible(is_open)
        self.list.setVisible(is_open)

    def _on_searched(self, text: str) -> None:
        wanted = swedish.fold(text)
        shown = 0
        for field in self.indicators:
            fits = wanted in swedish.fold(field.name)
            field.setVisible(fits)
            shown += fits
        self.none_label.setVisible(not shown)
