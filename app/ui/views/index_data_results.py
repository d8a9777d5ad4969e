"""Sparade resultat: an index as it was computed once, and what has changed since; and Publicerade serier beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.entry import SeriesRow
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import EXAMPLE_MARK, Level
from app.ui.icons import icon
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.model import Column
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel, tool_tip

if TYPE_CHECKING:
    from app.domain.riskindex.since import Since, UnitSince
    from app.services.index_results import Interval, ResultInfo
    from app.ui.session import Session

DRAWS, SEED = 1_000, 1  # of the weights, with what is kept (section 3.8.1)
_RIGHT = Qt.AlignmentFlag.AlignRight

NOTHING_KEPT = (
    "Inga sparade resultat",
    "Spara indexet när det används till något. Då går det senare att se vad som har ändrats, och om det beror på nya uppgifter, "
    "andra vikter eller en annan metod.",
)
NOTHING_TO_KEEP = (
    "Inget index att spara än",
    "Läs in en indikatorbok med knappen Arbetsböcker, eller skriv in områden, indikatorer och värden.",
)


def _rank(number: int | None) -> str:
    return swedish.EMPTY if not number else str(number)


def _index(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.decimal(value)


def _part(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.signed(value)


def _parts(one: UnitSince, key: str) -> float | None:
    return None if one.parts is None else next((part for cause, part in one.parts.items() if cause.value == key), None)


RESULT_COLUMNS: tuple[Column[Any], ...] = (
    Column("Resultat", lambda row: row.name, tip=lambda row: row.recipe.text, width=130, stretch=True),
    Column("Nivå", lambda row: row.level.label, width=80, wide=120, drop=3),
    Column("År", lambda row: row.year, str, align=_RIGHT, width=52, drop=2),
    Column("Recept", lambda row: f"{row.recipe.name} {row.recipe.version}", width=90, wide=140, drop=1),
    Column("Sparat", lambda row: row.made_at, swedish.iso_date, width=88),
)
SINCE_COLUMNS: tuple[Column[Any], ...] = (
    Column("Område", lambda row: row.name, width=110, stretch=True),
    Column("Då", lambda row: row.before, _index, align=_RIGHT, width=56),
    Column("Nu", lambda row: row.after, _index, align=_RIGHT, width=56),
    Column("Underlag", lambda row: _parts(row, "data"), _part, align=_RIGHT, width=62, header="Under-\nlag"),
    Column("Vikter", lambda row: _parts(row, "weights"), _part, align=_RIGHT, width=60),
    Column("Metod", lambda row: _parts(row, "method"), _part, align=_RIGHT, width=60),
    Column("Plats då", lambda row: row.rank_before, _rank, align=_RIGHT, width=60, header="Plats\ndå", drop=1),
    Column("Plats nu", lambda row: row.rank_after, _rank, align=_RIGHT, width=60, header="Plats\nnu"),
)


class ResultsPage(QWidget):
    """Keeps, compares and removes results."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.recipe, self.level, self.year = Recipe(), Level.DISTRICT, 0
        self._ticket = 0
        self._intervals: dict[str, Interval] = {}
        self.keep_button = icon_button("save", "Spara indexet nu …")
        self.first_button = icon_button("save", "Spara indexet nu …")
        empty = EmptyState(*NOTHING_KEPT, icon_name="save", buttons=(self.first_button,))
        self.list = ListPanel(session, "index_results", "Sparade resultat", RESULT_COLUMNS, empty)
        self.list.column.setContentsMargins(12, 4, 8, 8)
        self.list.head.addWidget(self.keep_button)
        self.heading = PlainLabel("Vad har ändrats sedan sist?", "subheading", wrap=True)
        self.remove_button = icon_button("trash-2", "Ta bort …")
        self.info_label = PlainLabel("", "muted", wrap=True)
        self.mark = StateBadge("", "warning")
        self.told_label = PlainLabel("", wrap=True, selectable=True)
        self.unit_label = PlainLabel("", wrap=True, selectable=True)
        nothing = EmptyState("Inget att jämföra", "Välj ett sparat resultat i listan.", icon_name="history")
        self.since = ListPanel(session, "index_since", "Ändringar sedan sist", SINCE_COLUMNS, nothing, key=lambda row: row.unit)
        self._lay_out()
        self.list.selected.connect(self._show_one)
        self.since.selected.connect(self._show_unit)
        for button in (self.keep_button, self.first_button):
            button.clicked.connect(self.keep)
        self.remove_button.clicked.connect(self.remove)

    def _lay_out(self) -> None:
        self.side = QWidget()
        body = QVBoxLayout(self.side)
        body.setContentsMargins(12, 4, 16, 8)
        body.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.mark)
        head.addWidget(self.remove_button)
        body.addLayout(head)
        body.addWidget(self.info_label)
        body.addWidget(self.told_label)
        self.since.column.setContentsMargins(0, 0, 0, 0)
        self.since.summary_label.hide()
        self.since.filter.hide()
        body.addWidget(self.since, 1)
        body.addWidget(self.unit_label)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.side)
        self.list.setMinimumHeight(round(self.fontMetrics().height() * 8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The comparison stands under the list where there is no room for both side by side."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * 130
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() != wanted or not self.property("settled"):
            self.setProperty("settled", True)
            self.splitter.setOrientation(wanted)
            self.splitter.setSizes([120, 400] if narrow else [320, 560])

    # --- showing -----------------------------------------------------------------------------

    def show_at(self, recipe: Recipe, level: Level, year: int) -> None:
        """The index in hand: what is kept, and what kept results are compared with."""
        self.recipe, self.level, self.year = recipe, level, year

    def load(self) -> None:
        rows = self._session.bench.index_results.list()
        has_data = self._session.bench.risk_index.has_data()  # what there is to compute is read by the jobs, not here
        can_keep = self._session.is_writable and has_data
        self.keep_button.setVisible(can_keep and bool(rows))
        self.first_button.setVisible(can_keep)
        self.list.filter.setVisible(len(rows) > 6)
        self.list.empty.show_text(*(NOTHING_KEPT if has_data else NOTHING_TO_KEEP))
        self.list.set_rows(rows)
        self.side.setVisible(bool(rows))
        if rows and self.list.table.current_row() is None:
            self.list.table.select_key(rows[0].uid)
        self._show_one(self.list.table.current_row())

    def _show_one(self, row: ResultInfo | None) -> None:
        self.remove_button.setVisible(self._session.is_writable)
        if row is None:
            return
        draws = f" Intervall ur {swedish.integer(row.draws)} dragningar, frö {row.seed}." if row.draws else ""
        then, now = f"{row.recipe.name} {row.recipe.version}", f"{self.recipe.name} {self.recipe.version}"
        self.info_label.setText(
            f"{row.name}: {row.level.label.lower()} {row.year}, räknat med {then} och sparat {swedish.iso_date(row.made_at)} "
            f"av {row.made_by}.{draws} Jämförs med {row.year} som det räknas nu med {now}."
        )
        self.info_label.setToolTip(tool_tip(f"Då: {row.recipe.text}\nNu: {self.recipe.text}"))
        self.mark.show_state(EXAMPLE_MARK if row.illustrative else "", "warning")
        self.mark.setVisible(row.illustrative)
        self._ticket += 1
        ticket, uid, recipe = self._ticket, row.uid, self.recipe

        def work(_progress: object) -> tuple[Since, tuple[str, ...], dict[str, Interval]]:
            from app.domain.riskindex.since import sentences

            results = self._session.bench.index_results
            found = results.since(uid, recipe)
            return found, sentences(found), {one.unit: one.interval for one in results.load(uid).values if one.interval}

        def done(found: tuple[Since, tuple[str, ...], dict[str, Interval]]) -> None:
            if ticket == self._ticket:
                self._intervals = found[2]
                self.told_label.setText(" ".join(found[1]))
                units = sorted(found[0].units, key=lambda one: (one.rank_after or 10**6, swedish.sort_key(one.name)))
                self.since.set_rows(units)
                self._show_unit(self.since.table.current_row())

        def failed(error: Exception) -> None:
            self.told_label.setText(str(error))
            self.since.set_rows(())

        self._session.run(work, "Jämför med nu", done, failed)

    def _show_unit(self, row: UnitSince | None) -> None:
        from app.domain.riskindex.since import sentence_of

        interval = self._intervals.get(row.unit) if row is not None else None
        told = sentence_of(row) if row is not None else ""
        if interval is not None:
            low, high = round(interval[1]), round(interval[2])
            place = f"plats {low}" if low == high else f"plats {low}–{high}"
            told += f" Med andra vikter då: {place} i 90 procent av dragningarna."
        self.unit_label.setText(told)

    # --- acting ------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep the index in hand under a name."""
        what = f"{self.level.label} {self.year}, {self.recipe.text}"
        name = self._session.messages.ask_text(
            "Spara indexet", "Vad används resultatet till?", "Spara", hint=f"Sparas: {what}. Receptet sparas med det."
        )
        if name is None:
            return
        results, level, year, recipe = self._session.bench.index_results, self.level, self.year, self.recipe

        def done(made: Any) -> None:
            self.load()
            self.list.table.select_key(made.info.uid)
            self._session.messages.notice(f"”{made.info.name}” är sparat.")

        def drawn(intervals: Mapping[str, Interval]) -> None:
            self._session.write(lambda: results.keep(name, level, year, recipe, DRAWS, SEED, intervals), done)

        self._session.run(lambda progress: results.intervals(level, year, recipe, DRAWS, SEED, progress), "Drar vikter", drawn)

    def remove(self) -> None:
        row = self.list.table.current_row()
        if row is None:
            return
        uid: UUID = row.uid
        told = f"”{row.name}” tas bort och går inte att få tillbaka. Receptet är kvar."
        if self._session.messages.confirm("Ta bort resultatet", told, "Ta bort resultatet"):
            results = self._session.bench.index_results
            self._session.write(lambda: results.remove(uid), lambda _changes: self._session.messages.notice("Resultatet är borttaget."))

    def may_leave(self) -> bool:
        return True

    def commands(self) -> dict[str, Callable[[], Any]]:
        return (self.since if self.since.isAncestorOf(self.focusWidget() or self) else self.list).commands()

    def focus_first(self) -> None:
        self.list.focus_first()
        if not self.list.model.rowCount():
            self.list.empty.focus_first()


SERIES_COLUMNS: tuple[Column[SeriesRow], ...] = (
    Column("Serie", lambda row: row.info.name, icon=lambda _row: icon("chart-column", "muted"), width=230, stretch=True),
    Column("Slag", lambda row: row.info.kind.label, width=110, drop=2),
    Column("Nivå", lambda row: row.info.level.label, width=90, wide=150),
    Column("År", lambda row: _span(row.years), width=84),
    Column("100 står för", lambda row: row.info.reference, tip=lambda row: row.info.reference, width=120, wide=170),
    Column("Källa", lambda row: row.info.source, tip=lambda row: row.info.source, width=110, wide=200),
    Column("Värden", lambda row: row.values, swedish.integer, align=_RIGHT, width=60, drop=1),
)


class SeriesPage(QWidget):
    """Published series: what somebody else has computed, shown as it is."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        empty = EmptyState(
            "Inga publicerade serier",
            "En publicerad serie är indexvärden som någon annan har räknat. Läs in dem som tabell. De visas som de är och räknas inte om.",
            session.actions.import_table,
            icon_name="chart-column",
        )
        self.list = ListPanel(session, "index_series", "Publicerade serier", SERIES_COLUMNS, empty, key=lambda row: row.info.key)
        self.list.column.setContentsMargins(12, 4, 16, 8)
        self.remove_button = icon_button("trash-2", "Ta bort …")
        self.remove_button.clicked.connect(self.remove)
        self.mark = StateBadge("", "warning")
        self.list.head.addWidget(self.mark)
        self.list.head.addWidget(self.remove_button)
        self.list.selected.connect(self._show_one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    def load(self) -> None:
        rows = self._session.bench.index_data.published()
        self.list.set_hint("Visas så som de publicerades. Totalen räknas aldrig om, eftersom receptet inte är känt." if rows else "")
        self.list.filter.setVisible(len(rows) > 6)
        self.remove_button.setVisible(self._session.is_writable and bool(rows))
        self.list.set_rows(rows)
        if rows and self.list.table.current_row() is None:
            self.list.table.select_key(rows[0].info.key)
        self._show_one(self.list.table.current_row())

    def _show_one(self, row: SeriesRow | None) -> None:
        is_example = row is not None and row.info.illustrative
        self.mark.show_state(EXAMPLE_MARK if is_example else "", "warning")
        self.mark.setVisible(is_example)

    def remove(self) -> None:
        row = self.list.table.current_row()
        if row is None:
            return
        key, data = row.info.key, self._session.bench.index_data
        values = swedish.integer(row.values)
        told = f"”{row.info.name}” ({row.info.level.label.lower()}) tas bort med sina {values} värden. Det går inte att ångra."
        if self._session.messages.confirm("Ta bort serien", told, "Ta bort serien"):
            self._session.write(lambda: data.remove_series(key), lambda _changes: self._session.messages.notice("Serien är borttagen."))

    def may_leave(self) -> bool:
        return True

    def commands(self) -> dict[str, Callable[[], Any]]:
        return self.list.commands()

    def focus_first(self) -> None:
        self.list.focus_first()
        if not self.list.model.rowCount():
            self.list.empty.focus_first()


def _span(years: tuple[int, ...]) -> str:
    if not years:
        return swedish.EMPTY
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
