"""The form engine over real services: a field is stored when it is left, undone, kept when it does not parse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QUndoStack
from PySide6.QtWidgets import QApplication

from app.domain.catalogues import APPLICATION, PLAN
from app.domain.drafts import ApplicationDraft
from app.domain.rules.evidence import FieldRef, RuleResult
from app.domain.views import Changes
from app.domain.vocabulary import RuleOutcome
from app.services.workbench import Workbench
from app.ui.forms.binding import Part, process_part
from app.ui.forms.field_row import WhyPopup
from app.ui.forms.form import RecordForm
from app.ui.forms.recovery import Recovery
from app.ui.session import Session
from app.ui.widgets.plain_label import PlainLabel
from tests.ui.typing import type_into

TITLE, RECEIVED, PURPOSE = FieldRef("title"), FieldRef("received_date"), FieldRef("purpose")


@dataclass
class Open:
    """A form with one application in it, following the changes as a workspace does."""

    form: RecordForm
    stack: QUndoStack
    bench: Workbench
    uid: UUID
    qtbot: Any

    def load(self, _changes: Changes | None = None) -> None:
        self.form.load(self.bench.cases.load(self.uid), stack=self.stack)

    @property
    def draft(self) -> ApplicationDraft:
        return self.bench.cases.load(self.uid).draft

    def type(self, key: str, text: str) -> None:
        """Empty a line and write in it, without leaving it."""
        row = self.form.rows[key]
        row.editor.target().setFocus()
        row.editor.target().selectAll()  # type: ignore[attr-defined]
        type_into(row.editor.target(), text) if text else self.qtbot.keyClick(row.editor.target(), Qt.Key.Key_Delete)

    def write(self, key: str, text: str) -> None:
        """Write in a line and leave it by Enter."""
        self.type(key, text)
        self.qtbot.keyClick(self.form.rows[key].editor.target(), Qt.Key.Key_Return)

    def shown(self, key: str) -> str:
        return self.form.rows[key].editor.text()


@pytest.fixture
def opened(session: Session, bench: Workbench, case_uids: list[UUID], qtbot: Any, tmp_path: Path) -> Open:
    parts = (Part(APPLICATION), process_part())
    recovery = Recovery(tmp_path / "rescue.json", lambda: datetime(2016, 3, 14, 14, 2))
    form = RecordForm(session, None, bench.cases, parts=parts, recovery=recovery)
    qtbot.addWidget(form)
    form.resize(900, 600)
    form.show()
    qtbot.waitExposed(form)
    made = Open(form, QUndoStack(form), bench, case_uids[0], qtbot)
    made.load()
    session.changed.connect(made.load)
    return made


def test_every_field_of_both_catalogues_has_a_place(opened: Open) -> None:
    wanted = {field.key for field in APPLICATION.fields} | {
        f"process.{field.key}" for part in (process_part(),) for field in part.catalogue.fields
    }
    assert set(opened.form.rows) == wanted
    assert set(opened.form.tables) == {table.key for table in APPLICATION.tables} | {"process.experts"}


def test_a_field_is_stored_when_it_is_left(opened: Open) -> None:
    opened.type("title", "Trygga stråk")
    assert opened.draft.title == "Läxhjälp i Tensta"
    with opened.qtbot.waitSignal(opened.form.field_saved) as saved:
        opened.qtbot.keyClick(opened.form.rows["title"].editor.target(), Qt.Key.Key_Return)
    assert saved.args == [TITLE]
    assert opened.draft.title == "Trygga stråk"


def test_a_field_is_stored_when_the_focus_goes_on_by_tab(opened: Open) -> None:
    opened.type("registry_number_board", "1.2.1-7/2016")
    opened.qtbot.keyClick(opened.form.rows["registry_number_board"].editor.target(), Qt.Key.Key_Tab)
    assert opened.draft.registry_number_board == "1.2.1-7/2016"
    assert opened.form.rows["registry_number_city"].editor.target().hasFocus()


def test_leaving_a_field_untouched_stores_nothing(opened: Open) -> None:
    version = opened.bench.cases.load(opened.uid).version
    opened.form.rows["title"].focus()
    opened.qtbot.keyClick(opened.form.rows["title"].editor.target(), Qt.Key.Key_Return)
    assert opened.bench.cases.load(opened.uid).version == version
    assert opened.stack.count() == 0


def test_the_formatted_value_is_shown_on_leaving(opened: Open) -> None:
    opened.write("own_funding", "1,25 mnkr")
    assert opened.shown("own_funding") == "1\u00a0250\u00a0000"
    opened.write("received_date", "den 12 juni 2014")
    assert opened.shown("received_date") == "2014-06-12"
    assert opened.draft.received_date == date(2014, 6, 12)


def test_text_that_does_not_parse_is_kept_and_shown_with_its_problem(opened: Open) -> None:
    opened.write("received_date", "i våras")
    row = opened.form.rows["received_date"]
    assert opened.shown("received_date") == "i våras"
    assert "inte ett datum" in row.problem_label.text()
    assert row.problem_label.isVisible()
    assert opened.draft.received_date == date(2016, 3, 1)
    opened.load()
    assert (opened.shown("received_date"), bool(row.problem)) == ("i våras", True)


def test_the_list_at_the_top_leads_to_the_field(opened: Open) -> None:
    opened.write("received_date", "i våras")
    opened.write("plan_version", "två")
    assert [button.text() for button in opened.form.problem_list.buttons] == ["Inkom", "Handlingsplanens version"]
    opened.form.problem_list.buttons[0].click()
    assert opened.form.rows["received_date"].editor.target().hasFocus()
    opened.write("received_date", "2016-03-02")
    opened.write("plan_version", "2")
    assert not opened.form.problem_list.isVisible()


def test_undo_and_redo_are_new_stored_changes(opened: Open) -> None:
    opened.write("title", "Trygga stråk")
    opened.stack.undo()
    assert (opened.draft.title, opened.shown("title")) == ("Läxhjälp i Tensta", "Läxhjälp i Tensta")
    opened.stack.redo()
    assert (opened.draft.title, opened.shown("title")) == ("Trygga stråk", "Trygga stråk")
    log = [(row.before, row.after) for row in opened.bench.queries.log(opened.uid) if row.what == "Insatsens namn"]
    assert log == [("Läxhjälp i Tensta", "Trygga stråk"), ("Trygga stråk", "Läxhjälp i Tensta"), ("Läxhjälp i Tensta", "Trygga stråk")]


def test_text_that_did_not_parse_is_undone_too(opened: Open) -> None:
    opened.write("received_date", "i våras")
    opened.stack.undo()
    assert opened.shown("received_date") == "2016-03-01"
    assert not opened.form.problems()


def test_undo_gives_up_when_the_field_has_moved_on(opened: Open, messages: Any) -> None:
    opened.write("title", "Trygga stråk")
    opened.bench.cases.edit(opened.uid, TITLE, "Från annat håll")
    opened.stack.undo()
    assert opened.draft.title == "Från annat håll"
    assert messages.strips[-1][1] == "warning"
    assert "har ändrats sedan dess" in messages.strips[-1][0]
    opened.stack.redo()
    assert opened.stack.count() == 0


def test_ctrl_z_in_an_untouched_field_is_left_to_the_case(opened: Open) -> None:
    def is_taken(widget: Any) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        event.ignore()
        QApplication.sendEvent(widget, event)
        return event.isAccepted()

    line = opened.form.rows["title"].editor.target()
    area = opened.form.rows["purpose"].editor.target()
    assert not is_taken(line)
    assert not is_taken(area)
    opened.type("title", "Trygg")
    type_into(area, "Att")
    assert is_taken(line)
    assert is_taken(area)


def test_what_is_being_typed_stays_when_the_record_is_read_anew(opened: Open) -> None:
    opened.type("title", "Halvskriv")
    opened.bench.cases.edit(opened.uid, PURPOSE, "Att öka tryggheten")
    opened.load()
    assert opened.shown("title") == "Halvskriv"
    assert opened.shown("purpose") == "Att öka tryggheten"


def test_another_record_takes_over_after_the_first_has_been_stored(opened: Open, case_uids: list[UUID]) -> None:
    opened.type("title", "Nytt namn")
    first, opened.uid = opened.uid, case_uids[1]
    opened.form.load(opened.bench.cases.load(case_uids[1]), stack=QUndoStack(opened.form))
    assert opened.bench.cases.load(first).draft.title == "Nytt namn"
    assert opened.shown("title") == "Trygga stråk"


def test_a_choice_is_stored_at_once(opened: Open) -> None:
    editor = opened.form.rows["type"].editor
    editor.combo.setCurrentText("Förstudie")  # type: ignore[attr-defined]
    editor.combo.activated.emit(editor.combo.currentIndex())  # type: ignore[attr-defined]
    assert opened.bench.cases.load(opened.uid).draft.type is not None


def test_a_refused_text_stays_and_is_marked(opened: Open, messages: Any) -> None:
    editor = opened.form.rows["process.proposed_outcome"].editor
    editor.combo.setCurrentText("Bifall")  # type: ignore[attr-defined]
    editor.combo.activated.emit(editor.combo.currentIndex())  # type: ignore[attr-defined]
    row = opened.form.rows["process.proposed_outcome"]
    assert "kan inte föreslås" in row.problem_label.text()
    assert opened.bench.cases.load(opened.uid).evidence.process.proposed_outcome is None
    assert opened.stack.count() == 0


def test_the_draft_follows_the_typing(opened: Open) -> None:
    with opened.qtbot.waitSignal(opened.form.draft_changed) as told:
        opened.type("title", "Nytt")
    assert told.args[0].title == "Nytt"
    assert opened.draft.title == "Läxhjälp i Tensta"


def test_what_a_rule_says_stands_under_the_field_it_concerns(opened: Open) -> None:
    said = RuleResult(
        "R05", "1", RuleOutcome.FAIL, "Nämnden beslutade före styrgruppen.", (), (FieldRef("board_date"), FieldRef("steering_date"))
    )
    opened.form.show_results([said])
    note = opened.form.rows["board_date"].note
    assert note.label.text() == "R05 Inte uppfyllt. Nämnden beslutade före styrgruppen."
    assert note.isVisibleTo(opened.form)
    assert not opened.form.rows["steering_date"].note.isVisibleTo(opened.form)
    opened.form.show_results([])
    assert not note.isVisibleTo(opened.form)


def test_a_field_is_found_by_its_reference(opened: Open) -> None:
    line = opened.draft.budget_lines[0]
    assert opened.form.focus_field(FieldRef("process.consultation_date"))
    assert opened.form.rows["process.consultation_date"].editor.target().hasFocus()
    assert opened.form.focus_field(FieldRef("budget_lines.amount", line.uid))
    view = opened.form.tables["budget_lines"].view
    assert view.hasFocus()
    assert view.form_rows.ref_at(view.currentIndex()) == FieldRef("budget_lines.amount", line.uid)
    assert not opened.form.focus_field(FieldRef("no_such_field"))


def test_text_from_a_run_that_crashed_is_offered_and_taken(opened: Open, session: Session, tmp_path: Path) -> None:
    crashed = Recovery(tmp_path / "crash.json", lambda: datetime(2016, 3, 14, 14, 2))
    crashed.note(opened.uid, PURPOSE, "Att öka trygg")
    crashed.flush()
    opened.form.recovery = recovery = Recovery(tmp_path / "crash.json")
    opened.form._view = None
    opened.load()
    row = opened.form.rows["purpose"]
    assert row.rescue is not None
    row.rescue.take_button.click()
    assert opened.draft.purpose == "Att öka trygg"
    assert row.rescue is None
    assert recovery.rescued(opened.uid) == {}


def test_text_from_a_run_that_crashed_can_be_thrown_away(opened: Open, tmp_path: Path) -> None:
    crashed = Recovery(tmp_path / "crash.json")
    crashed.note(opened.uid, PURPOSE, "Att öka trygg")
    crashed.flush()
    opened.form.recovery = Recovery(tmp_path / "crash.json")
    opened.form._view = None
    opened.load()
    row = opened.form.rows["purpose"]
    assert row.rescue is not None
    row.rescue.drop_button.click()
    assert opened.draft.purpose == ""
    assert not (tmp_path / "crash.json").exists()


def test_typing_is_noted_for_rescue_until_it_is_stored(opened: Open) -> None:
    recovery = opened.form.recovery
    assert recovery is not None
    opened.type("title", "Halvskriv")
    assert recovery.is_typing(opened.uid, TITLE)
    opened.form.commit()
    assert not recovery.is_typing(opened.uid, TITLE)


def test_a_read_only_form_shows_everything_and_takes_nothing(opened: Open) -> None:
    opened.form.load(opened.bench.cases.load(opened.uid), read_only=True)
    line = opened.form.rows["title"].editor.target()
    opened.qtbot.keyClicks(line, "xyz")
    assert opened.shown("title") == "Läxhjälp i Tensta"
    assert not opened.form.tables["budget_lines"].model.is_writable
    assert opened.form.tables["budget_lines"].model.rowCount() == 1


def test_the_sections_are_reached_by_keyboard(opened: Open) -> None:
    sections = opened.form.section_list
    sections.setFocus()
    sections.setCurrentIndex(sections.model().index(3, 0))
    opened.qtbot.keyClick(sections, Qt.Key.Key_Return)
    assert opened.form.rows["type"].editor.target().hasFocus()


def test_the_same_engine_edits_a_plan(session: Session, bench: Workbench, qtbot: Any) -> None:
    row = bench.plans.new_version(next(one.uid for one in bench.queries.plans() if one.uid is not None))
    form = RecordForm(session, PLAN, bench.plans)
    qtbot.addWidget(form)
    form.load(bench.plans.load(row.uid))
    session.changed.connect(lambda _changes: form.load(bench.plans.load(row.uid)))
    line = form.rows["approval_paragraph"].editor.target()
    type_into(line, "§ 7")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert bench.plans.load(row.uid).draft.approval_paragraph == "§ 7"
    form.writer.stack.undo()
    assert bench.plans.load(row.uid).draft.approval_paragraph == ""


def test_every_label_belongs_to_its_field(opened: Open) -> None:
    buddies: dict[str, Callable[[], Any]] = {key: row.label.buddy for key, row in opened.form.rows.items()}
    assert all(buddy() is not None for buddy in buddies.values())


def test_shift_f1_tells_why_the_field_is_asked_for(opened: Open) -> None:
    opened.qtbot.keyClick(opened.form.rows["board_date"].editor.target(), Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, WhyPopup)
    texts = [label.text() for label in popup.findChildren(PlainLabel)]
    assert any(text.startswith("R05 ") for text in texts)
    assert any(text.startswith("Källa: ") for text in texts)
    popup.close()


def test_ctrl_enter_ends_a_long_text_and_takes_no_step_with_the_case(opened: Open) -> None:
    area = opened.form.rows["purpose"].editor.target()
    type_into(area, "Att öka tryggheten")
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(area, event)
    assert event.isAccepted()
    opened.qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.draft.purpose == "Att öka tryggheten"


def test_a_locked_record_takes_only_what_may_still_be_written(session: Session, bench: Workbench, qtbot: Any) -> None:
    uid = next(one.uid for one in bench.queries.plans() if one.uid is not None)
    form = RecordForm(session, PLAN, bench.plans)
    qtbot.addWidget(form)
    open_keys = frozenset({"reported_date", "follow_up_values", "activities.state"})
    form.load(bench.plans.load(uid), read_only=True, still_open=open_keys)
    activities, values = form.tables["activities"], form.tables["follow_up_values"]
    writable = {
        activities.model.columns[column].key
        for column in range(activities.model.columnCount())
        if activities.model.index(0, column).flags() & Qt.ItemFlag.ItemIsEditable
    }
    assert writable == {"state"}
    assert activities.model.rowCount() == 1  # no empty row to write a new activity in
    assert values.model.is_new_row(0)
    assert form.rows["reported_date"].editor.target().isReadOnly() is False
    assert form.rows["approval_paragraph"].editor.target().isReadOnly() is True
    assert not activities.add_button.isVisibleTo(form)
    assert values.add_button.isVisibleTo(form)
    details = {row.field.key for row in activities.detail.rows if form.may_write(row.ref.key)}
    assert details == {"state"}
    form._add_row(activities, {"title": "Ny"})
    assert len(bench.plans.load(uid).draft.activities) == 1


def test_columns_give_way_before_they_are_cut_when_the_row_stands_below(session: Session, bench: Workbench, qtbot: Any) -> None:
    uid = next(one.uid for one in bench.queries.plans() if one.uid is not None)
    form = RecordForm(session, PLAN, bench.plans)
    qtbot.addWidget(form)
    form.load(bench.plans.load(uid))
    view = form.tables["activities"].view
    form.resize(1100, 700)
    form.show()
    assert [field.key for field in view.columns_shown] == ["number", "title", "start", "end", "financing", "state"]
    form.resize(640, 700)
    QApplication.processEvents()
    assert [field.key for field in view.columns_shown] == ["number", "title", "start", "end"]
    widths = [view.columnWidth(column) for column in range(view.model().columnCount()) if not view.isColumnHidden(column)]
    assert sum(widths) == view.viewport().width()
    number = view.columnWidth(0)
    assert number < 110  # a number takes no more than its header
