"""Stores what a form changes, one service call at a time, and puts each stored change on the record's undo stack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack
from shiboken6 import isValid

from app.domain.rules.evidence import FieldRef
from app.domain.views import Changes, Edit, GridEdit, RowEdit
from app.errors import SammanhallenError, StateConflict
from app.ui.forms.binding import EditingService
from app.ui.session import Session
from app.ui.undo import ServiceCommand

Done = Callable[[Any], object] | None
Failed = Callable[[Exception], object] | None


class RecordWriter:
    """Writes for one record at a time. `revealed` is told which field an undo or redo changed, to show it."""

    def __init__(self, session: Session, service: EditingService, owner: QObject) -> None:
        self._session = session
        self._service = service
        self.uid: UUID | None = None
        self.stack = QUndoStack(owner)
        self.revealed: Callable[[FieldRef], object] = lambda ref: None
        session.undo_group.addStack(self.stack)

    def use_stack(self, stack: QUndoStack) -> None:
        self._session.undo_group.addStack(stack)
        self.stack = stack

    @property
    def can_write(self) -> bool:
        return self.uid is not None and self._session.is_writable

    # --- fields ------------------------------------------------------------------------------

    def edit(self, ref: FieldRef, text: str, label: str, done: Done = None, failed: Failed = None) -> None:
        uid, stack = self._record(), self.stack

        def stored(edit: Edit) -> None:
            if edit.before != edit.after and isValid(stack):
                stack.push(self._edit_command(uid, ref, edit, label))
            if done is not None:
                done(edit)

        self._session.write(lambda: self._service.edit(uid, ref, text), stored, failed)

    def _edit_command(self, uid: UUID, ref: FieldRef, edit: Edit, label: str) -> ServiceCommand:
        def back_to(text: str, expected: str) -> Callable[[ServiceCommand], None]:
            def start(command: ServiceCommand) -> None:
                work = lambda: self._service.edit(uid, ref, text, expected=expected)  # noqa: E731
                self._redo(command, work, label, ref)

            return start

        return ServiceCommand(f"ändring av ”{label}”", back_to(edit.before, edit.after), back_to(edit.after, edit.before))

    # --- rows --------------------------------------------------------------------------------

    def add_row(self, table: str, label: str, texts: Mapping[str, str], position: int | None = None, done: Done = None) -> None:
        uid, stack = self._record(), self.stack

        def stored(added: RowEdit) -> None:
            stack.push(self._row_command(uid, table, added, f"ny rad i ”{label}”", added_first=True))
            if done is not None:
                done(added)

        self._session.write(lambda: self._service.add_row(uid, table, texts=dict(texts), position=position), stored)

    def remove_row(self, table: str, label: str, row: UUID, done: Done = None) -> None:
        uid, stack = self._record(), self.stack

        def stored(removed: RowEdit) -> None:
            stack.push(self._row_command(uid, table, removed, f"borttagen rad i ”{label}”", added_first=False))
            if done is not None:
                done(removed)

        self._session.write(lambda: self._service.remove_row(uid, table, row), stored)

    def _row_command(self, uid: UUID, table: str, change: RowEdit, label: str, *, added_first: bool) -> ServiceCommand:
        # What the row holds when it is taken away is what it must hold when it comes back.
        held = {"texts": dict(change.texts), "position": change.position}
        ref = FieldRef(table, change.row)

        def remove(command: ServiceCommand) -> None:
            def work() -> RowEdit:
                gone = self._service.remove_row(uid, table, change.row)
                held.update(texts=dict(gone.texts), position=gone.position)
                return gone

            self._redo(command, work, label, FieldRef(table))

        def add(command: ServiceCommand) -> None:
            texts, position = held["texts"], held["position"]
            work = lambda: self._service.add_row(uid, table, texts=texts, position=position, row=change.row)  # type: ignore[arg-type] # noqa: E731
            self._redo(command, work, label, ref)

        return ServiceCommand(label, remove, add) if added_first else ServiceCommand(label, add, remove)

    def paste(self, table: str, label: str, row: UUID | None, first_column: str, grid: list[list[str]], done: Done = None) -> None:
        uid, stack = self._record(), self.stack

        def stored(pasted: GridEdit) -> None:
            if pasted.edits or pasted.added:
                stack.push(self._paste_command(uid, table, pasted, f"inklistring i ”{label}”"))
            if done is not None:
                done(pasted)

        self._session.write(lambda: self._service.paste_rows(uid, table, row, first_column, grid), stored)

    def _paste_command(self, uid: UUID, table: str, pasted: GridEdit, label: str) -> ServiceCommand:
        kept = [(ref, before, after) for ref, before, after in pasted.edits if ref.row not in pasted.added]
        new = {row: {ref.key.rpartition(".")[2]: after for ref, _, after in pasted.edits if ref.row == row} for row in pasted.added}
        held: dict[UUID, Mapping[str, str]] = dict(new)

        def back(command: ServiceCommand) -> None:
            def work() -> Edit:
                changes = Changes()
                for ref, before, after in reversed(kept):
                    changes |= self._service.edit(uid, ref, before, expected=after).changes
                for row in reversed(pasted.added):
                    gone = self._service.remove_row(uid, table, row)
                    held[row] = dict(gone.texts)
                    changes |= gone.changes
                return Edit(changes, "", "")

            self._redo(command, work, label, FieldRef(table))

        def again(command: ServiceCommand) -> None:
            def work() -> Edit:
                changes = Changes()
                for ref, before, after in kept:
                    changes |= self._service.edit(uid, ref, after, expected=before).changes
                for row in pasted.added:
                    changes |= self._service.add_row(uid, table, texts=held[row], row=row).changes
                return Edit(changes, "", "")

            self._redo(command, work, label, FieldRef(table))

        return ServiceCommand(label, back, again)

    # --- shared ------------------------------------------------------------------------------

    def _record(self) -> UUID:
        if self.uid is None:
            raise RuntimeError("the form holds no record")
        return self.uid

    def _redo(self, command: ServiceCommand, work: Callable[[], object], label: str, ref: FieldRef) -> None:
        def failed(error: Exception) -> None:
            command.give_up()
            if isinstance(error, StateConflict) or (isinstance(error, SammanhallenError) and ref.row is not None):
                text = f"Det gick inte att ångra {label}: uppgiften har ändrats sedan dess. Se Historik för vad som stod där."
                self._session.messages.strip(text, "warning")
            else:
                self._session.messages.show(error)

        self._session.write(work, lambda _result: self.revealed(ref), failed)
