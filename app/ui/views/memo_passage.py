"""One passage of the memo in the window: its text, what it builds on, and the ways between generated and own words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.texts.passage import Passage
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.plain_label import PlainLabel, tool_tip
from app.ui.widgets.strip import Strip

STALE_TEXT = "Underlaget har ändrats sedan texten skrevs."
EDITED_TEXT = "Ändrad för hand"
MISSING_TEXT = "Underlag saknas"
LEAST_LINES = 2


def source_texts(sources: Sequence[str]) -> tuple[str, str]:
    """In short, 'ansökan och handläggning'; in full, one line a source with its fields."""
    fields: dict[str, list[str]] = {}
    for source in sources:
        head, _colon, field = source.partition(": ")
        fields.setdefault(head, []).extend([field] if field else [])
    kinds = swedish.join(tuple(f"{head[:1].lower()}{head[1:]}" for head in fields))
    lines = [f"{head}: {', '.join(names)}" for head, names in fields.items() if names]
    return kinds, "\n".join(lines)


class PassageText(QPlainTextEdit):
    """Plain text as tall as what it holds, so that only the page scrolls. `left` when the caret goes elsewhere."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def text(self) -> str:
        """The text as it was put in: Qt's own plain text would turn every non-breaking space into a common one."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _fit(self) -> None:
        lines = max(LEAST_LINES, round(self.document().size().height()))
        frame = min(max(4, self.height() - self.viewport().height()), 32)  # borders and padding, once they are known
        around = frame + 2 * self.document().documentMargin()
        height = round(lines * QFontMetricsF(self.font()).lineSpacing() + around)
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, not the field under the pointer

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class PassageEditor(QFrame):
    """Shows and edits a passage.

    Signals: `written(key, text)` when a changed text is left, `typing(key, text)`, `reverted(key)` for the generated text,
    `switched(key, on)` for an optional passage.
    """

    written = Signal(str, str)
    typing = Signal(str, str)
    reverted = Signal(str)
    switched = Signal(str, bool)

    def __init__(self, passage: Passage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.passage = passage
        self._shown = ""
        self._read_only = self._details_shown = False
        self.heading_label = PlainLabel(passage.heading, "label", wrap=True)
        self.badge = StateBadge()
        self.switch = QCheckBox("Ta med i tjänsteutlåtandet")
        self.edit = PassageText()
        self.sources_label = PlainLabel("", "small", wrap=True)
        self.problem_label = PlainLabel("", "problem", wrap=True)
        self.strip = Strip(STALE_TEXT, "warning", closable=False)
        self.compare_button = QPushButton("Visa ny text")
        self.new_label = PlainLabel("", "muted", wrap=True, selectable=True)
        self.details_label = PlainLabel("", "small", wrap=True, selectable=True)
        self.details_button = QPushButton("Visa uppgifterna")
        self.revert_button = QPushButton("Återgå till genererad text")
        self._lay_out()
        self._connect()
        self.show_passage(passage)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.heading_label, 1)
        head.addWidget(self.badge)
        self.strip.add_button(self.compare_button)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.details_button, self.revert_button):
            button.setProperty("role", "link")
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.switch)
        column.addWidget(self.strip)
        column.addWidget(self.new_label)
        column.addWidget(self.edit)
        column.addWidget(self.problem_label)
        column.addWidget(self.sources_label)
        column.addLayout(foot)
        column.addWidget(self.details_label)
        self.details_label.hide()
        self.heading_label.setBuddy(self.edit)
        self.edit.setAccessibleName(self.passage.heading)
        self.new_label.setAccessibleName(f"Ny genererad text, {self.passage.heading}")
        self.new_label.setContentsMargins(12, 4, 12, 4)

    def _connect(self) -> None:
        self.edit.left.connect(self.commit)
        self.edit.textChanged.connect(self._on_typed)
        self.revert_button.clicked.connect(self._on_revert)
        self.details_button.clicked.connect(self._on_details)
        self.compare_button.clicked.connect(self._on_compare)
        self.switch.toggled.connect(self._on_switched)

    # --- showing ----------------------------------------------------------------------------------

    @property
    def is_dirty(self) -> bool:
        """Something is typed that has not been sent to be stored."""
        return self.edit.text() != self._shown

    def show_passage(self, passage: Passage) -> None:
        """Shows the passage as stored; what is being typed stays."""
        dirty = self.is_dirty
        if passage.generated != self.passage.generated or not passage.is_stale:
            self._show_new(False)
        self.passage = passage
        if not dirty:
            self.force_text(passage.text)
        self.problem_label.hide()
        self._show_marks()

    def force_text(self, text: str) -> None:
        self._shown = text
        if self.edit.text() != text:
            self.edit.blockSignals(True)
            self.edit.setPlainText(text)
            self.edit.blockSignals(False)

    def show_problem(self, text: str) -> None:
        """Why the text could not be stored; it stays in the field, and leaving the field tries again."""
        self._shown = self.passage.text
        self.problem_label.setText(text)
        self.problem_label.setVisible(bool(text))

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.edit.setReadOnly(read_only)
        self._show_marks()

    def _show_marks(self) -> None:
        passage = self.passage
        edited = passage.edited is not None
        if edited:
            self.badge.show_state(EDITED_TEXT, "info", "pencil")
        elif passage.missing:
            self.badge.show_state(MISSING_TEXT, "warning")
        self.badge.setVisible(passage.enabled and (edited or bool(passage.missing)))
        self.strip.setVisible(passage.is_stale and passage.enabled)
        self.switch.setVisible(not passage.mandatory)
        self.switch.setEnabled(not self._read_only)
        self.switch.blockSignals(True)
        self.switch.setChecked(passage.enabled)
        self.switch.blockSignals(False)
        self.edit.setVisible(passage.enabled)
        self.badge.setToolTip(tool_tip(passage.missing))
        kinds, details = source_texts(passage.sources)
        self.sources_label.setText(f"Bygger på: {kinds}" if kinds else "Skrivs för hand")
        self.sources_label.setVisible(passage.enabled)
        self.details_label.setText(details)
        self.details_button.setVisible(passage.enabled and bool(details))
        self.details_label.setVisible(passage.enabled and bool(details) and self._details_shown)
        self.revert_button.setVisible(edited and passage.enabled and not self._read_only)

    def _show_new(self, shown: bool) -> None:
        self.new_label.setText(self.passage.generated)
        self.new_label.setVisible(shown)
        self.compare_button.setText("Dölj ny text" if shown else "Visa ny text")

    # --- editing ----------------------------------------------------------------------------------

    def commit(self) -> None:
        """Send what is typed to be stored."""
        if self.is_dirty and not self._read_only:
            self._shown = self.edit.text()
            self.written.emit(self.passage.key, self._shown)

    def _on_typed(self) -> None:
        if self.is_dirty:
            self.typing.emit(self.passage.key, self.edit.text())

    def _on_revert(self) -> None:
        self.force_text(self.passage.generated)
        self.reverted.emit(self.passage.key)

    def _on_details(self) -> None:
        self._details_shown = not self._details_shown
        self.details_button.setText("Dölj uppgifterna" if self._details_shown else "Visa uppgifterna")
        self.details_label.setVisible(self._details_shown)

    def _on_compare(self) -> None:
        self._show_new(not self.new_label.isVisible())

    def _on_switched(self, on: bool) -> None:
        self.switched.emit(self.passage.key, on)
