"""Which text of a case the caret stands in, and the way to its versions from the text's own menu."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from app.domain.fields import Field, Kind
from app.domain.rules.evidence import FieldRef
from app.ui.forms.field_row import FieldRow
from app.ui.forms.form import RecordForm
from app.ui.forms.table_view import FormTableView
from app.ui.views.memo_passage import PassageEditor

if TYPE_CHECKING:
    from app.ui.views.case import CasePage

_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)


@dataclass(frozen=True, slots=True)
class FocusedText:
    """A text by its place and the name it is shown under."""

    ref: FieldRef
    label: str


def text_in_focus() -> FocusedText | None:
    """The text field, cell or passage that the caret stands in; None anywhere else, and in contacts, which the log does not keep."""
    widget = QApplication.focusWidget()
    while widget is not None:
        if isinstance(widget, PassageEditor):
            return FocusedText(FieldRef(f"memo.{widget.passage.key}"), widget.passage.heading)
        if isinstance(widget, FieldRow):
            return _of_field(widget.ref, widget.field)
        if isinstance(widget, FormTableView):
            index = widget.currentIndex()
            ref = widget.form_rows.ref_at(index) if index.isValid() else None
            return _of_field(ref, widget.form_rows.columns[index.column()]) if ref is not None else None
        widget = widget.parentWidget()
    return None


def _of_field(ref: FieldRef, field: Field) -> FocusedText | None:
    has_versions = field.kind in _TEXTS and not field.contact and (ref.row is not None or "." not in ref.key.removeprefix("process."))
    return FocusedText(ref, field.label) if has_versions else None


def offer_in_form(form: RecordForm, action: QAction) -> None:
    """Put the action in the menu of every long text of a form, also of those under its tables."""
    details = [row for table in form.tables.values() if table.detail is not None for row in table.detail.rows]
    for row in (*form.rows.values(), *details):
        if row.field.kind is Kind.LONG_TEXT:
            offer_versions(row.editor.target(), action)


def offer_versions(widget: object, action: QAction) -> None:
    """Add the action to the text's own menu."""
    if isinstance(widget, QPlainTextEdit | QLineEdit):
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(partial(_show_menu, widget, action))


def _show_menu(widget: QPlainTextEdit | QLineEdit, action: QAction, place: QPoint) -> None:
    menu = widget.createStandardContextMenu()
    menu.addSeparator()
    menu.addAction(action)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    widget.setFocus()
    menu.popup(widget.mapToGlobal(place))


def show_versions_of_focused(page: CasePage) -> None:
    """Open the versions of the text that the caret stands in; a wording put back is an ordinary, undoable edit."""
    from app.ui.dialogs.text_versions import show_versions

    found, session, view = text_in_focus(), page.session, page.view
    if found is None or view is None:
        session.messages.notice("Ställ dig i ett textfält för att se dess tidigare lydelser.")
        return
    page.commit()
    uid, restore = view.uid, page.restorer(found)
    session.when_stored(lambda: show_versions(session, uid, found.ref, found.label, restore))
