"""A computed index as a workbook whose last step is live formulas: change a weight and the ranking follows (risk-index brief, 6.6)."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from app.domain import swedish
from app.domain.riskindex.recipe import Aggregation
from app.domain.riskindex.recount import BookUnit, IndexBook, reference_words
from app.domain.riskindex.series import CAUTION
from app.exchange import cells
from app.exchange.sheet_reader import read_workbook_here
from app.exchange.workbook import cell_name, column_letter

README, DATA, REFERENCE, VALUES, AREAS, INDEX, POINTS = (
    "Läs mig", "Underlag", "Referens", "Index per indikator", "Delindex", "Index", "Bidrag",
)  # fmt: skip
MARK_ROW, LIMIT_ROW, WEIGHT_ROW, HEAD_ROW, FIRST_ROW = 2, 4, 5, 7, 8
FIRST_COLUMN = 4  # after code, name and inhabitants
_LIMIT_CELL = f"$C${LIMIT_ROW}"
_SLACK = "1E-12"
_CHECKED_ROWS = 5_000
_LINE = 15.0  # points: a wrapped cell is not made higher by itself where the file is only shown
_README_CHARACTERS = 96
_UNIT_WIDTHS = (20, 26, 12)
_INPUT, _HEAD = "FFF2CC", "E8ECF0"
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)(?: t="[a-z]+")?><f>(.*?)</f><v ?/?>(?:</v>)?</c>', re.DOTALL)

Step = Callable[[int, int], object]
Cached = float | str  # what a formula shows: a number, or '' where there is none


def index_workbook(book: IndexBook, step: Step | None = None) -> bytes:
    """The workbook's bytes: figures, weights that may be changed, and formulas that carry the values computed here until recalculated.

    `step` is told sheets done and sheets in all, and may raise to stop.
    """
    return _Writer(book).written(step)


class _Writer:
    """Fills the sheets one by one; `_cached` holds what each formula shows, by sheet and cell."""

    def __init__(self, book: IndexBook) -> None:
        from openpyxl import Workbook

        self.book = book
        self.file = Workbook()
        self.file.remove(self.file.active)
        self.is_arithmetic = book.recipe.aggregation is Aggregation.ARITHMETIC
        self._cached: dict[str, dict[str, Cached]] = {}
        self.last_row = FIRST_ROW + max(1, len(book.units)) - 1
        self.spans = _spans(book)

    def written(self, step: Step | None) -> bytes:
        fills = (self._readme, self._data, self._reference, self._values, self._areas, self._index, self._points)
        for number, fill in enumerate(fills, 1):
            fill()
            if step:
                step(number, len(fills) + 1)  # saving is the last
        self.file.calculation.fullCalcOnLoad = True
        self.file.properties.creator = "Stockholms stad"
        self.file.properties.title = cells.cell_text(self.book.text.title)
        self.file.active = self.file.sheetnames.index(INDEX)
        raw = cells.finish(self.file, check=False)
        done = _with_values(raw, [self._cached.get(name, {}) for name in self.file.sheetnames])
        if len(self.book.units) * len(self.book.indicators) <= _CHECKED_ROWS:
            read_workbook_here(done)
        return done

    # --- sheets -----------------------------------------------------------------------------------

    def _readme(self) -> None:
        sheet = self._sheet(README, (28, 96), marked=False)
        for number, (label, text) in enumerate(_told(self.book), 1):
            self._text(sheet, number, 1, label, bold=True, wrap=True)
            self._text(sheet, number, 2, text, wrap=True, bold=number == 1)
            sheet.row_dimensions[number].height = _LINE * max(1, math.ceil(len(text) / _README_CHARACTERS))

    def _data(self) -> None:
        sheet = self._sheet(DATA, (20, 26, 24, 40, 14, 12, 12, 40))
        heads = ("Kod", "Namn", "Indikatorns kod", "Indikator", "Värde", "Täljare", "Nämnare", "Anmärkning")
        self._heads(sheet, heads)
        row = FIRST_ROW
        for unit in self.book.units:
            for one, figure in zip(self.book.indicators, unit.figures, strict=True):
                for column, text in ((1, unit.code), (2, unit.name), (3, one.indicator.code), (4, one.indicator.name), (8, figure.note)):
                    self._text(sheet, row, column, text)
                for column, number in ((5, figure.x), (6, figure.numerator), (7, figure.denominator)):
                    self._number(sheet, row, column, number)
                row += 1
        sheet.auto_filter.ref = f"A{HEAD_ROW}:H{row - 1}"

    def _reference(self) -> None:
        sheet = self._sheet(REFERENCE, (24, 40, 26, 14, 18, 24, 14, 24, 30, 44))
        heads = (
            "Indikatorns kod", "Indikator", "Delindex", "100 står för", "Riktning", "Slag", "Multiplikator", "Nämnare", "Källa",
            "Anmärkning",
        )  # fmt: skip
        self._heads(sheet, heads)
        for row, one in enumerate(self.book.indicators, FIRST_ROW):
            held = one.indicator
            turned = "Högre är sämre" if held.direction > 0 else "Högre är bättre"
            words = ((1, held.code), (2, held.name), (3, held.area.label), (5, turned), (6, held.kind.label), (8, held.denominator))
            for column, text in (*words, (9, held.source), (10, one.note)):
                self._text(sheet, row, column, text)
            self._number(sheet, row, 4, one.reference)
            self._number(sheet, row, 7, held.multiplier)

    def _values(self) -> None:
        sheet = self._sheet(VALUES, _UNIT_WIDTHS)
        self._units(sheet, [one.indicator.name for one in self.book.indicators])
        self._text(sheet, LIMIT_ROW, 1, "Delindex", bold=True)
        self._text(sheet, WEIGHT_ROW, 1, "Vikt i delindexet (kan ändras)", bold=True)
        for column, one in enumerate(self.book.indicators, FIRST_COLUMN):
            self._text(sheet, LIMIT_ROW, column, one.indicator.area.label)
            self._input(sheet, WEIGHT_ROW, column, one.weight)
        for row, unit in enumerate(self.book.units, FIRST_ROW):
            for column, value in enumerate(unit.values, FIRST_COLUMN):
                self._number(sheet, row, column, value, "0.0")

    def _areas(self) -> None:
        sheet = self._sheet(AREAS, _UNIT_WIDTHS)
        self._units(sheet, self.book.areas)
        self._text(sheet, LIMIT_ROW, 1, "Minsta del av vikten (kan ändras)", bold=True)
        self._input(sheet, LIMIT_ROW, 3, self.book.recipe.area_coverage)
        for row, unit in enumerate(self.book.units, FIRST_ROW):
            for number, value in enumerate(unit.areas):
                if number in self.spans:
                    values, weights = self._span(VALUES, number, row), self._span(VALUES, number, WEIGHT_ROW, fixed=True)
                    mean = _mean(values, weights, self.book.recipe.aggregation)
                    self._formula(sheet, row, FIRST_COLUMN + number, _held(values, weights, _LIMIT_CELL, mean), value)

    def _index(self) -> None:
        sheet = self._sheet(INDEX, _UNIT_WIDTHS)
        after = (
            "Index",
            "Rangordnas",
            "Index som rangordnas",
            "Plats",
            "Index enligt programmet",
            "Plats enligt programmet",
            "Skillnad",
            "Anmärkning",
        )
        self._units(sheet, (*self.book.areas, *after))
        self._text(sheet, LIMIT_ROW, 1, "Minsta del av vikten (kan ändras)", bold=True)
        self._input(sheet, LIMIT_ROW, 3, self.book.recipe.index_coverage)
        self._text(sheet, WEIGHT_ROW, 1, "Delindexens vikt (kan ändras)", bold=True)
        for column, weight in enumerate(self.book.area_weights, FIRST_COLUMN):
            self._input(sheet, WEIGHT_ROW, column, weight)
        for row, unit in enumerate(self.book.units, FIRST_ROW):
            self._index_row(sheet, row, unit)

    def _index_row(self, sheet: Any, row: int, unit: BookUnit) -> None:
        count = len(self.book.areas)
        first, last = column_letter(FIRST_COLUMN), column_letter(FIRST_COLUMN + count - 1)
        values, weights = f"{first}{row}:{last}{row}", f"{first}${WEIGHT_ROW}:{last}${WEIGHT_ROW}"
        index, ranked, number, ours = (column_letter(FIRST_COLUMN + count + step) for step in (0, 1, 2, 4))
        for step, value in enumerate(unit.areas):
            source = f"{AREAS}!{cell_name(row, FIRST_COLUMN + step)}"
            self._formula(sheet, row, FIRST_COLUMN + step, f'IF(ISNUMBER({source}),{source},"")', value)
        mean = _mean_of_cells(row, count, self.book.recipe.aggregation)
        column = FIRST_COLUMN + count
        self._formula(sheet, row, column, _held(values, weights, _LIMIT_CELL, mean), unit.index)
        self._text(sheet, row, column + 1, swedish.yes_no(unit.is_ranked))
        counted = unit.is_ranked and unit.index is not None
        rounded = round(unit.index, 9) if counted and unit.index is not None else None
        ranked_text = f'AND(ISNUMBER({index}{row}),{ranked}{row}="Ja")'
        self._formula(sheet, row, column + 2, f'IF({ranked_text},ROUND({index}{row},9),"")', rounded, look="0.000000000")
        ranking = f"RANK({number}{row},{number}${FIRST_ROW}:{number}${self.last_row})"
        self._formula(sheet, row, column + 3, f'IF(ISNUMBER({number}{row}),{ranking},"")', unit.rank, look="0")
        self._number(sheet, row, column + 4, unit.index, "0.0")
        self._number(sheet, row, column + 5, unit.rank, "0")
        both = f'IF(AND(ISNUMBER({index}{row}),ISNUMBER({ours}{row})),{index}{row}-{ours}{row},"")'
        self._formula(sheet, row, column + 6, both, None if unit.index is None else 0.0)
        self._text(sheet, row, column + 7, unit.note)

    def _points(self) -> None:
        if not self.is_arithmetic:
            return
        sheet = self._sheet(POINTS, _UNIT_WIDTHS)
        self._units(sheet, [*(one.indicator.name for one in self.book.indicators), "Summa", "Index minus 100"])
        count = len(self.book.indicators)
        first, last = column_letter(FIRST_COLUMN), column_letter(FIRST_COLUMN + count - 1)
        total = column_letter(FIRST_COLUMN + len(self.book.areas))
        for row, unit in enumerate(self.book.units, FIRST_ROW):
            points = _points_of(self.book, unit)
            for step, value in enumerate(points):
                self._formula(sheet, row, FIRST_COLUMN + step, self._point(row, step), value, look="0.00")
            whole = None if unit.index is None else sum(one for one in points if one is not None)
            shown = f'IF(ISNUMBER({INDEX}!{total}{row}),SUM({first}{row}:{last}{row}),"")'
            self._formula(sheet, row, FIRST_COLUMN + count, shown, whole, look="0.00")
            off = f'IF(ISNUMBER({INDEX}!{total}{row}),{INDEX}!{total}{row}-100,"")'
            self._formula(sheet, row, FIRST_COLUMN + count + 1, off, None if unit.index is None else unit.index - 100.0, look="0.00")

    def _point(self, row: int, step: int) -> str:
        """ω·(I - 100) of one indicator in one unit (section 3.5)."""
        number = self.book.areas.index(self.book.indicators[step].indicator.area.label)
        here = f"'{VALUES}'!{cell_name(row, FIRST_COLUMN + step)}"
        weight = f"'{VALUES}'!{column_letter(FIRST_COLUMN + step)}${WEIGHT_ROW}"
        area = f"{INDEX}!{cell_name(row, FIRST_COLUMN + number)}"
        area_weight = f"{INDEX}!{column_letter(FIRST_COLUMN + number)}${WEIGHT_ROW}"
        last = column_letter(FIRST_COLUMN + len(self.book.areas) - 1)
        areas = f"{INDEX}!${column_letter(FIRST_COLUMN)}{row}:${last}{row}"
        weights = f"{INDEX}!${column_letter(FIRST_COLUMN)}${WEIGHT_ROW}:${last}${WEIGHT_ROW}"
        total = f"{INDEX}!{cell_name(row, FIRST_COLUMN + len(self.book.areas))}"
        values, own = self._span(VALUES, number, row), self._span(VALUES, number, WEIGHT_ROW, fixed=True)
        share = f"{area_weight}/{_present(areas, weights)}*{weight}/{_present(values, own)}"
        return f'IF(AND(ISNUMBER({total}),ISNUMBER({area}),ISNUMBER({here})),{share}*({here}-100),"")'

    # --- cells ------------------------------------------------------------------------------------

    def _sheet(self, name: str, widths: Sequence[int], *, marked: bool = True) -> Any:
        """A new sheet; all but the first say what they hold and, for sample values, that they are that."""
        sheet: Any = self.file.create_sheet(name)
        for column, width in enumerate(widths, 1):
            sheet.column_dimensions[column_letter(column)].width = width
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.left.text = cells.cell_text(self.book.text.mark or CAUTION)
        sheet.oddFooter.right.text = "Sida &P (&N)"
        if marked:
            self._text(sheet, 1, 1, f"{self.book.text.title} – {name.lower()}", bold=True)
            self._text(sheet, MARK_ROW, 1, self.book.text.mark or self.book.text.subtitle, bold=bool(self.book.text.mark))
        return sheet

    def _heads(self, sheet: Any, names: Sequence[str]) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        for column, name in enumerate(names, 1):
            cell = sheet.cell(HEAD_ROW, column)
            cells.put_text(cell, name)
            cell.font = Font(name="Calibri", bold=True)
            cell.fill = PatternFill("solid", fgColor=_HEAD)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.row_dimensions[HEAD_ROW].height = _LINE * max(math.ceil((len(name) + 2) / 13) for name in names[2:])
        sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
        sheet.freeze_panes = f"A{FIRST_ROW}"

    def _units(self, sheet: Any, names: Sequence[str]) -> None:
        """The heads of a sheet with a row a unit, and its first three columns."""
        self._heads(sheet, ("Kod", "Namn", "Invånare", *names))
        for column in range(FIRST_COLUMN, FIRST_COLUMN + len(names)):
            sheet.column_dimensions[column_letter(column)].width = 15
        sheet.freeze_panes = cell_name(FIRST_ROW, FIRST_COLUMN)
        for row, unit in enumerate(self.book.units, FIRST_ROW):
            self._text(sheet, row, 1, unit.code)
            self._text(sheet, row, 2, unit.name)
            self._number(sheet, row, 3, unit.population, cells.KRONOR_FORMAT)

    def _text(self, sheet: Any, row: int, column: int, text: str, *, bold: bool = False, wrap: bool = False) -> None:
        if not text:
            return
        cell = sheet.cell(row, column)
        cells.put_text(cell, text)
        if bold or wrap:
            from openpyxl.styles import Alignment, Font

            cell.font = Font(name="Calibri", bold=bold)
            cell.alignment = Alignment(vertical="top" if wrap else None, wrap_text=wrap)

    def _number(self, sheet: Any, row: int, column: int, value: float | None, look: str = cells.NUMBER_FORMAT) -> None:
        if value is not None:
            cell = sheet.cell(row, column, int(value) if float(value).is_integer() and look != "0.0" else value)
            cell.number_format = look

    def _input(self, sheet: Any, row: int, column: int, value: float) -> None:
        """A cell that the reader may change."""
        from openpyxl.styles import Border, PatternFill, Side

        cell = sheet.cell(row, column, value)
        side = Side(style="thin", color="8A6D1A")
        cell.fill = PatternFill("solid", fgColor=_INPUT)
        cell.border = Border(left=side, right=side, top=side, bottom=side)

    def _formula(self, sheet: Any, row: int, column: int, formula: str, value: float | None, *, look: str = "0.0") -> None:
        """A formula and what it shows, '' where there is nothing."""
        cell = sheet.cell(row, column)
        cell.value = f"={formula}"
        cell.number_format = look
        self._cached.setdefault(sheet.title, {})[cell.coordinate] = "" if value is None else float(value)

    def _span(self, sheet: str, area: int, row: int, *, fixed: bool = False) -> str:
        """The cells of an area's indicators in a row of another sheet."""
        first, last = self.spans[area]
        line = f"${row}" if fixed else str(row)
        return f"'{sheet}'!${column_letter(first)}{line}:${column_letter(last)}{line}"


