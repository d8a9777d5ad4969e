from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest

from app.domain.rules.evidence import FieldRef
from app.domain.views import ReadOnly
from app.domain.vocabulary import ApplicationState, AssessmentState, Confidence, PersonRole, ScoreKind
from app.errors import EnvironmentProblem, NotFound, RuleViolation
from app.models.log import LogEntry
from app.services.workbench import Workbench
from tests.services.assessing import a_case, acting_as, assessor, give, hand_in, register, short_round

SCORED = ScoreKind.SCORED


@pytest.fixture
def people(bench: Workbench) -> dict[str, UUID]:
    return register(bench, "ABC")


@pytest.fixture
def made(bench: Workbench) -> UUID:
    return short_round(bench)


@pytest.fixture
def case(bench: Workbench, people: dict[str, UUID], made: UUID) -> UUID:
    """A case of the round that A and B are asked to assess."""
    uid = a_case(bench)
    bench.rounds.put_cases(made, [uid])
    for letter in "AB":
        bench.assessments.assign(uid, people[letter])
    return uid


# --- the sheet -------------------------------------------------------------------------------------------


def test_an_empty_sheet_says_what_remains(bench: Workbench, case: UUID) -> None:
    with acting_as(bench, assessor("A")):
        sheet = bench.assessments.sheet(case)
    assert sheet.is_assigned
    assert (sheet.state, sheet.total, sheet.locked, sheet.entries) == (None, None, "", {})
    assert sheet.lacks == (
        "Q1 Mätbara mål: inte bedömt.",
        "Q2 Resurser för mål och mätning: inte bedömt.",
        "Q3 Uppföljning och utvärdering: inte bedömt.",
        "Ange hur säker bedömningen är.",
    )
    assert [(one.person_name, one.state) for one in sheet.others] == [("Bedömare B", None)]


def test_the_total_follows_each_score_and_abstaining_is_not_zero(bench: Workbench, case: UUID) -> None:
    with acting_as(bench, assessor("A")):
        totals = []
        for levels in ("3", "30", "300", "3-0", "3-x", "---"):
            give(bench, case, levels)
            totals.append(bench.assessments.sheet(case).total)
    # weights 2, 1, 1: 6/2, 6/3, 6/4, 6/3, 6/2, nothing scored
    assert totals == [3.0, 2.0, 1.5, 2.0, 3.0, None]


def test_every_score_is_kept_with_its_reason_and_logged_with_before_and_after(bench: Workbench, case: UUID) -> None:
    with acting_as(bench, assessor("A")):
        changes = bench.assessments.score(case, "Q1", SCORED, 2, "  Mål utan mätmetod.\r\n")
        bench.assessments.score(case, "Q1", SCORED, 3, "Mätmetoden finns i bilagan.")
        entry = bench.assessments.sheet(case).entries["Q1"]
    assert (entry.kind, entry.value, entry.reason) == (SCORED, 3, "Mätmetoden finns i bilagan.")
    assert {"assessment", "round"} == changes.kinds  # the round: its criteria were frozen
    assert case in changes.uids
    with bench.store.reading() as session:
        rows = [(one.who, one.label, one.before, one.after) for one in session.query(LogEntry).filter(LogEntry.field == "Q1")]
    assert rows == [
        ("Bedömare A", "Q1 Mätbara mål", "", "2: Mål utan mätmetod."),
        ("Bedömare A", "Q1 Mätbara mål", "2: Mål utan mätmetod.", "3: Mätmetoden finns i bilagan."),
    ]


def test_scores_stay_out_of_the_cases_own_history(bench: Workbench, case: UUID) -> None:
    hand_in(bench, case, "A", "321")
    said = " ".join(f"{row.what} {row.before} {row.after}" for row in bench.queries.log(case))
    assert "Bedömning inlämnad" in said
    assert "Se ansökan." not in said
    assert "Q1" not in said


def test_the_same_again_leaves_no_trace(bench: Workbench, case: UUID) -> None:
    with acting_as(bench, assessor("A")):
        give(bench, case, "2")
        bench.assessments.set_details(case, comment="Bra.", confidence=Confidence.LOW, proposed_amount=0)
        with bench.store.reading() as session:
            before = session.query(LogEntry).count()
        give(bench, case, "2")
        bench.assessments.set_details(case, comment="Bra.", confidence=Confidence.LOW, proposed_amount=0)
        with bench.store.reading() as session:
            assert session.query(LogEntry).count() == before


