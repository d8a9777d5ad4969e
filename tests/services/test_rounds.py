from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from app.domain.vocabulary import ApplicationState, PersonRole
from app.errors import NotFound, RuleViolation
from app.services.workbench import Workbench
from tests.services.assessing import a_case, acting_as, assessor, give, hand_in, register, short_round


@pytest.fixture
def made(bench: Workbench) -> UUID:
    return short_round(bench)


@pytest.fixture
def frozen(bench: Workbench, made: UUID) -> UUID:
    """The round, with a case that assessor A has handed in and B has begun."""
    people = register(bench, "AB")
    case = a_case(bench)
    bench.rounds.put_cases(made, [case])
    for one in people.values():
        bench.assessments.assign(case, one)
    hand_in(bench, case, "A", "321")
    with acting_as(bench, assessor("B")):
        give(bench, case, "2")
    return made


def the_case(bench: Workbench, round: UUID) -> UUID:
    [row] = bench.assessments.ranking(round).rows
    return row.case


# --- making ----------------------------------------------------------------------------------------------


def test_a_new_round_has_the_programmes_criteria_weighted_alike_with_four_written_levels(bench: Workbench) -> None:
    made = bench.rounds.create("  Våren   2016 ", 2016)
    found = bench.rounds.rubric(made.uid)
    assert [one.key for one in found.criteria] == [f"Q{number}" for number in range(1, 13)]
    assert [one.title for one in found.criteria] == [one.label for one in bench.programme.criteria]
    assert {one.weight for one in found.criteria} == {Decimal(1)}
    assert all(one.is_used for one in found.criteria)
    assert found.criteria[0].levels == (
        "Saknas",
        "Nämns utan konkretion",
        "Konkret men med luckor",
        "Konkret, trovärdigt och kontrollerbart",
    )
    assert (found.round_name, found.number, found.is_frozen, found.is_newest) == ("Våren 2016", 1, False, True)
    assert made.changes.kinds == {"round"}
    assert made.uid in made.changes.uids


def test_rounds_are_listed_latest_year_first_then_by_name(bench: Workbench) -> None:
    for name, year in (("Våren", 2015), ("Ängsbacken", 2016), ("Årsomgång", 2016)):
        bench.rounds.create(name, year)
    assert [(one.name, one.year, one.cases) for one in bench.rounds.list()] == [
        ("Årsomgång", 2016, 0), ("Ängsbacken", 2016, 0), ("Våren", 2015, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "year", "said"),
    [
        ("", 2016, "behöver ett namn"),
        (" \n ", 2016, "behöver ett namn"),
        ("VÅREN  2016", 2016, "finns redan en omgång"),
        ("Hösten", 16, "Året 16"),
        ("x" * 301, 2016, "Högst 300"),
    ],
)
def test_a_round_needs_a_free_name_and_a_year(bench: Workbench, made: UUID, name: str, year: int, said: str) -> None:
    with pytest.raises(RuleViolation, match=said):
        bench.rounds.create(name, year)
    other = bench.rounds.create("Annan", 2015).uid
    with pytest.raises(RuleViolation, match=said):
        bench.rounds.rename(other, name, year)
    assert [one.name for one in bench.rounds.list()] == ["Våren 2016", "Annan"]


def test_a_round_keeps_its_own_name_when_only_the_year_or_the_letters_change(bench: Workbench, made: UUID) -> None:
    bench.rounds.rename(made, "våren 2016", 2017)
    [found] = bench.rounds.list()
    assert (found.name, found.year) == ("våren 2016", 2017)
    assert next((row.before, row.after) for row in bench.queries.log(made)) == ("Våren 2016 (2016)", "våren 2016 (2017)")


def test_only_an_empty_round_is_removed(bench: Workbench, made: UUID) -> None:
    case = a_case(bench)
    bench.rounds.put_cases(made, [case])
    with pytest.raises(RuleViolation, match="Ta ut dem"):
        bench.rounds.remove(made)
    bench.rounds.remove_case(case)
    bench.rounds.remove(made)
    assert bench.rounds.list() == ()
    with pytest.raises(NotFound, match="Omgången finns inte"):
        bench.rounds.rubric(made)


# --- cases -----------------------------------------------------------------------------------------------


