"""Ctrl+K: commands and hits in one list, by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester

from app.ui.palette import CommandPalette, Entry, EntryModel, command_entries
from app.ui.session import Session


@pytest.fixture
def palette(qtbot, session: Session) -> CommandPalette:
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    made = CommandPalette(session, window)
    made.open_palette()
    return made


def titles(palette: CommandPalette) -> list[str]:
    return [entry.title for entry in palette.model.entries]


def test_it_opens_with_the_commands_that_can_be_given(palette: CommandPalette, session: Session) -> None:
    assert "Öppna ärendefil …" in titles(palette)
    assert "Skriv ut tjänsteutlåtande …" not in titles(palette)  # no workspace in view handles it
    assert all(entry.target.isEnabled() for entry in palette.model.entries)


def test_folded_words_find_commands(actions) -> None:
    found = command_entries([action for _spec, action in actions.items()], "mork")
    assert [entry.title for entry in found] == ["Mörkt", "Följ systemet"]  # the second by its tip


def test_typing_finds_cases_districts_and_rules(palette: CommandPalette) -> None:
    palette.search("tensta")
    kinds = {entry.kind for entry in palette.model.entries}
    assert {"application", "district", "organisation"} <= kinds
    palette.search("investering")
    assert any(entry.kind == "rule" and entry.target == "R08" for entry in palette.model.entries)


def test_arrows_and_enter_open_what_is_chosen(qtbot, palette: CommandPalette, session: Session) -> None:
    palette.search("läxhjälp")
    first = palette.model.entries[0]
    assert first.kind == "application"
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    with qtbot.waitSignal(session.navigate) as heard:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert heard.args == ["application", first.target]
    assert not palette.isVisible()


def test_enter_gives_a_command(qtbot, palette: CommandPalette, session: Session) -> None:
    palette.search("om sammanhållen")
    with qtbot.waitSignal(session.actions.about.triggered):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)


def test_escape_closes_and_no_hit_says_so(qtbot, palette: CommandPalette) -> None:
    palette.search("xyzzy")
    assert palette.model.entries == ()
    assert palette.hint.text().startswith("Inget hittades")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_a_late_answer_to_an_older_question_is_dropped(qtbot, session: Session, jobs, palette: CommandPalette) -> None:
    session.jobs = jobs
    palette.search("tensta")
    palette.search("R08")
    assert jobs.wait_idle(5000)
    assert all("R08" in entry.title or entry.kind == "help" for entry in palette.model.entries)


def test_the_list_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = EntryModel()
    model.set_entries([Entry("rule", "R08", "", "R08"), Entry("help", "Regler", "", "regler")])
    qtmodeltester.check(model)
