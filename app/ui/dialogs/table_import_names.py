"""The assistant's questions: what a new indicator is, and which territory an unknown name stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain import swedish
from app.domain.riskindex.intake import DIRECTION_NAMES, KIND_NAMES, LEVEL_NAMES, Known
from app.domain.riskindex.kinds import multiplier_problem
from app.domain.riskindex.series import Indicator, IndicatorKind
from app.domain.vocabulary import SubIndex
from app.ui.widgets.plain_label import PlainLabel

LEFT_OUT = ""  # a territory's code is never empty
_UNDECIDED = "\0"


class _IndicatorForm(QGroupBox):
    """One new indicator; what must be said has no answer to begin with."""

    def __init__(self, one: Indicator, *, is_named_in_table: bool, parent: QWidget | None = None) -> None:
        heading = one.name
        super().__init__(heading, parent)
        self._one = one
        self.name_edit, self.code_edit = QLineEdit(one.name), QLineEdit(one.code)
        self.unit_edit, self.denominator_edit, self.source_edit = QLineEdit(one.unit), QLineEdit(one.denominator), QLineEdit(one.source)
        self.multiplier_edit = QLineEdit(str(one.multiplier))
        self.name_edit.setReadOnly(is_named_in_table)
        if is_named_in_table:
            self.name_edit.setToolTip("Namnet står så i tabellen. Det kan ändras under Underlag när värdena är inlästa.")
        self.area_combo, self.direction_combo, self.kind_combo = QComboBox(), QComboBox(), QComboBox()
        for combo, choices in (
            (self.area_combo, [(area.label, area.value) for area in SubIndex]),
            (self.direction_combo, [(label, sign) for sign, label in DIRECTION_NAMES.items()]),
            (self.kind_combo, [(label, kind.value) for kind, label in KIND_NAMES.items()]),
        ):
            combo.addItem("Välj …", None)
            for label, data in choices:
                combo.addItem(label, data)
        form = QFormLayout(self)
        for label, widget in (
            ("Namn", self.name_edit), ("Kod", self.code_edit), ("Delindex", self.area_combo), ("Riktning", self.direction_combo),
            ("Slag", self.kind_combo), ("Enhet", self.unit_edit), ("Multiplikator", self.multiplier_edit),
            ("Nämnare (vad den räknar)", self.denominator_edit), ("Källa", self.source_edit),
        ):  # fmt: skip
            widget.setAccessibleName(f"{label}, {heading}")
            form.addRow(label, widget)

    def lacks(self, taken: set[str]) -> str:
        """What must be said, Swedish; '' when nothing is missing."""
        named = f"Indikatorn ”{self.title()}”"
        if not swedish.compact(self.name_edit.text()) or not swedish.compact(self.code_edit.text()):
            return f"{named} behöver namn och kod."
        if swedish.compact(self.code_edit.text()) in taken:
            return f"{named}: koden ”{swedish.compact(self.code_edit.text())}” är upptagen. Skriv en annan."
        for combo, label in ((self.area_combo, "Delindex"), (self.direction_combo, "Riktning"), (self.kind_combo, "Slag")):
            if combo.currentData() is None:
                return f"{named}: välj {label}."
        text = swedish.compact(self.multiplier_edit.text())
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None
        problem = multiplier_problem(IndicatorKind.of(self.kind_combo.currentData()), number)
        return f"{named}: {problem}" if problem else ""

    def indicator(self) -> Indicator:
        area, direction, kind = (combo.currentData() for combo in (self.area_combo, self.direction_combo, self.kind_combo))
        text = swedish.compact(self.multiplier_edit.text())
        return replace(
            self._one,
            name=swedish.compact(self.name_edit.text()),
            code=swedish.compact(self.code_edit.text()),
            area=SubIndex.of(area) if area else self._one.area,
            direction=direction or self._one.direction,
            kind=IndicatorKind.of(kind) if kind else self._one.kind,
            unit=swedish.compact(self.unit_edit.text()),
            multiplier=int(text) if text.isascii() and text.isdigit() else self._one.multiplier,
            denominator=swedish.compact(self.denominator_edit.text()),
            source=swedish.compact(self.source_edit.text()),
        )


class IndicatorsPage(QScrollArea):
    """A form for each new indicator, by its column."""

    def __init__(self, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = known
        self.forms: dict[int, _IndicatorForm] = {}
        self.setWidgetResizable(True)

    def show_indicators(self, wanted: Mapping[int, Indicator]) -> None:
        """Keep the forms that are still wanted, and make the rest."""
        inner, column = QWidget(), QVBoxLayout()
        kept = {place: form for place, form in self.forms.items() if place in wanted}
        self.forms = {place: kept.get(place) or _IndicatorForm(one, is_named_in_table=place < 0) for place, one in wanted.items()}
        column.addWidget(PlainLabel("Nya indikatorer. Programmet behöver veta vad de mäter innan värdena kan räknas.", wrap=True))
        for form in self.forms.values():
            column.addWidget(form)
        column.addStretch(1)
        inner.setLayout(column)
        self.takeWidget()
        self.setWidget(inner)

    def lacks(self) -> str:
        taken = {one.code for one in self._known.indicators}
        for form in self.forms.values():
            missing = form.lacks(taken)
            if missing:
                return missing
            taken.add(swedish.compact(form.code_edit.text()))
        return ""

    def indicators(self) -> dict[int, Indicator]:
        return {place: form.indicator() for place, form in self.forms.items()}

    def focus_first(self) -> None:
        for form in self.forms.values():
            form.area_combo.setFocus()
            return


class NamesPage(QScrollArea):
    """A line for each name that no territory answers to: which it stands for, or that it is left out."""

    def __init__(self, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = [(f"{one.name} ({LEVEL_NAMES[one.level]}, {one.code})", one.code) for one in known.territories]
        self._choices, self._may_keep = self._labels, True
        self.combos: dict[str, QComboBox] = {}
        self.ticks: dict[str, QCheckBox] = {}
        self.setWidgetResizable(True)

    def choose_among(self, labels: Sequence[tuple[str, str]] | None, *, may_keep: bool) -> None:
        """What a name may stand for, as label and code; None: every territory. `may_keep`: as another name of a territory."""
        self._choices = list(self._labels if labels is None else labels)
        self._may_keep = may_keep

    def show_names(self, names: Mapping[str, int], answered: Mapping[str, str]) -> None:
        """`names` with the number of rows each is on; `answered` are those the user has answered for already."""
        inner, grid = QWidget(), QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 2)
        grid.addWidget(
            PlainLabel("De här namnen känner programmet inte igen. Välj vilket område varje namn står för.", wrap=True), 0, 0, 1, 4
        )
        self.combos, self.ticks = {}, {}
        for row, (name, count) in enumerate(
            sorted({**dict.fromkeys(answered, 0), **names}.items(), key=lambda one: swedish.sort_key(one[0])), 1
        ):
            combo = QComboBox()
            combo.addItem("Välj område …", _UNDECIDED)
            combo.addItem("Läs inte in raderna", LEFT_OUT)
            for label, code in self._choices:
                combo.addItem(label, code)
            combo.setEditable(True)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(14)
            combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = combo.completer()
            if completer is not None:
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            combo.setCurrentIndex(max(0, combo.findData(answered.get(name, _UNDECIDED))))
            combo.setAccessibleName(f"Område för ”{name}”")
            tick = QCheckBox("Spara namnet")
            tick.setToolTip("Namnet känns då igen nästa gång, som ett annat namn på området")
            tick.setAccessibleName(f"Spara ”{name}” som ett annat namn på området")
            self.combos[name], self.ticks[name] = combo, tick
            grid.addWidget(PlainLabel(name, "label", wrap=True), row, 0)
            rows = "" if not count else "1 rad" if count == 1 else f"{swedish.integer(count)} rader"
            grid.addWidget(PlainLabel(rows, "muted"), row, 1)
            grid.addWidget(combo, row, 2)
            if self._may_keep:
                grid.addWidget(tick, row, 3)
        grid.setRowStretch(grid.rowCount(), 1)
        inner.setLayout(grid)
        self.takeWidget()
        self.setWidget(inner)

    def lacks(self) -> str:
        open_names = [name for name, combo in self.combos.items() if self._code(combo) == _UNDECIDED]
        named = swedish.join([f"”{name}”" for name in open_names[:4]]) + (" med flera" if len(open_names) > 4 else "")
        return f"Välj område för {named}, eller att raderna inte ska läsas in." if open_names else ""

    @staticmethod
    def _code(combo: QComboBox) -> str:
        """The chosen code; text that is typed but is no choice decides nothing."""
        place = combo.findText(combo.currentText())
        return _UNDECIDED if place < 0 else str(combo.itemData(place))

    def names(self) -> dict[str, str]:
        found = {name: self._code(combo) for name, combo in self.combos.items()}
        return {name: code for name, code in found.items() if code != _UNDECIDED}

    def aliases(self) -> frozenset[str]:
        codes = self.names()
        return frozenset(name for name, tick in self.ticks.items() if tick.isChecked() and codes.get(name))

    def focus_first(self) -> None:
        for combo in self.combos.values():
            combo.setFocus()
            return
