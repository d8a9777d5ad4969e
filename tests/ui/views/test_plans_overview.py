"""The pages over all plans lead to where a thing is mended, and keep the place; dialogues are registered, warned about and found."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from app.domain.drafts import ApplicationDraft, BudgetLine, DialogueDraft, PlanActivity, PlanDraft, PlanObjective
from app.domain.personal_data import NAME_LIST
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState, CostType, Financing, FundedBy, PlanState, SubIndex
from app.services.workbench import Workbench
from app.ui.handbook import Handbook, anchor_of
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.views.plans import COVERAGE, DIALOGUE, DIALOGUES, DUE, MATRIX, MONEY, PLANS, TABS, PlansWorkspace
from app.ui.views.plans_pages import LOOSE, UNPAID
from app.ui.widgets.link_button import LinkButton

FARSTA = 6  # column of the matrix


@pytest.fixture
def workspace(qtbot, session: Session) -> PlansWorkspace:
    made = PlansWorkspace(session)
    session.changed.connect(made.changes_arrived)
    qtbot.addWidget(made)
    made.resize(920, 520)
    made.refresh()
    made.show()
    made.shown()
    return made


@pytest.fixture
def plan(bench: Workbench) -> UUID:
    return bench.plans.create(
        PlanDraft(
            board="farsta",
            approved_date=date(2014, 3, 12),
            objectives=(PlanObjective(number="1", text="Fler är trygga", area=SubIndex.SAFETY),),
            activities=(
                PlanActivity(number="1", title="Läxhjälp", districts=("fagersjo",), objectives="1", financing=Financing.PROGRAMME),
            ),
        ),
        state=PlanState.APPROVED,
    ).uid


def a_loose_case(bench: Workbench) -> UUID:
    line = BudgetLine(year=2016, cost_type=CostType.STAFF, amount=250_000, funded_by=FundedBy.PROGRAMME)
    draft = ApplicationDraft(title="Utan aktivitet", applicant="farsta", plan_version=1, plan_activity="9", budget_lines=(line,))
    return bench.cases.create(draft, state=ApplicationState.SUBMITTED).uid


def to(workspace: PlansWorkspace, tab: str) -> None:
    workspace.show_tab(tab)
    workspace.panel.focus_first()


# --- the matrix ----------------------------------------------------------------------------------


def test_each_cell_has_icon_and_word_and_says_what_is_missing(workspace: PlansWorkspace, plan: UUID) -> None:
    workspace.refresh()
    to(workspace, MATRIX)
    matrix = workspace.matrix
    assert [column.title for column in matrix.columns][FARSTA] == "Farsta"
    row = next(number for number, one in enumerate(matrix.model.rows) if one.key == "objectives")
    index = matrix.model.index(row, FARSTA)
    assert index.data() == "0 av 1"
    assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    matrix.table.setCurrentIndex(index)
    assert matrix.detail_label.text() == "Farsta, mål: Mål 1 saknar indikator, utgångsvärde, målvärde, måldatum och hur målet mäts."


def test_enter_in_a_cell_opens_the_plan_at_the_field(workspace: PlansWorkspace, plan: UUID, qtbot) -> None:
    workspace.refresh()
    to(workspace, MATRIX)
    matrix = workspace.matrix
    row = next(number for number, one in enumerate(matrix.model.rows) if one.key == "reported")
    matrix.table.setCurrentIndex(matrix.model.index(row, FARSTA))
    qtbot.keyClick(matrix.table, Qt.Key.Key_Return)
    assert workspace.is_plan_open
    assert workspace.plan.uid == plan
    assert workspace.plan.form.rows["reported_date"].isAncestorOf(workspace.plan.window().focusWidget())
    workspace.commands()["close_case"]()
    assert workspace.tab == MATRIX
    assert matrix.current_board() == "farsta"


def test_a_board_without_a_plan_leads_to_where_one_is_registered(workspace: PlansWorkspace, session: Session, qtbot) -> None:
    to(workspace, MATRIX)
    workspace.matrix.table.setCurrentIndex(workspace.matrix.model.index(1, FARSTA))
    qtbot.keyClick(workspace.matrix.table, Qt.Key.Key_Return)
    assert workspace.tab == PLANS
    assert workspace.list.table.current_row().board == "farsta"
    assert session.messages.notices == ["Nämnden har ingen plan än. Enter registrerar en."]  # type: ignore[attr-defined]


def test_only_what_is_missing_can_be_shown_and_the_whole_is_exported_board_by_board(
    workspace: PlansWorkspace, plan: UUID, session: Session, tmp_path: Path
) -> None:
    workspace.refresh()
    to(workspace, MATRIX)
    workspace.matrix.show_filter("brotts")
    assert [one.key for one in workspace.matrix.model.rows] == ["police"]
    session.messages.answer_file = tmp_path / "matris.xlsx"  # type: ignore[attr-defined]
    workspace.commands()["export_list"]()
    sheet = load_workbook(tmp_path / "matris.xlsx").active
    assert [cell.value for cell in sheet[1]] == ["Nämnd", "Brottsförebyggande arbete", "Brottsförebyggande arbete, saknas"]
    assert sheet.max_row == 7
    assert sheet.cell(7, 1).value == "Farsta stadsdelsnämnd"
    assert sheet.cell(7, 3).value.startswith("Varken polisavtal")


def test_the_models_are_sound(workspace: PlansWorkspace, plan: UUID, qtmodeltester) -> None:
    workspace.refresh()
    to(workspace, MATRIX)
    for panel in (workspace.matrix, workspace.due, workspace.coverage, workspace.money.unpaid):
        qtmodeltester.check(panel.model)


# --- follow-up, money, coverage ------------------------------------------------------------------


def test_an_objective_due_opens_the_values_of_its_plan(workspace: PlansWorkspace, plan: UUID, qtbot) -> None:
    workspace.refresh()
    to(workspace, DUE)
    assert workspace.due.summary_label.text() == "Ett mål att följa upp"
    qtbot.keyClick(workspace.due.table, Qt.Key.Key_Return)
    assert (workspace.plan.uid, workspace.plan.tab) == (plan, "objectives")


def test_money_and_activities_each_lead_to_their_own(
    workspace: PlansWorkspace, plan: UUID, bench: Workbench, session: Session, qtbot
) -> None:
    case = a_loose_case(bench)
    workspace.refresh()
    to(workspace, MONEY)
    assert workspace.money.chips[LOOSE].text().startswith("Pengar utan aktivitet ")
    workspace.money.chips[LOOSE].click()
    loose = workspace.money.loose
    loose.table.select_key(case)
    assert [loose.model.index(loose.table.currentIndex().row(), column).data() for column in (2, 3)] == ["250\u00a0000", "0"]
    with qtbot.waitSignal(session.navigate) as went:
        qtbot.keyClick(loose.table, Qt.Key.Key_Return)
    assert went.args == ["application", (case, "application")]
    workspace.money.chips[UNPAID].click()
    workspace.money.unpaid.show_filter("läxhjälp farsta")
    qtbot.keyClick(workspace.money.unpaid.table, Qt.Key.Key_Return)
    assert (workspace.plan.uid, workspace.plan.tab) == (plan, "activities")


def test_coverage_has_the_21_districts_and_says_when_there_is_no_index(workspace: PlansWorkspace, session: Session, qtbot) -> None:
    to(workspace, COVERAGE)
    assert len(workspace.coverage.model.rows) == 21
    assert workspace.coverage.source_label.text() == "Filen har inga indexvärden för stadsdelar."
    workspace.coverage.table.select_key("fagersjo")
    with qtbot.waitSignal(session.navigate) as went:
        workspace.coverage.district_action.trigger()
    assert went.args == ["district", "fagersjo"]


def test_a_write_reaches_the_page_in_view(workspace: PlansWorkspace, plan: UUID, bench: Workbench, session: Session) -> None:
    workspace.refresh()
    to(workspace, DUE)
    row = workspace.due.model.rows[0]
    texts = {"objective": "1", "day": "2016-03-01", "value": "45"}
    session.write(lambda: bench.plans.add_row(plan, "follow_up_values", texts=texts))
    assert row.row not in {one.row for one in workspace.due.model.rows}
    assert workspace.due.pages.currentWidget() is workspace.due.empty


# --- dialogues -----------------------------------------------------------------------------------


def test_a_dialogue_is_registered_with_the_next_number_and_edited(workspace: PlansWorkspace, bench: Workbench, qtbot) -> None:
    to(workspace, DIALOGUES)
    assert workspace.dialogues.pages.currentWidget() is workspace.dialogues.empty
    workspace.new_dialogue_action.trigger()
    assert workspace.is_dialogue_open
    assert workspace.head_title() == "Boendedialog BD-2016-01"
    workspace.dialogue.form.rows["area"].editor.set_text("Fagersjö")
    workspace.commands()["close_case"]()
    assert [row.area for row in workspace.dialogues.model.rows] == ["Fagersjö"]
    qtbot.keyClick(workspace.dialogues.table, Qt.Key.Key_Return)
    assert workspace.head_title() == "Boendedialog BD-2016-01, Fagersjö"
    workspace.dialogue.stack.undo()
    assert bench.dialogues.list()[0].area == ""


def test_names_of_residents_are_warned_about_while_they_stand(workspace: PlansWorkspace, bench: Workbench, session: Session) -> None:
    uid = bench.dialogues.create(DialogueDraft(reached="Anna Exempelsson, Bo Påhittsson, Cecilia Testberg")).uid
    workspace.open_record(uid, DIALOGUE)
    assert workspace.dialogue.warning_strip.isVisible()
    assert workspace.dialogue.warning_strip.text == NAME_LIST
    session.write(lambda: bench.dialogues.edit(uid, FieldRef("reached"), "Föräldrar till små barn"))
    assert not workspace.dialogue.warning_strip.isVisible()


def test_plans_and_cases_that_refer_to_a_dialogue_are_one_click_away(
    workspace: PlansWorkspace, bench: Workbench, session: Session, case_uids: list[UUID], qtbot
) -> None:
    uid = bench.dialogues.create(DialogueDraft(number="BD-2015-01")).uid
    referring = bench.plans.create(PlanDraft(board="skarholmen", dialogues="BD-2015-01")).uid
    bench.cases.edit(case_uids[0], FieldRef("process.dialogues"), "BD-2015-01")
    workspace.open_record(uid, DIALOGUE)
    links = workspace.dialogue.references.findChildren(LinkButton)
    assert links[0].shown.startswith("Handlingsplan Skärholmens")
    for link, target in zip(links, (["plan", referring], ["application", case_uids[0]]), strict=True):
        with qtbot.waitSignal(session.navigate) as went:
            link.click()
        assert went.args == target


# --- place ---------------------------------------------------------------------------------------


def test_tab_list_and_record_come_back(workspace: PlansWorkspace, bench: Workbench) -> None:
    uid = bench.dialogues.create(DialogueDraft(area="Fagersjö")).uid
    to(workspace, COVERAGE)
    workspace.coverage.show_filter("farsta")
    place = workspace.location()
    workspace.open_record(uid, DIALOGUE)
    opened = workspace.location()
    workspace.go_to({"tab": MATRIX})
    assert (workspace.record, workspace.tab) == (None, MATRIX)
    workspace.coverage.show_filter("")
    workspace.go_to(place)
    assert (workspace.tab, workspace.coverage.filter.text()) == (COVERAGE, "farsta")
    workspace.go_to(opened)
    assert workspace.dialogue.uid == uid
    workspace.go_to({"tab": DIALOGUES, "dialogue": "00000000-0000-0000-0000-000000000000"})
    assert workspace.tab == DIALOGUES


def test_f1_has_a_heading_for_each_page() -> None:
    page = Handbook(Path(__file__).resolve().parents[3] / "docs" / "handbok").page("handlingsplaner")
    assert page is not None
    headings = {anchor_of(one.heading) for one in page.sections}
    assert {heading for _key, _title, heading in TABS} <= headings


def test_back_and_forward_go_between_pages_and_a_dialogue_opens_by_navigate(window: MainWindow, qtbot) -> None:
    bench = window.session.bench
    uid = bench.dialogues.create(DialogueDraft(area="Fagersjö")).uid
    view = window.show_workspace("plans")
    assert isinstance(view, PlansWorkspace)
    view.show_tab(MONEY)
    view.show_tab(COVERAGE)
    window.session.navigate.emit("dialogue", str(uid))
    assert view.is_dialogue_open
    window.go_back()
    assert (view.record, view.tab) == (None, COVERAGE)
    window.go_back()
    assert view.tab == MONEY
    window.go_forward()
    window.go_forward()
    assert view.dialogue.uid == uid
    assert view.is_dialogue_open
    window.session.jobs.wait_idle()


def test_without_plans_nothing_is_called_well(qtbot, session: Session, tmp_path: Path) -> None:
    from app.services.workbench import create_store, open_workbench

    create_store(tmp_path / "tom.sqlite", who="Handläggaren", reference_day=date(2016, 3, 14))
    session.workbench = empty = open_workbench(tmp_path / "tom.sqlite", who="Handläggaren")
    made = PlansWorkspace(session)
    qtbot.addWidget(made)
    made.show_tab(MONEY)
    made.refresh()
    assert made.money.unpaid.empty.title_label.text() == "Inga handlingsplaner än"
    assert made.due.empty.title_label.text() == "Inga handlingsplaner än"
    assert made.coverage.summary_label.text() == "21 utpekade stadsdelar"
    empty.close()
