"""Beside the ranking: what is known of the chosen area, and which applications name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.programme import Programme
from app.domain.riskindex.series import Bar, Level, Measure, Ranking, band
from app.domain.riskindex.words import in_words
from app.domain.views import ApplicationRow
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import Section

EMPTY_TEXT = "Välj en stapel med musen eller piltangenterna. Då visas områdets delindex och vilka ansökningar som nämner det."
SHOWN_CASES = 12


class UnitPanel(QScrollArea):
    """One district or board. Signal: `application_chosen(uid)`."""

    application_chosen = Signal(object)

    def __init__(self, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Det valda området")
        self.show_nothing()

    def show_nothing(self) -> None:
        page, column = self._new_page()
        column.addWidget(PlainLabel(EMPTY_TEXT, "muted", wrap=True))
        self._show_page(page, column)

    def show_unit(
        self,
        bar: Bar,
        ranking: Ranking,
        measure: Measure,
        level: Level,
        values: Mapping[Measure, float],
        cases: Sequence[ApplicationRow],
        year: int,
    ) -> None:
        """Everything that stands beside a value: rank, words, parts, the programme's own lists, the cases."""
        page, column = self._new_page()
        column.addWidget(PlainLabel(bar.label, "subheading", wrap=True))
        column.addWidget(PlainLabel(self._belongs(bar.unit, level), "muted", wrap=True))
        column.addWidget(PlainLabel(swedish.decimal(bar.value), "figure"))
        place = f"Plats {bar.rank} av {ranking.out_of}, {ranking.band_text(bar.band)}"
        column.addWidget(PlainLabel(place, wrap=True))
        column.addWidget(PlainLabel(in_words(measure, bar.value, ranking.compared_with), "muted", wrap=True))
        column.addWidget(self._parts(values, ranking, year))
        if level is Level.DISTRICT:
            column.addWidget(self._named(bar.unit))
        column.addWidget(self._cases(cases, level))
        self._show_page(page, column)

    def _new_page(self) -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        return page, column

    def _show_page(self, page: QWidget, column: QVBoxLayout) -> None:
        """In view only when whole: widgets added to a page in view come one by one."""
        column.addStretch(1)
        self.setWidget(page)
        self.setMinimumWidth(page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())
        self.verticalScrollBar().setValue(0)

    def _belongs(self, unit: str, level: Level) -> str:
        if level is Level.BOARD:
            return "Stadsdelsnämndens område"
        district = self._programme.district_by_key.get(unit)
        return self._programme.organisation_name(district.board) if district else "Stadsdel utanför programmets nämnder"

    def _parts(self, values: Mapping[Measure, float], ranking: Ranking, year: int) -> Section:
        section = Section("Index och delindex")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, measure in enumerate(one for one in Measure if one in values):
            value = values[measure]
            name = PlainLabel(measure.label, "label" if measure is Measure.TOTAL else "", wrap=True)
            number = PlainLabel(swedish.decimal(value))
            number.setAccessibleName(f"{measure.label} {swedish.decimal(value)}, {ranking.band_text(band(value))}")
            grid.addWidget(name, row, 0)
            grid.addWidget(number, row, 1, Qt.AlignmentFlag.AlignRight)
        section.add_layout(grid)
        section.add(PlainLabel(f"{year}, {ranking.reference}", "small", wrap=True))
        if ranking.mark:
            section.add(PlainLabel(ranking.mark, "unparsed", wrap=True))
        return section

    def _named(self, unit: str) -> Section:
        section = Section("I programmet")
        district = self._programme.district_by_key.get(unit)
        if district is not None and district.named_for_local_work:
            section.add(StateBadge("Utpekad stadsdel", "ok"))
        else:
            section.add(StateBadge("Inte utpekad", "plain"))
        if district is not None and district.named_for_local_work:
            section.add(PlainLabel("En av dem som programmet pekar ut för lokalt arbete med social hållbarhet.", "muted", wrap=True))
        if district is not None and district.index_above_average:
            section.add(PlainLabel("Programmet räknar den till stadsdelarna med ett index över stadens.", "muted", wrap=True))
        if district is not None and district.index_above_average and not district.named_for_local_work:
            section.add(PlainLabel("En ansökan för stadsdelen bedöms enligt R13.", "muted", wrap=True))
        return section

    def _cases(self, cases: Sequence[ApplicationRow], level: Level) -> Section:
        which = "nämner stadsdelen" if level is Level.DISTRICT else "kommer från nämnden"
        section = Section(f"Ansökningar ({len(cases)})")
        section.add(PlainLabel(f"Ärenden som {which}." if cases else f"Ingen ansökan {which}.", "muted", wrap=True))
        for case in cases[:SHOWN_CASES]:
            link = LinkButton(f"{case.case_number} {case.title or 'utan namn'} · {case.state.label}")
            link.clicked.connect(lambda _on=False, uid=case.uid: self.application_chosen.emit(uid))
            section.add(link)
        if len(cases) > SHOWN_CASES:
            section.add(PlainLabel(f"och {len(cases) - SHOWN_CASES} till; sök på namnet i Ansökningar.", "muted", wrap=True))
        return section
