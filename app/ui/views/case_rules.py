"""The tab Regler: every rule's outcome and evidence, what the rules stop, the way to the field, and the person's judgement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from app.domain.rules.evidence import RuleResult
from app.domain.views import CaseView
from app.domain.vocabulary import RuleOutcome
from app.ui.tables.model import RowTableModel
from app.ui.views.case_rule_detail import RuleDetail
from app.ui.views.rule_gate import COLUMNS, OPEN, GateLine, RuleFilters, RuleLine, RuleTable
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.ui.session import Session

NOTHING_LEFT = ("Inget att åtgärda", "Ingen regel är ouppfylld, saknar underlag eller väntar på bedömning.")
NO_MATCH = ("Ingen regel svarar mot filtret", "Ändra eller töm filtret, eller visa alla regler.")


def settled(results: Sequence[RuleResult]) -> tuple[int, int]:
    """How many rules are met or do not apply, of all."""
    met = (RuleOutcome.PASS, RuleOutcome.NOT_APPLICABLE)
    return sum(1 for one in results if one.outcome in met), len(results)


class RulesTab(QWidget):
    """List and detail. `field_wanted(FieldRef)` leads to the field concerned."""

    field_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self._results: tuple[RuleResult, ...] = ()
        self.model: RowTableModel[RuleLine] = RowTableModel(COLUMNS, self, key=lambda line: line.info.id)
        self.table = RuleTable(self.model)
        self.detail = RuleDetail(session)
        self.filters = RuleFilters()
        self.gate = GateLine()
        show_all = QPushButton("Visa alla regler")
        show_all.clicked.connect(self._on_show_all)
        self.nothing = EmptyState(*NOTHING_LEFT, icon_name="circle-check", buttons=(show_all,))
        self.nothing.hide()
        self._lay_out()
        self._connect()

    @property
    def all_button(self) -> QPushButton:
        return self.filters.all_button

    @property
    def open_button(self) -> QPushButton:
        return self.filters.open_button

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 4, 12, 12)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.detail)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 4)
        self.splitter.setSizes([600, 440])
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 4)
        head.setSpacing(6)
        head.addWidget(self.filters)
        head.addWidget(self.gate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.table.row_selected.connect(self._on_selected)
        self.table.opened.connect(self.detail.go_to_first_field)
        self.table.stepped.connect(self.step)
        self.filters.changed.connect(self._show_lines)
        self.filters.stepped.connect(self.step)
        self.filters.descended.connect(self.table.setFocus)
        self.detail.field_wanted.connect(self.field_wanted)
        self.detail.settled.connect(self.focus_first)

    def load(self, view: CaseView) -> None:
        is_new = self._view is None or self._view.uid != view.uid
        self._view = view
        if is_new:
            self.filters.clear()
        self.show_results(view.results)
        if is_new:
            self._select_first()

    def show_results(self, results: Sequence[RuleResult]) -> None:
        """Show outcomes, stored ones or those that follow from what is being typed."""
        self._results = tuple(results)
        self._show_lines()

    def show_rule(self, rule_id: str) -> None:
        """Make a rule current, taking away a filter that hides it."""
        if not any(line.info.id == rule_id for line in self.model.rows):
            self.filters.clear()
            self._show_lines()
        self.table.select_key(rule_id)
        self.table.setFocus()

    def current_rule(self) -> str:
        line = self.table.current_row()
        return line.info.id if line is not None else ""

    def step(self, direction: int) -> None:
        """To the next (1) or previous (-1) rule that asks for something, round the end of the list."""
        rows = self.model.rows
        here = self.table.currentIndex().row()
        order = [(here + direction * number) % len(rows) for number in range(1, len(rows) + 1)] if rows else []
        found = next((number for number in order if rows[number].is_open), None)
        if found is None:
            self._session.messages.notice("Ingen regel i listan är kvar att åtgärda.")
        else:
            self.table.select_key(rows[found].info.id)
            self.table.scrollTo(self.table.currentIndex())
            self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The marked rule may have been chosen before the list had its height."""
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.table.scrollTo(self.table.currentIndex()))

    def focus_first(self) -> None:
        self.table.setFocus()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {"find": self._find, "copy_rows": self.table.copy_rows}

    def _find(self) -> None:
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def _lines(self) -> list[RuleLine]:
        if self._view is None:
            return []
        rules = self._view.evidence.programme.rule_by_id
        departed = {one.rule_id for one in self._view.departures}
        return [RuleLine(rules[one.rule_id], one, one.rule_id in departed) for one in self._results if one.rule_id in rules]

    def _show_lines(self) -> None:
        lines = self._lines()
        counts = {outcome: sum(line.result.outcome is outcome for line in lines) for outcome in RuleOutcome}
        self.filters.show_counts(counts, sum(line.is_open for line in lines))
        if self._view is not None:
            self.gate.show_gate(self._view, self._results)
        shown = self.filters.lets_through(lines)
        self.model.refresh_rows(shown)
        self.table.setVisible(bool(shown))
        self.nothing.show_text(*(NO_MATCH if self.filters.search.text().strip() else NOTHING_LEFT))
        self.nothing.setVisible(not shown and bool(lines))
        if not self.table.currentIndex().isValid():
            self._select_first()
        self._on_selected(self.table.current_row())

    def _on_show_all(self) -> None:
        self.filters.clear()
        self._show_lines()
        self.table.setFocus()

    def _select_first(self) -> None:
        waiting = [line for line in self.model.rows if line.is_open]
        first = min(waiting, key=lambda line: OPEN.index(line.result.outcome), default=next(iter(self.model.rows), None))
        if first is not None:
            self.table.select_key(first.info.id)

    def _on_selected(self, line: RuleLine | None) -> None:
        if self._view is None or line is None:
            self.detail.clear()
        else:
            self.detail.show_rule(self._view, line.info, line.result)
