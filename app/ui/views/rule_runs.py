"""A rule's earlier runs on a case: what was found each time and what had changed, and two of them compared word by word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.rules.runs import Run, changed_labels, compare_runs
from app.domain.views import PlanDifference
from app.ui.tables.model import RowTableModel
from app.ui.tables.words import spoken
from app.ui.views.plan_versions import WordTable, difference_columns
from app.ui.widgets.badge import OutcomeBadge
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.ui.session import Session

SHOWN = 10
NEVER = "Regeln har inte prövats tidigare."
SAME = "Inget skiljer mellan de två körningarna."


def local_time(moment: datetime) -> str:
    """'2015-04-02 14.02' in the clock of this computer."""
    here = moment.astimezone()
    return f"{swedish.iso_date(here)} {swedish.time_of_day(here)}"


def run_name(run: Run) -> str:
    """'2015-04-02 14.02, regelverk 1: Underlag saknas'."""
    return f"{local_time(run.at)}, regelverk {run.version}: {run.outcome.label}"


def changed_text(older: Run | None, run: Run) -> str:
    """What the run rested on that the one before it did not."""
    if older is None:
        return "Första körningen."
    labels = changed_labels(older, run)
    if not labels:
        return "Samma uppgifter."
    shown = swedish.join([f"”{label}”" for label in labels[:4]])
    return f"Skiljer: {shown}{f' och {len(labels) - 4} till' if len(labels) > 4 else ''}."


class RunsSection(Section):
    """The runs that were kept, newest first, and the way to compare two of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tidigare körningar", parent=parent)
        self._runs: tuple[Run, ...] = ()
        self._rule = ""
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.add_layout(self._rows)
        self.compare_button = QPushButton("Jämför körningar …")
        self.compare_button.clicked.connect(self.open_comparison)
        row = QHBoxLayout()
        row.addWidget(self.compare_button)
        row.addStretch(1)
        self.add_layout(row)

    def show_runs(self, session: Session, rule: str, runs: Sequence[Run]) -> None:
        self._session, self._rule, self._runs = session, rule, tuple(runs)
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for run, older in list(zip_longest(self._runs, self._runs[1:]))[:SHOWN]:
            if run is not None:
                self._rows.addWidget(_run_line(run, older))
        if not self._runs:
            self._rows.addWidget(PlainLabel(NEVER, "muted"))
        elif len(self._runs) > SHOWN:
            left = swedish.integer(len(self._runs) - SHOWN)
            self._rows.addWidget(PlainLabel(f"{left} äldre körningar finns att välja bland när du jämför.", "muted", wrap=True))
        self.compare_button.setVisible(len(self._runs) > 1)

    def open_comparison(self) -> RunsDialog:
        dialog = RunsDialog(self._rule, self._runs, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog


def _run_line(run: Run, older: Run | None) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(OutcomeBadge(run.outcome))
    row.addWidget(PlainLabel(f"{local_time(run.at)} · regelverk {run.version}", "muted", wrap=True), 1)
    column.addLayout(row)
    column.addWidget(PlainLabel(f"{changed_text(older, run)} {run.reason}", "muted", wrap=True, selectable=True))
    return line


class RunsDialog(QDialog):
    """Two runs chosen by date, and what differs between them."""

    def __init__(self, rule: str, runs: Sequence[Run], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs = tuple(runs)
        self.setWindowTitle("Jämför körningar")
        self.resize(860, 480)
        self.setMinimumSize(520, 320)
        self.old_combo, self.new_combo = self._combo("Den äldre körningen", 1), self._combo("Den nyare körningen", 0)
        self.summary = PlainLabel("", "subheading", wrap=True)
        self.legend = PlainLabel("Struket står bara i den äldre, understruket bara i den nyare.", "muted", wrap=True)
        self.readout = PlainLabel("", wrap=True, selectable=True)
        self.model: RowTableModel[PlanDifference] = RowTableModel(
            difference_columns("Den äldre", "Den nyare"), self, key=lambda one: (one.label, one.before, one.after)
        )
        self.table = WordTable(self.model, "Skillnader mellan två körningar")
        self.table.row_selected.connect(self._on_selected)
        close = QPushButton("Stäng")
        close.clicked.connect(self.accept)
        choice = QHBoxLayout()
        choice.setSpacing(8)
        for text, combo in (("Jämför", self.old_combo), ("med", self.new_combo)):
            label = PlainLabel(text)
            label.setBuddy(combo)
            choice.addWidget(label)
            choice.addWidget(combo, 1)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(rule, "heading", wrap=True))
        column.addLayout(choice)
        column.addWidget(self.summary)
        column.addWidget(self.legend)
        column.addWidget(self.table, 1)
        column.addWidget(self.readout)
        column.addLayout(last)
        self.compare()
        self.old_combo.setFocus()

    def _combo(self, name: str, chosen: int) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(16)
        for run in self._runs:
            combo.addItem(run_name(run))
        combo.setCurrentIndex(min(chosen, len(self._runs) - 1))
        combo.activated.connect(self.compare)
        return combo

    def compare(self) -> None:
        """Show what differs between the two chosen; the older by number is the older side, however they are chosen."""
        pair = sorted((self._runs[combo.currentIndex()] for combo in (self.old_combo, self.new_combo)), key=lambda run: run.number)
        found = compare_runs(*pair)
        self.model.set_rows(found)
        count = "En uppgift skiljer" if len(found) == 1 else f"{swedish.integer(len(found))} uppgifter skiljer"
        self.summary.setText(f"{count} mellan {local_time(pair[0].at)} och {local_time(pair[1].at)}" if found else SAME)
        for widget in (self.table, self.legend):
            widget.setVisible(bool(found))
        self._on_selected(self.table.current_row())

    def _on_selected(self, row: PlanDifference | None) -> None:
        self.readout.setText(f"{row.label}. {spoken(row.pieces)}" if row is not None else "")