def test_a_score_can_be_taken_back(bench: Workbench, case: UUID) -> None:
    with acting_as(bench, assessor("A")):
        give(bench, case, "22")
        bench.assessments.clear_score(case, "Q2")
        bench.assessments.clear_score(case, "Q3")
        assert set(bench.assessments.sheet(case).entries) == {"Q1"}


@pytest.mark.parametrize(
    ("criterion", "kind", "value", "said"),
    [
        ("Q1", SCORED, 4, "0, 1, 2 eller 3"),
        ("Q1", SCORED, -1, "0, 1, 2 eller 3"),
        ("Q1", SCORED, None, "0, 1, 2 eller 3"),
        ("Q1", ScoreKind.ABSTAINED, 0, "0, 1, 2 eller 3"),
        ("Q4", SCORED, 1, "används inte"),
        ("Q99", SCORED, 1, "används inte"),
    ],
)
def test_what_is_no_score_is_refused(bench: Workbench, case: UUID, criterion: str, kind: ScoreKind, value: int | None, said: str) -> None:
    with acting_as(bench, assessor("A")), pytest.raises(RuleViolation, match=said):
        bench.assessments.score(case, criterion, kind, value, "")
    with acting_as(bench, assessor("A")):
        assert bench.assessments.sheet(case).state is None  # nothing was begun by half


def test_details_change_one_by_one_and_can_be_emptied(bench: Workbench, case: UUID) -> None:
    with acting_as(bench, assessor("A")):
        bench.assessments.set_details(case, proposed_amount=300_000)
        bench.assessments.set_details(case, comment="<b>Bra</b> =1+1")
        bench.assessments.set_details(case, confidence=Confidence.MEDIUM)
        sheet = bench.assessments.sheet(case)
        assert (sheet.proposed_amount, sheet.comment, sheet.confidence) == (300_000, "<b>Bra</b> =1+1", Confidence.MEDIUM)
        bench.assessments.set_details(case, proposed_amount=None, confidence=None)
        sheet = bench.assessments.sheet(case)
        assert (sheet.proposed_amount, sheet.comment, sheet.confidence) == (None, "<b>Bra</b> =1+1", None)
        with pytest.raises(RuleViolation, match="noll eller mer"):
            bench.assessments.set_details(case, proposed_amount=-1)
        with pytest.raises(RuleViolation, match=r"Högst 20\s000"):
            bench.assessments.set_details(case, comment="x" * 20_001)


# --- handing in ------------------------------------------------------------------------------------------


def test_handing_in_asks_for_an_answer_and_a_reason_everywhere_and_the_confidence(bench: Workbench, case: UUID) -> None:
    with acting_as(bench, assessor("A")):
        give(bench, case, "2")
        bench.assessments.score(case, "Q2", ScoreKind.ABSTAINED, None, " ")
        with pytest.raises(RuleViolation) as refused:
            bench.assessments.submit(case)
        for words in ("Q2 Resurser för mål och mätning: motivering saknas.", "Q3 Uppföljning och utvärdering: inte bedömt.", "hur säker"):
            assert words in refused.value.message
        assert "Q1" not in refused.value.message
        give(bench, case, "2-x")
        bench.assessments.set_details(case, confidence=Confidence.HIGH)
        changes = bench.assessments.submit(case)
        sheet = bench.assessments.sheet(case)
    assert {"assessment", "application"} <= changes.kinds
    assert case in changes.uids
    assert (sheet.state, sheet.lacks) == (AssessmentState.SUBMITTED, ())
    assert "Öppna den igen" in sheet.locked


