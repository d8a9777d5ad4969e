"""Which cases are put in a round: several at a time, found by searching."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish, workflow
from app.domain.case_list import ApplicationRow, ListQuery
from app.domain.scoring import RoundInfo
from app.domain.vocabulary import ApplicationState
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from app.ui.session import Session

OPEN_STATES = tuple(state for state in ApplicationState if workflow.is_open(state))


def _amount(value: int | None) -> str:
    return swedish.EMPTY if value is None else swedish.integer(value)


COLUMNS: tuple[Column[ApplicationRow], ...] = (
    Column("Dnr", lambda row: row.registry_number or row.case_number, width=104),
    Column("Insats", lambda row: row.title, lambda text: text or "(namn saknas)", tip=lambda row: row.title, width=160, stretch=True),
    Column("Nämnd", lambda row: row.applicant, lambda text: text or swedish.EMPTY, width=130),
    Column("Sökt (kr)", lambda row: row.amount_applied, _amount, align=Qt.AlignmentFlag.AlignRight, width=96),
    Column("Läge", lambda row: row.state.label, tip=lambda row: row.state.label, width=140, drop=1),
)


class RoundCasesDialog(QDialog):
    """Open cases that are not in the round yet; `chosen()` are those that are marked."""

    def __init__(self, session: Session, info: RoundInfo, held: frozenset[UUID], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._held = held
        self.setWindowTitle("Lägg ärenden i omgången")
        self.resize(760, 480)
        self.model: RowTableModel[ApplicationRow] = RowTableModel(COLUMNS, self)
        self.table = RecordTable(self.model, "Ärenden att lägga till")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.selectionModel().selectionChanged.connect(self._count)
        self.table.opened.connect(lambda _row: self.accept())
        self.search = SearchField("Sök bland ärendena")
        self.search.searched.connect(lambda _text: self.reload())
        self.search.descended.connect(self.table.setFocus)
        self.empty = EmptyState("Inga ärenden att lägga till", "Alla öppna ärenden som sökningen hittar är redan med.", icon_name="files")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.empty)
        self.more_label = PlainLabel("", "muted", wrap=True)
        self.add_button = QPushButton()
        self.add_button.setProperty("role", "primary")
        self.add_button.clicked.connect(self.accept)
        leave = QPushButton("Avbryt")
        leave.clicked.connect(self.reject)
        for button in (self.add_button, leave):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.more_label, 1)
        buttons.addWidget(self.add_button)
        buttons.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        told = f"Markera de ärenden som ska bedömas tillsammans i {info.name}. Ctrl och Skift markerar flera, Ctrl+A alla."
        column.addWidget(PlainLabel(told, "muted", wrap=True))
        column.addWidget(self.search)
        column.addWidget(self.pages, 1)
        column.addLayout(buttons)
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """The first that are not in the round yet; those that are do not take their place."""
        queries = self._session.bench.queries
        query = ListQuery(text=self.search.text(), states=OPEN_STATES, sort="case_number", descending=False)
        rows: list[ApplicationRow] = []
        read = total = 0
        while len(rows) < query.limit:
            page = queries.applications(replace(query, offset=read), ())
            rows += [row for row in page.rows if row.uid not in self._held]
            read, total = read + len(page.rows), page.total
            if not page.rows or read >= total:
                break
        self.model.set_rows(rows)
        self.pages.setCurrentWidget(self.table if rows else self.empty)
        left_out = total - read
        self.more_label.setText(f"{swedish.integer(left_out)} till finns. Sök för att hitta dem." if left_out > 0 else "")
        self._count()

    def chosen(self) -> tuple[UUID, ...]:
        return tuple(row.uid for row in self.table.selected_rows())

    def _count(self) -> None:
        count = len(self.chosen())
        self.add_button.setText(f"Lägg till {swedish.integer(count)} ärenden" if count > 1 else "Lägg till ärendet")
        self.add_button.setEnabled(count > 0)
