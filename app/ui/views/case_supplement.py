"""The tab Komplettering: what has been asked of the applicant, and the answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.domain.views import CaseView

if TYPE_CHECKING:
    from app.ui.session import Session


class SupplementTab(QWidget):
    """Reads its own data when it comes into view; `load` tells which case it shows."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None

    def load(self, view: CaseView, *, read_only: bool) -> None:
        self._view = view

    def focus_first(self) -> None:
        self.setFocus()

    def commit(self) -> None:
        """Store what is being edited."""

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {}

    def is_command_enabled(self, name: str) -> bool:
        return True
