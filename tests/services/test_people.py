from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from app.domain.drafts import PersonDraft, PersonTie
from app.domain.rules.evidence import FieldRef
from app.domain.views import ListQuery
from app.domain.vocabulary import ConflictOutcome, PersonRole, TieKind
from app.errors import NotFound, RuleViolation
from app.models.application import Application
from app.models.assessment import Assignment
from app.models.people import Person
from app.services.conflicts import current_person
from app.services.workbench import Workbench
from tests.services.builders import a_good_application

ASSESSOR, OTHER, CASEWORKER = "Bedömare Söderort", "Bedömare Västerort", "Handläggare A"


def register(bench: Workbench, name: str, role: PersonRole = PersonRole.ASSESSOR, *ties: PersonTie) -> UUID:
    return bench.people.create(PersonDraft(name=name, role=role, ties=ties)).uid


def assign(bench: Workbench, case: UUID, person: UUID) -> None:
    from uuid import uuid4

    from sqlalchemy import select

    with bench.store.writing() as unit:
        ids = [unit.session.scalar(select(mapped.id).where(mapped.uid == uid)) for mapped, uid in ((Application, case), (Person, person))]
        unit.session.add(Assignment(uid=uuid4(), application_id=ids[0], person_id=ids[1], assigned_by="Test", at=unit.now))


@pytest.fixture
def assessor(bench: Workbench) -> UUID:
    tie = PersonTie(kind=TieKind.EMPLOYMENT, organisation="spanga-tensta", since=date(2013, 1, 1))
    return register(bench, ASSESSOR, PersonRole.ASSESSOR, tie)


# --- people ----------------------------------------------------------------------------------------


def test_a_person_is_registered_edited_field_by_field_and_logged(bench: Workbench) -> None:
    made = bench.people.create()
    bench.people.edit(made.uid, FieldRef("name"), "Bedömare  Västerort")
    bench.people.edit(made.uid, FieldRef("role"), "Bedömare")
    row = bench.people.add_row(made.uid, "ties", texts={"kind": "Anställning", "organisation": "Farsta", "since": "2013-01-01"}).row
    view = bench.people.load(made.uid)
    assert (view.draft.name, view.draft.role) == (OTHER, PersonRole.ASSESSOR)
    assert [(one.uid, one.organisation, one.since) for one in view.draft.ties] == [(row, "farsta", date(2013, 1, 1))]
    assert [one.before for one in bench.queries.log(made.uid) if one.what == "Namn eller funktion"] == ["Ny person"]


def test_two_persons_do_not_share_a_name_and_none_is_without(bench: Workbench, assessor: UUID) -> None:
    other = register(bench, OTHER)
    with pytest.raises(RuleViolation, match="heter ”Bedömare Söderort”"):
        bench.people.create(PersonDraft(name="bedömare  söderort"))
    with pytest.raises(RuleViolation, match="heter ”Bedömare Söderort”"):
        bench.people.edit(other, FieldRef("name"), ASSESSOR)
    with pytest.raises(RuleViolation, match="behöver ett namn"):
        bench.people.edit(other, FieldRef("name"), " ")
    assert bench.people.create().uid != bench.people.create().uid


def test_the_person_at_the_window_is_the_one_with_the_logs_name(bench: Workbench, assessor: UUID) -> None:
    assert bench.people.current() is None
    bench.store.who = ASSESSOR
    current = bench.people.current()
    assert current is not None
    assert current.uid == assessor


def test_a_person_that_nothing_names_is_removed(bench: Workbench, assessor: UUID) -> None:
    bench.people.edit(assessor, FieldRef("ties.since", bench.people.load(assessor).draft.ties[0].uid), "i våras")
    bench.people.remove(assessor)
    assert bench.people.list() == ()
    with pytest.raises(NotFound):
        bench.people.load(assessor)


def test_a_person_with_jav_takes_no_further_part_but_stays(bench: Workbench, case: UUID, assessor: UUID) -> None:
    bench.conflicts.declare(case, assessor, "Anställd hos sökanden.")
    assert bench.people.has_traces(assessor)
    bench.people.remove(assessor)
    assert [one.is_active for one in bench.people.list()] == [False]
    assert bench.people.list(active_only=True) == ()


