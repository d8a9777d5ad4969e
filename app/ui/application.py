"""Starts the window: Qt's application, Swedish, fonts, hooks; the services are read in after the first paint."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

import app
from app import paths
from app.ui.actions import Actions
from app.ui.faults import FaultCatcher, start_log
from app.ui.garbage import GarbageCollector
from app.ui.jobs import JobRunner
from app.ui.main_window import MainWindow
from app.ui.messages import Messages
from app.ui.qt_swedish import install_swedish
from app.ui.session import Session
from app.ui.settings import RECENT, TEXT_SIZE, THEME, WHO, Settings
from app.ui.theme import Theme

DISPLAY_NAME = "Sammanhållen"
_BUNDLED_POINTS = 9.5


def make_application(arguments: list[str] | None = None) -> QApplication:
    """The QApplication in the program's dress: Fusion, Swedish, a font that has å, ä and ö."""
    QLocale.setDefault(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
    application = QApplication(arguments or sys.argv[:1])
    application.setApplicationName(paths.APPLICATION)
    application.setApplicationDisplayName(DISPLAY_NAME)
    application.setApplicationVersion(app.__version__)
    application.setDesktopFileName("sammanhallen")
    application.setStyle("Fusion")
    install_swedish(application)
    if application.platformName() == "offscreen" or not QFontDatabase.families():
        use_bundled_font(application)
    return application


def use_bundled_font(application: QApplication) -> None:
    """Liberation Sans from resources, for pictures and for systems without fonts."""
    families: list[str] = []
    for file in sorted((paths.resources_folder() / "fonts").glob("LiberationSans-*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if families:
        font = QFont(families[0])
        font.setPointSizeF(_BUNDLED_POINTS)
        application.setFont(font)


def system_user() -> str:
    """The name the computer knows the user by, the default at the first start."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return os.environ.get("USERNAME", "")


def last_store(settings: Settings) -> Path | None:
    """The store that was open last, if it is still there."""
    recent = settings.get(RECENT)
    path = Path(recent[0]) if recent else None
    return path if path is not None and path.is_file() else None


class Start(QObject):
    """What happens once the empty window has been painted: who, then which store."""

    def __init__(self, window: MainWindow, store: Path | None, who: str | None) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._who = who

    def begin(self) -> None:
        session = self._window.session
        session.who = self._who or session.settings.get(WHO)
        if session.who:
            self._open()
            return
        from app.ui.dialogs.person import PersonDialog

        dialog = PersonDialog(system_user(), self._window)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, name: str) -> None:
        self._window.session.who = name
        self._window.session.settings.set(WHO, name)
        self._open()

    def _open(self) -> None:
        self._window.start(self._store or last_store(self._window.session.settings))


def make_window(application: QApplication, settings: Settings, jobs: JobRunner, messages: Messages | None = None) -> MainWindow:
    """The window with its session, not yet shown and with no store; tests give messages that only record."""
    theme = Theme(application, settings.get(THEME), settings.get(TEXT_SIZE))
    theme.apply()
    session = Session(jobs, settings, messages or Messages(settings), Actions())
    return MainWindow(session, theme)


def run_window(store: Path | None, who: str | None) -> int:
    """Open the window on a store (None: the last one, or a welcome) and stay until it is closed."""
    start_log(paths.log_folder())
    application = make_application()
    collector = GarbageCollector()
    jobs = JobRunner()
    window = make_window(application, Settings(), jobs)
    catcher = FaultCatcher(window.session.messages.fault)
    catcher.install()
    start = Start(window, store, who)
    window.painted.connect(start.begin)
    window.show()
    status = application.exec()
    jobs.shut_down()
    collector.stop()
    catcher.uninstall()
    return status
