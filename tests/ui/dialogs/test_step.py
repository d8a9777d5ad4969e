"""The dialog for a step: what it asks, what it refuses, and how it is driven by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from app.domain.drafts import ApplicationDraft
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState as S
from app.domain.vocabulary import AttachmentKind, SteeringResult, StepKind
from app.ui.dialogs.step import TABLED, StepChoice, StepDialog
from app.ui.session import Session
from tests.ui.typing import type_into


@pytest.fixture
def board_case(session: Session) -> UUID:
    draft = ApplicationDraft(
        title="Öppen förskola",
        applicant="spanga-tensta",
        steering_date=date(2016, 1, 12),
        steering_result=SteeringResult.APPROVED,
        board_date=date(2016, 2, 4),
        board_paragraph="§ 7",
        received_date=date(2016, 2, 20),
    )
    return session.bench.cases.create(draft, state=S.IN_DISTRICT_BOARD).uid


@pytest.fixture
def ask(qtbot: Any, session: Session) -> Callable[[UUID, str], StepDialog]:
    def made(uid: UUID, choice: str) -> StepDialog:
        dialog = StepDialog(session, session.bench.cases.load(uid), choice)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        return dialog

    return made


def told(dialog: StepDialog) -> list[str]:
    return [link.shown for link in dialog.links]


def retype(dialog: StepDialog, text: str) -> None:
    dialog.day_edit.line.selectAll()
    type_into(dialog.day_edit.line, text)


def test_the_dialog_starts_with_what_the_case_already_holds(ask: Callable[[UUID, str], StepDialog], board_case: UUID) -> None:
    dialog = ask(board_case, S.SUBMITTED.value)
    assert dialog.day_edit.text() == "2016-02-20"
    assert dialog.paragraph_edit.text() == "§ 7"
    assert dialog.yes_button.text() == "Registrera ansökan som inkommen"
    assert dialog.about.text() == "Steget tas av registratorn vid stadsledningskontoret."
    assert dialog.yes_button.isEnabled()
    assert dialog.day_edit.target().accessibleName() == "Stegets dag"


def test_another_step_asks_for_other_things(ask: Callable[[UUID, str], StepDialog], board_case: UUID) -> None:
    dialog = ask(board_case, S.SUBMITTED.value)
    dialog.target_combo.setCurrentIndex(dialog.target_combo.findData(TABLED))
    assert dialog.yes_button.text() == "Registrera bordläggning"
    assert "får inget läggas till" in dialog.about.text()
    assert dialog.day_edit.text() == "2016-03-14"
    assert dialog.paragraph_edit.text() == ""
    dialog.target_combo.setCurrentIndex(dialog.target_combo.findData(S.WITHDRAWN.value))
    assert not dialog.paragraph_edit.isVisible()
    assert dialog._labels["extract"].text() == "Sökandens återkallelse"
    dialog.target_combo.setCurrentIndex(dialog.target_combo.findData(S.WRITTEN_OFF.value))
    assert told(dialog) == ["Skriv ett skäl."]
    assert not dialog.yes_button.isEnabled()


def test_days_that_clash_are_told_while_they_are_typed(ask: Callable[[UUID, str], StepDialog], board_case: UUID) -> None:
    dialog = ask(board_case, S.SUBMITTED.value)
    retype(dialog, "2016-02-01")
    assert told(dialog) == ["Stegets dag, 2016-02-01, ligger före dagen då ansökan kom in, 2016-02-20. Rätta den dag som är fel."]
    retype(dialog, "i går")
    assert told(dialog) == ["Ange stegets dag, till exempel 2015-03-12."]
    retype(dialog, "2016-03-01")
    assert told(dialog) == []
    dialog.target_combo.setCurrentIndex(dialog.target_combo.findData(TABLED))
    assert dialog.day_edit.text() == "2016-03-01", "a day that was typed stays"


def test_what_lacks_leads_to_its_field(qtbot: Any, ask: Callable[[UUID, str], StepDialog], board_case: UUID, session: Session) -> None:
    session.bench.cases.edit(board_case, FieldRef("received_date"), "")
    dialog = ask(board_case, S.SUBMITTED.value)
    with qtbot.waitSignal(dialog.link_wanted) as wanted:
        next(link for link in dialog.links if "kom in" in link.shown).click()
    assert wanted.args == ["received_date"]
    assert not dialog.isVisible()


def test_the_keyboard_alone_takes_the_step(qtbot: Any, ask: Callable[[UUID, str], StepDialog], board_case: UUID) -> None:
    dialog = ask(board_case, TABLED)
    dialog.day_edit.target().setFocus()
    type_into(dialog.day_edit.target(), "2016-02-18")
    type_into(dialog.paragraph_edit, "§ 12")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.paragraph_edit, Qt.Key.Key_Return)
    choice: StepChoice = chosen.args[0]
    assert (choice.kind, choice.target, choice.day, choice.paragraph) == (
        StepKind.TABLED,
        S.IN_DISTRICT_BOARD,
        date(2016, 2, 18),
        "§ 12",
    )


def test_tab_goes_from_the_target_to_the_button_in_reading_order(ask: Callable[[UUID, str], StepDialog], board_case: UUID) -> None:
    dialog = ask(board_case, S.SUBMITTED.value)
    order = [dialog.target_combo, dialog.day_edit.line, dialog.paragraph_edit, dialog.note_edit, dialog.extract_combo, dialog.file_button]
    walked, widget = [], dialog.target_combo
    for _ in range(60):
        if widget in order and widget not in walked:
            walked.append(widget)
        widget = widget.nextInFocusChain()
    assert walked == order


def test_esc_leaves_without_a_step(qtbot: Any, ask: Callable[[UUID, str], StepDialog], board_case: UUID, session: Session) -> None:
    dialog = ask(board_case, S.SUBMITTED.value)
    with qtbot.assertNotEmitted(dialog.chosen):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert session.bench.cases.steps(board_case) == ()


def test_a_file_is_added_to_the_case_and_chosen(
    ask: Callable[[UUID, str], StepDialog], board_case: UUID, session: Session, tmp_path: Path
) -> None:
    minutes = tmp_path / "utdrag.pdf"
    minutes.write_bytes(b"%PDF-1.4 protokollsutdrag")
    messages: Any = session.messages
    messages.answer_file = minutes
    dialog = ask(board_case, S.SUBMITTED.value)
    dialog.file_button.click()
    (held,) = session.bench.attachments.list(board_case)
    assert held.kind is AttachmentKind.BOARD_MINUTES
    assert dialog.extract_combo.currentData() == str(held.uid)
    chosen: list[StepChoice] = []
    dialog.chosen.connect(chosen.append)
    dialog.yes_button.click()
    assert chosen[0].extract == held.uid


def test_a_rule_that_stops_the_step_is_among_what_lacks(
    qtbot: Any, ask: Callable[[UUID, str], StepDialog], session: Session, case_uids: list[UUID]
) -> None:
    case = case_uids[0]
    for state in (S.EXPERT_REVIEW, S.ASSESSED, S.STEERING_GROUP_CONSULTATION):
        session.bench.cases.move(case, state)
    dialog = ask(case, S.MEMO_DRAFTED.value)
    with qtbot.waitSignal(dialog.link_wanted) as wanted:
        next(link for link in dialog.links if link.shown.startswith("R29")).click()
    assert wanted.args == ["rule:R29"]
