"""What every workspace is to the frame around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.ui.session import Session

if TYPE_CHECKING:
    from app.domain.views import Changes

Location = dict[str, Any]  # plain JSON values only: kept between starts


class Workspace(QWidget):
    """One workspace. Built once per opened store, at its first visit.

    The frame shows `head_title()` and `toolbar_actions()` in the head line, and sends the shared actions named in
    `commands()` here while the workspace is in view; no workspace connects to a shared action itself.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    number: ClassVar[int] = 0
    help_page: ClassVar[str] = "index"

    head_changed = Signal()  # head_title() or toolbar_actions() gives something new
    commands_changed = Signal()  # commands() or is_command_enabled() gives something new
    location_changed = Signal()  # a record or tab was opened: a step for Alt+Left

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName(f"workspace_{self.key}")
        self.setAccessibleName(self.title)

    def refresh(self) -> None:
        """Read everything anew. Called when the store has been opened and the workspace is first shown."""

    def changes_arrived(self, changes: Changes) -> None:
        """Something was written; refresh if it is shown here. Called whether or not the workspace is in view."""

    def shown(self) -> None:
        """The workspace came into view: give focus, set the active undo stack."""

    def left(self) -> bool:
        """Before the workspace goes out of view or the store closes: save the field being edited. True: may leave."""
        return True

    def open_record(self, uid: UUID | str, tab: str = "") -> None:
        """Show one record (an application, a plan, a district key, a rule id)."""

    def focus_field(self, uid: UUID, ref: object) -> None:
        """Show the record and put the caret in the field."""

    def location(self) -> Location:
        """Where the user is in this workspace, as plain values that `go_to` takes back, also at the next start."""
        return {}

    def go_to(self, location: Location) -> None:
        """Return to a place; what no longer exists is passed over in silence."""

    def head_title(self) -> str:
        return self.title

    def head_aside(self) -> str:
        """What the title is told by, in a few words at the other end of the head line."""
        return ""

    def toolbar_actions(self) -> list[QAction]:
        """Buttons of the head line, the most important last (it becomes the primary button)."""
        return []

    def help_anchor(self) -> str:
        """Heading within the help page that explains what is in view, empty for its top."""
        return ""

    def commands(self) -> dict[str, Callable[[], Any]]:
        """Shared actions handled here, by their attribute name in Actions: {"next_step": self.next_step}."""
        return {}

    def is_command_enabled(self, name: str) -> bool:
        """Whether a command of `commands()` can be given now. Writing ones are off in a store open for viewing."""
        return True
