"""Faults in the program: the log, the hooks that catch what nobody caught, and the text to copy."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from copy import copy
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion

import app

log = logging.getLogger("app")
_LOG_BYTES = 500_000
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def trace_of(error: BaseException) -> str:
    """The way through the code and the kinds of error, outermost last. Messages are left out: they may quote a case."""
    parts: list[str] = []
    seen: set[int] = set()
    here: BaseException | None = error
    while here is not None and id(here) not in seen:
        seen.add(id(here))
        frames = "".join(traceback.format_tb(here.__traceback__))
        parts.append(f"{frames}{type(here).__module__}.{type(here).__qualname__}")
        here = here.__cause__ or (None if here.__suppress_context__ else here.__context__)
    return "\n\n".join(reversed(parts))


def fault_details(error: BaseException) -> str:
    """What a programmer needs: versions and the way through the code, no case data."""
    about = f"Sammanhållen {app.__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return f"{about}\n\n{trace_of(error)}"


class _Formatter(logging.Formatter):
    """Writes errors without their messages."""

    def format(self, record: logging.LogRecord) -> str:
        own = copy(record)
        own.exc_text = None  # another handler's wording, with the message in it, would be taken over
        return super().format(own)

    def formatException(self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]) -> str:
        return trace_of(ei[1]) if ei[1] is not None else ""


def start_log(folder: Path) -> None:
    """Log to a file; a start that finds half a megabyte puts it aside. Without a writable folder there is no log."""
    file = folder / "sammanhallen.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > _LOG_BYTES:
            file.replace(folder / "sammanhallen.1.log")
        handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


class FaultCatcher(QObject):
    """Brings faults from any thread to the window; one apology at a time."""

    _caught = Signal(object)

    def __init__(self, show: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._is_showing = False
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of Python, its threads and Qt."""
        sys.excepthook = self._on_python
        threading.excepthook = self._on_thread
        qInstallMessageHandler(_log_qt)

    @staticmethod
    def uninstall() -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _on_python(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("fault", exc_info=(kind, error, trace))
        self._caught.emit(error)

    def _on_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._on_python(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _on_caught(self, error: BaseException) -> None:
        if self._is_showing:  # the apology's own event loop may meet the same fault again: it is in the log
            return
        self._is_showing = True
        try:
            self._show(error)
        finally:
            self._is_showing = False


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.WARNING), "%s", message)
