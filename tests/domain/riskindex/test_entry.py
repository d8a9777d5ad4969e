"""What people type about values, and the order of the tree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.riskindex.entry import (
    INDICATOR_FIELDS,
    TERRITORY_FIELDS,
    Cells,
    TerritoryRow,
    in_tree_order,
    listed,
    parent_names,
    read_aliases,
    read_cells,
    read_people,
    read_year,
    rolled_people,
)
from app.domain.riskindex.limits import MAX_CODE, MAX_NAME
from app.domain.riskindex.series import IndicatorKind, Level
from app.domain.swedish import ParseError
from tests.domain.riskindex.panels import indicators

SHARE, RATE = indicators()[0], indicators()[1]


def test_numbers_are_read_as_people_type_them() -> None:
    numbers, wrong = read_cells(RATE, Cells(numerator="1 250", denominator="18\u00a0300"))
    assert not wrong
    assert (numbers.numerator, numbers.denominator) == (1250.0, 18300.0)
    assert read_cells(SHARE, Cells(value="12,5 %"))[0].value == 12.5
    assert read_cells(SHARE, Cells(value="–"))[0].value is None


@pytest.mark.parametrize(
    ("cells", "column", "told"),
    [
        (Cells(value="101"), "value", "högst 100"),
        (Cells(value="tolv"), "value", "Lämna cellen tom"),
        (Cells(value="-1"), "value", "negativt"),
        (Cells(numerator="9"), "denominator", "behöver en nämnare"),
        (Cells(denominator="9"), "numerator", "står ensam"),
        (Cells(numerator="10", denominator="9"), "numerator", "större än nämnaren"),
        (Cells(numerator="0", denominator="0"), "denominator", "större än 0"),
        (Cells("5", "1", "20"), "value", "antingen värdet"),
    ],
)
def test_what_does_not_hold_is_told_at_its_cell(cells: Cells, column: str, told: str) -> None:
    _numbers, wrong = read_cells(SHARE, cells)
    assert list(wrong) == [column]
    assert told in wrong[column]


def test_texts_are_as_long_at_most_as_in_a_workbook() -> None:
    longest = {(field.key, field.max_length) for field in (*TERRITORY_FIELDS, *INDICATOR_FIELDS) if field.key in ("name", "unit", "code")}
    assert longest == {("name", MAX_NAME), ("unit", MAX_NAME), ("code", MAX_CODE)}
    assert (MAX_NAME, MAX_CODE) == (200, 60)


def test_other_measures_may_have_more_cases_than_people_and_high_values() -> None:
    other = replace(SHARE, kind=IndicatorKind.OTHER)
    assert not read_cells(other, Cells(numerator="10", denominator="9"))[1]
    assert not read_cells(other, Cells(value="250"))[1]
    assert not read_cells(RATE, Cells(value="250"))[1]
    assert not read_cells(RATE, Cells(value="12,5", denominator="800"))[1]


def test_inhabitants_and_years() -> None:
    assert read_people("18 300") == 18_300
    assert read_people("") is None
    assert read_year(" 2012 ") == 2012
    for wrong in ("12,5", "-3"):
        with pytest.raises(ParseError):
            read_people(wrong)
    for wrong in ("12", "år 2012", "2812"):
        with pytest.raises(ParseError):
            read_year(wrong)


def test_aliases_are_split_and_each_kept_once() -> None:
    assert read_aliases("Hässelby; Hässelby villa ;; Hässelby") == ("Hässelby", "Hässelby villa")


def place(code: str, level: Level, parent: str | None = None) -> TerritoryRow:
    return TerritoryRow(code, code.capitalize(), level, parent, (), None, 0, 0)


def test_each_whole_is_followed_by_its_parts() -> None:
    rows = [
        place("ö", Level.DISTRICT, "n"), place("loose", Level.DISTRICT), place("å", Level.DISTRICT, "n"), place("stad", Level.CITY),
        place("n", Level.BOARD, "stad"), place("bas", Level.BASE_AREA, "å"),
    ]  # fmt: skip
    assert [row.code for row in in_tree_order(rows)] == ["stad", "n", "å", "bas", "ö", "loose"]
    assert list(parent_names(rows, Level.DISTRICT)) == ["stad", "n"]


def test_a_long_block_is_cut_in_the_log_and_says_so() -> None:
    assert listed([("A", "1"), ("B", "")]) == "A 1; B –"
    assert listed([("A", "1")] * 5, most=2) == "A 1; A 1; och 3 till"


def test_inhabitants_are_own_or_the_parts_together() -> None:
    rows = [place("stad", Level.CITY), place("n", Level.BOARD, "stad"), place("d", Level.DISTRICT, "n"), place("e", Level.DISTRICT, "n")]
    rows += [place("b", Level.BASE_AREA, "d"), place("c", Level.BASE_AREA, "d")]
    assert rolled_people(rows, {"b": 5, "c": 7, "n": 40}) == {"b": 5, "c": 7, "d": 12, "n": 40, "stad": 40}
