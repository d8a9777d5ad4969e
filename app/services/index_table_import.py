"""Tables with headings of their own into the store: looked at, mapped by the user, shown, and stored whole or not at all (section 5)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.riskindex.free_series import SeriesTexts, compare_series, mixed_marks, read_series, unit_labels
from app.domain.riskindex.free_table import Form, TableMapping, as_data, fits, from_data, headings_key, propose, read_table
from app.domain.riskindex.intake import Known
from app.domain.riskindex.intake_book import IndicatorPreview, IndicatorsStored
from app.domain.riskindex.intake_problems import Faults
from app.domain.riskindex.series import Level, Measure, SeriesInfo, SeriesKind
from app.domain.table_columns import ColumnSheet
from app.errors import FileRefused, StateConflict, ValidationProblems
from app.exchange.sheet_reader import ColumnReader, read_columns, read_file
from app.models.riskindex import ImportMapping, IndexSeries, IndexValue
from app.services.index_import import preview, read_known, write_intake
from app.services.index_store import changed, stamp
from app.services.index_verdicts import evaluate_if_moved, rested_on
from app.services.risk_index import RiskIndex
from app.services.series_in_use import computed_key
from app.services.store import Store, Unit
from app.services.uids import new_uid

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class TableFile:
    """A workbook's sheets with content, and what their values can be laid against."""

    name: str
    sheets: tuple[ColumnSheet, ...]
    known: Known


@dataclass(frozen=True, slots=True)
class TableReading:
    """What a mapping gives: a preview, or the names that must be answered for first."""

    preview: IndicatorPreview | None
    unknown_names: dict[str, int] = field(default_factory=dict)
    unknown_indicators: tuple[str, ...] = ()


class IndexTableImport:
    """Safe to use from several threads."""

    def __init__(self, store: Store, index: RiskIndex, reader: ColumnReader = read_columns) -> None:
        self._store = store
        self._index = index
        self.reader = reader

    def look(self, path: Path, step: Step | None = None) -> TableFile:
        """The sheets of a workbook. Raises FileRefused when it is none, or has nothing in it."""
        if step:
            step(0, 2)
        sheets = tuple(one for one in self.reader(read_file(path)) if not one.is_empty)
        if not sheets:
            raise FileRefused(f"”{path.name}” är tom.", "Välj en arbetsbok med en tabell i.")
        if step:
            step(1, 2)
        with self._store.reading() as session:
            return TableFile(path.name, tuple(sorted(sheets, key=lambda one: one.hidden)), read_known(session))

    def propose(self, file: TableFile, sheet: ColumnSheet) -> tuple[TableMapping, bool]:
        """How the sheet is probably to be read, and whether that is how a sheet with these headings was read last time."""
        proposed = propose(sheet, file.known)
        with self._store.reading() as session:
            query = select(ImportMapping.choices).where(ImportMapping.headings == headings_key(sheet, proposed.header_row))
            held = session.scalar(query)
        if held is None:
            return proposed, False
        try:
            remembered = from_data(json.loads(held))
        except (KeyError, TypeError, ValueError):
            return proposed, False
        codes, indicators = {one.code for one in file.known.territories}, {one.code for one in file.known.indicators}
        if remembered.form is Form.PUBLISHED:
            return (remembered, True) if fits(remembered, sheet) else (proposed, False)
        sound = fits(remembered, sheet) and {code for code in remembered.names.values() if code} <= codes
        used = {text for text in remembered.columns.values() if text and not text.isdigit()} | ({remembered.indicator} - {""})
        return (remembered, True) if sound and used <= indicators else (proposed, False)

    def read(self, file: TableFile, sheet: ColumnSheet, mapping: TableMapping, step: Step | None = None) -> TableReading:
        """Every problem, or what the table would change; or which names are not known yet. Nothing is stored."""
        tell = step or (lambda done, total: None)
        tell(0, 5)
        faults = Faults()
        with self._store.reading() as session:
            known = read_known(session)
            found = read_table(sheet, mapping, known, faults)
            if found.intake is None and not faults:
                return TableReading(None, dict(found.unknown_names), found.unknown_indicators)
            if found.intake is None or faults:
                return TableReading(IndicatorPreview(file.name, tuple(faults.found), found.notes))
            tell(2, 5)
            return TableReading(preview(session, self._index, file.name, found.intake, found.notes, known, tell))

    def store(self, shown: IndicatorPreview, sheet: ColumnSheet, mapping: TableMapping) -> IndicatorsStored:
        """Store what was shown and remember how the table was read: all or nothing. Raises ValidationProblems and StateConflict."""
        if shown.problems or (shown.intake is None and shown.series is None):
            raise ValidationProblems(shown.problems)
        with self._store.writing() as unit:
            if shown.series is not None:
                write_series(unit, shown)
            else:
                write_intake(unit, shown, lambda done, total: None)
            _remember(unit, headings_key(sheet, mapping.header_row), mapping)
        return IndicatorsStored(shown.counts, unit.changes)

    # --- published series ---------------------------------------------------------------------------------

    def units(self, level: Level) -> list[tuple[str, str]]:
        """What a name in a published series may be matched to: label and key."""
        return unit_labels(self._store.programme, level)

    def read_series(
        self, file: TableFile, sheet: ColumnSheet, mapping: TableMapping, texts: SeriesTexts, step: Step | None = None
    ) -> TableReading:
        """As `read`, for a table of published index numbers; they are stored as they are and never recomputed."""
        if step:
            step(0, 2)
        faults = Faults()
        with self._store.reading() as session:
            held = held_series(session)
            taken = {
                *session.scalars(select(IndexSeries.key)),
                *(computed_key(level) for level in Level),
                *(kind.value for kind in SeriesKind),
            }
            intake, notes, unknown = read_series(sheet, mapping, texts, self._store.programme, held.values(), taken, faults)
            if unknown:
                return TableReading(None, unknown)
            if intake is None or faults:
                return TableReading(IndicatorPreview(file.name, tuple(faults.found), notes))
            known = held_values(session, [one.key for one in intake.series])
            mixed = mixed_marks(intake, held, known)
            if mixed:
                for text in mixed:
                    faults.add(sheet.name, text)
                return TableReading(IndicatorPreview(file.name, tuple(faults.found), notes))
            counts, differences = compare_series(intake, held, known)
            years = tuple(sorted({one.year for one in intake.values}))
            shown = IndicatorPreview(
                file.name, (), notes, counts=counts, differences=differences, years=years, stamp=stamp(session), series=intake
            )
            return TableReading(shown)


