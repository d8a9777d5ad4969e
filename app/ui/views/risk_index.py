"""Riskindex – where is the need greatest: the ranking, the choices above it, and the chosen area beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.series import SAME_YEAR, Bar, Level, Measure, Ranking
from app.domain.views import ApplicationRow, Changes, ListQuery
from app.ui.charts.ranking_chart import RankingChart
from app.ui.messages import PDFS
from app.ui.session import Session
from app.ui.views.base import Location, Workspace
from app.ui.views.risk_index_panel import UnitPanel
from app.ui.whole_file import write_whole
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

ALL, NAMED, ABOVE, PROGRAMME_BOARDS = "", "named", "above", "programme"
PICTURES = {"png": "PNG-bilder (*.png)", "svg": "SVG-bilder (*.svg)", "pdf": PDFS}
OTHER_REFERENCE = "Räknas mot {reference} och kan inte jämföras med stadsdelarnas värden."
_MOST_CASES = 200


class RiskIndexWorkspace(Workspace):
    key: ClassVar[str] = "risk_index"
    title: ClassVar[str] = "Riskindex"
    number: ClassVar[int] = 4
    help_page: ClassVar[str] = "riskindex"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._programme = session.bench.programme
        self._unit = ""
        self.level_combo = _combo("Nivå", [(level.label, level.value) for level in (Level.DISTRICT, Level.BOARD)])
        self.measure_combo = _combo("Mått", [(measure.label, measure.value) for measure in Measure])
        self.year_combo = _combo("År", [])
        self.board_combo = _combo(
            "Nämnd", [("Alla nämnder", ALL), *((one.short_name, one.key) for one in self._programme.programme_boards)]
        )
        self.pick_combo = _combo("Urval", [])
        self.chart = RankingChart()
        self.panel = UnitPanel(self._programme)
        self.note_label = PlainLabel("", "muted", wrap=True)
        self.empty = EmptyState(
            "Inga indexvärden än",
            "Den här ärendefilen har inget riskindex. Exempelfilen, som öppnas från Arkiv, visar hur det ser ut.",
            icon_name="chart-column",
        )
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()

    # --- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        drawing = QWidget()
        left = QVBoxLayout(drawing)
        left.setContentsMargins(24, 8, 16, 12)
        left.setSpacing(8)
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
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._choices())
        column.addWidget(self.pages, 1)

    def _choices(self) -> QWidget:
        self.choices = QWidget()
        row = QHBoxLayout(self.choices)
        row.setContentsMargins(24, 8, 24, 4)
        row.setSpacing(12)
        self.labels: dict[QComboBox, PlainLabel] = {}
        for combo in (self.level_combo, self.measure_combo, self.year_combo, self.board_combo, self.pick_combo):
            pair = QVBoxLayout()
            pair.setSpacing(2)
            label = PlainLabel(combo.accessibleName(), "small")
            label.setBuddy(combo)
            self.labels[combo] = label
            pair.addWidget(label)
            pair.addWidget(combo)
            row.addLayout(pair)
        row.addStretch(1)
        return self.choices

    def _connect(self) -> None:
        self.level_combo.activated.connect(self._on_level)
        for combo in (self.measure_combo, self.year_combo, self.board_combo, self.pick_combo):
            combo.activated.connect(self._on_choice)
        self.chart.unit_selected.connect(self._on_unit)
        self.chart.unit_opened.connect(self._on_unit)
        self.chart.save_requested.connect(self.save)
        self.panel.application_chosen.connect(lambda uid: self.session.navigate.emit("application", uid))

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def level(self) -> Level:
        return Level.of(str(self.level_combo.currentData()))

    @property
    def measure(self) -> Measure:
        return Measure(str(self.measure_combo.currentData()))

    @property
    def year(self) -> int | None:
        found = self.year_combo.currentData()
        return None if found is None else int(found)

    @property
    def unit(self) -> str:
        """The area shown beside the ranking, '' for none."""
        return self._unit

    def refresh(self) -> None:
        self._fill_years()
        self._fill_picks()
        self._show()

    def changes_arrived(self, changes: Changes) -> None:
        if "application" in changes.kinds and self._unit:
            self._show_unit()

    def shown(self) -> None:
        if self.pages.currentWidget() is self.splitter:
            (self.chart.table if self.chart.table_action.isChecked() else self.chart.plot).setFocus()

    def _fill_years(self) -> None:
        years = self.session.bench.queries.index_years(self.level)
        kept = self.year
        self.year_combo.clear()
        for year in years:
            self.year_combo.addItem(str(year), year)
        self.year_combo.setCurrentIndex(max(0, self.year_combo.findData(kept)))

    def _fill_picks(self) -> None:
        """What may be picked out depends on the level; counts are the programme's own."""
        districts = self._programme.districts
        kept = self.pick_combo.currentData()
        if self.level is Level.DISTRICT:
            named = sum(one.named_for_local_work for one in districts)
            above = sum(one.index_above_average for one in districts)
            picks = [("Alla stadsdelar", ALL), (f"De {named} utpekade", NAMED), (f"De {above} över stadens index", ABOVE)]
        else:
            picks = [("Alla nämnder", ALL), (f"De {_in_words(len(self._programme.programme_boards))} i programmet", PROGRAMME_BOARDS)]
        self.pick_combo.clear()
        for text, key in picks:
            self.pick_combo.addItem(text, key)
        self.pick_combo.setCurrentIndex(max(0, self.pick_combo.findData(kept)))
        for widget in (self.board_combo, self.labels[self.board_combo]):
            widget.setVisible(self.level is Level.DISTRICT)

    def ranking(self) -> Ranking | None:
        """What the choices ask for; None when the store has no such values."""
        if self.year is None:
            return None
        found = self.session.bench.queries.ranking(self.level, self.measure, self.year)
        if found is None:
            return None
        units, notes = self._picked()
        return found if units is None else found.only(units, ", ".join(notes))

    def _picked(self) -> tuple[Iterable[str] | None, list[str]]:
        """The units picked out (None: all) and how that is said."""
        pick, board = self.pick_combo.currentData(), self.board_combo.currentData()
        if self.level is Level.BOARD:
            if pick == PROGRAMME_BOARDS:
                return [one.key for one in self._programme.programme_boards], ["endast programmets nämnder"]
            return None, []
        if not pick and not board:
            return None, []
        notes = [f"endast {self.pick_combo.currentText().lower()}"] if pick else []
        if board:
            notes.append(f"endast {self.board_combo.currentText()}")
        return [
            one.key
            for one in self._programme.districts
            if (not board or one.board == board)
            and (pick != NAMED or one.named_for_local_work)
            and (pick != ABOVE or one.index_above_average)
        ], notes

    def _show(self) -> None:
        found = self.ranking()
        self.choices.setEnabled(found is not None)
        self.pages.setCurrentWidget(self.empty if found is None else self.splitter)
        if found is None:
            return
        is_fixed = found.reference != SAME_YEAR
        self.note_label.setText(OTHER_REFERENCE.format(reference=found.compared_with) if is_fixed else "")
        self.note_label.setVisible(is_fixed)
        self.chart.set_ranking(found)
        if self._bar(found) is None:
            self._unit = ""
        self.chart.select(self._unit)
        self._show_unit()

    def _bar(self, ranking: Ranking | None) -> Bar | None:
        bars = ranking.bars if ranking is not None else ()
        return next((bar for bar in bars if bar.unit == self._unit), None)

    def _show_unit(self) -> None:
        ranking, year = self.chart.ranking, self.year
        bar = self._bar(ranking)
        if ranking is None or bar is None or year is None:
            self.panel.show_nothing()
            return
        values = self.session.bench.queries.unit_values(self.level, bar.unit, year)
        self.panel.show_unit(bar, ranking, self.measure, self.level, values, self._cases(bar.unit), year)

    def _cases(self, unit: str) -> tuple[ApplicationRow, ...]:
        queries = self.session.bench.queries
        if self.level is Level.DISTRICT:
            return tuple(queries.names_district(unit))
        return tuple(queries.applications(ListQuery(board=unit, limit=_MOST_CASES)).rows)

    # --- choices ----------------------------------------------------------------------------------

    def _on_level(self) -> None:
        self._unit = ""
        self._fill_years()
        self._fill_picks()
        self._on_choice()

    def _on_choice(self) -> None:
        self._show()
        self.location_changed.emit()

    def _on_unit(self, unit: str) -> None:
        self._unit = unit
        self._show_unit()

    def open_record(self, uid: UUID | str, tab: str = "") -> None:
        """A district key, or a board's, chosen from elsewhere: all bars are shown with that one marked."""
        unit = str(uid)
        level = Level.DISTRICT if unit in self._programme.district_by_key else Level.BOARD
        self._set(self.level_combo, level.value)
        self._fill_years()
        self._fill_picks()
        for combo in (self.board_combo, self.pick_combo):
            combo.setCurrentIndex(0)
        self._unit = unit
        self._show()

    def location(self) -> Location:
        return {
            "level": self.level.value,
            "measure": self.measure.value,
            "year": self.year,
            "board": self.board_combo.currentData(),
            "pick": self.pick_combo.currentData(),
            "unit": self._unit,
        }

    def go_to(self, location: Location) -> None:
        self._set(self.level_combo, location.get("level"))
        self._set(self.measure_combo, location.get("measure"))
        self._fill_years()
        self._fill_picks()
        self._set(self.year_combo, location.get("year"))
        self._set(self.board_combo, location.get("board"))
        self._set(self.pick_combo, location.get("pick"))
        self._unit = str(location.get("unit") or "")
        self._show()

    @staticmethod
    def _set(combo: QComboBox, data: Any) -> None:
        """Choose the item with this data; what no longer exists is passed over."""
        index = combo.findData(data)
        if index >= 0:
            combo.setCurrentIndex(index)

    # --- saving -----------------------------------------------------------------------------------

    def save(self, kind: str) -> None:
        """The chart as png, svg or pdf where the user says."""
        from app.ui.charts import pictures

        shown, year, level, measure = self.chart.ranking, self.year, self.level, self.measure
        if shown is None or year is None:
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


def _combo(name: str, items: Iterable[tuple[str, str]]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    combo.setMinimumContentsLength(4)  # it may shrink with large text in a small window
    for text, key in items:
        combo.addItem(text, key)
    return combo


def _in_words(count: int) -> str:
    return {6: "sex"}.get(count, str(count))
