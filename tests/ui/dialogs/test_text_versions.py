"""Textens versioner by keyboard: list, comparison, restoring as an undoable edit, and what opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from app.domain.rules.evidence import FieldRef
from app.ui.dialogs.text_versions import TextVersionsDialog, counted
from app.ui.main_window import MainWindow
from app.ui.session import Session

PURPOSE = FieldRef("purpose")


@pytest.fixture
def case(session: Session, case_uids: list[UUID]) -> UUID:
    for text in ("Fler elever når målen.", "Fler unga och elever når målen."):
        session.bench.cases.edit(case_uids[0], PURPOSE, text)
    return case_uids[0]


@pytest.fixture
def restored() -> list[str]:
    return []


@pytest.fixture
def dialog(session: Session, case: UUID, restored: list[str], qtbot: Any) -> TextVersionsDialog:
    made = TextVersionsDialog(session, case, PURPOSE, "Syfte", restored.append)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_wordings_are_listed_newest_first_and_the_one_before_is_chosen(dialog: TextVersionsDialog) -> None:
    assert [one.text for one in dialog.model.rows] == ["Fler unga och elever når målen.", "Fler elever når målen."]
    assert dialog.model.index(0, 2).data() == "Nu · Ändrad i fältet"
    assert dialog.old_pane.toPlainText() == "Fler elever når målen."
    assert dialog.new_pane.toPlainText() == "Fler unga och elever når målen."
    assert dialog.summary_label.text() == "2 ord tillagda sedan dess."


def test_added_words_are_underlined_in_the_present_wording(dialog: TextVersionsDialog) -> None:
    cursor = dialog.new_pane.textCursor()
    cursor.setPosition(len("Fler un"))
    assert cursor.charFormat().fontUnderline()
    cursor.setPosition(2)
    assert not cursor.charFormat().fontUnderline()


def test_a_wording_is_restored_by_keys_alone(dialog: TextVersionsDialog, restored: list[str], qtbot: Any) -> None:
    assert dialog.table.hasFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Up)
    assert not dialog.restore_button.isEnabled()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    dialog.restore_button.setFocus()
    qtbot.keyClick(dialog.restore_button, Qt.Key.Key_Space)
    assert restored == ["Fler elever når målen."]
    assert not dialog.isVisible()


def test_enter_goes_to_the_text_and_never_restores(dialog: TextVersionsDialog, restored: list[str], qtbot: Any) -> None:
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.old_pane.hasFocus()
    qtbot.keyClick(dialog.old_pane, Qt.Key.Key_Escape)
    assert restored == []
    assert not dialog.isVisible()


def test_without_the_right_to_write_there_is_nothing_to_restore_with(session: Session, case: UUID, qtbot: Any) -> None:
    made = TextVersionsDialog(session, case, PURPOSE, "Syfte", None)
    qtbot.addWidget(made)
    made.show()
    assert not made.restore_button.isVisible()


def test_a_text_with_one_wording_says_so(session: Session, case: UUID, qtbot: Any) -> None:
    made = TextVersionsDialog(session, case, FieldRef("description"), "Beskrivning", lambda _text: None)
    qtbot.addWidget(made)
    made.show()
    assert made.pages.currentIndex() == 1


def test_markup_in_a_wording_is_shown_letter_by_letter(session: Session, case: UUID, qtbot: Any) -> None:
    session.bench.cases.edit(case, PURPOSE, "<b>fet</b> & <img src=x>")
    session.bench.cases.edit(case, PURPOSE, "Slut")
    made = TextVersionsDialog(session, case, PURPOSE, "Syfte", None)
    qtbot.addWidget(made)
    assert made.old_pane.toPlainText() == "<b>fet</b> & <img src=x>"


def test_only_spaces_changed_is_said_in_words() -> None:
    from app.domain.plans import word_pieces

    assert counted(word_pieces("a b", "a  b")) == "Bara mellanslag och radbrytningar skiljer."
    assert counted(word_pieces("a b", "a b")) == "Lydelserna är lika."


# --- from the window -----------------------------------------------------------------------------


@pytest.fixture
def page(window: MainWindow, case_uid_of: Callable[[str], UUID]) -> Any:
    uid = case_uid_of("stråk")
    window.session.bench.cases.edit(uid, PURPOSE, "Första lydelsen")
    window.session.bench.cases.edit(uid, PURPOSE, "Andra lydelsen")
    window.go("application", (uid, "application"))
    window.activateWindow()
    return window.current.case  # type: ignore[union-attr]


def asked_for(window: MainWindow, qtbot: Any) -> TextVersionsDialog:
    window.session.actions.text_versions.trigger()
    qtbot.waitUntil(lambda: any(one.model.rowCount() for one in window.findChildren(TextVersionsDialog)))
    return window.findChildren(TextVersionsDialog)[0]


def test_the_command_opens_the_versions_of_the_field_with_the_caret_and_undo_takes_a_restoring_back(
    page: Any, window: MainWindow, qtbot: Any
) -> None:
    page.application.form.focus_field(PURPOSE)
    dialog = asked_for(window, qtbot)
    assert dialog.heading.text() == "Syfte"
    dialog.restore()
    qtbot.waitUntil(lambda: page.view.draft.purpose == "Första lydelsen")
    assert page.application.form.rows["purpose"].editor.text() == "Första lydelsen"
    window.session.actions.undo.trigger()
    qtbot.waitUntil(lambda: page.view.draft.purpose == "Andra lydelsen")


def test_a_passage_of_the_memo_is_restored_and_undone(page: Any, window: MainWindow, qtbot: Any) -> None:
    memos, uid = window.session.bench.memos, page.uid
    key = memos.passages(uid)[0].key
    memos.edit_passage(uid, key, "Egna ord")
    memos.edit_passage(uid, key, "Andra ord")
    page.reload()
    page.show_tab("memo")
    qtbot.waitUntil(lambda: key in page.memo.editors and page.memo.editors[key].edit.text() == "Andra ord")
    page.memo.focus_passage(key)
    dialog = asked_for(window, qtbot)
    dialog.table.select_key(2)
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    dialog.restore()
    qtbot.waitUntil(lambda: memos.passages(uid)[0].edited == "Egna ord")
    qtbot.waitUntil(page.stack.canUndo)
    window.session.actions.undo.trigger()
    qtbot.waitUntil(lambda: memos.passages(uid)[0].edited == "Andra ord")


def test_outside_a_text_the_command_says_where_to_stand(page: Any, window: MainWindow) -> None:
    page.tabs.tabBar().setFocus()
    window.session.actions.text_versions.trigger()
    messages: Any = window.session.messages
    assert messages.notices[-1] == "Ställ dig i ett textfält för att se dess tidigare lydelser."


def test_a_long_text_offers_its_versions_in_its_own_menu(page: Any, window: MainWindow) -> None:
    area = page.application.form.rows["purpose"].editor.target()
    assert area.contextMenuPolicy() is Qt.ContextMenuPolicy.CustomContextMenu
    area.customContextMenuRequested.emit(area.rect().center())
    menu = next(one for one in area.findChildren(type(area.createStandardContextMenu())) if one.isVisible())
    assert window.session.actions.text_versions in menu.actions()
    menu.close()
