"""The two keys over a real store: who may sign what, what makes a signature stale, and what the log keeps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from app.domain.budget_words import DEFAULT_WORDS, WordKind
from app.domain.drafts import YearAmount
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState, CheckKind, ConflictOutcome, DecisionOutcome, PersonRole
from app.errors import NotFound, RuleViolation
from app.models.people import ConflictOfInterest, Person
from app.services.store import open_store
from app.services.workbench import Workbench, assemble
from tests.services.builders import a_good_application

CONTENT, ARITHMETIC = CheckKind.CONTENT, CheckKind.ARITHMETIC
OTHER = "Bedömare Söderort"


def register(bench: Workbench, name: str, role: PersonRole = PersonRole.ASSESSOR, *, active: bool = True) -> int:
    with bench.store.writing() as unit:
        person = Person(uid=uuid4(), name=name, role=role, unit="", is_active=active)
        unit.session.add(person)
        unit.session.flush()
        return person.id


def disqualify(bench: Workbench, case: UUID, person: int) -> None:
    with bench.store.writing() as unit:
        unit.session.add(
            ConflictOfInterest(
                uid=uuid4(), application_id=bench.cases.find(unit.session, case).id, person_id=person,
                outcome=ConflictOutcome.DISQUALIFIED, reason="Anställd hos sökanden", facts_hash="", recorded_by="Test",
                at=datetime(2016, 3, 1, tzinfo=UTC),
            )
        )  # fmt: skip


@contextmanager
def as_somebody_else(bench: Workbench, name: str) -> Iterator[Workbench]:
    """The same store in another person's hands."""
    before, bench.store.who = bench.store.who, name
    try:
        yield bench
    finally:
        bench.store.who = before


def logged(bench: Workbench, case: UUID, label: str) -> list[tuple[str, str, str]]:
    return [(row.who, row.before, row.after) for row in bench.queries.log(case) if row.what == label]


# --- signing -------------------------------------------------------------------------------------


def test_a_case_starts_without_signatures(bench: Workbench, case: UUID) -> None:
    view = bench.checks.state(case)
    assert [(one.kind, one.is_signed, one.refusal) for one in view.checks] == [(CONTENT, False, ""), (ARITHMETIC, False, "")]


def test_a_signature_carries_name_time_and_note_and_is_logged(bench: Workbench, case: UUID) -> None:
    changes = bench.checks.sign(case, ARITHMETIC, " Räknad två gånger ")
    state = bench.checks.state(case).of(ARITHMETIC)
    assert (state.person, state.note, state.is_valid) == ("Handläggare A", "Räknad två gånger", True)
    assert state.at is not None
    assert case in changes.uids
    assert logged(bench, case, "Räknekontroll") == [("Handläggare A", "", "Undertecknad av Handläggare A: Räknad två gånger")]


def test_one_name_may_not_turn_both_keys_while_there_is_another(bench: Workbench, case: UUID) -> None:
    register(bench, OTHER)
    bench.checks.sign(case, CONTENT)
    assert OTHER in bench.checks.state(case).of(ARITHMETIC).refusal
    with pytest.raises(RuleViolation, match="Räknekontrollen ska skrivas under av någon annan: Bedömare Söderort"):
        bench.checks.sign(case, ARITHMETIC)
    assert not bench.checks.state(case).of(ARITHMETIC).is_signed
    with as_somebody_else(bench, OTHER):
        bench.checks.sign(case, ARITHMETIC)
    assert [one.person for one in bench.checks.state(case).checks] == ["Handläggare A", OTHER]


def test_a_lone_caseworker_may_turn_both_and_the_note_says_so(bench: Workbench, case: UUID) -> None:
    register(bench, "Handläggare A", PersonRole.CASEWORKER)
    bench.checks.sign(case, CONTENT)
    assert bench.checks.state(case).of(ARITHMETIC).is_alone
    bench.checks.sign(case, ARITHMETIC, "Kontrollräknad")
    assert bench.checks.state(case).of(ARITHMETIC).note == "Kontrollräknad (ensam handläggare)"
    bench.checks.withdraw(case, ARITHMETIC, "fel dag")
    bench.checks.sign(case, ARITHMETIC)
    assert bench.checks.state(case).of(ARITHMETIC).note == "Ensam handläggare"


