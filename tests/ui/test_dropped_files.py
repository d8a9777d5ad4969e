"""A workbook dropped on the window starts the reading; nothing else is taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.ui.dropped_files import workbook_in
from app.ui.main_window import MainWindow
from tests.files.indicator_books import content


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def entering(window: MainWindow, data: QMimeData) -> bool:
    event = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def dropped(window: MainWindow, path: Path) -> bool:
    data = dragged(path)
    drop = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, drop)
    return drop.isAccepted()


def test_a_dropped_workbook_is_read(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    read: list[Path | None] = []
    monkeypatch.setattr("app.ui.dialogs.import_preview.start_import", lambda _session, path=None: read.append(path))
    path = tmp_path / "Ansökan.XLSX"
    assert entering(window, dragged(path))
    assert dropped(window, path)
    qtbot.waitUntil(lambda: read == [path])


def test_a_dropped_indicator_workbook_opens_its_own_dialog(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    read: list[Path | None] = []
    monkeypatch.setattr("app.ui.dialogs.indicator_import.open_indicator_import", lambda _session, path=None: read.append(path))
    path = tmp_path / "indikatorer.xlsx"
    path.write_bytes(content())
    assert entering(window, dragged(path))
    assert dropped(window, path)
    qtbot.waitUntil(lambda: read == [path])


def test_other_files_and_several_at_once_are_not_taken(window: MainWindow, tmp_path: Path) -> None:
    assert not entering(window, dragged(tmp_path / "protokoll.pdf"))
    assert not entering(window, dragged(tmp_path / "a.xlsx", tmp_path / "b.xlsx"))
    assert workbook_in(QMimeData()) is None


def test_nothing_is_taken_without_a_store(window: MainWindow, tmp_path: Path) -> None:
    window.session.close()
    assert not entering(window, dragged(tmp_path / "a.xlsx"))
