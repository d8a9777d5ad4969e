from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from app.domain.drafts import PersonDraft, PersonTie
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import PersonRole, TieKind
from app.services.workbench import Workbench
from app.ui.dialogs import conflict
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.views.people_page import PeoplePage

NAME = "Bedömare Söderort"


def register(bench: Workbench) -> UUID:
    tie = PersonTie(kind=TieKind.EMPLOYMENT, organisation="spanga-tensta", since=date(2013, 1, 1))
    return bench.people.create(PersonDraft(name=NAME, role=PersonRole.ASSESSOR, unit="Socialförvaltningen", ties=(tie,))).uid


@pytest.fixture
def page(session: Session, qtbot) -> PeoplePage:
    made = PeoplePage(session)
    session.changed.connect(made.changes_arrived)
    qtbot.addWidget(made)
    made.resize(900, 480)
    made.show()
    made.load()
    return made


def cells(page: PeoplePage) -> list[list[str]]:
    model = page.list.model
    return [[str(model.index(row, column).data()) for column in range(model.columnCount())] for row in range(model.rowCount())]


def test_nobody_registered_says_what_people_are_for_and_how_to_begin(page: PeoplePage, bench: Workbench, qtbot) -> None:
    assert page.list.pages.currentWidget() is page.list.empty
    assert not page.side.isVisible()
    page.focus_first()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert [one.name for one in bench.people.list()] == ["Ny person"]
    assert page.side.currentWidget() is page.panel
    assert page.panel.form.rows["name"].isAncestorOf(page.focusWidget())


def test_the_list_tells_role_unit_ties_and_assignments(page: PeoplePage, bench: Workbench, case_uids: list[UUID]) -> None:
    uid = register(bench)
    bench.assessments.assign(case_uids[0], uid)
    page.load()
    assert cells(page) == [[NAME, "Bedömare · Socialförvaltningen", "1", "1"]]
    bench.people.edit(uid, FieldRef("is_active"), "Nej")
    page.load()
    assert cells(page)[0][1] == "Deltar inte · Socialförvaltningen"
    assert page.panel.state.text == "Deltar inte"


def test_a_field_is_stored_when_left_and_undone(page: PeoplePage, session: Session, bench: Workbench, qtbot) -> None:
    uid = register(bench)
    page.load()
    row = page.panel.form.rows["unit"]
    row.focus()
    row.editor.set_text("Kulturförvaltningen")
    page.commit()
    assert bench.people.load(uid).draft.unit == "Kulturförvaltningen"
    assert cells(page)[0][1] == "Bedömare · Kulturförvaltningen"
    session.undo_group.undo()
    assert bench.people.load(uid).draft.unit == "Socialförvaltningen"


def test_a_name_that_is_taken_is_told_in_words_and_stays_in_the_field(page: PeoplePage, bench: Workbench, messages) -> None:
    register(bench)
    other = bench.people.create(PersonDraft(name="Bedömare Västerort")).uid
    page.select(other)
    row = page.panel.form.rows["name"]
    row.focus()
    row.editor.set_text(NAME)
    page.commit()
    assert bench.people.load(other).draft.name == "Bedömare Västerort"
    assert row.editor.text() == NAME
    assert "heter ”Bedömare Söderort”" in row.problem


def test_the_cases_of_a_person_lead_to_the_case(page: PeoplePage, session: Session, bench: Workbench, case_uids: list[UUID], qtbot) -> None:
    uid = register(bench)
    bench.assessments.assign(case_uids[0], uid)
    bench.conflicts.declare(case_uids[1], uid, "Anställd hos sökanden.")
    page.load()
    links = page.panel.links
    assert [link.shown.split(" · ")[0] for link in links] == ["2016-001 Läxhjälp i Tensta", "2016-002 Trygga stråk"]
    with qtbot.waitSignal(session.navigate) as went:
        links[0].click()
    assert went.args == ["application", (case_uids[0], "assessment")]


def test_a_person_is_removed_or_takes_no_further_part(page: PeoplePage, bench: Workbench, case_uids: list[UUID], messages) -> None:
    uid = register(bench)
    bench.conflicts.declare(case_uids[0], uid, "Anställd hos sökanden.")
    page.load()
    page.remove_action.trigger()
    assert messages.notices[-1] == f"{NAME} deltar inte längre i arbetet."
    bench.conflicts.withdraw(case_uids[0], uid, "Fel person.")
    page.remove_action.trigger()
    assert bench.people.list() == ()
    assert page.list.pages.currentWidget() is page.list.empty


def test_the_person_stands_under_the_list_in_a_narrow_window(page: PeoplePage, bench: Workbench) -> None:
    register(bench)
    page.load()
    assert page.splitter.orientation() is Qt.Orientation.Horizontal
    page.resize(560, 480)
    assert page.splitter.orientation() is Qt.Orientation.Vertical


# --- in the window ---------------------------------------------------------------------------------


def test_declaring_jav_for_oneself_leads_back_to_the_list(
    window: MainWindow, case_uid_of: Callable[[str], UUID], monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    bench = window.session.bench
    own = bench.people.create(PersonDraft(name="Handläggaren", role=PersonRole.CASEWORKER)).uid
    case = case_uid_of("stråk")

    def declare(dialog: conflict.ConflictDialog) -> int:
        assert dialog.chosen is not None
        assert dialog.chosen.person.uid == own
        dialog.reason.setPlainText("Närstående hos sökanden.")
        dialog.declare_button.click()
        qtbot.waitUntil(lambda: dialog.result() == 1)
        return 1

    monkeypatch.setattr(conflict.ConflictDialog, "exec", declare)
    window.go("application", case)
    window.session.actions.declare_conflict.trigger()
    workspace = window.current
    qtbot.waitUntil(lambda: not workspace.is_case_open)  # type: ignore[union-attr]
    assert window.session.messages.notices[-1] == conflict.HIDDEN_NOTICE
    rows = lambda: [row.title for row in workspace.list.model.rows]  # type: ignore[union-attr]  # noqa: E731
    qtbot.waitUntil(lambda: "Trygga stråk" not in rows())
    assert "Läxhjälp i Tensta" in rows()
