"""Chart, paper, plans and import over the real services and the sample."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from app import paths
from app.domain.rules.evidence import FieldRef
from app.domain.views import ListQuery
from app.services.workbench import Workbench, open_workbench
from app.ui.dialogs.import_preview import ImportDialog, start_import
from app.ui.dialogs.print import save_memo
from app.ui.jobs import InlineJobRunner
from app.ui.session import Session
from app.ui.views.case_memo import MemoTab

EXAMPLE = paths.resources_folder() / "examples" / "ansokan-trygg-i-tensta.xlsx"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Workbench]:
    path = tmp_path / "exempel.sqlite"
    path.write_bytes(paths.sample_store().read_bytes())
    bench = open_workbench(path, who="Handläggaren")
    yield bench
    bench.close()


@pytest.fixture
def desk(sample, settings, messages, actions, qtbot) -> Session:
    made = Session(InlineJobRunner(), settings, messages, actions)
    made.workbench = sample
    messages.window = QWidget()
    qtbot.addWidget(messages.window)
    return made


def cases(bench: Workbench, text: str = "") -> list:
    return list(bench.queries.applications(ListQuery(text=text)).rows)


def preview_of(desk: Session, path: Path = EXAMPLE) -> ImportDialog:
    start_import(desk, path)
    return desk.messages.window.findChild(ImportDialog, options=Qt.FindChildOption.FindDirectChildrenOnly)


def test_the_example_workbook_is_looked_at_read_in_and_known_again(desk) -> None:
    before = len(cases(desk.bench))
    dialog = preview_of(desk)
    failing = {one.rule_id for one in dialog.preview.results if one.outcome.value == "fail"}
    assert {"R05", "R08"} <= failing
    dialog.reject()
    assert len(cases(desk.bench)) == before
    preview_of(desk).store_button.click()
    assert len(cases(desk.bench)) == before + 1
    start_import(desk, EXAMPLE)
    again = desk.messages.window.findChildren(ImportDialog)[-1]
    assert again.preview.same_file
    assert again.strip.text.startswith("Samma arbetsbok är redan inläst som ")
    assert not again.update_choice.isEnabled()


def test_a_changed_case_can_be_updated_from_its_workbook(desk) -> None:
    preview_of(desk).store_button.click()
    uid = cases(desk.bench, "Trygg i Tensta")[0].uid
    desk.bench.cases.edit(uid, FieldRef("target_group"), "Någon annan")
    start_import(desk, EXAMPLE)
    dialog = desk.messages.window.findChildren(ImportDialog)[-1]
    assert [one.label for one in dialog.preview.differences] == ["Målgrupp"]
    dialog.store_button.click()
    assert desk.bench.cases.load(uid).draft.target_group != "Någon annan"


def test_a_file_that_is_no_workbook_stores_nothing_and_says_so(desk, tmp_path, messages) -> None:
    before = len(cases(desk.bench))
    (tmp_path / "brev.xlsx").write_text("inte en arbetsbok")
    start_import(desk, tmp_path / "brev.xlsx")
    assert len(messages.problems) == 1
    assert desk.messages.window.findChild(ImportDialog) is None
    assert len(cases(desk.bench)) == before


def test_what_is_written_stands_on_the_paper_and_can_be_taken_back(desk, qtbot) -> None:
    uid = next(row.uid for row in cases(desk.bench) if row.state.value == "memoDrafted")
    tab = MemoTab(desk)
    stack = QUndoStack(tab)
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.load(desk.bench.cases.load(uid), stack=stack)
    tab.show()
    qtbot.waitUntil(lambda: tab.preview.page_count > 0, timeout=20_000)
    first = tab.preview.data
    tab.editors["background"].edit.setPlainText("En alldeles egen bakgrund.")
    tab.commit()
    qtbot.waitUntil(lambda: tab.preview.data != first, timeout=20_000)
    assert "En alldeles egen bakgrund." in paper_text(tab.preview.data)
    stack.undo()
    assert next(one for one in desk.bench.memos.passages(uid) if one.key == "background").edited is None


def test_opening_the_tab_of_any_case_writes_nothing(desk, qtbot) -> None:
    tab = MemoTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    for row in cases(desk.bench)[:8]:
        tab.load(desk.bench.cases.load(row.uid))
        tab._reload()
        tab.commit()
        assert all(one.edited is None for one in desk.bench.memos.passages(row.uid)), row.title


def paper_text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages)


def test_the_memo_is_saved_whole_where_the_user_says(desk, messages, tmp_path) -> None:
    uid = next(row.uid for row in cases(desk.bench) if row.state.value == "memoDrafted")
    messages.answer_file = tmp_path / "memo.pdf"
    save_memo(desk, [uid])
    assert "Tjänsteutlåtande" in paper_text((tmp_path / "memo.pdf").read_bytes())
    assert messages.notices == [f"Tjänsteutlåtandet är sparat som {tmp_path / 'memo.pdf'}."]


def test_the_ranking_is_saved_as_a_sheet_of_what_is_shown(desk, messages, tmp_path, qtbot) -> None:
    from app.ui.views.risk_index import RiskIndexWorkspace

    workspace = RiskIndexWorkspace(desk)
    qtbot.addWidget(workspace)
    workspace.refresh()
    workspace.go_to({"level": "district", "unit": "tensta", "place": {"pick": "named"}})
    messages.answer_file = tmp_path / "index.pdf"
    workspace.page.chart.pdf_action.trigger()
    text = paper_text((tmp_path / "index.pdf").read_bytes())
    assert "endast de 21 utpekade" in text
    assert "Exempelvärde – inte Swecos uppgift" in text
    assert "Solberga" not in text
