"""The window around the workspaces: opening, refusing, going places, closing and coming back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.rules.evidence import FieldRef
from app.domain.views import Changes
from app.services.workbench import open_workbench
from app.ui.forms.recovery import Recovery, recovery_file
from app.ui.main_window import MainWindow
from app.ui.settings import RECENT, TEXT_SIZE, THEME, Settings
from app.ui.views.base import Workspace
from app.ui.widgets.empty_state import EmptyState
from app.ui.workspaces import WORKSPACES


def key(qtbot, window: QWidget, code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, code, modifier)


def test_the_store_opens_on_the_overview(window: MainWindow) -> None:
    assert isinstance(window.current, Workspace)
    assert window.current.key == "overview"
    assert "ärenden.sqlite" in window.windowTitle()
    assert "ärenden.sqlite" in window.status_line.about_label.text()
    assert "14 mars 2016" in window.status_line.about_label.text().replace("\u00a0", " ")
    assert not window.read_only_strip.isVisible()


def test_without_a_store_only_files_and_help_can_be_reached(make_main_window: Callable[[], MainWindow]) -> None:
    window = make_main_window()
    window.start(None)
    enabled = {spec.name for spec, action in window.session.actions.items() if action.isEnabled()}
    assert {"new_store", "open_store", "help", "about", "quit", "theme_dark", "text_size_115"} <= enabled
    assert not enabled & {"save_copy", "new_application", "workspace_3", "command_palette", "undo", "next_step"}
    assert window.opening_page.page.title_label.text() == "Välkommen till Sammanhållen"


def test_a_foreign_file_gets_a_page_that_says_why(qtbot, make_main_window: Callable[[], MainWindow], tmp_path: Path) -> None:
    other = tmp_path / "annat.sqlite"
    other.write_bytes(b"nej" * 1000)
    window = make_main_window()
    with qtbot.waitSignal(window.session.refused, timeout=10_000):
        window.start(other)
    page = window.opening_page.page
    assert isinstance(page, EmptyState)
    assert page.title_label.text() == "Filen öppnades inte"
    assert str(other) in page.text_label.text()
    assert len(page.text_label.text()) > len(str(other)) + 20
    assert other.read_bytes() == b"nej" * 1000
    assert window.session.workbench is None


def test_a_file_that_is_open_elsewhere_has_writing_off(qtbot, make_main_window: Callable[[], MainWindow], store: Path) -> None:
    holder = open_workbench(store, who="Kollegan")
    window = make_main_window()
    try:
        with qtbot.waitSignal(window.settled, timeout=10_000):
            window.start(store)
        assert window.read_only_strip.isVisible()
        assert "Kollegan" in window.read_only_strip.text
        writing = [action for spec, action in window.session.actions.items() if spec.writes]
        assert writing
        assert not any(action.isEnabled() for action in writing)
        assert "för visning" in window.status_line.about_label.text()
    finally:
        window.close()
        holder.close()


def test_numbers_change_workspace_and_the_list_shows_which(qtbot, window: MainWindow) -> None:
    key(qtbot, window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert window.current.key == "programme"
    assert window.session.actions.workspace_7.isChecked()
    assert window.head.title_label.text() == "Programmet"
    checked = [button for button in window.navigation.buttons if button.isChecked()]
    assert [button.text() for button in checked] == ["Programmet"]


def test_alt_left_goes_back_and_alt_right_forward(qtbot, window: MainWindow) -> None:
    window.session.navigate.emit("rule", "R08")
    window.session.navigate.emit("organisation", "trafiknamnden")
    key(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current.location() == {"node": "rule:R08", "tab": "tree"}
    key(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current.key == "overview"
    assert not window.session.actions.back.isEnabled()
    key(qtbot, window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.current.location() == {"node": "rule:R08", "tab": "tree"}


def test_a_case_is_reached_by_navigating(window: MainWindow, jobs, case_uid_of: Callable[[str], UUID]) -> None:
    uid = case_uid_of("Trygga stråk")
    window.session.navigate.emit("application", (uid, "rules"))
    jobs.wait_idle()
    assert window.current.key == "applications"
    assert str(uid) in str(window.current.location())


def test_closing_and_opening_brings_back_the_place(
    qtbot, make_main_window: Callable[[], MainWindow], window: MainWindow, store: Path, case_uid_of: Callable[[str], UUID], jobs
) -> None:
    uid = case_uid_of("Trygga stråk")
    window.session.navigate.emit("application", (uid, "rules"))
    jobs.wait_idle()
    place = window.current.location()
    window.resize(window.width(), 655)
    window.close()
    again = make_main_window()
    with qtbot.waitSignal(again.settled, timeout=10_000):
        again.start(store)
    assert again.current.key == "applications"
    assert again.current.location() == place
    assert again.height() == 655


def test_another_store_can_be_opened_in_the_same_window(qtbot, window: MainWindow, seeded_store: bytes, tmp_path: Path) -> None:
    other = tmp_path / "andra.sqlite"
    other.write_bytes(seeded_store)
    window.session.navigate.emit("rule", "R08")
    with qtbot.waitSignal(window.settled, timeout=10_000):
        window.session.open(other)
    assert window.session.bench.path == other
    assert window.current.key == "overview"
    assert not window.session.actions.back.isEnabled()
    assert window.session.settings.get(RECENT)[0] == str(other)


def test_a_write_reaches_every_workspace_that_has_been_built(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    for name in ("overview", "programme"):
        view = window.view(name)
        monkeypatch.setattr(view, "changes_arrived", lambda _changes, name=name: heard.append(name))
    window.session.changed.emit(Changes(frozenset({"application"})))
    assert heard == ["overview", "programme"]


def test_messages_show_in_the_strip_and_the_status_line(window: MainWindow) -> None:
    window.session.messages.strip("Regeln hindrar.", "warning")
    assert window.message_strip.isVisible()
    assert window.message_strip.text == "Regeln hindrar."
    window.session.messages.notice("Kopian är sparad.")
    assert window.status_line.currentMessage() == "Kopian är sparad."
    window.session.messages.clear_strip()
    assert not window.message_strip.isVisible()


def test_a_message_goes_with_the_workspace_that_it_was_about(window: MainWindow) -> None:
    window.session.messages.strip("Innan planen förs vidare: ange dagen.", "warning")
    assert window.message_strip.isVisible()
    window.show_workspace("risk_index")
    assert not window.message_strip.isVisible()


def test_looks_are_remembered(window: MainWindow, dressed) -> None:
    try:
        window.session.actions.theme_dark.trigger()
        window.session.actions.text_size_140.trigger()
        assert window.session.settings.get(THEME) == "dark"
        assert window.session.settings.get(TEXT_SIZE) == 140
        assert window.theme.is_dark
    finally:
        window.session.actions.text_size_100.trigger()
        window.session.actions.theme_light.trigger()


def test_undo_names_what_it_takes_back(window: MainWindow) -> None:
    from PySide6.QtGui import QUndoStack

    from app.ui.undo import ServiceCommand

    taken: list[str] = []
    stack = QUndoStack(window.session.undo_group)
    window.session.undo_group.setActiveStack(stack)
    assert not window.session.actions.undo.isEnabled()
    stack.push(ServiceCommand("Titel", lambda _one: taken.append("undo"), lambda _one: taken.append("redo")))
    assert window.session.actions.undo.text() == "&Ångra: Titel"
    window.session.actions.undo.trigger()
    window.session.actions.redo.trigger()
    assert taken == ["undo", "redo"]


def test_saving_a_copy_leaves_a_store_that_opens(window: MainWindow, jobs, tmp_path: Path) -> None:
    window.session.messages.answer_file = tmp_path / "kopia.sqlite"
    window.session.actions.save_copy.trigger()
    jobs.wait_idle()
    copy = open_workbench(tmp_path / "kopia.sqlite", who="Test")
    assert copy.files.check().cases == 3
    copy.close()


def test_backing_up_says_where(window: MainWindow, jobs) -> None:
    window.session.actions.backup.trigger()
    jobs.wait_idle()
    text, kind = window.session.messages.strips[-1]
    assert kind == "success"
    assert Path(text.partition(": ")[2]).is_file()


def test_a_value_changed_outside_the_program_is_told_of_when_the_file_is_opened(
    qtbot, make_main_window: Callable[[], MainWindow], jobs, store: Path
) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE application SET description = 'Ändrad utanför' WHERE id = 2")
        number = connection.execute("SELECT case_number FROM application WHERE id = 2").fetchone()[0]
    connection.close()
    window = make_main_window()
    with qtbot.waitSignal(window.settled, timeout=10_000):
        window.start(store)
    jobs.wait_idle()
    assert [
        (text, kind) for text, kind in window.session.messages.strips if number in text and "utanför programmet" in text and kind == "error"
    ]


def test_checking_a_sound_file_says_so(window: MainWindow, jobs) -> None:
    window.session.actions.check_store.trigger()
    jobs.wait_idle()
    assert window.session.messages.informed[0].startswith("ärenden.sqlite är kontrollerad och hel.")


def test_a_new_store_is_made_and_opened(qtbot, window: MainWindow, tmp_path: Path) -> None:
    window.session.messages.answer_file = tmp_path / "ny.sqlite"
    with qtbot.waitSignal(window.settled, timeout=10_000):
        window.session.actions.new_store.trigger()
    assert window.session.bench.path == tmp_path / "ny.sqlite"
    assert window.session.bench.programme.programme_boards


def test_a_new_store_never_replaces_one(qtbot, window: MainWindow, seeded_store: bytes, tmp_path: Path) -> None:
    taken = tmp_path / "upptagen.sqlite"
    taken.write_bytes(seeded_store)
    window.session.messages.answer_file = taken
    with qtbot.waitSignal(window.session.refused, timeout=10_000):
        window.session.actions.new_store.trigger()
    assert taken.read_bytes() == seeded_store


def test_closing_waits_for_the_last_write(window: MainWindow, store: Path) -> None:
    done: list[int] = []
    for number in range(20):
        window.session.write(lambda number=number: done.append(number))
    window.close()
    assert done == list(range(20))
    assert window.session.workbench is None


def test_views_stay_until_what_they_saved_has_been_stored(window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot) -> None:
    view, heard = window.current, []

    def left() -> bool:
        window.session.write(lambda: Changes(frozenset({"application"})), lambda _changes: heard.append(window.stack.indexOf(view) >= 0))
        return True

    monkeypatch.setattr(view, "left", left)
    window.close()
    assert heard == [True, True]  # asked before closing, and again as the store closes


def test_a_workspace_that_must_not_be_left_keeps_the_window_open(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window.current, "left", lambda: False)
    assert not window.close()
    assert window.show_workspace("programme") is None
    assert window.current.key == "overview"
    assert window.session.actions.workspace_1.isChecked()
    monkeypatch.undo()


def test_help_opens_at_the_page_of_what_is_in_view(window: MainWindow) -> None:
    window.show_workspace("programme")
    window.session.actions.help.trigger()
    assert window._help.place == "programmet"
    window._help.close()


@pytest.mark.parametrize("percent", [100, 115, 140])
def test_the_small_laptop_has_room_for_every_workspace(window: MainWindow, jobs, percent: int, case_uid_of) -> None:
    window.session.actions.named(f"text_size_{percent}").trigger()
    try:
        for one in WORKSPACES:
            window.show_workspace(one.key)
            jobs.wait_idle()
        window.session.navigate.emit("application", (case_uid_of("Trygga stråk"), "application"))
        jobs.wait_idle()
        needed = window.centralWidget().layout().totalMinimumSize()
        assert needed.width() <= 1093
        assert needed.height() + window.menuBar().sizeHint().height() + window.statusBar().sizeHint().height() <= 614
    finally:
        window.session.actions.text_size_100.trigger()


def test_the_list_of_workspaces_gives_way_to_large_text(window: MainWindow) -> None:
    window.navigation.set_room(1093)
    roomy = window.navigation.sizeHint().width()
    window.session.actions.text_size_140.trigger()
    try:
        window.navigation.set_room(1093)
        assert window.navigation.sizeHint().width() < roomy / 2
    finally:
        window.session.actions.text_size_100.trigger()


def test_names_of_workspaces_are_whole_or_not_there_however_the_window_was_started(
    make_main_window: Callable[[], MainWindow], settings: Settings, store: Path, qtbot, jobs
) -> None:
    settings.set(TEXT_SIZE, 140)
    made = make_main_window()
    made.resize(1093, 614)
    with qtbot.waitSignal(made.settled, timeout=10_000):
        made.start(store)
    jobs.wait_idle()
    for one in WORKSPACES:
        made.show_workspace(one.key)
        jobs.wait_idle()
        QApplication.processEvents()
        assert made.navigation.width() >= made.navigation.sizeHint().width(), one.key
    made.show_workspace("overview")
    side = made.current._side
    qtbot.waitUntil(lambda: side.widget().width() <= side.viewport().width())


def test_text_that_was_not_stored_is_told_of_at_the_start(
    make_main_window: Callable[[], MainWindow], store: Path, case_uids: list[UUID], bench, qtbot
) -> None:
    bench.close()
    left = Recovery(recovery_file(store))
    left.note(case_uids[0], FieldRef("title"), "Halvskrivet")
    left.note(uuid4(), FieldRef("title"), "I ett ärende som inte finns")
    left.flush()
    made = make_main_window()
    with qtbot.waitSignal(made.settled, timeout=10_000):
        made.start(store)
    told, kind = made.session.messages.strips[-1]
    assert kind == "info"
    assert told.startswith(f"Text som skrevs men inte hann sparas finns i {made.session.bench.cases.load(case_uids[0]).name}. ")
    recovery_file(store).unlink()
