"""The tab Tidigare: the nearest earlier cases and grants with the reasons, and how the case is filed as standing to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish, workflow
from app.domain.earlier import EarlierHit, Nearest
from app.domain.views import CaseView
from app.domain.vocabulary import ApplicationState
from app.errors import NotFound, RuleViolation
from app.ui.forms.choice_editors import FlowLayout
from app.ui.icons import icon
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.views.earlier_detail import EarlierDetail
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from app.ui.session import Session

REGISTERING = (
    ApplicationState.DRAFT, ApplicationState.IN_LOCAL_STEERING_GROUP, ApplicationState.LOCALLY_APPROVED,
    ApplicationState.IN_DISTRICT_BOARD, ApplicationState.SUBMITTED, ApplicationState.FORMAL_CHECK, ApplicationState.AWAITING_SUPPLEMENT,
)  # fmt: skip
EMPTY = "Inga liknande ärenden"
_RIGHT = Qt.AlignmentFlag.AlignRight


def news_text(count: int) -> str:
    what = "ett tidigare ärende" if count == 1 else f"{swedish.integer(count)} tidigare ärenden"
    return f"Ansökan liknar {what} som ingen har tagit ställning till."


def looked_through(found: Nearest) -> str:
    """'Jämfört med 36 ärenden och 212 bidrag 2007–2014.'"""
    cases = "1 tidigare ärende" if found.cases == 1 else f"{swedish.integer(found.cases)} tidigare ärenden"
    return f"Jämfört med {cases} och {swedish.integer(found.grants)} bidrag 2007–2014."


def _word(hit: EarlierHit) -> str:
    if hit.relation is not None:
        return hit.relation.kind.label
    return "Att ta ställning" if hit.is_news else swedish.EMPTY


def _icon(hit: EarlierHit) -> Any:
    if hit.relation is not None:
        return icon("circle-check", "ok")
    return icon("circle-help", "insufficient") if hit.is_news else None


def _name(hit: EarlierHit) -> str:
    """The title first: it is what is recognised where the room is short."""
    return " · ".join(part for part in (hit.matter.title, hit.matter.number) if part) or hit.matter.name


def _tip(hit: EarlierHit) -> str:
    return f"{hit.matter.name}. {hit.likeness.explanation}."


COLUMNS: tuple[Column[EarlierHit], ...] = (
    Column("Likhet", lambda hit: round(hit.likeness.score, 2), lambda value: swedish.decimal(value, 2), align=_RIGHT, tip=_tip, width=62),
    Column("Tidigare ärende eller bidrag", _name, tip=_tip, width=150, stretch=True, header="Tidigare"),
    Column("År", lambda hit: hit.matter.year, lambda year: swedish.EMPTY if year is None else str(year), tip=_tip, width=48, drop=1),
    Column("Samband", _word, icon=_icon, tip=_tip, width=132),
)


def _asked_of(view: CaseView) -> tuple[object, ...]:
    """What decides which earlier cases are near."""
    draft = view.draft
    boards = (draft.applicant, draft.co_applicant, draft.districts)
    return (view.uid, *boards, draft.title, draft.purpose, draft.amount_applied, view.evidence.related)


class EarlierTab(QWidget):
    """Asks what is near when the case is read; `found(number)` tells how many nobody has taken a stand on."""

    found = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self._nearest: Nearest | None = None
        self._asked: tuple[object, ...] = ()  # what the last question rested on
        self._added: dict[UUID, EarlierHit] = {}  # looked up by number
        self._dismissed: set[UUID] = set()
        self._read_only = False
        self.strip = Strip("", "info")
        show = QPushButton("Visa")
        show.clicked.connect(self._show_tab)
        self.strip.add_button(show)
        self.strip.closed.connect(self._on_dismissed)
        self.strip.hide()
        self.model: RowTableModel[EarlierHit] = RowTableModel(COLUMNS, self, key=lambda hit: hit.matter.uid)
        self.table = RecordTable(self.model, "Tidigare ärenden och bidrag")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.detail = EarlierDetail(session)
        self.looked = PlainLabel("", "muted", wrap=True)
        self.later = QVBoxLayout()
        self.later.setSpacing(2)
        self.add_button = QPushButton("Annat ärende …")
        self.template_button = QPushButton("Spara tom bidragslista …")
        self.empty = EmptyState(EMPTY, "", session.actions.import_grants, icon_name="history")
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 10, 8, 12)
        column.setSpacing(6)
        column.addWidget(self.table, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.detail)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 4)
        splitter.setStretchFactor(1, 5)
        splitter.setSizes([430, 560])
        self.pages.addWidget(splitter)
        self.pages.addWidget(self.empty)
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(16, 4, 16, 10)
        below.setSpacing(4)
        below.addLayout(self.later)
        holder = QWidget()
        flow = FlowLayout(holder, 8)
        for button in (self.add_button, ActionButton(self._session.actions.import_grants), self.template_button):
            flow.addWidget(button)
        below.addWidget(self.looked)
        below.addWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pages, 1)
        layout.addWidget(foot)

    def _connect(self) -> None:
        self.table.row_selected.connect(self._on_selected)
        self.table.opened.connect(self._on_opened)
        self.detail.opened.connect(self._open_case)
        self.add_button.clicked.connect(self.add_other)
        self.template_button.clicked.connect(self._on_template)

    # --- reading -----------------------------------------------------------------------------

    def load(self, view: CaseView, *, read_only: bool) -> None:
        if self._view is None or self._view.uid != view.uid:
            self._added.clear()
            self._nearest = None
            self.model.set_rows(())
            self.detail.clear()
            self.strip.hide()
        self._view, self._read_only = view, read_only
        if self.isVisible() or (view.state in REGISTERING and self._asked != _asked_of(view)):
            self.read()

    def read(self) -> None:
        """Ask what is near, away from the window."""
        if self._view is None or not self._session.is_open:
            return
        earlier, uid = self._session.bench.earlier, self._view.uid
        self._asked = _asked_of(self._view)
        self._session.jobs.start(lambda _progress: earlier.nearest(uid)).then(lambda found: self._show(uid, found), self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        """A case that has just been hidden or removed is told of by the page around."""
        if not isinstance(error, NotFound):
            self._session.messages.show(error)

    def _show(self, uid: UUID, found: Nearest) -> None:
        if self._view is None or self._view.uid != uid:
            return  # another case has been opened meanwhile
        self._nearest = found
        here = {hit.matter.uid for hit in found.hits}
        self._added = {key: hit for key, hit in self._added.items() if key not in here}
        rows = (*found.hits, *self._added.values())
        self.model.refresh_rows(rows)
        self.looked.setText(looked_through(found))
        self.empty.show_text(EMPTY, f"{looked_through(found)} Inget av dem liknar ansökan till nämnd, stadsdelar, ordval eller belopp.")
        self.pages.setCurrentIndex(0 if rows else 1)
        if rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._on_selected(self.table.current_row())
        self._show_later(found)
        self._show_strip(found.news)
        self.found.emit(found.news)

    def _show_strip(self, news: int) -> None:
        """At registration, until somebody has taken a stand or put the strip away."""
        view = self._view
        is_due = view is not None and news > 0 and view.state in REGISTERING and view.uid not in self._dismissed
        if is_due:
            self.strip.show_text(news_text(news), "info")
        self.strip.setVisible(is_due and self._session.is_writable and not self.isVisible())

    def showEvent(self, event: QShowEvent) -> None:
        """The strip has led here; it stands over the other tabs only."""
        super().showEvent(event)
        self.strip.hide()
        self.read()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._nearest is not None:
            self._show_strip(self._nearest.news)

    def _show_later(self, found: Nearest) -> None:
        while self.later.count():
            item = self.later.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in found.later[:5]:
            button = LinkButton(f"Senare ärende: {one.name} är registrerat som {one.kind.label.lower()} i förhållande till det här.")
            button.clicked.connect(lambda _on=False, uid=one.uid: self._open_case(uid))
            self.later.addWidget(button)

    # --- acting ------------------------------------------------------------------------------

    def add_other(self) -> None:
        """Look a case up by its number, to compare it and file it."""
        if self._view is None:
            return
        ask = self._session.messages.ask_text
        name = ask("Annat ärende", "Diarienummer eller ärendenummer, till exempel 2015-017", "Visa ärendet")
        if not name:
            return
        bench, uid = self._session.bench, self._view.uid
        try:
            hit = bench.earlier.hit(uid, bench.cases.resolve(name))
        except (NotFound, RuleViolation) as error:
            self._session.messages.show(error)
            return
        self._added[hit.matter.uid] = hit
        if self._nearest is not None:
            self._show(uid, self._nearest)
        self.table.select_key(hit.matter.uid)
        self.table.setFocus()

    def _on_template(self) -> None:
        from app.ui.dialogs.grants_import import save_template

        save_template(self._session)

    def _on_selected(self, hit: EarlierHit | None) -> None:
        if hit is None or self._view is None:
            self.detail.clear()
            return
        if not self.isVisible():  # compared when the tab is looked at
            return
        can_write = self._session.is_writable and not self._read_only and workflow.is_open(self._view.state)
        self.detail.show_hit(self._view.uid, hit, can_write=can_write)

    def _on_opened(self, hit: EarlierHit) -> None:
        if hit.matter.is_grant:
            self.detail.kind.setFocus()
        else:
            self._open_case(hit.matter.uid)

    def _open_case(self, uid: UUID) -> None:
        self.commit()
        self._session.navigate.emit("application", uid)

    def _show_tab(self) -> None:
        if self._view is not None:
            self._session.navigate.emit("application", (self._view.uid, "earlier"))

    def _on_dismissed(self) -> None:
        if self._view is not None:
            self._dismissed.add(self._view.uid)

    def focus_first(self) -> None:
        (self.table if self.model.rowCount() else self.add_button).setFocus()

    def commit(self) -> None:
        """Store a note that has not been left."""
        self.detail.commit()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {"copy_rows": self.table.copy_rows}

    def is_command_enabled(self, name: str) -> bool:
        return True
