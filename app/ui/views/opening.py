"""What is shown while no store is open: on the way in, refused, or nothing chosen yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedLayout, QWidget

from app.errors import EnvironmentProblem, SammanhallenError
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.ui.actions import Actions


class OpeningPage(QWidget):
    """Loading, welcome and refusal take the whole room of the workspace."""

    retry_requested = Signal(object)  # path
    sample_requested = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._path: Path | None = None
        self._stack = QStackedLayout(self)
        self._page: EmptyState | None = None

    @property
    def page(self) -> EmptyState | None:
        return self._page

    def show_loading(self, name: str) -> None:
        self._show(EmptyState(f"Öppnar {name} …" if name else "Öppnar …", "", icon_name="hard-drive"))

    def show_welcome(self, *, has_sample: bool) -> None:
        sample = QPushButton("Prova med exemplet")
        sample.setToolTip("Öppna en egen kopia av exempelfilen med påhittade ärenden")
        sample.clicked.connect(self.sample_requested)
        buttons = (ActionButton(self._actions.open_store), *((sample,) if has_sample else ()))
        text = (
            "En ärendefil håller allt på ett ställe: ansökningar, handlingsplaner, tjänsteutlåtanden och bilagor. "
            "Gör en ny, öppna en som finns, eller prova programmet med påhittade ärenden."
        )
        page = EmptyState(
            "Välkommen till Sammanhållen", text, self._actions.new_store, icon_name="sammanhallen", icon_role="accent", buttons=buttons
        )
        self._show(page)

    def show_refused(self, path: Path, error: Exception) -> None:
        """Why the file was not opened, in its own words, and the ways on. The file has been left alone."""
        self._path = path
        message = error.message if isinstance(error, SammanhallenError) else "Filen gick inte att öppna på grund av ett fel i programmet."
        advice = error.advice if isinstance(error, EnvironmentProblem) else ""
        words = [message.removesuffix(advice).strip(), advice, str(path)]
        retry = QPushButton("Försök igen")
        retry.clicked.connect(lambda: self.retry_requested.emit(path))
        page = EmptyState(
            "Filen öppnades inte",
            "\n\n".join(word for word in words if word),
            self._actions.open_store,
            icon_name="triangle-alert",
            icon_role="warning",
            buttons=(retry, ActionButton(self._actions.new_store)),
        )
        self._show(page)

    def _show(self, page: EmptyState) -> None:
        if self._page is not None:
            self._stack.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        first = page.findChild(QPushButton)
        if first is not None:
            first.setFocus()
