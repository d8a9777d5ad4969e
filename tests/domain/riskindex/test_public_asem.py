"""The chain documented for the ASEM data, from raw figures to ranks, and what COINr's documents print of it.

Imputation, winsorising and pairwise outranking are no part of the product: they are built here from the data, and what is tested is the
product's normalisation, its three kinds of mean, its ranks and its leaving out of a part, on data that have been through them.
"""

from __future__ import annotations

import numpy as np
import pytest

from app.domain.riskindex import numeric
from app.domain.riskindex.numeric import Array
from app.domain.riskindex.recipe import Aggregation
from tests.domain.riskindex.test_numeric import DIRECTION, META, PARENT, TOLERANCE, UNITS, X, agree, levels, number, rows

MOST_WINSORISED, SKEW, KURTOSIS = 5, 2.0, 3.5
GROUP = np.array([row["EurAsia_group"] for row in UNITS])
PILLARS = [row["iCode"] for row in META if row["Level"] == "2"]
SUB_INDEXES = [row["iCode"] for row in META if row["Level"] == "3"]
PLACE = {row["uCode"]: place for place, row in enumerate(UNITS)}
GEOMETRIC = (Aggregation.GEOMETRIC,) * 3
MIXED = (Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.ARITHMETIC)


def with_group_means(x: Array) -> Array:
    """Missing values as the mean of the European or the Asian countries."""
    filled = x.copy()
    for group in np.unique(GROUP):
        own = group == GROUP
        filled[own] = np.where(np.isnan(x[own]), numeric.simple_mean(x[own]), x[own])
    return filled


def skewness(x: Array) -> float:
    n, off = x.size, x - x.mean()
    return float((off**3).mean() / (off**2).mean() ** 1.5 * np.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(x: Array) -> float:
    n, off = x.size, x - x.mean()
    excess = (off**4).mean() / (off**2).mean() ** 2 - 3.0
    return float((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6.0))


def is_skewed(x: Array) -> bool:
    return abs(skewness(x)) > SKEW and kurtosis(x) > KURTOSIS


def winsorised(x: Array) -> Array:
    """Outermost values drawn in one by one, at most five, until the column is no longer skewed."""
    ordered, low, high, found = np.sort(x), 0, 0, x
    while is_skewed(found) and low + high < MOST_WINSORISED:
        low, high = (low, high + 1) if skewness(found) >= 0 else (low + 1, high)
        found = np.clip(x, ordered[low], ordered[-1 - high])
    return found


@pytest.fixture(scope="module")
def normalised() -> Array:
    treated = with_group_means(X)
    for column in range(treated.shape[1]):
        treated[:, column] = winsorised(treated[:, column])
    return numeric.min_max(treated, DIRECTION)


def test_the_documented_chain(normalised: Array) -> None:
    agree(levels(normalised), "a01_documented_chain.csv")


def test_the_documented_chain_gives_the_ranks(normalised: Array) -> None:
    found = numeric.ranks(levels(normalised)["Index"])
    wanted = {row["uCode"]: int(row["RANK"]) for row in rows("asem/expected/a01_documented_chain.csv")}
    assert {unit: int(found[place]) for unit, place in PLACE.items()} == wanted


def test_the_index_and_the_ranks_that_the_package_ships(normalised: Array) -> None:
    index = levels(normalised)["Index"]
    ranks = numeric.ranks(index)
    for row in rows("asem/published_coinr_shipped.csv"):
        assert index[PLACE[row["uCode"]]] == pytest.approx(number(row["Index"]), rel=TOLERANCE)
        assert ranks[PLACE[row["uCode"]]] == int(row["Rank"])


def test_the_figures_printed_in_the_documents(normalised: Array) -> None:
    found = levels(normalised)
    for row in rows("asem/published_coinr_docs.csv"):
        half = 0.5 * 10.0 ** -int(row["decimals"])
        assert abs(found[row["element"]][PLACE[row["uCode"]]] - number(row["value"])) <= half * (1 + 1e-9), row


def test_geometric_means_from_1_to_100(normalised: Array) -> None:
    agree(levels(1.0 + 0.99 * normalised, how=GEOMETRIC), "a02_geometric_1_100.csv")


def test_arithmetic_and_geometric_means_by_level(normalised: Array) -> None:
    agree(levels(1.0 + 0.99 * normalised, how=MIXED), "a03_mixed_means.csv")


def without(pillar: str, pillars: dict[str, Array]) -> Array:
    tops = []
    for top in SUB_INDEXES:
        own = [pillars[one] for one in PILLARS if PARENT[one] == top and one != pillar]
        tops.append(numeric.aggregate(np.stack(own, axis=1), np.ones(len(own))))
    return numeric.aggregate(np.stack(tops, axis=1), np.ones(len(tops)))


def test_how_far_ranks_shift_without_one_pillar(normalised: Array) -> None:
    pillars = levels(normalised)
    ranks = numeric.ranks(pillars["Index"])
    held = rows("asem/expected/a10_pillar_out.csv")
    assert [row["left_out"] for row in held] == PILLARS
    for row in held:
        shift = np.abs(numeric.ranks(without(row["left_out"], pillars)) - ranks).mean()
        assert shift == pytest.approx(number(row["mean_abs_rank_shift"]), rel=TOLERANCE)


def test_who_beats_whom_by_pillars(normalised: Array) -> None:
    """Copeland's score by the product's pillars: pairs won less pairs lost, where a pair is won by more than half of the pillars."""
    found = levels(normalised)
    held = np.stack([found[one] for one in PILLARS], axis=1)
    won = (held[:, None, :] > held[None, :, :]).mean(axis=2) + (held[:, None, :] == held[None, :, :]).mean(axis=2) / 2.0
    score = np.sign(np.round(won - 0.5, 12)).sum(axis=1)
    for row in rows("asem/expected/a11_copeland.csv"):
        assert score[PLACE[row["uCode"]]] == int(row["COPELAND"])
