"""The page Pengar of the risk index: what has been granted per inhabitant, beside the index. It shows; it decides nothing."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.riskindex.portfolio import Portfolio
from app.domain.riskindex.series import Level
from app.domain.views import Changes
from app.ui.charts.portfolio_chart import PortfolioChart
from app.ui.session import Session
from app.ui.views.index_page import Choice, IndexPage
from app.ui.views.index_saving import save_chart
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel


class PortfolioPage(IndexPage):
    key: ClassVar[str] = "portfolio"
    title: ClassVar[str] = "Pengar"
    help_anchor: ClassVar[str] = "pengar-och-index"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.chart = PortfolioChart()
        self.words_label = PlainLabel("", wrap=True)
        self.none = EmptyState(
            "Medel beviljas inte till basområden",
            "Välj nivån stadsdel eller stadsdelsnämndsområde ovanför sidan.",
            icon_name="coins",
        )
        shown = QWidget()
        inner = QVBoxLayout(shown)
        inner.setContentsMargins(24, 12, 24, 12)
        inner.setSpacing(8)
        inner.addWidget(self.chart, 1)
        inner.addWidget(self.words_label)
        self.pages = QStackedWidget()
        self.pages.addWidget(shown)
        self.pages.addWidget(self.none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.chart.unit_selected.connect(self._on_selected)
        self.chart.unit_opened.connect(self._on_opened)
        self.chart.save_requested.connect(self._on_save)

    def load(self, choice: Choice) -> None:
        super().load(choice)
        self.pages.setCurrentIndex(int(choice.level not in (Level.DISTRICT, Level.BOARD)))
        if choice.level not in (Level.DISTRICT, Level.BOARD):
            return
        portfolios = self.session.bench.portfolios

        def work(_progress: object) -> Portfolio:
            if choice.recipe is not None:
                return portfolios.computed(choice.level, choice.year, choice.recipe, choice.measure)
            return portfolios.published(choice.level, choice.year, choice.measure, choice.series)

        self.session.jobs.start(work).then(lambda found: self._show(choice, found), self.session.messages.show)

    def changes_arrived(self, changes: Changes) -> None:
        if "application" in changes.kinds and self.choice is not None and self.isVisible():
            self.load(self.choice)

    def focus_first(self) -> None:
        if self.pages.currentIndex() == 0:
            self.chart.focus_first()

    def _show(self, choice: Choice, found: Portfolio) -> None:
        if choice is self.choice:  # what was asked for last
            self.chart.set_portfolio(found, self._key(choice.unit))
            self.words_label.setText(" ".join(found.sentences))

    def _key(self, unit: str) -> str:
        """The programme's key of the unit in view, by which the points go."""
        assert self.choice is not None
        return self.session.bench.risk_index.keys().get(unit, "") if self.choice.is_computed else unit

    def _unit(self, key: str) -> str:
        assert self.choice is not None
        return self.session.bench.risk_index.codes().get((self.choice.level, key), "") if self.choice.is_computed else key

    def _on_selected(self, key: str) -> None:
        self.unit_selected.emit(self._unit(key))

    def _on_opened(self, key: str) -> None:
        self.unit_opened.emit(self._unit(key))

    def _on_save(self, kind: str) -> None:
        assert self.choice is not None
        save_chart(self.session, self.chart, f"beviljat och index {self.choice.level.label} {self.choice.year}", kind)
