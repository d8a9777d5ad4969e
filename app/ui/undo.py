"""Undo over the services: a command is pushed after its service call has been stored."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack


class UndoStacks(dict[UUID, QUndoStack]):
    """A stack for each record, made when the record is first shown and kept as long as the view that owns them."""

    def __init__(self, owner: QObject) -> None:
        super().__init__()
        self._owner = owner

    def __missing__(self, uid: UUID) -> QUndoStack:
        self[uid] = QUndoStack(self._owner)
        return self[uid]


class ServiceCommand(QUndoCommand):
    """A stored change that can be taken back by a new, logged one.

    `undo_work` and `redo_work` start a write and return nothing; they hold ids and texts, never records. One that
    finds that the record has moved on calls `give_up`, which drops the command from the stack at its next turn.
    """

    def __init__(self, text: str, undo_work: Callable[[ServiceCommand], None], redo_work: Callable[[ServiceCommand], None]) -> None:
        super().__init__(text)
        self._undo_work = undo_work
        self._redo_work = redo_work
        self._is_fresh = True

    def undo(self) -> None:
        self._undo_work(self)

    def redo(self) -> None:
        if self._is_fresh:  # QUndoStack.push() calls redo() once: the change is stored already
            self._is_fresh = False
            return
        self._redo_work(self)

    def give_up(self) -> None:
        self.setObsolete(True)
