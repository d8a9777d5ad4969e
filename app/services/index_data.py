"""What computed series rest on, edited by hand: territories, inhabitants, indicators and values; and published series (section 2).

Every write is one transaction with its line in the log, counts up the data's version, and can be taken back by writing what stood before.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import isnan
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.fields import Choices, Field, parse, text
from app.domain.problems import Problem
from app.domain.riskindex import compute
from app.domain.riskindex.dataset import Territory as Place
from app.domain.riskindex.entry import (
    INDICATOR_FIELDS,
    LEVELS,
    TERRITORY_FIELDS,
    Added,
    Cells,
    CodeEdit,
    IndicatorUse,
    PeopleEdit,
    SeriesRow,
    TerritoryRow,
    ValueRow,
    ValuesEdit,
    listed,
    parent_names,
    wholes_first,
)
from app.domain.riskindex.kinds import multiplier_problem
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Indicator, IndicatorKind, Level, SeriesInfo, SeriesKind
from app.domain.riskindex.uncertainty import hidden_counts
from app.domain.swedish import ParseError
from app.domain.views import Changes
from app.domain.vocabulary import SubIndex
from app.errors import NotFound, StateConflict, ValidationProblems
from app.models import riskindex as mapped
from app.services import index_cells, index_places
from app.services.index_store import add_indicators, changed, indicator_of
from app.services.index_verdicts import evaluate_if_moved, rested_on
from app.services.risk_index import RiskIndex
from app.services.store import Store, require

_FIELDS: Mapping[str, Field] = {field.key: field for field in INDICATOR_FIELDS}
_PLACE_FIELDS: Mapping[str, Field] = {field.key: field for field in TERRITORY_FIELDS}
_NO_LISTS = Choices({})


class IndexData:
    """Safe to use from several threads."""

    def __init__(self, store: Store, index: RiskIndex) -> None:
        self.store = store
        self._index = index

    # --- territories ------------------------------------------------------------------------------

    def territories(self) -> tuple[TerritoryRow, ...]:
        """Every territory with its parts and values counted, wholes first."""
        with self.store.reading() as session:
            return wholes_first(index_places.rows(session))

    def add_territory(self, place: Place, inhabitants: Mapping[int, int] | None = None) -> Added:
        """A new territory, or one that was removed with what it had. Raises RuleViolation."""
        with self.store.writing() as unit:
            made = index_places.add(unit.session, place)
            for year, number in (inhabitants or {}).items():
                unit.session.add(mapped.TerritoryPopulation(territory=made.code, year=year, inhabitants=number))
            changed(unit, f"Nytt område: {made.name}", "", index_places.said(unit.session, made.code))
            return Added(unit.changes, made.code, made.uid)

    def edit_territory(self, code: str, key: str, typed: str, *, expected: str | None = None) -> CodeEdit:
        """Store one field as typed. Raises ValidationProblems for what cannot be read, RuleViolation, StateConflict, NotFound."""
        with self.store.writing() as unit:
            rows = {row.code: row for row in index_places.rows(unit.session)}
            held = index_places.find(unit.session, code)
            names = parent_names(rows.values(), held.level, code)
            before = rows[code].text(key, names)
            _expect(_PLACE_FIELDS[key].label, before, expected)
            value = _read(_PLACE_FIELDS[key], typed, Choices({"parents": names}))
            index_places.write(unit.session, held, key, value)
            rows = {row.code: row for row in index_places.rows(unit.session)}
            after = rows[held.code].text(key, parent_names(rows.values(), held.level, held.code))
            if after != before:
                changed(unit, f"{_PLACE_FIELDS[key].label}, område {held.name}", before, after)
            return CodeEdit(unit.changes, held.code, before, after)

    def remove_territory(self, code: str) -> Changes:
        """Remove a territory that nothing rests on; its inhabitants go with it. Raises RuleViolation with what stands in the way."""
        with self.store.writing() as unit:
            held = index_places.find(unit.session, code)
            why = index_places.why_kept(unit.session, held)
            require(not why, why)
            before = index_places.said(unit.session, code)
            unit.session.delete(held)
            unit.session.flush()
            changed(unit, f"Området {held.name} togs bort", before, "")
        return unit.changes

    def why_kept(self, code: str) -> str:
        """What stands in the way of removing a territory, '' for nothing."""
        with self.store.reading() as session:
            return index_places.why_kept(session, index_places.find(session, code))

    def inhabitants(self, code: str) -> Mapping[int, int]:
        """A territory's own inhabitants by year, newest first."""
        held = mapped.TerritoryPopulation
        with self.store.reading() as session:
            rows = session.execute(select(held.year, held.inhabitants).where(held.territory == code).order_by(held.year.desc()))
            return {row.year: row.inhabitants for row in rows}

    # --- inhabitants ------------------------------------------------------------------------------

    def population_years(self) -> tuple[int, ...]:
        """Years with inhabitants, newest first."""
        held = mapped.TerritoryPopulation
        with self.store.reading() as session:
            return tuple(session.scalars(select(held.year).distinct().order_by(held.year.desc())))

    def population(self, year: int) -> Mapping[str, int]:
        """Own inhabitants of a year by code."""
        held = mapped.TerritoryPopulation
        with self.store.reading() as session:
            rows = session.execute(select(held.territory, held.inhabitants).where(held.year == year))
            return {row.territory: row.inhabitants for row in rows}

    def write_population(self, year: int, typed: Mapping[str, str], *, expected: Mapping[str, str] | None = None) -> PeopleEdit:
        """Store inhabitants of a year by code; '' takes the figure away. All or nothing: ValidationProblems names every cell."""
        with self.store.writing() as unit:
            names = index_places.names(unit.session)
            before, after = index_cells.write_people(unit.session, year, typed, expected, names)
            if before:
                label = f"Invånare {year}" + (f", {names[next(iter(before))]}" if len(before) == 1 else f", {len(before)} områden")
                changed(unit, label, _told(before, names), _told(after, names))
            return PeopleEdit(unit.changes, before, after)

    # --- indicators -------------------------------------------------------------------------------

    def indicators(self) -> tuple[Indicator, ...]:
        """In the order they are shown: by area, then by place in it."""
        with self.store.reading() as session:
            return _ordered(session)

    def indicator_texts(self, code: str) -> Mapping[str, str]:
        """Every field as the form shows it. Raises NotFound."""
        with self.store.reading() as session:
            return _texts(_find(session, code))

    def add_indicator(self, indicator: Indicator) -> Added:
        """Raises RuleViolation for a code or name that is taken, or a multiplier that the kind does not allow."""
        with self.store.writing() as unit:
            _require_multiplier(indicator.kind, indicator.multiplier)
            _require_names(unit.session, indicator.code, indicator.name, "")
            place = unit.session.scalar(select(func.max(mapped.Indicator.position)))
            add_indicators(unit.session, [indicator], 0 if place is None else place + 1)
            held = _find(unit.session, indicator.code)
            changed(unit, f"Ny indikator: {held.name}", "", held.code)
            return Added(unit.changes, held.code, held.uid)

    def edit_indicator(self, code: str, key: str, typed: str, *, expected: str | None = None) -> CodeEdit:
        """Store one field as typed. Raises ValidationProblems for what cannot be read, RuleViolation, StateConflict, NotFound."""
        field = _FIELDS[key]
        with self.store.writing() as unit:
            held = _find(unit.session, code)
            before = _texts(held)[key]
            _expect(field.label, before, expected)
            _write(unit.session, held, field, _read(field, typed, _NO_LISTS))
            after = _texts(held)[key]
            if after != before:
                changed(unit, f"{field.label}, indikator {held.name}", before, after)
            return CodeEdit(unit.changes, held.code, before, after)

    def move_indicator(self, code: str, step: int) -> Changes:
        """Move an indicator among those of its area, −1 for up and 1 for down; nothing happens at the ends."""
        with self.store.writing() as unit:
            held = _find(unit.session, code)
            rows = list(unit.session.scalars(select(mapped.Indicator).order_by(mapped.Indicator.position, mapped.Indicator.code)))
            for number, row in enumerate(rows):
                row.position = number
            own = [row for row in rows if row.area == held.area]
            place = own.index(held) + step
            if 0 <= place < len(own):
                other = own[place]
                held.position, other.position = other.position, held.position
                changed(unit, f"Ordning, indikator {held.name}", "", f"{'efter' if step > 0 else 'före'} {other.name}")
        return unit.changes

    def remove_indicator(self, code: str, *, with_values: bool = False) -> Changes:
        """Remove an indicator that no comment or recipe is about; one that has values only when that is said.

        Raises RuleViolation with what stands in the way, NotFound.
        """
        with self.store.writing() as unit:
            held = _find(unit.session, code)
            why = index_places.why_indicator_kept(unit.session, held)
            require(not why, why)
            values = unit.session.scalar(select(func.count()).where(mapped.Observation.indicator == code)) or 0
            require(with_values or not values, f"{held.name} har {swedish.integer(values)} värden. De tas bort med indikatorn.")
            unit.session.execute(delete(mapped.Observation).where(mapped.Observation.indicator == code))
            unit.session.delete(held)
            unit.session.flush()
            told = f"{held.code}, {swedish.integer(values)} värden" if values else held.code
            changed(unit, f"Indikatorn {held.name} togs bort", told, "")
        return unit.changes

    def why_indicator_kept(self, code: str) -> str:
        """What stands in the way of removing an indicator, '' for nothing. Raises NotFound."""
        with self.store.reading() as session:
            return index_places.why_indicator_kept(session, _find(session, code))

    def usage(self, level: Level, year: int | None) -> Mapping[str, IndicatorUse]:
        """How each indicator is filled, and in a level and year how many units have a value and whether it is thin (section 3.10)."""
        data = self._index.dataset()
        counted = {one.code: data.indicator == number for number, one in enumerate(data.indicators)}
        own = {code: (tuple(sorted({int(one) for one in data.year[held]})), int(held.sum())) for code, held in counted.items()}
        if year is None or not data.units(level):
            return {code: IndicatorUse(years, values) for code, (years, values) in own.items()}
        panel = self._index.table(year).panel(level)
        reference = compute.reference_of(panel, Recipe())
        expected, thin = compute.expected_counts(panel, reference), compute.thin_indicators(panel, reference)
        there = (panel.x == panel.x).sum(axis=0)
        return {
            one.code: IndicatorUse(
                *own[one.code], covered=int(there[number]), units=len(panel.units), is_thin=bool(thin[number]),
                expected=None if isnan(expected[number]) else float(expected[number]),
            )
            for number, one in enumerate(panel.indicators)
        }  # fmt: skip

    # --- values -----------------------------------------------------------------------------------

    def value_years(self) -> tuple[int, ...]:
        """Years with values, newest first."""
        with self.store.reading() as session:
            return tuple(session.scalars(select(mapped.Observation.year).distinct().order_by(mapped.Observation.year.desc())))

    def values(self, indicator: str, year: int) -> tuple[ValueRow, ...]:
        """Every unit's cells of one indicator and year, and the value that counts, own or rolled up. Raises NotFound."""
        with self.store.reading() as session:
            _find(session, indicator)
            own = index_cells.cells_of(session, indicator, year)
        table = self._index.table(year)
        hidden = hidden_counts(table)
        column = next((number for number, one in enumerate(table.dataset.indicators) if one.code == indicator), None)
        rows = []
        for number, one in enumerate(table.dataset.territories):
            x = float("nan") if column is None else float(table.x[number, column])
            cells = own.get(one.code, Cells())
            small = column is not None and bool(hidden[number, column])
            rows.append(ValueRow(one.code, one.name, one.level, cells, None if isnan(x) else x, not isnan(x) and cells.is_empty, small))
        return tuple(sorted(rows, key=lambda row: (-LEVELS.index(row.level), swedish.sort_key(row.name))))

    def write_values(
        self, indicator: str, year: int, typed: Mapping[str, Cells], *, expected: Mapping[str, Cells] | None = None
    ) -> ValuesEdit:
        """Store cells by territory code; empty ones take the observation away. All or nothing: ValidationProblems names every cell."""
        with self.store.writing() as unit:
            held = indicator_of(_find(unit.session, indicator))
            names = index_places.names(unit.session)
            before, after = index_cells.write_values(unit.session, held, year, typed, expected, names)
            if before:
                one = f", {names[next(iter(before))]}" if len(before) == 1 else f", {len(before)} områden"
                said = partial(Cells.said, sensitive=held.sensitive, multiplier=held.multiplier)
                told = [_told({code: said(cells) for code, cells in block.items()}, names) for block in (before, after)]
                changed(unit, f"{held.name} {year}{one}", *told)
            return ValuesEdit(unit.changes, before, after)

    # --- published series -------------------------------------------------------------------------

    def published(self) -> tuple[SeriesRow, ...]:
        """Every published series with its years and how many values it has; the office's copies of a computed one are none."""
        value, kept = mapped.IndexValue, mapped.IndexSeries
        with self.store.reading() as session:
            years: dict[str, list[int]] = {}
            for key, year in session.execute(select(value.series_key, value.year).distinct()):
                years.setdefault(key, []).append(year)
            counted = dict(session.execute(select(value.series_key, func.count()).group_by(value.series_key)).all())
            found = session.scalars(select(kept).where(kept.kind == SeriesKind.PUBLISHED).order_by(kept.position, kept.key)).all()
            return tuple(SeriesRow(_info(one), tuple(sorted(years.get(one.key, ()))), counted.get(one.key, 0)) for one in found)

    def remove_series(self, key: str) -> Changes:
        """Remove a published series with its values. Raises NotFound."""
        with self.store.writing() as unit:
            held = unit.session.get(mapped.IndexSeries, key)
            if held is None or held.kind is not SeriesKind.PUBLISHED:
                raise NotFound("Serien finns inte längre i filen.")
            before = rested_on(unit.session)
            values = unit.session.scalar(select(func.count()).where(mapped.IndexValue.series_key == key)) or 0
            told = f"{held.name} · {held.level.label} · {held.source} · {swedish.integer(values)} värden"
            unit.session.execute(delete(mapped.IndexValue).where(mapped.IndexValue.series_key == key))
            unit.session.delete(held)
            unit.session.flush()
            changed(unit, f"Publicerad serie togs bort: {held.name}", told, "", key="series")
            evaluate_if_moved(unit, before, (key,))
        return unit.changes


