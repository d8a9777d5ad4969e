"""A unit's rank by the 72 methods, in the frame of every index chart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip, QWidget

from app.domain import swedish
from app.domain.riskindex.series import ChartText
from app.domain.riskindex.statements import MethodRank
from app.ui.charts.index_chart import IndexChart
from app.ui.charts.rank_strip_plot import GROUPINGS, RankStripPlot
from app.ui.tables.model import Column
from app.ui.views.index_choices import choice_combo
from app.ui.widgets.plain_label import tool_tip

_RIGHT = Qt.AlignmentFlag.AlignRight
_ANSWERS = {True: "stämmer", False: "stämmer inte", None: "kan inte svara"}


def answer_text(holds: bool | None) -> str:
    return _ANSWERS[holds]


def _rank(rank: int) -> str:
    return swedish.integer(rank) if rank else swedish.EMPTY


COLUMNS: tuple[Column[MethodRank], ...] = (
    Column("Vad 100 står för", lambda one: one.reference.label, width=170, stretch=True),
    Column("Jämförbarhet", lambda one: one.normalisation.label, width=150),
    Column("Sammanvägning", lambda one: one.aggregation.label, width=180),
    Column("Tunna", lambda one: "med" if one.has_thin else "utan", width=64),
    Column("Plats", lambda one: one.rank, _rank, align=_RIGHT, width=60, copy=_rank),
    Column("Påståendet", lambda one: answer_text(one.holds), width=110),
)


class RankStripChart(IndexChart):
    """Shows MethodRanks; `grouping` says by which choice they stand in rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.plot = RankStripPlot()
        super().__init__(self.plot, COLUMNS, "Metoderna som tabell", parent)
        self._shown: tuple[Sequence[MethodRank], int, int, int] = ((), 0, 1, 0)
        self.group_combo = choice_combo("Dela upp efter", [(name, str(number)) for number, name in enumerate(GROUPINGS)])
        self.group_combo.setToolTip("Dela upp metoderna efter")
        self.head.insertWidget(1, self.group_combo, 0, Qt.AlignmentFlag.AlignTop)
        self.group_combo.activated.connect(self._draw)
        self.plot.hovered.connect(self._on_hovered)
        self.plot.current_changed.connect(self._describe)

    @property
    def grouping(self) -> int:
        return self.group_combo.currentIndex()

    def show_marks(self, text: ChartText, marks: Sequence[MethodRank], today: int, ranked: int, cut: int = 0) -> None:
        self._shown = (tuple(marks), today, ranked, cut)
        self.show_text(text)
        self.model.set_rows(tuple(marks))
        self._draw()

    def _draw(self) -> None:
        marks, today, ranked, cut = self._shown
        self.plot.set_marks(marks, today=today, ranked=ranked, cut=cut, grouping=self.grouping)
        self.pages.setFixedHeight(self.plot.height_for_all())
        self._describe(-1)

    def words(self, index: int) -> str:
        """'Plats 3, stämmer: stadens egen rad, kvot mot staden, …'."""
        mark = self.plot.marks[index]
        return f"Plats {_rank(mark.rank)}, {answer_text(mark.holds)}: {mark.text}"

    def _describe(self, index: int) -> None:
        text = self.words(index) if 0 <= index < len(self.plot.marks) else ""
        self.readout_label.setText(text or "Peka på en punkt, eller gå mellan dem med piltangenterna, för att se vilken metod det är.")
        self.plot.setAccessibleDescription(text or "Välj metod med piltangenterna. Ctrl+T visar samma tal som tabell.")

    def _on_hovered(self, index: int) -> None:
        if index < 0:
            QToolTip.hideText()
            self._describe(self.plot.current)
            return
        self._describe(index)
        QToolTip.showText(QCursor.pos() + QPoint(8, 8), tool_tip(self.words(index)), self.plot)

    def picture_plot(self) -> QWidget:
        from app.ui.charts.pictures import paper_font, paper_palette, plot_width

        marks, today, ranked, cut = self._shown
        plot = RankStripPlot(paper_palette())
        plot.setFont(paper_font(10))
        plot.resize(plot_width(), 200)
        plot.set_marks(marks, today=today, ranked=ranked, cut=cut, grouping=self.grouping)
        plot.resize(plot_width(), plot.height_for_all())
        plot.grab()  # lays out a widget that is never shown
        plot.lay_out()
        return plot

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_shown"):
            self.plot.restyle()
