"""The one window: menus, navigation, head line, workspaces and status line around a session."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app import paths
from app.ui import menus
from app.ui.dropped_files import WorkbookDrop
from app.ui.file_commands import FileCommands
from app.ui.head_line import HeadLine, SearchButton
from app.ui.history import History, Place
from app.ui.icons import icon
from app.ui.job_strip import JobStrip
from app.ui.jobs import Job
from app.ui.navigation import Navigation
from app.ui.session import Session
from app.ui.settings import GEOMETRY, TEXT_SIZE, THEME
from app.ui.status_line import StatusLine
from app.ui.theme import MODES, TEXT_SIZES, Theme
from app.ui.views.base import Workspace
from app.ui.views.opening import OpeningPage
from app.ui.widgets.strip import Strip
from app.ui.widgets.verdict_changes import VerdictChanges
from app.ui.workspaces import WORKSPACES, WorkspaceInfo

if TYPE_CHECKING:
    from app.domain.views import Changes, ReadOnly

log = logging.getLogger(__name__)

TITLE = "Sammanhållen"
WORKSPACE_OF = {  # where what `Session.navigate` names is shown; all else in Programmet
    "application": "applications", "list": "applications", "plan": "plans", "dialogue": "plans", "district": "risk_index",
}  # fmt: skip
_FIRST_SIZE = (1240, 720)
_LEAST_HEIGHT = 420
# Without a store only these can be given; the others follow the store and the workspace in view.
_ALWAYS = {"new_store", "open_store", "quit", "show_person", "help", "about", "text_size", "theme"}


class WorkspaceStack(QStackedWidget):
    """The workspaces; a tall one that is not in view must not make the window taller than a small laptop's screen."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), _LEAST_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        return False


