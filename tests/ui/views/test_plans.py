from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domain.drafts import ApplicationDraft, PlanActivity, PlanDraft, PlanObjective
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import PlanState
from app.services.workbench import create_store, open_workbench
from app.ui.actions import Actions
from app.ui.jobs import InlineJobRunner
from app.ui.messages import Messages
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.views.plans import PlansWorkspace
from app.ui.views.plans_list import NO_PLAN, told

BOARDS = ["Rinkeby-Kista", "Spånga-Tensta", "Skärholmen", "Hässelby-Vällingby", "Enskede-Årsta-Vantör", "Farsta"]


class RecordedMessages(Messages):
    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.said: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.choice: str | None = None
        self.answer = True

    def notice(self, text):
        self.said.append(text)

    def strip(self, text, kind="info"):
        self.said.append(text)

    def confirm(self, title, text, verb):
        return self.answer

    def ask_choice(self, title, label, verb, choices, chosen=""):
        self.asked = list(choices)
        return self.choice


@pytest.fixture
def session(qapp, tmp_path: Path):
    create_store(tmp_path / "s.sqlite", who="Handläggare")
    settings = Settings(tmp_path / "settings.ini")
    made = Session(InlineJobRunner(), settings, RecordedMessages(settings), Actions())
    made.take(open_workbench(tmp_path / "s.sqlite", who="Handläggare"))
    yield made
    made.close()


@pytest.fixture
def workspace(qtbot, session):
    made = PlansWorkspace(session)
    session.changed.connect(made.changes_arrived)
    qtbot.addWidget(made)
    made.resize(920, 520)
    made.refresh()
    made.show()
    made.shown()
    return made


def a_plan(session, board: str = "skarholmen", state: PlanState = PlanState.APPROVED):
    draft = PlanDraft(
        board=board,
        steering_date=date(2015, 2, 1),
        approved_date=date(2015, 3, 12),
        approval_paragraph="7",
        objectives=(PlanObjective(number="1", text="Fler är trygga"),),
        activities=(PlanActivity(number="1", title="Läxhjälp"),),
    )
    return session.bench.plans.create(draft, state=state).uid


def shown_rows(workspace) -> list[list[str]]:
    model = workspace.model
    return [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())]


def test_each_board_has_a_row_in_the_programmes_order_also_without_a_plan(workspace) -> None:
    assert [row[0] for row in shown_rows(workspace)] == BOARDS
    assert {row[2] for row in shown_rows(workspace)} == {NO_PLAN}
    assert workspace.summary_label.text() == "0 av 6 nämnder har en godkänd handlingsplan"


def test_a_plan_is_told_with_version_state_approval_and_counts(session, workspace, qtmodeltester) -> None:
    a_plan(session)
    workspace.refresh()
    row = shown_rows(workspace)[2]
    assert row[:7] == ["Skärholmen", "1", "Godkänd av nämnd", "2015-03-12", "1", "1", "0"]
    assert "riskanalys" in row[7]
    assert told(workspace.model.row_at(2)).startswith("Skärholmens stadsdelsnämnd, version 1, saknar riskanalys")
    assert workspace.summary_label.text() == "1 av 6 nämnder har en godkänd handlingsplan"
    qtmodeltester.check(workspace.model)


def test_enter_opens_the_plan_and_escape_goes_back_to_its_row(session, workspace, qtbot) -> None:
    uid = a_plan(session)
    workspace.refresh()
    workspace.table.select_key(uid)
    qtbot.keyClick(workspace.table, Qt.Key.Key_Return)
    assert workspace.is_plan_open
    assert workspace.head_title() == "Skärholmens stadsdelsnämnd, version 1"
    assert workspace.plan.head.facts.text() == "Godkänd 2015-03-12 §\u00a07"
    workspace.commands()["close_case"]()
    assert not workspace.is_plan_open
    assert workspace.table.current_row().uid == uid


def test_enter_on_a_board_without_a_plan_registers_one(session, workspace, qtbot) -> None:
    workspace.table.select_key("farsta")
    qtbot.keyClick(workspace.table, Qt.Key.Key_Return)
    assert workspace.plan.view.draft.board == "farsta"
    assert workspace.plan.view.state is PlanState.DRAFT


def test_a_new_plan_asks_for_the_board_when_none_without_a_plan_is_chosen(session, workspace) -> None:
    uid = a_plan(session)
    workspace.refresh()
    workspace.table.select_key(uid)
    session.messages.choice = "rinkeby-kista"
    workspace.new_action.trigger()
    assert "skarholmen" not in [key for key, _name in session.messages.asked]
    assert workspace.plan.view.draft.board == "rinkeby-kista"


