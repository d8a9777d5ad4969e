"""Who is asked to assess a case: everybody with role and jäv, what speaks against it, and the assignment."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.conflicts import ConflictRow
from app.domain.vocabulary import ConflictOutcome
from app.errors import NotFound
from app.ui.dialogs.conflict import decided, open_conflicts, state_icon, state_of
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

ASSIGN, UNASSIGN = "Tilldela", "Ta bort tilldelningen"


def told(row: ConflictRow) -> str:
    """What is known of the chosen person, before the assignment."""
    parts = [*row.evidence]
    if row.outcome is not None:
        parts.append(decided(row))
    if row.outcome is ConflictOutcome.DISQUALIFIED:
        parts.append("Den som har anmält jäv kan inte tilldelas ärendet.")
    return "\n".join(parts) or "Inga bindningar till ärendets parter är kända. Fråga personen innan du tilldelar."


COLUMNS: tuple[Column[ConflictRow], ...] = (
    Column("Person", lambda row: row.person.name, tip=lambda row: row.person.name, width=160, stretch=True),
    Column("Roll", lambda row: row.person.role.label if row.person.role else "", lambda text: text or swedish.EMPTY, width=110, drop=2),
    Column("Enhet", lambda row: row.person.unit, lambda text: text or swedish.EMPTY, tip=lambda row: row.person.unit, width=120, drop=1),
    Column(
        "Jäv",
        lambda row: state_of(row)[0],
        icon=state_icon,
        tip=lambda row: " ".join(row.evidence) or state_of(row)[0],
        width=170,
    ),
    Column("Bedömer", lambda row: swedish.yes_no(row.is_assigned), width=76),
)


class AssignDialog(QDialog):
    """Assigns and takes back, one person at a time; each is stored at once."""

    def __init__(self, session: Session, case: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._case = case
        self.setWindowTitle("Tilldela bedömare")
        self.resize(720, 440)
        self.model: RowTableModel[ConflictRow] = RowTableModel(COLUMNS, self, key=lambda row: row.person.uid)
        self.table = RecordTable(self.model, "Personer")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.row_selected.connect(self._show_chosen)
        people = QPushButton("Registrera personer")
        people.clicked.connect(self._to_people)
        self.pages = QStackedWidget()
        self.empty = EmptyState(
            "Inga personer är registrerade",
            "Bedömare registreras med roll och bindningar under Programmet, sidan Personer.",
            icon_name="users",
            buttons=(people,),
        )
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.empty)
        self.detail_label = PlainLabel("", wrap=True, selectable=True)
        self.assign_button = QPushButton(ASSIGN)
        self.assign_button.setProperty("role", "primary")
        self.assign_button.clicked.connect(self._on_assign)
        self.table.opened.connect(lambda _row: self.assign_button.click())
        self.conflict_button = QPushButton("Pröva jäv …")
        self.conflict_button.clicked.connect(self._on_conflict)
        close = QPushButton("Stäng")
        close.clicked.connect(self.accept)
        for button in (self.assign_button, self.conflict_button, close):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.assign_button)
        buttons.addWidget(self.conflict_button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(
            PlainLabel("Varje bedömare sätter poäng för sig. Bindningar till ärendets parter visas innan du tilldelar.", "muted", wrap=True)
        )
        column.addWidget(self.pages, 1)
        column.addWidget(self.detail_label)
        column.addLayout(buttons)
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        rows = self._session.bench.conflicts.suggestions(self._case)
        self.model.refresh_rows(rows)
        self.pages.setCurrentWidget(self.table if rows else self.empty)
        if rows and self.table.current_row() is None:
            self.table.selectRow(0)
        self._show_chosen(self.table.current_row())

    @property
    def chosen(self) -> ConflictRow | None:
        return self.table.current_row()

    def _show_chosen(self, row: ConflictRow | None) -> None:
        may_write = self._session.is_writable and row is not None
        self.detail_label.setText(told(row) if row is not None else "")
        self.assign_button.setText(UNASSIGN if row is not None and row.is_assigned else ASSIGN)
        barred = row is not None and row.outcome is ConflictOutcome.DISQUALIFIED and not row.is_assigned
        self.assign_button.setEnabled(may_write and not barred)
        self.conflict_button.setEnabled(may_write)

    def _on_assign(self) -> None:
        row = self.chosen
        if row is None:
            return
        assessments, case, person = self._session.bench.assessments, self._case, row.person.uid
        if row.is_assigned:
            self._session.write(lambda: assessments.unassign(case, person), self._on_stored)
            return
        question = f"{' '.join(row.evidence)} Bindningen är inte prövad. Tilldela ändå?"
        if row.evidence and not row.is_settled and not self._session.messages.confirm("Möjligt jäv", question, ASSIGN):
            return
        self._session.write(lambda: assessments.assign(case, person), self._on_stored)

    def _on_stored(self, _changes: object) -> None:
        self.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_conflict(self) -> None:
        row = self.chosen
        if row is not None:
            open_conflicts(self._session, self._case, row.person.uid)
            try:
                self.reload()
            except NotFound:  # whoever sits here has declared jäv, and was told so there
                self.reject()

    def _to_people(self) -> None:
        self.accept()
        self._session.navigate.emit("page", ("", "people"))
