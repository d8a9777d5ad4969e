"""Observations laid against the stored ones, all at once: the same as one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.riskindex.intake_values import compare, joined, values_of

CODES = st.sampled_from(["a", "b", "c", "d"])
NUMBER = st.none() | st.integers(0, 3).map(float)
ROW = st.tuples(CODES, CODES, st.integers(2010, 2012), NUMBER, NUMBER, NUMBER)
ROWS = st.lists(ROW, max_size=20, unique_by=lambda row: row[:3])


@given(ROWS)
def test_rows_come_back_as_they_were(rows: list[tuple[str, str, int, float | None, float | None, float | None]]) -> None:
    assert list(values_of(rows).rows()) == rows


@given(ROWS, ROWS)
def test_new_changed_and_same_are_those_found_one_by_one(rows: list[tuple], held: list[tuple]) -> None:  # type: ignore[type-arg]
    known = {row[:3]: row[3:] for row in held}
    found = compare(values_of(rows), values_of(held))
    assert found.new.tolist() == [row[:3] not in known for row in rows]
    assert found.changed.tolist() == [row[:3] in known and known[row[:3]] != row[3:] for row in rows]
    assert found.same == sum(known.get(row[:3]) == row[3:] for row in rows)


@given(ROWS, ROWS)
def test_tables_are_joined_after_one_another(rows: list[tuple], more: list[tuple]) -> None:  # type: ignore[type-arg]
    assert list(joined([values_of(rows), values_of(more)]).rows()) == [*rows, *more]


def test_what_is_said_of_an_observation_names_its_numbers() -> None:
    values = values_of([("i", "u", 2012, None, 40.0, 320.0), ("i", "v", 2012, 12.5, None, None), ("i", "w", 2012, 8.0, None, 100.0)])
    assert [values.said(place) for place in range(3)] == ["40 av 320", "12,5", "8 (nämnare 100)"]
