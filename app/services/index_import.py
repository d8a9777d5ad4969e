"""The indicator workbook into the store and out of it: every problem and every change shown first, then all of it or none (section 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.riskindex.dataset import LEVELS, Territory
from app.domain.riskindex.intake import Known
from app.domain.riskindex.intake_book import IndicatorPreview, IndicatorsStored, Intake, preview_of, take_in
from app.domain.riskindex.intake_problems import Faults
from app.domain.riskindex.intake_values import Values, values_of
from app.domain.riskindex.series import Indicator
from app.errors import FileRefused, StateConflict, ValidationProblems
from app.exchange.files import write_bytes
from app.exchange.indicator_reader import find_tables, is_indicator_workbook
from app.exchange.indicator_workbook import BookContent, ObservationRow, indicator_workbook
from app.exchange.sheet_reader import ColumnReader, read_columns, read_file
from app.models import riskindex as mapped
from app.services.index_store import add_indicators, changed, read_territories_and_indicators, stamp
from app.services.risk_index import RiskIndex
from app.services.store import Store, Unit
from app.services.uids import new_uid

Step = Callable[[int, int], None]
_STEPS = 5
_PIECE = 20_000
_NEW = "INSERT INTO observation (indicator, unit, year, value, numerator, denominator, illustrative) VALUES (?, ?, ?, ?, ?, ?, ?)"
_UPDATE = (
    "UPDATE observation SET value = ?4, numerator = ?5, denominator = ?6, illustrative = ?7 "
    "WHERE indicator = ?1 AND unit = ?2 AND year = ?3"
)


class IndexImport:
    """Safe to use from several threads."""

    def __init__(self, store: Store, index: RiskIndex, reader: ColumnReader = read_columns) -> None:
        self._store = store
        self._index = index
        self.reader = reader

    def template(self, path: Path) -> None:
        """Write an empty indicator workbook, whole or not at all."""
        save_indicator_template(path)

    def export(self, path: Path) -> None:
        """Write everything the computed series rest on as a workbook that reads back to the same."""
        with self._store.reading() as session:
            known = read_known(session)
            rows, marks = stored_rows(session)
        content = BookContent(known.territories, known.population, known.indicators, rows, illustrative=any(marks))
        write_bytes(path, indicator_workbook(content))

    def is_workbook(self, path: Path) -> bool:
        """Whether the file has the sheets of an indicator workbook; False for what cannot be read at all."""
        try:
            return is_indicator_workbook(read_file(path))
        except FileRefused:
            return False

    def read(self, path: Path, step: Step | None = None) -> IndicatorPreview:
        """Look at a workbook: every problem, or what it would change. Nothing is stored.

        Raises FileRefused when the file as a whole is not an indicator workbook.
        """
        tell = step or (lambda done, total: None)
        tell(0, _STEPS)
        sheets = self.reader(read_file(path))
        tell(1, _STEPS)
        faults = Faults()
        tables = find_tables(sheets, faults)
        with self._store.reading() as session:
            known = read_known(session)
            if tables.found is None:
                return IndicatorPreview(path.name, tuple(faults.found))
            intake, notes = take_in(tables.found, known, faults, tables.illustrative)
            tell(2, _STEPS)
            if faults:
                return IndicatorPreview(path.name, tuple(faults.found), (*tables.notes, *notes))
            return preview(session, self._index, path.name, intake, (*tables.notes, *notes), known, tell)

    def store(self, preview: IndicatorPreview, step: Step | None = None) -> IndicatorsStored:
        """Store what the preview showed: all or nothing.

        Raises ValidationProblems while it lists problems, StateConflict when the data has changed since.
        """
        if preview.problems or preview.intake is None or preview.compared is None:
            raise ValidationProblems(preview.problems)
        with self._store.writing() as unit:
            write_intake(unit, preview, step or (lambda done, total: None))
        return IndicatorsStored(preview.counts, unit.changes)


def save_indicator_template(path: Path) -> None:
    write_bytes(path, indicator_workbook())


# --- reading what is held ----------------------------------------------------------------------------------


def read_known(session: Session) -> Known:
    territories, indicators = read_territories_and_indicators(session)
    people = mapped.TerritoryPopulation
    rows = session.execute(select(people.territory, people.year, people.inhabitants))
    return Known(territories, indicators, {(row.territory, row.year): row.inhabitants for row in rows})


def stored_rows(session: Session) -> tuple[list[ObservationRow], list[bool]]:
    """Every observation and whether it is an example value."""
    kept = mapped.Observation
    columns = (kept.indicator, kept.unit, kept.year, kept.value, kept.numerator, kept.denominator, kept.illustrative)
    rows: Sequence[Any] = session.execute(select(*columns).order_by(kept.year, kept.id)).all()
    return [tuple(row[:6]) for row in rows], [row[6] for row in rows]


def preview(
    session: Session, index: RiskIndex, name: str, intake: Intake, notes: Iterable[str], known: Known, step: Step
) -> IndicatorPreview:
    """What the intake would change in the store as it is now."""
    rows, marks = stored_rows(session)
    stored: Values = values_of(rows)
    step(3, _STEPS)
    recipes = [one.recipe for one in index.recipes()] or [index.default_recipe()]
    shown = preview_of(name, intake, notes, known, stored, marks, recipes, stamp(session), lambda: step(4, _STEPS))
    kept = session.execute(select(mapped.IndexResult.name, mapped.IndexResult.year).where(mapped.IndexResult.year.in_(shown.years)))
    return replace(shown, results=tuple(f"{row.name} ({row.year})" for row in kept))


# --- storing -------------------------------------------------------------------------------------------------


def write_intake(unit: Unit, shown: IndicatorPreview, step: Step) -> None:
    """Write what the preview showed, in the unit's transaction. Raises StateConflict."""
    intake, compared = shown.intake, shown.compared
    if intake is None or compared is None or stamp(unit.session) != shown.stamp:
        raise StateConflict("Underlaget till indexet har ändrats sedan filen lästes. Läs in den på nytt.")
    _write_territories(unit.session, intake.territories)
    _write_indicators(unit.session, intake.indicators)
    _write_population(unit.session, intake)
    unit.session.flush()
    new, moved = intake.values.only(compared.new), intake.values.only(compared.changed)
    total = len(new) + len(moved)
    done = 0
    for statement, values in ((_NEW, new), (_UPDATE, moved)):
        rows = [(*row, intake.illustrative) for row in values.rows()]
        for start in range(0, len(rows), _PIECE):
            step(done, max(total, 1))
            piece = rows[start : start + _PIECE]
            unit.session.connection().exec_driver_sql(statement, piece)
            done += len(piece)
    told = ", ".join(f"{one.sheet.lower()} {one.new} nya {one.changed} ändrade" for one in shown.counts if one.new or one.changed)
    changed(unit, "Inläsning av indikatorer", "", f"{swedish.compact(shown.file_name)}: {told}", source=swedish.compact(shown.file_name))