def _spans(book: IndexBook) -> dict[int, tuple[int, int]]:
    """First and last column of each area that has indicators."""
    found: dict[int, tuple[int, int]] = {}
    for column, one in enumerate(book.indicators, FIRST_COLUMN):
        number = book.areas.index(one.indicator.area.label)
        found[number] = (found.get(number, (column, column))[0], column)
    return found


def _present(values: str, weights: str) -> str:
    """The weight of what exists."""
    return f"SUMPRODUCT(ISNUMBER({values})*{weights})"


def _held(values: str, weights: str, limit: str, mean: str) -> str:
    """The mean where enough of the weight exists, else nothing (section 3.4)."""
    present = _present(values, weights)
    return f'IF({present}<=0,"",IF({present}/SUM({weights})<{limit}-{_SLACK},"",{mean}))'


def _mean(values: str, weights: str, how: Aggregation) -> str:
    """A weighted mean over a row of numbers and empty cells; (x>1)*(x-1)+1 is the larger of x and 1, cell by cell."""
    present = _present(values, weights)
    if how is Aggregation.ARITHMETIC:
        return f"SUMPRODUCT({values},{weights})/{present}"
    if how is Aggregation.GEOMETRIC:
        return f"EXP(SUMPRODUCT(ISNUMBER({values})*{weights},LN(({values}>1)*({values}-1)+1))/{present})"
    return f"SQRT(SUMPRODUCT(({values}>0)*{values}*{values},{weights})/{present})"


