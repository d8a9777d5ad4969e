"""The page Utveckling of the risk index: lines through the years by both references, and one unit's change split in two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QHBoxLayout, QRadioButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.riskindex.development import Development, ReferenceKind, references_of
from app.domain.riskindex.series import Measure
from app.domain.riskindex.why_years import Changed, changed
from app.ui.charts.development_chart import DevelopmentChart
from app.ui.jobs import Progress
from app.ui.session import Session
from app.ui.views.index_choices import choice_combo, refill
from app.ui.views.index_development_panel import DevelopmentPanel
from app.ui.views.index_page import Choice, IndexPage
from app.ui.views.index_saving import save_chart
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

LINES, SMALL = "lines", "small"
ONE_YEAR = (
    "Ingen utveckling att visa",
    "{what} har bara värden för {years}. En utveckling behöver minst två år. Välj en annan nivå eller serie ovanför.",
)


@dataclass(frozen=True, slots=True)
class _Found:
    years: tuple[int, ...]  # that may be chosen, rising
    base: int | None
    bases: tuple[int, ...]  # base years that may be chosen; empty where the series has its own
    both: dict[ReferenceKind, Development]
    may_break: bool = False  # whether some indicator is missing some of the years


class DevelopmentPage(IndexPage):
    key: ClassVar[str] = "development"
    title: ClassVar[str] = "Utveckling"
    help_anchor: ClassVar[str] = "utvecklingen"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._asked = 0
        self._found: _Found | None = None
        self._wanted: dict[str, int] = {}  # base, first and last year as the user chose them
        self._reference = ReferenceKind.FIXED
        self.fixed_button, self.same_button = QRadioButton("&Fast bas"), QRadioButton("Samma &år")
        self.base_combo = choice_combo("Basår", [])
        self.first_combo, self.last_combo = choice_combo("Från år", []), choice_combo("Till år", [])
        self.form_combo = choice_combo("Diagram", [("Linjer", LINES), ("Små diagram", SMALL)])
        self.whole_box = QCheckBox("Hela &linjer")
        self.chart = DevelopmentChart()
        self.panel = DevelopmentPanel()
        self.empty = EmptyState(ONE_YEAR[0], "", icon_name="chart-line")
        self.body = QStackedWidget()
        self._lay_out()
        self._make_actions()
        self._connect()

    # --- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        drawing = QWidget()
        left = QVBoxLayout(drawing)
        left.setContentsMargins(24, 4, 16, 8)
        left.addWidget(self.chart)
        side = QFrame()
        side.setProperty("role", "side")
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(0, 0, 0, 0)
        side_column.addWidget(self.panel)
        side.setMinimumWidth(280)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(drawing)
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([700, 300])
        self.body.addWidget(self.splitter)
        self.body.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._choices())
        column.addWidget(self.body, 1)

    def _choices(self) -> QWidget:
        self.choices = QWidget()
        row = QHBoxLayout(self.choices)
        row.setContentsMargins(24, 8, 24, 4)
        row.setSpacing(8)
        group = QButtonGroup(self.choices)
        for button, kind in ((self.fixed_button, ReferenceKind.FIXED), (self.same_button, ReferenceKind.SAME_YEAR)):
            group.addButton(button)
            button.setAccessibleName(f"Räknat mot staden: {kind.label.lower()}")
        self.fixed_button.setChecked(True)
        self.fixed_button.setToolTip("Staden ett visst år är 100: hur området ändrats i sig (Ctrl+R byter)")
        self.same_button.setToolTip("Staden är 100 varje år: hur området ändrats jämfört med staden (Ctrl+R byter)")
        row.addWidget(PlainLabel("Räknat mot", "small"))
        row.addWidget(self.fixed_button)
        row.addWidget(self.base_combo)
        row.addWidget(self.same_button)
        row.addSpacing(16)
        for text, combo in (("Från", self.first_combo), ("till", self.last_combo)):
            label = PlainLabel(text, "small")
            label.setBuddy(combo)
            row.addWidget(label)
            row.addWidget(combo)
        self.whole_box.setChecked(True)
        self.whole_box.setToolTip("Räknar bara indikatorer som finns alla år. Annars bryts linjerna där indikatorerna inte är desamma.")
        self.whole_box.setAccessibleDescription(self.whole_box.toolTip())
        row.addWidget(self.whole_box)
        row.addStretch(1)
        row.addWidget(self.form_combo)
        return self.choices

    def _make_actions(self) -> None:
        self.reference_action = QAction("Byt mellan fast bas och samma &år", self)
        self.reference_action.setShortcut(QKeySequence("Ctrl+R"))
        self.reference_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(self.reference_action)
        plain = self.chart.menu_actions
        self.chart.menu_actions = lambda: [self.reference_action, *plain()]  # type: ignore[method-assign]

    def _connect(self) -> None:
        self.fixed_button.clicked.connect(lambda: self.use_reference(ReferenceKind.FIXED))
        self.same_button.clicked.connect(lambda: self.use_reference(ReferenceKind.SAME_YEAR))
        self.reference_action.triggered.connect(self._on_switch)
        for combo, name in ((self.base_combo, "base"), (self.first_combo, "first"), (self.last_combo, "last")):
            combo.activated.connect(lambda _index, combo=combo, name=name: self._on_year(name, combo.currentData()))
        self.whole_box.clicked.connect(self._ask)
        self.form_combo.activated.connect(self._on_form)
        self.chart.unit_selected.connect(self._on_unit)
        self.chart.unit_opened.connect(self.unit_opened)
        self.chart.save_requested.connect(self.save)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def shown(self) -> Development | None:
        return self.chart.shown

    def load(self, choice: Choice) -> None:
        earlier = self.choice
        super().load(choice)
        only_unit = earlier is not None and earlier.unit != choice.unit and replace(earlier, unit=choice.unit, year=choice.year) == choice
        if earlier is not None and (earlier.kind, earlier.level) != (choice.kind, choice.level):
            self._wanted = {}
        if only_unit and self._found is not None:
            self.chart.select(choice.unit)
            self._show_unit()
        else:
            self._ask()

    def focus_first(self) -> None:
        if self.body.currentWidget() is self.splitter:
            self.chart.focus_first()

    def _ask(self) -> None:
        """Both references at once: switching between them is then immediate."""
        assert self.choice is not None
        self._asked += 1
        number, choice, wanted, whole = self._asked, self.choice, dict(self._wanted), self.whole_box.isChecked()
        self.session.run(
            lambda progress: self._look_up(choice, wanted, whole, progress),
            "Räknar utvecklingen",
            lambda found: self._arrived(found) if number == self._asked else None,
        )

    def _look_up(self, choice: Choice, wanted: dict[str, int], whole: bool, progress: Progress) -> _Found:
        history = self.session.bench.index_history
        if choice.is_computed:
            assert choice.recipe is not None
            years = history.computed_years(choice.level)
            base = wanted.get("base") or history.base_year(choice.level, choice.recipe)
            span = _span(years, wanted)
            _recipe, note = history.comparable(choice.level, choice.recipe, base, *span)
            asked = (choice.level, choice.measure, choice.recipe)
            both = {
                kind: history.computed(*asked, kind, base, *span, progress.step, whole_lines=whole) for kind in references_of(choice.recipe)
            }
            return _Found(years, base, years, {kind: one for kind, one in both.items() if one is not None}, bool(note))
        years = history.published_years(choice.level, choice.series)
        kinds = history.published_references(choice.level, choice.series)
        both = {kind: history.published(choice.level, choice.measure, kind, *_span(years, wanted), series=choice.series) for kind in kinds}
        held = {kind: one for kind, one in both.items() if one is not None}
        fixed = held.get(ReferenceKind.FIXED)
        return _Found(years, fixed.base_year if fixed is not None else None, (), held)

    def _arrived(self, found: _Found) -> None:
        assert self.choice is not None
        self._found = found
        refill(self.base_combo, [(str(year), year) for year in found.bases] or ([(str(found.base), found.base)] if found.base else []))
        self.base_combo.setCurrentIndex(self.base_combo.findData(found.base))
        self.base_combo.setEnabled(len(found.bases) > 1)
        first, last = _span(found.years, self._wanted)
        for combo, years, chosen in ((self.first_combo, found.years[:-1], first), (self.last_combo, found.years[1:], last)):
            refill(combo, [(str(year), year) for year in years])
            combo.setCurrentIndex(combo.findData(chosen))
        for kind, button in ((ReferenceKind.FIXED, self.fixed_button), (ReferenceKind.SAME_YEAR, self.same_button)):
            button.setEnabled(kind in found.both)
        self.whole_box.setVisible(found.may_break)
        self._show()

    def _show(self) -> None:
        assert self._found is not None
        assert self.choice is not None
        offered = self._found.both
        shown = offered.get(self._reference) or next(iter(offered.values()), None)
        if shown is None or not shown.is_drawable:
            years = ", ".join(str(year) for year in self._found.years) or "inget år"
            level = self.choice.level.many
            self.empty.show_text(ONE_YEAR[0], ONE_YEAR[1].format(what=f"Serien för {level}", years=years))
            self.choices.hide()
            self.body.setCurrentWidget(self.empty)
            return
        self.choices.show()
        self.body.setCurrentWidget(self.splitter)
        (self.fixed_button if shown.reference is ReferenceKind.FIXED else self.same_button).setChecked(True)
        self.base_combo.setEnabled(shown.reference is ReferenceKind.FIXED and self.base_combo.count() > 1)
        self.chart.show_lines(shown, self.choice.unit)
        self.panel.show_lines(shown)
        self._show_unit()

    def _show_unit(self) -> None:
        found, choice, shown = self._found, self.choice, self.chart.shown
        if found is None or choice is None or shown is None or choice.unit not in shown.units:
            self.panel.show_nothing()
            return
        label = shown.labels[shown.units.index(choice.unit)]
        self.panel.show_unit(found.both, choice.unit, label)
        if not choice.is_computed:
            self.panel.show_split(None, is_computed=False, is_total=True)
            return
        number = self._asked
        self.session.run(
            lambda _progress: self._split(choice, label, shown),
            "Delar upp förändringen",
            lambda split: self._on_split(split) if (number, choice) == (self._asked, self.choice) else None,
        )

    def _split(self, choice: Choice, label: str, shown: Development) -> Changed | None:
        """By the recipe that the lines are drawn by, on the same year's reference."""
        assert shown.recipe is not None
        first, last = shown.years[0], shown.years[-1]
        history = self.session.bench.index_history
        recipe = replace(shown.recipe, base_year=None)
        before, after = (history.of_year(choice.level, year, recipe, None) for year in (first, last))
        index = self.session.bench.risk_index
        hidden = index.hidden(choice.level, first), index.hidden(choice.level, last)
        return changed(before, after, choice.unit, label, first, last, hidden=hidden)

    def _on_split(self, split: Changed | None) -> None:
        assert self.choice is not None
        self.panel.show_split(split, is_computed=True, is_total=self.choice.measure is Measure.TOTAL)

    # --- choices ----------------------------------------------------------------------------------

    def use_reference(self, kind: ReferenceKind) -> None:
        """Show the lines by this reference, if the series has it."""
        self._reference = kind
        if self._found is not None:
            self._show()

    def _on_switch(self) -> None:
        others = {ReferenceKind.FIXED: ReferenceKind.SAME_YEAR, ReferenceKind.SAME_YEAR: ReferenceKind.FIXED}
        other = others[self.chart.shown.reference if self.chart.shown is not None else self._reference]
        if self._found is not None and other in self._found.both:
            self.use_reference(other)

    def _on_year(self, name: str, year: int) -> None:
        self._wanted[name] = year
        if name in ("first", "last") and self._found is not None:
            first, last = _span(self._found.years, self._wanted)
            if first >= last:  # the other end gives way
                years = self._found.years
                self._wanted["last" if name == "first" else "first"] = years[-1] if name == "first" else years[0]
        self._ask()

    def _on_form(self) -> None:
        self.chart.show_multiples(self.form_combo.currentData() == SMALL)
        self.chart.focus_first()

    def _on_unit(self, unit: str) -> None:
        assert self.choice is not None
        self.choice = self.choice.at(unit)
        self.unit_selected.emit(unit)
        self._show_unit()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {}

    def location(self) -> dict[str, Any]:
        return {
            "reference": self._reference.value,
            "form": self.form_combo.currentData(),
            "whole": self.whole_box.isChecked(),
            **self._wanted,
        }

    def go_to(self, location: dict[str, Any]) -> None:
        self._reference = next((one for one in ReferenceKind if one.value == location.get("reference")), ReferenceKind.FIXED)
        self.form_combo.setCurrentIndex(max(0, self.form_combo.findData(location.get("form"))))
        self.whole_box.setChecked(bool(location.get("whole", True)))
        self.chart.show_multiples(self.form_combo.currentData() == SMALL)
        self._wanted = {name: int(location[name]) for name in ("base", "first", "last") if location.get(name)}
        if self.choice is not None:
            self._ask()

    def save(self, kind: str) -> None:
        """The chart in view as png or svg where the user says."""
        shown = self.chart.shown
        if shown is not None:
            save_chart(self.session, self.chart, f"utveckling {shown.measure.label} {shown.level.many} {shown.span}", kind)


def _span(years: tuple[int, ...], wanted: dict[str, int]) -> tuple[int, int]:
    """First and last year shown: as chosen where they exist, else all."""
    if not years:
        return 0, 0
    first, last = wanted.get("first", years[0]), wanted.get("last", years[-1])
    return first if first in years else years[0], last if last in years else years[-1]
