"""The set-up script on a machine that lacks something, with the machine played by the test."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
MISSING = "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory"


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("set_up_script", ROOT / ".ci" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    return tmp_path / "venv"


def answers(*values: object) -> object:
    waiting = list(values)
    return lambda *_arguments, **_named: waiting.pop(0)


def test_missing_library_is_installed_when_it_may_be(
    script: ModuleType, venv: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(script, "probe_qt", answers(MISSING, None))
    monkeypatch.setattr(script, "install_system_packages", lambda packages: asked.append(packages) or True)
    script.check_qt(venv)
    assert "libegl1" in asked[0]
    assert "libxcb-cursor0" not in asked[0]
    assert "libEGL.so.1 is missing" in capsys.readouterr().out


def test_missing_library_gives_the_exact_line_when_it_may_not_be_installed(
    script: ModuleType, venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "probe_qt", answers(MISSING))
    monkeypatch.setattr(script, "install_system_packages", lambda _packages: False)
    monkeypatch.setattr(script.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(script.SetUpError, match=r"sudo apt-get install --yes libegl1 .*libxcb-cursor0"):
        script.check_qt(venv, screen=True)


def test_system_without_apt_is_told_which_library_is_missing(script: ModuleType, venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "probe_qt", answers(MISSING))
    monkeypatch.setattr(script.shutil, "which", lambda _name: None)
    with pytest.raises(script.SetUpError, match=r"libEGL\.so\.1[\s\S]*package manager"):
        script.check_qt(venv)


def test_old_python_hands_over_to_a_newer_one(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script.sys, "version_info", (3, 9, 1))
    monkeypatch.setattr(script.shutil, "which", lambda name: f"/opt/{name}" if name in ("python3.12", "python3") else None)
    monkeypatch.setattr(script, "new_enough", lambda python: python == "/opt/python3.12")
    assert script.find_python() == "/opt/python3.12"


def test_only_old_pythons_are_refused_with_what_to_do(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script.sys, "version_info", (3, 9, 1))
    monkeypatch.setattr(script.shutil, "which", lambda _name: None)
    with pytest.raises(script.SetUpError, match=r"Python 3\.11 or newer"):
        script.find_python()


def test_second_set_up_does_nothing(script: ModuleType, venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "run", lambda *_command, **_environment: pytest.fail("something was run"))
    script.python_in(venv).parent.mkdir(parents=True)
    script.python_in(venv).touch()
    (venv / script.STAMP).write_text(script.fingerprint(venv), encoding="utf-8")
    script.prepare(venv)


@pytest.mark.parametrize(("display", "expected"), [({}, False), ({"DISPLAY": ":1"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)])
def test_window_is_opened_only_where_there_is_a_display(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, display: dict[str, str], expected: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    for name, value in display.items():
        monkeypatch.setenv(name, value)
    assert script.has_display() is expected


def test_make_knows_every_command_of_the_script(script: ModuleType) -> None:
    line = next(line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if line.startswith("COMMANDS"))
    assert set(line.partition(":=")[2].split()) == set(script.COMMANDS)
