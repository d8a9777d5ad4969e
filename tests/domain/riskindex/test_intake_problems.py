"""The same fault on many rows is one line that names them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.riskindex.intake_problems import KINDS, SEPARATE, Faults, stretches


def test_a_few_rows_are_told_one_by_one_and_many_together() -> None:
    faults = Faults()
    faults.add("Värden", "Fel.", [4, 2], "B")
    assert [(one.row, one.message) for one in faults.found] == [(2, "Fel."), (4, "Fel.")]
    many = Faults()
    many.add("Värden", "Fel.", range(14, 813), "B")
    assert [str(one) for one in many.found] == ["Blad ”Värden”, rad 14, kolumn B: Fel. Så är det på 799 rader: 14–812."]


@pytest.mark.parametrize(
    ("rows", "text"),
    [([3], "3"), ([3, 4, 5, 9], "3–5 och 9"), ([1, 3, 5, 7, 9, 11, 13], "1, 3, 5, 7, 9, 11 med flera")],
)
def test_stretches_of_rows_are_named(rows: list[int], text: str) -> None:
    assert stretches(rows) == text


def test_many_different_values_are_cut_with_a_count() -> None:
    faults = Faults()
    faults.add_each("Värden", "Området {} är okänt.", {f"X{number}": [number + 2] for number in range(100)}, "B", "Okända är också")
    assert len(faults.found) == KINDS + 1
    assert faults.found[0].message == "Området ”X0” är okänt."
    assert faults.found[-1].message.startswith("Okända är också ytterligare 80 olika värden, till exempel ”X20”, ”X21”")


def test_braces_in_a_cell_are_data() -> None:
    faults = Faults()
    faults.add_each("Värden", "{} är text.", {"{0.__class__}": [2]})
    assert faults.found[0].message == "”{0.__class__}” är text."


@given(st.lists(st.integers(1, 100_000), min_size=1))
def test_the_first_row_is_always_the_place(rows: list[int]) -> None:
    faults = Faults()
    faults.add("Värden", "Fel.", rows)
    assert faults.found[0].row == min(rows)
    assert len(faults.found) == (len(set(rows)) if len(set(rows)) <= SEPARATE else 1)
