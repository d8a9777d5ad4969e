"""Pictures of every workspace and state, taken of a copy of a store: to be looked at, and for README and handbook."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEventLoop, QPoint, QSize, QTimer
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from app.domain import swedish
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import PlanState
from app.errors import FileRefused
from app.ui import pictures_cases, pictures_index
from app.ui.application import make_application, make_window
from app.ui.jobs import JobRunner
from app.ui.settings import TEXT_SIZE, THEME, Settings

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

LAPTOP = QSize(1366, 768)
SMALL = QSize(1093, 614)  # the same laptop at 125 per cent
WHO = "Handläggaren"
PARTS = ("workspaces", "cases", "plans", "index", "over", "empty")  # what a round can be of; the welcome always
PLAN_TABS = (
    ("plan", "planen"), ("situation", "nulage"), ("objectives", "mal"), ("activities", "aktiviteter"), ("versions", "versioner"),
    ("cases", "ansokningar"),
)  # fmt: skip
_SETTLE_MS = 120
_MOST_TURNS = 20


@dataclass(frozen=True)
class Dress:
    """How the window is dressed for a round of pictures."""

    name: str
    size: QSize = LAPTOP
    theme: str = "light"
    text_size: int = 100
    scale: float = 1.0


DRESSES = (
    Dress("ljust"),
    Dress("morkt", theme="dark"),
    Dress("litet-150", size=SMALL, scale=1.5),
    Dress("stor-text", size=SMALL, text_size=140),
)


def take_pictures(store: Path, folder: Path, dresses: tuple[Dress, ...] = DRESSES, parts: tuple[str, ...] = PARTS) -> list[Path]:
    """Write a PNG of each workspace, dialog and state into the folder; the store itself is only copied. Returns the files."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = make_application()
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="sammanhallen-") as work:
        for dress in dresses:
            taken += _Round(application, dress, store, Path(work) / dress.name, folder).take(parts)
    return taken


