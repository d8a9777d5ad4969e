"""A number that is typed or stepped with the arrow keys; what is not a number in the range stays marked until it is mended."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain import swedish
from app.domain.swedish import ParseError


class NumberField(QLineEdit):
    """Signal: `number_changed(float)`, once what is typed is left or stepped and differs."""

    number_changed = Signal(float)
    problem_changed = Signal(str)  # what is wrong, '' when nothing is

    def __init__(
        self, name: str, value: float, low: float, high: float, *, step: float = 1.0, places: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._low, self._high, self._step, self._places = low, high, step, places
        self._value = value
        self.problem = ""
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("0" * (len(self._text(high)) + 1)) + 20)
        self.setText(self._text(value))
        self.editingFinished.connect(self._read)

    @property
    def number(self) -> float:
        """The last number that was in order."""
        return self._value

    def set_number(self, value: float) -> None:
        """From code; nothing is emitted."""
        self._value = value
        self.setText(self._text(value))
        self._tell("")

    def set_range(self, low: float, high: float) -> None:
        self._low, self._high = low, high

    def _text(self, value: float) -> str:
        return swedish.number(Decimal(str(round(value, self._places)))) if self._places else swedish.integer(round(value))

    def _read(self) -> None:
        try:
            value: float | None = float(swedish.parse_number(self.text()))
        except ParseError:
            value = None
        if value is None or not self._low <= value <= self._high or round(value, self._places) != value:
            kind = "ett tal" if self._places else "ett heltal"
            self._tell(f"{self.accessibleName()}: skriv {kind} från {self._text(self._low)} till {self._text(self._high)}.")
            return
        self._tell("")
        self.setText(self._text(value))
        self._take(value)

    def _take(self, value: float) -> None:
        if value != self._value:
            self._value = value
            self.number_changed.emit(value)

    def _tell(self, problem: str) -> None:
        if problem == self.problem:
            return
        self.problem = problem
        self.setProperty("problem", bool(problem))
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleDescription(problem)
        self.problem_changed.emit(problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        value = round(min(max(self._value + step * self._step, self._low), self._high), 6)
        self.setText(self._text(value))
        self._tell("")
        self._take(value)
