"""A long random walk over the workflow: whatever is tried, only allowed steps are taken, and all of it is told and can be retraced."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from app.domain import ladder, workflow
from app.domain.ladder import StepRow
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState as S
from app.errors import NotFound, RuleViolation, StateConflict
from app.services.workbench import Workbench
from tests.services.builders import a_good_application

TODAY = date(2016, 3, 14)
STEPS = 90

# Domain brief 5.2 by its own numbers, written down here once more: the program's table is not asked what is right.
NUMBERED = list(S)[:18]
LEADS_TO = {
    0: (1,), 1: (2, 0), 2: (3,), 3: (4, 0, 17), 4: (5,), 5: (7, 6), 6: (5,), 7: (8, 6), 8: (9,), 9: (10, 7), 10: (11,), 11: (12,),
    12: (13, 7), 13: (14,), 14: (15, 17), 15: (16,), 16: (17,), 17: (),
}  # fmt: skip
ALLOWED = {(NUMBERED[origin], NUMBERED[target]) for origin, targets in LEADS_TO.items() for target in targets}
ALLOWED |= {(state, out) for state in NUMBERED[:13] for out in (S.WITHDRAWN, S.WRITTEN_OFF)}
TABLED_IN = (S.IN_DISTRICT_BOARD, S.BEFORE_EXECUTIVE)
FIELDS = ("steering_date", "board_date", "received_date", "process.consultation_date", "process.memo_date", "process.decision_date")
TEXTS = {
    "steering_result": ("Godkänd", "Inte godkänd"),
    "board_result": ("Nämnden beslutade att ansöka", "Avslag i nämnden", "Återremiss"),
    "process.proposed_outcome": ("Bifall", "Avslag"),
    "process.proposed_amount": ("900000",),
    "process.decision_outcome": ("Bifall", "Delvis bifall", "Avslag"),
    "process.decision_paragraph": ("§ 4",),
    "process.amount_granted": ("900000",),
    "title": ("Läxhjälp i Tensta", "Läxhjälp i Husby"),
}
REFUSED = (RuleViolation, StateConflict, NotFound)


@dataclass
class Walker:
    """Does what the window does: service calls, and a stack of what can be undone."""

    bench: Workbench
    case: UUID
    chance: random.Random
    undoable: list[tuple[Callable[[], object], Callable[[], object]]] = field(default_factory=list)
    redoable: list[tuple[Callable[[], object], Callable[[], object]]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    clock: date = date(2015, 7, 1)  # the day the walk has come to; the store's own day is the end of it

    @property
    def state(self) -> S:
        return self.bench.cases.load(self.case).state

    def steps(self) -> tuple[StepRow, ...]:
        return self.bench.cases.steps(self.case)

    def day(self) -> date:
        return self.clock + timedelta(days=self.chance.choice((0, 0, 0, 0, 0, -3, -20, -100, 400)))

    def done(self, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self.undoable.append((undo, redo))
        self.redoable.clear()

    def step(self, work: Callable[[], object]) -> bool:
        """Take a step, and let it be undone and done again; whether it was taken."""
        try:
            work()
        except REFUSED:
            return False
        held = {"step": self.steps()[-1].uid}

        def again() -> None:
            work()
            held["step"] = self.steps()[-1].uid

        self.done(lambda: self.bench.cases.correct(self.case, held["step"]), again)
        return True

    def edit(self, key: str, typed: str) -> None:
        try:
            edit = self.bench.cases.edit(self.case, FieldRef(key), typed)
        except REFUSED:
            return
        if edit.before != edit.after:
            self.done(
                lambda: self.bench.cases.edit(self.case, FieldRef(key), edit.before, expected=edit.after),
                lambda: self.bench.cases.edit(self.case, FieldRef(key), edit.after, expected=edit.before),
            )

    def undo(self) -> bool:
        return self._turn(self.undoable, self.redoable, 0)

    def redo(self) -> bool:
        return self._turn(self.redoable, self.undoable, 1)

    def _turn(self, source: list[Any], target: list[Any], part: int) -> bool:
        if not source:
            return False
        command = source.pop()
        try:
            command[part]()
        except REFUSED:
            return False  # the window drops the command and says so
        target.append(command)
        return True

    def ready(self, target: S) -> None:
        """Fill in what a step asks for, so that the walk comes far."""
        now = self.clock.isoformat()
        filled = {
            S.LOCALLY_APPROVED: {"steering_date": "2015-02-10", "steering_result": "Godkänd"},
            S.SUBMITTED: {"board_date": now, "board_result": "Nämnden beslutade att ansöka", "received_date": now},
            S.MEMO_DRAFTED: {"process.decision_date": "", "process.memo_date": "", "process.consultation_date": now},
            S.MEMO_SIGNED: {"process.memo_date": now, "process.proposed_outcome": "Avslag"},
            S.DECIDED: {
                "process.decision_date": now,
                "process.decision_paragraph": "§ 4",
                "process.decision_outcome": self.chance.choice(("Bifall", "Avslag")),
                "process.amount_granted": "900000",
            },
        }
        for key, typed in filled.get(target, {}).items():
            self.edit(key, typed)

    # --- what is looked at -----------------------------------------------------------------------

    def told(self) -> int:
        """Entries in the log that tell of a step."""
        return sum(one.what in ("Läge", "Bordläggning") for one in self.bench.queries.log(self.case))

    def snapshot(self) -> tuple[object, ...]:
        """The record as it stands: state, fields, and the steps that count, without when they were written."""
        view = self.bench.cases.load(self.case)
        kept = tuple((one.kind, one.origin, one.target, one.day, one.paragraph, one.note) for one in ladder.standing(view.steps))
        unparsed = tuple(sorted((ref.key, one.text) for ref, one in view.unparsed.items()))
        return view.state, view.draft, view.evidence.process, kept, unparsed


def check(walker: Walker) -> None:
    """What must hold wherever the walk is."""
    view = walker.bench.cases.load(walker.case)
    kept = ladder.standing(view.steps)
    assert all(before.day <= after.day for before, after in pairwise(kept)), "steps out of order"
    assert all(one.day <= TODAY for one in kept), "a step in time to come"
    assert all(before.target is after.origin for before, after in pairwise(kept)), "a step that starts where the one before did not end"
    assert all((one.origin, one.target) in ALLOWED or (one.is_tabling and one.origin is one.target) for one in kept), "a forbidden step"
    assert all(one.target in TABLED_IN for one in kept if one.is_tabling)
    assert not kept or kept[-1].target is view.state, "the state is not where the last step led"
    assert len(view.steps) == walker.told(), "each step leaves one line and one entry in the log"
    process = view.evidence.process
    days = [day for day in (process.consultation_date, process.memo_date, process.decision_date) if day is not None]
    assert days == sorted(days), "handling dates out of order"
    if view.state in (S.DECIDED, S.DISPATCHED, S.IN_PROGRESS, S.FINAL_REPORTED):
        assert process.decision_date is None or process.decision_date <= TODAY


def act(walker: Walker) -> None:
    """One thing at random, allowed or not."""
    chance, bench, case = walker.chance, walker.bench, walker.case
    before, steps = walker.state, len(walker.steps())
    walker.clock += timedelta(days=chance.choice((0, 1, 5)))
    choice = chance.random()
    if choice < 0.55:
        natural = workflow.natural_next(before)
        target = chance.choice(list(S)) if chance.random() < 0.35 or natural is None else natural
        if target in (S.WITHDRAWN, S.WRITTEN_OFF) and chance.random() < 0.8:
            return
        if chance.random() < 0.85:
            walker.ready(target)
        day, note = walker.day(), chance.choice(("", "Skäl enligt protokollet."))
        moved = walker.step(lambda: bench.cases.move(case, target, day=day, note=note))
        assert not moved or (before, target) in ALLOWED, f"{before} led to {target}"
        assert len(walker.steps()) == steps + moved
        walker.taken += [target.value] * moved
    elif choice < 0.65:
        day = walker.day()
        tabled = walker.step(lambda: bench.cases.table(case, day=day, paragraph="§ 3"))
        assert not tabled or before in TABLED_IN
        walker.taken += ["tabled"] * tabled
    elif choice < 0.75:
        walker.edit(chance.choice(FIELDS), chance.choice(("", (TODAY - timedelta(days=chance.randrange(-9, 400))).isoformat())))
    elif choice < 0.85:
        key = chance.choice(list(TEXTS))
        walker.edit(key, chance.choice(TEXTS[key]))
    else:
        (walker.undo if chance.random() < 0.6 else walker.redo)()


@pytest.mark.parametrize(("seed", "start"), [(1, S.DRAFT), (2, S.IN_DISTRICT_BOARD), (3, S.FORMAL_CHECK), (4, S.ASSESSED)])
def test_a_random_walk_reaches_no_forbidden_state_and_leaves_a_whole_log(bench: Workbench, plan: UUID, seed: int, start: S) -> None:
    walker = Walker(bench, bench.cases.create(a_good_application(), state=start).uid, random.Random(seed))
    for _ in range(STEPS):
        act(walker)
        check(walker)
        if not workflow.is_open(walker.state) and walker.chance.random() < 0.3:
            walker.undo()
    assert len(walker.taken) >= 8, f"the walk went nowhere: {walker.taken}"


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_undo_and_redo_back_and_forth_give_the_same_record(bench: Workbench, plan: UUID, seed: int) -> None:
    walker = Walker(bench, bench.cases.create(a_good_application(), state=S.DRAFT).uid, random.Random(seed))
    way = (S.IN_LOCAL_STEERING_GROUP, S.LOCALLY_APPROVED, S.IN_DISTRICT_BOARD, S.SUBMITTED, S.FORMAL_CHECK, S.EXPERT_REVIEW, S.WITHDRAWN)
    seen = [walker.snapshot()]
    for number, target in enumerate(way):
        day = TODAY - timedelta(days=30 - number * walker.chance.randrange(1, 4))
        for work in (
            lambda: walker.edit("title", f"Läxhjälp {number}"),  # noqa: B023 - called at once
            lambda: walker.step(lambda target=target, day=day: bench.cases.move(walker.case, target, day=day)),  # type: ignore[misc] # noqa: B023
            lambda: walker.step(lambda day=day: bench.cases.table(walker.case, day=day)),  # type: ignore[misc] # noqa: B023
        ):
            work()
            if walker.snapshot() != seen[-1]:
                seen.append(walker.snapshot())
    assert len(seen) == len(walker.undoable) + 1
    assert walker.state is S.WITHDRAWN
    place = len(seen) - 1
    for _ in range(30):
        back = walker.chance.random() < 0.5
        place += (walker.undo() and -1) if back else (walker.redo() and 1)
        assert walker.snapshot() == seen[place]
        check(walker)
    while walker.undo():
        place -= 1
        assert walker.snapshot() == seen[place]
    assert place == 0
    while walker.redo():
        place += 1
        assert walker.snapshot() == seen[place]
    assert place == len(seen) - 1
    check(walker)
