"""Python's cyclic garbage collector, kept to the GUI thread: a widget must never be destroyed by another."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class GarbageCollector(QObject):
    """Collects from the event loop instead of wherever an allocation happens to cross a threshold.

    CPython collects in the thread that allocates, a job's as well as the window's; a cycle that holds a QObject
    would then be destroyed outside the thread it lives in, which Qt forbids.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start(_EVERY_MS)

    def collect_due(self) -> int | None:
        """Collect the oldest generation that has passed its threshold; which one, or None when none had."""
        due = [number for number, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > limit]
        if not due:
            return None
        gc.collect(due[-1])
        return due[-1]

    def stop(self) -> None:
        """Back to collecting anywhere."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
