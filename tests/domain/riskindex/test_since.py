"""What has changed since an index was kept: each part alone, and parts that add up exactly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.domain.riskindex.compute import Computed, compute
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import Recipe, Treatment
from app.domain.riskindex.since import (
    Cause,
    Kept,
    Since,
    UnitSince,
    fingerprint,
    sentence_of,
    sentences,
    shown_parts,
    since,
    with_weights,
)  # fmt: skip
from app.domain.vocabulary import SubIndex
from tests.domain.riskindex.panels import counts, from_counts

OLD = Recipe(include_thin=True)
HEAVY = {**dict.fromkeys(SubIndex, 1.0), SubIndex.LIVELIHOOD: 3.0}


def kept_of(computed: Computed) -> list[Kept]:
    return [
        Kept(unit, unit.upper(), float(index), int(rank) or None)
        for unit, index, rank in zip(computed.panel.units, computed.index, computed.rank, strict=True)
    ]


def changed(first: Panel, second: Panel, new: Recipe) -> Since:
    steps = tuple(compute(second, recipe) for recipe in (OLD, with_weights(OLD, new), new))
    same = fingerprint(first) == fingerprint(second)
    return since(kept_of(compute(first, OLD)), same_data=same, steps=(steps[0], steps[1], steps[2]))


def other_data() -> Panel:
    return counts(seed=6)


def total(found: Since, cause: Cause) -> float:
    return sum(abs(one.parts[cause]) for one in found.units if one.parts)


@pytest.mark.parametrize(
    ("second", "new", "alone"),
    [
        (other_data(), OLD, Cause.DATA),
        (counts(), replace(OLD, area_weights=HEAVY), Cause.WEIGHTS),
        (counts(), replace(OLD, left_out=frozenset({"SOCIAL0"})), Cause.WEIGHTS),
        (counts(), replace(OLD, treatment=Treatment.REFLECTION), Cause.METHOD),
        (counts(), replace(OLD, cap=120.0), Cause.METHOD),
    ],
)
def test_each_part_alone_moves_nothing_in_the_others(second: Panel, new: Recipe, alone: Cause) -> None:
    found = changed(counts(), second, new)
    assert (found.same_data, found.same_weights, found.same_method) == tuple(cause is not alone for cause in Cause)
    assert total(found, alone) > 1
    for cause in set(Cause) - {alone}:
        assert total(found, cause) == 0
    assert sentences(found)[0] == f"{alone.label} har ändrats sedan dess."


def test_the_parts_add_up_exactly_in_points_and_in_places() -> None:
    found = changed(counts(), other_data(), replace(OLD, area_weights=HEAVY, cap=130.0, treatment=Treatment.REFLECTION))
    for one in found.units:
        assert one.parts is not None
        assert one.moves is not None
        assert one.change == pytest.approx(sum(one.parts.values()), abs=1e-12)
        assert sum(one.moves.values()) == (one.rank_after or 0) - (one.rank_before or 0)
    assert sentences(found)[0] == "Underlaget, vikterna och metoden har ändrats sedan dess."


def test_nothing_changed_is_said() -> None:
    found = changed(counts(), counts(), OLD)
    assert found.is_same
    assert sentences(found) == ("Ingenting har ändrats: underlaget, vikterna och metoden är de samma som då.",)


def test_units_that_came_or_went_are_not_split() -> None:
    panel = counts()
    fewer = replace(
        panel, units=panel.units[1:], x=panel.x[1:], numerator=panel.numerator[1:], denominator=panel.denominator[1:],
        population=panel.population[1:], approximate=panel.approximate[1:],
    )  # fmt: skip
    gone = next(one for one in changed(panel, fewer, OLD).units if one.unit == "u0")
    assert gone.after is None
    assert gone.parts is None
    assert "har inget nu" in sentence_of(gone)
    new = next(one for one in changed(fewer, panel, OLD).units if one.unit == "u0")
    assert "inget index då" in sentence_of(new)


def test_the_fingerprint_follows_every_number_and_how_it_is_read() -> None:
    panel = counts()
    marks = {fingerprint(panel), fingerprint(panel, panel), fingerprint(replace(panel, city_rate=np.ones(len(panel.indicators))))}
    turned = (replace(panel.indicators[0], direction=-1), *panel.indicators[1:])
    marks.add(fingerprint(replace(panel, indicators=turned)))
    moved = panel.numerator.copy()
    moved[3, 2] += 1
    marks.add(fingerprint(from_counts(moved, panel.denominator, panel.population)))
    assert len(marks) == 5
    assert fingerprint(counts()) == fingerprint(panel)


def test_a_base_that_measures_something_else_is_another_fingerprint() -> None:
    first = replace(counts(), year=2006)
    last = replace(first, year=2012)
    anew = tuple(replace(one, redefined=2010) for one in first.indicators)
    assert fingerprint(replace(last, indicators=anew), replace(first, indicators=anew)) != fingerprint(last, first)


def test_a_sentence_has_the_parts_as_they_add_up_on_paper() -> None:
    parts = {Cause.DATA: 0.34, Cause.WEIGHTS: 0.34, Cause.METHOD: 0.34}
    shown = shown_parts(parts, 100.0, 101.02)
    assert sorted(shown.values()) == ["+0,3", "+0,3", "+0,4"]
    down = shown_parts({Cause.DATA: -0.34, Cause.WEIGHTS: -0.34, Cause.METHOD: -0.34}, 101.02, 100.0)
    assert sorted(down.values()) == ["−0,3", "−0,3", "−0,4"]
    one = UnitSince("t", "Tensta", 180.2, 175.1, 1, 2, {Cause.DATA: -3.0, Cause.WEIGHTS: -2.1, Cause.METHOD: 0.0}, None)
    told = "Tensta: index 180,2 då och 175,1 nu, från plats 1 till 2. Underlaget −3,0, vikterna −2,1, metoden 0,0."
    assert sentence_of(one) == told


def test_the_ranking_is_told_by_cause() -> None:
    told = " ".join(sentences(changed(counts(), other_data(), replace(OLD, area_weights=HEAVY))))
    assert "av 12 områden har en annan plats" in told
    assert "Underlaget flyttar" in told
    assert "Vikterna flyttar" in told
    assert "Metoden flyttar" not in told
