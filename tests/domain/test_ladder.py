"""The decision ladder: which steps stand, which days clash, and what can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from app.domain import ladder, workflow
from app.domain.drafts import ApplicationDraft
from app.domain.ladder import StepRow
from app.domain.rules.evidence import Departure, Process
from app.domain.vocabulary import ApplicationState as S
from app.domain.vocabulary import StepKind

TODAY = date(2016, 3, 14)


def a_step(origin: S, target: S, day: date, *, uid: UUID | None = None, kind: StepKind = StepKind.MOVED, **more: object) -> StepRow:
    made = {"who": "Handläggare A", "at": datetime(2016, 3, 14, tzinfo=UTC), **more}
    return StepRow(uid=uid or uuid4(), kind=kind, origin=origin, target=target, day=day, **made)  # type: ignore[arg-type]


def tabled(state: S, day: date) -> StepRow:
    return a_step(state, state, day, kind=StepKind.TABLED)


def clashing(
    origin: S, target: S, day: date, steps: tuple[StepRow, ...] = (), *, departures: tuple[Departure, ...] = (), **dates: date
) -> list[str]:
    process = {key: value for key, value in dates.items() if key in ("consultation_date", "memo_date", "decision_date")}
    draft = ApplicationDraft(**{key: value for key, value in dates.items() if key not in process})  # type: ignore[arg-type]
    known = ladder.marks(draft, Process(**process), steps)  # type: ignore[arg-type]
    return [need.text for need in ladder.step_clashes(origin, target, day, known, steps, TODAY, departures)]


def test_a_step_in_order_has_nothing_against_it() -> None:
    assert not clashing(
        S.IN_DISTRICT_BOARD,
        S.SUBMITTED,
        date(2016, 3, 14),
        steering_date=date(2016, 2, 1),
        board_date=date(2016, 2, 1),
        received_date=date(2016, 3, 14),
    )


def test_the_sentence_names_both_days_and_what_to_do() -> None:
    found = clashing(
        S.STEERING_GROUP_CONSULTATION,
        S.MEMO_DRAFTED,
        TODAY,
        received_date=date(2016, 3, 1),
        consultation_date=date(2016, 2, 1),
    )
    assert found == [
        "Samrådet i styrgruppen, 2016-02-01, ligger före dagen då ansökan kom in, 2016-03-01. Rätta den dag som är fel.",
    ]


def test_a_day_that_has_not_been_is_refused() -> None:
    assert "har inte varit än" in clashing(S.FORMAL_CHECK, S.EXPERT_REVIEW, date(2016, 3, 15))[0]


def test_a_step_does_not_come_before_the_one_before_it() -> None:
    steps = (a_step(S.SUBMITTED, S.FORMAL_CHECK, date(2016, 3, 10)),)
    assert clashing(S.FORMAL_CHECK, S.EXPERT_REVIEW, date(2016, 3, 9), steps) == [
        "Stegets dag, 2016-03-09, ligger före det förra steget (formell kontroll, 2016-03-10). Ange en senare dag.",
    ]
    assert not clashing(S.FORMAL_CHECK, S.EXPERT_REVIEW, date(2016, 3, 10), steps)


def test_a_corrected_step_binds_nothing() -> None:
    taken = a_step(S.SUBMITTED, S.FORMAL_CHECK, date(2016, 3, 10), is_corrected=True)
    back = a_step(S.FORMAL_CHECK, S.SUBMITTED, date(2016, 3, 10), uid=ladder.correction_uid(taken.uid), corrects=taken.uid)
    assert ladder.standing((taken, back)) == ()
    assert not clashing(S.SUBMITTED, S.FORMAL_CHECK, date(2016, 2, 1), (taken, back))


def test_the_decision_is_not_recorded_before_its_own_day() -> None:
    found = clashing(S.BEFORE_EXECUTIVE, S.DECIDED, date(2016, 3, 1), decision_date=date(2016, 3, 2))
    assert found == ["Stegets dag, 2016-03-01, ligger före kommunstyrelsens beslut, 2016-03-02. Rätta den dag som är fel."]


def test_the_boards_order_gives_way_to_a_departure_with_reason() -> None:
    dates = {"steering_date": date(2016, 2, 10), "board_date": date(2016, 2, 1), "received_date": date(2016, 3, 1)}
    assert "avsteg från R05" in clashing(S.IN_DISTRICT_BOARD, S.SUBMITTED, TODAY, **dates)[0]
    departed = (Departure("R05", "Styrgruppen hade möte veckan efter.", "Handläggare A"),)
    assert not clashing(S.IN_DISTRICT_BOARD, S.SUBMITTED, TODAY, departures=departed, **dates)


def test_consultation_comes_after_the_supplement() -> None:
    steps = (
        a_step(S.FORMAL_CHECK, S.AWAITING_SUPPLEMENT, date(2016, 2, 1)),
        a_step(S.AWAITING_SUPPLEMENT, S.FORMAL_CHECK, date(2016, 2, 20)),
    )
    found = clashing(S.STEERING_GROUP_CONSULTATION, S.MEMO_DRAFTED, TODAY, steps, consultation_date=date(2016, 2, 10))
    assert "ligger före dagen då kompletteringen kom in, 2016-02-20" in found[0]


def test_after_a_remit_the_memo_is_new_and_an_old_tabling_is_past() -> None:
    steps = (
        a_step(S.MEMO_SIGNED, S.BEFORE_EXECUTIVE, date(2016, 1, 10)),
        tabled(S.BEFORE_EXECUTIVE, date(2016, 1, 20)),
        a_step(S.BEFORE_EXECUTIVE, S.EXPERT_REVIEW, date(2016, 2, 3), note="Budgeten ska förtydligas."),
    )
    remit = ladder.latest_remit(steps)
    assert remit is not None
    assert remit.note == "Budgeten ska förtydligas."
    old = clashing(S.MEMO_DRAFTED, S.MEMO_SIGNED, TODAY, steps, memo_date=date(2016, 1, 5), consultation_date=date(2016, 1, 4))
    assert "ligger före återremissen, 2016-02-03" in old[0]
    again = (*steps, a_step(S.MEMO_SIGNED, S.BEFORE_EXECUTIVE, date(2016, 2, 20)))
    assert not clashing(S.BEFORE_EXECUTIVE, S.DECIDED, TODAY, again, memo_date=date(2016, 2, 15), decision_date=date(2016, 3, 1))


def test_a_tabled_case_is_tabled_until_its_next_step() -> None:
    steps = (tabled(S.IN_DISTRICT_BOARD, date(2016, 2, 1)), tabled(S.IN_DISTRICT_BOARD, date(2016, 2, 20)))
    assert ladder.tabled_since(steps) == date(2016, 2, 20)
    assert ladder.tabled_since((*steps, a_step(S.IN_DISTRICT_BOARD, S.SUBMITTED, date(2016, 3, 1)))) is None
    assert [one.label for one in steps] == ["Bordlagt", "Bordlagt"]


@pytest.mark.parametrize(
    ("key", "day", "told"),
    [
        ("process.memo_date", date(2016, 1, 1), "samrådet i styrgruppen, 2016-02-01"),
        ("process.consultation_date", date(2016, 3, 5), "Tjänsteutlåtandets datum, 2016-03-01, ligger före samrådet"),
        ("process.decision_date", date(2016, 2, 20), "tjänsteutlåtandets datum, 2016-03-01"),
        ("process.decision_date", date(2016, 3, 1), None),
        ("process.decision_date", None, None),
        ("process.final_report_date", date(2000, 1, 1), None),
    ],
)
def test_a_date_field_tells_which_day_it_clashes_with(key: str, day: date | None, told: str | None) -> None:
    process = Process(consultation_date=date(2016, 2, 1), memo_date=date(2016, 3, 1))
    found = ladder.field_clash(key, day, ladder.marks(ApplicationDraft(received_date=date(2016, 1, 2)), process, ()))
    assert (found is None) if told is None else (found is not None and told in found)


def test_only_the_latest_step_is_taken_back_and_no_decision() -> None:
    check = a_step(S.SUBMITTED, S.FORMAL_CHECK, date(2016, 3, 1))
    review = a_step(S.FORMAL_CHECK, S.EXPERT_REVIEW, date(2016, 3, 2))
    assert "förts vidare" in ladder.correction_refusal((check, review), check.uid)
    assert not ladder.correction_refusal((check, review), review.uid)
    decided = a_step(S.BEFORE_EXECUTIVE, S.DECIDED, date(2016, 3, 3))
    assert "tas inte tillbaka" in ladder.correction_refusal((decided,), decided.uid)
    asked = a_step(S.FORMAL_CHECK, S.AWAITING_SUPPLEMENT, date(2016, 3, 4))
    assert "Brevet" in ladder.correction_refusal((asked,), asked.uid, has_open_letter=True)
    assert not ladder.correction_refusal((asked,), asked.uid)


def test_every_state_says_who_takes_a_case_there() -> None:
    assert set(workflow.MOVED_BY) == set(S)
    assert workflow.mover(S.BEFORE_EXECUTIVE, S.EXPERT_REVIEW) == "kommunstyrelsen"
    assert workflow.mover(S.FORMAL_CHECK, S.EXPERT_REVIEW) == "handläggaren"
    assert [state for state in S if workflow.may_table(state)] == [S.IN_DISTRICT_BOARD, S.BEFORE_EXECUTIVE]


def test_a_paragraph_is_written_one_way() -> None:
    assert [ladder.paragraph_text(one) for one in ("§ 7", "7", "§7", " ")] == ["§\u00a07", "§\u00a07", "§\u00a07", ""]
