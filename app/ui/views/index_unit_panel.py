"""Beside the ranking: what is known of the chosen area, and which applications name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.programme import Programme
from app.domain.riskindex.series import Bar, Level, Measure, Ranking, band
from app.domain.riskindex.words import in_words
from app.domain.views import ApplicationRow
from app.ui.charts.ranking_words import interval_text, places_text
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import Section

EMPTY_TEXT = "Välj en stapel med musen eller piltangenterna. Då visas områdets delindex och vilka ansökningar som nämner det."
SHOWN_CASES = 12


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What the panel tells of one unit."""

    bar: Bar
    ranking: Ranking
    measure: Measure
    level: Level
    year: int
    key: str  # the programme's key of the district or board, '' for other units
    belongs: str  # what it lies in
    values: Mapping[Measure, float]
    cases: Sequence[ApplicationRow]
    sentences: Sequence[str] = ()
    has_why: bool = False  # the page Varför has more


class UnitPanel(QScrollArea):
    """One unit. Signals: `application_chosen(uid)`, `why_asked(unit)`."""

    application_chosen = Signal(object)
    why_asked = Signal(str)

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

    def show_unit(self, facts: UnitFacts) -> None:
        """Everything that stands beside a value: rank, words, parts, the programme's own lists, the cases."""
        bar, ranking = facts.bar, facts.ranking
        page, column = self._new_page()
        column.addWidget(PlainLabel(bar.label, "subheading", wrap=True))
        if facts.belongs:
            column.addWidget(PlainLabel(facts.belongs, "muted", wrap=True))
        column.addWidget(PlainLabel(bar.number, "figure"))
        column.addWidget(PlainLabel(f"Plats {bar.rank} av {ranking.out_of}, {ranking.band_text(bar.band)}", wrap=True))
        if bar.interval is not None:
            told = f"I 90 procent av viktningarna: plats {places_text(bar)}, index {interval_text(bar)}"
            column.addWidget(PlainLabel(told, "muted", wrap=True))
        if bar.is_small:
            column.addWidget(PlainLabel("* Minst ett värde har en nämnare under 30 och växlar mycket av en slump.", "muted", wrap=True))
        column.addWidget(PlainLabel(in_words(facts.measure, bar.value, ranking.compared_with), "muted", wrap=True))
        if facts.has_why:
            link = LinkButton("Varför ligger området här?")
            link.clicked.connect(lambda _on=False: self.why_asked.emit(bar.unit))
            column.addWidget(link)
        for sentence in facts.sentences:
            column.addWidget(PlainLabel(sentence, wrap=True))
        column.addWidget(self._parts(facts.values, ranking, facts.year))
        if facts.key and facts.level is Level.DISTRICT:
            column.addWidget(self._named(facts.key))
        if facts.key and facts.level is not Level.BASE_AREA:
            column.addWidget(self._cases(facts.cases, facts.level))
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
            number.setAccessibleName(f"{measure.label} {swedish.decimal(value)}, {ranking.band_text(band(value, ranking.bands))}")
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
