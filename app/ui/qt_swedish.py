"""Qt's own dialogs in Swedish: qtbase_sv from Qt, and the few texts that it lacks."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from app import paths

log = logging.getLogger(__name__)

MISSING = {
    ("QFileDialog", "Look in:"): "Leta i:",
    ("QFileDialog", "Files of type:"): "Filtyp:",
    ("QFileDialog", "Open "): "Öppna ",
    ("QFileSystemModel", "Invalid filename"): "Ogiltigt filnamn",
    ("QLineEdit", "Clear text"): "Töm fältet",
    ("QPrintDialog", "OK"): "OK",
    ("QPrintDialog", "Page"): "Sida",
    ("QPrintDialog", "Page Range"): "Sidintervall",
    ("QPrintDialog", "Automatic"): "Automatiskt",
    ("QPrintDialog", "Options"): "Alternativ",
    ("QPrintDialog", "Print to File ..."): "Skriv ut till fil …",
    ("QPrintDialog", "File exists"): "Filen finns redan",
    ("QPrintDialog", "<qt>Do you want to overwrite it?</qt>"): "<qt>Vill du ersätta den?</qt>",
    ("QPrintDialog", "Print all"): "Skriv ut allt",
    ("QPrintDialog", "Print range"): "Skriv ut sidor",
    ("QPrintDialog", "Print selection"): "Skriv ut markeringen",
    ("QPrintDialog", "Print current page"): "Skriv ut sidan som visas",
    ("QPrintSettingsOutput", "Duplex Printing"): "Dubbelsidig utskrift",
    ("QPrintSettingsOutput", "None"): "Ingen",
    ("QPrintSettingsOutput", "Long side"): "Långsidan",
    ("QPrintSettingsOutput", "Short side"): "Kortsidan",
    ("QPrintSettingsOutput", "Page Set:"): "Vilka sidor:",
    ("QPrintSettingsOutput", "All Pages"): "Alla sidor",
    ("QPrintSettingsOutput", "Even Pages"): "Jämna sidor",
    ("QPrintSettingsOutput", "Odd Pages"): "Udda sidor",
    ("QPageSetupWidget", "Page order:"): "Sidordning:",
    ("QPageSetupWidget", "Pages per sheet:"): "Sidor per ark:",
}


class MissingTexts(QTranslator):
    """Answers for texts that Qt's own translation lacks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        return MISSING.get((context, source))


def install_swedish(application: QApplication) -> bool:
    """Install both; False (and a line in the log) when Qt's translation was not found. Qt asks the last installed first."""
    application.installTranslator(MissingTexts(application))
    translator = QTranslator(application)
    for folder in _folders():
        if translator.load(QLocale(QLocale.Language.Swedish), "qtbase", "_", str(folder)):
            application.installTranslator(translator)
            return True
    log.warning("qtbase_sv.qm was not found")
    return False


def _folders() -> list[Path]:
    shipped = paths.shipped_folder()
    return [
        Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        shipped / "PySide6" / "Qt" / "translations",  # the frozen program's place
        shipped / "PySide6" / "translations",
        paths.resources_folder() / "translations",
    ]
