"""The page Inställningar: word lists stored when left, undone, reset, refused in words, and tried on a text."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.domain.budget_words import DEFAULT_WORDS, WordKind
from app.ui.session import Session
from app.ui.views.office_page import OfficePage

INVESTMENT, REGULAR = WordKind.INVESTMENT, WordKind.REGULAR


@pytest.fixture
def page(session: Session, qtbot: Any) -> OfficePage:
    made = OfficePage(session)
    qtbot.addWidget(made)
    session.changed.connect(made.changes_arrived)
    made.show()
    made.load()
    made.focus_first()
    return made


def write(page: OfficePage, kind: WordKind, text: str) -> None:
    page.lists[kind].edit.setPlainText(text)
    page.lists[kind].edit.left.emit()


def test_the_lists_show_a_word_on_each_line(page: OfficePage) -> None:
    assert page.lists[REGULAR].edit.toPlainText().splitlines() == list(DEFAULT_WORDS[REGULAR])
    assert page.lists[REGULAR].count_label.text().endswith("programmets egen lista")
    assert not page.lists[REGULAR].reset_button.isEnabled()
    assert page.lists[INVESTMENT].edit.hasFocus()


def test_a_list_is_stored_tidied_when_it_is_left(page: OfficePage, session: Session) -> None:
    write(page, INVESTMENT, "utegym\n\n  konstgräs \nUtegym")
    assert session.bench.office.words(INVESTMENT) == ("utegym", "konstgräs")
    assert page.lists[INVESTMENT].edit.toPlainText() == "utegym\nkonstgräs"
    assert page.lists[INVESTMENT].count_label.text() == "2 ord, egen lista"


def test_ctrl_enter_stores_without_leaving(page: OfficePage, session: Session, qtbot: Any) -> None:
    edit = page.lists[INVESTMENT].edit
    edit.setPlainText("utegym")
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert session.bench.office.words(INVESTMENT) == ("utegym",)


def test_a_change_is_undone_and_done_again(page: OfficePage, session: Session) -> None:
    write(page, REGULAR, "drift")
    assert session.undo_group.activeStack() is page.stack
    page.stack.undo()
    assert session.bench.office.words(REGULAR) == DEFAULT_WORDS[REGULAR]
    assert page.lists[REGULAR].words == DEFAULT_WORDS[REGULAR]
    page.stack.redo()
    assert page.lists[REGULAR].words == session.bench.office.words(REGULAR) == ("drift",)


def test_out_of_sight_nothing_is_undone(page: OfficePage, session: Session) -> None:
    write(page, REGULAR, "drift")
    page.hide()
    assert session.undo_group.activeStack() is None


def test_the_programs_own_list_comes_back_by_its_button(page: OfficePage, session: Session) -> None:
    write(page, REGULAR, "")
    assert session.bench.office.words(REGULAR) == ()
    assert page.lists[REGULAR].count_label.text() == "Tom lista: inga rader märks"
    page.lists[REGULAR].reset_button.click()
    assert session.bench.office.words(REGULAR) == DEFAULT_WORDS[REGULAR]


def test_a_line_that_would_not_work_stays_with_its_reason(page: OfficePage, session: Session) -> None:
    write(page, INVESTMENT, "utegym\n!!")
    assert "inga bokstäver" in page.lists[INVESTMENT].problem_label.text()
    assert page.lists[INVESTMENT].edit.toPlainText() == "utegym\n!!"
    assert session.bench.office.words(INVESTMENT) == DEFAULT_WORDS[INVESTMENT]
    write(page, INVESTMENT, "utegym")
    assert not page.lists[INVESTMENT].problem_label.isVisible()


def test_a_text_is_tried_on_the_lists_as_they_stand(page: OfficePage) -> None:
    page.try_edit.setText("Löpande drift och nya möbler")
    assert page.try_label.text() == "Investering: ”möbler”. Ordinarie verksamhet: ”Löpande” och ”drift”."
    page.try_edit.setText("Läxhjälp")
    assert page.try_label.text() == "Inget ord i texten märks."
    page.lists[INVESTMENT].edit.setPlainText("läxhjälp")
    assert page.try_label.text() == "Investering: ”Läxhjälp”."