def _remember(unit: Unit, key: str, mapping: TableMapping) -> None:
    choices = json.dumps(as_data(mapping), ensure_ascii=False, sort_keys=True)
    held = unit.session.scalars(select(ImportMapping).where(ImportMapping.headings == key)).first()
    if held is None:
        unit.session.add(ImportMapping(uid=new_uid(), headings=key, choices=choices))
    elif held.choices != choices:
        held.choices = choices
        held.version += 1


def held_series(session: Session) -> dict[str, SeriesInfo]:
    """The published series by key; a table never writes over the office's copy of a computed one."""
    return {
        one.key: SeriesInfo(
            key=one.key, name=one.name, kind=one.kind, level=one.level, source=one.source, reference=one.reference,
            illustrative=one.illustrative,
        )
        for one in session.scalars(select(IndexSeries).where(IndexSeries.kind == SeriesKind.PUBLISHED))
    }  # fmt: skip


def held_values(session: Session, keys: list[str]) -> dict[tuple[str, str, Measure, int], float]:
    one = IndexValue
    query = select(one.series_key, one.unit, one.measure, one.year, one.value).where(one.series_key.in_(keys))
    return {(row.series_key, row.unit, row.measure, row.year): row.value for row in session.execute(query)}


def write_series(unit: Unit, shown: IndicatorPreview) -> None:
    """New series and values, and those that differ. Raises StateConflict."""
    intake = shown.series
    if intake is None or stamp(unit.session) != shown.stamp:
        raise StateConflict("Underlaget till indexet har ändrats sedan filen lästes. Läs in den på nytt.")
    session = unit.session
    before = rested_on(session)
    kept = {one.key: one for one in session.scalars(select(IndexSeries))}
    after = max((one.position for one in kept.values()), default=-1) + 1
    for number, info in enumerate(one for one in intake.series if one.key not in kept):
        session.add(
            IndexSeries(
                key=info.key, position=after + number, name=info.name, kind=info.kind, level=info.level, source=info.source,
                reference=info.reference, illustrative=info.illustrative,
            )
        )  # fmt: skip
    for info in intake.series:
        if info.key in kept:
            held = kept[info.key]
            held.source, held.reference, held.illustrative = info.source, info.reference, info.illustrative
    session.flush()
    known = held_values(session, [one.key for one in intake.series])
    for one in intake.values:
        place = (one.series, one.unit, one.measure, one.year)
        if place not in known:
            session.add(IndexValue(series_key=one.series, unit=one.unit, measure=one.measure, year=one.year, value=one.value))
        elif known[place] != one.value:
            where = (
                IndexValue.series_key == one.series, IndexValue.unit == one.unit, IndexValue.measure == one.measure,
                IndexValue.year == one.year,
            )  # fmt: skip
            session.execute(update(IndexValue).where(*where).values(value=one.value))
    told = ", ".join(f"{one.sheet.lower()} {one.new} nya {one.changed} ändrade" for one in shown.counts)
    changed(unit, "Inläsning av publicerade indextal", "", f"{swedish.compact(shown.file_name)}: {told}", key="series")
    evaluate_if_moved(unit, before, {one.key for one in intake.series})
