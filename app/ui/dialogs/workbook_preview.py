"""What a workbook holds, before anything is stored: its facts, what is wrong, what differs, and the button that reads it in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QHeaderView, QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.problems import Problem
from app.domain.views import Created, Difference, ImportPreview, PlanImportPreview
from app.ui.jobs import Job, Progress
from app.ui.messages import WORKBOOKS
from app.ui.session import Session
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from app.services.workbench import Workbench

Shown = TypeVar("Shown", bound=QDialog)
NOT_YET = "Kan läsas in när problemen är rättade i arbetsboken."
_RIGHT = Qt.AlignmentFlag.AlignRight
_TOP = Qt.AlignmentFlag.AlignTop

PROBLEM_COLUMNS: tuple[Column[Problem], ...] = (
    Column("Blad", lambda one: one.sheet or swedish.EMPTY, width=130),
    Column("Rad", lambda one: one.row, lambda row: swedish.EMPTY if row is None else str(row), align=_RIGHT, width=56),
    Column("Kolumn", lambda one: one.column or swedish.EMPTY, width=72),
    Column("Vad som ska rättas", lambda one: one.message, stretch=True),
)


def difference_columns(stored: str) -> tuple[Column[Difference], ...]:
    """`stored` heads the column of what the store holds: 'I ärendet nu'."""
    return (
        Column("Uppgift", lambda one: one.label, width=220),
        Column(stored, lambda one: one.before or swedish.EMPTY, width=220),
        Column("I arbetsboken", lambda one: one.after or swedish.EMPTY, stretch=True),
    )


def to_mend(count: int) -> str:
    """How many problems stand in the way, as a sentence."""
    what = "Ett problem måste rättas" if count == 1 else f"{swedish.integer(count)} problem måste rättas"
    return f"{what} i arbetsboken innan den kan läsas in. Ingenting är lagrat."


def differing(count: int) -> str:
    what = "En uppgift skiljer" if count == 1 else f"{swedish.integer(count)} uppgifter skiljer"
    return f"{what}; se fliken Skillnader."


def start_reading(
    session: Session,
    path: Path | None,
    caption: str,
    read_only: str,
    read: Callable[[Workbench, Path, Progress], Any],
    show: Callable[[Any], object],
) -> Job | None:
    """Read a workbook, asked for or given, away from the window, and show what it holds. None when nothing was chosen."""
    if not session.is_writable:
        session.messages.strip(read_only, "warning")
        return None
    chosen = path or session.messages.ask_open_file(caption, WORKBOOKS)
    if chosen is None:
        return None
    bench = session.bench
    return session.run(lambda progress: read(bench, chosen, progress), f"Läser {chosen.name}", done=show)


def save_empty(session: Session, caption: str, name: str, write: Callable[[Workbench, Path], object], title: str, told: str) -> Job | None:
    """Write an empty workbook where the user chooses; `told` says under which name."""
    path = session.messages.ask_save_file(caption, WORKBOOKS, name)
    if path is None:
        return None
    bench = session.bench
    return session.run(lambda _progress: write(bench, path), title, done=lambda _result: session.messages.notice(told.format(path.name)))


def opened(dialog: Shown) -> Shown:
    """The dialog in front of the window, gone once it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


