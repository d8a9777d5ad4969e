"""A round of 24 applications and five assessors, registered through the services, against a ranking computed by hand.

Criteria in use: Q1 (weight 2), Q2 (1) and Q3 (1), so a total is (2·Q1 + Q2 + Q3) / 4, or over what is left when a criterion
is abstained from (-) or not applicable (x). Assessor D is strict by exactly half a level. Assessors C, D and E have jäv in
some cases (j). In 7 and 8 assessors A and B disagree by a whole level to each side, once each way. In 22 assessor A abstains
throughout, in 23 nobody is done, in 24 assessor E has only a draft (in brackets).

By hand: apart from 7 and 8, A, B, C and E give a case its worth w and D gives w − 0,5. Where all five judge, the mean is
w − 0,1; where one of A, B, C and E is missing it is w − 0,125; where D is missing it is w. The offsets that explain the
totals are +0,1 for A, B, C and E and −0,4 for D (they sum to zero; the disagreement in 7 cancels out in 8). Every adjusted
mean is therefore w − 0,1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.scoring import RankedCase, RoundRanking
from app.domain.views import ListQuery
from app.domain.vocabulary import PersonRole
from app.services.store import open_store
from app.services.workbench import Workbench, assemble
from tests.services.assessing import LETTERS, a_case, acting_as, assessor, give, hand_in, register, short_round

# case   A     B     C     D     E
GIVEN = """
    1   333   333   333   322   3-3
    2   332   332   332   j     323
    3   332   323   332   321   332
    4   322   233   322   222   322
    5   322   322   j     2-2   -32
    6   233   322   322   j     322
    7   333   111   222   211   311
    8   111   333   222   122   222
    9   222   2x2   j     211   222
    10  321   321   312   221   321
    11  321   312   321   212   321
    12  321   321   321   221   312
    13  221   212   221   210   221
    14  221   221   221   j     212
    15  211   -21   211   111   122
    16  211   211   -12   1x1   j
    17  210   201   210   110   210
    18  111   1x1   111   100   111
    19  111   111   111   100   j
    20  110   101   110   010   110
    21  100   100   100   000   100
    22  ---   222   222   122   -x2
    23  .     .     .     .     .
    24  211   211   122   111   (33)
"""

# case   worth   mean  median spread rank   adj  adj.rank  behind expected
EXPECTED = """
    1    3,00   2,900  3,00   0,5    1     2,90    1       5      5
    2    2,75   2,750  2,75   0,0    2     2,65    2       4      4
    3    2,75   2,650  2,75   0,5    3     2,65    2       5      5
    6    2,50   2,500  2,50   0,0    4     2,40    4       4      4
    4    2,50   2,400  2,50   0,5    5     2,40    4       5      5
    5    2,50   2,375  2,50   0,5    6     2,40    4       4      4
    10   2,25   2,150  2,25   0,5    7     2,15    7       5      5
    11   2,25   2,150  2,25   0,5    7     2,15    7       5      5
    12   2,25   2,150  2,25   0,5    7     2,15    7       5      5
    7    2,00   1,900  2,00   2,0    10    1,90    10      5      5
    8    2,00   1,900  2,00   2,0    10    1,90    10      5      5
    9    2,00   1,875  2,00   0,5    12    1,90    10      4      4
    22   2,00   1,875  2,00   0,5    12    1,90    10      4      5
    14   1,75   1,750  1,75   0,0    14    1,65    14      4      4
    13   1,75   1,650  1,75   0,5    15    1,65    14      5      5
    15   1,50   1,400  1,50   0,5    16    1,40    16      5      5
    16   1,50   1,375  1,50   0,5    17    1,40    16      4      4
    24   1,50   1,375  1,50   0,5    17    1,40    16      4      5
    17   1,25   1,150  1,25   0,5    19    1,15    19      5      5
    18   1,00   0,900  1,00   0,5    20    0,90    20      5      5
    19   1,00   0,875  1,00   0,5    21    0,90    20      4      4
    20   0,75   0,650  0,75   0,5    22    0,65    22      5      5
    21   0,50   0,400  0,50   0,5    23    0,40    23      5      5
    23   –      –      –      –      –     –       –       0      5
