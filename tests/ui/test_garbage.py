"""Cycles that hold Qt's objects are collected in the GUI thread and nowhere else."""

from __future__ import annotations

import gc
import threading
from typing import Any

from PySide6.QtCore import QObject

from app.ui.garbage import GarbageCollector
from app.ui.jobs import JobRunner


class Knot:
    """A cycle that remembers the thread it was taken in."""

    def __init__(self, taken: list[str]) -> None:
        self.itself = self
        self.taken = taken

    def __del__(self) -> None:
        self.taken.append(threading.current_thread().name)


def test_a_job_that_allocates_leaves_cycles_to_the_window(qtbot: Any, jobs: JobRunner) -> None:
    collector = GarbageCollector()
    taken: list[str] = []
    try:
        assert not gc.isenabled()
        for _ in range(200):
            Knot(taken)
        jobs.start(lambda _progress: [[] for _ in range(20_000)])  # enough to collect in that thread, were it allowed
        assert jobs.wait_idle(5000)
        gc.collect()
        assert taken == ["MainThread"] * 200
    finally:
        collector.stop()


def test_the_event_loop_collects(qtbot: Any) -> None:
    collector = GarbageCollector()
    taken: list[str] = []
    try:
        for _ in range(1000):
            Knot(taken)
        qtbot.waitUntil(lambda: bool(taken), timeout=5000)
    finally:
        collector.stop()


def test_what_a_job_was_given_is_dropped_in_the_gui_thread(qtbot: Any, jobs: JobRunner) -> None:
    dropped: list[str] = []

    class Holder(QObject):
        def __del__(self) -> None:
            dropped.append(threading.current_thread().name)

    holder = Holder()
    jobs.start(lambda _progress, held=holder: held.objectName())
    del holder
    assert jobs.wait_idle(5000)
    assert dropped == ["MainThread"]
