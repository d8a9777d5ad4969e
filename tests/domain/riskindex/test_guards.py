from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.riskindex.compute import compute
from app.domain.riskindex.findings import Finding, GuardKind, Moves, Severity, consequence, limit_of, review_key
from app.domain.riskindex.guards import correlation, guards
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import CHANGED, Recipe, Reference
from app.domain.riskindex.series import Level
from app.domain.vocabulary import SubIndex
from tests.domain.riskindex.panels import counts, from_counts, indicators


def level_panel(units: int = 24, seed: int = 3) -> Panel:
    """Every indicator follows one hidden risk, with some noise: nothing to find."""
    generator = np.random.default_rng(seed)
    risk = generator.uniform(0.2, 0.5, units)
    listed = indicators()
    under = np.full((units, len(listed)), 8_000.0)
    share = risk[:, None] * generator.uniform(0.75, 1.25, under.shape)
    turned = np.array([one.direction < 0 for one in listed])
    return from_counts(np.round(under * np.where(turned, 1 - share, share)), under, np.full(units, 9_000.0))


def found(panel: Panel, kind: GuardKind, recipe: Recipe | None = None, **more: object) -> list[Finding]:
    computed = compute(panel, recipe or Recipe())
    return [one for one in guards(computed, Level.DISTRICT, **more) if one.kind is kind]  # type: ignore[arg-type]


def with_column(panel: Panel, column: int, over: np.ndarray, under: np.ndarray | None = None) -> Panel:
    numerator, denominator = panel.numerator.copy(), panel.denominator.copy()
    numerator[:, column] = over
    if under is not None:
        denominator[:, column] = under
    return from_counts(numerator, denominator, panel.population)


def without_counts(panel: Panel, column: int) -> Panel:
    over, under = panel.numerator.copy(), panel.denominator.copy()
    over[:, column], under[:, column] = np.nan, np.nan
    return replace(panel, numerator=over, denominator=under)


def test_sound_data_gives_no_findings() -> None:
    assert guards(compute(level_panel(), Recipe()), Level.DISTRICT) == ()


def test_an_empty_panel_gives_no_findings() -> None:
    empty = from_counts(np.zeros((0, 8)), np.zeros((0, 8)), np.zeros(0))
    assert guards(compute(empty, Recipe()), Level.DISTRICT) == ()


def test_a_thin_indicator_is_a_note_while_held_out_and_a_warning_when_counted() -> None:
    panel = with_column(level_panel(), 1, np.tile([0.0, 3.0, 5.0, 2.0], 6))
    (note,) = found(panel, GuardKind.THIN)
    assert (note.severity, note.subject) == (Severity.NOTE, "SOCIAL1")
    assert note.number == "2,5 väntade fall i en typisk stadsdel; gränsen är 5."
    assert note.variant == Recipe().with_changes(include_thin=True)
    (warning,) = found(panel, GuardKind.THIN, Recipe(include_thin=True))
    assert warning.severity is Severity.WARNING
    assert warning.variant is not None
    assert warning.variant.left_out == {"SOCIAL1"}


def test_below_one_expected_case_it_is_too_thin_to_rank() -> None:
    panel = with_column(level_panel(), 1, np.tile([0.0, 1.0, 0.0, 0.0], 6))
    (one,) = found(panel, GuardKind.THIN, Recipe(include_thin=True))
    assert one.severity is Severity.SERIOUS
    assert one.title.endswith("för få fall för att rangordna efter")


def test_the_citys_own_value_is_shaky_when_it_rests_on_few_cases() -> None:
    panel = with_column(level_panel(), 1, np.array([2.0, 1.0] * 12))
    (one,) = found(panel, GuardKind.SHAKY, Recipe(include_thin=True))
    assert one.number == "Felet är omkring 17\xa0%; antal fall i hela staden: 36."
    assert not found(with_column(level_panel(), 1, np.array([5.0] * 24)), GuardKind.SHAKY, Recipe(include_thin=True))


def test_a_hidden_count_is_not_told_by_its_error() -> None:
    panel = with_column(level_panel(), 1, np.array([2.0] + [0.0] * 23))
    sensitive = tuple(replace(one, sensitive=True) for one in panel.indicators)
    (one,) = found(replace(panel, indicators=sensitive), GuardKind.SHAKY, Recipe(include_thin=True))
    assert one.number == "Felet är minst 50 procent; antal fall i hela staden: visas inte."