def test_what_is_handed_in_is_changed_only_after_it_is_opened_again_with_a_reason(bench: Workbench, case: UUID, made: UUID) -> None:
    hand_in(bench, case, "A", "321")
    acts: tuple[Callable[[], object], ...] = (
        lambda: bench.assessments.score(case, "Q1", SCORED, 0, "x"),
        lambda: bench.assessments.clear_score(case, "Q1"),
        lambda: bench.assessments.set_details(case, comment="x"),
        lambda: bench.assessments.submit(case),
    )
    with acting_as(bench, assessor("A")):
        for act in acts:
            with pytest.raises(RuleViolation, match="lämnades in"):
                act()
        with pytest.raises(RuleViolation, match="Skriv varför"):
            bench.assessments.reopen(case, " ")
        bench.assessments.reopen(case, "Ny uppgift i kompletteringen.")
        assert bench.assessments.sheet(case).state is AssessmentState.DRAFT
        give(bench, case, "0")
        with pytest.raises(RuleViolation, match="inte inlämnad"):
            bench.assessments.reopen(case, "Igen")
    newest = bench.queries.log(case)[0]
    assert (newest.who, newest.what, newest.after) == ("Bedömare A", "Bedömning öppnad igen", "Bedömare A: Ny uppgift i kompletteringen.")
    [row] = bench.assessments.ranking(made).rows
    assert (row.number, row.missing) == (0, ("Bedömare A", "Bedömare B"))


def test_drafts_never_count(bench: Workbench, case: UUID, made: UUID) -> None:
    with acting_as(bench, assessor("A")):
        give(bench, case, "333")
        bench.assessments.set_details(case, confidence=Confidence.HIGH, proposed_amount=1)
    [row] = bench.assessments.ranking(made).rows
    assert (row.mean, row.rank, row.number, row.expected, row.proposed_amounts) == (None, None, 0, 2, ())
    hand_in(bench, case, "A", "333")
    [row] = bench.assessments.ranking(made).rows
    assert (row.mean, row.rank, row.number, row.proposed_amounts) == (3.0, 1, 1, (1,))


# --- alone -----------------------------------------------------------------------------------------------


def test_the_others_scores_are_hidden_until_the_own_are_in(bench: Workbench, case: UUID) -> None:
    with acting_as(bench, assessor("B")):
        bench.assessments.set_details(case, comment="Stark ansökan.", proposed_amount=250_000)
    hand_in(bench, case, "B", "321")
    with acting_as(bench, assessor("A")):
        sheet = bench.assessments.sheet(case)
        [other] = sheet.others
        assert sheet.is_hidden
        assert other.state is AssessmentState.SUBMITTED
        assert (other.total, other.entries, other.comment, other.confidence, other.proposed_amount) == (None, (), "", None, None)
    hand_in(bench, case, "A", "111")
    with acting_as(bench, assessor("A")):
        sheet = bench.assessments.sheet(case)
        [other] = sheet.others
        assert not sheet.is_hidden
        assert (other.total, other.comment, other.proposed_amount) == (2.25, "Stark ansökan.", 250_000)
        assert [(one.criterion, one.value, one.reason) for one in other.entries] == [
            ("Q1", 3, "Se ansökan."), ("Q2", 2, "Se ansökan."), ("Q3", 1, "Se ansökan."),
        ]  # fmt: skip


def test_once_seen_the_others_scores_stay_visible_when_the_own_is_opened_again(bench: Workbench, case: UUID) -> None:
    hand_in(bench, case, "A", "111")
    hand_in(bench, case, "B", "321")
    with acting_as(bench, assessor("A")):
        bench.assessments.reopen(case, "Räknade fel.")
        sheet = bench.assessments.sheet(case)
    assert not sheet.is_hidden
    assert sheet.others[0].total == 2.25


def test_nobody_sees_a_colleagues_draft(bench: Workbench, case: UUID, people: dict[str, UUID]) -> None:
    with acting_as(bench, assessor("B")):
        give(bench, case, "3")
        bench.assessments.set_details(case, comment="Utkast.")
    hand_in(bench, case, "A", "111")
    for name in (assessor("A"), "Handläggare A"):
        with acting_as(bench, name):
            other = next(one for one in bench.assessments.sheet(case).others if one.person == people["B"])
            assert (other.state, other.total, other.entries, other.comment) == (AssessmentState.DRAFT, None, (), "")
            sheet = bench.assessments.sheet(case, people["B"])
            assert (sheet.entries, sheet.total, sheet.comment) == ({}, None, "")
            assert "Det är Bedömare B som skriver" in sheet.locked


def test_another_persons_sheet_is_withheld_like_the_others(bench: Workbench, case: UUID, people: dict[str, UUID]) -> None:
    hand_in(bench, case, "B", "321")
    with acting_as(bench, assessor("A")):
        sheet = bench.assessments.sheet(case, people["B"])
        assert (sheet.entries, sheet.total, sheet.is_hidden) == ({}, None, True)
    sheet = bench.assessments.sheet(case, people["B"])  # a caseworker
    assert (sheet.total, len(sheet.entries), sheet.is_hidden) == (2.25, 3, False)


