"""Version, licence, where data lies, and what the program is built of."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

import app
from app import paths
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import Section

# Distribution, what it does here, licence.
PARTS = (
    ("PySide6", "fönster (Qt)", "LGPL-3.0"),
    ("SQLAlchemy", "ärendefilen", "MIT"),
    ("alembic", "ärendefilens versioner", "MIT"),
    ("reportlab", "PDF", "BSD-3-Clause"),
    ("pikepdf", "PDF/A", "MPL-2.0"),
    ("openpyxl", "skriver Excel", "MIT"),
    ("python-calamine", "läser Excel", "MIT"),
    ("defusedxml", "läser XML säkert", "PSF-2.0"),
    ("pyqtgraph", "diagram", "MIT"),
    ("numpy", "beräkningar", "BSD-3-Clause"),
)
ART = (
    ("Liberation Sans och Serif", "typsnitt", "SIL OFL 1.1"),
    ("Lucide", "ikoner", "ISC"),
)


def version_of(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def about_text() -> str:
    """The same as plain text, for a report to whoever looks after the program."""
    lines = [f"Sammanhållen {app.__version__}", f"Qt {qVersion()}", *(f"{name} {version_of(name)}" for name, _use, _licence in PARTS)]
    return "\n".join([*lines, f"Data: {paths.data_folder()}", f"Logg: {paths.log_folder()}"])


class AboutDialog(QDialog):
    """Hjälp, Om Sammanhållen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Om Sammanhållen")
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("sammanhallen", "accent", 40))
        names = QVBoxLayout()
        names.addWidget(PlainLabel("Sammanhållen", "heading"))
        names.setSpacing(2)
        names.addWidget(PlainLabel(f"Version {app.__version__}. Licens: EUPL 1.2.", "muted"))
        head.addLayout(names, 1)
        column.addLayout(head)
        text = "Handläggarens verktyg för projektmedel ur Program för en sammanhållen stad 2015–2020. Arbetar helt utan nät."
        column.addWidget(PlainLabel(text, wrap=True))
        column.addWidget(self._folders())
        column.addWidget(self._parts())
        column.addStretch(1)
        column.addLayout(self._buttons())

    def _folders(self) -> QWidget:
        section = Section("Var allt ligger")
        for name, folder in (("Egna data", paths.data_folder()), ("Logg", paths.log_folder())):
            section.add(PlainLabel(f"{name}: {folder}", wrap=True, selectable=True))
        return section

    def _parts(self) -> QWidget:
        section = Section("Byggt av")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        rows = [(f"{name} {version_of(name)}".strip(), use, licence) for name, use, licence in PARTS]
        for number, row in enumerate([*rows, *ART]):
            for place, text in enumerate(row):
                grid.addWidget(PlainLabel(text, "" if place == 0 else "muted"), number, place)
        grid.setColumnStretch(1, 1)
        section.add_layout(grid)
        return section

    def _buttons(self) -> QHBoxLayout:
        copy_button = QPushButton("Kopiera uppgifterna")
        copy_button.clicked.connect(lambda: QApplication.clipboard().setText(about_text()))
        close_button = QPushButton("Stäng")
        close_button.setProperty("role", "primary")
        close_button.setDefault(True)
        close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(copy_button)
        row.addStretch(1)
        row.addWidget(close_button)
        return row
