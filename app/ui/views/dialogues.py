"""Boendedialoger: the list, and one dialogue with its form, its warnings and what refers to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QUndoStack
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.catalogues import DIALOGUE
from app.domain.programme import Programme
from app.domain.rules.evidence import FieldRef
from app.domain.views import DialogueRow, DialogueView
from app.ui.forms.form import RecordForm
from app.ui.forms.layout import FormSection
from app.ui.forms.recovery import Recovery, recovery_file
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.model import Column
from app.ui.undo import UndoStacks
from app.ui.views.plans_list import day_text, text_or_dash
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import ElidedLabel, PlainLabel
from app.ui.widgets.strip import Strip

REFERENCES = "references"
NO_REFERENCES = (
    "Ingen plan och ingen ansökan hänvisar till dialogen än. Skriv dess nummer i planens eller ansökans fält för boendedialoger."
)


def _feedback_icon(row: DialogueRow) -> Any:
    return icon("circle-check", "ok") if row.has_feedback else icon("triangle-alert", "warning")


def columns(programme: Programme) -> tuple[Column[DialogueRow], ...]:
    short = {one.name: one.short_name for one in programme.organisations}
    return (
        Column("Nummer", lambda row: row.number, text_or_dash, width=98),
        Column("Hölls den", lambda row: row.day, day_text, width=92),
        Column("Nämnd", lambda row: short.get(row.board_name, row.board_name), tip=lambda row: row.board_name, width=144, wide=180),
        Column("Område", lambda row: row.area, text_or_dash, tip=lambda row: row.area, width=120, stretch=True),
        Column("Form", lambda row: row.form, text_or_dash, tip=lambda row: row.form, width=170, wide=300),
        Column("Återkoppling", lambda row: "Given" if row.has_feedback else "Saknas", icon=_feedback_icon, width=104),
    )


class DialogueList(ListPanel[DialogueRow]):
    """Every registered dialogue, newest first."""

    def __init__(self, session: Session, new_action: QAction, parent: QWidget | None = None) -> None:
        empty = EmptyState(
            "Inga boendedialoger än",
            "Registrera en dialog med boende: område, tid, form, vilka grupper som nåddes och vad som kom fram. "
            "Planer och ansökningar hänvisar sedan till dess nummer.",
            new_action,
            icon_name="users",
        )
        super().__init__(session, "dialogues", "Boendedialoger", columns(session.bench.programme), empty, parent=parent)
        self.actions_more = lambda: [new_action]
        self.set_hint("Planer och ansökningar hänvisar till dialogens nummer. Enter öppnar dialogen. Skriv grupper, aldrig namn på boende.")

    def show_dialogues(self, rows: tuple[DialogueRow, ...]) -> None:
        count = len(rows)
        lacking = sum(not row.has_feedback for row in rows)
        self.summary_label.setText(
            f"{'En dialog' if count == 1 else f'{swedish.integer(count)} dialoger'}, {swedish.integer(lacking)} utan återkoppling"
            if rows
            else ""
        )
        self.set_rows(rows)


class DialoguePage(QWidget):
    """Shows and edits a dialogue. `loaded` after each reading."""

    loaded = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stacks = UndoStacks(self)
        self.view: DialogueView | None = None
        self.back_button = QToolButton()
        self.facts = ElidedLabel("")
        self.warning_strip = Strip("", "warning", closable=False)
        self.form = RecordForm(session, DIALOGUE, session.bench.dialogues, recovery=self._make_recovery(), has_sections=False)
        self.references = QWidget()
        self.references_column = QVBoxLayout(self.references)
        self._lay_out()

    def _make_recovery(self) -> Recovery | None:
        if not self._session.is_writable:
            return None
        file, jobs = recovery_file(self._session.bench.path), self._session.jobs
        background: Callable[[Callable[[], None]], object] = lambda work: jobs.start(lambda _progress: work())  # noqa: E731
        return Recovery(file.with_stem(f"{file.stem}-dialoger"), background=background, parent=self)

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("role", "head")
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        self.back_button.setProperty("role", "icon")
        self.back_button.setIcon(icon("arrow-left"))
        self.back_button.setToolTip("Tillbaka till listan (Esc)")
        self.back_button.setAccessibleName("Tillbaka till listan")
        self.back_button.clicked.connect(self._session.actions.close_case.trigger)
        row.addWidget(self.back_button)
        row.addWidget(self.facts, 1)
        self.references_column.setContentsMargins(0, 0, 0, 0)
        self.references_column.setSpacing(4)
        section = FormSection("Planer och ansökningar som hänvisar hit")
        section.add(self.references, wide=True)
        self.form.add_section(REFERENCES, section)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.warning_strip)
        column.addWidget(self.form, 1)
        self.warning_strip.hide()

    # --- showing ----------------------------------------------------------------------------------

    @property
    def uid(self) -> UUID | None:
        return self.view.uid if self.view is not None else None

    @property
    def stack(self) -> QUndoStack | None:
        return self._stacks.get(self.uid) if self.uid is not None else None

    @property
    def title(self) -> str:
        """'Boendedialog BD-2015-01, Rinkeby torg'."""
        if self.view is None:
            return ""
        draft = self.view.draft
        name = f"Boendedialog {draft.number}".rstrip()
        return f"{name}, {draft.area}" if draft.area else name

    def open(self, uid: UUID) -> None:
        """Show a dialogue. Raises NotFound when it is gone."""
        self.show_view(self._session.bench.dialogues.load(uid))

    def reload(self) -> None:
        if self.uid is not None:
            self.open(self.uid)

    def show_view(self, view: DialogueView) -> None:
        self.view = view
        self.form.load(view, stack=self._stacks[view.uid])
        self.warning_strip.show_text(" ".join(view.warnings), "warning")
        self.warning_strip.setVisible(bool(view.warnings))
        self.facts.setText(self._facts(view))
        self._show_references(view)
        self.loaded.emit()

    def _facts(self, view: DialogueView) -> str:
        draft = view.draft
        parts = [
            self._session.bench.programme.organisation_name(draft.board) if draft.board else "",
            swedish.iso_date(draft.day) if draft.day else "",
            draft.form,
        ]
        return " · ".join(part for part in parts if part)

    def _show_references(self, view: DialogueView) -> None:
        while (item := self.references_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        boards = {row.uid: row.board_name for row in self._session.bench.queries.plans()} if view.plans else {}
        for plan in view.plans:
            text = f"Handlingsplan {boards.get(plan.uid, '')}, version {plan.plan_version or swedish.EMPTY} · {plan.state.label}"
            self._add_link(text, "plan", plan.uid)
        for case in view.applications:
            text = f"{case.registry_number or case.case_number} {case.title or 'utan namn'} · {case.state.label}"
            self._add_link(text, "application", case.uid)
        if not view.plans and not view.applications:
            self.references_column.addWidget(PlainLabel(NO_REFERENCES, "muted", wrap=True))

    def _add_link(self, text: str, kind: str, uid: UUID) -> None:
        link = LinkButton(text)
        link.clicked.connect(lambda: self._session.navigate.emit(kind, uid))
        self.references_column.addWidget(link)

    def focus_first(self) -> None:
        self.form.show_section(0)

    def focus_field(self, ref: FieldRef) -> None:
        self.form.focus_field(ref)

    def commit(self) -> None:
        """Store the field being edited, before the dialogue goes out of view."""
        self.form.commit()
