"""Inställningar: the words that mark budget lines for a closer look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QUndoStack
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.budget_words import DEFAULT_WORDS, WordKind, matches, tidy
from app.domain.views import Changes
from app.errors import SammanhallenError
from app.ui.forms.editors import GrowingText
from app.ui.forms.layout import scrolled
from app.ui.undo import ServiceCommand
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.ui.session import Session

LEAD = (
    "Räknekontrollen på fliken Ekonomi märker budgetrader som betalas med projektmedel när ”Vad posten avser” innehåller något av orden. "
    "Ett ord hittas också i böjd form och först i ett sammansatt ord: ”ombyggnad” hittar ”ombyggnaden” och ”ombyggnadsarbete”. "
    "Stora och små bokstäver räknas lika, och å, ä och ö lika med a och o. Märket ändrar inget utfall; R08 har sina egna ord."
)
ABOUT = {
    WordKind.INVESTMENT: "Ord som tyder på investering. Projektmedel får inte användas till investeringar (R08).",
    WordKind.REGULAR: "Ord som tyder på ordinarie verksamhet. Projektmedel får inte täcka verksamhet som saknar medel (R09).",
}
NARROW = 96  # characters across the page under which the lists stand one below the other


class WordList(QWidget):
    """One list, a word on each line. `left(kind, words)` when a changed list is left, `reset(kind)` for the program's own."""

    left = Signal(object, object)
    reset = Signal(object)

    def __init__(self, kind: WordKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._shown: tuple[str, ...] = ()
        self.edit = GrowingText(self, (8, 24))
        self.edit.setAccessibleName(f"Ord för {kind.label.lower()}, ett på varje rad")
        self.edit.setAccessibleDescription(ABOUT[kind])
        self.count_label = PlainLabel("", "small")
        self.problem_label = PlainLabel("", "problem", wrap=True)
        self.problem_label.hide()
        self.reset_button = icon_button("undo-2", "Återställ")
        self.reset_button.setAccessibleName(f"Återställ orden för {kind.label.lower()}")
        self.reset_button.setToolTip("Tillbaka till programmets egen lista")
        name = PlainLabel(kind.label, "label")
        name.setBuddy(self.edit)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.reset_button)
        foot.addWidget(self.count_label)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(name)
        column.addWidget(PlainLabel(ABOUT[kind], "muted", wrap=True))
        column.addWidget(self.edit)
        column.addWidget(self.problem_label)
        column.addLayout(foot)
        column.addStretch(1)
        self.edit.left.connect(self.commit)
        self.edit.submitted.connect(self.commit)
        self.edit.edited.connect(self._on_edited)
        self.reset_button.clicked.connect(lambda: self.reset.emit(self.kind))

    @property
    def words(self) -> tuple[str, ...]:
        """The list as it stands in the field."""
        return tidy(self.edit.toPlainText().splitlines())

    @property
    def is_dirty(self) -> bool:
        return self.words != self._shown

    def show_words(self, words: tuple[str, ...], *, force: bool = False) -> None:
        """The list as stored; what is being written stays."""
        keep = self.is_dirty and self.edit.hasFocus() and not force
        self._shown = words
        if not keep:
            self.edit.show_text("\n".join(words))
            self.problem_label.hide()
        self._on_edited()

    def show_problem(self, text: str) -> None:
        self.problem_label.setText(text)
        self.problem_label.setVisible(bool(text))

    def set_read_only(self, read_only: bool) -> None:
        self.edit.setReadOnly(read_only)
        self.reset_button.setVisible(not read_only)

    def commit(self) -> None:
        if self.is_dirty and not self.edit.isReadOnly():
            self.left.emit(self.kind, self.words)
        elif not self.is_dirty:
            self.problem_label.hide()

    def _on_edited(self) -> None:
        words = self.words
        own = "programmets egen lista" if words == DEFAULT_WORDS[self.kind] else "egen lista"
        self.count_label.setText(f"{swedish.integer(len(words))} ord, {own}" if words else "Tom lista: inga rader märks")
        self.reset_button.setEnabled(words != DEFAULT_WORDS[self.kind])


