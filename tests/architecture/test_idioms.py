"""What the program's source never does, and what its project files always say."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app import __version__
from tests.architecture.imports import ROOT, all_imports, imports_of, none_of, source_files, tree_of, within

LONGEST_FILE = 500
REFUSED_MODULES = ("pickle", "marshal", "shelve", "dill", "yaml", "http", "urllib.request", "ftplib", "smtplib", "requests", "xmlrpc")
REFUSED_CALLS = ("eval", "exec", "compile", "__import__", "os.system", "os.popen", "time.sleep")
# HTML from data, tables that hold their own records, event loops inside loops.
REFUSED_METHODS = ("setHtml", "insertHtml", "processEvents", "createString")
REFUSED_NAMES = ("QTableWidget", "QDataWidgetMapper", "QThread", "QtNetworkAuth", "QNetworkAccessManager", "QWebEngineView")
TEXT_SUFFIXES = (".py", ".md", ".toml", ".txt", ".yml", ".yaml", ".spec", ".json", ".csv", ".svg", ".lock", ".qss", "")
FOLDERS = ("app", "tests", "benchmarks", "resources", "docs", ".ci")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|tmp)/\w")


def calls_in(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))


def at(path: Path, node: ast.expr | ast.stmt) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def text_files() -> list[Path]:
    inside = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    beside = [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".git")]
    chosen = [path for path in [*inside, *beside] if path.suffix in TEXT_SUFFIXES and "__pycache__" not in path.parts]
    return [path for path in chosen if b"\0" not in path.read_bytes()[:4096]]


def test_no_file_of_the_program_grows_past_its_limit() -> None:
    """A migration is a frozen record of a schema, written once and never split."""
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in source_files()}
    none_of(f"{path}: {length} lines" for path, length in lengths.items() if length > LONGEST_FILE and path.parent.name != "versions")


def test_annotations_are_never_evaluated() -> None:
    """Files that only pass names on have no annotation to evaluate."""
    annotated = ast.FunctionDef | ast.ClassDef | ast.AnnAssign
    with_code = [path for path in source_files() if any(isinstance(node, annotated) for node in ast.walk(tree_of(path)))]
    none_of(path.relative_to(ROOT) for path in with_code if not any(found.target == "__future__" for found in imports_of(path)))


def test_no_module_that_runs_or_fetches_what_it_reads() -> None:
    none_of(str(found) for found in all_imports() if within(found.target, REFUSED_MODULES))


def test_no_call_that_runs_text_or_waits_blindly() -> None:
    found = [at(path, call) for path in source_files() for call in calls_in(path) if ast.unparse(call.func) in REFUSED_CALLS]
    none_of(found)


def test_no_method_that_mistakes_data_for_markup() -> None:
    calls = [(path, call) for path in source_files() for call in calls_in(path) if isinstance(call.func, ast.Attribute)]
    none_of(at(path, call) for path, call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in REFUSED_METHODS)


def test_no_process_is_started_through_a_shell() -> None:
    shells = [
        at(path, call)
        for path in source_files()
        for call in calls_in(path)
        for keyword in call.keywords
        if keyword.arg == "shell" and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
    ]
    none_of(shells)


def test_no_widget_kind_that_was_decided_against() -> None:
    named = [
        at(path, node)
        for path in source_files()
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Name) and node.id in REFUSED_NAMES) or (isinstance(node, ast.Attribute) and node.attr in REFUSED_NAMES)
    ]
    none_of(named)


def narrows_a_type(check: ast.Assert) -> bool:
    """`assert x is not None` and `assert isinstance(x, T)` tell mypy what the lines above have made sure of."""
    text = ast.unparse(check.test)
    return text.endswith(" is not None") or text.startswith("isinstance(")


def test_no_check_disappears_with_optimisation() -> None:
    checks = [(path, node) for path in source_files() for node in ast.walk(tree_of(path)) if isinstance(node, ast.Assert)]
    none_of(at(path, check) for path, check in checks if not narrows_a_type(check))


def test_no_handler_swallows_everything() -> None:
    bare = [
        node for path in source_files() for node in ast.walk(tree_of(path)) if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    none_of(bare)


def test_nothing_is_left_for_later() -> None:
    unfinished = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)) + r")\b")
    none_of(str(path.relative_to(ROOT)) for path in source_files() if unfinished.search(path.read_text(encoding="utf-8")))


def test_no_test_sleeps() -> None:
    sleeping = ("time.sleep", "qtbot.wait", "sleep", "QTest.qWait")
    found = [at(path, call) for path in source_files("tests") for call in calls_in(path) if ast.unparse(call.func) in sleeping]
    none_of(found)


def test_no_path_of_one_machine_stands_in_a_file() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in text_files()
        for match in [MACHINE_PATH.search(path.read_text(encoding="utf-8"))]
        if match
    ]
    none_of(found)


# --- Project files --------------------------------------------------------------------------------------------------


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]  # type: ignore[no-any-return]


def locked() -> dict[str, str]:
    """Canonical name to exact version, from the lock."""
    lines = (ROOT / ".ci" / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [re.match(r"([\w.-]+)==([\w.]+)", line) for line in lines]
    return {str(canonicalize_name(pin[1])): pin[2] for pin in pins if pin}


def requirements() -> list[Requirement]:
    described = project()
    dev = described["optional-dependencies"]["dev"]  # type: ignore[index]
    return [Requirement(text) for text in [*described["dependencies"], *dev]]  # type: ignore[misc]


def test_lock_holds_only_exact_versions_with_hashes() -> None:
    shape = re.compile(r"#.*|[a-z0-9.-]+==[\w.]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    lines = (ROOT / ".ci" / "requirements.lock").read_text(encoding="utf-8").splitlines()
    none_of(line for line in lines if not shape.fullmatch(line))


@pytest.mark.parametrize(
    "name", [".ci/requirements.lock", ".ci/setup.py", ".ci/run", "Makefile", "pyproject.toml", "setup.py", "build.spec"]
)
def test_set_up_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host", text)


def test_lock_satisfies_every_dependency_of_the_project() -> None:
    pins = locked()
    wrong = [str(need) for need in requirements() if not need.specifier.contains(pins.get(canonicalize_name(need.name), "0"))]
    none_of(wrong)


def test_qt_stays_below_the_version_that_loses_references() -> None:
    """See tests/ui/test_binding_guard.py; all three packages come from one release."""
    qt = next(need for need in requirements() if need.name == "PySide6")
    assert not qt.specifier.contains("6.12.0")
    assert len({locked()[name] for name in ("pyside6", "pyside6-essentials", "pyside6-addons", "shiboken6")}) == 1


def test_project_files_agree_on_version_and_licence() -> None:
    public = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    assert f'softwareVersion: "{__version__}"' in public
    assert "license: EUPL-1.2" in public
    assert project()["license"] == "EUPL-1.2"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_every_icon_takes_its_colour_from_the_theme() -> None:
    icons = [path for path in (ROOT / "resources" / "icons").glob("*.svg") if path.stem != "sammanhallen"]
    assert icons
    none_of(path.name for path in icons if 'stroke="currentColor"' not in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", ["icons", "fonts", "colour"])
def test_what_others_made_is_shipped_with_its_licence(folder: str) -> None:
    names = [path.name.upper() for path in (ROOT / "resources" / folder).iterdir()]
    assert any("LICENSE" in name or "LICENCE" in name or name.startswith(("OFL", "COPYING")) for name in names), names