@pytest.mark.parametrize("why", ["inactive", "expert", "jäv"])
def test_somebody_who_cannot_sign_does_not_count_as_another(bench: Workbench, case: UUID, why: str) -> None:
    person = register(bench, OTHER, PersonRole.EXPERT if why == "expert" else PersonRole.ASSESSOR, active=why != "inactive")
    if why == "jäv":
        disqualify(bench, case, person)
    bench.checks.sign(case, CONTENT)
    bench.checks.sign(case, ARITHMETIC)
    assert "nsam handläggare" in bench.checks.state(case).of(ARITHMETIC).note


def test_somebody_with_jav_neither_sees_nor_signs(bench: Workbench, case: UUID) -> None:
    disqualify(bench, case, register(bench, OTHER))
    with as_somebody_else(bench, OTHER):
        with pytest.raises(NotFound):
            bench.checks.state(case)
        with pytest.raises(NotFound):
            bench.checks.sign(case, CONTENT)
        with pytest.raises(NotFound):
            bench.checks.withdraw(case, CONTENT, "skäl")


def test_an_ended_case_is_not_signed(bench: Workbench, case: UUID) -> None:
    bench.cases.move(case, ApplicationState.WITHDRAWN, note="Återkallad av nämnden")
    assert "Återkallad" in bench.checks.state(case).of(CONTENT).refusal
    with pytest.raises(RuleViolation):
        bench.checks.sign(case, CONTENT)


# --- what is signed ------------------------------------------------------------------------------


def test_arithmetic_with_a_difference_asks_for_a_note(bench: Workbench, plan: UUID) -> None:
    stated = (YearAmount(year=2015, amount=400_000), YearAmount(year=2016, amount=600_001))
    case = bench.cases.create(a_good_application(amounts_applied=stated)).uid
    assert any("1\u00a0kr" in text for text in bench.checks.state(case).open_findings(ARITHMETIC))
    with pytest.raises(RuleViolation, match="skriv i anteckningen varför"):
        bench.checks.sign(case, ARITHMETIC, "  ")
    bench.checks.sign(case, ARITHMETIC, "Nämnden rättar kronan i beslutet.")
    assert bench.checks.state(case).of(ARITHMETIC).is_valid


def test_the_content_check_may_be_signed_with_open_verdicts_which_are_listed(bench: Workbench, case: UUID) -> None:
    view = bench.checks.state(case)
    assert any(text.startswith("R07 bedömning krävs") for text in view.open_findings(CONTENT))
    bench.checks.sign(case, CONTENT)
    assert bench.checks.state(case).of(CONTENT).is_valid


def test_a_changed_amount_makes_the_arithmetic_stale_and_the_old_value_mends_it(bench: Workbench, case: UUID) -> None:
    bench.checks.sign(case, ARITHMETIC)
    row = bench.cases.load(case).draft.budget_lines[0]
    ref = FieldRef("budget_lines.amount", row.uid)
    bench.cases.edit(case, ref, "400 001")
    assert bench.checks.state(case).of(ARITHMETIC).is_stale
    bench.cases.edit(case, ref, "400 000")
    assert bench.checks.state(case).of(ARITHMETIC).is_valid


def test_a_changed_text_makes_the_content_stale_and_leaves_the_arithmetic(bench: Workbench, case: UUID) -> None:
    bench.checks.sign(case, CONTENT)
    bench.checks.sign(case, ARITHMETIC)
    bench.cases.edit(case, FieldRef("purpose"), "Ett annat syfte.")
    assert [one.is_stale for one in bench.checks.state(case).checks] == [True, False]


def test_a_verdict_on_other_values_makes_the_content_stale(bench: Workbench, case: UUID) -> None:
    bench.checks.sign(case, CONTENT)
    bench.cases.edit(case, FieldRef("previous_activity"), "Ja")
    assert bench.checks.state(case).of(CONTENT).is_stale


