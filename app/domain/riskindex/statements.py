"""The statement at hand, and in how many reasonable choices it stays true (risk-index brief, section 3.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from app.domain.riskindex.compute import Computed
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import Aggregation, Normalisation, Reference
from app.domain.riskindex.robustness import (
    METHODS,
    Crossed,
    Draws,
    LeftOut,
    Ranks,
    Step,
    crossed,
    influence,
    leave_one_out,
    swap,
    swap_with_limit,
    vary_data,
    vary_weights,
)
from app.domain.vocabulary import Labelled, SubIndex

SURE, OFTEN = 0.95, 0.75  # the convention behind the conclusion
CHANCE_DRAWS = 1_000  # most draws of the data: each is a whole computation
_DIGITS = 1e9


class StatementKind(Labelled):
    ABOVE = "above", "har index över"
    FIRST = "first", "är bland de första"
    BEFORE = "before", "ligger före"


class Conclusion(Labelled):
    HOLDS = "holds", "Håller"
    MOSTLY = "mostly", "Håller i de flesta fall"
    UNSURE = "unsure", "Håller inte säkert"
    UNTRUE = "untrue", "Stämmer inte i dag"


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody wants to say of a unit; `limit`, `count` or `other` belongs to the kind."""

    kind: StatementKind
    unit: str
    limit: float = 100.0
    count: int = 10
    other: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Everything a verdict is read from: the same for every statement about one index."""

    computed: Computed
    seed: int
    near: Draws
    free: Draws
    chance: Draws
    methods: Crossed
    left_out: tuple[LeftOut, ...]
    nominal: Array  # each indicator's mean effective weight
    real: Array  # and its share of the ranking's variance


def try_out(computed: Computed, base: Panel | None, draws: int, seed: int, step: Step | None = None) -> Trial:
    """Draw, cross and leave out; `step(done, total)` may raise to stop it."""
    chance = min(draws, CHANCE_DRAWS)
    total = 2 * draws + 2 * chance + len(METHODS) + len(computed.panel.indicators)

    def from_here(start: int, factor: int = 1) -> Step:
        return lambda done, _of: step(min(total, start + factor * done), total) if step else None

    near = vary_weights(computed, draws, seed, step=from_here(0))
    free = vary_weights(computed, draws, seed, any_weights=True, step=from_here(draws))
    moved = vary_data(computed, chance, seed, from_here(2 * draws, 2))
    methods = crossed(computed.panel, computed.recipe, base, from_here(2 * draws + 2 * chance))
    left: list[LeftOut] = []
    for one in leave_one_out(computed):
        left.append(one)
        from_here(2 * draws + 2 * chance + len(METHODS))(len(left), 0)
    if step:
        step(total, total)
    return Trial(computed, seed, near, free, moved, methods, tuple(left), *influence(computed))


@dataclass(frozen=True, slots=True)
class Share:
    """In how many of the cases that can answer the statement is true."""

    held: int
    of: int

    @property
    def part(self) -> float:
        return self.held / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class ChoiceShare:
    """One choice of method, and how the methods with it answer."""

    choice: str  # "Vad 100 står för"
    value: str  # "stadens egen rad"
    share: Share


@dataclass(frozen=True, slots=True)
class MethodRank:
    """The unit's rank by one of the 72 methods; 0 where it has none. `holds` is None where the method cannot answer."""

    number: int
    reference: Reference
    normalisation: Normalisation
    aggregation: Aggregation
    has_thin: bool
    rank: int
    holds: bool | None

    @property
    def text(self) -> str:
        thin = "med tunna indikatorer" if self.has_thin else "utan tunna indikatorer"
        return f"{self.reference.label}, {self.normalisation.label}, {self.aggregation.label}, {thin}"


@dataclass(frozen=True, slots=True)
class WithoutRow:
    """The unit without one indicator or one area; `holds` is None when it then has no index."""

    code: str
    name: str
    is_area: bool
    rank: int
    shift: int  # places down the list; 0 when it has no rank
    holds: bool | None
    mean_shift: float  # over all units
    largest_shift: int

    @property
    def text(self) -> str:
        return f"delindexet {self.name}" if self.is_area else f"indikatorn {self.name}"


@dataclass(frozen=True, slots=True)
class DriverRow:
    """What drives the ranking: nominal weight beside real influence, shares of one (section 3.8.5)."""

    code: str
    name: str
    area: SubIndex
    nominal: float
    real: float


