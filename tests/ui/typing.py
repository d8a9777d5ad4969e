"""Typing for tests: Qt's own key helper takes ASCII only."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPlainTextEdit


def type_into(widget: Any, text: str) -> None:
    """Write text at the caret as a person does: it counts as an edit and can be undone in the widget."""
    widget.setFocus()
    if isinstance(widget, QPlainTextEdit):
        widget.insertPlainText(text)
    else:
        widget.insert(text)
