"""Jäv in one case: everybody who takes part, what their ties say, what is decided, and the reason for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.conflicts import ConflictRow
from app.domain.vocabulary import ConflictOutcome
from app.errors import NotFound
from app.ui.icons import icon
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.badge import KIND_ICONS, StateBadge
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.domain.views import Changes
    from app.ui.session import Session

ABOUT = (
    "Programmet jämför bindningarna under Programmet, sidan Personer, med ärendets parter: sökande, medsökande, samverkansparter, "
    "medfinansiärer, bostadsbolag, sakkunniga och mottagare. Ett fynd är ett skäl att pröva, inte ett svar."
)
NO_EVIDENCE = "Inga bindningar till ärendets parter är registrerade. Jäv kan finnas ändå: fråga personen."
NO_REASON = "Skriv skälet först. Det står sedan i ärendets historik."
ONLY_OWN = "Du kan anmäla eller pröva jäv för dig själv. För andra gör personen själv eller en handläggare det."
READ_ONLY = "Filen är öppen bara för läsning. Inget kan anmälas."
HIDDEN_NOTICE = "Du har anmält jäv. Ärendet visas inte längre för dig."


def state_of(row: ConflictRow) -> tuple[str, str]:
    """Word and kind of what is known of a person's impartiality."""
    if row.outcome is ConflictOutcome.DISQUALIFIED:
        return "Jäv anmält", "error"
    if row.outcome is ConflictOutcome.CLEARED:
        return ("Pröva igen", "warning") if row.is_stale else (ConflictOutcome.CLEARED.label, "ok")
    if row.evidence:
        return "Att pröva", "warning"
    return ("Inte prövad", "warning") if row.is_assigned else ("Inget funnet", "plain")


def state_icon(row: ConflictRow) -> Any:
    kind = state_of(row)[1]
    return icon(KIND_ICONS[kind], kind)


def decided(row: ConflictRow) -> str:
    """'Prövad – inget jäv 2016-03-14 av Handläggare A: tjänstledig.', and whether it stands."""
    if row.outcome is None:
        return ""
    when = f" {swedish.iso_date(row.at)}" if row.at is not None else ""
    said = f"{row.outcome.label}{when} av {row.recorded_by}: {row.reason}"
    changed = "Bindningarna eller ärendets parter har ändrats sedan dess." if row.is_stale else ""
    return "\n".join(filter(None, (said, changed)))


def known(row: ConflictRow) -> str:
    """The evidence, a line for each, and what was decided on it."""
    told = [f"• {one}" for one in row.evidence] or [NO_EVIDENCE]
    return "\n".join(filter(None, (*told, decided(row))))


COLUMNS: tuple[Column[ConflictRow], ...] = (
    Column("Person", lambda row: row.person.name, tip=lambda row: row.person.name, width=150, stretch=True),
    Column("Roll", lambda row: row.person.role.label if row.person.role else "", lambda text: text or swedish.EMPTY, width=130, drop=2),
    Column(
        "Enhet",
        lambda row: row.person.unit,
        lambda text: text or swedish.EMPTY,
        tip=lambda row: row.person.unit,
        width=130,
        wide=180,
        drop=1,
    ),
    Column("Bedömer", lambda row: swedish.yes_no(row.is_assigned), width=76),
    Column("Jäv", lambda row: state_of(row)[0], icon=state_icon, tip=lambda row: state_of(row)[0], width=160),
)


