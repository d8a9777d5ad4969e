"""Takes the case in view along the ladder: asks, writes, and lets the step be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QUndoStack
from shiboken6 import isValid

from app.domain import ladder, workflow
from app.domain.catalogues import PROCESS
from app.domain.views import CaseView, Changes
from app.domain.vocabulary import StepKind
from app.errors import SammanhallenError
from app.ui.undo import ServiceCommand

if TYPE_CHECKING:
    from app.domain.meetings import MeetingInfo
    from app.ui.dialogs.step import StepChoice, StepDialog
    from app.ui.session import Session


class CaseSteps(QObject):
    """`link_wanted(key)` leads to what a step lacks: a field's key, or "rule:R08"."""

    link_wanted = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.dialog: StepDialog | None = None

    def ask(self, view: CaseView, choice: str, stack: QUndoStack) -> None:
        """Open the dialog at a state's value, or at "tabled"."""
        from app.ui.dialogs.step import StepDialog

        if not self._session.is_writable or not workflow.next_states(view.state):
            return
        self.close()
        dialog = StepDialog(self._session, view, choice, self._session.messages.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda step: self.take(view.uid, step, stack))
        dialog.link_wanted.connect(self.link_wanted)
        self.dialog = dialog
        dialog.open()

    def close(self) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.reject()
        self.dialog = None

    def take(self, uid: UUID, step: StepChoice, stack: QUndoStack) -> None:
        """Store the step, and put it among what can be undone."""
        cases = self._session.bench.cases
        held: dict[str, UUID] = {}

        def work() -> Changes:
            if step.kind is StepKind.TABLED:
                changes = cases.table(uid, day=step.day, note=step.note, paragraph=step.paragraph, extract=step.extract)
            else:
                changes = cases.move(uid, step.target, note=step.note, day=step.day, paragraph=step.paragraph, extract=step.extract)
            held["step"] = cases.steps(uid)[-1].uid
            return changes

        def done(_changes: object) -> None:
            self._session.messages.clear_strip()
            self._session.messages.notice(self._told(step))
            if isValid(stack):
                name = "bordläggning" if step.kind is StepKind.TABLED else f"steg till ”{step.target.label}”"
                stack.push(self._command(name, lambda: cases.correct(uid, held["step"]), work))

        self._session.write(work, done)

    @staticmethod
    def _told(step: StepChoice) -> str:
        if step.kind is StepKind.TABLED:
            return "Bordläggningen är registrerad."
        return f"Ärendet är nu i läget ”{step.target.label}”."

    def choose_meeting(self, view: CaseView, meeting: MeetingInfo | None, stack: QUndoStack) -> None:
        """Choose the meeting, or take the case out of the one it has."""
        meetings, uid = self._session.bench.meetings, view.uid
        before, after = view.meeting.uid if view.meeting else None, meeting.uid if meeting else None
        if before == after:
            return

        def done(_changes: object) -> None:
            self._session.messages.notice(
                f"Ärendet tas upp på {meeting.title}." if meeting else "Ärendet är inte längre valt till något möte."
            )
            if isValid(stack):
                stack.push(self._command("val av möte", lambda: meetings.choose(uid, before), lambda: meetings.choose(uid, after)))

        self._session.write(lambda: meetings.choose(uid, after), done)

    def _command(self, name: str, back: Callable[[], Any], again: Callable[[], Any]) -> ServiceCommand:
        def start(work: Callable[[], Any], told: str) -> Callable[[ServiceCommand], None]:
            def run(command: ServiceCommand) -> None:
                def failed(error: Exception) -> None:
                    command.give_up()
                    if isinstance(error, SammanhallenError):
                        self._session.messages.strip(f"Det gick inte att {told} {name}. {error.message}", "warning")
                    else:
                        self._session.messages.show(error)

                self._session.write(work, failed=failed)

            return run

        return ServiceCommand(name, start(back, "ångra"), start(again, "göra om"))


def open_while_tabled(view: CaseView) -> frozenset[str]:
    """What may be written while the case lies tabled: the office's own handling and what the board has said; empty when it does not."""
    if ladder.tabled_since(view.steps) is None:
        return frozenset()
    return ladder.OPEN_WHILE_TABLED | {f"process.{item.key}" for group in PROCESS.groups for item in group.items}
