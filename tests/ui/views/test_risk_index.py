from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from app.domain.drafts import ApplicationDraft
from app.domain.riskindex.series import Band, Bands, Level, Measure, SeriesKind
from app.ui.charts.ranking_words import interval_text, places_text
from app.ui.dialogs.index_bands import BandsDialog
from app.ui.dialogs.index_hidden import HiddenDialog
from app.ui.session import Session
from app.ui.views.risk_index import COMPUTED_ONLY, KEYS, PAGES, RiskIndexWorkspace
from app.ui.widgets.link_button import LinkButton
from tests.services.index_builders import add_series


@pytest.fixture
def workspace(make_workspace, indexed_session):
    return make_workspace(indexed_session)


@pytest.fixture
def page(workspace):
    return workspace.page


def choose(combo, data) -> None:
    index = combo.findData(data)
    assert index >= 0, f"{data} is not among the choices"
    combo.setCurrentIndex(index)
    combo.activated.emit(combo.currentIndex())


def computed(workspace) -> None:
    choose(workspace.series_combo, SeriesKind.COMPUTED.value)


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


# --- a published series --------------------------------------------------------------------------


def test_the_newest_year_and_the_total_are_shown_first(workspace, page) -> None:
    assert (workspace.kind, workspace.level, workspace.measure, workspace.year) == (
        SeriesKind.PUBLISHED,
        Level.DISTRICT,
        Measure.TOTAL,
        2012,
    )
    assert page.chart.ranking.bars[0].label == "Tensta"
    assert "Exempelvärde – inte Swecos uppgift" in texts(page.chart)


def test_the_chosen_district_is_told_in_words_with_its_parts_and_the_programmes_lists(workspace, page, qtbot) -> None:
    page.chart.plot.setFocus()
    qtbot.keyClick(page.chart.plot, Qt.Key.Key_Down)
    told = texts(page.panel)
    assert workspace.unit == "tensta"
    assert "Spånga-Tensta stadsdelsnämnd" in told
    assert "procent över staden i genomsnitt över fyra områden." in told
    assert all(measure.label in told for measure in Measure)
    assert "Utpekad stadsdel" in told
    assert "Exempelvärde – inte Swecos uppgift" in told


def test_vallingby_has_a_high_index_without_being_named(workspace, page) -> None:
    workspace.open_record("vallingby")
    told = texts(page.panel)
    assert "Inte utpekad" in told
    assert "En ansökan för stadsdelen bedöms enligt R13." in told


def test_applications_that_name_the_district_are_one_click_away(workspace, page, indexed_session, qtbot) -> None:
    workspace.open_record("tensta")
    link = page.panel.widget().findChildren(LinkButton)[0]
    with qtbot.waitSignal(indexed_session.navigate) as went:
        link.click()
    assert went.args[0] == "application"
    assert went.args[1] in {one.uid for one in indexed_session.bench.queries.names_district("tensta")}


def test_new_cases_are_followed(workspace, page, indexed_session) -> None:
    workspace.open_record("husby")
    assert "Ingen ansökan nämner stadsdelen." in texts(page.panel)
    made = indexed_session.bench.cases.create(ApplicationDraft(title="Läxhjälp", applicant="rinkeby-kista", districts=("husby",)))
    workspace.changes_arrived(made.changes)
    assert "Ansökningar (1)" in texts(page.panel)


@pytest.mark.parametrize(
    ("pick", "count", "note"), [("named", 21, "endast de 21 utpekade"), ("above", 22, "endast de 22 över stadens index")]
)
def test_the_programmes_own_lists_can_be_picked_out_and_the_chart_says_so(page, pick, count, note) -> None:
    choose(page.pick_combo, pick)
    assert len(page.chart.ranking.bars) == count
    assert page.chart.ranking.subtitle.endswith(note)


def test_one_board_can_be_picked_out_together_with_a_list(page) -> None:
    choose(page.board_combo, "spanga-tensta")
    choose(page.pick_combo, "named")
    assert [bar.label for bar in page.chart.ranking.bars] == ["Tensta"]
    assert page.chart.ranking.subtitle.endswith("endast de 21 utpekade, endast Spånga-Tensta")
    assert page.chart.ranking.bars[0].rank == 1


def test_boards_on_a_fixed_base_are_a_chart_of_their_own_and_say_so(workspace, page) -> None:
    choose(workspace.level_combo, Level.BOARD.value)
    assert page.chart.ranking.reference_label == "Staden 2006 = 100"
    assert page.note_label.text() == "Räknas mot staden 2006 och kan inte jämföras med stadsdelarnas värden."
    assert page.note_label.isVisible()
    assert not page.board_combo.isVisible()
    assert workspace.year_combo.count() == 7
    choose(page.pick_combo, "programme")
    assert len(page.chart.ranking.bars) == 6
    choose(workspace.level_combo, Level.DISTRICT.value)
    assert not page.note_label.isVisible()


