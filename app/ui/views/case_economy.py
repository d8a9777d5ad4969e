"""The tab Ekonomi: budget and financing with the arithmetic check, its signatures, the frame, and what is proposed and decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent, QUndoStack
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.arithmetic import BudgetFinding, Words, arithmetic
from app.domain.budget_words import DEFAULT_WORDS
from app.domain.catalogues import APPLICATION
from app.domain.drafts import ApplicationDraft
from app.domain.rules.engine import blocking
from app.domain.rules.evidence import RuleResult
from app.domain.views import CaseView
from app.domain.vocabulary import CheckKind, DecisionOutcome
from app.errors import SammanhallenError
from app.ui.forms.binding import Part, process_part
from app.ui.forms.choice_editors import ChoiceEditor, FlowLayout
from app.ui.forms.field_row import RuleNote
from app.ui.forms.form import RecordForm
from app.ui.forms.layout import FormSection
from app.ui.forms.recovery import Recovery
from app.ui.views.economy_check import ArithmeticPanel
from app.ui.views.economy_keys import KeysPanel
from app.ui.widgets.amount_bar import AmountBar
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import rule_line

if TYPE_CHECKING:
    from app.ui.session import Session

GRANTING = (DecisionOutcome.GRANTED, DecisionOutcome.PARTLY_GRANTED)
DIFFERENCE_RULE, FRAME_RULE = "R27", "R25"
BESIDE = 158  # characters across the tab that leave room for the check beside the budget
SIDE = 452  # pixels of the check beside it


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


class CheckSlot(QWidget):
    """Where the arithmetic check stands within the form, while there is no room for it beside; `view` takes the focus."""

    def __init__(self, panel: ArithmeticPanel) -> None:
        super().__init__()
        self.view = panel.finding_table
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(panel)


class EconomyTab(QWidget):
    """`draft_changed(ApplicationDraft)` while a cell is written in; `field_wanted(FieldRef)` for a field of another tab."""

    draft_changed = Signal(object)
    field_wanted = Signal(object)

    def __init__(self, session: Session, recovery: Recovery | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._words: Words = DEFAULT_WORDS
        self._is_stale = True  # words and signatures are read when the tab is looked at
        self._view: CaseView | None = None
        self._may_write = False
        parts = (Part(APPLICATION, ("money",)), process_part("proposal"))
        self.form = RecordForm(session, None, session.bench.cases, parts=parts, recovery=recovery, links=(("process", "Handläggning"),))
        self.check = ArithmeticPanel()
        self.check.finding_opened.connect(self._on_finding)
        self.slot = CheckSlot(self.check)
        self.check_section = self._add_section("sums", "Räknekontroll", self.slot)
        self.keys = KeysPanel(session.actions.sign_check)
        self.keys.withdrawn.connect(self.withdraw)
        self._add_section("keys", "Underskrifter", self.keys)
        self.frame = FramePanel()
        self._add_section("frame", "Ramen", self.frame)
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
        self.side = self._make_side()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.form, 1)
        layout.addWidget(self.side)
        switch = QShortcut(QKeySequence("F6"), self)
        switch.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        switch.activated.connect(self.switch_sides)

    def _add_section(self, key: str, title: str, widget: QWidget) -> FormSection:
        section = FormSection(title)
        section.add(widget, wide=True)
        self.form.add_section(key, section, before="proposal")
        return section

    def _make_side(self) -> QScrollArea:
        """The check beside the budget, in a window with room for both."""
        page = QWidget()
        page.setProperty("role", "page")
        self._side_column = QVBoxLayout(page)
        self._side_column.setContentsMargins(16, 16, 24, 24)
        self._side_column.setSpacing(8)
        self._side_column.addWidget(PlainLabel("Räknekontroll", "subheading"))
        self._side_column.addWidget(rule_line())
        self._side_column.addStretch(1)
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setWidget(page)
        side.hide()
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = self.fontMetrics().averageCharWidth() * BESIDE
        self._place(is_beside=self.width() >= least)
        self.side.setFixedWidth(max(SIDE, (self.width() - least) // 2 + SIDE))

    def _place(self, *, is_beside: bool) -> None:
        if is_beside == self.check_section.isHidden():
            return
        if is_beside:
            self._side_column.insertWidget(2, self.check)
        else:
            self.slot.column.addWidget(self.check)
        self.side.setVisible(is_beside)
        self.check_section.setVisible(not is_beside)
        self.check.show()

    def load(self, view: CaseView, *, read_only: bool, stack: QUndoStack, still_open: frozenset[str] = frozenset()) -> None:
        self._view, self._may_write = view, not read_only and self._session.is_writable
        self.form.load(view, read_only=read_only or bool(still_open), still_open=still_open, stack=stack)
        self.frame.show_view(view)
        self._show_allowed(view)
        self._is_stale = True
        if self.isVisible():
            self.read()
        else:
            self._show_check(view.draft)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()

    def read(self) -> None:
        """Read the office's words and the signatures when they are looked at, not at each change."""
        if not self._is_stale or self._view is None or not self._session.is_open:
            return
        self._is_stale = False
        bench = self._session.bench
        self._words = bench.office.all_words()
        try:
            self.keys.show_checks(bench.checks.state_of(self._view), may_write=self._may_write)
        except SammanhallenError as error:
            self._session.messages.show(error)
        self._show_check(self.form.draft() or self._view.draft)

    def _show_check(self, draft: ApplicationDraft) -> None:
        self.check.show_report(draft, arithmetic(draft, self._words))

    def show_results(self, results: Sequence[RuleResult]) -> None:
        by_id = {one.rule_id: one for one in results}
        shown_here = (DIFFERENCE_RULE, FRAME_RULE)
        self.form.show_results([one for one in results if one.rule_id not in shown_here])
        self.check.note.show_result(by_id.get(DIFFERENCE_RULE))
        self.frame.note.show_result(by_id.get(FRAME_RULE))

    # --- the check and its keys --------------------------------------------------------------

    def switch_sides(self) -> None:
        """F6: from the budget to what the check found, and back."""
        focused = QApplication.focusWidget()
        if focused is not None and self.check.isAncestorOf(focused):
            self.form.tables["budget_lines"].view.setFocus()
        elif not self.check.focus_findings():
            self._session.messages.notice("Räknekontrollen har inget att peka på.")

    def _on_finding(self, finding: BudgetFinding) -> None:
        ref = finding.fields[0]
        if self.form.holds(ref):
            self.form.focus_field(ref)
        else:
            self.field_wanted.emit(ref)

    def sign(self) -> None:
        """Sign one of the two checks, once what is being typed has been stored."""
        from app.ui.dialogs.sign_check import sign_check

        self.form.commit()
        view = self._view
        if view is not None:
            self._session.when_stored(lambda: sign_check(self._session, view))

    def withdraw(self, kind: CheckKind) -> None:
        """Take a signature back, with a reason."""
        view = self._view
        if view is None:
            return
        title = f"Ta tillbaka {kind.label.lower()}en"
        reason = self._session.messages.ask_text(title, "Varför tas underskriften tillbaka?", "Ta tillbaka", multiline=True)
        if reason is not None:
            checks = self._session.bench.checks
            self._session.write(lambda: checks.withdraw(view.uid, kind, reason))

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
        self._show_check(draft)
        self.draft_changed.emit(draft)
