"""What every page of the workspace Riskindex is to it, and what the choices above the pages ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.riskindex.series import Level, Measure, SeriesKind

if TYPE_CHECKING:
    from app.domain.riskindex.recipe import Recipe
    from app.domain.views import Changes
    from app.ui.session import Session


@dataclass(frozen=True, slots=True)
class Choice:
    """A series, and where in it the user is.

    `unit` is a district's or organisation's key in a published series and a territory's code in a computed one, '' for none. `recipe` is
    None in a published series; otherwise the one in hand, which need not be kept in the store. `series` is the key of the published series,
    '' for the level's first.
    """

    kind: SeriesKind
    level: Level
    year: int
    measure: Measure = Measure.TOTAL
    recipe: Recipe | None = None
    unit: str = ""
    series: str = ""

    @property
    def is_computed(self) -> bool:
        return self.kind is SeriesKind.COMPUTED

    def at(self, unit: str) -> Choice:
        return replace(self, unit=unit)


class IndexPage(QWidget):
    """One page, built at its first visit; `load` gives it what to show each time that a choice or the data changes while it is in view.

    A page never keeps a choice of its own for series, level, year, measure, recipe or unit: it emits, and the workspace loads it anew.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    help_anchor: ClassVar[str] = ""  # heading in the handbook's page on the risk index

    unit_selected = Signal(str)  # the user chose a unit here; the other pages follow
    unit_opened = Signal(str)  # the user asked why: the page Varför shows it
    recipe_changed = Signal(object)  # a Recipe that is to be in hand from now on
    page_requested = Signal(str)  # the key of another page
    commands_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.choice: Choice | None = None

    def load(self, choice: Choice) -> None:
        """Show what is chosen."""
        self.choice = choice

    def focus_first(self) -> None:
        """Give the keyboard to what the page is about."""
        self.setFocus()

    def left(self) -> bool:
        """Before the page goes out of view: save the field being edited. True: may leave."""
        return True

    def changes_arrived(self, changes: Changes) -> None:
        """Something was written that the choices do not tell, such as a case or a comment."""

    def commands(self) -> dict[str, Callable[[], Any]]:
        """Shared actions handled by the page."""
        return {}

    def is_command_enabled(self, name: str) -> bool:
        return True

    def location(self) -> dict[str, Any]:
        """What beside the choice says where the user is, as plain values."""
        return {}

    def go_to(self, location: dict[str, Any]) -> None:
        """Return to a place within the page."""
