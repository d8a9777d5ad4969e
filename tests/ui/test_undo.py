"""A pushed command has been stored already; undo and redo start new writes."""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack

from app.ui.undo import ServiceCommand, UndoStacks


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


def test_a_record_keeps_one_stack_and_asking_makes_no_other(qtbot) -> None:
    owner = QObject()
    stacks = UndoStacks(owner)
    uid = uuid4()
    assert stacks.get(uid) is None
    made = stacks[uid]
    assert stacks[uid] is made
    assert len(owner.findChildren(QUndoStack)) == 1
