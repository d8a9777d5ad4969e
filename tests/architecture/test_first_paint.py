"""What is loaded when the window is first painted, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.imports import ROOT
from tests.architecture.test_layers import HEAVY


def test_first_paint_comes_before_the_heavy_libraries(home: Path) -> None:
    """The sample store is copied and named; the services are read in only when the empty window is on the screen."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SAMMANHALLEN_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "first_paint.py"), "--sample"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout.splitlines()[-1])["modules"])
    assert "PySide6" in loaded
    assert loaded.isdisjoint(HEAVY)
