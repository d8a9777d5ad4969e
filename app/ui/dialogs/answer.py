"""The answer to a request: the form that came back, what it changes word by word, and what it leaves unanswered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain import swedish
from app.domain.supplements import AnswerPreview, Question, Standing
from app.domain.swedish import ParseError
from app.domain.views import Created, PlanDifference
from app.ui.dialogs.import_preview import READ_ONLY_TEXT, facts
from app.ui.dialogs.workbook_preview import PROBLEM_COLUMNS, WorkbookDialog, differing, to_mend
from app.ui.forms.editors import DateEditor
from app.ui.icons import icon
from app.ui.jobs import Job
from app.ui.messages import WORKBOOKS
from app.ui.session import Session
from app.ui.tables.model import Column, RowTableModel
from app.ui.views.plan_versions import WordTable, difference_columns
from app.ui.views.supplement_editor import STANDINGS
from app.ui.widgets.plain_label import PlainLabel

Asked = tuple[Question, Standing]

ASKED_COLUMNS: tuple[Column[Asked], ...] = (
    Column(
        "Efter svaret",
        lambda one: one[1].label,
        width=130,
        icon=lambda one: icon(STANDINGS[one[1]][1], STANDINGS[one[1]][0]),
    ),
    Column("Regel", lambda one: one[0].rule_id or swedish.EMPTY, width=60),
    Column("Vi frågade efter", lambda one: one[0].question, tip=lambda one: one[0].question, stretch=True),
)


def start_answer(session: Session, request: UUID, path: Path | None = None) -> Job | None:
    """Reads the form that came back and shows what it holds. None when nothing was chosen."""
    if not session.is_writable:
        session.messages.strip(READ_ONLY_TEXT, "warning")
        return None
    chosen = path or session.messages.ask_open_file("Läs in svar på komplettering", WORKBOOKS)
    if chosen is None:
        return None
    supplements = session.bench.supplements
    return session.run(
        lambda progress: supplements.read_answer(request, chosen, progress),
        f"Läser {chosen.name}",
        done=lambda preview: show_answer(session, preview),
    )


def show_answer(session: Session, preview: AnswerPreview) -> AnswerDialog:
    dialog = AnswerDialog(session, preview, session.messages.window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def counted(asked: tuple[Asked, ...]) -> str:
    """How much of what was asked the answer gives, in a sentence."""
    given = sum(one is Standing.ANSWERED for _question, one in asked)
    left = sum(one is Standing.REMAINS for _question, one in asked)
    own = len(asked) - given - left
    parts = [f"{given} av {len(asked)} frågor är {'besvarad' if given == 1 else 'besvarade'}"] if asked else []
    parts += [f"{left} återstår"] if left else []
    parts += [f"{own} läser du själv"] if own else []
    return f"{swedish.join(parts)}." if parts else ""


class AnswerDialog(WorkbookDialog):
    """Nothing is stored until the button is pressed; then all of it is."""

    title = "Läs in svar"
    failed_text = "Svaret lästes inte in."

    def __init__(self, session: Session, preview: AnswerPreview, parent: QWidget | None = None) -> None:
        self.preview = preview
        self.day = DateEditor()
        super().__init__(
            session,
            preview.form,
            heading=f"Svar på komplettering {preview.number}: {preview.form.draft.title or 'ansökan utan namn'}",
            facts=facts(preview.form, session.bench.programme),
            verdict=_verdict(preview),
            open_text="",
            parent=parent,
        )
        self.open_button.hide()
        self._lay_out_day()
        self.show_state()
        self.focus_first()

    def _lay_out_day(self) -> None:
        self.day.setParent(self)
        self.day.button.setIcon(icon("calendar", "muted"))
        self.day.set_text(swedish.iso_date(self._session.bench.today))
        self.day.target().setAccessibleName("Svaret kom den")
        label = PlainLabel("Svaret kom den", "label")
        label.setBuddy(self.day.target())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.day, 1)
        self.choices.addLayout(row)
        QWidget.setTabOrder(self.tabs, self.day.target())
        QWidget.setTabOrder(self.day.target(), self.store_button)

    def _fill_tabs(self) -> None:
        held = self.preview
        self.problem_table = self._table(PROBLEM_COLUMNS, held.form.problems, "Problem i arbetsboken")
        model: RowTableModel[PlanDifference] = RowTableModel(difference_columns("I ärendet nu", "I svaret"), self, key=id)
        model.set_rows(held.differences)
        self.difference_table = WordTable(model, "Skillnader mot ärendet")
        self.asked_table = self._table(ASKED_COLUMNS, held.asked, "Det vi frågade efter")
        pages: list[tuple[QWidget, str]] = []
        if held.form.problems:
            pages.append((self.problem_table, f"Problem {len(held.form.problems)}"))
        if held.differences:
            pages.append((self.difference_table, f"Skillnader {len(held.differences)}"))
        if held.asked:
            pages.append((self.asked_table, f"Frågor {len(held.asked)}"))
        if held.form.notes:
            pages.append((self._notes_page(), f"Att känna till {len(held.form.notes)}"))
        for page, title in pages:
            self.tabs.addTab(page, title)
        self.tabs.setVisible(bool(pages))

    def store_text(self) -> str:
        return "Läs in svaret"

    def store_work(self) -> Callable[[], Created]:
        supplements, preview = self._session.bench.supplements, self.preview
        day = swedish.parse_date(self.day.text())
        return lambda: supplements.store_answer(preview, day)

    def store(self) -> None:
        try:
            swedish.parse_date(self.day.text())
        except ParseError as error:
            self.strip.show_text(f"Svaret kom den: {error}", "error")
            self.day.target().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().store()

    def stored(self, created: Created) -> None:
        case = self.preview.form.existing
        told = counted(self.preview.asked)
        self._session.messages.notice(f"Svaret är inläst från {self.preview.form.file_name}. {told}".strip())
        if case is not None:
            self._session.navigate.emit("application", (case, "supplement"))


def _verdict(preview: AnswerPreview) -> tuple[str, str]:
    """The strip's text and kind: what the user must know before anything is stored."""
    if preview.form.problems:
        return to_mend(len(preview.form.problems)), "error"
    what = differing(len(preview.differences)) if preview.differences else "Inget skiljer mellan svaret och ärendet."
    left = any(one is Standing.REMAINS for _question, one in preview.asked)
    return f"{what} {counted(preview.asked)} Ingenting är lagrat än.", "warning" if left or not preview.differences else "success"
