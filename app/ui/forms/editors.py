"""One editor per kind of field: what is typed is text, given to the catalogue to read; nothing is parsed here."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QKeySequence, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QButtonGroup,
    QCalendarWidget,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain import swedish
from app.domain.fields import Choices, Field, Kind
from app.domain.swedish import ParseError

NUMERIC = (Kind.KRONOR, Kind.INTEGER, Kind.YEAR, Kind.NUMBER)
SHORT = (*NUMERIC, Kind.DATE)
SEARCHABLE_FROM = 9  # a choice of this many alternatives is searched by typing
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class Editor(QWidget):
    """Base of all editors. `edited` while the user types or chooses, `left` when the field is done with."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def text(self) -> str:
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show text without telling it as an edit; the editor's own undo history is emptied."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        raise NotImplementedError

    def target(self) -> QWidget:
        """The widget that takes the focus, the buddy of the label and the bearer of the accessible name."""
        raise NotImplementedError

    def is_being_edited(self) -> bool:
        return self.target().hasFocus()


class CaseUndoGate(QObject):
    """Lets Ctrl+Z and Ctrl+Y through to the case when the text editor has nothing of its own to undo."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if isinstance(watched, QComboBox):  # has the focus in place of its line, and hands the keys on past a filter there
                watched = watched.lineEdit() or watched
            if event.matches(QKeySequence.StandardKey.Undo) and not _can_undo(watched):
                event.ignore()
                return True
            if event.matches(QKeySequence.StandardKey.Redo) and not _can_redo(watched):
                event.ignore()
                return True
            if isinstance(watched, QPlainTextEdit) and is_submit(event):
                event.accept()  # Ctrl+Enter ends the text here, and takes no step with the case
                return True
        return False


def is_submit(event: QKeyEvent) -> bool:
    """Ctrl+Enter: done with this text."""
    ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _can_undo(widget: QObject) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable()
    return isinstance(widget, QPlainTextEdit) and widget.document().isUndoAvailable()


def _can_redo(widget: QObject) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isRedoAvailable()
    return isinstance(widget, QPlainTextEdit) and widget.document().isRedoAvailable()


class FieldLine(QLineEdit):
    """A line that says when it is left: by Tab, mouse, Enter or another window, not by its own menu."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = CaseUndoGate(self)
        self.installEventFilter(self._gate)
        self.returnPressed.connect(self.left)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()


class LineEditor(Editor):
    """One line of text, or a number with its unit."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = FieldLine(self)
        self.line.textEdited.connect(self.edited)
        self.line.left.connect(self.left)
        self._layout.addWidget(self.line)
        self.setFocusProxy(self.line)
        if field.kind in NUMERIC:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.line.setProperty("role", "figure")
            narrow = field.kind in (Kind.YEAR, Kind.INTEGER)
            self.line.setFixedWidth(self.line.fontMetrics().horizontalAdvance("0" * (10 if narrow else 17)) + 16)
            if field.unit:
                unit = QLabel(field.unit, self)
                unit.setTextFormat(Qt.TextFormat.PlainText)
                unit.setProperty("role", "muted")
                self._layout.addWidget(unit)
            self._layout.addStretch(1)

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)

    def target(self) -> QWidget:
        return self.line


class GrowingText(QPlainTextEdit):
    """Plain text whose height follows its content; Tab goes on to the next field."""

    left = Signal()
    edited = Signal()
    submitted = Signal()  # Ctrl+Enter

    def __init__(self, parent: QWidget | None = None, lines: tuple[int, int] = (3, 14)) -> None:
        super().__init__(parent)
        self._least, self._most = lines
        self._loading = False
        self._gate = CaseUndoGate(self)
        self.installEventFilter(self._gate)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._on_changed)
        self._fit()

    def text(self) -> str:
        """The text as it was put in: Qt's own plain text would turn every non-breaking space into a common one."""
        return self.document().toRawText().replace("\u2029", "\n")

    def show_text(self, text: str) -> None:
        self._loading = True
        self.setPlainText(text)
        self._loading = False
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_submit(event):
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_changed(self) -> None:
        self._fit()
        if not self._loading:
            self.edited.emit()

    def _fit(self) -> None:
        """Height in whole lines: QPlainTextEdit's document counts lines, not pixels."""
        shown = sum(max(1, block.layout().lineCount()) for block in self._blocks())
        lines = min(max(shown, self._least), self._most)
        margin = 2 * (self.document().documentMargin() + self.frameWidth())
        height = round(lines * QFontMetricsF(self.font()).lineSpacing() + margin) + 2
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _blocks(self):  # type: ignore[no-untyped-def]
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())


class LongTextEditor(Editor):
    """Several lines of plain text."""

    def __init__(self, parent: QWidget | None = None, lines: tuple[int, int] = (3, 14)) -> None:
        super().__init__(parent)
        self.area = GrowingText(self, lines)
        self.area.edited.connect(self.edited)
        self.area.left.connect(self.left)
        self.area.submitted.connect(self.left)
        self._layout.addWidget(self.area)
        self.setFocusProxy(self.area)

    def text(self) -> str:
        return self.area.text()

    def set_text(self, text: str) -> None:
        self.area.show_text(text)

    def set_read_only(self, read_only: bool) -> None:
        self.area.setReadOnly(read_only)
        # Read-only text is still read by keyboard: the caret shows where one is.
        self.area.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            if read_only
            else Qt.TextInteractionFlag.TextEditorInteraction
        )

    def target(self) -> QWidget:
        return self.area