def test_neither_a_contact_nor_the_frame_nor_the_consultation_touches_a_signature(bench: Workbench, case: UUID) -> None:
    bench.checks.sign(case, CONTENT)
    bench.checks.sign(case, ARITHMETIC)
    other = bench.cases.create(a_good_application(title="Ett annat ärende")).uid
    bench.cases.propose(other, DecisionOutcome.REJECTED, None)
    bench.cases.edit(case, FieldRef("contact_phone"), "08-000 00 00")
    bench.cases.edit(case, FieldRef("process.consultation_date"), "2016-03-01")
    assert [one.is_valid for one in bench.checks.state(case).checks] == [True, True]


def test_a_stale_check_is_signed_anew_by_the_same_hand(bench: Workbench, case: UUID) -> None:
    bench.checks.sign(case, CONTENT, "första")
    bench.cases.edit(case, FieldRef("purpose"), "Ett annat syfte.")
    bench.checks.sign(case, CONTENT, "andra")
    assert bench.checks.state(case).of(CONTENT).is_valid
    assert logged(bench, case, "Innehållskontroll")[0] == (
        "Handläggare A", "Undertecknad av Handläggare A: första", "Undertecknad av Handläggare A: andra"
    )  # fmt: skip


# --- taking back ---------------------------------------------------------------------------------


def test_a_signature_is_taken_back_with_a_reason_that_the_log_keeps(bench: Workbench, case: UUID) -> None:
    bench.checks.sign(case, CONTENT, "klar")
    with pytest.raises(RuleViolation, match="Skriv varför"):
        bench.checks.withdraw(case, CONTENT, " ")
    bench.checks.withdraw(case, CONTENT, "Ny bilaga har kommit in")
    assert not bench.checks.state(case).of(CONTENT).is_signed
    assert logged(bench, case, "Innehållskontroll")[0][1:] == (
        "Undertecknad av Handläggare A: klar", "Tillbakatagen: Ny bilaga har kommit in"
    )  # fmt: skip
    with pytest.raises(NotFound, match="inte undertecknad"):
        bench.checks.withdraw(case, CONTENT, "en gång till")


# --- the office's words --------------------------------------------------------------------------


def test_the_lists_start_with_the_programs_own(bench: Workbench) -> None:
    assert bench.office.all_words() == DEFAULT_WORDS


def test_a_list_is_kept_tidied_logged_and_read_again(bench: Workbench, store_path: Path) -> None:
    bench.office.set_words(WordKind.INVESTMENT, ["Utegym ", "", "utegym", "rusta   upp"])
    assert bench.office.words(WordKind.INVESTMENT) == ("Utegym", "rusta upp")
    assert bench.office.words(WordKind.REGULAR) == DEFAULT_WORDS[WordKind.REGULAR]
    bench.close()
    again = assemble(open_store(store_path, "Handläggare B"))
    assert again.office.words(WordKind.INVESTMENT) == ("Utegym", "rusta upp")
    again.office.reset_words(WordKind.INVESTMENT)
    assert again.office.words(WordKind.INVESTMENT) == DEFAULT_WORDS[WordKind.INVESTMENT]
    again.close()


def test_an_empty_list_marks_nothing_and_stays_empty(bench: Workbench) -> None:
    bench.office.set_words(WordKind.REGULAR, [])
    assert bench.office.words(WordKind.REGULAR) == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [(["x" * 61], "för långt"), (["!!"], "inga bokstäver"), ([f"ord{number}" for number in range(201)], "Högst 200")],
)
def test_a_list_that_would_not_work_is_refused_in_words(bench: Workbench, words: list[str], said: str) -> None:
    with pytest.raises(RuleViolation, match=said):
        bench.office.set_words(WordKind.INVESTMENT, words)
    assert bench.office.all_words() == DEFAULT_WORDS


def test_words_set_by_the_office_mark_the_lines_of_a_case(bench: Workbench, case: UUID) -> None:
    bench.office.set_words(WordKind.REGULAR, ["samordnare"])
    assert any("som kan tyda på ordinarie verksamhet" in text for text in bench.checks.state(case).open_findings(ARITHMETIC))
