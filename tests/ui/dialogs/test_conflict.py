from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from app.domain.drafts import PersonDraft, PersonTie
from app.domain.vocabulary import ConflictOutcome, PersonRole, TieKind
from app.services.workbench import Workbench
from app.ui.dialogs.conflict import HIDDEN_NOTICE, NO_REASON, ONLY_OWN, ConflictDialog
from app.ui.session import Session

NAME = "Bedömare Söderort"


@pytest.fixture
def people(bench: Workbench) -> dict[str, UUID]:
    tie = PersonTie(kind=TieKind.EMPLOYMENT, organisation="spanga-tensta", since=date(2013, 1, 1))
    drafts = (
        PersonDraft(name=NAME, role=PersonRole.ASSESSOR, unit="Socialförvaltningen", ties=(tie,)),
        PersonDraft(name="Bedömare Västerort", role=PersonRole.ASSESSOR),
        PersonDraft(name="Handläggaren", role=PersonRole.CASEWORKER),
    )
    return {draft.name: bench.people.create(draft).uid for draft in drafts}


@pytest.fixture
def dialog(session: Session, case_uids: list[UUID], people: dict[str, UUID], qtbot) -> Iterator[ConflictDialog]:
    made = ConflictDialog(session, case_uids[0], people[NAME])
    qtbot.addWidget(made)
    made.show()
    yield made
    made._written.clear()


def outcome(bench: Workbench, case: UUID, person: UUID) -> ConflictOutcome | None:
    return next(row.outcome for row in bench.conflicts.suggestions(case) if row.person.uid == person)


def test_everybody_is_listed_and_the_chosen_persons_evidence_is_in_sight(dialog: ConflictDialog) -> None:
    assert [row.person.name for row in dialog.model.rows] == [NAME, "Bedömare Västerort", "Handläggaren"]
    assert dialog.name_label.text() == NAME
    assert dialog.badge.text == "Att pröva"
    assert dialog.facts.toPlainText() == (
        "• Anställd vid Spånga-Tensta stadsdelsförvaltning sedan 2013; Spånga-Tensta stadsdelsnämnd är sökande."
    )


def test_without_a_reason_nothing_is_stored_and_the_caret_goes_to_it(dialog, bench: Workbench, case_uids, people) -> None:
    dialog.clear_button.click()
    assert dialog.note_label.text() == NO_REASON
    assert dialog.focusWidget() is dialog.reason
    assert outcome(bench, case_uids[0], people[NAME]) is None


def test_cleared_with_a_reason_shows_who_and_why(dialog, session: Session, bench: Workbench, case_uids, people, messages) -> None:
    dialog.reason.setPlainText("Tjänstledig sedan 2014.")
    dialog.clear_button.click()
    assert outcome(bench, case_uids[0], people[NAME]) is ConflictOutcome.CLEARED
    assert dialog.badge.text == "Prövad – inget jäv"
    assert "av Handläggaren: Tjänstledig sedan 2014." in dialog.facts.toPlainText()
    assert dialog.reason.toPlainText() == ""
    assert messages.notices == [f"Inget jäv är antecknat för {NAME}."]


def test_declaring_for_somebody_asks_first_and_can_be_taken_back(dialog, bench: Workbench, case_uids, people, messages) -> None:
    messages.answer_confirm = False
    dialog.reason.setPlainText("Anställd hos sökanden.")
    dialog.declare_button.click()
    assert outcome(bench, case_uids[0], people[NAME]) is None
    messages.answer_confirm = True
    dialog.declare_button.click()
    assert outcome(bench, case_uids[0], people[NAME]) is ConflictOutcome.DISQUALIFIED
    assert not dialog.declare_button.isEnabled()
    dialog.reason.setPlainText("Fel person.")
    dialog.withdraw_button.click()
    assert outcome(bench, case_uids[0], people[NAME]) is None
    assert not dialog.withdraw_button.isEnabled()


def test_a_reason_stays_with_its_person_while_another_is_looked_at(dialog, people) -> None:
    dialog.reason.setPlainText("Halvskrivet")
    dialog.choose(people["Handläggaren"])
    assert dialog.reason.toPlainText() == ""
    dialog.choose(people[NAME])
    assert dialog.reason.toPlainText() == "Halvskrivet"


def test_leaving_with_an_unused_reason_is_asked_about(dialog, messages) -> None:
    dialog.reason.setPlainText("Halvskrivet")
    messages.answer_confirm = False
    dialog.close_button.click()
    assert dialog.isVisible()
    messages.answer_confirm = True
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_it_is_done_with_the_keyboard_alone(dialog, bench: Workbench, case_uids, people, qtbot) -> None:
    dialog.activateWindow()
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.reason
    qtbot.keyClicks(dialog.reason, "Inga bindningar")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.declare_button
    qtbot.keyClick(dialog.declare_button, Qt.Key.Key_Tab)
    qtbot.keyClick(dialog.clear_button, Qt.Key.Key_Space)
    assert outcome(bench, case_uids[0], people["Bedömare Västerort"]) is ConflictOutcome.CLEARED
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_assessor_decides_only_for_oneself(session: Session, bench: Workbench, case_uids, people, messages, qtbot) -> None:
    bench.store.who = NAME
    dialog = ConflictDialog(session, case_uids[0])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.name_label.text() == NAME
    dialog.choose(people["Handläggaren"])
    assert dialog.note_label.text() == ONLY_OWN
    assert not dialog.declare_button.isEnabled()
    assert dialog.reason.isReadOnly()
    dialog.choose(people[NAME])
    dialog.reason.setPlainText("Anställd hos sökanden.")
    dialog.declare_button.click()
    assert not dialog.isVisible()
    assert messages.notices[-1] == HIDDEN_NOTICE


def test_own_jav_declared_on_the_way_to_an_assignment_closes_that_too(
    session: Session, bench: Workbench, case_uids: list[UUID], people, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    from app.ui.views.assessment_assign import AssignDialog

    def declare(dialog: ConflictDialog) -> int:
        dialog.reason.setPlainText("Närstående hos sökanden.")
        dialog.declare_button.click()
        return 1

    monkeypatch.setattr(ConflictDialog, "exec", declare)
    assign = AssignDialog(session, case_uids[0])
    qtbot.addWidget(assign)
    assign.show()
    assign.table.select_key(people["Handläggaren"])
    assign.conflict_button.click()
    assert not assign.isVisible()


def test_nobody_registered_leads_to_where_people_are_registered(session: Session, case_uids: list[UUID], qtbot) -> None:
    dialog = ConflictDialog(session, case_uids[0])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.pages.currentWidget() is dialog.empty
    assert not dialog.declare_button.isVisible()
    with qtbot.waitSignal(session.navigate) as went:
        dialog.empty.focus_first()
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    assert went.args == ["page", ("", "people")]
