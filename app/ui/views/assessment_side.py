"""Beside the criteria: what remains, the assessment as a whole, and the colleagues'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.drafts import ApplicationDraft
from app.domain.fields import Field, Kind
from app.domain.fields import parse as parse_field
from app.domain.fields import text as field_text
from app.domain.rules.evidence import FieldRef
from app.domain.scoring import AssessmentSheet, OtherAssessment
from app.domain.swedish import ParseError
from app.domain.views import CaseView
from app.domain.vocabulary import AssessmentState, AttachmentKind, Confidence
from app.ui.charts.strip_chart import StripChart
from app.ui.charts.strip_plot import StripMark, score_text
from app.ui.forms.choice_editors import FlowLayout
from app.ui.forms.field_row import FieldRow
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel, tool_tip
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.ui.session import Session

FIELDS = (
    Field("confidence", "Hur säker är du?", Kind.CHOICE, choices=Confidence),
    Field("proposed_amount", "Föreslaget belopp", Kind.KRONOR, unit="kr"),
    Field("comment", "Kommentar", Kind.LONG_TEXT),
)
HIDDEN_TEXT = "Visas när du har lämnat in din egen bedömning."
_STATES = {
    AssessmentState.SUBMITTED: ("Inlämnad", "ok"),
    AssessmentState.DRAFT: ("Påbörjad", "info"),
    None: ("Inte börjad", "plain"),
}


def state_badge(state: AssessmentState | None) -> tuple[str, str]:
    """The words and the kind of the badge of an assessment's state."""
    return _STATES[state]


NOT_SCORED, NO_REASON, NO_CONFIDENCE = "Inte bedömt:", "Motivering saknas:", "Ange hur säker du är på helheten."


