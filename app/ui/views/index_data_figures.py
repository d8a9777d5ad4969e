"""Värden and Befolkning: figures of every unit in a year, typed or pasted, with what is missing and what is wrong told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QShowEvent, QUndoStack
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.entry import (
    DENOMINATOR,
    LEVELS,
    NUMERATOR,
    VALUE,
    Cells,
    PeopleEdit,
    TerritoryRow,
    ValueRow,
    ValuesEdit,
    read_cells,
    read_people,
    read_year,
    rolled_people,
    shown,
)
from app.domain.riskindex.series import EXAMPLE_MARK, Indicator, Level
from app.domain.swedish import ParseError
from app.errors import ValidationProblems
from app.ui.views.index_choices import choice_combo, labelled, refill
from app.ui.views.index_data_form import logged
from app.ui.views.index_data_grid import GridColumn, GridRow, Texts, UnitGrid, UnitGridModel
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from app.ui.session import Session

INHABITANTS = "inhabitants"
MOST_NAMED = 5
ALL = "Alla nivåer"
HIDDEN = "visas inte"


class FiguresPage(QWidget):
    """Base: choices above, the grid, and under it what the current cell says and what is missing."""

    def __init__(self, session: Session, name: str, columns: Sequence[GridColumn], empty: EmptyState) -> None:
        super().__init__()
        self._session = session
        self.stack = QUndoStack(self)
        session.undo_group.addStack(self.stack)
        self.empty = empty
        self._ticket = 0
        self._all: tuple[Any, ...] = ()
        self._year: int | None = None
        self._start = 0
        self.model = UnitGridModel(columns, self.check, self)
        self.grid = UnitGrid(self.model, name)
        self.year_combo = choice_combo("År", [])
        self.level_combo = choice_combo("Nivå", [])
        self.year_button = icon_button("plus", "Nytt år …")
        self.mark = StateBadge("", "warning")
        self.source_label = PlainLabel("", "muted", wrap=True)
        self.cell_label = PlainLabel("", "problem", wrap=True)
        self.summary_label = PlainLabel("", wrap=True)
        self.strip = Strip("", "warning", closable=False)
        self.drop_button = QPushButton("Kasta det som inte är sparat")
        self.next_button = QPushButton("Visa nästa")
        self.strip.add_button(self.next_button)
        self.strip.add_button(self.drop_button)
        self.pages = QStackedWidget()

    def lay_out(self, before: Sequence[QComboBox]) -> None:
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(12, 4, 16, 8)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(12)
        for combo in (*before, self.year_combo, self.level_combo):
            _label, pair = labelled(combo)
            row.addLayout(pair, 1 if combo in before else 0)
        row.addWidget(self.year_button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(0 if before else 1)
        column.addLayout(row)
        about = QHBoxLayout()
        about.setSpacing(12)
        about.addWidget(self.source_label, 1)
        about.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(about)
        column.addWidget(self.strip)
        column.addWidget(self.grid, 1)
        column.addWidget(self.cell_label)
        column.addWidget(self.summary_label)
        self.pages.addWidget(self.body)
        self.pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.strip.hide()
        self.mark.hide()
        for combo in (*before, self.year_combo):
            combo.setMinimumWidth(72)
            combo.activated.connect(self._on_other)
        self.level_combo.activated.connect(self._show_rows)
        self.year_button.clicked.connect(self.ask_year)
        self.drop_button.clicked.connect(self.model.forget)
        self.next_button.clicked.connect(self._show_next)
        self.model.written.connect(self.store)
        self.model.problems_changed.connect(self._show_problems)
        self.grid.cell_shown.connect(self._show_cell)
        self.grid.pasted_wide.connect(self._on_wide)

    def minimumSizeHint(self) -> QSize:
        return QSize(360, 240)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._session.undo_group.setActiveStack(self.stack)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stack.setActive(False)

    # --- what each does its own way ----------------------------------------------------------

    def check(self, texts: Texts) -> Mapping[str, str]:
        raise NotImplementedError

    def read(self) -> Callable[[], tuple[Any, ...]] | None:
        """What reads the rows for the choices, None when there is nothing to choose."""
        raise NotImplementedError

    def row_of(self, one: Any) -> GridRow:
        raise NotImplementedError

    def store(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        raise NotImplementedError

    def told(self, rows: Sequence[Any]) -> tuple[str, str, bool]:
        """Source, summary, and whether any is an example."""
        raise NotImplementedError

    def fill(self) -> None:
        """The lists of choices."""
        raise NotImplementedError

    # --- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read everything anew; what waits for mending stays."""
        self.fill()
        work = self.read()
        self.pages.setCurrentWidget(self.body if work is not None else self.empty)
        self.model.is_writable = self._session.is_writable
        self.year_button.setVisible(self._session.is_writable)
        if work is None:
            return
        self._ticket += 1
        ticket, held = self._ticket, work

        def done(rows: tuple[Any, ...]) -> None:
            if ticket == self._ticket:
                self._all = rows
                self._show_rows()

        self._session.run(lambda _progress: held(), "Läser värden", done)

    def start_at(self, year: int) -> None:
        """Which year is shown at first, where it has figures."""
        self._start = self._start or year

    def fill_years(self, years: Sequence[int]) -> None:
        """The years there are, and one that was added for figures to come."""
        is_first = self.year_combo.count() == 0
        refill(self.year_combo, [(str(year), year) for year in sorted({*years, *([self._year] if self._year else [])}, reverse=True)])
        if is_first and self._start in years:
            self.year_combo.setCurrentIndex(self.year_combo.findData(self._start))

    def fill_levels(self, levels: Sequence[Level]) -> None:
        refill(self.level_combo, [(ALL, ""), *((level.label, level.value) for level in levels)])

    @property
    def year(self) -> int | None:
        found = self.year_combo.currentData()
        return None if found is None else int(found)

    def _show_rows(self) -> None:
        wanted = str(self.level_combo.currentData() or "")
        rows = [one for one in self._all if not wanted or one.level.value == wanted]
        self.model.show_rows([self.row_of(one) for one in rows])
        source, summary, is_example = self.told(rows)
        self.source_label.setText(source)
        self.source_label.setVisible(bool(source))
        self.summary_label.setText(summary)
        self.mark.show_state(EXAMPLE_MARK if is_example else "", "warning")
        self.mark.setVisible(is_example)
        self._show_cell()

    def _show_cell(self) -> None:
        index = self.grid.currentIndex()
        inside = index.isValid() and index.row() < len(self.model.rows)
        problem = self.model.problem_at(index.row(), index.column()) if inside else ""
        self.cell_label.setText(f"{self.model.rows[index.row()].name}: {problem}" if problem else "")
        self.cell_label.setVisible(bool(problem))

    def _show_problems(self) -> None:
        waiting, wrong = len(self.model.pending), len(self.model.problems)
        cells = "1 cell behöver" if wrong == 1 else f"{wrong} celler behöver"
        rows = "1 område väntar" if waiting == 1 else f"{waiting} områden väntar"
        self.strip.show_text(f"{cells} rättas. {rows} och är inte sparade än.", "warning")
        self.strip.setVisible(bool(waiting))
        self.next_button.setVisible(bool(wrong))
        self._show_cell()

    def _show_next(self) -> None:
        places = list(self.model.problems)
        index = self.grid.currentIndex()
        now = (self.model.rows[index.row()].unit, self.model.columns[index.column()].key) if index.isValid() else None
        number = (places.index(now) + 1) % len(places) if now in places else 0
        unit, key = places[number]
        if all(row.unit != unit for row in self.model.rows):
            self.level_combo.setCurrentIndex(0)
            self._show_rows()
        self.grid.show_cell(unit, key)
        self.grid.setFocus()

    def _on_wide(self, lost: int) -> None:
        if lost:
            self._session.messages.notice("Det som klistrades in är större än tabellen. Det som inte fick plats togs inte med.")

    def may_leave(self) -> bool:
        """Ask before what waits for mending is dropped."""
        if not self.model.pending:
            return True
        told = "Det finns tal som inte är sparade, eftersom de behöver rättas."
        if not self._session.messages.confirm("Osparade tal", told, "Kasta dem"):
            return False
        self.model.forget()
        return True

    def _on_other(self) -> None:
        if self.may_leave():
            self._kept = self._choice()
            self.load()
        else:
            self._restore()

    _kept: tuple[int, ...] = ()

    def _choice(self) -> tuple[int, ...]:
        return (self.year_combo.currentIndex(),)

    def _restore(self) -> None:
        if self._kept:
            self.year_combo.setCurrentIndex(self._kept[0])

    def ask_year(self) -> None:
        """A year that has no figures yet."""
        typed = self._session.messages.ask_text(
            "Nytt år", "Årtal", "Visa året", hint="Året finns i filen när det har fått sitt första tal."
        )
        if typed is None or not self.may_leave():
            return
        try:
            self._year = read_year(typed)
        except ParseError as error:
            self._session.messages.strip(str(error), "warning")
            return
        self.fill()
        self.year_combo.setCurrentIndex(self.year_combo.findData(self._year))
        self._kept = self._choice()
        self.load()
        self.grid.setFocus()

    def refused(self, texts: Mapping[str, Mapping[str, str]], error: Exception) -> None:
        """What the store did not take is shown at its cells."""
        found: dict[tuple[str, str], str] = {}
        if isinstance(error, ValidationProblems):
            for problem in error.problems:
                unit, _dot, key = (problem.field or "").rpartition(".")
                found[unit, key] = problem.message.partition(": ")[2]
            self.model.refuse(texts, found)
        else:
            self._session.messages.show(error)

    def focus_first(self) -> None:
        if self.pages.currentWidget() is self.empty:
            self.empty.focus_first()
        else:
            self.grid.setFocus()


