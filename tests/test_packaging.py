"""The wheel carries everything the program needs, and works away from the source tree."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from app import __version__

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("app", "resources", "data", "docs", "pyproject.toml", "setup.py", "README.md", "LICENSE")


def python(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without any network from a copy, so that the tree is left as it was."""
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"
    tree.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "_data"))
        elif (ROOT / name).is_file():
            shutil.copyfile(ROOT / name, tree / name)
    built = python("-m", "pip", "wheel", "--no-index", "--no-build-isolation", "--no-deps", "--wheel-dir", folder, tree, cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A folder outside the tree that holds the program alone."""
    target = wheel.parent / "installed"
    done = python("-m", "pip", "install", "--no-index", "--no-deps", "--target", target, wheel, cwd=wheel.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def test_wheel_carries_code_resources_sample_and_handbook(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    code = [path.relative_to(ROOT).as_posix() for path in (ROOT / "app").rglob("*.py")]
    shipped = [ROOT / "data" / "sample.sqlite", *(path for name in ("resources", "docs/handbok") for path in (ROOT / name).rglob("*"))]
    data = [f"app/_data/{path.relative_to(ROOT).as_posix()}" for path in shipped if path.is_file()]
    assert {*code, *data} - names == set()
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_wheel_carries_nothing_of_the_workshop(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"app", f"sammanhallen-{__version__}.dist-info"}


def test_installed_program_finds_its_own_files(installed: Path) -> None:
    lines = "import app.paths as p; print(p.__file__); print(p.resources_folder()); print(p.handbook_folder()); print(p.sample_store())"
    answer = python("-c", lines, cwd=installed.parent, PYTHONPATH=str(installed))
    assert answer.returncode == 0, answer.stderr
    assert all(Path(line).is_relative_to(installed) and Path(line).exists() for line in answer.stdout.splitlines()), answer.stdout


def test_installed_program_passes_its_self_test(installed: Path, tmp_path: Path) -> None:
    answer = python("-m", "app", "self-test", cwd=tmp_path, PYTHONPATH=str(installed), QT_QPA_PLATFORM="offscreen")
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_command_starts_the_same_program(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as content:
        name = next(name for name in content.namelist() if name.endswith("entry_points.txt"))
        assert "sammanhallen = app.__main__:main" in content.read(name).decode()
