"""The page Rangordning: order, ties and withheld figures, disputed first, weights tried, strictness, export."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain import swedish
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.views.ranking_cases import RoundCasesDialog
from app.ui.views.ranking_list import Rank, moves_between
from app.ui.views.ranking_page import RankingPage
from tests.ui.views import assessing
from tests.ui.views.assessing import ME, SOUTH, WEST, cases_of, person


@pytest.fixture(scope="module")
def assessed(seeded_store: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("ranked") / "ranked.sqlite"
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
def page(session: Session, qtbot: Any) -> RankingPage:
    made = RankingPage(session)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    session.changed.connect(made.changes_arrived)
    made.load()
    return made


def unassign_me(page: RankingPage) -> None:
    """So that every figure is shown to me."""
    bench = page._session.bench
    bench.assessments.unassign(cases_of(bench)[0], person(bench, ME))
    page.load()


def titles(page: RankingPage) -> list[str]:
    return [row.title for row in page.list.model.rows]


def cell(page: RankingPage, row: int, title: str) -> Any:
    column = next(number for number, one in enumerate(page.list.columns) if one.title == title)
    return page.list.model.index(row, column)


# --- the order -----------------------------------------------------------------------------------


def test_cases_stand_by_rank_with_the_figures_behind(page: RankingPage) -> None:
    unassign_me(page)
    # Trygga stråk: (1+1+1)/3 = 1 and (3+3+2)/3 = 2,67; Läxhjälp: (3+1+2)/3 = 2 and (0+1+1)/3 = 0,67
    assert titles(page) == ["Trygga stråk", "Läxhjälp i Tensta", "Öppen förskola"]
    assert [cell(page, 0, name).data() for name in ("Plats", "Medel", "Median", "Spridning", "Inlämnade")] == [
        "1", "1,83", "1,83", "1,67", "2 av 2",
    ]  # fmt: skip
    assert [cell(page, 2, name).data() for name in ("Plats", "Medel", "Justerad plats", "Inlämnade")] == ["–", "–", "–", "0 av 0"]
    assert page.list.summary_label.text() == "3 ärenden, 4 av 4 bedömningar inlämnade"
    assert page.list.hint_label.text() == "Poängen är ett underlag för samtal, inte ett beslut."


def test_a_shared_rank_is_marked(page: RankingPage) -> None:
    rank = Rank(2)
    rank.is_tied = True
    assert rank.text == "2="
    rank.moved = -1
    assert rank.text == f"2=  ({swedish.MINUS}1)"


def test_figures_are_withheld_until_ones_own_assessment_is_in(page: RankingPage) -> None:
    number = titles(page).index("Läxhjälp i Tensta")
    assert cell(page, number, "Medel").data() == "–"
    assert "1 ärende visas utan siffror" in page.list.hint_label.text()
    page.list.table.select_key(cases_of(page._session.bench)[0])
    assert "lämnat in din egen bedömning" in page.list.detail_label.text()


def test_a_case_hidden_by_a_conflict_is_counted_but_not_shown(page: RankingPage, session: Session) -> None:
    session.bench.conflicts.declare(cases_of(session.bench)[1], person(session.bench, ME), "Närstående är anställd där.")
    page.load()
    assert "Trygga stråk" not in titles(page)
    assert "1 ärende visas inte för dig: jäv." in page.list.hint_label.text()


def test_the_chosen_case_tells_each_total_its_place_and_who_is_missing(page: RankingPage, session: Session) -> None:
    bench = session.bench
    unassign_me(page)
    bench.assessments.assign(cases_of(bench)[1], person(bench, assessing.EXPERT))
    page.load()
    page.list.table.select_key(cases_of(bench)[1])
    text = page.list.detail_label.text()
    assert f"{SOUTH} 1,00 (plats 2); {WEST} 2,67 (plats 1)" in text
    assert f"Saknas: {assessing.EXPERT}." in text


def test_the_most_disputed_case_can_stand_first(page: RankingPage, session: Session, qtbot: Any) -> None:
    unassign_me(page)
    page.list.sort_by("Insats")
    page.disputed_button.click()
    assert titles(page)[:2] == ["Trygga stråk", "Läxhjälp i Tensta"]  # 1,67 before 1,33
    page.list.sort_by(None)
    page.list.sort_by("Medel")
    assert titles(page)[:2] == ["Läxhjälp i Tensta", "Trygga stråk"]


def test_enter_opens_the_case_where_it_is_assessed(page: RankingPage, session: Session, qtbot: Any) -> None:
    went: list[Any] = []
    session.navigate.connect(lambda kind, target: went.append((kind, target)))
    page.list.table.select_key(cases_of(session.bench)[1])
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert went == [("application", (cases_of(session.bench)[1], "assessment"))]


def test_rows_are_copied_with_figures_a_spreadsheet_takes(page: RankingPage) -> None:
    unassign_me(page)
    page.list.table.selectRow(0)
    page.commands()["copy_rows"]()
    assert "Trygga stråk" in QApplication.clipboard().text()
    assert "\t1,83\t" in QApplication.clipboard().text()


def test_the_model_is_sound(page: RankingPage, qtmodeltester: Any) -> None:
    qtmodeltester.check(page.list.model)


# --- weights and strictness ----------------------------------------------------------------------


def test_a_moved_weight_shows_what_would_change_and_saves_nothing(page: RankingPage, session: Session, qtbot: Any) -> None:
    """With Q1 alone Läxhjälp has (3+0)/2 = 1,5 and Trygga stråk (1+3)/2 = 2; with Q3 alone 1,5 and 1,5: shared."""
    unassign_me(page)
    page.weights_button.click()
    assert list(page.weights.rows) == ["Q1", "Q2", "Q3"]
    for key in ("Q1", "Q2"):
        page.weights.rows[key].slider.setValue(0)
    qtbot.waitUntil(lambda: page.ranking is not None and page.ranking.is_trial)
    assert cell(page, 0, "Plats").data().startswith("1=")
    moved = next(row for row in (0, 1) if titles(page)[row] == "Läxhjälp i Tensta")
    assert cell(page, moved, "Plats").data() == "1=  (+1)"
    assert not cell(page, moved, "Plats").data(Qt.ItemDataRole.DecorationRole).isNull()
    assert page.list.summary_label.text().startswith("Provade vikter:")
    info = session.bench.rounds.list()[0]
    assert {one.weight for one in session.bench.rounds.rubric(info.uid).criteria} == {Decimal(1)}
    page.reset_button.click()
    assert cell(page, 0, "Plats").data() == "1"
    assert page.reset_button.isHidden()
    assert page.weights.rows["Q1"].slider.value() == 2


def test_slider_and_figure_follow_each_other(page: RankingPage, qtbot: Any) -> None:
    row = page.weights.rows["Q2"]
    row.slider.setValue(5)
    assert row.field.text() == "2,5"
    row.field.setText("0,25")
    row.field.left.emit()
    assert row.weight == Decimal("0.25")
    assert page.weights.is_trial


@pytest.mark.parametrize("text", ["tung", "-1", "101", "1,555"])
def test_a_weight_that_cannot_be_used_is_marked_and_not_tried(page: RankingPage, text: str) -> None:
    row = page.weights.rows["Q2"]
    row.field.setText(text)
    row.field.left.emit()
    assert row.field.property("problem")
    assert row.field.accessibleDescription()
    assert not page.weights.is_trial


def test_all_weights_at_nothing_is_told_and_not_a_fault(page: RankingPage, session: Session, qtbot: Any) -> None:
    unassign_me(page)
    for row in page.weights.rows.values():
        row.slider.setValue(0)
    page.weights.rest.stop()
    page.weights._tell()
    assert page.list.model.rowCount() == 3
    assert session.messages.faults == []  # type: ignore[attr-defined]


def test_strictness_is_told_with_the_number_of_cases_behind(page: RankingPage) -> None:
    unassign_me(page)
    page.strictness_button.click()
    assert {(one.person_name, one.cases) for one in page.strictness.shown} == {(SOUTH, 2), (WEST, 2)}
    assert not page.side.isHidden()
    page.strictness_button.click()
    assert page.side.isHidden()


def test_moves_are_counted_upwards(page: RankingPage, session: Session) -> None:
    unassign_me(page)
    info = session.bench.rounds.list()[0]
    base = session.bench.assessments.ranking(info.uid)
    trial = session.bench.assessments.ranking(info.uid, weights={"Q1": Decimal(0), "Q2": Decimal(0), "Q3": Decimal(1)})
    assert moves_between(base.rows, trial.rows) == {cases_of(session.bench)[0]: 1}
    assert moves_between(base.rows, base.rows) == {}


# --- export, rounds, the window ------------------------------------------------------------------


def test_the_ranking_is_exported_as_shown(page: RankingPage, session: Session, tmp_path: Path) -> None:
    unassign_me(page)
    session.messages.answer_file = tmp_path / "rang.xlsx"  # type: ignore[attr-defined]
    page.commands()["export_list"]()
    values = [value for sheet in load_workbook(tmp_path / "rang.xlsx") for row in sheet.iter_rows(values_only=True) for value in row]
    assert "Trygga stråk" in values
    assert any(isinstance(one, float) and one == pytest.approx(11 / 6, abs=0.001) for one in values)
    session.messages.answer_file = tmp_path / "rang.csv"  # type: ignore[attr-defined]
    page.commands()["export_list"]()
    with (tmp_path / "rang.csv").open(encoding="utf-8-sig", newline="") as file:
        assert any("Trygga stråk" in line for line in csv.reader(file, delimiter=";"))


def test_another_round_is_chosen(page: RankingPage, session: Session) -> None:
    made = session.bench.rounds.create("Hösten 2016", 2016).uid
    page.load()
    assert page.round_choice.currentText() == "Våren 2016"  # what was chosen stays
    page.select(made)
    assert page.list.pages.currentWidget() is page.list.empty
    assert not page.disputed_button.isEnabled()


@pytest.mark.parametrize("is_bare", [True])
def test_without_rounds_the_way_to_the_first_is_shown(page: RankingPage, session: Session) -> None:
    went: list[Any] = []
    session.navigate.connect(lambda kind, target: went.append((kind, target)))
    assert page.pages.currentWidget() is page.no_rounds
    page.rubric_button.click()
    assert went == [("page", ("", "rubric"))]


def test_the_page_opens_beside_the_list(window: MainWindow) -> None:
    workspace: Any = window.show_workspace("applications")
    workspace.tabs.setCurrentIndex(1)
    assert workspace.ranking.list.model.rowCount() == 3
    assert window.session.actions.export_list.isEnabled()


# --- cases in the round --------------------------------------------------------------------------


def test_open_cases_that_are_not_in_the_round_are_added_several_at_a_time(page: RankingPage, session: Session, qtbot: Any) -> None:
    made = session.bench.rounds.create("Hösten 2016", 2016).uid
    page.load()
    page.select(made)
    page.list.add_button.setFocus()
    assert page.ranking is not None
    dialog = RoundCasesDialog(session, page.ranking.round, frozenset(cases_of(session.bench)[:1]))
    qtbot.addWidget(dialog)
    assert not dialog.add_button.isEnabled()
    assert [row.title for row in dialog.model.rows] == ["Trygga stråk", "Öppen förskola"]
    dialog.table.selectAll()
    assert dialog.add_button.text() == "Lägg till 2 ärenden"
    dialog.search.setText("förskola")
    dialog.reload()
    dialog.table.selectAll()
    assert dialog.add_button.text() == "Lägg till ärendet"
    page.put_cases(dialog.chosen())
    assert titles(page) == ["Öppen förskola"]
    assert "Ärendet är med i omgången." in session.messages.notices[-1]  # type: ignore[attr-defined]


def test_cases_that_are_in_the_round_already_take_no_place_among_those_to_add(
    page: RankingPage, session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    queries = session.bench.queries
    whole = queries.applications
    monkeypatch.setattr(queries, "applications", lambda query, columns=None: whole(replace(query, limit=1), columns))
    assert page.ranking is not None
    dialog = RoundCasesDialog(session, page.ranking.round, frozenset(cases_of(session.bench)[:1]))
    qtbot.addWidget(dialog)
    assert [row.title for row in dialog.model.rows] == ["Trygga stråk", "Öppen förskola"]
    assert dialog.more_label.text() == ""


def test_a_case_under_assessment_elsewhere_is_not_moved(page: RankingPage, session: Session) -> None:
    made = session.bench.rounds.create("Hösten 2016", 2016).uid
    page.load()
    page.select(made)
    page.put_cases(cases_of(session.bench))
    assert titles(page) == []
    assert "redan under bedömning i Våren 2016" in session.messages.strips[-1][0]  # type: ignore[attr-defined]
