"""The tab Ekonomi: budget, financing, sums to the krona, the frame, and what is proposed and decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.catalogues import APPLICATION
from app.domain.drafts import ApplicationDraft
from app.domain.rules.engine import blocking
from app.domain.rules.evidence import RuleResult
from app.domain.views import CaseView
from app.domain.vocabulary import DecisionOutcome, FundedBy
from app.ui.forms.binding import Part, process_part
from app.ui.forms.choice_editors import ChoiceEditor, FlowLayout
from app.ui.forms.field_row import RuleNote
from app.ui.forms.form import RecordForm
from app.ui.forms.layout import FormSection
from app.ui.forms.recovery import Recovery
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.amount_bar import AmountBar
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight
GRANTING = (DecisionOutcome.GRANTED, DecisionOutcome.PARTLY_GRANTED)
DIFFERENCE_RULE, FRAME_RULE = "R27", "R25"


@dataclass(frozen=True, slots=True)
class YearSum:
    """A year of the budget by who pays, beside what is applied for."""

    year: int | None  # None: the sum of all years
    programme: int
    own: int
    co: int
    applied: int | None

    @property
    def total(self) -> int:
        return self.programme + self.own + self.co

    @property
    def difference(self) -> int | None:
        """Applied for less what the lines ask of the programme; nothing without a stated amount."""
        return None if self.applied is None else self.applied - self.programme


def year_sums(draft: ApplicationDraft) -> tuple[YearSum, ...]:
    """One row a year, last the sum of all; lines without year or amount are counted in the sum only."""
    named = (*(line.year for line in draft.budget_lines), *(row.year for row in draft.amounts_applied))
    years = sorted({year for year in named if year is not None})

    def paid(by: FundedBy, year: int | None) -> int:
        lines = (line for line in draft.budget_lines if line.funded_by is by and (year is None or line.year == year))
        return sum(line.amount or 0 for line in lines)

    def applied(year: int | None) -> int | None:
        rows = [row.amount for row in draft.amounts_applied if row.amount is not None and (year is None or row.year == year)]
        return sum(rows) if rows else None

    wanted = [*years, None] if years else []
    return tuple(
        YearSum(year, paid(FundedBy.PROGRAMME, year), paid(FundedBy.OWN, year), paid(FundedBy.CO, year), applied(year)) for year in wanted
    )


def _amount(value: int | None) -> str:
    return swedish.EMPTY if value is None else swedish.integer(value)


COLUMNS: tuple[Column[YearSum], ...] = (
    Column("År", lambda row: row.year, lambda year: "Summa" if year is None else str(year), width=56),
    Column("Projektmedel", lambda row: row.programme, _amount, align=_RIGHT, stretch=True),
    Column("Egen", lambda row: row.own, _amount, align=_RIGHT, stretch=True),
    Column("Medfinans.", lambda row: row.co, _amount, align=_RIGHT, stretch=True),
    Column("Summa", lambda row: row.total, _amount, align=_RIGHT, stretch=True),
    Column("Sökt", lambda row: row.applied, _amount, align=_RIGHT, stretch=True),
    Column("Skillnad", lambda row: row.difference, _amount, align=_RIGHT, stretch=True),
)


class SumsPanel(QWidget):
    """Per year and funder, and what the budget rule says about the difference."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowTableModel[YearSum] = RowTableModel(COLUMNS, self, key=lambda row: row.year)
        self.table = RecordTable(self.model, "Summor per år och finansiär")
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = PlainLabel("Summorna räknas när budgeten har rader med år och belopp.", "muted", wrap=True)
        self.note = RuleNote(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.table, self.empty, self.note):
            column.addWidget(widget)

    def show_draft(self, draft: ApplicationDraft) -> None:
        sums = year_sums(draft)
        self.model.refresh_rows(sums)
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(len(sums) * row + self.table.horizontalHeader().sizeHint().height() + 6)
        self.table.setVisible(bool(sums))
        self.empty.setVisible(not sums)