def _mean_of_cells(row: int, count: int, how: Aggregation) -> str:
    """The same over the areas, cell by cell, since a formula cannot leave its cell empty and text cannot be multiplied."""
    places = [column_letter(FIRST_COLUMN + step) for step in range(count)]
    values = f"{places[0]}{row}:{places[-1]}{row}"
    weights = f"{places[0]}${WEIGHT_ROW}:{places[-1]}${WEIGHT_ROW}"
    if how is Aggregation.ARITHMETIC:
        return _mean(values, weights, how)
    shape = "LN(MAX({cell},1))" if how is Aggregation.GEOMETRIC else "MAX({cell},0)^2"
    parts = [f"IF(ISNUMBER({one}{row}),{one}${WEIGHT_ROW}*{shape.format(cell=f'{one}{row}')},0)" for one in places]
    mean = f"({'+'.join(parts)})/{_present(values, weights)}"
    return f"EXP({mean})" if how is Aggregation.GEOMETRIC else f"SQRT({mean})"


def _points_of(book: IndexBook, unit: BookUnit) -> list[float | None]:
    """κ of every indicator of a unit, as the formulas have it: None where the formula shows nothing."""
    held = [weight for weight, area in zip(book.area_weights, unit.areas, strict=True) if area is not None]
    between = sum(held)
    found: list[float | None] = []
    for one, value in zip(book.indicators, unit.values, strict=True):
        number = book.areas.index(one.indicator.area.label)
        if unit.index is None or value is None or unit.areas[number] is None:
            found.append(None)
            continue
        within = sum(
            other.weight
            for other, there in zip(book.indicators, unit.values, strict=True)
            if there is not None and other.indicator.area is one.indicator.area
        )
        found.append(book.area_weights[number] / between * one.weight / within * (value - 100.0))
    return found


