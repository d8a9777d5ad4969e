"""A step along the decision ladder: where to, which day, under which paragraph, why, and which document shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain import ladder, swedish, workflow
from app.domain import steps as step_rules
from app.domain.swedish import ParseError
from app.domain.vocabulary import ApplicationState, AttachmentKind, StepKind
from app.domain.workflow import Need
from app.ui.forms.editors import DateEditor
from app.ui.icons import icon
from app.ui.widgets.badge import StateBadge, application_kind
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.domain.views import AttachmentInfo, CaseView
    from app.ui.session import Session

S = ApplicationState
TABLED = "tabled"  # the choice beside the states
STEP_TEXTS = {
    S.AWAITING_SUPPLEMENT: "Begär komplettering",
    S.DRAFT: "Återför till utkast",
    S.FORMAL_CHECK: "Återuppta den formella kontrollen",
    S.EXPERT_REVIEW: "Återför till sakkunnigberedning",
    S.CLOSED: "Avsluta ärendet",
    S.WITHDRAWN: "Registrera återkallelse",
    S.WRITTEN_OFF: "Skriv av ärendet",
}
TABLING_TEXT = "Registrera bordläggning"
_ENDING = {
    S.CLOSED: "Ärendet avslutas. Det kan därefter läsas men inte ändras.",
    S.WITHDRAWN: "Sökanden har tagit tillbaka ansökan. Ärendet kan därefter läsas men inte ändras.",
    S.WRITTEN_OFF: "Ärendet avslutas utan beslut i sak. Det kan därefter läsas men inte ändras.",
}
_TABLED_ABOUT = "Ärendet stannar i läget ”{state}” till ett senare möte. Så länge det är bordlagt får inget läggas till i ansökan."
_DATED_BY = {S.LOCALLY_APPROVED: "steering_date", S.SUBMITTED: "received_date"}
_DATED_BY_PROCESS = {S.MEMO_SIGNED: "memo_date", S.DECIDED: "decision_date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChoice:
    """What the dialog gives: the same values that the service takes."""

    kind: StepKind
    target: ApplicationState
    day: date
    paragraph: str = ""
    note: str = ""
    extract: UUID | None = None


def step_text(view: CaseView, target: ApplicationState) -> str:
    """The verb of a step: the natural one's own, else what it does."""
    decision = view.evidence.process.decision_outcome
    if target is workflow.natural_next(view.state, decision):
        return workflow.next_step(view.state, decision)
    if (view.state, target) in workflow.REMITS:
        return "Registrera återremiss"
    return STEP_TEXTS.get(target, target.label)


def suggested_day(view: CaseView, target: ApplicationState, today: date) -> date:
    """The day that the case already holds for the step where it is in order, else today."""
    draft, process = view.draft, view.evidence.process
    known = getattr(draft, _DATED_BY[target]) if target in _DATED_BY else None
    known = getattr(process, _DATED_BY_PROCESS[target]) if target in _DATED_BY_PROCESS else known
    if isinstance(known, date) and not step_rules.clashes(view, target, known, today):
        return known
    return today