def lacking(sheet: AssessmentSheet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of criteria without a level, and of those without a reason."""
    used = [one.key for one in sheet.rubric.criteria if one.is_used] if sheet.rubric is not None else []
    given = sheet.entries
    return tuple(key for key in used if key not in given), tuple(key for key in used if key in given and not given[key].reason)


def remaining(sheet: AssessmentSheet) -> str:
    """What remains before the assessment can be handed in, in one line."""
    scores, reasons = lacking(sheet)
    parts = [f"{words} {swedish.join(keys)}." for words, keys in ((NOT_SCORED, scores), (NO_REASON, reasons)) if keys]
    if sheet.confidence is None:
        parts.append(NO_CONFIDENCE)
    return " ".join(parts) or " ".join(sheet.lacks)


class LackLine(QWidget):
    """'Inte bedömt: Q3 Q4', each a way to its row."""

    chosen = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, 4)
        label = PlainLabel(words, "muted")
        label.setMinimumHeight(LinkButton("").sizeHint().height())
        self._flow.addWidget(label)
        self.links: list[LinkButton] = []

    def show_keys(self, keys: Sequence[str], titles: Mapping[str, str]) -> None:
        self.setVisible(bool(keys))
        if [one.shown for one in self.links] == list(keys):
            return
        for link in self.links:
            self._flow.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []
        for key in keys:
            link = LinkButton(key, self)
            link.setAccessibleName(f"Gå till {key} {titles.get(key, '')}")
            link.setToolTip(tool_tip(titles.get(key, "")))
            link.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            self._flow.addWidget(link)
            link.show()
            self.links.append(link)
        self.updateGeometry()


class OtherLine(QWidget):
    """A colleague: name, state, and what may be shown; the assignment can be taken back."""

    unassigned = Signal(object)

    def __init__(self, other: OtherAssessment, *, can_unassign: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.other = other
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(other.person_name, "label", wrap=True), 1)
        head.addWidget(StateBadge(*state_badge(other.state)), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addLayout(head)
        for text in self._facts():
            column.addWidget(PlainLabel(text, "muted", wrap=True, selectable=True))
        if other.comment:
            column.addWidget(PlainLabel(other.comment, wrap=True, selectable=True))
        if can_unassign and other.state is None:
            button = QPushButton("Ta bort tilldelningen")
            button.setProperty("role", "link")
            button.setAccessibleName(f"Ta bort tilldelningen: {other.person_name}")
            button.clicked.connect(lambda: self.unassigned.emit(other.person))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _facts(self) -> list[str]:
        other, facts = self.other, []
        if other.total is not None:
            facts.append(f"Total {score_text(other.total)}")
        if other.confidence is not None:
            facts.append(f"säkerhet {other.confidence.label.lower()}")
        if other.proposed_amount is not None:
            facts.append(f"föreslår {swedish.kronor(other.proposed_amount)}")
        if other.submitted_at is not None:
            facts.append(swedish.iso_date(other.submitted_at))
        return [" · ".join(facts)] if facts else []


class AssessmentSide(QWidget):
    """`detail_left(key, value)` for a field to store, `unassigned(person)`, `row_wanted(key)` of a criterion, `statements_wanted`."""

    detail_left = Signal(str, object)
    unassigned = Signal(object)
    row_wanted = Signal(str)
    statements_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        programme = session.bench.programme
        self._choices = programme.choices
        self._is_read_only = True
        self._case: UUID | None = None
        self.lacks = Section("Kvar att göra")
        self.lack_lines = [LackLine(text) for text in (NOT_SCORED, NO_REASON)]
        self.confidence_label = PlainLabel(NO_CONFIDENCE, "muted", wrap=True)
        for line in self.lack_lines:
            line.chosen.connect(self.row_wanted)
            self.lacks.add(line)
        self.lacks.add(self.confidence_label)
        self.whole = Section("Helheten")
        self.rows: dict[str, FieldRow] = {}
        for field in FIELDS:
            row = FieldRow(FieldRef(field.key), field, programme.choices, programme, self)
            row.left.connect(self._on_left)
            self.rows[field.key] = row
            self.whole.add(row)
        self.amounts_label = PlainLabel("", "muted", wrap=True)
        self.whole.body.insertWidget(2, self.amounts_label)
        self.chart = StripChart()
        self.others = Section("Bedömare")
        self.hidden_label = PlainLabel(HIDDEN_TEXT, "muted", wrap=True)
        self.others.add(self.hidden_label)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.others.add_layout(self._lines)
        self.lines: list[OtherLine] = []
        self.conflict_button = ActionButton(session.actions.declare_conflict)
        self.others.body.addWidget(self.conflict_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.statements = Section("Yttranden")
        self._statement_lines = QVBoxLayout()
        self._statement_lines.setSpacing(2)
        self.statements.add_layout(self._statement_lines)
        self.statement_links: list[LinkButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 20, 24)
        column.setSpacing(16)
        for widget in (self.lacks, self.whole, self.chart, self.others, self.statements):
            column.addWidget(widget)
        column.addStretch(1)

    # --- showing -----------------------------------------------------------------------------

    def show_sheet(self, sheet: AssessmentSheet, view: CaseView, *, is_own: bool, read_only: bool, can_unassign: bool) -> None:
        if sheet.case != self._case:
            self._case = sheet.case
            for row in self.rows.values():
                row.pending = 0
                row.force_value("")
        self._is_read_only = read_only
        self.whole.setVisible(is_own)
        self.lacks.setVisible(is_own and not read_only and bool(sheet.lacks))
        for line, keys in zip(self.lack_lines, lacking(sheet), strict=True):
            line.show_keys(keys, {one.key: one.title for one in sheet.rubric.criteria} if sheet.rubric is not None else {})
        self.confidence_label.setVisible(sheet.confidence is None)
        values: dict[str, Any] = {
            "confidence": sheet.confidence, "proposed_amount": sheet.proposed_amount, "comment": sheet.comment,
        }  # fmt: skip
        for key, row in self.rows.items():
            row.show_value(field_text(row.field, values[key], self._choices), None)
            row.set_read_only(read_only)
        self.amounts_label.setText(amounts_text(view.draft))
        self._show_chart(sheet)
        self._show_others(sheet, is_own=is_own, can_unassign=can_unassign)
        self._show_statements(view)

    def _show_chart(self, sheet: AssessmentSheet) -> None:
        marks = [StripMark(one.total, one.person_name) for one in sheet.others if one.total is not None]
        is_in = sheet.state is AssessmentState.SUBMITTED
        if is_in and sheet.total is not None:
            marks.insert(0, StripMark(sheet.total, "Du", is_own=True))
        self.chart.setVisible(len(marks) > 1)
        values = [one.value for one in marks]
        if len(marks) > 1:
            apart = score_text(max(values) - min(values))
            self.chart.show_marks(f"Skillnaden mellan bedömarna är {apart}", "Vägt medelvärde av nivåerna 0–3", marks)

    def _show_others(self, sheet: AssessmentSheet, *, is_own: bool, can_unassign: bool) -> None:
        for line in self.lines:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        for other in sheet.others:
            line = OtherLine(other, can_unassign=can_unassign)
            line.unassigned.connect(self.unassigned)
            self._lines.addWidget(line)
            self.lines.append(line)
        self.others.title_label.setText("De andra bedömarna" if is_own else "Bedömare")
        self.hidden_label.setText(HIDDEN_TEXT if sheet.others else "Ingen annan är tilldelad." if is_own else "Ingen är tilldelad än.")
        self.hidden_label.setVisible(not sheet.others or sheet.is_hidden)

    def _show_statements(self, view: CaseView) -> None:
        """The statements of experts and others, each a way to Underlag."""
        for link in self.statement_links:
            self._statement_lines.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.statement_links = []
        for one in view.attachments:
            if one.kind is AttachmentKind.STATEMENT:
                told = ", ".join(part for part in (one.name, one.source, swedish.iso_date(one.date)) if part)
                link = LinkButton(told)
                link.setToolTip("Visa handlingen under Underlag")
                link.clicked.connect(self.statements_wanted)
                self._statement_lines.addWidget(link)
                self.statement_links.append(link)
        self.statements.setVisible(bool(self.statement_links))

    # --- writing -----------------------------------------------------------------------------

    def commit(self) -> None:
        for row in self.rows.values():
            if row.is_dirty:
                self._on_left(row)

    def _on_left(self, row: FieldRow) -> None:
        if self._is_read_only or not row.is_dirty:
            return
        try:
            value = parse_field(row.field, row.editor.text(), self._choices)
        except ParseError as error:
            row.set_problem(f"{error} Uppgiften sparas när den går att läsa.")
            return
        row.set_problem(None)
        row.force_value(field_text(row.field, value, self._choices))
        self.detail_left.emit(row.field.key, value)


def amounts_text(draft: ApplicationDraft) -> str:
    """'Sökt 3 000 000 kr · minst 1 800 000 kr'."""
    applied, least = draft.amount_applied, draft.least_amount
    told = f"Sökt {swedish.kronor(applied)}" if applied is not None else "Sökt belopp saknas"
    return f"{told} · går att genomföra med minst {swedish.kronor(least)}" if least is not None else told