class MainWindow(QMainWindow):
    """`painted` comes once, after the first paint; `settled` when a store's first workspace is shown."""

    painted = Signal()
    settled = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.history = History()
        self._was_painted = False
        self._is_travelling = False
        self._is_leaving = False
        self._views: dict[str, Workspace] = {}
        self._current: Workspace | None = None
        self._help: Any = None
        self._palette: Any = None
        self.files = FileCommands(session, self)
        session.messages.window = self
        self._build()
        self._connect()
        theme.dress(self)
        self._restore_geometry()
        self.update_actions()

    # --- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        actions = self.session.actions
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icon("sammanhallen", "accent"))
        menus.fill_menu_bar(self.menuBar(), actions, self.files.recent_menu)
        self.addActions([action for _spec, action in actions.items()])
        self.navigation = Navigation([(actions.named(f"workspace_{one.number}"), one.number) for one in WORKSPACES], actions.help)
        self.search_button = SearchButton(actions.command_palette)
        self.head = HeadLine()
        self.opening_page = OpeningPage(actions)
        self.stack = WorkspaceStack()
        self.stack.addWidget(self.opening_page)
        self.read_only_strip = Strip(closable=False)
        self.message_strip = Strip()
        self._strips = QVBoxLayout()
        self._strips.setSpacing(0)
        self.verdict_changes = VerdictChanges()
        for strip in (self.read_only_strip, self.message_strip, self.verdict_changes):
            strip.hide()
            self._strips.addWidget(strip)
        page = QVBoxLayout()
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.head)
        page.addLayout(self._strips)
        page.addWidget(self.stack, 1)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(page, 1)
        self.setCentralWidget(centre)
        self.menuBar().setCornerWidget(self.search_button)
        self.status_line = StatusLine(self.session)
        self.setStatusBar(self.status_line)
        self.head.hide()
        self.opening_page.show_loading("")

    def _connect(self) -> None:
        session, actions = self.session, self.session.actions
        session.opened.connect(self._on_opened)
        session.refused.connect(self._on_refused)
        session.closing.connect(self._on_closing)
        session.closed.connect(self._on_closed)
        session.changed.connect(self._on_changed)
        session.navigate.connect(self.go)
        session.job_started.connect(self._on_job_started)
        session.messages.stripped.connect(self._on_stripped)
        session.messages.strip_cleared.connect(self.message_strip.hide)
        self.verdict_changes.case_chosen.connect(lambda uid: self.go("application", (uid, "rules")))
        self.opening_page.retry_requested.connect(session.open)
        self.opening_page.sample_requested.connect(self.files.open_sample)
        self.drop = WorkbookDrop(self, lambda: session.is_open, self.files.import_form)
        for one in WORKSPACES:
            actions.named(f"workspace_{one.number}").triggered.connect(lambda _on=False, key=one.key: self.show_workspace(key))
        for spec, action in actions.items():
            if spec.scoped:
                action.triggered.connect(lambda _on=False, name=spec.name: self._give(name))
        for name in ("new_application", "import_form"):
            actions.named(name).triggered.connect(lambda _on=False, name=name: self._give_in("applications", name))
        actions.copy_rows.triggered.connect(self._copy)
        actions.back.triggered.connect(self.go_back)
        actions.forward.triggered.connect(self.go_forward)
        actions.command_palette.triggered.connect(self.show_palette)
        actions.help.triggered.connect(self.show_help)
        actions.about.triggered.connect(self._show_about)
        actions.quit.triggered.connect(self.close)
        self._connect_undo()
        self._connect_looks()

    def _connect_undo(self) -> None:
        group, actions = self.session.undo_group, self.session.actions
        actions.undo.triggered.connect(group.undo)
        actions.redo.triggered.connect(group.redo)
        for signal in (group.canUndoChanged, group.canRedoChanged, group.undoTextChanged, group.redoTextChanged):
            signal.connect(self._show_undo)

    def _connect_looks(self) -> None:
        actions = self.session.actions
        for percent in TEXT_SIZES:
            action = actions.named(f"text_size_{percent}")
            action.setChecked(self.theme.text_size == percent)
            action.triggered.connect(lambda _on=False, percent=percent: self._set_text_size(percent))
        for mode in MODES:
            action = actions.named(f"theme_{mode}")
            action.setChecked(self.theme.mode == mode)
            action.triggered.connect(lambda _on=False, mode=mode: self._set_theme(mode))

    # --- opening and closing a store ---------------------------------------------------------

    def start(self, store: Path | None) -> None:
        """Open a store, or welcome who has none."""
        if store is None:
            self.opening_page.show_welcome(has_sample=paths.sample_store().exists())
            return
        self.opening_page.show_loading(store.name)
        self.session.open(store)

    def _on_opened(self) -> None:
        bench = self.session.bench
        self.setWindowTitle(f"{bench.store_name} – {TITLE}")
        self._show_read_only(bench.read_only)
        self.message_strip.hide()
        self.head.show()
        state = self.session.settings.store_state(bench.path)
        key = str(state.get("workspace", ""))
        places = state.get("places", {})
        self.show_workspace(key if key in {one.key for one in WORKSPACES} else WORKSPACES[0].key)
        if self._current is not None and isinstance(places, dict) and isinstance(places.get(key), dict):
            self._travel(Place(self._current.key, places[key]))
        self._remember()
        self.refresh_frame()
        self._tell_of_unsaved()
        self.settled.emit()

    def _tell_of_unsaved(self) -> None:
        from app.ui.views.case import tell_of_unsaved

        tell_of_unsaved(self.session)

    def _on_refused(self, path: Path, error: Exception) -> None:
        self._empty()
        self.opening_page.show_refused(path, error)
        self.update_actions()

    def _on_closing(self) -> None:
        bench = self.session.bench
        for view in self._views.values():
            view.left()
        places = {key: view.location() for key, view in self._views.items()}
        current = self._current.key if self._current else ""
        self.session.settings.set_store_state(bench.path, {"workspace": current, "places": places})

    def _on_closed(self) -> None:
        self._empty()
        self.opening_page.show_loading("")

    def _empty(self) -> None:
        self.stack.setCurrentWidget(self.opening_page)
        self.head.hide()
        self.read_only_strip.hide()
        self.message_strip.hide()
        self.verdict_changes.clear()
        self._current = None
        for view in self._views.values():
            self.stack.removeWidget(view)
            view.deleteLater()
        self._views.clear()
        self.history.clear()
        self.setWindowTitle(TITLE)

    def _show_read_only(self, read_only: ReadOnly | None) -> None:
        if read_only is None:
            self.read_only_strip.hide()
            return
        self.read_only_strip.show_text(read_only.text, "warning")
        self.read_only_strip.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_leaving:
            event.accept()
            return
        if not all(view.left() for view in self._views.values()):
            event.ignore()
            return
        self._is_leaving = True
        self.session.settings.set(GEOMETRY, bytes(self.saveGeometry().data()))
        self.session.close()
        if self._help is not None:
            self._help.close()
        self.session.settings.save()
        event.accept()

    # --- workspaces --------------------------------------------------------------------------

    @property
    def current(self) -> Workspace | None:
        """The workspace in view."""
        return self._current

    def view(self, key: str) -> Workspace:
        """The workspace with this key, built at its first visit."""
        found = self._views.get(key)
        if found is None:
            found = self._info(key).build(self.session)
            self._views[key] = found
            self.stack.addWidget(found)
            found.head_changed.connect(self._on_view_changed)
            found.commands_changed.connect(self._on_view_changed)
            found.location_changed.connect(self._on_location_changed)
            found.refresh()
        return found

    def show_workspace(self, key: str) -> Workspace | None:
        """Bring a workspace into view, unless the one in view must not be left."""
        if not self.session.is_open:
            return None
        view = self.view(key)
        if self._current is view:
            self._tick(key)
            return view
        if self._current is not None and not self._current.left():
            self._tick(self._current.key)
            return None
        if self._current is not None:
            self.session.messages.clear_strip()  # what was said of the workspace that is left
        self._current = view
        self.stack.setCurrentWidget(view)
        self._tick(key)
        view.shown()
        self._on_view_changed()
        self._remember()
        return view

    def go(self, kind: str, target: Any) -> None:
        """Where `Session.navigate` leads."""
        if kind == "help":
            self.show_help(target)
            return
        key = WORKSPACE_OF.get(kind, "programme")
        if kind == "workspace":
            self.show_workspace(str(target))
            return
        view = self._show_quietly(key)
        if view is None:
            return
        uid, tab = target if isinstance(target, tuple) else (target, "")
        if kind in ("application", "plan", "dialogue") and isinstance(uid, str):
            uid = UUID(uid)
        view.open_record(uid, kind if kind in ("dialogue", "list") else tab)
        self._remember()

    def _show_quietly(self, key: str) -> Workspace | None:
        """Bring a workspace into view on the way to one of its records: not a step of its own for Alt+Left."""
        before, self._is_travelling = self._is_travelling, True
        try:
            return self.show_workspace(key)
        finally:
            self._is_travelling = before

    def go_back(self) -> None:
        if self.history.can_go_back:
            self._travel(self.history.back())

    def go_forward(self) -> None:
        if self.history.can_go_forward:
            self._travel(self.history.forward())

    def _travel(self, place: Place) -> None:
        self._is_travelling = True
        try:
            view = self.show_workspace(place.workspace)
            if view is not None:
                view.go_to(place.location)
        finally:
            self._is_travelling = False
        self._on_view_changed()

    def _remember(self) -> None:
        if self._current is not None and not self._is_travelling:
            self.history.visit(Place(self._current.key, self._current.location()))
        self.update_actions()

    def _tick(self, key: str) -> None:
        self.session.actions.named(f"workspace_{self._info(key).number}").setChecked(True)

    @staticmethod
    def _info(key: str) -> WorkspaceInfo:
        return next(one for one in WORKSPACES if one.key == key)

    def _on_view_changed(self) -> None:
        if self._current is not None:
            self.head.show_place(self._current.head_title(), self._current.toolbar_actions(), self._current.head_aside())
        self.update_actions()

    def _on_location_changed(self) -> None:
        if self.sender() is self._current or self.sender() is None:
            self._remember()
            self._on_view_changed()

    def _on_changed(self, changes: Changes) -> None:
        for view in list(self._views.values()):
            view.changes_arrived(changes)
        if changes.kinds & {"plan", "dialogue"}:
            self.verdict_changes.add(changes.verdicts)
        self.refresh_frame()

    # --- actions -----------------------------------------------------------------------------

    def update_actions(self) -> None:
        """Turn each command on or off after the store and the workspace in view."""
        is_open, is_writable = self.session.is_open, self.session.is_writable
        commands = self._current.commands() if self._current is not None else {}
        for spec, action in self.session.actions.items():
            if spec.name in ("undo", "redo", "back", "forward"):
                continue
            allowed = spec.name in _ALWAYS or spec.choice in _ALWAYS or is_open
            if spec.writes:
                allowed = allowed and is_writable
            if spec.scoped:
                allowed = allowed and spec.name in commands and self._current is not None and self._current.is_command_enabled(spec.name)
            action.setEnabled(bool(allowed))
        self.session.actions.back.setEnabled(is_open and self.history.can_go_back)
        self.session.actions.forward.setEnabled(is_open and self.history.can_go_forward)
        self._show_undo()
        self.status_line.refresh()

    def refresh_frame(self) -> None:
        """Count the frame anew, away from the window."""
        bench = self.session.workbench
        if bench is not None:
            self.session.jobs.start(lambda _progress: bench.queries.overview().frame).then(
                self.status_line.refresh, self.session.messages.show
            )

    def _give(self, name: str) -> None:
        if self._current is not None:
            command = self._current.commands().get(name)
            if command is not None:
                command()

    def _give_in(self, key: str, name: str) -> None:
        view = self.show_workspace(key)
        if view is not None:
            command = view.commands().get(name)
            if command is not None:
                command()

    def _copy(self) -> None:
        widget = QApplication.focusWidget()
        for name in ("copy_rows", "copy"):
            method = getattr(widget, name, None)
            if callable(method):
                method()
                return
        self._give("copy_rows")

    def _show_undo(self) -> None:
        group, actions, writable = self.session.undo_group, self.session.actions, self.session.is_writable
        actions.undo.setEnabled(writable and group.canUndo())
        actions.redo.setEnabled(writable and group.canRedo())
        actions.undo.setText(f"&Ångra: {group.undoText()}" if group.canUndo() and group.undoText() else "&Ångra")
        actions.redo.setText(f"&Gör om: {group.redoText()}" if group.canRedo() and group.redoText() else "&Gör om")

    def _set_text_size(self, percent: int) -> None:
        self.session.settings.set(TEXT_SIZE, percent)
        self.theme.set_text_size(percent)

    def _set_theme(self, mode: str) -> None:
        self.session.settings.set(THEME, mode)
        self.theme.set_mode(mode)

    # --- strips, help and search -------------------------------------------------------------

    def _on_stripped(self, text: str, kind: str) -> None:
        self.message_strip.show_text(text, kind)
        self.message_strip.show()

    def _on_job_started(self, job: Job, title: str) -> None:
        self._strips.addWidget(JobStrip(job, title, self))

    def show_help(self, page: object = "") -> None:
        """The handbook, at the page given or at the one for what is in view."""
        from app.ui.help_window import HelpWindow

        if self._help is None:
            self._help = HelpWindow(paths.handbook_folder(), self.session.settings)
            self.theme.dress(self._help)
        target = page if isinstance(page, str) and page else ""
        if not target and self._current is not None:
            anchor = self._current.help_anchor()
            target = f"{self._current.help_page}#{anchor}" if anchor else self._current.help_page
        self._help.open_page(target or "index")

    def show_palette(self) -> None:
        from app.ui.palette import CommandPalette

        if self._palette is None:
            self._palette = CommandPalette(self.session, self)
        self._palette.open_palette()

    def _show_about(self) -> None:
        from app.ui.dialogs.about import AboutDialog

        AboutDialog(self).exec()

    # --- Qt ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.navigation.set_room(self.width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "navigation"):
            self.navigation.set_room(self.width())

    def _restore_geometry(self) -> None:
        stored = self.session.settings.get(GEOMETRY)
        if not stored or not self.restoreGeometry(stored):
            room = self.screen().availableSize()
            self.resize(min(_FIRST_SIZE[0], room.width()), min(_FIRST_SIZE[1], room.height()))
