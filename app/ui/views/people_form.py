"""One person: the form with its ties, and the cases that the person assesses or has declared jäv in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtGui import QAction, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStyle, QVBoxLayout, QWidget

from app.domain.catalogues import PERSON
from app.domain.conflicts import PersonView
from app.domain.views import ApplicationRow
from app.ui.forms import table_commands
from app.ui.forms.form import RecordForm
from app.ui.forms.layout import FormSection
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

CASES = "cases"
NO_CASES = "Inga ärenden är tilldelade, och inget jäv är anmält."


class PersonPanel(QWidget):
    """Reads and writes one person at a time."""

    def __init__(self, session: Session, remove_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.view: PersonView | None = None
        self.heading = ElidedLabel("", "subheading")
        self.state = StateBadge()
        self.form = RecordForm(session, PERSON, session.bench.people, has_sections=False)
        self.remove_button = QPushButton("Ta bort …")
        self.remove_button.setAccessibleName("Ta bort personen")
        self.remove_button.setEnabled(session.is_writable)
        self.remove_button.clicked.connect(remove_action.trigger)
        self.links: list[LinkButton] = []  # to the person's cases
        self.cases = QWidget()
        self._column = QVBoxLayout(self.cases)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        section = FormSection("Ärenden")
        section.add(self.cases, wide=True)
        self.form.add_section(CASES, section)
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 24, 0)
        head.setSpacing(8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.state)
        head.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.form, 1)

    @property
    def uid(self) -> UUID | None:
        return self.view.uid if self.view is not None else None

    @property
    def least_width(self) -> int:
        """What the form needs so that nothing is cut at its right side."""
        return self.form.page.minimumSizeHint().width() + self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)

    def show_view(self, view: PersonView, stack: QUndoStack) -> None:
        self.view = view
        self.heading.setText(view.draft.name)
        own = self._session.bench.people.current()
        if own is not None and own.uid == view.uid:
            self.state.show_state("Det är du", "info", "user")
        elif view.draft.is_active is False:
            self.state.show_state("Deltar inte", "plain", "circle-minus")
        self.state.setVisible((own is not None and own.uid == view.uid) or view.draft.is_active is False)
        self.form.load(view, stack=stack)
        self._show_cases(view)

    def _show_cases(self, view: PersonView) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.links = []
        self._add_cases("Bedömer", view.assigned, "assessment")
        self._add_cases("Jäv anmält", view.disqualified, "history")
        if not view.assigned and not view.disqualified:
            self._column.addWidget(PlainLabel(NO_CASES, "muted", wrap=True))

    def _add_cases(self, title: str, rows: Sequence[ApplicationRow], tab: str) -> None:
        if not rows:
            return
        self._column.addWidget(PlainLabel(title, "label"))
        for row in rows:
            link = LinkButton(f"{row.registry_number or row.case_number} {row.title or 'utan namn'} · {row.state.label}")
            link.clicked.connect(lambda _on=False, uid=row.uid: self._session.navigate.emit("application", (uid, tab)))
            self._column.addWidget(link)
            self.links.append(link)

    def focus_first(self) -> None:
        self.form.show_section(0)

    def commit(self) -> None:
        """Store the field being edited, before the person goes out of view."""
        self.form.commit()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {
            "add_row": partial(table_commands.add_row, self._session),
            "remove_row": partial(table_commands.remove_row, self._session),
        }
