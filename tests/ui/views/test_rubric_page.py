"""The page Bedömningsgrunder: rounds, criteria open to change until the first score, versions, and what needs another look."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.views.rubric_page import RubricPage
from app.ui.views.rubric_round import RoundDialog
from tests.ui.views import assessing
from tests.ui.views.assessing import SOUTH, WEST, cases_of


@pytest.fixture(scope="module")
def assessed(seeded_store: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("rubric") / "rubric.sqlite"
    path.write_bytes(seeded_store)
    assessing.fill(path)
    return path.read_bytes()


@pytest.fixture
def is_bare() -> bool:
    return False


@pytest.fixture
def store(assessed: bytes, seeded_store: bytes, is_bare: bool, tmp_path: Path) -> Path:
    path = tmp_path / "ärenden.sqlite"
    path.write_bytes(seeded_store if is_bare else assessed)
    return path


@pytest.fixture
def page(session: Session, qtbot: Any) -> RubricPage:
    made = RubricPage(session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    session.changed.connect(made.changes_arrived)
    made.load()
    return made


@pytest.fixture
def open_page(page: RubricPage) -> RubricPage:
    """At a new round, whose criteria can be changed."""
    page.create_round("Hösten 2016", 2016)
    return page


def write(page: RubricPage, name: str, text: str) -> None:
    row = page.form.rows[name]
    row.editor.set_text(text)
    row.editor.left.emit()


def stored(page: RubricPage, key: str) -> Any:
    assert page.round is not None
    return next(one for one in page._session.bench.rounds.rubric(page.round).criteria if one.key == key)


# --- criteria ------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_bare", [True])
def test_the_first_round_starts_with_the_twelve_criteria(page: RubricPage, session: Session) -> None:
    assert page.pages.currentWidget() is page.no_rounds
    page.create_round("Våren 2016", 2016)
    assert [row.key for row in page.list.model.rows] == [f"Q{number}" for number in range(1, 13)]
    assert page.list.summary_label.text() == "12 av 12 kriterier används"
    assert page.badge.text == "Kan ändras"
    assert session.messages.notices == ["Omgången Våren 2016 är skapad."]  # type: ignore[attr-defined]


def test_each_field_is_stored_when_left(open_page: RubricPage) -> None:
    page = open_page
    page.list.table.select_key("Q2")
    for name, text in (("title", "Resurser"), ("weight", "1,5"), ("guidance", "Timmar och namn"), ("level_3", "Namngivet och finansierat")):
        write(page, name, text)
    found = stored(page, "Q2")
    assert (found.title, found.weight, found.guidance, found.levels[3]) == (
        "Resurser", Decimal("1.5"), "Timmar och namn", "Namngivet och finansierat",
    )  # fmt: skip
    assert page.list.table.current_row().title == "Resurser"
    page.form.used_box.click()
    assert not stored(page, "Q2").is_used
    assert page.list.summary_label.text() == "11 av 12 kriterier används"


@pytest.mark.parametrize(("text", "told"), [("tung", "är inte ett tal"), ("", "Ange vikten som ett tal")])
def test_a_weight_that_cannot_be_read_is_told_and_not_stored(open_page: RubricPage, text: str, told: str) -> None:
    write(open_page, "weight", text)
    assert told in open_page.form.rows["weight"].problem
    assert stored(open_page, "Q1").weight == 1


def test_a_weight_that_is_refused_shows_what_is_stored(open_page: RubricPage, session: Session) -> None:
    write(open_page, "weight", "101")
    assert "mellan 0 och 100" in session.messages.strips[-1][0]  # type: ignore[attr-defined]
    assert open_page.form.rows["weight"].editor.text() == "1"


def test_going_to_another_criterion_stores_what_was_written(open_page: RubricPage) -> None:
    open_page.list.table.select_key("Q1")
    open_page.form.rows["title"].editor.set_text("Mål som går att mäta")
    open_page.list.table.select_key("Q3")
    assert stored(open_page, "Q1").title == "Mål som går att mäta"
    assert open_page.form.rows["title"].editor.text() == stored(open_page, "Q3").title


def test_enter_goes_from_the_list_to_the_fields(open_page: RubricPage, qtbot: Any) -> None:
    open_page.list.table.setFocus()
    qtbot.keyClick(open_page.list.table, Qt.Key.Key_Return)
    assert open_page.form.rows["title"].editor.target().hasFocus()


# --- versions ------------------------------------------------------------------------------------


def test_after_the_first_score_the_criteria_are_locked(page: RubricPage) -> None:
    assert page.badge.text == "Låst"
    assert page.form.rows["title"].editor.target().isReadOnly()  # type: ignore[attr-defined]
    assert not page.form.used_box.isEnabled()
    assert not page.version_button.isHidden()


def test_a_new_version_needs_a_reason_and_lists_what_needs_another_look(page: RubricPage, session: Session) -> None:
    session.messages.answer_text = None  # type: ignore[attr-defined]
    page.version_button.click()
    assert page.rubric is not None
    assert page.rubric.number == 1
    session.messages.answer_text = "Delaktighet ska med."  # type: ignore[attr-defined]
    page.version_button.click()
    assert page.rubric.number == 2
    assert page.version_choice.currentText() == "Version 2 (gäller)"
    assert "Skäl till versionen: Delaktighet ska med." in page.note_label.text()
    assert page.outdated_chip.text() == "Att se över 4"
    page.outdated_chip.click()
    assert {row[2] for row in page.outdated.model.rows} == {SOUTH, WEST}
    went: list[Any] = []
    session.navigate.connect(lambda kind, target: went.append((kind, target)))
    page.outdated.opened.emit(page.outdated.model.row_at(0))
    assert went[0][0] == "application"
    assert went[0][1][0] in cases_of(session.bench)
    assert went[0][1][1] == "assessment"


def test_an_older_version_is_shown_as_it_was(page: RubricPage, session: Session) -> None:
    session.messages.answer_text = "Delaktighet ska med."  # type: ignore[attr-defined]
    page.version_button.click()
    page.list.table.select_key("Q9")
    page.form.used_box.click()
    assert page.list.summary_label.text() == "4 av 12 kriterier används"
    page.version_choice.setCurrentIndex(1)
    page.version_choice.activated.emit(1)
    assert page.list.summary_label.text() == "3 av 12 kriterier används"
    assert page.note_label.text().startswith("Det här är en äldre version.")
    assert not page.form.used_box.isEnabled()
    assert page.version_button.isHidden()


# --- rounds --------------------------------------------------------------------------------------


def test_a_round_is_named_with_its_year(page: RubricPage, qtbot: Any) -> None:
    dialog = RoundDialog("Ny omgång", "Skapa omgången", "", 2016)
    qtbot.addWidget(dialog)
    assert not dialog.yes_button.isEnabled()
    dialog.name_field.setText("  Hösten   2016 ")
    assert dialog.yes_button.isEnabled()
    assert (dialog.name, dialog.year) == ("Hösten 2016", 2016)
    dialog.year_field.setText("216")
    assert not dialog.yes_button.isEnabled()
    assert dialog.year_label.text() == "Ange ett år mellan 1990 och 2100."


def test_a_name_that_is_taken_is_refused_in_words(page: RubricPage, session: Session) -> None:
    page.create_round("våren 2016", 2016)
    assert "finns redan en omgång" in session.messages.strips[-1][0]  # type: ignore[attr-defined]
    assert len(page.rounds) == 1


def test_the_page_opens_from_elsewhere_at_a_round(window: MainWindow) -> None:
    made = window.session.bench.rounds.create("Hösten 2016", 2016).uid
    window.go("page", (made, "rubric"))
    page: Any = window.current.page  # type: ignore[union-attr]
    assert page.title == "Bedömningsgrunder"
    assert page.round == made


def test_the_model_is_sound(page: RubricPage, qtmodeltester: Any) -> None:
    qtmodeltester.check(page.list.model)
