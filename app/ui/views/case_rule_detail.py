"""One rule on one case: outcome, reason, values, source, what a person has judged, and what can be done about it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain import workflow
from app.domain.programme import RuleInfo
from app.domain.rules.engine import input_hash
from app.domain.rules.evidence import FieldRef, RuleResult
from app.domain.views import CaseView
from app.domain.vocabulary import RuleOutcome
from app.ui.forms.labels import field_label
from app.ui.views import rule_runs
from app.ui.views.case_verdict import VerdictPanel
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.badge import OutcomeBadge
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.scroll_page import ScrollPage
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.ui.session import Session

local_time = rule_runs.local_time
UNMET = (RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT)


class RuleDetail(QScrollArea):
    """Scrolls by keyboard; all texts can be marked and copied."""

    field_wanted = Signal(object)
    settled = Signal()  # a judgement or departure was saved

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self._info: RuleInfo | None = None
        self._result: RuleResult | None = None
        self._unsaved: dict[tuple[UUID, str, bool], tuple[RuleOutcome | None, str]] = {}  # written, and left for another rule
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Vald regel")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()

    def _build(self) -> None:
        self.page = ScrollPage()
        self.page.setProperty("role", "page")
        self.page.setMaximumWidth(760)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(16, 12, 24, 24)
        column.setSpacing(8)
        self._add_verdict(column)
        self._add_acts(column)
        column.addSpacing(8)
        for section in self._sections():
            column.addWidget(section)
            column.addSpacing(8)
        column.addStretch(1)
        self.setWidget(self.page)
        self.clear()

    def _add_verdict(self, column: QVBoxLayout) -> None:
        self.title = PlainLabel("", "subheading", wrap=True)
        self.badge = OutcomeBadge()
        self.unsaved = PlainLabel("Gäller det du skriver just nu", "small")
        badges = QHBoxLayout()
        badges.setSpacing(8)
        badges.addWidget(self.badge)
        badges.addWidget(self.unsaved)
        badges.addStretch(1)
        self.reason = PlainLabel("", wrap=True, selectable=True)
        self.places = QVBoxLayout()
        self.places.setSpacing(2)
        self.place_buttons: list[QPushButton] = []
        self.departure = _Quote("Avsteg")
        self.judgement = _Quote("Bedömning")
        column.addWidget(self.title)
        column.addLayout(badges)
        column.addWidget(self.reason)
        column.addLayout(self.places)
        column.addWidget(self.judgement)
        column.addWidget(self.departure)

    def _add_acts(self, column: QVBoxLayout) -> None:
        self.judge_button = icon_button("scale", "Bedöm med motivering …")
        self.judge_button.clicked.connect(self._on_judge)
        self.withdraw_button = QPushButton("Ta tillbaka bedömningen")
        self.withdraw_button.clicked.connect(self._on_withdraw)
        self.depart_button = icon_button("flag", "Registrera avsteg …")
        self.depart_button.clicked.connect(self._on_depart)
        self.return_button = QPushButton("Ta bort avsteget")
        self.return_button.clicked.connect(self._on_return)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.judge_button, self.withdraw_button, self.depart_button, self.return_button):
            acts.addWidget(button)
        acts.addStretch(1)
        self.why_not = PlainLabel("", "muted", wrap=True)
        self.panel = VerdictPanel()
        self.panel.saved.connect(self._on_saved)
        self.panel.left.connect(self._on_left)
        column.addLayout(acts)
        column.addWidget(self.why_not)
        column.addWidget(self.panel)

    def _sections(self) -> tuple[Section, ...]:
        self.values = Section("Uppgifter som använts")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.values.add_layout(self._grid)
        about_section = Section("Vad regeln säger")
        self.about = PlainLabel("", wrap=True, selectable=True)
        self.kind = PlainLabel("", "muted", wrap=True)
        self.source = PlainLabel("", "muted", wrap=True, selectable=True)
        for label in (self.about, self.kind, self.source):
            about_section.add(label)
        self.all_cases = LinkButton("→ Se regeln i alla ärenden")
        self.all_cases.setAccessibleName("Se regeln i alla ärenden")
        self.all_cases.clicked.connect(self._on_all_cases)
        about_section.add(self.all_cases)
        self.runs = rule_runs.RunsSection()
        return self.values, about_section, self.runs

    # --- showing -----------------------------------------------------------------------------

    def clear(self) -> None:
        self._info = self._result = None
        self.page.setVisible(False)

    def show_rule(self, view: CaseView, info: RuleInfo, result: RuleResult) -> None:
        is_other = self._info is None or self._info.id != info.id or self._view is None or self._view.uid != view.uid
        is_same = not is_other and self._result == result and self._view == view
        if is_other:
            self._keep_unsaved()
        self._view, self._info, self._result = view, info, result
        if is_same:
            return
        if is_other:
            self.panel.close_panel()
            self.verticalScrollBar().setValue(0)
        self.page.setVisible(True)
        self.title.setText(f"{info.id} {info.title}")
        self.badge.show_outcome(result.outcome)
        stored = next((one for one in view.results if one.rule_id == info.id), None)
        self.unsaved.setVisible(stored is not None and stored.outcome is not result.outcome)
        self.reason.setText(result.reason)
        self._show_places(view, result)
        self._show_values(result)
        self._show_acts(view, info, result)
        self.about.setText(info.about)
        self.kind.setText(f"{info.kind.label}. {_weight(info)}")
        self.source.setText(f"Källa: {info.source.rstrip('.')}. Regelverk {result.version}.")
        self._show_runs(view, info)

    def go_to_first_field(self, _line: object = None) -> None:
        if self._result is not None and self._result.fields:
            self.field_wanted.emit(self._result.fields[0])

    def _show_places(self, view: CaseView, result: RuleResult) -> None:
        for button in self.place_buttons:
            self.places.removeWidget(button)
            button.hide()
            button.deleteLater()
        labelled = {field_label(view, ref): ref for ref in reversed(result.fields)}  # several may lead to the same place
        self.place_buttons = [self._place_button(label, labelled[label]) for label in list(reversed(labelled))[:6]]
        for button in self.place_buttons:
            self.places.addWidget(button)
        for before, after in pairwise((self.reason, *self.place_buttons)):
            self.setTabOrder(before, after)

    def _place_button(self, label: str, ref: FieldRef) -> QPushButton:
        button = LinkButton(f"→ Gå till {label}")
        button.setAccessibleName(f"Gå till {label}")
        button.clicked.connect(lambda: self.field_wanted.emit(ref))
        return button

    def _show_values(self, result: RuleResult) -> None:
        _empty(self._grid)
        for number, value in enumerate(result.values_used):
            label = PlainLabel(value.label, "muted", wrap=True)
            label.setFixedWidth(160)
            self._grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(PlainLabel(value.text or "saknas", wrap=True, selectable=True), number, 1, Qt.AlignmentFlag.AlignTop)
        self.values.setVisible(bool(result.values_used))

    def _show_acts(self, view: CaseView, info: RuleInfo, result: RuleResult) -> None:
        judgement = next((one for one in view.judgements if one.rule_id == info.id), None)
        departure = next((one for one in view.departures if one.rule_id == info.id), None)
        can_write = self._session.is_writable and workflow.is_open(view.state)
        is_judged = result.judged_by is not None
        asks = result.outcome is RuleOutcome.NEEDS_JUDGEMENT
        self.judge_button.setVisible(can_write and (asks or is_judged))
        self.judge_button.setText("Ändra bedömningen …" if is_judged else "Bedöm med motivering …")
        self.withdraw_button.setVisible(can_write and judgement is not None)
        self.depart_button.setVisible(can_write and info.hard and departure is None and result.outcome in UNMET and not is_judged)
        self.return_button.setVisible(can_write and departure is not None)
        self.why_not.setText("" if can_write else _why_not(self._session.is_writable))
        self.why_not.setVisible(not can_write)
        if judgement is not None:
            stands = judgement.input_hash == input_hash(result) or is_judged
            ended = "" if stands else " Underlaget har ändrats sedan dess; bedömningen behöver göras om."
            self.judgement.show_quote(f"{judgement.outcome.label} enligt {judgement.person}.{ended}", judgement.reason)
        self.judgement.setVisible(judgement is not None)
        if departure is not None:
            self.departure.show_quote(f"Registrerat av {departure.person}. Skrivs ut i tjänsteutlåtandet.", departure.reason)
        self.departure.setVisible(departure is not None)

    def _show_runs(self, view: CaseView, info: RuleInfo) -> None:
        """Read once the tab is looked at: opening a case asks for no more than it shows."""
        if not self.isVisible():
            return
        runs = self._session.bench.rule_pages.runs(view.uid, info.id)
        self.runs.show_runs(self._session, f"{info.id} {info.title}", runs)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._view is not None and self._info is not None and self._session.is_open:
            self._show_runs(self._view, self._info)

    # --- acting ------------------------------------------------------------------------------

    def _on_all_cases(self) -> None:
        if self._info is not None:
            self._session.navigate.emit("rule", self._info.id)

    def _on_judge(self) -> None:
        if self._info is None or self._view is None:
            return
        held = next((one for one in self._view.judgements if one.rule_id == self._info.id), None)
        stored = (held.outcome, held.reason) if held else (None, "")
        self.panel.open_judgement(*self._unsaved.pop((self._view.uid, self._info.id, True), stored))
        self._show_panel()

    def _on_depart(self) -> None:
        if self._info is not None and self._view is not None:
            self.panel.open_departure(self._unsaved.pop((self._view.uid, self._info.id, False), (None, ""))[1])
            self._show_panel()

    def _keep_unsaved(self) -> None:
        """What was being written about a rule is there again when its panel is opened the next time."""
        reason = self.panel.reason.toPlainText()
        if self._view is not None and self._info is not None and not self.panel.isHidden() and reason.strip():
            self._unsaved[self._view.uid, self._info.id, self.panel.is_judgement] = (self.panel.outcome, reason)

    def _on_left(self) -> None:
        (self.judge_button if self.panel.is_judgement else self.depart_button).setFocus()

    def _show_panel(self) -> None:
        """Bring the whole panel into view once it has been laid out."""
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.panel, 0, 16))

    def _on_saved(self, outcome: RuleOutcome | None, reason: str) -> None:
        if self._info is None or self._view is None:
            return
        cases, uid, rule_id = self._session.bench.cases, self._view.uid, self._info.id
        if outcome is None:
            self._session.write(lambda: cases.depart(uid, rule_id, reason), self._on_done)
        else:
            self._session.write(lambda: cases.judge(uid, rule_id, outcome, reason), self._on_done)

    def _on_done(self, _changes: object) -> None:
        self.panel.close_panel()
        self.settled.emit()

    def _on_withdraw(self) -> None:
        if self._info is not None and self._view is not None:
            cases, uid, rule_id = self._session.bench.cases, self._view.uid, self._info.id
            self._session.write(lambda: cases.withdraw_judgement(uid, rule_id))

    def _on_return(self) -> None:
        if self._info is not None and self._view is not None:
            cases, uid, rule_id = self._session.bench.cases, self._view.uid, self._info.id
            self._session.write(lambda: cases.withdraw_departure(uid, rule_id))


class _Quote(QFrame):
    """What a person has written about the rule, and who."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._head = PlainLabel("", "label", wrap=True)
        self._text = PlainLabel("", wrap=True, selectable=True)
        self._title = title
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._text)

    def show_quote(self, head: str, text: str) -> None:
        self._head.setText(f"{self._title}: {head}")
        self._text.setText(text)


def _weight(info: RuleInfo) -> str:
    """What follows when the rule is not met or lacks data."""
    if not info.hard:
        return "Hindrar inte ett förslag."
    if info.process:
        return "Ett krav som prövas när ärendet har kommit så långt. Ett avsteg med skäl lyfter hindret."
    return "Ett krav: hindrar bifall och delvis bifall, aldrig avslag eller återremiss. Ett avsteg med skäl lyfter hindret."


def _why_not(is_writable: bool) -> str:
    if not is_writable:
        return "Filen är öppnad för läsning; bedömningar kan inte göras."
    return "Ärendet är avslutat; bedömningar och avsteg kan inte ändras."


def _empty(layout: QGridLayout | QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
