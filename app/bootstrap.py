"""Composition root for the command line: opens the store a command asks for, in the name of whoever runs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import EnvironmentProblem
from app.services.workbench import Workbench, open_workbench


@contextmanager
def opened(path: Path, who: str | None, *, writes: bool = False) -> Iterator[Workbench]:
    """The services over a store; a command that writes is refused while somebody else holds it. Raises EnvironmentProblem."""
    bench = open_workbench(path, who=who, view_only=not writes)
    try:
        if writes and bench.read_only is not None:
            raise EnvironmentProblem(f"”{path.name}” går inte att skriva i. {bench.read_only.text}")
        yield bench
    finally:
        bench.close()
