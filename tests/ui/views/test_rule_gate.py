"""The rule gate: filters, stepping by keys, the way to the field and back, earlier runs, and a rule's page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import RuleOutcome
from app.services.workbench import Workbench
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.views.case_rules import RulesTab
from app.ui.views.rule_gate import OPEN, gate_text
from app.ui.views.rule_page import RuleCasesPanel
from app.ui.views.rule_runs import RunsDialog, changed_text


@pytest.fixture
def tab(session: Session, case_uids: list[UUID], qtbot: Any) -> RulesTab:
    made = RulesTab(session)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.load(session.bench.cases.load(case_uids[0]))
    made.show()
    return made


def test_each_rule_shows_outcome_and_evidence_in_one_line(tab: RulesTab) -> None:
    line = next(one for one in tab.model.rows if one.info.id == "R05")
    shown = [column.text(column.value(line)) for column in tab.model.columns]
    assert shown[0].startswith("R05 ")
    assert shown[1] == line.result.outcome.label
    assert shown[2] == line.result.reason


def test_the_chips_count_and_filter_by_outcome(tab: RulesTab) -> None:
    button = tab.filters.outcome_buttons[RuleOutcome.INSUFFICIENT]
    button.click()
    assert button.text() == f"Underlag saknas {len(tab.model.rows)}"
    assert {line.result.outcome for line in tab.model.rows} == {RuleOutcome.INSUFFICIENT}
    assert tab.all_button.text() == "Alla 31"


def test_words_filter_title_reason_and_values_with_folded_letters(tab: RulesTab) -> None:
    tab.filters.search.setText("STYRGRUPPEN godkant")
    tab.filters.search.searched.emit("")
    assert {line.info.id for line in tab.model.rows} >= {"R05"}
    assert len(tab.model.rows) < 31
    tab.filters.search.setText("finns inte någonstans")
    tab.filters.search.searched.emit("")
    assert not tab.nothing.isHidden()
    assert tab.nothing.title_label.text() == "Ingen regel svarar mot filtret"


def test_n_and_p_step_over_what_is_settled_and_round_the_end(tab: RulesTab, qtbot: Any) -> None:
    tab.table.setCurrentIndex(tab.model.index(0, 0))
    seen = []
    waiting = [line.info.id for line in tab.model.rows if line.is_open]
    for _ in range(len(waiting) + 1):
        qtbot.keyClick(tab.table, Qt.Key.Key_N)
        seen.append(tab.current_rule())
    assert set(seen) == set(waiting)
    assert len(waiting) < 31
    last = tab.current_rule()
    qtbot.keyClick(tab.table, Qt.Key.Key_N)
    qtbot.keyClick(tab.table, Qt.Key.Key_P)
    assert tab.current_rule() == last


def test_f2_leads_to_the_field_as_enter_does(tab: RulesTab, qtbot: Any) -> None:
    tab.show_rule("R05")
    with qtbot.waitSignal(tab.field_wanted) as wanted:
        qtbot.keyClick(tab.table, Qt.Key.Key_F2)
    assert isinstance(wanted.args[0], FieldRef)


def test_a_rule_that_a_filter_hides_is_shown_when_it_is_asked_for(tab: RulesTab) -> None:
    tab.filters.outcome_buttons[RuleOutcome.PASS].click()
    tab.show_rule("R05")
    assert tab.current_rule() == "R05"
    assert tab.all_button.isChecked()


def test_the_gate_says_what_is_stopped_and_that_a_departure_lifts_it(tab: RulesTab, session: Session, case_uids: list[UUID]) -> None:
    assert "R05" in tab.gate.label.text()
    assert "hindrar bifall och delvis bifall. Avslag och återremiss kan alltid föreslås." in tab.gate.label.text()
    session.bench.cases.depart(case_uids[0], "R05", "Styrgruppen har sammanträtt.")
    tab.load(session.bench.cases.load(case_uids[0]))
    assert "R05" not in tab.gate.label.text().partition("hindrar")[0]
    assert "Avsteg från R05 med skäl skrivs ut i tjänsteutlåtandet." in tab.gate.label.text()


def test_nothing_stopped_is_told_as_well() -> None:
    assert gate_text([], []) == "Inget krav hindrar bifall eller delvis bifall."
    assert gate_text([], ["R05", "R06"]).endswith("Avstegen från R05 och R06 med skäl skrivs ut i tjänsteutlåtandet.")


def test_two_runs_are_compared_value_by_value(session: Session, bench: Workbench, case_uids: list[UUID], qtbot: Any) -> None:
    bench.cases.edit(case_uids[0], FieldRef("steering_date"), "2016-01-10")
    newest, first = bench.rule_pages.runs(case_uids[0], "R05")[:2]
    assert "”" in changed_text(first, newest)
    assert changed_text(None, first) == "Första körningen."
    dialog = RunsDialog("R05", bench.rule_pages.runs(case_uids[0], "R05"))
    qtbot.addWidget(dialog)
    labels = {row.label: (row.before, row.after) for row in dialog.model.rows}
    assert ("–", "2016-01-10") in labels.values()
    dialog.new_combo.setCurrentIndex(dialog.old_combo.currentIndex())
    dialog.compare()
    assert dialog.summary.text() == "Inget skiljer mellan de två körningarna."


def test_alt_left_leads_back_to_the_same_rule(window: MainWindow, case_uid_of: Any) -> None:
    uid = case_uid_of("Läxhjälp i Tensta")
    window.go("application", (uid, "rules"))
    case = window.current.case  # type: ignore[union-attr]
    case.rules.show_rule("R09")
    case.rules.detail.place_buttons[0].click()
    assert case.tab == "application"
    window.session.actions.back.trigger()
    assert (case.tab, case.rules.current_rule()) == ("rules", "R09")


def test_the_rules_page_counts_its_cases_and_opens_one_at_the_rule(session: Session, case_uids: list[UUID], qtbot: Any) -> None:
    panel = RuleCasesPanel(session, "R05")
    qtbot.addWidget(panel)
    panel.read()
    assert panel.all_button.text() == "Alla 3"
    assert panel.buttons[RuleOutcome.INSUFFICIENT].text() == "Underlag saknas 3"
    panel.table.select_key(case_uids[1])
    with qtbot.waitSignal(session.navigate) as gone:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert gone.args == ["application", (case_uids[1], "rules:R05")]


def test_the_window_goes_to_a_case_at_a_rule_and_to_the_rule_in_the_programme(window: MainWindow, case_uid_of: Any) -> None:
    window.go("application", (case_uid_of("Öppen förskola"), "rules:R12"))
    case = window.current.case  # type: ignore[union-attr]
    assert (case.tab, case.rules.current_rule()) == ("rules", "R12")
    case.rules.detail.all_cases.click()
    programme: Any = window.current
    assert programme.current_key() == "rule:R12"
    assert window.session.jobs.wait_idle(10_000)
    assert programme.rule_cases.rule_id == "R12"


def test_the_detail_ends_where_its_texts_end(tab: RulesTab, qtbot: Any) -> None:
    tab.show_rule("R05")
    page, room = tab.detail.page, tab.detail.viewport()
    qtbot.waitUntil(lambda: page.height() == max(room.height(), page.heightForWidth(page.width())))


def test_what_is_open_is_what_asks_for_something() -> None:
    assert RuleOutcome.PASS not in OPEN
    assert RuleOutcome.NOT_APPLICABLE not in OPEN
