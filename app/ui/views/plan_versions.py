"""The tab Versioner: all versions of the board's plan, and two of them side by side, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.views import PlanDifference, PlanVersion, PlanView
from app.ui.icons import icon
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.tables.words import NEW, OLD, TopDelegate, WordsDelegate, spoken
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.badge import KIND_ICONS, plan_kind
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

ONE_VERSION = (
    "Planen har en enda version",
    "När nämnden ändrar sin plan görs en ny version, som börjar som en kopia. Då kan de två jämföras här, ord för ord.",
)
HEIGHT_OF_ROWS = 4  # versions shown at once above the comparison


def _day(day: date | None) -> str:
    return swedish.iso_date(day) if day else swedish.EMPTY


def version_columns() -> tuple[Column[PlanVersion], ...]:
    def number(value: int | None) -> str:
        return swedish.EMPTY if value is None else str(value)

    return (
        Column("Version", lambda one: one.plan_version, number, align=Qt.AlignmentFlag.AlignRight, width=66),
        Column(
            "Läge",
            lambda one: one.state.label,
            icon=lambda one: icon(KIND_ICONS[plan_kind(one.state)], plan_kind(one.state)),
            width=200,
        ),
        Column(
            "Godkänd", lambda one: one.approved_date, lambda day: swedish.iso_date(day) if day else swedish.EMPTY, width=120, stretch=True
        ),
    )


def difference_columns(old: str, new: str) -> tuple[Column[PlanDifference], ...]:
    return (
        Column("Uppgift", lambda one: one.label, tip=lambda one: f"{one.group}: {one.label}", width=190),
        Column(old, lambda one: one.before, tip=lambda one: spoken(one.pieces), width=300, stretch=True),
        Column(new, lambda one: one.after, tip=lambda one: spoken(one.pieces), width=300, stretch=True),
    )


def version_name(version: PlanVersion) -> str:
    """'Version 2, godkänd av nämnd'."""
    number = "utan nummer" if version.plan_version is None else str(version.plan_version)
    return f"Version {number}, {version.state.label[:1].lower()}{version.state.label[1:]}"


def told(differences: Sequence[PlanDifference], old: str, new: str) -> str:
    if not differences:
        return f"Inget skiljer mellan {old} och {new}."
    what = "En uppgift skiljer" if len(differences) == 1 else f"{swedish.integer(len(differences))} uppgifter skiljer"
    return f"{what} mellan {old} och {new}"


class WordTable(RecordTable):
    """Rows as tall as their words need, both sides equally wide."""

    _fitting: QTimer | None = None  # the base class is resized before it stands

    def __init__(self, model: RowTableModel[PlanDifference], name: str) -> None:
        super().__init__(model, name)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self.resizeRowsToContents)
        self.setItemDelegateForColumn(0, TopDelegate(self))
        self.setItemDelegateForColumn(1, WordsDelegate(OLD, self))
        self.setItemDelegateForColumn(2, WordsDelegate(NEW, self))
        self.setWordWrap(True)
        self.setShowGrid(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(False)
        header.sectionResized.connect(self._fit_rows)
        model.modelReset.connect(self._fit_rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Once, when all columns have found their width."""
        if self._fitting is not None:
            self._fitting.start(0)


