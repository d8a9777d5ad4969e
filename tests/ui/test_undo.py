"""A pushed command has been stored already; undo and redo start new writes."""

from __future__ import annotations

from PySide6.QtGui import QUndoStack

from app.ui.undo import ServiceCommand


def test_pushing_does_not_store_twice() -> None:
    calls: list[str] = []
    stack = QUndoStack()
    stack.push(ServiceCommand("Titel", lambda _command: calls.append("undo"), lambda _command: calls.append("redo")))
    assert calls == []
    stack.undo()
    stack.redo()
    stack.undo()
    assert calls == ["undo", "redo", "undo"]


def test_a_command_overtaken_by_events_is_dropped() -> None:
    stack = QUndoStack()
    stack.push(ServiceCommand("Titel", lambda command: command.give_up(), lambda _command: None))
    stack.undo()
    assert stack.count() == 0
