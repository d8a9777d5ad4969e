"""What cases and plans rest on: the published series until the office says that a computed one is to be used."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.domain.riskindex.recipe import Recipe, Reference
from app.domain.riskindex.series import Level, Measure, Observation, SeriesKind
from app.errors import RuleViolation
from app.models.log import LogEntry
from app.sample import index_values
from app.services.index_store import add_indicators, add_observations, add_population, add_territories, changed, save_series
from app.services.workbench import Workbench

YEAR = 2012


@pytest.fixture
def published(bench: Workbench) -> None:
    with bench.store.writing() as unit:
        save_series(unit.session, index_values.series(), index_values.values())


@pytest.fixture
def data(bench: Workbench) -> None:
    """Counts for two districts and the rest of the city; one indicator an area, twice the city's rate in Tensta."""
    listed = [next(one for one in index_values.indicators() if one.area is area and one.denominator) for area in _areas()]
    with bench.store.writing() as unit:
        add_territories(unit.session, index_values.territories(bench.programme))
        add_indicators(unit.session, listed)
        units = {"tensta": 2, "rinkeby": 1, "sdn-bromma": 1}
        add_observations(
            unit.session,
            [
                Observation(
                    indicator=one.code, unit=code, level=Level.DISTRICT, year=YEAR,
                    numerator=round(times * 10_000 / 20), denominator=10_000,
                )
                for one in listed
                for code, times in units.items()
            ],
            illustrative=False,
        )  # fmt: skip
        add_population(unit.session, {(code, YEAR): 10_000 for code in units})
        changed(unit, "Provdata")


def _areas() -> list[object]:
    return list(dict.fromkeys(one.area for one in index_values.indicators()))


def total(bench: Workbench, case: UUID) -> tuple[float | None, str]:
    (one,) = bench.cases.load(case).evidence.index
    return one.total, one.source


@pytest.mark.usefixtures("published", "data")
def test_published_values_are_used_until_a_computed_index_is_taken_into_use_and_again_after(bench: Workbench, case: UUID) -> None:
    before = total(bench, case)
    assert before == (180.2, index_values.SOURCE)
    bench.index_in_use.use_computed(Level.DISTRICT, YEAR, Recipe(include_thin=True))
    value, source = total(bench, case)
    computed = bench.risk_index.computed(Level.DISTRICT, YEAR, Recipe(include_thin=True))
    assert value == computed.index[computed.panel.units.index("tensta")] != before[0]
    kept = bench.index_results.keep("Till nämnden", Level.DISTRICT, YEAR, Recipe(include_thin=True)).info
    assert source == f"egen beräkning enligt Grundrecept 1, data {kept.data_hash[:8]}"
    shown = bench.index_in_use.ranking()
    assert shown is not None
    assert {bar.unit for bar in shown.bars} == {"tensta", "rinkeby"}
    assert "Beräknad serie" in shown.subtitle
    bench.index_in_use.use_published(Level.DISTRICT)
    assert total(bench, case) == before


@pytest.mark.usefixtures("published", "data")
def test_open_cases_are_told_and_the_log_says_who_chose(bench: Workbench, case: UUID) -> None:
    changes = bench.index_in_use.use_computed(Level.DISTRICT, YEAR, Recipe(include_thin=True))
    assert "index" in changes.kinds
    with bench.store.reading() as session:
        entry = session.query(LogEntry).filter(LogEntry.field == "inUse.district").one()
        assert entry.before.startswith("Stadsdelar 2012")
        assert entry.after.startswith("Beräknat index 2012")
    values = {one.rule_id: one.values_used for one in bench.cases.load(case).results}
    assert any("egen beräkning" in used.text for used in values["R19"])


@pytest.mark.usefixtures("published", "data")
def test_the_copy_in_use_does_not_follow_later_data(bench: Workbench, case: UUID) -> None:
    bench.index_in_use.use_computed(Level.DISTRICT, YEAR, Recipe(include_thin=True))
    before = total(bench, case)
    with bench.store.writing() as unit:
        code = bench.risk_index.dataset().indicators[0].code
        more = Observation(indicator=code, unit="husby", level=Level.DISTRICT, year=YEAR, numerator=900, denominator=1_000)
        add_observations(unit.session, [more], illustrative=False)
        changed(unit, "Provdata")
    assert total(bench, case) == before


@pytest.mark.usefixtures("published", "data")
def test_a_plan_freezes_what_is_in_use_with_its_recipe(bench: Workbench, plan: UUID) -> None:
    version = bench.plans.new_version(plan).uid
    bench.index_in_use.use_computed(Level.DISTRICT, YEAR, Recipe(include_thin=True))
    bench.plans.freeze_index(version)
    frozen = bench.plans.load(version).index
    assert frozen is not None
    assert frozen.kind is SeriesKind.COMPUTED
    assert "Grundrecept 1" in frozen.recipe
    assert frozen.values["tensta"][Measure.TOTAL] > 100


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    ("recipe", "level", "told"),
    [
        (Recipe().with_changes(cap=300.0), Level.DISTRICT, "inte sparat"),
        (Recipe(base_year=2006), Level.DISTRICT, "samma år"),
        (Recipe(reference=Reference.SIMPLE), Level.DISTRICT, "samma år"),
        (Recipe(), Level.BASE_AREA, "stadsdelar eller"),
    ],
)
def test_what_cannot_be_compared_with_the_city_of_the_same_year_is_not_used_in_cases(
    bench: Workbench, recipe: Recipe, level: Level, told: str
) -> None:
    with pytest.raises(RuleViolation, match=told):
        bench.index_in_use.use_computed(level, YEAR, recipe)


@pytest.mark.usefixtures("published")
def test_a_published_series_alone_is_nothing_to_compute_from(bench: Workbench) -> None:
    with bench.store.writing() as unit:
        changed(unit, "Publicerad serie lästes in", key="series")
    assert not bench.risk_index.has_data()


@pytest.mark.usefixtures("data")
def test_values_are_something_to_compute_from(bench: Workbench) -> None:
    assert bench.risk_index.has_data()


def test_a_store_without_series_has_none_in_use(bench: Workbench) -> None:
    assert bench.index_in_use.ranking() is None
    assert bench.index_in_use.info() is None
    with pytest.raises(RuleViolation, match="ingen publicerad serie"):
        bench.index_in_use.use_published(Level.DISTRICT)
