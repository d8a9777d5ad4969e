"""The indicator workbook before it is stored: every problem, or what changes and which indexes are computed anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.exchange.sheet_reader import read_columns_here
from app.services.workbench import Workbench
from app.ui.dialogs import indicator_import
from app.ui.dialogs.indicator_import import IndicatorDialog, open_indicator_import, save_indicator_template
from app.ui.session import Session
from tests.files.indicator_books import content, put


@pytest.fixture
def shown(
    session: Session, bench: Workbench, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., IndicatorDialog]:
    bench.index_import.reader = read_columns_here
    made: list[IndicatorDialog] = []

    def show(given: Session, preview: Any) -> None:
        dialog = IndicatorDialog(given, preview)
        qtbot.addWidget(dialog)
        dialog.show()
        made.append(dialog)

    monkeypatch.setattr(indicator_import, "show_preview", show)

    def read(change: Callable[[Any], object] | None = None) -> IndicatorDialog:
        path = tmp_path / "indikatorer.xlsx"
        path.write_bytes(content(change))
        open_indicator_import(session, path)
        return made[-1]

    return read


def titles(dialog: IndicatorDialog) -> list[str]:
    return [dialog.tabs.tabText(number) for number in range(dialog.tabs.count())]


def test_a_sound_workbook_is_counted_and_stored(shown: Any, session: Session, messages: Any, bench: Workbench) -> None:
    dialog = shown()
    assert dialog.strip.text.startswith("Inga fel. Index som räknas om: Grundrecept 1.")
    assert titles(dialog)[0] == "Sammanställning"
    assert dialog.store_button.text() == "Läs in 16 uppgifter"
    dialog.store()
    assert messages.notices[-1] == "indikatorer.xlsx är inläst: 16 nya."
    assert len(bench.risk_index.dataset().year) == 5
    again = shown()
    assert not again.store_button.isEnabled()
    assert again.strip.text.startswith("Det finns inget att göra")
    changed = shown(put("Värden", D3=9))
    assert titles(changed)[:2] == ["Sammanställning", "Skillnader 1"]
    assert changed.strip.text.startswith("En uppgift skiljer sig")
    assert changed.store_button.text() == "Ändra en uppgift"


def test_a_broken_workbook_lists_its_problems_and_cannot_be_stored(shown: Any, bench: Workbench) -> None:
    dialog = shown(put("Värden", B3="D9", D4=".."))
    assert titles(dialog)[0] == "Problem 2"
    assert not dialog.store_button.isEnabled()
    assert dialog.problem_table.hasFocus() or not dialog.isActiveWindow()
    dialog.store()
    assert not bench.risk_index.has_data()


def test_an_empty_workbook_is_written_where_the_user_says(session: Session, messages: Any, tmp_path: Path) -> None:
    messages.answer_file = tmp_path / "tom.xlsx"
    save_indicator_template(session)
    assert (tmp_path / "tom.xlsx").read_bytes().startswith(b"PK")
    assert messages.notices == ["Den tomma indikatorboken är sparad som tom.xlsx."]
    messages.answer_file = None
    assert save_indicator_template(session) is None
    assert open_indicator_import(session) is None
