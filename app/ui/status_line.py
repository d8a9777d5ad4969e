"""The line at the bottom: file, saving, person and reference day to the left, the programme's frame to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from app.domain import swedish
from app.ui.widgets.amount_bar import AmountBar
from app.ui.widgets.plain_label import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from app.domain.views import Frame
    from app.ui.session import Session

_NOTICE_MS = 6000


def frame_words(frame: Frame) -> str:
    """The frame in one sentence, for tool tip and screen reader."""
    return (
        f"Ram {swedish.mnkr(frame.total)}: beviljat {swedish.mnkr(frame.granted)}, föreslaget i ej beslutade ärenden "
        f"{swedish.mnkr(frame.proposed)}, kvar {swedish.mnkr(frame.left)}."
    )


def frame_parts(frame: Frame) -> list[tuple[int, str, bool]]:
    """Granted filled, proposed hatched."""
    return [(frame.granted, "accent", False), (frame.proposed, "info", True)]


class FrameBar(QWidget):
    """Ram 150,0 mnkr ▓▓▓▓░░ beviljat 61,2 kvar 88,8."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = PlainLabel("", "small")
        self._bar = AmountBar()
        self._bar.setFixedWidth(120)
        self._rest = PlainLabel("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(6)
        for widget in (self._total, self._bar, self._rest):
            row.addWidget(widget)

    def show_frame(self, frame: Frame) -> None:
        self._total.setText(f"Ram {swedish.mnkr(frame.total)}")
        granted = swedish.decimal(frame.granted / 1_000_000)
        left = swedish.decimal(frame.left / 1_000_000)
        self._rest.setText(f"beviljat {granted}  kvar {left}")
        self._bar.show_parts(frame.total, frame_parts(frame), frame_words(frame))
        self.setToolTip(frame_words(frame))


class StatusLine(QStatusBar):
    """Shows what the session says about the store."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setSizeGripEnabled(False)
        self._about = ElidedLabel("", "small")
        self._frame = FrameBar()
        self.addWidget(self._about, 1)
        self.addPermanentWidget(self._frame)
        self._frame.hide()
        session.jobs.saving_changed.connect(self._on_saving_changed)
        session.messages.noticed.connect(self._on_notice)

    @property
    def about_label(self) -> QLabel:
        return self._about

    def refresh(self, frame: Frame | None = None) -> None:
        """Read the store's words anew; the frame when one is given."""
        bench = self._session.workbench
        if bench is None:
            self._about.setText("")
            self._frame.hide()
            return
        parts = [bench.store_name, self._saved_words(), bench.who]
        if bench.reference_day is not None:
            parts.append(f"räknas som {swedish.long_date(bench.reference_day)}")
        self._about.setText("  ·  ".join(part for part in parts if part))
        if frame is not None:
            self._frame.show_frame(frame)
            self._frame.show()

    def _saved_words(self) -> str:
        bench = self._session.workbench
        if self._session.jobs.is_saving:
            return "sparar …"
        if not self._session.is_writable:
            return "öppnad för visning"
        if bench is None or bench.last_saved is None:
            return "allt sparat"
        return f"sparat {swedish.time_of_day(bench.last_saved.astimezone() if bench.last_saved.tzinfo else bench.last_saved)}"

    def _on_saving_changed(self, _saving: bool) -> None:
        self.refresh()

    def _on_notice(self, text: str) -> None:
        self.showMessage(text, _NOTICE_MS)