class DateEditor(Editor):
    """A line that takes every form of date, and a calendar for those who would rather point (Alt+Down)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = FieldLine(self)
        self.line.setFixedWidth(self.line.fontMetrics().horizontalAdvance("00 september 0000") + 16)
        self.line.setPlaceholderText("åååå-mm-dd")
        self.line.textEdited.connect(self.edited)
        self.line.left.connect(self.left)
        self.button = QToolButton(self)
        self.button.setAccessibleName("Välj i kalendern")
        self.button.setToolTip("Välj i kalendern (Alt+Nedpil)")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt+Down does the same; one tab stop a field
        self.button.setAutoRaise(True)
        self.button.clicked.connect(self.open_calendar)
        self._layout.addWidget(self.line)
        self._layout.addWidget(self.button)
        self._layout.addStretch(1)
        self.setFocusProxy(self.line)
        self._popup: CalendarPopup | None = None
        self.line.installEventFilter(self)

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
        self.button.setEnabled(not read_only)

    def target(self) -> QWidget:
        return self.line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and event.key() == Qt.Key.Key_Down and not self.line.isReadOnly():
                self.open_calendar()
                return True
        return False

    def open_calendar(self) -> None:
        try:
            day: date | None = swedish.parse_date(self.line.text())
        except ParseError:
            day = None
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.chosen.connect(self._on_chosen)
        self._popup.show_day(day)
        self._popup.adjustSize()
        self._popup.move(self.line.mapToGlobal(self.line.rect().bottomLeft()))
        self._popup.show()
        self._popup.calendar.setFocus()

    def _on_chosen(self, text: str) -> None:
        self.line.setText(text)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
        self.left.emit()


class CalendarPopup(QWidget):
    """A month at a time, in Swedish, weeks numbered; Enter chooses, Esc closes."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.calendar.setMinimumDate(QDate(1990, 1, 1))
        self.calendar.setMaximumDate(QDate(2100, 12, 31))
        self.calendar.activated.connect(self._on_activated)
        self.calendar.clicked.connect(self._on_activated)
        plain = QTextCharFormat()
        plain.setForeground(self.palette().text())
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # red stands for problems here
            self.calendar.setWeekdayTextFormat(day, plain)
        width = self.calendar.fontMetrics().horizontalAdvance("0000") * 9
        self.calendar.setMinimumSize(width, self.calendar.fontMetrics().height() * 13)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.calendar)

    def show_day(self, day: date | None) -> None:
        if day is not None:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))

    def _on_activated(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(day.toString(Qt.DateFormat.ISODate))


class YesNoEditor(Editor):
    """Ja, Nej or not answered yet; arrow keys choose, Delete empties."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        for text, label in (("Ja", "Ja"), ("Nej", "Nej"), ("", "Ej ifyllt")):
            button = QRadioButton(label, self)
            button.installEventFilter(self)
            self._group.addButton(button)
            self._buttons[text] = button
            self._layout.addWidget(button)
            self._layout.addSpacing(8)
        self._layout.addStretch(1)
        self._buttons[""].setChecked(True)
        self._kept = ""
        self._group.buttonClicked.connect(self._on_chosen)

    def text(self) -> str:
        return next((text for text, button in self._buttons.items() if button.isChecked()), self._kept)

    def set_text(self, text: str) -> None:
        self._kept = text
        self._group.setExclusive(False)
        for value, button in self._buttons.items():
            button.setChecked(value == text)
        self._group.setExclusive(True)

    def set_read_only(self, read_only: bool) -> None:
        for button in self._buttons.values():
            button.setEnabled(not read_only)

    def target(self) -> QWidget:
        return next((button for button in self._buttons.values() if button.isChecked()), self._buttons[""])

    def name_all(self, label: str) -> None:
        for button in self._buttons.values():
            button.setAccessibleName(f"{label}: {button.text()}")

    def is_being_edited(self) -> bool:
        return False  # a choice is saved at once

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self._buttons[""].click()
                return True
            moves = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
            if event.key() in moves:
                step = -1 if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up) else 1
                buttons = list(self._buttons.values())
                now = next((number for number, button in enumerate(buttons) if button is watched), 0)
                chosen = buttons[(now + step) % len(buttons)]
                chosen.setFocus(Qt.FocusReason.OtherFocusReason)
                chosen.click()
                return True
        return False

    def _on_chosen(self) -> None:
        self.edited.emit()
        self.left.emit()


def make_editor(field: Field, choices: Choices, parent: QWidget | None = None) -> Editor:
    """The editor for a field, named for people who listen to the screen."""
    from app.ui.forms.choice_editors import ChoiceEditor, ChoicesEditor

    editor: Editor
    match field.kind:
        case Kind.LONG_TEXT:
            editor = LongTextEditor(parent, (2, 14) if (field.limit or 0) <= 4000 else (3, 14))
        case Kind.DATE:
            editor = DateEditor(parent)
        case Kind.YES_NO:
            editor = YesNoEditor(parent)
        case Kind.CHOICE:
            editor = ChoiceEditor(field, choices, parent)
        case Kind.CHOICES:
            editor = ChoicesEditor(field, choices, parent)
        case _:
            editor = LineEditor(field, parent)
    if isinstance(editor, YesNoEditor):
        editor.name_all(field.label)
    else:
        editor.target().setAccessibleName(field.label)
    return editor