def _told(book: IndexBook) -> Iterator[tuple[str, str]]:
    """The first sheet: what this is, what it rests on, and how to recompute it."""
    recipe, text = book.recipe, book.text
    yield "", text.title
    if text.mark:
        yield "Märkning", text.mark
    yield "Serie", text.subtitle
    yield "Recept", recipe.told({one.indicator.code: one.indicator.name for one in book.indicators})
    yield "100 står för", reference_words(recipe)
    yield "Normering", f"{recipe.normalisation.label}; indikatorer där högre är bättre vänds genom {recipe.treatment.label}"
    yield "Sammanvägning", recipe.aggregation.label
    yield "Dataavtryck (SHA-256)", book.digest
    yield "Områden", f"{len(book.units)} områden, {sum(one.rank is not None for one in book.units)} rangordnade"
    out = [f"{one.indicator.name} ({one.note})" for one in book.indicators if one.note]
    if out:
        yield "Utanför indexet", "; ".join(out)
    yield "Bladen", _SHEETS + (_POINTS if recipe.aggregation is Aggregation.ARITHMETIC else _NO_POINTS)
    yield "Räkna om", _HOW
    if any("visas inte" in figure.note for unit in book.units for figure in unit.figures):
        yield "Känsliga uppgifter", _SENSITIVE
    yield "Tänk på", CAUTION


