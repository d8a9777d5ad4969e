"""The tab Tidigare: what is offered at registration, why it is alike, how it is filed, and the imported list."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domain.drafts import ApplicationDraft
from app.domain.earlier import GrantRow, Nearest
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState, RelationKind
from app.exchange.grants_list import grants_template
from app.services.workbench import Workbench
from app.ui.dialogs import grants_import
from app.ui.session import Session
from app.ui.views.case_earlier import EarlierTab, looked_through, news_text


@pytest.fixture
def again(bench: Workbench) -> UUID:
    """The first case's activity once more."""
    draft = ApplicationDraft(
        title="Läxhjälp i Tensta", applicant="spanga-tensta", districts=("tensta",), received_date=date(2016, 3, 10)
    )  # fmt: skip
    return bench.cases.create(draft, state=ApplicationState.FORMAL_CHECK).uid


@pytest.fixture
def tab(session: Session, again: UUID, qtbot: Any) -> EarlierTab:
    made = EarlierTab(session)
    qtbot.addWidget(made)
    qtbot.addWidget(made.strip)
    made.resize(1000, 420)
    session.changed.connect(lambda changes: made.load(session.bench.cases.load(again), read_only=False))
    made.load(session.bench.cases.load(again), read_only=False)
    return made


def test_a_new_case_offers_what_it_resembles(tab: EarlierTab, session: Session, again: UUID, qtbot: Any) -> None:
    assert tab.strip.text == "Ansökan liknar ett tidigare ärende som ingen har tagit ställning till."
    assert not tab.strip.isHidden()
    with qtbot.waitSignal(session.navigate) as gone:
        tab._show_tab()
    assert gone.args == ["application", (again, "earlier")]


def test_the_nearest_says_why_and_stands_beside_the_case(tab: EarlierTab, case_uids: list[UUID]) -> None:
    assert tab.detail.model.rowCount() == 0  # nothing is compared before it is looked at
    tab.show()
    assert tab.table.current_row().matter.uid == case_uids[0]
    assert "samma nämnd, 1 av 1 stadsdel, ordlikhet 1,00 i namnet" in tab.detail.why.text()
    assert {row.label for row in tab.detail.model.rows} >= {"Insatsens namn", "Stadsdelar", "Sökt belopp"}


def test_choosing_a_relation_files_it_and_the_strip_falls_silent(tab: EarlierTab, bench: Workbench, again: UUID) -> None:
    tab.show()
    tab.detail.kind.setCurrentIndex(tab.detail.kind.findData(RelationKind.CONTINUATION))
    tab.detail.kind.activated.emit(tab.detail.kind.currentIndex())
    [(matter, relation)] = bench.earlier.relations(again)
    assert (matter.title, relation.kind) == ("Läxhjälp i Tensta", RelationKind.CONTINUATION)
    tab.hide()
    assert tab.strip.isHidden()
    assert tab.detail.filed.text().startswith("Registrerat av Handläggaren ")


def test_a_note_is_stored_when_the_tab_is_left(tab: EarlierTab, bench: Workbench, again: UUID) -> None:
    tab.show()
    tab.detail.kind.setCurrentIndex(tab.detail.kind.findData(RelationKind.DUPLICATE))
    tab.detail.kind.activated.emit(tab.detail.kind.currentIndex())
    tab.detail.note.setText("Skickad två gånger")
    tab.commit()
    assert bench.earlier.relations(again)[0][1].note == "Skickad två gånger"
    tab.detail.unfile_button.click()
    assert bench.earlier.relations(again) == ()
    tab.hide()
    assert not tab.strip.isHidden()


def test_the_strip_stands_over_the_other_tabs_only(tab: EarlierTab) -> None:
    tab.show()
    assert tab.strip.isHidden()
    tab.hide()
    assert not tab.strip.isHidden()


def test_a_strip_put_away_stays_away_for_that_case(tab: EarlierTab) -> None:
    tab.strip._on_close()
    tab.read()
    assert tab.strip.isHidden()


def test_enter_opens_the_earlier_case(tab: EarlierTab, session: Session, case_uids: list[UUID], qtbot: Any) -> None:
    with qtbot.waitSignal(session.navigate) as gone:
        qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert gone.args == ["application", case_uids[0]]


def test_another_case_is_looked_up_by_its_number(tab: EarlierTab, session: Session, case_uids: list[UUID]) -> None:
    session.messages.answer_text = session.bench.cases.load(case_uids[2]).case_number  # type: ignore[attr-defined]
    tab.add_other()
    assert tab.table.current_row().matter.uid == case_uids[2]
    session.messages.answer_text = "1999-001"  # type: ignore[attr-defined]
    tab.add_other()
    assert "1999-001" in session.messages.strips[-1][0]  # type: ignore[attr-defined]


