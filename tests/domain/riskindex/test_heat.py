"""The heat table: columns by area, order with what is missing last, marks, and exact words that give no small count away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.domain.riskindex.compute import compute
from app.domain.riskindex.heat import HeatTable, computed_heat, published_heat, strength
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import EXAMPLE_MARK, Level, Measure, SeriesInfo, SeriesKind, ranking
from tests.domain.riskindex.panels import counts

INFO = SeriesInfo(
    key="s", name="Stadsdelar", kind=SeriesKind.PUBLISHED, level=Level.DISTRICT, source="Provserien", reference="staden samma år = 100",
    illustrative=True,
)  # fmt: skip


def table(missing: float = 0.0, held_back: tuple[int, int] | None = None) -> HeatTable:
    panel = counts(missing=missing)
    hidden = np.zeros(panel.x.shape, dtype=bool)
    if held_back is not None:
        hidden[held_back] = True
    labels = {unit: f"Område {unit}" for unit in panel.units}
    return computed_heat(compute(panel, Recipe()), labels, Level.DISTRICT, 2012, illustrative=True, held_back=hidden)


def test_the_total_and_each_area_stand_before_its_own_indicators() -> None:
    found = table()
    assert [one.key for one in found.columns][:4] == ["TOTAL", "SOCIAL", "SOCIAL0", "SOCIAL1"]
    assert len(found.columns) == 1 + 4 + 8
    assert {one.group for one in found.columns[1:4]} == {"Sociala riskfaktorer"}
    assert found.values[:, 0].tolist() == found.computed.index.tolist()  # type: ignore[union-attr]
    assert "Recept:" in found.text.footer
    assert found.text.mark == EXAMPLE_MARK


def test_rows_fall_by_a_column_and_what_is_missing_stands_last_either_way() -> None:
    found = table(missing=0.3)
    column = next(number for number in range(len(found.columns)) if np.isnan(found.values[:, number]).any())
    for rising in (False, True):
        order = found.order_by(column, rising)
        numbers = found.values[list(order), column]
        known = numbers[~np.isnan(numbers)]
        assert np.isnan(numbers[len(known) :]).all()
        assert known.tolist() == sorted(known, reverse=not rising)
        assert sorted(order) == list(range(len(found.units)))


def test_by_rank_the_unranked_stand_last() -> None:
    found = replace(table(), ranks=(0, 2, 1, *range(3, 12)))
    assert found.order_by_rank()[:2] == (2, 1)
    assert found.order_by_rank()[-1] == 0
    assert found.rank_text(0) == "inte rangordnad"


def test_the_words_hold_the_index_the_value_the_counts_and_the_citys_value() -> None:
    found = table()
    computed = found.computed
    assert computed is not None
    text = found.words(0, 2)
    number, over, under = computed.values[0, 0], computed.panel.numerator[0, 0], computed.panel.denominator[0, 0]
    assert f"index {number:.1f}".replace(".", ",") in text
    assert f"{int(over)}" in text.replace("\xa0", "")
    assert f"av{int(under)}" in text.replace("\xa0", "").replace(" ", "")
    assert f"Staden: {computed.reference[0]:.1f}".replace(".", ",") in text
    assert "procent" in text
    assert "Staden: 100,0" in found.words(0, 0)


def test_small_rates_do_not_contradict_each_other() -> None:
    found = table()
    computed = found.computed
    assert computed is not None
    x, city = computed.panel.x.copy(), computed.reference.copy()
    x[0, 0], city[0] = 0.087, 0.05
    columns = tuple(replace(one, city=0.05) if one.place == 0 else one for one in found.columns)
    told = replace(found, columns=columns, computed=replace(computed, panel=replace(computed.panel, x=x), reference=city)).words(0, 2)
    assert "(0,087 procent" in told
    assert "Staden: 0,050 procent" in told


def test_a_count_that_is_not_shown_does_not_follow_from_its_cell() -> None:
    found = table(held_back=(3, 0))
    assert np.isnan(found.values[3, 2])
    assert found.shown(3, 2) == "◦"
    text = found.words(3, 2)
    assert "visas inte" in text
    assert not any(sign.isdigit() for sign in text.partition("Sociala riskfaktorer 0:")[2])
    assert found.shown(2, 2) != "◦"
    assert found.shown(3, 3) == "◦"  # the area's other one: the hidden index would be the area's less that
    assert [found.shown(3, column) != "◦" for column in (0, 1, 4, 5, 6)] == [True] * 5


def test_a_missing_value_is_a_dash_and_small_ones_have_a_star() -> None:
    found = table(missing=0.3)
    row, column = np.argwhere(np.isnan(found.values))[0]
    assert found.shown(int(row), int(column)) == "–"
    assert "saknas" in found.words(int(row), int(column))
    starred = replace(found, small=np.ones(found.values.shape, dtype=bool))
    row, column = np.argwhere(~np.isnan(found.values))[0]
    assert starred.shown(int(row), int(column)).endswith("*")


def test_a_published_series_shows_its_measures_with_the_citys_own() -> None:
    values = {("tensta", Measure.TOTAL): 180.0, ("tensta", Measure.HEALTH): 110.0, ("kista", Measure.TOTAL): 98.0}
    ranked = ranking(INFO, Measure.TOTAL, 2012, [("tensta", "Tensta", 180.0), ("kista", "Kista", 98.0)])
    found = published_heat(INFO, 2012, values, {"tensta": "Tensta", "kista": "Kista"}, {Measure.TOTAL: 100.0}, ranked)
    assert [one.title for one in found.columns] == ["Totalt index", "Hälsa"]
    assert found.words(found.place("tensta"), 0) == "Tensta, plats 1 av 2. Totalt index: index 180,0. Staden: 100,0."
    assert found.text.title == "2 av 3 värden ligger över 100, 1 av dem på 150 eller mer"
    assert "Publicerad serie" in found.text.subtitle
    assert published_heat(INFO, 2012, {}, {}, {}).text.title == "Inga värden att visa"


@pytest.mark.parametrize(("value", "at"), [(100.0, 0.0), (200.0, 1.0), (50.0, -1.0), (400.0, 1.0), (0.0, -1.0), (-20.0, -1.0)])
def test_the_scale_is_neutral_at_100_and_as_far_to_half_as_to_double(value: float, at: float) -> None:
    assert strength(np.array([value]))[0] == pytest.approx(at)


def test_a_missing_value_has_no_place_on_the_scale() -> None:
    assert np.isnan(strength(np.array([np.nan])))[0]
