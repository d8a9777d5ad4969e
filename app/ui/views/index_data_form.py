"""A form over a record that is known by its code: each field stored when it is left, its problem under it, and undoable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.fields import Choices, Field
from app.domain.programme import Programme
from app.domain.rules.evidence import FieldRef
from app.errors import NotFound, SammanhallenError
from app.ui.forms.field_row import FieldRow, WhyButton
from app.ui.forms.layout import FormSection, scrolled
from app.ui.undo import ServiceCommand
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.domain.riskindex.entry import CodeEdit
    from app.ui.session import Session

EMPTY_LIST = {"–": "–"}  # an editor needs something to choose among; the field is hidden meanwhile
Writer = Callable[[str, str, str, str | None], Any]  # code, key, typed, expected → CodeEdit


def logged(session: Session, text: str, back: Callable[[], Any], forward: Callable[[], Any]) -> ServiceCommand:
    """A stored change that is taken back and done again by new, logged writes."""

    def starter(work: Callable[[], Any]) -> Callable[[ServiceCommand], None]:
        def start(command: ServiceCommand) -> None:
            def failed(error: Exception) -> None:
                command.give_up()
                session.messages.show(error)

            session.write(work, None, failed)

        return start

    return ServiceCommand(text, starter(back), starter(forward))


class ReasonPopup(QFrame):
    """Answers "varför frågar vi?" in a few words."""

    def __init__(self, label: str, text: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 52)
        self.text_label = PlainLabel(text, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        column.addWidget(PlainLabel(f"Varför frågar vi efter {label[:1].lower()}{label[1:]}?", "label", wrap=True))
        column.addWidget(self.text_label)

    def open_under(self, widget: QWidget) -> None:
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        screen = widget.screen().availableGeometry()
        x = max(screen.left(), min(corner.x(), screen.right() - self.width()))
        y = corner.y() if corner.y() + self.height() < screen.bottom() else corner.y() - self.height() - widget.height() - 4
        self.move(x, max(y, screen.top()))
        self.show()


class ReasonButton(WhyButton):
    """The question mark beside a label, with a reason in words instead of rules."""

    def __init__(self, programme: Programme, label: str, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(programme, label, (), parent)
        self._label, self.reason = label, reason
        self.setToolTip("Varför frågar vi? (Skift+F1)")

    def open(self) -> None:
        ReasonPopup(self._label, self.reason, self).open_under(self)


class ReasonRow(FieldRow):
    """A field whose reason is told in words."""

    def __init__(self, field: Field, choices: Choices, programme: Programme, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(FieldRef(field.key), field, choices, programme, parent)
        first = self._layout.itemAt(0)
        head = first.layout() if first is not None else None
        if reason and isinstance(head, QHBoxLayout):
            self.why = ReasonButton(programme, field.label, reason, self)
            head.insertWidget(1, self.why)


class DataForm(QWidget):
    """Shows one record by `show_record`; `code_changed(old, new)` when its own code was edited."""

    code_changed = Signal(str, str)

    def __init__(
        self,
        session: Session,
        title: str,
        fields: Sequence[Field],
        reasons: Mapping[str, str],
        write: Writer,
        stack: QUndoStack,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._fields, self._reasons, self._write, self._stack = session, tuple(fields), reasons, write, stack
        self.code = ""
        self._lists: dict[str, Mapping[str, str]] = {}
        self.rows: dict[str, ReasonRow] = {}
        self.page = QWidget()
        self.page.setProperty("role", "page")
        self.page.setMaximumWidth(720)
        self.body = QVBoxLayout(self.page)
        self.body.setContentsMargins(16, 4, 16, 16)
        self.body.setSpacing(16)
        self.section = FormSection(title, self.page)
        self.body.addWidget(self.section)
        self.body.addStretch(1)
        for field in self._fields:
            self.rows[field.key] = self._make(field, EMPTY_LIST)
            self.section.add(self.rows[field.key], wide=FormSection.is_wide(field))
        area, _holder = scrolled(self.page, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        session.closing.connect(self.commit)

    def _make(self, field: Field, names: Mapping[str, str]) -> ReasonRow:
        lists = {field.choices: dict(names) or EMPTY_LIST} if isinstance(field.choices, str) else {}
        row = ReasonRow(field, Choices(lists), self._session.bench.programme, self._reasons.get(field.key, ""), self)
        row.left.connect(self._on_left)
        return row

    def add_below(self, widget: QWidget) -> None:
        """Something of the page's own under the fields."""
        self.body.insertWidget(self.body.count() - 1, widget)

    # --- showing -----------------------------------------------------------------------------

    def show_record(self, code: str, texts: Mapping[str, str], lists: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """A record as stored; what was being typed in another one is stored first."""
        is_new = code != self.code
        if is_new:
            self.commit()
            self.code = code
        for field in self._fields:
            if isinstance(field.choices, str):
                self._renew(field, (lists or {}).get(field.choices, {}))
            row = self.rows[field.key]
            if is_new:
                row.pending = 0
                row.force_value(texts[field.key])
                row.set_problem(None)
            else:
                row.show_value(texts[field.key], row.problem if row.is_dirty else None)
            row.set_read_only(not self._session.is_writable)

    def _renew(self, field: Field, names: Mapping[str, str]) -> None:
        """Another list to choose from needs another editor."""
        row = self.rows[field.key]
        row.setVisible(bool(names))
        if self._lists.get(field.key) == names:
            return
        self._lists[field.key] = dict(names)
        made = self._make(field, names)
        number = list(self.rows).index(field.key)
        self.section._items = [one for one in self.section._items if one[0] is not row]
        self.section.grid.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.section.insert(number, made, wide=False)
        self.rows[field.key] = made
        made.setVisible(bool(names))

    def focus_first(self) -> None:
        self.rows[self._fields[0].key].focus()

    def commit(self) -> None:
        """Store the field being edited, before the record goes out of view."""
        for row in self.rows.values():
            if row.is_dirty:
                self._on_left(row)

    # --- storing -----------------------------------------------------------------------------

    def _on_left(self, row: FieldRow) -> None:
        text = row.editor.text()
        if text == row.shown or not self.code or not self._session.is_writable:
            if text == row.shown:
                row.set_problem(None)
            return
        code, key, before = self.code, row.field.key, row.shown
        row.shown = text
        row.pending += 1

        def stored(edit: CodeEdit) -> None:
            row.pending = max(0, row.pending - 1)
            self._stack.push(self._command(edit, key, row.field.label))
            if self.code == code:
                self.code = edit.code
                row.force_value(edit.after)
                row.set_problem(None)
            if edit.code != code:
                self.code_changed.emit(code, edit.code)

        def failed(error: Exception) -> None:
            row.pending = max(0, row.pending - 1)
            if self.code != code or not isinstance(error, SammanhallenError) or isinstance(error, NotFound):
                self._session.messages.show(error)
                return
            row.shown = before
            row.set_problem(error.message)

        self._session.write(lambda: self._write(code, key, text, before), stored, failed)

    def _command(self, edit: CodeEdit, key: str, label: str) -> ServiceCommand:
        old = edit.before if key == "code" else edit.code
        back = lambda: self._write(edit.code, key, edit.before, edit.after)  # noqa: E731
        forward = lambda: self._write(old, key, edit.after, edit.before)  # noqa: E731
        return logged(self._session, f"ändring av ”{label}”", back, forward)