class VersionsTab(QWidget):
    """`version_opened(uid)` when another version is to be shown."""

    version_opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: PlanView | None = None
        self._shown: tuple[PlanVersion, ...] = ()
        self.model: RowTableModel[PlanVersion] = RowTableModel(version_columns(), self, key=lambda one: one.uid)
        self.table = RecordTable(self.model, "Planens versioner")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.opened.connect(lambda one: self.version_opened.emit(one.uid))
        self.old_combo, self.new_combo = QComboBox(), QComboBox()
        self.summary_label = PlainLabel("", "subheading", wrap=True)
        self.legend_label = PlainLabel("", "muted", wrap=True)
        self.readout_label = PlainLabel("", wrap=True, selectable=True)
        self.differences: RowTableModel[PlanDifference] = RowTableModel(
            difference_columns("Den äldre", "Den nyare"), self, key=lambda one: (one.group, one.label, one.before, one.after)
        )
        self.difference_table = WordTable(self.differences, "Skillnader mellan två versioner")
        self.difference_table.row_selected.connect(self._on_difference)
        self.pages = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(8)
        for text, combo, name in (("Jämför", self.old_combo, "Den äldre versionen"), ("med", self.new_combo, "Den nyare versionen")):
            label = PlainLabel(text)
            label.setBuddy(combo)
            combo.setAccessibleName(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.setMinimumContentsLength(10)  # it may shrink with large text in a small window
            combo.activated.connect(self.compare)
            choice.addWidget(label)
            choice.addWidget(combo)
        choice.addStretch(1)
        choice.addWidget(ActionButton(self._session.actions.new_version))
        compared = QWidget()
        below = QVBoxLayout(compared)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        for widget in (self.summary_label, self.legend_label):
            below.addWidget(widget)
        below.addWidget(self.difference_table, 1)
        below.addWidget(self.readout_label)
        self.pages.addWidget(compared)
        self.pages.addWidget(EmptyState(*ONE_VERSION, self._session.actions.new_version, icon_name="columns-3"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(self.table)
        self.choice = QWidget()
        choice.setContentsMargins(0, 0, 0, 0)
        self.choice.setLayout(choice)
        column.addWidget(self.choice)
        column.addWidget(self.pages, 1)

    def load(self, view: PlanView) -> None:
        is_new = self._view is None or self._view.uid != view.uid or self._shown != view.versions
        self._view, self._shown = view, view.versions
        self.model.refresh_rows(view.versions)
        self.table.select_key(view.uid)
        rows = min(max(len(view.versions), 1), HEIGHT_OF_ROWS)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(rows * self.table.verticalHeader().defaultSectionSize() + head + 6)
        has_two = len(view.versions) > 1
        self.choice.setVisible(has_two)
        self.pages.setCurrentIndex(0 if has_two else 1)
        if has_two and is_new:
            self._fill(view)
        if self.isVisible():
            self.compare()

    def _fill(self, view: PlanView) -> None:
        """This version beside the one before it; the first version beside the one after it."""
        uids = [one.uid for one in view.versions]  # newest first
        place = uids.index(view.uid) if view.uid in uids else 0
        old, new = (place + 1, place) if place + 1 < len(uids) else (place, place - 1)
        for combo, chosen in ((self.old_combo, old), (self.new_combo, new)):
            combo.clear()
            for version in view.versions:
                combo.addItem(version_name(version), version.uid)
            combo.setCurrentIndex(chosen)

    def compare(self) -> None:
        """Read what differs between the two chosen versions, away from the window."""
        old, new = self.old_combo.currentData(), self.new_combo.currentData()
        if old is None or new is None or self._view is None or len(self._view.versions) < 2:
            return
        plans = self._session.bench.plans
        self._session.jobs.start(lambda _progress: plans.compare(old, new)).then(
            lambda found: self._show_differences(old, new, found), self._session.messages.show
        )

    def _show_differences(self, old: UUID, new: UUID, found: Sequence[PlanDifference]) -> None:
        if (old, new) != (self.old_combo.currentData(), self.new_combo.currentData()):
            return  # another pair has been chosen meanwhile
        names = [combo.currentText().partition(",")[0] for combo in (self.old_combo, self.new_combo)]
        lower = [name[:1].lower() + name[1:] for name in names]
        self.differences.columns = difference_columns(*names)
        self.differences.set_rows(found)
        self.differences.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 2)
        self.summary_label.setText(told(found, *lower))
        self.legend_label.setText(f"Struket står bara i {lower[0]}, understruket bara i {lower[1]}.")
        for widget in (self.legend_label, self.difference_table):
            widget.setVisible(bool(found))
        self._on_difference(self.difference_table.current_row())

    def _on_difference(self, row: PlanDifference | None) -> None:
        self.readout_label.setText(f"{row.label}. {spoken(row.pieces)}" if row is not None else "")

    def focus_first(self) -> None:
        self.compare()
        (self.difference_table if self.differences.rowCount() else self.table).setFocus()
