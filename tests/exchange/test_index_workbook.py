"""The workbook of an index: its formulas give what the program gives, also when the weights are changed."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook

from app.domain.riskindex.compute import Computed, compute
from app.domain.riskindex.dataset import Dataset, YearTable
from app.domain.riskindex.recipe import Aggregation, Recipe
from app.domain.riskindex.recount import book
from app.domain.riskindex.series import CAUTION, EXAMPLE_MARK, Level, Observation
from app.domain.riskindex.uncertainty import hidden_at
from app.domain.vocabulary import SubIndex
from app.exchange.index_workbook import FIRST_COLUMN, FIRST_ROW, HEAD_ROW, INDEX, LIMIT_ROW, WEIGHT_ROW, index_workbook
from app.exchange.sheet_reader import read_workbook_here
from tests.domain.riskindex.datasets import city, counted, dataset
from tests.domain.riskindex.panels import indicators
from tests.exchange.formulas import Sheets

NAME = '=HYPERLINK("http://x") Åsö'
CLOSE = 1e-9


def data(missing: float = 0.5) -> Dataset:
    return replace(counted(seed=3, missing=missing), illustrative=True)


def made(recipe: Recipe, of: Dataset | None = None, level: Level = Level.BASE_AREA) -> tuple[Computed, bytes]:
    held = of if of is not None else data()
    table = YearTable(held, 2012)
    computed = compute(table.panel(level), recipe)
    return computed, index_workbook(book(held, 2012, level, computed, hidden_at(table, level)))


def shown(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data), data_only=True)


def opened(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data))


def column(sheet: Any, head: str) -> str:
    return next(cell.column_letter for cell in sheet[HEAD_ROW] if cell.value == head)


def index_rows(computed: Computed, file: Any) -> dict[str, int]:
    sheet = file[INDEX]
    return {sheet.cell(row, 1).value: row for row in range(FIRST_ROW, FIRST_ROW + len(computed.panel.units))}


def agree(computed: Computed, file: Any, value: Any) -> None:
    """Areas, index and rank of every unit, as `value(sheet, cell)` has them."""
    sheet = file[INDEX]
    index, rank = column(sheet, "Index"), column(sheet, "Plats")
    rows = index_rows(computed, file)
    assert len(rows) == len(computed.panel.units)
    for place, unit in enumerate(computed.panel.units):
        row = rows[unit]
        cells = [f"{'DEFG'[number]}{row}" for number in range(4)]
        for cell, wanted in [*zip(cells, computed.areas[place], strict=True), (f"{index}{row}", computed.index[place])]:
            found = value(INDEX, cell)
            if np.isnan(wanted):
                assert found in ("", None), (unit, cell)
            else:
                assert found == pytest.approx(wanted, abs=CLOSE), (unit, cell)
        assert (value(INDEX, f"{rank}{row}") or 0) == computed.rank[place], unit


@pytest.mark.parametrize("how", list(Aggregation))
def test_formulas_give_the_programs_values(how: Aggregation) -> None:
    recipe = Recipe(aggregation=how, least_population=1_500, include_thin=True, excluded={"n0d0b0": "Hamn"})
    computed, file = made(recipe)
    assert np.isnan(computed.index).any()
    assert np.isnan(computed.areas).any()
    agree(computed, opened(file), Sheets(opened(file)).value)


def test_what_the_formulas_show_before_they_are_recalculated_is_the_same() -> None:
    computed, file = made(Recipe(least_population=1_500))
    held = shown(file)
    agree(computed, held, lambda sheet, cell: held[sheet][cell].value)


def test_every_formula_carries_its_value() -> None:
    _computed, file = made(Recipe())
    for sheet in read_workbook_here(file).sheets:
        assert not sheet.formulas_without_value, sheet.name
    formulas, sheets, values = opened(file), Sheets(opened(file)), shown(file)
    count = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            found, told = sheets.value(sheet.title, cell.coordinate), values[sheet.title][cell.coordinate].value
            assert (found or 0) == pytest.approx(told or 0, abs=CLOSE), (sheet.title, cell.coordinate)
            count += 1
    assert count > 500


def test_other_weights_give_what_the_program_gives_with_them() -> None:
    _computed, file = made(Recipe())
    formulas = opened(file)
    sheets = Sheets(formulas)
    values = formulas["Index per indikator"]
    names = {values.cell(HEAD_ROW, place).value: place for place in range(FIRST_COLUMN, FIRST_COLUMN + 8)}
    listed = indicators()
    changed = {listed[0].code: 3.0, listed[3].code: 0.0, listed[6].code: 0.25}
    for one in (one for one in listed if one.code in changed):
        sheets.put("Index per indikator", values.cell(WEIGHT_ROW, names[one.name]).coordinate, changed[one.code])
    sheets.put(INDEX, formulas[INDEX].cell(WEIGHT_ROW, FIRST_COLUMN + 2).coordinate, 2.5)
    sheets.put(INDEX, f"C{LIMIT_ROW}", 0.5)
    sheets.put("Delindex", f"C{LIMIT_ROW}", 1.0)
    areas = dict.fromkeys(SubIndex, 1.0) | {SubIndex.SAFETY: 2.5}
    recipe = Recipe(indicator_weights=changed, area_weights=areas, index_coverage=0.5, area_coverage=1.0)
    agree(made(recipe)[0], formulas, sheets.value)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no spreadsheet program here")
def test_a_spreadsheet_program_recalculates_to_the_same(tmp_path: Path) -> None:
    computed, file = made(Recipe(least_population=1_500))
    book = opened(file)  # saved anew, so without the values that we wrote
    book.save(tmp_path / "bok.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    target = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "ut"), str(tmp_path / "bok.xlsx")]
    subprocess.run(["soffice", profile, "--headless", *target], check=True, capture_output=True, timeout=120)
    held = load_workbook(tmp_path / "ut" / "bok.xlsx", data_only=True)
    agree(computed, held, lambda sheet, cell: held[sheet][cell].value)


def test_contributions_sum_to_the_index_less_100() -> None:
    computed, file = made(Recipe())
    sheets, book_ = Sheets(opened(file)), opened(file)
    total, off = (column(book_["Bidrag"], head) for head in ("Summa", "Index minus 100"))
    rows = index_rows(computed, book_)
    for place, unit in enumerate(computed.panel.units):
        row = rows[unit]
        points = [sheets.value("Bidrag", book_["Bidrag"].cell(row, FIRST_COLUMN + step).coordinate) for step in range(8)]
        if np.isnan(computed.index[place]):
            assert set(points) == {""}
            continue
        assert sum(one for one in points if one != "") == pytest.approx(computed.contributions[place].sum(), abs=CLOSE)
        assert sheets.value("Bidrag", f"{total}{row}") == pytest.approx(computed.index[place] - 100.0, abs=CLOSE)
        assert sheets.value("Bidrag", f"{off}{row}") == pytest.approx(computed.index[place] - 100.0, abs=CLOSE)


def test_means_that_cannot_be_split_have_no_sheet_of_contributions() -> None:
    _computed, file = made(Recipe(aggregation=Aggregation.GEOMETRIC))
    assert "Bidrag" not in opened(file).sheetnames


def test_text_stays_text_and_the_mark_stands_on_every_sheet() -> None:
    held = data()
    places = tuple(replace(one, name=NAME) if one.code == "n0d0b1" else one for one in held.territories)
    _computed, file = made(Recipe(), replace(held, territories=places))
    book_ = opened(file)
    named = [cell for sheet in book_ for row in sheet.iter_rows() for cell in row if cell.value == NAME]
    assert len(named) >= 5
    assert {cell.data_type for cell in named} == {"s"}
    for sheet in book_:
        text = {cell.value for row in sheet.iter_rows(max_row=MARK_LINES) for cell in row}
        assert EXAMPLE_MARK in text, sheet.title
        assert sheet.oddFooter.left.text == EXAMPLE_MARK
    said = {cell.value for cell in book_["Läs mig"]["B"]}
    assert CAUTION in said
    assert Recipe().text in said
    assert any(isinstance(one, str) and len(one) == 64 for one in said)  # the data's hash


MARK_LINES = 3


def test_missing_values_are_empty_cells() -> None:
    computed, file = made(Recipe())
    sheet = opened(file)["Index per indikator"]
    empty = sum(sheet.cell(row, place).value is None for row in range(FIRST_ROW, FIRST_ROW + 36) for place in range(4, 12))
    assert empty == int(np.isnan(computed.values).sum()) > 0


def test_small_counts_of_a_sensitive_indicator_are_not_in_the_file() -> None:
    listed = tuple(replace(one, sensitive=number == 0) for number, one in enumerate(indicators()))
    places = city(1, 1, 4)
    seen = [
        Observation(indicator=one.code, unit=f"n0d0b{place}", level=Level.BASE_AREA, year=2012, numerator=count, denominator=2_000)
        for one in listed
        for place, count in enumerate((3, 57, 211, 412))
    ]
    _computed, file = made(Recipe(), dataset(places, listed, seen))
    rows = list(opened(file)["Underlag"].iter_rows(min_row=FIRST_ROW, values_only=True))
    of_first = {row[0]: row for row in rows if row[2] == listed[0].code}
    hidden = {code for code, row in of_first.items() if (row[7] or "").startswith("visas inte")}
    assert "n0d0b0" in hidden
    assert len(hidden) == 2  # one alone would follow from the total
    assert all(of_first[code][4:7] == (None, None, None) for code in hidden)
    beside = {row[0]: row for row in rows if row[2] == listed[1].code}  # the other of the area: with it the hidden index would follow
    assert {code for code, row in beside.items() if row[5] is None} == hidden
    assert all(row[5] is not None for row in rows if row[2] not in (listed[0].code, listed[1].code))


def test_the_index_of_a_hidden_count_stands_only_where_it_weighs_in() -> None:
    listed = tuple(replace(one, sensitive=number == 0) for number, one in enumerate(indicators()))
    seen = [
        Observation(
            indicator=one.code, unit=f"n0d0b{place}", level=Level.BASE_AREA, year=2012, numerator=count + 10 * number, denominator=2_000
        )
        for number, one in enumerate(listed)
        for place, count in enumerate((3, 57, 211, 412))
    ]
    held = dataset(city(1, 1, 4), listed, seen)
    for recipe, shown_cells in ((Recipe(), 4), (Recipe(left_out=frozenset({listed[0].code})), 2)):
        computed, file = made(recipe, held)
        sheet = opened(file)["Index per indikator"]
        values = [sheet.cell(row, FIRST_COLUMN).value for row in range(FIRST_ROW, FIRST_ROW + 4)]
        assert sum(value is not None for value in values) == shown_cells
        shared = [sheet.cell(row, FIRST_COLUMN + 1).value == values[row - FIRST_ROW] for row in range(FIRST_ROW, FIRST_ROW + 4)]
        assert sum(shared) == (2 if shown_cells == 4 else 0)  # what the two are together
        agree(computed, opened(file), Sheets(opened(file)).value)


def test_it_tells_how_far_it_has_come_and_can_be_stopped() -> None:
    held = data()
    table = YearTable(held, 2012)
    content = book(held, 2012, Level.BOARD, compute(table.panel(Level.BOARD), Recipe()), hidden_at(table, Level.BOARD))
    told: list[tuple[int, int]] = []
    index_workbook(content, lambda done, total: told.append((done, total)))
    assert told == [(done, 8) for done in range(1, 8)]

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        index_workbook(content, stop)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert made(Recipe())[1] == made(Recipe())[1]