def test_a_caseworker_who_is_asked_to_assess_waits_like_everyone(bench: Workbench, case: UUID) -> None:
    worker = register(bench, "F", PersonRole.CASEWORKER)["F"]
    hand_in(bench, case, "B", "321")
    with acting_as(bench, assessor("F")):
        assert not bench.assessments.sheet(case).is_hidden
    bench.assessments.assign(case, worker)
    with acting_as(bench, assessor("F")):
        assert bench.assessments.sheet(case).is_hidden


def test_an_assessor_who_is_not_asked_in_a_case_waits_for_the_own_cases(
    bench: Workbench, case: UUID, people: dict[str, UUID], made: UUID
) -> None:
    other = a_case(bench, "Annan insats")
    bench.rounds.put_cases(made, [other])
    bench.assessments.assign(other, people["C"])
    hand_in(bench, case, "B", "321")
    with acting_as(bench, assessor("C")):
        assert bench.assessments.sheet(case).is_hidden
    hand_in(bench, other, "C", "222")
    with acting_as(bench, assessor("C")):
        assert not bench.assessments.sheet(case).is_hidden


# --- who may ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "said"),
    [("Okänd", "inte registrerad"), ("Bedömare C", "inte tilldelad")],
)
def test_only_those_who_are_asked_may_score(bench: Workbench, case: UUID, who: str, said: str) -> None:
    with acting_as(bench, who):
        assert said in bench.assessments.sheet(case).locked
        with pytest.raises(RuleViolation, match=said):
            bench.assessments.score(case, "Q1", SCORED, 2, "x")


def test_a_case_outside_every_round_is_not_scored(bench: Workbench, people: dict[str, UUID]) -> None:
    loose = a_case(bench)
    bench.assessments.assign(loose, people["A"])
    with acting_as(bench, assessor("A")):
        sheet = bench.assessments.sheet(loose)
        assert (sheet.round, sheet.rubric, sheet.is_assigned) == (None, None, True)
        assert "ingår inte i någon omgång" in sheet.locked
        with pytest.raises(RuleViolation, match="ingår inte i någon omgång"):
            bench.assessments.score(loose, "Q1", SCORED, 2, "x")


def test_an_ended_case_is_not_scored(bench: Workbench, case: UUID) -> None:
    with bench.store.writing() as unit:
        bench.cases.find(unit.session, case).state = ApplicationState.WITHDRAWN
    with acting_as(bench, assessor("A")):
        assert "Återkallad" in bench.assessments.sheet(case).locked
        with pytest.raises(RuleViolation, match="bedöms inte längre"):
            bench.assessments.score(case, "Q1", SCORED, 2, "x")


def test_a_file_open_for_reading_only_locks_the_sheet_last_of_all(bench: Workbench, case: UUID) -> None:
    bench.store.read_only = ReadOnly("Filen är öppnad för läsning.")
    with acting_as(bench, assessor("A")):
        assert bench.assessments.sheet(case).locked == "Filen är öppnad för läsning."
    with acting_as(bench, assessor("C")):
        assert "inte tilldelad" in bench.assessments.sheet(case).locked
    with acting_as(bench, assessor("A")), pytest.raises(EnvironmentProblem, match="bara för läsning"):
        bench.assessments.submit(case)


def test_an_inactive_person_is_not_asked_and_does_not_score(bench: Workbench, case: UUID, people: dict[str, UUID]) -> None:
    for letter in "AC":
        bench.people.edit(people[letter], FieldRef("is_active"), "Nej")
    with pytest.raises(RuleViolation, match="Bedömare C är inte aktiv"):
        bench.assessments.assign(case, people["C"])
    with acting_as(bench, assessor("A")), pytest.raises(RuleViolation, match="inte aktiv"):
        bench.assessments.score(case, "Q1", SCORED, 2, "x")


