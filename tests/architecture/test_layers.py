"""Who may import whom. The table is docs/architecture.md in code; a new dependency between layers is a decision, not an accident."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.architecture.imports import Import, all_imports, is_standard, known_modules, loaded_with, none_of, within

QT = ("PySide6", "shiboken6")
HEAVY = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "pyqtgraph", "numpy", "pikepdf", "python_calamine")


@dataclass(frozen=True, slots=True)
class Layer:
    """What a package may name: parts of the program, and libraries beside the standard one."""

    package: str
    own: tuple[str, ...]
    libraries: tuple[str, ...] = ()


# The first layer that a module lies in counts.
LAYERS = (
    Layer("app.domain.riskindex", own=("app.domain",), libraries=("numpy",)),
    Layer("app.domain", own=("app.domain",)),
    Layer("app.errors", own=("app.domain",)),
    Layer("app.paths", own=()),
    Layer("app.sample", own=("app.domain", "app.sample")),
    Layer("app.models", own=("app.domain", "app.errors", "app.models"), libraries=("sqlalchemy", "alembic")),
    Layer("app.exchange.sheet_process", own=("app.errors", "app.exchange"), libraries=("python_calamine",)),
    Layer("app.exchange", own=("app.domain", "app.errors", "app.exchange"), libraries=("openpyxl", "python_calamine", "defusedxml")),
    Layer("app.reports", own=("app.domain", "app.errors", "app.reports"), libraries=("reportlab", "pikepdf")),
    Layer(
        "app.services.index_store",
        own=("app.domain", "app.models", "app.services"),
        libraries=("sqlalchemy", "numpy"),
    ),
    Layer(
        "app.services",
        own=("app.domain", "app.errors", "app.paths", "app.models", "app.exchange", "app.reports", "app.sample", "app.services"),
        libraries=("sqlalchemy",),
    ),
    Layer("app.ui", own=("app.domain", "app.errors", "app.paths", "app.services", "app.ui"), libraries=(*QT, "pyqtgraph", "numpy")),
    Layer("app.cli", own=("app.domain", "app.errors", "app.paths", "app.services", "app.bootstrap", "app.cli", "app.ui")),
    Layer("app.bootstrap", own=("app",), libraries=("sqlalchemy",)),
    Layer("app.__main__", own=("app",)),
)


def layer_of(module: str) -> Layer | None:
    return next((layer for layer in LAYERS if within(module, [layer.package])), None)


def breaks(found: Import) -> bool:
    """Whether an import crosses its layer's border."""
    layer = layer_of(found.importer)
    if layer is None:
        return found.importer != "app"
    if within(found.target, ["app"]):
        return found.target != "app" and not within(found.target, layer.own)
    return not is_standard(found.target) and not within(found.target, layer.libraries)


def test_every_module_lies_in_a_known_layer() -> None:
    none_of(module for module in known_modules() if module != "app" and layer_of(module) is None)


def test_no_import_crosses_a_border() -> None:
    none_of(str(found) for found in all_imports() if not found.typing_only and breaks(found))


def test_only_the_window_knows_qt() -> None:
    none_of(str(found) for found in all_imports() if within(found.target, QT) and not within(found.importer, ["app.ui"]))


def test_the_window_never_names_what_services_hide() -> None:
    hidden = ("app.models", "app.exchange", "app.reports", "sqlalchemy", "openpyxl", "reportlab")
    none_of(str(found) for found in all_imports() if within(found.importer, ["app.ui"]) and within(found.target, hidden))


def test_command_line_loads_the_window_only_to_open_it() -> None:
    early = [
        found for found in all_imports() if within(found.importer, ["app.cli"]) and within(found.target, ["app.ui"]) and found.at_start
    ]
    none_of(str(found) for found in early)


def test_domain_reads_no_files_and_no_clock() -> None:
    refused = ("os", "pathlib", "io", "sqlite3", "socket", "time", "subprocess", "tempfile", "shutil", "random", "locale")
    named = [found for found in all_imports() if within(found.importer, ["app.domain"]) and within(found.target, refused)]
    none_of(str(found) for found in named if not found.typing_only)


@pytest.mark.parametrize("entry", ["app.__main__", "app.ui.main_window", "app.ui.session"])
def test_window_opens_without_the_heavy_libraries(entry: str) -> None:
    """Read from the source: nothing that the window loads at once leads to a heavy library."""
    chains = {target: chain for target, chain in loaded_with(entry).items() if within(target, HEAVY)}
    none_of(" → ".join(chain) for chain in chains.values())


def test_process_that_reads_workbooks_stays_small() -> None:
    """It runs under a memory limit, on files nobody has vouched for: the standard library, and calamine when it is asked to read."""
    chains = {target: chain for target, chain in loaded_with("app.exchange.sheet_process").items() if within(target, (*HEAVY, *QT))}
    none_of(" → ".join(chain) for chain in chains.values())


@pytest.mark.parametrize(
    ("importer", "target", "crosses"),
    [
        ("app.domain.rules.plan", "app.errors", True),
        ("app.domain.rules.plan", "numpy", True),
        ("app.domain.riskindex.series", "numpy", False),
        ("app.domain.rules.plan", "datetime", False),
        ("app.models.case", "app.exchange.workbook", True),
        ("app.reports.memo", "app.models.case", True),
        ("app.services.queries", "app.ui.session", True),
        ("app.services.queries", "app.models.case", False),
        ("app.ui.main_window", "app.models.case", True),
        ("app.ui.main_window", "app.domainish", True),
        ("app.cli.rules", "sqlalchemy", True),
        ("app.exchange.sheet_process", "openpyxl", True),
        ("app.newcomer", "app.domain", True),
    ],
)
def test_checker_tells_a_crossing_from_a_permitted_import(importer: str, target: str, crosses: bool) -> None:
    assert breaks(Import(importer, target, line=1, typing_only=False, at_start=True)) is crosses
