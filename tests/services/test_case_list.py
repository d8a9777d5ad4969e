"""The list of applications: each filter, each column, the sums and the counts, in few statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select

from app.domain.case_list import COLUMNS, SORT_KEYS, ListQuery, Missing, as_data, from_data
from app.domain.drafts import ApplicationDraft, BudgetLine
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import (
    ApplicationState,
    AssessmentState,
    AttachmentKind,
    CheckKind,
    ConflictOutcome,
    CostType,
    FundedBy,
    PersonRole,
    RuleOutcome,
    ScoreKind,
)  # fmt: skip
from app.models.application import Application
from app.models.assessment import Assessment, Assignment, RoundCase, Rubric, RubricCriterion, Score, ScoringRound
from app.models.ladder import Meeting, MeetingCase, SupplementRequest
from app.models.people import CheckSign, ConflictOfInterest, Person
from app.services import case_list
from app.services.workbench import Workbench

NOW = datetime(2016, 3, 14, 9, tzinfo=UTC)
NAMES = ("Ett", "Två", "Tre")


def titles(bench: Workbench, **query: object) -> list[str]:
    return [row.title for row in bench.queries.applications(ListQuery(sort="case_number", descending=False, **query)).rows]  # type: ignore[arg-type]


def money(amount: int) -> tuple[BudgetLine, ...]:
    return (BudgetLine(year=2016, cost_type=CostType.STAFF, amount=amount, funded_by=FundedBy.PROGRAMME),)


@pytest.fixture
def three(bench: Workbench) -> dict[str, UUID]:
    drafts = (
        ApplicationDraft(
            title="Ett", applicant="farsta", districts=("farsta-strand",), received_date=date(2016, 3, 1), budget_lines=money(100_000)
        ),
        ApplicationDraft(
            title="Två", applicant="spanga-tensta", co_applicant="farsta", districts=("tensta", "rinkeby"),
            related_sub_goals=("SU-1.1", "JF-1.1"), received_date=date(2016, 2, 1), budget_lines=money(200_000),
            least_amount=150_000, closure_what="Avvecklas",
            board_minutes_attached=True,
        ),
        ApplicationDraft(
            title="Tre", applicant="skarholmen", received_date=date(2016, 1, 1), budget_lines=money(300_000),
            implementation_receiver="Nämnden",
        ),
    )  # fmt: skip
    return {draft.title: bench.cases.create(draft, state=ApplicationState.FORMAL_CHECK).uid for draft in drafts}


def ids(session: object, uids: dict[str, UUID]) -> dict[str, int]:
    return {name: session.scalars(select(Application.id).where(Application.uid == uid)).one() for name, uid in uids.items()}  # type: ignore[attr-defined]


@pytest.fixture
def people(bench: Workbench, three: dict[str, UUID]) -> dict[str, UUID]:
    """Two assessors of the first two cases; one has handed in, with scores 3 and 0 of weights 1 and 2."""
    with bench.store.writing() as unit:
        session, held = unit.session, ids(unit.session, three)
        known = [Person(uid=uuid4(), name=name, role=PersonRole.ASSESSOR, unit="", is_active=True) for name in ("Bedömare A", "Bedömare B")]
        a_round = ScoringRound(uid=uuid4(), name="Våren", year=2016)
        meeting = Meeting(uid=uuid4(), name="Styrgruppen", day=date(2016, 4, 20), cutoff_day=None)
        session.add_all((*known, a_round, meeting))
        session.flush()
        rubric = Rubric(uid=uuid4(), round_id=a_round.id, number=1)
        session.add(rubric)
        session.flush()
        for position, (key, weight) in enumerate((("Q1", Decimal(1)), ("Q2", Decimal(2)), ("Q3", Decimal(5)))):
            session.add(
                RubricCriterion(uid=uuid4(), rubric_id=rubric.id, key=key, position=position, title=key, weight=weight, is_used=True)
            )
        session.add_all(RoundCase(application_id=held[name], round_id=a_round.id) for name in ("Ett", "Två"))
        session.add(MeetingCase(application_id=held["Ett"], meeting_id=meeting.id))
        session.add_all(Assignment(uid=uuid4(), application_id=held["Ett"], person_id=one.id, assigned_by="Test", at=NOW) for one in known)
        assessment = Assessment(
            uid=uuid4(),
            application_id=held["Ett"],
            person_id=known[0].id,
            rubric_id=rubric.id,
            state=AssessmentState.SUBMITTED,
            submitted_at=NOW,
        )
        session.add(assessment)
        session.flush()
        for key, kind, value in (("Q1", ScoreKind.SCORED, 3), ("Q2", ScoreKind.SCORED, 0), ("Q3", ScoreKind.ABSTAINED, None)):
            session.add(Score(uid=uuid4(), assessment_id=assessment.id, criterion=key, kind=kind, value=value, reason="Skäl"))
        return {one.name: one.uid for one in (*known, a_round)} | {"Mötet": meeting.uid}


def row_of(bench: Workbench, title: str) -> object:
    return next(row for row in bench.queries.applications(ListQuery()).rows if row.title == title)


# --- filters ---------------------------------------------------------------------------------


FILTERED: tuple[tuple[dict[str, object], list[str]], ...] = (
    ({"board": "farsta"}, ["Ett"]),
    ({"district": "tensta"}, ["Två"]),
    ({"sub_goal": "SU-1.1"}, ["Två"]),
    ({"amount_from": 200_000}, ["Två", "Tre"]),
    ({"amount_from": 150_000, "amount_to": 200_000}, ["Två"]),
    ({"states": (ApplicationState.DRAFT, ApplicationState.FORMAL_CHECK)}, ["Ett", "Två", "Tre"]),
    ({"states": (ApplicationState.DRAFT,)}, []),
    ({"verdict": RuleOutcome.INSUFFICIENT, "rule": "R10"}, ["Ett"]),
    ({"verdict": RuleOutcome.NEEDS_JUDGEMENT, "rule": "R10"}, ["Två", "Tre"]),
    ({"verdict": RuleOutcome.INSUFFICIENT}, ["Ett", "Två", "Tre"]),
    ({"missing": (Missing.AFTERWARDS,)}, ["Ett"]),
    ({"missing": (Missing.ATTACHMENT,)}, ["Ett", "Tre"]),
    ({"missing": (Missing.ATTACHMENT, Missing.AFTERWARDS)}, ["Ett"]),
    ({"missing": (Missing.CHECKS,)}, ["Ett", "Två", "Tre"]),
)


def test_each_filter_leaves_what_it_should(bench: Workbench, three: dict[str, UUID]) -> None:
    for query, wanted in FILTERED:
        assert titles(bench, **query) == wanted, query


def test_meeting_round_and_assessor_are_filtered_on(bench: Workbench, people: dict[str, UUID]) -> None:
    assert titles(bench, meeting=people["Mötet"]) == ["Ett"]
    assert titles(bench, round=people["Våren"]) == ["Ett", "Två"]
    assert titles(bench, assessor=people["Bedömare A"]) == ["Ett"]
    assert titles(bench, assessor=uuid4()) == []
    choices = bench.queries.filter_choices()
    assert [name for _uid, name in choices.assessors] == ["Bedömare A", "Bedömare B"]
    assert [name for _uid, name in choices.meetings] == ["2016-04-20 Styrgruppen"]
    assert [name for _uid, name in choices.rounds] == ["Våren"]


def test_what_is_missing_of_the_assessors_work_is_found(bench: Workbench, three: dict[str, UUID], people: dict[str, UUID]) -> None:
    assert titles(bench, missing=(Missing.CONFLICT,)) == ["Ett"]
    assert titles(bench, missing=(Missing.ASSESSMENT,)) == ["Ett", "Två"]  # one has not answered; nobody is asked
    assert titles(bench, missing=(Missing.MEETING,)) == ["Två", "Tre"]
    with bench.store.writing() as unit:
        held = ids(unit.session, three)["Ett"]
        for person in unit.session.scalars(select(Person)):
            outcome = ConflictOutcome.CLEARED if person.name == "Bedömare A" else ConflictOutcome.DISQUALIFIED
            unit.session.add(
                ConflictOfInterest(
                    uid=uuid4(), application_id=held, person_id=person.id, outcome=outcome, reason="Skäl", facts_hash="",
                    recorded_by="Test", at=NOW,
                )
            )  # fmt: skip
    assert titles(bench, missing=(Missing.CONFLICT,)) == []
    assert titles(bench, missing=(Missing.ASSESSMENT,)) == ["Två"]  # whoever has declared jäv is not waited for


def test_supplements_and_signatures_are_waited_for_until_they_come(bench: Workbench, three: dict[str, UUID]) -> None:
    with bench.store.writing() as unit:
        held = ids(unit.session, three)
        request = SupplementRequest(uid=uuid4(), application_id=held["Två"], number=1, sent_date=date(2016, 3, 1))
        unit.session.add(request)
        for kind in CheckKind:
            unit.session.add(CheckSign(uid=uuid4(), application_id=held["Tre"], kind=kind, person="Någon", input_hash="", at=NOW))
    assert titles(bench, missing=(Missing.SUPPLEMENT,)) == ["Två"]
    assert titles(bench, missing=(Missing.CHECKS,)) == ["Ett", "Två"]
    assert (row_of(bench, "Tre").checks, row_of(bench, "Ett").checks) == (2, 0)  # type: ignore[attr-defined]
    with bench.store.writing() as unit:
        unit.session.get_one(SupplementRequest, 1).answered_date = date(2016, 3, 10)
    assert titles(bench, missing=(Missing.SUPPLEMENT,)) == []


def test_an_attachment_in_the_store_counts_as_attached(bench: Workbench, three: dict[str, UUID], tmp_path: object) -> None:
    path = tmp_path / "protokoll.pdf"  # type: ignore[operator]
    path.write_bytes(b"%PDF-1.4 prov")
    bench.attachments.add(three["Ett"], AttachmentKind.BOARD_MINUTES, path)
    assert titles(bench, missing=(Missing.ATTACHMENT,)) == ["Tre"]


def test_a_closed_case_lacks_nothing(bench: Workbench, three: dict[str, UUID]) -> None:
    bench.cases.move(three["Ett"], ApplicationState.WITHDRAWN)
    for one in Missing:
        assert "Ett" not in titles(bench, missing=(one,))


# --- columns ---------------------------------------------------------------------------------


def test_the_columns_say_what_the_case_holds(bench: Workbench, people: dict[str, UUID]) -> None:
    row = row_of(bench, "Två")
    assert (row.co_applicant, row.sub_goals, row.least_amount) == ("Farsta", "JF-1.1, SU-1.1", 150_000)  # type: ignore[attr-defined]
    assert row.districts == "Rinkeby, Tensta"  # type: ignore[attr-defined]
    first = row_of(bench, "Ett")
    assert (first.meeting, first.assigned, first.submitted) == ("2016-04-20 Styrgruppen", 2, 1)  # type: ignore[attr-defined]
    assert first.mean_score == pytest.approx(1.0)  # type: ignore[attr-defined]  # (3·1 + 0·2) / 3: the abstention takes its weight along
    assert row_of(bench, "Tre").mean_score is None  # type: ignore[attr-defined]


def test_the_mean_is_withheld_until_ones_own_scores_are_in(bench: Workbench, people: dict[str, UUID]) -> None:
    bench.store.who = "Bedömare B"
    assert row_of(bench, "Ett").mean_score is None  # type: ignore[attr-defined]
    assert titles(bench)  # the case itself is there
    bench.store.who = "Bedömare A"
    assert row_of(bench, "Ett").mean_score is not None  # type: ignore[attr-defined]


def test_a_case_with_declared_conflict_is_nowhere_in_the_list(bench: Workbench, three: dict[str, UUID], people: dict[str, UUID]) -> None:
    with bench.store.writing() as unit:
        held = ids(unit.session, three)["Ett"]
        person = unit.session.scalars(select(Person).where(Person.name == "Bedömare B")).one()
        unit.session.add(
            ConflictOfInterest(
                uid=uuid4(), application_id=held, person_id=person.id, outcome=ConflictOutcome.DISQUALIFIED, reason="Skäl", facts_hash="",
                recorded_by="Test", at=NOW,
            )
        )  # fmt: skip
    bench.store.who = "Bedömare B"
    assert titles(bench) == titles(bench, view="todo") == ["Två", "Tre"]
    assert titles(bench, text="ett", amount_to=100_000) == []
    assert bench.queries.totals(ListQuery()).sums.applied == 500_000
    assert bench.queries.counts()["all"] == 2
    assert [row.title for row in bench.exports.rows(ListQuery(), COLUMNS)].count("Ett") == 0
    assert not [hit for hit in bench.queries.search("ett") if hit.kind == "application" and hit.title == "Ett"]


def test_every_order_holds_every_case_once(bench: Workbench, people: dict[str, UUID]) -> None:
    for sort in SORT_KEYS:
        for descending in (True, False):
            pages = [ListQuery(sort=sort, descending=descending, limit=2, offset=offset) for offset in (0, 2)]
            shown = [row.title for page in pages for row in bench.queries.applications(page).rows]
            assert sorted(shown) == sorted(NAMES), (sort, descending)


def test_most_days_means_longest_since_received(bench: Workbench, three: dict[str, UUID]) -> None:
    assert [row.title for row in bench.queries.applications(ListQuery(sort="days")).rows] == ["Tre", "Två", "Ett"]


def test_every_sort_key_has_its_order_and_every_view_its_condition() -> None:
    assert set(case_list.SORTS) == set(SORT_KEYS)
    assert set(case_list.LACKS) == set(Missing)


# --- sums and statements ---------------------------------------------------------------------


def test_sums_are_of_all_that_is_found_and_proposals_of_what_is_undecided(bench: Workbench, three: dict[str, UUID]) -> None:
    bench.cases.edit(three["Två"], FieldRef("process.proposed_amount"), "150000")
    sums = bench.queries.totals(ListQuery(amount_from=200_000, limit=1)).sums
    assert (sums.cases, sums.applied, sums.proposed, sums.granted) == (2, 500_000, 150_000, 0)
    bench.cases.move(three["Två"], ApplicationState.WITHDRAWN)
    assert bench.queries.totals(ListQuery()).sums.proposed == 0
    assert dict(bench.queries.totals(ListQuery(text="zzz")).views) == dict(bench.queries.counts())
    assert bench.queries.totals(ListQuery(), with_views=False).views == {}


@contextmanager
def statements(bench: Workbench) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement != "BEGIN":
            sent.append(statement)

    event.listen(bench.store._readers, "before_cursor_execute", note)
    yield sent
    event.remove(bench.store._readers, "before_cursor_execute", note)


def test_opening_the_list_takes_four_statements(bench: Workbench, people: dict[str, UUID]) -> None:
    with statements(bench) as sent:
        bench.saved_views.list()
        bench.queries.applications(ListQuery(view="todo"), ("districts", "meeting", "assessments", "checks", "plan", "sub_goals"))
        bench.queries.totals(ListQuery(view="todo"))
    assert len(sent) == 4


# --- kept as data ----------------------------------------------------------------------------


def test_a_query_comes_back_as_it_was_kept() -> None:
    query = ListQuery(
        view="todo", text="åker", board="farsta", states=(ApplicationState.DRAFT, ApplicationState.DECIDED), district="tensta",
        sub_goal="SU-1.1", amount_from=1, amount_to=2, rule="R10", verdict=RuleOutcome.FAIL,
        meeting=uuid4(), round=uuid4(), assessor=uuid4(),
        missing=(Missing.MEETING, Missing.CHECKS), sort="amount", descending=False,
    )  # fmt: skip
    assert from_data(as_data(query)) == query
    assert as_data(ListQuery()) == {}


@pytest.mark.parametrize(
    "data",
    [
        {"view": "okänd", "sort": "okänd", "states": ["okänt"], "missing": "checks", "meeting": "inget uid", "descending": 1},
        {"states": 7, "verdict": [], "text": 7, "missing": [None], "amount_to": True},
    ],
)  # fmt: skip
def test_what_is_not_known_of_a_kept_query_is_passed_over(data: dict[str, object]) -> None:
    assert from_data(data) == ListQuery()
