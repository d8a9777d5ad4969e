"""Riskindex – where is the need greatest, why, and does it hold: the choices, and the pages that answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.domain.riskindex.entry import SeriesRow
from app.domain.riskindex.recipe import CHANGED, Recipe
from app.domain.riskindex.series import EXAMPLE_MARK, Level, Measure, SeriesKind
from app.domain.views import Changes
from app.ui.session import Session
from app.ui.views.base import Location, Workspace
from app.ui.views.index_choices import SeriesCombo, choice_combo, labelled, refill, series_title
from app.ui.views.index_exporting import export_index
from app.ui.views.index_page import Choice, IndexPage
from app.ui.views.index_use import told_in_use, use_in_cases
from app.ui.widgets.action_button import ActionButton, icon_button
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.later_page import LaterPage
from app.ui.widgets.plain_label import ElidedLabel, PlainLabel

PUBLISHED, COMPUTED = SeriesKind.PUBLISHED, SeriesKind.COMPUTED
BOTH = frozenset({PUBLISHED, COMPUTED})
COMPUTED_ONLY = frozenset({COMPUTED})
PUBLISHED_LEVELS = (Level.DISTRICT, Level.BOARD)
# Key, title, class in app.ui.views.index_KEY, and which series it can show, in the order of the tabs.
PAGES: tuple[tuple[str, str, str, frozenset[SeriesKind]], ...] = (
    ("ranking", "Rangordning", "RankingPage", BOTH),
    ("why", "Varför", "WhyPage", COMPUTED_ONLY),
    ("holds", "Håller det?", "HoldsPage", COMPUTED_ONLY),
    ("development", "Utveckling", "DevelopmentPage", BOTH),
    ("heat", "Värmekarta", "HeatPage", BOTH),
    ("compare", "Jämför", "ComparePage", COMPUTED_ONLY),
    ("weights", "Vikter", "WeightsPage", COMPUTED_ONLY),
    ("drill", "Fördjupning", "DrillPage", COMPUTED_ONLY),
    ("portfolio", "Pengar", "PortfolioPage", BOTH),
    ("guards", "Kontroller", "GuardsPage", COMPUTED_ONLY),
    ("data", "Underlag", "DataPage", BOTH),
)
KEYS = tuple(key for key, _title, _name, _kinds in PAGES)
INDEX_KINDS = {"index"}
FORWARDED = ("import_indicators", "import_table", "indicator_template")  # to the page Underlag, whichever is in view
MARK = "Exempelvärde"
PUBLISHED_TEXT = "Visas som den är och räknas inte om."


class RiskIndexWorkspace(Workspace):
    key: ClassVar[str] = "risk_index"
    title: ClassVar[str] = "Riskindex"
    number: ClassVar[int] = 4
    help_page: ClassVar[str] = "riskindex"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.recipe = Recipe()  # the one in hand, kept or not
        self._unit = ""
        self._then: Callable[[], object] | None = None  # what waits for the data
        self._is_reading = False
        self._shown: Choice | None = None  # what the page was last given
        self._published: dict[str, SeriesRow] = {}  # by key, in the order they are offered
        self.series_combo = SeriesCombo()
        self.level_combo = choice_combo("Nivå", [])
        self.year_combo = choice_combo("År", [])
        self.measure_combo = choice_combo("Mått", [(measure.label, measure.value) for measure in Measure])
        self.recipe_label = ElidedLabel("", "muted")
        self.mark_badge = StateBadge(MARK, "warning")
        self.tabs = QTabWidget()
        self.data_button = icon_button("pencil", "Skriv in underlag")
        self.empty = EmptyState(
            "Inga indexvärden än",
            "Läs in en indikatorbok för att räkna ett index. Programmet gör en tom mall att fylla i. "
            "Du kan också öppna exempelfilen från Arkiv och se hur det ser ut.",
            session.actions.import_indicators,
            icon_name="chart-column",
            buttons=(ActionButton(session.actions.indicator_template), ActionButton(session.actions.import_table), self.data_button),
        )
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()

    # --- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Riskindexets sidor")
        self.tabs.setUsesScrollButtons(True)
        for key, title, name, _kinds in PAGES:
            self.tabs.addTab(LaterPage(partial(self._make, key, name)), title)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._choices())
        column.addWidget(self.body, 1)

    def _choices(self) -> QWidget:
        self.choices = QWidget()
        row = QHBoxLayout(self.choices)
        row.setContentsMargins(24, 6, 24, 2)
        row.setSpacing(12)
        self.labels: dict[QComboBox, PlainLabel] = {}
        for combo in (self.series_combo, self.level_combo, self.year_combo, self.measure_combo):
            label, pair = labelled(combo)
            self.labels[combo] = label
            row.addLayout(pair)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.recipe_label)
        told.addStretch(1)
        told.addWidget(self.mark_badge, 0, Qt.AlignmentFlag.AlignLeft)
        kept = self.mark_badge.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # nothing jumps when the series changes
        self.mark_badge.setSizePolicy(kept)
        row.addLayout(told, 1)
        return self.choices

    def _make(self, key: str, name: str) -> IndexPage:
        made: IndexPage = getattr(import_module(f"app.ui.views.index_{key}"), name)(self.session)
        made.unit_selected.connect(self._on_unit)
        made.unit_opened.connect(self._on_opened)
        made.recipe_changed.connect(self.use_recipe)
        made.page_requested.connect(self.show_page)
        made.commands_changed.connect(self.commands_changed)
        return made

    def _connect(self) -> None:
        self.series_combo.activated.connect(self._on_series)
        self.level_combo.activated.connect(self._on_level)
        for combo in (self.year_combo, self.measure_combo):
            combo.activated.connect(self._on_choice)
        self.tabs.currentChanged.connect(self._on_page)
        self.data_button.clicked.connect(lambda _on=False: self.show_page("data"))

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def kind(self) -> SeriesKind:
        return COMPUTED if self.series_combo.currentData() == COMPUTED.value else PUBLISHED

    @property
    def kinds(self) -> frozenset[SeriesKind]:
        """The kinds of series that there are to choose among."""
        held = [PUBLISHED] if self._published else []
        return frozenset([*held, COMPUTED] if self.series_combo.findData(COMPUTED.value) >= 0 else held)

    @property
    def series(self) -> str:
        """The key of the published series in view; '' when it is computed or there is none."""
        return str(self.series_combo.currentData() or "") if self.kind is PUBLISHED else ""

    @property
    def level(self) -> Level:
        return Level.of(str(self.level_combo.currentData() or Level.DISTRICT.value))

    @property
    def measure(self) -> Measure:
        return Measure(str(self.measure_combo.currentData()))

    @property
    def year(self) -> int | None:
        found = self.year_combo.currentData()
        return None if found is None else int(found)

    @property
    def unit(self) -> str:
        """The unit in view, '' for none."""
        return self._unit

    @property
    def choice(self) -> Choice | None:
        """What is chosen; None when the store has nothing to show."""
        if self.year is None:
            return None
        recipe = self.recipe if self.kind is COMPUTED else None
        return Choice(self.kind, self.level, self.year, self.measure, recipe, self._unit, self.series)

    @property
    def page_key(self) -> str:
        return KEYS[self.tabs.currentIndex()]

    @property
    def page(self) -> IndexPage:
        """The page in view, made at its first visit."""
        holder = self.tabs.currentWidget()
        assert isinstance(holder, LaterPage)
        page: IndexPage = holder.page
        return page

    def made_pages(self) -> Iterable[IndexPage]:
        holders = (self.tabs.widget(number) for number in range(self.tabs.count()))
        return [holder.made for holder in holders if isinstance(holder, LaterPage) and holder.made is not None]

    def refresh(self) -> None:
        self.recipe = self.session.bench.risk_index.default_recipe()
        self._when_read(self._fill_and_show)

    def _fill_and_show(self) -> None:
        self._fill()
        self._show()

    def _when_read(self, then: Callable[[], object]) -> None:
        """Go on once the data are in memory, which takes a job the first time and after a change; the last to ask goes on."""
        index = self.session.bench.risk_index
        self._then = then
        if self._is_reading:
            return
        if index.is_read:
            self._on_read()
        else:
            self._is_reading = True
            self.session.run(lambda _progress: index.dataset(), "Läser underlaget", lambda _data: self._on_read(), self._on_unread)

    def _on_read(self) -> None:
        self._is_reading = False
        then, self._then = self._then, None
        if then is not None:
            then()

    def _on_unread(self, error: Exception) -> None:
        self._is_reading, self._then = False, None
        self.session.messages.show(error)

    def changes_arrived(self, changes: Changes) -> None:
        for page in self.made_pages():
            page.changes_arrived(changes)
        if changes.kinds & INDEX_KINDS:
            self._when_read(self._fill_and_show if self.isVisible() else self._fill)

    def shown(self) -> None:
        if not self._is_reading:
            self._show()
        if self.body.currentWidget() is self.tabs:
            self.page.focus_first()
        else:
            self.empty.focus_first()

    def left(self) -> bool:
        return all(page.left() for page in self.made_pages())

    def _fill(self) -> None:
        """The lists of choices, as far as the store has anything; what was chosen stays chosen where it can."""
        bench = self.session.bench
        held = [row for row in bench.index_data.published() if row.years]
        self._published = {row.info.key: row for level in PUBLISHED_LEVELS for row in held if row.info.level is level}
        items = [(series_title(row), key) for key, row in self._published.items()]
        refill(self.series_combo, items + ([(COMPUTED.label, COMPUTED.value)] if bench.risk_index.levels() else []))
        self._fill_levels()

    def _fill_levels(self) -> None:
        bench = self.session.bench
        if self.kind is COMPUTED:
            levels: list[Level] = [one for one in (Level.DISTRICT, Level.BOARD, Level.BASE_AREA) if one in bench.risk_index.levels()]
        else:
            levels = [one for one in PUBLISHED_LEVELS if self._first_of(one)]
        refill(self.level_combo, [(one.label, one.value) for one in levels])
        if self.series:
            self._set(self.level_combo, self._published[self.series].info.level.value)
        self._fill_years()

    def _first_of(self, level: Level) -> str:
        """The key of the published series that a level is shown with unless another is chosen; '' when it has none."""
        return next((key for key, row in self._published.items() if row.info.level is level), "")

    def _fill_years(self) -> None:
        bench = self.session.bench
        if self.kind is COMPUTED:
            data = bench.risk_index.dataset()
            years = [year for year in data.years if self.level in data.levels(year)]
        else:
            years = list(reversed(self._published[self.series].years)) if self.series else []
        refill(self.year_combo, [(str(year), year) for year in years])

    def _show(self) -> None:
        choice = self.choice
        self.choices.setEnabled(choice is not None)
        wants_data = self.page_key == "data"
        self.body.setCurrentWidget(self.tabs if choice is not None or wants_data else self.empty)
        for number, (_key, _title, _name, kinds) in enumerate(PAGES):
            self.tabs.setTabEnabled(number, choice is None or choice.kind in kinds)
        self._tell(choice)
        self._shown = choice
        if choice is not None:
            self.page.load(choice)
        self.head_changed.emit()
        self.commands_changed.emit()

    def _recipe_told(self) -> str:
        indicators = self.session.bench.risk_index.dataset().indicators
        return self.recipe.told({one.code: one.name for one in indicators})

    def _tell(self, choice: Choice | None) -> None:
        is_computed = choice is not None and choice.is_computed
        text = "" if choice is None else f"Recept: {self._recipe_told()}" if is_computed else PUBLISHED_TEXT
        self.recipe_label.setText(text)
        self.recipe_label.setAccessibleDescription(text)
        is_example = choice is not None and self._is_example(choice)
        self.mark_badge.setToolTip(EXAMPLE_MARK)
        self.mark_badge.setAccessibleName(EXAMPLE_MARK)
        self.mark_badge.setVisible(is_example)

    def _is_example(self, choice: Choice) -> bool:
        if choice.is_computed:
            return self.session.bench.risk_index.dataset().illustrative
        return choice.series in self._published and self._published[choice.series].info.illustrative

    # --- choices ----------------------------------------------------------------------------------

    def _on_series(self) -> None:
        before = self._shown
        if before is None or before.kind is not self.kind:
            self._unit = self._same_unit(self._unit)
        self._fill_levels()
        if before is not None and before.level is not self.level:
            self._unit = ""
        if not self.tabs.isTabEnabled(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(0)
        self._on_choice()

    def _same_unit(self, unit: str) -> str:
        """The unit under the name that the other kind of series has for it."""
        index = self.session.bench.risk_index
        if self.kind is COMPUTED:
            return next((code for (level, key), code in index.codes().items() if key == unit and level is self.level), "")
        return index.keys().get(unit, "")

    def _on_level(self) -> None:
        self._unit = ""
        if self.kind is PUBLISHED:
            self._set(self.series_combo, self._first_of(self.level))
        self._fill_years()
        self._on_choice()

    def _on_choice(self) -> None:
        self._show()
        self.location_changed.emit()

    def _on_page(self) -> None:
        self._on_choice()
        self.page.focus_first()

    def _on_unit(self, unit: str) -> None:
        self._unit = unit

    def _on_opened(self, unit: str) -> None:
        self._unit = unit
        if self.kind is COMPUTED:
            self.show_page("why")
        else:
            self._show()

    def show_page(self, key: str) -> None:
        """Turn to a page by its key."""
        self.tabs.setCurrentIndex(KEYS.index(key))

    def use_recipe(self, recipe: Recipe) -> None:
        """Compute with these choices from now on; nothing is stored until the recipe is saved."""
        self.recipe = recipe
        self._set(self.series_combo, COMPUTED.value)
        self._on_choice()

    def open_record(self, uid: UUID | str, tab: str = "") -> None:
        """A district's or board's key chosen from elsewhere, in the published series if there is one."""
        self._when_read(lambda: self._open_record(uid, tab))

    def _open_record(self, uid: UUID | str, tab: str) -> None:
        self._fill()
        unit = str(uid)
        level = Level.DISTRICT if unit in self.session.bench.programme.district_by_key and tab != "board" else Level.BOARD
        self._choose_series(PUBLISHED.value, self.series, level.value)
        self._fill_levels()
        self._set(self.level_combo, level.value)
        self._fill_years()
        self._unit = unit if self.kind is PUBLISHED else self._same_unit(unit)
        self.show_page("ranking")
        self._show()

    def location(self) -> Location:
        place = self.page.location() if self.body.currentWidget() is self.tabs else {}
        return {
            "series": self.kind.value,
            "published": self.series,
            "level": self.level.value,
            "year": self.year,
            "measure": self.measure.value,
            "unit": self._unit,
            "page": self.page_key,
            "place": place,
        }

    def go_to(self, location: Location) -> None:
        self._when_read(lambda: self._go_to(location))

    def _go_to(self, location: Location) -> None:
        self._fill()
        self._choose_series(location.get("series"), location.get("published"), location.get("level"))
        self._fill_levels()
        self._set(self.level_combo, location.get("level"))
        self._fill_years()
        self._set(self.year_combo, location.get("year"))
        self._set(self.measure_combo, location.get("measure"))
        self._unit = str(location.get("unit") or "")
        key = str(location.get("page") or KEYS[0])
        self.show_page(key if key in KEYS and self.tabs.isTabEnabled(KEYS.index(key)) else KEYS[0])
        self._show()
        if isinstance(location.get("place"), dict) and self.body.currentWidget() is self.tabs:
            self.page.go_to(location["place"])

    def _choose_series(self, kind: Any, key: Any, level: Any) -> None:
        """The computed series, or the published one with this key if it is of the level, else the level's first, else any there is."""
        if kind == COMPUTED.value:
            self._set(self.series_combo, COMPUTED.value)
            return
        held = self._published.get(str(key or ""))
        fits = held is not None and level in (None, held.info.level.value)
        of_level = next((one for one, row in self._published.items() if row.info.level.value == level), "")
        self._set(self.series_combo, str(key) if fits else of_level or next(iter(self._published), None))

    @staticmethod
    def _set(combo: QComboBox, data: Any) -> None:
        """Choose the item with this data; what no longer exists is passed over."""
        index = combo.findData(data)
        if index >= 0:
            combo.setCurrentIndex(index)

    # --- commands ---------------------------------------------------------------------------------

    def head_aside(self) -> str:
        """Which index cases rest on, for the level in view."""
        choice = self.choice
        return told_in_use(self.session, choice.level) if choice is not None else ""

    def help_anchor(self) -> str:
        return self.page.help_anchor if self.body.currentWidget() is self.tabs else ""

    def toolbar_actions(self) -> list[QAction]:
        return []

    def commands(self) -> dict[str, Callable[[], Any]]:
        own: dict[str, Callable[[], Any]] = {"default_recipe": self._back_to_default, "use_index": self._use_in_cases}
        own |= {name: partial(self._forward, name) for name in FORWARDED} | {"export_index": self._export}
        return own | (self.page.commands() if self.body.currentWidget() is self.tabs else {})

    def is_command_enabled(self, name: str) -> bool:
        if name == "use_index":
            return self.choice is not None
        if name == "export_index":
            return self.choice is not None and self.choice.is_computed
        if name in FORWARDED:
            return name == "indicator_template" or self.session.is_writable
        if name == "default_recipe":
            return self.kind is COMPUTED and self.recipe.name.endswith(CHANGED)
        return self.page.is_command_enabled(name)

    def _forward(self, name: str) -> None:
        """A command of the page Underlag, given from anywhere in the workspace."""
        holder = self.tabs.widget(KEYS.index("data"))
        assert isinstance(holder, LaterPage)
        holder.page.commands()[name]()

    def _use_in_cases(self) -> None:
        if self.choice is not None:
            use_in_cases(self.session, self.choice)

    def _export(self) -> None:
        if self.choice is not None:
            export_index(self.session, self.choice)

    def _back_to_default(self) -> None:
        self.use_recipe(self.session.bench.risk_index.default_recipe())
