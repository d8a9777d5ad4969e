"""The mathematics of a round's ranking, exact: every figure is a fraction, so that ties never depend on rounding.

Notation: t(i, j) is the total that assessor j gave case i, A(i) the assessors of case i, C(j) the cases of assessor j.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Generic, TypeVar

Case = TypeVar("Case", bound=Hashable)
Assessor = TypeVar("Assessor", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Offsets(Generic[Assessor]):
    """How far each assessor lies above or below the others, and which assessors can be compared at all."""

    offset: Mapping[Assessor, Fraction]
    group: Mapping[Assessor, int]  # from 1; two assessors share a group when a chain of common cases joins them
    cases: Mapping[Assessor, int]

    @property
    def groups(self) -> int:
        return max(self.group.values(), default=0)


def whole_weights(weights: Mapping[str, Decimal]) -> dict[str, int]:
    """The weights above zero as whole numbers in the same proportions: a total counts only those."""
    ratios = {key: one.as_integer_ratio() for key, one in weights.items() if one > 0}
    common = lcm(*(below for _, below in ratios.values()))
    return {key: above * (common // below) for key, (above, below) in ratios.items()}


def total(scores: Mapping[str, int], weights: Mapping[str, int]) -> Fraction | None:
    """Σ w(q)·s(q) / Σ w(q) over the criteria q that have both a score and a weight above zero; None when there is none.

    A criterion abstained from or not applicable is not in `scores`: its weight goes with it, it never counts as zero.
    """
    weight = sum(weights.get(key, 0) for key in scores)
    return Fraction(sum(weights.get(key, 0) * score for key, score in scores.items()), weight) if weight else None


def mean(totals: Sequence[Fraction]) -> Fraction | None:
    """Σ t / n."""
    return sum(totals, Fraction(0)) / len(totals) if totals else None


def median(totals: Sequence[Fraction]) -> Fraction | None:
    """The middle total, or the mean of the two in the middle."""
    if not totals:
        return None
    ordered = sorted(totals)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def spread(totals: Sequence[Fraction]) -> Fraction | None:
    """Highest less lowest; None for fewer than two, since one assessor cannot disagree."""
    return max(totals) - min(totals) if len(totals) > 1 else None


def places(values: Mapping[Key, Fraction]) -> dict[Key, int]:
    """1 + the number of higher values: equal values share a place and the next is passed over (1, 2, 2, 4)."""
    first: dict[Fraction, int] = {}
    for place, value in enumerate(sorted(values.values(), reverse=True), 1):
        first.setdefault(value, place)
    return {key: first[value] for key, value in values.items()}


def tied(values: Mapping[Key, Fraction]) -> frozenset[Key]:
    """Those who share their place with another."""
    sharing: dict[Fraction, list[Key]] = defaultdict(list)
    for key, value in values.items():
        sharing[value].append(key)
    return frozenset(key for keys in sharing.values() if len(keys) > 1 for key in keys)


def strictness(totals: Mapping[tuple[Case, Assessor], Fraction]) -> Offsets[Assessor]:
    """Each assessor's offset a(j) in the additive model t(i, j) = c(i) + a(j) + error, by least squares.

    Minimising Σ (t(i, j) − c(i) − a(j))² over c and a gives c(i) = mean over A(i) of t(i, j) − a(j), and for every assessor

        |C(j)|·a(j) − Σ over i in C(j), k in A(i) of a(k) / |A(i)| = Σ over i in C(j) of t(i, j) − mean of t(i, ·).

    The equations say nothing of assessors without a chain of common cases. In each such group Σ a(j) = 0, so its
    assessors are taken to be as strict on average as those of any other group; within a group the offsets are compared,
    between groups they are not. An assessor alone in a group has the offset 0.
    """
    of_case: dict[Case, dict[Assessor, Fraction]] = defaultdict(dict)
    of_assessor: dict[Assessor, list[Case]] = defaultdict(list)
    for (case, assessor), value in totals.items():
        of_case[case][assessor] = value
        of_assessor[assessor].append(case)
    offsets: dict[Assessor, Fraction] = {}
    group: dict[Assessor, int] = {}
    for number, members in enumerate(_groups(of_case, of_assessor), 1):
        offsets |= _offsets_within(members, of_case, of_assessor)
        group |= dict.fromkeys(members, number)
    order = list(of_assessor)
    return Offsets({one: offsets[one] for one in order}, {one: group[one] for one in order}, {one: len(of_assessor[one]) for one in order})


def adjusted(totals: Mapping[Assessor, Fraction], offsets: Mapping[Assessor, Fraction]) -> Fraction | None:
    """Mean of t(i, j) − a(j) over the assessors of one case."""
    return mean([value - offsets[assessor] for assessor, value in totals.items()])


def _groups(of_case: Mapping[Case, Mapping[Assessor, Fraction]], of_assessor: Mapping[Assessor, Iterable[Case]]) -> list[list[Assessor]]:
    """The assessors in groups joined by common cases, the largest group first."""
    found: list[list[Assessor]] = []
    seen: set[Assessor] = set()
    for start in of_assessor:
        if start in seen:
            continue
        seen.add(start)
        members = [start]
        for one in members:  # grows while it is walked
            for other in (other for case in of_assessor[one] for other in of_case[case]):
                if other not in seen:
                    seen.add(other)
                    members.append(other)
        found.append(members)
    return sorted(found, key=lambda members: -len(members))


def _offsets_within(
    members: Sequence[Assessor], of_case: Mapping[Case, Mapping[Assessor, Fraction]], of_assessor: Mapping[Assessor, Sequence[Case]]
) -> dict[Assessor, Fraction]:
    """The normal equations of one group; the last, which follows from the others, gives way to Σ a(j) = 0."""
    place = {assessor: number for number, assessor in enumerate(members)}
    rows = [[Fraction(0)] * (len(members) + 1) for _ in members]
    for assessor, row in zip(members[:-1], rows, strict=False):
        for case in of_assessor[assessor]:
            given = of_case[case]
            share = Fraction(1, len(given))
            row[place[assessor]] += 1
            for other in given:
                row[place[other]] -= share
            row[-1] += given[assessor] - sum(given.values(), Fraction(0)) * share
    rows[-1] = [*([Fraction(1)] * len(members)), Fraction(0)]
    return dict(zip(members, _solve(rows), strict=True))


def _solve(rows: list[list[Fraction]]) -> list[Fraction]:
    """Gauss-Jordan elimination of n equations, right-hand side last; exact, so any pivot but zero will do."""
    size = len(rows)
    for column in range(size):
        pivot = next(number for number in range(column, size) if rows[number][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = rows[column][column]
        rows[column] = [value / scale for value in rows[column]]
        for number in range(size):
            factor = rows[number][column]
            if number != column and factor:
                rows[number] = [value - factor * own for value, own in zip(rows[number], rows[column], strict=True)]
    return [row[-1] for row in rows]