def test_the_list_of_people_counts_ties_and_cases_under_way(bench: Workbench, case: UUID, assessor: UUID) -> None:
    assign(bench, case, assessor)
    (row,) = bench.people.rows()
    assert (row.ties, row.assigned, row.disqualified) == (1, 1, 0)
    bench.conflicts.declare(case, assessor, "Anställd hos sökanden.")
    assert bench.people.rows()[0].disqualified == 1
    assert [one.uid for one in bench.people.load(assessor).assigned] == [case]
    bench.store.who = ASSESSOR
    assert (bench.people.rows()[0].assigned, bench.people.rows()[0].disqualified) == (0, 0)
    assert bench.people.load(assessor).assigned == ()
    assert bench.people.load(assessor).disqualified == ()


# --- jäv -------------------------------------------------------------------------------------------


def only(bench: Workbench, case: UUID, person: UUID):
    return next(row for row in bench.conflicts.suggestions(case) if row.person.uid == person)


def test_a_suggestion_shows_its_evidence_and_those_with_evidence_stand_first(bench: Workbench, case: UUID) -> None:
    register(bench, "Bedömare Annan")
    person = register(bench, ASSESSOR, PersonRole.ASSESSOR, PersonTie(kind=TieKind.EMPLOYMENT, organisation="spanga-tensta"))
    first, second = bench.conflicts.suggestions(case)
    assert first.person.uid == person
    assert first.evidence == ("Anställd vid Spånga-Tensta stadsdelsförvaltning; Spånga-Tensta stadsdelsnämnd är sökande.",)
    assert (first.outcome, second.evidence) == (None, ())


def test_tried_and_cleared_is_silent_until_a_tie_changes(bench: Workbench, case: UUID, assessor: UUID) -> None:
    assign(bench, case, assessor)
    assert [one.name for one in bench.conflicts.statement_missing(case)] == [ASSESSOR]
    bench.conflicts.clear(case, assessor, "Tjänstledig sedan 2014.")
    row = only(bench, case, assessor)
    assert (row.outcome, row.reason, row.recorded_by, row.is_stale) == (
        ConflictOutcome.CLEARED, "Tjänstledig sedan 2014.", CASEWORKER, False,
    )  # fmt: skip
    assert bench.conflicts.statement_missing(case) == ()
    bench.people.add_row(assessor, "ties", texts={"kind": "Eget bolag eller förening", "detail": "Föreningen Linden"})
    assert only(bench, case, assessor).is_stale
    assert [one.name for one in bench.conflicts.statement_missing(case)] == [ASSESSOR]


def test_tried_and_cleared_is_tried_again_when_the_case_gets_another_party(bench: Workbench, case: UUID, assessor: UUID) -> None:
    bench.conflicts.clear(case, assessor, "Har slutat.")
    bench.cases.edit(case, FieldRef("purpose"), "Ett annat syfte.")
    assert not only(bench, case, assessor).is_stale
    bench.cases.add_row(case, "partners", texts={"organisation": "Tensta konsthall"})
    assert only(bench, case, assessor).is_stale


def test_what_is_decided_asks_for_a_reason_and_is_logged_on_the_case(bench: Workbench, case: UUID, assessor: UUID) -> None:
    for decide in (bench.conflicts.declare, bench.conflicts.clear, bench.conflicts.withdraw):
        with pytest.raises(RuleViolation, match="Skriv"):
            decide(case, assessor, " \n")
    with pytest.raises(RuleViolation, match=r"Högst 4\s000 tecken"):
        bench.conflicts.declare(case, assessor, "ö" * 4_001)
    bench.conflicts.clear(case, assessor, "Har slutat.")
    bench.conflicts.declare(case, assessor, "Har börjat igen.")
    bench.conflicts.withdraw(case, assessor, "Fel person.")
    logged = [(one.before, one.after) for one in bench.queries.log(case) if one.what == f"Jäv, {ASSESSOR}"]
    assert logged == [
        ("Jäv: Har börjat igen.", "Tillbakataget: Fel person."),
        ("Prövad – inget jäv: Har slutat.", "Jäv: Har börjat igen."),
        ("", "Prövad – inget jäv: Har slutat."),
    ]
    with pytest.raises(NotFound, match="Inget är antecknat"):
        bench.conflicts.withdraw(case, assessor, "Igen.")


