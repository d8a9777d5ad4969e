"""Reading in the list of grants of 2007–2014: preview with all problems, then all lines or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain import swedish
from app.domain.earlier import GrantRow, GrantsPreview, GrantsStored
from app.ui.dialogs.workbook_preview import WorkbookDialog, opened, save_empty, start_reading, to_mend
from app.ui.jobs import Job
from app.ui.session import Session
from app.ui.tables.model import Column

READ_ONLY_TEXT = "Ärendefilen är öppen bara för läsning. Listan kan inte läsas in förrän filen kan skrivas."
TEMPLATE_NAME = "Tidigare_bidrag.xlsx"
_RIGHT = Qt.AlignmentFlag.AlignRight

ROW_COLUMNS: tuple[Column[GrantRow], ...] = (
    Column("År", lambda row: row.year, lambda year: swedish.EMPTY if year is None else str(year), width=52),
    Column("Nämnd", lambda row: row.board_name or swedish.EMPTY, width=170),
    Column("Diarienummer", lambda row: row.registry_number or swedish.EMPTY, width=120),
    Column("Insats", lambda row: row.title, stretch=True),
    Column(
        "Belopp, kr",
        lambda row: row.amount,
        lambda amount: swedish.EMPTY if amount is None else swedish.integer(amount),
        align=_RIGHT,
        width=100,
    ),
)


def start_import(session: Session, path: Path | None = None) -> Job | None:
    """Ask for the workbook and show what it holds. None when nothing was chosen."""
    return start_reading(
        session,
        path,
        GrantsDialog.title,
        READ_ONLY_TEXT,
        lambda bench, chosen, progress: bench.earlier.read_grants(chosen, progress),
        lambda preview: show_preview(session, preview),
    )


def show_preview(session: Session, preview: GrantsPreview) -> GrantsDialog:
    return opened(GrantsDialog(session, preview, session.messages.window))


def save_template(session: Session) -> Job | None:
    """Write an empty list to fill in."""
    caption, told = "Spara tom lista över tidigare bidrag", "Den tomma listan är sparad som {}."
    return save_empty(session, caption, TEMPLATE_NAME, lambda bench, chosen: bench.earlier.template(chosen), "Skapar listan", told)


class GrantsDialog(WorkbookDialog):
    """The lines, what is wrong with them, and what they change."""

    title = "Läs in tidigare bidrag"
    stored_header = "I filen nu"
    failed_text = "Listan lästes inte in."

    def __init__(self, session: Session, preview: GrantsPreview, parent: QWidget | None = None) -> None:
        self.preview = preview
        held: Any = preview  # the dialog asks of a preview only what all kinds of workbooks have
        super().__init__(
            session,
            held,
            heading="Bidrag 2007–2014",
            facts=facts(preview),
            verdict=verdict(preview),
            open_text="",
            parent=parent,
        )
        self.show_state()
        self.focus_first()

    def more_pages(self) -> list[tuple[QWidget, str]]:
        self.row_table = self._table(ROW_COLUMNS, self.preview.rows, "Bidrag i listan")
        return [(self.row_table, f"Bidrag {swedish.integer(len(self.preview.rows))}")] if self.preview.rows else []

    def store_text(self) -> str:
        new, changed = self.preview.new, self.preview.changed
        if not new and changed:
            return f"Uppdatera {swedish.integer(changed)} bidrag"
        return f"Läs in {swedish.integer(new)} bidrag" if new else "Läs in bidragen"

    def store_work(self) -> Callable[[], Any]:
        earlier, preview = self._session.bench.earlier, self.preview
        return lambda: earlier.store_grants(preview)

    def show_state(self) -> None:
        super().show_state()
        if not self.preview.problems and not self.preview.can_store:
            self.reason_label.setText("Det finns inget nytt att läsa in.")
            self.store_button.setToolTip("Det finns inget nytt att läsa in.")

    def focus_first(self) -> None:
        if not self.preview.problems and not self.preview.can_store:
            self.cancel_button.setFocus()
        else:
            super().focus_first()

    def stored(self, created: GrantsStored) -> None:  # type: ignore[override]
        told = [new_text(created.added)] if created.added else []
        told += [f"{swedish.integer(created.updated)} {'ändrat' if created.updated == 1 else 'ändrade'}"] if created.updated else []
        self._session.messages.notice(f"Tidigare bidrag är inlästa från {self.preview.file_name}: {swedish.join(told)}.")


def verdict(preview: GrantsPreview) -> tuple[str, str]:
    """The strip's text and kind: what the user must know before anything is stored."""
    if preview.problems:
        return to_mend(len(preview.problems)), "error"
    if preview.same_file and not preview.can_store:
        return "Samma lista är redan inläst. Det finns inget nytt i den.", "info"
    if not preview.can_store:
        return "Alla bidrag i listan finns redan i filen, likadana.", "info"
    again = "Samma lista har lästs in förut. " if preview.same_file else ""
    if preview.changed:
        return f"{again}{_counted(preview)} Se fliken Skillnader. Ingenting är lagrat än.", "warning"
    return f"{again}{_counted(preview)} Ingenting är lagrat än.", "success"


def _counted(preview: GrantsPreview) -> str:
    parts = [new_text(preview.new)] if preview.new else []
    parts += [f"{swedish.integer(preview.changed)} ändrade jämfört med filen"] if preview.changed else []
    parts += [f"{swedish.integer(preview.known)} redan inlästa"] if preview.known else []
    return f"Av bidragen i listan är {swedish.join(parts)}."


def new_text(count: int) -> str:
    return f"{swedish.integer(count)} {'nytt' if count == 1 else 'nya'}"


def facts(preview: GrantsPreview) -> tuple[tuple[str, str], ...]:
    """Label and text of what the list holds."""
    years = sorted({row.year for row in preview.rows if row.year is not None})
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0]) if years else swedish.EMPTY
    boards = {row.board or row.board_name for row in preview.rows if row.board or row.board_name}
    return (
        ("Bidrag", swedish.integer(len(preview.rows))),
        ("Nämnder", swedish.integer(len(boards))),
        ("År", span),
        ("Summa", swedish.kronor(preview.total)),
    )
