"""Tables with headings of their own into the store: looked at, mapped by the user, shown, and stored whole or not at all (section 5)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from app.domain.riskindex.free_table import TableMapping, as_data, fits, from_data, headings_key, propose, read_table
from app.domain.riskindex.intake import Known
from app.domain.riskindex.intake_book import IndicatorPreview, IndicatorsStored
from app.domain.riskindex.intake_problems import Faults
from app.domain.table_columns import ColumnSheet
from app.errors import FileRefused, ValidationProblems
from app.exchange.sheet_reader import ColumnReader, read_columns, read_file
from app.models.riskindex import ImportMapping
from app.services.index_import import preview, read_known, write_intake
from app.services.risk_index import RiskIndex
from app.services.store import Store
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
        if shown.problems or shown.intake is None:
            raise ValidationProblems(shown.problems)
        with self._store.writing() as unit:
            write_intake(unit, shown, lambda done, total: None)
            key, choices = headings_key(sheet, mapping.header_row), json.dumps(as_data(mapping), ensure_ascii=False, sort_keys=True)
            held = unit.session.scalars(select(ImportMapping).where(ImportMapping.headings == key)).first()
            if held is None:
                unit.session.add(ImportMapping(uid=new_uid(), headings=key, choices=choices))
            elif held.choices != choices:
                held.choices = choices
                held.version += 1
        return IndicatorsStored(shown.counts, unit.changes)