"""
TIED = {7, 8, 9, 10, 11, 12, 16, 22, 24}
ADJUSTED_TIED = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 22, 24}


@dataclass(frozen=True)
class Judged:
    bench: Workbench
    round: UUID
    number: dict[UUID, int]  # case → its number in the tables

    def ranking(self, **given: object) -> RoundRanking:
        return self.bench.assessments.ranking(self.round, **given)  # type: ignore[arg-type]

    def rows(self, **given: object) -> dict[int, RankedCase]:
        return {self.number[row.case]: row for row in self.ranking(**given).rows}


def cells(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


def figure(text: str) -> float | None:
    return None if text == "–" else float(text.replace(",", "."))


@pytest.fixture(scope="module")
def judged_store(empty_store: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The whole round, registered once: every test opens a copy of its own."""
    path = tmp_path_factory.mktemp("round") / "judged.sqlite"
    path.write_bytes(empty_store)
    bench = assemble(open_store(path, "Handläggare A"))
    register_round(bench)
    bench.close()
    return path.read_bytes()


@pytest.fixture
def judged(judged_store: bytes, tmp_path: Path) -> Iterator[Judged]:
    path = tmp_path / "judged.sqlite"
    path.write_bytes(judged_store)
    bench = assemble(open_store(path, "Handläggare A"))
    [made] = bench.rounds.list()
    numbers = {row.case: int(row.title.removeprefix("Insats ")) for row in bench.assessments.ranking(made.uid).rows}
    yield Judged(bench, made.uid, numbers)
    bench.close()


def register_round(bench: Workbench) -> None:
    people = register(bench, LETTERS)
    made = short_round(bench)
    cases = {int(row[0]): a_case(bench, f"Insats {int(row[0]):02d}") for row in cells(GIVEN)}
    bench.rounds.put_cases(made, list(cases.values()))
    for number, *given in cells(GIVEN):
        for letter, levels in zip(LETTERS, given, strict=True):
            case = cases[int(number)]
            bench.assessments.assign(case, people[letter])
            if levels == "j":
                bench.conflicts.declare(case, people[letter], "Sitter i styrelsen för en samverkanspart.")
            elif levels.startswith("("):
                with acting_as(bench, assessor(letter)):
                    give(bench, case, levels.strip("()"))
            elif levels != ".":
                hand_in(bench, case, letter, levels)


def test_the_ranking_equals_the_table_computed_by_hand(judged: Judged) -> None:
    found = judged.ranking()
    assert len(found.rows) == 24
    assert not found.is_trial
    assert (found.hidden, found.withheld, found.groups) == (0, 0, 1)
    assert [judged.number[row.case] for row in found.rows] == [int(row[0]) for row in cells(EXPECTED)]
    for row, (number, _, mean, median, spread, rank, adjusted, adjusted_rank, behind, expected) in zip(
        found.rows, cells(EXPECTED), strict=True
    ):
        shown = (row.mean, row.median, row.spread, row.rank, row.adjusted, row.adjusted_rank, row.number, row.expected)
        wanted = [figure(one) for one in (mean, median, spread, rank, adjusted, adjusted_rank, behind, expected)]
        assert shown == tuple(one if one is None else pytest.approx(one) for one in wanted), f"case {number}"
        assert row.is_tied == (int(number) in TIED), f"case {number}"
        assert row.is_adjusted_tied == (int(number) in ADJUSTED_TIED), f"case {number}"

    # the strict one and the number behind, the strictest first
    assert [(one.person_name, round(one.offset, 9), one.cases) for one in found.strictness] == [
        ("Bedömare D", -0.4, 20), ("Bedömare A", 0.1, 22), ("Bedömare B", 0.1, 23), ("Bedömare C", 0.1, 21), ("Bedömare E", 0.1, 20),
    ]  # fmt: skip

    # what is missing is seen
    rows = judged.rows()
    assert rows[23].missing == tuple(assessor(one) for one in LETTERS)
    assert rows[24].missing == ("Bedömare E",)
    assert rows[22].without_total == ("Bedömare A",)
    assert rows[5].missing == ()  # jäv: not expected

    # each assessor's total and place in the own order: C's own list lacks 5 and 9
    marks = {one.person_name[-1]: (one.total, one.place) for one in rows[7].marks}
    assert marks == {"A": (3.0, 1), "B": (1.0, 19), "C": (2.0, 9), "D": (1.5, 8), "E": (2.0, 10)}
    assert rows[1].by_criterion == {"Q1": 3.0, "Q2": 2.75, "Q3": 2.8}  # Q2: 3 3 3 2 and one abstention; Q3: 3 3 3 2 3


