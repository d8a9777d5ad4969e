"""A field to filter or search with: Esc empties it, typing reports after a short rest."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.icons import icon


class SearchField(QLineEdit):
    """`searched(text)` comes when typing has rested, or at once on Enter; `descended` when arrow down or Enter leads to the result."""

    searched = Signal(str)
    descended = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None, *, rest_ms: int = 150) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(rest_ms)
        self._timer.timeout.connect(self._report)
        self.textChanged.connect(self._timer.start)
        self.returnPressed.connect(self._descend)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._report()
        elif event.key() == Qt.Key.Key_Down:
            self._descend()
        else:
            super().keyPressEvent(event)

    def _descend(self) -> None:
        self._report()
        self.descended.emit()

    def _report(self) -> None:
        self._timer.stop()
        self.searched.emit(self.text())
