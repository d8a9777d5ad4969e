from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.domain.riskindex.compute import compute
from app.domain.riskindex.computed_ranking import TOO_LITTLE, hidden_text, index_interval, measured, ranked, with_whiskers
from app.domain.riskindex.recipe import Recipe, Reference
from app.domain.riskindex.robustness import vary_weights
from app.domain.riskindex.series import CAUTION, EXAMPLE_MARK, Level, Measure, Unranked
from app.domain.vocabulary import SubIndex
from tests.domain.riskindex.panels import counts, from_counts

NAMES = {f"u{number}": f"Område {number}" for number in range(20)}


def test_bars_fall_with_the_ranks_and_values_of_the_computation() -> None:
    computed = compute(counts(), Recipe())
    drawn = ranked(computed, Recipe(), NAMES, Level.DISTRICT, 2012, source="Provdata", illustrative=True)
    assert [bar.rank for bar in drawn.bars] == sorted(one for one in computed.rank.tolist() if one)
    assert {bar.unit: bar.value for bar in drawn.bars} == dict(zip(computed.panel.units, computed.index.tolist(), strict=True))
    above = sum(bar.value > 100 for bar in drawn.bars)
    assert drawn.title == f"Totalt index: {above} av 12 ligger över staden"
    assert drawn.subtitle == "Beräknad serie · Stadsdel · 2012 · staden samma år = 100 · Provdata"
    assert drawn.mark == EXAMPLE_MARK
    assert drawn.footer.startswith(f"Recept: {Recipe().text}. {CAUTION}")


@pytest.mark.parametrize("area", list(SubIndex))
def test_a_part_ranked_by_itself_has_the_parts_own_index(area: SubIndex) -> None:
    panel = counts(missing=0.15)
    whole = compute(panel, Recipe())
    alone = compute(panel, measured(Recipe(), Measure(area.value)))
    assert alone.index == pytest.approx(whole.areas[:, list(SubIndex).index(area)], nan_ok=True)


def test_the_recipe_that_is_named_is_the_one_in_hand() -> None:
    recipe = Recipe(area_weights=dict.fromkeys(SubIndex, 2.0))
    drawn = ranked(compute(counts(), measured(recipe, Measure.HEALTH)), recipe, NAMES, Level.DISTRICT, 2012, Measure.HEALTH)
    assert recipe.text in drawn.footer
    assert drawn.title.startswith("Hälsa: ")


def test_small_excluded_and_empty_units_are_hidden_with_the_reason() -> None:
    panel = counts()
    people = panel.population.copy()
    people[:2] = 400
    over = panel.numerator.copy()
    over[3] = np.nan
    panel = from_counts(over, panel.denominator, people)
    recipe = Recipe(excluded={"u5": "bara kontor"})
    drawn = ranked(compute(panel, recipe), recipe, NAMES, Level.DISTRICT, 2012)
    told = {one.unit: (one.reason, one.value is None) for one in drawn.unranked}
    small = "färre än 1\xa0000 invånare"
    assert told == {"u0": (small, False), "u1": (small, False), "u3": (TOO_LITTLE, True), "u5": ("bara kontor", False)}
    assert hidden_text(drawn.unranked, Level.DISTRICT) == (
        "4 stadsdelar visas inte: 1 bara kontor, 2 färre än 1\xa0000 invånare, 1 för få värden för att räkna ett index"
    )
    assert hidden_text(drawn.unranked, Level.DISTRICT) in drawn.footer
    assert (drawn.out_of, len(drawn.bars)) == (8, 8)


def test_one_reason_is_told_once() -> None:
    one = Unranked("a", "A", None, "färre än 500 invånare")
    assert hidden_text([one], Level.DISTRICT) == "1 stadsdel visas inte: färre än 500 invånare"
    assert hidden_text([], Level.DISTRICT) == ""


def test_a_value_on_a_small_denominator_is_marked_and_the_mark_is_explained() -> None:
    panel = counts()
    under, over = panel.denominator.copy(), panel.numerator.copy()
    under[2, 0], over[2, 0] = 20.0, 7.0
    drawn = ranked(compute(from_counts(over, under, panel.population), Recipe()), Recipe(), NAMES, Level.DISTRICT, 2012)
    (marked,) = [bar for bar in drawn.bars if bar.is_small]
    assert (marked.unit, marked.number[-1]) == ("u2", "*")
    assert "* vilar på minst ett värde med en nämnare under 30." in drawn.footer


def test_whiskers_hold_nine_draws_of_ten() -> None:
    computed = compute(counts(), Recipe())
    drawn = vary_weights(computed, 400, 3)
    shown = with_whiskers(ranked(computed, Recipe(), NAMES, Level.DISTRICT, 2012), drawn, computed.panel.units)
    low, high = np.percentile(drawn.index, (5, 95), axis=0)
    for bar in shown.bars:
        row = computed.panel.units.index(bar.unit)
        assert bar.interval == pytest.approx((low[row], high[row]))
        assert bar.places is not None
        assert bar.places[0] <= bar.places[1]
    assert shown.footer.endswith("i 90 procent av 400 slumpade viktningar (frö 3).")


def test_units_without_an_index_have_no_whiskers() -> None:
    low, high = index_interval(np.array([[1.0, np.nan], [2.0, 5.0]]))
    assert low[0] == pytest.approx(1.05)
    assert np.isnan([low[1], high[1]]).all()


def test_what_hundred_stands_for_follows_the_recipe() -> None:
    recipe = Recipe(reference=Reference.SIMPLE)
    drawn = ranked(compute(counts(), recipe), recipe, NAMES, Level.DISTRICT, 2012)
    assert drawn.reference_label == "Enkelt medelvärde = 100"
    assert "enkelt medelvärde samma år = 100" in drawn.subtitle


def test_a_pick_leaves_out_the_hidden_ones_that_were_not_picked() -> None:
    panel = counts()
    people = panel.population.copy()
    people[:2] = 400
    drawn = ranked(compute(replace(panel, population=people), Recipe()), Recipe(), NAMES, Level.DISTRICT, 2012)
    assert [one.unit for one in drawn.only(["u1", "u4"], "två").unranked] == ["u1"]
