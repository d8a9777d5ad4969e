"""The indicator workbook: empty to fill in, or with all that is held, in the form that is read back (risk-index brief, section 5).

Written row by row, so that a hundred thousand values take no more memory than one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.riskindex.dataset import Territory
from app.domain.riskindex.intake import DIRECTION_NAMES, KIND_NAMES, LEVEL_NAMES
from app.domain.riskindex.intake_book import AREAS, INDICATORS, PEOPLE, VALUES
from app.domain.riskindex.series import EXAMPLE_MARK, Indicator
from app.domain.vocabulary import SubIndex
from app.exchange import cells
from app.exchange.indicator_reader import HEADINGS, OPTIONAL, READ_ME

ObservationRow = tuple[str, str, int, float | None, float | None, float | None]  # indicator, unit, year, value, numerator, denominator
_LIST_ROWS = 2_000  # rows of the sheet that have drop-down lists
_CHECKED_ROWS = 4_000  # what is opened again in full before it is handed out
_FONT, _INK = "Calibri", "1F3A5F"
_WIDTHS: Mapping[str, float] = {
    "code": 16, "name": 34, "level": 20, "parent": 18, "aliases": 34, "year": 8, "count": 12, "area": 24, "direction": 18, "kind": 10,
    "unit": 34, "multiplier": 14, "denominator": 26, "weight": 8, "sensitive": 10,
    "redefined": 18, "source": 40, "indicator": 16, "value": 12,
    "numerator": 12,
}  # fmt: skip
_LISTS: Mapping[str, tuple[str, ...]] = {
    "level": tuple(LEVEL_NAMES.values()),
    "area": tuple(one.label for one in SubIndex),
    "direction": tuple(DIRECTION_NAMES.values()),
    "kind": tuple(KIND_NAMES.values()),
    "sensitive": ("Ja", "Nej"),
}
_TEXTS = {"code", "parent", "indicator"}  # columns whose empty cells are text as well: 01 stays 01

READ_ME_LINES: tuple[tuple[str, str], ...] = (
    (
        "Indikatorbok",
        "Områden, folkmängd, indikatorer och värden till det sociala riskindexet. Fyll i de fyra bladen och läs in boken i programmet.",
    ),
    (
        "Ordning",
        "Rubrikerna i rad 1 ska stå kvar. Kolumnerna får byta plats. Egna kolumner och blad får finnas; de läses inte.",
    ),
    (
        AREAS,
        "En rad för varje område. Kod: valfri text, bara en gång. Nivå: stad, stadsdelsområde, stadsdel eller "
        "basområde. Överordnad: koden för området som det ligger i; tom för staden.",
    ),
    ("", "Kolumnen Alias är valfri: andra namn som området har i tabeller, med semikolon emellan."),
    (PEOPLE, "Antal invånare i ett område ett år. Behövs för att små områden inte ska rangordnas."),
    (
        INDICATORS,
        "En rad för varje indikator. Delindex, Riktning och Slag väljs ur listan. Andel är procent och kan vara högst "
        "100. Kvot är till exempel antal per 1 000 invånare. Annat är allt övrigt.",
    ),
    (
        "",
        "Multiplikator: talet som täljare delad med nämnare gångras med. 100 för procent, 1000 för ”per 1 000”. "
        "Nämnare: vad nämnaren räknar, till exempel ”invånare 16–64 år”. Vikt: 1 om inget annat sägs. Källa: varifrån "
        "värdena kommer.",
    ),
    ("", "Kolumnen Känslig är valfri: Ja betyder att antal mellan 1 och 4 inte visas."),
    ("", "Kolumnen Ny definition från är valfri: första året då indikatorn mäter något annat än förut."),
    (
        VALUES,
        "En rad för varje år, område och indikator. Fyll i antingen Värde, eller Täljare och Nämnare. Värde med Nämnare"
        " går också bra. Stadens egen rad har stadens kod.",
    ),
    ("", "Saknas uppgiften lämnas de tre tomma, eller raden tas bort. En saknad uppgift räknas aldrig som 0."),
    (
        "",
        "Tal skrivs som tal, inte som text. Decimaltal har det decimaltecken som Excel visar. Inga procenttecken.",
    ),
    (
        "Inläsning",
        "Programmet visar alla fel med blad, rad och kolumn innan något lagras, och vad som blir nytt eller ändras. "
        "Områden, indikatorer och värden som inte står i boken lämnas orörda.",
    ),
)


@dataclass(frozen=True, slots=True)
class BookContent:
    """What a filled workbook holds."""

    territories: Sequence[Territory] = ()
    population: Mapping[tuple[str, int], int] = field(default_factory=dict)
    indicators: Sequence[Indicator] = ()
    observations: Iterable[ObservationRow] = ()
    illustrative: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.territories or self.indicators)


def indicator_workbook(content: BookContent | None = None) -> bytes:
    """The workbook as .xlsx bytes: empty, or filled. The same bytes for the same content."""
    from openpyxl import Workbook

    given = content or BookContent()
    optional = {} if given.is_empty else OPTIONAL
    book = Workbook(write_only=True)
    _read_me(book.create_sheet(READ_ME), given.illustrative)
    longest = 0
    for name, rows in (
        (AREAS, _territories(given.territories)),
        (
            PEOPLE,
            ((year, code, number) for (code, year), number in sorted(given.population.items(), key=lambda one: (one[0][1], one[0][0]))),
        ),
        (INDICATORS, _indicators(given.indicators)),
        (VALUES, ((year, unit, indicator, *numbers) for indicator, unit, year, *numbers in given.observations)),
    ):
        columns = (*HEADINGS[name], *optional.get(name, ()))
        longest = max(longest, _table(book.create_sheet(name), columns, rows))
    book.properties.creator = "Stockholms stad"
    book.properties.title = cells.cell_text(f"Indikatorbok, {EXAMPLE_MARK}" if given.illustrative else "Indikatorbok")
    book.properties.language = "sv-SE"
    return cells.finish(book, check=longest <= _CHECKED_ROWS)


def _territories(territories: Sequence[Territory]) -> Iterable[Sequence[object]]:
    for one in territories:
        yield one.code, one.name, LEVEL_NAMES[one.level], one.parent or "", "; ".join(one.aliases)


def _indicators(indicators: Sequence[Indicator]) -> Iterable[Sequence[object]]:
    for one in indicators:
        yield (
            one.code, one.name, one.area.label, DIRECTION_NAMES[one.direction], KIND_NAMES[one.kind], one.unit, one.multiplier,
            one.denominator, one.weight, one.source, "Ja" if one.sensitive else "Nej", one.redefined,
        )  # fmt: skip


def _table(sheet: Any, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[object]]) -> int:
    """Headings, lists and rows; the number of rows comes back."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.freeze_panes = "A2"
    for place, (key, label) in enumerate(columns, 1):
        letter = get_column_letter(place)
        dimension = sheet.column_dimensions[letter]
        dimension.width = max(_WIDTHS[key], len(label) + 4)
        if key in _TEXTS:
            dimension.number_format = cells.TEXT_FORMAT
        if key in _LISTS:
            listed = DataValidation("list", formula1=f'"{",".join(_LISTS[key])}"', allow_blank=True, error="Välj ur listan.")
            listed.showErrorMessage = True
            listed.add(f"{letter}2:{letter}{_LIST_ROWS}")
            sheet.data_validations.append(listed)
    sheet.append([_heading(sheet, label) for _, label in columns])
    count = 1
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row[: len(columns)]])
        count += 1
    return count


def _heading(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet)
    cells.put_text(cell, text)
    cell.font = Font(name=_FONT, bold=True, color=_INK)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _cell(sheet: Any, value: object) -> object:
    """Numbers as they are; text that could be taken for a formula as a cell that says it is text."""
    if not isinstance(value, str):
        return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value
    text = cells.cell_text(value)
    if not text:
        return None
    if not text.startswith(cells.FORMULA_STARTS):
        return text
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cells.put_text(cell, text)
    return cell


def _read_me(sheet: Any, illustrative: bool) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 110
    sheet.sheet_view.showGridLines = False
    lines = (("Observera", EXAMPLE_MARK), *READ_ME_LINES) if illustrative else READ_ME_LINES
    for label, text in lines:
        row = []
        for value, bold in ((label, True), (text, label == "Observera")):
            cell = WriteOnlyCell(sheet)
            cells.put_text(cell, value)
            cell.font = Font(name=_FONT, bold=bold, color=_INK if bold else None)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            row.append(cell)
        sheet.append(row)