def test_a_case_is_in_one_round_at_a_time(bench: Workbench, made: UUID) -> None:
    case, other = a_case(bench), bench.rounds.create("Hösten 2016", 2016).uid
    assert bench.rounds.of_case(case) is None
    changes = bench.rounds.put_cases(made, [case])
    assert {"round", "assessment"} <= changes.kinds
    assert {made, case} <= changes.uids
    bench.rounds.put_cases(other, [case, case])
    held = bench.rounds.of_case(case)
    assert held is not None
    assert (held.uid, held.cases) == (other, 1)
    assert [(row.what, row.before, row.after) for row in bench.queries.log(case)][:2] == [
        ("Omgång", "Våren 2016", "Hösten 2016"), ("Omgång", "", "Våren 2016"),
    ]  # fmt: skip
    bench.rounds.remove_case(case)
    assert bench.rounds.of_case(case) is None
    assert bench.rounds.remove_case(case).kinds == frozenset()


def test_cases_are_put_in_a_round_all_or_none(bench: Workbench, made: UUID) -> None:
    case = a_case(bench)
    with pytest.raises(NotFound):
        bench.rounds.put_cases(made, [case, uuid4()])
    assert bench.rounds.of_case(case) is None


def test_a_case_under_assessment_stays_in_its_round(bench: Workbench, frozen: UUID) -> None:
    case, other = the_case(bench, frozen), bench.rounds.create("Hösten 2016", 2016).uid
    for act in (lambda: bench.rounds.remove_case(case), lambda: bench.rounds.put_cases(other, [case])):
        with pytest.raises(RuleViolation, match="redan under bedömning i Våren 2016"):
            act()


def test_an_assessment_with_nothing_in_it_does_not_hold_a_case(bench: Workbench, made: UUID) -> None:
    people, case = register(bench, "A"), a_case(bench)
    bench.rounds.put_cases(made, [case])
    bench.assessments.assign(case, people["A"])
    with acting_as(bench, assessor("A")):
        give(bench, case, "2")
        bench.assessments.clear_score(case, "Q1")
    bench.rounds.remove_case(case)
    assert bench.rounds.of_case(case) is None


def test_a_round_shows_nobody_the_cases_that_jav_hides(bench: Workbench, frozen: UUID) -> None:
    people, case = {one.name: one.uid for one in bench.people.list()}, the_case(bench, frozen)
    bench.rounds.new_version(frozen, "Ny vikt")
    bench.conflicts.declare(case, people["Bedömare B"], "Ledamot i nämnden.")
    with acting_as(bench, assessor("B")):
        assert [one.cases for one in bench.rounds.list()] == [0]
        assert bench.rounds.rubric(frozen).outdated == ()
        for act in (
            lambda: bench.rounds.of_case(case),
            lambda: bench.rounds.remove_case(case),
            lambda: bench.rounds.put_cases(frozen, [case]),
        ):
            with pytest.raises(NotFound, match="jäv är anmält"):
                act()


# --- criteria --------------------------------------------------------------------------------------------


def test_a_criterion_is_edited_until_the_first_score(bench: Workbench, made: UUID) -> None:
    bench.rounds.edit_criterion(
        made, "Q2", title="Resurser", guidance="Timmar.", weight=Decimal("1.5"), levels=("Inget", "Lite", "Mer", "Allt"), is_used=True
    )
    found = bench.rounds.rubric(made).criteria[1]
    assert (found.title, found.guidance, found.weight, found.levels[3]) == ("Resurser", "Timmar.", Decimal("1.5"), "Allt")
    assert ("Q2 Resurser, vikt", "1", "1,5") in {(row.what, row.before, row.after) for row in bench.queries.log(made)}


def test_what_is_not_given_of_a_criterion_stays_and_leaves_no_trace(bench: Workbench, made: UUID) -> None:
    before = bench.queries.log(made)
    assert bench.rounds.edit_criterion(made, "Q2", weight=Decimal(1)).kinds == frozenset()
    assert bench.queries.log(made) == before


@pytest.mark.parametrize("weight", ["-1", "101", "1.001", "NaN", "Infinity"])
def test_odd_weights_are_refused(bench: Workbench, made: UUID, weight: str) -> None:
    with pytest.raises(RuleViolation, match="mellan 0 och 100"):
        bench.rounds.edit_criterion(made, "Q1", weight=Decimal(weight))


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda bench, made: bench.rounds.edit_criterion(made, "Q1", title=" "), "Q1 behöver ett namn"),
        (lambda bench, made: bench.rounds.edit_criterion(made, "Q1", guidance="x" * 20_001), r"Högst 20\s000"),
        (lambda bench, made: bench.rounds.edit_criterion(made, "Q1", levels=("a", "b")), "fyra nivåer"),
        (lambda bench, made: bench.rounds.edit_criterion(made, "Q99", title="x"), "inget kriterium Q99"),
    ],
)
def test_odd_criteria_are_refused(bench: Workbench, made: UUID, act: Callable[[Workbench, UUID], object], said: str) -> None:
    with pytest.raises(RuleViolation, match=said):
        act(bench, made)


