"""The tab Regler: every rule's outcome, why, from which values and source, the way to the field, and the person's judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.domain.programme import RuleInfo
from app.domain.rules.evidence import RuleResult
from app.domain.views import CaseView
from app.domain.vocabulary import RuleOutcome
from app.ui.icons import icon
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.views.case_rule_detail import RuleDetail
from app.ui.widgets.badge import OUTCOME_ICONS
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.ui.session import Session

OPEN = (RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT, RuleOutcome.NEEDS_JUDGEMENT)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A row of the list."""

    info: RuleInfo
    result: RuleResult
    departed: bool

    @property
    def word(self) -> str:
        return f"{self.result.outcome.label}, avsteg" if self.departed else self.result.outcome.label


def settled(results: Sequence[RuleResult]) -> tuple[int, int]:
    """How many rules are met or do not apply, of all."""
    met = (RuleOutcome.PASS, RuleOutcome.NOT_APPLICABLE)
    return sum(1 for one in results if one.outcome in met), len(results)


COLUMNS: tuple[Column[RuleLine], ...] = (
    Column(
        "Regel",
        lambda line: f"{line.info.id} {line.info.title}",
        icon=lambda line: icon(OUTCOME_ICONS[line.result.outcome], line.result.outcome.value),
        tip=lambda line: f"{line.info.id} {line.info.title}. {line.result.reason}",
        stretch=True,
    ),
    Column("Utfall", lambda line: line.word, tip=lambda line: line.result.reason, width=140),
)


class RulesTab(QWidget):
    """List and detail. `field_wanted(FieldRef)` leads to the field concerned."""

    field_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self._results: tuple[RuleResult, ...] = ()
        self.model: RowTableModel[RuleLine] = RowTableModel(COLUMNS, self, key=lambda line: line.info.id)
        self.table = RecordTable(self.model, "Regler")
        self.table.row_selected.connect(self._on_selected)
        self.detail = RuleDetail(session)
        self.table.opened.connect(self.detail.go_to_first_field)
        self.detail.field_wanted.connect(self.field_wanted)
        self.detail.settled.connect(self.focus_first)
        self.all_button = _chip("Alla")
        self.open_button = _chip("Att åtgärda")
        self._filters = QButtonGroup(self)
        for button in (self.all_button, self.open_button):
            self._filters.addButton(button)
        self.all_button.setChecked(True)
        self._filters.buttonClicked.connect(self._show_lines)
        self._nothing = EmptyState(
            "Inget att åtgärda", "Ingen regel är ouppfylld, saknar underlag eller väntar på bedömning.", icon_name="circle-check"
        )
        self._nothing.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.all_button)
        head.addWidget(self.open_button)
        head.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 12, 12, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self._nothing, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.detail)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([520, 500])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def load(self, view: CaseView) -> None:
        is_new = self._view is None or self._view.uid != view.uid
        self._view = view
        self.show_results(view.results)
        if is_new:
            self._select_first()

    def show_results(self, results: Sequence[RuleResult]) -> None:
        """Show outcomes, stored ones or those that follow from what is being typed."""
        self._results = tuple(results)
        self._show_lines()

    def show_rule(self, rule_id: str) -> None:
        if not any(line.info.id == rule_id for line in self.model.rows):
            self.all_button.setChecked(True)
            self._show_lines()
        self.table.select_key(rule_id)
        self.table.setFocus()

    def focus_first(self) -> None:
        self.table.setFocus()

    def _lines(self) -> list[RuleLine]:
        if self._view is None:
            return []
        rules = self._view.evidence.programme.rule_by_id
        departed = {one.rule_id for one in self._view.departures}
        return [RuleLine(rules[one.rule_id], one, one.rule_id in departed) for one in self._results if one.rule_id in rules]

    def _show_lines(self) -> None:
        lines = self._lines()
        waiting = [line for line in lines if line.result.outcome in OPEN and not line.departed]
        self.all_button.setText(f"Alla {len(lines)}")
        self.open_button.setText(f"Att åtgärda {len(waiting)}")
        shown = sorted(waiting, key=lambda line: OPEN.index(line.result.outcome)) if self.open_button.isChecked() else lines
        self.model.refresh_rows(shown)
        self.table.setVisible(bool(shown))
        self._nothing.setVisible(not shown and bool(lines))
        if not self.table.currentIndex().isValid():
            self._select_first()
        self._on_selected(self.table.current_row())

    def _select_first(self) -> None:
        waiting = [line for line in self.model.rows if line.result.outcome in OPEN and not line.departed]
        first = min(waiting, key=lambda line: OPEN.index(line.result.outcome), default=next(iter(self.model.rows), None))
        if first is not None:
            self.table.select_key(first.info.id)

    def _on_selected(self, line: RuleLine | None) -> None:
        if self._view is None or line is None:
            self.detail.clear()
        else:
            self.detail.show_rule(self._view, line.info, line.result)


def _chip(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setCheckable(True)
    button.setProperty("role", "chip")
    return button
