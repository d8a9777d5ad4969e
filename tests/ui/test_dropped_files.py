"""A workbook dropped on the window starts the reading; nothing else is taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.ui.dropped_files import workbook_in
from app.ui.main_window import MainWindow


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def entering(window: MainWindow, data: QMimeData) -> bool:
    event = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def test_a_dropped_workbook_is_read(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path | None] = []
    monkeypatch.setattr("app.ui.dialogs.import_preview.start_import", lambda _session, path=None: read.append(path))
    data = dragged(tmp_path / "Ansökan.XLSX")
    assert entering(window, data)
    drop = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, drop)
    assert drop.isAccepted()
    assert read == [tmp_path / "Ansökan.XLSX"]


def test_other_files_and_several_at_once_are_not_taken(window: MainWindow, tmp_path: Path) -> None:
    assert not entering(window, dragged(tmp_path / "protokoll.pdf"))
    assert not entering(window, dragged(tmp_path / "a.xlsx", tmp_path / "b.xlsx"))
    assert workbook_in(QMimeData()) is None


def test_nothing_is_taken_without_a_store(window: MainWindow, tmp_path: Path) -> None:
    window.session.close()
    assert not entering(window, dragged(tmp_path / "a.xlsx"))