def test_the_place_is_kept(workspace, page) -> None:
    choose(page.pick_combo, "named")
    workspace.go_to({"level": "district", "measure": "HEALTH", "unit": "farsta-strand", "place": {"pick": "named"}})
    place = workspace.location()
    workspace.open_record("tensta")
    choose(page.pick_combo, "")
    workspace.go_to(place)
    assert (workspace.measure, workspace.unit, page.pick_combo.currentData()) == (Measure.HEALTH, "farsta-strand", "named")
    workspace.go_to({"level": "nothing", "year": 1900, "unit": "no-such"})
    assert page.chart.ranking is not None


def test_the_chart_is_saved_as_picture_and_as_paper_of_what_is_shown(page, messages, tmp_path) -> None:
    choose(page.pick_combo, "named")
    messages.answer_file = tmp_path / "bild.png"
    page.chart.png_action.trigger()
    assert not QImage(str(tmp_path / "bild.png")).isNull()
    messages.answer_file = tmp_path / "blad.pdf"
    page.chart.pdf_action.trigger()
    assert (tmp_path / "blad.pdf").read_bytes().startswith(b"%PDF-1.")


# --- the workspace -------------------------------------------------------------------------------


def test_a_store_without_an_index_says_so(make_workspace, session) -> None:
    made = make_workspace(session)
    assert made.body.currentWidget() is made.empty
    assert not made.choices.isEnabled()


def test_a_published_series_has_no_pages_that_need_indicators(workspace) -> None:
    for number, (_key, _title, _name, kinds) in enumerate(PAGES):
        assert workspace.tabs.isTabEnabled(number) is (kinds != COMPUTED_ONLY)
    computed(workspace)
    assert all(workspace.tabs.isTabEnabled(number) for number in range(len(PAGES)))


@pytest.mark.parametrize("key", KEYS)
def test_every_page_opens_on_a_computed_series(workspace, key) -> None:
    computed(workspace)
    workspace.show_page(key)
    assert (workspace.page_key, workspace.page.key) == (key, key)
    assert workspace.page.choice is not None
    assert workspace.page.choice.is_computed


def test_the_same_district_stays_chosen_in_the_other_series(workspace) -> None:
    workspace.open_record("tensta")
    computed(workspace)
    assert workspace.unit == "tensta"


def test_every_choice_has_a_name_and_a_label(workspace, page) -> None:
    names = {combo.accessibleName() for combo in (*workspace.labels, *page.labels)}
    assert names >= {"Serie", "Nivå", "Mått", "År", "Nämnd", "Urval"}
    assert all(label.buddy() is combo for combo, label in (*workspace.labels.items(), *page.labels.items()))
    assert all(combo.accessibleName() for combo in workspace.findChildren(QComboBox))


def test_the_recipe_stands_on_one_line_and_nothing_jumps_when_the_series_changes(workspace, page) -> None:
    before = workspace.tabs.y(), workspace.tabs.height()
    assert workspace.recipe_label.text() == "Visas som den är och räknas inte om."
    computed(workspace)
    assert workspace.recipe_label.text() == f"Recept: {workspace.recipe.text}"
    assert workspace.recipe_label.accessibleDescription() == workspace.recipe_label.text()
    assert (workspace.tabs.y(), workspace.tabs.height()) == before
    assert workspace.choices.height() <= 64


@pytest.mark.parametrize("name", ["import_indicators", "import_table", "indicator_template"])
def test_commands_of_the_data_page_are_given_from_any_page(workspace, page, name, monkeypatch) -> None:
    given = []
    data = workspace.tabs.widget(KEYS.index("data")).page
    monkeypatch.setattr(type(data), name, lambda _page: given.append(name))
    workspace.commands()[name]()
    assert given == [name]
    assert workspace.page is page, "the page in view stays"


def test_an_empty_store_leads_to_the_import_and_to_writing(make_workspace, session) -> None:
    made = make_workspace(session)
    shown = [button.text() for button in made.empty.findChildren(QPushButton)]
    assert len(shown) == 4
    made.data_button.click()
    assert made.page_key == "data"
    assert made.body.currentWidget() is made.tabs


def test_the_line_of_the_recipe_names_the_indicators_that_are_left_out(workspace, page) -> None:
    computed(workspace)
    one = workspace.session.bench.risk_index.dataset().indicators[0]
    page.recipe_changed.emit(workspace.recipe.with_changes(left_out=frozenset({one.code})))
    assert f"utan {one.name}" in workspace.recipe_label.text()


