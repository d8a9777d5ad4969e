"""The commands Lägg till rad and Ta bort rad, for whichever form table the caret stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.ui.forms.table_view import FormTableView

if TYPE_CHECKING:
    from app.ui.session import Session


def table_in_focus() -> FormTableView | None:
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, FormTableView):
        widget = widget.parentWidget()
    return widget


def add_row(session: Session) -> None:
    table = table_in_focus()
    if table is not None:
        table.row_adding.emit()
    else:
        session.messages.notice("Ställ dig i en tabell för att lägga till en rad.")


def remove_row(session: Session) -> None:
    table = table_in_focus()
    if table is not None:
        table.remove_current()
    else:
        session.messages.notice("Ställ dig på raden som ska tas bort.")
