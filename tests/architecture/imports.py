"""A small import checker: which module names which other, where in the file, read from the source without running it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name: the module that asks, the module asked for, and when it happens."""

    importer: str
    target: str
    line: int
    typing_only: bool
    at_start: bool

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.target}"


def none_of(found: Iterable[object]) -> None:
    """Fail with one line for each thing found."""
    lines = [str(one) for one in found]
    assert not lines, "\n" + "\n".join(lines)


def source_files(folder: str = "app") -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def within(name: str, packages: Iterable[str]) -> bool:
    """Whether a module is one of these packages or lies in one of them."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def is_standard(name: str) -> bool:
    return name.partition(".")[0] in sys.stdlib_module_names


def _names(node: ast.Import | ast.ImportFrom, importer: str, is_package: bool, known: frozenset[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        anchor = importer.split(".") if is_package else importer.split(".")[:-1]
        anchor = anchor[: len(anchor) - (node.level - 1)]
        base = ".".join([*anchor, *([base] if base else [])])
    for alias in node.names:
        full = f"{base}.{alias.name}"
        yield full if full in known or is_submodule_of_library(base, alias.name) else base


def is_submodule_of_library(base: str, name: str) -> bool:
    """`from PySide6 import QtCore` names a module, not an attribute."""
    return base == "PySide6" and name.startswith("Qt")


def _walk(node: ast.AST, typing_only: bool, at_start: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, typing_only, at_start
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for inner in child.body:
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield inner, True, False
            for other in child.orelse:
                yield from _walk(ast.Module([other], []), typing_only, at_start)
        else:
            later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _walk(child, typing_only, at_start and not later)


@cache
def known_modules() -> frozenset[str]:
    return frozenset(module_name(path) for path in source_files())


def imports_of(path: Path) -> list[Import]:
    """Every import in a file, those inside functions too."""
    importer = module_name(path)
    return [
        Import(importer, target, node.lineno, typing_only, at_start)
        for node, typing_only, at_start in _walk(tree_of(path), False, True)
        for target in _names(node, importer, path.name == "__init__.py", known_modules())
    ]


@cache
def all_imports() -> tuple[Import, ...]:
    return tuple(found for path in source_files() for found in imports_of(path))


def loaded_with(module: str) -> dict[str, tuple[str, ...]]:
    """Everything that importing a module loads at once, with the chain that leads there."""
    direct: dict[str, list[str]] = {}
    for found in all_imports():
        if found.at_start and not found.typing_only:
            direct.setdefault(found.importer, []).append(found.target)
    reached: dict[str, tuple[str, ...]] = {module: (module,)}
    waiting = [module]
    while waiting:
        current = waiting.pop()
        parents = [current.rsplit(".", depth)[0] for depth in range(1, current.count(".") + 1)]
        for target in [*direct.get(current, []), *parents]:
            if target not in reached:
                reached[target] = (*reached[current], target)
                waiting.append(target)
    return reached
