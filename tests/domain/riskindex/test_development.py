"""Lines through the years: two references told apart, gaps and changed definitions left open, the city's part said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from app.domain.riskindex import development
from app.domain.riskindex.compute import Computed, compute
from app.domain.riskindex.dataset import Dataset, YearTable
from app.domain.riskindex.development import Development, ReferenceKind
from app.domain.riskindex.recipe import Normalisation, Recipe, Reference
from app.domain.riskindex.series import EXAMPLE_MARK, Indicator, Level, Measure, Observation, SeriesInfo, SeriesKind
from app.domain.riskindex.why_years import changed
from tests.domain.riskindex.datasets import city, dataset
from tests.domain.riskindex.panels import indicators

INFO = SeriesInfo(
    key="n", name="Nämnder", kind=SeriesKind.PUBLISHED, level=Level.BOARD, source="Provserien", reference="staden 2006 = 100",
    illustrative=True,
)  # fmt: skip
VALUES = {
    ("norr", 2006): 120.0, ("norr", 2007): 116.0, ("norr", 2008): 114.0,
    ("söder", 2006): 90.0, ("söder", 2008): 80.0,
    ("stad", 2006): 100.0, ("stad", 2007): 96.0, ("stad", 2008): 90.0,
}  # fmt: skip
LABELS = {"norr": "Norr", "söder": "Söder"}


def lines(reference: ReferenceKind, values: Mapping[tuple[str, int], float] = VALUES) -> Development:
    return development.published(INFO, Measure.TOTAL, reference, values, LABELS, {}, "stad", (2006, 2007, 2008))


def falling(years: tuple[int, ...] = (2006, 2009, 2012), lost: tuple[str, int] | None = None) -> Dataset:
    """A city in which everything gets better, at a pace of its own in each part; `lost` is an indicator and a year without it."""
    seen = []
    for year in years:
        for number, place in enumerate(one for one in city() if one.level is Level.BASE_AREA):
            for column, one in enumerate(indicators()):
                if (one.code, year) == lost:
                    continue
                pace = 1.0 - 0.01 * (year - 2006) * (1 + number % 5)
                over = int((200 + 37 * number % 300 + 11 * column) * (pace if one.direction > 0 else 2.0 - pace))
                seen.append(
                    Observation(indicator=one.code, unit=place.code, level=place.level, year=year, numerator=over, denominator=5_000)
                )
    people = {(one.code, year): 5_000 for one in city() if one.level is Level.BASE_AREA for year in years}
    return dataset(city(), indicators(), seen, people)


def by_year(data: Dataset, level: Level, base: int | None, recipe: Recipe | None = None) -> dict[int, Computed]:
    recipe = recipe or Recipe(base_year=base)
    start = None if base is None else YearTable(data, base).panel(level)
    return {year: compute(YearTable(data, year).panel(level), recipe, start) for year in data.years}


def computed_lines(data: Dataset, base: int | None, level: Level = Level.BOARD, measure: Measure = Measure.TOTAL) -> Development:
    labels = {one.code: one.name for one in data.territories}
    fixed = by_year(data, level, base or 2006)
    return development.computed(by_year(data, level, base), fixed, level, measure, base, base or 2006, labels, {}, illustrative=False)


def test_a_published_series_on_its_fixed_base_stands_as_published() -> None:
    found = lines(ReferenceKind.FIXED)
    assert found.values.tolist()[0] == [120.0, 116.0, 114.0]
    assert np.isnan(found.values[1, 1])
    assert found.text.title == "Totalt index faller i alla 2 nämndområden 2006–2008, räknat mot staden 2006"
    assert "staden 2006 = 100" in found.text.subtitle
    assert found.text.mark == EXAMPLE_MARK
    assert "Staden sjönk från 100,0 till 90,0 mellan 2006 och 2008" in found.explanation
    assert "kan alla områden falla" in found.explanation


def test_the_same_years_reference_of_a_published_series_is_the_citys_row_and_says_so() -> None:
    found = lines(ReferenceKind.SAME_YEAR)
    assert found.values[0, 2] == pytest.approx(100 * 114 / 90)
    assert found.city.tolist() == [100.0, 100.0, 100.0]
    assert found.text.title == "Totalt index stiger i 1 och faller i 1 av 2 nämndområden 2006–2008, räknat mot staden samma år"
    assert "staden samma år = 100" in found.text.subtitle
    assert "delat med stadens tal samma år" in found.text.footer
    assert "kan inte alla falla" in found.explanation


def test_a_year_without_the_citys_row_is_a_gap_on_the_same_years_reference() -> None:
    without = {key: value for key, value in VALUES.items() if key != ("stad", 2007)}
    assert np.isnan(lines(ReferenceKind.SAME_YEAR, without).values[0, 1])


def test_per_cent_only_on_the_fixed_base() -> None:
    fixed, same = lines(ReferenceKind.FIXED), lines(ReferenceKind.SAME_YEAR)
    assert fixed.per_cent[0] == pytest.approx(-5.0)
    assert np.isnan(same.per_cent).all()
    assert fixed.words(0, 2) == "Norr 2008: index 114,0, −6,0 punkter (−5,0 procent) sedan 2006"
    assert "procent" not in same.words(0, 2)
    assert fixed.words(1, 1) == "Söder 2007: värde saknas"


def test_a_city_that_gets_better_falls_everywhere_on_the_fixed_base_and_not_on_the_same_years() -> None:
    data = falling()
    fixed, same = computed_lines(data, 2006), computed_lines(data, None)
    assert fixed.counts[:2] == (0, 3)
    assert same.counts[0] > 0
    assert same.counts[1] > 0
    assert fixed.text.title.startswith("Totalt index faller i alla 3 nämndområden 2006–2012")
    assert fixed.city[0] == pytest.approx(100.0)
    assert fixed.city[-1] < 100.0
    assert same.city_ends == pytest.approx((fixed.city[0], fixed.city[-1]))
    assert "staden 2006 = 100" in fixed.text.subtitle
    assert "Recept:" in fixed.text.footer


def test_an_area_has_a_line_of_its_own() -> None:
    found = computed_lines(falling(), 2006, measure=Measure.HEALTH)
    computed = by_year(falling(), Level.BOARD, 2006)
    assert found.values[:, 0].tolist() == computed[2006].areas[:, 1].tolist()
    assert found.text.title.startswith("Hälsa faller")


def test_an_indicator_that_is_missing_one_year_breaks_every_line_and_is_named() -> None:
    lost: Indicator = indicators()[2]
    found = computed_lines(falling(lost=(lost.code, 2009)), 2006)
    assert found.broken.all()
    assert f"mellan 2006 och 2009: ”{lost.name}”" in found.explanation
    assert "samma indikatorer räknas inte" in found.words(0, 1)
    assert computed_lines(falling(lost=(lost.code, 2009)), 2006, measure=Measure.SAFETY).broken.any() == (lost.area.value == "SAFETY")


@pytest.mark.parametrize("base", [2006, None])
def test_a_new_definition_breaks_the_lines_where_it_begins_and_is_named(base: int | None) -> None:
    data = falling()
    first, *others = data.indicators
    anew = replace(data, indicators=(replace(first, redefined=2012), *others))
    found = computed_lines(anew, base)
    assert found.broken[:, -1].all()
    assert not found.broken[:, 0].any()
    assert f"mellan 2009 och 2012: ”{first.name}”" in found.explanation
    codes, told = development.not_in_all(list(by_year(anew, Level.BOARD, None).items()))
    assert codes == {first.code}
    assert f"”{first.name}” (ny definition från 2012)" in told
    split = changed(by_year(anew, Level.BOARD, base)[2006], by_year(anew, Level.BOARD, base)[2012], "n0", "n0", 2006, 2012)
    assert split is not None
    assert found.points[found.units.index("n0")] == pytest.approx(split.points, abs=1e-9)


def test_the_change_counts_only_what_both_years_have_and_is_the_change_that_is_split() -> None:
    data = falling(lost=(indicators()[0].code, 2012))
    for base in (2006, None):
        found, computed = computed_lines(data, base), by_year(data, Level.BOARD, base)
        for row, unit in enumerate(found.units):
            split = changed(computed[2006], computed[2012], unit, unit, 2006, 2012)
            assert split is not None
            assert found.points[row] == pytest.approx(split.points, abs=1e-9)
            assert split.own + split.city == pytest.approx(found.points[row], abs=1e-9)


def test_one_year_alone_is_no_development() -> None:
    found = development.published(INFO, Measure.TOTAL, ReferenceKind.FIXED, VALUES, LABELS, {}, "stad", (2006,))
    assert not found.is_drawable
    assert found.text.title == "Totalt index: ingen utveckling att visa"
    assert not development.published(INFO, Measure.TOTAL, ReferenceKind.FIXED, {}, {}, {}, "stad", ()).is_drawable


@pytest.mark.parametrize(("text", "year"), [("staden 2006 = 100", 2006), ("staden samma år = 100", None), ("", None)])
def test_the_base_year_is_read_from_what_100_stands_for(text: str, year: int | None) -> None:
    assert development.base_year_of(text) == year


def test_indicators_that_are_missing_some_years_are_named_for_those_who_want_whole_lines() -> None:
    lost = indicators()[2]
    data = falling(lost=(lost.code, 2009))
    codes, told = development.not_in_all(list(by_year(data, Level.BOARD, None).items()))
    assert codes == {lost.code}
    assert f"”{lost.name}” (2009)" in told
    whole = Recipe(left_out=codes)
    shown = by_year(data, Level.BOARD, None, whole)
    found = development.computed(shown, shown, Level.BOARD, Measure.TOTAL, None, 2006, {}, {}, illustrative=False)
    assert not found.broken.any()
    assert development.not_in_all(list(by_year(falling(), Level.BOARD, None).items())) == (frozenset(), "")


@pytest.mark.parametrize("normalisation", [Normalisation.Z_SCORE, Normalisation.MIN_MAX, Normalisation.PERCENTILE])
def test_a_recipe_that_compares_the_units_with_each_other_has_no_fixed_base(normalisation: Normalisation) -> None:
    recipe = Recipe(normalisation=normalisation)
    shown = by_year(falling(), Level.BOARD, None, recipe)
    found = development.computed(shown, shown, Level.BOARD, Measure.TOTAL, None, 2006, {}, {}, illustrative=False)
    assert development.references_of(recipe) == (ReferenceKind.SAME_YEAR,)
    assert np.isnan(found.city).all()
    assert "ingen fast bas" in found.explanation
    assert found.is_drawable


def test_what_100_stands_for_is_named_as_the_recipe_has_it() -> None:
    recipe = Recipe(reference=Reference.POPULATION)
    shown = by_year(falling(), Level.BOARD, None, recipe)
    found = development.computed(shown, shown, Level.BOARD, Measure.TOTAL, None, 2006, {}, {}, illustrative=False)
    assert "mot det befolkningsvägda medelvärdet samma år" in found.text.title
    assert "att det befolkningsvägda medelvärdet är 100" in found.explanation
