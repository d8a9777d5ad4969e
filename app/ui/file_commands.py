"""The commands of Arkiv: which store is open, copies of it, and whether it is whole."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from app.ui.messages import STORES
from app.ui.settings import RECENT, WHO

if TYPE_CHECKING:
    from app.domain.views import CheckReport
    from app.ui.jobs import Progress
    from app.ui.session import Session

log = logging.getLogger(__name__)
FIRST_NAME = "sammanhallen.sqlite"


class FileCommands(QObject):
    """Connects the actions of Arkiv to the session."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.recent_menu = QMenu("Senas&te")
        self.recent_menu.menuAction().setStatusTip("Öppna en ärendefil som varit öppen nyligen")
        self.recent_menu.aboutToShow.connect(self._fill_recent)
        session.opened.connect(self._check_quietly)
        actions = session.actions
        actions.new_store.triggered.connect(self.new_store)
        actions.open_store.triggered.connect(self.open_store)
        actions.save_copy.triggered.connect(self.save_copy)
        actions.backup.triggered.connect(self.backup)
        actions.check_store.triggered.connect(self.check_store)
        actions.form_template.triggered.connect(self.form_template)
        actions.import_plan.triggered.connect(self.import_plan)
        actions.plan_template.triggered.connect(self.plan_template)
        actions.show_person.triggered.connect(self.ask_person)

    def new_store(self) -> None:
        path = self._session.messages.ask_save_file("Gör en ny ärendefil", STORES, FIRST_NAME)
        if path is not None:
            self._session.open(path, create=True)

    def open_store(self) -> None:
        path = self._session.messages.ask_open_file("Öppna ärendefil", STORES)
        if path is not None:
            self._session.open(path)

    def open_sample(self) -> None:
        """Open the user's own copy of the sample; it is made at the first time and kept."""

        def work(_progress: Progress) -> Path:
            from app.services.sample_copy import sample_copy

            return sample_copy()

        self._session.run(work, "Kopierar exemplet", self._session.open)

    def save_copy(self) -> None:
        bench = self._session.bench
        path = self._session.messages.ask_save_file("Spara en kopia av ärendefilen", STORES, f"{bench.path.stem} kopia.sqlite")
        if path is None:
            return
        self._session.run(
            lambda progress: bench.files.save_copy(path, progress),
            "Sparar en kopia",
            lambda _done: self._session.messages.notice(f"Kopian är sparad: {path}"),
        )

    def backup(self) -> None:
        bench = self._session.bench

        def done(copy: Any) -> None:
            self._session.messages.strip(f"Säkerhetskopian är sparad: {copy}", "success")

        self._session.run(lambda _progress: bench.files.backup(), "Säkerhetskopierar", done)

    def check_store(self) -> None:
        bench = self._session.bench
        self._session.run(bench.files.check, "Kontrollerar filen", self._on_checked)

    def _check_quietly(self) -> None:
        """Compare each case with the digest of its last save, in the background; only what is wrong is told."""
        bench = self._session.bench

        def told(broken: tuple[str, ...]) -> None:
            if broken and self._session.workbench is bench:
                from app.services.store_files import changed_outside

                text = changed_outside(broken)
                self._session.messages.strip(f"{text[:1].upper()}{text[1:]} Jämför med den senaste säkerhetskopian.", "error")

        def work(progress: Progress) -> tuple[str, ...]:
            return bench.files.verify_digests(progress)

        self._session.jobs.start(work).then(told, lambda error: log.warning("digests were not checked: %s", type(error).__name__))

    def form_template(self) -> None:
        from app.ui.dialogs.import_preview import save_template

        save_template(self._session)

    def import_plan(self) -> None:
        from app.ui.dialogs.plan_import import start_import

        start_import(self._session)

    def plan_template(self) -> None:
        from app.ui.dialogs.plan_import import save_template

        save_template(self._session)

    def import_form(self, path: Path) -> None:
        """Read in a workbook that was dropped on the window: an indicator workbook if it looks like one, else a form."""
        from app.ui.dialogs import import_preview, indicator_import

        importer = self._session.bench.index_import

        def known(is_indicators: bool) -> None:
            if is_indicators:
                indicator_import.open_indicator_import(self._session, path)
            else:
                import_preview.start_import(self._session, path)

        self._session.run(lambda _progress: importer.is_workbook(path), f"Ser efter vad {path.name} är", done=known)

    def ask_person(self) -> None:
        """Change the name that the log carries; it holds from the next time the store is opened."""
        name = self._session.messages.ask_text(
            "Ditt namn",
            "Namn i händelseloggen",
            "Spara namnet",
            text=self._session.who,
            hint="Allt som ändras skrivs i ärendefilens händelselogg med namn och tid. Namnet gäller nästa gång filen öppnas.",
        )
        if name:
            self._session.who = name
            self._session.settings.set(WHO, name)

    def _on_checked(self, report: CheckReport) -> None:
        name = self._session.bench.store_name
        if report.ok:
            self._session.messages.inform(
                "Filen är hel",
                f"{name} är kontrollerad och hel.",
                f"{report.cases} ansökningar, schemaversion {report.schema_version}. Inget har ändrats utanför programmet.",
            )
            return
        from app.ui.dialogs.check_report import CheckReportDialog

        CheckReportDialog(name, report, self._session.messages.window).exec()

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        recent = [Path(name) for name in self._session.settings.get(RECENT)]
        for number, path in enumerate(recent, 1):
            shown = str(path).replace("&", "&&")
            action = self.recent_menu.addAction(f"&{number}  {shown}")
            action.setStatusTip(f"Öppna {path}")
            action.triggered.connect(lambda _checked=False, path=path: self._session.open(path))
        if not recent:
            self.recent_menu.addAction("Ingen fil har varit öppen än").setEnabled(False)
