"""The table assistant: a proposal to correct, questions about what is new or unknown, a preview, and a memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.domain.riskindex.free_table import Form, Role
from app.domain.riskindex.series import IndicatorKind, Level
from app.domain.vocabulary import SubIndex
from app.exchange.sheet_reader import read_columns_here
from app.services.workbench import Workbench
from app.ui.dialogs import table_import
from app.ui.dialogs.table_import import TableDialog, open_table_import
from app.ui.session import Session
from tests.files.editing import saved
from tests.files.indicator_books import content

Open = Callable[[Sequence[Sequence[Any]]], TableDialog]


@pytest.fixture
def filled(bench: Workbench, tmp_path: Path) -> Workbench:
    bench.index_import.reader = bench.table_import.reader = read_columns_here
    path = tmp_path / "bok.xlsx"
    path.write_bytes(content())
    bench.index_import.store(bench.index_import.read(path))
    return bench


@pytest.fixture
def assistant(session: Session, filled: Workbench, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Open:
    made: list[TableDialog] = []

    def show(given: Session, file: Any) -> None:
        dialog = TableDialog(given, file)
        qtbot.addWidget(dialog)
        dialog.show()
        made.append(dialog)

    monkeypatch.setattr(table_import, "show_assistant", show)

    def work(rows: Sequence[Sequence[Any]]) -> TableDialog:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(list(row))
        path = tmp_path / "tabell.xlsx"
        path.write_bytes(saved(book))
        open_table_import(session, path)
        return made[-1]

    return work


def choose(combo: Any, data: Any) -> None:
    combo.setCurrentIndex(combo.findData(data))
    combo.activated.emit(combo.currentIndex())


def test_a_table_that_is_understood_goes_straight_to_the_preview(assistant: Open, filled: Workbench, messages: Any) -> None:
    dialog = assistant([["Område", "År", "Indikator", "Värde"], ["Tensta", 2011, "arb", "9,5"]])
    assert dialog.columns_page.form is Form.LONG
    assert [combo.currentText() for combo in dialog.columns_page.column_combos.values()] == ["Område", "År", "Indikator", "Värde"]
    dialog.go_on()
    assert dialog.preview is not None
    assert dialog.preview.store_button.text() == "Läs in en uppgift"
    dialog.preview.store()
    assert not dialog.isVisible()
    assert messages.notices[-1] == "tabell.xlsx är inläst: 1 ny."
    assert filled.risk_index.table(2011).panel(Level.DISTRICT).x[0][0] == 9.5


def test_what_is_missing_is_said_and_nothing_goes_on(assistant: Open) -> None:
    dialog = assistant([["Område", "Indikator", "Värde"], ["Tensta", "arb", 9]])
    dialog.go_on()
    assert dialog.strip.text.startswith("Välj vilken kolumn som anger året")
    dialog.columns_page.year_edit.setText("12")
    dialog.go_on()
    assert dialog.strip.text.startswith("”12” är inget rimligt år")
    dialog.columns_page.year_edit.setText("2011")
    dialog.go_on()
    assert dialog.preview is not None


def test_a_new_indicator_must_be_described(assistant: Open, filled: Workbench) -> None:
    dialog = assistant([["Område", "År", "Trångbodda"], ["Tensta", 2011, 35]])
    assert dialog.columns_page.column_combos[3].currentText() == "Värden: ny indikator"
    dialog.go_on()
    assert dialog.stack.currentWidget() is dialog.indicators_page
    dialog.go_on()
    assert dialog.strip.text == "Indikatorn ”Trångbodda”: välj Delindex."
    form = dialog.indicators_page.forms[3]
    choose(form.area_combo, SubIndex.LIVELIHOOD.value)
    choose(form.direction_combo, 1)
    choose(form.kind_combo, IndicatorKind.PERCENTAGE.value)
    dialog.go_on()
    assert dialog.preview is not None
    dialog.preview.store()
    made = filled.risk_index.dataset().indicator_by_code["trangbodda"]
    assert (made.area, made.direction, made.kind) == (SubIndex.LIVELIHOOD, 1, IndicatorKind.PERCENTAGE)


def test_an_unknown_name_is_matched_and_remembered(assistant: Open, filled: Workbench) -> None:
    rows = [["Område", "År", "Indikator", "Värde"], ["Tenstadalen", 2011, "arb", 9], ["Summa", 2011, "arb", 99]]
    dialog = assistant(rows)
    dialog.go_on()
    assert dialog.stack.currentWidget() is dialog.names_page
    dialog.go_on()
    assert dialog.strip.text == "Välj område för ”Summa” och ”Tenstadalen”, eller att raderna inte ska läsas in."
    choose(dialog.names_page.combos["Tenstadalen"], "D1")
    choose(dialog.names_page.combos["Summa"], "")
    dialog.names_page.ticks["Tenstadalen"].setChecked(True)
    dialog.go_on()
    assert dialog.preview is not None
    dialog.preview.store()
    assert filled.risk_index.dataset().by_code["D1"].aliases == ("Tenstadalen",)
    again = assistant(rows)
    assert again.strip.text.startswith("Tabellen läses som förra gången")
    again.go_on()
    assert again.preview is not None
    assert not again.preview.store_button.isEnabled()


def test_unknown_indicators_in_a_column_are_asked_for_once(assistant: Open) -> None:
    dialog = assistant([["Område", "År", "Indikator", "Värde"], ["D1", 2011, "Skolresultat", 9]])
    dialog.go_on()
    assert dialog.stack.currentWidget() is dialog.indicators_page
    (form,) = dialog.indicators_page.forms.values()
    assert form.name_edit.isReadOnly()
    choose(form.area_combo, SubIndex.SOCIAL.value)
    choose(form.direction_combo, -1)
    choose(form.kind_combo, IndicatorKind.PERCENTAGE.value)
    dialog.go_on()
    assert dialog.preview is not None
    assert dialog.preview.preview.new == 2


def test_the_form_of_the_table_can_be_changed(assistant: Open) -> None:
    dialog = assistant([["Område", 2010, 2011], ["Tensta", 8, 9]])
    page = dialog.columns_page
    assert page.form is Form.BY_YEAR
    assert not page.year_edit.isVisible()
    choose(page.form_combo, Form.BY_INDICATOR)
    assert page.year_edit.isVisible()
    assert page.column_combos[1].currentData() == Role.UNIT.value
    choose(page.form_combo, Form.BY_YEAR)
    choose(page.indicator_combo, "arb")
    dialog.go_on()
    assert dialog.preview is not None
    assert dialog.preview.preview.years == (2010, 2011)


def test_problems_lead_back_to_the_assistant(assistant: Open) -> None:
    dialog = assistant([["Område", "År", "Indikator", "Värde"], ["Tensta", 2011, "arb", 101]])
    dialog.go_on()
    assert dialog.preview is not None
    assert not dialog.preview.store_button.isEnabled()
    dialog.preview.cancel_button.click()
    assert dialog.isVisible()


def test_a_store_without_territories_says_what_to_do(session: Session, tmp_path: Path, bench: Workbench, qtbot: Any) -> None:
    bench.table_import.reader = read_columns_here
    path = tmp_path / "tabell.xlsx"
    path.write_bytes(content())
    dialog = TableDialog(session, bench.table_import.look(path))
    qtbot.addWidget(dialog)
    dialog.go_on()
    assert dialog.strip.text.startswith("Det finns inga områden att lägga värdena på än.")


def test_published_index_numbers_are_read_as_a_series(assistant: Open, filled: Workbench) -> None:
    dialog = assistant([["Stadsdel", "Delindex", "Index"], ["Tensta", "Totalt index", 180], ["Tenstadalen", "Hälsa", "170,5"]])
    page = dialog.columns_page
    assert page.form is Form.PUBLISHED
    assert page.series_edit.isVisible()
    assert not page.indicator_combo.isVisible()
    page.year_edit.setText("2012")
    dialog.go_on()
    assert dialog.strip.text == "Skriv seriens namn, eller välj kolumnen som anger det."
    page.series_edit.setText("Sweco 2014")
    page.source_edit.setText("Sweco, bilaga 3")
    dialog.go_on()
    assert dialog.stack.currentWidget() is dialog.names_page
    choose(dialog.names_page.combos["Tenstadalen"], "rinkeby")
    dialog.go_on()
    assert dialog.preview is not None
    assert dialog.preview.store_button.text() == "Läs in 3 uppgifter"
    dialog.preview.store()
    assert [row.info.name for row in filled.index_data.published()][-1] == "Sweco 2014"