def test_a_city_value_of_nothing_says_why_the_indicator_is_missing() -> None:
    panel = without_counts(level_panel(), 1)
    x, city = panel.x.copy(), panel.city.copy()
    city[1] = 0.0
    (one,) = found(replace(panel, x=x, city=city), GuardKind.NO_REFERENCE)
    assert one.severity is Severity.SERIOUS
    assert one.title == "Sociala riskfaktorer 1: stadens värde är 0"
    assert "varken som 0 eller som 100" in one.meaning


def test_a_mean_that_is_nothing_is_not_called_the_citys_value() -> None:
    panel = level_panel()
    x = panel.x.copy()
    x[:, 1] = 0.0
    (one,) = found(replace(panel, x=x), GuardKind.NO_REFERENCE, Recipe(reference=Reference.SIMPLE, include_thin=True))
    assert one.title == "Sociala riskfaktorer 1: det enkla medelvärdet är 0"
    assert "Kvoten mot det enkla medelvärdet går" in one.meaning


def test_a_turned_share_of_the_whole_city_has_no_complement() -> None:
    turned = next(number for number, one in enumerate(indicators()) if one.direction < 0)
    panel = without_counts(level_panel(), turned)
    city = panel.city.copy()
    city[turned] = 100.0
    (one,) = found(replace(panel, city=city), GuardKind.NO_REFERENCE)
    assert one.title.endswith("stadens värde är 100 procent")


def test_a_missing_city_row_offers_the_mean_by_population() -> None:
    panel = without_counts(without_counts(level_panel(), 1), 2)
    (one,) = found(panel, GuardKind.NO_CITY_ROW)
    assert one.title == "2 indikatorer saknar värde för staden"
    assert one.variant is not None
    assert one.variant.reference is Reference.POPULATION
    assert not found(panel, GuardKind.NO_CITY_ROW, Recipe(reference=Reference.SIMPLE))
    lonely = replace(panel, population=np.full(24, np.nan))
    (other,) = found(lonely, GuardKind.NO_CITY_ROW)
    assert other.variant is not None
    assert other.variant.reference is Reference.SIMPLE


def test_a_value_near_nothing_offers_the_cap() -> None:
    over = np.full(24, 20.0)
    over[0] = 4_000.0
    (one,) = found(with_column(level_panel(), 1, over), GuardKind.NEAR_ZERO, names={"u0": "Norrmalm"})
    assert "(Norrmalm)" in one.number
    assert one.variant is not None
    assert one.variant.cap == 300
    assert not found(with_column(level_panel(), 1, over), GuardKind.NEAR_ZERO, Recipe(cap=300))


def test_many_visitors_where_little_else_is_high_question_the_denominator() -> None:
    panel = level_panel()
    calm = panel.numerator.copy()
    calm[0] = np.where([one.direction < 0 for one in panel.indicators], 6_400.0, 1_600.0)
    safety = next(number for number, one in enumerate(panel.indicators) if one.area is SubIndex.SAFETY and one.kind == "rate")
    calm[0, safety] = 8_000.0
    (one,) = found(from_counts(calm, panel.denominator, panel.population), GuardKind.DENOMINATOR, names={"u0": "Norrmalm"})
    assert one.title == "Norrmalm: passar nämnaren?"
    assert one.variant is not None
    assert set(one.variant.excluded) == {"u0"}
    assert "får ingen plats" in one.consequence


def test_an_unfit_denominator_tells_no_index_from_which_a_hidden_count_would_follow() -> None:
    panel = level_panel()
    calm, under = panel.numerator.copy(), panel.denominator.copy()
    calm[0] = np.where([one.direction < 0 for one in panel.indicators], 6_400.0, 1_600.0)
    safety = next(number for number, one in enumerate(panel.indicators) if one.area is SubIndex.SAFETY and one.kind == "rate")
    calm[0, safety], under[0, safety] = 3.0, 3.0
    secret = replace(panel.indicators[safety], sensitive=True)
    listed = tuple(secret if number == safety else one for number, one in enumerate(panel.indicators))
    (one,) = found(replace(from_counts(calm, under, panel.population), indicators=listed), GuardKind.DENOMINATOR)
    assert "index 200 eller mer, men" in one.number


def test_an_indicator_that_falls_where_its_area_rises_is_serious() -> None:
    panel = level_panel()
    share = panel.numerator[:, 2] / 8_000
    (one, *_others) = found(with_column(panel, 3, np.round(8_000 * (0.7 - share))), GuardKind.DIRECTION)
    assert one.severity is Severity.SERIOUS
    assert "Korrelation −1,00" in one.number


