"""One field of a form: label above, help, editor, and under it the problem and what the rules say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.domain.fields import Choices, Field, Kind
from app.domain.programme import Programme
from app.domain.rules.evidence import FieldRef, RuleResult
from app.domain.vocabulary import RuleOutcome
from app.ui.forms.editors import DateEditor, make_editor
from app.ui.forms.recovery import Rescued
from app.ui.icons import icon
from app.ui.theme import set_role
from app.ui.widgets.badge import OUTCOME_ICONS
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel

_NOTE_ROLES = {RuleOutcome.FAIL: "problem", RuleOutcome.INSUFFICIENT: "unparsed", RuleOutcome.PASS: "success"}


class WhyPopup(QFrame):
    """Answers "varför frågar vi?": the rules that read the field, what they ask and where they are stated."""

    rule_wanted = Signal(str)

    def __init__(self, programme: Programme, rules: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 64)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(4)
        layout.addWidget(_wrapped("Varför frågar vi?", "subheading"))
        for rule_id in rules:
            info = programme.rule_by_id.get(rule_id)
            if info is None:
                continue
            layout.addSpacing(8)
            layout.addWidget(_wrapped(f"{info.id} {info.title}", "label"))
            layout.addWidget(_wrapped(info.about))
            layout.addWidget(_wrapped(f"Källa: {info.source}", "muted"))

    def open_under(self, widget: QWidget) -> None:
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
        corner = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + 2))
        screen = widget.screen().availableGeometry()
        x = max(screen.left(), min(corner.x(), screen.right() - self.width()))
        y = corner.y() if corner.y() + self.height() < screen.bottom() else widget.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2
        self.move(x, max(y, screen.top()))
        self.show()


def _wrapped(text: str, role: str = "") -> PlainLabel:
    return PlainLabel(text, role, wrap=True)


class RuleNote(QWidget):
    """What a rule says about a field: icon, number, outcome and reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("circle-x", "fail")
        self.label = _wrapped("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.result: RuleResult | None = None
        self.hide()

    def show_result(self, result: RuleResult | None) -> None:
        if result == self.result:
            return
        self.result = result
        if result is not None:
            self._icon.show_icon(OUTCOME_ICONS[result.outcome], result.outcome.value)
            self.label.setText(f"{result.rule_id} {result.outcome.label}. {result.reason}")
            set_role(self.label, _NOTE_ROLES.get(result.outcome, ""))
        self.setVisible(result is not None)


def asks_why(event: QKeyEvent) -> bool:
    """Shift+F1, in a field or a table."""
    return event.key() == Qt.Key.Key_F1 and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


_WHY_HEIGHT = 18  # the icon and its frame: no higher than a line of text


class WhyButton(QToolButton):
    """A small question mark beside the label; Enter or a click opens the answer."""

    def __init__(self, programme: Programme, label: str, rules: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self._rules = rules
        names = [f"{rule} {programme.rule_by_id[rule].title}" for rule in rules if rule in programme.rule_by_id]
        self.setIcon(icon("circle-help", "muted"))
        self.setAutoRaise(True)
        self.setMaximumHeight(_WHY_HEIGHT)
        self.setProperty("role", "why")
        self.setAccessibleName(f"Varför frågar vi efter {label}?")
        self.setToolTip("Varför frågar vi? (Skift+F1)\n" + "\n".join(names))
        # Reached by Shift+F1 from the field: one tab stop a field keeps Tab quick.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(self.open)

    def open(self) -> None:
        WhyPopup(self._programme, self._rules, self).open_under(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
            return
        super().keyPressEvent(event)


class RescueStrip(QFrame):
    """Offers text that an earlier run did not have time to store."""

    def __init__(self, rescued: Rescued, take: Callable[[], None], drop: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip-info")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        shown = rescued.text if len(rescued.text) <= 300 else f"{rescued.text[:300]} …"
        layout.addWidget(_wrapped(f"Skrivet {rescued.at} men inte sparat: ”{shown}”"))
        buttons = QHBoxLayout()
        self.take_button = QPushButton("Lägg in texten", self)
        self.take_button.clicked.connect(take)
        self.drop_button = QPushButton("Kasta texten", self)
        self.drop_button.clicked.connect(drop)
        buttons.addWidget(self.take_button)
        buttons.addWidget(self.drop_button)
        buttons.addStretch(1)
        layout.addLayout(buttons)


class FieldRow(QWidget):
    """A field with everything around it. The form decides when to store; this keeps what was last shown."""

    edited = Signal(object)  # self
    left = Signal(object)

    def __init__(self, ref: FieldRef, field: Field, choices: Choices, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ref = ref
        self.field = field
        self.shown = ""  # the text as stored, or given to be stored
        self.pending = 0  # writes under way
        self._rescue: RescueStrip | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.editor = make_editor(field, choices, self)
        self.label = PlainLabel(field.label, "label")
        self.label.setBuddy(self.editor.target())
        self.label.setMinimumHeight(
            max(self.fontMetrics().height() + 4, _WHY_HEIGHT)
        )  # fields with and without a question mark stand level
        self.status = PlainLabel("", "small")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(self.label)
        self.why: WhyButton | None = None
        if field.rules:
            self.why = WhyButton(programme, field.label, field.rules, self)
            head.addWidget(self.why)
        head.addWidget(self.status)
        head.addStretch(1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addLayout(head)
        if field.help and field.kind is not Kind.CHOICES:  # how to write several in a workbook; here they are ticked
            self._layout.addWidget(_wrapped(field.help, "muted"))
            self.editor.target().setAccessibleDescription(field.help)
        self._layout.addWidget(self.editor)
        self.problem_label = _wrapped("", "problem")
        self.problem_label.hide()
        self.note = RuleNote(self)
        self._layout.addWidget(self.problem_label)
        self._layout.addWidget(self.note)
        self.problem = ""
        if isinstance(self.editor, DateEditor):
            self.editor.button.setIcon(icon("calendar", "muted"))
        self.editor.edited.connect(lambda: self.edited.emit(self))
        self.editor.left.connect(lambda: self.left.emit(self))

    @property
    def is_dirty(self) -> bool:
        return self.editor.text() != self.shown

    def show_value(self, text: str, problem: str | None) -> None:
        """Show what is stored, unless the user has written something else that is not stored yet."""
        if self.pending:
            return
        keep = self.is_dirty and self.editor.is_being_edited()
        self.shown = text
        if not keep:
            if self.editor.text() != text:
                self.editor.set_text(text)
            self.set_problem(problem)

    def force_value(self, text: str) -> None:
        self.shown = text
        self.editor.set_text(text)

    def set_problem(self, problem: str | None) -> None:
        self.problem = problem or ""
        self.problem_label.setText(self.problem)
        self.problem_label.setVisible(bool(self.problem))
        target = self.editor.target()
        target.setProperty("problem", bool(self.problem))
        target.style().unpolish(target)
        target.style().polish(target)
        target.setAccessibleDescription(self.problem or self.field.help)

    def offer(self, rescued: Rescued | None, take: Callable[[], None], drop: Callable[[], None]) -> None:
        """Show or remove the offer of text that was not stored."""
        if self._rescue is not None:
            self._layout.removeWidget(self._rescue)
            self._rescue.hide()
            self._rescue.deleteLater()
            self._rescue = None
        if rescued is not None:
            self._rescue = RescueStrip(rescued, take, drop, self)
            self._layout.addWidget(self._rescue)

    @property
    def rescue(self) -> RescueStrip | None:
        return self._rescue

    def set_read_only(self, read_only: bool) -> None:
        self.editor.set_read_only(read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.why is not None and asks_why(event):
            self.why.open()
            return
        super().keyPressEvent(event)

    def focus(self) -> None:
        self.editor.target().setFocus(Qt.FocusReason.OtherFocusReason)
