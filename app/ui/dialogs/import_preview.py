"""From a workbook to a case: read it away from the window, show what it holds and what is wrong, then store it or leave no trace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.programme import Programme
from app.domain.rules.evidence import RuleResult
from app.domain.views import Created, ImportPreview
from app.domain.vocabulary import RuleOutcome
from app.ui.dialogs.workbook_preview import WorkbookDialog, differing, opened, save_empty, start_reading, to_mend
from app.ui.icons import icon
from app.ui.jobs import Job
from app.ui.session import Session
from app.ui.tables.meter import counted
from app.ui.tables.model import Column
from app.ui.widgets.badge import OUTCOME_ICONS, StateBadge

READ_ONLY_TEXT = "Ärendefilen är öppen bara för läsning. En ansökan kan inte läsas in förrän filen kan skrivas."
TEMPLATE_NAME = "Ansokningsblankett.xlsx"
_ORDER = (
    RuleOutcome.FAIL,
    RuleOutcome.INSUFFICIENT,
    RuleOutcome.NEEDS_JUDGEMENT,
    RuleOutcome.PASS,
    RuleOutcome.NOT_APPLICABLE,
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
    return start_reading(
        session,
        path,
        "Läs in ansökningsblankett",
        READ_ONLY_TEXT,
        lambda bench, chosen, progress: bench.forms.read(chosen, progress),
        lambda preview: show_preview(session, preview),
    )


def show_preview(session: Session, preview: ImportPreview) -> ImportDialog:
    return opened(ImportDialog(session, preview, session.messages.window))


def save_template(session: Session) -> Job | None:
    """Writes an empty application form to send to a board."""
    caption, told = "Spara tom ansökningsblankett", "Ansökningsblanketten är sparad som {}."
    return save_empty(
        session, caption, TEMPLATE_NAME, lambda bench, chosen: bench.forms.template(chosen), "Skapar ansökningsblanketten", told
    )


# --- the dialog --------------------------------------------------------------------------------------


class ImportDialog(WorkbookDialog):
    """An application's workbook."""

    title = "Läs in ansökan"
    stored_header = "I ärendet nu"
    failed_text = "Ansökan lästes inte in."

    def __init__(self, session: Session, preview: ImportPreview, parent: QWidget | None = None) -> None:
        self.preview = preview
        super().__init__(
            session,
            preview,
            heading=preview.draft.title or "Ansökan utan namn",
            facts=facts(preview, session.bench.programme),
            verdict=_verdict(preview),
            open_text=f"Öppna ärendet {preview.existing_name}",
            parent=parent,
        )
        self.update_choice = QRadioButton(f"Uppdatera ärendet {preview.existing_name}")
        self.new_choice = QRadioButton("Läs in som nytt ärende")
        group = QButtonGroup(self)
        for choice in (self.update_choice, self.new_choice):
            group.addButton(choice)
            choice.setVisible(preview.existing is not None)
            self.choices.addWidget(choice)
        has_news = preview.existing is not None and bool(preview.differences)
        self.update_choice.setEnabled(has_news)
        (self.update_choice if has_news else self.new_choice).setChecked(True)
        self.update_choice.toggled.connect(self.show_state)
        self.open_button.setAutoDefault(True)  # Enter on it opens
        self.show_state()
        self.focus_first()
        if preview.existing is not None and not preview.differences and preview.can_store:
            self.store_button.setDefault(False)  # Enter must not make a second case of the same workbook
            self.open_button.setFocus()

    def more_pages(self) -> list[tuple[QWidget, str]]:
        results = self.preview.results
        ordered = sorted(results, key=lambda one: (_ORDER.index(one.outcome), one.rule_id))
        self.rule_table = self._table(rule_columns(self._programme), ordered, "Regler")
        if not results:
            return []
        passed = sum(one.outcome in (RuleOutcome.PASS, RuleOutcome.NOT_APPLICABLE) for one in results)
        return [(self._rules_page(), f"Regler {passed}/{len(results)}")]

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

    @property
    def update_uid(self) -> UUID | None:
        """The case to update; None to store a new one."""
        return self.preview.existing if self.update_choice.isChecked() else None

    def store_text(self) -> str:
        return f"Uppdatera ärendet {self.preview.existing_name}" if self.update_uid else _store_text(self.preview)

    def store_work(self) -> Callable[[], Created]:
        forms, preview, update = self._session.bench.forms, self.preview, self.update_uid
        return lambda: forms.store(preview, update=update)

    def stored(self, created: Created) -> None:
        what = f"Ärendet {self.preview.existing_name} är uppdaterat" if self.update_uid else "Ansökan är inläst"
        self._session.messages.notice(f"{what} från {self.preview.file_name}.")
        self._session.navigate.emit("application", (created.uid, "rules"))

    def open_existing(self) -> None:
        if self.preview.existing is not None:
            self._session.navigate.emit("application", self.preview.existing)


def _store_text(preview: ImportPreview) -> str:
    return "Läs in som nytt ärende" if preview.existing is not None else "Läs in ansökan"


def _verdict(preview: ImportPreview) -> tuple[str, str]:
    """The strip's text and kind: what the user must know before anything is stored."""
    if preview.problems:
        return to_mend(len(preview.problems)), "error"
    if preview.existing is None:
        return "Arbetsboken kan läsas in. Ingenting är lagrat än.", "success"
    name = preview.existing_name
    known = f"Samma arbetsbok är redan inläst som {name}." if preview.same_file else f"Ansökan finns redan som {name}."
    if not preview.differences:
        return f"{known} Inget skiljer mellan arbetsboken och ärendet.", "info"
    return f"{known} {differing(len(preview.differences))}", "warning"


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
