"""Personer: who takes part in the work, in which role, with which ties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from app.domain import swedish
from app.domain.conflicts import PersonRow
from app.domain.views import Created
from app.ui.icons import icon
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.model import Column
from app.ui.views.people_form import PersonPanel
from app.ui.views.register_page import RegisterPage
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.ui.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight
NOTHING_HERE = (
    "Inga personer än",
    "Registrera dem som bedömer, kontrollerar eller hörs, med roll och bindningar. "
    "Bindningarna jämförs med varje ärendes parter, så att jäv kan prövas innan någon tilldelas.",
)
NONE_CHOSEN = ("Ingen person är vald", "Välj en person i listan, eller registrera en ny.")


def _count(number: int) -> str:
    return swedish.integer(number) if number else swedish.EMPTY


def _name_icon(row: PersonRow) -> Any:
    return icon("user", "muted") if row.info.is_active else icon("circle-minus", "plain")


def _place_text(row: PersonRow) -> str:
    """'Bedömare · Socialförvaltningen'; in place of the role that the person no longer takes part."""
    role = row.info.role.label if row.info.role is not None else ""
    return " · ".join(filter(None, (role if row.info.is_active else "Deltar inte", row.info.unit)))


COLUMNS: tuple[Column[PersonRow], ...] = (
    Column("Namn", lambda row: row.info.name, icon=_name_icon, tip=lambda row: row.info.name, width=150, stretch=True),
    Column("Roll", _place_text, lambda text: text or swedish.EMPTY, tip=_place_text, width=80, wide=220, drop=2),
    Column("Bindningar", lambda row: row.ties, _count, align=_RIGHT, width=64, header="Bind-\nningar", drop=1),
    Column(
        "Bedömer",
        lambda row: row.assigned,
        _count,
        align=_RIGHT,
        tip=lambda row: f"Öppna ärenden att bedöma: {row.assigned}",
        width=64,
        header="Be-\ndömer",
    ),
)


class PeopleList(ListPanel[PersonRow]):
    """Everybody registered; those who no longer take part stand last."""

    def __init__(self, session: Session, new_action: QAction, remove_action: QAction, parent: QWidget | None = None) -> None:
        empty = EmptyState(*NOTHING_HERE, new_action, icon_name="users")
        super().__init__(session, "people", "Personer", COLUMNS, empty, parent=parent)
        self.new_button = QPushButton(icon("plus"), "Ny person")
        self.new_button.setEnabled(session.is_writable)
        self.new_button.clicked.connect(new_action.trigger)
        self.head.addWidget(self.new_button)
        self.filter.setMinimumWidth(104)
        self.column.setContentsMargins(24, 12, 12, 12)
        self.actions_more = lambda: [new_action, remove_action]

    def show_people(self, rows: tuple[PersonRow, ...]) -> None:
        active = sum(row.info.is_active for row in rows)
        self.summary_label.setText(f"{swedish.integer(active)} deltar" if rows else "")
        self.filter.setVisible(bool(rows))
        self.new_button.setVisible(bool(rows))  # an empty page has the button in its middle
        self.set_rows(rows)


class PeoplePage(RegisterPage):
    """Everybody registered, and beside the list the person who is chosen."""

    title = "Personer"
    touches = frozenset({"person", "conflict", "assessment", "application"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "Ny person", "Ta bort personen …", parent)
        self.list = PeopleList(session, self.new_action, self.remove_action)
        self.panel = PersonPanel(session, self.remove_action)
        self.none = EmptyState(*NONE_CHOSEN, icon_name="user")
        self.lay_out((1, 1), (340, 566))
        layout = self.layout()
        if layout is not None:
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The person stands under the list where there is no room for both side by side."""
        super().resizeEvent(event)
        is_narrow = self.width() < self.list.minimumSizeHint().width() + self.panel.least_width
        self.splitter.setOrientation(Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal)
        self.side.setMinimumWidth(0 if is_narrow else self.panel.least_width)

    def show_rows(self) -> Sequence[PersonRow]:
        rows = self._session.bench.people.rows()
        self.list.show_people(rows)
        return rows

    def read_one(self, uid: UUID) -> tuple[Any, ...]:
        return (self._session.bench.people.load(uid),)

    def commands(self) -> dict[str, Callable[[], Any]]:
        return super().commands() | self.panel.commands()

    # --- acting ------------------------------------------------------------------------------

    def new_record(self) -> None:
        """A person under a name that waits to be written over."""
        self.commit()

        def done(created: Created) -> None:
            self.select(created.uid)
            self.panel.focus_first()
            self._session.messages.notice("Ny person. Skriv namnet eller funktionen; varje fält sparas när du lämnar det.")

        self._session.write(self._session.bench.people.create, done)

    def remove_record(self) -> None:
        """Remove a person whom nothing names; otherwise say that the person stays but takes no further part."""
        row = self.list.table.current_row()
        if row is None:
            return
        people = self._session.bench.people
        if people.has_traces(row.uid):
            text = f"{row.info.name} har bedömningar, uppdrag eller prövat jäv och tas därför inte bort. Personen deltar inte längre."
            verb = "Avsluta deltagandet"
            told = f"{row.info.name} deltar inte längre i arbetet."
        else:
            text, verb = f"{row.info.name} tas bort med sina bindningar. Loggen minns vem det var.", "Ta bort personen"
            told = f"{row.info.name} är borttagen."
        if self._session.messages.confirm("Ta bort personen", text, verb):
            self.commit()
            self._session.write(lambda: people.remove(row.uid), lambda _changes: self._session.messages.notice(told))