class StepDialog(QDialog):
    """`chosen(StepChoice)` when the step is to be taken; `link_wanted(key)` when something that lacks is to be mended instead."""

    chosen = Signal(object)
    link_wanted = Signal(str)

    def __init__(self, session: Session, view: CaseView, choice: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._day_is_own = False  # typed, so another target does not change it
        self.links: list[LinkButton] = []
        self.setWindowTitle("Nästa steg")
        self.ensurePolished()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 84)
        self.target_combo = QComboBox()
        self.about = PlainLabel("", "muted", wrap=True)
        self.day_edit = DateEditor()
        self.paragraph_edit = QLineEdit()
        self.note_edit = QPlainTextEdit()
        self.extract_combo = QComboBox()
        self.file_button = QPushButton(icon("paperclip"), "Lägg till fil …")
        self.lacks = QFrame()
        self.lacks_column = QVBoxLayout()
        self.yes_button = QPushButton("")
        self._labels: dict[str, PlainLabel] = {}
        self._lay_out()
        self._fill_targets(choice)
        self._fill_documents(view.attachments)
        self.target_combo.currentIndexChanged.connect(self._on_target)
        self.day_edit.edited.connect(self._on_day)
        self.paragraph_edit.textChanged.connect(self._check)
        self.note_edit.textChanged.connect(self._check)
        self._on_target()
        self._first_field().setFocus()

    # --- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel("Från", "muted"))
        head.addWidget(StateBadge(self._view.state.label, application_kind(self._view.state)))
        head.addWidget(PlainLabel("till", "muted"))
        head.addWidget(self.target_combo, 1)
        self.target_combo.setAccessibleName("Steg")
        self.paragraph_edit.setMaxLength(30)
        self.paragraph_edit.setFixedWidth(self.fontMetrics().averageCharWidth() * 16)
        self.paragraph_edit.setPlaceholderText("§ 12")
        self.note_edit.setTabChangesFocus(True)
        self.note_edit.setFixedHeight(self.fontMetrics().height() * 4)
        self.file_button.setToolTip("Lägg en fil till ärendets underlag och välj den")
        self.file_button.clicked.connect(self._on_file)
        document = QWidget()
        row = QHBoxLayout(document)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.extract_combo, 1)
        row.addWidget(self.file_button)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key, widget, buddy in (
            ("day", self.day_edit, self.day_edit.target()),
            ("paragraph", self.paragraph_edit, self.paragraph_edit),
            ("note", self.note_edit, self.note_edit),
            ("extract", document, self.extract_combo),
        ):
            label = PlainLabel("", "label", wrap=True)
            label.setFixedWidth(self.fontMetrics().averageCharWidth() * 26)
            label.setBuddy(buddy)
            self._labels[key] = label
            self.form.addRow(label, widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addLayout(self.form)
        column.addWidget(self._make_lacks())
        column.addStretch(1)
        column.addLayout(self._buttons())

    def _make_lacks(self) -> QFrame:
        self.lacks.setProperty("role", "strip-warning")
        row = QHBoxLayout(self.lacks)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel("triangle-alert", "warning"), 0, Qt.AlignmentFlag.AlignTop)
        self.lacks_column.setSpacing(0)
        self.lacks_column.addWidget(PlainLabel("Innan steget kan tas:", "label"))
        row.addLayout(self.lacks_column, 1)
        return self.lacks

    def _buttons(self) -> QHBoxLayout:
        self.yes_button.setProperty("role", "primary")
        self.yes_button.setDefault(True)
        self.yes_button.clicked.connect(self._on_yes)
        no_button = QPushButton("Avbryt")
        no_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.yes_button)
        row.addWidget(no_button)
        return row

    def _fill_targets(self, choice: str) -> None:
        for target in workflow.next_states(self._view.state):
            is_remit = (self._view.state, target) in workflow.REMITS
            self.target_combo.addItem(f"{target.label} (återremiss)" if is_remit else target.label, target.value)
        if workflow.may_table(self._view.state):
            self.target_combo.addItem("Bordläggning, stannar här", TABLED)
        self.target_combo.setCurrentIndex(max(0, self.target_combo.findData(choice)))

    def _fill_documents(self, documents: Sequence[AttachmentInfo], chosen: UUID | None = None) -> None:
        self.extract_combo.clear()
        self.extract_combo.addItem("Ingen handling", None)
        for one in reversed(documents):
            self.extract_combo.addItem(f"{one.name} · {one.kind.label} {swedish.iso_date(one.date)}", str(one.uid))
        if chosen is not None:
            self.extract_combo.setCurrentIndex(max(0, self.extract_combo.findData(str(chosen))))

    # --- what is chosen --------------------------------------------------------------------------

    @property
    def is_tabling(self) -> bool:
        return self.target_combo.currentData() == TABLED

    @property
    def target(self) -> ApplicationState:
        return self._view.state if self.is_tabling else ApplicationState.of(str(self.target_combo.currentData()))

    @property
    def day(self) -> date | None:
        try:
            return swedish.parse_date(self.day_edit.text())
        except ParseError:
            return None

    @property
    def has_paragraph(self) -> bool:
        return self.is_tabling or workflow.has_paragraph(self._view.state, self.target)

    def note(self) -> str:
        return self.note_edit.toPlainText().strip()

    def needs(self) -> tuple[Need, ...]:
        """What still lacks, in the order it is best mended."""
        day = self.day
        if day is None:
            return (Need(ladder.STEP, "Ange stegets dag, till exempel 2015-03-12."),)
        kind = StepKind.TABLED if self.is_tabling else StepKind.MOVED
        found = step_rules.hindrances(self._view, self.target, kind=kind, note=self.note(), day=day, today=self._session.bench.today)
        too_long = Need("reason", f"Texten är för lång. Högst {swedish.integer(ladder.MAX_NOTE)} tecken.")
        return (*found, too_long) if len(self.note()) > ladder.MAX_NOTE else found

    # --- following -------------------------------------------------------------------------------

    def _on_target(self) -> None:
        target, tabling = self.target, self.is_tabling
        mover = workflow.TABLED_BY[target] if tabling else workflow.mover(self._view.state, target)
        ending = _TABLED_ABOUT.format(state=target.label) if tabling else _ENDING.get(target, "")
        self.about.setText(f"Steget tas av {mover}. {ending}".strip())
        if not self._day_is_own:
            today = self._session.bench.today
            self.day_edit.set_text(swedish.iso_date(today if tabling else suggested_day(self._view, target, today)))
        self.form.setRowVisible(1, self.has_paragraph)
        self.paragraph_edit.setText("" if tabling else step_rules.own_paragraph(self._view, target))
        names = {"day": self._day_name(), "paragraph": "Paragraf", "note": self._note_name(), "extract": self._extract_name()}
        for key, name in names.items():
            self._labels[key].setText(name)
            buddy = self._labels[key].buddy()
            if buddy is not None:
                buddy.setAccessibleName(name)
        verb = TABLING_TEXT if tabling else step_text(self._view, target)
        self.setWindowTitle(verb)
        self.yes_button.setText(verb)
        self._check()

    def _day_name(self) -> str:
        if self.is_tabling:
            return "Dag för bordläggningen"
        return {S.WITHDRAWN: "Dag för återkallelsen", S.DISPATCHED: "Dag för expedieringen"}.get(self.target, "Stegets dag")

    def _note_name(self) -> str:
        if not self.is_tabling and (self._view.state, self.target) in workflow.REMITS:
            return "Skäl, och vad som ska läggas till"
        needs_reason = any(one.key == "reason" for one in workflow.needs(self._view.state, self.target))
        return "Skäl" if needs_reason and self.target is not S.DECIDED and not self.is_tabling else "Anteckning"

    def _extract_name(self) -> str:
        if self.has_paragraph:
            return "Protokollsutdrag"
        return "Sökandens återkallelse" if self.target is S.WITHDRAWN else "Handling som visar steget"

    def _on_day(self) -> None:
        self._day_is_own = True
        self._check()

    def _check(self) -> None:
        """Show what lacks, and let the step be taken only when nothing does."""
        needs = self.needs()
        for link in self.links:
            self.lacks_column.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []
        for need in needs:
            link = LinkButton(need.text)
            link.clicked.connect(lambda _on=False, key=need.key: self._follow(key))
            self.lacks_column.addWidget(link)
            self.links.append(link)
        self.lacks.setVisible(bool(needs))
        self.lacks.setAccessibleName("Innan steget kan tas: " + " ".join(one.text for one in needs))
        self.yes_button.setEnabled(not needs)
        self.yes_button.setToolTip("" if not needs else needs[0].text)
        if self.isVisible() and not needs:
            self.adjustSize()

    def _first_field(self) -> QWidget:
        reasons = [one for one in self.needs() if one.key == "reason"]
        return self.note_edit if reasons else self.day_edit.target()

    def _follow(self, key: str) -> None:
        if key == ladder.STEP:
            self.day_edit.target().setFocus()
        elif key == "reason":
            self.note_edit.setFocus()
        else:
            self.reject()
            self.link_wanted.emit(key)

    def _on_file(self) -> None:
        from app.ui.views.case_attachments import FILES

        path = self._session.messages.ask_open_file("Lägg till handling", FILES)
        if path is not None:
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        """Store a copy with the case and choose it."""
        uid, attachments = self._view.uid, self._session.bench.attachments
        known = {one.uid for one in attachments.list(uid)}
        kind = self._document_kind()

        def done(_changes: object) -> None:
            documents = attachments.list(uid)
            added = next((one.uid for one in documents if one.uid not in known), None)
            self._fill_documents(documents, added)
            self.extract_combo.setFocus()

        self._session.write(lambda: attachments.add(uid, kind, path), done)

    def _document_kind(self) -> AttachmentKind:
        if not self.has_paragraph:
            return AttachmentKind.OTHER
        return AttachmentKind.BOARD_MINUTES if self._view.state is S.IN_DISTRICT_BOARD else AttachmentKind.DECISION_MINUTES

    def _on_yes(self) -> None:
        day = self.day
        if day is None or self.needs():
            return
        extract = self.extract_combo.currentData()
        choice = StepChoice(
            kind=StepKind.TABLED if self.is_tabling else StepKind.MOVED,
            target=self.target,
            day=day,
            paragraph=self.paragraph_edit.text().strip() if self.has_paragraph else "",
            note=self.note(),
            extract=UUID(str(extract)) if extract else None,
        )
        self.accept()
        self.chosen.emit(choice)
