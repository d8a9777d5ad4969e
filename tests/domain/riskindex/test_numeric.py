"""Normalisation and aggregation give what is published for public data."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from app.domain.riskindex import numeric
from app.domain.riskindex.numeric import Array
from app.domain.riskindex.recipe import Aggregation, Treatment

DATA = Path(__file__).resolve().parents[2] / "files" / "index"
ARITHMETIC = (Aggregation.ARITHMETIC,) * 3
TOLERANCE = 1e-9


def number(text: str) -> float:
    return float(text) if text not in ("", "NA") else np.nan


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


META = rows("asem/meta.csv")
UNITS = rows("asem/data.csv")
INDICATORS = [row for row in META if row["Level"] == "1"]
PARENT = {row["iCode"]: row["Parent"] for row in META}
DIRECTION = np.array([number(row["Direction"]) for row in INDICATORS])
POPULATION = np.array([number(row["Population"]) for row in UNITS])
X = np.array(
    [
        [number(unit[one["iCode"]]) / (number(unit[one["Denominator"]]) if one["Denominator"] else 1.0) for one in INDICATORS]
        for unit in UNITS
    ]
)


def levels(values: Array, coverage: Sequence[float] = (0.0, 0.0, 0.0), how: Sequence[Aggregation] = ARITHMETIC) -> dict[str, Array]:
    """The three levels above the indicators, each the mean of its parts."""
    names = [one["iCode"] for one in INDICATORS]
    found: dict[str, Array] = {}
    for level, share, kind in zip(("2", "3", "4"), coverage, how, strict=True):
        parents = [row["iCode"] for row in META if row["Level"] == level]
        columns = []
        for parent in parents:
            own = [place for place, name in enumerate(names) if PARENT[name] == parent]
            columns.append(numeric.aggregate(values[:, own], np.ones(len(own)), coverage=share, how=kind))
        values, names = np.stack(columns, axis=1), parents
        found |= dict(zip(parents, columns, strict=True))
    return found


def agree(found: Mapping[str, Array], expected: str) -> None:
    place = {unit["uCode"]: number for number, unit in enumerate(UNITS)}
    held = rows(f"asem/expected/{expected}")
    assert len(held) == len(UNITS)
    for name, values in found.items():
        wanted = np.array([number(row[name]) for row in held])
        got = values[[place[row["uCode"]] for row in held]]
        assert np.array_equal(np.isnan(got), np.isnan(wanted)), name
        np.testing.assert_allclose(got, wanted, rtol=TOLERANCE, atol=TOLERANCE, err_msg=name)


NO_DIRECTION = np.ones(len(INDICATORS))
NO_PERCENTAGE = np.zeros(len(INDICATORS), dtype=bool)


def test_min_max_with_missing_values() -> None:
    agree(levels(numeric.min_max(X, DIRECTION)), "a04_minmax_missing.csv")


def test_standard_deviations_with_missing_values() -> None:
    agree(levels(numeric.z_score(X, DIRECTION)), "a05_zscore_missing.csv")


def test_thresholds_leave_out_what_rests_on_too_little() -> None:
    agree(levels(numeric.z_score(X, DIRECTION), (0.75, 0.5, 0.5)), "a06_zscore_missing_thresholds.csv")


def test_percentile_rank_with_missing_values() -> None:
    agree(levels(numeric.percentile_rank(X, DIRECTION)), "a07_percentile_rank_missing.csv")


def test_ratio_to_the_simple_mean() -> None:
    agree(levels(numeric.ratio_index(X, numeric.simple_mean(X), NO_DIRECTION, NO_PERCENTAGE)), "a08_ratio_simple_mean.csv")


def test_ratio_to_the_population_weighted_mean() -> None:
    reference = numeric.weighted_mean(X, POPULATION)
    agree(levels(numeric.ratio_index(X, reference, NO_DIRECTION, NO_PERCENTAGE)), "a09_ratio_population_mean.csv")


def test_the_human_development_index_is_the_cube_root_of_three_parts() -> None:
    data, expected = rows("hdi/hdi_2006_2012.csv"), rows("hdi/expected/h01_hdi.csv")
    life = np.array([(number(row["life"]) - 20.0) / 65.0 for row in data])
    school = np.array([(min(number(row["eys"]), 18.0) / 18.0 + min(number(row["mys"]), 15.0) / 15.0) / 2.0 for row in data])
    income = np.array([(np.log(min(number(row["gnipc"]), 75_000.0)) - np.log(100.0)) / np.log(750.0) for row in data])
    parts = np.stack([np.minimum(life, 1.0), school, income], axis=1) * 1_000.0  # so that no part is floored at 1
    found = numeric.aggregate(parts, np.ones(3), coverage=1.0, how=Aggregation.GEOMETRIC) / 1_000.0
    np.testing.assert_allclose(found, [number(row["HDI"]) for row in expected], rtol=1e-8)


def test_small_areas_weighed_by_people_give_the_authorities_as_published() -> None:
    areas, scores = rows("imd/lsoa2019.csv"), rows("imd/expected/i01_imd2019_small_areas.csv")
    score = np.array([[number(row["IMD"])] for row in scores])
    people = np.array([number(row["population"]) for row in areas])
    for wanted in rows("imd/expected/i03_imd2019_authorities.csv"):
        own = [place for place, row in enumerate(areas) if row["la"] == wanted["la"]]
        found = numeric.weighted_mean(score[own], people[own])[0]
        assert found == pytest.approx(number(wanted["IMD"]), rel=TOLERANCE)


# --- the ratio index -----------------------------------------------------------------------------


def one(value: float, reference: float, direction: float, percentage: bool, treatment: Treatment = Treatment.COMPLEMENT) -> float:
    found = numeric.ratio_index(np.array([[value]]), np.array([reference]), np.array([direction]), np.array([percentage]), treatment)
    return float(found[0, 0])


def test_a_share_that_is_better_high_is_turned_by_its_complement() -> None:
    assert one(60.0, 80.0, -1, True) == pytest.approx(200.0)  # 40 without against 20
    assert one(60.0, 80.0, -1, True, Treatment.REFLECTION) == pytest.approx(125.0)
    assert one(60.0, 80.0, -1, False) == pytest.approx(125.0)
    assert one(60.0, 80.0, 1, True) == pytest.approx(75.0)


def test_a_reference_of_nothing_makes_the_indicator_missing() -> None:
    assert np.isnan(one(3.0, 0.0, 1, False))
    assert np.isnan(one(90.0, 100.0, -1, True))


def test_ties_share_the_lower_number_and_the_missing_have_none() -> None:
    values = np.array([110.0, np.nan, 130.0, 110.0, 90.0])
    assert numeric.ranks(values).tolist() == [2, 0, 1, 2, 4]
    assert numeric.ranks(values, np.array([True, True, False, True, True])).tolist() == [1, 0, 0, 1, 3]


def test_weights_spread_over_what_exists() -> None:
    values = np.array([[100.0, np.nan, 120.0], [np.nan, np.nan, np.nan]])
    found = numeric.effective_weights(values, np.array([1.0, 5.0, 3.0]))
    assert found.tolist() == [[0.25, 0.0, 0.75], [0.0, 0.0, 0.0]]
