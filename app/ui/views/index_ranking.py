"""The page Rangordning of the risk index: where is the need greatest, and the chosen area beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.dataset import Dataset
from app.domain.riskindex.series import SAME_YEAR, Bar, Level, Measure, Ranking
from app.domain.riskindex.words import in_words
from app.domain.views import ApplicationRow, Changes, ListQuery
from app.ui.charts.ranking_chart import RankingChart
from app.ui.jobs import Job
from app.ui.messages import PDFS
from app.ui.session import Session
from app.ui.views.index_page import Choice, IndexPage
from app.ui.views.index_ranking_filter import RankingFilter
from app.ui.views.index_sheets import print_list_sheet, save_list_sheet
from app.ui.views.index_unit_panel import UnitFacts, UnitPanel
from app.ui.whole_file import write_whole
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.strip import Strip

PICTURES = {"png": "PNG-bilder (*.png)", "svg": "SVG-bilder (*.svg)", "pdf": PDFS}
OTHER_REFERENCE = "Räknas mot {reference} och kan inte jämföras med stadsdelarnas värden."
INDEX_KIND = "index"
_MOST_CASES = 200
_SENTENCES = 2


class RankingPage(IndexPage):
    key: ClassVar[str] = "ranking"
    title: ClassVar[str] = "Rangordning"
    help_anchor: ClassVar[str] = "rangordningen"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._programme = session.bench.programme
        self._unit = ""
        self._whole: Ranking | None = None  # of a computed series, before anything is picked out
        self._whiskered: tuple[Choice, Ranking] | None = None
        self._drawing: Job | None = None
        self._turn = 0  # of the whiskers and findings that are waited for
        self.filter = RankingFilter(self._programme)
        self.board_combo, self.pick_combo, self.size_combo = self.filter.board_combo, self.filter.pick_combo, self.filter.size_combo
        self.labels = self.filter.labels
        self.strip = Strip(kind="warning", closable=False)
        self.read_button = QPushButton("Läs dem")
        self.chart = RankingChart()
        self.panel = UnitPanel(self._programme)
        self.note_label = PlainLabel("", "muted", wrap=True)
        self._lay_out()
        self._connect()

    # --- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.strip.add_button(self.read_button)
        self.strip.hide()
        drawing = QWidget()
        left = QVBoxLayout(drawing)
        left.setContentsMargins(24, 6, 16, 8)
        left.setSpacing(6)
        left.addWidget(self.note_label)
        left.addWidget(self.chart, 1)
        side = QFrame()
        side.setProperty("role", "side")
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(0, 0, 0, 0)
        side_column.addWidget(self.panel)
        side.setMinimumWidth(270)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(drawing)
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([640, 300])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.filter)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.filter.changed.connect(self._show)
        self.filter.size_chosen.connect(self._on_size)
        self.filter.hidden_asked.connect(self.show_hidden)
        self.read_button.clicked.connect(lambda _on=False: self.page_requested.emit("guards"))
        self.chart.unit_selected.connect(self._on_unit)
        self.chart.unit_opened.connect(self.unit_opened)
        self.chart.save_requested.connect(self.save)
        self.chart.bands_requested.connect(self.change_bands)
        self.panel.application_chosen.connect(lambda uid: self.session.navigate.emit("application", uid))
        self.panel.why_asked.connect(self.unit_opened)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def _chosen(self) -> Choice:
        assert self.choice is not None
        return self.choice

    @property
    def level(self) -> Level:
        return self._chosen.level

    @property
    def measure(self) -> Measure:
        return self._chosen.measure

    @property
    def year(self) -> int:
        return self._chosen.year

    @property
    def _data(self) -> Dataset | None:
        return self.session.bench.risk_index.dataset() if self._chosen.is_computed else None

    @property
    def _keys(self) -> Mapping[str, str]:
        return self.session.bench.risk_index.keys() if self._chosen.is_computed else {}

    def load(self, choice: Choice) -> None:
        super().load(choice)
        self._unit = choice.unit
        self._turn += 1
        least = choice.recipe.least_population if choice.recipe is not None else None
        self.filter.fill(choice.level, self._data, self._keys, least)
        self._whole = self._ranking()
        self._show()
        self._draw_weights()
        self._look_for_findings()

    def changes_arrived(self, changes: Changes) -> None:
        if INDEX_KIND in changes.kinds:
            self._whiskered = None
        if "application" in changes.kinds and self._unit and self.choice is not None:
            self._show_unit()

    def focus_first(self) -> None:
        (self.chart.table if self.chart.table_action.isChecked() else self.chart.plot).setFocus()

    def _ranking(self) -> Ranking | None:
        """Every bar; None when the store has no such values."""
        choice, bench = self._chosen, self.session.bench
        if choice.recipe is None:
            return bench.queries.ranking(choice.level, choice.measure, choice.year, series=choice.series)
        if self._whiskered is not None and self._whiskered[0] == choice.at(""):
            return self._whiskered[1]
        return bench.index_ranking.ranking(choice.level, choice.year, choice.measure, choice.recipe)

    def ranking(self) -> Ranking | None:
        """What the choices ask for."""
        if self._whole is None:
            return None
        units = self.filter.units(self.level, self._data, self._keys)
        return self._whole if units is None else self._whole.only(units, ", ".join(self.filter.notes))

    def _show(self) -> None:
        found = self.ranking()
        if found is None:
            return
        is_fixed = found.reference != SAME_YEAR and not self._chosen.is_computed
        self.note_label.setText(OTHER_REFERENCE.format(reference=found.compared_with) if is_fixed else "")
        self.note_label.setVisible(is_fixed)
        self.chart.set_ranking(found)
        self.filter.show_hidden(len(found.unranked), self._hidden_text(found))
        if self._bar(found) is None:
            self._unit = ""
        self.chart.select(self._unit)
        self._show_unit()

    def _hidden_text(self, ranking: Ranking) -> str:
        if not ranking.unranked:
            return ""
        from app.domain.riskindex.computed_ranking import hidden_text

        return hidden_text(ranking.unranked, self.level)

    def _bar(self, ranking: Ranking | None) -> Bar | None:
        bars = ranking.bars if ranking is not None else ()
        return next((bar for bar in bars if bar.unit == self._unit), None)

    # --- the chosen unit --------------------------------------------------------------------------

    def _show_unit(self) -> None:
        ranking = self.chart.ranking
        bar = self._bar(ranking)
        if ranking is None or bar is None:
            self.panel.show_nothing()
            return
        self.panel.show_unit(self._computed_facts(bar, ranking) if self._chosen.is_computed else self._published_facts(bar, ranking))

    def _published_facts(self, bar: Bar, ranking: Ranking) -> UnitFacts:
        values = self.session.bench.queries.unit_values(self.level, bar.unit, self.year, series=self._chosen.series)
        district = self._programme.district_by_key.get(bar.unit)
        belongs = "Stadsdelsnämndens område"
        if self.level is Level.DISTRICT:
            belongs = self._programme.organisation_name(district.board) if district else "Stadsdel utanför programmets nämnder"
        return UnitFacts(bar, ranking, self.measure, self.level, self.year, bar.unit, belongs, values, self._cases(bar.unit))

    def _computed_facts(self, bar: Bar, ranking: Ranking) -> UnitFacts:
        from app.domain.riskindex.sentences import unit_sentences

        choice, bench = self._chosen, self.session.bench
        assert choice.recipe is not None
        data, key = bench.risk_index.dataset(), self._keys.get(bar.unit, "")
        computed = bench.risk_index.computed(choice.level, choice.year, choice.recipe)
        row = computed.panel.units.index(bar.unit)
        numbers = (float(computed.index[row]), *(float(one) for one in computed.areas[row]))
        values = {measure: value for measure, value in zip(Measure, numbers, strict=True) if value == value}  # noqa: PLR0124 - not NaN
        held = data.by_code[bar.unit]
        sentences: tuple[str, ...] = ()
        if choice.measure is Measure.TOTAL:
            why = bench.index_papers.why(choice.level, choice.year, bar.unit, choice.recipe)
            said = in_words(choice.measure, bar.value, ranking.compared_with)
            sentences = tuple(one for one in unit_sentences(why)[1:] if one != said)[:_SENTENCES]
        return UnitFacts(
            bar, ranking, choice.measure, choice.level, choice.year, key, data.name(held.parent) if held.parent else "", values,
            self._cases(key) if key else (), sentences, has_why=True,
        )  # fmt: skip

    def _cases(self, unit: str) -> tuple[ApplicationRow, ...]:
        queries = self.session.bench.queries
        if self.level is Level.BASE_AREA:
            return ()
        if self.level is Level.DISTRICT:
            return tuple(queries.names_district(unit))
        return tuple(queries.applications(ListQuery(board=unit, limit=_MOST_CASES)).rows)

    # --- after the bars are seen ------------------------------------------------------------------

    def _draw_weights(self) -> None:
        """Whiskers for the bars in view, when they are ready; what an older choice asked for is stopped."""
        choice = self._chosen.at("")
        if self._drawing is not None:
            self._drawing.cancel()
            self._drawing = None
        if choice.recipe is None or self._whole is None or not self._whole.bars or self._whole.bars[0].interval is not None:
            return
        made = partial(self.session.bench.index_ranking.whiskered, choice.level, choice.year, choice.measure, choice.recipe)
        turn = self._turn

        def done(ranking: Ranking) -> None:
            if turn == self._turn:
                self._whiskered, self._whole = (choice, ranking), ranking
                self._show()

        self._drawing = self.session.run(lambda progress: made(progress.step), "Slumpar viktningar", done)

    def _look_for_findings(self) -> None:
        """How many findings on the data nobody has looked at yet."""
        choice, bench = self._chosen, self.session.bench
        self.strip.setVisible(self.strip.isVisible() and choice.is_computed)
        if choice.recipe is None:
            return
        level, year, recipe, turn = choice.level, choice.year, choice.recipe, self._turn

        def work(progress: Any) -> int:
            if bench.index_office.has_looked_at(bench.index_ranking.review_key(level, year, recipe)):
                return 0
            return len(bench.index_ranking.findings(level, year, recipe, progress.step))

        def done(number: int) -> None:
            if turn == self._turn:
                self.strip.show_text(_findings_text(number), "warning")
                self.strip.setVisible(number > 0)

        self.session.run(work, "Går igenom underlaget", done)

    # --- choices ----------------------------------------------------------------------------------

    def _on_unit(self, unit: str) -> None:
        self._unit = unit
        self.unit_selected.emit(unit)
        self._show_unit()

    def _on_size(self, least: int) -> None:
        recipe = self._chosen.recipe
        if recipe is not None and recipe.least_population != least:
            self.recipe_changed.emit(recipe.with_changes(least_population=least))

    def show_hidden(self) -> None:
        """Who has no place in the ranking, and why."""
        from app.ui.dialogs.index_hidden import HiddenDialog

        found = self.chart.ranking
        if found is not None and found.unranked:
            HiddenDialog(self._hidden_text(found), found.unranked, found.mark, self.window()).open()

    def change_bands(self) -> None:
        from app.ui.dialogs.index_bands import BandsDialog

        BandsDialog(self.session, self.window()).open()

    def location(self) -> dict[str, Any]:
        return dict(self.filter.location())

    def go_to(self, location: dict[str, Any]) -> None:
        self.filter.go_to(location)
        if self.choice is not None:
            self._show()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {
            "save_index_sheet": lambda: self._with_list(save_list_sheet),
            "print_index_sheet": lambda: self._with_list(print_list_sheet),
        }

    def is_command_enabled(self, name: str) -> bool:
        return self.chart.ranking is not None and bool(self.chart.ranking.bars)

    def _with_list(self, use: Callable[[Session, Ranking, Level, int], object]) -> None:
        if self.chart.ranking is not None:
            use(self.session, self.chart.ranking, self.level, self.year)

    # --- saving -----------------------------------------------------------------------------------

    def save(self, kind: str) -> None:
        """The chart as png, svg or pdf where the user says."""
        from app.ui.charts import pictures

        shown, year, level, measure = self.chart.ranking, self.year, self.level, self.measure
        if shown is None:
            return
        if kind == "pdf" and self._chosen.is_computed:
            save_list_sheet(self.session, shown, level, year)
            return
        name = swedish.file_name(f"riskindex {measure.label} {level.label} {year}".lower(), "riskindex")
        path = self.session.messages.ask_save_file("Spara diagrammet", PICTURES[kind], f"{name}.{kind}")
        if path is None:
            return
        queries = self.session.bench.queries
        data = b"" if kind == "pdf" else (pictures.png if kind == "png" else pictures.svg)(shown)

        def work(_progress: object) -> None:
            write_whole(path, data or queries.ranking_pdf(level, measure, year, shown))

        self.session.run(work, f"Sparar {path.name}", lambda _done: self.session.messages.notice(f"Diagrammet är sparat som {path}."))


def _findings_text(number: int) -> str:
    what = "1 iakttagelse" if number == 1 else f"{swedish.integer(number)} iakttagelser"
    return f"{what} om underlaget – läs {'den' if number == 1 else 'dem'} innan listan används."