def test_the_last_criterion_that_counts_cannot_be_set_aside(bench: Workbench) -> None:
    made = short_round(bench, weights=(1,))
    for change in ({"is_used": False}, {"weight": Decimal(0)}):
        with pytest.raises(RuleViolation, match="Minst ett kriterium"):
            bench.rounds.edit_criterion(made, "Q1", **change)  # type: ignore[arg-type]
    assert bench.rounds.rubric(made).criteria[0].is_used


def test_the_first_score_freezes_the_criteria(bench: Workbench, frozen: UUID) -> None:
    assert bench.rounds.rubric(frozen).is_frozen
    with pytest.raises(RuleViolation, match=r"Version 1 .* är låst"):
        bench.rounds.edit_criterion(frozen, "Q1", weight=Decimal(3))
    assert "Bedömningsgrunder låsta" in {row.what for row in bench.queries.log(frozen)}


def test_a_later_change_makes_a_new_version_and_lists_who_needs_another_look(bench: Workbench, frozen: UUID) -> None:
    changes = bench.rounds.new_version(frozen, "Q2 väger mer efter samrådet.")
    assert {"round", "assessment"} <= changes.kinds
    assert the_case(bench, frozen) in changes.uids  # its open sheet shows that the criteria have changed
    bench.rounds.edit_criterion(frozen, "Q2", weight=Decimal(3))
    newest, first = bench.rounds.rubric(frozen), bench.rounds.rubric(frozen, 1)
    assert bench.rounds.numbers(frozen) == (2, 1)
    assert (newest.number, newest.note, newest.is_frozen, newest.is_newest) == (2, "Q2 väger mer efter samrådet.", False, True)
    assert (first.is_frozen, first.is_newest, first.outdated) == (True, False, ())
    assert [one.weight for one in newest.criteria[:3]] == [2, 3, 1]
    assert [one.weight for one in first.criteria[:3]] == [2, 1, 1]
    case = the_case(bench, frozen)
    assert [(one, who) for one, _, who in newest.outdated] == [(case, "Bedömare A"), (case, "Bedömare B")]
    with acting_as(bench, assessor("A")):
        bench.assessments.look_again(case)
    assert [who for *_, who in bench.rounds.rubric(frozen).outdated] == ["Bedömare B"]
    assert bench.rounds.rubric(frozen).is_frozen


def test_a_new_version_needs_a_reason_and_a_frozen_one_before_it(bench: Workbench, made: UUID, frozen: UUID) -> None:
    with pytest.raises(RuleViolation, match="Skriv varför"):
        bench.rounds.new_version(frozen, "  ")
    bench.rounds.new_version(frozen, "Ändrad vikt")
    with pytest.raises(RuleViolation, match="Version 2 är inte låst än"):
        bench.rounds.new_version(frozen, "Ändrad igen")
    with pytest.raises(NotFound, match="version 7"):
        bench.rounds.rubric(frozen, 7)


def test_a_viewer_who_is_no_assessor_counts_all_cases(bench: Workbench, frozen: UUID) -> None:
    register(bench, "F", PersonRole.CASEWORKER)
    with acting_as(bench, assessor("F")):
        assert [one.cases for one in bench.rounds.list()] == [1]


def test_a_case_taken_out_of_its_round_is_still_under_its_digest(bench: Workbench, made: UUID) -> None:
    case = a_case(bench)
    bench.rounds.put_cases(made, [case])
    changes = bench.rounds.remove_case(case)
    assert bench.files.verify_digests() == ()
    assert case in changes.uids


def test_an_ended_case_is_put_in_no_round(bench: Workbench, made: UUID) -> None:
    case = a_case(bench)
    bench.cases.move(case, ApplicationState.WITHDRAWN)
    with pytest.raises(RuleViolation, match="kan inte ändras"):
        bench.rounds.put_cases(made, [case])
    assert bench.rounds.of_case(case) is None
