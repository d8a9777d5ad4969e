"""A tab's page that is made at its first visit, so that the window need not wait for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

Page = TypeVar("Page", bound=QWidget)


class LaterPage(QWidget, Generic[Page]):
    """Stands in the tabs; `page` makes what it holds, `made` is that or None."""

    def __init__(self, build: Callable[[], Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build = build
        self.made: Page | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = column

    @property
    def page(self) -> Page:
        """The page, made now if it is not yet."""
        if self.made is None:
            self.made = self._build()
            self._column.addWidget(self.made)
        return self.made
