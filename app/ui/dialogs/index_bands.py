"""The limits of the risk index's bands: a convention that an office may change."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.riskindex.series import BANDS, Band, Bands
from app.errors import RuleViolation
from app.ui.session import Session
from app.ui.widgets.plain_label import PlainLabel

ABOUT = (
    "Gränserna är en överenskommelse och gäller alla diagram och blad i ärendefilen. Värdena ändras inte, bara hur de kallas och färgas."
)
NAMES = {Band.FAR_ABOVE: "Mycket över staden, från", Band.ABOVE: "Över staden, från", Band.LIKE: "Som staden, från"}


class BandsDialog(QDialog):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setWindowTitle("Band i riskindex")
        self.setMinimumWidth(440)
        self.fields: dict[Band, QDoubleSpinBox] = {}
        self.below_label = PlainLabel("", "muted")
        self.problem_label = PlainLabel("", "problem", wrap=True)
        self.problem_label.hide()
        self.save_button = QPushButton("Spara banden")
        self._lay_out()
        self.show_bands(session.bench.index_office.bands())

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, (band, name) in enumerate(NAMES.items()):
            field = QDoubleSpinBox()
            field.setRange(1.0, 1_000.0)
            field.setDecimals(1)
            field.setSingleStep(5.0)
            field.setAccessibleName(name)
            label = PlainLabel(name)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            field.valueChanged.connect(self._on_changed)
            self.fields[band] = field
        default, cancel = QPushButton("Programmets gränser"), QPushButton("Avbryt")
        default.clicked.connect(lambda: self.show_bands(BANDS))
        cancel.clicked.connect(self.reject)
        self.save_button.setProperty("role", "primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._save)
        self.save_button.setEnabled(self.session.is_writable)
        buttons = QHBoxLayout()
        buttons.addWidget(default)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(PlainLabel(ABOUT, wrap=True))
        column.addLayout(grid)
        column.addWidget(self.below_label)
        if not self.session.is_writable:
            column.addWidget(PlainLabel("Ärendefilen är öppnad för läsning. Gränserna kan inte ändras.", "muted", wrap=True))
        column.addWidget(self.problem_label)
        column.addSpacing(8)
        column.addLayout(buttons)

    @property
    def bands(self) -> Bands:
        return Bands(self.fields[Band.FAR_ABOVE].value(), self.fields[Band.ABOVE].value(), self.fields[Band.LIKE].value())

    def show_bands(self, bands: Bands) -> None:
        for band, least in bands.least.items():
            self.fields[band].setValue(least)
        self._on_changed()

    def _on_changed(self) -> None:
        self.below_label.setText(f"{Band.BELOW.label.capitalize()}: {self.bands.limits(Band.BELOW)}")
        self.problem_label.hide()

    def _save(self) -> None:
        office, bands = self.session.bench.index_office, self.bands
        self.session.write(lambda: office.set_bands(bands), lambda _changes: self.accept(), self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, RuleViolation):
            self.problem_label.setText(str(error))
            self.problem_label.show()
            self.problem_label.setFocus()
        else:
            self.session.messages.show(error)
