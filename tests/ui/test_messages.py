"""Where a message goes is decided by what kind of error it is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.problems import Problem
from app.errors import EnvironmentProblem, FileRefused, NotFound, RuleViolation, StateConflict, ValidationProblems
from app.ui.dialogs.ask_text import AskChoiceDialog, AskTextDialog
from app.ui.dialogs.fault import FaultDialog
from app.ui.messages import Messages


@pytest.mark.parametrize(
    "error",
    [RuleViolation("Regeln hindrar."), StateConflict("Ärendet har ändrats."), NotFound("Ärendet finns inte.")],
)
def test_rules_and_conflicts_go_to_the_strip(messages, error: Exception) -> None:
    messages.show(error)
    assert messages.strips == [(str(error), "warning")]
    assert messages.problems == []


def test_problems_of_input_go_to_the_strip(messages) -> None:
    messages.show(ValidationProblems([Problem("Beloppet saknas.")]))
    assert messages.strips[0][1] == "warning"
    assert "Beloppet saknas." in messages.strips[0][0]


@pytest.mark.parametrize("error", [EnvironmentProblem("Disken är full.", "Frigör utrymme."), FileRefused("Inte vår fil.")])
def test_surroundings_get_a_dialog(messages, error: Exception) -> None:
    messages.show(error)
    assert messages.problems == [error]
    assert messages.strips == []


def test_the_apology_can_be_copied_and_quotes_no_case(qtbot) -> None:
    secret = "".join(reversed("nakarps tglimeh"))  # put together here, so that no line of source quotes it
    try:
        raise ValueError(secret)
    except ValueError as error:
        dialog = FaultDialog(error)
    qtbot.addWidget(dialog)
    dialog._copy()
    copied = QApplication.clipboard().text()
    assert "ValueError" in copied
    assert "test_messages.py" in copied
    assert secret not in copied


def test_an_empty_answer_cannot_be_given(qtbot) -> None:
    dialog = AskTextDialog("Ditt namn", "Namn", "Spara namnet", text="  ")
    qtbot.addWidget(dialog)
    assert not dialog.yes_button.isEnabled()
    qtbot.keyClicks(dialog._field, "Namnet")
    assert dialog.yes_button.isEnabled()
    assert dialog.text() == "Namnet"


def test_a_choice_starts_at_the_one_given(qtbot) -> None:
    dialog = AskChoiceDialog("Läge", "Nytt läge", "Byt läge", [("a", "A"), ("b", "B")], chosen="b")
    qtbot.addWidget(dialog)
    assert dialog.choice() == "b"


def test_a_saved_file_gets_its_suffix(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    from PySide6.QtWidgets import QFileDialog

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *arguments: (str(tmp_path / "utlåtande"), ""))
    assert Messages(settings).ask_save_file("Spara", "PDF-dokument (*.pdf)") == tmp_path / "utlåtande.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *arguments: ("", ""))
    assert Messages(settings).ask_save_file("Spara", "PDF-dokument (*.pdf)") is None
