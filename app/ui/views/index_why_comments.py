"""Local comments on a unit and its indicators: read, written, changed and taken away where the figures stand."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.comments import MAX_COMMENT, Comment
from app.domain.riskindex.why import Waterfall
from app.ui.forms.choice_editors import QuietCombo
from app.ui.forms.editors import GrowingText
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import Section

WHOLE = "Hela området"
ABOUT = "Det som siffrorna inte säger: ombyggnader, nya skolor, ändrad redovisning. Står också på bladet."
NOTHING = "Ingen kommentar än."


class CommentsSection(Section):
    """Signals: `added(indicator, text)`, `edited` (a draft), `change_asked(uid)`, `removal_asked(uid)`."""

    added = Signal(str, str)
    edited = Signal()
    change_asked = Signal(object)
    removal_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Kommentarer", ABOUT, parent)
        self._names: dict[str, str] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.add_layout(self._list)
        self.about_combo = QuietCombo()
        self.about_combo.setAccessibleName("Vad kommentaren gäller")
        self.about_combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.about_combo.setMinimumContentsLength(20)
        self.edit = GrowingText(self, (2, 8))
        self.edit.setPlaceholderText("Skriv en kommentar")
        self.edit.setAccessibleName("Ny kommentar")
        self.edit.setAccessibleDescription("Ctrl+Enter sparar")
        self.add_button = icon_button("plus", "Lägg till")
        self.add_button.setToolTip("Spara kommentaren (Ctrl+Enter)")
        self.count_label = PlainLabel("", "small")
        self._writing = QWidget()
        self._lay_out()
        self.edit.edited.connect(self._on_edited)
        self.edit.edited.connect(self.edited)
        self.about_combo.activated.connect(lambda _number: self.edited.emit())
        self.edit.submitted.connect(self.submit)
        self.add_button.clicked.connect(self.submit)
        self._on_edited()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._writing)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        name = PlainLabel("Ny kommentar om", "label")
        name.setBuddy(self.about_combo)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name)
        head.addWidget(self.about_combo, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.add_button)
        foot.addWidget(self.count_label)
        foot.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.edit)
        column.addLayout(foot)
        self.add(self._writing)

    # --- what is shown ----------------------------------------------------------------------------

    def show_unit(self, found: Waterfall) -> None:
        """The indicators that may be commented on; what is chosen stays where it can."""
        self._names = {one.code: one.name for one in found.indicators}
        kept = self.about_combo.currentData()
        self.about_combo.clear()
        self.about_combo.addItem(WHOLE, "")
        for code, name in self._names.items():
            self.about_combo.addItem(name, code)
        self.about_combo.setCurrentIndex(max(0, self.about_combo.findData(kept)))

    def show_draft(self, text: str, indicator: str = "", name: str = "") -> None:
        """What is being written, about what it is about even when that is not in view."""
        if self.edit.text() != text:
            self.edit.show_text(text)
        if text and indicator and self.about_combo.findData(indicator) < 0:
            self._names[indicator] = name
            self.about_combo.addItem(name, indicator)
        if text:
            self.about_combo.setCurrentIndex(max(0, self.about_combo.findData(indicator)))
        self._on_edited()

    def show_comments(self, comments: Sequence[Comment], *, may_write: bool) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in comments:
            self._list.addWidget(self._row(one, may_write))
        if not comments:
            self._list.addWidget(PlainLabel(NOTHING, "muted"))
        self._writing.setVisible(may_write)

    def _row(self, one: Comment, may_write: bool) -> QWidget:
        row = QWidget()
        about = self._names.get(one.indicator, one.indicator) if one.indicator else WHOLE
        row.setAccessibleName(f"Kommentar om {about}")
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(about, "label", wrap=True), 1)
        if may_write:
            for symbol, text, signal in (("pencil", "Ändra", self.change_asked), ("trash-2", "Ta bort", self.removal_asked)):
                head.addWidget(_small_button(symbol, text, about, signal, one.uid), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(PlainLabel(one.text, wrap=True, selectable=True))
        local = one.at.astimezone()
        column.addWidget(PlainLabel(f"{one.who}, {swedish.iso_date(local)} {swedish.time_of_day(local)}", "small", wrap=True))
        return row

    def write_of(self, indicator: str) -> None:
        """Ready to write of one indicator."""
        self.about_combo.setCurrentIndex(max(0, self.about_combo.findData(indicator)))
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- writing ----------------------------------------------------------------------------------

    @property
    def indicator(self) -> str:
        """What is chosen to write of, '' for the whole unit."""
        return str(self.about_combo.currentData() or "")

    @property
    def text(self) -> str:
        return self.edit.text().strip()

    def submit(self) -> None:
        if self.text:
            self.added.emit(self.indicator, self.text)

    def _on_edited(self) -> None:
        length = len(self.text)
        self.add_button.setEnabled(0 < length <= MAX_COMMENT)
        over = length > MAX_COMMENT - 200
        self.count_label.setText(f"{swedish.integer(length)} av {swedish.integer(MAX_COMMENT)} tecken" if over else "")


def _small_button(symbol: str, text: str, about: str, signal: object, uid: UUID) -> QPushButton:
    button = icon_button(symbol, text)
    button.setAccessibleName(f"{text} kommentaren om {about}")
    button.clicked.connect(lambda _on=False: signal.emit(uid))  # type: ignore[attr-defined]
    return button
