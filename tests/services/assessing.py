"""People at the window in turn: registers assessors, puts cases in a round and gives them levels from a short notation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from uuid import UUID

from app.domain.drafts import ApplicationDraft, PersonDraft, YearAmount
from app.domain.vocabulary import Confidence, PersonRole, ScoreKind
from app.services.workbench import Workbench

KINDS = {"-": ScoreKind.ABSTAINED, "x": ScoreKind.NOT_APPLICABLE}
LETTERS = "ABCDE"


@contextmanager
def acting_as(bench: Workbench, name: str) -> Iterator[None]:
    """Let the person of this name sit at the window."""
    before, bench.store.who = bench.store.who, name
    try:
        yield
    finally:
        bench.store.who = before


def assessor(letter: str) -> str:
    return f"Bedömare {letter}"


def register(bench: Workbench, letters: str, role: PersonRole = PersonRole.ASSESSOR) -> dict[str, UUID]:
    """Letter → the person's uid."""
    return {one: bench.people.create(PersonDraft(name=assessor(one), role=role, unit="Söderort")).uid for one in letters}


def short_round(bench: Workbench, name: str = "Våren 2016", weights: Sequence[int] = (2, 1, 1)) -> UUID:
    """A round with as many criteria in use as there are weights; the others of the twelve are set aside."""
    made = bench.rounds.create(name, 2016).uid
    for number in range(1, 13):
        weight = weights[number - 1] if number <= len(weights) else None
        used = weight is not None
        bench.rounds.edit_criterion(made, f"Q{number}", is_used=used, weight=Decimal(weight) if weight is not None else None)
    return made


def a_case(bench: Workbench, title: str = "Läxhjälp", *, amount: int | None = 400_000, number: str | None = None) -> UUID:
    amounts = (YearAmount(year=2016, amount=amount),) if amount is not None else ()
    return bench.cases.create(ApplicationDraft(title=title, applicant="farsta", amounts_applied=amounts), case_number=number).uid


def give(bench: Workbench, case: UUID, levels: str, reason: str = "Se ansökan.") -> None:
    """'3-x' gives Q1 three, abstains from Q2 and finds Q3 not applicable, as whoever sits at the window."""
    for number, sign in enumerate(levels, 1):
        kind = KINDS.get(sign, ScoreKind.SCORED)
        bench.assessments.score(case, f"Q{number}", kind, int(sign) if kind is ScoreKind.SCORED else None, reason)


def hand_in(bench: Workbench, case: UUID, letter: str, levels: str) -> None:
    """The whole assessment of one assessor."""
    with acting_as(bench, assessor(letter)):
        give(bench, case, levels)
        bench.assessments.set_details(case, confidence=Confidence.HIGH)
        bench.assessments.submit(case)
