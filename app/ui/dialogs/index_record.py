"""A new territory or indicator: what it must have, with what is wrong under its field; nothing is made until all of it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.fields import Choices, Field, parse
from app.domain.swedish import ParseError
from app.errors import RuleViolation
from app.ui.views.index_data_form import EMPTY_LIST, ReasonRow
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session


class NewRecordDialog(QDialog):
    """`make(values)` gives the write; the dialog closes when it is stored, and `made` is what came back."""

    def __init__(
        self,
        session: Session,
        title: str,
        verb: str,
        fields: Sequence[Field],
        reasons: Mapping[str, str],
        make: Callable[[Mapping[str, Any]], Any],
        *,
        lists: Mapping[str, Mapping[str, str]] | None = None,
        start: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._make = session, make
        self.made: Any = None
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self._choices = Choices({key: dict(names) or EMPTY_LIST for key, names in (lists or {}).items()})
        self.rows = {one.key: ReasonRow(one, self._choices, session.bench.programme, reasons.get(one.key, ""), self) for one in fields}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        for key, row in self.rows.items():
            row.force_value((start or {}).get(key, ""))
            column.addWidget(row)
        self.problem_label = PlainLabel("", "problem", wrap=True)
        self.problem_label.hide()
        column.addWidget(self.problem_label)
        column.addStretch(1)
        self.yes_button = QPushButton(verb)
        self.yes_button.setProperty("role", "primary")
        self.yes_button.setDefault(True)
        self.yes_button.clicked.connect(self.submit)
        no_button = QPushButton("Avbryt")
        no_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.yes_button)
        buttons.addWidget(no_button)
        column.addSpacing(8)
        column.addLayout(buttons)
        next(iter(self.rows.values())).focus()

    def submit(self) -> None:
        values: dict[str, Any] = {}
        first: ReasonRow | None = None
        for key, row in self.rows.items():
            row.set_problem(None)
            try:
                values[key] = parse(row.field, row.editor.text(), self._choices)
            except ParseError as error:
                row.set_problem(str(error))
                first = first or row
        if first is not None:
            first.focus()
            return
        self.yes_button.setEnabled(False)
        self._session.write(lambda: self._make(values), self._stored, self._failed)

    def _stored(self, made: Any) -> None:
        self.made = made
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.yes_button.setEnabled(True)
        if not isinstance(error, RuleViolation):
            self._session.messages.show(error)
            return
        self.problem_label.setText(error.message)
        self.problem_label.show()