_SHEETS = (
    "Underlag har värde, täljare och nämnare för varje område och indikator. Referens säger vad 100 står för. Index per indikator har "
    "varje indikators index. Delindex och Index är formler. "
)
_POINTS = "Bidrag visar med formler hur många punkter varje indikator bidrar med; summan är index minus 100."
_NO_POINTS = "Bidrag i punkter visas inte: bara det aritmetiska medelvärdet kan delas upp så att delarna summerar."
_HOW = (
    "De gula cellerna kan ändras: indikatorernas vikter på bladet Index per indikator, delindexens vikter på bladet Index och minsta del "
    "av vikten på Delindex och Index. Då räknas delindex, index och plats om. Kolumnen Skillnad visar hur långt det nya indexet ligger "
    "från programmets. En indikator med vikten 0 är inte med. Tomma celler är saknade värden och räknas aldrig som noll."
)
_SENSITIVE = (
    "Antal mellan 1 och 4 av känsliga uppgifter visas inte, och inte heller det som de skulle kunna räknas ut från. Där "
    "sådana uppgifter vägs in står på bladet Index per indikator, för var och en av dem, deras gemensamma index: det ger samma delindex, "
    "men säger inget om dem var för sig. Ändras deras vikter blir delindexet ungefärligt. "
    "Sprid inte arbetsboken utanför dem som behöver den."
)


def _with_values(data: bytes, cached: Sequence[Mapping[str, Cached]]) -> bytes:
    """The same workbook where each formula carries its value, for readers that do not calculate."""
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            content = source.read(member)
            found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", member.filename)
            values = cached[int(found[1]) - 1] if found else {}
            target.writestr(member, _FORMULA.sub(partial(_valued, values), content) if values else content)
    return done.getvalue()


def _valued(values: Mapping[str, Cached], cell: re.Match[bytes]) -> bytes:
    place, style, formula = cell[1], cell[2], cell[3]
    value = values[place.decode()]
    kind = b' t="str"' if isinstance(value, str) else b""
    shown = value.encode() if isinstance(value, str) else repr(value).encode()
    return b'<c r="%b"%b%b><f>%b</f><v>%b</v></c>' % (place, style, kind, formula, shown)