def test_a_declared_jav_hides_the_case_and_bars_every_act(bench: Workbench, case: UUID, people: dict[str, UUID]) -> None:
    with acting_as(bench, assessor("A")):
        give(bench, case, "222")
    bench.conflicts.declare(case, people["A"], "Ledamot i nämnden.")
    acts: tuple[Callable[[], object], ...] = (
        lambda: bench.assessments.sheet(case),
        lambda: bench.assessments.sheet(case, people["B"]),
        lambda: bench.assessments.score(case, "Q1", SCORED, 2, "x"),
        lambda: bench.assessments.clear_score(case, "Q1"),
        lambda: bench.assessments.set_details(case, comment="x"),
        lambda: bench.assessments.submit(case),
        lambda: bench.assessments.reopen(case, "x"),
        lambda: bench.assessments.look_again(case),
        lambda: bench.assessments.assign(case, people["C"]),
        lambda: bench.assessments.unassign(case, people["B"]),
    )
    with acting_as(bench, assessor("A")):
        for act in acts:
            with pytest.raises(NotFound, match="jäv är anmält"):
                act()
    with acting_as(bench, assessor("B")):
        assert bench.assessments.sheet(case).others == ()  # nobody waits for somebody with jäv


def test_somebody_with_jav_is_not_asked(bench: Workbench, case: UUID, people: dict[str, UUID]) -> None:
    bench.conflicts.declare(case, people["C"], "Ledamot i nämnden.")
    with pytest.raises(RuleViolation, match="Bedömare C har jäv"):
        bench.assessments.assign(case, people["C"])


def test_an_assignment_is_logged_and_taken_back_unless_the_assessment_is_in(
    bench: Workbench, case: UUID, people: dict[str, UUID], made: UUID
) -> None:
    assert bench.assessments.assign(case, people["A"]).kinds == frozenset()  # asked already
    with acting_as(bench, assessor("A")):
        give(bench, case, "3")
    changes = bench.assessments.unassign(case, people["A"])
    assert {"application", "assessment"} <= changes.kinds
    assert next((row.what, row.before, row.after) for row in bench.queries.log(case)) == ("Bedömare", "Bedömare A", "")
    [row] = bench.assessments.ranking(made).rows
    assert (row.expected, row.missing) == (1, ("Bedömare B",))
    bench.assessments.assign(case, people["A"])
    with acting_as(bench, assessor("A")):
        assert bench.assessments.sheet(case).entries["Q1"].value == 3  # the draft was kept
    hand_in(bench, case, "B", "321")
    with pytest.raises(RuleViolation, match="Bedömare B har lämnat in"):
        bench.assessments.unassign(case, people["B"])
    bench.conflicts.declare(case, people["B"], "Ledamot i nämnden.")
    bench.assessments.unassign(case, people["B"])


# --- another look ----------------------------------------------------------------------------------------


def test_after_a_new_version_the_assessment_stands_until_it_is_looked_at_again(bench: Workbench, case: UUID, made: UUID) -> None:
    hand_in(bench, case, "A", "310")
    bench.rounds.new_version(made, "Q3 utgår, Q2 väger mer.")
    bench.rounds.edit_criterion(made, "Q3", is_used=False)
    bench.rounds.edit_criterion(made, "Q2", weight=Decimal(2))
    [row] = bench.assessments.ranking(made).rows
    assert (row.mean, row.outdated) == (2.0, ("Bedömare A",))  # (2·3 + 2·1) / 4 under the newest criteria
    with acting_as(bench, assessor("A")):
        sheet = bench.assessments.sheet(case)
        assert sheet.needs_another_look
        assert sheet.rubric is not None
        assert (sheet.rubric.number, sheet.total) == (1, 1.75)  # as it was given
        bench.assessments.look_again(case)
        sheet = bench.assessments.sheet(case)
        assert sheet.rubric is not None
        assert (sheet.rubric.number, sheet.state, set(sheet.entries), sheet.lacks) == (2, AssessmentState.DRAFT, {"Q1", "Q2"}, ())
        assert not sheet.needs_another_look
        assert bench.assessments.ranking(made).rows[0].number == 0
        bench.assessments.submit(case)
        with pytest.raises(RuleViolation, match="redan gjord"):
            bench.assessments.look_again(case)
    [row] = bench.assessments.ranking(made).rows
    assert (row.mean, row.outdated) == (2.0, ())


def test_a_draft_under_earlier_criteria_is_not_handed_in(bench: Workbench, case: UUID, made: UUID) -> None:
    with acting_as(bench, assessor("A")):
        give(bench, case, "310")
        bench.assessments.set_details(case, confidence=Confidence.LOW)
    bench.rounds.new_version(made, "Nya nivåer.")
    with acting_as(bench, assessor("A")):
        assert "Bedömningsgrunderna har ändrats" in bench.assessments.sheet(case).lacks[0]
        with pytest.raises(RuleViolation, match="Bedöm på nytt"):
            bench.assessments.submit(case)
        bench.assessments.look_again(case)
        bench.assessments.submit(case)


