"""A round in rank order, as one reader may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain import ranking, swedish
from app.domain.programme import Programme
from app.domain.scoring import AssessorMark, Criterion, RankedCase, RoundRanking, Strictness
from app.domain.vocabulary import AssessmentState
from app.models.application import Application
from app.models.assessment import Assessment, Assignment, RoundCase, ScoringRound
from app.models.people import Person
from app.services import rubrics
from app.services.assessment_rows import disqualified, levels_of, weights_of, withheld_cases
from app.services.store import require
from app.services.visibility import visible_to


@dataclass
class _Gathered:
    """What a round holds, by database id; only what the reader may see is filled in."""

    cases: Sequence[Application]
    withheld: set[int]
    people: dict[int, Person] = field(default_factory=dict)
    expected: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # case → persons
    given: dict[int, dict[int, Assessment]] = field(default_factory=lambda: defaultdict(dict))  # case → person → handed in
    levels: dict[int, dict[str, int]] = field(default_factory=dict)  # handed in → criterion → level


@dataclass
class _Figures:
    totals: dict[tuple[int, int], Fraction]
    offsets: ranking.Offsets[int]
    means: dict[int, Fraction]
    adjusted: dict[int, Fraction]
    own_places: dict[int, dict[int, int]]  # person → case → place


def rank_round(
    session: Session, programme: Programme, found: ScoringRound, who: str, weights: Mapping[str, Decimal] | None
) -> RoundRanking:
    """Totals under the newest criteria, with each assessment that is handed in without jäv; drafts do not count."""
    rubric = rubrics.newest_rubric(session, found)
    own = rubrics.criteria_of(session, rubric)
    criteria = _on_trial(own, weights or {}, found.name)
    held = _gather(session, found, who)
    figures = _figures(held, criteria)
    rows = _rows(held, figures, criteria, programme, rubric.id)
    everything = session.scalar(select(func.count()).select_from(RoundCase).where(RoundCase.round_id == found.id)) or 0
    return RoundRanking(
        round=rubrics.round_info(session, found, who),
        criteria=criteria,
        rows=rows,
        strictness=_strictness(held, figures),
        is_trial=criteria != own,
        hidden=everything - len(held.cases),
        withheld=len(held.withheld),
        groups=max(figures.offsets.groups, 1),
    )


def _on_trial(own: tuple[Criterion, ...], weights: Mapping[str, Decimal], name: str) -> tuple[Criterion, ...]:
    unknown = sorted(set(weights) - {one.key for one in own})
    require(not unknown, f"Det finns inget kriterium {', '.join(unknown)} i {name}.")
    require(all(one.is_finite() and one >= 0 for one in weights.values()), "En vikt ska vara noll eller mer.")
    return tuple(replace(one, weight=weights.get(one.key, one.weight)) for one in own)


def _gather(session: Session, found: ScoringRound, who: str) -> _Gathered:
    query = select(Application).join(RoundCase, RoundCase.application_id == Application.id)
    cases = session.scalars(query.where(RoundCase.round_id == found.id, visible_to(who))).all()
    ids = [one.id for one in cases]
    held = _Gathered(cases, withheld_cases(session, who, ids))
    jav = disqualified(session, ids)
    assigned = session.execute(
        select(Assignment.application_id, Person).join(Person, Person.id == Assignment.person_id).where(Assignment.application_id.in_(ids))
    )
    for case, person in assigned:
        if (case, person.id) not in jav:
            held.people[person.id] = person
            held.expected[case].add(person.id)
    handed_in = session.execute(
        select(Assessment, Person)
        .join(Person, Person.id == Assessment.person_id)
        .where(Assessment.application_id.in_(ids), Assessment.state == AssessmentState.SUBMITTED)
    )
    for one, person in handed_in:
        if (one.application_id, person.id) not in jav:
            held.people[person.id] = person
            held.expected[one.application_id].add(person.id)
            held.given[one.application_id][person.id] = one
    readable = [one.id for case, given in held.given.items() if case not in held.withheld for one in given.values()]
    held.levels = levels_of(session, readable)
    return held


def _figures(held: _Gathered, criteria: tuple[Criterion, ...]) -> _Figures:
    weights = weights_of(criteria)
    totals: dict[tuple[int, int], Fraction] = {}
    for case, given in held.given.items():
        for person, one in given.items():
            value = ranking.total(held.levels.get(one.id, {}), weights)
            if value is not None:
                totals[case, person] = value
    offsets = ranking.strictness(totals)
    by_case: dict[int, dict[int, Fraction]] = defaultdict(dict)
    by_person: dict[int, dict[int, Fraction]] = defaultdict(dict)
    for (case, person), value in totals.items():
        by_case[case][person] = by_person[person][case] = value
    means, adjusted = {}, {}
    for case, given_totals in by_case.items():
        means[case] = ranking.mean(list(given_totals.values())) or Fraction(0)
        adjusted[case] = ranking.adjusted(given_totals, offsets.offset) or Fraction(0)
    return _Figures(totals, offsets, means, adjusted, {person: ranking.places(own) for person, own in by_person.items()})


def _rows(held: _Gathered, figures: _Figures, criteria: tuple[Criterion, ...], programme: Programme, newest: int) -> tuple[RankedCase, ...]:
    ranks, adjusted_ranks = ranking.places(figures.means), ranking.places(figures.adjusted)
    tied, adjusted_tied = ranking.tied(figures.means), ranking.tied(figures.adjusted)
    rows = []
    for case in held.cases:
        given = held.given.get(case.id, {})
        is_withheld = case.id in held.withheld
        totals = {person: figures.totals[case.id, person] for person in given if (case.id, person) in figures.totals}
        names = {person: held.people[person].name for person in held.expected.get(case.id, ())}
        rows.append(
            RankedCase(
                case=case.uid,
                name=rubrics.case_name(case),
                title=case.title,
                board_name=programme.organisation_name(case.applicant),
                amount_applied=case.amount_applied,
                mean=_float(figures.means.get(case.id)),
                median=_float(ranking.median(list(totals.values()))),
                spread=_float(ranking.spread(list(totals.values()))),
                rank=ranks.get(case.id),
                is_tied=case.id in tied,
                adjusted=_float(figures.adjusted.get(case.id)),
                adjusted_rank=adjusted_ranks.get(case.id),
                is_adjusted_tied=case.id in adjusted_tied,
                number=len(given) if is_withheld else len(totals),
                expected=len(names),
                marks=_marks(held, figures, case.id, totals),
                missing=_by_name(name for person, name in names.items() if person not in given),
                without_total=() if is_withheld else _by_name(names[person] for person in given if person not in totals),
                outdated=_by_name(names[person] for person, one in given.items() if one.rubric_id != newest),
                by_criterion=_by_criterion([held.levels.get(one.id, {}) for one in given.values()], criteria),
                proposed_amounts=() if is_withheld else _proposed(given),
                is_withheld=is_withheld,
            )
        )
    last = len(rows) + 1
    rows.sort(key=lambda row: (row.is_withheld, row.rank or last, swedish.sort_key(row.title), row.name))
    return tuple(rows)


def _marks(held: _Gathered, figures: _Figures, case: int, totals: Mapping[int, Fraction]) -> tuple[AssessorMark, ...]:
    marks = [
        AssessorMark(
            person=held.people[person].uid, person_name=held.people[person].name, total=float(value), place=figures.own_places[person][case]
        )
        for person, value in totals.items()
    ]
    return tuple(sorted(marks, key=lambda mark: swedish.sort_key(mark.person_name)))


def _by_criterion(sheets: Sequence[Mapping[str, int]], criteria: tuple[Criterion, ...]) -> dict[str, float | None]:
    """The mean level of each criterion in use over those who scored it."""
    found = {}
    for one in criteria:
        if one.is_used:
            levels = [sheet[one.key] for sheet in sheets if one.key in sheet]
            found[one.key] = sum(levels) / len(levels) if levels else None
    return found


def _strictness(held: _Gathered, figures: _Figures) -> tuple[Strictness, ...]:
    """The strictest first."""
    offsets = figures.offsets
    found = [
        Strictness(
            person=held.people[person].uid,
            person_name=held.people[person].name,
            offset=float(value),
            cases=offsets.cases[person],
            group=offsets.group[person],
        )
        for person, value in offsets.offset.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.group, one.offset, swedish.sort_key(one.person_name))))


def _proposed(given: Mapping[int, Assessment]) -> tuple[int, ...]:
    return tuple(sorted(one.proposed_amount for one in given.values() if one.proposed_amount is not None))


def _by_name(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=swedish.sort_key))


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