class FramePanel(QWidget):
    """What the proposal means for the programme's frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = AmountBar(12)
        self.note = RuleNote(self)
        self._figures: dict[str, PlainLabel] = {}
        figures = QWidget()
        flow = FlowLayout(figures, 24)
        names = ("Ramen", "Beviljat i andra ärenden", "Föreslaget i andra ärenden", "Det här ärendet", "Kvar efter allt")
        for name in names:
            pair = QWidget()
            stack = QVBoxLayout(pair)
            stack.setContentsMargins(0, 0, 0, 0)
            stack.setSpacing(2)
            stack.addWidget(PlainLabel(name, "muted"))
            self._figures[name] = PlainLabel("", "label")
            stack.addWidget(self._figures[name])
            flow.addWidget(pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(figures)
        column.addWidget(self.note)

    def show_view(self, view: CaseView) -> None:
        evidence = view.evidence
        frame, before, pending = evidence.programme.frame, evidence.granted_before, evidence.pending_proposals
        own = own_share(view)
        left = frame - before - pending - own
        for name, amount in zip(self._figures, (frame, before, pending, own, left), strict=True):
            self._figures[name].setText(swedish.kronor(amount))
        spoken = (
            f"Av ramen {swedish.kronor(frame)} är {swedish.kronor(before)} beviljat, {swedish.kronor(pending)} föreslaget i andra ärenden "
            f"och {swedish.kronor(own)} i det här. Kvar {swedish.kronor(left)}."
        )
        self.bar.show_parts(frame, ((before, "info", False), (pending, "info", True), (own, "ok", False)), spoken)


def own_share(view: CaseView) -> int:
    """What this case takes of the frame: granted, else proposed, else nothing."""
    process = view.evidence.process
    if process.decision_outcome is not None:
        return process.amount_granted or 0 if process.decision_outcome in GRANTING else 0
    return process.proposed_amount or 0 if process.proposed_outcome in GRANTING else 0


class EconomyTab(QWidget):
    """`draft_changed(ApplicationDraft)` while a cell is written in."""

    draft_changed = Signal(object)

    def __init__(self, session: Session, recovery: Recovery | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        parts = (Part(APPLICATION, ("money",)), process_part("proposal"))
        self.form = RecordForm(session, None, session.bench.cases, parts=parts, recovery=recovery, links=(("process", "Handläggning"),))
        self.sums = SumsPanel()
        section = FormSection("Summor i kronor")
        section.add(self.sums, wide=True)
        self.form.add_section("sums", section, before="proposal")
        self.frame = FramePanel()
        section = FormSection("Ramen")
        section.add(self.frame, wide=True)
        self.form.add_section("frame", section, before="proposal")
        self.allowed_label = PlainLabel("", "muted", wrap=True)
        self.suggest_button = QPushButton("")
        self.suggest_button.setProperty("role", "link")
        self.suggest_button.clicked.connect(self.propose_applied)
        about = QWidget()
        column = QVBoxLayout(about)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.allowed_label)
        column.addWidget(self.suggest_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.sections["proposal"].insert(0, about, wide=True)
        self.form.draft_changed.connect(self._on_draft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)

    def load(self, view: CaseView, *, read_only: bool, stack: QUndoStack) -> None:
        self.form.load(view, read_only=read_only, stack=stack)
        self.sums.show_draft(view.draft)
        self.frame.show_view(view)
        self._show_allowed(view)

    def show_results(self, results: Sequence[RuleResult]) -> None:
        by_id = {one.rule_id: one for one in results}
        shown_here = (DIFFERENCE_RULE, FRAME_RULE)
        self.form.show_results([one for one in results if one.rule_id not in shown_here])
        self.sums.note.show_result(by_id.get(DIFFERENCE_RULE))
        self.frame.note.show_result(by_id.get(FRAME_RULE))

    def propose_applied(self) -> None:
        """Write the amount applied for as the proposed amount."""
        view = self.form.view
        if isinstance(view, CaseView) and view.draft.amount_applied is not None:
            row = self.form.rows["process.proposed_amount"]
            row.editor.set_text(swedish.integer(view.draft.amount_applied))
            self.form.commit()
            row.focus()

    def focus_first(self) -> None:
        self.form.show_section(0)

    def _show_allowed(self, view: CaseView) -> None:
        allowed = self._session.bench.cases.allowed_outcomes(view)
        stops = blocking(view.results, view.evidence.programme, view.departures)
        named = "; ".join(f"{one.rule_id} {one.outcome.label.casefold()}" for one in stops)
        reasons = {one.label: f"Kan inte föreslås nu: {named}." for one in DecisionOutcome if one not in allowed}
        editor = self.form.rows["process.proposed_outcome"].editor
        if isinstance(editor, ChoiceEditor):
            editor.set_unavailable(reasons)
        text = "Alla förslag är möjliga: inga krav står i vägen."
        if reasons:
            text = (
                f"Bifall kan inte föreslås nu: {named}. Begär komplettering, rätta uppgifterna eller registrera ett avsteg under Regler. "
                "Avslag och återremiss kan föreslås."
            )
        self.allowed_label.setText(text)
        process, applied = view.evidence.process, view.draft.amount_applied
        fits = process.proposed_outcome is DecisionOutcome.GRANTED and applied is not None and process.proposed_amount != applied
        self.suggest_button.setVisible(fits and not self.form.is_read_only)
        self.suggest_button.setText(f"Föreslå hela det sökta beloppet, {swedish.kronor(applied or 0)}")

    def _on_draft(self, draft: ApplicationDraft) -> None:
        self.sums.show_draft(draft)
        self.draft_changed.emit(draft)
