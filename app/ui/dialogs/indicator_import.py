"""Reading in an indicator workbook: every problem, or what it changes, before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain import swedish
from app.domain.riskindex.intake_book import Counted, IndicatorPreview, IndicatorsStored
from app.ui.dialogs.workbook_preview import WorkbookDialog, opened, save_empty, start_reading, to_mend
from app.ui.jobs import Job
from app.ui.session import Session
from app.ui.tables.model import Column

READ_ONLY_TEXT = "Ärendefilen är öppen bara för läsning. Indikatorer kan inte läsas in förrän filen kan skrivas."
TEMPLATE_NAME = "Indikatorbok.xlsx"
_RIGHT = Qt.AlignmentFlag.AlignRight

COUNT_COLUMNS: tuple[Column[Counted], ...] = (
    Column("Blad", lambda one: one.sheet, stretch=True),
    Column("Nya", lambda one: one.new, swedish.integer, align=_RIGHT, width=100),
    Column("Ändrade", lambda one: one.changed, swedish.integer, align=_RIGHT, width=100),
    Column("Oförändrade", lambda one: one.same, swedish.integer, align=_RIGHT, width=120),
)


def open_indicator_import(session: Session, path: Path | None = None) -> Job | None:
    """Ask for the workbook, unless it is given, and show what it holds. None when nothing was chosen."""
    return start_reading(
        session,
        path,
        IndicatorDialog.title,
        READ_ONLY_TEXT,
        lambda bench, chosen, progress: bench.index_import.read(chosen, progress),
        lambda preview: show_preview(session, preview),
    )


def show_preview(session: Session, preview: IndicatorPreview) -> IndicatorDialog:
    return opened(IndicatorDialog(session, preview, session.messages.window))


def save_indicator_template(session: Session) -> Job | None:
    """Write an empty indicator workbook where the user chooses."""
    caption, told = "Spara tom indikatorbok", "Den tomma indikatorboken är sparad som {}."
    return save_empty(
        session, caption, TEMPLATE_NAME, lambda bench, chosen: bench.index_import.template(chosen), "Skapar indikatorboken", told
    )


class IndicatorDialog(WorkbookDialog):
    """A workbook, or a table that has been mapped: nothing is stored until the button is pressed, then all of it is."""

    title = "Läs in indikatorbok"
    stored_header = "I programmet nu"
    failed_text = "Ingenting lästes in."

    def __init__(self, session: Session, preview: IndicatorPreview, parent: QWidget | None = None) -> None:
        self.preview = preview
        held: Any = preview  # the dialog asks of a preview only what all kinds of workbooks have
        super().__init__(
            session,
            held,
            heading="Underlag till riskindexet",
            facts=facts(preview),
            verdict=verdict(preview),
            open_text="",
            parent=parent,
        )
        self.show_state()
        self.focus_first()

    def more_pages(self) -> list[tuple[QWidget, str]]:
        if self.preview.problems:
            return []
        self.count_table = self._table(COUNT_COLUMNS, self.preview.counts, "Vad som blir nytt och ändrat")
        return [(self.count_table, "Sammanställning")]

    def _fill_tabs(self) -> None:
        super()._fill_tabs()
        place = next((number for number in range(self.tabs.count()) if self.tabs.tabText(number) == "Sammanställning"), 0)
        self.tabs.tabBar().moveTab(place, 0)
        self.tabs.setCurrentIndex(0)

    def store_text(self) -> str:
        new, changed = self.preview.new, self.preview.changed
        if not self.preview.can_store:
            return "Läs in"
        if new and changed:
            return f"Läs in {swedish.integer(new)} {'ny' if new == 1 else 'nya'} och ändra {swedish.integer(changed)}"
        return f"Läs in {_many(new).lower()}" if new else f"Ändra {_many(changed).lower()}"

    def store_work(self) -> Callable[[], Any]:
        importer, preview = self._session.bench.index_import, self.preview
        return lambda: importer.store(preview)

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

    def stored(self, created: IndicatorsStored) -> None:  # type: ignore[override]
        new, changed = (sum(getattr(one, name) for one in created.counts) for name in ("new", "changed"))
        told = [f"{swedish.integer(new)} {'ny' if new == 1 else 'nya'}"] if new else []
        told += [f"{swedish.integer(changed)} {'ändrad' if changed == 1 else 'ändrade'}"] if changed else []
        self._session.messages.notice(f"{self.preview.file_name} är inläst: {swedish.join(told)}.")


def verdict(preview: IndicatorPreview) -> tuple[str, str]:
    """The strip's text and kind: what the user must know before anything is stored."""
    if preview.problems:
        return to_mend(len(preview.problems)), "error"
    if not preview.can_store:
        return "Det finns inget att göra: allt i filen finns redan i programmet, likadant.", "info"
    redone = f" Index som räknas om: {swedish.join(preview.recipes)}." if preview.recipes and preview.years else ""
    if preview.changed:
        return f"{_many(preview.changed)} skiljer sig från programmets och ersätts.{redone} Ingenting är lagrat än.", "warning"
    return f"Inga fel.{redone} Ingenting är lagrat än.", "success"


def _many(count: int) -> str:
    return "En uppgift" if count == 1 else f"{swedish.integer(count)} uppgifter"


def facts(preview: IndicatorPreview) -> tuple[tuple[str, str], ...]:
    """Label and text of what the workbook holds."""
    if preview.problems:
        return ()
    years = preview.years
    span = swedish.join([str(year) for year in years]) if len(years) < 5 else f"{years[0]}–{years[-1]}, {len(years)} år"
    found = [(one.sheet, swedish.integer(one.all)) for one in preview.counts]
    kept = (("Sparade resultat för de åren", f"{swedish.integer(len(preview.results))}, står kvar som de är"),) if preview.results else ()
    return (*found, ("År med nya eller ändrade värden", span or swedish.EMPTY), *kept)