def test_what_is_measured_twice_is_one_finding_for_the_group() -> None:
    panel = level_panel()
    (one,) = found(with_column(panel, 3, panel.numerator[:, 2]), GuardKind.DOUBLE)
    assert one.title == "Hälsa 0 och Hälsa 1: mäter nästan samma sak"
    assert one.variant is not None
    assert one.variant.left_out == {"HEALTH1"}
    weighed = Recipe(indicator_weights={"HEALTH1": 2.0})
    (other,) = found(with_column(panel, 3, panel.numerator[:, 2]), GuardKind.DOUBLE, weighed)
    assert other.variant is not None
    assert other.variant.left_out == {"HEALTH0"}


@pytest.mark.parametrize(("gone", "severity"), [(2, None), (3, Severity.WARNING), (6, Severity.SERIOUS)])
def test_missing_values_are_told_from_a_tenth_of_the_units(gone: int, severity: Severity | None) -> None:
    over = level_panel().numerator[:, 1].copy()
    over[:gone] = np.nan
    told = found(with_column(level_panel(), 1, over), GuardKind.COVERAGE)
    assert [one.severity for one in told] == ([severity] if severity else [])
    if told:
        assert told[0].title == f"Sociala riskfaktorer 1: saknas för {gone} av 24 stadsdelar"


def test_units_without_an_index_are_named_and_lower_thresholds_offered() -> None:
    over = level_panel().numerator.copy()
    over[0, :4] = np.nan
    panel = from_counts(over, level_panel().denominator, level_panel().population)
    (one,) = found(panel, GuardKind.NO_INDEX, names={"u0": "Hansta"})
    assert (one.title, one.number) == ("1 stadsdel får inget index", "Hansta")
    assert one.variant is not None
    assert one.moves is not None
    assert one.moves.joined == 1


def test_years_without_an_indicator_are_a_note() -> None:
    (one,) = found(level_panel(), GuardKind.YEARS, missing_years={"HEALTH0": (2008, 2006)})
    assert (one.severity, one.title) == (Severity.NOTE, "Hälsa 0: saknas åren 2006 och 2008")


def test_an_area_that_goes_against_the_whole_is_serious() -> None:
    panel = level_panel()
    over = panel.numerator.copy()
    over[:, 4:6] = np.round(8_000 * (0.75 - over[:, 2:3] / 8_000))
    (one,) = found(from_counts(over, panel.denominator, panel.population), GuardKind.AREA)
    assert (one.subject, one.severity) == ("SAFETY", Severity.SERIOUS)
    assert one.variant is not None
    assert one.variant.area_weights[SubIndex.SAFETY] == 0


def test_an_indicator_that_decides_more_than_its_weight_says_so() -> None:
    panel = level_panel()
    spread = np.where(panel.numerator[:, 1] > np.median(panel.numerator[:, 1]), 7_900.0, 100.0)
    (one,) = found(with_column(panel, 1, spread), GuardKind.INFLUENCE)
    assert one.subject == "SOCIAL1"
    assert one.variant is not None
    assert one.variant.indicator_weights["SOCIAL1"] < 1


def test_small_denominators_are_a_note_and_stay_in() -> None:
    under = np.full(24, 8_000.0)
    under[:2] = 20.0
    over = level_panel().numerator[:, 1].copy()
    over[:2] = 6.0
    (one,) = found(with_column(level_panel(), 1, over, under), GuardKind.SMALL)
    assert one.title == "2 värden har en nämnare under 30"
    assert one.variant is None


# --- what holds for any data ---------------------------------------------------------------------

ANY = st.builds(
    lambda seed, units, missing: counts(units, seed, missing), st.integers(0, 400), st.integers(2, 30), st.sampled_from([0, 0.1, 0.4])
)


@settings(max_examples=40, deadline=None)
@given(ANY, st.booleans())
def test_every_finding_is_whole_and_its_variant_can_be_computed(panel: Panel, thin: bool) -> None:
    told = guards(compute(panel, Recipe(include_thin=thin)), Level.DISTRICT)
    assert len({one.key for one in told}) == len(told)
    order = [list(Severity).index(one.severity) for one in told]
    assert order == sorted(order)
    for one in told:
        assert all((one.title, one.number, one.meaning))
        assert (one.variant is None) == (one.verb == "") == (one.consequence == "")
        if one.variant is not None:
            assert one.variant.name.endswith(CHANGED)
            computed, other = compute(panel, Recipe(include_thin=thin)), compute(panel, one.variant)
            both = (computed.rank > 0) & (other.rank > 0)
            shift = np.abs(computed.rank - other.rank)[both]
            assert one.moves is not None
            assert one.moves.moved == int((shift > one.moves.limit).sum())
            assert one.moves.largest == (int(shift.max()) if shift.size else 0)