class WorkbookDialog(QDialog):
    """Nothing is stored until the primary button is pressed. A kind of form adds its own pages and choices, and stores."""

    title = "Läs in arbetsbok"
    stored_header = "Lagrat nu"
    failed_text = "Arbetsboken lästes inte in."

    def __init__(
        self,
        session: Session,
        preview: ImportPreview | PlanImportPreview,
        *,
        heading: str,
        facts: Sequence[tuple[str, str]],
        verdict: tuple[str, str],
        open_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._held = preview
        self._programme = session.bench.programme
        self._is_storing = False
        self.setWindowTitle(self.title)
        self.resize(860, 560)
        self.setMinimumSize(560, 420)
        self.strip = Strip(*verdict, closable=False)
        self.tabs = QTabWidget()
        self.choices = QVBoxLayout()
        self.reason_label = PlainLabel("", "muted", wrap=True)
        self.store_button = QPushButton()
        self.open_button = QPushButton(open_text)
        self.copy_button = QPushButton("Kopiera problemlistan")
        self.cancel_button = QPushButton("Avbryt")
        self._fill_tabs()
        self._lay_out(heading, facts)
        self._connect()

    # --- what a kind of form fills in -------------------------------------------------------------

    def more_pages(self) -> list[tuple[QWidget, str]]:
        """Pages between the differences and the notes."""
        return []

    def store_text(self) -> str:
        raise NotImplementedError

    def store_work(self) -> Callable[[], Created]:
        """The service call with all it needs, for the writer thread: it must not ask the dialog anything."""
        raise NotImplementedError

    def stored(self, created: Created) -> None:
        """Tell, and lead to the record."""
        raise NotImplementedError

    def open_existing(self) -> None:
        """Lead to the record that the workbook is already stored as."""
        raise NotImplementedError

    # --- building ---------------------------------------------------------------------------------

    def _fill_tabs(self) -> None:
        held = self._held
        self.problem_table = self._table(PROBLEM_COLUMNS, held.problems, "Problem i arbetsboken")
        self.difference_table = self._table(difference_columns(self.stored_header), held.differences, "Skillnader mot det lagrade")
        pages: list[tuple[QWidget, str]] = []
        if held.problems:
            pages.append((self.problem_table, f"Problem {len(held.problems)}"))
        if held.differences:
            pages.append((self.difference_table, f"Skillnader {len(held.differences)}"))
        pages += self.more_pages()
        if held.notes:
            pages.append((self._notes_page(), f"Att känna till {len(held.notes)}"))
        for page, title in pages:
            self.tabs.addTab(page, title)
        self.tabs.setVisible(bool(pages))

    def _table(self, columns: Sequence[Column[Any]], rows: Sequence[Any], name: str) -> RecordTable:
        model: RowTableModel[Any] = RowTableModel(columns, self, key=id)
        model.set_rows(rows)
        table = RecordTable(model, name)
        table.setWordWrap(True)
        table.horizontalHeader().setSortIndicatorShown(False)  # the order says something; it is not changed
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _notes_page(self) -> QWidget:
        page, column = QWidget(), QVBoxLayout()
        column.setContentsMargins(8, 8, 8, 8)
        for note in self._held.notes:
            column.addWidget(PlainLabel(note, wrap=True, selectable=True))
        column.addStretch(1)
        page.setLayout(column)
        return page

    def _lay_out(self, heading: str, facts: Sequence[tuple[str, str]]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(heading, "heading", wrap=True))
        column.addWidget(PlainLabel(f"Ur arbetsboken {self._held.file_name}", "muted", wrap=True))
        column.addLayout(_facts_grid(facts))
        column.addWidget(self.strip)
        column.addWidget(self.tabs, 1)
        if not self.tabs.count():
            column.addStretch(1)
        column.addLayout(self.choices)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy_button)
        row.addWidget(self.open_button)
        row.addWidget(self.reason_label, 1)
        self.store_button.setProperty("role", "primary")
        row.addWidget(self.store_button)
        row.addWidget(self.cancel_button)
        self.copy_button.setVisible(bool(self._held.problems))
        self.open_button.setVisible(self._held.existing is not None)
        return row

    def _connect(self) -> None:
        self.store_button.clicked.connect(self.store)
        self.cancel_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(self._on_open)
        self.copy_button.clicked.connect(self.copy_problems)
        for button in (self.copy_button, self.open_button, self.cancel_button):
            button.setAutoDefault(False)

    # --- state ------------------------------------------------------------------------------------

    def show_state(self) -> None:
        can_store = self._held.can_store
        self.store_button.setText(self.store_text())
        self.store_button.setEnabled(can_store and not self._is_storing)
        self.store_button.setDefault(can_store)
        reason = "" if can_store else NOT_YET
        self.reason_label.setText(reason)
        self.store_button.setToolTip(reason)
        self.store_button.setAccessibleDescription(reason)

    def focus_first(self) -> None:
        (self.store_button if self._held.can_store else self.problem_table).setFocus()

    def copy_problems(self) -> None:
        """Puts all problems on the clipboard, to send back to the board."""
        self.problem_table.selectAll()
        self.problem_table.copy_rows()
        keys = QKeySequence(QKeySequence.StandardKey.Paste).toString(QKeySequence.SequenceFormat.NativeText)
        self.reason_label.setText(f"Listan är kopierad. Klistra in den i ett brev eller i Excel med {keys}.")

    # --- what is done -----------------------------------------------------------------------------

    def store(self) -> None:
        """Stores on the writer thread; the dialog closes when it is safe on disk."""
        if not self._held.can_store or self._is_storing:
            return
        self._is_storing = True
        self.store_button.setEnabled(False)
        self.store_button.setText("Läser in …")
        self._session.write(self.store_work(), self._on_stored, self._on_failed)

    def _on_stored(self, created: Created) -> None:
        self.accept()
        self.stored(created)

    def _on_failed(self, error: Exception) -> None:
        self._is_storing = False
        self.show_state()
        message = getattr(error, "message", "")
        if message:
            self.strip.show_text(f"{self.failed_text} {message}", "error")
        else:
            self._session.messages.show(error)

    def _on_open(self) -> None:
        self.reject()
        self.open_existing()


def _facts_grid(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(3, 2)
    for number, (label, text) in enumerate(facts):
        row, place = divmod(number, 2)
        name, value = PlainLabel(label, "muted"), PlainLabel(text, wrap=True, selectable=True)
        value.setAccessibleName(f"{label}: {text}")
        grid.addWidget(name, row, place * 2, _TOP)
        grid.addWidget(value, row, place * 2 + 1, _TOP)
    return grid
