"""Contributions sum, printed and exact; so do differences between units and between years."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from app.domain.riskindex.compute import Computed, area_weights_of, compose, compute, membership, weights_of
from app.domain.riskindex.computed_ranking import measured
from app.domain.riskindex.recipe import Aggregation, Normalisation, Recipe, Reference, Treatment
from app.domain.riskindex.rounding import rounded, spread
from app.domain.riskindex.sentences import unit_sentences
from app.domain.riskindex.series import EXAMPLE_MARK, Level, Measure
from app.domain.riskindex.uncertainty import interval
from app.domain.riskindex.why import Waterfall, compared, waterfall, why_rows
from app.domain.riskindex.why_years import changed
from app.domain.riskindex.withheld import shared_values, withheld
from app.domain.vocabulary import SubIndex
from tests.domain.riskindex.datasets import counted, panel_of
from tests.domain.riskindex.panels import counts

RECIPES = (
    Recipe(),
    Recipe(reference=Reference.POPULATION),
    Recipe(reference=Reference.SIMPLE, treatment=Treatment.REFLECTION),
    Recipe(normalisation=Normalisation.Z_SCORE),
    Recipe(area_weights={SubIndex.SOCIAL: 2.0, SubIndex.HEALTH: 1.0, SubIndex.SAFETY: 0.0, SubIndex.LIVELIHOOD: 0.5}),
)


def shown(computed: Computed, unit: str, year: int = 2012) -> Waterfall:
    return waterfall(computed, unit, f"Enhet {unit}", Level.DISTRICT, year, illustrative=True, source="Provdata")


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("seed", range(4))
def test_points_sum_to_the_index_less_100_exactly_and_as_printed(recipe: Recipe, seed: int) -> None:
    computed = compute(counts(30, seed, missing=0.1), recipe)
    for unit in computed.panel.units:
        found = shown(computed, unit)
        if found.index is None:
            assert found.reason
            assert not found.rows
            continue
        assert math.fsum(one.points for one in found.rows) == pytest.approx(found.index - 100, abs=1e-9)
        assert sum((one.shown for one in found.rows), Decimal(0)) == found.difference == rounded(found.index) - 100
        assert sum((one.shown for one in found.areas), Decimal(0)) == found.difference
        assert all(abs(one.shown - Decimal(str(one.points))) < Decimal("0.1") for one in found.rows)
        assert found.steps[0].start == 100
        assert found.steps[-1].end == pytest.approx(found.index, abs=1e-9)


def test_rows_for_the_command_line_are_those_that_count_and_sum_a_unit() -> None:
    computed = compute(counts(20, 3, missing=0.15), Recipe())
    sums: dict[str, float] = {}
    for unit, _code, points in why_rows(computed):
        sums[unit] = sums.get(unit, 0.0) + points
    assert set(sums) == {unit for unit, value in zip(computed.panel.units, computed.index, strict=True) if not math.isnan(value)}
    for unit, value in sums.items():
        assert value == pytest.approx(computed.index[computed.panel.units.index(unit)] - 100, abs=1e-9)


@pytest.mark.parametrize("parts", [(0.25, 0.25, 0.25), (-0.04, 0.01, 0.03), (12.34, -7.77, 0.0), (0.1, 0.2), ()])
def test_rounded_parts_add_up_to_the_rounded_whole(parts: tuple[float, ...]) -> None:
    total = rounded(math.fsum(parts))
    assert sum(spread(parts, total), Decimal(0)) == total


def test_other_means_are_not_split_and_say_so() -> None:
    computed = compute(counts(), Recipe(aggregation=Aggregation.GEOMETRIC))
    found = shown(computed, "u0")
    assert not found.sums
    assert "geometriskt medelvärde" in found.note
    assert found.steps == ()
    assert all(one.points == 0 for one in found.rows)
    assert [one.value is not None for one in found.areas] == [True] * 4
    assert compared(found, shown(computed, "u1")) is None


def test_what_does_not_count_is_listed_with_the_reason() -> None:
    panel = counts(12, 5)
    x = panel.x.copy()
    x[0, 0] = np.nan
    recipe = Recipe(left_out=frozenset({"HEALTH0"}), indicator_weights={"SAFETY1": 0.0})
    found = shown(compute(replace(panel, x=x), recipe), "u0")
    assert {one.code: one.reason for one in found.missing} == {
        "SOCIAL0": "värde saknas",
        "HEALTH0": "receptet håller den utanför",
        "SAFETY1": "receptet ger den vikten 0",
    }
    assert found.sums


def test_a_city_without_cases_makes_the_indicator_missing_and_the_reason_says_so() -> None:
    panel = counts(12, 5)
    over = panel.numerator.copy()
    over[:, 2] = 0
    empty = replace(panel, numerator=over, x=np.where(np.arange(panel.x.shape[1]) == 2, 0.0, panel.x))
    found = shown(compute(empty, Recipe(include_thin=True)), "u0")
    assert [one.reason for one in found.missing] == ["det som 100 räknas mot är 0 eller saknas"]


def test_a_unit_without_rank_or_index_says_why() -> None:
    panel = counts(6, 5)
    people = panel.population.copy()
    people[0] = 640
    x = panel.x.copy()
    x[1, 4:] = np.nan
    computed = compute(replace(panel, population=people, x=x), Recipe(excluded={"u2": "Nybyggt område."}))
    assert shown(computed, "u0").reason == "Ingen plats i rangordningen: 640 invånare, och receptet kräver 1\N{NO-BREAK SPACE}000."
    assert shown(computed, "u1").reason == "Inget index: för få värden i fråga om säkerhet och trygghet och försörjning."
    assert shown(computed, "u2").reason == "Ingen plats i rangordningen: Nybyggt område."
    assert shown(computed, "u3").reason == ""


def test_people_are_the_least_whole_number_that_reaches_the_city() -> None:
    computed = compute(counts(), Recipe())
    for row in shown(computed, "u3").rows:
        column = [one.code for one in computed.panel.indicators].index(row.code)
        over, under, reference = (float(one) for one in (row.numerator or 0, row.denominator or 0, computed.reference[column]))
        assert row.people is not None
        moved = (over - row.people) * row.indicator.multiplier / under
        assert moved <= reference + 1e-9 if row.people > 0 else moved >= reference - 1e-9
        assert abs(row.people - (over - under * reference / row.indicator.multiplier)) < 1 + 1e-9


def test_small_counts_of_a_sensitive_indicator_are_not_shown_but_still_count() -> None:
    panel = counts(12, 5)
    over = panel.numerator.copy()
    over[0, 0] = 3
    x = panel.multiplier * over / panel.denominator
    marked = tuple(replace(one, sensitive=one.code == "SOCIAL0") for one in panel.indicators)
    found = shown(compute(replace(panel, numerator=over, x=x, indicators=marked), Recipe()), "u0")
    row = next(one for one in found.rows if "SOCIAL0" in {indicator.code for indicator in one.indicators})
    assert (row.x, row.numerator, row.people, row.people_text) == (None, None, None, "visas inte")
    assert (row.shown_index, row.shown_weight, row.city, row.denominator) == (None, None, None, None)
    assert row.name == "2 uppgifter, punkter sammanlagt"  # alone it would be the area's index less the other
    assert row.called == "sociala riskfaktorer 0 och sociala riskfaktorer 1 sammanlagt"
    assert row.counts
    assert "få fall visas inte" in row.marks
    assert math.fsum(one.points for one in found.rows) == pytest.approx((found.index or 0) - 100, abs=1e-9)


def test_each_value_has_its_interval_and_the_value_drawn_towards_the_citys() -> None:
    computed = compute(counts(), Recipe())
    for row in shown(computed, "u0").rows:
        assert row.uncertain is not None
        assert row.x is not None
        assert row.city is not None
        assert row.uncertain.low < row.x < row.uncertain.high
        assert min(row.x, row.city) <= row.uncertain.shrunk <= max(row.x, row.city)
        assert (row.uncertain.low, row.uncertain.high) == interval(row.indicator, row.numerator or 0, row.denominator or 0)
    rates = replace(counts(), numerator=np.full((12, 8), np.nan))
    assert all(one.uncertain is None for one in shown(compute(rates, Recipe(reference=Reference.SIMPLE)), "u0").rows)
    hidden = [one for one in shown(sensitive({"SOCIAL0"}), "u0").rows if one.hidden]
    assert [one.uncertain for one in hidden] == [None]


def sensitive(codes: set[str], units: tuple[int, ...] = (0,)) -> Computed:
    """A panel where certain indicators have three cases in certain units, and are sensitive."""
    panel = counts(12, 5)
    over = panel.numerator.copy()
    columns = [number for number, one in enumerate(panel.indicators) if one.code in codes]
    over[np.ix_(units, columns)] = 3
    marked = tuple(replace(one, sensitive=one.code in codes) for one in panel.indicators)
    return compute(replace(panel, numerator=over, x=panel.multiplier * over / panel.denominator, indicators=marked), Recipe())


def test_several_hidden_counts_of_an_area_are_one_summed_row() -> None:
    found = shown(sensitive({"SOCIAL0", "SOCIAL1"}), "u0")
    hidden = [one for one in found.rows if one.hidden]
    assert [one.name for one in hidden] == ["2 känsliga uppgifter, punkter sammanlagt"]
    assert [one.area for one in found.rows].count(SubIndex.SOCIAL) == 1
    assert hidden[0].shown == next(one.shown for one in found.areas if one.area is SubIndex.SOCIAL)
    assert sum((one.shown for one in found.rows), Decimal(0)) == found.difference
    assert {one.code for one in found.indicators} == {f"{area.value}{number}" for area in SubIndex for number in (0, 1)}


def test_no_hidden_index_follows_from_a_comparison_either() -> None:
    computed = sensitive({"SOCIAL0"})
    pair = compared(shown(computed, "u0"), shown(computed, "u1"))
    assert pair is not None
    social = [one for one in pair.rows if one.indicator.area is SubIndex.SOCIAL]
    assert len(social) == 1
    assert social[0].first is not None
    assert social[0].second is not None
    assert (social[0].first.shown_index, social[0].second.shown_index) == (None, None)
    assert math.fsum(one.points for one in pair.rows) == pytest.approx(pair.points, abs=1e-9)
    assert sum((one.shown for one in pair.rows), Decimal(0)) == pair.shown
    assert not pair.uneven


def test_no_hidden_count_follows_from_the_split_of_a_change() -> None:
    before, after = compute(counts(12, 7), Recipe()), sensitive({"SOCIAL0"})
    found = changed(before, after, "u0", "Enhet u0", 2006, 2012)
    assert found is not None
    social = [one for one in found.rows if one.indicator.area is SubIndex.SOCIAL]
    assert [one.indicator.name for one in social] == ["2 uppgifter, punkter sammanlagt"]
    assert social[0].called == "sociala riskfaktorer 0 och sociala riskfaktorer 1 sammanlagt"
    assert len(found.rows) == 7
    assert not found.left_out
    assert found.own + found.city == pytest.approx(found.points, abs=1e-9)
    assert found.shown == rounded(found.after) - rounded(found.before)
    other = changed(before, after, "u1", "Enhet u1", 2006, 2012)
    assert other is not None
    assert len(other.rows) == 8


def test_what_is_not_shown_one_by_one_is_never_one_alone_among_those_that_count() -> None:
    for codes in ({"SOCIAL0"}, {"SOCIAL0", "SOCIAL1"}, {"SOCIAL0", "HEALTH1"}):
        computed = sensitive(codes, (0, 3))
        mask = withheld(computed)
        assert not mask[[1, 2, *range(4, 12)]].any()
        for area in {one[:-1] for one in codes}:
            assert mask[0, [one.area.value == area for one in computed.panel.indicators]].all()
        again = compose(
            shared_values(computed, mask), weights_of(computed.panel, computed.recipe, computed.thin), area_weights_of(computed.recipe),
            membership(computed.panel), computed.recipe,
        )  # fmt: skip
        np.testing.assert_allclose(again[0], computed.areas)
        np.testing.assert_allclose(again[1], computed.index)


def test_the_text_names_kind_level_year_reference_recipe_and_example_values() -> None:
    found = shown(compute(counts(), Recipe(base_year=2006)), "u0")
    assert found.text.mark == EXAMPLE_MARK
    assert found.text.subtitle == "Beräknad serie · Stadsdel · 2012 · staden 2006 = 100 · Provdata"
    assert "Recept: Grundrecept 1" in found.text.footer
    assert found.compared_with == "staden 2006"


@pytest.mark.parametrize("seed", range(6))
def test_the_difference_of_two_units_is_the_sum_of_weighted_differences(seed: int) -> None:
    computed = compute(counts(15, seed, missing=0.12), Recipe())
    held = [unit for unit in computed.panel.units if shown(computed, unit).sums]
    for unit, other in itertools.pairwise(held):
        found = compared(shown(computed, unit), shown(computed, other))
        assert found is not None
        i, k = computed.panel.units.index(unit), computed.panel.units.index(other)
        assert math.fsum(one.points for one in found.rows) == pytest.approx(computed.index[i] - computed.index[k], abs=1e-9)
        assert sum((one.shown for one in found.rows), Decimal(0)) == found.shown == rounded(computed.index[i]) - rounded(computed.index[k])
        assert math.fsum(points for _area, points, _shown in found.areas()) == pytest.approx(found.points, abs=1e-9)


@pytest.mark.parametrize("base", [None, 2006])
@pytest.mark.parametrize("seed", range(4))
def test_the_change_of_a_unit_splits_exactly_into_its_own_part_and_the_citys(seed: int, base: int | None) -> None:
    data = counted(seed, (2006, 2012), missing=0.1)
    recipe = Recipe(base_year=base)
    panels = {year: panel_of(data, Level.DISTRICT, year) for year in (2006, 2012)}
    first, second = (compute(panels[year], recipe, panels[2006] if base else None) for year in (2006, 2012))
    for unit in second.panel.units:
        found = changed(first, second, unit, unit, 2006, 2012)
        assert found is not None
        assert found.own + found.city == pytest.approx(found.points, abs=1e-9)
        assert found.own_shown + found.city_shown == found.shown == rounded(found.after) - rounded(found.before)
        if base:
            assert found.city == pytest.approx(0, abs=1e-9)


def test_without_gaps_the_change_is_that_of_the_index_itself() -> None:
    data = counted(2, (2006, 2012))
    first, second = (compute(panel_of(data, Level.DISTRICT, year), Recipe()) for year in (2006, 2012))
    found = changed(first, second, "n0d0", "Stadsdel", 2006, 2012)
    at = second.panel.units.index("n0d0")
    assert found is not None
    assert found.left_out == ()
    assert (found.before, found.after) == pytest.approx((first.index[at], second.index[at]), abs=1e-9)


def test_a_change_is_not_split_where_the_method_has_no_parts() -> None:
    data = counted(2, (2006, 2012))
    for recipe in (Recipe(aggregation=Aggregation.POWER), Recipe(normalisation=Normalisation.Z_SCORE), Recipe(cap=50.0)):
        first, second = (compute(panel_of(data, Level.DISTRICT, year), recipe) for year in (2006, 2012))
        assert changed(first, second, "n0d0", "Stadsdel", 2006, 2012) is None


def test_a_parts_own_index_is_split_over_its_own_indicators() -> None:
    recipe = Recipe()
    computed = compute(counts(), measured(recipe, Measure.HEALTH))
    found = waterfall(
        computed, "u0", "Tensta", Level.DISTRICT, 2012, illustrative=True, measure=Measure.HEALTH, recipe=recipe
    )  # fmt: skip
    assert found.index == pytest.approx(compute(counts(), recipe).areas[0, 1])
    assert {one.area for one in (*found.rows, *found.missing)} == {SubIndex.HEALTH}
    assert math.fsum(one.points for one in found.rows) == pytest.approx((found.index or 0) - 100, abs=1e-9)
    assert [one.has_points for one in found.areas] == [False, True, False, False]
    assert found.text.title.startswith("Tensta: index för hälsa ")
    assert "Recept: Grundrecept 1" in found.text.footer
    told = unit_sentences(found)
    assert told[0].startswith("Tensta har index för hälsa ")
    assert "i fråga om hälsa" in told[1]
