"""The tab Bedömning: scoring by keys, what is hidden until one's own is in, handing in, and who is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from app.domain import swedish
from app.domain.vocabulary import AssessmentState, AttachmentKind, Confidence, ScoreKind
from app.errors import StateConflict
from app.services.workbench import Workbench, open_workbench
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.views.assessment_assign import ASSIGN, UNASSIGN, AssignDialog
from app.ui.views.assessment_levels import ABSTAIN, NOT_APPLICABLE
from app.ui.views.case_assessment import AssessmentTab
from tests.ui.views import assessing
from tests.ui.views.assessing import EXPERT, ME, REASON, SOUTH, WEST, cases_of, person


@pytest.fixture(scope="module")
def assessed(seeded_store: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("assessed") / "assessed.sqlite"
    path.write_bytes(seeded_store)
    assessing.fill(path)
    return path.read_bytes()


@pytest.fixture
def is_bare() -> bool:
    """Without round and people; tests say otherwise by parameter."""
    return False


@pytest.fixture
def who() -> str:
    return ME


@pytest.fixture
def store(assessed: bytes, seeded_store: bytes, is_bare: bool, tmp_path: Path) -> Path:
    path = tmp_path / "ärenden.sqlite"
    path.write_bytes(seeded_store if is_bare else assessed)
    return path


@pytest.fixture
def bench(store: Path, who: str) -> Iterator[Workbench]:
    bench = open_workbench(store, who=who)
    yield bench
    bench.close()


@pytest.fixture
def tab(session: Session, who: str, qtbot: Any) -> AssessmentTab:
    session.who = who
    made = AssessmentTab(session)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    session.changed.connect(lambda changes: follow(made, changes))
    return made


def follow(tab: AssessmentTab, changes: Any) -> None:
    """As the case around the tab does."""
    if tab._view is not None and tab._view.uid in changes.uids:
        tab.load(tab._session.bench.cases.load(tab._view.uid), read_only=False)


def show(tab: AssessmentTab, number: int, *, read_only: bool = False) -> UUID:
    bench = tab._session.bench
    uid = cases_of(bench)[number]
    tab.load(bench.cases.load(uid), read_only=read_only)
    return uid


def press(qtbot: Any, tab: AssessmentTab, key: str, what: str | Qt.Key) -> None:
    choice = tab.rows[key].choice
    choice.focus()
    button = next(one for one in choice.buttons.values() if one.focusPolicy() is Qt.FocusPolicy.StrongFocus)
    qtbot.keyClick(button, what)


def write_reason(tab: AssessmentTab, key: str, text: str) -> None:
    row = tab.rows[key]
    row.reason.setPlainText(text)
    row.reason.left.emit()


def entry(tab: AssessmentTab, case: UUID, key: str) -> Any:
    return tab._session.bench.assessments.sheet(case).entries.get(key)


# --- one's own sheet -----------------------------------------------------------------------------


def test_the_used_criteria_stand_with_what_to_look_for_and_the_written_levels(tab: AssessmentTab) -> None:
    show(tab, 0)
    assert list(tab.rows) == ["Q1", "Q2", "Q3"]
    row = tab.rows["Q1"]
    assert row.title_label.text() == "Q1 Mätbara mål"
    assert row.guidance_label.text()
    assert [row.choice.buttons[key].words for key in "0123AE"] == [
        "Saknas",
        "Nämns utan konkretion",
        "Konkret men med luckor",
        "Konkret, trovärdigt och kontrollerbart",
        "Avstår",
        "Ej tillämpligt",
    ]
    assert row.choice.buttons["2"].accessibleName() == "Q1 Mätbara mål: 2, Konkret men med luckor"
    assert tab.head.progress_label.text() == "0 av 3 bedömda"


def test_a_figure_chooses_the_level_and_the_reason_is_stored_when_left(tab: AssessmentTab, qtbot: Any) -> None:
    case = show(tab, 0)
    assert tab.rows["Q1"].reason.isReadOnly()
    press(qtbot, tab, "Q1", "2")
    assert (entry(tab, case, "Q1").kind, entry(tab, case, "Q1").value) == (ScoreKind.SCORED, 2)
    assert not tab.rows["Q1"].reason.isReadOnly()
    assert tab.rows["Q1"].mark.accessibleName() == "Motivering saknas"
    write_reason(tab, "Q1", REASON)
    assert entry(tab, case, "Q1").reason == REASON
    assert tab.rows["Q1"].mark.accessibleName() == "Bedömt"
    assert tab.head.progress_label.text() == "1 av 3 bedömda"


@pytest.mark.parametrize(("key", "choice"), [("A", ABSTAIN), ("e", NOT_APPLICABLE)])
def test_a_letter_abstains_or_says_that_the_criterion_does_not_fit(tab: AssessmentTab, qtbot: Any, key: str, choice: Any) -> None:
    case = show(tab, 0)
    press(qtbot, tab, "Q2", key)
    assert (entry(tab, case, "Q2").kind, entry(tab, case, "Q2").value) == choice


def test_another_level_keeps_the_reason(tab: AssessmentTab, qtbot: Any) -> None:
    case = show(tab, 0)
    press(qtbot, tab, "Q1", "2")
    write_reason(tab, "Q1", REASON)
    press(qtbot, tab, "Q1", "3")
    assert (entry(tab, case, "Q1").value, entry(tab, case, "Q1").reason) == (3, REASON)


def test_delete_empties_after_a_question_when_there_is_a_reason(tab: AssessmentTab, session: Session, qtbot: Any) -> None:
    case = show(tab, 0)
    press(qtbot, tab, "Q1", "2")
    write_reason(tab, "Q1", REASON)
    session.messages.answer_confirm = False  # type: ignore[attr-defined]
    press(qtbot, tab, "Q1", Qt.Key.Key_Delete)
    assert entry(tab, case, "Q1") is not None
    session.messages.answer_confirm = True  # type: ignore[attr-defined]
    press(qtbot, tab, "Q1", Qt.Key.Key_Delete)
    assert entry(tab, case, "Q1") is None
    assert tab.rows["Q1"].reason.toPlainText() == ""
    assert session.messages.asked == ["Ta bort poängen", "Ta bort poängen"]  # type: ignore[attr-defined]


def test_arrows_go_between_levels_and_criteria_without_choosing(tab: AssessmentTab, qtbot: Any) -> None:
    case = show(tab, 0)
    tab.rows["Q1"].choice.focus()
    qtbot.keyClick(tab.focusWidget(), Qt.Key.Key_Right)
    assert tab.rows["Q1"].choice.buttons["1"].hasFocus()
    qtbot.keyClick(tab.focusWidget(), Qt.Key.Key_Down)
    assert tab.rows["Q2"].choice.has_focus
    assert tab._session.bench.assessments.sheet(case).state is None


def test_what_is_being_written_stays_when_the_case_is_read_anew(tab: AssessmentTab, qtbot: Any) -> None:
    show(tab, 0)
    press(qtbot, tab, "Q1", "2")
    tab.rows["Q1"].reason.setPlainText("Halva mening")
    press(qtbot, tab, "Q2", "1")
    assert tab.rows["Q1"].reason.toPlainText() == "Halva mening"


def test_a_reason_that_is_refused_stays_in_its_field(
    tab: AssessmentTab, session: Session, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = show(tab, 0)
    press(qtbot, tab, "Q1", "2")

    def refuse(*_given: object) -> None:
        raise StateConflict("Någon annan har ändrat.")

    monkeypatch.setattr(session.bench.assessments, "score", refuse)
    write_reason(tab, "Q1", REASON)
    assert tab.rows["Q1"].reason.toPlainText() == REASON
    assert entry(tab, case, "Q1").reason == ""
    assert session.messages.strips[-1] == ("Någon annan har ändrat.", "warning")  # type: ignore[attr-defined]


def test_the_whole_is_stored_field_by_field(tab: AssessmentTab) -> None:
    case = show(tab, 0)
    rows = tab.side.rows
    for key, text in (("confidence", "Hög"), ("proposed_amount", "650 tkr"), ("comment", "God idé.")):
        rows[key].editor.set_text(text)
        rows[key].editor.left.emit()
    sheet = tab._session.bench.assessments.sheet(case)
    assert (sheet.confidence, sheet.proposed_amount, sheet.comment) == (Confidence.HIGH, 650_000, "God idé.")
    assert rows["proposed_amount"].editor.text() == f"650{swedish.NBSP}000"
    assert tab.side.amounts_label.text() == f"Sökt {swedish.kronor(1_000_000)}"


def test_an_amount_that_cannot_be_read_is_told_and_kept(tab: AssessmentTab) -> None:
    case = show(tab, 0)
    row = tab.side.rows["proposed_amount"]
    row.editor.set_text("en halv miljon")
    row.editor.left.emit()
    assert "är inte ett belopp" in row.problem
    assert row.editor.text() == "en halv miljon"
    assert tab._session.bench.assessments.sheet(case).state is None


def test_leaving_the_case_stores_the_reason(tab: AssessmentTab, qtbot: Any) -> None:
    case = show(tab, 0)
    press(qtbot, tab, "Q1", "2")
    tab.rows["Q1"].reason.setPlainText(REASON)
    show(tab, 1)
    assert tab._session.bench.assessments.sheet(case).entries["Q1"].reason == REASON


def test_tab_goes_from_level_to_reason_to_the_next_criterion_and_last_to_the_whole(tab: AssessmentTab, qtbot: Any) -> None:
    show(tab, 0)
    press(qtbot, tab, "Q2", "2")
    qtbot.keyClick(tab.rows["Q2"].choice.buttons["2"], Qt.Key.Key_Tab)
    assert tab.rows["Q2"].reason.hasFocus()
    qtbot.keyClick(tab.rows["Q2"].reason, Qt.Key.Key_Tab)
    assert tab.rows["Q3"].choice.has_focus
    press(qtbot, tab, "Q3", "1")
    qtbot.keyClick(tab.rows["Q3"].choice.buttons["1"], Qt.Key.Key_Tab)
    qtbot.keyClick(tab.rows["Q3"].reason, Qt.Key.Key_Tab)
    assert tab.side.rows["confidence"].editor.target().hasFocus()


def test_ctrl_enter_stores_the_reason_and_goes_on(tab: AssessmentTab, qtbot: Any) -> None:
    case = show(tab, 0)
    press(qtbot, tab, "Q1", "2")
    tab.rows["Q1"].reason.setFocus()
    qtbot.keyClicks(tab.rows["Q1"].reason, "Tydligt.")
    qtbot.keyClick(tab.rows["Q1"].reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert entry(tab, case, "Q1").reason == "Tydligt."
    assert tab.rows["Q2"].choice.has_focus


def test_statements_among_the_documents_are_named(tab: AssessmentTab, session: Session, tmp_path: Path) -> None:
    case = show(tab, 0)
    assert tab.side.statements.isHidden()
    file = tmp_path / "polisen.pdf"
    file.write_bytes(b"%PDF-1.4 Vi tillstyrker.")
    session.bench.attachments.add(case, AttachmentKind.STATEMENT, file)
    show(tab, 0)
    went: list[Any] = []
    session.navigate.connect(lambda kind, target: went.append((kind, target)))
    assert tab.side.statement_links[0].shown.startswith("polisen.pdf")
    tab.side.statement_links[0].click()
    assert went == [("application", (case, "attachments"))]


HOSTILE = "=HYPERLINK(1) <b>fet</b> &amp; \u202eomvänd\u202c \x00styr a\u030a e\u0301 🙂"


def test_odd_text_is_kept_as_data_and_shown_plain(tab: AssessmentTab, qtbot: Any) -> None:
    case = show(tab, 0)
    press(qtbot, tab, "Q1", "2")
    write_reason(tab, "Q1", HOSTILE)
    assert entry(tab, case, "Q1").reason == swedish.clean(HOSTILE)
    assert tab.rows["Q1"].reason.toPlainText() == swedish.clean(HOSTILE)


def test_a_reason_beyond_the_limit_is_told_and_not_stored(tab: AssessmentTab, qtbot: Any) -> None:
    case = show(tab, 0)
    press(qtbot, tab, "Q1", "2")
    write_reason(tab, "Q1", "ä" * 20_001)
    assert tab.rows["Q1"].problem_label.text().startswith(f"Motiveringen är 20{swedish.NBSP}001 tecken.")
    assert len(tab.rows["Q1"].reason.toPlainText()) == 20_001
    assert entry(tab, case, "Q1").reason == ""


def test_a_file_that_is_only_read_shows_all_and_takes_nothing(
    tab: AssessmentTab, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(session), "is_writable", property(lambda _self: False))
    show(tab, 0)
    assert not tab.rows["Q1"].choice.buttons["0"].isEnabled()
    assert tab.head.assign_button.isHidden()
    assert tab.head.submit_button.isHidden()
    assert not tab.is_command_enabled("submit_assessment")


# --- the others ----------------------------------------------------------------------------------


def hand_in(tab: AssessmentTab, qtbot: Any) -> None:
    for key, value in (("Q1", "2"), ("Q2", "1"), ("Q3", "A")):
        press(qtbot, tab, key, value)
        write_reason(tab, key, REASON)
    tab.side.rows["confidence"].editor.set_text("Medel")
    tab.side.rows["confidence"].editor.left.emit()
    tab.submit()


def test_the_others_scores_are_hidden_until_ones_own_is_in(tab: AssessmentTab, qtbot: Any) -> None:
    show(tab, 0)
    assert tab.side.hidden_label.text() == "Visas när du har lämnat in din egen bedömning."
    assert not tab.side.hidden_label.isHidden()
    assert [line.other.person_name for line in tab.side.lines] == [SOUTH, WEST]
    assert all(line.other.total is None for line in tab.side.lines)
    assert tab.rows["Q1"].strip.isHidden()
    assert tab.side.chart.isHidden()
    hand_in(tab, qtbot)
    assert tab.sheet is not None
    assert tab.sheet.state is AssessmentState.SUBMITTED
    assert tab.side.hidden_label.isHidden()
    assert {mark.name: mark.value for mark in tab.rows["Q1"].strip.marks} == {SOUTH: 3.0, WEST: 0.0, "Du": 2.0}
    assert [mark.name for mark in tab.side.chart.plot.marks] == ["Du", SOUTH, WEST]
    assert tab.side.chart.plot.marks[0].value == pytest.approx(1.5)  # the abstention is not zero


def test_handing_in_tells_what_remains_and_goes_there(tab: AssessmentTab, session: Session, qtbot: Any) -> None:
    show(tab, 0)
    press(qtbot, tab, "Q1", "2")
    tab.submit()
    text, kind = session.messages.strips[-1]  # type: ignore[attr-defined]
    assert kind == "warning"
    assert "Inte bedömt: Q2 och Q3." in text
    assert "Motivering saknas: Q1." in text
    assert tab.rows["Q1"].reason.hasFocus()
    assert [link.shown for link in tab.side.lack_lines[0].links] == ["Q2", "Q3"]
    tab.side.lack_lines[0].links[1].click()
    assert tab.rows["Q3"].choice.has_focus


def test_a_handed_in_assessment_is_opened_again_only_with_a_reason(tab: AssessmentTab, session: Session, qtbot: Any) -> None:
    show(tab, 0)
    hand_in(tab, qtbot)
    assert tab.head.submit_button.isHidden()
    assert not tab.rows["Q1"].choice.buttons["0"].isEnabled()
    session.messages.answer_text = None  # type: ignore[attr-defined]
    tab.head.reopen_button.click()
    assert tab.sheet is not None
    assert tab.sheet.state is AssessmentState.SUBMITTED
    session.messages.answer_text = "Ny uppgift från nämnden."  # type: ignore[attr-defined]
    tab.head.reopen_button.click()
    assert tab.sheet.state is AssessmentState.DRAFT
    assert tab.rows["Q1"].choice.buttons["0"].isEnabled()


def test_changed_criteria_are_told_and_the_assessment_is_done_again(tab: AssessmentTab, session: Session, qtbot: Any) -> None:
    show(tab, 0)
    hand_in(tab, qtbot)
    info = session.bench.rounds.list()[0]
    session.bench.rounds.new_version(info.uid, "Delaktighet ska med.")
    session.bench.rounds.edit_criterion(info.uid, "Q9", is_used=True)
    show(tab, 0)
    assert not tab.again_strip.isHidden()
    assert "Kriterierna har ändrats" in tab.again_strip.text
    tab.again_button.click()
    assert tab.again_strip.isHidden()
    assert list(tab.rows) == ["Q1", "Q2", "Q3", "Q9"]
    assert tab.head.progress_label.text() == "3 av 4 bedömda"


# --- those who do not assess ---------------------------------------------------------------------


def test_who_is_not_asked_sees_the_assessments_and_can_assign(tab: AssessmentTab) -> None:
    show(tab, 1)
    assert "inte tilldelad" in tab.strip.text
    assert tab.head.progress_label.text() == "2 av 2 bedömningar inlämnade"
    assert not tab.head.assign_button.isHidden()
    assert tab.head.submit_button.isHidden()
    row = tab.rows["Q1"]
    assert row.choice.isHidden()
    assert row.reason.isHidden()
    assert {mark.name: mark.value for mark in row.strip.marks} == {SOUTH: 1.0, WEST: 3.0}
    assert tab.side.whole.isHidden()


@pytest.mark.parametrize("who", [SOUTH])
def test_an_assessor_does_not_choose_the_assessors(tab: AssessmentTab) -> None:
    show(tab, 0)
    assert tab.head.assign_button.isHidden()
    assert not tab.head.reopen_button.isHidden()


@pytest.mark.parametrize("who", ["Någon annan"])
def test_who_is_not_registered_is_told_so(tab: AssessmentTab) -> None:
    show(tab, 1)
    assert "finns inte bland de registrerade" in tab.strip.text


def test_a_case_that_has_ended_is_only_read(tab: AssessmentTab) -> None:
    show(tab, 0, read_only=True)
    assert not tab.is_command_enabled("submit_assessment")
    assert tab.head.assign_button.isHidden()
    assert not tab.rows["Q1"].choice.buttons["0"].isEnabled()


def test_assignment_shows_the_evidence_first(tab: AssessmentTab, session: Session, qtbot: Any) -> None:
    case = show(tab, 2)
    dialog = AssignDialog(session, case)
    qtbot.addWidget(dialog)
    dialog.table.select_key(person(session.bench, EXPERT))
    assert "Spånga-Tensta" in dialog.detail_label.text()
    session.messages.answer_confirm = False  # type: ignore[attr-defined]
    dialog.assign_button.click()
    assert session.messages.asked == ["Möjligt jäv"]  # type: ignore[attr-defined]
    assert session.bench.assessments.sheet(case).others == ()
    dialog.table.select_key(person(session.bench, SOUTH))
    assert dialog.assign_button.text() == ASSIGN
    dialog.assign_button.click()
    assert [one.person_name for one in session.bench.assessments.sheet(case).others] == [SOUTH]
    assert dialog.assign_button.text() == UNASSIGN
    dialog.assign_button.click()
    assert session.bench.assessments.sheet(case).others == ()


def test_who_has_declared_a_conflict_cannot_be_assigned(tab: AssessmentTab, session: Session, qtbot: Any) -> None:
    case = show(tab, 2)
    session.bench.conflicts.declare(case, person(session.bench, EXPERT), "Anställd vid förvaltningen.")
    dialog = AssignDialog(session, case)
    qtbot.addWidget(dialog)
    dialog.table.select_key(person(session.bench, EXPERT))
    assert not dialog.assign_button.isEnabled()
    assert "kan inte tilldelas" in dialog.detail_label.text()


def test_who_declares_a_conflict_after_the_assignment_can_be_taken_off_it(tab: AssessmentTab, session: Session, qtbot: Any) -> None:
    case = show(tab, 2)
    session.bench.assessments.assign(case, person(session.bench, EXPERT))
    session.bench.conflicts.declare(case, person(session.bench, EXPERT), "Anställd vid förvaltningen.")
    dialog = AssignDialog(session, case)
    qtbot.addWidget(dialog)
    dialog.table.select_key(person(session.bench, EXPERT))
    assert dialog.assign_button.text() == UNASSIGN
    dialog.assign_button.click()
    assert [row.is_assigned for row in session.bench.conflicts.suggestions(case)].count(True) == 0


def test_an_assignment_not_begun_is_taken_back_in_the_tab(tab: AssessmentTab, session: Session) -> None:
    case = show(tab, 2)
    session.bench.assessments.assign(case, person(session.bench, WEST))
    show(tab, 2)
    tab.side.lines[0].unassigned.emit(person(session.bench, WEST))
    assert tab.side.lines == []
    assert tab.side.hidden_label.text() == "Ingen är tilldelad än."


# --- empty states --------------------------------------------------------------------------------


@pytest.mark.parametrize("is_bare", [True])
def test_a_case_in_no_round_is_put_in_one(tab: AssessmentTab, session: Session) -> None:
    case = show(tab, 0)
    assert tab.pages.currentWidget() is tab.no_round
    went: list[Any] = []
    session.navigate.connect(lambda kind, target: went.append((kind, target)))
    tab.round_button.click()
    assert went == [("page", ("", "rubric"))]  # there is none: to where the first is made
    made = session.bench.rounds.create("Våren 2016", 2016).uid
    session.messages.answer_choice = str(made)  # type: ignore[attr-defined]
    tab.round_button.click()
    found = session.bench.rounds.of_case(case)
    assert found is not None
    assert found.uid == made


@pytest.mark.parametrize("is_bare", [True])
def test_without_registered_people_the_way_to_them_is_shown(tab: AssessmentTab, session: Session) -> None:
    made = session.bench.rounds.create("Våren 2016", 2016).uid
    session.bench.rounds.put_cases(made, cases_of(session.bench))
    show(tab, 0)
    assert tab.pages.currentWidget() is tab.nobody


def test_levels_stand_two_and_two_where_it_is_narrow(tab: AssessmentTab, qtbot: Any) -> None:
    show(tab, 0)
    choice = tab.rows["Q1"].choice
    assert choice.buttons["3"].y() == choice.buttons["0"].y()
    tab.resize(700, 500)
    qtbot.waitUntil(lambda: choice.buttons["2"].y() > choice.buttons["0"].y())
    assert choice.buttons["3"].mapTo(tab.area, choice.buttons["3"].rect().topRight()).x() < tab.area.viewport().width()


# --- in the window -------------------------------------------------------------------------------


def test_the_command_is_on_in_the_tab_only_while_there_is_something_to_hand_in(
    window: MainWindow, case_uid_of: Callable[[str], UUID]
) -> None:
    action = window.session.actions.submit_assessment
    window.go("application", (case_uid_of("Läxhjälp"), "rules"))
    assert not action.isEnabled()
    window.go("application", (case_uid_of("Läxhjälp"), "assessment"))
    assert action.isEnabled()
    window.go("application", (case_uid_of("stråk"), "assessment"))
    assert not action.isEnabled()


def test_a_key_in_the_window_stores_on_the_writer_thread(window: MainWindow, case_uid_of: Callable[[str], UUID], qtbot: Any) -> None:
    case = case_uid_of("Läxhjälp")
    window.go("application", (case, "assessment"))
    tab = window.current.case.assessment  # type: ignore[union-attr]
    press(qtbot, tab, "Q1", "3")
    qtbot.waitUntil(lambda: tab.head.progress_label.text() == "1 av 3 bedömda", timeout=5_000)
    assert window.session.bench.assessments.sheet(case).entries["Q1"].value == 3
