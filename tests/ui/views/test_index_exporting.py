"""The export to Excel is at hand on every page of a computed series, and on none of a published one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.domain.riskindex.series import SeriesKind
from app.ui.session import Session
from app.ui.views.risk_index import RiskIndexWorkspace
from tests.ui.conftest import RecordedMessages


def show_series(workspace: RiskIndexWorkspace, kind: SeriesKind) -> None:
    combo = workspace.series_combo
    combo.setCurrentIndex(0 if kind is SeriesKind.PUBLISHED else combo.findData(kind.value))
    combo.activated.emit(combo.currentIndex())


def test_every_computed_page_can_export_what_is_in_view(
    make_workspace: Callable[[Session], RiskIndexWorkspace], sample_session: Session, messages: RecordedMessages, tmp_path: Path
) -> None:
    workspace = make_workspace(sample_session)
    show_series(workspace, SeriesKind.COMPUTED)
    messages.answer_file = tmp_path / "index.xlsx"
    for key in ("ranking", "compare", "drill"):
        workspace.show_page(key)
        assert workspace.is_command_enabled("export_index")
    workspace.commands()["export_index"]()
    assert messages.answer_file.read_bytes().startswith(b"PK")
    assert messages.asked[-1] == "Exportera indexet"
    show_series(workspace, SeriesKind.PUBLISHED)
    assert not workspace.is_command_enabled("export_index")
