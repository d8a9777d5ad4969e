from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app import paths


def test_source_tree_finds_its_resources() -> None:
    assert paths.resources_folder().is_dir()
    assert paths.handbook_folder().parent.name == "docs"
    assert paths.sample_store().name == "sample.sqlite"


def test_frozen_program_looks_in_its_bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources_folder() == tmp_path / "resources"
    assert paths.handbook_folder() == tmp_path / "docs" / "handbok"


def test_chosen_home_wins_over_every_system_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAMMANHALLEN_HOME", str(tmp_path))
    assert paths.data_folder() == tmp_path
    assert paths.log_folder().parent == tmp_path
    assert paths.settings_file().parent == tmp_path


@pytest.mark.parametrize(
    ("platform", "variable", "value", "expected"),
    [
        ("linux", "XDG_DATA_HOME", "/data/me", Path("/data/me/Sammanhallen")),
        ("linux", "XDG_DATA_HOME", "", Path("/home/me/.local/share/Sammanhallen")),
        ("linux", "XDG_DATA_HOME", "not/absolute", Path("/home/me/.local/share/Sammanhallen")),
        ("win32", "LOCALAPPDATA", "/local", Path("/local/Sammanhallen")),
        ("win32", "LOCALAPPDATA", "", Path("/home/me/AppData/Local/Sammanhallen")),
        ("darwin", "XDG_DATA_HOME", "/data/me", Path("/home/me/Library/Application Support/Sammanhallen")),
    ],
)
def test_data_stays_on_this_computer(monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, value: str, expected: Path) -> None:
    monkeypatch.delenv("SAMMANHALLEN_HOME")
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/me"))
    monkeypatch.setenv(variable, value)
    assert paths.data_folder() == expected
