"""The page of a scroll area that is as tall as its wrapped texts need at the width they have, and no taller."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class ScrollPage(QWidget):
    """Qt asks a page for its least height before it knows the width, and then leaves an empty foot below wrapped texts."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 1)
