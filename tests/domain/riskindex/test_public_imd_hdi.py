"""English Indices of Deprivation and the Human Development Index: what is published follows from the product's means and roll-ups.

The exponential transformation of ranks belongs to the English indices and is built here; the product's weighted means do the rest.
"""

from __future__ import annotations

import numpy as np
import pytest

from app.domain.riskindex import numeric
from app.domain.riskindex.numeric import Array
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import Aggregation
from app.domain.riskindex.series import Indicator, IndicatorKind
from app.domain.vocabulary import SubIndex
from tests.domain.riskindex.datasets import rolled_up
from tests.domain.riskindex.test_numeric import TOLERANCE, number, rows

DOMAINS = ("income", "employment", "education", "health", "crime", "barriers", "living")
WEIGHTS = np.array([22.5, 22.5, 13.5, 13.5, 9.3, 9.3, 9.3])  # per cent; they sum to 99,9
AREAS_2019, AREAS_2025 = 32_844, 33_755
PRINTED = 0.0005  # three decimals


def score(held: list[dict[str, str]], count: int) -> Array:
    rank = np.array([[number(row[f"{domain}_rank"]) for domain in DOMAINS] for row in held])
    share = (count - rank + 1.0) / count
    exponential: Array = -23.0 * np.log(1.0 - share * (1.0 - np.exp(-100.0 / 23.0)))
    return numeric.aggregate(exponential, WEIGHTS, coverage=1.0) * float(WEIGHTS.sum() / 100.0)


def wanted(name: str, key: str, column: str = "IMD") -> dict[str, float]:
    return {row[key]: number(row[column]) for row in rows(f"imd/expected/{name}")}


@pytest.mark.parametrize(
    ("data", "count", "expected"),
    [
        ("imd/lsoa2019.csv", AREAS_2019, "i01_imd2019_small_areas.csv"),
        ("imd/lsoa2025.csv", AREAS_2025, "i04_imd2025_small_areas.csv"),
    ],
)
def test_seven_domains_weigh_into_one_score(data: str, count: int, expected: str) -> None:
    held = rows(data)
    published = wanted(expected, "lsoa")
    np.testing.assert_allclose(score(held, count), [published[row["lsoa"]] for row in held], rtol=TOLERANCE)


def test_the_scores_are_those_that_are_printed() -> None:
    held = rows("imd/lsoa2025.csv")
    assert np.abs(score(held, AREAS_2025) - [number(row["imd_score"]) for row in held]).max() <= PRINTED


def small_areas() -> tuple[Panel, list[dict[str, str]]]:
    held = rows("imd/lsoa2019.csv")
    imd = Indicator(
        code="imd", name="IMD", area=SubIndex.SOCIAL, direction=1, unit="poäng", multiplier=1, kind=IndicatorKind.OTHER,
        denominator="", source="English Indices of Deprivation 2019",
    )  # fmt: skip
    x = score(held, AREAS_2019)[:, None]
    empty = np.full(x.shape, np.nan)
    people = np.array([number(row["population"]) for row in held])
    units = tuple(row["lsoa"] for row in held)
    return Panel(units, (imd,), x, empty, empty, people, np.full(1, np.nan), np.zeros(x.shape, dtype=bool)), held


@pytest.mark.parametrize(("key", "expected"), [("msoa", "i02_imd2019_middle_level.csv"), ("la", "i03_imd2019_authorities.csv")])
def test_rates_with_inhabitants_only_roll_up_by_them_and_are_marked(key: str, expected: str) -> None:
    panel, held = small_areas()
    published, people = wanted(expected, key), wanted(expected, key, "population")
    whole = rolled_up(panel, {row["lsoa"]: row[key] for row in held}, list(published))
    np.testing.assert_allclose(whole.x[:, 0], list(published.values()), rtol=TOLERANCE)
    np.testing.assert_allclose(whole.population, list(people.values()), rtol=0)
    assert whole.approximate.all()


def test_authorities_are_as_the_statistics_print_them() -> None:
    panel, held = small_areas()
    printed = {row["la"]: number(row["average_score"]) for row in rows("imd/la2019_published.csv")}
    whole = rolled_up(panel, {row["lsoa"]: row["la"] for row in held}, list(printed))
    assert np.abs(whole.x[:, 0] - list(printed.values())).max() <= PRINTED


# --- the Human Development Index -----------------------------------------------------------------


def human_development() -> dict[tuple[str, int], float]:
    data = rows("hdi/hdi_2006_2012.csv")
    life = np.array([(number(row["life"]) - 20.0) / 65.0 for row in data])
    school = np.array([(min(number(row["eys"]), 18.0) / 18.0 + min(number(row["mys"]), 15.0) / 15.0) / 2.0 for row in data])
    income = np.array([(np.log(min(number(row["gnipc"]), 75_000.0)) - np.log(100.0)) / np.log(750.0) for row in data])
    parts = np.stack([np.minimum(life, 1.0), school, income], axis=1) * 1_000.0  # so that no part is floored at 1
    found = numeric.aggregate(parts, np.ones(3), coverage=1.0, how=Aggregation.GEOMETRIC) / 1_000.0
    return {(row["iso3"], int(row["year"])): float(value) for row, value in zip(data, found, strict=True)}


def test_the_change_over_six_years_on_a_fixed_scale() -> None:
    """A change in per cent needs one scale for all years; it is taken of the index, never of averages of its parts."""
    index = human_development()
    held = rows("hdi/expected/h02_hdi_change.csv")
    assert len(held) > 180
    for row in held:
        first, last = index[row["iso3"], 2006], index[row["iso3"], 2012]
        assert (first, last) == pytest.approx((number(row["HDI_2006"]), number(row["HDI_2012"])), rel=TOLERANCE)
        assert 100.0 * (last / first - 1.0) == pytest.approx(number(row["change_percent"]), abs=5e-8)
        assert 100.0 * ((last / first) ** (1 / 6) - 1.0) == pytest.approx(number(row["yearly_percent"]), abs=5e-8)


def test_the_index_is_what_the_report_prints() -> None:
    index = human_development()
    for row in rows("hdi/hdi_2006_2012.csv"):
        assert abs(index[row["iso3"], int(row["year"])] - number(row["hdi"])) <= 0.0005 + 1e-9
