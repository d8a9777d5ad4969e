"""The choice of a round, the same wherever one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from app.domain.scoring import RoundInfo
from app.ui.forms.choice_editors import QuietCombo


class RoundChoice(QuietCombo):
    """Says which round is shown; `activated` when the user takes another."""

    def __init__(self, length: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Omgång")
        self.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(length)

    @property
    def round(self) -> UUID | None:
        data = self.currentData()
        return UUID(data) if data else None

    def show_rounds(self, rounds: Sequence[RoundInfo], chosen: UUID | None) -> None:
        """Fill the list and show one of it, without telling of it."""
        with QSignalBlocker(self):
            self.clear()
            for one in rounds:
                self.addItem(one.title, str(one.uid))
            self.setCurrentIndex(max(0, self.findData(str(chosen))))

    def choose(self, uid: UUID | str) -> bool:
        """Show a round; False when there is none of this uid."""
        number = self.findData(str(uid))
        if number >= 0:
            self.setCurrentIndex(number)
        return number >= 0