def test_odd_text_is_kept_as_it_is_written(bench: Workbench, case: UUID) -> None:
    odd = "<b>=1+1</b> \u202eabc 😀 A\u030a"
    person = register(bench, odd, PersonRole.ASSESSOR, PersonTie(kind=TieKind.COMPANY, detail=odd))
    bench.cases.add_row(case, "partners", texts={"organisation": odd})
    bench.conflicts.clear(case, person, odd)
    row = only(bench, case, person)
    kept = odd.replace("A\u030a", "Å")
    assert (row.person.name, row.reason) == (kept, kept)
    assert row.evidence == (f"Har eget bolag eller egen förening: {kept}; ”{kept}” är samverkanspart.",)


def test_an_assessor_decides_for_oneself_and_a_caseworker_for_others(bench: Workbench, case: UUID, assessor: UUID) -> None:
    other = register(bench, OTHER)
    caseworker = register(bench, CASEWORKER, PersonRole.CASEWORKER)
    bench.store.who = OTHER
    with pytest.raises(RuleViolation, match="för dig själv"):
        bench.conflicts.declare(case, assessor, "Jag tror det.")
    bench.conflicts.clear(case, other, "Inga bindningar.")
    bench.store.who = CASEWORKER
    bench.conflicts.declare(case, assessor, "Anställd hos sökanden.")
    bench.conflicts.clear(case, caseworker, "Inga bindningar.")
    assert only(bench, case, assessor).outcome is ConflictOutcome.DISQUALIFIED


def test_a_person_with_jav_gets_the_case_back_when_somebody_else_takes_it_back(bench: Workbench, case: UUID, assessor: UUID) -> None:
    bench.store.who = ASSESSOR
    bench.conflicts.declare(case, assessor, "Anställd hos sökanden.")
    with pytest.raises(NotFound, match="jäv är anmält"):
        bench.conflicts.withdraw(case, assessor, "Nej.")
    assert bench.queries.applications(ListQuery()).total == 0
    bench.store.who = CASEWORKER
    bench.conflicts.withdraw(case, assessor, "Anställningen är avslutad.")
    bench.store.who = ASSESSOR
    assert bench.cases.load(case).uid == case


def test_a_person_with_jav_does_not_take_another_name_unaided(bench: Workbench, case: UUID, assessor: UUID) -> None:
    bench.conflicts.declare(case, assessor, "Anställd hos sökanden.")
    bench.store.who = ASSESSOR
    with pytest.raises(RuleViolation, match="Låt en kollega"):
        bench.people.edit(assessor, FieldRef("name"), "Bedömare Nord")
    bench.store.who = CASEWORKER
    bench.people.edit(assessor, FieldRef("name"), "Bedömare Nord")
    bench.store.who = "Bedömare Nord"
    assert bench.queries.applications(ListQuery()).total == 0


def test_the_office_is_reminded_of_assigned_assessors_once_a_case(bench: Workbench, case: UUID, assessor: UUID) -> None:
    other = register(bench, OTHER)
    quiet = bench.cases.create(a_good_application(title="Utan bedömare")).uid
    assign(bench, case, assessor)
    assign(bench, case, other)

    def reminders() -> list[tuple[str, UUID, str]]:
        return [(one.detail, one.uid, one.tab) for one in bench.queries.overview().todo if one.text.startswith("Jäv inte prövat")]

    name = bench.cases.load(case).name
    assert reminders() == [(f"{name} · Bedömare Söderort och Bedömare Västerort", case, "assessment")]
    bench.conflicts.clear(case, other, "Inga bindningar.")
    assert reminders() == [(f"{name} · Bedömare Söderort", case, "assessment")]
    bench.conflicts.declare(case, assessor, "Anställd hos sökanden.")
    assert reminders() == []
    assert quiet not in {uid for _detail, uid, _tab in reminders()}


def test_the_name_in_the_log_finds_its_person(bench: Workbench, assessor: UUID) -> None:
    with bench.store.reading() as session:
        assert current_person(session, "någon annan") is None
        found = current_person(session, ASSESSOR)
    assert found is not None
    assert found.uid == assessor
