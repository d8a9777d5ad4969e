from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from app import paths


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A working copy of the shipped sample store."""
    path = tmp_path / "exempel.sqlite"
    shutil.copyfile(paths.sample_store(), path)
    return path


def content(path: Path) -> list[str]:
    """Everything a store holds, for comparing before and after."""
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()