class _Round:
    """One window in one dress, from the welcome to the last page."""

    def __init__(self, application: QApplication, dress: Dress, store: Path, work: Path, folder: Path) -> None:
        from app.services.store import copy_database

        work.mkdir()
        self.store = work / "exempel.sqlite"
        copy_database(store, self.store)
        self._dress = dress
        self._folder = folder
        self._taken: list[Path] = []
        settings = Settings(work / "settings.ini")
        settings.set(THEME, dress.theme)
        settings.set(TEXT_SIZE, dress.text_size)
        self._jobs = JobRunner()
        self.window = make_window(application, settings, self._jobs)
        self.window.resize(dress.size)
        self.window.session.who = WHO

    def take(self, parts: Sequence[str]) -> list[Path]:
        window = self.window
        window.show()
        self._start(window)
        self.sit_down(pictures_cases.caseworker(window.session.bench) or WHO)
        try:
            for part, take in (
                ("workspaces", self._workspaces),
                ("cases", lambda _window: pictures_cases.take_all(self)),
                ("plans", self._plans),
                ("index", lambda _window: pictures_index.take_all(self)),
                ("over", self._over_everything),
                ("empty", lambda _window: self._empty()),
            ):
                if part in parts:
                    take(window)
        finally:
            window.close()
            self._jobs.shut_down()
            window.deleteLater()
        return self._taken

    def _empty(self) -> None:
        pictures_cases.take_empty(self)
        pictures_index.take_empty(self)

    def _start(self, window: MainWindow) -> None:
        window.start(None)
        self.picture("valkommen")
        window.opening_page.show_refused(
            Path("ärenden.sqlite"),
            FileRefused("”ärenden.sqlite” är inte en ärendefil från Sammanhållen.", "Välj en annan fil. Filen är orörd."),
        )
        self.picture("fil-nekad")
        window.start(self.store)
        self.wait_for(lambda: window.session.is_open)

    def sit_down(self, who: str) -> None:
        """Open the store as somebody else."""
        if self.window.session.who != who:
            self.window.session.close()
            self.window.session.who = who
            self.window.start(self.store)
            self.wait_for(lambda: self.window.session.is_open)

    def _workspaces(self, window: MainWindow) -> None:
        for key, name in (
            ("overview", "oversikt"),
            ("plans", "handlingsplaner"),
            ("risk_index", "riskindex"),
        ):
            window.show_workspace(key)
            self.picture(name)
        window.session.navigate.emit("organisation", "trafiknamnden")
        self.picture("programmet-ansvar")

    def _plans(self, window: MainWindow) -> None:
        """The pages over all plans, one plan in each of its tabs, two versions side by side, a draft, and what a change turned."""
        from app.ui.views.plans import TABS as PAGES
        from app.ui.views.plans import PlansWorkspace

        rows = [row for row in window.session.bench.queries.plans() if row.uid is not None]
        place = window.show_workspace("plans")
        if not isinstance(place, PlansWorkspace) or not rows:
            return
        for key, title, _heading in PAGES[1:]:
            place.show_tab(key)
            self.picture(f"handlingsplaner-{swedish.file_name(title.lower())}")
        place.show_tab(PAGES[0][0])
        page, most = place.plan, max(rows, key=lambda row: (row.applications, row.activities))
        for tab, name in PLAN_TABS:
            window.session.navigate.emit("plan", (most.uid, tab))
            self.picture(f"handlingsplan-{name}")
        page.show_tab("activities")
        page.activities.line_button.click()
        self.picture("handlingsplan-tidslinje")
        page.activities.table_button.click()
        later = next((row for row in rows if (row.plan_version or 1) > 1), None)
        if later is not None:
            window.session.navigate.emit("plan", (later.uid, "versions"))
            page.compare_versions()
            self.picture("handlingsplan-jamforelse")
        draft = next((row for row in rows if row.state is PlanState.DRAFT), None)
        if draft is not None and draft.uid is not None:
            window.session.navigate.emit("plan", (draft.uid, "plan"))
            page.next_step()
            self.picture("handlingsplan-utkast")
            self._plan_form(window, draft.uid)
        if most.uid is not None:
            self._turned(window, most.uid)

    def _plan_form(self, window: MainWindow, uid: UUID) -> None:
        """A filled form, as it is shown before it is read in."""
        from app.ui.dialogs.plan_import import PlanImportDialog

        forms, path = window.session.bench.plan_forms, self.store.with_name("Handlingsplan.xlsx")
        forms.export_plan(uid, path)
        dialog = PlanImportDialog(window.session, forms.read(path), window)
        dialog.show()
        self.picture("las-in-handlingsplan", dialog)
        dialog.close()

    def _turned(self, window: MainWindow, uid: UUID) -> None:
        """A new version without the activities of the old one is approved: which verdicts turned."""
        plans = window.session.bench.plans
        made = plans.new_version(uid).uid
        for activity in plans.load(made).draft.activities:
            plans.remove_row(made, "activities", activity.uid)
        today = f"{window.session.bench.today:%Y-%m-%d}"
        for key, state in (("steering_date", PlanState.STEERED), ("approved_date", PlanState.APPROVED)):
            plans.edit(made, FieldRef(key), today)
            window.session.changed.emit(plans.move(made, state))
        window.session.navigate.emit("plan", (made, "plan"))
        self.picture("handlingsplan-andrade-utfall")
        window.verdict_changes.clear()

    def _over_everything(self, window: MainWindow) -> None:
        from app.ui.dialogs.about import AboutDialog
        from app.ui.help_window import HelpWindow
        from app.ui.palette import CommandPalette

        window.show_palette()
        palette = window.findChild(CommandPalette)
        if palette is not None:
            palette.field.setText("tensta")
            self.picture("sok", palette)
            palette.close()
        about = AboutDialog(window)
        about.show()
        self.picture("om", about)
        about.close()
        window.show_help("index")
        helper = next((one for one in QApplication.topLevelWidgets() if isinstance(one, HelpWindow) and one.isVisible()), None)
        if helper is not None:
            self.picture("handbok", helper)
            helper.close()

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        self.settle()
        target = widget or self.window
        pixmap = QPixmap(target.size() * self._dress.scale)
        pixmap.setDevicePixelRatio(self._dress.scale)
        target.render(pixmap, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren)
        file = self._folder / f"{len(self._taken) + 1:02d}-{name}-{self._dress.name}.png"
        if not pixmap.save(str(file)):
            raise OSError(f"cannot write {file.name}")
        self._taken.append(file)

    def wait_for(self, holds: Callable[[], bool]) -> None:
        """Let the window work until something is there, a few seconds at the most."""
        for _turn in range(_MOST_TURNS):
            if holds():
                return
            self.settle()

    def settle(self) -> None:
        """Let jobs end, timers fire and layouts find their place."""
        for _turn in range(2):
            self._jobs.wait_idle()
            _turn_loop(_SETTLE_MS)


def _turn_loop(milliseconds: int) -> None:
    loop = QEventLoop()
    quit_loop: Callable[[], None] = loop.quit
    QTimer.singleShot(milliseconds, loop, quit_loop)
    loop.exec()
