"""The paper of a letter beside its text: made away from the window, a moment after each change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain import swedish
from app.errors import SammanhallenError
from app.ui.theme import set_role
from app.ui.widgets.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from app.ui.session import Session

REST_MS = 350  # between the last change and a new paper
FAILED_TEXT = "Förhandsvisningen kunde inte göras. Brevets text är sparad."


class LetterPaper(QFrame):
    """Shows the letter that `show_letter` names; nothing is made while it is out of view."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "side")
        self._session = session
        self._wants_pdf = self._is_building = False
        self._request: UUID | None = None
        self._built_for: UUID | None = None
        self._shown: object = None  # what the paper in view, or on its way, was asked for
        self._told_missing = ""
        self.preview = PdfPreview()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._build)
        self.preview.retry_requested.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.preview)
        self.setMinimumWidth(320)

    def show_letter(self, request: UUID, content: object) -> None:
        """Make the paper anew when what it says has changed."""
        if content != self._shown:
            self._request, self._shown = request, content
            self._ask()

    def forget(self) -> None:
        self._request, self._shown = None, None
        self.preview.show_empty()

    def come_into_view(self) -> None:
        if self._wants_pdf:
            self._ask()

    def commands(self) -> dict[str, Callable[[], Any]]:
        """Shared actions on the paper."""
        return {"zoom_in": self.preview.zoom_in, "zoom_out": self.preview.zoom_out, "zoom_reset": self.preview.fit_width}

    def _ask(self) -> None:
        self._wants_pdf = True
        if not self.isHidden():
            self.preview.show_building()
            self._rest.start()

    def _build(self) -> None:
        uid = self._request
        if not self._wants_pdf or self._is_building or uid is None or not self._session.is_open:
            return
        self._wants_pdf, self._is_building, self._built_for = False, True, uid
        supplements = self._session.bench.supplements
        self._session.jobs.start(lambda _progress: (supplements.pdf(uid), supplements.missing_signs(uid))).then(
            self._on_built, self._on_failed
        )

    def _on_built(self, made: Any) -> None:
        self._is_building = False
        data, missing = made
        if self._built_for == self._request and not self._wants_pdf:
            self.preview.show_pdf(data)
            if missing and missing != self._told_missing:
                self._session.messages.strip(swedish.no_glyph(missing), "warning")
            self._told_missing = missing
        if self._wants_pdf:
            self._rest.start()

    def _on_failed(self, error: Exception) -> None:
        self._is_building = False
        self._shown = None
        if self._built_for == self._request and not self._wants_pdf:
            self.preview.show_error(f"{FAILED_TEXT} {getattr(error, 'message', '')}".strip())
            if not isinstance(error, SammanhallenError):
                self._session.messages.show(error)
        if self._wants_pdf:
            self._rest.start()
