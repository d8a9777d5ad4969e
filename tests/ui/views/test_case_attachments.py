"""Documents of a case: added with kind, date and source, changed, removed after a question; what is missing is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import AttachmentKind
from app.ui.dialogs.attachment import AttachmentDialog
from app.ui.main_window import MainWindow


@pytest.fixture
def case(window: MainWindow, case_uid_of: Callable[[str], UUID]) -> Any:
    window.go("application", (case_uid_of("stråk"), "attachments"))
    return window.current.case  # type: ignore[union-attr]


def dialog() -> AttachmentDialog:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, AttachmentDialog) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def settle(window: MainWindow) -> None:
    assert window.session.jobs.wait_idle()


def test_a_document_is_added_described_and_removed(case: Any, window: MainWindow, tmp_path: Path, qtbot: Any) -> None:
    messages: Any = window.session.messages
    messages.answer_file = tmp_path / "protokoll.pdf"
    messages.answer_file.write_bytes(b"%PDF-1.4 provtext")
    window.session.actions.add_attachment.trigger()
    asked = dialog()
    assert asked.values()[0] is AttachmentKind.BOARD_MINUTES  # by its name
    asked.day_field.setText("12 mars 2015")
    asked.source_field.setText("Spånga-Tensta stadsdelsförvaltning")
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    settle(window)
    (held,) = case.view.attachments
    assert (held.kind, held.date, held.source) == (
        AttachmentKind.BOARD_MINUTES,
        date(2015, 3, 12),
        "Spånga-Tensta stadsdelsförvaltning",
    )
    assert case.attachments.model.index(0, 3).data() == "Spånga-Tensta stadsdelsförvaltning"
    case.attachments.table.setFocus()
    case.attachments.table.selectRow(0)
    qtbot.keyClick(case.attachments.table, Qt.Key.Key_F2)
    asked = dialog()
    asked.day_field.setText("i går")
    asked.yes_button.click()
    assert asked.isVisible()
    assert asked.problem.text()
    asked.day_field.setText("2015-03-13")
    asked.yes_button.click()
    settle(window)
    assert case.view.attachments[0].date == date(2015, 3, 13)
    messages.answer_confirm = False
    case.attachments.table.selectRow(0)
    case.attachments.remove_button.click()
    settle(window)
    assert len(case.view.attachments) == 1
    messages.answer_confirm = True
    case.attachments.remove_button.click()
    settle(window)
    assert case.view.attachments == ()


def test_what_a_rule_needs_and_is_missing_is_said_with_the_way_to_add_it(case: Any, window: MainWindow, tmp_path: Path) -> None:
    assert case.attachments.missing == ()
    window.session.bench.cases.edit(case.uid, FieldRef("board_result"), "Nämnden beslutade att ansöka")
    case.reload()
    assert [(one.kind, one.rule_id) for one in case.attachments.missing] == [(AttachmentKind.BOARD_MINUTES, "R06")]
    assert case.attachments.missing_strip.isVisible()
    messages: Any = window.session.messages
    messages.answer_file = tmp_path / "skannad.pdf"
    messages.answer_file.write_bytes(b"%PDF-1.4 provtext")
    case.attachments.missing_buttons[0].click()
    asked = dialog()
    assert asked.values()[0] is AttachmentKind.BOARD_MINUTES
    asked.accept()
    settle(window)
    assert case.attachments.missing == ()
    assert not case.attachments.missing_strip.isVisible()


def test_escape_adds_nothing(case: Any, window: MainWindow, tmp_path: Path, qtbot: Any) -> None:
    messages: Any = window.session.messages
    messages.answer_file = tmp_path / "protokoll.pdf"
    messages.answer_file.write_bytes(b"%PDF-1.4 provtext")
    case.attachments.add()
    qtbot.keyClick(dialog(), Qt.Key.Key_Escape)
    settle(window)
    assert case.view.attachments == ()
