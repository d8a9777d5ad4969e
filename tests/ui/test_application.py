"""Starting: Swedish dialogs, a name at first start, and nothing heavy before the first paint."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

import app
from app.ui.application import Start, last_store, system_user
from app.ui.dialogs.about import AboutDialog, about_text
from app.ui.dialogs.person import PersonDialog
from app.ui.qt_swedish import MISSING, install_swedish
from app.ui.settings import WHO
from app.ui.widgets.plain_label import PlainLabel

HEAVY = (
    "sqlalchemy",
    "alembic",
    "reportlab",
    "openpyxl",
    "pyqtgraph",
    "numpy",
    "app.services",
    "app.models",
    "app.exchange",
    "app.reports",
    "app.domain.drafts",
    "app.domain.views",
)

FIRST_PAINT = """
import sys
from app.ui.application import make_application, make_window
from app.ui.jobs import JobRunner
from app.ui.settings import Settings
application = make_application(["x"])
jobs = JobRunner()
window = make_window(application, Settings(), jobs)
window.painted.connect(application.quit)
window.show()
application.exec()
print(" ".join(name for name in sys.argv[1].split() if any(one == name or one.startswith(name + ".") for one in sys.modules)))
jobs.shut_down()
"""


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    root = Path(app.__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, " ".join(HEAVY)],
        cwd=root,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == []


def test_qts_own_buttons_are_swedish(qapp: QApplication) -> None:
    assert install_swedish(qapp)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Avbryt"
    assert QCoreApplication.translate("QFileDialog", "&Open") == "&Öppna"
    for (context, text), swedish in MISSING.items():
        assert QCoreApplication.translate(context, text) == swedish
    assert QCoreApplication.translate("QFileDialog", "not one of Qt's texts") == "not one of Qt's texts"


def test_a_missing_translation_is_logged_and_not_fatal(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(QTranslator, "load", lambda *_arguments: False)
    assert not install_swedish(qapp)
    assert "qtbase_sv" in caplog.text
    caplog.clear()


def test_the_first_start_asks_for_a_name_and_remembers_it(qtbot, make_main_window) -> None:
    window = make_main_window()
    window.session.who = ""
    Start(window, None, None).begin()
    dialog = window.findChild(PersonDialog)
    assert dialog.name_edit.text() == system_user()
    dialog.name_edit.setText("Handläggaren")
    dialog.start_button.click()
    assert window.session.who == "Handläggaren"
    assert window.session.settings.get(WHO) == "Handläggaren"
    assert window.opening_page.page.title_label.text().startswith("Välkommen")


def test_leaving_the_question_keeps_the_systems_name(qtbot, make_main_window) -> None:
    window = make_main_window()
    window.session.who = ""
    Start(window, None, None).begin()
    dialog = window.findChild(PersonDialog)
    dialog.name_edit.setText("  ")
    assert not dialog.start_button.isEnabled()
    dialog.reject()
    assert window.session.who == (system_user() or "okänd")


def test_a_name_given_at_the_command_line_is_not_asked_for_nor_kept(qtbot, make_main_window) -> None:
    window = make_main_window()
    Start(window, None, "Vikarien").begin()
    assert window.session.who == "Vikarien"
    assert window.session.settings.get(WHO) == ""


def test_the_last_file_is_opened_if_it_is_still_there(settings, tmp_path: Path) -> None:
    assert last_store(settings) is None
    store = tmp_path / "a.sqlite"
    settings.add_recent(store)
    assert last_store(settings) is None
    store.write_bytes(b"")
    assert last_store(settings) == store


def test_about_names_versions_licences_and_folders(qtbot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    shown = " ".join(label.text() for label in dialog.findChildren(PlainLabel))
    for word in (app.__version__, "EUPL", "PySide6", "LGPL-3.0", "Liberation", "SIL OFL", "Lucide", "ISC"):
        assert word in shown
    assert "Logg:" in about_text()
