"""Steps along the decision ladder as the store keeps them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.domain import ladder
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState as S
from app.domain.vocabulary import AttachmentKind, BoardResult, DecisionOutcome, StepKind
from app.errors import RuleViolation
from app.services.workbench import Workbench
from tests.services.builders import a_good_application

TODAY = date(2016, 3, 14)
TO_EXECUTIVE = (S.EXPERT_REVIEW, S.ASSESSED, S.STEERING_GROUP_CONSULTATION, S.MEMO_DRAFTED, S.MEMO_SIGNED, S.BEFORE_EXECUTIVE)


def walk(bench: Workbench, case: UUID, *states: S) -> None:
    for state in states:
        bench.cases.move(case, state)


def before_executive(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, FieldRef("process.consultation_date"), "2015-05-06")
    bench.cases.edit(case, FieldRef("process.memo_date"), "2015-05-20")
    bench.cases.propose(case, DecisionOutcome.REJECTED, None)
    walk(bench, case, *TO_EXECUTIVE)


def in_the_board(bench: Workbench) -> UUID:
    return bench.cases.create(a_good_application(), state=S.IN_DISTRICT_BOARD).uid


def test_a_move_is_kept_with_its_day_paragraph_reason_and_extract(bench: Workbench, tmp_path: Path) -> None:
    case = in_the_board(bench)
    minutes = tmp_path / "protokoll.pdf"
    minutes.write_bytes(b"%PDF-1.4 utdrag")
    bench.attachments.add(case, AttachmentKind.BOARD_MINUTES, minutes)
    extract = bench.attachments.list(case)[0].uid
    bench.cases.move(case, S.SUBMITTED, day=date(2015, 3, 21), paragraph="§ 9", note="Kom med bud.", extract=extract)
    (step,) = bench.cases.steps(case)
    assert (step.kind, step.origin, step.target) == (StepKind.MOVED, S.IN_DISTRICT_BOARD, S.SUBMITTED)
    assert (step.day, step.paragraph, step.note, step.who) == (date(2015, 3, 21), "§ 9", "Kom med bud.", "Handläggare A")
    assert (step.extract, step.extract_name) == (extract, "protokoll.pdf")
    assert bench.cases.load(case).steps == (step,)
    told = bench.queries.log(case)[0]
    assert (told.what, told.before, told.after) == (
        "Läge",
        "I stadsdelsnämnden",
        "Inkommen till kommunstyrelsen, 2015-03-21 §\u00a09 (Kom med bud.)",
    )


def test_the_document_that_shows_a_step_is_not_removed(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    (tmp_path / "utdrag.pdf").write_bytes(b"%PDF-1.4 utdrag")
    bench.attachments.add(case, AttachmentKind.OTHER, tmp_path / "utdrag.pdf")
    extract = bench.attachments.list(case)[0].uid
    bench.cases.move(case, S.EXPERT_REVIEW, extract=extract)
    with pytest.raises(RuleViolation, match="visar ett steg"):
        bench.attachments.remove(extract)
    assert bench.cases.steps(case)[0].extract == extract


def test_the_boards_own_paragraph_stands_when_none_is_given(bench: Workbench) -> None:
    case = in_the_board(bench)
    bench.cases.move(case, S.SUBMITTED)
    assert bench.cases.steps(case)[0].paragraph == "§ 7"
    bench.cases.move(case, S.FORMAL_CHECK)
    assert bench.cases.steps(case)[1].paragraph == ""


def test_another_cases_document_is_no_extract(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    (tmp_path / "bilaga.pdf").write_bytes(b"%PDF-1.4")
    other = in_the_board(bench)
    bench.attachments.add(other, AttachmentKind.OTHER, tmp_path / "bilaga.pdf")
    with pytest.raises(RuleViolation, match="hör inte till ärendet"):
        bench.cases.move(case, S.EXPERT_REVIEW, extract=bench.attachments.list(other)[0].uid)
    assert bench.cases.steps(case) == ()


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2016, 3, 15), "har inte varit än"), (date(2015, 3, 19), "före dagen då ansökan kom in, 2015-03-20")],
)
def test_a_day_out_of_order_leaves_no_trace(bench: Workbench, case: UUID, day: date, told: str) -> None:
    logged = len(bench.queries.log(case))
    with pytest.raises(RuleViolation, match=told):
        bench.cases.move(case, S.EXPERT_REVIEW, day=day)
    assert bench.cases.steps(case) == ()
    assert len(bench.queries.log(case)) == logged
    assert bench.cases.load(case).state is S.FORMAL_CHECK


def test_too_long_a_reason_is_refused_in_words(bench: Workbench, case: UUID) -> None:
    with pytest.raises(RuleViolation, match="för lång"):
        bench.cases.move(case, S.EXPERT_REVIEW, note="ord " * 2_000)
    with pytest.raises(RuleViolation, match="Paragrafen är för lång"):
        bench.cases.move(case, S.EXPERT_REVIEW, paragraph="§" * 31)


# --- bordläggning ----------------------------------------------------------------------------------


def test_a_tabled_case_stays_and_takes_nothing_more_from_the_applicant(bench: Workbench) -> None:
    case = in_the_board(bench)
    bench.cases.table(case, day=date(2016, 2, 1), paragraph="12")
    view = bench.cases.load(case)
    assert view.state is S.IN_DISTRICT_BOARD
    assert [(one.label, one.paragraph) for one in view.steps] == [("Bordlagt", "12")]
    with pytest.raises(RuleViolation, match="bordlagt sedan 2016-02-01"):
        bench.cases.edit(case, FieldRef("purpose"), "Något nytt.")
    with pytest.raises(RuleViolation, match="bordlagt"):
        bench.cases.add_row(case, "budget_lines")
    bench.cases.edit(case, FieldRef("board_result"), "Återremiss")
    bench.cases.edit(case, FieldRef("process.caseworker"), "Handläggare A")
    bench.cases.table(case, day=date(2016, 3, 1))
    bench.cases.move(case, S.DRAFT)
    bench.cases.edit(case, FieldRef("purpose"), "Något nytt.")
    assert bench.cases.load(case).draft.purpose == "Något nytt."


def test_a_case_is_tabled_only_before_a_board(bench: Workbench, case: UUID) -> None:
    with pytest.raises(RuleViolation, match="kan inte bordläggas"):
        bench.cases.table(case, day=TODAY)


def test_the_second_tabling_does_not_come_before_the_first(bench: Workbench) -> None:
    case = in_the_board(bench)
    bench.cases.table(case, day=date(2016, 3, 1))
    with pytest.raises(RuleViolation, match=r"före det förra steget \(bordlagt, 2016-03-01\)"):
        bench.cases.table(case, day=date(2016, 2, 1))


# --- återremiss, återkallelse, avslag --------------------------------------------------------------


def test_a_remit_keeps_its_reason_for_the_memo(bench: Workbench, case: UUID) -> None:
    before_executive(bench, case)
    with pytest.raises(RuleViolation, match="Skriv ett skäl"):
        bench.cases.move(case, S.EXPERT_REVIEW)
    bench.cases.move(case, S.EXPERT_REVIEW, note="Kostnaden för lokaler ska förtydligas.", paragraph="§ 14")
    remit = ladder.latest_remit(bench.cases.load(case).steps)
    assert remit is not None
    assert (remit.note, remit.paragraph) == ("Kostnaden för lokaler ska förtydligas.", "§ 14")
    preparation = next(one for one in bench.memos.passages(case) if one.key == "preparation")
    assert "Kommunstyrelsen återremitterade ärendet den 14\u00a0mars 2016, §\u00a014. Skäl: Kostnaden för lokaler" in preparation.generated
    assert "Beslutskedjan: återremiss" in preparation.sources
    walk(bench, case, S.ASSESSED, S.STEERING_GROUP_CONSULTATION, S.MEMO_DRAFTED)
    with pytest.raises(RuleViolation, match="ligger före återremissen, 2016-03-14"):
        bench.cases.move(case, S.MEMO_SIGNED)
    bench.cases.edit(case, FieldRef("process.memo_date"), "2016-03-14")
    bench.cases.move(case, S.MEMO_SIGNED)


def test_an_application_is_withdrawn_by_the_applicant_until_it_is_decided(bench: Workbench, case: UUID) -> None:
    before_executive(bench, case)
    bench.cases.move(case, S.WITHDRAWN, day=TODAY, note="Nämnden har återkallat ansökan.")
    with pytest.raises(RuleViolation, match="kan inte ändras"):
        bench.cases.edit(case, FieldRef("purpose"), "Nytt")
    bench.cases.correct(case, bench.cases.steps(case)[-1].uid)
    assert bench.cases.load(case).state is S.BEFORE_EXECUTIVE


def test_a_refused_application_is_closed_once_it_is_sent_out(bench: Workbench, case: UUID) -> None:
    before_executive(bench, case)
    for key, typed in (("decision_date", "2016-03-01"), ("decision_paragraph", "§ 4"), ("decision_outcome", "Avslag")):
        bench.cases.edit(case, FieldRef(f"process.{key}"), typed)
    bench.cases.move(case, S.DECIDED)
    with pytest.raises(RuleViolation, match="kan inte föras"):
        bench.cases.move(case, S.CLOSED)
    walk(bench, case, S.DISPATCHED, S.CLOSED)
    assert [one.target for one in bench.cases.steps(case)][-3:] == [S.DECIDED, S.DISPATCHED, S.CLOSED]
    assert bench.cases.steps(case)[-3].paragraph == "§ 4"


def test_part_of_what_was_applied_for_is_told_in_words_unless_the_amount_tells(bench: Workbench, case: UUID) -> None:
    before_executive(bench, case)
    for key, typed in (
        ("decision_date", "2016-03-01"),
        ("decision_paragraph", "§ 4"),
        ("decision_outcome", "Delvis bifall"),
        ("amount_granted", "1000000"),
    ):
        bench.cases.edit(case, FieldRef(f"process.{key}"), typed)
    with pytest.raises(RuleViolation, match="vilka delar"):
        bench.cases.move(case, S.DECIDED)
    bench.cases.move(case, S.DECIDED, note="Bifallet gäller bara år 2016.")
    assert bench.cases.load(case).state is S.DECIDED


def test_the_board_refuses_and_the_case_is_closed(bench: Workbench) -> None:
    case = bench.cases.create(a_good_application(board_result=BoardResult.REJECTED), state=S.IN_DISTRICT_BOARD).uid
    bench.cases.move(case, S.CLOSED)
    assert bench.cases.load(case).state is S.CLOSED


# --- dates beside their field ----------------------------------------------------------------------


def test_a_day_out_of_order_is_kept_beside_its_field_with_the_reason(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, FieldRef("process.consultation_date"), "2015-05-06")
    edit = bench.cases.edit(case, FieldRef("process.memo_date"), "2015-05-01")
    assert edit.problem == (
        "Tjänsteutlåtandets datum, 2015-05-01, ligger före samrådet i styrgruppen, 2015-05-06. Rätta den dag som är fel."
    )
    view = bench.cases.load(case)
    assert view.evidence.process.memo_date is None
    assert view.unparsed[FieldRef("process.memo_date")].text == "2015-05-01"
    assert bench.cases.edit(case, FieldRef("process.memo_date"), "2015-05-06").problem is None


# --- taking a step back ----------------------------------------------------------------------------


def test_a_correction_is_a_step_of_its_own_and_the_first_one_stays(bench: Workbench, case: UUID) -> None:
    bench.cases.move(case, S.EXPERT_REVIEW, day=date(2016, 3, 1))
    (taken,) = bench.cases.steps(case)
    bench.cases.correct(case, taken.uid)
    first, back = bench.cases.steps(case)
    assert first.is_corrected
    assert back.corrects == taken.uid
    assert (back.label, back.origin, back.target) == ("Rättelse", S.EXPERT_REVIEW, S.FORMAL_CHECK)
    assert bench.cases.load(case).state is S.FORMAL_CHECK
    assert bench.queries.log(case)[0].after == "Formell kontroll, 2016-03-01 (Rättelse: steget till ”Sakkunnigberedning” togs tillbaka)"
    bench.cases.move(case, S.EXPERT_REVIEW, day=date(2016, 2, 1))  # the corrected day binds nothing
    with pytest.raises(RuleViolation, match="redan rättat"):
        bench.cases.correct(case, taken.uid)


def test_a_step_with_a_later_one_upon_it_stands(bench: Workbench, case: UUID) -> None:
    walk(bench, case, S.EXPERT_REVIEW, S.ASSESSED)
    with pytest.raises(RuleViolation, match="förts vidare"):
        bench.cases.correct(case, bench.cases.steps(case)[0].uid)
    assert bench.cases.load(case).state is S.ASSESSED


def test_a_tabling_is_taken_back_and_the_case_opens_again(bench: Workbench) -> None:
    case = in_the_board(bench)
    bench.cases.table(case, day=date(2016, 2, 1))
    bench.cases.correct(case, bench.cases.steps(case)[-1].uid)
    bench.cases.edit(case, FieldRef("purpose"), "Något nytt.")
    assert [one.label for one in bench.cases.steps(case)] == ["Bordlagt", "Rättelse"]
    assert bench.cases.load(case).state is S.IN_DISTRICT_BOARD


def test_a_withdrawn_grant_proposal_gives_its_room_in_the_frame_back_and_takes_it_again(bench: Workbench, case: UUID) -> None:
    other = bench.cases.create(a_good_application(title="Annan insats")).uid
    bench.cases.propose(case, DecisionOutcome.GRANTED, 1_000_000)
    proposed = bench.queries.frame().proposed
    bench.cases.move(case, S.WITHDRAWN)
    assert bench.queries.frame().proposed == proposed - 1_000_000
    changes = bench.cases.correct(case, bench.cases.steps(case)[-1].uid)
    assert bench.queries.frame().proposed == proposed
    assert {case, other} <= changes.uids or case in changes.uids
