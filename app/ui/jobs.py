"""Work away from the window: a small pool for long jobs, one writer thread for everything that is stored."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot

Work = Callable[["Progress"], object]
_MIN_STEP_SECONDS = 0.04  # a bar need not move more often than it is painted


class JobCancelled(Exception):
    """Raised inside a job's work when the user asked it to stop; a transaction around it rolls back."""


class Progress:
    """Given to a job's work: `step` reports how far it has come and is where the job can be stopped."""

    def __init__(self, stop: Event, report: Callable[[int, int, str], None]) -> None:
        self._stop = stop
        self._report = report
        self._last = 0.0

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Report `done` of `total` (0: unknown). Raises JobCancelled when asked to stop."""
        if self._stop.is_set():
            raise JobCancelled
        now = time.monotonic()
        if done >= total or now - self._last >= _MIN_STEP_SECONDS:
            self._last = now
            self._report(done, total, text)

    __call__ = step


class Job(QObject):
    """One piece of work under way. Signals come in the GUI thread only; `finished` is always the last."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, number: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.stop = Event()
        self.outcome: tuple[str, Any] | None = None  # ("succeeded" | "failed" | "cancelled", value)

    @property
    def is_done(self) -> bool:
        return self.outcome is not None

    def cancel(self) -> None:
        self.stop.set()

    def then(self, done: Callable[[Any], object] | None = None, failed: Callable[[Any], object] | None = None) -> Job:
        """Call `done(result)` or `failed(error)`, at once when the job is over already."""
        if self.outcome is None:
            if done is not None:
                self.succeeded.connect(done)
            if failed is not None:
                self.failed.connect(failed)
        elif self.outcome[0] == "succeeded" and done is not None:
            done(self.outcome[1])
        elif self.outcome[0] == "failed" and failed is not None:
            failed(self.outcome[1])
        return self

    def conclude(self, kind: str, value: object) -> None:
        """Called by the runner, once."""
        self.outcome = (kind, value)
        if kind == "succeeded":
            self.succeeded.emit(value)
        elif kind == "failed":
            self.failed.emit(value)
        else:
            self.cancelled.emit()
        self.finished.emit()


class JobRunner(QObject):
    """Runs jobs; the one long-lived object that carries messages from the threads to the GUI thread."""

    saving_changed = Signal(bool)
    idle = Signal()  # nothing runs and nothing waits
    _arrived = Signal(int, str, object)  # job number, kind, value; always queued

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._running: dict[int, Job] = {}
        self._writing: set[int] = set()
        self._work: dict[int, Work] = {}  # held here, so that what a job was given is also dropped in the GUI thread
        self._pool = ThreadPoolExecutor(max_workers=3, thread_name_prefix="job")
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def is_saving(self) -> bool:
        return bool(self._writing)

    @property
    def is_idle(self) -> bool:
        return not self._running

    def start(self, work: Work) -> Job:
        """Run `work(progress)` in the pool."""
        job = self._enter(work)
        self._pool.submit(self._run, job.number, job.stop)
        return job

    def write(self, work: Callable[[], object]) -> Job:
        """Run `work()` on the writer thread, after everything that was given to it before."""
        job = self._enter(lambda _progress: work())
        self._writing.add(job.number)
        if len(self._writing) == 1:
            self.saving_changed.emit(True)
        self._writer.submit(self._run, job.number, job.stop)
        return job

    def wait_idle(self, timeout_ms: int = 10_000) -> bool:
        """Let the event loop turn until nothing runs; False when the time ran out first."""
        if self.is_idle:
            return True
        loop = QEventLoop(self)
        self.idle.connect(loop.quit)
        QTimer.singleShot(timeout_ms, loop, loop.quit)
        loop.exec()
        return self.is_idle

    def cancel_long_jobs(self) -> None:
        """Ask everything but the writes to stop."""
        for job in self._running.values():
            if job.number not in self._writing:
                job.cancel()

    def shut_down(self) -> None:
        """Stop long jobs, finish what is being written, and end the threads."""
        self.cancel_long_jobs()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def _enter(self, work: Work) -> Job:
        job = Job(next(self._numbers), self)
        self._running[job.number] = job
        self._work[job.number] = work
        return job

    def _run(self, number: int, stop: Event) -> None:
        progress = Progress(stop, lambda *step: self._arrived.emit(number, "progressed", step))
        try:
            self._arrived.emit(number, "succeeded", self._work[number](progress))
        except JobCancelled:
            self._arrived.emit(number, "cancelled", None)
        except Exception as error:  # noqa: BLE001 - every failure is handed to the window, which decides
            self._arrived.emit(number, "failed", error)

    @Slot(int, str, object)  # known to Qt beforehand: nothing of the class is put together while a thread emits
    def _on_arrived(self, number: int, kind: str, value: Any) -> None:
        if kind == "progressed":
            job = self._running.get(number)
            if job is not None:
                job.progressed.emit(*value)
            return
        job = self._running.pop(number)
        del self._work[number]
        if number in self._writing:
            self._writing.remove(number)
            if not self._writing:
                self.saving_changed.emit(False)
        job.conclude(kind, value)
        job.setParent(None)
        if not self._running:
            self.idle.emit()


class InlineJobRunner(QObject):
    """The same, at once and in the calling thread: for tests. Use `Job.then`, for the signals have been by."""

    saving_changed = Signal(bool)
    idle = Signal()
    is_saving = False
    is_idle = True

    def start(self, work: Work) -> Job:
        job = Job(0, self)
        try:
            job.conclude("succeeded", work(Progress(job.stop, job.progressed.emit)))
        except JobCancelled:
            job.conclude("cancelled", None)
        except Exception as error:  # noqa: BLE001 - as in JobRunner
            job.conclude("failed", error)
        return job

    def write(self, work: Callable[[], object]) -> Job:
        return self.start(lambda _progress: work())

    def wait_idle(self, timeout_ms: int = 0) -> bool:
        return True

    def cancel_long_jobs(self) -> None:
        return

    def shut_down(self) -> None:
        return
