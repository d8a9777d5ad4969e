"""The tab Komplettering: what has been asked of the applicant, and the answers. Its page is made at the first visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain import workflow
from app.domain.views import CaseView

if TYPE_CHECKING:
    from app.ui.forms.recovery import Recovery
    from app.ui.session import Session
    from app.ui.views.supplement_page import SupplementPage


class SupplementTab(QWidget):
    """Reads its own data when it comes into view; `load` tells which case it shows."""

    def __init__(self, session: Session, recovery: Recovery | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._recovery = recovery
        self._view: CaseView | None = None
        self._read_only = False
        self._page: SupplementPage | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    @property
    def page(self) -> SupplementPage:
        """Made when first needed: it brings the PDF viewer with it."""
        if self._page is None:
            from app.ui.views.supplement_page import SupplementPage

            self._page = SupplementPage(self._session, self._recovery)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._page)
            if self._view is not None:
                self._page.load(self._view, read_only=self._read_only)
        return self._page

    @property
    def can_write(self) -> bool:
        return self._view is not None and self._session.is_writable and workflow.is_open(self._view.state)

    def load(self, view: CaseView, *, read_only: bool) -> None:
        self._view, self._read_only = view, read_only
        if self._page is not None:
            self._page.load(view, read_only=read_only)

    def start(self) -> None:
        """Begin a letter, or go to the one that is begun."""
        self.page.start()

    def focus_first(self) -> None:
        self.page.focus_first()

    def commit(self) -> None:
        """Store what is being edited."""
        if self._page is not None:
            self._page.commit()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return self.page.commands()

    def is_command_enabled(self, name: str) -> bool:
        return self.page.is_command_enabled(name)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.page.show()
