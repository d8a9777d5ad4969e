"""Meetings of the steering group, their cases, and what the cases still wait for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.drafts import MeetingDraft
from app.domain.meetings import cutoff_text, days_text
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState as S
from app.domain.vocabulary import AttachmentKind
from app.errors import NotFound, RuleViolation
from app.models.ladder import SupplementRequest
from app.services.workbench import Workbench
from tests.services.assessing import register
from tests.services.builders import a_good_application

SPRING = MeetingDraft(name="Vårmötet", day=date(2016, 4, 12), cutoff_day=date(2016, 3, 29))


@pytest.fixture
def meeting(bench: Workbench) -> UUID:
    return bench.meetings.create(SPRING).uid


def test_a_meeting_is_kept_with_its_days(bench: Workbench, meeting: UUID) -> None:
    bench.meetings.create(MeetingDraft(name="Vintermötet", day=date(2016, 1, 26)))
    assert [one.title for one in bench.meetings.list()] == ["Vårmötet 2016-04-12", "Vintermötet 2016-01-26"]
    assert bench.meetings.load(meeting).draft == SPRING


def test_the_last_day_for_documents_is_not_after_the_meeting(bench: Workbench, meeting: UUID) -> None:
    edit = bench.meetings.edit(meeting, FieldRef("cutoff_day"), "2016-05-01")
    assert edit.problem is not None
    assert "efter mötesdagen, 2016-04-12" in edit.problem
    assert bench.meetings.load(meeting).draft.cutoff_day == SPRING.cutoff_day
    assert bench.meetings.edit(meeting, FieldRef("cutoff_day"), "2016-04-01").problem is None


def test_a_case_is_chosen_for_one_meeting_at_a_time(bench: Workbench, case: UUID, meeting: UUID) -> None:
    autumn = bench.meetings.create(MeetingDraft(name="Höstmötet", day=date(2016, 10, 4))).uid
    changes = bench.meetings.choose(case, meeting)
    assert {case, meeting} <= changes.uids
    bench.meetings.choose(case, autumn)
    assert [(one.name, one.cases) for one in bench.meetings.list()] == [("Höstmötet", 1), ("Vårmötet", 0)]
    chosen = bench.cases.load(case).meeting
    assert chosen is not None
    assert chosen.uid == autumn
    told = bench.queries.log(case)[0]
    assert (told.what, told.before, told.after) == ("Möte", "Vårmötet 2016-04-12", "Höstmötet 2016-10-04")
    bench.meetings.choose(case, None)
    assert bench.meetings.of_case(case) is None
    assert bench.cases.load(case).meeting is None


def test_the_choice_of_meeting_is_under_the_digest(bench: Workbench, case: UUID, meeting: UUID) -> None:
    bench.meetings.choose(case, meeting)
    bench.cases.move(case, S.EXPERT_REVIEW)
    assert bench.files.verify_digests() == ()
    bench.meetings.choose(case, None)
    assert bench.files.verify_digests() == ()


def test_choosing_the_same_meeting_again_writes_nothing(bench: Workbench, case: UUID, meeting: UUID) -> None:
    bench.meetings.choose(case, meeting)
    logged = len(bench.queries.log(case))
    assert not bench.meetings.choose(case, meeting).uids
    assert len(bench.queries.log(case)) == logged


def test_a_meeting_with_cases_is_not_removed(bench: Workbench, case: UUID, meeting: UUID) -> None:
    bench.meetings.choose(case, meeting)
    with pytest.raises(RuleViolation, match="har ett ärende"):
        bench.meetings.remove(meeting)
    bench.meetings.choose(case, None)
    bench.meetings.remove(meeting)
    assert bench.meetings.list() == ()
    with pytest.raises(NotFound):
        bench.meetings.load(meeting)


def test_a_case_tells_what_it_waits_for_and_where_to_mend_it(bench: Workbench, case: UUID, meeting: UUID, tmp_path: Path) -> None:
    bench.meetings.choose(case, meeting)
    (row,) = bench.meetings.outstanding(meeting)
    assert [one.text for one in row.items] == [
        "Protokollsutdrag från nämnden saknas.",
        "Innehållskontrollen är inte underskriven.",
        "Räknekontrollen är inte underskriven.",
    ]
    (tmp_path / "protokoll.pdf").write_bytes(b"%PDF-1.4")
    bench.attachments.add(case, AttachmentKind.BOARD_MINUTES, tmp_path / "protokoll.pdf")
    bench.cases.edit(case, FieldRef("board_date"), "")
    with bench.store.writing() as unit:
        record = bench.cases.find(unit.session, case)
        unit.session.add(SupplementRequest(uid=UUID(int=7), application_id=record.id, number=1, sent_date=date(2016, 3, 1)))
    (row,) = bench.meetings.outstanding(meeting)
    told = {one.text: one.tab for one in row.items}
    assert told["Nämndens beslut att ansöka saknas."] == "application"
    assert told["Komplettering begärd 2016-03-01 är inte besvarad."] == "supplement"
    assert any("R06 (underlag saknas)" in text and tab == "rules" for text, tab in told.items()), told
    assert "Protokollsutdrag från nämnden saknas." not in told
    assert not row.late


def test_what_came_after_the_last_day_is_late(bench: Workbench, case: UUID) -> None:
    past = bench.meetings.create(MeetingDraft(name="Vårmötet", day=date(2016, 4, 12), cutoff_day=date(2016, 3, 10))).uid
    late = bench.cases.create(a_good_application(title="Sen ansökan", received_date=date(2016, 3, 12))).uid
    for one in (case, late):
        bench.meetings.choose(one, past)
    told = {row.uid: row.late for row in bench.meetings.outstanding(past)}
    assert told[late] == "Ansökan kom in 2016-03-12, efter sista dag för underlag."
    assert told[case] == "Underlag saknas efter sista dagen."


def test_a_case_past_its_consultation_waits_for_nothing(bench: Workbench, meeting: UUID) -> None:
    case = bench.cases.create(a_good_application(), state=S.MEMO_DRAFTED).uid
    bench.meetings.choose(case, meeting)
    assert bench.meetings.outstanding(meeting)[0].is_ready


def test_a_case_does_not_wait_for_an_assessor_with_jav(bench: Workbench, case: UUID, meeting: UUID) -> None:
    people = register(bench, "AB")
    bench.meetings.choose(case, meeting)
    for one in people.values():
        bench.assessments.assign(case, one)
    bench.conflicts.declare(case, people["A"], "Satt i sökandens styrelse.")
    (row,) = bench.meetings.outstanding(meeting)
    assert "1 av 1 bedömningar är inte inlämnade." in [one.text for one in row.items]


def test_the_next_meeting_counts_what_waits(bench: Workbench, case: UUID, meeting: UUID) -> None:
    bench.meetings.create(MeetingDraft(name="Förra mötet", day=date(2016, 3, 13)))
    bench.meetings.choose(case, meeting)
    found = bench.meetings.next()
    assert found is not None
    assert (found.info.name, found.days, found.info.cases, found.outstanding) == ("Vårmötet", 29, 1, 1)


def test_renaming_a_meeting_tells_its_cases(bench: Workbench, case: UUID, meeting: UUID) -> None:
    bench.meetings.choose(case, meeting)
    assert case in bench.meetings.edit(meeting, FieldRef("name"), "Majmötet").changes.uids


def test_days_are_told_in_words(bench: Workbench, meeting: UUID) -> None:
    assert [days_text(one) for one in (0, 1, -1, 14, -3)] == ["i dag", "i morgon", "i går", "om 14 dagar", "3 dagar sedan"]
    info = bench.meetings.load(meeting).info
    assert cutoff_text(info, date(2016, 3, 15)) == "sista dag för underlag 2016-03-29, om 14 dagar"
