"""Beside the lines: why the two references differ, and one unit's change in itself and compared with the city."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.development import Development, ReferenceKind
from app.domain.riskindex.sentences import changed_sentences
from app.domain.riskindex.why_years import Changed, ChangedRow
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import Section

CHOOSE = (
    "Välj en linje med musen eller piltangenterna. Då visas hur mycket av förändringen som är områdets egen och hur mycket som är stadens."
)
SAME_YEAR_HEAD = "Räknat mot samma år: "
WHOLE = "Uppdelningen gäller det totala indexet."
NO_SPLIT = "En publicerad serie kan inte delas upp på indikatorer: receptet är inte känt."
NOT_SPLIT = "Förändringen kan inte delas upp: ett index saknas, eller receptet räknar på ett sätt som inte går att dela."
_RIGHT = Qt.AlignmentFlag.AlignRight


SPLIT_COLUMNS: tuple[Column[ChangedRow], ...] = (
    Column("Indikator", lambda row: row.indicator.name, tip=lambda row: row.called[:1].upper() + row.called[1:], width=124, stretch=True),
    Column("Egen", lambda row: row.own_shown, swedish.signed, align=_RIGHT, width=48, copy=swedish.decimal),
    Column("Staden", lambda row: row.city_shown, swedish.signed, align=_RIGHT, width=48, copy=swedish.decimal),
    Column("Summa", lambda row: row.shown, swedish.signed, align=_RIGHT, width=48, copy=swedish.decimal, drop=1),
)


def in_itself(shown: Development, place: int) -> str:
    """'I sig, mot staden 2006: −11,4 punkter (−12,6 procent) 2006–2012'; per cent on the fixed base only."""
    points = shown.points[place]
    is_fixed = shown.reference is ReferenceKind.FIXED
    head = f"I sig, räknat mot {shown.who} {shown.base_year}" if is_fixed else f"Jämfört med {shown.who} samma år"
    if np.isnan(points):
        return f"{head}: värde saknas för {shown.years[0]} eller {shown.years[-1]}."
    share = shown.per_cent[place]
    per_cent = "" if np.isnan(share) else f" ({swedish.signed(share)} procent)"
    return f"{head}: {swedish.signed(points)} punkter{per_cent} {shown.span}."


class DevelopmentPanel(QScrollArea):
    """What is said in words; the table of the split is the last part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Förändringen i ord")
        self.explanation_label = PlainLabel("", wrap=True, selectable=True)
        self.unit_label = PlainLabel("", "subheading", wrap=True)
        self.itself_label = PlainLabel("", wrap=True)
        self.against_label = PlainLabel("", wrap=True)
        self.sentence_label = PlainLabel("", wrap=True, selectable=True)
        self.note_label = PlainLabel("", "muted", wrap=True)
        self.model: RowTableModel[ChangedRow] = RowTableModel(SPLIT_COLUMNS, self, key=lambda row: row.indicator.code)
        self.table = RecordTable(self.model, "Förändringen delad på områdets egen del och stadens, per indikator")
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.setMinimumWidth(160)
        self._lay_out()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for label in (self.unit_label, self.itself_label, self.against_label):
            column.addWidget(label)
        self.split_section = Section("Eget och stadens")
        for widget in (self.sentence_label, self.table, self.note_label):
            self.split_section.add(widget)
        column.addWidget(self.split_section)
        self.why_section = Section("Varför olika svar?")
        self.why_section.add(self.explanation_label)
        column.addWidget(self.why_section)
        column.addStretch(1)
        self.setWidget(page)
        self.setMinimumWidth(page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())

    def show_lines(self, shown: Development) -> None:
        self.explanation_label.setText(shown.explanation)

    def show_nothing(self) -> None:
        self.unit_label.setText("Inget område valt")
        self.itself_label.setText(CHOOSE)
        for widget in (self.against_label, self.split_section):
            widget.hide()

    def show_unit(self, both: dict[ReferenceKind, Development], unit: str, label: str) -> None:
        """The change by both references, always beside each other (section 3.9)."""
        self.unit_label.setText(label)
        for kind, held in ((ReferenceKind.FIXED, self.itself_label), (ReferenceKind.SAME_YEAR, self.against_label)):
            shown = both.get(kind)
            is_there = shown is not None and unit in shown.units
            held.setText(in_itself(shown, shown.units.index(unit)) if shown is not None and is_there else "")
            held.setVisible(is_there)
        self.split_section.hide()

    def show_split(self, found: Changed | None, *, is_computed: bool, is_total: bool) -> None:
        """The exact split on the same year's reference; nothing to split in a published series."""
        self.split_section.show()
        told = " ".join(changed_sentences(found)) if found is not None else ""
        self.sentence_label.setText(f"{SAME_YEAR_HEAD}{told[:1].lower()}{told[1:]}" if told else "")
        self.sentence_label.setVisible(found is not None)
        self.model.set_rows(found.rows if found is not None else ())
        self.table.setVisible(found is not None)
        self._fit_table()
        if found is None:
            self.note_label.setText(NOT_SPLIT if is_computed else NO_SPLIT)
        else:
            self.note_label.setText("" if is_total else WHOLE)
        self.note_label.setVisible(bool(self.note_label.text()))

    def _fit_table(self) -> None:
        """As tall as its rows, so that only the panel scrolls."""
        rows = self.model.rowCount() * self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + 4)