# --- the ranking of a computed series ------------------------------------------------------------


def test_a_computed_ranking_has_whiskers_recipe_and_who_is_hidden(workspace, page) -> None:
    computed(workspace)
    shown = page.chart.ranking
    assert all(bar.interval is not None for bar in shown.bars)
    assert "(frö 1)" in shown.footer
    assert workspace.recipe.text in shown.footer
    assert page.filter.hidden_link.shown == "1 visas inte …"
    assert page.filter.hidden_link.toolTip() == "1 stadsdel visas inte: färre än 1\xa0000 invånare"
    assert len(page.chart.plot.whiskers.getData()[0]) == 6 * len(shown.bars)


def test_who_is_hidden_is_shown_with_the_reason(workspace, page) -> None:
    computed(workspace)
    page.filter.hidden_link.click()
    (dialog,) = workspace.window().findChildren(HiddenDialog)
    assert dialog.model.rowCount() == 1
    assert "färre än 1\xa0000 invånare" in [str(column.value(dialog.model.row_at(0))) for column in dialog.model.columns]
    dialog.close()


def test_the_least_size_is_a_choice_of_the_recipe(workspace, page) -> None:
    computed(workspace)
    choose(page.size_combo, 500)
    assert workspace.recipe.least_population == 500
    assert page.filter.hidden_link.isHidden()
    assert "plats från 500 invånare" in workspace.recipe_label.text()
    workspace.commands()["default_recipe"]()
    assert page.size_combo.currentData() == 1_000


def test_the_programmes_lists_and_boards_pick_computed_units_too(workspace, page) -> None:
    computed(workspace)
    choose(page.pick_combo, "named")
    assert len(page.chart.ranking.bars) + len(page.chart.ranking.unranked) == 21
    choose(page.board_combo, "spanga-tensta")
    assert [bar.unit for bar in page.chart.ranking.bars] == ["tensta"]
    assert page.chart.ranking.subtitle.endswith("endast de 21 utpekade, endast Spånga-Tensta")


def test_a_computed_unit_is_told_with_its_interval_sentences_and_the_way_to_why(workspace, page) -> None:
    computed(workspace)
    workspace.go_to({**workspace.location(), "unit": "tensta"})
    told = texts(page.panel)
    assert "I 90 procent av viktningarna: plats" in told
    assert "Utpekad stadsdel" in told
    link = next(one for one in page.panel.widget().findChildren(LinkButton) if one.shown == "Varför ligger området här?")
    link.click()
    assert (workspace.page_key, workspace.unit) == ("why", "tensta")


def test_the_list_of_a_computed_series_is_saved_as_paper(workspace, page, messages, tmp_path) -> None:
    computed(workspace)
    messages.answer_file = tmp_path / "lista.pdf"
    workspace.commands()["save_index_sheet"]()
    assert messages.answer_file.read_bytes().startswith(b"%PDF-1.")


def test_the_same_numbers_stand_in_the_table(workspace, page) -> None:
    computed(workspace)
    bar = page.chart.ranking.bars[0]
    row = [column.text(column.value(bar)) for column in page.chart.model.columns]
    assert row[:3] == ["1", bar.label, bar.number.rstrip("*")]
    assert row[4:6] == [interval_text(bar), places_text(bar)]
    page.chart.table_action.trigger()
    assert not page.chart.table.isColumnHidden(4)
    choose(workspace.series_combo, "exempel-stadsdelar-2012")
    assert page.chart.table.isColumnHidden(4)


# --- several published series --------------------------------------------------------------------


@pytest.fixture
def two_series(make_workspace, indexed_session):
    """A second published series of districts, for later years, after the sample's own."""
    add_series(indexed_session.bench, "ny", "Nya siffror", {("tensta", 2013): 90.0, ("kista", 2013): 120.0, ("kista", 2014): 130.0})
    return make_workspace(indexed_session)


def test_every_published_series_is_offered_by_name_and_years(two_series) -> None:
    combo = two_series.series_combo
    offered = [combo.itemText(number) for number in range(combo.count())]
    assert offered == [
        "Publicerad: Stadsdelar 2012", "Publicerad: Nya siffror 2013–2014", "Publicerad: Stadsdelsnämndsområden 2006–2012",
        "Beräknad serie",
    ]  # fmt: skip
    assert combo.toolTip() == offered[0]


def test_a_long_name_is_whole_in_the_opened_list_and_the_tool_tip(make_workspace, indexed_session) -> None:
    name = "Ny publicerad mätning av stadsdelarna i hela staden, andra omgången"
    add_series(indexed_session.bench, "ny", name, {("kista", 2013): 120.0})
    combo = make_workspace(indexed_session).series_combo
    choose(combo, "ny")
    assert combo.toolTip() == f"Publicerad: {name} 2013"
    assert combo.width() < combo.fontMetrics().horizontalAdvance(name)
    combo.showPopup()
    assert combo.view().width() > combo.view().sizeHintForColumn(0)
    combo.hidePopup()


