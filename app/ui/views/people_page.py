"""Personer: who takes part in the work, in which role, with which ties."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.conflicts import PersonRow
from app.domain.views import Changes, Created
from app.errors import NotFound
from app.ui.icons import icon
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.model import Column
from app.ui.undo import UndoStacks
from app.ui.views.people_form import PersonPanel
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.ui.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight
NOTHING_HERE = (
    "Inga personer än",
    "Registrera dem som bedömer, kontrollerar eller hörs, med roll och bindningar. "
    "Bindningarna jämförs med varje ärendes parter, så att jäv kan prövas innan någon tilldelas.",
)
TOUCHES = frozenset({"person", "conflict", "assessment", "application"})
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


class PeoplePage(QWidget):
    """The list, and beside it the person who is chosen. Built at its first visit, read by `load`."""

    title = "Personer"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stacks = UndoStacks(self)
        self._wanted: UUID | None = None
        writable = session.is_writable
        self.new_action = QAction(icon("plus"), "Ny person", self)
        self.remove_action = QAction(icon("trash-2"), "Ta bort personen …", self)
        for action, work in ((self.new_action, self.new_person), (self.remove_action, self.remove_person)):
            action.setEnabled(writable)
            action.triggered.connect(work)
        self.list = PeopleList(session, self.new_action, self.remove_action)
        self.panel = PersonPanel(session, self.remove_action)
        self.none = EmptyState(*NONE_CHOSEN, icon_name="user")
        self.side = QStackedWidget()
        self.side.addWidget(self.none)
        self.side.addWidget(self.panel)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([340, 566])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.splitter)
        self.list.selected.connect(self._on_selected)
        self.list.opened.connect(lambda _row: self.panel.focus_first())

    def minimumSizeHint(self) -> QSize:
        return QSize(360, 280)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The person stands under the list where there is no room for both side by side."""
        super().resizeEvent(event)
        is_narrow = self.width() < self.list.minimumSizeHint().width() + self.panel.least_width
        self.splitter.setOrientation(Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal)
        self.side.setMinimumWidth(0 if is_narrow else self.panel.least_width)

    # --- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read everything anew."""
        rows = self._session.bench.people.rows()
        self.list.show_people(rows)
        self.side.setVisible(bool(rows))
        if self._wanted is not None and self.list.table.select_key(self._wanted):
            self._wanted = None
        elif rows and self.list.table.current_row() is None:
            self.list.table.select_key(rows[0].uid)
        self._show_chosen()

    def changes_arrived(self, changes: Changes) -> None:
        """Something was written while the page is built; read anew if it is shown here."""
        if self.isVisible() and (changes.kinds & TOUCHES or not changes.kinds):
            self.load()

    def select(self, uid: object) -> None:
        """Show a person; nothing for what is no person's uid."""
        try:
            wanted = uid if isinstance(uid, UUID) else UUID(str(uid))
        except ValueError:
            return
        self._wanted = wanted
        self.load()

    def _on_selected(self, row: PersonRow | None) -> None:
        if row is None or row.uid != self.panel.uid:
            self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.list.table.current_row()
        view = None
        if row is not None:
            try:
                view = self._session.bench.people.load(row.uid)
            except NotFound:
                view = None
        self.side.setCurrentWidget(self.none if view is None else self.panel)
        self.remove_action.setEnabled(view is not None and self._session.is_writable)
        if view is not None:
            stack = self._stacks[view.uid]
            self.panel.show_view(view, stack)
            if self.isVisible():
                self._session.undo_group.setActiveStack(stack)

    def focus_first(self) -> None:
        self.list.focus_first()
        if not self.list.model.rowCount():
            self.list.empty.focus_first()

    def commit(self) -> None:
        """Store what is being edited."""
        self.panel.commit()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return self.list.commands() | self.panel.commands()

    # --- acting ------------------------------------------------------------------------------

    def new_person(self) -> None:
        """A person under a name that waits to be written over."""
        self.commit()

        def done(created: Created) -> None:
            self.list.show_filter("")
            self.select(created.uid)
            self.panel.focus_first()
            self._session.messages.notice("Ny person. Skriv namnet eller funktionen; varje fält sparas när du lämnar det.")

        self._session.write(self._session.bench.people.create, done)

    def remove_person(self) -> None:
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
