"""The office's own work in the sample store: people, meetings, letters, checks, scores and what came before, in the order of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from app.domain.case_list import ListQuery, Missing
from app.domain.earlier import GrantsPreview
from app.domain.rules.evidence import FieldRef
from app.domain.supplements import Question
from app.domain.vocabulary import ApplicationState, CheckKind, ConflictOutcome
from app.sample import office_work, people, scores
from app.sample.model import CASEWORKER, REFERENCE_DAY, at
from app.services.uids import new_uid
from app.services.workbench import Workbench

_ROUND_MADE = date(2016, 1, 12)
_ASSIGNED = date(2016, 3, 9)
_REWORDED = date(2016, 3, 11)
_FILED = REFERENCE_DAY


def fill_work(bench: Workbench, cases: Mapping[str, UUID]) -> None:
    """Do it by the same services as the window; `cases` gives each case's uid by its number."""
    store = bench.store
    before = store.who
    try:
        store.who = CASEWORKER
        _people(bench)
        _meetings(bench)
        _letters(bench, cases)
        _assign(bench, cases)
        _assess(bench, cases)
        _reword(bench, cases)
        _check(bench, cases)
        _relate(bench, cases)
        _views(bench)
    finally:
        store.who = before


def _on(bench: Workbench, day: date, hour: int = 13) -> None:
    bench.store.clock = lambda: at(day, hour)


def _people(bench: Workbench) -> None:
    _on(bench, _ROUND_MADE)
    for one in people.people():
        bench.people.create(one.draft, uid=one.uid)


def _meetings(bench: Workbench) -> None:
    for one in office_work.meetings():
        _on(bench, _ROUND_MADE)
        bench.meetings.create(one.draft, uid=one.uid)


def _letters(bench: Workbench, cases: Mapping[str, UUID]) -> None:
    for one in office_work.requests():
        case = cases[one.case_number]
        day = one.sent or _ASSIGNED
        _on(bench, day)
        suggested = bench.supplements.draft(case)
        own = (Question(question=one.own_question),) if one.own_question else ()
        items = [replace(item, uid=new_uid()) for item in ((() if one.own_only else suggested.items) + own)]
        made = bench.supplements.create(case, items, due_date=one.due)
        if one.sent is not None:
            bench.supplements.send(made.uid, one.sent)
        if one.reminded is not None:
            _on(bench, one.reminded)
            bench.supplements.remind(made.uid, one.reminded)
        if one.answered is not None:
            _on(bench, one.answered)
            bench.supplements.answer(made.uid, one.answered)
            bench.cases.move(case, ApplicationState.FORMAL_CHECK, note="kompletteringen kom in", day=one.answered)


def _assign(bench: Workbench, cases: Mapping[str, UUID]) -> None:
    _on(bench, _ASSIGNED, 14)
    for number, day, paragraph, note in office_work.tabled():
        bench.cases.table(cases[number], day=day, note=note, paragraph=paragraph)
    chosen = [(meeting.uid, number) for meeting in office_work.meetings() for number in meeting.cases]
    for meeting, number in chosen:
        bench.meetings.choose(cases[number], meeting)
    made = bench.rounds.create(scores.ROUND, scores.ROUND_YEAR)
    bench.rounds.put_cases(made.uid, [cases[number] for number in scores.cases_in_round()])
    for found in people.conflicts():
        case, person = cases[found.case_number], people.person_uid(found.person)
        if found.outcome is ConflictOutcome.DISQUALIFIED:
            bench.conflicts.declare(case, person, found.reason)
        else:
            bench.conflicts.clear(case, person, found.reason)
    for one in scores.assessments():
        bench.assessments.assign(cases[one.case_number], people.person_uid(one.person))


def _assess(bench: Workbench, cases: Mapping[str, UUID]) -> None:
    for one in sorted(scores.assessments(), key=lambda one: (one.when, one.case_number, one.person)):
        case = cases[one.case_number]
        bench.store.who = one.person
        _on(bench, one.when, 15)
        for criterion, kind, level, reason in one.scores:
            bench.assessments.score(case, criterion, kind, level, reason)
        if one.is_in:
            bench.assessments.set_details(case, confidence=one.confidence, proposed_amount=one.proposed_amount, comment=one.comment)
            bench.assessments.submit(case)
    bench.store.who = CASEWORKER


def _reword(bench: Workbench, cases: Mapping[str, UUID]) -> None:
    """A text that was changed and then given its first wording back."""
    for number, key, added in office_work.reworded():
        ref = FieldRef(key)
        text = getattr(bench.cases.load(cases[number]).draft, key)
        for hour, wording in ((16, f"{text} {added}"), (17, text)):
            _on(bench, _REWORDED, hour)
            bench.cases.edit(cases[number], ref, wording)


def _check(bench: Workbench, cases: Mapping[str, UUID]) -> None:
    _on(bench, _FILED, 6)
    for number in (*office_work.signed_by_both(), *office_work.signed_content_only()):
        bench.checks.sign(cases[number], CheckKind.CONTENT)
    bench.store.who = people.CONTROLLER
    for number in office_work.signed_by_both():
        bench.checks.sign(cases[number], CheckKind.ARITHMETIC, "Raderna är summerade på nytt.")
    bench.store.who = CASEWORKER


def _relate(bench: Workbench, cases: Mapping[str, UUID]) -> None:
    _on(bench, _FILED, 7)
    rows = office_work.grants()
    bench.earlier.store_grants(
        GrantsPreview(file_name=office_work.GRANTS_FILE, sha256="0" * 64, rows=rows, problems=(), notes=(), new=len(rows))
    )
    for one in office_work.relations():
        matter = next(hit for hit in bench.earlier.nearest(cases[one.case_number], limit=50).hits if hit.matter.title == one.grant)
        bench.earlier.file(cases[one.case_number], one.kind, one.note, grant=matter.matter.uid)


def _views(bench: Workbench) -> None:
    _on(bench, REFERENCE_DAY, 7)
    meeting = next(one for one in office_work.meetings() if one.draft.name == office_work.NEXT_MEETING)
    bench.saved_views.save("Till mötet i april", ListQuery(meeting=meeting.uid))
    bench.saved_views.save("Bedömning saknas", ListQuery(missing=(Missing.ASSESSMENT,)))
