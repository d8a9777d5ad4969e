"""Underlag: what the index rests on, read and edited in the window."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.riskindex.entry import Cells
from app.domain.riskindex.recipe import Aggregation, Recipe
from app.domain.riskindex.series import Level, SeriesKind
from app.domain.views import ReadOnly
from app.services.workbench import Workbench
from app.ui.dialogs.index_record import NewRecordDialog
from app.ui.dialogs.recipe import RecipeDialog
from app.ui.session import Session
from app.ui.views import index_data
from app.ui.views.index_data import KEYS, DataPage
from app.ui.views.index_page import Choice
from tests.domain.riskindex.panels import indicators
from tests.services.index_builders import fill
from tests.ui.conftest import RecordedMessages

CODE = indicators()[0].code
CHOICE = Choice(SeriesKind.COMPUTED, Level.DISTRICT, 2012, recipe=Recipe())


def make(session: Session, qtbot) -> DataPage:
    page = DataPage(session)
    session.changed.connect(page.changes_arrived)
    qtbot.addWidget(page)
    page.resize(1000, 560)
    page.show()
    return page


@pytest.fixture
def page(session: Session, bench: Workbench, qtbot) -> DataPage:
    fill(bench, illustrative=True)
    made = make(session, qtbot)
    made.load(CHOICE)
    return made


def type_in(row, text: str) -> None:  # type: ignore[no-untyped-def]
    """As a person does: write, and leave the field."""
    row.editor.set_text(text)
    row.editor.left.emit()


# --- the whole -----------------------------------------------------------------------------------


def test_an_empty_store_says_what_is_missing_everywhere_and_leads_to_the_import(session: Session, qtbot) -> None:
    page = make(session, qtbot)
    for key in KEYS:
        page.show_part(key)
        holder = getattr(page.part, "list", page.part)
        assert holder.pages.currentWidget() is holder.empty, key
        assert holder.empty.title_label.text()
    assert set(page.commands()) >= {"import_indicators", "import_table", "indicator_template"}


def test_the_commands_open_the_dialogs_of_the_import(page: DataPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(index_data, "_open", lambda file, name, _session: asked.append((file, name)))
    for name in ("import_indicators", "import_table", "indicator_template"):
        page.commands()[name]()
    assert asked == [
        ("indicator_import", "open_indicator_import"), ("table_import", "open_table_import"),
        ("indicator_import", "save_indicator_template"),
    ]  # fmt: skip
    for file, name in asked:
        assert callable(getattr(import_module(f"app.ui.dialogs.{file}"), name))


def test_all_of_it_is_saved_as_a_workbook(page: DataPage, messages: RecordedMessages, tmp_path: Path) -> None:
    messages.answer_file = tmp_path / "underlag.xlsx"
    page.export_action.trigger()
    assert messages.answer_file.read_bytes().startswith(b"PK")
    assert messages.notices == ["Underlaget är sparat som underlag.xlsx."]


def test_a_read_only_store_shows_everything_and_says_that_nothing_can_be_changed(
    page: DataPage, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench.store, "read_only", ReadOnly("Bara läsning."))
    for key in KEYS:
        page.show_part(key)
        page.refresh()
        assert page.strip.isVisible()
    page.show_part("places")
    assert not page.part.new_button.isVisible()
    assert page.part.form.rows["name"].editor.line.isReadOnly()
    page.show_part("values")
    assert not page.part.model.is_writable
    assert page.part.model.rows


def test_the_place_is_remembered(page: DataPage) -> None:
    page.show_part("values")
    assert page.location() == {"part": "values"}
    page.go_to({"part": "recipes"})
    assert page.part_key == "recipes"


# --- territories ---------------------------------------------------------------------------------


def test_the_tree_has_each_part_in_its_whole_and_the_form_beside(page: DataPage) -> None:
    places = page.part
    root = places.tree.topLevelItem(0)
    assert root.text(0) == "Staden"
    assert [root.child(number).text(0) for number in range(root.childCount())] == ["Nämnd 0", "Nämnd 1", "Nämnd 2"]
    places.tree.choose("n0d1")
    assert places.form.rows["name"].editor.text() == "Stadsdel 01"
    assert places.form.rows["parent"].editor.text() == "Nämnd 0 (stadsdelsnämndsområde)"
    assert not places.remove_button.isEnabled()
    assert "ligger där" in places.remove_button.toolTip()


def test_a_field_is_stored_when_left_and_taken_back(page: DataPage, bench: Workbench, session: Session) -> None:
    places = page.part
    places.tree.choose("n0d1")
    type_in(places.form.rows["name"], "Tensta")
    assert bench.risk_index.dataset().name("n0d1") == "Tensta"
    assert places.heading.text() == "Tensta"
    session.undo_group.undo()
    assert bench.risk_index.dataset().name("n0d1") == "Stadsdel 01"
    session.undo_group.redo()
    assert bench.risk_index.dataset().name("n0d1") == "Tensta"


def test_what_is_refused_stays_in_its_field_with_the_reason(page: DataPage, bench: Workbench) -> None:
    places = page.part
    places.tree.choose("n0d1")
    row = places.form.rows["code"]
    type_in(row, "n0d2")
    assert "redan tagen" in row.problem
    assert row.editor.text() == "n0d2"
    assert "n0d1" in bench.risk_index.dataset().by_code


def test_the_tree_stays_where_it_was_when_it_is_read_anew(page: DataPage) -> None:
    tree = page.part.tree
    tree.expandAll()
    tree.choose("n2d2b3")
    bar = tree.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    was = bar.value()
    assert was
    page.refresh()
    assert (tree.code, bar.value()) == ("n2d2b3", was)


def test_a_new_code_keeps_the_record_in_view(page: DataPage) -> None:
    places = page.part
    places.tree.choose("n0d1b2")
    type_in(places.form.rows["code"], "0112")
    assert places.tree.code == "0112"
    assert places.form.code == "0112"


def test_the_filter_shows_what_a_hit_lies_in(page: DataPage) -> None:
    tree = page.part.tree
    assert tree.filter("stadsdel 12") == 1
    root = tree.topLevelItem(0)
    assert [root.child(number).isHidden() for number in range(3)] == [True, False, True]


def test_a_territory_is_added_by_its_dialog_and_removed_with_a_way_back(
    page: DataPage, bench: Workbench, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_in(dialog: NewRecordDialog) -> bool:
        dialog.rows["name"].editor.set_text("Ny stadsdel")
        dialog.submit()
        assert "behöver en kod" in dialog.problem_label.text()
        dialog.rows["code"].editor.set_text("ny")
        dialog.submit()
        return True

    monkeypatch.setattr(NewRecordDialog, "exec", fill_in)
    places = page.part
    places.tree.choose("n0")
    places.new_button.click()
    held = bench.risk_index.dataset().by_code["ny"]
    assert (held.level, held.parent) == (Level.DISTRICT, "n0")
    assert places.tree.code == "ny"
    places.remove_button.click()
    assert "ny" not in bench.risk_index.dataset().by_code
    session.undo_group.undo()
    assert bench.risk_index.dataset().by_code["ny"] == held


# --- indicators ----------------------------------------------------------------------------------


def test_indicators_stand_by_area_with_how_they_are_filled(page: DataPage) -> None:
    page.show_part("indicators")
    part = page.part
    assert part.tree.topLevelItem(0).text(0) == "Sociala riskfaktorer"
    assert part.tree.topLevelItem(0).child(0).text(2) == "9 av 9"
    part.tree.choose(CODE)
    assert part.use_label.text().startswith("72 värden, åren 2011–2012. Stadsdel 2012: 9 av 9 områden")
    assert part.form.rows["direction"].why.reason


def test_an_indicators_choices_are_stored_at_once_and_order_moves(page: DataPage, bench: Workbench) -> None:
    page.show_part("indicators")
    part = page.part
    part.tree.choose(CODE)
    type_in(part.form.rows["direction"], "Högre är bättre")
    assert bench.risk_index.dataset().indicator_by_code[CODE].direction == -1
    assert not part.up_button.isEnabled()
    part.down_button.click()
    assert bench.index_data.indicators()[1].code == CODE
    part.stack.undo()
    assert bench.index_data.indicators()[0].code == CODE


def test_an_indicator_that_something_rests_on_says_so_on_its_button(page: DataPage, bench: Workbench) -> None:
    bench.index_comments.add("n0d0", "Nybyggt sedan 2010.", CODE)
    page.show_part("indicators")
    page.part.tree.choose(CODE)
    assert not page.part.remove_button.isEnabled()
    assert "en kommentar om Stadsdel 00" in page.part.remove_button.toolTip()
    page.part.tree.choose(indicators()[1].code)
    assert page.part.remove_button.isEnabled()


# --- values --------------------------------------------------------------------------------------


def values_page(page: DataPage):  # type: ignore[no-untyped-def]
    page.show_part("values")
    part = page.part
    part.year_combo.setCurrentIndex(part.year_combo.findData(2012))
    part._on_other()
    return part


def row_number(part, unit: str) -> int:  # type: ignore[no-untyped-def]
    return next(number for number, row in enumerate(part.model.rows) if row.unit == unit)


def own(bench: Workbench, unit: str) -> Cells:
    return next(row.cells for row in bench.index_data.values(CODE, 2012) if row.unit == unit)


def test_values_tell_source_mark_and_what_is_missing(page: DataPage, bench: Workbench) -> None:
    bench.index_data.write_values(CODE, 2012, {"n0d0b0": Cells()})
    part = values_page(page)
    assert "Källa: Provdata" in part.source_label.text()
    assert part.mark.text == "Exempelvärde – inte Swecos uppgift"
    assert part.summary_label.text() == "49 områden: 35 har egna värden, 13 räknas upp ur delarna, 1 saknas: Bas 0."
    assert part.model.rows[row_number(part, "n0d0")].aside["how"] == "ur delarna"


def test_a_cell_is_stored_as_typed_and_taken_back(page: DataPage, bench: Workbench, session: Session) -> None:
    part = values_page(page)
    before = own(bench, "n0d0b0")
    number = row_number(part, "n0d0b0")
    part.model.setData(part.model.index(number, 2), "1")
    assert own(bench, "n0d0b0").numerator == "1"
    assert not own(bench, "n0d0b0").illustrative
    session.undo_group.undo()
    assert own(bench, "n0d0b0") == before


def test_half_a_count_waits_for_its_other_half(page: DataPage, bench: Workbench) -> None:
    part = values_page(page)
    number = row_number(part, "n0d0")
    part.model.setData(part.model.index(number, 2), "12")
    part.grid.setCurrentIndex(part.model.index(number, 3))
    assert own(bench, "n0d0").is_empty
    assert "behöver en nämnare" in part.cell_label.text()
    assert part.strip.text == "1 cell behöver rättas. 1 område väntar och är inte sparade än."
    part.model.setData(part.model.index(number, 3), "80")
    assert own(bench, "n0d0") == Cells(numerator="12", denominator="80")
    assert not part.strip.isVisible()


def test_a_pasted_block_is_stored_as_a_whole_or_not_at_all(page: DataPage, bench: Workbench, qtbot) -> None:
    part = values_page(page)
    units = [row.unit for row in part.model.rows[row_number(part, "n0d0b0") :]][:3]
    before = [own(bench, unit) for unit in units]
    QApplication.clipboard().setText("12,5\t\t\n130\t\t\n7\t\t\n")
    part.grid.setCurrentIndex(part.model.index(row_number(part, units[0]), 1))
    qtbot.keyClick(part.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [own(bench, unit) for unit in units] == before
    assert list(part.model.problems) == [(units[1], "value")]
    part.next_button.click()
    assert "högst 100" in part.cell_label.text()
    part.model.setData(part.model.index(row_number(part, units[1]), 1), "13")
    assert [own(bench, unit).value for unit in units] == ["12,5", "13", "7"]
    part.stack.undo()
    assert [own(bench, unit) for unit in units] == before


def test_a_small_count_of_a_sensitive_indicator_stands_only_in_its_opened_cell(page: DataPage, bench: Workbench) -> None:
    bench.index_data.write_values(CODE, 2012, {"n0d0b0": Cells(numerator="3", denominator="320")})
    bench.index_data.edit_indicator(CODE, "sensitive", "Ja")
    part = values_page(page)
    number = row_number(part, "n0d0b0")
    index = part.model.index(number, 2)
    assert index.data() == "visas inte"
    assert index.data(Qt.ItemDataRole.EditRole) == "3"
    assert part.model.rows[number].aside["x"] == "visas inte"
    part.grid.setCurrentIndex(index)
    part.grid.copy_cells()
    assert QApplication.clipboard().text() == "visas inte"
    assert "Känslig" in part.source_label.text()


def test_a_value_with_its_denominator_tells_a_small_count_and_is_covered_as_well(page: DataPage, bench: Workbench) -> None:
    bench.index_data.write_values(CODE, 2012, {"n0d0b0": Cells(value="0,9375", denominator="320")})  # three of 320
    bench.index_data.edit_indicator(CODE, "sensitive", "Ja")
    part = values_page(page)
    index = part.model.index(row_number(part, "n0d0b0"), 1)
    assert index.data() == "visas inte"
    assert index.data(Qt.ItemDataRole.EditRole) == "0,9375"


def test_what_is_emptied_is_missing(page: DataPage, bench: Workbench, qtbot) -> None:
    part = values_page(page)
    number = row_number(part, "n0d0b0")
    part.grid.setCurrentIndex(part.model.index(number, 2))
    part.grid.selectionModel().select(part.model.index(number, 3), part.grid.selectionModel().SelectionFlag.Select)
    qtbot.keyClick(part.grid, Qt.Key.Key_Delete)
    assert own(bench, "n0d0b0").is_empty


def test_what_waits_is_asked_about_before_it_is_dropped(page: DataPage, messages: RecordedMessages) -> None:
    part = values_page(page)
    part.model.setData(part.model.index(0, 1), "abc")
    messages.answer_confirm = False
    page.show_part("recipes")
    assert page.part_key == "values"
    assert not page.left()
    messages.answer_confirm = True
    page.show_part("recipes")
    assert page.part_key == "recipes"
    assert not part.model.pending


def test_a_new_year_is_there_to_write_in(page: DataPage, bench: Workbench, messages: RecordedMessages) -> None:
    part = values_page(page)
    messages.answer_text = "i fjol"
    part.year_button.click()
    assert "inte ett årtal" in messages.strips[-1][0]
    messages.answer_text = "2013"
    part.year_button.click()
    assert part.year == 2013
    part.model.setData(part.model.index(row_number(part, "n0d0"), 1), "14")
    assert bench.index_data.value_years() == (2013, 2012, 2011)


def test_inhabitants_are_written_beside_what_the_parts_add_up_to(page: DataPage, bench: Workbench) -> None:
    page.show_part("people")
    part = page.part
    number = row_number(part, "n0d0")
    assert part.model.rows[number].aside["parts"]
    assert part.mark.text == "Exempelvärde – inte Swecos uppgift"
    part.model.setData(part.model.index(number, 1), "9 500")
    year = part.year
    assert year is not None
    assert bench.index_data.population(year)["n0d0"] == 9_500
    part.model.setData(part.model.index(number, 1), "1,5")
    assert "helt tal" in next(iter(part.model.problems.values()))
    part.drop_button.click()
    part.stack.undo()
    assert "n0d0" not in bench.index_data.population(year)


# --- recipes, results, series --------------------------------------------------------------------


def test_a_recipes_versions_are_compared_and_used(page: DataPage, bench: Workbench, qtbot) -> None:
    bench.risk_index.save_recipe(Recipe(), note="Första.")
    made = bench.risk_index.save_recipe(replace(Recipe(), cap=300.0), note="Med tak.")
    page.show_part("recipes")
    part = page.part
    assert [row.recipe.version for row in part.list.shown_rows()] == [2, 1]
    part.list.table.select_key(made.uid)
    assert part.note_label.text().startswith("Med tak. Sparat")
    grid = part.compared.layout()
    labels = [grid.itemAt(number).widget().text() for number in range(grid.count())]
    assert labels == ["Tak för en indikator", "inget → 300"]
    with qtbot.waitSignal(page.recipe_changed) as caught:
        part.use_button.click()
    assert caught.args == [made.recipe]
    page.load(replace(CHOICE, recipe=made.recipe))
    assert part.use_button.text() == "I bruk"


def test_the_form_of_a_recipe_holds_every_choice(session: Session, bench: Workbench, qtbot) -> None:
    fill(bench)
    dialog = RecipeDialog(session, Recipe())
    qtbot.addWidget(dialog)
    assert dialog.recipe() == Recipe()
    texts = {
        "name": "Eget", "base_year": "2011", "cap": "300", "aggregation": Aggregation.POWER.label, "area.LIVELIHOOD": "2",
        f"own.{CODE}": "0,5", "include_thin": "Ja", "least_population": "500", "area_coverage": "60 %",
        "excluded": "Stadsdel 00: hamn", "left_out": indicators()[1].name,
    }  # fmt: skip
    for key, text in texts.items():
        dialog.rows[key].editor.set_text(text)
    dialog.submit()
    assert dialog.info is not None
    held = dialog.info.recipe
    assert dialog.info in bench.risk_index.recipes()
    assert (held.name, held.base_year, held.cap, held.aggregation) == ("Eget", 2011, 300.0, Aggregation.POWER)
    assert (held.indicator_weights, held.least_population, held.area_coverage) == ({CODE: 0.5}, 500, 0.6)
    assert (held.excluded, held.left_out, held.include_thin) == ({"n0d0": "hamn"}, {indicators()[1].code}, True)
    again = RecipeDialog(session, held)
    qtbot.addWidget(again)
    assert again.recipe() == held


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [("cap", "90", "större än 100"), ("area_coverage", "120", "mellan 0 och 100"), ("excluded", "Borta: hamn", "inget område"),
     ("excluded", "Stadsdel 00", "behöver ett skäl"), ("base_year", "1999", "Värden finns för 2011 och 2012."),
     ("area.SOCIAL", "-1", "0 eller större")],
)  # fmt: skip
def test_what_a_recipe_cannot_be_is_told_under_its_field(session: Session, bench: Workbench, qtbot, key: str, text: str, told: str) -> None:
    fill(bench)
    dialog = RecipeDialog(session, Recipe())
    qtbot.addWidget(dialog)
    dialog.rows[key].editor.set_text(text)
    dialog.submit()
    assert dialog.info is None
    assert told in dialog.rows[key].problem
    assert bench.risk_index.recipes() == ()


def test_a_result_is_kept_compared_and_removed(page: DataPage, bench: Workbench, messages: RecordedMessages) -> None:
    page.show_part("results")
    part = page.part
    messages.answer_text = "Inför beslut"
    part.first_button.click()
    assert part.told_label.text().startswith("Ingenting har ändrats")
    assert part.mark.isVisible()
    weights = replace(Recipe(), cap=110.0)
    page.load(replace(CHOICE, recipe=weights))
    assert part.told_label.text().startswith("Metoden har ändrats sedan dess.")
    first = part.since.shown_rows()[0]
    part.since.table.select_key(first.unit)
    assert part.unit_label.text().startswith(f"{first.name}: index")
    assert "i 90 procent av dragningarna" in part.unit_label.text()
    assert "1\u00a0000 dragningar, frö 1" in part.info_label.text()
    part.remove_button.click()
    assert bench.index_results.list() == ()
    assert part.list.empty.isVisible()


def test_kept_results_are_listed_without_reading_what_is_computed(
    page: DataPage, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_part("results")
    monkeypatch.setattr(bench.risk_index, "dataset", lambda: pytest.fail("read in the window's thread"))
    page.part.load()
    assert page.part.first_button.isVisible()


def test_published_series_are_listed_and_removed_after_a_question(
    session: Session, bench: Workbench, messages: RecordedMessages, qtbot
) -> None:
    from app.domain.riskindex.series import IndexValue, Measure, SeriesInfo
    from app.services.index_store import save_series

    info = SeriesInfo(
        key="s", name="Serie", kind=SeriesKind.PUBLISHED, level=Level.DISTRICT, source="Sweco", reference="staden samma år = 100",
        illustrative=True,
    )  # fmt: skip
    with bench.store.writing() as unit:
        save_series(unit.session, [info], [IndexValue(series="s", unit="tensta", measure=Measure.TOTAL, year=2012, value=180.0)])
    page = make(session, qtbot)
    page.show_part("series")
    assert page.part.mark.isVisible()
    messages.answer_confirm = False
    page.part.remove_button.click()
    assert len(bench.index_data.published()) == 1
    messages.answer_confirm = True
    page.part.remove_button.click()
    assert bench.index_data.published() == ()