@dataclass(frozen=True, slots=True)
class UnitRow:
    """How far one unit's rank holds."""

    code: str
    index: float
    rank: int
    median: float
    low: float
    high: float
    first: float  # share of nearby weightings among the first n
    best: int  # rank over the methods
    worst: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What must happen before the answer turns: weights moved by `share`, to `indicator` ("" when no weights can do it)."""

    share: float
    indicator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a statement holds, and all that it was tried by."""

    statement: Statement
    index: float
    other_index: float | None
    rank: int
    ranked: int
    is_true: bool
    near: Share
    free: Share
    methods: Share
    without: Share
    chance: Share
    low: float  # rank at 5 and 95 per cent of the nearby weightings, and the median; NaN without rank
    median: float
    high: float
    by_choice: tuple[ChoiceShare, ...]
    method_ranks: tuple[MethodRank, ...]
    left_out: tuple[WithoutRow, ...]  # most moved first
    rival: str  # code of the nearest that would change the answer by passing; "" for none
    rival_index: float | None
    turn: Turn | None  # None where the closed form does not hold

    @property
    def conclusion(self) -> Conclusion:
        """By the convention: true today, and in at least 95 (75) per cent of both nearby weightings and methods."""
        if not self.is_true:
            return Conclusion.UNTRUE
        least = min(self.near.part, self.methods.part if self.methods.of else self.near.part)
        if least >= SURE:
            return Conclusion.HOLDS
        return Conclusion.MOSTLY if least >= OFTEN else Conclusion.UNSURE

    @property
    def overturned_by(self) -> tuple[WithoutRow, ...]:
        return tuple(one for one in self.left_out if one.holds is not None and one.holds is not self.is_true)


def obstacle(computed: Computed, statement: Statement) -> str:
    """Why a statement cannot be tried, Swedish; '' when it can."""
    place = {unit: number for number, unit in enumerate(computed.panel.units)}
    for unit in (statement.unit, statement.other) if statement.kind is StatementKind.BEFORE else (statement.unit,):
        if unit not in place:
            return "Området finns inte på den här nivån. Välj ett annat."
        if np.isnan(computed.index[place[unit]]):
            return "Området har inget index det här året: för få värden finns. Välj ett annat."
        if computed.rank[place[unit]] == 0:
            return "Området rangordnas inte: det har för få invånare eller är undantaget i receptet. Välj ett annat."
    if statement.kind is StatementKind.BEFORE and statement.unit == statement.other:
        return "Välj ett annat område att jämföra med."
    return ""


def judge(trial: Trial, statement: Statement) -> Verdict:
    """The verdict on a statement that has no `obstacle`."""
    computed = trial.computed
    place = {unit: number for number, unit in enumerate(computed.panel.units)}
    unit, other = place[statement.unit], place.get(statement.other, -1)
    is_true = bool(_true(statement, unit, other, computed.index[None], computed.rank[None])[0])
    answers = _true(statement, unit, other, trial.methods.index, trial.methods.rank)
    can_answer = _can_answer(statement, unit, other, trial.methods)
    median, low, high = (float(one[unit]) for one in trial.near.interval())
    left = tuple(_without_rows(trial, statement, unit, other))
    answered = [one for one in left if one.holds is not None]
    rival = _rival(computed, statement, unit, other, is_true)
    return Verdict(
        statement=statement,
        index=float(computed.index[unit]),
        other_index=float(computed.index[other]) if statement.kind is StatementKind.BEFORE else None,
        rank=int(computed.rank[unit]),
        ranked=int((computed.rank > 0).sum()),
        is_true=is_true,
        near=_drawn(trial.near, statement, unit, other),
        free=_drawn(trial.free, statement, unit, other),
        methods=Share(int((answers & can_answer).sum()), int(can_answer.sum())),
        without=Share(sum(bool(one.holds) for one in answered), len(answered)),
        chance=_drawn(trial.chance, statement, unit, other),
        low=low,
        median=median,
        high=high,
        by_choice=tuple(_by_choice(answers, can_answer)),
        method_ranks=tuple(
            MethodRank(
                number, *METHODS[number], int(trial.methods.rank[number, unit]), bool(answers[number]) if can_answer[number] else None
            )
            for number in range(len(METHODS))
        ),
        left_out=left,
        rival=computed.panel.units[rival] if rival >= 0 else "",
        rival_index=float(computed.index[rival]) if rival >= 0 else None,
        turn=_turn(computed, statement, unit, rival),
    )


def _true(statement: Statement, unit: int, other: int, index: Array, rank: Ranks) -> Mask:
    """Whether the statement is true in each row of indexes and ranks."""
    keys = np.rint(index[:, unit] * _DIGITS)
    if statement.kind is StatementKind.ABOVE:
        return np.asarray(keys > np.rint(statement.limit * _DIGITS), dtype=bool)
    if statement.kind is StatementKind.FIRST:
        return np.asarray((rank[:, unit] > 0) & (rank[:, unit] <= statement.count), dtype=bool)
    return np.asarray(keys > np.rint(index[:, other] * _DIGITS), dtype=bool)


