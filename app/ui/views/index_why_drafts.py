"""Comments being written on the page Varför: kept by unit, in a file beside those of other texts, until stored or emptied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid5

from PySide6.QtCore import QObject

from app.domain.rules.evidence import FieldRef
from app.ui.forms.recovery import Recovery, recovery_file
from app.ui.session import Session

_UNITS = UUID("0b0a6f0e-6c0f-4d43-9f0a-3f1a8b1f6a57")  # under which a unit's code has a uid
_REF = FieldRef("index_comment")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written, and of which indicator; '' for the whole unit."""

    text: str
    indicator: str = ""


class Drafts(QObject):
    """One draft a unit. Those of an earlier run come back when their unit is shown."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts: dict[str, Draft] = {}
        self._is_closing = False
        self._jobs = session.jobs
        file = recovery_file(session.bench.path)
        self._recovery = Recovery(file.with_stem(f"{file.stem}-index"), background=self._write, parent=self)

    def _write(self, work: Callable[[], None]) -> None:
        if self._is_closing:
            work()
        else:
            self._jobs.start(lambda _progress: work())

    def of(self, unit: str) -> Draft | None:
        if unit not in self._drafts:
            left = self._recovery.rescued(_uid(unit)).get(_REF)
            if left is not None:
                indicator, _line, text = left.text.partition("\n")
                self._drafts[unit] = Draft(text, indicator)
        return self._drafts.get(unit)

    def keep(self, unit: str, draft: Draft) -> None:
        """Remember a draft; one without text is forgotten."""
        if not draft.text.strip():
            self.forget(unit)
        elif self.of(unit) != draft:
            self._drafts[unit] = draft
            self._recovery.note(_uid(unit), _REF, f"{draft.indicator}\n{draft.text}")

    def forget(self, unit: str) -> None:
        """It is stored, or emptied."""
        self._drafts.pop(unit, None)
        self._recovery.forget(_uid(unit), _REF)

    def held(self) -> dict[str, Draft]:
        """Those of this run and those of earlier ones that have been shown."""
        return dict(self._drafts)

    def close(self) -> None:
        """All that is left is in the file when this returns."""
        self._is_closing = True
        if self._drafts:
            self._recovery.flush()


def _uid(unit: str) -> UUID:
    return uuid5(_UNITS, unit)