# --- fields --------------------------------------------------------------------------------------


def _expect(label: str, before: str, expected: str | None) -> None:
    if expected is not None and before != expected:
        raise StateConflict(f"Fältet ”{label}” har ändrats sedan du såg det: det står nu ”{before or swedish.EMPTY}”.")


def _read(field: Field, typed: str, choices: Choices) -> Any:
    """The value of what was typed. Raises ValidationProblems."""
    try:
        return parse(field, typed, choices)
    except ParseError as error:
        raise ValidationProblems([Problem(str(error), field.key)]) from error


def _find(session: Session, code: str) -> mapped.Indicator:
    held = session.get(mapped.Indicator, code)
    if held is None:
        raise NotFound("Indikatorn finns inte längre i filen.")
    return held


def _ordered(session: Session) -> tuple[Indicator, ...]:
    areas = list(SubIndex)
    rows = session.scalars(select(mapped.Indicator).order_by(mapped.Indicator.position, mapped.Indicator.code)).all()
    return tuple(indicator_of(row) for row in sorted(rows, key=lambda row: areas.index(row.area)))


def _texts(held: mapped.Indicator) -> dict[str, str]:
    return {key: text(field, _stored(held, key), _NO_LISTS) for key, field in _FIELDS.items()}


def _stored(held: mapped.Indicator, key: str) -> Any:
    found = getattr(held, key)
    return str(found) if key == "direction" else found


