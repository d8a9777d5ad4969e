"""From a workbook to a case: read it away from the window, show what it holds and what is wrong, then store it or leave no trace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain import swedish
from app.domain.problems import Problem
from app.domain.programme import Programme
from app.domain.rules.evidence import RuleResult
from app.domain.views import Created, Difference, ImportPreview
from app.domain.vocabulary import RuleOutcome
from app.ui.icons import icon
from app.ui.jobs import Job
from app.ui.messages import WORKBOOKS
from app.ui.session import Session
from app.ui.tables.meter import counted
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.badge import OUTCOME_ICONS, StateBadge
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.strip import Strip

READ_ONLY_TEXT = "Ärendefilen är öppen bara för läsning. En ansökan kan inte läsas in förrän filen kan skrivas."
TEMPLATE_NAME = "Ansokningsblankett.xlsx"
_ORDER = (
    RuleOutcome.FAIL,
    RuleOutcome.INSUFFICIENT,
    RuleOutcome.NEEDS_JUDGEMENT,
    RuleOutcome.PASS,
    RuleOutcome.NOT_APPLICABLE,
)
_RIGHT = Qt.AlignmentFlag.AlignRight

PROBLEM_COLUMNS: tuple[Column[Problem], ...] = (
    Column("Blad", lambda one: one.sheet or swedish.EMPTY, width=130),
    Column("Rad", lambda one: one.row, lambda row: swedish.EMPTY if row is None else str(row), align=_RIGHT, width=56),
    Column("Kolumn", lambda one: one.column or swedish.EMPTY, width=72),
    Column("Vad som ska rättas", lambda one: one.message, stretch=True),
)
DIFFERENCE_COLUMNS: tuple[Column[Difference], ...] = (
    Column("Uppgift", lambda one: one.label, width=220),
    Column("I ärendet nu", lambda one: one.before or swedish.EMPTY, width=220),
    Column("I arbetsboken", lambda one: one.after or swedish.EMPTY, stretch=True),
)


def rule_columns(programme: Programme) -> tuple[Column[RuleResult], ...]:
    def title(result: RuleResult) -> str:
        info = programme.rule_by_id.get(result.rule_id)
        return f"{result.rule_id} {info.title}" if info else result.rule_id

    return (
        Column("Regel", title, width=230),
        Column(
            "Utfall",
            lambda one: one.outcome.label,
            width=150,
            icon=lambda one: icon(OUTCOME_ICONS[one.outcome], one.outcome.value),
        ),
        Column("Skäl", lambda one: one.reason, stretch=True),
    )


# --- the ways in -------------------------------------------------------------------------------------


def start_import(session: Session, path: Path | None = None) -> Job | None:
    """Reads a workbook, asked for or dropped on the window, and shows what it holds. None when nothing was chosen."""
    if not session.is_writable:
        session.messages.strip(READ_ONLY_TEXT, "warning")
        return None
    chosen = path or session.messages.ask_open_file("Läs in ansökningsblankett", WORKBOOKS)
    if chosen is None:
        return None
    bench = session.bench
    return session.run(
        lambda progress: bench.forms.read(chosen, progress),
        f"Läser {chosen.name}",
        done=lambda preview: show_preview(session, preview),
    )


def show_preview(session: Session, preview: ImportPreview) -> ImportDialog:
    dialog = ImportDialog(session, preview, session.messages.window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def save_template(session: Session) -> Job | None:
    """Writes an empty application form to send to a board."""
    path = session.messages.ask_save_file("Spara tom ansökningsblankett", WORKBOOKS, TEMPLATE_NAME)
    if path is None:
        return None
    bench = session.bench
    return session.run(
        lambda _progress: bench.forms.template(path),
        "Skapar ansökningsblanketten",
        done=lambda _result: session.messages.notice(f"Ansökningsblanketten är sparad som {path.name}."),
    )


# --- the dialog --------------------------------------------------------------------------------------


class ImportDialog(QDialog):
    """What the workbook holds. Nothing is stored until the primary button is pressed."""

    def __init__(self, session: Session, preview: ImportPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.preview = session, preview
        self._programme = session.bench.programme
        self._is_storing = False
        self.setWindowTitle("Läs in ansökan")
        self.resize(860, 560)
        self.setMinimumSize(560, 420)
        self.strip = Strip(*_verdict(preview), closable=False)
        self.tabs = QTabWidget()
        self.update_choice = QRadioButton(f"Uppdatera ärendet {preview.existing_name}")
        self.new_choice = QRadioButton("Läs in som nytt ärende")
        self.reason_label = PlainLabel("", "muted", wrap=True)
        self.store_button = QPushButton()
        self.open_button = QPushButton(f"Öppna ärendet {preview.existing_name}")
        self.copy_button = QPushButton("Kopiera problemlistan")
        self.cancel_button = QPushButton("Avbryt")
        self._fill_tabs()
        self._lay_out()
        self._connect()
        self._show_state()
        is_known = preview.existing is not None and not preview.differences  # Enter must not make a second case of it
        (self.problem_table if not preview.can_store else self.open_button if is_known else self.store_button).setFocus()

    # --- building ---------------------------------------------------------------------------------

    def _fill_tabs(self) -> None:
        preview = self.preview
        self.problem_table = self._table(PROBLEM_COLUMNS, preview.problems, "Problem i arbetsboken")
        self.difference_table = self._table(DIFFERENCE_COLUMNS, preview.differences, "Skillnader mot det lagrade ärendet")
        ordered = sorted(preview.results, key=lambda one: (_ORDER.index(one.outcome), one.rule_id))
        self.rule_table = self._table(rule_columns(self._programme), ordered, "Regler")
        if preview.problems:
            self.tabs.addTab(self.problem_table, f"Problem {len(preview.problems)}")
        if preview.differences:
            self.tabs.addTab(self.difference_table, f"Skillnader {len(preview.differences)}")
        if preview.results:
            passed = sum(one.outcome in (RuleOutcome.PASS, RuleOutcome.NOT_APPLICABLE) for one in preview.results)
            self.tabs.addTab(self._rules_page(), f"Regler {passed}/{len(preview.results)}")
        if preview.notes:
            self.tabs.addTab(self._notes_page(), f"Att känna till {len(preview.notes)}")
        self.tabs.setVisible(self.tabs.count() > 0)

    def _table(self, columns: Sequence[Column[Any]], rows: Sequence[Any], name: str) -> RecordTable:
        model: RowTableModel[Any] = RowTableModel(columns, self, key=id)
        model.set_rows(rows)
        table = RecordTable(model, name)
        table.setWordWrap(True)
        table.horizontalHeader().setSortIndicatorShown(False)  # the order says something; it is not changed
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _rules_page(self) -> QWidget:
        page, column, badges = QWidget(), QVBoxLayout(), QHBoxLayout()
        badges.setSpacing(8)
        for outcome in _ORDER:
            count = sum(one.outcome is outcome for one in self.preview.results)
            if count:
                badges.addWidget(StateBadge(counted(outcome, count), outcome.value, OUTCOME_ICONS[outcome]))
        badges.addStretch(1)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(badges)
        column.addWidget(self.rule_table, 1)
        page.setLayout(column)
        return page

    def _notes_page(self) -> QWidget:
        page, column = QWidget(), QVBoxLayout()
        column.setContentsMargins(8, 8, 8, 8)
        for note in self.preview.notes:
            column.addWidget(PlainLabel(note, wrap=True, selectable=True))
        column.addStretch(1)
        page.setLayout(column)
        return page

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(self.preview.draft.title or "Ansökan utan namn", "heading", wrap=True))
        column.addWidget(PlainLabel(f"Ur arbetsboken {self.preview.file_name}", "muted", wrap=True))
        column.addLayout(self._facts())
        column.addWidget(self.strip)
        column.addWidget(self.tabs, 1)
        if not self.tabs.count():
            column.addStretch(1)
        group = QButtonGroup(self)
        for choice in (self.update_choice, self.new_choice):
            group.addButton(choice)
            choice.setVisible(self.preview.existing is not None)
            column.addWidget(choice)
        column.addLayout(self._buttons())

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        for number, (label, text) in enumerate(facts(self.preview, self._programme)):
            row, place = divmod(number, 2)
            name, value = PlainLabel(label, "muted"), PlainLabel(text, wrap=True, selectable=True)
            value.setAccessibleName(f"{label}: {text}")
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(name, row, place * 2, top)
            grid.addWidget(value, row, place * 2 + 1, top)
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy_button)
        row.addWidget(self.open_button)
        row.addWidget(self.reason_label, 1)
        self.store_button.setProperty("role", "primary")
        row.addWidget(self.store_button)
        row.addWidget(self.cancel_button)
        self.copy_button.setVisible(bool(self.preview.problems))
        self.open_button.setVisible(self.preview.existing is not None)
        return row

    def _connect(self) -> None:
        self.store_button.clicked.connect(self.store)
        self.cancel_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(self._on_open)
        self.copy_button.clicked.connect(self.copy_problems)
        self.update_choice.toggled.connect(self._show_state)
        self.open_button.setAutoDefault(True)  # Enter on it opens
        for button in (self.copy_button, self.cancel_button):
            button.setAutoDefault(False)

    # --- choice and state -------------------------------------------------------------------------

    @property
    def update_uid(self) -> UUID | None:
        """The case to update; None to store a new one."""
        return self.preview.existing if self.update_choice.isChecked() else None

    def _show_state(self) -> None:
        preview = self.preview
        if not self.update_choice.isChecked() and not self.new_choice.isChecked():
            has_news = preview.existing is not None and bool(preview.differences)
            self.update_choice.setEnabled(has_news)
            (self.update_choice if has_news else self.new_choice).setChecked(True)
        self.store_button.setText(f"Uppdatera ärendet {preview.existing_name}" if self.update_uid else _store_text(preview))
        self.store_button.setEnabled(preview.can_store and not self._is_storing)
        self.store_button.setDefault(preview.can_store and (preview.existing is None or bool(preview.differences)))
        reason = "" if preview.can_store else "Kan läsas in när problemen är rättade i arbetsboken."
        self.reason_label.setText(reason)
        self.store_button.setToolTip(reason)
        self.store_button.setAccessibleDescription(reason)

    def copy_problems(self) -> None:
        """Puts all problems on the clipboard, to send back to the board."""
        self.problem_table.selectAll()
        self.problem_table.copy_rows()
        keys = QKeySequence(QKeySequence.StandardKey.Paste).toString(QKeySequence.SequenceFormat.NativeText)
        self.reason_label.setText(f"Listan är kopierad. Klistra in den i ett brev eller i Excel med {keys}.")

    # --- what is done -----------------------------------------------------------------------------

    def store(self) -> None:
        """Stores the application on the writer thread; the dialog closes when it is safe on disk."""
        if not self.preview.can_store or self._is_storing:
            return
        self._is_storing = True
        bench, preview, update = self._session.bench, self.preview, self.update_uid
        self.store_button.setEnabled(False)
        self.store_button.setText("Läser in …")
        self._session.write(lambda: bench.forms.store(preview, update=update), self._on_stored, self._on_failed)

    def _on_stored(self, created: Created) -> None:
        what = f"Ärendet {self.preview.existing_name} är uppdaterat" if self.update_uid else "Ansökan är inläst"
        self._session.messages.notice(f"{what} från {self.preview.file_name}.")
        self.accept()
        self._session.navigate.emit("application", (created.uid, "rules"))

    def _on_failed(self, error: Exception) -> None:
        self._is_storing = False
        self._show_state()
        message = getattr(error, "message", "")
        if message:
            self.strip.show_text(f"Ansökan lästes inte in. {message}", "error")
        else:
            self._session.messages.show(error)

    def _on_open(self) -> None:
        uid = self.preview.existing
        self.reject()
        if uid is not None:
            self._session.navigate.emit("application", uid)


def _store_text(preview: ImportPreview) -> str:
    return "Läs in som nytt ärende" if preview.existing is not None else "Läs in ansökan"


def _verdict(preview: ImportPreview) -> tuple[str, str]:
    """The strip's text and kind: what the user must know before anything is stored."""
    count = len(preview.problems)
    if count:
        what = "Ett problem måste rättas" if count == 1 else f"{swedish.integer(count)} problem måste rättas"
        return f"{what} i arbetsboken innan den kan läsas in. Ingenting är lagrat.", "error"
    if preview.existing is None:
        return "Arbetsboken kan läsas in. Ingenting är lagrat än.", "success"
    name = preview.existing_name
    known = f"Samma arbetsbok är redan inläst som {name}." if preview.same_file else f"Ansökan finns redan som {name}."
    changes = len(preview.differences)
    if not changes:
        return f"{known} Inget skiljer mellan arbetsboken och ärendet.", "info"
    what = "En uppgift skiljer" if changes == 1 else f"{swedish.integer(changes)} uppgifter skiljer"
    return f"{known} {what}; se fliken Skillnader.", "warning"


def facts(preview: ImportPreview, programme: Programme) -> tuple[tuple[str, str], ...]:
    """Label and text of what the workbook holds."""
    draft = preview.draft
    names = swedish.join(tuple(programme.district_name(key) for key in draft.districts))
    dates = [swedish.iso_date(day) if day else swedish.EMPTY for day in (draft.start_date, draft.end_date)]
    amount = draft.amount_applied
    return (
        ("Sökande", programme.organisation_name(draft.applicant)),
        ("Sökt belopp", swedish.EMPTY if amount is None else swedish.kronor(amount)),
        ("Stadsdelar", names or swedish.EMPTY),
        ("Period", swedish.EMPTY if draft.start_date is None and draft.end_date is None else " till ".join(dates)),
    )
