"""The page Rangordning of the risk index: where is the need greatest, and the chosen area beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.series import SAME_YEAR, Bar, Level, Measure, Ranking
from app.domain.views import ApplicationRow, Changes, ListQuery
from app.ui.charts.ranking_chart import RankingChart
from app.ui.messages import PDFS
from app.ui.session import Session
from app.ui.views.index_choices import choice_combo, labelled
from app.ui.views.index_page import Choice, IndexPage
from app.ui.views.index_unit_panel import UnitPanel
from app.ui.whole_file import write_whole
from app.ui.widgets.plain_label import PlainLabel

ALL, NAMED, ABOVE, PROGRAMME_BOARDS = "", "named", "above", "programme"
PICTURES = {"png": "PNG-bilder (*.png)", "svg": "SVG-bilder (*.svg)", "pdf": PDFS}
OTHER_REFERENCE = "Räknas mot {reference} och kan inte jämföras med stadsdelarnas värden."
_MOST_CASES = 200


class RankingPage(IndexPage):
    key: ClassVar[str] = "ranking"
    title: ClassVar[str] = "Rangordning"
    help_anchor: ClassVar[str] = "rangordningen"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._programme = session.bench.programme
        self._unit = ""
        self.board_combo = choice_combo(
            "Nämnd", [("Alla nämnder", ALL), *((one.short_name, one.key) for one in self._programme.programme_boards)]
        )
        self.pick_combo = choice_combo("Urval", [])
        self.chart = RankingChart()
        self.panel = UnitPanel(self._programme)
        self.note_label = PlainLabel("", "muted", wrap=True)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._choices())
        column.addWidget(self.splitter, 1)

    def _choices(self) -> QWidget:
        self.choices = QWidget()
        row = QHBoxLayout(self.choices)
        row.setContentsMargins(24, 8, 24, 4)
        row.setSpacing(12)
        self.labels: dict[QComboBox, PlainLabel] = {}
        for combo in (self.board_combo, self.pick_combo):
            label, pair = labelled(combo)
            self.labels[combo] = label
            row.addLayout(pair)
        row.addStretch(1)
        return self.choices

    def _connect(self) -> None:
        for combo in (self.board_combo, self.pick_combo):
            combo.activated.connect(self._show)
        self.chart.unit_selected.connect(self._on_unit)
        self.chart.unit_opened.connect(self.unit_opened)
        self.chart.save_requested.connect(self.save)
        self.panel.application_chosen.connect(lambda uid: self.session.navigate.emit("application", uid))

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def level(self) -> Level:
        assert self.choice is not None
        return self.choice.level

    @property
    def measure(self) -> Measure:
        assert self.choice is not None
        return self.choice.measure

    @property
    def year(self) -> int:
        assert self.choice is not None
        return self.choice.year

    def load(self, choice: Choice) -> None:
        is_other_level = self.choice is None or self.choice.level is not choice.level
        super().load(choice)
        self._unit = choice.unit
        if is_other_level:
            self._fill_picks()
        self._show()

    def changes_arrived(self, changes: Changes) -> None:
        if "application" in changes.kinds and self._unit and self.choice is not None:
            self._show_unit()

    def focus_first(self) -> None:
        (self.chart.table if self.chart.table_action.isChecked() else self.chart.plot).setFocus()

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
        if ranking is None or bar is None:
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

    def _on_unit(self, unit: str) -> None:
        self._unit = unit
        self.unit_selected.emit(unit)
        self._show_unit()

    def location(self) -> dict[str, Any]:
        return {"board": self.board_combo.currentData(), "pick": self.pick_combo.currentData()}

    def go_to(self, location: dict[str, Any]) -> None:
        for combo, name in ((self.board_combo, "board"), (self.pick_combo, "pick")):
            combo.setCurrentIndex(max(0, combo.findData(location.get(name))))
        if self.choice is not None:
            self._show()

    # --- saving -----------------------------------------------------------------------------------

    def save(self, kind: str) -> None:
        """The chart as png, svg or pdf where the user says."""
        from app.ui.charts import pictures

        shown, year, level, measure = self.chart.ranking, self.year, self.level, self.measure
        if shown is None:
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


def _in_words(count: int) -> str:
    return {6: "sex"}.get(count, str(count))
