"""From a filled plan workbook to a plan version: read it away from the window, show what it holds, store it or leave no trace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain import plans, swedish
from app.domain.programme import Programme
from app.domain.views import Created, PlanImportPreview
from app.ui.dialogs.workbook_preview import WorkbookDialog, differing, opened, save_empty, start_reading, to_mend
from app.ui.jobs import Job
from app.ui.session import Session

READ_ONLY_TEXT = "Ärendefilen är öppen bara för läsning. En handlingsplan kan inte läsas in förrän filen kan skrivas."
TEMPLATE_NAME = "Handlingsplan.xlsx"


def start_import(session: Session, path: Path | None = None) -> Job | None:
    """Reads a plan workbook, asked for or given, and shows what it holds. None when nothing was chosen."""
    return start_reading(
        session,
        path,
        PlanImportDialog.title,
        READ_ONLY_TEXT,
        lambda bench, chosen, progress: bench.plan_forms.read(chosen, progress),
        lambda preview: show_preview(session, preview),
    )


def show_preview(session: Session, preview: PlanImportPreview) -> PlanImportDialog:
    return opened(PlanImportDialog(session, preview, session.messages.window))


def save_template(session: Session) -> Job | None:
    """Writes an empty plan workbook for a district administration to fill in."""
    caption, told = "Spara tom planblankett", "Planblanketten är sparad som {}."
    return save_empty(
        session, caption, TEMPLATE_NAME, lambda bench, chosen: bench.plan_forms.template(chosen), "Skapar planblanketten", told
    )


class PlanImportDialog(WorkbookDialog):
    """A plan's workbook: it updates the board's open version, or becomes the next one."""

    title = "Läs in handlingsplan"
    stored_header = "I planen nu"
    failed_text = "Planen lästes inte in."

    def __init__(self, session: Session, preview: PlanImportPreview, parent: QWidget | None = None) -> None:
        self.preview = preview
        super().__init__(
            session,
            preview,
            heading=session.bench.programme.organisation_name(preview.draft.board) or "Plan utan nämnd",
            facts=facts(preview, session.bench.programme),
            verdict=verdict(preview),
            open_text=f"Öppna {version_of(preview)}",
            parent=parent,
        )
        self.show_state()
        self.focus_first()

    def store_text(self) -> str:
        preview = self.preview
        if preview.existing is None:
            return "Läs in planen"
        return "Läs in som ny version" if preview.is_locked else f"Uppdatera {version_of(preview)}"

    def store_work(self) -> Callable[[], Created]:
        forms, preview = self._session.bench.plan_forms, self.preview
        return lambda: forms.store(preview)

    def stored(self, created: Created) -> None:
        self._session.messages.notice(f"Planen är inläst från {self.preview.file_name}.")
        self._session.navigate.emit("plan", created.uid)

    def open_existing(self) -> None:
        if self.preview.existing is not None:
            self._session.navigate.emit("plan", self.preview.existing)


def version_of(preview: PlanImportPreview) -> str:
    """'version 1': the board is named at the top of the dialog."""
    return preview.existing_name.rpartition(", ")[2]


def verdict(preview: PlanImportPreview) -> tuple[str, str]:
    """The strip's text and kind: what the user must know before anything is stored."""
    if preview.problems:
        return to_mend(len(preview.problems)), "error"
    if preview.existing is None:
        return "Arbetsboken kan läsas in. Ingenting är lagrat än.", "success"
    name, count = preview.existing_name, len(preview.differences)
    if preview.is_locked:
        what = differing(count) if count else "Inget skiljer mellan arbetsboken och den godkända planen."
        return f"{name} är godkänd och låst. Arbetsboken läses in som en ny version. {what}", "warning" if count else "info"
    if not count:
        return f"{name} finns redan. Inget skiljer mellan arbetsboken och planen.", "info"
    return f"{name} finns redan och uppdateras. {differing(count)}", "warning"


def facts(preview: PlanImportPreview, programme: Programme) -> tuple[tuple[str, str], ...]:
    """Label and text of what the workbook holds."""
    draft = preview.draft
    days = [swedish.iso_date(day) if day else swedish.EMPTY for day in (draft.period_start, draft.period_end)]
    complete = sum(plans.is_complete(one) for one in draft.objectives)
    objectives = f"{len(draft.objectives)}, varav {complete} kompletta" if draft.objectives else "0"
    return (
        ("Nämnd", programme.organisation_name(draft.board) or swedish.EMPTY),
        ("Mål", objectives),
        ("Gäller", " till ".join(days) if draft.period_start or draft.period_end else swedish.EMPTY),
        ("Aktiviteter", swedish.integer(len(draft.activities))),
    )
