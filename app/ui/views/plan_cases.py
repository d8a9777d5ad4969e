"""The tab Ansökningar: the cases that lean on this version, with activity, amount and how the rules stand."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.views import ApplicationRow, PlanView
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.views.plan_activities import sum_text
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight
EMPTY = (
    "Ingen ansökan bygger på den här versionen",
    "En ansökan hör hit när den anger planens version. Aktiviteten känns igen på nummer eller namn.",
)
NO_ACTIVITY = "finns inte i planen"


class CasesTab(QWidget):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._activities: dict[UUID, str] = {}
        self.model: RowTableModel[ApplicationRow] = RowTableModel(self._columns(), self, key=lambda row: row.uid)
        self.table = RecordTable(self.model, "Ansökningar som bygger på planen")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.opened.connect(lambda row: session.navigate.emit("application", row.uid))
        self.table.context_actions = lambda: [session.actions.copy_rows]
        self.sum_label = PlainLabel("", "label", wrap=True)
        self.pages = QStackedWidget()
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.sum_label)
        column.addWidget(self.table, 1)
        self.pages.addWidget(filled)
        self.pages.addWidget(EmptyState(*EMPTY, icon_name="files"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _columns(self) -> tuple[Column[ApplicationRow], ...]:
        def activity(row: ApplicationRow) -> str:
            return self._activities.get(row.uid, NO_ACTIVITY)

        def amount(value: int | None) -> str:
            return swedish.EMPTY if value is None else swedish.integer(value)

        return (
            Column("Ärende", lambda row: row.registry_number or row.case_number, width=120),
            Column("Insats", lambda row: row.title, tip=lambda row: row.title, width=170, stretch=True),
            Column("Aktivitet i planen", activity, tip=activity, width=170, wide=260),
            Column("Sökt (kr)", lambda row: row.amount_applied, amount, align=_RIGHT, width=92),
            Column("Ej uppfyllda", lambda row: row.failed, swedish.integer, align=_RIGHT, width=92, drop=1),
            Column("Läge", lambda row: row.state.label, width=150),
        )

    def load(self, view: PlanView) -> None:
        names = {one.uid: " ".join(part for part in (one.number, one.title) if part) for one in view.draft.activities}
        self._activities = {case.uid: names.get(uid, "") for uid, cases in view.by_activity.items() for case in cases}
        self.model.refresh_rows(view.leaning)
        self.sum_label.setText(sum_text(view.leaning))
        self.pages.setCurrentIndex(0 if view.leaning else 1)

    def focus_first(self) -> None:
        self.table.setFocus()
