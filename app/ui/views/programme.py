"""Programmet: who is responsible for what, as a tree with its explanation beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.domain.views import Changes
from app.ui.handbook import anchor_of
from app.ui.session import Session
from app.ui.views.base import Location, Workspace
from app.ui.views.programme_model import KeyRole, ProgrammeFilter, ProgrammeModel
from app.ui.views.programme_nodes import Block, Detail, ProgrammeTree
from app.ui.views.rule_page import RuleCasesPanel
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.later_page import LaterPage
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.section import Section

_FIRST = "part:goals"
TREE = "tree"


def _people(session: Session) -> Any:
    from app.ui.views.people_page import PeoplePage

    return PeoplePage(session)


def _rubric(session: Session) -> Any:
    from app.ui.views.rubric_page import RubricPage

    return RubricPage(session)


def _meetings(session: Session) -> Any:
    from app.ui.views.meetings_page import MeetingsPage

    return MeetingsPage(session)


def _office(session: Session) -> Any:
    from app.ui.views.office_page import OfficePage

    return OfficePage(session)


PAGES: tuple[tuple[str, str, Callable[[Session], Any]], ...] = (
    ("people", "Personer", _people),
    ("rubric", "Bedömningsgrunder", _rubric),
    ("meetings", "Möten", _meetings),
    ("office", "Inställningar", _office),
)  # key, title, how the page is built at its first visit
_ROOMY = 62  # characters across the tree that leave room for two columns


class DetailPane(QScrollArea):
    """What the chosen node says; `followed(key)` when one of its lines is chosen."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Förklaring")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_detail(self, detail: Detail, more: QWidget | None = None) -> None:
        """Show a node; `more` follows its blocks."""
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        column.addWidget(PlainLabel(detail.kind, "muted"))
        column.addWidget(PlainLabel(detail.title, "heading", wrap=True, selectable=True))
        if detail.badges:
            row = QHBoxLayout()
            row.setSpacing(8)
            for text, kind in detail.badges:
                row.addWidget(StateBadge(text, kind))
            row.addStretch(1)
            column.addLayout(row)
        if detail.about:
            column.addWidget(PlainLabel(detail.about, wrap=True, selectable=True))
        for block in detail.blocks:
            column.addSpacing(8)
            column.addWidget(self._block(block))
        if more is None:
            column.addStretch(1)
        else:
            section = Section("Ärenden efter utfall")
            section.add(more)
            column.addSpacing(8)
            column.addWidget(section, 1)
        page.setAccessibleName(f"{detail.kind}: {detail.title}")
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()  # it may hold the very button whose click led here
        self.setWidget(page)
        self.verticalScrollBar().setValue(0)

    def _block(self, block: Block) -> QWidget:
        section = Section(block.title)
        if block.text:
            section.add(PlainLabel(block.text, wrap=True, selectable=True))
        if block.links:
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(2)
            grid.setColumnStretch(0, 3)
            grid.setColumnStretch(1, 2)
            for number, link in enumerate(block.links):
                shown = f"{number + 2}. {link.text}" if block.numbered else link.text
                button = LinkButton(shown)
                button.setAccessibleName(f"{block.title}: {link.text}")
                button.clicked.connect(lambda _checked=False, key=link.key: self.followed.emit(key))
                if link.note:
                    note = PlainLabel(link.note, "muted", wrap=True)
                    note.setMargin(4)
                    grid.addWidget(button, number, 0)
                    grid.addWidget(note, number, 1)
                else:
                    grid.addWidget(button, number, 0, 1, 2)
            section.add_layout(grid)
        return section


