"""What the window says: status line, strip over the workspace, or dialog. Tests replace this object and record it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.errors import EnvironmentProblem, NotFound, RuleViolation, SammanhallenError, StateConflict, ValidationProblems
from app.ui.settings import FILE_FOLDER, Settings

log = logging.getLogger(__name__)

WORKBOOKS = "Excelarbetsböcker (*.xlsx)"
LISTS = f"{WORKBOOKS};;Semikolonseparerad text (*.csv)"
PDFS = "PDF-dokument (*.pdf)"
STORES = "Ärendefiler (*.sqlite)"


class Messages(QObject):
    """Decides where a message goes. Signals are shown by the main window."""

    noticed = Signal(str)
    stripped = Signal(str, str)  # text, kind: info, warning, error
    strip_cleared = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.window: QWidget | None = None

    def notice(self, text: str) -> None:
        """A quiet word in the status line."""
        self.noticed.emit(text)

    def strip(self, text: str, kind: str = "info") -> None:
        """A strip over the workspace that stays until it is closed or replaced; kind is info, warning or error."""
        self.stripped.emit(text, kind)

    def clear_strip(self) -> None:
        self.strip_cleared.emit()

    def show(self, error: Exception) -> None:
        """Tell of a failure: rules and conflicts in the strip, surroundings in a dialog, a fault with details to copy."""
        if isinstance(error, (ValidationProblems, RuleViolation, StateConflict, NotFound)):
            self.strip(error.message, "warning")
        elif isinstance(error, EnvironmentProblem):
            log.warning("%s", type(error).__name__)
            self.problem("Det gick inte", error)
        elif isinstance(error, SammanhallenError):
            self.strip(error.message, "error")
        else:
            log.error("fault in a job", exc_info=(type(error), error, error.__traceback__))
            self.fault(error)

    def problem(self, title: str, error: EnvironmentProblem) -> None:
        """A dialog about disk, file or lock: what stands in the way, and the advice below it."""
        message = error.message.removesuffix(error.advice).strip()
        box = self._box(QMessageBox.Icon.Warning, title, message, error.advice)
        box.addButton("Stäng", QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def fault(self, error: BaseException) -> None:
        """A fault in the program: apology, what is safe, details to copy."""
        from app.ui.dialogs.fault import FaultDialog

        FaultDialog(error, self.window).exec()

    def inform(self, title: str, text: str, detail: str = "") -> None:
        box = self._box(QMessageBox.Icon.Information, title, text, detail)
        box.addButton("Stäng", QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def confirm(self, title: str, text: str, verb: str) -> bool:
        """Ask before something that is not easily taken back; the button carries the verb."""
        box = self._box(QMessageBox.Icon.Question, title, text)
        yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Låt bli", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is yes

    def ask_open_file(self, caption: str, file_filter: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self.window, caption, self._folder(), file_filter)
        return self._chosen(name)

    def ask_save_file(self, caption: str, file_filter: str, suggested: str = "") -> Path | None:
        """The path to write, with the filter's suffix added; the system dialogue has asked before replacing."""
        name, kind = QFileDialog.getSaveFileName(self.window, caption, str(Path(self._folder()) / suggested), file_filter)
        path = self._chosen(name)
        suffix = (kind or file_filter).partition("*")[2].partition(")")[0].partition(" ")[0]
        if path is not None and not path.suffix and suffix:
            path = path.with_name(path.name + suffix)
        return path

    def ask_text(self, title: str, label: str, verb: str, *, text: str = "", hint: str = "", multiline: bool = False) -> str | None:
        """A text from the user, None when the dialog was left; an empty text is not taken."""
        from app.ui.dialogs.ask_text import AskTextDialog

        dialog = AskTextDialog(title, label, verb, text=text, hint=hint, multiline=multiline, parent=self.window)
        return dialog.text() if dialog.exec() else None

    def ask_choice(self, title: str, label: str, verb: str, choices: Sequence[tuple[str, str]], chosen: str = "") -> str | None:
        """One of (key, text); None when the dialog was left."""
        from app.ui.dialogs.ask_text import AskChoiceDialog

        dialog = AskChoiceDialog(title, label, verb, choices, chosen=chosen, parent=self.window)
        return dialog.choice() if dialog.exec() else None

    def _box(self, symbol: QMessageBox.Icon, title: str, text: str, detail: str = "") -> QMessageBox:
        from PySide6.QtCore import Qt

        box = QMessageBox(symbol, title, text, QMessageBox.StandardButton.NoButton, self.window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(detail)
        return box

    def _folder(self) -> str:
        folder = self._settings.get(FILE_FOLDER)
        return folder if folder and Path(folder).is_dir() else str(Path.home())

    def _chosen(self, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        self._settings.set(FILE_FOLDER, str(path.parent))
        return path