def _can_answer(statement: Statement, unit: int, other: int, methods: Crossed) -> Mask:
    """A limit has a meaning only where 100 stands for the reference, not among standard deviations or percentile ranks."""
    there = ~np.isnan(methods.index[:, unit])
    if statement.kind is StatementKind.BEFORE:
        there &= ~np.isnan(methods.index[:, other])
    if statement.kind is StatementKind.ABOVE:
        there &= np.array([method[1] in (Normalisation.RATIO, Normalisation.CAPPED) for method in METHODS], dtype=bool)
    return there


def _drawn(draws: Draws, statement: Statement, unit: int, other: int) -> Share:
    if statement.kind is StatementKind.FIRST:
        return Share(int(draws.counts[unit, 1 : statement.count + 1].sum()), draws.draws)
    return Share(int(_true(statement, unit, other, draws.index, draws.counts).sum()), draws.draws)


def _by_choice(answers: Mask, can_answer: Mask) -> Iterator[ChoiceShare]:
    groups: tuple[tuple[str, int, Callable[[object], str]], ...] = (
        ("Vad 100 står för", 0, lambda one: str(getattr(one, "label", one))),
        ("Hur indikatorer görs jämförbara", 1, lambda one: str(getattr(one, "label", one))),
        ("Hur delarna vägs ihop", 2, lambda one: str(getattr(one, "label", one))),
        ("Tunna indikatorer", 3, lambda one: "medräknade" if one else "utelämnade"),
    )
    for name, place, label in groups:
        for value in dict.fromkeys(method[place] for method in METHODS):
            own = np.array([method[place] == value for method in METHODS]) & can_answer
            if own.any():
                yield ChoiceShare(name, label(value), Share(int((answers & own).sum()), int(own.sum())))


def _without_rows(trial: Trial, statement: Statement, unit: int, other: int) -> list[WithoutRow]:
    names = {one.code: one.name for one in trial.computed.panel.indicators}
    today = int(trial.computed.rank[unit])
    rows = []
    for one in trial.left_out:
        rank = int(one.rank[unit])
        can = not np.isnan(one.index[unit]) and (other < 0 or not np.isnan(one.index[other]))
        holds = bool(_true(statement, unit, other, one.index[None], one.rank[None])[0]) if can else None
        name = SubIndex.of(one.name).label if one.is_area else names[one.name]
        rows.append(
            WithoutRow(one.name, name, one.is_area, rank, rank - today if rank and today else 0, holds, one.mean_shift, one.largest_shift)
        )
    return sorted(rows, key=lambda row: (-abs(row.shift), -row.largest_shift, -row.mean_shift))


def _rival(computed: Computed, statement: Statement, unit: int, other: int, is_true: bool) -> int:
    """Who would change the answer by passing or being passed: the other unit, or the first on the far side of place n; -1 for none."""
    if statement.kind is StatementKind.BEFORE:
        return other
    if statement.kind is StatementKind.ABOVE:
        return -1
    ranked = computed.rank > 0
    beyond = np.flatnonzero(ranked & ((computed.rank > statement.count) if is_true else (computed.rank <= statement.count)))
    if beyond.size == 0:
        return -1
    return int(beyond[computed.index[beyond].argmax() if is_true else computed.index[beyond].argmin()])


def _turn(computed: Computed, statement: Statement, unit: int, rival: int) -> Turn | None:
    """Section 3.8.4, for the arithmetic mean alone."""
    if computed.recipe.aggregation is not Aggregation.ARITHMETIC:
        return None
    try:
        if statement.kind is StatementKind.ABOVE:
            found = swap_with_limit(computed, unit, statement.limit)
        elif rival < 0:
            return None
        else:
            higher, lower = (unit, rival) if computed.index[unit] > computed.index[rival] else (rival, unit)
            found = swap(computed, higher, lower)
    except ValueError:  # equal, or the order rests on values that only one of them has
        return None
    return Turn(found.share, computed.panel.indicators[found.column].name if found.column >= 0 else "")


def driver_rows(trial: Trial) -> tuple[DriverRow, ...]:
    """Indicators with weight, largest influence first."""
    rows = [
        DriverRow(one.code, one.name, one.area, float(nominal), float(real))
        for one, nominal, real in zip(trial.computed.panel.indicators, trial.nominal, trial.real, strict=True)
        if nominal > 0
    ]
    return tuple(sorted(rows, key=lambda row: -row.real))


def unit_rows(trial: Trial, first: int) -> tuple[UnitRow, ...]:
    """How far every ranked unit's place holds, in order of rank."""
    computed = trial.computed
    median, low, high = trial.near.interval()
    among = trial.near.share_among_first(first)
    by_method = np.where(trial.methods.rank > 0, trial.methods.rank, 0)
    rows = []
    for number in np.flatnonzero(computed.rank > 0):
        ranks = by_method[:, number][by_method[:, number] > 0]
        rows.append(
            UnitRow(
                computed.panel.units[number], float(computed.index[number]), int(computed.rank[number]), float(median[number]),
                float(low[number]), float(high[number]), float(among[number]), int(ranks.min()), int(ranks.max()),
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: row.rank))
