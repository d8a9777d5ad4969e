"""A rule's page: what it says, where it comes from, and every case by its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain import swedish
from app.domain.rules.runs import RuleCase, RuleCases
from app.domain.vocabulary import RuleOutcome
from app.ui.forms.choice_editors import FlowLayout
from app.ui.icons import icon
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.views.rule_gate import ICON_ROOM, OPEN, chip
from app.ui.widgets.badge import OUTCOME_ICONS
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

ORDER = (*OPEN, RuleOutcome.PASS, RuleOutcome.NOT_APPLICABLE)
NO_CASES = "Inget ärende har prövats mot regeln än."
COLUMNS: tuple[Column[RuleCase], ...] = (
    Column("Ärende", lambda one: one.number, tip=lambda one: f"{one.number} {one.title}", width=104),
    Column("Insats", lambda one: one.title or "Namn saknas", tip=lambda one: f"{one.title}. {one.reason}", width=140, stretch=True),
    Column("Nämnd", lambda one: one.board, tip=lambda one: one.board, width=110, drop=1),
    Column(
        "Utfall",
        lambda one: f"{one.outcome.label}, avsteg" if one.departed else one.outcome.label,
        icon=lambda one: icon(OUTCOME_ICONS[one.outcome], one.outcome.value),
        tip=lambda one: one.reason,
        width=142,
    ),
)


class RuleCasesPanel(QWidget):
    """The cases of one rule under chips with counts; Enter opens the case at the rule. Read in a job, page by page."""

    def __init__(self, session: Session, rule_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rule_id = rule_id
        self.model: RowTableModel[RuleCase] = RowTableModel(COLUMNS, self, key=lambda one: one.uid)
        self.table = RecordTable(self.model, f"Ärenden efter utfall av {rule_id}")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.opened.connect(self._on_opened)
        self.table.row_selected.connect(self._on_selected)
        self.reason = PlainLabel("", "muted", wrap=True, selectable=True)
        self.summary = PlainLabel("Läser …", "muted", wrap=True)
        self._group = QButtonGroup(self)
        self.all_button = chip("Alla")
        self.buttons: dict[RuleOutcome | None, QPushButton] = {None: self.all_button}
        chips = QWidget()
        flow = FlowLayout(chips, 6)
        flow.addWidget(self.all_button)
        for outcome in ORDER:
            button = chip(outcome.label)
            button.setIcon(icon(OUTCOME_ICONS[outcome], outcome.value))
            button.setIconSize(ICON_ROOM)
            self.buttons[outcome] = button
            flow.addWidget(button)
        for button in self.buttons.values():
            self._group.addButton(button)
        self.all_button.setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.read())
        self.open_button = QPushButton("Öppna ärendet vid regeln")
        self.open_button.clicked.connect(lambda: self._on_opened(self.table.current_row()))
        last = QHBoxLayout()
        last.addWidget(self.open_button)
        last.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (chips, self.summary):
            column.addWidget(widget)
        self.table.setMinimumHeight(220)
        column.addWidget(self.table, 1)
        column.addWidget(self.reason)
        column.addLayout(last)
        self._show_rows(False)

    @property
    def outcome(self) -> RuleOutcome | None:
        """The outcome that is chosen; None: all."""
        return next((outcome for outcome, button in self.buttons.items() if button.isChecked()), None)

    def read(self) -> None:
        """Ask for the cases, away from the window."""
        pages, rule_id, outcome = self._session.bench.rule_pages, self.rule_id, self.outcome
        self._session.jobs.start(lambda _progress: pages.cases_by_rule(rule_id, outcome)).then(
            lambda found: self._show(outcome, found), self._session.messages.show
        )

    def _show(self, outcome: RuleOutcome | None, found: RuleCases) -> None:
        if not isValid(self) or outcome is not self.outcome:
            return  # another rule, or another chip, has been chosen meanwhile
        pages, rule_id = self._session.bench.rule_pages, self.rule_id

        def more(offset: int) -> Sequence[RuleCase]:
            return pages.cases_by_rule(rule_id, outcome, offset=offset).rows

        self.model.set_rows(found.rows, total=found.total, page=more)
        total = sum(found.counts.values())
        self.all_button.setText(f"Alla {swedish.integer(total)}")
        for one in ORDER:
            self.buttons[one].setText(f"{one.label} {swedish.integer(found.counts[one])}")
            self.buttons[one].setVisible(bool(found.counts[one]) or self.buttons[one].isChecked())
        shown = "1 ärende" if found.total == 1 else f"{swedish.integer(found.total)} ärenden"
        self.summary.setText(NO_CASES if not total else f"{shown}. Enter öppnar ärendet vid regeln.")
        self._show_rows(bool(found.rows))
        if found.rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._on_selected(self.table.current_row())

    def _show_rows(self, is_any: bool) -> None:
        for widget in (self.table, self.open_button):
            widget.setVisible(is_any)

    def _on_selected(self, row: RuleCase | None) -> None:
        self.reason.setText(row.reason if row is not None else "")

    def _on_opened(self, row: RuleCase | None) -> None:
        if row is not None:
            self._session.navigate.emit("application", (row.uid, f"rules:{self.rule_id}"))
