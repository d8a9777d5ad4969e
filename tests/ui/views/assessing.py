"""A round with three cases and three assessors, made through the services, for the tests of its views."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from app.domain.drafts import PersonDraft, PersonTie
from app.domain.views import ListQuery
from app.domain.vocabulary import Confidence, PersonRole, ScoreKind, TieKind
from app.services.workbench import Workbench, open_workbench

ROUND = "Våren 2016"
WEST, SOUTH, EXPERT, ME = "Bedömare Västerort", "Bedömare Söderort", "Sakkunnig i Spånga", "Handläggaren"
LEVELS = {SOUTH: {0: (3, 1, 2), 1: (1, 1, 1)}, WEST: {0: (0, 1, 1), 1: (3, 3, 2)}}  # by case, Q1 to Q3
REASON = "Målet har indikator och datum."


def cases_of(bench: Workbench) -> list[UUID]:
    return [row.uid for row in bench.queries.applications(ListQuery(sort="case_number", descending=False)).rows]


def person(bench: Workbench, name: str) -> UUID:
    return next(one.uid for one in bench.people.list() if one.name == name)


def register(bench: Workbench) -> dict[str, UUID]:
    tie = PersonTie(kind=TieKind.EMPLOYMENT, organisation="spanga-tensta")
    drafts = (
        PersonDraft(name=ME, role=PersonRole.CASEWORKER, is_active=True),
        PersonDraft(name=SOUTH, role=PersonRole.ASSESSOR, is_active=True),
        PersonDraft(name=WEST, role=PersonRole.ASSESSOR, is_active=True),
        PersonDraft(name=EXPERT, role=PersonRole.EXPERT, is_active=True, ties=(tie,)),
    )
    return {draft.name: bench.people.create(draft).uid for draft in drafts}


def give(bench: Workbench, case: UUID, levels: tuple[int, ...], *, submit: bool = True) -> None:
    """The own assessment of whoever the workbench is opened by."""
    for number, value in enumerate(levels, 1):
        bench.assessments.score(case, f"Q{number}", ScoreKind.SCORED, value, REASON)
    bench.assessments.set_details(case, confidence=Confidence.HIGH, proposed_amount=500_000)
    if submit:
        bench.assessments.submit(case)


def fill(path: Path) -> None:
    """I and both assessors are asked about the first case, the assessors about the second, nobody about the third.

    Both assessors have handed in both; three criteria are used.
    """
    bench = open_workbench(path, who=ME)
    people = register(bench)
    first, second, third = cases_of(bench)
    made = bench.rounds.create(ROUND, 2016).uid
    for number in range(4, 13):
        bench.rounds.edit_criterion(made, f"Q{number}", is_used=False)
    bench.rounds.put_cases(made, (first, second, third))
    for case, names in ((first, (ME, SOUTH, WEST)), (second, (SOUTH, WEST))):
        for name in names:
            bench.assessments.assign(case, people[name])
    bench.close()
    for name, given in LEVELS.items():
        bench = open_workbench(path, who=name)
        for number, levels in given.items():
            give(bench, (first, second)[number], levels)
        bench.close()
