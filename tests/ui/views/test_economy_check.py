"""The tab Ekonomi as a checker uses it: sums that follow the typing, findings that lead to their line, two keys, copy to Excel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication

from app.domain.budget_words import WordKind
from app.domain.drafts import ApplicationDraft, BudgetLine, YearAmount
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import CheckKind, CostType, FundedBy, PersonRole
from app.models.people import Person
from app.ui.dialogs.sign_check import SignCheckDialog, sign_check
from app.ui.session import Session
from app.ui.views.case_economy import EconomyTab
from app.ui.views.economy_check import row_label

CONTENT, ARITHMETIC = CheckKind.CONTENT, CheckKind.ARITHMETIC
DRAFT = ApplicationDraft(
    title="Trygga stråk",
    applicant="spanga-tensta",
    start_date=date(2016, 1, 1),
    end_date=date(2017, 12, 31),
    budget_lines=(
        BudgetLine(year=2016, cost_type=CostType.STAFF, funded_by=FundedBy.PROGRAMME, amount=300_000, note="Samordnare 50 %"),
        BudgetLine(year=2017, cost_type=CostType.MATERIAL, funded_by=FundedBy.PROGRAMME, amount=50_000, note="=SUM(A1) lampor"),
    ),
    amounts_applied=(YearAmount(year=2016, amount=300_000), YearAmount(year=2017, amount=50_000)),
)


@pytest.fixture
def case(session: Session) -> UUID:
    return session.bench.cases.create(DRAFT).uid


@pytest.fixture
def tab(session: Session, case: UUID, qtbot: Any) -> EconomyTab:
    made = EconomyTab(session, None)
    stack = QUndoStack(made)
    qtbot.addWidget(made)

    def read() -> None:
        made.load(session.bench.cases.load(case), read_only=False, stack=stack)

    session.changed.connect(lambda _changes: read())
    read()
    made.resize(900, 700)
    made.show()
    return made


def row_of(tab: EconomyTab, key: str) -> Any:
    return next(row for row in tab.check.model.rows if row.key == key)


def badge(tab: EconomyTab) -> str:
    return tab.check.badge.text


def write_amount(tab: EconomyTab, row: int, text: str) -> None:
    model = tab.form.tables["budget_lines"].model
    assert model.setData(model.index(row, 3), text, Qt.ItemDataRole.EditRole)


# --- sums and findings ---------------------------------------------------------------------------


def test_a_sound_budget_says_so_in_words(tab: EconomyTab) -> None:
    assert badge(tab) == "Summorna stämmer"
    assert row_label(row_of(tab, "applied.difference")) == "Stämmer med raderna"
    assert not tab.check.finding_table.isVisible()


def test_a_krona_changed_is_seen_in_sum_badge_and_list(tab: EconomyTab) -> None:
    write_amount(tab, 1, "50 001")
    assert badge(tab).startswith("2 fel")
    assert row_label(row_of(tab, "applied.difference")) == "Skiljer från raderna"
    assert "År 2017" in tab.check.findings.row_at(0).text
    number = tab.check.model.number_of("applied.difference")
    assert number is not None
    cell = tab.check.model.index(number, 0)
    assert cell.data(Qt.ItemDataRole.DecorationRole) is not None
    assert cell.data(Qt.ItemDataRole.ForegroundRole) is not None


def test_the_sums_follow_the_typing_before_anything_is_stored(tab: EconomyTab, session: Session, case: UUID) -> None:
    draft = session.bench.cases.load(case).draft
    typed = replace(draft.budget_lines[0], amount=1)
    tab.form.draft_changed.emit(replace(draft, budget_lines=(typed, draft.budget_lines[1])))
    assert row_of(tab, "total").amounts == (1, 50_000, 50_001)
    assert session.bench.cases.load(case).draft.budget_lines[0].amount == 300_000


def test_a_new_year_becomes_a_column(tab: EconomyTab) -> None:
    tab.form.draft_changed.emit(replace(DRAFT, budget_lines=(*DRAFT.budget_lines, BudgetLine(year=2018, amount=1))))
    titles = [tab.check.model.headerData(place, Qt.Orientation.Horizontal) for place in range(5)]
    assert titles == ["Del", "2016", "2017", "2018", "Summa"]
    assert tab.check.model.columnCount() == tab.check.table.horizontalHeader().count() == 5


def test_enter_on_a_finding_leads_to_its_line_and_f6_goes_between(tab: EconomyTab, qtbot: Any) -> None:
    write_amount(tab, 1, "50 001")
    budget = tab.form.tables["budget_lines"].view
    budget.setFocus()
    qtbot.keyClick(budget, Qt.Key.Key_F6)
    assert tab.check.finding_table.hasFocus()
    tab.check.finding_table.selectRow(0)
    qtbot.keyClick(tab.check.finding_table, Qt.Key.Key_Return)
    assert tab.form.tables["amounts_applied"].view.hasFocus()
    tab.check.finding_table.setFocus()
    qtbot.keyClick(tab.check.finding_table, Qt.Key.Key_F6)
    assert budget.hasFocus()


def test_a_finding_about_the_period_leads_out_of_the_tab(tab: EconomyTab, session: Session, case: UUID, qtbot: Any) -> None:
    session.bench.cases.edit(case, FieldRef("end_date"), "2015-01-01")
    tab.load(session.bench.cases.load(case), read_only=False, stack=QUndoStack(tab))
    finding = next(one for one in tab.check.findings.rows if one.fields[0].key == "end_date")
    with qtbot.waitSignal(tab.field_wanted) as wanted:
        tab.check.finding_table.opened.emit(finding)
    assert wanted.args == [FieldRef("end_date")]


def test_the_offices_words_mark_lines(tab: EconomyTab, session: Session) -> None:
    session.write(lambda: session.bench.office.set_words(WordKind.REGULAR, ["lampor"]))
    assert badge(tab) == "Summorna stämmer, 1 sak att titta på"


def test_everything_is_copied_for_excel_as_numbers_and_plain_text(tab: EconomyTab) -> None:
    tab.check.copy_button.click()
    lines = [line.split("\t") for line in QApplication.clipboard().text().split("\n")]
    assert ["1", "2016", "Personal", "Projektmedel", "300000", "Samordnare 50 %"] in lines
    assert ["2", "2017", "Material", "Projektmedel", "50000", "'=SUM(A1) lampor"] in lines
    assert ["Del", "2016", "2017", "Summa"] in lines
    assert ["Budgetens summa", "300000", "50000", "350000"] in lines
    assert ["Sökt belopp mot raderna: stämmer", "0", "0", "0"] in lines


def test_the_check_stands_beside_the_budget_where_there_is_room(tab: EconomyTab, qtbot: Any) -> None:
    assert not tab.side.isVisible()
    tab.resize(1700, 800)
    qtbot.waitUntil(tab.side.isVisible)
    assert tab.side.isAncestorOf(tab.check)
    assert tab.check.isVisible()
    assert tab.check_section.isHidden()
    tab.resize(900, 700)
    qtbot.waitUntil(tab.check_section.isVisible)
    assert tab.check.isVisible()


# --- the two keys --------------------------------------------------------------------------------


def opened(session: Session, case: UUID, qtbot: Any) -> SignCheckDialog:
    dialog = sign_check(session, session.bench.cases.load(case))
    qtbot.addWidget(dialog)
    return dialog


def test_a_signature_is_seen_and_goes_stale_when_the_figures_change(tab: EconomyTab, session: Session, case: UUID, qtbot: Any) -> None:
    row = tab.keys.rows[ARITHMETIC]
    assert row.badge.text == "Inte undertecknad"
    dialog = opened(session, case, qtbot)
    dialog.choices[ARITHMETIC].setChecked(True)
    dialog.note_edit.setPlainText("Räknad")
    dialog.sign_button.click()
    assert row.badge.text == "Undertecknad"
    assert row.person_label.text().startswith("Handläggaren, ")
    assert row.note_label.text() == "Räknad"
    write_amount(tab, 0, "300 001")
    assert row.badge.text == "Ändrad sedan underskriften"
    assert row.stale_label.isVisible()


def test_a_budget_with_faults_is_not_signed_without_a_note(session: Session, case: UUID, qtbot: Any) -> None:
    session.bench.cases.edit(case, FieldRef("own_funding"), "5")
    dialog = opened(session, case, qtbot)
    dialog.choices[ARITHMETIC].setChecked(True)
    assert not dialog.sign_button.isEnabled()
    assert any("egen finansiering" in dialog.open_list.item(number).text() for number in range(dialog.open_list.count()))
    dialog.note_edit.setPlainText("Nämnden rättar.")
    assert dialog.sign_button.isEnabled()


def test_the_dialog_tells_who_must_sign_instead(session: Session, case: UUID, qtbot: Any) -> None:
    with session.bench.store.writing() as unit:
        unit.session.add(Person(uid=uuid4(), name="Bedömare Söderort", role=PersonRole.ASSESSOR, unit="", is_active=True))
    session.bench.checks.sign(case, CONTENT)
    dialog = opened(session, case, qtbot)
    dialog.choices[ARITHMETIC].setChecked(True)
    assert "Bedömare Söderort" in dialog.problem_label.text()
    assert not dialog.sign_button.isEnabled()


def test_alone_the_dialog_says_what_the_note_will_carry(session: Session, case: UUID, qtbot: Any) -> None:
    session.bench.checks.sign(case, CONTENT)
    dialog = opened(session, case, qtbot)
    assert dialog.kind is ARITHMETIC
    assert "ensam handläggare" in dialog.hint_label.text()


def test_a_signature_is_taken_back_with_a_reason(tab: EconomyTab, session: Session, case: UUID) -> None:
    session.write(lambda: session.bench.checks.sign(case, CONTENT))
    messages: Any = session.messages
    messages.answer_text = None
    tab.keys.rows[CONTENT].withdraw_button.click()
    assert session.bench.checks.state(case).of(CONTENT).is_signed
    messages.answer_text = "Ny bilaga"
    tab.keys.rows[CONTENT].withdraw_button.click()
    assert tab.keys.rows[CONTENT].badge.text == "Inte undertecknad"
