"""First paint of the program's window against that of an empty main window, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.common import ROOT, Ratio, Timed, compare

SCRIPT = ROOT / "benchmarks" / "first_paint.py"


def start_once(*arguments: str, home: Path) -> dict[str, object]:
    """Start a process and hear when its window had been painted, counted from just before the process was made."""
    environment = {**os.environ, "SAMMANHALLEN_HOME": str(home), "PYTHONPATH": str(ROOT), "STARTED_AT": repr(time.time())}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
    done = subprocess.run([sys.executable, str(SCRIPT), *arguments], env=environment, capture_output=True, check=False, timeout=120)
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


def measured(*arguments: str, home: Path) -> Timed:
    return lambda: float(str(start_once(*arguments, home=home)["painted_ms"]))


def ratios(runs: int) -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        yield compare(
            "start to first paint, sample store",
            measured("--sample", home=home),
            measured("--bare", home=home),
            allowed=2.5,
            limit_is="bare QMainWindow",
            runs=runs,
        )
