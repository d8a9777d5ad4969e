"""The open store and the one place where the window's writes and long jobs start; every view is given it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup

if TYPE_CHECKING:
    from app.services.workbench import Workbench
    from app.ui.actions import Actions
    from app.ui.jobs import InlineJobRunner, Job, JobRunner, Progress
    from app.ui.messages import Messages
    from app.ui.settings import Settings

log = logging.getLogger(__name__)

_PATIENCE_MS = 30_000


class Session(QObject):
    """Carries the open store between the views.

    `changed(Changes)` follows every write; `navigate(kind, target)` asks the window to go somewhere:
    ("application", uid), ("application", (uid, tab)), ("plan", uid), ("plan", (uid, field)), ("dialogue", uid), ("district", key),
    ("organisation", key),
    ("rule", "R08"), ("page", (uid, "meetings")), ("help", "sida#avsnitt"), ("workspace", key).
    """

    opened = Signal()
    refused = Signal(object, object)  # path, error
    closing = Signal()  # views save what is being edited
    closed = Signal()  # all of it is stored: views may go
    changed = Signal(object)  # Changes
    navigate = Signal(str, object)
    job_started = Signal(object, str)  # a long job and its title: the window shows a bar after half a second

    def __init__(
        self, jobs: JobRunner | InlineJobRunner, settings: Settings, messages: Messages, actions: Actions, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.settings = settings
        self.messages = messages
        self.actions = actions
        self.undo_group = QUndoGroup(self)
        self.who = ""
        self.workbench: Workbench | None = None

    @property
    def is_open(self) -> bool:
        return self.workbench is not None

    @property
    def is_writable(self) -> bool:
        """False without a store, and while the open one is for viewing only."""
        return self.workbench is not None and self.workbench.read_only is None

    @property
    def bench(self) -> Workbench:
        """The open store; views are only built while there is one."""
        if self.workbench is None:
            raise RuntimeError("no store is open")
        return self.workbench

    def write(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Job:
        """Run a service call on the writer thread; `changed` is emitted before `done`. `failed` stands in for the message."""
        job = self.jobs.write(work)
        job.then(self._announce, self._while_open(failed) if failed else self.messages.show)
        if done is not None:
            job.then(self._while_open(done))
        return job

    def when_stored(self, then: Callable[[], object]) -> Job:
        """Go on once the fields just left have been stored: writes go through one thread, in order."""
        return self.jobs.write(lambda: None).then(self._while_open(lambda _nothing: then()))

    def run(
        self,
        work: Callable[[Progress], Any],
        title: str,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Job:
        """Run a long job that only reads or writes files; the window shows how far it has come and can stop it."""
        job = self.jobs.start(work)
        if not job.is_done:
            self.job_started.emit(job, title)
        job.then(self._while_open(done) if done else None, self._while_open(failed) if failed else self.messages.show)
        return job

    def open(self, store: Path, *, view_only: bool = False, create: bool = False) -> Job:
        """Close what is open, then open (or make) a store in a job; `opened` or `refused` follows."""
        self.close()
        who = self.who

        def work(progress: Progress) -> object:
            from app.services.workbench import create_store, open_workbench

            if create:
                create_store(store, who=who)
            return open_workbench(store, who=who, view_only=view_only)

        def failed(error: Exception) -> None:
            log.warning("a store was not opened: %s", type(error).__name__)
            self.refused.emit(store, error)

        return self.jobs.start(work).then(self.take, failed)

    def take(self, workbench: Workbench) -> None:
        """Make an opened workbench the session's store."""
        self.workbench = workbench
        self.settings.add_recent(workbench.path)
        self.opened.emit()

    def close(self) -> None:
        """Let the views leave, then close the store; what waits to be stored is stored first."""
        if self.workbench is None:
            return
        self.closing.emit()
        self.jobs.cancel_long_jobs()
        self.jobs.wait_idle(_PATIENCE_MS)
        while self.jobs.is_saving:
            self.jobs.wait_idle(_PATIENCE_MS)
        self.closed.emit()
        workbench, self.workbench = self.workbench, None
        for stack in self.undo_group.stacks():
            stack.clear()
        workbench.close()

    def _while_open(self, callback: Callable[[Any], object]) -> Callable[[Any], None]:
        """The callback, as long as the store that it was given for is the open one: its views are gone after that."""
        workbench = self.workbench

        def call(value: Any) -> None:
            if self.workbench is workbench:
                callback(value)

        return call

    def _announce(self, result: Any) -> None:
        from app.domain.views import Changes

        changes = result if isinstance(result, Changes) else getattr(result, "changes", None)
        if isinstance(changes, Changes) and self.workbench is not None:
            self.changed.emit(changes)
