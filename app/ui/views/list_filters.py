"""The filters of the list of applications: a panel that folds away, and a chip for each filter that is set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QToolButton, QWidget

from app.domain import swedish
from app.domain.case_list import FilterChoices, ListQuery, Missing
from app.domain.swedish import ParseError
from app.domain.vocabulary import ApplicationState, RuleOutcome
from app.ui.forms.choice_editors import FlowLayout, QuietCombo
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.tick_menu import TickMenu

if TYPE_CHECKING:
    from app.domain.programme import Programme

COLUMNS = 4  # filters beside each other
ANY_FAULT = "inte uppfyllt eller underlag saknas"


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, in words, and the query without it."""

    text: str
    without: ListQuery


class TickButton(QPushButton):
    """Several of a closed list: a menu of ticks under a button that tells how many are set."""

    changed = Signal()

    def __init__(self, name: str, none: str, choices: Sequence[tuple[Any, str]], parent: QWidget | None = None) -> None:
        super().__init__(none, parent)
        self.setAccessibleName(name)
        self._name, self._none = name, none
        self.ticks = TickMenu(name, self)
        self._actions = {}
        for value, label in choices:
            action = self.ticks.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.triggered.connect(self._on_ticked)
            self._actions[value] = action
        self.setMenu(self.ticks)

    def values(self) -> tuple[Any, ...]:
        return tuple(value for value, action in self._actions.items() if action.isChecked())

    def show_values(self, values: Sequence[Any]) -> None:
        for value, action in self._actions.items():
            action.setChecked(value in values)
        self._tell()

    def _on_ticked(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        chosen = [action.text() for action in self._actions.values() if action.isChecked()]
        self.setText(self._none if not chosen else chosen[0] if len(chosen) == 1 else f"{self._name}: {len(chosen)} valda")
        self.setToolTip(", ".join(chosen).replace("&&", "&"))


class FilterCombo(QuietCombo):
    """One of a list, or none of it, which is what comes first."""

    def __init__(self, name: str, none: str, choices: Sequence[tuple[Any, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._values: list[Any] = [None]
        self.addItem(none)
        self.show_choices(choices)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(16)
        self.view().setMinimumWidth(300)

    def show_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        while self.count() > 1:
            self.removeItem(1)
        self._values = [None, *(value for value, _label in choices)]
        self.addItems([label for _value, label in choices])

    def value(self) -> Any:
        return self._values[self.currentIndex()]

    def show_value(self, value: Any) -> None:
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def label_of(self, value: Any) -> str:
        return self.itemText(self._values.index(value)) if value in self._values else "(finns inte längre)"


class FilterPanel(QWidget):
    """`changed(ListQuery)` when a filter is set."""

    changed = Signal(object)

    def __init__(self, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self.query = ListQuery()
        self.board = FilterCombo("Nämnd", "Alla nämnder", [(one.key, one.short_name) for one in _by_name(programme.district_boards)])
        self.district = FilterCombo("Stadsdel", "Alla stadsdelar", [(one.key, one.name) for one in _by_name(programme.districts)])
        self.sub_goal = FilterCombo("Delmål", "Alla delmål", [(one.id, f"{one.id} {one.title}") for one in programme.sub_goals])
        self.states = TickButton("Lägen", "Alla lägen", [(one, one.label) for one in ApplicationState])
        self.rule = FilterCombo("Regel", "Alla regler", [(one.id, f"{one.id} {one.title}") for one in programme.rules])
        self.verdict = FilterCombo("Utfall", "Utfall: valfri brist", [(one, one.label) for one in RuleOutcome])
        self.meeting = FilterCombo("Möte", "Alla möten", [])
        self.round = FilterCombo("Bedömningsomgång", "Alla omgångar", [])
        self.assessor = FilterCombo("Bedömare", "Alla bedömare", [])
        self.missing = TickButton("Saknas", "Saknas: inget valt", [(one, one.label) for one in Missing])
        self.amount_from = _amount_field("Sökt från (kr)")
        self.amount_to = _amount_field("Sökt till (kr)")
        self.problem = PlainLabel("", "problem", wrap=True)
        self.problem.hide()
        self.combos = {
            "board": self.board, "district": self.district, "sub_goal": self.sub_goal, "rule": self.rule, "verdict": self.verdict,
            "meeting": self.meeting, "round": self.round, "assessor": self.assessor,
        }  # fmt: skip
        self._lay_out()
        for name, combo in self.combos.items():
            combo.activated.connect(partial(self._on_combo, name))
        for name, button in (("states", self.states), ("missing", self.missing)):
            button.changed.connect(partial(self._on_ticks, name, button))
        for name, field in (("amount_from", self.amount_from), ("amount_to", self.amount_to)):
            field.editingFinished.connect(partial(self._on_amount, name, field))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        order = (
            self.board, self.district, self.states, self.sub_goal, self.rule, self.verdict, self.missing, self.meeting,
            self.amount_from, self.amount_to, self.round, self.assessor,
        )  # fmt: skip
        for number, widget in enumerate(order):
            grid.addWidget(widget, number // COLUMNS, number % COLUMNS)
            if number:
                QWidget.setTabOrder(order[number - 1], widget)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.problem, len(order) // COLUMNS, 0, 1, COLUMNS)

    # --- showing -----------------------------------------------------------------------------

    def load_choices(self, choices: FilterChoices) -> None:
        """The meetings, rounds and assessors of the store; what is chosen stays chosen."""
        for combo, items in ((self.meeting, choices.meetings), (self.round, choices.rounds), (self.assessor, choices.assessors)):
            combo.show_choices(items)
        self.show_query(self.query)

    def show_query(self, query: ListQuery) -> None:
        """Let the filters show a query, without telling of it."""
        self.query = query
        for name, combo in self.combos.items():
            combo.show_value(getattr(query, name))
        self.states.show_values(query.states)
        self.missing.show_values(query.missing)
        for field, amount in ((self.amount_from, query.amount_from), (self.amount_to, query.amount_to)):
            with QSignalBlocker(field):
                field.setText("" if amount is None else swedish.integer(amount))
        self._say_problem(None, "")

    def chips(self) -> list[Chip]:
        """Each filter that is set, but for the text, which stands in its own field."""
        query, found = self.query, []
        for name in ("board", "district", "sub_goal"):
            if getattr(query, name):
                combo = self.combos[name]
                found.append(Chip(f"{combo.accessibleName()}: {self._label(name)}", _with(query, name, None)))
        found += [
            Chip(f"Läge: {one.label}", replace(query, states=tuple(state for state in query.states if state is not one)))
            for one in query.states
        ]
        if query.rule:
            fault = query.verdict.label.lower() if query.verdict else ANY_FAULT
            found.append(Chip(f"{query.rule}: {fault}", replace(query, rule=None, verdict=None)))
        elif query.verdict:
            found.append(Chip(f"Någon regel: {query.verdict.label.lower()}", replace(query, verdict=None)))
        if query.amount_from is not None:
            found.append(Chip(f"Sökt från {swedish.kronor(query.amount_from)}", replace(query, amount_from=None)))
        if query.amount_to is not None:
            found.append(Chip(f"Sökt till {swedish.kronor(query.amount_to)}", replace(query, amount_to=None)))
        for name in ("meeting", "round", "assessor"):
            if getattr(query, name):
                found.append(Chip(f"{self.combos[name].accessibleName()}: {self._label(name)}", _with(query, name, None)))
        found += [
            Chip(one.label, replace(query, missing=tuple(lack for lack in query.missing if lack is not one))) for one in query.missing
        ]
        return found

    def _label(self, name: str) -> str:
        return self.combos[name].label_of(getattr(self.query, name))

    # --- following ---------------------------------------------------------------------------

    def _ask(self, **changed: Any) -> None:
        query = replace(self.query, **changed)
        if query != self.query:
            self.query = query
            self.changed.emit(query)

    def _on_combo(self, name: str, _index: int) -> None:
        self._ask(**{name: self.combos[name].value()})

    def _on_ticks(self, name: str, button: TickButton) -> None:
        self._ask(**{name: button.values()})

    def _on_amount(self, name: str, field: QLineEdit) -> None:
        text = field.text().strip()
        try:
            amount = swedish.parse_kronor(text) if text else None
        except ParseError as error:
            self._say_problem(field, str(error))
            return
        self._say_problem(field, "")
        if amount is not None:
            with QSignalBlocker(field):
                field.setText(swedish.integer(amount))
        self._ask(**{name: amount})

    def _say_problem(self, field: QLineEdit | None, text: str) -> None:
        for one in (self.amount_from, self.amount_to):
            has_problem = bool(text) and one is field
            if bool(one.property("problem")) != has_problem:
                one.setProperty("problem", has_problem)
                one.style().unpolish(one)
                one.style().polish(one)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


class ChipRow(QWidget):
    """The filters that are set; a click on one takes it away. `chosen(ListQuery)` carries the query without it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, 6)
        self.buttons: list[QToolButton] = []
        self.hide()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        for old in self.buttons:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = [self._button(chip) for chip in chips]
        for button in self.buttons:
            self._flow.addWidget(button)
            button.show()
        self.setVisible(bool(chips))
        self.updateGeometry()

    def _button(self, chip: Chip) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "chip")
        button.setText(f"{chip.text.replace('&', '&&')}  ✕")
        button.setAccessibleName(f"Ta bort filtret {chip.text}")
        button.setToolTip(f"Ta bort filtret ”{chip.text}”")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _on=False: self.chosen.emit(chip.without))
        return button


def _with(query: ListQuery, name: str, value: Any) -> ListQuery:
    """The query with one of its parts set, by name."""
    changed: dict[str, Any] = {name: value}
    return replace(query, **changed)


def _by_name(items: Sequence[Any]) -> list[Any]:
    name: Callable[[Any], str] = lambda one: swedish.sort_key(getattr(one, "short_name", "") or one.name)  # noqa: E731
    return sorted(items, key=name)


def _amount_field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(name)
    field.setClearButtonEnabled(True)
    return field
