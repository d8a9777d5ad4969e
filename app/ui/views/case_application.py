"""The tab Ansökan: every field of the application and of its handling, with what the rules say beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.catalogues import APPLICATION
from app.domain.rules.evidence import RuleResult
from app.domain.views import CaseView
from app.domain.vocabulary import RuleOutcome
from app.ui.forms.binding import Part, process_part
from app.ui.forms.choice_editors import FlowLayout
from app.ui.forms.form import RecordForm
from app.ui.forms.recovery import Recovery
from app.ui.icons import icon
from app.ui.tables.meter import counted
from app.ui.widgets.badge import OUTCOME_ICONS
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel, tool_tip

if TYPE_CHECKING:
    from app.ui.session import Session

GROUPS = tuple(group.key for group in APPLICATION.groups if group.key != "money")
LINKS = (("economy", "Ekonomi"), ("proposal", "Förslag och beslut"))
COUNTED = (RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT, RuleOutcome.NEEDS_JUDGEMENT, RuleOutcome.PASS)
MOST_NAMED = 6


class RuleStrip(QFrame):
    """One line: how many rules have each outcome, and the unmet ones by number; follows the typing."""

    rule_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setAccessibleName("Reglernas utfall")
        self.count_labels: dict[RuleOutcome, PlainLabel] = {}
        self._icons: dict[RuleOutcome, IconLabel] = {}
        self.buttons: list[QPushButton] = []
        self._stored: dict[str, RuleOutcome] = {}
        self._shown: tuple[RuleResult, ...] | None = None
        self._area = QWidget()
        self._flow = FlowLayout(self._area, 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 24, 4)
        row.setSpacing(4)
        for outcome in COUNTED:
            self._icons[outcome] = IconLabel(OUTCOME_ICONS[outcome], outcome.value)
            self.count_labels[outcome] = PlainLabel("")
            row.addWidget(self._icons[outcome])
            row.addWidget(self.count_labels[outcome])
            row.addSpacing(10)
        row.addWidget(self._area, 1)

    def set_stored(self, results: Sequence[RuleResult]) -> None:
        self._stored = {one.rule_id: one.outcome for one in results}
        self._shown = None

    def show_results(self, results: Sequence[RuleResult]) -> None:
        if tuple(results) == self._shown:
            return
        self._shown = tuple(results)
        counts = Counter(one.outcome for one in results)
        for outcome, label in self.count_labels.items():
            label.setText(counted(outcome, counts[outcome]))
            label.setVisible(bool(counts[outcome]))
            self._icons[outcome].setVisible(bool(counts[outcome]))
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        moved = [one for one in results if self._stored.get(one.rule_id, one.outcome) is not one.outcome]
        failed = [one for one in results if one.outcome is RuleOutcome.FAIL and one not in moved]
        self.buttons = [self._button(one, one in moved) for one in (*moved, *failed)[:MOST_NAMED]]
        for button in self.buttons:
            self._flow.addWidget(button)

    def _button(self, result: RuleResult, has_moved: bool) -> QPushButton:
        button = QPushButton(icon(OUTCOME_ICONS[result.outcome], result.outcome.value), "", self._area)
        button.setText(f"{result.rule_id} {result.outcome.label}" if has_moved else result.rule_id)
        button.setProperty("role", "link")
        button.setAccessibleName(f"Regel {result.rule_id} {result.outcome.label}: {result.reason}")
        button.setToolTip(tool_tip(f"{result.outcome.label}. {result.reason}"))
        button.clicked.connect(lambda: self.rule_wanted.emit(result.rule_id))
        return button


class ApplicationTab(QWidget):
    """The rule strip over the form."""

    draft_changed = Signal(object)
    rule_wanted = Signal(str)
    link_wanted = Signal(str)

    def __init__(self, session: Session, recovery: Recovery | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts = (Part(APPLICATION, GROUPS), process_part("process"))
        self.form = RecordForm(session, None, session.bench.cases, parts=parts, recovery=recovery, links=LINKS)
        self.form.draft_changed.connect(self.draft_changed)
        self.form.link_wanted.connect(self.link_wanted)
        self.strip = RuleStrip()
        self.strip.rule_wanted.connect(self.rule_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(self.form, 1)

    def load(self, view: CaseView, *, read_only: bool, stack: QUndoStack, still_open: frozenset[str] = frozenset()) -> None:
        self.form.load(view, read_only=read_only or bool(still_open), still_open=still_open, stack=stack)
        self.strip.set_stored(view.results)

    def show_results(self, results: Sequence[RuleResult]) -> None:
        self.form.show_results(results)
        self.strip.show_results(results)

    def focus_first(self) -> None:
        self.form.show_section(0)
