"""Steps of a case in the whole window: taken, undone, done again, and shown in head and history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.drafts import ApplicationDraft
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState as S
from app.domain.vocabulary import BoardResult, SteeringResult
from app.ui.main_window import MainWindow
from app.ui.views.case_head import chain_of
from tests.ui.typing import type_into

BOARD_CASE = ApplicationDraft(
    title="Sommarskola i Rinkeby",
    applicant="spanga-tensta",
    steering_date=date(2016, 1, 12),
    steering_result=SteeringResult.APPROVED,
    board_date=date(2016, 2, 25),
    board_paragraph="7",
    board_result=BoardResult.APPLIED,
    received_date=date(2016, 3, 1),
)


@pytest.fixture
def settle(window: MainWindow) -> Callable[[], None]:
    def wait() -> None:
        for _ in range(2):
            assert window.session.jobs.wait_idle(10_000)
            QApplication.processEvents()

    return wait


@pytest.fixture
def case(window: MainWindow, settle: Callable[[], None]) -> Any:
    """An application that lies before the board, open in the window."""
    uid = window.session.bench.cases.create(BOARD_CASE, state=S.IN_DISTRICT_BOARD).uid
    window.go("application", uid)
    settle()
    return window.current.case  # type: ignore[union-attr]


def take(case: Any, settle: Callable[[], None], target: S, note: str = "") -> None:
    case.move_to(target)
    type_into(case.steps.dialog.note_edit, note)
    case.steps.dialog.yes_button.click()
    settle()


def test_a_step_is_undone_by_a_correction_and_done_again(case: Any, window: MainWindow, settle: Callable[[], None]) -> None:
    take(case, settle, S.SUBMITTED)
    assert case.view.state is S.SUBMITTED
    window.session.actions.undo.trigger()
    settle()
    assert case.view.state is S.IN_DISTRICT_BOARD
    window.session.actions.redo.trigger()
    settle()
    assert case.view.state is S.SUBMITTED
    window.session.actions.undo.trigger()
    settle()
    steps = window.session.bench.cases.steps(case.uid)
    assert [one.label for one in steps] == ["Inkommen till kommunstyrelsen", "Rättelse"] * 2
    assert {one.day for one in steps} == {date(2016, 3, 1)}


def test_a_step_that_something_rests_on_is_not_undone_and_the_window_says_why(
    case: Any, window: MainWindow, settle: Callable[[], None]
) -> None:
    take(case, settle, S.SUBMITTED)
    window.session.bench.cases.move(case.uid, S.FORMAL_CHECK)
    window.session.actions.undo.trigger()
    settle()
    messages: Any = window.session.messages
    assert "Det gick inte att ångra steg till ”Inkommen till kommunstyrelsen”" in messages.strips[-1][0]
    assert "förts vidare" in messages.strips[-1][0]
    case.reload()
    assert case.view.state is S.FORMAL_CHECK


def test_a_tabled_case_shows_it_in_its_head_and_locks_the_applicants_fields(
    case: Any, window: MainWindow, settle: Callable[[], None]
) -> None:
    window.session.actions.table_case.trigger()
    settle()
    dialog = case.steps.dialog
    type_into(dialog.day_edit.target(), "2016-02-04")
    type_into(dialog.paragraph_edit, "12")
    dialog.yes_button.click()
    settle()
    board = next(link for link in chain_of(case.view) if link.label == "nämnd")
    assert board.marks == (("clock", "bordlagt 2016-02-04 §\u00a012"),)
    assert "bordlagt 2016-02-04" in case.head._chain.accessibleName()
    assert "registrerat av Handläggaren" in board.tip
    assert case.locked_strip.text.startswith("Ärendet är bordlagt sedan 2016-02-04")
    form = case.application.form
    assert not form.may_write("purpose")
    assert form.may_write("board_result")
    assert form.may_write("process.caseworker")
    assert not case.economy.form.may_write("budget_lines")
    take(case, settle, S.SUBMITTED)
    assert form.may_write("purpose")
    assert not case.locked_strip.isVisible()


def test_bordlaggning_is_offered_only_before_a_board(
    case: Any, window: MainWindow, settle: Callable[[], None], case_uid_of: Callable[[str], UUID]
) -> None:
    assert window.session.actions.table_case.isEnabled()
    assert "Registrera bordläggning …" in [action.text() for action in case.head.menu.actions()]
    window.go("application", case_uid_of("stråk"))
    settle()
    assert not window.session.actions.table_case.isEnabled()
    assert "Registrera bordläggning …" not in [action.text() for action in case.head.menu.actions()]


def test_the_ladder_under_historik_shows_each_step_and_leads_to_its_document(
    case: Any, window: MainWindow, settle: Callable[[], None], tmp_path: Any
) -> None:
    minutes = tmp_path / "utdrag.pdf"
    minutes.write_bytes(b"%PDF-1.4 utdrag")
    case.move_to(S.SUBMITTED)
    case.steps.dialog.add_file(minutes)
    settle()
    case.steps.dialog.yes_button.click()
    settle()
    case.show_tab("history")
    history = case.history
    assert not history.step_table.isVisible()
    history.show_ladder()
    assert history.step_table.isVisible()
    assert not history.table.isVisible()
    (row,) = history.step_model.rows
    assert (row.target, row.paragraph, row.extract_name) == (S.SUBMITTED, "7", "utdrag.pdf")
    assert "utdrag.pdf" in history.after.text()
    history.step_table.opened.emit(row)
    assert case.tab == "attachments"
    assert case.attachments.table.current_row().uid == row.extract


def test_a_case_that_has_not_moved_says_so(case: Any, settle: Callable[[], None]) -> None:
    case.show_tab("history")
    case.history.show_ladder()
    assert case.history._no_steps.isVisible()
    assert case.history.count.text() == "0 steg"


def test_the_chain_has_a_link_for_each_part_of_the_way(case: Any, window: MainWindow, settle: Callable[[], None]) -> None:
    labels = ["lokal styrgrupp", "nämnd", "inkom", "samråd", "utlåtande", "KS", "expedierad"]
    assert [link.label for link in chain_of(case.view)] == labels
    assert chain_of(case.view)[1].text == "nämnd 2016-02-25 §\u00a07"
    cases = window.session.bench.cases
    for state in (S.SUBMITTED, S.FORMAL_CHECK, S.AWAITING_SUPPLEMENT):
        cases.move(case.uid, state)
    cases.edit(case.uid, FieldRef("process.consultation_date"), "2016-03-10")
    case.reload()
    assert [link.label for link in chain_of(case.view)] == [*labels[:3], "komplettering", *labels[3:]]


def test_a_link_leaves_out_the_year_that_the_link_before_has_said() -> None:
    from datetime import date

    from app.ui.views.case_head import Link

    first, same, later = (Link("nämnd", date(2015, 12, 17), "§ 11"), Link("inkom", date(2015, 12, 28)), Link("samråd", date(2016, 1, 4)))
    assert first.shortened(None) == "nämnd 2015-12-17 § 11"
    assert same.shortened(first) == "inkom 12-28"
    assert later.shortened(same) == "samråd 2016-01-04"
    assert Link("KS", None).shortened(later) == "KS"


def test_the_ladder_takes_one_line_in_a_small_window_and_tells_all_where_there_is_room(case: Any, window: Any, qtbot: Any) -> None:
    head = case.head
    window.resize(1920, 900)
    qtbot.waitUntil(lambda: head.width() > 1600)
    label, full, _short = head._links[1]
    assert label.text() == full
    window.resize(1093, 614)
    qtbot.waitUntil(lambda: head.width() < 1100)
    assert head._chain.height() <= head.meeting_button.sizeHint().height() + 2
    assert all(label.text() in (full, short) for label, full, short in head._links)