def test_the_ranking_and_the_years_follow_the_chosen_series(two_series) -> None:
    two_series.page.chart.select("tensta")
    two_series.page.unit_selected.emit("tensta")
    choose(two_series.series_combo, "ny")
    assert [two_series.year_combo.itemData(number) for number in range(two_series.year_combo.count())] == [2014, 2013]
    assert (two_series.level, two_series.choice.series, two_series.unit) == (Level.DISTRICT, "ny", "tensta")
    choose(two_series.year_combo, 2013)
    assert [bar.label for bar in two_series.page.chart.ranking.bars] == ["Kista", "Tensta"]
    assert "90" in texts(two_series.page.panel)
    assert not two_series.mark_badge.isVisible()


def test_the_other_published_pages_follow_the_chosen_series(two_series) -> None:
    choose(two_series.series_combo, "ny")
    two_series.show_page("development")
    assert two_series.page.chart.shown.years == (2013, 2014)
    two_series.show_page("heat")
    assert two_series.page.chart.shown.units == ("kista",)
    two_series.show_page("portfolio")
    model = two_series.page.chart.model
    assert "130,0" in [model.index(0, column).data() for column in range(model.columnCount())]


def test_the_level_leads_to_its_first_series_and_a_series_to_its_level(two_series) -> None:
    choose(two_series.level_combo, Level.BOARD.value)
    assert two_series.series == "exempel-namnder-2006-2012"
    choose(two_series.series_combo, "ny")
    assert (two_series.level, two_series.year) == (Level.DISTRICT, 2014)


def test_a_place_keeps_its_series_and_an_older_one_leads_to_the_first(two_series) -> None:
    choose(two_series.series_combo, "ny")
    place = two_series.location()
    two_series.go_to({"series": "published", "level": Level.BOARD.value, "year": 2012, "page": "ranking"})
    assert (two_series.series, two_series.level) == ("exempel-namnder-2006-2012", Level.BOARD)
    two_series.go_to(place)
    assert (two_series.series, two_series.level, two_series.year) == ("ny", Level.DISTRICT, 2014)
    two_series.open_record("tensta")
    assert two_series.series == "ny"


def test_the_series_in_view_is_the_one_that_cases_rest_on_when_that_is_said(two_series, indexed_session, monkeypatch) -> None:
    monkeypatch.setattr(indexed_session.messages, "confirm", lambda *_texts: True)
    choose(two_series.series_combo, "ny")
    two_series.commands()["use_index"]()
    info, year = indexed_session.bench.index_in_use.info(Level.DISTRICT)
    assert (info.key, year) == ("ny", 2014)


# --- bands ---------------------------------------------------------------------------------------


def test_other_bands_are_used_at_once_and_impossible_ones_are_told(workspace, page, indexed_session) -> None:
    indexed_session.changed.connect(workspace.changes_arrived)
    page.chart.bands_action.trigger()
    (dialog,) = workspace.window().findChildren(BandsDialog)
    dialog.fields[Band.LIKE].setValue(120)
    dialog.save_button.click()
    assert "lägre än den förra" in dialog.problem_label.text()
    dialog.fields[Band.LIKE].setValue(90)
    dialog.fields[Band.FAR_ABOVE].setValue(160)
    dialog.save_button.click()
    assert indexed_session.bench.index_office.bands() == Bands(160, 115, 90)
    assert page.chart.ranking.bands == Bands(160, 115, 90)
    dialog.close()


# --- reading the data ----------------------------------------------------------------------------


def test_data_are_read_away_from_the_window_and_the_place_asked_for_meanwhile_is_kept(
    qtbot, indexed_bench, settings, messages, actions, jobs
) -> None:
    session = Session(jobs, settings, messages, actions)
    session.workbench = indexed_bench
    made = RiskIndexWorkspace(session)
    qtbot.addWidget(made)
    made.refresh()
    made.go_to({"series": "computed", "level": "district", "year": 2011, "measure": "HEALTH", "unit": "tensta", "page": "ranking"})
    assert made.choice is None, "nothing is read in the window's thread"
    qtbot.waitUntil(lambda: made.choice is not None)
    assert (made.kind, made.year, made.measure, made.unit) == (SeriesKind.COMPUTED, 2011, Measure.HEALTH, "tensta")
    assert jobs.wait_idle()
    assert made.page.chart.ranking.bars[0].interval is not None
