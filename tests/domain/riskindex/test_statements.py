"""A verdict's figures are those of the plain computation, and its sentences say nothing but the figures."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import swedish
from app.domain.riskindex.compute import compute
from app.domain.riskindex.computed_ranking import measured
from app.domain.riskindex.recipe import Aggregation, Recipe
from app.domain.riskindex.robustness import METHODS
from app.domain.riskindex.series import Measure
from app.domain.riskindex.statement_words import (
    CONVENTION,
    chance_sentence,
    claim,
    explained,
    kind_of,
    least_text,
    percent_text,
    sentences,
    share_text,
)
from app.domain.riskindex.statements import (
    Conclusion,
    Share,
    Statement,
    StatementKind,
    Trial,
    Verdict,
    driver_rows,
    judge,
    obstacle,
    try_out,
    unit_rows,
)
from tests.domain.riskindex.panels import counts

PLAIN = Recipe(include_thin=True)
NAMES = {
    f"u{number}": name
    for number, name in enumerate(("Alby", "Bro", "Dal", "Ek", "Fors", "Gran", "Hed", "Is", "Jord", "Kulle", "Lund", "Mo"))
}


def named(code: str) -> str:
    return NAMES[code]


def tried(seed: int = 5, draws: int = 120, recipe: Recipe = PLAIN, missing: float = 0.0) -> Trial:
    return try_out(compute(counts(seed=seed, missing=missing), recipe), None, draws, 7)


def numbers(text: str) -> list[float]:
    """Every number in a sentence; claims are quoted and read apart."""
    plain = re.sub("”[^”]*”", "", text).replace(swedish.NBSP, "").replace(",", ".").replace(swedish.MINUS, "-")
    plain = re.sub(r"indikatorn [\w ]+ \d|delindexet [\w ]+|, till [\w ]+ \d\.", "", plain)
    return [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", plain)]


def statements(seed: int) -> list[Statement]:
    generator = np.random.default_rng(seed)
    unit, other = (f"u{number}" for number in generator.choice(12, 2, replace=False))
    return [
        Statement(StatementKind.ABOVE, unit, limit=float(generator.integers(85, 116))),
        Statement(StatementKind.FIRST, unit, count=int(generator.integers(1, 12))),
        Statement(StatementKind.BEFORE, unit, other=other),
    ]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 5_000), st.sampled_from((0.0, 0.06)))
def test_every_number_and_word_of_the_sentences_follows_from_the_figures(seed: int, missing: float) -> None:
    trial = tried(seed, missing=missing)
    for statement in statements(seed):
        if obstacle(trial.computed, statement):
            continue
        verdict = judge(trial, statement)
        told = sentences(verdict, named)
        assert 2 <= len(told) <= 5
        check_answer(told[0], verdict)
        check_shares(told[1], verdict)
        check_places(told[2], verdict)
        check_overturned(told[3], verdict)
        if verdict.turn is not None:
            check_turn(told[4], verdict)
        assert share_text(verdict.chance, "dragningar av antalen") in chance_sentence(verdict)
        assert "procent risk" not in " ".join(told)


def check_answer(text: str, verdict: Verdict) -> None:
    assert text.startswith(f"”{claim(verdict.statement, named)}”")
    assert (" stämmer:" in text) is verdict.is_true
    assert (" stämmer inte:" in text) is not verdict.is_true
    expected = [round(verdict.index, 1), verdict.rank, verdict.ranked]
    if verdict.other_index is not None:
        expected.insert(1, round(verdict.other_index, 1))
    assert numbers(text) == pytest.approx(expected, abs=0.0501)


def check_shares(text: str, verdict: Verdict) -> None:
    near, free = re.split(r", i |(?<=dagens) och i ", text.removeprefix("Det stämmer i "))[:2]
    for part, share in ((near, verdict.near), (free.partition(" och i ")[0], verdict.free)):
        if share.held == share.of:
            assert part.startswith("alla ")
            assert numbers(part) == [share.of]
        elif share.held == 0:
            assert part.startswith("ingen av ")
        else:
            assert numbers(part) == pytest.approx([100 * share.part, share.of], abs=0.1)
            assert numbers(part)[0] not in (0.0, 100.0)
    assert numbers(text)[-2:] == [verdict.methods.held, verdict.methods.of]


def check_places(text: str, verdict: Verdict) -> None:
    assert named(verdict.statement.unit) in text
    seen = numbers(text)
    assert [seen[0], seen[-1]] == pytest.approx([verdict.low, verdict.high], abs=0.0501)
    assert ("mellan" in text) is (len(seen) == 2)


def check_overturned(text: str, verdict: Verdict) -> None:
    changed = [one for one in verdict.left_out if one.holds is not None and one.holds is not verdict.is_true]
    assert ("detsamma" in text) is (not changed)
    shown = len(changed) if len(changed) <= 4 else 3
    for one in changed[:shown]:
        assert one.text in text
    assert (f"någon av {len(changed) - 3} andra" in text) is (len(changed) > 4)


def check_turn(text: str, verdict: Verdict) -> None:
    assert verdict.turn is not None
    if verdict.turn.indicator:
        stated = re.search(r"minst ([\d,]+) procent", text)
        assert stated is not None
        share = float(stated[1].replace(",", ".")) / 100
        assert share <= verdict.turn.share + 1e-9 < share + 0.001 + 2e-9
        assert text.endswith(f"till {verdict.turn.indicator}.")
    else:
        assert verdict.turn.share == 1.0
        assert "Inga vikter" in text
    if verdict.rival and verdict.statement.kind is StatementKind.FIRST:
        assert f"Närmast är {named(verdict.rival)}." in text


@pytest.mark.parametrize("number", range(3))
def test_the_shares_are_those_of_every_draw_and_every_method(number: int) -> None:
    trial = tried(9, 300)
    statement = statements(4)[number]
    verdict = judge(trial, statement)
    unit, other = int(statement.unit[1:]), int(statement.other[1:] or 0)

    def holds(index: np.ndarray, rank: int) -> bool:
        if statement.kind is StatementKind.ABOVE:
            return bool(index[unit] > statement.limit)
        return 0 < rank <= statement.count if statement.kind is StatementKind.FIRST else bool(index[unit] > index[other])

    for share, draws in ((verdict.near, trial.near), (verdict.free, trial.free), (verdict.chance, trial.chance)):
        expected = sum(holds(row, 1 + int((row > row[unit]).sum())) for row in draws.index)
        assert (share.held, share.of) == (expected, 300)
    comparable = [
        place for place, method in enumerate(METHODS) if statement.kind is not StatementKind.ABOVE or method[1].value in ("ratio", "capped")
    ]
    expected = sum(holds(trial.methods.index[place], int(trial.methods.rank[place, unit])) for place in comparable)
    assert (verdict.methods.held, verdict.methods.of) == (expected, len(comparable))
    assert sum(one.share.held for one in verdict.by_choice if one.choice == "Tunna indikatorer") == expected


def test_a_limit_is_not_asked_of_methods_without_a_reference() -> None:
    verdict = judge(tried(), Statement(StatementKind.ABOVE, "u1"))
    assert verdict.methods.of == 36
    assert sum(one.holds is None for one in verdict.method_ranks) == 36
    assert len(verdict.method_ranks) == 72


def test_the_conclusion_follows_the_convention() -> None:
    verdict = judge(tried(), Statement(StatementKind.FIRST, "u1", count=6))
    for is_true, near, methods, expected in (
        (True, 960, 70, Conclusion.HOLDS),
        (True, 960, 60, Conclusion.MOSTLY),
        (True, 750, 72, Conclusion.MOSTLY),
        (True, 749, 72, Conclusion.UNSURE),
        (False, 1_000, 72, Conclusion.UNTRUE),
    ):
        other = replace(verdict, is_true=is_true, near=Share(near, 1_000), methods=Share(methods, 72))
        assert other.conclusion is expected
        assert explained(other.conclusion)
        assert kind_of(other.conclusion)
    assert "95 procent" in CONVENTION


def test_the_rival_is_the_first_on_the_far_side_of_the_last_place() -> None:
    trial = tried()
    ranked = sorted(range(12), key=lambda one: -trial.computed.index[one])
    inside = judge(trial, Statement(StatementKind.FIRST, f"u{ranked[2]}", count=5))
    outside = judge(trial, Statement(StatementKind.FIRST, f"u{ranked[8]}", count=5))
    assert (inside.is_true, inside.rival) == (True, f"u{ranked[5]}")
    assert (outside.is_true, outside.rival) == (False, f"u{ranked[4]}")


def test_leaving_out_is_listed_by_how_far_the_unit_moves() -> None:
    verdict = judge(tried(), Statement(StatementKind.FIRST, "u3", count=6))
    moved = [abs(one.shift) for one in verdict.left_out]
    assert moved == sorted(moved, reverse=True)
    assert len(verdict.left_out) == 8 + 4
    for one in verdict.left_out:
        if not one.is_area:
            alone = compute(counts(), replace(PLAIN, left_out=frozenset({one.code})))
            assert alone.rank[3] == one.rank


def test_no_swap_is_stated_where_the_closed_form_does_not_hold() -> None:
    verdict = judge(tried(recipe=replace(PLAIN, aggregation=Aggregation.GEOMETRIC)), Statement(StatementKind.FIRST, "u1", count=6))
    assert verdict.turn is None
    assert len(sentences(verdict, named)) == 4


def test_units_without_rank_or_index_are_refused_with_the_reason() -> None:
    found = compute(counts(), replace(PLAIN, excluded={"u2": "prov"}))
    assert "rangordnas inte" in obstacle(found, Statement(StatementKind.FIRST, "u2"))
    assert "finns inte" in obstacle(found, Statement(StatementKind.FIRST, "annat"))
    assert "annat område" in obstacle(found, Statement(StatementKind.BEFORE, "u1", other="u1"))
    assert "rangordnas inte" in obstacle(found, Statement(StatementKind.BEFORE, "u1", other="u2"))
    assert not obstacle(found, Statement(StatementKind.BEFORE, "u1", other="u3"))


def test_one_part_alone_is_tried_by_its_own_weights() -> None:
    recipe = measured(PLAIN, Measure.HEALTH)
    found = compute(counts(), recipe)
    np.testing.assert_allclose(found.index, compute(counts(), PLAIN).areas[:, 1])
    trial = try_out(found, None, 60, 1)
    assert {one.name for one in trial.left_out} == {"HEALTH0", "HEALTH1"}
    assert np.isfinite(trial.free.index).all()
    assert measured(PLAIN, Measure.TOTAL) is PLAIN


def test_the_table_of_all_units_gives_interval_and_span_of_methods() -> None:
    trial = tried()
    rows = unit_rows(trial, 4)
    assert [row.rank for row in rows] == sorted(row.rank for row in rows)
    for row in rows:
        assert row.low <= row.median <= row.high
        assert row.best <= row.worst
        assert row.first == pytest.approx(trial.near.share_among_first(4)[int(row.code[1:])])
    assert sum(row.real for row in driver_rows(trial)) == pytest.approx(1.0)
    assert sum(row.nominal for row in driver_rows(trial)) == pytest.approx(1.0)


def test_the_trial_tells_how_far_it_has_come_and_ends_at_the_whole() -> None:
    seen: list[tuple[int, int]] = []
    try_out(compute(counts(), PLAIN), None, 600, 1, lambda done, total: seen.append((done, total)))
    assert [done for done, _total in seen] == sorted(done for done, _total in seen)
    assert seen[-1][0] == seen[-1][1]


def test_a_share_is_all_or_none_only_when_it_is() -> None:
    assert percent_text(Share(9_999, 10_000)) == "99,9"
    assert percent_text(Share(1, 10_000)) == "0,1"
    assert share_text(Share(1_000, 1_000), "viktningar") == f"alla 1{swedish.NBSP}000 viktningar"
    assert share_text(Share(0, 1_000), "viktningar") == f"ingen av 1{swedish.NBSP}000 viktningar"
    assert least_text(0.2399) == "23,9"
    assert claim(Statement(StatementKind.FIRST, "u0", count=1), named) == "Alby är först"
