"""A rule across all cases, and its kept runs on one."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from app.domain.drafts import ApplicationDraft
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ConflictOutcome, PersonRole, RuleOutcome
from app.models.application import Application
from app.models.people import ConflictOfInterest, Person
from app.services.workbench import Workbench
from tests.services.builders import a_good_application


def test_cases_are_counted_by_outcome_and_listed_newest_first(bench: Workbench, case: UUID) -> None:
    later = bench.cases.create(a_good_application(title="Senare", received_date=date(2016, 1, 5))).uid
    empty = bench.cases.create(ApplicationDraft(title="Tom")).uid
    found = bench.rule_pages.cases_by_rule("R05")
    assert [row.uid for row in found.rows] == [later, case, empty]
    assert (found.counts[RuleOutcome.PASS], found.counts[RuleOutcome.INSUFFICIENT], found.total) == (2, 1, 3)
    passed = bench.rule_pages.cases_by_rule("R05", RuleOutcome.PASS)
    assert ([row.uid for row in passed.rows], passed.total) == ([later, case], 2)
    assert passed.counts == found.counts


def test_a_page_goes_on_where_the_one_before_ended(bench: Workbench, case: UUID) -> None:
    other = bench.cases.create(ApplicationDraft(title="Tom")).uid
    first = bench.rule_pages.cases_by_rule("R05", limit=1)
    second = bench.rule_pages.cases_by_rule("R05", limit=1, offset=1)
    assert [row.uid for row in (*first.rows, *second.rows)] == [case, other]
    assert first.total == second.total == 2


def test_a_departure_shows_on_the_rules_page(bench: Workbench) -> None:
    uid = bench.cases.create(ApplicationDraft(title="Tom")).uid
    bench.cases.depart(uid, "R05", "Styrgruppen hann inte sammanträda.")
    assert [row.departed for row in bench.rule_pages.cases_by_rule("R05").rows] == [True]
    assert [row.departed for row in bench.rule_pages.cases_by_rule("R06").rows] == [False]


def test_a_case_hidden_by_jav_is_neither_counted_nor_listed(bench: Workbench, case: UUID) -> None:
    with bench.store.writing() as unit:
        person = Person(uid=uuid4(), name=bench.who, role=PersonRole.CASEWORKER)
        unit.session.add(person)
        unit.session.flush()
        case_id = unit.session.scalars(select(Application.id).where(Application.uid == case)).one()
        unit.session.add(
            ConflictOfInterest(
                uid=uuid4(), application_id=case_id, person_id=person.id, outcome=ConflictOutcome.DISQUALIFIED, reason="Anställd",
                recorded_by=bench.who, at=unit.now, facts_hash="",
            )
        )  # fmt: skip
    found = bench.rule_pages.cases_by_rule("R05")
    assert (found.rows, found.total, sum(found.counts.values())) == ((), 0, 0)
    assert bench.rule_pages.runs(case, "R05") == ()


def test_a_run_is_kept_for_each_change_of_outcome_or_values_with_its_values(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, FieldRef("steering_date"), "")
    bench.cases.edit(case, FieldRef("steering_date"), "2015-02-11")
    newest, empty, first = bench.rule_pages.runs(case, "R05")
    assert [one.outcome for one in (newest, empty, first)] == [RuleOutcome.PASS, RuleOutcome.INSUFFICIENT, RuleOutcome.PASS]
    values = [next(value.text for value in one.values_used if "datum" in value.label) for one in (newest, empty, first)]
    assert values == ["2015-02-11", "–", "2015-02-10"]
    assert newest.version == "1"