class OfficePage(QWidget):
    """The word lists, each stored when it is left and undoable, and a line to try them on."""

    title = "Inställningar"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.stack = QUndoStack(self)
        session.undo_group.addStack(self.stack)
        self.lists = {kind: WordList(kind) for kind in WordKind}
        self.try_edit = QLineEdit()
        self.try_edit.setPlaceholderText("Till exempel: Renovering av föreningslokal")
        self.try_edit.setAccessibleName("Prova orden på en text")
        self.try_edit.setMaxLength(300)
        self.try_label = PlainLabel("", wrap=True)
        self._lay_out()
        for one in self.lists.values():
            one.left.connect(self._store)
            one.reset.connect(self._reset)
            one.edit.textChanged.connect(self._try)
        self.try_edit.textChanged.connect(self._try)
        session.closing.connect(self.commit)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        page.setMaximumWidth(900)
        section = Section("Ord som märker budgetrader", LEAD)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(24)
        for one in self.lists.values():
            self._columns.addWidget(one, 1)
        section.add_layout(self._columns)
        trial = Section("Prova")
        name = PlainLabel("Text i ”Vad posten avser”", "label")
        name.setBuddy(self.try_edit)
        for widget in (name, self.try_edit, self.try_label):
            trial.add(widget)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(24)
        column.addWidget(section)
        column.addWidget(trial)
        column.addStretch(1)
        area, _holder = scrolled(page, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < self.fontMetrics().averageCharWidth() * NARROW
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stack.setActive(False)  # nothing is undone where it cannot be seen

    # --- the workspace's side ----------------------------------------------------------------

    def load(self) -> None:
        """Read everything anew."""
        if not self._session.is_open:
            return
        for kind, words in self._session.bench.office.all_words().items():
            self.lists[kind].show_words(words)
            self.lists[kind].set_read_only(not self._session.is_writable)
        self._session.undo_group.setActiveStack(self.stack)
        self._try()

    def changes_arrived(self, changes: Changes) -> None:
        """Something was written while the page is built; read anew if it is shown here."""
        if "office" in changes.kinds and self.isVisible():
            self.load()

    def focus_first(self) -> None:
        self.lists[WordKind.INVESTMENT].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Store what is being edited."""
        for one in self.lists.values():
            one.commit()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {}

    # --- storing -----------------------------------------------------------------------------

    def _reset(self, kind: WordKind) -> None:
        self._store(kind, DEFAULT_WORDS[kind])
        self.lists[kind].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _store(self, kind: WordKind, words: tuple[str, ...]) -> None:
        office, place = self._session.bench.office, self.lists[kind]
        before = office.words(kind)
        if before == words:
            place.show_words(words, force=True)
            return

        def stored(_changes: object) -> None:
            place.show_words(words, force=True)
            what = f"ändring av orden för {kind.label.lower()}"
            self.stack.push(ServiceCommand(what, self._writer(kind, before), self._writer(kind, words)))

        def failed(error: Exception) -> None:
            if isinstance(error, SammanhallenError):
                place.show_problem(error.message)
            else:
                self._session.messages.show(error)

        self._session.write(lambda: office.set_words(kind, words), stored, failed)

    def _writer(self, kind: WordKind, words: tuple[str, ...]) -> Callable[[ServiceCommand], None]:
        """Undo and redo are new, logged changes."""

        def start(command: ServiceCommand) -> None:
            office = self._session.bench.office

            def failed(error: Exception) -> None:
                command.give_up()
                self._session.messages.show(error)

            self._session.write(
                lambda: office.set_words(kind, words), lambda _changes: self.lists[kind].show_words(words, force=True), failed
            )

        return start

    # --- trying ------------------------------------------------------------------------------

    def _try(self) -> None:
        """Which words of a text the lists take, as they stand in the fields."""
        text = self.try_edit.text()
        told = []
        for kind, one in self.lists.items():
            found = matches(text, one.words)
            if found:
                told.append(f"{kind.label}: {swedish.join([f'”{word}”' for word in found])}.")
        self.try_label.setText(" ".join(told) if told else ("Inget ord i texten märks." if text.strip() else ""))
