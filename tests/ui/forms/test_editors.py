"""The editors: texts in, texts out, by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app import paths
from app.domain import fields
from app.domain.catalogues import APPLICATION, PLAN, PROCESS
from app.domain.fields import Choices, Field, Kind
from app.exchange.programme_file import load_programme
from app.ui.forms.choice_editors import ChoiceEditor, ChoicesEditor
from app.ui.forms.editors import DateEditor, LineEditor, LongTextEditor, YesNoEditor, make_editor

ALL_FIELDS = [
    field
    for catalogue in (APPLICATION, PROCESS, PLAN)
    for field in (*catalogue.fields, *(column for table in catalogue.tables for column in table.fields))
]


@pytest.fixture(scope="module")
def choices() -> Choices:
    return load_programme(paths.resources_folder() / "programme.toml").choices


def sample_text(field: Field, choices: Choices) -> str:
    match field.kind:
        case Kind.DATE:
            return "2016-03-14"
        case Kind.KRONOR | Kind.INTEGER:
            return "1\u00a0250"
        case Kind.NUMBER:
            return "2,5"
        case Kind.YEAR:
            return "2016"
        case Kind.YES_NO:
            return "Nej"
        case Kind.CHOICE:
            return list(choices.items(field).values())[-1]
        case Kind.CHOICES:
            return "; ".join(list(choices.items(field).values())[:2])
        case _:
            return "<b>Åtg</b>"


def test_every_field_of_every_catalogue_shows_what_it_is_given(choices: Choices, qtbot: Any) -> None:
    for field in ALL_FIELDS:
        editor = make_editor(field, choices)
        qtbot.addWidget(editor)
        text = sample_text(field, choices)
        editor.set_text(text)
        assert editor.text() == text, field.key
        assert fields.text(field, fields.parse(field, editor.text(), choices), choices) == text
        editor.set_text("")
        assert editor.text() == "", field.key
        assert editor.target().accessibleName(), field.key


def test_showing_a_text_is_not_an_edit(choices: Choices, qtbot: Any) -> None:
    for field in ALL_FIELDS:
        editor = make_editor(field, choices)
        qtbot.addWidget(editor)
        with qtbot.assertNotEmitted(editor.edited), qtbot.assertNotEmitted(editor.left):
            editor.set_text(sample_text(field, choices))


def test_a_line_is_left_by_enter(choices: Choices, qtbot: Any) -> None:
    editor = make_editor(APPLICATION.field("title"), choices)
    assert isinstance(editor, LineEditor)
    qtbot.addWidget(editor)
    qtbot.keyClicks(editor.line, "Trygga")
    with qtbot.waitSignal(editor.left):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.text() == "Trygga"


def test_a_long_text_grows_with_what_is_written(choices: Choices, qtbot: Any) -> None:
    editor = make_editor(APPLICATION.field("purpose"), choices)
    assert isinstance(editor, LongTextEditor)
    qtbot.addWidget(editor)
    editor.resize(400, 80)
    editor.show()
    low = editor.area.height()
    editor.set_text("\n".join(f"rad {number}" for number in range(8)))
    assert editor.area.height() > low
    editor.set_text("\n".join("x" for _ in range(200)))
    assert editor.area.height() < 400


def test_the_calendar_writes_the_day_that_was_chosen(choices: Choices, qtbot: Any) -> None:
    editor = make_editor(APPLICATION.field("board_date"), choices)
    assert isinstance(editor, DateEditor)
    qtbot.addWidget(editor)
    editor.set_text("12 juni 2014")
    editor.show()
    qtbot.keyClick(editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor._popup is not None
    assert editor._popup.calendar.selectedDate().toString(Qt.DateFormat.ISODate) == "2014-06-12"
    with qtbot.waitSignal(editor.left):
        editor._popup.calendar.activated.emit(editor._popup.calendar.selectedDate())
    assert editor.text() == "2014-06-12"


def test_yes_and_no_are_chosen_by_arrow_keys_and_emptied_by_delete(choices: Choices, qtbot: Any) -> None:
    editor = make_editor(APPLICATION.field("starts_something_new"), choices)
    assert isinstance(editor, YesNoEditor)
    qtbot.addWidget(editor)
    editor.show()
    with qtbot.waitSignal(editor.left):
        qtbot.keyClick(editor.target(), Qt.Key.Key_Right)
    assert editor.text() == "Ja"
    qtbot.keyClick(editor.target(), Qt.Key.Key_Right)
    assert editor.text() == "Nej"
    qtbot.keyClick(editor.target(), Qt.Key.Key_Delete)
    assert editor.text() == ""


def test_a_yes_or_no_keeps_text_that_is_neither(choices: Choices, qtbot: Any) -> None:
    editor = make_editor(APPLICATION.field("starts_something_new"), choices)
    qtbot.addWidget(editor)
    editor.set_text("kanske")
    assert editor.text() == "kanske"


def test_a_long_list_is_searched_by_any_part_of_a_name(choices: Choices, qtbot: Any) -> None:
    editor = make_editor(APPLICATION.field("applicant"), choices)
    assert isinstance(editor, ChoiceEditor)
    qtbot.addWidget(editor)
    line = editor.combo.lineEdit()
    completer = editor.combo.completer()
    qtbot.keyClicks(line, "tensta")
    completer.setCompletionPrefix("tensta")
    found = [completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())]
    assert "Spånga-Tensta stadsdelsnämnd" in found
    assert editor.text() == "tensta"


def test_ctrl_z_in_a_searched_list_is_left_to_the_case_until_something_is_typed(choices: Choices, qtbot: Any) -> None:
    editor = make_editor(APPLICATION.field("applicant"), choices)
    assert isinstance(editor, ChoiceEditor)
    qtbot.addWidget(editor)
    editor.set_text("Skärholmens stadsdelsnämnd")
    assert not _takes_ctrl_z(editor.combo)
    qtbot.keyClicks(editor.combo, "x")
    assert _takes_ctrl_z(editor.combo)


def _takes_ctrl_z(widget: QWidget) -> bool:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "\x1a")
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_a_short_list_shows_what_did_not_parse(choices: Choices, qtbot: Any) -> None:
    editor = make_editor(APPLICATION.field("type"), choices)
    qtbot.addWidget(editor)
    editor.set_text("Något annat")
    assert editor.text() == "Något annat"


def test_an_alternative_that_is_not_allowed_cannot_be_chosen(choices: Choices, qtbot: Any) -> None:
    editor = make_editor(PROCESS.field("proposed_outcome"), choices)
    assert isinstance(editor, ChoiceEditor)
    qtbot.addWidget(editor)
    editor.set_unavailable({"Bifall": "R08 inte uppfyllt"})
    model = editor.combo.model()
    enabled = {
        editor.combo.itemText(row): bool(model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsEnabled) for row in range(model.rowCount())
    }
    assert enabled == {"–": True, "Bifall": False, "Delvis bifall": True, "Avslag": True, "Återremiss": True}


def test_several_are_ticked_in_the_list_and_stored_when_it_closes(choices: Choices, qtbot: Any) -> None:
    editor = make_editor(APPLICATION.field("districts"), choices)
    assert isinstance(editor, ChoicesEditor)
    qtbot.addWidget(editor)
    editor.show()
    editor.open_list()
    editor.popup.search.setText("tenst")
    rows = [row for row in range(editor.popup.items.rowCount()) if not editor.popup.list.isRowHidden(row)]
    assert [editor.popup.items.item(row).text() for row in rows] == ["Tensta"]
    editor.popup.items.item(rows[0]).setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(editor.left):
        QTest.keyClick(editor.popup.search, Qt.Key.Key_Return)
    assert editor.text() == "Tensta"


def test_a_chip_is_taken_away_by_its_cross(choices: Choices, qtbot: Any) -> None:
    editor = make_editor(APPLICATION.field("districts"), choices)
    assert isinstance(editor, ChoicesEditor)
    qtbot.addWidget(editor)
    editor.set_text("Rinkeby; Tensta")
    with qtbot.waitSignal(editor.left):
        editor._chips[0].click()
    assert editor.text() == "Tensta"


def test_read_only_editors_take_no_keys(choices: Choices, qtbot: Any) -> None:
    for key in ("title", "purpose", "board_date"):
        editor = make_editor(APPLICATION.field(key), choices)
        qtbot.addWidget(editor)
        editor.set_text("2016-01-01")
        editor.set_read_only(True)
        qtbot.keyClicks(editor.target(), "xyz")
        assert editor.text() == "2016-01-01"


def test_the_wheel_changes_no_choice(choices: Choices, qtbot: Any) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    editor = make_editor(APPLICATION.field("type"), choices)
    assert isinstance(editor, ChoiceEditor)
    qtbot.addWidget(editor)
    editor.set_text("Förstudie")
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor.combo, wheel)
    assert editor.text() == "Förstudie"