def test_when_every_board_has_a_plan_the_way_on_is_told(session, workspace) -> None:
    for board in session.bench.programme.programme_boards:
        a_plan(session, board.key)
    workspace.refresh()
    workspace.new_action.trigger()
    assert session.messages.said == ["Alla nämnder har en plan. Öppna planen och välj Ny version."]


def test_a_field_is_stored_when_it_is_left_and_can_be_undone(session, workspace, qtbot) -> None:
    uid = a_plan(session, state=PlanState.DRAFT)
    workspace.open_record(uid)
    row = workspace.plan.form.rows["approval_paragraph"]
    row.editor.set_text("12")
    workspace.plan.commit()
    assert session.bench.plans.load(uid).draft.approval_paragraph == "12"
    workspace.plan.stack.undo()
    assert session.bench.plans.load(uid).draft.approval_paragraph == "7"


def test_a_step_that_lacks_something_says_what_and_shows_the_field(session, workspace) -> None:
    uid = a_plan(session)
    workspace.open_record(uid)
    assert workspace.plan.head.next_button.text() == "Registrera rapportering"
    workspace.commands()["next_step"]()
    assert [link.shown for link in workspace.plan.needs_strip.links] == ["Ange dag då planen rapporterades till styrgruppen."]
    session.bench.plans.edit(uid, FieldRef("reported_date"), "2015-05-01")
    workspace.plan.next_step()
    assert session.bench.plans.load(uid).state is PlanState.REPORTED
    assert workspace.plan.head.badge.text == "Rapporterad till styrgruppen"


def test_a_plan_is_never_ended_without_a_question(session, workspace) -> None:
    uid = a_plan(session, state=PlanState.FOLLOWED_UP)
    workspace.open_record(uid)
    assert not workspace.plan.head.next_button.isVisible()
    (action,) = workspace.plan.head.menu.actions()
    session.messages.answer = False
    action.trigger()
    assert session.bench.plans.load(uid).state is PlanState.FOLLOWED_UP
    session.messages.answer = True
    action.trigger()
    assert session.bench.plans.load(uid).state is PlanState.SUPERSEDED


def test_a_new_version_is_a_copy_without_approval_and_opens(session, workspace) -> None:
    uid = a_plan(session)
    workspace.open_record(uid)
    workspace.plan.version_button.click()
    assert workspace.plan.uid != uid
    assert workspace.head_title() == "Skärholmens stadsdelsnämnd, version 2"
    draft = workspace.plan.view.draft
    assert (draft.approved_date, [one.title for one in draft.activities]) == (None, ["Läxhjälp"])


def test_a_superseded_plan_is_read_but_not_written(session, workspace) -> None:
    uid = a_plan(session, state=PlanState.SUPERSEDED)
    workspace.open_record(uid)
    assert workspace.plan.form.is_read_only
    assert workspace.plan.locked_strip.isVisible()
    assert not workspace.plan.head.next_button.isVisible()


def test_applications_that_lean_on_the_plan_are_one_click_away(session, workspace, qtbot) -> None:
    uid = a_plan(session)
    draft = ApplicationDraft(title="Läxhjälp i Vårberg", applicant="skarholmen", plan_version=1)
    case = session.bench.cases.create(draft).uid
    workspace.open_record(uid)
    workspace.plan.show_tab("cases")
    table = workspace.plan.cases.table
    table.select_key(case)
    with qtbot.waitSignal(session.navigate) as went:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert went.args == ["application", case]


def test_the_place_is_kept_and_what_is_gone_is_passed_over(session, workspace) -> None:
    uid = a_plan(session)
    workspace.open_record(uid)
    place = workspace.location()
    workspace.close_record()
    workspace.go_to(place)
    assert workspace.plan.uid == uid
    workspace.go_to({"plan": "00000000-0000-0000-0000-000000000000"})
    assert workspace.plan.uid == uid


def test_a_board_key_leads_to_its_newest_plan(session, workspace) -> None:
    uid = a_plan(session)
    workspace.refresh()
    workspace.open_record("skarholmen")
    assert workspace.plan.uid == uid


def test_buttons_say_what_they_do_in_words(workspace, session) -> None:
    workspace.open_record(a_plan(session))
    assert all(button.text() or button.accessibleName() for button in workspace.plan.findChildren(QPushButton))
