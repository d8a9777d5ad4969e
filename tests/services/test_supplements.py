"""Requests for supplements over a real store: written, sent, reminded of, answered, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from app.domain.rules.evidence import FieldRef
from app.domain.supplements import Question, RequestState, Standing
from app.domain.views import ListQuery, TodoItem
from app.domain.vocabulary import ApplicationState, AttachmentKind, ConflictOutcome
from app.errors import FileRefused, NotFound, RuleViolation, StateConflict, ValidationProblems
from app.exchange.form_template import application_template
from app.models.ladder import Meeting, MeetingCase
from app.models.people import ConflictOfInterest, Person
from app.services.workbench import Workbench
from tests.services.builders import a_good_application
from tests.services.conftest import REFERENCE_DAY

GAPS = {"innovation": "", "start_date": None}
SENT = date(2016, 3, 1)


@pytest.fixture
def gappy(bench: Workbench, plan: UUID) -> UUID:
    """A case that lacks what R21 and R26 ask for."""
    bench.supplements.forms = bench.forms
    return bench.cases.create(a_good_application(**GAPS)).uid


@pytest.fixture
def draft(bench: Workbench, gappy: UUID) -> UUID:
    return bench.supplements.create(gappy, due_date=date(2016, 3, 22)).uid


@pytest.fixture
def sent(bench: Workbench, draft: UUID) -> UUID:
    bench.supplements.send(draft, SENT)
    return draft


def a_form(bench: Workbench, folder: Path, **changes: object) -> Path:
    path = folder / "svar.xlsx"
    path.write_bytes(application_template(bench.programme, a_good_application(**changes)))
    return path


def logged(bench: Workbench, case: UUID) -> list[tuple[str, str, str]]:
    return [(row.what, row.before, row.after) for row in bench.queries.log(case)]


def todo(bench: Workbench) -> list[TodoItem]:
    found = bench.queries.overview().todo
    return [one for one in found if one.tab == "supplement" and not one.text.startswith("Vänta in")]


def moved_due(bench: Workbench, request: UUID, due: date) -> None:
    bench.supplements.edit(request, replace(bench.supplements.load(request).draft, due_date=due))


# --- the draft -----------------------------------------------------------------------------------


def test_draft_asks_for_each_verdict_that_lacks_evidence(bench: Workbench, gappy: UUID) -> None:
    found = bench.supplements.draft(gappy)
    rules = bench.programme.rule_by_id
    results = bench.cases.load(gappy).results
    lacking = {one.rule_id for one in results if one.outcome.value == "insufficient" and not rules[one.rule_id].process}
    assert [one.rule_id for one in found.items] == ["R26", "R27", "R21"]
    assert lacking == {"R21", "R24", "R26", "R27"}  # R24 only counts what the others ask for
    assert found.due_date == date(2016, 3, 28)
    assert "Läxhjälp i Tensta" in found.introduction


def test_due_day_is_the_meetings_cutoff_when_that_comes_first(bench: Workbench, gappy: UUID) -> None:
    with bench.store.writing() as unit:
        meeting = Meeting(uid=uuid4(), name="Mars", day=date(2016, 3, 30), cutoff_day=date(2016, 3, 20))
        unit.session.add(meeting)
        unit.session.flush()
        record = bench.cases.find(unit.session, gappy)
        unit.session.add(MeetingCase(application_id=record.id, meeting_id=meeting.id))
    assert bench.supplements.draft(gappy).due_date == date(2016, 3, 20)


def test_text_that_cannot_be_read_is_asked_for_again(bench: Workbench, gappy: UUID) -> None:
    bench.cases.edit(gappy, FieldRef("start_date"), "till hösten")
    bench.cases.edit(gappy, FieldRef("own_funding"), "en del")
    items = bench.supplements.draft(gappy).items
    assert "I ”Startdatum” står ”till hösten”, som inte går att läsa." in items[0].question
    assert items[-1].rule_id is None or "own_funding" not in items[-1].question
    assert any("”Egen finansiering totalt” står ”en del”" in one.question for one in items)


def test_departed_rules_are_not_asked_for(bench: Workbench, gappy: UUID) -> None:
    bench.cases.depart(gappy, "R26", "Startdagen följer av skolåret.")
    assert "R26" not in [one.rule_id for one in bench.supplements.draft(gappy).items]


# --- writing -------------------------------------------------------------------------------------


def test_letter_is_edited_item_by_item_and_each_difference_is_logged(bench: Workbench, gappy: UUID, draft: UUID) -> None:
    view = bench.supplements.load(draft)
    first, second, third = view.draft.items
    own = Question(question="Bifoga tidplanen.", reason="Den nämns i ansökan.")
    bench.supplements.edit(draft, replace(view.draft, introduction="Hej,", items=(third, own, replace(first, question="När?"))))
    after = bench.supplements.load(draft).draft
    assert [one.question for one in after.items] == [third.question, "Bifoga tidplanen.", "När?"]
    assert {after.items[0].uid, after.items[2].uid} == {third.uid, first.uid}
    told = [entry for entry in logged(bench, gappy) if entry[0].startswith("Komplettering 1")]
    assert [entry[0] for entry in told] == [
        "Komplettering 1, Frågornas ordning", "Komplettering 1, Fråga", "Komplettering 1, Fråga", "Komplettering 1, Fråga",
        "Komplettering 1, Inledning", "Komplettering 1",
    ]  # fmt: skip
    assert ("Komplettering 1, Fråga", f"{second.question}\n{second.reason}", "") in told


def test_a_letter_whose_questions_alone_are_edited_is_a_new_version(bench: Workbench, draft: UUID) -> None:
    view = bench.supplements.load(draft)
    first, *rest = view.draft.items
    bench.supplements.edit(draft, replace(view.draft, items=(replace(first, question="Hur många nås?"), *rest)))
    assert bench.supplements.load(draft).version > view.version


def test_what_has_come_to_lack_since_can_be_added(bench: Workbench, gappy: UUID, draft: UUID) -> None:
    assert bench.supplements.missing_now(draft) == ()
    bench.cases.edit(gappy, FieldRef("implementation_receiver"), "")
    assert [one.rule_id for one in bench.supplements.missing_now(draft)] == ["R11"]


def test_an_empty_question_is_refused_and_nothing_changes(bench: Workbench, draft: UUID) -> None:
    before = bench.supplements.load(draft)
    with pytest.raises(RuleViolation, match=r"Fråga 1 är tom\. Skriv vad som ska kompletteras"):
        bench.supplements.edit(draft, replace(before.draft, items=(Question(question=" \u0007 "),)))
    with pytest.raises(RuleViolation, match="för lång"):
        bench.supplements.edit(draft, replace(before.draft, introduction="x" * 5_001))
    assert bench.supplements.load(draft) == before


def test_only_one_draft_at_a_time(bench: Workbench, gappy: UUID, draft: UUID) -> None:
    with pytest.raises(RuleViolation, match="redan ett utkast"):
        bench.supplements.create(gappy)
    bench.supplements.send(draft, SENT)
    bench.supplements.create(gappy)
    assert [(one.number, one.state) for one in bench.supplements.list(gappy)] == [(2, RequestState.DRAFT), (1, RequestState.SENT)]


# --- sending, reminding, answering -----------------------------------------------------------------


def test_sending_locks_the_text_keeps_the_paper_and_moves_the_case(bench: Workbench, gappy: UUID, draft: UUID) -> None:
    changes = bench.supplements.send(draft, SENT)
    view, case = bench.supplements.load(draft), bench.cases.load(gappy)
    assert (view.state, view.sent_date) == (RequestState.SENT, SENT)
    assert case.state is ApplicationState.AWAITING_SUPPLEMENT
    assert {"application", "supplement", "attachment"} <= changes.kinds
    (paper,) = case.attachments
    assert (paper.kind, paper.name, paper.date) == (AttachmentKind.OTHER, f"{case.case_number}_begaran_om_komplettering_1.pdf", SENT)
    with pytest.raises(RuleViolation, match="Brevet är skickat och kan inte ändras"):
        bench.supplements.edit(draft, replace(view.draft, introduction="Annat."))
    before = bench.supplements.pdf(draft)
    bench.cases.edit(gappy, FieldRef("title"), "Nytt namn")
    assert bench.supplements.pdf(draft) == before == bench.attachments.open_copy(paper.uid).read_bytes()
    assert ("Komplettering 1, Skickad", "", "2016-03-01") in logged(bench, gappy)


def test_a_step_that_the_ladder_refuses_leaves_the_letter_unsent(bench: Workbench, gappy: UUID, draft: UUID) -> None:
    bench.cases.move(gappy, ApplicationState.EXPERT_REVIEW, day=date(2016, 3, 10))
    before = bench.cases.load(gappy)
    with pytest.raises(RuleViolation, match=r"2016-03-10|10.mars 2016"):
        bench.supplements.send(draft, date(2016, 3, 1))
    assert bench.supplements.load(draft).sent_date is None
    assert bench.cases.load(gappy) == before


def test_the_case_stays_where_it_may_not_move(bench: Workbench, gappy: UUID, draft: UUID) -> None:
    bench.supplements.send(draft, SENT)
    second = bench.supplements.create(gappy).uid
    bench.supplements.send(second, REFERENCE_DAY)
    assert bench.cases.load(gappy).state is ApplicationState.AWAITING_SUPPLEMENT


@pytest.mark.parametrize(
    ("day", "due", "told"),
    [
        (date(2016, 3, 15), date(2016, 3, 22), "har inte varit än"),
        (date(2015, 3, 19), date(2016, 3, 22), "innan ansökan kom in 2015-03-20"),
        (date(2016, 3, 1), date(2016, 3, 1), "ska vara efter den dag då brevet skickas"),
    ],
)
def test_sending_out_of_order_is_refused_wholly(bench: Workbench, gappy: UUID, draft: UUID, day: date, due: date, told: str) -> None:
    moved_due(bench, draft, due)
    before = bench.cases.load(gappy)
    with pytest.raises(RuleViolation, match=told):
        bench.supplements.send(draft, day)
    assert bench.cases.load(gappy) == before
    assert bench.supplements.load(draft).sent_date is None


def test_a_letter_without_questions_is_not_sent(bench: Workbench, gappy: UUID) -> None:
    empty = bench.supplements.create(gappy, ()).uid
    with pytest.raises(RuleViolation, match="frågar inte efter något"):
        bench.supplements.send(empty)


def test_reminder_and_answer_come_after_the_letter(bench: Workbench, sent: UUID) -> None:
    with pytest.raises(RuleViolation, match="före den dag då brevet skickades, 2016-03-01"):
        bench.supplements.remind(sent, date(2016, 2, 28))
    bench.supplements.remind(sent, date(2016, 3, 8))
    with pytest.raises(RuleViolation, match="före den förra"):
        bench.supplements.remind(sent, date(2016, 3, 7))
    assert bench.supplements.load(sent).state is RequestState.REMINDED
    with pytest.raises(RuleViolation, match="har inte varit än"):
        bench.supplements.answer(sent, date(2016, 3, 20))
    bench.supplements.answer(sent, date(2016, 3, 10))
    assert bench.supplements.load(sent).state is RequestState.ANSWERED
    with pytest.raises(RuleViolation, match="redan besvarad"):
        bench.supplements.remind(sent)


def test_a_draft_is_neither_reminded_of_nor_answered(bench: Workbench, draft: UUID, tmp_path: Path) -> None:
    for act in (bench.supplements.remind, bench.supplements.answer):
        with pytest.raises(RuleViolation, match="inte skickat än"):
            act(draft)
    with pytest.raises(RuleViolation, match="inte skickat än"):
        bench.supplements.read_answer(draft, a_form(bench, tmp_path))


def test_each_step_is_taken_back_in_turn_until_the_draft_is_gone(bench: Workbench, gappy: UUID, sent: UUID) -> None:
    bench.supplements.remind(sent, date(2016, 3, 8))
    bench.supplements.answer(sent, date(2016, 3, 10))
    states = []
    for _ in range(3):
        bench.supplements.withdraw(sent)
        states.append(bench.supplements.load(sent).state)
    assert states == [RequestState.REMINDED, RequestState.SENT, RequestState.DRAFT]
    assert bench.cases.load(gappy).attachments == ()
    bench.supplements.withdraw(sent)
    assert bench.supplements.list(gappy) == ()
    with pytest.raises(NotFound):
        bench.supplements.load(sent)
    assert logged(bench, gappy)[0][0] == "Komplettering 1"
    assert "Vad är nytt" in logged(bench, gappy)[0][1]


def test_a_letter_that_shows_a_step_is_not_taken_back(bench: Workbench, gappy: UUID, sent: UUID) -> None:
    (paper,) = bench.attachments.list(gappy)
    bench.cases.move(gappy, ApplicationState.FORMAL_CHECK, extract=paper.uid)
    with pytest.raises(RuleViolation, match="visar ett steg"):
        bench.supplements.withdraw(sent)
    assert bench.supplements.load(sent).sent_date == SENT
    assert bench.cases.load(gappy).steps[-1].extract == paper.uid


def test_an_ended_case_takes_no_letters(bench: Workbench, gappy: UUID, draft: UUID) -> None:
    bench.cases.move(gappy, ApplicationState.WITHDRAWN)
    for act in (bench.supplements.create, lambda case: bench.supplements.send(draft), lambda case: bench.supplements.withdraw(draft)):
        with pytest.raises(RuleViolation, match="Återkallad"):
            act(gappy)


def test_a_person_with_declared_conflict_sees_no_request(bench: Workbench, gappy: UUID, sent: UUID) -> None:
    with bench.store.writing() as unit:
        person = Person(uid=uuid4(), name="Handläggare A")
        unit.session.add(person)
        unit.session.flush()
        record = bench.cases.find(unit.session, gappy)
        unit.session.add(
            ConflictOfInterest(
                uid=uuid4(), application_id=record.id, person_id=person.id, outcome=ConflictOutcome.DISQUALIFIED, reason="Närstående.",
                recorded_by="Handläggare A", at=unit.now, facts_hash="",
            )
        )  # fmt: skip
    for act in (bench.supplements.load, bench.supplements.pdf, bench.supplements.remind, bench.supplements.withdraw):
        with pytest.raises(NotFound):
            act(sent)
    assert todo(bench) == []


# --- the answer ----------------------------------------------------------------------------------


def test_answer_shows_each_difference_word_by_word_and_what_remains(bench: Workbench, gappy: UUID, sent: UUID, tmp_path: Path) -> None:
    preview = bench.supplements.read_answer(sent, a_form(bench, tmp_path, innovation="", purpose="Fler elever når alla målen."))
    assert [(one.label, one.before) for one in preview.differences] == [("Syfte", "Fler elever når målen."), ("Startdatum", "")]
    assert [(one.kind, one.text) for one in preview.differences[0].pieces][1] == ("added", "alla ")
    assert {one.rule_id: standing for one, standing in preview.asked} == {
        "R26": Standing.ANSWERED, "R27": Standing.ANSWERED, "R21": Standing.REMAINS,
    }  # fmt: skip
    assert bench.cases.load(gappy).draft == a_good_application(**GAPS)  # nothing is stored yet


def test_stored_answer_is_a_new_version_of_the_form_with_its_workbook(bench: Workbench, gappy: UUID, sent: UUID, tmp_path: Path) -> None:
    path = a_form(bench, tmp_path)
    bench.supplements.store_answer(bench.supplements.read_answer(sent, path), date(2016, 3, 10))
    case, request = bench.cases.load(gappy), bench.supplements.load(sent)
    assert case.draft == a_good_application()
    assert (request.state, request.answered_date, request.remaining) == (RequestState.ANSWERED, date(2016, 3, 10), 0)
    (held,) = [one for one in case.attachments if one.kind is AttachmentKind.SUPPLEMENT]
    assert (held.name, held.date) == ("svar.xlsx", date(2016, 3, 10))
    assert bench.attachments.open_copy(held.uid).read_bytes() == path.read_bytes()
    assert ("Startdatum", "", "2015-09-01") in logged(bench, gappy)
    assert bench.queries.applications(ListQuery()).total == 1
    assert bench.files.check_contents() == ()


@pytest.mark.parametrize(
    "other",
    [{"title": "Trygga stråk", "registry_number_board": ""}, {"applicant": "farsta"}, {"registry_number_city": "328-9/2015"}],
)
def test_another_cases_workbook_is_refused_in_words(
    bench: Workbench, gappy: UUID, sent: UUID, tmp_path: Path, other: dict[str, str]
) -> None:
    bench.cases.edit(gappy, FieldRef("registry_number_city"), "328-1/2015")
    before = bench.cases.load(gappy)
    with pytest.raises(FileRefused, match=r"hör inte till ärendet 328-1/2015: varken nummer eller namn stämmer"):
        bench.supplements.read_answer(sent, a_form(bench, tmp_path, **other))
    assert bench.cases.load(gappy) == before


def test_a_refused_workbook_says_which_case_it_belongs_to(bench: Workbench, gappy: UUID, sent: UUID, tmp_path: Path) -> None:
    bench.cases.create(a_good_application(title="Trygga stråk", registry_number_board="9", registry_number_city="328-9/2015"))
    with pytest.raises(FileRefused, match="Den hör till ärendet 328-9/2015"):
        bench.supplements.read_answer(sent, a_form(bench, tmp_path, title="Trygga stråk", registry_number_board="9"))


def test_an_answer_with_problems_or_out_of_order_changes_nothing(bench: Workbench, gappy: UUID, sent: UUID, tmp_path: Path) -> None:
    from app.domain.problems import Problem

    preview = bench.supplements.read_answer(sent, a_form(bench, tmp_path))
    before = bench.cases.load(gappy)
    with pytest.raises(ValidationProblems):
        bench.supplements.store_answer(replace(preview, form=replace(preview.form, problems=(Problem("fel"),))))
    with pytest.raises(RuleViolation, match="före den dag då brevet skickades"):
        bench.supplements.store_answer(preview, date(2016, 2, 1))
    bench.cases.edit(gappy, FieldRef("purpose"), "Ändrat i fönstret.")
    with pytest.raises(StateConflict, match="sedan blanketten lästes"):
        bench.supplements.store_answer(preview)
    after = bench.cases.load(gappy)
    assert after.draft == replace(before.draft, purpose="Ändrat i fönstret.")
    assert after.attachments == before.attachments
    assert bench.supplements.load(sent).answered_date is None


# --- reminders -----------------------------------------------------------------------------------


def test_overview_reminds_of_drafts_of_what_is_late_and_of_what_is_due_soon(bench: Workbench, gappy: UUID, draft: UUID) -> None:
    name = bench.cases.load(gappy).case_number
    assert [(one.text, one.detail) for one in todo(bench)] == [
        ("Skicka komplettering: Läxhjälp i Tensta", f"{name} · utkastet är inte skickat")
    ]
    bench.supplements.send(draft, SENT)
    told = []
    for due in (date(2016, 3, 18), date(2016, 3, 17), date(2016, 3, 14), date(2016, 3, 11)):
        bench.supplements.withdraw(draft)
        moved_due(bench, draft, due)
        bench.supplements.send(draft, SENT)
        told.append([(one.urgency, one.detail.removeprefix(f"{name} · ")) for one in todo(bench)])
    assert told == [
        [],
        [(2, "svar senast 17\u00a0mars, om 3 dagar")],
        [(2, "svar senast 14\u00a0mars, i dag")],
        [(0, "svar skulle ha kommit 11\u00a0mars, 3 dagar sedan")],
    ]
    bench.supplements.answer(draft)
    assert todo(bench) == []


# --- the paper -----------------------------------------------------------------------------------


def test_letter_is_saved_as_pdf_and_as_text(bench: Workbench, draft: UUID, tmp_path: Path) -> None:
    path = tmp_path / bench.supplements.suggested_file_name(draft)
    bench.supplements.save_pdf(draft, path)
    shown = " ".join(page.extract_text() for page in PdfReader(path).pages)
    text = bench.supplements.text(draft)
    for part in ("Spånga-Tensta stadsdelsnämnd", "Vad är nytt", "Svara senast"):
        assert part in " ".join(shown.split())
        assert part in text
    assert bench.supplements.missing_signs(draft) == ""


def test_a_whole_case_has_nothing_to_ask(bench: Workbench, case: UUID) -> None:
    with pytest.raises(RuleViolation, match="inget att begära"):
        bench.supplements.letter_now(case)