class ValuesPage(FiguresPage):
    """One indicator and year: value, or numerator and denominator, and the value that counts."""

    def __init__(self, session: Session) -> None:
        columns = (
            GridColumn(VALUE, "Värde", is_written=True), GridColumn(NUMERATOR, "Täljare", is_written=True),
            GridColumn(DENOMINATOR, "Nämnare", is_written=True), GridColumn("x", "Räknas som"),
            GridColumn("how", "", is_number=False),
        )  # fmt: skip
        empty = EmptyState(
            "Inga värden att visa",
            "Värden hör till områden och indikatorer. Läs in en indikatorbok, eller lägg in områden och indikatorer först.",
            session.actions.import_indicators,
            icon_name="table",
        )
        self.indicators: dict[str, Indicator] = {}
        super().__init__(session, "Värden", columns, empty)
        self.indicator_combo = choice_combo("Indikator", [])
        self.lay_out((self.indicator_combo,))

    @property
    def indicator(self) -> Indicator | None:
        return self.indicators.get(str(self.indicator_combo.currentData() or ""))

    def _choice(self) -> tuple[int, ...]:
        return (self.year_combo.currentIndex(), self.indicator_combo.currentIndex())

    def _restore(self) -> None:
        if len(self._kept) > 1:
            self.year_combo.setCurrentIndex(self._kept[0])
            self.indicator_combo.setCurrentIndex(self._kept[1])

    def fill(self) -> None:
        data = self._session.bench.index_data
        self.indicators = {one.code: one for one in data.indicators()}
        refill(self.indicator_combo, [(one.name, one.code) for one in self.indicators.values()])
        self.fill_years(data.value_years())
        self.fill_levels(_levels(data.territories()))
        self._kept = self._kept or self._choice()

    def read(self) -> Callable[[], tuple[ValueRow, ...]] | None:
        one, data = self.indicator, self._session.bench.index_data
        if one is None or self.level_combo.count() < 2:
            return None
        if self.year is None:
            self._year = self._session.bench.today.year
            self.fill()
        year = self.year or self._session.bench.today.year
        return lambda: data.values(one.code, year)

    def check(self, texts: Texts) -> Mapping[str, str]:
        one = self.indicator
        return {} if one is None else read_cells(one, _cells(texts))[1]

    def row_of(self, one: ValueRow) -> GridRow:
        cells = one.cells
        how = "ur delarna" if one.is_rolled else "saknas" if one.x is None else ""
        how = how or ("exempel" if cells.illustrative else "")
        x = swedish.EMPTY if one.x is None else HIDDEN if one.is_hidden else swedish.decimal(one.x, 2)
        texts = {VALUE: cells.value, NUMERATOR: cells.numerator, DENOMINATOR: cells.denominator}
        masks = {column: HIDDEN for column in (VALUE, NUMERATOR) if one.is_hidden and texts[column]}
        tip = f"{one.name}, {one.level.label.lower()}, kod {one.unit}"
        return GridRow(one.unit, one.name, texts, {"x": x, "how": how}, tip, masks)

    def told(self, rows: Sequence[ValueRow]) -> tuple[str, str, bool]:
        one = self.indicator
        if one is None:
            return "", "", False
        formula = f"{swedish.integer(one.multiplier)} · täljare / nämnare" + (f" ({one.denominator})" if one.denominator else "")
        unit = one.unit or one.name
        source = f"{unit[:1].upper()}{unit[1:]}. Räknas som {formula}. Källa: {one.source or 'inte angiven'}."
        if any(row.is_hidden for row in rows):
            source += " Känslig: antal 1–4, och de som kan räknas ut ur andra, visas inte. Öppna cellen för att ändra talet."
        own, rolled = sum(not row.cells.is_empty for row in rows), sum(row.is_rolled for row in rows)
        missing = [row.name for row in rows if row.x is None]
        named = f": {', '.join(missing[:MOST_NAMED])}{f' och {len(missing) - MOST_NAMED} till' if len(missing) > MOST_NAMED else ''}"
        summary = f"{len(rows)} områden: {own} har egna värden, {rolled} räknas upp ur delarna, {len(missing)} saknas"
        return source, f"{summary}{named if missing else ''}.", any(row.cells.illustrative for row in rows)

    def store(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        one, year, data = self.indicator, self.year, self._session.bench.index_data
        if one is None or year is None:
            return
        typed = {unit: _cells(cells) for unit, cells in texts.items()}
        stood = {row.unit: row.cells for row in self._all}
        expected = {unit: stood.get(unit, Cells()) for unit in typed}
        code, name = one.code, one.name

        def stored(edit: ValuesEdit) -> None:
            back = lambda: data.write_values(code, year, edit.before, expected=edit.after)  # noqa: E731
            forward = lambda: data.write_values(code, year, edit.after, expected=edit.before)  # noqa: E731
            if edit.after:
                self.stack.push(logged(self._session, f"ändring av {name} {year}", back, forward))

        work = lambda: data.write_values(code, year, typed, expected=expected)  # noqa: E731
        self._session.write(work, stored, lambda error: self.refused(texts, error))


class PopulationPage(FiguresPage):
    """Inhabitants of every unit in a year, and what the parts add up to."""

    def __init__(self, session: Session) -> None:
        columns = (GridColumn(INHABITANTS, "Invånare", is_written=True), GridColumn("parts", "Delarna tillsammans"))
        empty = EmptyState(
            "Inga områden att räkna invånare i",
            "Läs in en indikatorbok, eller lägg in områdena först.",
            session.actions.import_indicators,
            icon_name="users",
        )
        super().__init__(session, "Befolkning", columns, empty)
        self._people: dict[str, int] = {}
        self._rolled: dict[str, int] = {}  # own, else what the parts add up to
        self.lay_out(())

    def fill(self) -> None:
        data = self._session.bench.index_data
        self.fill_years(data.population_years())
        self.fill_levels(_levels(data.territories()))
        self._kept = self._kept or self._choice()

    def read(self) -> Callable[[], tuple[TerritoryRow, ...]] | None:
        data = self._session.bench.index_data
        if self.level_combo.count() < 2:
            return None
        if self.year is None:
            self._year = self._session.bench.today.year
            self.fill()
        year = self.year or self._session.bench.today.year

        def work() -> tuple[TerritoryRow, ...]:
            rows = data.territories()
            self._people = dict(data.population(year))
            self._rolled = rolled_people(rows, self._people)
            return rows

        return work

    def check(self, texts: Texts) -> Mapping[str, str]:
        try:
            read_people(texts.get(INHABITANTS, ""))
        except ParseError as error:
            return {INHABITANTS: str(error)}
        return {}

    def row_of(self, one: TerritoryRow) -> GridRow:
        parts = [self._rolled.get(row.code) for row in self._all if row.parent == one.code]
        known = [number for number in parts if number is not None]
        total = swedish.integer(sum(known)) + (f" ({len(known)} av {len(parts)})" if len(known) < len(parts) else "") if known else ""
        texts = {INHABITANTS: shown(self._people.get(one.code))}
        return GridRow(one.code, one.name, texts, {"parts": total}, f"{one.name}, {one.level.label.lower()}, kod {one.code}")

    def told(self, rows: Sequence[TerritoryRow]) -> tuple[str, str, bool]:
        known = sum(row.code in self._people for row in rows)
        source = (
            "Områden utan eget tal räknas som delarna tillsammans. Receptet säger hur få invånare ett område kan ha och ändå få en plats."
        )
        is_example = bool(self._people) and self._session.bench.risk_index.dataset().illustrative
        return source, f"{known} av {len(rows)} områden har ett eget tal {self.year or ''}.", is_example

    def store(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        year, data = self.year, self._session.bench.index_data
        if year is None:
            return
        typed = {unit: cells.get(INHABITANTS, "") for unit, cells in texts.items()}
        expected = {unit: shown(self._people.get(unit)) for unit in typed}

        def stored(edit: PeopleEdit) -> None:
            back = lambda: data.write_population(year, edit.before, expected=edit.after)  # noqa: E731
            forward = lambda: data.write_population(year, edit.after, expected=edit.before)  # noqa: E731
            if edit.after:
                self.stack.push(logged(self._session, f"ändring av invånare {year}", back, forward))

        work = lambda: data.write_population(year, typed, expected=expected)  # noqa: E731
        self._session.write(work, stored, lambda error: self.refused(texts, error))


def _cells(texts: Texts) -> Cells:
    return Cells(texts.get(VALUE, ""), texts.get(NUMERATOR, ""), texts.get(DENOMINATOR, ""))


def _levels(rows: Sequence[TerritoryRow]) -> list[Level]:
    """Levels there are, the whole city last, since it is looked at least."""
    there = {row.level for row in rows}
    return [level for level in (Level.DISTRICT, Level.BOARD, Level.BASE_AREA, Level.CITY) if level in there and level in LEVELS]