def _write(session: Session, held: mapped.Indicator, field: Field, value: Any) -> None:
    key = field.key
    if key in ("name", "code"):
        code, name = (value, held.name) if key == "code" else (held.code, value)
        _require_names(session, code, name, held.code)
    if key == "code" and value != held.code:
        why = index_places.recipes_naming(session, held.code)
        require(not why, f"Koden står i receptet {why} och ändras därför inte.")
    elif key in ("area", "direction", "kind", "sensitive"):
        require(value is not None, f"Välj {field.label.lower()}.")
    elif key == "multiplier":
        _require_multiplier(IndicatorKind.of(held.kind), value)
    elif key == "weight":
        require(value is not None and value >= 0, "Vikten är 0 eller större. 1 ger lika vikt.")
    if key == "kind":
        _require_multiplier(value, held.multiplier)
        index_cells.require_fits(session, indicator_of(held), value)
    stored: Any = int(str(value)) if key == "direction" else float(value) if key == "weight" else value.value if key == "kind" else value
    setattr(held, key, stored)
    session.flush()


def _require_multiplier(kind: IndicatorKind, multiplier: int | None) -> None:
    problem = multiplier_problem(kind, multiplier)
    require(not problem, problem)


def _require_names(session: Session, code: str, name: str, own: str) -> None:
    require(code, "Indikatorn behöver en kod, till exempel ”ohalsa”.")
    require(name, "Indikatorn behöver ett namn.")
    for other, called in session.execute(select(mapped.Indicator.code, mapped.Indicator.name)):
        if other != own:
            require(swedish.match_key(other) != swedish.match_key(code), f"Koden ”{other}” är redan tagen av {called}.")
            require(swedish.match_key(called) != swedish.match_key(name), f"Det finns redan en indikator som heter ”{called}”.")


def _told(block: Mapping[str, str], names: Mapping[str, str]) -> str:
    return listed((names.get(code, code), said) for code, said in block.items())


def _info(one: mapped.IndexSeries) -> SeriesInfo:
    return SeriesInfo(
        key=one.key, name=one.name, kind=one.kind, level=one.level, source=one.source, reference=one.reference,
        illustrative=one.illustrative,
    )  # fmt: skip
