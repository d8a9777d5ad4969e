"""The tab Social risk: the index beside the case, every series that knows its districts; evidence, never a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.beside import NO_LIMIT, IndexBeside, IndexLine
from app.domain.riskindex.series import EXAMPLE_MARK, Measure
from app.domain.views import CaseView
from app.ui.charts.ranking_chart import RankingChart
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight
_SHORT = {
    Measure.TOTAL: "Totalt", Measure.SOCIAL: "Sociala", Measure.HEALTH: "Hälsa", Measure.SAFETY: "Trygghet",
    Measure.LIVELIHOOD: "Försörjning",
}  # fmt: skip


def _value_column(measure: Measure) -> Column[IndexLine]:
    return Column(
        measure.label,
        lambda line: line.values.get(measure),
        swedish.decimal,
        header=_SHORT[measure],
        align=_RIGHT,
        width=74,
        wide=92,
        copy=swedish.decimal,
        tip=lambda line: f"{measure.label}. {line.about}",
    )


def _rank(line: IndexLine) -> str:
    return f"{line.rank} av {line.out_of}" if line.rank else ""


COLUMNS: tuple[Column[IndexLine], ...] = (
    Column("Stadsdel", lambda line: line.name, tip=lambda line: line.name, width=110, wide=150),
    Column("Serie", lambda line: line.series, tip=lambda line: line.about, width=140, stretch=True),
    *(_value_column(measure) for measure in Measure),
    Column("Plats", _rank, align=_RIGHT, width=72),
)


class RiskTab(QWidget):
    """The lines as a table and the ranking beside it. `district_wanted(key)` leads to the district in Riskindex."""

    district_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._uid: UUID | None = None
        self._is_stale = True
        self.model: RowTableModel[IndexLine] = RowTableModel(COLUMNS, self, key=lambda line: (line.district, line.series))
        self.table = RecordTable(self.model, "Index för ansökans stadsdelar")
        self.chart = RankingChart()
        self.chart.save_button.hide()
        self.words_label = PlainLabel("", wrap=True)
        self.mark_badge = StateBadge("", "warning")
        self.none = EmptyState(
            "Inget index för ansökans stadsdelar",
            "Ansökan nämner ingen stadsdel, eller så har ärendefilen inga indexvärden. Läs in en indikatorbok under Riskindex.",
            icon_name="chart-column",
        )
        self.pages = QStackedWidget()
        self._lay_out()
        self.table.opened.connect(lambda line: self.district_wanted.emit(line.district))
        self.chart.unit_opened.connect(self.district_wanted)

    def _lay_out(self) -> None:
        figures = QWidget()
        upper = QVBoxLayout(figures)
        upper.setContentsMargins(24, 12, 24, 0)
        upper.setSpacing(8)
        note = QHBoxLayout()
        note.setSpacing(16)
        note.addWidget(PlainLabel(NO_LIMIT, "muted", wrap=True), 1)
        note.addWidget(self.mark_badge, 0, Qt.AlignmentFlag.AlignTop)
        upper.addLayout(note)
        upper.addWidget(self.table, 1)
        upper.addWidget(self.words_label)
        drawing = QWidget()
        lower = QVBoxLayout(drawing)
        lower.setContentsMargins(24, 8, 24, 8)
        lower.addWidget(self.chart)
        self.chart.plot.setMinimumHeight(90)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        for widget, stretch in ((figures, 2), (drawing, 3)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def load(self, view: CaseView) -> None:
        """The case may have other districts now: read when the tab is in view."""
        self._uid, self._is_stale = view.uid, True
        if self.isVisible():
            self._read()

    def focus_first(self) -> None:
        self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _read(self) -> None:
        uid, service = self._uid, self._session.bench.case_index
        if uid is None:
            return
        self._is_stale = False
        self._session.jobs.start(lambda _progress: service.load(uid)).then(
            lambda found: self._show(uid, found), self._session.messages.show
        )

    def _show(self, uid: UUID, found: IndexBeside) -> None:
        if uid != self._uid:
            return
        self.pages.setCurrentWidget(self.splitter if found.lines else self.none)
        self.model.set_rows(found.lines)
        is_example = any(line.illustrative for line in found.lines)
        self.mark_badge.show_state(EXAMPLE_MARK if is_example else "", "warning")
        self.mark_badge.setVisible(is_example)
        self.words_label.setText(" ".join(found.sentences))
        self.words_label.setVisible(bool(found.sentences))
        self.chart.setVisible(found.ranking is not None)
        line = self.table.verticalHeader().defaultSectionSize()
        wanted = 90 + line * (min(len(found.lines), 6) + 1)
        self.splitter.setSizes([wanted, max(150, self.splitter.height() - wanted)])
        if found.ranking is not None:
            self.chart.set_ranking(found.ranking)
