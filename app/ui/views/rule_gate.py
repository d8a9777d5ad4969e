"""The parts of the rule gate: its lines, its filters by outcome and word, and what the rules stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from app.domain import swedish
from app.domain.programme import RuleInfo
from app.domain.rules.engine import blocking
from app.domain.rules.evidence import RuleResult
from app.domain.views import CaseView
from app.domain.vocabulary import RuleOutcome
from app.ui.forms.choice_editors import FlowLayout
from app.ui.icons import icon
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.badge import OUTCOME_ICONS
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.search_field import SearchField

OPEN = (RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT, RuleOutcome.NEEDS_JUDGEMENT)
ALL, TO_DO = "all", "open"
ICON_ROOM = QSize(22, 16)  # an icon, and air before its text
_SEARCH_WIDTH = 190


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A row of the gate: rule, outcome, and what the outcome rests on."""

    info: RuleInfo
    result: RuleResult
    departed: bool

    @property
    def name(self) -> str:
        return f"{self.info.id} {self.info.title}"

    @property
    def word(self) -> str:
        return f"{self.result.outcome.label}, avsteg" if self.departed else self.result.outcome.label

    @property
    def is_open(self) -> bool:
        """Not met, without data or unjudged, and not departed from."""
        return self.result.outcome in OPEN and not self.departed

    @property
    def evidence(self) -> str:
        """The reason in one line."""
        return swedish.compact(self.result.reason)

    @property
    def searched(self) -> str:
        values = " ".join(f"{one.label} {one.text}" for one in self.result.values_used)
        return swedish.fold(f"{self.info.id} {self.info.title} {self.word} {self.result.reason} {values}")


def _tip(line: RuleLine) -> str:
    values = "\n".join(f"{one.label}: {swedish.compact(one.text)[:120] or swedish.EMPTY}" for one in line.result.values_used[:8])
    return f"{line.result.reason}\n{values}".strip()


COLUMNS: tuple[Column[RuleLine], ...] = (
    Column("Regel", lambda line: line.name, tip=lambda line: line.name, width=172, wide=250),
    Column(
        "Utfall",
        lambda line: line.word,
        icon=lambda line: icon(OUTCOME_ICONS[line.result.outcome], line.result.outcome.value),
        tip=lambda line: f"{line.word}. {line.result.reason}",
        width=138,
    ),
    Column("Underlag", lambda line: line.evidence, tip=_tip, width=140, stretch=True),
)  # fmt: skip


def chip(text: str) -> QPushButton:
    """A filter that is on or off."""
    button = QPushButton(text)
    button.setCheckable(True)
    button.setProperty("role", "chip")
    return button


class RuleTable(RecordTable):
    """N and P step to the next and the previous rule that asks for something; F2, as Enter, leads to the field."""

    stepped = Signal(int)  # +1 or -1

    def __init__(self, model: RowTableModel[RuleLine]) -> None:
        super().__init__(model, "Regler")
        self.setAccessibleDescription("N går till nästa regel att åtgärda, P till den föregående, Enter till fältet.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and event.key() in (Qt.Key.Key_N, Qt.Key.Key_P):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_N else -1)
        elif plain and event.key() == Qt.Key.Key_F2 and self.current_row() is not None:
            self.opened.emit(self.current_row())
        else:
            super().keyPressEvent(event)


class RuleFilters(QWidget):
    """All, what is to be done, and each outcome, with counts; and words. `changed` when another choice is made."""

    changed = Signal()
    stepped = Signal(int)
    descended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all_button = chip("Alla")
        self.open_button = chip("Att åtgärda")
        self.outcome_buttons: dict[RuleOutcome, QPushButton] = {}
        for outcome in (*OPEN, RuleOutcome.PASS, RuleOutcome.NOT_APPLICABLE):
            button = chip(outcome.label)
            button.setIcon(icon(OUTCOME_ICONS[outcome], outcome.value))
            button.setIconSize(ICON_ROOM)
            self.outcome_buttons[outcome] = button
        self._group = QButtonGroup(self)
        self.search = SearchField("Filtrera reglerna")
        self.search.setFixedWidth(_SEARCH_WIDTH)
        self.search.searched.connect(lambda _text: self.changed.emit())
        self.search.descended.connect(self.descended)
        flow = FlowLayout(self, 6)
        for button in (self.all_button, self.open_button, *self.outcome_buttons.values()):
            self._group.addButton(button)
            flow.addWidget(button)
        finder = QWidget()  # the words and the two steps stay together
        row = QHBoxLayout(finder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.search)
        flow.addWidget(finder)
        for name, text, step in (
            ("chevron-down", "Nästa regel att åtgärda (N i listan)", 1),
            ("chevron-up", "Föregående regel att åtgärda (P i listan)", -1),
        ):
            row.addWidget(self._step_button(name, text, step))
        self.all_button.setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.changed.emit())

    def _step_button(self, name: str, text: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "icon")
        button.setIcon(icon(name))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.clicked.connect(lambda: self.stepped.emit(step))
        return button

    def show_counts(self, counts: Mapping[RuleOutcome, int], to_do: int) -> None:
        self.all_button.setText(f"Alla {sum(counts.values())}")
        self.open_button.setText(f"Att åtgärda {to_do}")
        for outcome, button in self.outcome_buttons.items():
            button.setText(f"{outcome.label} {counts.get(outcome, 0)}")
            button.setVisible(bool(counts.get(outcome, 0)) or button.isChecked())
        self.updateGeometry()

    def lets_through(self, lines: Sequence[RuleLine]) -> list[RuleLine]:
        """The lines chosen; what is to be done by gravity, the rest in the rules' order."""
        words = swedish.fold(self.search.text()).split()
        found = [line for line in lines if all(word in line.searched for word in words)] if words else list(lines)
        if self.open_button.isChecked():
            return sorted((line for line in found if line.is_open), key=lambda line: OPEN.index(line.result.outcome))
        for outcome, button in self.outcome_buttons.items():
            if button.isChecked():
                return [line for line in found if line.result.outcome is outcome]
        return found

    def clear(self) -> None:
        """Show every rule."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.all_button.setChecked(True)


class GateLine(QFrame):
    """What the rules stop now: bifall and delvis bifall, never avslag; and which departures lift a stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("circle-check", "ok")
        self.label = PlainLabel("", wrap=True, selectable=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)

    def show_gate(self, view: CaseView, results: Sequence[RuleResult]) -> None:
        stops = blocking(results, view.evidence.programme, view.departures)
        self._icon.show_icon("circle-x" if stops else "circle-check", "error" if stops else "ok")
        text = gate_text([one.rule_id for one in stops], [one.rule_id for one in view.departures])
        self.label.setText(text)
        self.setAccessibleName(text)


def gate_text(stops: Sequence[str], departures: Sequence[str]) -> str:
    """What may be proposed, in words."""
    if stops:
        text = f"{swedish.join(list(stops))} hindrar bifall och delvis bifall. Avslag och återremiss kan alltid föreslås."
    else:
        text = "Inget krav hindrar bifall eller delvis bifall."
    if departures:
        named = swedish.join(list(departures))
        is_or_are = "Avsteg från" if len(departures) == 1 else "Avstegen från"
        text += f" {is_or_are} {named} med skäl skrivs ut i tjänsteutlåtandet."
    return text