class ProgrammeWorkspace(Workspace):
    """The tree with its explanation, and beside it the pages where people, criteria, meetings and words are kept."""

    key: ClassVar[str] = "programme"
    title: ClassVar[str] = "Programmet"
    number: ClassVar[int] = 7
    help_page: ClassVar[str] = "programmet"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._tree = ProgrammeTree(session.bench.programme)
        self.model = ProgrammeModel(self._tree, self)
        self.filter = ProgrammeFilter(self.model, self)
        self.filter_field = SearchField("Filtrera: nämnd, delmål, stadsdel, regel …")
        self.view = self._make_view()
        self.pane = DetailPane()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 16, 12, 16)
        column.setSpacing(8)
        column.addWidget(self.filter_field)
        column.addWidget(self.view, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 4)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([540, 420])
        self._pages: dict[str, LaterPage[Any]] = {key: LaterPage(partial(build, session)) for key, _title, build in PAGES}
        self.rule_cases: RuleCasesPanel | None = None
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Programmets sidor")
        self.tabs.addTab(splitter, "Mål och ansvar")
        for key, title, _build in PAGES:
            self.tabs.addTab(self._pages[key], title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._on_tab)
        self.filter_field.searched.connect(self._on_filter)
        self.filter_field.descended.connect(self.view.setFocus)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.pane.followed.connect(self.follow)
        self.select(_FIRST)
        self.view.expand(self.view.currentIndex())

    def _make_view(self) -> QTreeView:
        view = QTreeView()
        view.setModel(self.filter)
        view.setAccessibleName("Programmets delar")
        view.setUniformRowHeights(True)
        view.setAlternatingRowColors(False)
        view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        view.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        view.header().setStretchLastSection(False)
        view.header().resizeSection(1, 170)
        view.setIndentation(16)
        return view

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The second column gives way where text is large and the window small."""
        super().resizeEvent(event)
        self.view.setColumnHidden(1, self.width() * 0.56 < self.fontMetrics().averageCharWidth() * _ROOMY)

    # --- the frame's side --------------------------------------------------------------------

    @property
    def tab(self) -> str:
        number = self.tabs.currentIndex()
        return PAGES[number - 1][0] if number else TREE

    @property
    def page(self) -> Any | None:
        """The page in view, built at its first visit; None while the tree is."""
        return None if self.tab == TREE else self._pages[self.tab].page

    @property
    def _made_pages(self) -> list[Any]:
        return [one.made for one in self._pages.values() if one.made is not None]

    def show_tab(self, key: str) -> None:
        keys = [TREE, *(one for one, _title, _build in PAGES)]
        if key in keys:
            self.tabs.setCurrentIndex(keys.index(key))

    def _on_tab(self) -> None:
        page = self.page
        if page is not None:
            page.load()
        self.commands_changed.emit()
        self.location_changed.emit()

    def changes_arrived(self, changes: Changes) -> None:
        if self.rule_cases is not None and "application" in changes.kinds:
            self.rule_cases.read()
        for page in self._made_pages:
            page.changes_arrived(changes)

    def left(self) -> bool:
        for page in self._made_pages:
            page.commit()
        return True

    def shown(self) -> None:
        page = self.page
        if page is None:
            self.view.setFocus()
        else:
            page.load()
            page.focus_first()

    def open_record(self, uid: UUID | str, tab: str = "") -> None:
        """A rule id, or the key of an organisation, district, goal or sub-goal; or one of the pages, at a record."""
        if tab:
            self.show_tab(tab)
            select = getattr(self.page, "select", None)
            if callable(select):
                select(uid)
            return
        self.show_tab(TREE)
        for kind in ("rule", "organisation", "district", "sub_goal", "goal", "area", "criterion"):
            if f"{kind}:{uid}" in self._tree.by_key:
                self.follow(f"{kind}:{uid}")
                return

    def location(self) -> Location:
        return {"node": self.current_key(), "tab": self.tab}

    def go_to(self, location: Location) -> None:
        self.select(str(location.get("node", "")))
        self.show_tab(str(location.get("tab", TREE)))

    def commands(self) -> dict[str, Callable[[], Any]]:
        page = self.page
        return {"find": self.filter_field.setFocus} if page is None else dict(page.commands())

    def help_anchor(self) -> str:
        return "" if self.tab == TREE else anchor_of({key: title for key, title, _build in PAGES}[self.tab])

    # --- choosing ----------------------------------------------------------------------------

    def current_key(self) -> str:
        return str(self.view.currentIndex().data(KeyRole) or "")

    def select(self, key: str) -> bool:
        """Make a node current, taking away a filter that hides it."""
        source = self.model.index_of(key)
        if not source.isValid():
            return False
        if not self.filter.mapFromSource(source).isValid():
            self.filter_field.clear()
            self._on_filter("")
        index = self.filter.mapFromSource(source)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        return True

    def follow(self, key: str) -> None:
        """Go where a line of the explanation leads."""
        kind, _, name = key.partition(":")
        if kind == "index":
            self.session.navigate.emit("district", name)
        elif self.select(key):
            self.view.setFocus()
            self.location_changed.emit()

    def _on_current(self, index: QModelIndex) -> None:
        key = index.data(KeyRole)
        if key:
            self.pane.show_detail(self._tree.detail(key), self._cases_of(key))

    def _cases_of(self, key: str) -> RuleCasesPanel | None:
        """The cases under a rule, by outcome."""
        kind, _, name = key.partition(":")
        self.rule_cases = None
        if kind == "rule" and self.session.is_open:
            self.rule_cases = RuleCasesPanel(self.session, name)
            self.rule_cases.read()
        return self.rule_cases

    def _on_filter(self, text: str) -> None:
        self.filter.set_text(text)
        if text.strip():
            self.view.expandAll()
        elif self.view.currentIndex().isValid():
            self.view.scrollTo(self.view.currentIndex())
        if not self.view.currentIndex().isValid() and self.filter.rowCount():
            self.view.setCurrentIndex(self.filter.index(0, 0))