@settings(max_examples=25, deadline=None)
@given(ANY, st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(panel: Panel, chance: Callable[..., object]) -> None:
    rows = list(range(len(panel.units)))
    chance.shuffle(rows)  # type: ignore[attr-defined]
    turned = from_counts(panel.numerator[rows], panel.denominator[rows], panel.population[rows])
    turned = replace(turned, units=tuple(panel.units[row] for row in rows))

    def seen(of: Panel) -> set[tuple[str, int]]:
        return {(one.key, one.moves.moved if one.moves else -1) for one in guards(compute(of, Recipe()), Level.DISTRICT)}

    assert seen(turned) == seen(panel)


@settings(max_examples=25, deadline=None)
@given(ANY, st.sampled_from([0.1, 7.0]))
def test_the_unit_of_a_rate_does_not_matter(panel: Panel, factor: float) -> None:
    bare = replace(panel, numerator=np.full_like(panel.x, np.nan), denominator=np.full_like(panel.x, np.nan))
    rates = np.array([one.kind != "percentage" for one in panel.indicators])
    scale = np.where(rates, factor, 1.0)

    def seen(of: Panel) -> set[str]:
        return {one.key for one in guards(compute(of, Recipe(reference=Reference.SIMPLE)), Level.DISTRICT)}

    assert seen(replace(bare, x=bare.x * scale)) == seen(bare)


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        (Moves(4, 5, 12, "u1", 0, 0), "Utan den flyttas 4 stadsdelar mer än 5 platser, som mest 12 (Norrmalm)."),
        (Moves(1, 1, 3, "u1", 0, 0), "Utan den flyttas 1 stadsdel mer än 1 plats, som mest 3 (Norrmalm)."),
        (
            Moves(0, 5, 2, "u1", 1, 0),
            "Utan den flyttas ingen stadsdel mer än 5 platser; som mest 2 (Norrmalm). 1 stadsdel får ingen plats.",
        ),
        (Moves(0, 5, 0, "", 0, 2), "Utan den flyttas ingen stadsdel alls. 2 stadsdelar till får en plats."),
    ],
)
def test_the_consequence_is_told_with_counts(moved: Moves, told: str) -> None:
    assert consequence("Utan den", moved, Level.DISTRICT, "Norrmalm") == told


def test_how_many_places_are_many_depends_on_how_many_are_ranked() -> None:
    assert [limit_of(ranked) for ranked in (14, 20, 57, 180, 400, 900)] == [1, 2, 5, 10, 25, 50]


def test_looked_at_is_by_data_and_method_and_not_by_name() -> None:
    panel, other = level_panel(), level_panel(seed=9)
    key = review_key(panel, Recipe(), Level.DISTRICT, 2012)
    assert key == review_key(panel, Recipe(name="Annat", version=7), Level.DISTRICT, 2012)
    assert key != review_key(other, Recipe(), Level.DISTRICT, 2012)
    assert key != review_key(panel, Recipe(include_thin=True), Level.DISTRICT, 2012)
    assert key != review_key(panel, Recipe(), Level.DISTRICT, 2011)


def test_looked_at_does_not_hold_once_the_data_are_read_in_another_way() -> None:
    panel = level_panel()
    other = replace(panel, indicators=(replace(panel.indicators[0], direction=-panel.indicators[0].direction), *panel.indicators[1:]))
    based = Recipe(base_year=2006)
    assert review_key(other, Recipe(), Level.DISTRICT, 2012) != review_key(panel, Recipe(), Level.DISTRICT, 2012)
    assert review_key(panel, based, Level.DISTRICT, 2012, panel) != review_key(panel, based, Level.DISTRICT, 2012, other)


def test_a_correlation_needs_enough_units_that_vary() -> None:
    x = np.arange(10.0)
    assert correlation(x, 3 * x + 1) == pytest.approx(1.0)
    assert correlation(x, -x) == pytest.approx(-1.0)
    assert np.isnan(correlation(x[:7], x[:7]))
    assert np.isnan(correlation(x, np.full(10, 0.1)))
