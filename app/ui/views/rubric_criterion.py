"""One criterion's name, weight, guidance and written levels, each stored when it is left."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.fields import Field, Kind
from app.domain.fields import parse as parse_field
from app.domain.rules.evidence import FieldRef
from app.domain.scoring import HIGHEST, LOWEST, Criterion
from app.domain.swedish import ParseError
from app.ui.forms.field_row import FieldRow
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

FIELDS = (
    Field("title", "Namn", max_length=120),
    Field("weight", "Vikt", Kind.NUMBER, "1 är vanlig vikt; 2 räknas dubbelt."),
    Field("guidance", "Vad man ser efter", Kind.LONG_TEXT, max_length=2000),
    *(Field(f"level_{value}", f"Nivå {value}", Kind.LONG_TEXT, max_length=2000) for value in range(LOWEST, HIGHEST + 1)),
)


class CriterionForm(QScrollArea):
    """`edited(key, name, value)` for a field to store."""

    edited = Signal(str, str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        programme = session.bench.programme
        self._choices = programme.choices
        self._criterion: Criterion | None = None
        self._is_read_only = True
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(280)
        self.setAccessibleName("Det valda kriteriet")
        self.title_label = PlainLabel("", "subheading", wrap=True)
        self.used_box = QCheckBox("Används i bedömningen")
        self.used_box.clicked.connect(self._on_used)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 24, 24)
        column.setSpacing(12)
        column.addWidget(self.title_label)
        column.addWidget(self.used_box)
        self.rows: dict[str, FieldRow] = {}
        for field in FIELDS:
            row = FieldRow(FieldRef(field.key), field, programme.choices, programme, page)
            row.left.connect(self._on_left)
            self.rows[field.key] = row
            column.addWidget(row)
        column.addStretch(1)
        self.setWidget(page)
        self._page = page

    def load(self, criterion: Criterion | None, *, read_only: bool) -> None:
        """Show a criterion; another one than before: what was being typed in the old one is stored first."""
        is_other = (criterion.key if criterion else "") != (self._criterion.key if self._criterion else "")
        if is_other:
            self.commit()
            self.verticalScrollBar().setValue(0)
            for row in self.rows.values():
                row.force_value("")
        self._criterion, self._is_read_only = criterion, read_only
        self._page.setVisible(criterion is not None)
        if criterion is None:
            return
        self.title_label.setText(f"{criterion.key} {criterion.title}")
        self.used_box.setChecked(criterion.is_used)
        self.used_box.setEnabled(not read_only)
        values = {"title": criterion.title, "weight": swedish.number(criterion.weight), "guidance": criterion.guidance}
        values |= {f"level_{value}": text for value, text in enumerate(criterion.levels)}
        for name, row in self.rows.items():
            row.show_value(values[name], None)
            row.set_read_only(read_only)

    def focus_first(self) -> None:
        self.rows["title"].focus()

    def commit(self) -> None:
        for row in self.rows.values():
            if row.is_dirty:
                self._on_left(row)

    def refused(self, name: str) -> None:
        """A value was not taken: show what is stored again."""
        if self._criterion is not None:
            row = self.rows.get(name)
            if row is not None:
                row.force_value("")
            self.load(self._criterion, read_only=self._is_read_only)

    def _on_used(self, used: bool) -> None:
        if self._criterion is not None:
            self.edited.emit(self._criterion.key, "is_used", used)

    def _on_left(self, row: FieldRow) -> None:
        if self._criterion is None or self._is_read_only or not row.is_dirty:
            return
        try:
            value: Any = parse_field(row.field, row.editor.text(), self._choices)
        except ParseError as error:
            row.set_problem(f"{error} Uppgiften sparas när den går att läsa.")
            return
        if row.field.kind is Kind.NUMBER and not isinstance(value, Decimal):
            row.set_problem("Ange vikten som ett tal, till exempel 1 eller 1,5.")
            return
        row.set_problem(None)
        row.force_value(swedish.number(value) if isinstance(value, Decimal) else str(value))
        self.edited.emit(self._criterion.key, row.field.key, value)