class ConflictDialog(QDialog):
    """Each decision is stored at once with its reason; what was written about a person stays while another is looked at."""

    def __init__(self, session: Session, case: UUID, person: UUID | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._case = case
        self._own = session.bench.people.current()
        self._written: dict[UUID, str] = {}  # reasons not yet stored
        self._chosen: UUID | None = None
        self.setWindowTitle("Jäv")
        self.resize(760, 560)
        self.setMinimumSize(560, 460)
        self._build()
        self._lay_out()
        self.reload()
        self.choose(person)

    def _build(self) -> None:
        view = self._session.bench.cases.load(self._case)
        self.heading = PlainLabel(f"Jäv i {view.name} {view.draft.title}".strip(), "subheading", wrap=True)
        self.model: RowTableModel[ConflictRow] = RowTableModel(COLUMNS, self, key=lambda row: row.person.uid)
        self.table = RecordTable(self.model, "Personer och jäv")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.setMinimumHeight(120)
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(self._to_reason)
        people = QPushButton("Registrera personer")
        people.clicked.connect(self._to_people)
        self.empty = EmptyState(
            "Inga personer är registrerade",
            "Registrera dem som deltar i arbetet, med roll och bindningar, under Programmet, sidan Personer.",
            icon_name="users",
            buttons=(people,),
        )
        self.pages = QStackedWidget()
        self.badge = StateBadge()
        self.name_label = PlainLabel("", "label")
        self.facts = QPlainTextEdit()
        self.facts.setReadOnly(True)
        self.facts.setTabChangesFocus(True)
        self.facts.setFrameShape(QFrame.Shape.NoFrame)
        self.facts.setAccessibleName("Det som är känt om jäv")
        self.facts.setMinimumHeight(self.facts.fontMetrics().lineSpacing() * 3)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName("Skäl")
        self.reason.setPlaceholderText("Till exempel: tjänstledig från förvaltningen sedan 2014")
        self.reason.setFixedHeight(self.reason.fontMetrics().lineSpacing() * 3 + 16)
        self.reason.textChanged.connect(self._on_typed)
        self.note_label = PlainLabel("", "muted", wrap=True)
        self.declare_button = QPushButton("&Anmäl jäv …")
        self.clear_button = QPushButton("&Prövad – inget jäv")
        self.withdraw_button = QPushButton("&Ta tillbaka")
        self.close_button = QPushButton("Stäng")
        self.declare_button.clicked.connect(self.declare)
        self.clear_button.clicked.connect(self.clear)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.close_button.clicked.connect(self.reject)
        for button in (self.declare_button, self.clear_button, self.withdraw_button, self.close_button):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name_label)
        head.addWidget(self.badge)
        head.addStretch(1)
        label = PlainLabel("Skäl", "label")
        label.setBuddy(self.reason)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.declare_button, self.clear_button, self.withdraw_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.table, 3)
        inside.addLayout(head)
        inside.addWidget(self.facts, 2)
        inside.addWidget(label)
        inside.addWidget(self.reason)
        inside.addWidget(self.note_label)
        self.pages.addWidget(whole)
        self.pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(PlainLabel(ABOUT, "muted", wrap=True))
        column.addWidget(self.pages, 1)
        column.addLayout(buttons)

    # --- showing -----------------------------------------------------------------------------

    @property
    def chosen(self) -> ConflictRow | None:
        number = self.model.number_of(self._chosen)
        return None if number is None else self.model.row_at(number)

    def choose(self, person: UUID | None) -> None:
        """Make a person current: the one asked for, else oneself, else the first."""
        for uid in (person, self._own.uid if self._own is not None else None):
            if uid is not None and self.table.select_key(uid):
                break
        else:
            if self.model.rowCount():
                self.table.select_key(self.model.key_at(0))
        self.table.setFocus()

    def reload(self) -> None:
        rows = self._session.bench.conflicts.suggestions(self._case)
        self.model.refresh_rows(rows)
        self.pages.setCurrentIndex(0 if rows else 1)
        for button in (self.declare_button, self.clear_button, self.withdraw_button):
            button.setVisible(bool(rows))
        self._show()

    def _on_row(self, row: ConflictRow | None) -> None:
        uid = row.person.uid if row is not None else None
        if uid != self._chosen:
            self._chosen = uid
            self.reason.setPlainText(self._written.get(uid, "") if uid is not None else "")
        self._show()

    def _show(self) -> None:
        row = self.chosen
        self.name_label.setText("" if row is None else row.person.name)
        self.badge.setVisible(row is not None)
        if row is not None:
            self.badge.show_state(*state_of(row))
        self.facts.setPlainText("" if row is None else known(row))
        may = row is not None and self._session.bench.conflicts.may_decide(row.person.uid)
        writable = self._session.is_writable
        self.note_label.setText(READ_ONLY if not writable else "" if may or row is None else ONLY_OWN)
        self.note_label.setVisible(bool(self.note_label.text()))
        self.reason.setReadOnly(not (may and writable))
        is_declared = row is not None and row.outcome is ConflictOutcome.DISQUALIFIED
        self.declare_button.setEnabled(may and writable and not is_declared)
        self.clear_button.setEnabled(may and writable)
        self.withdraw_button.setEnabled(may and writable and row is not None and row.outcome is not None)

    def _to_reason(self, _row: object) -> None:
        self.reason.setFocus()

    def _on_typed(self) -> None:
        if self._chosen is not None:
            self._written[self._chosen] = self.reason.toPlainText()

    # --- deciding ----------------------------------------------------------------------------

    def declare(self) -> None:
        row, reason = self.chosen, self._reason()
        if row is None or reason is None:
            return
        is_own = self._own is not None and self._own.uid == row.person.uid
        whom = "dig" if is_own else row.person.name
        after = "Bara en kollega kan ta tillbaka anmälan." if is_own else "Anmälan kan tas tillbaka med ett skäl."
        asked = f"Ärendet döljs för {whom} i listor, sökning, utskrifter och exporter. {after}"
        if not self._session.messages.confirm("Anmäl jäv", asked, "Anmäl jäv"):
            return
        conflicts, case, person = self._session.bench.conflicts, self._case, row.person
        self._store(lambda: conflicts.declare(case, person.uid, reason), f"Jäv är anmält för {person.name}.", person.uid, leaves=is_own)

    def clear(self) -> None:
        row, reason = self.chosen, self._reason()
        if row is not None and reason is not None:
            conflicts, case, person = self._session.bench.conflicts, self._case, row.person
            self._store(lambda: conflicts.clear(case, person.uid, reason), f"Inget jäv är antecknat för {person.name}.", person.uid)

    def withdraw(self) -> None:
        row, reason = self.chosen, self._reason()
        if row is not None and reason is not None:
            conflicts, case, person = self._session.bench.conflicts, self._case, row.person
            self._store(
                lambda: conflicts.withdraw(case, person.uid, reason), f"Det som stod om jäv för {person.name} är borta.", person.uid
            )

    def _reason(self) -> str | None:
        text = self.reason.toPlainText().strip()
        if not text:
            self.note_label.setText(NO_REASON)
            self.note_label.setVisible(True)
            self.reason.setFocus()
            return None
        return text

    def _store(self, work: Any, told: str, person: UUID, *, leaves: bool = False) -> None:
        def done(_changes: Changes) -> None:
            self._written.pop(person, None)
            if leaves:
                self._session.messages.clear_strip()
                self._session.messages.notice(HIDDEN_NOTICE)
                self.accept()
                return
            self._session.messages.notice(told)
            if self._chosen == person:
                self.reason.setPlainText("")
                self._written.pop(person, None)
            self._reload_or_leave()

        self._session.write(work, done)

    def _reload_or_leave(self) -> None:
        try:
            self.reload()
        except NotFound as error:
            self._session.messages.show(error)
            self.accept()

    def reject(self) -> None:
        """A reason that was written but not used is asked about before it goes."""
        left = any(text.strip() for text in self._written.values())
        if left and not self._session.messages.confirm("Stäng", "Skälet som du har skrivit är inte sparat.", "Stäng ändå"):
            return
        super().reject()

    def _to_people(self) -> None:
        self.accept()
        self._session.navigate.emit("page", ("", "people"))


def open_conflicts(session: Session, case_uid: UUID, person_uid: UUID | None = None) -> None:
    """Show jäv in a case, a person chosen beforehand; tells when the case is hidden from whoever asks."""
    try:
        dialog = ConflictDialog(session, case_uid, person_uid, session.messages.window)
    except NotFound as error:
        session.messages.show(error)
        return
    dialog.exec()
    dialog.deleteLater()