def test_a_case_without_likeness_says_what_was_gone_through(session: Session, case_uids: list[UUID], qtbot: Any) -> None:
    made = EarlierTab(session)
    qtbot.addWidget(made)
    qtbot.addWidget(made.strip)
    made.load(session.bench.cases.load(case_uids[0]), read_only=False)
    assert made.pages.currentWidget() is made.empty
    assert "Jämfört med 0 tidigare ärenden och 0 bidrag 2007–2014." in made.empty.text_label.text()


def test_a_case_that_is_closed_shows_but_does_not_file(session: Session, bench: Workbench, again: UUID, qtbot: Any) -> None:
    bench.cases.move(again, ApplicationState.WITHDRAWN)
    made = EarlierTab(session)
    qtbot.addWidget(made)
    qtbot.addWidget(made.strip)
    made.show()
    made.load(session.bench.cases.load(again), read_only=True)
    assert not made.detail.kind.isEnabled()
    assert made.strip.isHidden()


def test_numbers_are_told_in_swedish() -> None:
    assert news_text(2) == "Ansökan liknar 2 tidigare ärenden som ingen har tagit ställning till."
    assert looked_through(Nearest((), cases=1, grants=1_200)) == "Jämfört med 1 tidigare ärende och 1\u00a0200 bidrag 2007–2014."


# --- the list of grants --------------------------------------------------------------------------


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "bidrag.xlsx"
    path.write_bytes(grants_template((GrantRow(row=2, year=2012, board_name="Farsta", title="Öppen gård", amount=500_000),)))
    return path


def test_a_list_is_previewed_and_then_stored(session: Session, workbook: Path, qtbot: Any) -> None:
    dialog = grants_import.show_preview(session, session.bench.earlier.read_grants(workbook))
    assert dialog.strip.text == "Av bidragen i listan är 1 nytt. Ingenting är lagrat än."
    assert dialog.store_button.text() == "Läs in 1 bidrag"
    assert session.bench.earlier.grants() == 0
    dialog.store_button.click()
    assert session.bench.earlier.grants() == 1
    assert session.messages.notices[-1] == "Tidigare bidrag är inlästa från bidrag.xlsx: 1 nytt."  # type: ignore[attr-defined]


def test_the_same_list_again_is_told_and_cannot_be_stored(session: Session, workbook: Path, qtbot: Any) -> None:
    session.bench.earlier.store_grants(session.bench.earlier.read_grants(workbook))
    dialog = grants_import.show_preview(session, session.bench.earlier.read_grants(workbook))
    assert dialog.strip.text == "Samma lista är redan inläst. Det finns inget nytt i den."
    assert not dialog.store_button.isEnabled()
    assert dialog.reason_label.text() == "Det finns inget nytt att läsa in."
    dialog.close()


def test_problems_are_listed_and_nothing_is_stored(session: Session, tmp_path: Path, qtbot: Any) -> None:
    path = tmp_path / "fel.xlsx"
    path.write_bytes(grants_template((GrantRow(row=2, year=2016, board_name="Farsta", title="Kör", amount=1),)))
    dialog = grants_import.show_preview(session, session.bench.earlier.read_grants(path))
    assert dialog.tabs.tabText(0) == "Problem 1"
    assert not dialog.store_button.isEnabled()
    dialog.close()


def test_an_empty_list_is_saved_for_filling_in(session: Session, tmp_path: Path) -> None:
    session.messages.answer_file = tmp_path / "tom.xlsx"  # type: ignore[attr-defined]
    grants_import.save_template(session)
    assert (tmp_path / "tom.xlsx").stat().st_size > 1_000


# --- in the window -------------------------------------------------------------------------------


def test_a_case_registered_by_hand_is_told_of_as_soon_as_it_has_a_name(window: Any, case_uid_of: Any, qtbot: Any) -> None:
    session = window.session
    again = session.bench.cases.create(ApplicationDraft(received_date=date(2016, 3, 12)), state=ApplicationState.FORMAL_CHECK).uid
    window.go("application", again)
    case = window.current.case
    assert session.jobs.wait_idle(10_000)
    assert case.earlier.strip.isHidden()
    for key, text in (("title", "Läxhjälp i Tensta"), ("applicant", "Spånga-Tensta"), ("districts", "Tensta")):
        session.write(lambda key=key, text=text: session.bench.cases.edit(again, FieldRef(key), text))
    qtbot.waitUntil(case.earlier.strip.isVisible, timeout=10_000)
    tabs = {case.tabs.tabText(number) for number in range(case.tabs.count())}
    assert "Tidigare 1" in tabs
    case.earlier.strip.findChildren(QPushButton)[0].click()
    assert case.tab == "earlier"
    assert window.current.help_anchor() == "fliken-tidigare"
