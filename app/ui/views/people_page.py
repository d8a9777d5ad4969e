"""Personer: who takes part in the work, in which role, with which ties."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.domain.views import Changes

if TYPE_CHECKING:
    from app.ui.session import Session


class PeoplePage(QWidget):
    """A page of its workspace: built at its first visit, read by `load`."""

    title = "Personer"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def load(self) -> None:
        """Read everything anew."""

    def changes_arrived(self, changes: Changes) -> None:
        """Something was written while the page is built; read anew if it is shown here."""

    def focus_first(self) -> None:
        self.setFocus()

    def commit(self) -> None:
        """Store what is being edited."""

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {}
