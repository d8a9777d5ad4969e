"""A workbook dropped on the window is read in, as if it had been chosen in the menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

# The old formats are let in too: reading them says what to do instead.
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls")


def workbook_in(dropped: QMimeData) -> Path | None:
    """The one workbook among what is dragged; None when there is none, or more than one file."""
    urls = dropped.urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.suffix.lower() in WORKBOOK_ENDINGS else None


class WorkbookDrop(QObject):
    """Event filter of a window: takes a workbook while `is_welcome` says so, and gives it to `take`."""

    def __init__(self, window: QWidget, is_welcome: Callable[[], bool], take: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._is_welcome = is_welcome
        self._take = take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent | QDragEnterEvent | QDragMoveEvent):
            path = workbook_in(event.mimeData()) if self._is_welcome() else None
            if path is None:
                event.ignore()
                return True
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.type() is QEvent.Type.Drop:
                self._take(path)
            return True
        return False
