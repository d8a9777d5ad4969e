"""The tab Aktiviteter: as a table or as a time line, and beside it the applications that lean on the chosen activity."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QUndoStack
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain import plan_charts, swedish
from app.domain.catalogues import PLAN
from app.domain.drafts import PlanActivity
from app.domain.programme import Programme
from app.domain.rules.evidence import FieldRef
from app.domain.views import ApplicationRow, PlanView
from app.domain.vocabulary import ActivityState
from app.ui.charts.timeline_chart import TimelineChart
from app.ui.forms.binding import Part
from app.ui.forms.form import RecordForm
from app.ui.forms.recovery import Recovery
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.ui.session import Session

TABLE = "activities"
NO_ACTIVITY = "Planen har inga aktiviteter än. Skriv den första i tabellen."
STATE_KINDS = {
    ActivityState.NOT_STARTED: "plain",
    ActivityState.IN_PROGRESS: "info",
    ActivityState.FINISHED: "ok",
    ActivityState.DISCONTINUED: "error",
}


class ActivityPanel(QScrollArea):
    """One activity with its time, its state and the cases that lean on it. `case_chosen(uid)`."""

    case_chosen = Signal(object)

    def __init__(self, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self.links: list[LinkButton] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Den valda aktiviteten")

    def show_activity(self, activity: PlanActivity | None, cases: tuple[ApplicationRow, ...]) -> None:
        self.links = []
        page, column = QWidget(), QVBoxLayout()
        page.setProperty("role", "page")
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        if activity is None:
            column.addWidget(PlainLabel(NO_ACTIVITY, "muted", wrap=True))
        else:
            name = " ".join(part for part in (activity.number, activity.title) if part) or "Aktivitet utan namn"
            column.addWidget(PlainLabel(name, "subheading", wrap=True))
            if activity.state is not None:
                column.addWidget(StateBadge(activity.state.label, STATE_KINDS[activity.state]))
            for text in self._facts(activity):
                column.addWidget(PlainLabel(text, "muted", wrap=True))
            column.addWidget(self._cases(cases))
        column.addStretch(1)
        page.setLayout(column)
        self.setWidget(page)

    def _facts(self, activity: PlanActivity) -> list[str]:
        days = [swedish.iso_date(day) if day else "" for day in (activity.start, activity.end)]
        places = swedish.join([self._programme.district_name(key) for key in activity.districts])
        found = [
            f"{days[0] or '…'} till {days[1] or '…'}" if any(days) else "",
            places,
            f"Ansvarig: {activity.lead}" if activity.lead else "",
            f"Betalas med {activity.financing.label.lower()}" if activity.financing else "",
        ]
        return [one for one in found if one]

    def _cases(self, cases: tuple[ApplicationRow, ...]) -> Section:
        section = Section(f"Ansökningar ({len(cases)})")
        section.add(PlainLabel(sum_text(cases), "" if cases else "muted", wrap=True))
        for case in cases:
            link = LinkButton(case_text(case))
            link.clicked.connect(lambda _on=False, uid=case.uid: self.case_chosen.emit(uid))
            section.add(link)
            self.links.append(link)
        return section


class ActivitiesTab(QWidget):
    def __init__(self, session: Session, recovery: Recovery | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: PlanView | None = None
        self._chosen: UUID | None = None
        parts = (Part(PLAN, ("activities",)),)
        self.form = RecordForm(session, None, session.bench.plans, parts=parts, recovery=recovery, has_sections=False)
        self.chart = TimelineChart()
        self.panel = ActivityPanel(session.bench.programme)
        self.table_button, self.line_button = QPushButton("Tabell"), QPushButton("Tidslinje")
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        choices = QHBoxLayout()
        choices.setContentsMargins(24, 8, 16, 0)
        choices.setSpacing(8)
        for button, tip in ((self.table_button, "Aktiviteterna i en tabell"), (self.line_button, "Aktiviteterna i tid (Ctrl+L)")):
            button.setProperty("role", "chip")
            button.setCheckable(True)
            button.setToolTip(tip)
            group.addButton(button)
            choices.addWidget(button)
        choices.addStretch(1)
        self.table_button.setChecked(True)
        line = QWidget()
        inner = QVBoxLayout(line)
        inner.setContentsMargins(24, 12, 16, 12)
        inner.addWidget(self.chart)
        self.pages.addWidget(self.form)
        self.pages.addWidget(line)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(choices)
        column.addWidget(self.pages, 1)
        side = QFrame()
        side.setProperty("role", "side")
        side.setMinimumWidth(250)
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(0, 0, 0, 0)
        side_column.addWidget(self.panel)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([720, 290])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        self.line_button.toggled.connect(self._on_line)
        self.form.tables[TABLE].view.row_shown.connect(self._on_row)
        self.chart.activity_selected.connect(self._on_row)
        self.chart.activity_opened.connect(self.edit)
        self.panel.case_chosen.connect(lambda uid: self._session.navigate.emit("application", uid))
        shortcut = QShortcut(QKeySequence("Ctrl+L"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.turn)

    def load(self, view: PlanView, *, read_only: bool, still_open: frozenset[str], stack: QUndoStack, today: date) -> None:
        if self._view is None or self._view.uid != view.uid:
            self._chosen = None
        self._view = view
        self.form.load(view, read_only=read_only, still_open=still_open, stack=stack)
        activity = self.chosen
        self.chart.show_line(plan_charts.timeline(view.draft, today), activity.uid if activity is not None else None)
        self._show()

    @property
    def chosen(self) -> PlanActivity | None:
        """The activity in the panel: the one chosen in the table or the time line, else the first."""
        found = self._view.draft.activities if self._view is not None else ()
        return next((one for one in found if one.uid == self._chosen), found[0] if found else None)

    def turn(self) -> None:
        """From table to time line, or back."""
        (self.table_button if self.line_button.isChecked() else self.line_button).click()

    def edit(self, activity: UUID) -> None:
        """From the time line to the activity's row in the table."""
        self.table_button.setChecked(True)
        self.form.focus_field(FieldRef(f"{TABLE}.title", activity))

    def show_field(self, ref: FieldRef) -> bool:
        self.table_button.setChecked(True)
        return self.form.focus_field(ref)

    def focus_first(self) -> None:
        if self.line_button.isChecked():
            self.chart.focus_first()
        else:
            self.form.show_section(0)

    def _on_line(self, shown: bool) -> None:
        self.form.commit()
        self.pages.setCurrentIndex(int(shown))
        if shown and self.chosen is not None:
            self.chart.select(self.chosen.uid)
        self.focus_first()

    def _on_row(self, uid: UUID | None) -> None:
        if uid is not None and uid != self._chosen:
            self._chosen = uid
            self._show()

    def _show(self) -> None:
        activity = self.chosen
        cases = self._view.by_activity.get(activity.uid, ()) if self._view is not None and activity is not None else ()
        self.panel.show_activity(activity, tuple(cases))


def case_text(case: ApplicationRow) -> str:
    """'2015-020 Läxhjälp i Vårberg · 1 200 000 kr · Formell kontroll'."""
    amount = swedish.kronor(case.amount_applied) if case.amount_applied is not None else "belopp saknas"
    return f"{case.registry_number or case.case_number} {case.title or 'utan namn'} · {amount} · {case.state.label}"


def sum_text(cases: tuple[ApplicationRow, ...]) -> str:
    """'Sökt sammanlagt 2 400 000 kr.'"""
    if not cases:
        return "Ingen ansökan bygger på aktiviteten."
    return f"Sökt sammanlagt {swedish.kronor(sum(case.amount_applied or 0 for case in cases))}."
