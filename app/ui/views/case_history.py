"""The tab Historik: what has been changed, when, by whom, from what to what; and the decision ladder by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.domain import ladder, swedish, workflow
from app.domain.ladder import StepRow
from app.domain.views import CaseView, LogRow
from app.ui.icons import icon
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.views.case_rule_detail import local_time
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from app.ui.session import Session

COLUMNS: tuple[Column[LogRow], ...] = (
    Column("När", lambda row: row.at, local_time, copy=local_time, width=140),
    Column("Vem", lambda row: row.who, tip=lambda row: row.who, width=140, wide=230),
    Column("Vad", lambda row: row.what, tip=lambda row: row.what, width=230),
    Column("Före", lambda row: row.before, tip=lambda row: row.before, width=220),
    Column("Efter", lambda row: row.after, tip=lambda row: row.after, stretch=True),
)


def _step_icon(row: StepRow) -> Any:
    if row.is_corrected or row.corrects is not None:
        return icon("undo-2", "muted")
    if row.is_remit:
        return icon("undo-2", "warning")
    return icon("clock", "warning") if row.is_tabling else icon("circle-check", "ok")


def _step_name(row: StepRow) -> str:
    return f"{row.label} (rättat)" if row.is_corrected else row.label


def _taken_by(row: StepRow) -> str:
    """'kommunstyrelsen', as the table of steps has it."""
    if row.corrects is not None:
        return ""
    return workflow.TABLED_BY.get(row.target, "") if row.is_tabling else workflow.mover(row.origin, row.target)


def _registered(row: StepRow) -> str:
    return f"{row.who} {local_time(row.at)}"


def _papers(row: StepRow) -> str:
    """Which document shows the step, who took it, and who wrote it down."""
    document = f"{row.extract_name}. Enter visar den under Underlag." if row.extract else "Ingen handling är angiven."
    by = f"Steget togs av {_taken_by(row)}." if _taken_by(row) else ""
    return "\n".join(part for part in (document, by, f"Registrerat av {_registered(row)}.") if part)


STEP_COLUMNS: tuple[Column[StepRow], ...] = (
    Column("Dag", lambda row: row.day, swedish.iso_date, copy=swedish.iso_date, width=92),
    Column("Steg", _step_name, tip=_step_name, icon=_step_icon, width=210, wide=250),
    Column("Från", lambda row: row.origin.label, tip=lambda row: row.origin.label, width=160, drop=3),
    Column("§", lambda row: ladder.paragraph_text(row.paragraph), width=56),
    Column("Av", _taken_by, tip=_taken_by, width=140, drop=2),
    Column("Anteckning", lambda row: row.note, tip=lambda row: row.note, width=140, stretch=True),
    Column("Handling", lambda row: row.extract_name, tip=lambda row: row.extract_name, width=120, wide=180),
    Column("Registrerat", _registered, tip=_registered, width=180, drop=1),
)
NO_STEPS = "Ärendet har inte förts vidare sedan det registrerades. Varje steg visas här med dag, paragraf, skäl och handling."


class HistoryTab(QWidget):
    """The log of one case, newest first, with a filter, or its ladder; the whole of a long text is shown below the list.

    `document_wanted(uid)` leads to the document that shows a step.
    """

    document_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self._rows: tuple[LogRow, ...] = ()
        self._is_stale = True
        self.model: RowTableModel[LogRow] = RowTableModel(COLUMNS, self, key=lambda row: row.sequence)
        self.table = RecordTable(self.model, "Historik")
        self.table.enable_type_to_find()
        self.table.row_selected.connect(self._on_selected)
        self.filter = SearchField("Filtrera på fält, person eller text")
        self.filter.setMaximumWidth(360)
        self.filter.searched.connect(self._show)
        self.filter.descended.connect(self.table.setFocus)
        self.table.typed.connect(self._on_typed)
        self.count = PlainLabel("", "muted")
        self.before = PlainLabel("", wrap=True, selectable=True)
        self.after = PlainLabel("", wrap=True, selectable=True)
        self._empty = EmptyState("Ingen händelse", "Inget i historiken svarar mot filtret.", icon_name="history")
        self.step_model: RowTableModel[StepRow] = RowTableModel(STEP_COLUMNS, self)
        self.step_table = RecordTable(self.step_model, "Beslutskedja")
        self.step_table.row_selected.connect(self._on_step)
        self.step_table.opened.connect(self._on_opened)
        self._no_steps = EmptyState("Inga steg än", NO_STEPS, icon_name="history")
        self._lay_out()

    def _lay_out(self) -> None:
        self.log_button, self.ladder_button = QPushButton("Alla händelser"), QPushButton("Beslutskedja")
        self._choice = QButtonGroup(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        for button in (self.log_button, self.ladder_button):
            button.setCheckable(True)
            button.setProperty("role", "chip")
            self._choice.addButton(button)
            head.addWidget(button)
        self.log_button.setChecked(True)
        self.ladder_button.toggled.connect(self._on_choice)
        head.addSpacing(8)
        head.addWidget(self.filter, 1)
        head.addWidget(self.count)
        head.addStretch(1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        for page in (self.table, self._empty, self.step_table, self._no_steps):
            column.addWidget(page, 1)
        splitter.addWidget(top)
        splitter.addWidget(self._texts())
        splitter.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(splitter, 1)

    def _texts(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(24)
        self._titles = (PlainLabel("Före", "label"), PlainLabel("Efter", "label"))
        for title, label in zip(self._titles, (self.before, self.after), strict=True):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(title)
            column.addWidget(label)
            column.addStretch(1)
            row.addLayout(column, 1)
        return page

    def load(self, view: CaseView) -> None:
        if self._view is None or self._view.uid != view.uid:
            self.filter.clear()
        self._view = view
        self._is_stale = True
        if self.isVisible():
            self.read()

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        self.read()

    def read(self) -> None:
        """Read the log when it is looked at, not at each change."""
        if self._is_stale and self._view is not None and self._session.is_open:
            self._is_stale = False
            self._rows = self._session.bench.queries.log(self._view.uid)
            self._show()

    def focus_first(self) -> None:
        (self.step_table if self.is_ladder else self.table).setFocus()

    @property
    def is_ladder(self) -> bool:
        """Whether the decision ladder is shown in place of the log."""
        return self.ladder_button.isChecked()

    def show_ladder(self) -> None:
        self.ladder_button.setChecked(True)

    def _on_choice(self) -> None:
        for title, name in zip(
            self._titles, ("Anteckning", "Handling och registrering") if self.is_ladder else ("Före", "Efter"), strict=True
        ):
            title.setText(name)
        self._show()
        self.focus_first()

    def _show(self) -> None:
        is_ladder = self.is_ladder
        self.filter.setVisible(not is_ladder)
        self.table.setVisible(not is_ladder)
        self._empty.setVisible(False)
        steps = self._view.steps if self._view is not None else ()
        self.step_table.setVisible(is_ladder and bool(steps))
        self._no_steps.setVisible(is_ladder and not steps)
        self.step_model.refresh_rows(tuple(reversed(steps)))
        if is_ladder:
            self.count.setText("1 steg" if len(steps) == 1 else f"{swedish.integer(len(steps))} steg")
            if steps and not self.step_table.currentIndex().isValid():
                self.step_table.setCurrentIndex(self.step_model.index(0, 0))
            self._on_step(self.step_table.current_row())
        else:
            self._show_log()

    def _on_step(self, row: StepRow | None) -> None:
        if self.is_ladder:
            self.before.setText((row.note if row else "") or swedish.EMPTY)
            self.after.setText(_papers(row) if row else swedish.EMPTY)

    def _on_opened(self, row: StepRow) -> None:
        if row.extract is not None:
            self.document_wanted.emit(row.extract)

    def _show_log(self) -> None:
        words = swedish.fold(self.filter.text()).split()
        texts = ((row, swedish.fold(f"{row.what} {row.who} {row.before} {row.after} {local_time(row.at)}")) for row in self._rows)
        found = [row for row, text in texts if all(word in text for word in words)]
        self.model.refresh_rows(found)
        all_of_them = "1 händelse" if len(self._rows) == 1 else f"{swedish.integer(len(self._rows))} händelser"
        self.count.setText(f"{swedish.integer(len(found))} av {all_of_them}" if words else all_of_them)
        self.table.setVisible(bool(found))
        self._empty.setVisible(not found)
        if found and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._on_selected(self.table.current_row())

    def _on_typed(self, text: str) -> None:
        self.filter.setFocus()
        self.filter.setText(self.filter.text() + text)

    def _on_selected(self, row: LogRow | None) -> None:
        if self.is_ladder:
            return
        self.before.setText((row.before if row else "") or swedish.EMPTY)
        self.after.setText((row.after if row else "") or swedish.EMPTY)