def test_moving_a_weight_is_a_trial_that_leaves_the_round_alone(judged: Judged) -> None:
    found = judged.ranking(weights={"Q1": Decimal(0)})
    assert found.is_trial
    assert [one.weight for one in found.criteria if one.is_used] == [0, 1, 1]
    rows = judged.rows(weights={"Q1": Decimal(0)})
    # (Q2 + Q3) / 2. Case 1: 3 3 3 2 3; case 4: 2 3 2 2 2; case 7: 3 1 2 1 1; case 18: 1, 1 (one level), 1, 0, 1
    assert [rows[number].mean for number in (1, 4, 7, 18)] == [pytest.approx(one) for one in (2.8, 2.2, 1.6, 0.8)]
    assert rows[1].rank == 1
    assert not judged.ranking().is_trial
    assert judged.rows()[4].mean == pytest.approx(2.4)


def test_a_case_with_jav_is_left_out_for_that_person_and_counted(judged: Judged) -> None:
    found = judged.ranking(viewer="Bedömare D")
    assert found.hidden == 3
    assert {judged.number[row.case] for row in found.rows} == set(range(1, 25)) - {2, 6, 14}
    assert found.round.cases == 21


def test_figures_are_withheld_until_the_own_assessment_is_in(judged: Judged) -> None:
    """Assessor E has a draft in 24 and nothing in 23: no figures there, and none can be worked out from the others' places."""
    found = judged.ranking(viewer="Bedömare E")
    assert found.withheld == 2
    rows = judged.rows(viewer="Bedömare E")
    assert [number for number, row in rows.items() if row.is_withheld] == [23, 24]
    assert (rows[24].mean, rows[24].rank, rows[24].marks, rows[24].by_criterion) == (None, None, (), {"Q1": None, "Q2": None, "Q3": None})
    assert (rows[24].number, rows[24].expected, rows[24].missing) == (4, 5, ("Bedömare E",))
    assert 16 not in rows  # jäv
    assert rows[15].rank == 16


def test_a_case_that_nobody_has_handed_in_stands_last_without_a_place(judged: Judged) -> None:
    last = judged.ranking().rows[-1]
    assert judged.number[last.case] == 23
    assert (last.rank, last.mean, last.adjusted, last.marks) == (None, None, None, ())


def test_a_declared_jav_takes_a_handed_in_assessment_out_of_the_ranking(judged: Judged) -> None:
    """C steps out of case 18: what is left is 1, 1, 0,5 and 1."""
    [case] = [uid for uid, number in judged.number.items() if number == 18]
    [person] = [one.uid for one in judged.bench.people.list() if one.name == "Bedömare C"]
    judged.bench.conflicts.declare(case, person, "Ny uppgift om ett uppdrag.")
    row = judged.rows()[18]
    assert (row.mean, row.number, row.expected) == (pytest.approx(0.875), 4, 4)
    assert "Bedömare C" not in {one.person_name for one in row.marks}


def test_a_reader_who_is_not_an_assessor_sees_everything(judged: Judged) -> None:
    register(judged.bench, "F", PersonRole.CASEWORKER)
    assert judged.ranking(viewer="Bedömare F") == judged.ranking(viewer="Någon annan") == judged.ranking()


@pytest.mark.parametrize("who", ["Handläggare A", "Bedömare D", "Bedömare E"])
@pytest.mark.parametrize("is_changed", [False, True], ids=["as scored", "after a new version"])
def test_the_list_shows_the_same_means_as_the_ranking(judged: Judged, who: str, is_changed: bool) -> None:
    if is_changed:
        judged.bench.rounds.new_version(judged.round, "Q3 väger mer.")
        judged.bench.rounds.edit_criterion(judged.round, "Q3", weight=Decimal(4))
        judged.bench.rounds.edit_criterion(judged.round, "Q2", is_used=False)
    with acting_as(judged.bench, who):
        rows = judged.bench.queries.applications(ListQuery(view="all", limit=100)).rows
        found = judged.bench.assessments.ranking(judged.round).rows
    assert {row.uid: row.mean_score for row in rows} == {row.case: None if row.mean is None else pytest.approx(row.mean) for row in found}


def test_an_assessment_opened_again_hides_nothing_anew_in_the_list_either(judged: Judged) -> None:
    [case] = [uid for uid, number in judged.number.items() if number == 1]
    with acting_as(judged.bench, "Bedömare A"):
        judged.bench.assessments.reopen(case, "Räknade fel.")
        [row] = [one for one in judged.bench.queries.applications(ListQuery(view="all", limit=100)).rows if one.uid == case]
        assert row.mean_score == judged.rows()[1].mean == pytest.approx((3 + 3 + 2.5 + 3) / 4)
