"""The workspace Ansökningar, by keys and actions in the whole window over a real store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.drafts import ApplicationDraft, PersonDraft
from app.domain.rules.engine import blocking
from app.domain.rules.evidence import FieldRef
from app.domain.views import ListQuery
from app.domain.vocabulary import ApplicationState, RuleOutcome
from app.ui.main_window import MainWindow
from app.ui.views.applications import ApplicationsWorkspace
from tests.ui.typing import type_into


@pytest.fixture
def place(window: MainWindow) -> ApplicationsWorkspace:
    """The workspace in view, with all applications listed."""
    window.session.actions.workspace_3.trigger()
    found = window.current
    assert isinstance(found, ApplicationsWorkspace)
    found.list.chips["all"].click()
    return found


@pytest.fixture
def case(place: ApplicationsWorkspace, window: MainWindow, qtbot: Any) -> Any:
    """The first application, opened from the list by Enter."""
    row = next(one for one in place.list.model.rows if one.title == "Läxhjälp i Tensta")
    place.list.table.select_key(row.uid)
    qtbot.keyClick(place.list.table, Qt.Key.Key_Return)
    assert place.is_case_open
    return place.case


def settle(window: MainWindow) -> None:
    assert window.session.jobs.wait_idle(10_000)
    QApplication.processEvents()
    assert window.session.jobs.wait_idle(10_000)


def titles(place: ApplicationsWorkspace) -> list[str]:
    return [row.title for row in place.list.model.rows]


# --- the list --------------------------------------------------------------------------------


def test_the_saved_views_carry_their_counts(place: ApplicationsWorkspace) -> None:
    assert {key: chip.text() for key, chip in place.list.chips.items()} == {
        "todo": "Att göra 3",
        "supplement": "Underlag saknas 3",
        "proposed": "Förslag finns 0",
        "decided": "Beslutade 0",
        "all": "Alla 3",
    }
    assert place.list.count_label.text() == "3 ansökningar"


def test_the_filter_finds_and_the_list_says_when_nothing_does(place: ApplicationsWorkspace, qtbot: Any) -> None:
    type_into(place.list.filter, "lax")
    qtbot.keyClick(place.list.filter, Qt.Key.Key_Return)
    assert titles(place) == ["Läxhjälp i Tensta"]
    type_into(place.list.filter, "zzz")
    qtbot.keyClick(place.list.filter, Qt.Key.Key_Return)
    assert place.list.pages.currentWidget() is place.list.no_match
    place.list.reset_button.click()
    assert len(titles(place)) == 3


def test_letters_typed_over_the_list_go_to_the_filter(place: ApplicationsWorkspace, qtbot: Any) -> None:
    place.list.table.setFocus()
    qtbot.keyClicks(place.list.table, "o")
    assert place.list.filter.text() == "o"
    assert place.list.filter.hasFocus()


def test_a_header_sorts_in_the_database(place: ApplicationsWorkspace, qtbot: Any) -> None:
    header = place.list.table.horizontalHeader()
    column = next(number for number, one in enumerate(place.list.model.columns) if one.sort_key == "amount")
    position = header.rect().topLeft()
    position.setX(header.sectionViewportPosition(column) + 10)
    position.setY(8)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=position)
    first = titles(place)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=position)
    assert first == list(reversed(titles(place)))
    assert place.list.query.sort == "amount"


def test_cases_with_an_unmet_rule_are_found_by_the_rule(place: ApplicationsWorkspace) -> None:
    combo = place.list.panel.rule
    combo.show_value("R24")
    combo.activated.emit(combo.currentIndex())
    assert len(titles(place)) == 3
    combo.show_value("R08")
    combo.activated.emit(combo.currentIndex())
    assert titles(place) == []


def test_esc_goes_back_to_the_same_row(place: ApplicationsWorkspace, case: Any, window: MainWindow) -> None:
    uid = case.uid
    window.session.actions.close_case.trigger()
    assert not place.is_case_open
    row = place.list.table.current_row()
    assert row is not None
    assert row.uid == uid
    assert place.list.table.hasFocus()


def test_the_place_is_remembered_and_gone_back_to(place: ApplicationsWorkspace, case: Any) -> None:
    case.show_tab("economy")
    here = place.location()
    place.close_case()
    place.go_to(here)
    assert place.is_case_open
    assert (str(place.case.uid), place.case.tab) == (here["case"], "economy")
    place.go_to({"case": "not-a-uid"})


def test_rows_copy_as_a_spreadsheet_takes_them(place: ApplicationsWorkspace, window: MainWindow) -> None:
    place.list.table.selectAll()
    place.list.table.copy_rows()
    lines = QApplication.clipboard().text().split("\n")
    assert len(lines) == 3
    assert all(any(cell.isdigit() and int(cell) >= 1_000_000 for cell in line.split("\t")) for line in lines)


def test_the_list_is_saved_as_a_workbook(place: ApplicationsWorkspace, window: MainWindow, tmp_path: Path) -> None:
    messages: Any = window.session.messages
    messages.answer_file = tmp_path / "lista.xlsx"
    window.session.actions.export_list.trigger()
    settle(window)
    assert messages.answer_file.stat().st_size > 0
    assert messages.notices[-1] == "Listan är sparad som lista.xlsx."


def test_a_new_application_opens_ready_to_be_filled_in(place: ApplicationsWorkspace, window: MainWindow) -> None:
    window.session.actions.new_application.trigger()
    settle(window)
    assert place.is_case_open
    line = place.case.application.form.rows["title"].editor.target()
    assert line.hasFocus()
    assert window.session.bench.queries.counts()["all"] == 4


def test_an_empty_store_says_what_to_do(window: MainWindow, tmp_path: Path, qtbot: Any) -> None:
    with qtbot.waitSignal(window.settled, timeout=10_000):
        window.session.open(tmp_path / "tom.sqlite", create=True)
    window.session.actions.workspace_3.trigger()
    place = window.current
    assert isinstance(place, ApplicationsWorkspace)
    assert place.list.pages.currentWidget() is place.list.empty
    assert "Läs in en ansökningsblankett" in place.list.empty.text_label.text()


def test_a_list_of_many_is_fetched_page_by_page(place: ApplicationsWorkspace, window: MainWindow) -> None:
    cases = window.session.bench.cases
    for number in range(12):
        cases.create(ApplicationDraft(title=f"Insats {number}"))
    place.list.query = ListQuery(view="all", limit=5)
    place.list.model.set_rows(())
    place.list._read()
    assert (place.list.model.rowCount(), place.list.model.total) == (5, 15)
    place.list.table.scrollToBottom()
    from PySide6.QtCore import QModelIndex

    while place.list.model.canFetchMore(QModelIndex()):
        place.list.model.fetchMore(QModelIndex())
    assert len({row.uid for row in place.list.model.rows}) == 15


# --- the case --------------------------------------------------------------------------------


def test_the_head_tells_who_how_much_and_what_comes_next(case: Any) -> None:
    assert case.head.badge.text == "Formell kontroll"
    assert case.head.amount.text() == "1\u00a0000\u00a0000\u00a0kr"
    assert case.head.facts.startswith("Spånga-Tensta stadsdelsnämnd · Ärende 2016-")
    assert case.head.next_button.text() == "Begär komplettering"
    assert "Lämna till sakkunnigberedning …" in [action.text() for action in case.head.menu.actions()]


def test_the_rules_follow_the_typing_before_anything_is_stored(case: Any, window: MainWindow, qtbot: Any) -> None:
    uid = case.uid
    case.focus_field(FieldRef("steering_date"))
    form = case.application.form
    form.rows["steering_date"].editor.set_text("2016-02-01")
    form.commit()
    settle(window)
    case.focus_field(FieldRef("steering_result"))
    window.session.bench.cases.edit(uid, FieldRef("steering_result"), "Godkänd")
    window.session.bench.cases.edit(uid, FieldRef("board_date"), "2016-02-10")
    case.reload()
    line = form.rows["board_date"].editor.target()
    line.setFocus()
    line.selectAll()
    type_into(line, "2016-01-10")

    def outcome() -> RuleOutcome:
        return next(one.result.outcome for one in case.rules.model.rows if one.info.id == "R05")

    qtbot.waitUntil(lambda: outcome() is RuleOutcome.FAIL)
    assert window.session.bench.cases.load(uid).draft.board_date.isoformat() == "2016-02-10"
    assert any(button.text() == "R05 Inte uppfyllt" for button in case.application.strip.buttons)


def test_a_rule_leads_to_the_field_concerned(case: Any) -> None:
    case.application.rule_wanted.emit("R06")
    assert case.tab == "rules"
    assert case.rules.detail.title.text().startswith("R06")
    wanted = case.rules.table.current_row().result.fields[0]
    case.rules.detail.place_buttons[0].click()
    assert case.tab == "application"
    target = case.application.form.rows[wanted.key].editor.target()
    assert target.hasFocus() or target.isAncestorOf(QApplication.focusWidget())


def test_a_rule_on_the_plan_leads_to_the_registered_plan(case: Any, window: MainWindow) -> None:
    cases, uid = window.session.bench.cases, case.uid
    for key, text in (("plan_version", "1"), ("board_date", "2016-02-10")):
        cases.edit(uid, FieldRef(key), text)
    case.reload()
    case.show_rule("R03")
    links = [button.accessibleName() for button in case.rules.detail.place_buttons]
    assert "Gå till ”Handlingsplanen: Godkänd av nämnden”" in links
    case.rules.detail.place_buttons[links.index("Gå till ”Handlingsplanen: Godkänd av nämnden”")].click()
    assert window.current is not None
    assert window.current.key == "plans"
    assert window.current.plan.uid == case.view.plan_uid
    target = window.current.plan.form.rows["approved_date"].editor.target()
    assert target.hasFocus() or target.isAncestorOf(QApplication.focusWidget())


def test_a_rule_on_a_plan_that_is_not_registered_leads_to_the_list_of_plans(case: Any, window: MainWindow) -> None:
    window.session.bench.cases.edit(case.uid, FieldRef("plan_version"), "9")
    case.reload()
    case.show_rule("R02")
    links = [button.accessibleName() for button in case.rules.detail.place_buttons]
    assert links.count("Gå till Handlingsplaner") == 1
    case.rules.detail.place_buttons[links.index("Gå till Handlingsplaner")].click()
    assert window.current is not None
    assert window.current.key == "plans"


def test_each_tab_has_its_focus_where_the_work_is(case: Any, qtbot: Any) -> None:
    places = {
        "rules": case.rules.table,
        "economy": case.economy.form.tables["budget_lines"].view,
        "history": case.history.table,
    }
    for key, widget in places.items():
        case.show_tab(key)
        assert QApplication.focusWidget() is widget, key
    case.economy.form.focus_field(FieldRef("process.proposed_amount"))
    case.show_tab("economy")
    left = QApplication.focusWidget()
    case.show_tab("rules")
    case.show_tab("economy")
    assert QApplication.focusWidget() is left


def test_a_rule_on_money_leads_to_the_economy(case: Any) -> None:
    row = case.view.draft.budget_lines[0].uid
    case.focus_field(FieldRef("budget_lines.cost_type", row))
    assert case.tab == "economy"
    assert case.economy.form.tables["budget_lines"].view.hasFocus()


def test_a_judgement_is_made_with_a_reason_and_withdrawn(case: Any, window: MainWindow) -> None:
    line = next(one for one in case.rules.model.rows if one.result.outcome is RuleOutcome.NEEDS_JUDGEMENT)
    case.show_rule(line.info.id)
    detail = case.rules.detail
    detail.judge_button.click()
    detail.panel.pass_button.click()
    detail.panel.save_button.click()
    assert detail.panel.problem.text() == "Skriv en motivering."
    type_into(detail.panel.reason, "Det framgår av beskrivningen.")
    detail.panel.save_button.click()
    settle(window)
    assert not detail.panel.isVisible()
    assert [(one.rule_id, one.person) for one in case.view.judgements] == [(line.info.id, "Handläggaren")]
    assert detail.badge.text == "Uppfyllt"
    detail.withdraw_button.click()
    settle(window)
    assert case.view.judgements == ()
    assert detail.badge.text == "Bedömning krävs"


def test_a_departure_is_registered_for_a_rule_that_blocks(case: Any, window: MainWindow) -> None:
    case.show_rule("R06")
    detail = case.rules.detail
    detail.depart_button.click()
    type_into(detail.panel.reason, "Nämnden har delegerat beslutet.")
    detail.panel.save_button.click()
    settle(window)
    assert [one.rule_id for one in case.view.departures] == ["R06"]
    assert next(one for one in case.rules.model.rows if one.info.id == "R06").departed
    assert not detail.depart_button.isVisible()
    detail.return_button.click()
    settle(window)
    assert case.view.departures == ()


def test_what_is_to_be_done_can_be_listed_alone(case: Any) -> None:
    case.show_tab("rules")
    case.rules.open_button.click()
    outcomes = {line.result.outcome for line in case.rules.model.rows}
    assert outcomes <= {RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT, RuleOutcome.NEEDS_JUDGEMENT}
    assert case.rules.open_button.text() == f"Att åtgärda {len(case.rules.model.rows)}"


def test_a_step_that_lacks_something_leads_to_the_field(case: Any, window: MainWindow) -> None:
    window.session.bench.cases.edit(case.uid, FieldRef("received_date"), "2016-03-01")
    for target in (ApplicationState.EXPERT_REVIEW, ApplicationState.ASSESSED, ApplicationState.STEERING_GROUP_CONSULTATION):
        case.reload()
        case.move_to(target)
        case.steps.dialog.yes_button.click()
        settle(window)
    assert case.view.state is ApplicationState.STEERING_GROUP_CONSULTATION
    window.session.actions.next_step.trigger()
    settle(window)
    dialog = case.steps.dialog
    assert not dialog.yes_button.isEnabled()
    link = next(one for one in dialog.links if "Ange dag för samrådet" in one.shown)
    link.click()
    settle(window)
    assert window.focusWidget() is case.application.form.rows["process.consultation_date"].editor.target()


def test_a_case_is_written_off_with_a_reason_and_then_only_read(case: Any, window: MainWindow) -> None:
    case.move_to(ApplicationState.WRITTEN_OFF)
    dialog = case.steps.dialog
    assert not dialog.yes_button.isEnabled()
    type_into(dialog.note_edit, "Nämnden har dragit in insatsen.")
    dialog.yes_button.click()
    settle(window)
    assert case.view.state is ApplicationState.WRITTEN_OFF
    assert case.locked_strip.isVisible()
    assert case.application.form.is_read_only
    assert not case.economy.form.tables["budget_lines"].model.is_writable
    assert not window.session.actions.next_step.isEnabled()


def test_undo_and_redo_are_given_by_the_windows_actions(case: Any, window: MainWindow, qtbot: Any) -> None:
    line = case.application.form.rows["title"].editor.target()
    line.selectAll()
    type_into(line, "Nytt namn")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(window)
    assert window.head.title_label.text() == "Nytt namn"
    assert "Insatsens namn" in window.session.actions.undo.text()
    window.session.actions.undo.trigger()
    settle(window)
    assert case.view.draft.title == "Läxhjälp i Tensta"
    window.session.actions.redo.trigger()
    settle(window)
    assert case.view.draft.title == "Nytt namn"


def test_the_log_is_filtered_and_shown_whole(case: Any, window: MainWindow, qtbot: Any) -> None:
    window.session.bench.cases.edit(case.uid, FieldRef("purpose"), "Att öka tryggheten")
    case.reload()
    case.show_tab("history")
    assert case.history.count.text() == "2 händelser"
    type_into(case.history.filter, "tryggheten")
    qtbot.keyClick(case.history.filter, Qt.Key.Key_Return)
    assert [row.what for row in case.history.model.rows] == ["Syfte"]
    assert case.history.after.text() == "Att öka tryggheten"


def test_a_program_among_the_documents_is_not_run(case: Any, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QDesktopServices

    opened: list[Any] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    for name in ("makro.exe", "protokoll.pdf"):
        (tmp_path / name).write_bytes(b"x")
        case.attachments._on_copied(tmp_path / name)
    messages: Any = window.session.messages
    assert [url.fileName() for url in opened] == ["protokoll.pdf"]
    assert "öppnas inte härifrån" in messages.strips[-1][0]


# --- economy ---------------------------------------------------------------------------------


def test_the_sums_are_to_the_krona_by_year_and_funder(case: Any) -> None:
    case.show_tab("economy")
    report = case.economy.check.report
    assert [(row.key, row.amounts) for row in report.rows if row.kind in ("part", "total")] == [
        ("programme", (1_000_000, 1_000_000)),
        ("own", (0, 0)),
        ("co", (0, 0)),
        ("total", (1_000_000, 1_000_000)),
    ]
    assert case.economy.check.model.headerData(2, Qt.Orientation.Horizontal) == "Summa"


def test_bifall_is_off_while_a_rule_blocks_and_says_which(case: Any) -> None:
    case.show_tab("economy")
    combo = case.economy.form.rows["process.proposed_outcome"].editor.combo
    items = combo.model()
    is_on = {combo.itemText(row): bool(items.flags(items.index(row, 0)) & Qt.ItemFlag.ItemIsEnabled) for row in range(combo.count())}
    assert is_on == {"–": True, "Bifall": False, "Delvis bifall": False, "Avslag": True, "Återremiss": True}
    assert "R06" in case.economy.allowed_label.text()


def test_every_field_of_the_case_can_be_edited_in_one_place_only(case: Any) -> None:
    from app.domain.catalogues import APPLICATION, PROCESS

    wanted = [item.key for group in APPLICATION.groups for item in group.items]
    wanted += [f"process.{item.key}" for group in PROCESS.groups for item in group.items]
    forms = (case.application.form, case.economy.form)
    found = [key for form in forms for key in (*form.rows, *form.tables)]
    assert sorted(found) == sorted(wanted)


def test_a_store_open_for_viewing_shows_everything_and_writes_nothing(make_main_window: Any, store: Path, qtbot: Any) -> None:
    window = make_main_window()
    with qtbot.waitSignal(window.settled, timeout=10_000):
        window.session.open(store, view_only=True)
    window.session.actions.workspace_3.trigger()
    place = window.current
    place.list.chips["all"].click()
    place.open_record(place.list.model.rows[0].uid)
    case = place.case
    assert case.application.form.is_read_only
    assert case.application.form.rows["title"].editor.text()
    assert case.head.next_button.isHidden()
    case.show_tab("rules")
    assert not case.rules.detail.judge_button.isVisible()
    assert case.rules.detail.why_not.isVisible()
    assert not window.session.actions.new_application.isEnabled()


def test_the_frame_is_drawn_with_what_others_propose(case: Any, window: MainWindow) -> None:
    bench = window.session.bench
    other = next(row.uid for row in bench.queries.applications(ListQuery()).rows if row.uid != case.uid)
    view = bench.cases.load(other)
    for stop in blocking(view.results, bench.programme, view.departures):
        bench.cases.depart(other, stop.rule_id, "Prövas särskilt.")
    bench.cases.edit(other, FieldRef("process.proposed_outcome"), "Delvis bifall")
    bench.cases.edit(other, FieldRef("process.proposed_amount"), "700 000")
    case.reload()
    case.show_tab("economy")
    assert "700\u00a0000\u00a0kr föreslaget i andra ärenden" in case.economy.frame.bar.accessibleName()
    assert not case.economy.frame.bar.grab().isNull()


def test_the_memo_has_its_focus_in_the_first_text(case: Any, window: MainWindow, qtbot: Any) -> None:
    case.show_tab("memo")
    qtbot.waitUntil(lambda: bool(case.memo.editors) and QApplication.focusWidget() is next(iter(case.memo.editors.values())).edit)


def test_an_empty_tab_has_its_focus_on_the_way_on(case: Any) -> None:
    case.show_tab("attachments")
    assert case.attachments._empty.isAncestorOf(QApplication.focusWidget())


def test_tab_goes_through_a_rule_in_the_order_it_is_read(case: Any, qtbot: Any) -> None:
    line = next(one for one in case.rules.model.rows if one.result.outcome is RuleOutcome.NEEDS_JUDGEMENT and one.result.fields)
    case.show_rule(line.info.id)
    detail = case.rules.detail
    qtbot.waitUntil(detail.place_buttons[0].isVisible)
    case.rules.table.setFocus()
    stops = []
    for _step in range(len(detail.place_buttons) + 1):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    assert stops == [*detail.place_buttons, detail.judge_button]


def test_esc_in_a_judgement_closes_it_and_not_the_case(case: Any, place: ApplicationsWorkspace, qtbot: Any) -> None:
    line = next(one for one in case.rules.model.rows if one.result.outcome is RuleOutcome.NEEDS_JUDGEMENT)
    case.show_rule(line.info.id)
    detail = case.rules.detail
    detail.judge_button.click()
    type_into(detail.panel.reason, "Ett halvt skäl")
    qtbot.keyClick(detail.panel.reason, Qt.Key.Key_Escape)
    assert not detail.panel.isVisible()
    assert place.is_case_open
    assert detail.judge_button.hasFocus()


def test_a_judgement_begun_is_there_again_after_a_look_at_another_rule(case: Any) -> None:
    first = next(one.info.id for one in case.rules.model.rows if one.result.outcome is RuleOutcome.NEEDS_JUDGEMENT)
    detail = case.rules.detail
    case.show_rule(first)
    detail.judge_button.click()
    detail.panel.fail_button.click()
    type_into(detail.panel.reason, "Ett halvt skäl")
    case.show_rule("R01" if first != "R01" else "R02")
    assert not detail.panel.isVisible()
    case.show_rule(first)
    detail.judge_button.click()
    assert detail.panel.reason.toPlainText() == "Ett halvt skäl"
    assert detail.panel.fail_button.isChecked()


def test_a_case_shows_first_the_rule_that_hinders_most(case: Any) -> None:
    outcomes = [line.result.outcome for line in case.rules.model.rows]
    worst = next(one for one in (RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT) if one in outcomes)
    assert case.rules.table.current_row().result.outcome is worst


@pytest.mark.parametrize("width", [1093, 1366])
def test_no_rule_is_wider_than_its_room(case: Any, window: MainWindow, width: int, qtbot: Any) -> None:
    window.resize(width, 614)
    cases = window.session.bench.cases
    cases.edit(case.uid, FieldRef("plan_version"), "1")
    case.reload()
    case.show_tab("rules")
    detail = case.rules.detail
    for line in case.rules.model.rows:
        case.show_rule(line.info.id)
        qtbot.waitUntil(lambda: all(button.isVisible() for button in detail.place_buttons))
        qtbot.waitUntil(lambda: detail.page.width() <= detail.viewport().width())


def test_row_commands_work_on_the_table_in_focus(case: Any, window: MainWindow, qtbot: Any) -> None:
    bench, actions = window.session.bench, window.session.actions
    case.show_tab("economy")
    (row,) = bench.cases.load(case.uid).draft.budget_lines
    case.economy.form.focus_field(FieldRef("budget_lines.note", row.uid))
    window.activateWindow()
    actions.remove_row.trigger()
    qtbot.waitUntil(lambda: bench.cases.load(case.uid).draft.budget_lines == (), timeout=5_000)
    settle(window)
    actions.add_row.trigger()
    qtbot.waitUntil(lambda: len(bench.cases.load(case.uid).draft.budget_lines) == 1, timeout=5_000)
    settle(window)


def test_a_case_hidden_while_another_workspace_is_shown_gives_way_to_the_list(
    case: Any, place: ApplicationsWorkspace, window: MainWindow, messages: Any
) -> None:
    bench = window.session.bench
    window.session.actions.workspace_1.trigger()
    own = bench.people.create(PersonDraft(name=bench.store.who)).uid
    bench.conflicts.declare(case.uid, own, "Närstående hos sökanden.")
    window.session.actions.workspace_3.trigger()
    assert not place.is_case_open
    assert messages.faults == []
