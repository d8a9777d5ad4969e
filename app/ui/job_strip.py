"""A long job under way: what it does, how far it has come, how long it may take, and a way to stop it."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from app.ui.jobs import Job
from app.ui.widgets.plain_label import PlainLabel

SHOW_AFTER_MS = 500
_SURE_AFTER_SECONDS = 1.5  # no guess before that


def time_left(done: int, total: int, elapsed: float) -> str:
    """'ungefär 12 s kvar', or nothing while it cannot be said."""
    if not done or not total or elapsed < _SURE_AFTER_SECONDS:
        return ""
    seconds = round(elapsed * (total - done) / done)
    if seconds < 60:
        return f"ungefär {max(1, seconds)} s kvar"
    return f"ungefär {round(seconds / 60)} min kvar"


class JobStrip(QFrame):
    """Appears half a second after the job began and goes when it ends."""

    def __init__(self, job: Job, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._began = time.monotonic()
        self.setProperty("role", "strip-info")
        self.setAccessibleName(title)
        self._title = PlainLabel(title)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._left = PlainLabel("", "muted")
        self.cancel_button = QPushButton("Avbryt")
        self.cancel_button.clicked.connect(self._on_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self._bar, 1)
        row.addWidget(self._left)
        row.addWidget(self.cancel_button)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show)
        self._timer.start(SHOW_AFTER_MS)
        job.progressed.connect(self._on_progressed)
        for ended in (job.succeeded, job.failed, job.cancelled):  # before what follows shows a question or a problem
            ended.connect(self._on_finished)

    def _on_progressed(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        words = [text, time_left(done, total, time.monotonic() - self._began)]
        self._left.setText(", ".join(word for word in words if word))

    def _on_cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self._left.setText("avbryter …")
        self._job.cancel()

    def _on_finished(self, _outcome: object = None) -> None:
        self._timer.stop()
        self.hide()
        self.deleteLater()
