"""Möten in Programmet, the meeting in a case's head, and the next meeting on Översikt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.drafts import MeetingDraft
from app.domain.rules.evidence import FieldRef
from app.domain.views import Changes
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.views.case_head import MeetingButton
from app.ui.views.meetings_page import MeetingsPage
from app.ui.views.overview import OverviewWorkspace
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.plain_label import PlainLabel

SPRING = MeetingDraft(name="Vårmötet", day=date(2016, 4, 12), cutoff_day=date(2016, 3, 18))


@pytest.fixture
def meeting(session: Session) -> UUID:
    return session.bench.meetings.create(SPRING).uid


@pytest.fixture
def page(qtbot: Any, session: Session) -> MeetingsPage:
    made = MeetingsPage(session)
    qtbot.addWidget(made)
    session.changed.connect(made.changes_arrived)
    made.resize(906, 480)
    made.show()
    return made


def settle(window: MainWindow) -> None:
    assert window.session.jobs.wait_idle(10_000)
    QApplication.processEvents()
    assert window.session.jobs.wait_idle(10_000)


def test_without_meetings_the_page_says_what_to_do(page: MeetingsPage) -> None:
    page.load()
    assert page.list.pages.currentWidget() is page.list.empty
    assert not page.side.isVisible()


def test_a_new_meeting_is_made_and_filled_in(page: MeetingsPage, session: Session) -> None:
    page.load()
    page.new_action.trigger()
    (made,) = session.bench.meetings.list()
    assert page.panel.uid == made.uid
    row = page.panel.form.rows["day"]
    row.editor.set_text("12 april 2016")
    page.panel.form.commit()
    assert session.bench.meetings.load(made.uid).draft.day == date(2016, 4, 12)
    assert page.panel.heading.text() == "Styrgruppens möte 2016-04-12"


def test_the_last_day_after_the_meeting_is_told_under_its_field(page: MeetingsPage, meeting: UUID) -> None:
    page.load()
    row = page.panel.form.rows["cutoff_day"]
    row.editor.set_text("2016-05-01")
    page.panel.form.commit()
    assert "efter mötesdagen" in page.panel.form.rows["cutoff_day"].problem


def test_the_nearest_meeting_is_chosen_first_with_its_cases(
    page: MeetingsPage, session: Session, meeting: UUID, case_uids: list[UUID]
) -> None:
    session.bench.meetings.create(MeetingDraft(name="Höstmötet", day=date(2016, 10, 4)))
    for uid in case_uids[:2]:
        session.bench.meetings.choose(uid, meeting)
    page.load()
    assert page.panel.uid == meeting
    assert page.panel.badge.text == "Sista dag för underlag om 4 dagar"
    panel = page.panel.outstanding
    assert [row.title for row in panel.model.rows] == ["Läxhjälp i Tensta", "Trygga stråk"]
    assert panel.summary.text() == "2 ärenden: 2 väntar på underlag"
    assert "Lokala styrgruppens godkännande saknas." in [link.shown for link in panel.links]
    assert not page.panel.remove_button.isEnabled()


def test_what_a_case_waits_for_leads_to_where_it_is_done(
    qtbot: Any, page: MeetingsPage, session: Session, meeting: UUID, case_uids: list[UUID]
) -> None:
    session.bench.meetings.choose(case_uids[0], meeting)
    page.load()
    panel = page.panel.outstanding
    with qtbot.waitSignal(session.navigate) as gone:
        next(link for link in panel.links if "styrgruppens" in link.shown).click()
    assert gone.args == ["application", (case_uids[0], "field:steering_date")]
    with qtbot.waitSignal(session.navigate) as gone:
        panel.table.setFocus()
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert gone.args == ["application", (case_uids[0], "application")]


def test_a_meeting_without_cases_is_removed_once_it_is_confirmed(page: MeetingsPage, session: Session, meeting: UUID) -> None:
    page.load()
    messages: Any = session.messages
    messages.answer_confirm = False
    page.remove_action.trigger()
    assert session.bench.meetings.list()
    messages.answer_confirm = True
    page.remove_action.trigger()
    assert session.bench.meetings.list() == ()


def test_another_kind_of_change_reads_nothing(page: MeetingsPage, meeting: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    page.load()
    read: list[int] = []
    monkeypatch.setattr(page, "load", lambda: read.append(1))
    page.changes_arrived(Changes(frozenset({"plan"})))
    assert not read
    page.changes_arrived(Changes(frozenset({"application"})))
    assert read


# --- in the case's head ----------------------------------------------------------------------------


def test_the_head_shows_the_meeting_and_chooses_another(window: MainWindow, case_uid_of: Callable[[str], UUID]) -> None:
    bench = window.session.bench
    bench.meetings.create(SPRING)
    bench.meetings.create(MeetingDraft(name="Förra mötet", day=date(2016, 1, 26)))
    uid = case_uid_of("stråk")
    window.go("application", uid)
    case: Any = window.current.case  # type: ignore[union-attr]
    button: MeetingButton = case.head.meeting_button
    assert button.text() == "Välj möte"
    button.fill()
    names = [action.text() for action in button.choices.actions() if action.text()]
    assert names == ["Vårmötet 2016-04-12 · sista dag för underlag 2016-03-18, om 4 dagar", "Inget möte", "Visa alla möten"]
    button.choices.actions()[0].trigger()
    settle(window)
    assert button.text() == "Möte 2016-04-12 · sista dag om 4 dagar"
    window.session.actions.undo.trigger()
    settle(window)
    assert bench.meetings.of_case(uid) is None
    window.session.actions.redo.trigger()
    settle(window)
    assert bench.meetings.of_case(uid) is not None


# --- on Översikt -----------------------------------------------------------------------------------


def test_the_overview_tells_of_the_next_meeting(qtbot: Any, session: Session, meeting: UUID, case_uids: list[UUID]) -> None:
    session.bench.meetings.choose(case_uids[0], meeting)
    workspace = OverviewWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.show()
    workspace.refresh()
    labels = [label.text() for label in workspace.findChildren(PlainLabel)]
    assert "Mötet hålls om 29 dagar, sista dag för underlag 2016-03-18, om 4 dagar." in labels
    assert "1 ärende, 1 väntar på underlag" in [badge.text for badge in workspace.findChildren(StateBadge)]


def test_without_a_meeting_the_overview_leads_to_where_they_are_registered(qtbot: Any, session: Session) -> None:
    workspace = OverviewWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.show()
    workspace.refresh()
    assert "Inget möte är inplanerat." in [label.text() for label in workspace.findChildren(PlainLabel)]


def test_the_link_of_a_meeting_opens_its_page(window: MainWindow) -> None:
    uid = window.session.bench.meetings.create(SPRING).uid
    window.go("meeting", (uid, "meetings"))
    place: Any = window.current
    assert place.tab == "meetings"
    assert place.page.panel.uid == uid
    window.session.bench.meetings.edit(uid, FieldRef("name"), "Majmötet")
    place.page.load()
    assert place.page.panel.heading.text() == "Majmötet 2016-04-12"