def _write_territories(session: Session, territories: Sequence[Territory]) -> None:
    """New and changed, wholes before their parts; the order of the workbook becomes the order of lists."""
    held = {one.code: one for one in session.scalars(select(mapped.Territory))}
    after = (session.scalar(select(func.max(mapped.Territory.position))) or 0) + 1
    place = {one.code: number for number, one in enumerate(territories)}
    fresh = sorted((one for one in territories if one.code not in held), key=lambda one: -LEVELS.index(one.level))
    rows = [
        {
            "uid": new_uid(), "version": 1, "code": one.code, "position": after + place[one.code], "name": one.name, "level": one.level,
            "parent": one.parent,
        }
        for one in fresh
    ]  # fmt: skip
    if rows:
        session.execute(insert(mapped.Territory), rows)
    aliases = _aliases(session)
    for one in territories:
        record = held.get(one.code)
        if record is not None and (record.name, record.level, record.parent) != (one.name, one.level, one.parent):
            record.name, record.level, record.parent = one.name, one.level, one.parent
            record.version += 1
        if set(one.aliases) != aliases.get(one.code, set()):
            session.execute(delete(mapped.TerritoryAlias).where(mapped.TerritoryAlias.territory == one.code))
            if one.aliases:
                session.execute(insert(mapped.TerritoryAlias), [{"territory": one.code, "alias": alias} for alias in one.aliases])


def _aliases(session: Session) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in session.execute(select(mapped.TerritoryAlias.territory, mapped.TerritoryAlias.alias)):
        found.setdefault(row.territory, set()).add(row.alias)
    return found


def _write_indicators(session: Session, indicators: Sequence[Indicator]) -> None:
    held = {one.code: one for one in session.scalars(select(mapped.Indicator))}
    after = (session.scalar(select(func.max(mapped.Indicator.position))) or 0) + 1
    add_indicators(session, [one for one in indicators if one.code not in held], first=after)
    for one in indicators:
        record = held.get(one.code)
        if record is None:
            continue
        values = {name: getattr(one, name) for name in _INDICATOR} | {"kind": one.kind.value}
        if any(getattr(record, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(record, name, value)
            record.version += 1


_INDICATOR = (
    "name", "area", "direction", "unit", "multiplier", "kind", "denominator", "source", "note", "weight", "sensitive", "redefined",
)  # fmt: skip


def _write_population(session: Session, intake: Intake) -> None:
    people = mapped.TerritoryPopulation
    held = {
        (row.territory, row.year): row.inhabitants for row in session.execute(select(people.territory, people.year, people.inhabitants))
    }
    rows = [
        {"territory": code, "year": year, "inhabitants": number}
        for (code, year), number in intake.population.items()
        if (code, year) not in held
    ]
    if rows:
        session.execute(insert(people), rows)
    for (code, year), number in intake.population.items():
        if held.get((code, year), number) != number:
            session.execute(update(people).where(people.territory == code, people.year == year).values(inhabitants=number))
