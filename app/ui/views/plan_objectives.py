"""The tab Mål: the objectives and their follow-up, and beside them the chosen objective's way to its target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.domain import plan_charts, plans
from app.domain.catalogues import PLAN
from app.domain.drafts import PlanObjective
from app.domain.rules.evidence import FieldRef
from app.domain.views import PlanView
from app.ui.charts.objective_chart import ObjectiveChartPanel
from app.ui.forms.binding import Part
from app.ui.forms.choice_editors import FlowLayout
from app.ui.forms.form import RecordForm
from app.ui.forms.recovery import Recovery
from app.ui.icons import icon
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

TABLE, VALUES = "objectives", "follow_up_values"
NO_OBJECTIVE = "Planen har inga mål än. Skriv det första i tabellen, så visas vägen till målet här."


class ObjectivePanel(QScrollArea):
    """One objective: whether it is complete, what is missing, and its chart. `field_wanted(FieldRef)`, `value_wanted(str)`."""

    field_wanted = Signal(object)
    value_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._objective: PlanObjective | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Det valda målet")
        self.badge = StateBadge()
        self.missing_links: list[LinkButton] = []
        self._missing = QWidget()
        self._flow = FlowLayout(self._missing, 4)
        self._missing_label = PlainLabel("Saknas:", "muted")
        self._missing_label.setMinimumHeight(LinkButton("").sizeHint().height())
        self._flow.addWidget(self._missing_label)
        self.text_label = PlainLabel("", wrap=True)
        self.chart = ObjectiveChartPanel()
        self.value_button = QPushButton(icon("plus"), "Lägg till uppföljningsvärde")
        self.value_button.clicked.connect(self._on_value)
        self.empty_label = PlainLabel(NO_OBJECTIVE, "muted", wrap=True)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.empty_label)
        column.addWidget(self.badge)
        column.addWidget(self._missing)
        column.addWidget(self.chart, 1)
        column.addWidget(self.text_label)
        column.addWidget(self.value_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(0)
        self.setWidget(page)

    def show_objective(self, view: PlanView, objective: PlanObjective | None, *, can_add: bool) -> None:
        self._objective = objective
        self.empty_label.setVisible(objective is None)
        for widget in (self.badge, self.chart, self.text_label):
            widget.setVisible(objective is not None)
        self.value_button.setVisible(objective is not None and can_add)
        self._missing.setVisible(False)
        if objective is None:
            return
        keys = plans.missing_parts(objective)
        if keys:
            self.badge.show_state("Inte komplett", "warning")
            self._show_missing(keys, plans.complete_parts(objective))
        else:
            self.badge.show_state("Komplett", "ok")
        self.text_label.setText(objective.text if objective.indicator else "")
        self.text_label.setVisible(bool(self.text_label.text()))
        self.chart.show_chart(plan_charts.objective_chart(objective, view.draft.follow_up_values))

    def _show_missing(self, keys: Sequence[str], labels: Sequence[str]) -> None:
        for link in self.missing_links:
            self._flow.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.missing_links = []
        for key, label in zip(keys, labels, strict=True):
            link = LinkButton(label, self._missing)
            link.clicked.connect(lambda _on=False, key=key: self._on_missing(key))
            self._flow.addWidget(link)
            self.missing_links.append(link)
        self._missing.setVisible(True)

    def _on_missing(self, key: str) -> None:
        if self._objective is not None:
            self.field_wanted.emit(FieldRef(f"{TABLE}.{key}", self._objective.uid))

    def _on_value(self) -> None:
        if self._objective is not None:
            self.value_wanted.emit(self._objective.number)


class ObjectivesTab(QWidget):
    def __init__(self, session: Session, recovery: Recovery | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: PlanView | None = None
        self._chosen: UUID | None = None
        parts = (Part(PLAN, ("objectives",)),)
        self.form = RecordForm(session, None, session.bench.plans, parts=parts, recovery=recovery, has_sections=False)
        self.panel = ObjectivePanel()
        self.panel.field_wanted.connect(self.form.focus_field)
        self.panel.value_wanted.connect(self.add_value)
        self.form.tables[TABLE].view.row_shown.connect(self._on_row)
        side = QFrame()
        side.setMinimumWidth(300)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.form)
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([620, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def load(self, view: PlanView, *, read_only: bool, still_open: frozenset[str], stack: QUndoStack) -> None:
        if self._view is None or self._view.uid != view.uid:
            self._chosen = None
        self._view = view
        self.form.load(view, read_only=read_only, still_open=still_open, stack=stack)
        self._show()

    @property
    def chosen(self) -> PlanObjective | None:
        """The objective in the panel: the one chosen in the table, else the first."""
        found = self._view.draft.objectives if self._view is not None else ()
        return next((one for one in found if one.uid == self._chosen), found[0] if found else None)

    def choose(self, row: UUID) -> None:
        """Show an objective, and mark it in the table."""
        self.form.focus_field(FieldRef(f"{TABLE}.number", row))

    def add_value(self, number: str) -> None:
        """A new follow-up value of an objective, ready to be filled in."""
        self.form.tables[VALUES].model.row_written.emit({"objective": number})

    def focus_first(self) -> None:
        self.form.show_section(0)

    def _on_row(self, uid: UUID | None) -> None:
        if uid is not None and uid != self._chosen:
            self._chosen = uid
            self._show()

    def _show(self) -> None:
        if self._view is not None:
            self.panel.show_objective(self._view, self.chosen, can_add=self.form.may_write(VALUES))
