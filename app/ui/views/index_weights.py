"""The page Vikter of the risk index: weights to try, the ranking as it slides, and saved scenarios beside each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.riskindex.charts import MOST_SOURCES, computed_text, sources
from app.domain.riskindex.recipe import CHANGED, Recipe, as_data
from app.domain.riskindex.series import ChartText, Measure
from app.domain.riskindex.views import RecipeInfo
from app.ui.charts.index_chart import IndexChart
from app.ui.charts.slope_chart import SlopeChart
from app.ui.charts.weights_chart import WeightsChart
from app.ui.session import Session
from app.ui.views.index_choices import choice_combo
from app.ui.views.index_page import Choice, IndexPage
from app.ui.views.index_saving import save_chart
from app.ui.views.index_weights_fields import WeightFields
from app.ui.views.index_weights_rows import MOST_SCENARIOS, TRIED, Tried, finding, indicator_weights, scenarios, slope
from app.ui.views.index_weights_saving import SaveRecipeDialog
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.scroll_page import ScrollPage

PICKS = (("De 15 högsta", "first"), ("De 15 som flyttas mest", "moved"), ("Alla områden", "all"))
_MOST_LINES = 15


class WeightsPage(IndexPage):
    key: ClassVar[str] = "weights"
    title: ClassVar[str] = "Vikter"
    help_anchor: ClassVar[str] = "prova-andra-vikter"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._tried: Tried | None = None
        self._shown_for: tuple[object, ...] = ()
        self.fields = WeightFields()
        self.problem_label = PlainLabel("", "problem", wrap=True)
        self.chart, self.slope_chart = WeightsChart(), SlopeChart()
        self.pick_combo = choice_combo("Områden att visa", PICKS)
        self.reset_button = QPushButton("Återställ")
        self.use_button = QPushButton("Använd vikterna")
        self.save_button = ActionButton(session.actions.save_recipe)
        self.no_scenarios = EmptyState(
            "Inga scenarier att jämföra",
            "Spara vikter som ett recept. Recept som skiljer sig åt bara i vikterna visas här bredvid varandra.",
            session.actions.save_recipe,
            icon_name="columns-3",
        )
        self.views, self.slopes = QTabWidget(), QStackedWidget()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(0)
        self._lay_out()
        self._connect()

    # --- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._side())
        self.splitter.addWidget(self._views())
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([300, 640])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    def _side(self) -> QWidget:
        side = QFrame()
        side.setProperty("role", "side")
        page = ScrollPage()
        page.setProperty("role", "page")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(24, 12, 16, 12)
        inner.addWidget(self.fields)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName("Vikterna")
        area.setWidget(page)
        buttons = QVBoxLayout()
        buttons.setContentsMargins(24, 4, 16, 12)
        buttons.setSpacing(6)
        self.use_button.setProperty("role", "primary")
        self.use_button.setToolTip("De andra sidorna räknar med vikterna")
        self.reset_button.setToolTip("Tillbaka till receptets vikter")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.use_button, 1)
        row.addWidget(self.reset_button)
        buttons.addWidget(self.problem_label)
        buttons.addLayout(row)
        buttons.addWidget(self.save_button)
        self.problem_label.hide()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(buttons)
        return side

    def _views(self) -> QWidget:
        self.views.setDocumentMode(True)
        self.views.tabBar().setAccessibleName("Det som visas")
        live = QWidget()
        column = QVBoxLayout(live)
        column.setContentsMargins(16, 8, 24, 12)
        column.addWidget(self.chart)
        page = ScrollPage()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 8, 24, 12)
        self.slope_chart.head.insertWidget(1, self.pick_combo, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.slope_chart)
        drawn = QScrollArea()
        drawn.setWidgetResizable(True)
        drawn.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        drawn.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        drawn.setAccessibleName("Sparade scenarier")
        drawn.setWidget(page)
        self.slopes.addWidget(self.no_scenarios)
        self.slopes.addWidget(drawn)
        self.views.addTab(live, "Rangordning nu")
        self.views.addTab(self.slopes, "Sparade scenarier")
        return self.views

    def _connect(self) -> None:
        self._clock.timeout.connect(self._redraw)
        self.fields.changed.connect(self._clock.start)  # many moves, one drawing
        self.fields.problem_changed.connect(self._on_problem)
        self.reset_button.clicked.connect(self.reset)
        self.use_button.clicked.connect(self.use)
        self.pick_combo.activated.connect(self._draw_slope)
        self.views.currentChanged.connect(self._draw_slope)
        for chart, name in ((self.chart, "provade vikter"), (self.slope_chart, "scenarier")):
            chart.unit_selected.connect(self._on_unit)
            chart.unit_opened.connect(self.unit_opened)
            chart.save_requested.connect(lambda kind, chart=chart, name=name: self._save_chart(chart, name, kind))

    # --- what is shown ----------------------------------------------------------------------------

    def load(self, choice: Choice) -> None:
        super().load(choice)
        if choice.recipe is None:
            return
        index = self.session.bench.risk_index
        data = index.dataset()
        self.chart.plot.bands = self.session.bench.index_office.bands()
        shown_for = (
            data.stamp,
            choice.level,
            choice.year,
            choice.measure,
            choice.recipe.name,
            choice.recipe.version,
            str(as_data(choice.recipe)),
        )
        if shown_for != self._shown_for:
            same_recipe = self._tried is not None and shown_for[4:] == self._shown_for[4:] and shown_for[0] == self._shown_for[0]
            self._tried = Tried(index.computed(choice.level, choice.year, choice.recipe), choice.measure, data.name)
            self._shown_for = shown_for
            if not same_recipe:
                self.fields.show_weights(self._tried, choice.recipe)
        self._redraw()
        self.chart.select(choice.unit)
        self._draw_slope()

    def focus_first(self) -> None:
        self.fields.areas[0].slider.setFocus()

    @property
    def recipe(self) -> Recipe:
        """With the weights being tried; the one in hand itself while they are the same."""
        assert self.choice is not None
        assert self.choice.recipe is not None
        assert self._tried is not None
        own = self.choice.recipe
        areas = self.fields.area_weights()
        single = indicator_weights(self._tried.computed, self.fields.indicator_weights())
        same = all(areas[area] == own.area_weights.get(area, 0.0) for area in areas)
        if same and single == indicator_weights(self._tried.computed, own.indicator_weights):
            return own
        return own.with_changes(area_weights=areas, indicator_weights=single)

    @property
    def is_tried(self) -> bool:
        return self.choice is not None and self._tried is not None and self.recipe is not self.choice.recipe

    def _redraw(self) -> None:
        if self._tried is None or self.choice is None or self.choice.recipe is None:
            return
        recipe, tried = self.recipe, self.is_tried
        rows = self._tried.rows(recipe)
        self.chart.show_rows(self._text(finding(rows, tried), recipe), rows)
        self._on_problem(
            self.fields.problem or ("" if rows else "Med de här vikterna får inget område ett index. Ge minst ett delindex en vikt.")
        )
        self.use_button.setEnabled(tried and bool(rows))
        self.reset_button.setEnabled(tried)
        if self.views.currentIndex() == 1:
            self._draw_slope()
        self.commands_changed.emit()

    def _text(self, title: str, recipe: Recipe) -> ChartText:
        choice = self.choice
        assert choice is not None
        data = self.session.bench.risk_index.dataset()
        note = "" if choice.measure is Measure.TOTAL else choice.measure.label
        return computed_text(
            title,
            recipe,
            choice.level,
            str(choice.year),
            illustrative=data.illustrative,
            source=sources(data.indicators, MOST_SOURCES),
            note=note,
            indicators=data.indicators,
        )

    def _draw_slope(self, *_args: object) -> None:
        choice = self.choice
        if self.views.currentIndex() != 1 or self._tried is None or choice is None or choice.recipe is None:
            return
        recipes = scenarios(choice.recipe, self.session.bench.risk_index.recipes())
        if self.is_tried:
            recipes = [*recipes[: MOST_SCENARIOS - 1], replace(self.recipe, name=TRIED)]
        if len(recipes) < 2:
            self.slopes.setCurrentIndex(0)
            return
        drawn = slope(self._tried, recipes, str(self.pick_combo.currentData()), choice.unit, _MOST_LINES)
        moved = sum(len({rank for rank in line.ranks if rank}) > 1 for line in drawn.lines)
        title = f"{moved} av {len(drawn.lines)} visade områden har olika plats i {len(recipes)} scenarier"
        self.slope_chart.show_slope(self._text(title, choice.recipe), drawn, choice.unit)
        self.slopes.setCurrentIndex(1)

    def _on_unit(self, code: str) -> None:
        if self.choice is not None:
            self.choice = self.choice.at(code)
        self.unit_selected.emit(code)

    def _on_problem(self, text: str) -> None:
        self.problem_label.setText(text)
        self.problem_label.setVisible(bool(text))

    # --- what the weights lead to -----------------------------------------------------------------

    def reset(self) -> None:
        """The recipe's own weights again."""
        if self._tried is not None and self.choice is not None and self.choice.recipe is not None:
            self.fields.show_weights(self._tried, self.choice.recipe)
            self._redraw()
            self.fields.areas[0].slider.setFocus()

    def use(self) -> None:
        """The other pages compute with these weights from now on."""
        if self.is_tried:
            self.recipe_changed.emit(self.recipe)

    def ask_recipe(self) -> tuple[str, str] | None:
        """Name and note; None when the user changed their mind."""
        names = {one.code: one.name for one in self.session.bench.risk_index.dataset().indicators}
        asked = SaveRecipeDialog(self.recipe.name.removesuffix(CHANGED), self.recipe.told(names), self.window())
        return (asked.name, asked.note) if asked.exec() == QDialog.DialogCode.Accepted else None

    def save_recipe(self) -> None:
        """Keep the choices with the weights being tried, and have them in hand."""
        if self._tried is None:
            return
        answer = self.ask_recipe()
        if answer is None:
            return
        recipe, index = self.recipe, self.session.bench.risk_index
        self.session.write(lambda: index.save_recipe(recipe, *answer), self._on_saved)

    def _on_saved(self, info: RecipeInfo) -> None:
        self.session.messages.notice(f"Receptet är sparat som {info.recipe.name}, version {info.recipe.version}.")
        self.recipe_changed.emit(info.recipe)

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {"save_recipe": self.save_recipe}

    def is_command_enabled(self, name: str) -> bool:
        if name == "save_recipe":
            return self._tried is not None and self.session.is_writable
        return super().is_command_enabled(name)

    def _save_chart(self, chart: IndexChart, what: str, kind: str) -> None:
        if self.choice is not None:
            save_chart(self.session, chart, f"riskindex {what} {self.choice.level.label} {self.choice.year}", kind)

    # --- places -----------------------------------------------------------------------------------

    def location(self) -> dict[str, Any]:
        return {"view": self.views.currentIndex(), "pick": self.pick_combo.currentData()}

    def go_to(self, location: dict[str, Any]) -> None:
        self.pick_combo.setCurrentIndex(max(0, self.pick_combo.findData(location.get("pick"))))
        self.views.setCurrentIndex(1 if location.get("view") == 1 else 0)
        self._draw_slope()