# --- ranking ---------------------------------------------------------------------------------------------


def test_an_empty_round_has_an_empty_ranking(bench: Workbench, made: UUID) -> None:
    found = bench.assessments.ranking(made)
    assert (found.rows, found.strictness, found.hidden, found.withheld) == ((), (), 0, 0)


def test_all_weights_at_zero_rank_nothing_rather_than_fall(bench: Workbench, case: UUID, made: UUID) -> None:
    hand_in(bench, case, "A", "321")
    found = bench.assessments.ranking(made, weights={key: Decimal(0) for key in ("Q1", "Q2", "Q3")})
    assert (found.rows[0].rank, found.rows[0].without_total) == (None, ("Bedömare A",))


@pytest.mark.parametrize(("weights", "said"), [({"Q99": Decimal(1)}, "inget kriterium Q99"), ({"Q1": Decimal(-1)}, "noll eller mer")])
def test_odd_trial_weights_are_refused(bench: Workbench, made: UUID, weights: dict[str, Decimal], said: str) -> None:
    with pytest.raises(RuleViolation, match=said):
        bench.assessments.ranking(made, weights=weights)


def test_the_rounds_own_weights_are_no_trial(bench: Workbench, made: UUID) -> None:
    assert not bench.assessments.ranking(made, weights={"Q1": Decimal("2.00")}).is_trial


def test_two_groups_without_common_cases_are_told_apart(bench: Workbench, made: UUID, case: UUID, people: dict[str, UUID]) -> None:
    other = a_case(bench, "Annan insats")
    bench.rounds.put_cases(made, [other])
    bench.assessments.assign(other, people["C"])
    for letter, one, levels in (("A", case, "333"), ("B", case, "111"), ("C", other, "000")):
        hand_in(bench, one, letter, levels)
    found = bench.assessments.ranking(made)
    assert found.groups == 2
    assert [(one.person_name, one.offset, one.cases, one.group) for one in found.strictness] == [
        ("Bedömare B", -1.0, 1, 1), ("Bedömare A", 1.0, 1, 1), ("Bedömare C", 0.0, 1, 2),
    ]  # fmt: skip


# --- odd text --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<script>alert(1)</script> &amp; =SUMMA(A1)", "<script>alert(1)</script> &amp; =SUMMA(A1)"),
        ("Tra\u0308ffsa\u0308ker", "Träffsäker"),  # a and a combining mark become one letter
        ("före\x00\x07efter", "föreefter"),
        ("\u202eomvänt\u202c 🙂 👩\u200d🔧", "\u202eomvänt\u202c 🙂 👩\u200d🔧"),
        ("rad ett\r\nrad två\rrad tre", "rad ett\nrad två\nrad tre"),
        ("'; DROP TABLE score; --", "'; DROP TABLE score; --"),
    ],
)
def test_odd_text_is_data(bench: Workbench, case: UUID, made: UUID, typed: str, kept: str) -> None:
    with acting_as(bench, assessor("A")):
        bench.assessments.score(case, "Q1", SCORED, 2, typed)
        bench.assessments.set_details(case, comment=typed)
        sheet = bench.assessments.sheet(case)
    assert (sheet.entries["Q1"].reason, sheet.comment) == (kept, kept)
    other = bench.rounds.create(typed, 2016).uid
    bench.rounds.edit_criterion(other, "Q1", title=typed, guidance=typed, levels=[typed] * 4)
    found = bench.rounds.rubric(other)
    assert found.round_name == found.criteria[0].title == " ".join(kept.split())
    assert found.criteria[0].levels == (kept,) * 4


def test_a_pasted_megabyte_is_refused_against_the_limit_and_what_stood_stays(bench: Workbench, case: UUID) -> None:
    with acting_as(bench, assessor("A")):
        give(bench, case, "2")
        with pytest.raises(RuleViolation, match=r"Motiveringen är 1\s000\s000 tecken. Högst 20\s000"):
            bench.assessments.score(case, "Q1", SCORED, 3, "x" * 1_000_000)
        assert bench.assessments.sheet(case).entries["Q1"].value == 2
