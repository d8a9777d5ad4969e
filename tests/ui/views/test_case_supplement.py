"""The tab Komplettering: a letter written, sent, answered and taken back, by mouse and by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.supplements import RequestState, Standing
from app.domain.vocabulary import ApplicationState
from app.exchange.form_template import application_template
from app.services.workbench import Workbench
from app.ui.dialogs.answer import AnswerDialog, start_answer
from app.ui.forms.recovery import Recovery, left_behind
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.views.case_supplement import SupplementTab
from app.ui.views.supplement_page import SupplementPage
from app.ui.views.supplement_words import state_text
from tests.ui.typing import type_into

SENT = date(2016, 3, 10)


@pytest.fixture
def recovery_path(tmp_path: Path) -> Path:
    return tmp_path / "recovery.json"


@pytest.fixture
def page(session: Session, bench: Workbench, case_uids: list[UUID], recovery_path: Path, qtbot) -> SupplementPage:
    """The first seeded case, which lacks most things, with its page in view."""
    tab = SupplementTab(session, Recovery(recovery_path))
    qtbot.addWidget(tab)
    stack = QUndoStack(tab)
    session.undo_group.addStack(stack)
    session.undo_group.setActiveStack(stack)

    def load() -> None:
        tab.load(bench.cases.load(case_uids[0]), read_only=False)

    session.changed.connect(lambda _changes: load())
    session.messages.window = QWidget()
    qtbot.addWidget(session.messages.window)
    load()
    tab.resize(1000, 700)
    tab.show()
    page = tab.page
    settle(page, qtbot)
    return page


def settle(page: SupplementPage, qtbot) -> None:
    qtbot.waitUntil(lambda: not page._is_outdated and not page._reload_soon.isActive())


def begin(page: SupplementPage, qtbot) -> None:
    page.start()
    settle(page, qtbot)


def test_a_case_without_letters_offers_to_write_one(page: SupplementPage) -> None:
    assert page.pages.currentWidget() is page.empty
    assert page.empty.title_label.text() == "Inget är begärt av sökanden"


def test_a_letter_begins_with_what_the_case_lacks(page: SupplementPage, bench: Workbench, case_uids: list[UUID], qtbot) -> None:
    begin(page, qtbot)
    (request,) = bench.supplements.list(case_uids[0])
    assert [card.question for card in page.editor.cards.values()] == list(request.draft.items)
    assert page.editor.introduction.target().hasFocus()
    assert page.send_button.isVisibleTo(page)
    assert not page.answer_button.isVisibleTo(page)
    page.start()  # again: the one begun is shown
    assert len(bench.supplements.list(case_uids[0])) == 1


def test_texts_are_stored_when_left_and_undone(page: SupplementPage, bench: Workbench, qtbot) -> None:
    begin(page, qtbot)
    first = next(iter(page.editor.cards.values()))
    before = first.question.question
    type_into(first.what.target(), "Viktigt. ")
    first.why.target().setFocus()
    settle(page, qtbot)
    stored = bench.supplements.load(page.request.uid).draft.items[0].question
    assert "Viktigt. " in stored
    page._session.undo_group.activeStack().undo()
    settle(page, qtbot)
    assert bench.supplements.load(page.request.uid).draft.items[0].question == before
    assert first.what.text() == before
    page._session.undo_group.activeStack().redo()
    settle(page, qtbot)
    assert first.what.text() == stored


def test_questions_are_moved_added_and_removed(page: SupplementPage, bench: Workbench, qtbot) -> None:
    begin(page, qtbot)
    uid = page.request.uid
    first, second, *rest = [one.rule_id for one in page.request.draft.items]
    cards = list(page.editor.cards.values())
    qtbot.keyClick(cards[0].what.target(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(page, qtbot)
    assert [one.rule_id for one in bench.supplements.load(uid).draft.items][:2] == [second, first]
    cards[1].remove_button.click()
    settle(page, qtbot)
    assert [one.rule_id for one in bench.supplements.load(uid).draft.items] == [first, *rest]
    page.editor.add_question()
    type_into(page.editor.cards[page.editor._fresh[0]].what.target(), "Bifoga tidplanen.")
    page.commit()
    settle(page, qtbot)
    assert bench.supplements.load(uid).draft.items[-1].question == "Bifoga tidplanen."
    assert page.editor.missing_button.text() == "Lägg till det som saknas nu (1)"
    page.editor.missing_button.click()
    settle(page, qtbot)
    assert second in [one.rule_id for one in bench.supplements.load(uid).draft.items]
    assert not page.editor.missing_button.isVisibleTo(page)


def test_a_question_not_begun_is_no_part_of_the_letter_and_stays_while_others_are_stored(page: SupplementPage, qtbot) -> None:
    begin(page, qtbot)
    count = len(page.request.draft.items)
    page.editor.add_question()
    (fresh,) = page.editor._fresh
    type_into(page.editor.introduction.target(), "Hej. ")
    page.commit()
    settle(page, qtbot)
    assert len(page.request.draft.items) == count
    assert fresh in page.editor.cards


def test_an_emptied_question_is_refused_in_words_and_the_typing_stays(page: SupplementPage, bench: Workbench, qtbot) -> None:
    begin(page, qtbot)
    first = next(iter(page.editor.cards.values()))
    first.what.target().selectAll()
    first.what.target().insertPlainText("")
    first.why.target().setFocus()
    page.commit()
    settle(page, qtbot)
    assert page.editor.problem_label.text().startswith("Fråga 1 är tom.")
    assert bench.supplements.load(page.request.uid).draft.items[0].question
    type_into(first.what.target(), "Skicka in planen.")
    page.commit()
    settle(page, qtbot)
    assert page.editor.problem_label.text() == ""
    assert bench.supplements.load(page.request.uid).draft.items[0].question == "Skicka in planen."


def test_a_day_that_cannot_be_read_stays_with_its_problem(page: SupplementPage, bench: Workbench, qtbot) -> None:
    begin(page, qtbot)
    due = page.editor.due
    due.line.setText("snart")
    due.left.emit()
    assert "inte ett datum" in page.editor.due_problem.text()
    due.line.setText("22 mars 2016")
    due.left.emit()
    settle(page, qtbot)
    assert due.text() == "2016-03-22"
    assert bench.supplements.load(page.request.uid).draft.due_date == date(2016, 3, 22)


def test_sending_asks_for_the_day_locks_the_letter_and_offers_what_comes_next(
    page: SupplementPage, bench: Workbench, case_uids: list[UUID], qtbot
) -> None:
    begin(page, qtbot)
    page._session.messages.answer_text = "10 mars 2016"
    page.send_button.click()
    settle(page, qtbot)
    assert page.request.sent_date == SENT
    assert bench.cases.load(case_uids[0]).state is ApplicationState.AWAITING_SUPPLEMENT
    assert page.editor.introduction.target().isReadOnly()
    shown = [button.text() for button in page.acts if button.isVisibleTo(page)]
    assert shown == ["Läs in svar …", "Registrera påminnelse …", "Besvarad på annat sätt …", "Ny begäran", "Ta tillbaka utskicket"]
    assert page.strip.text == "Skickad 2016-03-10, svar senast 28\u00a0mars, om 14 dagar."
    card = next(iter(page.editor.cards.values()))
    assert (card.badge.text, card.badge.isVisibleTo(page)) == (Standing.REMAINS.label, True)


def test_a_refused_day_is_told_and_changes_nothing(page: SupplementPage, qtbot) -> None:
    begin(page, qtbot)
    for typed, told in (("2016-04-01", "har inte varit än"), ("snart", "inte ett datum")):
        page._session.messages.answer_text = typed
        page.send_button.click()
        settle(page, qtbot)
        assert told in page._session.messages.strips[-1][0]
        assert page.request.state is RequestState.DRAFT


def test_reminder_answer_and_each_step_back(page: SupplementPage, qtbot) -> None:
    begin(page, qtbot)
    page._session.messages.answer_text = "2016-03-10"
    for button, state in (
        (page.send_button, RequestState.SENT),
        (page.remind_button, RequestState.REMINDED),
        (page.other_button, RequestState.ANSWERED),
        (page.withdraw_button, RequestState.REMINDED),
        (page.withdraw_button, RequestState.SENT),
        (page.withdraw_button, RequestState.DRAFT),
    ):
        button.click()
        settle(page, qtbot)
        assert page.request.state is state
    assert page.withdraw_button.text() == "Ta bort utkastet"
    page.withdraw_button.click()
    settle(page, qtbot)
    assert page.pages.currentWidget() is page.empty
    assert page._session.messages.asked[-1] == "Ta bort utkastet"


def test_the_paper_follows_and_is_copied_and_saved(page: SupplementPage, tmp_path: Path, qtbot) -> None:
    begin(page, qtbot)
    qtbot.waitUntil(lambda: page.preview.page_count > 0)
    page.copy_button.click()
    assert QApplication.clipboard().text().startswith("Begäran om komplettering av ansökan: Läxhjälp i Tensta")
    page._session.messages.answer_file = tmp_path / "brev.pdf"
    page.save_button.click()
    assert (tmp_path / "brev.pdf").read_bytes().startswith(b"%PDF-1.4")


def test_no_field_scrolls_sideways_in_a_small_window(page: SupplementPage, qtbot) -> None:
    begin(page, qtbot)
    page.window().resize(880, 420)
    page.text_scroll.widget().layout().activate()
    assert page.text_scroll.widget().minimumSizeHint().width() <= page.text_scroll.viewport().width()


def test_state_is_told_in_words_and_kind(page: SupplementPage, qtbot) -> None:
    begin(page, qtbot)
    page._session.messages.answer_text = "2016-03-10"
    page.send_button.click()
    settle(page, qtbot)
    assert state_text(page.request, date(2016, 3, 31)) == (
        "Skickad 2016-03-10, svar skulle ha kommit 28\u00a0mars, 3 dagar sedan.",
        "warning",
    )


# --- text on its way -------------------------------------------------------------------------------


def test_text_that_was_never_stored_comes_back_in_its_field(
    page: SupplementPage, bench: Workbench, case_uids: list[UUID], recovery_path: Path, qtbot
) -> None:
    begin(page, qtbot)
    first = page.request.draft.items[0]
    type_into(page.editor.cards[first.uid].what.target(), "Nästan klar. ")
    page.editor.add_question()
    type_into(page.editor.cards[page.editor._fresh[0]].what.target(), "Bifoga tidplanen.")
    page._recovery.flush()
    assert left_behind(recovery_path) == (case_uids[0],)
    again = SupplementTab(page._session, Recovery(recovery_path))  # as after a stop: nothing was left, so nothing was stored
    qtbot.addWidget(again)
    again.load(bench.cases.load(case_uids[0]), read_only=False)
    again.show()
    settle(again.page, qtbot)
    qtbot.waitUntil(lambda: "hämtad tillbaka" in again.page.editor.problem_label.text())
    assert again.page.editor.cards[first.uid].what.text().startswith("Nästan klar. ")
    again.page.commit()
    settle(again.page, qtbot)
    stored = bench.supplements.load(page.request.uid).draft.items
    assert stored[0].question.startswith("Nästan klar. ")
    assert stored[-1].question == "Bifoga tidplanen."
    assert left_behind(recovery_path) == ()


# --- the answer ----------------------------------------------------------------------------------


def answer_to(page: SupplementPage, bench: Workbench, case: UUID, folder: Path, **changes: Any) -> AnswerDialog | None:
    path = folder / "svar.xlsx"
    path.write_bytes(application_template(bench.programme, replace(bench.cases.load(case).draft, **changes)))
    start_answer(page._session, page.request.uid, path)
    return page._session.messages.window.findChild(AnswerDialog, options=Qt.FindChildOption.FindDirectChildrenOnly)


@pytest.fixture
def sent(page: SupplementPage, qtbot) -> SupplementPage:
    begin(page, qtbot)
    page._session.messages.answer_text = "2016-03-10"
    page.send_button.click()
    settle(page, qtbot)
    return page


def test_the_answer_is_shown_word_by_word_before_it_is_stored(
    sent: SupplementPage, bench: Workbench, case_uids: list[UUID], tmp_path: Path, qtbot
) -> None:
    dialog = answer_to(sent, bench, case_uids[0], tmp_path, innovation="Nya former av läxhjälp.", target_group="Elever")
    assert [one.label for one in dialog.preview.differences] == ["Målgrupp", "Vad är nytt"]
    assert {one.rule_id for one, standing in dialog.preview.asked if standing is Standing.ANSWERED} == {"R21"}
    assert bench.cases.load(case_uids[0]).draft.innovation == ""
    dialog.day.set_text("i går")
    dialog.store_button.click()
    assert dialog.strip.text.startswith("Svaret kom den: ”i går” är inte ett datum")
    dialog.day.set_text("2016-03-12")
    dialog.store_button.click()
    settle(sent, qtbot)
    assert bench.cases.load(case_uids[0]).draft.innovation == "Nya former av läxhjälp."
    assert (sent.request.state, sent.request.answered_date) == (RequestState.ANSWERED, date(2016, 3, 12))
    assert sent.back_button.isVisibleTo(sent)
    assert "återstår" in sent.strip.text


def test_another_cases_workbook_is_refused_and_told(sent: SupplementPage, bench: Workbench, case_uids: list[UUID], tmp_path: Path) -> None:
    assert answer_to(sent, bench, case_uids[1], tmp_path) is None
    assert "hör inte till ärendet" in sent._session.messages.problems[-1].message


# --- in the window, by keys alone --------------------------------------------------------------------


def test_a_letter_is_written_and_sent_by_keys_alone(window: MainWindow, case_uid_of: Callable[[str], UUID], qtbot) -> None:
    uid = case_uid_of("stråk")
    window.go("application", (uid, "rules"))
    bench, messages = window.session.bench, window.session.messages
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(bench.supplements.list(uid)) == 1)
    page = window.current.case.supplement.page
    introduction = page.editor.introduction.target()
    qtbot.waitUntil(introduction.hasFocus)
    qtbot.keyClicks(introduction, "Hej! ")
    qtbot.keyClick(introduction, Qt.Key.Key_Tab)
    assert page.editor.due.target().hasFocus()
    qtbot.keyClick(page.editor.due.target(), Qt.Key.Key_Tab)
    first = page.editor.cards[page.request.draft.items[0].uid]
    assert first.what.target().hasFocus()
    qtbot.waitUntil(lambda: bench.supplements.list(uid)[0].draft.introduction.startswith("Hej! "))
    messages.answer_text = "2016-03-14"
    for _ in range(12):
        if page.send_button.hasFocus():
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert page.send_button.hasFocus()
    qtbot.keyClick(page.send_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bench.supplements.list(uid)[0].sent_date == date(2016, 3, 14))
    assert bench.cases.load(uid).state is ApplicationState.AWAITING_SUPPLEMENT


def test_the_next_step_that_asks_for_a_supplement_opens_the_letter(window: MainWindow, case_uid_of: Callable[[str], UUID], qtbot) -> None:
    uid = case_uid_of("stråk")
    window.go("application", (uid, "rules"))
    case = window.current.case
    assert case.head.next_button.text() == "Begär komplettering"
    case.head.next_button.click()
    qtbot.waitUntil(lambda: len(window.session.bench.supplements.list(uid)) == 1)
    assert case.tab == "supplement"
    assert window.session.bench.cases.load(uid).state is ApplicationState.FORMAL_CHECK


def test_a_reminder_on_the_overview_leads_to_the_letter(window: MainWindow, case_uid_of: Callable[[str], UUID], qtbot) -> None:
    uid = case_uid_of("stråk")
    window.session.bench.supplements.create(uid)
    window.show_workspace("overview")
    overview = window.current
    overview.refresh()
    qtbot.waitUntil(lambda: any(one.tab == "supplement" for one in overview.todo_model._items))
    number = next(n for n, one in enumerate(overview.todo_model._items) if one.tab == "supplement")
    overview.todo_list.activated.emit(overview.todo_model.index(number))
    assert (window.current.case.uid, window.current.case.tab) == (uid, "supplement")
