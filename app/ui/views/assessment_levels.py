"""The choice for one criterion: the written levels 0–3, to abstain, or not applicable. One tab stop; keys choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from app.domain.scoring import HIGHEST, LOWEST, ScoreEntry
from app.domain.vocabulary import ScoreKind
from app.ui import theme
from app.ui.widgets.plain_label import tool_tip

Choice = tuple[ScoreKind, int | None]

ABSTAIN: Choice = (ScoreKind.ABSTAINED, None)
NOT_APPLICABLE: Choice = (ScoreKind.NOT_APPLICABLE, None)
CHOICES: tuple[tuple[str, Choice], ...] = (
    *((str(value), (ScoreKind.SCORED, value)) for value in range(LOWEST, HIGHEST + 1)),
    ("A", ABSTAIN),
    ("E", NOT_APPLICABLE),
)
_WORDS = {"A": "Avstår", "E": "Ej tillämpligt"}
_ABOUT = {
    "A": "Avstår från att sätta poäng. Det är inte noll: kriteriet räknas inte.",
    "E": "Kriteriet passar inte insatsen och räknas inte.",
}
_EDGE = 8
_NARROW = 30  # characters across one level's part of the row, under which the levels stand two and two
_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


def choice_of(entry: ScoreEntry | None) -> Choice | None:
    return None if entry is None else (entry.kind, entry.value)


class LevelButton(QAbstractButton):
    """A level with its figure and its words; the words wrap. `entered` when it gets the focus."""

    entered = Signal()

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._words = _WORDS.get(key, "")
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setToolTip(tool_tip(_ABOUT.get(key, "")))

    def show_words(self, words: str) -> None:
        self._words = words
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        return self._words

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _key_width(self) -> int:
        return QFontMetrics(self._bold()).horizontalAdvance("0") + _EDGE

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(20, width - 2 * _EDGE - self._key_width()), 10_000)
        written = (self.fontMetrics(), QFontMetrics(self._bold()))  # a chosen level may be bold
        return max(28, *(metrics.boundingRect(room, _FLAGS, self._words).height() + 2 * _EDGE - 2 for metrics in written))

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(120))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 28)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()  # the choice around it knows the keys; Qt would move the focus out of it on an arrow

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, enabled = self.isChecked(), self.isEnabled()
        ground = "selection" if chosen else "hover" if enabled and self.underMouse() else "base" if enabled else "panel"
        edge = "accent" if chosen else "edge" if enabled else "border"
        width = 2 if chosen else 1
        if self.hasFocus():
            edge, width = ("text" if chosen else "accent"), 2
        painter.setPen(QPen(theme.colour(edge), width))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(theme.colour("text" if enabled or chosen else "muted"))
        room = self.rect().adjusted(_EDGE, 0, -_EDGE, 0)
        painter.setFont(self._bold())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.key)
        painter.setFont(self._bold() if chosen and not enabled else self.font())
        painter.drawText(room.adjusted(self._key_width(), 0, 0, 0), _FLAGS, self._words)


class LevelChoice(QWidget):
    """`chosen(kind, value)` when the user picks another level; `emptied` on Delete; `stepped(±1)` on arrow up and down.

    `entered` when the focus comes to one of the levels.
    """

    entered = Signal()
    chosen = Signal(object, object)
    emptied = Signal()
    stepped = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_narrow: bool | None = None
        self._title = title
        self._kept: Choice | None = None
        self.buttons: dict[str, LevelButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        for key, choice in CHOICES:
            button = LevelButton(key, self)
            button.clicked.connect(lambda _on=False, choice=choice: self._pick(choice))
            button.entered.connect(self.entered)
            self.buttons[key] = button
        self._place(False)
        self._set_tab_stop()

    def show_levels(self, title: str, levels: Sequence[str]) -> None:
        self._title = title
        for value, words in enumerate(levels):
            self.buttons[str(value)].show_words(words)
        for key, button in self.buttons.items():
            button.setAccessibleName(f"{self._title}: {key}, {button.words}")

    @property
    def choice(self) -> Choice | None:
        return self._kept

    def show_choice(self, choice: Choice | None) -> None:
        self._kept = choice
        for key, one in CHOICES:
            self.buttons[key].setChecked(one == choice)
        self._set_tab_stop()

    def set_read_only(self, read_only: bool) -> None:
        for button in self.buttons.values():
            button.setEnabled(not read_only)

    def focus(self) -> None:
        self._tab_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def has_focus(self) -> bool:
        return any(button.hasFocus() for button in self.buttons.values())

    def _tab_stop(self) -> LevelButton:
        return next((button for button in self.buttons.values() if button.isChecked()), self.buttons["0"])

    def _set_tab_stop(self) -> None:
        stop = self._tab_stop()
        for button in self.buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)

    def _pick(self, choice: Choice) -> None:
        is_new = choice != self._kept
        self.show_choice(choice)
        if is_new:
            self.chosen.emit(*choice)

    # --- keys and room -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.text().upper()
        if plain and key in self.buttons and self.buttons[key].isEnabled():
            self.buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)
            self._pick(dict(CHOICES)[key])
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._kept and self._tab_stop().isEnabled():
            self.emptied.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = next((one for one in self.buttons.values() if one.hasFocus()), None)
            if focused is not None:
                focused.click()
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        order = list(self.buttons.values())
        now = next((number for number, one in enumerate(order) if one.hasFocus()), 0)
        order[min(max(0, now + step), len(order) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width() < 2 * _NARROW * self.fontMetrics().averageCharWidth())

    def _place(self, narrow: bool) -> None:
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        across = 2 if narrow else 4
        for number, key in enumerate(("0", "1", "2", "3")):
            self._grid.addWidget(self.buttons[key], number // across, number % across)
        row = 4 // across
        self._grid.addWidget(self.buttons["A"], row, 0, 1, across // 2)
        self._grid.addWidget(self.buttons["E"], row, across // 2, 1, across // 2)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
